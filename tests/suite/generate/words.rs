//! What phrases come out as, worked out from the description alone: dates, lists and frequencies as each language prints them.

use odp::model::{Kind, to_simplified};

use super::spec::{Dataset, Freq, Freqs, Heritage, Ref, Set, Spec, Tag, When, Words};

/// A text, language by language; `None` is `pending`.
pub type Entries = Vec<(Tag, Option<String>)>;

/// A dataset with what it inherits.
pub struct Whole<'a> {
    pub dataset: &'a Dataset,
    pub heritage: &'a Heritage,
    pub owners: Vec<Ref>,
}

static LIBRARY: &str = include_str!("../../../src/library/hk-2026.odp");

/// A wording of Hong Kong's library that stands on one line there.
fn standard(id: &str) -> Entries {
    let head = format!("\nwording {id} {{ text: tc \"");
    let Some((_, rest)) = LIBRARY.split_once(&head) else { return Vec::new() };
    let Some((chinese, rest)) = rest.split_once("\" en \"") else { return Vec::new() };
    let english = rest.split_once("\" }").map_or("", |(english, _)| english);
    vec![("tc", Some(chinese.to_owned())), ("en", Some(english.to_owned()))]
}

fn written(entries: &Entries, lang: &str) -> Option<String> {
    entries.iter().find(|(tag, _)| *tag == lang)?.1.clone()
}

/// Puts values into a template.
fn fill(template: &str, value: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut rest = template.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '{' | '}' if rest.peek() == Some(&character) => {
                rest.next();
                out.push(character);
            }
            '{' => {
                let key: String = rest.by_ref().take_while(|character| *character != '}').collect();
                out.push_str(&value(&key));
            }
            other => out.push(other),
        }
    }
    out
}

/// The keys in a template.
pub fn keys(template: &str) -> Vec<String> {
    let found = std::cell::RefCell::new(Vec::new());
    fill(template, |key| {
        found.borrow_mut().push(key.to_owned());
        String::new()
    });
    found.into_inner()
}

impl Spec {
    pub fn original(&self) -> Tag {
        self.languages[0]
    }

    /// A text of the plan.
    pub fn entries(&self, words: &Words) -> Entries {
        match words {
            Words::Pending => self.languages.iter().map(|lang| (*lang, None)).collect(),
            Words::In(entries) => entries.clone(),
        }
    }

    /// The label of a declaration; a library owes no languages, so that `pending` alone is pending in none.
    pub fn label(&self, id: Ref) -> Entries {
        match &self.declared[id].words {
            Words::Pending => Vec::new(),
            Words::In(entries) => entries.clone(),
        }
    }

    /// The words in a language, else in the original, else in any.
    fn render(&self, entries: &Entries, lang: Tag) -> Option<String> {
        let derived = || {
            let may = lang == "sc" && entries.iter().all(|(tag, _)| *tag != "sc");
            written(entries, "tc").filter(|_| may).map(|text| to_simplified(&text))
        };
        let any = || entries.iter().find_map(|(_, text)| text.clone());
        written(entries, lang).or_else(derived).or_else(|| written(entries, self.original())).or_else(any)
    }

    fn wording(&self, id: &str, lang: Tag) -> String {
        let own = self.declared.iter().filter(|declared| declared.kind == Kind::Wording && declared.id == id);
        let found = own.filter(|declared| self.files[declared.file].alias.is_none()).min_by_key(|declared| declared.file);
        let entries = match found.map(|declared| &declared.words) {
            Some(Words::In(entries)) => entries.clone(),
            Some(Words::Pending) => Vec::new(),
            None => standard(id),
        };
        self.render(&entries, lang).unwrap_or_default()
    }

    fn confirm(&self, lang: Tag) -> String {
        self.wording("to-be-confirmed", lang)
    }

    fn list(&self, items: &[String], lang: Tag) -> String {
        items.join(&self.wording("list-joiner", lang))
    }

    fn labels(&self, ids: &[Ref], lang: Tag) -> Option<String> {
        let label = |id: &Ref| self.render(&self.label(*id), lang).unwrap_or_else(|| self.confirm(lang));
        (!ids.is_empty()).then(|| self.list(&ids.iter().map(label).collect::<Vec<_>>(), lang))
    }

    fn date(&self, date: When, lang: Tag) -> String {
        let form = match date {
            When::Year(_) => "year-text",
            When::Month(..) => "month-text",
            When::Day(..) => "day-text",
        };
        let month = date.first_month().rem_euclid(12) + 1;
        let day = if let When::Day(_, _, day) = date { day } else { 1 };
        fill(&self.wording(form, lang), |key| match key {
            "yyyy" => format!("{:04}", date.year()),
            "mm" => format!("{month:02}"),
            "m" => month.to_string(),
            "month" => self.wording(&format!("month-{month:02}"), lang),
            "dd" => format!("{day:02}"),
            "d" => day.to_string(),
            _ => String::new(),
        })
    }

