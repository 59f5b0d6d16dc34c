//! Prints a description as source, laid out at random.

use std::collections::BTreeSet;

use odp::model::{HalfKind, Kind};

use super::Printed;
use super::spec::{Body, Contact, Content, Dataset, Declared, Freq, Half, Heritage, Ref, Said, Section, Set, Spec, When, Words};
use super::tape::Tape;

/// Comments: what stands in them is nothing to the plan.
static COMMENTS: &[&str] = &[
    "# a note",
    "#",
    "#備註：「𨋢」（見 § 3）",
    "# \"unclosed { ; }",
    "## } section A {",
    "#\t// \"\"\"",
    "# odp: allow(pending-value) later",
    "# odp: allow(missing-translation, empty-half) not yet",
    "# pending: none",
];

/// A statement to be printed.
enum Item {
    Field(String, Vec<Token>),
    Block(String, Vec<Item>),
    /// A head without braces: `odp 1`, `section B none`.
    Line(String),
}

/// A part of a value, and whether it may begin on the next line.
struct Token {
    text: String,
    may_break: bool,
}

pub fn print(spec: &Spec, tape: &mut Tape) -> Printed {
    let mut printer = Printer { spec, tape, out: String::new(), seen: BTreeSet::new(), file: 0, unit: "  " };
    let mut files = Vec::new();
    for (at, file) in spec.files.iter().enumerate().filter(|(_, file)| !file.is_standard) {
        printer.file = at;
        files.push((file.path.clone(), printer.source(at)));
    }
    if spec.previous.is_some() {
        let folder = spec.files[0].path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        files.push((format!("{folder}before.odp"), "odp 1\n".to_owned()));
    }
    Printed { files, seen: printer.seen }
}

struct Printer<'a> {
    spec: &'a Spec,
    tape: &'a mut Tape,
    out: String,
    seen: BTreeSet<&'static str>,
    /// The file that is printed now.
    file: usize,
    /// One level of indentation.
    unit: &'static str,
}

