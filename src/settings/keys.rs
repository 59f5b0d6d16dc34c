//! What can be set: a line of the table for each key, and how its value is read.

use toml::Spanned;
use toml::de::DeValue;

use super::{Reader, house};
use crate::diagnostic::{self as d, Arg, Diagnostic, MessageLang};
use crate::rules::Level;
use crate::syntax::nearest;

type Value<'a> = Spanned<DeValue<'a>>;

/// A setting.
pub struct Key {
    /// The table it stands in.
    pub table: &'static str,
    /// Its name there.
    pub name: &'static str,
    pub(super) read: fn(&mut Reader<'_>, &Key, &Value<'_>),
}

/// Every setting. Those of one table stand together, in the order in which they are read: what is denied is denied.
pub static KEYS: &[Key] = &[
    Key { table: "rules", name: "allow", read: |reader, key, value| rules(reader, key, value, Level::Allow) },
    Key { table: "rules", name: "warn", read: |reader, key, value| rules(reader, key, value, Level::Warn) },
    Key { table: "rules", name: "deny", read: |reader, key, value| rules(reader, key, value, Level::Deny) },
    Key { table: "report", name: "lang", read: lang },
    Key { table: "publish", name: "base", read: base },
    Key { table: "status", name: "grace", read: |reader, key, value| reader.settings.status.grace = days(reader, key, value) },
    Key {
        table: "status",
        name: "due-within",
        read: |reader, key, value| reader.settings.status.due_within = days(reader, key, value),
    },
    Key { table: "document", name: "logo", read: house::logo },
    Key { table: "document", name: "logo-text", read: house::logo_text },
    Key { table: "document", name: "colour", read: house::colour },
    Key { table: "document", name: "paper", read: house::paper },
    Key { table: "document", name: "fonts", read: house::fonts },
];

/// The languages of messages, by their tags.
static LANGUAGES: &[(&str, MessageLang)] =
    &[("en", MessageLang::English), ("tc", MessageLang::Traditional), ("sc", MessageLang::Simplified)];

fn rules(reader: &mut Reader<'_>, key: &Key, value: &Value<'_>, level: Level) {
    let Some(names) = value.get_ref().as_array() else { return reader.wrong(key.name, value, "setting-rules") };
    for name in names.iter() {
        let Some(text) = name.get_ref().as_str() else {
            reader.wrong(key.name, name, "setting-rules");
            continue;
        };
        if let Err(finding) = reader.settings.levels.set(text, level) {
            let span = reader.span(name.span());
            reader.found.push(finding.label("here", span));
        }
    }
}

fn base(reader: &mut Reader<'_>, key: &Key, value: &Value<'_>) {
    let address = value.get_ref().as_str().map(str::trim);
    let rest = address.and_then(|text| text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")));
    let is_address = rest.is_some_and(|rest| {
        !rest.starts_with('/')
            && rest.len() > 1
            && rest.bytes().all(|byte| byte.is_ascii_graphic() && !br#"<>"{}|\^`?#"#.contains(&byte))
    });
    match address.filter(|_| is_address) {
        Some(address) => reader.settings.base = Some(format!("{}/", address.trim_end_matches('/')).into()),
        None => reader.wrong(key.name, value, "setting-address"),
    }
}

/// A number of days, of a year at most.
fn days(reader: &mut Reader<'_>, key: &Key, value: &Value<'_>) -> Option<u32> {
    let number = value.get_ref().as_integer().and_then(|number| u32::from_str_radix(number.as_str(), number.radix()).ok());
    let days = number.filter(|days| *days <= 366);
    if days.is_none() {
        reader.wrong(key.name, value, "setting-days");
    }
    days
}

fn lang(reader: &mut Reader<'_>, key: &Key, value: &Value<'_>) {
    if let Some(lang) = word(reader, key, value, LANGUAGES) {
        reader.settings.lang = Some(lang);
    }
}

/// A value that is one of some words; what is no such word is a finding that names them.
pub(super) fn word<T: Copy>(reader: &mut Reader<'_>, key: &Key, value: &Value<'_>, words: &[(&'static str, T)]) -> Option<T> {
    let Some(text) = value.get_ref().as_str() else {
        reader.wrong(key.name, value, "setting-text");
        return None;
    };
    if let Some((_, found)) = words.iter().find(|(word, _)| *word == text) {
        return Some(*found);
    }
    let known = || words.iter().map(|(word, _)| *word);
    let finding = Diagnostic::at(&d::WRONG_SETTING, reader.span(value.span())).variant("word").arg("name", key.name);
    let finding = finding.arg("found", text).arg("known", Arg::List(known().map(Arg::from).collect()));
    reader.found.push(match nearest(text, known()) {
        Some(near) => finding.variant("word-nearest").arg("nearest", near),
        None => finding,
    });
    None
}
