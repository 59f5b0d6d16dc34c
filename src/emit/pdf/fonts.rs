//! Which fonts a plan is set with: those of the house, then families that are known to be good, then any that has the rest.

use std::collections::BTreeSet;

use typst::foundations::Bytes;
use typst::text::Font;

use super::finding;
use crate::diagnostic::{Arg, Diagnostic};
use crate::emit::document::{Document, runs};
use crate::emit::{Face, Fonts, Options};
use crate::model::{Lang, Plan};

/// Families for Traditional Chinese, the ones with Hong Kong's forms first.
static TRADITIONAL: &[&str] = &[
    "Noto Sans HK",
    "Noto Sans CJK HK",
    "Source Han Sans HK",
    "PingFang HK",
    "Microsoft JhengHei",
    "Noto Sans TC",
    "Noto Sans CJK TC",
    "Source Han Sans TC",
];

/// Families for Simplified Chinese.
static SIMPLIFIED: &[&str] = &["Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei"];

/// Families for other languages.
static OTHERS: &[&str] = &["Noto Sans", "Source Sans 3", "Segoe UI", "Helvetica Neue", "Arial", "Liberation Sans", "DejaVu Sans"];

/// The fonts that were chosen, opened.
pub(super) struct Chosen {
    /// Every face.
    pub(super) fonts: Vec<Font>,
    house: Vec<String>,
    rest: Vec<String>,
}

impl Chosen {
    /// The families for a language, the preferred ones first.
    pub(super) fn families(&self, lang: Lang) -> Vec<&str> {
        let has = |family: &&str| self.fonts.iter().any(|font| font.info().family == **family);
        let known = preferred(lang).into_iter().filter(has);
        let house = self.house.iter().map(String::as_str);
        house.filter(has).chain(known).chain(self.rest.iter().map(String::as_str)).collect()
    }
}

/// The families to try for a language: its own, then those of the others.
fn preferred(lang: Lang) -> Vec<&'static str> {
    let order = match lang {
        Lang::TC => [TRADITIONAL, SIMPLIFIED, OTHERS],
        Lang::SC => [SIMPLIFIED, TRADITIONAL, OTHERS],
        _ => [OTHERS, TRADITIONAL, SIMPLIFIED],
    };
    order.concat()
}

/// Chooses faces until every character of the documents has one.
///
/// # Errors
/// One finding, which names the characters that no font here has and the families that were tried.
pub(super) fn choose(documents: &[Document], plan: &Plan, options: &Options) -> Result<Chosen, Box<Diagnostic>> {
    let none = || Box::new(finding(plan).variant("none"));
    let Some(fonts) = &options.fonts else { return Err(none()) };
    let house: Vec<String> = options.house.fonts.iter().map(|family| family.to_string()).collect();
    let mut languages: Vec<Lang> = documents.iter().flat_map(|document| document.languages.clone()).collect();
    languages.extend([Lang::TC, Lang::EN]);
    let known: BTreeSet<&str> = languages.iter().flat_map(|lang| preferred(*lang)).collect();
    let is_wanted = |face: &Face| face.is_named || house.contains(&face.family) || known.contains(&*face.family);
    let mut chosen = Chosen { fonts: Vec::new(), house: house.clone(), rest: Vec::new() };
    let mut missing = characters(documents);
    let (wanted, others): (Vec<&Face>, Vec<&Face>) = fonts.faces().iter().filter(is_text).partition(|face| is_wanted(face));
    for face in wanted {
        if let Some(font) = open(&**fonts, face) {
            missing.retain(|c| !has(&font, *c));
            if face.is_named && !known.contains(&*font.info().family) && !chosen.rest.contains(&font.info().family) {
                chosen.rest.push(font.info().family.clone());
            }
            chosen.fonts.push(font);
        }
    }
    for face in others {
        if missing.is_empty() {
            break;
        }
        let Some(font) = open(&**fonts, face) else { continue };
        let before = missing.len();
        missing.retain(|c| !has(&font, *c));
        if missing.len() < before {
            chosen.rest.push(font.info().family.clone());
            chosen.fonts.push(font);
        }
    }
    if chosen.fonts.is_empty() {
        return Err(none());
    }
    if missing.is_empty() { Ok(chosen) } else { Err(Box::new(lacking(&missing, plan, &chosen))) }
}

/// Regular and bold faces that stand upright: no others are used.
fn is_text(face: &&Face) -> bool {
    face.is_upright && matches!(face.weight, 400 | 700)
}

fn open(fonts: &dyn Fonts, face: &Face) -> Option<Font> {
    Font::new(Bytes::new(fonts.file(face.file)?), face.index)
}

fn has(font: &Font, c: char) -> bool {
    font.info().coverage.contains(u32::from(c))
}

/// The characters that need a glyph.
fn characters(documents: &[Document]) -> BTreeSet<char> {
    let mut all: BTreeSet<char> = "[]/0123456789•".chars().collect();
    for document in documents {
        all.extend(runs(document).flat_map(|run| run.text.chars()).filter(|c| is_shown(*c)));
    }
    all
}

/// Whether a character needs a glyph; marks that only choose between glyphs, or join them, do not.
fn is_shown(c: char) -> bool {
    let chooses = matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}');
    !(c.is_whitespace() || c.is_control() || chooses)
}

fn lacking(missing: &BTreeSet<char>, plan: &Plan, chosen: &Chosen) -> Diagnostic {
    let name = |c: &char| Arg::from(format!("{c} (U+{:04X})", u32::from(*c)));
    let characters = missing.iter().map(name).collect();
    let families: BTreeSet<&str> = chosen.fonts.iter().map(|font| &*font.info().family).collect();
    let families = families.into_iter().map(Arg::from).collect();
    finding(plan).arg("characters", Arg::List(characters)).arg("fonts", Arg::List(families))
}