impl Printer<'_> {
    fn saw(&mut self, what: &'static str) {
        self.seen.insert(what);
    }

    // ---- a file ----

    fn source(&mut self, at: usize) -> String {
        self.out.clear();
        self.unit = self.tape.pick(&["  ", "\t", "    ", ""]);
        if self.unit == "\t" {
            self.saw("tabs");
        }
        let mut items: Vec<Item> = Vec::new();
        if at == 0 {
            for file in &self.spec.files[1..] {
                let path = self.literal(&file.used_as);
                let alias = file.alias.map_or(String::new(), |alias| format!(" as {alias}"));
                self.saw(if file.alias.is_some() { "use as" } else { "use" });
                items.push(Item::Line(format!("use {path}{alias}")));
            }
            let plan = self.plan();
            items.push(plan);
        }
        for declared in self.spec.declared.iter().filter(|declared| declared.file == at) {
            let item = self.declaration(declared);
            items.push(item);
        }
        self.shuffle(&mut items, |_| false);
        items.insert(0, Item::Line("odp 1".to_owned()));
        if self.tape.once_in(4) {
            self.saw("comment before everything");
            self.comment_line("");
        }
        self.items(&items, 0);
        let mut source = std::mem::take(&mut self.out);
        if self.tape.once_in(4) {
            source.truncate(source.trim_end_matches('\n').len());
            self.saw("no last newline");
        }
        match self.tape.below(6) {
            4 => {
                self.saw("crlf");
                source = source.replace('\n', "\r\n");
            }
            5 => {
                self.saw("mixed line ends");
                let mut lines = source.split_inclusive('\n');
                source = std::iter::from_fn(|| lines.next())
                    .enumerate()
                    .map(|(at, line)| if at % 3 == 0 { line.replace('\n', "\r\n") } else { line.to_owned() })
                    .collect();
            }
            _ => {}
        }
        if self.tape.once_in(5) {
            self.saw("bom");
            source.insert(0, '\u{feff}');
        }
        source
    }

    /// Puts items into any order, but those that keep theirs among themselves.
    fn shuffle(&mut self, items: &mut Vec<Item>, keeps: impl Fn(&Item) -> bool) {
        let mut kept = Vec::new();
        let mut loose = Vec::new();
        for item in items.drain(..) {
            if keeps(&item) { kept.push(item) } else { loose.push(item) }
        }
        for at in (1..loose.len()).rev() {
            let with = at - self.tape.below(at + 1);
            loose.swap(at, with);
        }
        let mut at = 0;
        for item in kept {
            at = (at + self.tape.below(loose.len() + 2 - at.min(loose.len()))).min(loose.len());
            loose.insert(at, item);
            at += 1;
        }
        *items = loose;
    }

    // ---- layout ----

    fn indent(&mut self, level: usize) {
        for _ in 0..level {
            self.out.push_str(self.unit);
        }
        if self.tape.once_in(30) {
            self.out.push_str(" \t ");
        }
    }

    fn comment_line(&mut self, before: &str) {
        let comment = self.tape.pick(COMMENTS);
        self.out.push_str(before);
        self.out.push_str(comment);
        self.out.push_str(if self.tape.once_in(8) { " \t\n" } else { "\n" });
    }

    /// Ends the line: perhaps with a comment, perhaps with blank lines and comments after it.
    fn end_line(&mut self, level: usize, trailing: &'static str, own: &'static str) {
        if self.tape.once_in(10) {
            self.saw(trailing);
            self.comment_line(" ");
        } else {
            self.out.push('\n');
        }
        if self.tape.once_in(10) {
            self.saw("blank line");
            let many = 1 + self.tape.below(3);
            self.out.push_str(&"\n".repeat(many));
        }
        if self.tape.once_in(12) {
            self.saw(own);
            for _ in 0..1 + self.tape.below(2) {
                self.indent(level);
                self.comment_line("");
            }
            if self.tape.once_in(2) {
                self.out.push('\n');
            }
        }
    }

    fn items(&mut self, items: &[Item], level: usize) {
        for item in items {
            self.indent(level);
            self.item(item, level);
            if self.tape.once_in(15) {
                self.saw("semicolon");
                self.out.push_str(if self.tape.once_in(3) { " ; ;" } else { ";" });
                if self.tape.once_in(2) {
                    continue;
                }
            }
            self.end_line(level, "trailing comment", "comment on its own line");
        }
    }

    fn item(&mut self, item: &Item, level: usize) {
        match item {
            Item::Line(line) => self.out.push_str(line),
            Item::Field(key, tokens) => self.field(key, tokens, level),
            Item::Block(head, items) => {
                self.out.push_str(head);
                let space = self.tape.pick(&[" ", " ", "", "\t"]);
                // a brace may follow a name at once, but not `none`
                self.out.push_str(if space.is_empty() && head.ends_with("none") { " " } else { space });
                self.out.push('{');
                if self.tape.once_in(8) && items.len() < 6 {
                    self.saw("one-line block");
                    self.one_line(items, level);
                } else if items.is_empty() && self.tape.once_in(2) {
                    self.saw("empty braces");
                } else {
                    self.end_line(level + 1, "comment after {", "comment first in a block");
                    self.items(items, level + 1);
                    if self.tape.once_in(8) {
                        self.saw("comment before }");
                        self.indent(level + 1);
                        self.comment_line("");
                    }
                    self.indent(level);
                }
                self.out.push('}');
            }
        }
    }

    fn one_line(&mut self, items: &[Item], level: usize) {
        for (at, item) in items.iter().enumerate() {
            self.out.push_str(if at > 0 { "; " } else { " " });
            self.item(item, level + 1);
        }
        self.out.push_str(if self.tape.once_in(4) { ";" } else { " " });
    }

    fn field(&mut self, key: &str, tokens: &[Token], level: usize) {
        self.out.push_str(key);
        self.out.push_str(if self.tape.once_in(20) { " :" } else { ":" });
        for (at, token) in tokens.iter().enumerate() {
            let comma = token.text == ",";
            if token.may_break && self.tape.once_in(if at == 0 { 6 } else { 3 }) {
                self.saw(match at {
                    0 => "value on the next line",
                    _ => "value over several lines",
                });
                self.end_line(level + 1, "comment inside a value", "comment line inside a value");
                self.indent(level + 1);
            } else if !comma || self.tape.once_in(15) {
                self.out.push_str(self.tape.pick(&[" ", " ", " ", "   ", "\t"]));
            }
            self.out.push_str(&token.text);
        }
    }

    // ---- literals ----

    fn escape(&mut self, character: char) -> String {
        match character {
            '"' if self.tape.below(4) > 0 => "\\\"".to_owned(),
            '\\' if self.tape.below(4) > 0 => "\\\\".to_owned(),
            '\n' => {
                self.saw("\\n");
                "\\n".to_owned()
            }
            '\t' => {
                self.saw("\\t");
                "\\t".to_owned()
            }
            other => {
                self.saw("\\u{…}");
                let code = u32::from(other);
                if self.tape.once_in(2) { format!("\\u{{{code:X}}}") } else { format!("\\u{{{code:05x}}}") }
            }
        }
    }

    fn must_escape(&mut self, character: char) -> bool {
        match character {
            '\\' => true,
            '\n' => true,
            '\t' => self.tape.once_in(2),

            _ => false,
        }
    }

    fn note_text(&mut self, text: &str) {
        for (found, what) in [
            (text.is_empty(), "empty text"),
            (text.len() > 200, "long text"),
            (text.chars().any(|c| c > '\u{ffff}'), "astral"),
            (text.contains('"'), "quote"),
            (text.contains('\\'), "backslash"),
            (text.contains(['{', '}']), "brace"),
            (text.contains('#'), "hash"),
            (text.contains("//"), "slashes"),
            (text.contains(['（', '，', '。']), "full-width punctuation"),
            (text.contains("數據"), "Traditional Chinese"),
            (text.contains("e\u{301}"), "combining mark"),
        ] {
            if found {
                self.saw(what);
            }
        }
    }

    fn literal(&mut self, text: &str) -> String {
        self.note_text(text);
        match self.tape.below(8) {
            6 => {
                self.saw("triple on one line");
                self.triple(text)
            }
            7 if foldable(text) => {
                self.saw("triple");
                self.folded(text)
            }
            _ => self.single(text),
        }
    }

    fn single(&mut self, text: &str) -> String {
        let mut out = String::from("\"");
        for character in text.chars() {
            if character == '"' || self.must_escape(character) || self.tape.once_in(400) {
                out.push_str(&self.escape(character));
            } else {
                out.push(character);
            }
        }
        out + "\""
    }

    fn triple(&mut self, text: &str) -> String {
        format!("\"\"\"{}\"\"\"", self.in_triple(text))
    }

    /// Quotes stand as they are, but never next to another.
    fn in_triple(&mut self, text: &str) -> String {
        let mut out = String::new();
        let mut rest = text.chars().peekable();
        while let Some(character) = rest.next() {
            let quote_beside = out.is_empty() || out.ends_with('"') || rest.peek().is_none_or(|next| *next == '"');
            if (character == '"' && quote_beside) || self.must_escape(character) {
                out.push_str(&self.escape(character));
            } else {
                out.push(character);
            }
        }
        out
    }

    /// Over several lines, broken where the break folds back into what was there.
    fn folded(&mut self, text: &str) -> String {
        let mut out = String::from("\"\"\"");
        let margin = self.tape.pick(&["", "  ", "\t", "      ", "\u{3000}", "\u{a0}"]);
        if margin.starts_with(['\u{3000}', '\u{a0}']) {
            self.saw("wide indentation in a triple");
        }
        if self.tape.once_in(2) {
            out.push_str("\n ");
            out.push_str(margin);
        }
        for (at, paragraph) in text.split('\n').enumerate() {
            if at > 0 {
                self.saw("paragraphs");
                out.push_str(self.tape.pick(&["\n\n", "\n  \n", "\n\n\n"]));
                out.push_str(margin);
            }
            let escaped = self.in_triple(paragraph);
            let characters: Vec<char> = escaped.chars().collect();
            for (at, character) in characters.iter().enumerate() {
                let before = at.checked_sub(1).map(|at| characters[at]);
                let after = characters.get(at + 1).copied();
                if *character == ' ' && before.zip(after).is_some_and(|(a, b)| parts_words(a, b)) && self.tape.once_in(2) {
                    let beside_wide = before.is_some_and(is_wide) || after.is_some_and(is_wide);
                    self.saw(if beside_wide { "break for a space beside a wide character" } else { "break for a space" });
                    out.push_str("\n   ");
                    out.push_str(margin);
                    continue;
                }
                if before.is_some_and(|before| folds(before, *character)) && self.tape.once_in(3) {
                    self.saw("break for nothing");
                    out.push_str("\n ");
                    out.push_str(margin);
                }
                out.push(*character);
            }
        }
        if self.tape.once_in(2) {
            out.push('\n');
            out.push_str(margin);
        }
        out + "\"\"\""
    }

    // ---- values ----

    fn word(text: impl Into<String>) -> Token {
        Token { text: text.into(), may_break: false }
    }

    /// How a declaration is named here.
    fn reference(&mut self, id: Ref) -> String {
        let declared = &self.spec.declared[id];
        match self.spec.files[declared.file].alias {
            Some(alias) => {
                self.saw("name of an alias");
                format!("{alias}.{}", declared.written)
            }
            None => declared.written.clone(),
        }
    }

    fn thing(&mut self, id: Ref) -> String {
        format!("@{}", self.reference(id))
    }

    /// A vocabulary word: by its name, or in quotes by a label or alias.
    fn vocabulary(&mut self, id: Ref) -> String {
        let declared = &self.spec.declared[id];
        let is_open = self.spec.files[declared.file].alias.is_none();
        let all = std::iter::once(&declared.words).chain(&declared.aliases);
        let labels: Vec<&String> = all
            .flat_map(|words| match words {
                Words::In(entries) => entries.iter().filter_map(|(_, text)| text.as_ref()).collect(),
                Words::Pending => Vec::new(),
            })
            .filter(|label| !label.is_empty())
            .collect();
        if is_open && !labels.is_empty() && self.tape.once_in(4) {
            self.saw("label in quotes");
            let label = self.tape.pick(&labels).clone();
            let label = if self.tape.once_in(3) { label.to_ascii_uppercase() } else { label };
            return self.literal(&label);
        }
        self.reference(id)
    }

    fn listed<T>(&mut self, all: &[T], mut one: impl FnMut(&mut Self, &T) -> Vec<Token>) -> Vec<Token> {
        let mut tokens: Vec<Token> = Vec::new();
        for (at, item) in all.iter().enumerate() {
            if at > 0 {
                self.saw("list");
                tokens.push(Self::word(","));
            }
            let mut own = one(self, item);
            if let (true, Some(first)) = (at > 0, own.first_mut()) {
                first.may_break = true;
            }
            tokens.append(&mut own);
        }
        tokens
    }

    fn words(&mut self, words: &Words) -> Vec<Token> {
        match words {
            Words::Pending => {
                self.saw("pending text");
                vec![Self::word("pending")]
            }
            Words::In(entries) => entries
                .iter()
                .map(|(lang, text)| {
                    let space = self.tape.pick(&[" ", " ", " ", "  ", "\t", ""]);
                    let text = match text {
                        Some(text) => format!("{lang}{space}{}", self.literal(text)),
                        None => {
                            self.saw("pending in one language");
                            format!("{lang}{}pending", if space.is_empty() { " " } else { space })
                        }
                    };
                    Token { text, may_break: true }
                })
                .collect(),
        }
    }

    fn contact(&mut self, contact: &Contact) -> Vec<Token> {
        let mut tokens = Vec::new();
        if let Some(email) = &contact.email {
            let literal = self.literal(email);
            tokens.push(Self::word(literal));
        }
        if let Some(post) = &contact.post {
            let words = self.words(post);
            tokens.extend(words);
        }
        tokens
    }

    fn said(&mut self, said: &Said) -> Vec<Token> {
        match said {
            Said::Words(words) => self.words(words),
            Said::Phrase(id) => {
                self.saw("phrase");
                vec![Self::word(self.thing(*id))]
            }
        }
    }

    fn when(&mut self, when: When) -> Token {
        self.saw(match when {
            When::Year(_) => "year",
            When::Month(..) => "month",
            When::Day(..) => "day",
        });
        Self::word(when.written())
    }

    fn owed(&mut self, when: &Option<When>, pending: &'static str) -> Vec<Token> {
        match when {
            Some(when) => vec![self.when(*when)],
            None => {
                self.saw(pending);
                vec![Self::word("pending")]
            }
        }
    }

    fn field_of(items: &mut Vec<Item>, key: &str, tokens: Vec<Token>) {
        items.push(Item::Field(key.to_owned(), tokens));
    }

    fn set<T>(
        &mut self,
        items: &mut Vec<Item>,
        key: &'static str,
        value: &Option<Set<T>>,
        print: impl FnOnce(&mut Self, &T) -> Vec<Token>,
    ) {
        let tokens = match value {
            None => return,
            Some(Set::Cancelled) => {
                self.saw("none for a field");
                vec![Self::word("none")]
            }
            Some(Set::To(value)) => print(self, value),
        };
        Self::field_of(items, key, tokens);
    }

    fn heritage(&mut self, items: &mut Vec<Item>, own: &Heritage) {
        self.set(items, "category", &own.category, |printer, id| match id {
            Some(id) => vec![Self::word(printer.vocabulary(*id))],
            None => {
                printer.saw("pending category");
                vec![Self::word("pending")]
            }
        });
        self.set(items, "owner", &own.owner, |printer, all| {
            printer.listed(all, |printer, id| vec![Self::word(printer.thing(*id))])
        });
        self.set(items, "formats", &own.formats, |printer, all| {
            printer.listed(all, |printer, id| vec![Self::word(printer.vocabulary(*id))])
        });
        self.set(items, "portal", &own.portal, |printer, all| {
            printer.listed(all, |printer, (portal, id)| {
                let mut tokens = vec![Self::word(printer.thing(*portal))];
                if let Some(id) = id {
                    printer.saw("portal id");
                    tokens.push(Self::word(printer.literal(id)));
                }
                tokens
            })
        });
        self.set(items, "licence", &own.licence, |printer, id| vec![Self::word(printer.vocabulary(*id))]);
        self.set(items, "contact", &own.contact, Self::contact);
        self.set(items, "keywords", &own.keywords, |printer, all| printer.listed(all, Self::words));
        self.set(items, "geometry", &own.geometry, |printer, all| printer.listed(all, |_, word| vec![Self::word(*word)]));
        self.set(items, "crs", &own.crs, |printer, all| {
            printer.listed(all, |printer, text| vec![Self::word(printer.literal(text))])
        });
        self.set(items, "scale", &own.scale, |printer, text| vec![Self::word(printer.literal(text))]);
        self.set(items, "coverage", &own.coverage, Self::words);
    }

    fn defaults(&mut self, items: &mut Vec<Item>, own: &Option<Heritage>, level: &'static str) {
        let Some(own) = own else { return };
        self.saw(level);
        let mut inner = Vec::new();
        self.heritage(&mut inner, own);
        self.shuffle(&mut inner, |_| false);
        items.push(Item::Block("defaults".to_owned(), inner));
    }

    fn note(&mut self, items: &mut Vec<Item>, note: &Option<Said>) {
        if let Some(note) = note {
            let tokens = self.said(note);
            Self::field_of(items, "note", tokens);
        }
    }

    // ---- blocks ----

    fn declaration(&mut self, declared: &Declared) -> Item {
        let mut items = Vec::new();
        let key = match declared.kind {
            Kind::Category | Kind::Frequency | Kind::Format => "label",
            Kind::Phrase | Kind::Wording => "text",
            Kind::Organisation | Kind::Portal | Kind::Licence => "name",
        };
        let tokens = self.words(&declared.words);
        Self::field_of(&mut items, key, tokens);
        if !declared.aliases.is_empty() {
            let tokens = self.listed(&declared.aliases, Self::words);
            Self::field_of(&mut items, "aliases", tokens);
        }
        for (field, value) in &declared.strings {
            let token = match value {
                Some(value) => self.literal(value),
                None => "none".to_owned(),
            };
            Self::field_of(&mut items, field, vec![Self::word(token)]);
        }
        if let Some(contact) = &declared.contact {
            let tokens = self.contact(contact);
            Self::field_of(&mut items, "contact", tokens);
        }
        self.formerly(&mut items, &declared.formerly);
        if let Some(yes) = declared.machine_readable {
            Self::field_of(&mut items, "machine-readable", vec![Self::word(if yes { "yes" } else { "no" })]);
        }
        self.shuffle(&mut items, |_| false);
        Item::Block(format!("{} {}", declared.kind.word(), declared.written), items)
    }

    fn formerly(&mut self, items: &mut Vec<Item>, all: &[String]) {
        if !all.is_empty() {
            let tokens = self.listed(all, |_, name| vec![Self::word(name.clone())]);
            Self::field_of(items, "formerly", tokens);
        }
    }

    fn plan(&mut self) -> Item {
        let spec = self.spec;
        let mut items = Vec::new();
        let tokens = self.words(&spec.title);
        Self::field_of(&mut items, "title", tokens);
        let tokens = self.listed(&spec.publishers, |printer, id| vec![Self::word(printer.thing(*id))]);
        Self::field_of(&mut items, "publisher", tokens);
        if spec.publishers.len() > 1 {
            self.saw("several publishers");
        }
        let tokens = self.owed(&spec.issued, "issued pending");
        Self::field_of(&mut items, "issued", tokens);
        if let Some(updated) = spec.updated {
            let token = self.when(updated);
            Self::field_of(&mut items, "updated", vec![token]);
        }
        let tokens = self.listed(&spec.languages, |_, lang| vec![Self::word(*lang)]);
        Self::field_of(&mut items, "languages", tokens);
        if let Some(previous) = &spec.previous {
            let token = self.literal(previous);
            Self::field_of(&mut items, "previous", vec![Self::word(token)]);
        }
        if let Some(licence) = spec.licence {
            let token = self.vocabulary(licence);
            Self::field_of(&mut items, "licence", vec![Self::word(token)]);
        }
        if let Some(contact) = &spec.contact {
            let tokens = self.contact(contact);
            Self::field_of(&mut items, "contact", tokens);
        }
        self.defaults(&mut items, &spec.defaults, "defaults in plan");
        for section in &spec.sections {
            let item = self.section(section);
            items.push(item);
        }
        self.shuffle(&mut items, |_| false);
        self.saw(match (spec.from, spec.to) {
            (When::Year(from), When::Year(to)) if from == to => "one-year period",
            (When::Year(_), _) => "calendar period",
            _ => "fiscal period",
        });
        Item::Block(format!("plan {} {}..{}", spec.id, spec.from.written(), spec.to.written()), items)
    }

    /// `none`, alone or with a note in braces.
    fn none(&mut self, head: &str, note: &Option<Said>) -> Item {
        let mut items = Vec::new();
        self.note(&mut items, note);
        if note.is_some() || self.tape.once_in(6) {
            self.saw("none with braces");
            return Item::Block(format!("{head} none"), items);
        }
        Item::Line(format!("{head} none"))
    }

    fn section(&mut self, section: &Section) -> Item {
        let head = format!("section {}", section.letter.word());
        let mut items = Vec::new();
        match &section.content {
            Content::None => {
                self.saw("section none");
                return self.none(&head, &section.note);
            }
            Content::Halves(halves) => {
                for half in halves {
                    let item = self.half(half);
                    items.push(item);
                }
            }
            Content::Bodies(bodies) => {
                for body in bodies {
                    let item = self.body(body);
                    items.push(item);
                }
            }
        }
        self.note(&mut items, &section.note);
        self.defaults(&mut items, &section.defaults, "defaults in section");
        self.shuffle(
            &mut items,
            |item| matches!(item, Item::Block(head, _) | Item::Line(head) if head.starts_with("organisation")),
        );
        Item::Block(head, items)
    }

    fn body(&mut self, body: &Body) -> Item {
        let head = format!("organisation {}", self.thing(body.organisation));
        let Some(halves) = &body.halves else {
            self.saw("organisation none");
            return self.none(&head, &body.note);
        };
        let mut items = Vec::new();
        for half in halves {
            let item = self.half(half);
            items.push(item);
        }
        self.note(&mut items, &body.note);
        self.defaults(&mut items, &body.defaults, "defaults in organisation");
        self.shuffle(&mut items, |_| false);
        Item::Block(head, items)
    }

    fn half(&mut self, half: &Half) -> Item {
        if half.none {
            self.saw("half none");
            return self.none(half.kind.word(), &half.note);
        }
        self.saw(match half.kind {
            HalfKind::Spatial => "spatial",
            HalfKind::NonSpatial => "non-spatial",
        });
        let mut items = Vec::new();
        for dataset in &half.datasets {
            let item = self.dataset(dataset);
            items.push(item);
        }
        self.note(&mut items, &half.note);
        self.defaults(&mut items, &half.defaults, "defaults in half");
        self.shuffle(&mut items, |item| matches!(item, Item::Block(head, _) if head.starts_with("dataset")));
        Item::Block(half.kind.word().to_owned(), items)
    }

    fn dataset(&mut self, dataset: &Dataset) -> Item {
        let mut items = Vec::new();
        let tokens = self.words(&dataset.name);
        Self::field_of(&mut items, "name", tokens);
        let mut tokens = Vec::new();
        for said in &dataset.description {
            if dataset.listed {
                self.saw("bullet");
                tokens.push(Token { text: "-".to_owned(), may_break: true });
                let mut own = self.said(said);
                own[0].may_break = false;
                tokens.append(&mut own);
            } else {
                tokens.extend(self.said(said));
            }
        }
        Self::field_of(&mut items, "description", tokens);
        if let Some(target) = &dataset.target {
            let tokens = self.owed(target, "target pending");
            Self::field_of(&mut items, "target", tokens);
        }
        if let Some(released) = &dataset.released {
            let tokens = self.owed(released, "released pending");
            Self::field_of(&mut items, "released", tokens);
        }
        let tokens = self.frequency(dataset);
        Self::field_of(&mut items, "frequency", tokens);
        self.formerly(&mut items, &dataset.formerly);
        self.heritage(&mut items, &dataset.own);
        self.note(&mut items, &dataset.note);
        for (from, to, reason) in &dataset.slips {
            let reason = vec![Item::Field("reason".to_owned(), self.words(reason))];
            let to = to.map_or_else(|| "pending".to_owned(), When::written);
            items.push(Item::Block(format!("slipped {}..{to}", from.written()), reason));
        }
        if dataset.slips.iter().any(|(_, to, _)| to.is_none()) {
            self.saw("pending slip");
        }
        if dataset.slips.len() > 1 {
            self.saw("chain of slips");
        }
        if let Some((when, reason)) = &dataset.withdrawn {
            let reason = vec![Item::Field("reason".to_owned(), self.words(reason))];
            items.push(Item::Block(format!("withdrawn {}", when.written()), reason));
        }
        self.shuffle(&mut items, |item| matches!(item, Item::Block(head, _) if head.starts_with("slipped")));
        Item::Block(format!("dataset {}", dataset.written), items)
    }

    fn frequency(&mut self, dataset: &Dataset) -> Vec<Token> {
        let Some(all) = &dataset.frequency else {
            self.saw("frequency pending");
            return vec![Self::word("pending")];
        };
        if all.items.len() > 1 {
            self.saw("several frequencies");
        }
        let mut tokens = self.listed(&all.items, |printer, item| {
            vec![Self::word(match item {
                Freq::Named(id) => {
                    printer.saw("named frequency");
                    printer.vocabulary(*id)
                }
                Freq::Every(count, unit) => {
                    printer.saw("every");
                    format!("every{}{count} {unit}{}", printer.tape.pick(&[" ", "  ", "\t"]), printer.tape.pick(&["", "s"]))
                }
                Freq::Times(count, unit) => {
                    printer.saw("times");
                    format!("{count} times{}a {unit}", printer.tape.pick(&[" ", "  ", "\t"]))
                }
            })]
        });
        if let Some(words) = &all.words {
            self.saw("words of a frequency");
            tokens.extend(self.words(words));
        }
        tokens
    }
}

