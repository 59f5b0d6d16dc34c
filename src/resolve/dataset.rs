//! A dataset: its own fields over what it inherits.

use std::sync::Arc;

use super::defaults::Inherited;
use super::phrase::DatasetFacts;
use super::place::{Place, Places, id_span};
use super::reader::Reader;
use super::schema;
use crate::diagnostic::{self as d, Diagnostic, Subject};
use crate::model::{Bullet, Dataset, Date, Description, HalfKind, Letter, Origin, Slip, Sourced, Text, Withdrawal};
use crate::source::{Span, Spanned};
use crate::syntax::{Atom, AtomKind, Block, Field, Keyword, Statement};

impl<'a> Places<'a, '_> {
    /// Reads a dataset; nothing where its head could not be read.
    pub(super) fn dataset(&mut self, block: &'a Block, place: Place, defaults: &Inherited, number: u32) -> Option<Dataset> {
        let head = block.head.iter().find(|atom| atom.kind == AtomKind::Name);
        let id =
            head.map_or_else(|| Spanned::new("?".into(), block.word), |atom| Spanned::new(self.reader.name(*atom), atom.span));
        // of a head that is no id, what is written there
        let written = block.head.iter().map(|atom| self.reader.slice(atom.span)).collect::<Vec<_>>().join(" ");
        let known_as = if head.is_some() || written.is_empty() { id.value.clone() } else { written.trim_matches('"').into() };
        let outer = std::mem::replace(&mut self.reader.subject, Subject::Dataset(known_as));
        if head.is_some() && !block.broken {
            if !id.is_ascii() {
                self.reader.report(Diagnostic::at(&d::NON_ASCII_ID, id.span).arg("dataset", &*id.value));
            }
            self.ids.push(id.clone());
        }
        let dataset = self.read(block, place, defaults, number, id);
        self.reader.subject = outer;
        head.map(|_| dataset)
    }

    fn read(&mut self, block: &'a Block, place: Place, defaults: &Inherited, number: u32, id: Spanned<Box<str>>) -> Dataset {
        let is_spatial = place.kind == HalfKind::Spatial;
        let reader = &mut self.reader;
        let statements = block.body.statements();
        let fields = reader.fields(statements, &schema::DATASET, id_span(block), is_spatial);
        let own = Inherited::read(reader, &fields, Origin::Written).over(defaults);
        let cancelled = own.cancelled();
        let mut unread: Vec<&'static str> = own.unread().collect();
        let name = reader.value(fields.get("name"), Reader::text);
        let target = reader.value(fields.get("target"), Reader::owed_date);
        let released = reader.value(fields.get("released"), Reader::owed_date);
        let frequency = reader.value(fields.get("frequency"), Reader::frequencies);
        let formerly = reader.value(fields.get("formerly"), |reader, field| Some(reader.names(field))).unwrap_or_default();
        let (slips, withdrawn) = history(reader, statements);
        if !fields.damaged {
            let due = if place.letter == Letter::D { "released" } else { "target" };
            if fields.get(due).is_none() {
                reader.missing(due, "date", id_span(block));
            }
            let said = own.damaged || unread.contains(&"category") || own.category.clone().value().is_some();
            if fields.get("category").is_none() && !said {
                reader.missing("category", "category", id_span(block));
            }
        }
        let dated = [("target", target.is_none()), ("released", released.is_none()), ("frequency", frequency.is_none())];
        let named = [("name", name.is_none())].into_iter().chain(dated);
        unread.extend(named.filter(|(key, is_none)| *is_none && fields.get(key).is_some()).map(|(key, _)| key));
        let is_partial = own.damaged || fields.damaged;
        let (category, formats, portals) = (own.category.value(), own.formats.value(), own.portal.value());
        let owners = own.owner.value().or_else(|| self.owner_of(place));
        let facts = DatasetFacts {
            name: name.as_ref(),
            formats: formats.iter().flat_map(|all| &all.value).map(|format| format.value).collect(),
            portals: portals.iter().flat_map(|all| &all.value).map(|entry| entry.portal).collect(),
            target: target.as_ref().map(|date| date.value.clone()),
            released: released.as_ref().map(|date| date.value.clone()),
            frequency: frequency.as_ref().map(|frequency| &frequency.value),
            category: category.as_ref().map(|category| category.value.clone()),
            owners: owners.iter().flat_map(|all| &all.value).map(|owner| owner.value).collect(),
            unread,
            is_partial,
        };
        let description = self.description(fields.get("description"), &facts);
        let note = self.note(fields.get("note"), &facts);
        Dataset {
            number,
            name,
            description,
            category,
            target,
            released,
            frequency,
            formats,
            owners,
            portals,
            licence: own.licence.value(),
            keywords: own.keywords.value(),
            contact: own.contact.value(),
            formerly,
            note,
            slips,
            withdrawn,
            geometry: own.geometry.value().filter(|_| is_spatial),
            crs: own.crs.value().filter(|_| is_spatial),
            scale: own.scale.value().filter(|_| is_spatial),
            coverage: own.coverage.value().filter(|_| is_spatial),
            cancelled,
            span: block.span,
            id,
        }
    }

    /// Whose a dataset is when nobody says: the organisation's in section C, else the publisher's.
    fn owner_of(&self, place: Place) -> Option<Sourced<Vec<Spanned<crate::model::Id<crate::model::Organisation>>>>> {
        if let Some(organisation) = place.organisation {
            return Some(Sourced { value: vec![organisation], span: organisation.span, origin: Origin::Organisation });
        }
        let span = self.facts.publishers.first()?.span;
        Some(Sourced { value: self.facts.publishers.to_vec(), span, origin: Origin::Publisher })
    }

    fn description(&mut self, field: Option<&'a Field>, facts: &DatasetFacts<'_>) -> Option<Description> {
        let (expander, plan) = (&mut self.expander, self.facts);
        self.reader.value(field, |reader, field| {
            let listed = field.atoms.first().is_some_and(|atom| atom.kind == AtomKind::Dash);
            if let [only] = *field.atoms
                && only.kind == AtomKind::Reference
            {
                let id = reader.lookup(only)?;
                let text = expander.expand(reader, id, only.span, plan, Some(facts))?;
                let bullets = vec![Bullet { text, phrase: Some(Spanned::new(id, only.span)) }];
                return Some(Description { bullets, listed });
            }
            let parts: Vec<&[Atom]> =
                field.atoms.split(|atom| atom.kind == AtomKind::Dash).filter(|part| !part.is_empty()).collect();
            let mut bullets = Vec::with_capacity(parts.len());
            for part in parts {
                match part {
                    [only] if only.kind == AtomKind::Reference => {
                        let Some(id) = reader.lookup(*only) else { continue };
                        let text = expander.expand(reader, id, only.span, plan, Some(facts));
                        bullets.extend(text.map(|text| Bullet { text, phrase: Some(Spanned::new(id, only.span)) }));
                    }
                    part => {
                        let text = reader.text_of(field, part, "bullets");
                        bullets.extend(text.map(|text| Bullet { text: Arc::new(text), phrase: None }));
                    }
                }
            }
            (!bullets.is_empty()).then_some(Description { bullets, listed })
        })
    }

    fn note(&mut self, field: Option<&'a Field>, facts: &DatasetFacts<'_>) -> Option<Text> {
        let (expander, plan) = (&mut self.expander, self.facts);
        self.reader.value(field, |reader, field| match *field.atoms {
            [only] if only.kind == AtomKind::Reference => {
                let id = reader.lookup(only)?;
                expander.expand(reader, id, only.span, plan, Some(facts)).map(|text| (*text).clone())
            }
            _ => reader.text(field),
        })
    }
}

