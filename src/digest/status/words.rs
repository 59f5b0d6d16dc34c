//! The words for how a promise stands.

use super::count::Count;
use super::{Line, Run, Tone, Voice};
use crate::edition::State;

/// A short word, for the head of a column.
pub(super) fn name_of(state: State, voice: Voice) -> String {
    match state {
        State::Overdue => voice.say("overdue", "逾期"),
        State::Due => voice.say("due", "將到期"),
        State::Ahead => voice.say("ahead", "未到期"),
        State::Undated => voice.say("undated", "未定"),
        State::Early => voice.say("early", "提早"),
        State::OnTime => voice.say("on time", "準時"),
        State::Late => voice.say("late", "遲"),
        State::Withdrawn => voice.say("withdrawn", "撤回"),
        State::Out => voice.say("out", "已開放"),
    }
}

/// The same as a heading.
pub(super) fn heading(state: State, due: u32, voice: Voice) -> String {
    match state {
        State::Overdue => voice.say("Overdue", "逾期"),
        State::Due => voice.say(&format!("Due within {due} days"), &format!("{due} 天內到期")),
        State::Ahead => voice.say("Promised for later", "尚未到期"),
        State::Undated => voice.say("Promised without a date", "日期未定"),
        State::Early => voice.say("Released early", "提早開放"),
        State::OnTime => voice.say("Released on time", "準時開放"),
        State::Late => voice.say("Released late", "遲於承諾開放"),
        State::Withdrawn => voice.say("Withdrawn", "已撤回"),
        State::Out => voice.say("Out before this edition", "此前已開放"),
    }
}

pub(super) const fn tone(state: State) -> Tone {
    match state {
        State::Overdue | State::Late => Tone::Bad,
        State::Due | State::Undated => Tone::Doubt,
        State::Early | State::OnTime => Tone::Good,
        State::Ahead | State::Withdrawn | State::Out => Tone::Plain,
    }
}

/// Of what was due, how much was kept.
pub(super) fn judged(count: &Count, voice: Voice) -> Line {
    let kept = count.in_state(State::Early) + count.in_state(State::OnTime);
    let late = count.in_state(State::Late);
    let due = kept + late + count.in_state(State::Overdue);
    if due == 0 {
        return voice.say("Nothing was due so far.", "暫未有承諾到期。").into();
    }
    let of = voice.say(
        &format!("Of {due} promises that were due or kept, {kept} were kept in time, {late} late, {} not.", due - kept - late),
        &format!("已到期或已兌現的承諾共 {due} 項：準時 {kept} 項，遲於承諾 {late} 項，未兌現 {} 項。", due - kept - late),
    );
    let of = if due == 1 { of.replace("1 promises", "1 promise").replace("that were due", "that was due") } else { of };
    Run::new(of).tone(Tone::Strong).into()
}