/// Whether a text can stand in a string of several lines.
fn foldable(text: &str) -> bool {
    text.split('\n').all(|paragraph| !paragraph.is_empty() && paragraph.trim() == paragraph && !paragraph.starts_with('\t'))
}

fn is_wide(character: char) -> bool {
    matches!(character, '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{2ffff}')
}

fn is_mark(character: char) -> bool {
    "，。、「」（）".contains(character)
}

/// Whether a break between two characters as written stands for nothing.
fn folds(before: char, after: char) -> bool {
    let visible = |c: char| is_wide(c) || is_mark(c) || c.is_ascii_alphanumeric();
    (is_wide(before) && is_wide(after)) || ((is_mark(before) || is_mark(after)) && visible(before) && visible(after))
}

/// Whether a break between two characters as written stands for a space.
fn parts_words(before: char, after: char) -> bool {
    let letter = |c: char| is_wide(c) || c.is_ascii_alphanumeric();
    letter(before) && letter(after) && !(is_wide(before) && is_wide(after))
}

/// What the printer and the descriptions must have brought forth over many seeds.
pub static SEEN: &[&str] = &[
    "tabs",
    "use",
    "use as",
    "comment before everything",
    "no last newline",
    "crlf",
    "mixed line ends",
    "bom",
    "trailing comment",
    "comment on its own line",
    "comment after {",
    "comment first in a block",
    "comment before }",
    "comment inside a value",
    "comment line inside a value",
    "blank line",
    "semicolon",
    "one-line block",
    "empty braces",
    "value on the next line",
    "value over several lines",
    "\\n",
    "\\t",
    "\\u{…}",
    "empty text",
    "long text",
    "astral",
    "quote",
    "backslash",
    "brace",
    "hash",
    "slashes",
    "full-width punctuation",
    "Traditional Chinese",
    "combining mark",
    "triple on one line",
    "triple",
    "paragraphs",
    "wide indentation in a triple",
    "break for a space",
    "break for a space beside a wide character",
    "break for nothing",
    "name of an alias",
    "label in quotes",
    "list",
    "pending text",
    "pending in one language",
    "phrase",
    "year",
    "month",
    "day",
    "issued pending",
    "target pending",
    "released pending",
    "pending category",
    "frequency pending",
    "none for a field",
    "portal id",
    "defaults in plan",
    "defaults in section",
    "defaults in organisation",
    "defaults in half",
    "several publishers",
    "one-year period",
    "calendar period",
    "fiscal period",
    "none with braces",
    "section none",
    "organisation none",
    "half none",
    "spatial",
    "non-spatial",
    "bullet",
    "chain of slips",
    "pending slip",
    "several frequencies",
    "named frequency",
    "every",
    "times",
    "words of a frequency",
];
