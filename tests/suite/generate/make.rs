//! Draws a plan that is valid by construction.

use odp::model::{HalfKind, Kind, Letter};

use super::spec::{
    Body, Contact, Content, Dataset, Declared, Entry, File, Freq, Freqs, Half, Heritage, Ref, Said, Section, Set, Spec, Tag,
    When, Words,
};
use super::tape::Tape;

/// Languages a plan may owe; the wording of those beyond `tc`, `sc`, `en` is the plan's own.
static LANGUAGES: &[&[Tag]] =
    &[&["tc", "en"], &["en"], &["tc"], &["en", "tc"], &["tc", "en", "pt"], &["fr", "en"], &["tc", "sc", "en"], &["cy-GB", "en"]];

/// Some of what Hong Kong's library declares: kind, id, Traditional Chinese, English.
static STANDARD: &[(Kind, &str, &str, &str)] = &[
    (Kind::Organisation, "hk-hko", "香港天文台", "Hong Kong Observatory"),
    (Kind::Organisation, "28hse", "28地產資訊有限公司", "28Hse Limited"),
    (Kind::Organisation, "hkpc", "香港生產力促進局", "Hong Kong Productivity Council"),
    (Kind::Organisation, "mtr", "香港鐵路有限公司", "MTR Corporation Limited"),
    (Kind::Category, "food", "食物", "Food"),
    (Kind::Category, "health", "衞生", "Health"),
    (Kind::Category, "development", "發展、地理及土地資訊", "Development, Geography and Land Information"),
    (Kind::Frequency, "daily", "每日", "Daily"),
    (Kind::Frequency, "hourly", "每小時", "Hourly"),
    (Kind::Frequency, "quarterly", "每季", "Quarterly"),
    (Kind::Portal, "data-gov-hk", "開放數據平台", "Open Data Portal"),
    (Kind::Portal, "csdi", "空間數據共享平台", "Common Spatial Data Infrastructure Portal"),
    (Kind::Format, "csv", "CSV", "CSV"),
    (Kind::Format, "xlsx", "XLSX", "XLSX"),
    (Kind::Format, "gml", "GML", "GML"),
    (Kind::Licence, "cc0-1", "", ""),
];

/// What texts are made of.
static PIECES: &[&str] = &[
    "data",
    "Open Data",
    "數據",
    "數據 GIS 𨋢 data",
    "升降機",
    "𨋢",
    "，",
    "。",
    "「",
    "」",
    "（",
    "）",
    "\"",
    "'",
    "{",
    "}",
    "#",
    " // ",
    "https://a.example/?b=c#d",
    "\\",
    " ",
    "  ",
    "\n",
    "\t",
    "é",
    "e\u{301}",
    "🚇",
    ";",
    ":",
    ", ",
    "- ",
    "tc \"",
    "pending",
    "\"\"\"",
    "…",
    "％",
    "\u{3000}",
    "\u{a0}",
    "0",
    "@x",
    "衞",
    "衛",
    "12",
    "section A {",
    "機電工程署",
    "、",
];

static PLACEHOLDERS: &[&str] = &[
    "name",
    "formats",
    "portal",
    "target",
    "released",
    "frequency",
    "category",
    "owner",
    "plan.title",
    "plan.years",
    "plan.publisher",
    "plan.first-year",
    "plan.later-years",
];

pub fn make(tape: &mut Tape) -> Spec {
    let languages = tape.pick(LANGUAGES).to_vec();
    let start = tape.between(0, 40);
    let fiscal = tape.once_in(3);
    let first = if fiscal { 2026 * 12 + start } else { (2026 + start % 4) * 12 };
    let months = if fiscal { tape.between(1, 40) } else { 12 * tape.pick(&[3, 1, 2, 4]) };
    let end = |month: i32| if fiscal { When::month(month) } else { When::Year(month.div_euclid(12)) };
    let spec = Spec {
        languages,
        files: Vec::new(),
        declared: Vec::new(),
        id: String::new(),
        from: end(first),
        to: end(first + months - 1),
        title: Words::Pending,
        publishers: Vec::new(),
        issued: None,
        updated: None,
        previous: None,
        licence: None,
        contact: None,
        defaults: None,
        sections: Vec::new(),
    };
    let mut maker = Maker { tape, spec, count: 0, first, last: first + months - 1, latest: None };
    maker.files();
    maker.declarations();
    maker.plan();
    maker.spec
}

