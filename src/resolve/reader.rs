//! Reads the values of fields: what a value means depends on the field, so types are judged here.

use super::imports::Unit;
use super::schema::BlockSpec;
use super::scope::{Found, Scope};
use super::suggest::loosely;
use crate::diagnostic::{self as d, Diagnostic, Sink, Subject};
use crate::model::{Declared, Id, Kind, Lang, Vocabulary};
use crate::source::{Span, Spanned};
use crate::syntax::{Atom, AtomKind, Field, Keyword, Near, Statement, meant_fields, near};

/// How many values a list may have: each dataset under defaults has its own copy.
const MAX_LIST: usize = 250;

/// Of how many statements of a block a fix looks at what is there already.
const MAX_STATEMENTS: usize = 200;

/// The fields of one block, by their position in its [`BlockSpec`].
pub(super) struct Fields<'a> {
    spec: &'static BlockSpec,
    found: [Option<&'a Field>; 24],
    /// Whether something in the block could not be read.
    pub(super) damaged: bool,
}

impl<'a> Fields<'a> {
    /// The field of a name in the block's table.
    pub(super) fn get(&self, name: &str) -> Option<&'a Field> {
        let index = self.spec.fields.iter().position(|field| field.name == name)?;
        self.found[index]
    }
}

/// Reads one file.
pub(super) struct Reader<'a> {
    pub(super) unit: &'a Unit,
    pub(super) scope: &'a Scope,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) sink: &'a mut Sink,
    /// Whose values are read now.
    pub(super) subject: Subject,
    /// The languages that the plan owes; a bare `pending` is pending in each.
    pub(super) languages: Vec<Lang>,
    /// Kinds of which the file knows nothing at all, and that was said.
    told: Vec<Kind>,
    /// Set while a field is read in which a fault was reported already.
    quiet: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(unit: &'a Unit, scope: &'a Scope, vocabulary: &'a Vocabulary, sink: &'a mut Sink) -> Self {
        let subject = Subject::File;
        Self { unit, scope, vocabulary, sink, subject, languages: Vec::new(), told: Vec::new(), quiet: false }
    }

    pub(super) fn slice(&self, span: Span) -> &'a str {
        self.unit.slice(span)
    }

    pub(super) fn report(&mut self, finding: Diagnostic) {
        if !self.quiet {
            self.sink.push(finding.arg("where", &self.subject));
        }
    }

    /// Sorts a block's fields, and reports those that are unknown, double or missing.
    pub(super) fn fields(
        &mut self,
        statements: &'a [Statement],
        spec: &'static BlockSpec,
        place: Span,
        is_spatial: bool,
    ) -> Fields<'a> {
        let mut fields = Fields { spec, found: [None; 24], damaged: false };
        for statement in statements {
            let field = match statement {
                Statement::Field(field) => field,
                Statement::Bad(_) => {
                    fields.damaged = true;
                    continue;
                }
                Statement::Block(_) => continue,
            };
            let name = self.slice(field.key);
            let Some(index) = spec.fields.iter().position(|known| known.name == name) else {
                self.unknown_field(field, spec, statements);
                fields.damaged = true;
                continue;
            };
            if spec.fields[index].spatial && !is_spatial {
                self.report(Diagnostic::at(&d::FIELD_NOT_HERE, field.key).arg("field", name).variant("spatial"));
                continue;
            }
            match fields.found[index] {
                Some(first) => {
                    let finding = Diagnostic::at(&d::DUPLICATE_FIELD, field.key).arg("field", name);
                    self.report(finding.label("first", first.key));
                }
                None => fields.found[index] = Some(field),
            }
        }
        if !fields.damaged {
            let missing = spec.fields.iter().zip(fields.found).filter(|(known, found)| known.required && found.is_none());
            for (known, _) in missing {
                self.missing(known.name, known.value, place);
            }
        }
        fields
    }

    /// Reports a field that must be there and is not.
    pub(super) fn missing(&mut self, name: &'static str, value: &'static str, place: Span) {
        self.report(Diagnostic::at(&d::MISSING_FIELD, place).arg("field", name).term("value", value));
    }

    fn unknown_field(&mut self, field: &Field, spec: &'static BlockSpec, statements: &[Statement]) {
        let name = self.slice(field.key);
        if self.sink.is_full() {
            return self.report(Diagnostic::at(&d::UNKNOWN_FIELD, field.key).arg("field", name).arg("block", spec.keyword));
        }
        let known = spec.fields.iter().map(|known| known.name);
        let all = d::Arg::List(known.clone().map(d::Arg::from).collect());
        let is_there = |name: &str| {
            let mut keys = statements.iter().take(MAX_STATEMENTS).filter_map(|statement| match statement {
                Statement::Field(other) => Some(self.slice(other.key)),
                _ => None,
            });
            keys.any(|key| key == name)
        };
        let meant = meant_fields(name, loosely).into_iter().map(|fields| {
            let here: Vec<&str> = fields.into_iter().filter(|field| known.clone().any(|known| known == *field)).collect();
            here
        });
        let meant = meant.into_iter().find(|fields| !fields.is_empty());
        let elsewhere = crate::syntax::FIELD_NAMES.contains(&name);
        let mut near = match meant.as_deref() {
            Some([one]) => Near::one(one, true),
            Some(several) => Near::several(several.iter().copied()),
            None if elsewhere => Near::default(),
            None => near(name, known),
        };
        // what is there already would stand twice
        near.is_sure &= statements.len() <= MAX_STATEMENTS && !near.words.iter().any(|word| is_there(word));
        let rule = if elsewhere { &d::FIELD_NOT_HERE } else { &d::UNKNOWN_FIELD };
        let finding = Diagnostic::at(rule, field.key).arg("field", name).arg("block", spec.keyword).arg("known", all);
        let finding = if near.words.is_empty() && !elsewhere && Keyword::of(name).is_some() {
            let colon = self.slice(field.span).find(':').map_or(field.key.end, |at| field.span.start + at as u32);
            // as written it may be a full-width one
            let written = self.unit.source.text.get(colon as usize..).and_then(|rest| rest.chars().next());
            let end = colon + written.map_or(1, char::len_utf8) as u32;
            let colon = Span::new(field.span.file, colon, end);
            Diagnostic::at(&d::FIELD_FOR_BLOCK, field.key).arg("keyword", name).fix(colon, "", true)
        } else {
            near.on(finding, field.key, str::to_owned)
        };
        self.report(finding);
    }

    /// Runs a reader of one field's value; silently, where a fault in it was reported already.
    pub(super) fn value<T>(
        &mut self,
        field: Option<&'a Field>,
        read: impl FnOnce(&mut Self, &'a Field) -> Option<T>,
    ) -> Option<T> {
        let field = field?;
        self.quiet = field.broken;
        if field.atoms.is_empty() && !self.quiet {
            let name = self.slice(field.key);
            self.report(Diagnostic::at(&d::UNEXPECTED_VALUE, field.span).arg("field", name).variant("empty"));
            return None;
        }
        let value = read(self, field);
        self.quiet = false;
        value
    }

    /// Reports a value of the wrong kind.
    pub(super) fn wrong_kind(&mut self, field: &Field, atom: Atom, expected: &'static str) {
        let (name, found) = (self.slice(field.key), self.slice(atom.span));
        if atom.kind == AtomKind::String && matches!(expected, "text" | "bullets") {
            let lang = self.languages.first().copied().unwrap_or(Lang::TC);
            let finding = Diagnostic::at(&d::UNTAGGED_TEXT, atom.span).arg("field", name).arg("lang", lang.suffix());
            self.report(finding.fix(atom.span.at_start(), format!("{lang} "), false));
            return;
        }
        let finding = Diagnostic::at(&d::WRONG_KIND, atom.span).arg("field", name).arg("found", found).term("expected", expected);
        let kind = kind_of(expected);
        let finding = match (expected, atom.kind) {
            ("organisation-ref" | "portal-ref", AtomKind::Name | AtomKind::String | AtomKind::Odd) => {
                let words = found.trim_matches('"');
                let is_id = kind.is_some_and(|kind| matches!(self.scope.find(kind, found), Found::One(_)));
                match kind.filter(|_| !is_id).and_then(|kind| self.meanings().name_meant(kind, words)) {
                    Some(name) => {
                        let finding = finding.variant("thing").arg("nearest", name.as_str());
                        finding.fix(atom.span, format!("@{name}"), true)
                    }
                    None if atom.kind == AtomKind::Name => finding.variant("at").fix(atom.span.at_start(), "@", is_id),
                    None => finding,
                }
            }
            ("string" | "path" | "strings", AtomKind::Name | AtomKind::Odd | AtomKind::Date | AtomKind::Number) => {
                finding.variant("quote").fix(atom.span, format!("\"{found}\""), true)
            }
            ("category" | "format" | "licence" | "frequency" | "names" | "geometry", AtomKind::Reference) => {
                let name = found.trim_start_matches('@');
                let is_known = kind.is_none_or(|kind| matches!(self.scope.find(kind, name), Found::One(_)));
                let meant = kind.filter(|_| !is_known).and_then(|kind| self.meanings().name_meant(kind, name));
                let is_sure = is_known || meant.is_some();
                finding.variant("no-at").fix(atom.span, meant.as_deref().unwrap_or(name), is_sure)
            }
            _ => finding,
        };
        self.report(finding);
    }

    /// The only atom of a field; what follows it is reported.
    pub(super) fn single(&mut self, field: &'a Field) -> Option<Atom> {
        let first = *field.atoms.first()?;
        if let Some(second) = field.atoms.get(1) {
            let last = field.atoms.last().map_or(second.span, |last| last.span);
            let name = self.slice(field.key);
            self.report(Diagnostic::at(&d::UNEXPECTED_VALUE, second.span.to(last)).arg("field", name).variant("one"));
        }
        Some(first)
    }

    /// The parts of a list: what stands between commas; [`MAX_LIST`] at most.
    pub(super) fn list(&mut self, field: &'a Field) -> Vec<&'a [Atom]> {
        let mut parts = field.atoms.split(|atom| atom.kind == AtomKind::Comma).filter(|part| !part.is_empty());
        let kept = parts.by_ref().take(MAX_LIST).collect();
        if let Some(first) = parts.next().and_then(<[Atom]>::first) {
            let finding = Diagnostic::at(&d::TOO_MANY_VALUES, first.span).arg("limit", MAX_LIST);
            self.report(finding.arg("field", self.slice(field.key)));
        }
        kept
    }

    /// The words of a name, in Unicode normalization form C.
    pub(super) fn name(&self, atom: Atom) -> Box<str> {
        use unicode_normalization::UnicodeNormalization as _;
        let text = self.slice(atom.span);
        let text = text.strip_prefix('@').unwrap_or(text);
        if text.is_ascii() { text.into() } else { text.nfc().collect::<String>().into() }
    }

    /// Looks a declaration up by its id.
    pub(super) fn lookup<T: Declared>(&mut self, atom: Atom) -> Option<Id<T>> {
        let raw = self.slice(atom.span);
        let raw = raw.strip_prefix('@').unwrap_or(raw);
        let found = if raw.is_ascii() { self.scope.find(T::KIND, raw) } else { self.scope.find(T::KIND, &self.name(atom)) };
        match found {
            Found::One(index) => self.vocabulary.id(index),
            Found::Nothing => {
                self.unknown::<T>(atom, raw);
                None
            }
            Found::UnknownPrefix => {
                let prefix = raw.split('.').next().unwrap_or_default();
                self.report(Diagnostic::at(&d::UNKNOWN_ALIAS_PREFIX, atom.span).arg("name", prefix));
                None
            }
            Found::Several(places) => {
                let mut finding = Diagnostic::at(&d::AMBIGUOUS_IMPORT, atom.span).arg("name", raw).term("kind", T::KIND.word());
                for place in places {
                    finding = finding.label("import", place);
                }
                self.report(finding);
                None
            }
        }
    }

    /// Looks a declaration up by a label or alias, in quotes.
    pub(super) fn lookup_label<T: Declared>(&mut self, atom: Atom) -> Option<Id<T>> {
        let label = self.string(atom);
        let found = self.scope.find_label(T::KIND, &label, self.vocabulary).and_then(|index| self.vocabulary.id(index));
        if found.is_none() {
            self.unknown::<T>(atom, &label);
        }
        found
    }

    /// A vocabulary word: an id, or in quotes a label.
    pub(super) fn word<T: Declared>(&mut self, field: &Field, atom: Atom, expected: &'static str) -> Option<Id<T>> {
        match atom.kind {
            AtomKind::Name => self.lookup(atom),
            AtomKind::String => self.lookup_label(atom),
            AtomKind::Odd if !self.meanings().meant(T::KIND, self.slice(atom.span)).words.is_empty() => {
                self.unknown::<T>(atom, self.slice(atom.span));
                None
            }
            _ => {
                self.wrong_kind(field, atom, expected);
                None
            }
        }
    }

    fn unknown<T: Declared>(&mut self, atom: Atom, found: &str) {
        if self.scope.lacks_imports {
            return;
        }
        let reference = matches!(T::KIND, Kind::Organisation | Kind::Portal | Kind::Phrase);
        let rule = if reference { &d::UNKNOWN_REFERENCE } else { &d::UNKNOWN_WORD };
        let finding = Diagnostic::at(rule, atom.span).arg("found", found).term("kind", T::KIND.word());
        if self.sink.is_full() {
            return self.report(finding);
        }
        let at = if atom.kind == AtomKind::Reference { "@" } else { "" };
        let near = self.meanings().meant(T::KIND, found);
        let knows_none = near.words.is_empty() && self.scope.visible(T::KIND).next().is_none();
        if knows_none && self.told.contains(&T::KIND) {
            return;
        }
        let finding = if knows_none {
            self.told.push(T::KIND);
            finding.variant("nothing")
        } else {
            near.on(finding, atom.span, |near| format!("{at}{near}"))
        };
        self.report(finding);
    }

    /// The text of a quoted string; escapes that do not exist are reported.
    pub(super) fn string(&mut self, atom: Atom) -> Box<str> {
        self.string_at(atom.span)
    }

    pub(super) fn string_at(&mut self, span: Span) -> Box<str> {
        let literal = self.slice(span);
        if let Some(plain) = plain(literal) {
            return plain.into();
        }
        let (text, bad) = crate::syntax::decode(literal);
        let start = span.start + self.unit.blanks_before(span);
        for escape in bad {
            let place = Span::new(span.file, start + escape.start as u32, start + escape.end as u32);
            self.report(Diagnostic::at(&d::BAD_ESCAPE, place).arg("found", self.slice(place)));
        }
        text.into()
    }

    /// A name list's members.
    pub(super) fn names(&mut self, field: &'a Field) -> Vec<Spanned<Box<str>>> {
        let mut names = Vec::new();
        for part in self.list(field) {
            match part {
                [atom] if atom.kind == AtomKind::Name => names.push(Spanned::new(self.name(*atom), atom.span)),
                [atom, ..] => self.wrong_kind(field, *atom, "names"),
                [] => {}
            }
        }
        names
    }
}

/// The kind of declaration that a value names.
fn kind_of(expected: &str) -> Option<Kind> {
    Some(match expected {
        "organisation-ref" => Kind::Organisation,
        "portal-ref" => Kind::Portal,
        "category" => Kind::Category,
        "format" => Kind::Format,
        "licence" => Kind::Licence,
        "frequency" => Kind::Frequency,
        _ => return None,
    })
}

/// The inside of a one-line string without escapes.
fn plain(literal: &str) -> Option<&str> {
    let inner = literal.strip_prefix('"')?.strip_suffix('"')?;
    (!inner.starts_with('"') && !inner.contains('\\')).then_some(inner)
}