/// The slips in the order written, and the withdrawal.
fn history<'a>(reader: &mut Reader<'a>, statements: &'a [Statement]) -> (Vec<Slip>, Option<Withdrawal>) {
    let mut slips = Vec::new();
    let mut withdrawn: Option<Withdrawal> = None;
    for statement in statements {
        let Statement::Block(block) = statement else { continue };
        if !matches!(block.keyword, Keyword::Slipped | Keyword::Withdrawn) {
            continue;
        }
        let fields = reader.fields(block.body.statements(), &schema::HISTORY, block.word, false);
        let reason = reader.value(fields.get("reason"), Reader::text);
        let Some(atom) = block.head.first().filter(|_| !block.broken) else { continue };
        if block.keyword == Keyword::Slipped {
            slips.extend(reader.slip(*atom).map(|(from, to)| Slip { from, to, reason, span: block.span }));
        } else if let Some(first) = &withdrawn {
            let finding = Diagnostic::at(&d::DUPLICATE_FIELD, block.word).arg("field", "withdrawn");
            reader.report(finding.label("first", first.span));
        } else {
            withdrawn = withdrawal(reader, block.span, *atom, reason);
        }
    }
    (slips, withdrawn)
}

fn withdrawal(reader: &mut Reader<'_>, span: Span, atom: Atom, reason: Option<Text>) -> Option<Withdrawal> {
    let written = reader.slice(atom.span);
    let date = Date::parse(written);
    if date.is_none() {
        reader.report(Diagnostic::at(&d::IMPOSSIBLE_DATE, atom.span).arg("found", written));
    }
    date.map(|date| Withdrawal { date: Spanned::new(date, atom.span), reason, span })
}
