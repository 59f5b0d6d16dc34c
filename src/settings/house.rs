//! The house style: how a publisher's documents look.

use toml::Spanned;
use toml::de::DeValue;

use super::Reader;
use super::colour::{Colour, LEAST_CONTRAST};
use super::keys::{Key, word};
use crate::diagnostic::{self as d, Diagnostic};
use crate::model::{Lang, Owed, Text, Translation};
use crate::source::Span;

/// How documents look. What is not set is as the program has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct House {
    /// The file with the logo, relative to `odp.toml`.
    pub logo: Option<LogoFile>,
    /// What the logo shows, for those who do not see it.
    pub logo_text: Text,
    /// The colour of titles and links; it is read well on white.
    pub colour: Option<Colour>,
    /// The paper of documents with pages.
    pub paper: Paper,
    /// The families of fonts that are tried before all others.
    pub fonts: Vec<Box<str>>,
}

/// A file that holds a logo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogoFile {
    /// Its path, relative to `odp.toml`, with `/`.
    pub path: Box<str>,
    /// Where it was written.
    pub span: Span,
}

/// A size of paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 297 × 420 mm.
    A3,
    /// 8½ × 11 inches.
    Letter,
}

static PAPERS: &[(&str, Paper)] = &[("a4", Paper::A4), ("a3", Paper::A3), ("letter", Paper::Letter)];

impl Paper {
    /// Its short side and its long side, in millimetres.
    #[must_use]
    pub const fn millimetres(self) -> (f64, f64) {
        match self {
            Self::A4 => (210.0, 297.0),
            Self::A3 => (297.0, 420.0),
            Self::Letter => (215.9, 279.4),
        }
    }
}

type Value<'a> = Spanned<DeValue<'a>>;

pub(super) fn logo(reader: &mut Reader<'_>, key: &Key, value: &Value<'_>) {
    let Some(path) = value.get_ref().as_str() else { return reader.wrong(key.name, value, "setting-path") };
    let stays = !path.is_empty() && path.split('/').all(|part| !matches!(part, "" | "." | "..")) && !path.contains(['\\', ':']);
    if !stays {
        return reader.wrong(key.name, value, "setting-path");
    }
    let span = reader.span(value.span());
    reader.settings.house.logo = Some(LogoFile { path: path.into(), span });
}

/// A table of texts by language.
pub(super) fn logo_text(reader: &mut Reader<'_>, key: &Key, value: &Value<'_>) {
    let Some(texts) = value.get_ref().as_table() else { return reader.wrong(key.name, value, "setting-texts") };
    let mut entries = Vec::new();
    for (name, text) in texts {
        match (Lang::parse(name.get_ref()), text.get_ref().as_str().map(str::trim)) {
            (Some(lang), Some(words)) if !words.is_empty() => {
                let span = reader.span(text.span());
                entries.push(Translation { lang, value: Owed::Given(words.into()), span });
            }
            _ => reader.wrong(key.name, text, "setting-texts"),
        }
    }
    reader.settings.house.logo_text = Text::new(entries);
}

/// A colour that is read well on white paper.
pub(super) fn colour(reader: &mut Reader<'_>, key: &Key, value: &Value<'_>) {
    let Some(colour) = value.get_ref().as_str().and_then(Colour::parse) else {
        return reader.wrong(key.name, value, "setting-colour");
    };
    let contrast = colour.contrast(Colour::WHITE);
    if contrast < LEAST_CONTRAST {
        let better = colour.readable_on(Colour::WHITE, Colour::BLACK);
        let finding = Diagnostic::at(&d::FAINT_COLOUR, reader.span(value.span())).arg("colour", colour.to_string());
        // rounded down: 4.49 is not 4.5
        let contrast = format!("{:.1}", (contrast * 10.0).floor() / 10.0);
        reader.found.push(finding.arg("contrast", contrast).arg("better", better.to_string()));
        return;
    }
    reader.settings.house.colour = Some(colour);
}

pub(super) fn paper(reader: &mut Reader<'_>, key: &Key, value: &Value<'_>) {
    if let Some(paper) = word(reader, key, value, PAPERS) {
        reader.settings.house.paper = paper;
    }
}

pub(super) fn fonts(reader: &mut Reader<'_>, key: &Key, value: &Value<'_>) {
    let Some(names) = value.get_ref().as_array() else { return reader.wrong(key.name, value, "setting-fonts") };
    for name in names.iter() {
        match name.get_ref().as_str().map(str::trim).filter(|name| !name.is_empty()) {
            Some(family) => reader.settings.house.fonts.push(family.into()),
            None => reader.wrong(key.name, name, "setting-fonts"),
        }
    }
}
