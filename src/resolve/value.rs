//! The kinds of values: texts, dates, references, frequencies.

use super::reader::Reader;
use crate::diagnostic::{self as d, Diagnostic};
use crate::model::{
    Contact, Date, Declared, Frequencies, Frequency, Geometry, Id, Lang, Organisation, Owed, Period, Portal, PortalEntry, Text,
    Translation, Unit,
};
use crate::source::{Span, Spanned};
use crate::syntax::{Atom, AtomKind, Field, likely_date, near};

impl<'a> Reader<'a> {
    /// A text in languages; `pending` alone is pending in every language owed.
    pub(super) fn text(&mut self, field: &'a Field) -> Option<Text> {
        let texts = self.texts(field)?;
        let mut texts = texts.into_iter();
        let first = texts.next()?;
        if let Some(second) = texts.next().and_then(|text| text.span()) {
            self.report(Diagnostic::at(&d::UNEXPECTED_VALUE, second).arg("field", self.slice(field.key)).variant("one"));
        }
        Some(first)
    }

    /// Several texts, by commas.
    pub(super) fn texts(&mut self, field: &'a Field) -> Option<Vec<Text>> {
        let mut texts = Vec::with_capacity(1);
        for part in self.list(field) {
            texts.extend(self.text_of(field, part, "text"));
        }
        (!texts.is_empty()).then_some(texts)
    }

    /// One text of translations.
    pub(super) fn text_of(&mut self, field: &'a Field, atoms: &[Atom], expected: &'static str) -> Option<Text> {
        let first = atoms.first()?;
        if first.kind == AtomKind::Name && self.slice(first.span) == "pending" && atoms.len() == 1 {
            let pending = |lang: &Lang| Translation { lang: *lang, value: Owed::Pending, span: first.span };
            return Some(Text::new(self.languages.iter().map(pending).collect()));
        }
        let mut entries: Vec<Translation> = Vec::with_capacity(atoms.len());
        for atom in atoms {
            if atom.kind != AtomKind::Translation {
                self.wrong_kind(field, *atom, expected);
                continue;
            }
            let Some(entry) = self.translation(*atom) else { continue };
            if let Some(double) = entries.iter().find(|known| known.lang == entry.lang) {
                let finding = Diagnostic::at(&d::DUPLICATE_LANGUAGE, entry.span).arg("lang", entry.lang.suffix());
                let finding = finding.arg("field", self.slice(field.key)).label("first", double.span);
                self.report(finding);
            } else {
                entries.push(entry);
            }
        }
        (!entries.is_empty()).then(|| Text::new(entries))
    }

    fn translation(&mut self, atom: Atom) -> Option<Translation> {
        let written = self.slice(atom.span);
        let tag_end = written.find([' ', '\t', '"', ':']).unwrap_or(written.len());
        let (tag, rest) = written.split_at(tag_end);
        let mut literal = rest.trim_start();
        if let Some(after) = literal.strip_prefix(':') {
            let colon = atom.span.start + (written.len() - literal.len()) as u32;
            let place = Span::new(atom.span.file, colon, colon + 1);
            self.report(
                Diagnostic::at(&d::STRAY_TEXT, place).variant("language").arg("found", ":").arg("lang", tag).fix(place, "", true),
            );
            literal = after.trim_start();
        }
        let lang = Lang::parse(tag).or_else(|| {
            let place = Span::new(atom.span.file, atom.span.start, atom.span.start + tag.len() as u32);
            self.report(Diagnostic::at(&d::BAD_LANGUAGE_TAG, place).arg("tag", tag));
            None
        })?;
        let value = if literal.starts_with('"') {
            let start = atom.span.start + (written.len() - literal.len()) as u32;
            Owed::Given(self.string_at(Span::new(atom.span.file, start, atom.span.end)))
        } else {
            Owed::Pending
        };
        Some(Translation { lang, value, span: atom.span })
    }

    /// A date, or `pending`.
    pub(super) fn owed_date(&mut self, field: &'a Field) -> Option<Spanned<Owed<Date>>> {
        let atom = self.single(field)?;
        if self.is_word(atom, "pending") {
            return Some(Spanned::new(Owed::Pending, atom.span));
        }
        self.date_of(field, atom).map(|date| Spanned::new(Owed::Given(date), atom.span))
    }

