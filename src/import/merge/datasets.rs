//! Datasets of two documents, those that are one put together.

use super::pairs::{How, Pair, pairs};
use super::{Joint, add, is_own};
use crate::diagnostic::{self as d, Diagnostic, Rule, Subject};
use crate::import::draft::{Dataset, Tongues, Value};
use crate::import::recognise::UNKNOWN;
use crate::model::Lang;

fn subject(dataset: &Dataset) -> Subject {
    Subject::Dataset(dataset.id.as_str().into())
}

/// A finding at a dataset's row.
fn at(rule: &'static Rule, dataset: &Dataset) -> Diagnostic {
    let finding = dataset.span.map_or_else(|| Diagnostic::bare(rule), |span| Diagnostic::at(rule, span));
    finding.arg("where", &subject(dataset))
}

fn first(langs: &[Lang]) -> &str {
    langs.first().map_or("tc", |lang| lang.suffix())
}

/// The frequencies of a value, and the author's own words for them.
fn parts(value: &Value) -> Option<(&str, Tongues)> {
    match value {
        Value::Written(codes) => Some((codes, Tongues::new())),
        Value::Worded(codes, words) => Some((codes, words.clone())),
        _ => None,
    }
}

impl Joint<'_, '_> {
    /// The datasets of a half in both documents. One that only the other has follows the one after which it stands there.
    pub(super) fn datasets(&mut self, first: Vec<Dataset>, other: Vec<Dataset>) -> Vec<Dataset> {
        let pairs = pairs(&first, &other, [&self.declared.0, &self.declared.1]);
        let mut all: Vec<(usize, Dataset)> = first.into_iter().enumerate().map(|(at, dataset)| (at + 1, dataset)).collect();
        let mut place = 0;
        let mut others: Vec<(usize, Dataset)> = Vec::new();
        let mut unpaired: Vec<bool> = vec![true; all.len()];
        for (at, dataset) in other.into_iter().enumerate() {
            let pair = pairs.iter().find(|pair| pair.other == at);
            match pair.and_then(|pair| Some((pair, all.get_mut(pair.first)?, unpaired.get_mut(pair.first)?))) {
                Some((pair, (_, known), is_alone)) => {
                    *is_alone = false;
                    place = pair.first + 1;
                    self.paired += 1;
                    self.both(known, dataset, *pair);
                }
                None => others.push((place, self.alone(dataset, "other"))),
            }
        }
        let first = all.into_iter().zip(unpaired);
        let mut all: Vec<(usize, Dataset)> =
            first.map(|((at, dataset), is_alone)| (at, if is_alone { self.alone(dataset, "") } else { dataset })).collect();
        all.extend(others);
        all.sort_by_key(|(at, _)| *at);
        all.into_iter().map(|(_, dataset)| dataset).collect()
    }

    fn doubt(&mut self, dataset: &mut Dataset, field: &'static str, finding: Diagnostic) {
        let finding = finding.arg("path", self.path);
        self.desk.sink.push(finding.clone());
        dataset.doubts.push((field, finding));
    }

    /// A dataset that only one document has.
    fn alone(&mut self, mut dataset: Dataset, variant: &'static str) -> Dataset {
        self.owe_all(&mut dataset);
        let finding = at(&d::IMPORT_UNPAIRED, &dataset).variant(variant);
        self.doubt(&mut dataset, "", finding);
        dataset
    }

    /// Marks each text of a dataset as owed in the languages that it does not have.
    fn owe_all(&self, dataset: &mut Dataset) {
        let texts = dataset.texts.iter_mut().map(|(_, text)| text);
        let reasons = dataset.events.iter_mut().map(|event| &mut event.reason);
        let all = std::iter::once(&mut dataset.name).chain(&mut dataset.description).chain(texts).chain(reasons);
        all.for_each(|text| self.owe(text));
    }

    fn both(&mut self, known: &mut Dataset, mut other: Dataset, pair: Pair) {
        let number = other.number.map_or_else(|| (pair.other + 1).to_string(), |number| number.to_string());
        let finding = at(&d::IMPORT_PAIR, known).arg("number", number);
        match pair.how {
            How::Sure => {}
            How::Moved => self.doubt(known, "", finding),
            How::Alike => self.doubt(known, "", finding.variant("alike")),
        }
        if other.is_given && !known.is_given {
            known.id.clone_from(&other.id);
            known.is_given = true;
        }
        add(&mut known.name, std::mem::take(&mut other.name));
        self.description(known, &mut other);
        for (field, text) in std::mem::take(&mut other.texts) {
            match known.texts.iter_mut().find(|(name, _)| *name == field) {
                Some((_, words)) => add(words, text),
                None => known.texts.push((field, text)),
            }
        }
        for event in std::mem::take(&mut other.events) {
            match known.events.iter_mut().find(|same| same.head == event.head) {
                Some(same) => add(&mut same.reason, event.reason),
                None => known.events.push(event),
            }
        }
        for (field, value) in std::mem::take(&mut other.fields) {
            self.field(known, field, value, &other);
        }
        known.doubts.extend(other.doubts);
        self.owe_all(known);
    }