    fn frequency(&self, all: &Freqs, lang: Tag) -> String {
        let words = all.words.as_ref().and_then(|words| self.render(&self.entries(words), lang));
        words.unwrap_or_else(|| {
            let one = |item: &Freq| match item {
                Freq::Named(id) => self.render(&self.label(*id), lang).unwrap_or_else(|| self.confirm(lang)),
                Freq::Every(1, unit) => self.wording(&format!("every-{unit}"), lang),
                Freq::Every(count, unit) => fill(&self.wording(&format!("every-{unit}s"), lang), |_| count.to_string()),
                Freq::Times(count, unit) => fill(&self.wording(&format!("times-a-{unit}"), lang), |_| count.to_string()),
            };
            self.list(&all.items.iter().map(one).collect::<Vec<_>>(), lang)
        })
    }

    fn one_year(&self, year: i32, lang: Tag) -> String {
        if matches!(self.from, When::Year(_)) {
            return year.to_string();
        }
        fill(&self.wording("fiscal-year", lang), |key| match key {
            "yyyy" => year.to_string(),
            "yy" => format!("{:02}", (year + 1) % 100),
            _ => String::new(),
        })
    }

    /// The first calendar year of each of the plan's years.
    fn years(&self) -> Vec<i32> {
        let end = if let When::Year(year) = self.to { year * 12 + 11 } else { self.to.first_month() };
        let starts = (self.from.first_month()..=end).step_by(12);
        starts.enumerate().map(|(index, _)| self.from.year() + index as i32).collect()
    }

    fn of_plan(&self, key: &str, lang: Tag) -> Option<String> {
        let years = self.years();
        let (first, last) = (years[0], years[years.len() - 1]);
        match key {
            "plan.title" => Some(self.render(&self.entries(&self.title), lang).unwrap_or_else(|| self.confirm(lang))),
            "plan.publisher" => self.labels(&self.publishers, lang),
            "plan.years" if years.len() == 1 => Some(self.one_year(first, lang)),
            "plan.years" => {
                Some(fill(&self.wording("year-range", lang), |key| self.one_year(if key == "from" { first } else { last }, lang)))
            }
            "plan.first-year" => Some(self.one_year(first, lang)),
            "plan.later-years" => {
                let one = |year: &i32| fill(&self.wording("year-in-list", lang), |_| self.one_year(*year, lang));
                let all: Vec<String> = years[1..].iter().map(one).collect();
                Some(match all.split_last() {
                    Some((last, [])) => last.clone(),
                    Some((last, rest)) => self.list(rest, lang) + &self.wording("list-last-joiner", lang) + last,
                    None => String::new(),
                })
            }
            _ => None,
        }
    }

    /// A placeholder's value, if it has one.
    pub fn value(&self, key: &str, lang: Tag, whole: Option<&Whole<'_>>) -> Option<String> {
        if let Some(value) = self.of_plan(key, lang) {
            return Some(value);
        }
        let whole = whole?;
        let (dataset, heritage) = (whole.dataset, whole.heritage);
        let date = |date: &Option<Option<When>>| date.map(|date| date.map_or(self.confirm(lang), |date| self.date(date, lang)));
        match key {
            "name" => Some(self.render(&self.entries(&dataset.name), lang).unwrap_or_else(|| self.confirm(lang))),
            "formats" => self.labels(given(&heritage.formats).map_or(&[][..], Vec::as_slice), lang),
            "portal" => {
                let portals = given(&heritage.portal).map_or(&[][..], Vec::as_slice);
                self.labels(&portals.iter().map(|(portal, _)| *portal).collect::<Vec<_>>(), lang)
            }
            "owner" => self.labels(&whole.owners, lang),
            "target" => date(&dataset.target),
            "released" => date(&dataset.released),
            "frequency" => Some(match &dataset.frequency {
                Some(all) => self.frequency(all, lang),
                None => self.confirm(lang),
            }),
            "category" => match given(&heritage.category)? {
                Some(id) => self.labels(&[*id], lang),
                None => Some(self.confirm(lang)),
            },
            _ => None,
        }
    }

    /// Whether each placeholder of a phrase has a value here.
    pub fn fits(&self, phrase: Ref, whole: Option<&Whole<'_>>) -> bool {
        let texts = self.label(phrase);
        let all = texts.iter().flat_map(|(_, text)| text.iter().flat_map(|text| keys(text)));
        all.into_iter().all(|key| self.value(&key, self.original(), whole).is_some())
    }

    /// The text of a phrase as it is used.
    pub fn expand(&self, phrase: Ref, whole: Option<&Whole<'_>>) -> Entries {
        let filled = |text: &String, lang| fill(text, |key| self.value(key, lang, whole).unwrap_or_default());
        self.label(phrase).iter().map(|(lang, text)| (*lang, text.as_ref().map(|text| filled(text, lang)))).collect()
    }
}

/// The value, if there is one and it is not `none`.
pub fn given<T>(set: &Option<Set<T>>) -> Option<&T> {
    match set {
        Some(Set::To(value)) => Some(value),
        Some(Set::Cancelled) | None => None,
    }
}
