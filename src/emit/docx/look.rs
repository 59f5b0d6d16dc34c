//! How a document looks: its paper, colours and fonts, and its languages as Word names them.

use super::logo::Prepared;
use crate::emit::document::Document;
use crate::model::Lang;
use crate::settings::{Colour, House, Paper};

/// The colour of titles and links where the house has none.
const ACCENT: Colour = Colour { rgb: [0x0f, 0x5e, 0x59] };
/// Margins of a page: at its sides, and at its top and bottom. In twips (1/20 point).
const SIDE: u32 = 964;
const EDGE: u32 = 850;

/// What a document is set with.
pub(super) struct Look<'a> {
    /// The colour of titles and links.
    pub(super) accent: Colour,
    /// The same, so light that one reads on it.
    pub(super) tint: Colour,
    /// The page.
    pub(super) page: Page,
    /// The family of Latin letters.
    pub(super) latin: &'a str,
    /// The language of what says no other.
    pub(super) lang: Lang,
    /// The language whose family East Asian letters have, unless a run says otherwise.
    pub(super) eastern: Lang,
    /// The picture at the top.
    pub(super) logo: Option<&'a Prepared>,
    /// What it shows, in words.
    pub(super) logo_words: Option<String>,
    house: &'a House,
}

/// A page across, in twips.
#[derive(Clone, Copy)]
pub(super) struct Page {
    /// Its long side.
    pub(super) width: u32,
    /// Its short side.
    pub(super) height: u32,
}

impl Page {
    /// Margins at the sides.
    pub(super) const SIDE: u32 = SIDE;
    /// Margins at top and bottom.
    pub(super) const EDGE: u32 = EDGE;

    fn of(paper: Paper) -> Self {
        let (short, long) = paper.millimetres();
        // papers are far from the ends of the type
        let twips = |millimetres: f64| (millimetres / 25.4 * 1440.0).round() as u32;
        Self { width: twips(long), height: twips(short) }
    }

    /// The width between the margins.
    pub(super) const fn inner(self) -> u32 {
        self.width - 2 * SIDE
    }
}

impl<'a> Look<'a> {
    pub(super) fn new(house: &'a House, document: &Document, logo: Option<&'a Prepared>, logo_words: Option<String>) -> Self {
        let accent = house.colour.unwrap_or(ACCENT);
        let eastern = document.languages.iter().copied().find(|lang| is_chinese(*lang)).unwrap_or(Lang::TC);
        Self {
            accent,
            tint: accent.mixed(Colour::WHITE, 238),
            page: Page::of(house.paper),
            latin: house.fonts.first().map_or("Arial", |family| family),
            lang: document.lang(),
            eastern,
            logo,
            logo_words,
            house,
        }
    }

    /// The family of East Asian letters in a language: the second of the house's, else its only one, else what Word brings.
    pub(super) fn eastern_family(&self, lang: Lang) -> &str {
        match (self.house.fonts.get(1).or(self.house.fonts.first()), is_simplified(lang)) {
            (Some(family), _) => family,
            (None, true) => "Microsoft YaHei",
            (None, false) => "Microsoft JhengHei",
        }
    }
}

/// A language's tag for Word, which knows Chinese by the place and not by the script.
pub(super) fn tag(lang: Lang) -> String {
    match lang {
        Lang::TC => "zh-HK".to_owned(),
        Lang::SC => "zh-CN".to_owned(),
        Lang::EN => "en-HK".to_owned(),
        other => other.tag().to_owned(),
    }
}

fn primary(lang: Lang) -> String {
    lang.tag().split('-').next().unwrap_or_default().to_owned()
}

pub(super) fn is_chinese(lang: Lang) -> bool {
    matches!(&*primary(lang), "zh" | "yue")
}

/// Whether its letters are those for which Word has a font and a language of their own.
pub(super) fn is_eastern(lang: Lang) -> bool {
    matches!(&*primary(lang), "zh" | "yue" | "ja" | "ko")
}

fn is_simplified(lang: Lang) -> bool {
    lang == Lang::SC || lang.tag().contains("Hans")
}

/// A colour as Word writes it: `0F5E59`.
pub(super) fn hex(colour: Colour) -> String {
    colour.to_string().trim_start_matches('#').to_uppercase()
}
