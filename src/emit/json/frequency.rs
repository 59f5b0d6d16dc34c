//! Update frequencies: each with its ISO 8601 period and its codes, and the author's words for the whole cell.

use std::borrow::Cow;

use serde::Serialize;

use super::text::Filled;
use super::{Context, Texts};
use crate::emit::frequency::{code, codes};
use crate::model::{Frequencies, Frequency};

/// What stands in a dataset's frequency cell.
#[derive(Serialize)]
pub(super) struct Cell<'a> {
    items: Vec<Item<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<Texts<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Item<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    code: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    eu: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    iso19115: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dublin_core: Option<&'a str>,
    label: Label<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Label<'a> {
    Declared(Texts<'a>),
    Counted(Filled),
}

impl<'a> Cell<'a> {
    pub(super) fn of(context: Context<'a>, all: &'a Frequencies) -> Self {
        let items = all.items.iter().map(|item| Item::of(context, item.value)).collect();
        Self { items, words: all.words.as_ref().map(|words| context.text(words)) }
    }
}

impl<'a> Item<'a> {
    fn of(context: Context<'a>, frequency: Frequency) -> Self {
        let vocabulary = context.vocabulary;
        let codes = codes(frequency, vocabulary);
        let (id, period, label) = match frequency {
            Frequency::Named(id) => {
                let named = vocabulary.get(id);
                (Some(&*named.id.value), named.period.as_deref().map(Cow::Borrowed), Label::Declared(context.text(&named.label)))
            }
            counted => {
                let words = |lang| context.plan.words.frequency(counted, vocabulary, lang);
                (None, counted.duration().map(Cow::Owned), Label::Counted(context.wording(&wording(counted), words)))
            }
        };
        let code = code(frequency, vocabulary);
        Self { id, code, period, eu: codes.eu, iso19115: codes.iso19115, dublin_core: codes.dublin_core, label }
    }
}

/// The wording that a frequency that counts is printed with.
fn wording(frequency: Frequency) -> String {
    match frequency {
        Frequency::Named(_) => String::new(),
        Frequency::Every(1, unit) => format!("every-{}", unit.word()),
        Frequency::Every(_, unit) => format!("every-{}s", unit.word()),
        Frequency::Times(_, unit) => format!("times-a-{}", unit.word()),
    }
}
