//! Styles: the languages and the lists that paragraphs and runs have by them.

use std::collections::BTreeMap;

use super::super::xml::Element;
use crate::import::tags::{is_han, lang_of_tag};
use crate::model::{Lang, to_simplified};

/// How many styles a style may be based on, one on the other.
const CHAIN: usize = 20;

/// The tags of a run: of its Latin letters, and of its East Asian ones.
#[derive(Clone, Debug, Default)]
pub(super) struct Tags {
    pub(super) latin: Option<String>,
    pub(super) eastern: Option<String>,
}

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    tags: Tags,
    /// The list and its level.
    list: Option<(String, usize)>,
}

/// The styles of a document by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles {
    all: BTreeMap<String, Style>,
    default: Tags,
}

impl Tags {
    /// Those that properties of a run state.
    pub(super) fn of(properties: Option<&Element>) -> Self {
        let lang = properties.and_then(|of| of.child("lang"));
        let tag = |name| lang.and_then(|lang| lang.get(name)).map(str::to_owned);
        Self { latin: tag("val"), eastern: tag("eastAsia") }
    }

    /// These, else the others.
    pub(super) fn or(self, others: &Self) -> Self {
        Self { latin: self.latin.or_else(|| others.latin.clone()), eastern: self.eastern.or_else(|| others.eastern.clone()) }
    }

    /// The language of a text that is marked so. Traditional characters are none of Simplified Chinese, whatever the mark.
    pub(super) fn lang(&self, text: &str) -> Lang {
        let known =
            |tag: &Option<String>| tag.as_deref().and_then(lang_of_tag).filter(|lang| matches!(*lang, Lang::TC | Lang::SC));
        let chinese = known(&self.eastern).filter(|_| text.chars().any(is_han)).or_else(|| known(&self.latin));
        match chinese {
            Some(Lang::SC) if to_simplified(text) != text => Lang::TC,
            Some(lang) => lang,
            None if text.chars().any(is_han) => Lang::TC,
            None => self.latin.as_deref().and_then(lang_of_tag).unwrap_or(Lang::EN),
        }
    }
}

impl Styles {
    pub(super) fn of(part: Option<&Element>) -> Self {
        let mut styles = Self::default();
        let Some(part) = part else { return styles };
        let defaults = part.child("docDefaults").and_then(|all| all.child("rPrDefault"));
        styles.default = Tags::of(defaults.and_then(|all| all.child("rPr")));
        for style in part.elements().filter(|element| *element.name == *"style") {
            let Some(id) = style.get("styleId") else { continue };
            let based_on = style.child("basedOn").and_then(|style| style.get("val")).map(str::to_owned);
            let list = style.child("pPr").and_then(list);
            styles.all.insert(id.to_owned(), Style { based_on, tags: Tags::of(style.child("rPr")), list });
        }
        styles
    }

    /// A style and those that it is based on.
    fn chain(&self, id: &str) -> impl Iterator<Item = &Style> {
        let next = |style: &&Style| self.all.get(style.based_on.as_deref()?);
        std::iter::successors(self.all.get(id), next).take(CHAIN)
    }

    /// The tags of a run in a paragraph, by their styles.
    pub(super) fn tags(&self, run: &str, paragraph: &str) -> Tags {
        let chain = self.chain(run).chain(self.chain(paragraph));
        chain.fold(Tags::default(), |tags, style| tags.or(&style.tags)).or(&self.default)
    }

    /// The list that paragraphs of a style belong to.
    pub(super) fn list(&self, id: &str) -> Option<(String, usize)> {
        self.chain(id).find_map(|style| style.list.clone())
    }
}

/// The list that properties of a paragraph state, and the level in it.
pub(super) fn list(properties: &Element) -> Option<(String, usize)> {
    let numbering = properties.child("numPr")?;
    let level = numbering.child("ilvl").and_then(|level| level.get("val")?.parse().ok()).unwrap_or(0);
    Some((numbering.child("numId")?.get("val")?.to_owned(), level))
}
