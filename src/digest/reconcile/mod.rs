//! Plans beside a portal, as a digest and as JSON.

mod json;
mod rows;

pub use json::{reconcile_json, reconcile_schema};

use self::rows::Writer;
use super::{Digest, Fact, Line, Part, Run, Section, Tone, Voice, quoted};
use crate::diagnostic::MessageLang;
use crate::edition::reconcile::{By, Edit, Found, Kind, Reconciliation};
use crate::model::Portal;

/// What came of the edits to plans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    /// They are shown only.
    Shown,
    /// They are in the files.
    Written,
}

/// Plans beside a portal, for people. `listed` is the listing as the command line names it.
#[must_use]
pub fn reconcile_digest(of: &Reconciliation<'_>, listed: &str, edits: &[Edit], put: Put, lang: MessageLang) -> Digest {
    let voice = Voice(lang);
    let writer = Writer { of, voice, is_one: of.workspace.plans.len() == 1 };
    let (sure, likely): (Vec<&Found<'_>>, Vec<&Found<'_>>) = of.found.iter().partition(|found| found.by.is_sure());
    let by_name: Vec<&Found<'_>> = sure.iter().copied().filter(|found| found.by != By::Id).collect();
    let mut sections = Vec::new();
    let mut add = |heading: String, count: usize, parts: Vec<Part>| {
        if count > 0 {
            let count = Run::new(voice.aside(&count.to_string())).tone(Tone::Soft);
            sections.push(Section::new(Line::from(heading).and(count), parts));
        }
    };
    let heading = voice.say("Missing, though said to be released", "缺少（計劃列為已開放）");
    add(heading, of.missing.len(), vec![writer.entries(&of.missing)]);
    add(voice.say("On the portal, in no plan", "平台上有，計劃未有"), of.unplanned.len(), vec![writer.unplanned()]);
    let differing = |all: &[&Found<'_>]| all.iter().filter(|found| !found.differences.is_empty()).count();
    add(voice.say("Different on the portal", "平台上不同"), differing(&sure), vec![writer.differences(&sure)]);
    let heading = voice.say("Found by name", "憑名稱找到");
    add(heading, by_name.len(), vec![writer.guesses(&by_name)]);
    let advice = voice.say(
        "Only the names are alike, and not enough to act upon. Where it is so, write the id in the plan's `portal` field; where it is not, nothing.",
        "只有名稱相近，未足以據此更改。如屬同一數據集，請在計劃的 `portal` 欄位寫上識別碼；如否，則無須處理。",
    );
    let parts = vec![Part::Paragraph(quoted(&advice)), writer.guesses(&likely)];
    add(voice.say("Likely on the portal", "很可能在平台上"), likely.len(), parts);
    let heading = voice.say("Different, if it is the same dataset", "不同之處（如屬同一數據集）");
    add(heading, differing(&likely), vec![writer.differences(&likely)]);
    let advice = match put {
        Put::Shown => {
            voice.say("`--diff` shows them as a diff, `--fix` puts them in.", "`--diff` 以差異顯示，`--fix` 寫入計劃。")
        }
        Put::Written => voice.say("They were put into the plans.", "已寫入計劃。"),
    };
    let parts = vec![Part::Paragraph(quoted(&advice)), writer.edits(edits)];
    add(voice.say("What the plans can take over", "計劃可採納的資料"), edits.len(), parts);
    Digest {
        lang,
        title: voice.say("Plans and portal", "計劃與平台").into(),
        facts: facts(&writer, listed),
        lead: vec![Part::Paragraph(summary(of, voice).into())].into_iter().chain(events(of, voice)).collect(),
        sections,
        notes: notes(of, voice),
    }
}

fn facts(writer: &Writer<'_, '_>, listed: &str) -> Vec<Fact> {
    let (of, voice) = (writer.of, writer.voice);
    let count = voice.aside(&voice.entries(of.listing.entries.len()));
    let mut facts = vec![Fact { label: voice.say("listing", "列表"), value: Line::from(Run::code(listed)).and(count) }];
    if let Some(portal) = of.options.portal.map(|id| of.workspace.vocabulary.get::<Portal>(id)) {
        let value = voice.theirs(&portal.name, voice.lang()).map_or_else(|| Run::code(&*portal.id.value).into(), Line::from);
        facts.push(Fact { label: voice.say("portal", "平台"), value });
    }
    let datasets: usize = of.workspace.plans.iter().map(|plan| plan.datasets().count()).sum();
    let plans = of.workspace.plans.len();
    let plans = voice.count(plans, "plan", "份計劃") + &voice.aside(&voice.count(datasets, "dataset", "個數據集"));
    facts.push(Fact { label: voice.say("plans", "計劃"), value: plans.into() });
    facts.push(Fact { label: voice.say("as of", "截至"), value: of.options.as_of.to_string().into() });
    facts
}

/// The sum: `Datasets: 12 found, 1 missing, 4 not out yet.`
fn summary(of: &Reconciliation<'_>, voice: Voice) -> String {
    let (sure, likely): (Vec<&Found<'_>>, Vec<&Found<'_>>) = of.found.iter().partition(|found| found.by.is_sure());
    let counts = [
        (sure.len(), "found", "找到"),
        (likely.len(), "likely found", "很可能找到"),
        (of.missing.len(), "missing", "缺少"),
        (of.awaited.len(), "not there and not said to be", "不在平台上，計劃亦未列為已開放"),
    ];
    let told = counts.into_iter().enumerate().filter(|(at, (count, ..))| *at == 0 || *count > 0);
    let told =
        told.map(|(_, (count, english, chinese))| voice.say(&format!("{count} {english}"), &format!("{chinese} {count} 個")));
    voice.say("Datasets: ", "數據集：") + &voice.list(&told.collect::<Vec<_>>()) + &voice.say(".", "。")
}

/// How many of what was surely found differ, and in what.
fn events(of: &Reconciliation<'_>, voice: Voice) -> Option<Part> {
    let count = |kind: Kind| {
        let sure = of.found.iter().filter(|found| found.by.is_sure());
        sure.filter(|found| found.differences.iter().any(|one| one.kind == kind)).count()
    };
    let told = Kind::ALL.into_iter().map(|kind| (count(kind), kind)).filter(|(count, _)| *count > 0);
    let told = told.map(|(count, kind)| {
        let (tone, english, chinese) = rows::event(kind);
        Line::from(Run::new(voice.say(&format!("{count} {english}"), &format!("{chinese}：{count} 個"))).tone(tone))
    });
    let mut told: Vec<Line> = told.collect();
    if !of.unplanned.is_empty() {
        let count = of.unplanned.len();
        told.push(voice.say(&format!("{count} on the portal, in no plan"), &format!("平台上有，計劃未有：{count} 個")).into());
    }
    (!told.is_empty()).then_some(Part::List(told))
}

fn notes(of: &Reconciliation<'_>, voice: Voice) -> Vec<Line> {
    let mut notes = Vec::new();
    if of.others > 0 {
        let count = voice.entries(of.others);
        notes.push(
            voice
                .say(&format!("{count} of other organisations were left aside."), &format!("其他機構的條目（{count}）不予列出。"))
                .into(),
        );
    }
    if !of.compared {
        let words = voice.say(
            "There are too many names to compare: what no id tells was not looked for.",
            "名稱過多，沒有比對：只憑識別碼尋找。",
        );
        notes.push(Run::new(words).tone(Tone::Doubt).into());
    }
    notes
}

impl Voice {
    /// `1 entry`, `12 entries`.
    fn entries(self, count: usize) -> String {
        let english = if count == 1 { "1 entry".to_owned() } else { format!("{count} entries") };
        self.say(&english, &format!("{count} 個條目"))
    }
}
