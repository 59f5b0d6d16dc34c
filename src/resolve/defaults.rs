//! What `defaults` blocks hand down: lexical, nearest wins, whole values; `none` cancels.

use super::reader::{Fields, Reader};
use super::schema;
use crate::diagnostic::{self as d, Diagnostic};
use crate::model::{Category, Contact, Format, Geometry, Id, Licence, Organisation, Origin, Owed, PortalEntry, Sourced, Text};
use crate::source::{Span, Spanned};
use crate::syntax::{Block, Field, Keyword, Statement};

/// A value that may be inherited.
#[derive(Clone, Debug, Default)]
pub(super) enum Given<T> {
    /// Nothing was said here.
    #[default]
    Silent,
    /// `none`, written here: nothing is inherited either. Without a place, something that could not be read.
    Cancelled(Option<Span>),
    /// The value.
    Value(Sourced<T>),
}

impl<T: Clone> Given<T> {
    fn or(self, outer: &Self) -> Self {
        if matches!(self, Self::Silent) { outer.clone() } else { self }
    }

    pub(super) fn value(self) -> Option<Sourced<T>> {
        match self {
            Self::Value(value) => Some(value),
            Self::Silent | Self::Cancelled(_) => None,
        }
    }

    const fn is_unread(&self) -> bool {
        matches!(self, Self::Cancelled(None))
    }

    const fn cancelled(&self) -> Option<Span> {
        match self {
            Self::Cancelled(place) => *place,
            Self::Silent | Self::Value(_) => None,
        }
    }
}

/// Every field that may be inherited.
#[derive(Clone, Debug, Default)]
pub(super) struct Inherited {
    pub(super) category: Given<Owed<Id<Category>>>,
    pub(super) owner: Given<Vec<Spanned<Id<Organisation>>>>,
    pub(super) formats: Given<Vec<Spanned<Id<Format>>>>,
    pub(super) portal: Given<Vec<PortalEntry>>,
    pub(super) licence: Given<Id<Licence>>,
    pub(super) contact: Given<Contact>,
    pub(super) keywords: Given<Vec<Text>>,
    pub(super) geometry: Given<Vec<Spanned<Geometry>>>,
    pub(super) crs: Given<Vec<Spanned<Box<str>>>>,
    pub(super) scale: Given<Spanned<Box<str>>>,
    pub(super) coverage: Given<Text>,
    /// Whether something could not be read where any of these may have stood.
    pub(super) damaged: bool,
}