    /// A date.
    pub(super) fn date(&mut self, field: &'a Field) -> Option<Spanned<Date>> {
        let atom = self.single(field)?;
        self.date_of(field, atom).map(|date| Spanned::new(date, atom.span))
    }

    fn date_of(&mut self, field: &Field, atom: Atom) -> Option<Date> {
        let written = self.slice(atom.span);
        if atom.kind == AtomKind::Date {
            let date = Date::parse(written);
            if date.is_none() {
                self.report(Diagnostic::at(&d::IMPOSSIBLE_DATE, atom.span).arg("found", written));
            }
            return date;
        }
        match likely_date(written.trim_matches('"')) {
            Some(meant) => {
                let finding = Diagnostic::at(&d::MALFORMED_DATE, atom.span).arg("found", written).arg("meant", meant.clone());
                self.report(finding.fix(atom.span, meant, true));
            }
            None => self.wrong_kind(field, atom, "date"),
        }
        None
    }

    pub(super) fn is_word(&self, atom: Atom, word: &str) -> bool {
        atom.kind == AtomKind::Name && self.slice(atom.span) == word
    }

    /// A range in a head: both ends of one precision, in order.
    pub(super) fn range(&mut self, atom: Atom) -> Option<(Spanned<Date>, Spanned<Date>)> {
        let (from, to) = self.ends(atom)?;
        let (from, to) = (self.end(from), self.end(to));
        Some((from?, to?))
    }

    /// The dates of a slip: from one to another, which may be pending.
    pub(super) fn slip(&mut self, atom: Atom) -> Option<(Spanned<Date>, Spanned<Owed<Date>>)> {
        let (from, to) = self.ends(atom)?;
        let from = self.end(from);
        let to = match self.slice(to) {
            "pending" => Some(Spanned::new(Owed::Pending, to)),
            _ => self.end(to).map(|date| Spanned::new(Owed::Given(date.value), to)),
        };
        Some((from?, to?))
    }

    /// The places before and after the dots.
    fn ends(&self, atom: Atom) -> Option<(Span, Span)> {
        let (from, _) = self.slice(atom.span).split_once("..")?;
        let middle = atom.span.start + from.len() as u32;
        Some((Span { end: middle, ..atom.span }, Span { start: middle + 2, ..atom.span }))
    }

    fn end(&mut self, span: Span) -> Option<Spanned<Date>> {
        let written = self.slice(span);
        let date = Date::parse(written);
        if date.is_none() {
            self.report(Diagnostic::at(&d::IMPOSSIBLE_DATE, span).arg("found", written));
        }
        date.map(|date| Spanned::new(date, span))
    }

    /// The years of a plan.
    pub(super) fn period(&mut self, atom: Atom) -> Option<Period> {
        let (from, to) = self.range(atom)?;
        let written = self.slice(atom.span);
        let reversed = from.value.first_day() > to.value.last_day();
        let mixed = from.value.precision() != to.value.precision() || from.value.day_number().is_some();
        if reversed || mixed {
            let finding = Diagnostic::at(&d::REVERSED_RANGE, atom.span).arg("found", written);
            self.report(finding.variant(if mixed { "mixed" } else { "" }));
            return None;
        }
        Period::new(from.value, to.value)
    }

    /// Organisations, by commas.
    pub(super) fn organisations(&mut self, field: &'a Field) -> Vec<Spanned<Id<Organisation>>> {
        let mut all: Vec<Spanned<Id<Organisation>>> = Vec::with_capacity(1);
        for part in self.list(field) {
            match part {
                [atom] if atom.kind == AtomKind::Reference => {
                    let found = self.lookup(*atom).map(|id| Spanned::new(id, atom.span));
                    self.push_new(&mut all, found, field);
                }
                [atom, ..] => self.wrong_kind(field, *atom, "organisation-ref"),
                [] => {}
            }
        }
        all
    }