struct Maker<'t> {
    tape: &'t mut Tape,
    spec: Spec,
    /// How many names were given.
    count: usize,
    /// The plan's first and last month.
    first: i32,
    last: i32,
    /// The month of the newest fact.
    latest: Option<i32>,
}

impl Maker<'_> {
    // ---- words ----

    fn string(&mut self) -> String {
        let many = self.tape.pick(&[1, 2, 3, 4, 6, 9]);
        let mut text: String = (0..many).map(|_| self.tape.pick(PIECES)).collect();
        if self.tape.once_in(12) {
            text = text.repeat(1 + 200 / text.len());
        }
        if self.tape.once_in(40) { String::new() } else { text }
    }

    /// A text in the plan's languages, each there, pending or missing; sometimes in one more.
    fn words(&mut self) -> Words {
        if self.tape.once_in(15) {
            return Words::Pending;
        }
        self.tagged()
    }

    /// The same, but never `pending` alone.
    fn tagged(&mut self) -> Words {
        let mut tags = self.spec.languages.clone();
        if self.tape.once_in(6) && !tags.contains(&"sc") {
            tags.push("sc");
        }
        if self.tape.once_in(12) {
            tags.push("zh-Hant-MO");
        }
        if self.tape.once_in(5) {
            tags.reverse();
        }
        let missing = if tags.len() > 1 && self.tape.once_in(8) { self.tape.below(tags.len()) } else { tags.len() };
        let mut entries = Vec::new();
        for (index, tag) in tags.into_iter().enumerate().filter(|(index, _)| *index != missing) {
            let _ = index;
            let text = if self.tape.once_in(12) { None } else { Some(self.string()) };
            entries.push((tag, text));
        }
        Words::In(entries)
    }

    /// A text that no other declaration has.
    fn label(&mut self) -> Words {
        let mut words = self.words();
        if let Words::In(entries) = &mut words {
            for (_, text) in entries.iter_mut() {
                self.count += 1;
                let unique = format!("label {}", self.count);
                *text = text.take().map(|text| unique + " " + &text);
            }
        }
        words
    }

    /// A template with placeholders of `keys`.
    fn template(&mut self, keys: &[&str]) -> String {
        let mut out = String::new();
        for _ in 0..1 + self.tape.below(4) {
            if !keys.is_empty() && self.tape.below(2) == 1 {
                out.push_str(&format!("{{{}}}", self.tape.pick(keys)));
            } else {
                out.push_str(&self.string().replace('{', "{{").replace('}', "}}"));
            }
        }
        out
    }

    fn templates(&mut self, keys: &[&str]) -> Words {
        let mut words = self.tagged();
        if let Words::In(entries) = &mut words {
            for (_, text) in entries.iter_mut() {
                *text = text.is_some().then(|| self.template(keys));
            }
        }
        words
    }

    /// A name that is not like any other, as written and in normalization form C.
    fn name(&mut self) -> (String, String) {
        let mut number = self.count;
        self.count += 1;
        let mut end = String::new();
        loop {
            end.push(b"bcdfghkp"[number % 8] as char);
            number /= 8;
            if number == 0 {
                break;
            }
        }
        let (written, normal) = self.tape.pick(&[
            ("x", "x"),
            ("Water", "Water"),
            ("28hse", "28hse"),
            ("3d", "3d"),
            ("none", "none"),
            ("a_b", "a_b"),
            ("every-day", "every-day"),
            ("section", "section"),
            ("資料集", "資料集"),
            ("cafe\u{301}", "café"),
            ("𨋢", "𨋢"),
            ("tc", "tc"),
        ]);
        (format!("{written}-{end}"), format!("{normal}-{end}"))
    }

    fn names(&mut self) -> Vec<String> {
        (0..self.tape.pick(&[0, 0, 0, 1, 2])).map(|_| self.name().1).collect()
    }

    fn contact(&mut self) -> Contact {
        let email = (!self.tape.once_in(3)).then(|| "open.data@example.gov".to_owned());
        let post = (email.is_none() || self.tape.once_in(2)).then(|| if email.is_some() { self.tagged() } else { self.words() });
        Contact { email, post }
    }

    // ---- files and declarations ----

    fn needs_own_words(&self) -> bool {
        self.spec.languages.iter().any(|lang| !["tc", "sc", "en"].contains(lang))
    }

    fn files(&mut self) {
        let own_words = self.needs_own_words();
        let path = self.tape.pick(&["plan.odp", "plans/2026/plan.odp", "計劃/plan.odp"]);
        let depth = path.matches('/').count();
        let file = |path: &str, used_as: String, alias| File { path: path.to_owned(), used_as, alias, is_standard: false };
        let mut files = vec![file(path, String::new(), None)];
        let standard = || File { is_standard: true, ..file("odp:hk/2026", "odp:hk/2026".to_owned(), own_words.then_some("hk")) };
        if !own_words || self.tape.once_in(2) {
            files.push(standard());
        }
        let up = "../".repeat(depth);
        if own_words {
            files.push(file("words.odp", format!("{up}words.odp"), None));
        }
        let folder = path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        if self.tape.once_in(2) {
            files.push(file(&format!("{folder}library.odp"), "library.odp".to_owned(), None));
        }
        if self.tape.once_in(2) {
            let alias = self.tape.pick(&["lib", "庫", "x-1"]);
            files.push(file("shared/our library.odp", format!("{up}./shared//our library.odp"), Some(alias)));
        }
        self.spec.files = files;
    }

    fn declare(&mut self, kind: Kind, file: usize) {
        let (written, id) = self.name();
        let mut declared = Declared {
            kind,
            file,
            id,
            written,
            words: Words::Pending,
            aliases: Vec::new(),
            strings: Vec::new(),
            contact: None,
            formerly: Vec::new(),
            machine_readable: None,
            shadowed: false,
        };
        declared.words = if kind == Kind::Phrase { self.templates(PLACEHOLDERS) } else { self.label() };
        if matches!(kind, Kind::Organisation | Kind::Category | Kind::Frequency) {
            for _ in 0..self.tape.pick(&[0, 0, 1, 2, 3]) {
                let alias = self.label();
                if matches!(alias, Words::In(_)) {
                    declared.aliases.push(alias);
                }
            }
        }
        let fields: &[&'static str] = match kind {
            Kind::Organisation | Kind::Portal | Kind::Licence => &["url"],
            Kind::Category => &["theme"],
            Kind::Frequency => &["period", "eu", "iso19115", "dublin-core"],
            Kind::Format => &["media-type"],
            Kind::Phrase | Kind::Wording => &[],
        };
        for field in fields {
            match self.tape.below(4) {
                0 => {}
                1 => declared.strings.push((*field, None)),
                _ => {
                    let value = self.string();
                    declared.strings.push((*field, Some(value)));
                }
            }
        }
        if kind == Kind::Organisation {
            declared.contact = self.tape.once_in(3).then(|| self.contact());
            declared.formerly = self.names();
        }
        if kind == Kind::Format {
            declared.machine_readable = self.tape.pick(&[None, Some(true), Some(false)]);
        }
        self.spec.declared.push(declared);
    }

    fn declarations(&mut self) {
        if let Some(file) = self.spec.files.iter().position(|file| file.is_standard) {
            for (kind, id, chinese, english) in STANDARD {
                let words = Words::In(vec![("tc", Some((*chinese).to_owned())), ("en", Some((*english).to_owned()))]);
                self.spec.declared.push(plain(*kind, file, id, words));
            }
        }
        let places: Vec<usize> = (0..self.spec.files.len())
            .filter(|at| !self.spec.files[*at].is_standard && self.spec.files[*at].path != "words.odp")
            .collect();
        let has_standard = !self.spec.declared.is_empty();
        for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::Wording) {
            let least = usize::from(!has_standard);
            for _ in 0..least + self.tape.pick(&[0, 1, 2, 3]) {
                let file = self.tape.pick(&places);
                self.declare(kind, file);
            }
        }
        self.shadow();
        self.wordings();
    }

    /// Sometimes an own declaration takes the name of an imported one.
    fn shadow(&mut self) {
        let standard = self.spec.files.iter().position(|file| file.is_standard && file.alias.is_none());
        let Some(hidden) =
            self.spec.declared.iter().position(|declared| Some(declared.file) == standard && declared.id == "food")
        else {
            return;
        };
        if self.tape.once_in(4) {
            self.spec.declared[hidden].shadowed = true;
            self.declare(Kind::Category, 0);
            let own = self.spec.declared.last_mut().expect("just declared");
            own.id = "food".to_owned();
            own.written = "food".to_owned();
        }
    }

    fn wordings(&mut self) {
        let own_words = self.needs_own_words();
        let (file, all) = match self.spec.files.iter().position(|file| file.path == "words.odp") {
            Some(file) => (file, true),
            None => (0, false),
        };
        for id in odp::model::Words::known() {
            if !all && !self.tape.once_in(30) {
                continue;
            }
            let keys = odp::model::Words::placeholders(id);
            let mut entries = Vec::new();
            for lang in self.spec.languages.clone() {
                let mut text = format!("⟨{lang} {id}");
                for key in keys {
                    text.push_str(&format!(" {{{key}}}"));
                }
                text.push_str(if self.tape.once_in(8) { "{{#\"⟩" } else { "⟩" });
                entries.push((lang, Some(text)));
            }
            debug_assert!(all || !own_words);
            self.spec.declared.push(plain(Kind::Wording, file, id, Words::In(entries)));
        }
    }

    fn visible(&self, kind: Kind) -> Vec<Ref> {
        let fits = |declared: &Declared| declared.kind == kind && !declared.shadowed;
        (0..self.spec.declared.len()).filter(|at| fits(&self.spec.declared[*at])).collect()
    }

    fn one(&mut self, kind: Kind) -> Ref {
        let all = self.visible(kind);
        self.tape.pick(&all)
    }

    fn several(&mut self, kind: Kind) -> Vec<Ref> {
        let mut all: Vec<Ref> = Vec::new();
        for _ in 0..self.tape.pick(&[1, 1, 2, 3]) {
            let one = self.one(kind);
            if !all.contains(&one) {
                all.push(one);
            }
        }
        all
    }

    // ---- the plan ----

    fn plan(&mut self) {
        self.spec.id = self.name().1;
        self.spec.title = self.words();
        self.spec.publishers = self.several(Kind::Organisation);
        let issued = self.first - self.tape.between(0, 3);
        self.spec.issued = match self.tape.below(5) {
            0 => Some(When::month(issued)),
            1 => Some(When::Day(issued.div_euclid(12), issued.rem_euclid(12) as u32 + 1, 15)),
            2 => Some(When::Year(issued.div_euclid(12))),
            3 => Some(When::month(issued)),
            _ => None,
        };
        let updated = issued + self.tape.between(0, 14);
        self.spec.updated = match self.tape.below(4) {
            0 | 1 => None,
            2 => Some(When::month(updated)),
            _ => Some(When::Day(updated.div_euclid(12), updated.rem_euclid(12) as u32 + 1, 28)),
        };
        self.latest = match (self.spec.updated, self.spec.issued) {
            (Some(updated), _) => Some(updated.first_month()),
            (None, Some(issued)) => Some(issued.first_month()),
            (None, None) => None,
        };
        self.spec.previous = self.tape.once_in(4).then(|| "before.odp".to_owned());
        self.spec.licence = self.tape.once_in(3).then(|| self.one(Kind::Licence));
        self.spec.contact = self.tape.once_in(3).then(|| self.contact());
        self.spec.defaults = self.defaults(true);
        let outer = self.spec.defaults.clone().unwrap_or_default();
        for letter in Letter::ALL {
            let has_years = letter != Letter::B || self.last >= self.first + 12;
            if has_years && !self.tape.once_in(10) {
                let section = self.section(letter, &outer);
                self.spec.sections.push(section);
            }
        }
    }

    fn said(&mut self, whole: Option<(&Dataset, &Heritage, Option<Ref>)>) -> Said {
        if self.tape.once_in(3) {
            let phrase = self.visible(Kind::Phrase).get(self.tape.below(4)).copied();
            let fits = phrase.filter(|phrase| match whole {
                None => self.spec.fits(*phrase, None),
                Some((dataset, heritage, body)) => self.spec.fits(*phrase, Some(&self.spec.whole(dataset, heritage, body))),
            });
            if let Some(phrase) = fits {
                return Said::Phrase(phrase);
            }
        }
        Said::Words(self.words())
    }

    fn note(&mut self) -> Option<Said> {
        self.tape.once_in(4).then(|| self.said(None))
    }

    fn defaults(&mut self, is_spatial: bool) -> Option<Heritage> {
        self.tape.once_in(3).then(|| self.heritage(is_spatial))
    }

    fn set<T>(&mut self, value: impl FnOnce(&mut Self) -> T) -> Option<Set<T>> {
        match self.tape.below(12) {
            0..=7 => None,
            8 => Some(Set::Cancelled),
            _ => Some(Set::To(value(self))),
        }
    }

    fn heritage(&mut self, is_spatial: bool) -> Heritage {
        let mut own = Heritage {
            category: self.set(|maker| (!maker.tape.once_in(6)).then(|| maker.one(Kind::Category))),
            owner: self.set(|maker| maker.several(Kind::Organisation)),
            formats: self.set(|maker| maker.several(Kind::Format)),
            portal: self.set(Self::portals),
            licence: self.set(|maker| maker.one(Kind::Licence)),
            contact: self.set(Self::contact),
            keywords: self.set(Self::keywords),
            ..Heritage::default()
        };
        if is_spatial {
            own.geometry = self.set(|maker| {
                let all = ["point", "line", "polygon", "raster", "3d"];
                let from = maker.tape.below(5);
                all[from..(from + 1 + maker.tape.below(2)).min(5)].to_vec()
            });
            own.crs = self.set(|maker| (0..1 + maker.tape.below(2)).map(|_| maker.string()).collect());
            own.scale = self.set(Self::string);
            own.coverage = self.set(Self::words);
        }
        own
    }

    fn portals(&mut self) -> Vec<Entry> {
        let all = self.several(Kind::Portal);
        all.into_iter().map(|portal| (portal, self.tape.once_in(2).then(|| self.string()))).collect()
    }

    fn keywords(&mut self) -> Vec<Words> {
        match self.tape.below(4) {
            0 => vec![self.words()],
            many => (0..many).map(|_| self.tagged()).collect(),
        }
    }

    fn section(&mut self, letter: Letter, outer: &Heritage) -> Section {
        let note = self.note();
        if self.tape.once_in(5) {
            return Section { letter, note, defaults: None, content: Content::None };
        }
        let defaults = self.defaults(true);
        let heritage = defaults.as_ref().map_or(outer.clone(), |own| own.over(outer));
        let content = if letter == Letter::C {
            let bodies = self.several(Kind::Organisation);
            let none = self.tape.once_in(10);
            Content::Bodies(bodies.into_iter().filter(|_| !none).map(|body| self.body(body, &heritage)).collect())
        } else {
            Content::Halves(self.halves(letter, None, &heritage))
        };
        Section { letter, note, defaults, content }
    }

    fn body(&mut self, organisation: Ref, outer: &Heritage) -> Body {
        let note = self.note();
        if self.tape.once_in(4) {
            return Body { organisation, note, defaults: None, halves: None };
        }
        let defaults = self.defaults(true);
        let heritage = defaults.as_ref().map_or(outer.clone(), |own| own.over(outer));
        let halves = Some(self.halves(Letter::C, Some(organisation), &heritage));
        Body { organisation, note, defaults, halves }
    }

    fn halves(&mut self, letter: Letter, body: Option<Ref>, outer: &Heritage) -> Vec<Half> {
        let mut halves = Vec::new();
        for kind in HalfKind::ALL {
            if self.tape.once_in(10) {
                continue;
            }
            let note = self.note();
            let none = self.tape.once_in(4);
            let mut half = Half { kind, none, note, defaults: None, datasets: Vec::new() };
            if !none {
                half.defaults = self.defaults(kind == HalfKind::Spatial);
                let heritage = half.defaults.as_ref().map_or(outer.clone(), |own| own.over(outer));
                for _ in 0..self.tape.pick(&[1, 0, 1, 2, 3]) {
                    half.datasets.push(self.dataset(letter, kind, body, &heritage));
                }
            }
            halves.push(half);
        }
        halves
    }

    // ---- a dataset ----

    fn dataset(&mut self, letter: Letter, kind: HalfKind, body: Option<Ref>, outer: &Heritage) -> Dataset {
        let (written, id) = self.name();
        let mut own = self.heritage(kind == HalfKind::Spatial);
        if !matches!(own.over(outer).category, Some(Set::To(_))) {
            own.category = Some(Set::To(Some(self.one(Kind::Category))));
        }
        let target = self.target(letter);
        let mut dataset = Dataset {
            id,
            written,
            own,
            name: self.words(),
            listed: false,
            description: Vec::new(),
            target,
            released: self.released(letter),
            frequency: self.frequency(),
            formerly: self.names(),
            note: None,
            slips: self.slips(target),
            withdrawn: None,
        };
        if self.tape.once_in(6) {
            let when = When::month(self.latest.unwrap_or(self.last) - self.tape.between(0, 5));
            dataset.withdrawn = Some((when, self.words()));
        }
        let heritage = dataset.own.over(outer);
        dataset.note = self.tape.once_in(4).then(|| self.said(Some((&dataset, &heritage, body))));
        dataset.listed = self.tape.once_in(2);
        let many = if dataset.listed { self.tape.pick(&[1, 2, 3]) } else { 1 };
        for _ in 0..many {
            let mut said = self.said(Some((&dataset, &heritage, body)));
            if let (true, Said::Words(Words::Pending)) = (dataset.listed, &said) {
                said = Said::Words(self.tagged());
            }
            dataset.description.push(said);
        }
        dataset
    }

    fn target(&mut self, letter: Letter) -> Option<Option<When>> {
        let (low, high) = match letter {
            Letter::A => (self.first, self.last.min(self.first + 11)),
            Letter::B => (self.first + 12, self.last),
            Letter::C => (self.first, self.last),
            Letter::D => (self.first - 36, self.last),
        };
        if letter == Letter::D && !self.tape.once_in(3) {
            return None;
        }
        let when = When::month(self.tape.between(low, high));
        Some(match self.tape.below(8) {
            0 => None,
            1 if letter != Letter::A => Some(When::Year(when.year())),
            2 => Some(When::Day(when.year(), when.first_month().rem_euclid(12) as u32 + 1, self.tape.between(1, 28) as u32)),
            _ => Some(when),
        })
    }

    fn released(&mut self, letter: Letter) -> Option<Option<When>> {
        if letter == Letter::D {
            if self.tape.once_in(8) {
                return Some(None);
            }
            let month = self.spec.issued.map_or(self.first, When::first_month) - self.tape.between(0, 60);
            return Some(Some(if self.tape.once_in(5) { When::Year(month.div_euclid(12)) } else { When::month(month) }));
        }
        match self.tape.below(6) {
            0 => Some(None),
            1 | 2 => {
                let latest = self.latest.unwrap_or(self.last);
                let earliest = self.spec.issued.map_or(latest, When::first_month).min(latest);
                Some(Some(When::month(self.tape.between(earliest, latest))))
            }
            _ => None,
        }
    }

    fn slips(&mut self, target: Option<Option<When>>) -> Vec<(When, Option<When>, Words)> {
        let mut slips = Vec::new();
        let mut to = match target {
            Some(Some(target)) => target,
            _ => When::month(self.last),
        };
        for _ in 0..self.tape.pick(&[0, 0, 0, 1, 2]) {
            let before = to.first_month() - self.tape.between(1, 9);
            let from = if self.tape.once_in(6) { When::Year(to.year() - 1) } else { When::month(before) };
            let is_open = target == Some(None) && slips.is_empty() && self.tape.once_in(2);
            slips.insert(0, (from, (!is_open).then_some(to), self.words()));
            to = from;
        }
        slips
    }

    fn frequency(&mut self) -> Option<Freqs> {
        static UNITS: &[&str] = &["minute", "hour", "day", "week", "month", "year"];
        if self.tape.once_in(12) {
            return None;
        }
        let mut items = Vec::new();
        for at in 0..self.tape.pick(&[1, 1, 2, 3]) {
            let count = self.tape.pick(&[1, 2, 3, 12, 10_000]) + at;
            items.push(match self.tape.below(4) {
                2 => Freq::Every(count.min(10_000), self.tape.pick(UNITS)),
                3 => Freq::Times(count.min(10_000), self.tape.pick(&UNITS[2..])),
                _ => Freq::Named(self.one(Kind::Frequency)),
            });
        }
        let mut known = Vec::new();
        items.retain(|item| {
            let shown = format!("{item:?}");
            let is_new = !known.contains(&shown);
            known.push(shown);
            is_new
        });
        let words = self.tape.once_in(4).then(|| self.tagged());
        Some(Freqs { items, words })
    }
}

fn plain(kind: Kind, file: usize, id: &str, words: Words) -> Declared {
    Declared {
        kind,
        file,
        id: id.to_owned(),
        written: id.to_owned(),
        words,
        aliases: Vec::new(),
        strings: Vec::new(),
        contact: None,
        formerly: Vec::new(),
        machine_readable: None,
        shadowed: false,
    }
}
