//! How promises stand, as a plot: a bar for each bureau, its parts told by pattern and number as well as by colour.

use maud::{Markup, PreEscaped, html};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use super::count::{Count, Group, by_bureau};
use super::words::name_of;
use super::{MessageLang, State, Status, Voice};
use crate::source::visible;

/// The parts of a bar, from left to right: what is out before an edition is no promise of it.
static PARTS: &[State] =
    &[State::Early, State::OnTime, State::Late, State::Overdue, State::Due, State::Ahead, State::Undated, State::Withdrawn];

/// Measures in pixels.
const WIDTH: usize = 760;
const NAMES: usize = 252;
const BARS: usize = 460;
const ROW: usize = 28;
const BAR: usize = 18;
const TOP: usize = 80;
const HALF_CELL: usize = 7;

/// The look by day and by night; patterns, so that no part is told by its colour alone.
static STYLE: &str = "\
text{font:13px system-ui,'Noto Sans HK','PingFang HK','Microsoft JhengHei',sans-serif;fill:#1c1c1a}\
.title{font-size:16px;font-weight:600}.soft{fill:#595955}.on{fill:#fff}.in{font-size:12px;text-anchor:middle}\
.early,.on-time{fill:#17653a}.early{fill:#2f7d51}.late{fill:#b05a00}.overdue{fill:#a4262c}\
.due{fill:#ffe2a8;stroke:#855600}.ahead{fill:#e4e4df;stroke:#76766f}.undated{fill:#fff;stroke:#76766f;stroke-dasharray:2 2}\
.withdrawn{fill:#fff;stroke:#76766f}.mark{stroke:#fff;stroke-width:2;fill:none}.line{stroke:#76766f;fill:none}\
@media (prefers-color-scheme:dark){svg{background:#161614}text{fill:#ecece6}.soft{fill:#b3b3ab}\
.on{fill:#fff}.dark{fill:#1c1c1a}.undated,.withdrawn{fill:#161614}}";

/// A plot as SVG, with its numbers as a description for those who do not see it.
#[must_use]
pub fn plot(status: &Status<'_>, lang: MessageLang) -> String {
    let voice = Voice(lang);
    let groups = by_bureau(status, voice);
    let promised = |count: &Count| PARTS.iter().map(|state| count.in_state(*state)).sum::<usize>();
    let longest = groups.iter().map(|group| promised(&group.count)).max().unwrap_or(0).max(1);
    let all = groups.iter().fold(Count::default(), |all, group| all.and(&group.count));
    let used: Vec<State> = PARTS.iter().copied().filter(|state| all.in_state(*state) > 0).collect();
    let title = voice.say("How promises stand, ", "承諾進度，截至 ") + &voice.say("as of ", "") + &status.judge.as_of.to_string();
    let told: Vec<String> = groups.iter().map(|group| told(group, &used, voice)).collect();
    let height = TOP + groups.len() * ROW + 12;
    let svg = html! {
        svg xmlns="http://www.w3.org/2000/svg" width=(WIDTH) height=(height) viewBox={ "0 0 " (WIDTH) " " (height) } role="img"
            lang=(voice.lang().tag()) aria-labelledby="title numbers" {
            title id="title" { (title) }
            desc id="numbers" { (visible(&told.join(&voice.say("; ", "；")))) }
            style { (PreEscaped(STYLE)) }
            defs { (patterns()) }
            text class="title" x="12" y="28" { (title) }
            (legend(&used, voice))
            @for (index, group) in groups.iter().enumerate() {
                (row(group, &used, TOP + index * ROW, longest))
            }
        }
    };
    svg.into_string() + "\n"
}

/// `運輸署：準時 3，逾期 1`
fn told(group: &Group, used: &[State], voice: Voice) -> String {
    let counts = used.iter().map(|state| (state, group.count.in_state(*state))).filter(|(_, count)| *count > 0);
    let counts: Vec<String> = counts.map(|(state, count)| format!("{} {count}", name_of(*state, voice))).collect();
    format!("{}{}{}", group.name.plain(), voice.colon(), voice.list(&counts))
}

fn patterns() -> Markup {
    html! {
        pattern id="stripes" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
            path class="mark" d="M0 0v7" {}
        }
        pattern id="cross" width="8" height="8" patternUnits="userSpaceOnUse" { path class="mark" d="M0 0l8 8M8 0L0 8" {} }
        pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse" { circle cx="3" cy="3" r="1" fill="#855600" {} }
        pattern id="lines" width="5" height="5" patternUnits="userSpaceOnUse" { path class="line" d="M0 2.5h5" {} }
    }
}

/// The pattern over a part's colour.
const fn pattern(state: State) -> Option<&'static str> {
    match state {
        State::Late => Some("stripes"),
        State::Overdue => Some("cross"),
        State::Due => Some("dots"),
        State::Withdrawn => Some("lines"),
        State::Early | State::OnTime | State::Ahead | State::Undated | State::Out => None,
    }
}

fn part(state: State, x: usize, y: usize, width: usize) -> Markup {
    html! {
        rect class=(state.word()) x=(x) y=(y) width=(width) height=(BAR) {}
        @if let Some(pattern) = pattern(state) {
            rect x=(x) y=(y) width=(width) height=(BAR) fill={ "url(#" (pattern) ")" } opacity=".45" {}
        }
    }
}

fn legend(used: &[State], voice: Voice) -> Markup {
    let mut x = 12;
    let mut entries = Vec::new();
    for state in used {
        let name = name_of(*state, voice);
        let width = 26 + name.width() * HALF_CELL + 18;
        entries.push((*state, name, x));
        x += width;
    }
    html! {
        @for (state, name, x) in entries {
            (part(state, x, 44, 20))
            text class="soft" x=(x + 26) y="58" { (name) }
        }
    }
}

fn row(group: &Group, used: &[State], y: usize, longest: usize) -> Markup {
    let name = shortened(&group.name.plain(), (NAMES - 24) / HALF_CELL);
    let mut x = NAMES;
    let mut parts = Vec::new();
    for state in used {
        let count = group.count.in_state(*state);
        let width = count * BARS / longest;
        if count > 0 {
            parts.push((*state, count, x, width.max(3)));
            x += width.max(3);
        }
    }
    let is_dark = |state: State| matches!(state, State::Early | State::OnTime | State::Late | State::Overdue);
    html! {
        text x="12" y=(y + 14) { (visible(&name)) }
        @if parts.is_empty() { text class="soft" x=(NAMES) y=(y + 14) { "–" } }
        @for (state, count, x, width) in parts {
            (part(state, x, y, width))
            @if width >= 8 * count.to_string().len() + 4 {
                text class=(if is_dark(state) { "in on" } else if matches!(state, State::Due | State::Ahead) { "in dark" } else { "in" })
                    x=(x + width / 2) y=(y + 14) { (count) }
            }
        }
    }
}

/// A name that takes so many half cells at most.
fn shortened(name: &str, most: usize) -> String {
    if name.width() <= most {
        return name.to_owned();
    }
    let mut width = 1;
    let fits = |character: &char| {
        width += character.width().unwrap_or(0);
        width <= most
    };
    name.chars().take_while(fits).chain(['…']).collect()
}