    /// Vocabulary words, by commas.
    pub(super) fn word_list<T: Declared>(&mut self, field: &'a Field, expected: &'static str) -> Vec<Spanned<Id<T>>> {
        let mut all = Vec::with_capacity(1);
        for part in self.list(field) {
            let [atom, rest @ ..] = part else { continue };
            let found = self.word(field, *atom, expected).map(|id| Spanned::new(id, atom.span));
            self.push_new(&mut all, found, field);
            if let Some(more) = rest.first() {
                self.wrong_kind(field, *more, expected);
            }
        }
        all
    }

    fn push_new<T: PartialEq>(&mut self, all: &mut Vec<Spanned<T>>, found: Option<Spanned<T>>, field: &Field) {
        let Some(found) = found else { return };
        if let Some(first) = all.iter().find(|known| **known == found) {
            let finding = Diagnostic::at(&d::DUPLICATE_VALUE, found.span).arg("found", self.slice(found.span));
            let finding = finding.arg("field", self.slice(field.key)).label("first", first.span);
            self.report(without(finding, field, found.span));
        } else {
            all.push(found);
        }
    }

    /// Portals with the ids there.
    pub(super) fn portals(&mut self, field: &'a Field) -> Vec<PortalEntry> {
        let mut all = Vec::with_capacity(1);
        for part in self.list(field) {
            match part {
                [atom, rest @ ..] if atom.kind == AtomKind::Reference => {
                    let id = match rest {
                        [] => None,
                        [id, ..] if id.kind == AtomKind::String => Some(Spanned::new(self.string(*id), id.span)),
                        [other, ..] => {
                            self.wrong_kind(field, *other, "string");
                            None
                        }
                    };
                    let span = part.last().map_or(atom.span, |last| atom.span.to(last.span));
                    all.extend(self.lookup::<Portal>(*atom).map(|portal| PortalEntry { portal, id, span }));
                }
                [atom, ..] => self.wrong_kind(field, *atom, "portal-ref"),
                [] => {}
            }
        }
        all
    }

    /// A quoted string.
    pub(super) fn quoted(&mut self, field: &'a Field, expected: &'static str) -> Option<Spanned<Box<str>>> {
        let atom = self.single(field)?;
        if atom.kind == AtomKind::String {
            return Some(Spanned::new(self.string(atom), atom.span));
        }
        self.wrong_kind(field, atom, expected);
        None
    }

    /// Quoted strings, by commas.
    pub(super) fn quoted_list(&mut self, field: &'a Field) -> Vec<Spanned<Box<str>>> {
        let mut all = Vec::new();
        for part in self.list(field) {
            match part {
                [atom] if atom.kind == AtomKind::String => all.push(Spanned::new(self.string(*atom), atom.span)),
                [atom, ..] => self.wrong_kind(field, *atom, "strings"),
                [] => {}
            }
        }
        all
    }

    /// A post and its address: `"data@example.gov" tc "…" en "…"`, either may be left out.
    pub(super) fn contact(&mut self, field: &'a Field) -> Option<Contact> {
        let (email, rest) = match field.atoms.split_first()? {
            (first, rest) if first.kind == AtomKind::String => (Some(Spanned::new(self.string(*first), first.span)), rest),
            _ => (None, &*field.atoms),
        };
        if let Some(email) = &email {
            let plausible = email.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.'));
            if !plausible {
                let finding = Diagnostic::at(&d::WRONG_KIND, email.span).arg("field", "contact").term("expected", "contact");
                self.report(finding.arg("found", &*email.value));
            }
        }
        let post = if rest.is_empty() { None } else { self.text_of(field, rest, "contact") };
        (email.is_some() || post.is_some()).then_some(Contact { email, post })
    }

    /// Kinds of geometry, by commas.
    pub(super) fn geometry(&mut self, field: &'a Field) -> Vec<Spanned<Geometry>> {
        let mut all = Vec::new();
        for name in self.names(field) {
            match Geometry::ALL.into_iter().find(|geometry| geometry.word() == &*name.value) {
                Some(geometry) => self.push_new(&mut all, Some(Spanned::new(geometry, name.span)), field),
                None => {
                    let near = near(&name, Geometry::ALL.iter().map(|geometry| geometry.word()));
                    let finding = Diagnostic::at(&d::UNKNOWN_WORD, name.span).arg("found", &*name.value).term("kind", "geometry");
                    self.report(near.on(finding, name.span, str::to_owned));
                }
            }
        }
        all
    }

