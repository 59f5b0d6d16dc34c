//! The mapping file (TOML): what the heads of a register mean, and what its tables do not say.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::desk::Desk;
use super::recognise::Role;
use super::{File, Options};
use crate::diagnostic::{self as d, Diagnostic};
use crate::model::{HalfKind, Lang, Letter, Period};
use crate::source::{FileId, Span};

/// What a mapping file says.
#[derive(Debug, Default)]
pub(super) struct Mapping {
    /// Heads as they stand there, what they hold, and in which language.
    pub(super) columns: Vec<(String, Role, Option<Lang>)>,
    pub(super) section: Option<Letter>,
    pub(super) half: Option<HalfKind>,
}

/// What a column may be said to hold.
static ROLES: &[(&str, Role)] = &[
    ("number", Role::Number),
    ("section", Role::Section),
    ("half", Role::Half),
    ("organisation", Role::Organisation),
    ("id", Role::Id),
    ("name", Role::Name),
    ("description", Role::Description),
    ("category", Role::Category),
    ("target", Role::Target),
    ("released", Role::Released),
    ("date", Role::Date),
    ("frequency", Role::Frequency),
    ("formats", Role::Formats),
    ("owner", Role::Owners),
    ("portal", Role::Portals),
    ("licence", Role::Licence),
    ("keywords", Role::Keywords),
    ("contact", Role::Contact),
    ("coverage", Role::Coverage),
    ("note", Role::Note),
    ("ignore", Role::Derived),
];

/// Reads a mapping file; what it says of publisher and years goes into the options, unless those say it themselves.
pub(super) fn read(file: &File, options: &mut Options, desk: &mut Desk<'_>) -> Mapping {
    let source = desk.text(file);
    let mut reader = Reader { file: source.id, mapping: Mapping::default(), options, found: Vec::new() };
    match DeTable::parse(&source.text) {
        Ok(table) => table.get_ref().iter().for_each(|(key, value)| reader.entry(key, value)),
        Err(error) => {
            let end = source.text.len();
            reader.wrong(error.span().unwrap_or(end..end), "form", error.message());
        }
    }
    let Reader { mapping, found, .. } = reader;
    found.into_iter().for_each(|finding| desk.sink.push(finding));
    mapping
}

struct Reader<'o> {
    file: FileId,
    mapping: Mapping,
    options: &'o mut Options,
    found: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn wrong(&mut self, range: Range<usize>, variant: &'static str, found: &str) {
        let place = Span::new(self.file, range.start as u32, range.end as u32);
        self.found.push(Diagnostic::at(&d::IMPORT_MAP, place).variant(variant).arg("found", found));
    }

    fn entry(&mut self, key: &Spanned<DeString<'_>>, value: &Spanned<DeValue<'_>>) {
        let words = value.get_ref().as_str();
        let known = match (&**key.get_ref(), words, value.get_ref().as_table()) {
            ("columns", _, Some(columns)) => {
                columns.iter().for_each(|(head, meaning)| self.column(head, meaning));
                true
            }
            ("section", Some(letter), _) => {
                self.mapping.section = Letter::ALL.into_iter().find(|known| known.word() == letter);
                self.mapping.section.is_some()
            }
            ("half", Some(half), _) => {
                self.mapping.half = HalfKind::ALL.into_iter().find(|known| known.word() == half);
                self.mapping.half.is_some()
            }
            ("publisher", Some(name), _) => {
                self.options.publisher.get_or_insert_with(|| name.trim_start_matches('@').to_owned());
                true
            }
            ("years", Some(years), _) => {
                let years = Period::parse(years);
                let known = years.is_some();
                self.options.years = self.options.years.or(years);
                known
            }
            _ => return self.wrong(key.span(), "", key.get_ref()),
        };
        if !known {
            self.wrong(value.span(), "", words.unwrap_or_default());
        }
    }

    fn column(&mut self, head: &Spanned<DeString<'_>>, meaning: &Spanned<DeValue<'_>>) {
        match meaning.get_ref().as_str().and_then(role) {
            Some((role, lang)) => self.mapping.columns.push((head.get_ref().clone().into_owned(), role, lang)),
            None => self.wrong(meaning.span(), "column", head.get_ref()),
        }
    }
}

/// `name`, or in one language `name en`.
fn role(meaning: &str) -> Option<(Role, Option<Lang>)> {
    let (word, lang) = meaning.split_once(' ').map_or((meaning, None), |(word, lang)| (word, Some(lang)));
    let (_, role) = ROLES.iter().find(|(known, _)| *known == word)?;
    match lang {
        Some(tag) => Some((*role, Some(super::tags::lang_of_tag(tag)?))),
        None => Some((*role, None)),
    }
}