impl Inherited {
    /// Reads these fields of a block.
    pub(super) fn read<'a>(reader: &mut Reader<'a>, fields: &Fields<'a>, origin: Origin) -> Self {
        let some = |list: bool| list.then_some(());
        Self {
            category: given(reader, fields.get("category"), origin, |reader, field| {
                let atom = reader.single(field)?;
                if reader.is_word(atom, "pending") {
                    return Some(Owed::Pending);
                }
                reader.word(field, atom, "category").map(Owed::Given)
            }),
            owner: given(reader, fields.get("owner"), origin, |reader, field| {
                let all = reader.organisations(field);
                some(!all.is_empty()).map(|()| all)
            }),
            formats: given(reader, fields.get("formats"), origin, |reader, field| {
                let all = reader.word_list(field, "format");
                some(!all.is_empty()).map(|()| all)
            }),
            portal: given(reader, fields.get("portal"), origin, |reader, field| {
                let all = reader.portals(field);
                some(!all.is_empty()).map(|()| all)
            }),
            licence: given(reader, fields.get("licence"), origin, |reader, field| {
                let atom = reader.single(field)?;
                reader.word(field, atom, "licence")
            }),
            contact: given(reader, fields.get("contact"), origin, Reader::contact),
            keywords: given(reader, fields.get("keywords"), origin, Reader::texts),
            geometry: given(reader, fields.get("geometry"), origin, |reader, field| {
                let all = reader.geometry(field);
                some(!all.is_empty()).map(|()| all)
            }),
            crs: given(reader, fields.get("crs"), origin, |reader, field| {
                let all = reader.quoted_list(field);
                some(!all.is_empty()).map(|()| all)
            }),
            scale: given(reader, fields.get("scale"), origin, |reader, field| reader.quoted(field, "string")),
            coverage: given(reader, fields.get("coverage"), origin, Reader::text),
            damaged: fields.damaged,
        }
    }

    /// The fields that say `none`, and where.
    pub(super) fn cancelled(&self) -> Vec<Spanned<&'static str>> {
        let all = [
            ("category", self.category.cancelled()),
            ("owner", self.owner.cancelled()),
            ("formats", self.formats.cancelled()),
            ("portal", self.portal.cancelled()),
            ("licence", self.licence.cancelled()),
            ("contact", self.contact.cancelled()),
            ("keywords", self.keywords.cancelled()),
            ("geometry", self.geometry.cancelled()),
            ("crs", self.crs.cancelled()),
            ("scale", self.scale.cancelled()),
            ("coverage", self.coverage.cancelled()),
        ];
        all.into_iter().filter_map(|(field, place)| Some(Spanned::new(field, place?))).collect()
    }

    /// These values, and those of `outer` where nothing was said.
    pub(super) fn over(self, outer: &Self) -> Self {
        Self {
            category: self.category.or(&outer.category),
            owner: self.owner.or(&outer.owner),
            formats: self.formats.or(&outer.formats),
            portal: self.portal.or(&outer.portal),
            licence: self.licence.or(&outer.licence),
            contact: self.contact.or(&outer.contact),
            keywords: self.keywords.or(&outer.keywords),
            geometry: self.geometry.or(&outer.geometry),
            crs: self.crs.or(&outer.crs),
            scale: self.scale.or(&outer.scale),
            coverage: self.coverage.or(&outer.coverage),
            damaged: self.damaged || outer.damaged,
        }
    }

    /// The fields that have a value which could not be read, so that nobody says they have none.
    pub(super) fn unread(&self) -> impl Iterator<Item = &'static str> {
        let all = [
            ("category", self.category.is_unread()),
            ("owner", self.owner.is_unread()),
            ("formats", self.formats.is_unread()),
            ("portal", self.portal.is_unread()),
        ];
        all.into_iter().filter_map(|(field, is_unread)| is_unread.then_some(field))
    }
}

fn given<'a, T>(
    reader: &mut Reader<'a>,
    field: Option<&'a Field>,
    origin: Origin,
    read: impl FnOnce(&mut Reader<'a>, &'a Field) -> Option<T>,
) -> Given<T> {
    let Some(field) = field else { return Given::Silent };
    if let [only] = *field.atoms
        && reader.is_word(only, "none")
    {
        return Given::Cancelled(Some(only.span));
    }
    let start = field.atoms.first().map_or(field.span.start, |first| first.span.start);
    let span = Span::new(field.span.file, start, field.span.end);
    match reader.value(Some(field), read) {
        Some(value) => Given::Value(Sourced { value, span, origin }),
        None => Given::Cancelled(None),
    }
}

/// What holds inside a block: its own `defaults` over those around it.
pub(super) fn inside<'a>(reader: &mut Reader<'a>, statements: &'a [Statement], outer: &Inherited, is_spatial: bool) -> Inherited {
    let mut blocks = statements.iter().filter_map(|statement| match statement {
        Statement::Block(block) if block.keyword == Keyword::Defaults => Some(block),
        _ => None,
    });
    // a block that could not be read may have been the `defaults`
    let damaged = statements.iter().any(|statement| matches!(statement, Statement::Bad(_)));
    let Some(first) = blocks.next() else { return Inherited { damaged: damaged || outer.damaged, ..outer.clone() } };
    for second in blocks {
        let finding = Diagnostic::at(&d::DUPLICATE_FIELD, second.word).arg("field", "defaults");
        reader.report(finding.label("first", first.word));
    }
    read_block(reader, first, is_spatial).over(outer)
}

fn read_block<'a>(reader: &mut Reader<'a>, block: &'a Block, is_spatial: bool) -> Inherited {
    let place: Span = block.word;
    let fields = reader.fields(block.body.statements(), &schema::DEFAULTS, place, is_spatial);
    Inherited::read(reader, &fields, Origin::Defaults(place))
}
