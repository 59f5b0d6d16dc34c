//! How promises stand, as a badge for a README: SVG, in the form that such badges have.

use maud::html;
use unicode_width::UnicodeWidthStr as _;

use super::count::Count;
use super::{MessageLang, State, Status, Voice};
use crate::source::visible;

/// Half a cell in pixels, at the size of the words.
const HALF: usize = 6;
const PADDING: usize = 6;
const HEIGHT: usize = 20;

/// A badge: `open data plan | 4 of 9 out, 1 overdue`.
#[must_use]
pub fn badge(status: &Status<'_>, lang: MessageLang) -> String {
    let voice = Voice(lang);
    let count = Count::of(&status.promises);
    let out: usize = [State::Early, State::OnTime, State::Late].into_iter().map(|state| count.in_state(state)).sum();
    let gone = count.in_state(State::Withdrawn) + count.in_state(State::Out);
    let (overdue, all) = (count.in_state(State::Overdue), count.all() - gone);
    let label = voice.say("open data plan", "開放數據計劃");
    let mut value = voice.say(&format!("{out} of {all} out"), &format!("已開放 {out}／{all}"));
    if overdue > 0 {
        value += &voice.say(&format!(", {overdue} overdue"), &format!("，逾期 {overdue}"));
    }
    // dark enough for white words: a contrast of 4.5 or more
    let colour = match (overdue, count.in_state(State::Due) + count.in_state(State::Undated)) {
        (0, 0) => "#17653a",
        (0, _) => "#855600",
        _ => "#a4262c",
    };
    let width = |words: &str| words.width() * HALF + 2 * PADDING;
    let (left, right) = (width(&label), width(&value));
    let said = visible(&format!("{label}{}{value}", voice.colon())).into_owned();
    let words = |text: &str, at: usize, width: usize| {
        html! { text x=(at + width / 2) y="14" textLength=(width - 2 * PADDING) { (visible(text)) } }
    };
    let svg = html! {
        svg xmlns="http://www.w3.org/2000/svg" width=(left + right) height=(HEIGHT) role="img" aria-label=(said)
            lang=(voice.lang().tag()) {
            title { (said) }
            rect width=(left + right) height=(HEIGHT) rx="3" fill="#444" {}
            path d={ "M" (left) " 0h" (right - 3) "a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H" (left) "z" } fill=(colour) {}
            g fill="#fff" text-anchor="middle" font-family="Verdana,'Noto Sans HK','PingFang HK','Microsoft JhengHei',sans-serif"
                font-size="11" {
                (words(&label, 0, left)) (words(&value, left, right))
            }
        }
    };
    svg.into_string() + "\n"
}