    fn description(&mut self, known: &mut Dataset, other: &mut Dataset) {
        let (count, more) = (known.description.len(), other.description.len());
        known.listed |= other.listed;
        for (at, text) in std::mem::take(&mut other.description).into_iter().enumerate() {
            match known.description.get_mut(at) {
                Some(item) => add(item, text),
                None => known.description.push(text),
            }
        }
        if count != more && count > 0 && more > 0 {
            let (lang, others) = (first(&self.langs.0).to_owned(), first(&self.langs.1).to_owned());
            let finding = at(&d::IMPORT_LANGUAGES, known).arg("count", count).arg("lang", lang);
            self.doubt(known, "description", finding.arg("other", more).arg("others", others));
        }
    }

    fn field(&mut self, known: &mut Dataset, field: &'static str, value: Value, other: &Dataset) {
        let Some(at) = known.fields.iter().position(|(name, _)| *name == field) else {
            known.fields.push((field, value));
            return;
        };
        let Some((_, mine)) = known.fields.get_mut(at) else { return };
        if *mine == Value::Pending {
            *mine = value;
            return;
        }
        match (mine, value) {
            (Value::Texts(all), Value::Texts(more)) => {
                for (at, text) in more.into_iter().enumerate() {
                    match all.get_mut(at) {
                        Some(known) => add(known, text),
                        None => all.push(text),
                    }
                }
            }
            (_, Value::Absent | Value::Pending) => {}
            (mine, value) if field == "frequency" => {
                let (first, other_value) = (mine.clone(), value);
                if let Some(value) = self.frequency(known, &first, &other_value, other)
                    && let Some((_, mine)) = known.fields.get_mut(at)
                {
                    *mine = value;
                }
            }
            (Value::Worded(mine, words), Value::Worded(value, more)) if *mine == value => add(words, more),
            (mine, value) => {
                let mine = mine.clone();
                self.differ_in(known, field, &mine, &value, other);
            }
        }
    }

    /// Two values of a field: the same, the same under two names, or a contradiction.
    fn differ_in(&mut self, known: &mut Dataset, field: &'static str, mine: &Value, value: &Value, other: &Dataset) {
        let (Some((kept, _)), Some((found, _))) = (parts(mine), parts(value)) else { return };
        let keyword = match field {
            "owner" => "organisation",
            "formats" => "format",
            name => name,
        };
        let (kept_name, found_name) = (kept.trim_start_matches('@'), found.trim_start_matches('@'));
        let both_own = is_own(&self.declared.0, keyword, kept_name) && is_own(&self.declared.1, keyword, found_name);
        if kept == found || both_own && self.join(keyword, kept_name, found_name) {
            return;
        }
        let finding = at(&d::IMPORT_CONTRADICTION, other).arg("field", field).arg("kept", kept).arg("found", found);
        self.doubt(known, field, renamed(finding, known));
    }

    /// The frequency of both: what one of them says in words, the other may say clearly.
    fn frequency(&mut self, known: &mut Dataset, mine: &Value, value: &Value, other: &Dataset) -> Option<Value> {
        let ((kept, words), (found, more)) = (parts(mine)?, parts(value)?);
        let codes = if kept == UNKNOWN { found } else { kept };
        let all: Vec<String> = codes.split(", ").map(str::to_owned).collect();
        if kept != found && kept != UNKNOWN && found != UNKNOWN {
            let finding = at(&d::IMPORT_CONTRADICTION, other).arg("field", "frequency").arg("kept", kept).arg("found", found);
            self.doubt(known, "frequency", renamed(finding, known));
        }
        if words.is_empty() && more.is_empty() && kept == found {
            return None;
        }
        let mut spoken = self.spoken(kept, words, &self.langs.0);
        add(&mut spoken, self.spoken(found, more, &self.langs.1));
        Some(Value::worded(&all, spoken))
    }

    /// The words for frequencies: the author's, else what is printed for them.
    fn spoken(&self, codes: &str, words: Tongues, langs: &[Lang]) -> Tongues {
        if !words.is_empty() {
            return words;
        }
        let all: Vec<String> = codes.split(", ").map(str::to_owned).collect();
        langs.iter().filter_map(|lang| Some((*lang, Some(self.desk.lexicon.printed(&all, *lang)?)))).collect()
    }
}

/// A finding at a row of the other document, about the dataset that it became.
fn renamed(mut finding: Diagnostic, known: &Dataset) -> Diagnostic {
    finding.args.retain(|(key, _)| *key != "where");
    finding.arg("where", &subject(known))
}
