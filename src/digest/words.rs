//! Words that several digests say.

use super::{Cell, Run, Tone, Voice};
use crate::diagnostic::MessageLang;
use crate::edition::{Entry, Shift};
use crate::model::{Declared as _, Organisation};

/// A dataset by its name and id; `with_publisher` where ids alone do not tell whose it is.
pub(super) fn dataset(entry: &Entry<'_>, with_publisher: bool, voice: Voice) -> Cell {
    let name = entry.dataset.name.as_ref().and_then(|name| voice.theirs(name, entry.plan.original()));
    let publisher = entry.plan.publishers.first().filter(|_| with_publisher);
    let publisher = publisher.map(|id| entry.workspace.vocabulary.get::<Organisation>(id.value).id().value.to_string());
    let id = publisher.map_or_else(|| entry.id().to_owned(), |publisher| format!("{publisher}/{}", entry.id()));
    let name = name.unwrap_or_else(|| Run::new(voice.say("to be confirmed", "待定")).tone(Tone::Doubt));
    let name = if name.tone == Tone::Plain { name.tone(Tone::Strong) } else { name };
    Cell::of(vec![name.into(), Run::code(id).into()])
}

/// `5 months`; `3 to 14 months` where one date is a year; `12 days`.
pub(super) fn length(shift: Shift, voice: Voice) -> String {
    let days = shift.days.filter(|days| *days < 31).and_then(|days| usize::try_from(days).ok());
    let count = |number: i32| usize::try_from(number).unwrap_or(0);
    let (least, most) = (count(shift.least), count(shift.most));
    match (days, least == most) {
        (Some(days), _) => voice.count(days, "day", "天"),
        (None, true) if least == 0 => voice.say("within the month", "同月"),
        (None, true) => voice.count(least, "month", "個月"),
        (None, false) if voice.0 == MessageLang::English => format!("{least} to {most} months"),
        (None, false) => format!("{least} 至 {most} {}", voice.say("", "個月")),
    }
}

/// The same, `5 months later`.
pub(super) fn distance(shift: Shift, is_later: bool, voice: Voice) -> String {
    let length = length(shift, voice);
    match (voice.0, is_later) {
        (MessageLang::English, true) => format!("{length} later"),
        (MessageLang::English, false) => format!("{length} earlier"),
        (_, true) => voice.say("", "遲 ") + &length,
        (_, false) => voice.say("", "早 ") + &length,
    }
}
