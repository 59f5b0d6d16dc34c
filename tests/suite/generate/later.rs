//! The next edition of a generated plan: some datasets go, come under another id, slip, come out, change their worth or place.

use odp::model::HalfKind;

use super::spec::{Content, Dataset, Half, Said, Set, Spec, When, Words};
use super::tape::Tape;

/// Another edition of a plan, which need not be valid.
pub fn later(spec: &Spec, tape: &mut Tape) -> Spec {
    let mut next = spec.clone();
    for section in &mut next.sections {
        match &mut section.content {
            Content::None => {}
            Content::Halves(halves) => halves.iter_mut().for_each(|half| change_half(half, tape)),
            Content::Bodies(bodies) => {
                bodies.iter_mut().flat_map(|body| body.halves.iter_mut().flatten()).for_each(|half| change_half(half, tape));
            }
        }
        if let Content::Halves(halves) = &mut section.content {
            cross(halves, tape);
        }
    }
    if tape.once_in(3) {
        next.title = words(tape);
        next.updated = None;
    }
    next
}

/// A dataset goes to the other half.
fn cross(halves: &mut [Half], tape: &mut Tape) {
    let [one, other] = halves else { return };
    if !tape.once_in(3) || other.none || other.kind != HalfKind::NonSpatial {
        return;
    }
    if let Some(mut moved) = one.datasets.pop() {
        moved.own.geometry = None;
        moved.own.crs = None;
        moved.own.scale = None;
        moved.own.coverage = None;
        other.datasets.push(moved);
    }
}

fn change_half(half: &mut Half, tape: &mut Tape) {
    if tape.once_in(3) && !half.datasets.is_empty() {
        let at = tape.below(half.datasets.len());
        half.datasets.remove(at);
    }
    if tape.once_in(3) {
        half.datasets.reverse();
    }
    half.datasets.iter_mut().for_each(|dataset| change(dataset, tape));
}

fn change(dataset: &mut Dataset, tape: &mut Tape) {
    if tape.once_in(4) {
        let new = format!("{}-z", dataset.id);
        let old = std::mem::replace(&mut dataset.id, new);
        dataset.written = dataset.id.clone();
        if tape.once_in(2) {
            dataset.formerly.push(old);
        }
    }
    if let (true, Some(Some(target))) = (tape.once_in(2), dataset.target) {
        let later = When::month(target.first_month() + tape.between(-6, 14));
        if tape.once_in(2) {
            dataset.slips.push((target, Some(later), words(tape)));
        }
        dataset.target = Some(Some(later));
    }
    match tape.below(12) {
        0 => dataset.released = Some(Some(When::Month(2026, 3))),
        1 => dataset.withdrawn = Some((When::Month(2026, 4), words(tape))),
        2 => dataset.frequency = None,
        3 => dataset.name = words(tape),
        4 => dataset.description = vec![Said::Words(words(tape))],
        5 => dataset.note = Some(Said::Words(words(tape))),
        6 => dataset.own.formats = Some(Set::Cancelled),
        7 => dataset.own.keywords = Some(Set::To(vec![words(tape)])),
        8 => dataset.own.portal = Some(Set::Cancelled),
        9 => dataset.target = Some(None),
        _ => {}
    }
}

fn words(tape: &mut Tape) -> Words {
    let tc = ["升降機（𨋢）檢查紀錄。", "數據，改過", "碼頭工程"];
    let en = ["Records of lifts.", "Data, changed", "Works at piers"];
    match tape.below(5) {
        0 => Words::Pending,
        1 => Words::In(vec![("tc", Some(tape.pick(&tc).to_owned())), ("en", None)]),
        _ => Words::In(vec![("tc", Some(tape.pick(&tc).to_owned())), ("en", Some(tape.pick(&en).to_owned()))]),
    }
}