    /// Update frequencies, by commas, then the author's words.
    pub(super) fn frequencies(&mut self, field: &'a Field) -> Option<Spanned<Owed<Frequencies>>> {
        let span = field.atoms.first()?.span.to(field.atoms.last()?.span);
        if let [only] = *field.atoms
            && self.is_word(only, "pending")
        {
            return Some(Spanned::new(Owed::Pending, span));
        }
        let words_at = field.atoms.iter().position(|atom| atom.kind == AtomKind::Translation).unwrap_or(field.atoms.len());
        let (atoms, words) = field.atoms.split_at(words_at);
        let mut items = Vec::with_capacity(1);
        for atom in atoms.iter().filter(|atom| atom.kind != AtomKind::Comma) {
            let found = self.frequency(field, *atom).map(|frequency| Spanned::new(frequency, atom.span));
            self.push_new(&mut items, found, field);
        }
        let words = if words.is_empty() { None } else { self.text_of(field, words, "text") };
        if atoms.is_empty() {
            let finding = Diagnostic::at(&d::UNEXPECTED_VALUE, span).arg("field", "frequency").variant("words-only");
            self.report(finding);
        }
        (!items.is_empty()).then(|| Spanned::new(Owed::Given(Frequencies { items, words }), span))
    }

    fn frequency(&mut self, field: &Field, atom: Atom) -> Option<Frequency> {
        let written = self.slice(atom.span);
        match atom.kind {
            AtomKind::Every | AtomKind::Times => {
                let mut parts = written.split_whitespace();
                let count = parts.find_map(|part| part.parse::<u32>().ok()).filter(|count| (1..=10_000).contains(count));
                let unit = parts.next_back().and_then(Unit::parse);
                let (Some(count), Some(unit)) = (count, unit) else {
                    self.report(Diagnostic::at(&d::BAD_NUMBER, atom.span).arg("found", written));
                    return None;
                };
                Some(if atom.kind == AtomKind::Every { Frequency::Every(count, unit) } else { Frequency::Times(count, unit) })
            }
            AtomKind::Name | AtomKind::String | AtomKind::Odd => {
                let plain = written.trim_matches('"');
                if let Some((first, second)) = ambiguous(plain) {
                    let finding = Diagnostic::at(&d::AMBIGUOUS_FREQUENCY, atom.span).arg("found", plain);
                    self.report(finding.arg("first", first).arg("second", second));
                    return None;
                }
                self.word(field, atom, "frequency").map(Frequency::Named)
            }
            _ => {
                self.wrong_kind(field, atom, "frequency");
                None
            }
        }
    }
}

/// The two readings of a word that people use for both.
pub(crate) fn ambiguous(word: &str) -> Option<(&'static str, &'static str)> {
    let word: String = word.chars().filter(|c| !matches!(c, '-' | ' ')).collect::<String>().to_lowercase();
    match word.as_str() {
        "biannual" | "biannually" | "biyearly" | "雙年" | "双年" => Some(("half-yearly", "every 2 years")),
        "bimonthly" | "雙月" | "双月" => Some(("every 2 months", "twice-monthly")),
        "biweekly" | "雙週" | "雙周" | "双周" => Some(("every 2 weeks", "2 times a week")),
        "biquarterly" => Some(("half-yearly", "8 times a year")),
        _ => None,
    }
}

/// Takes a second value out of a list, with the comma before it.
pub(super) fn without(finding: Diagnostic, field: &Field, second: Span) -> Diagnostic {
    let before = field.atoms.iter().rfind(|atom| atom.kind != AtomKind::Comma && atom.span.end <= second.start);
    match before.filter(|_| field.atoms.iter().any(|atom| atom.span == second)) {
        Some(before) => finding.fix(Span { start: before.span.end, ..second }, "", true),
        None => finding,
    }
}
