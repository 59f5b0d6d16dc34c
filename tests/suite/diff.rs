//! Laws of comparing editions, tried on plans made at random; and how alike names are.

use std::collections::BTreeMap;

use jsonschema::Validator;
use odp::diagnostic::MessageLang;
use odp::digest::{Digest, Form, Names, diff_digest, diff_json, diff_schema};
use odp::edition::{By, Change, Diff, Entry, Name, PieceKind, Value, breaking, diff};
use odp::files::Memory;
use odp::model::Workspace;
use odp::report::Look;
use odp::resolve::load;
use odp::settings::House;
use proptest::test_runner::TestCaseError;

use super::generate::{Case, editions, plans};
use super::laws::law;

fn fail(reason: impl Into<String>) -> TestCaseError {
    TestCaseError::fail(reason.into())
}

fn workspace(case: &Case) -> Workspace {
    let printed = case.print();
    load(&printed.memory(), &[printed.plan().to_owned()]).workspace
}

fn key(entry: &Entry<'_>) -> String {
    format!("{}/{}", entry.plan.id.value, entry.id())
}

/// A change the other way round.
fn mirrored(change: &Change) -> Change {
    let mut pieces = change.pieces.clone();
    for piece in &mut pieces {
        piece.kind = match piece.kind {
            PieceKind::Kept => PieceKind::Kept,
            PieceKind::Removed => PieceKind::Added,
            PieceKind::Added => PieceKind::Removed,
        };
    }
    // what was taken out is told before what was put in
    for at in 1..pieces.len() {
        if (pieces[at - 1].kind, pieces[at].kind) == (PieceKind::Added, PieceKind::Removed) {
            pieces.swap(at - 1, at);
        }
    }
    Change {
        kind: change.kind.mirror(),
        old: change.new.clone(),
        new: change.old.clone(),
        shift: change.shift.map(|shift| shift.mirror()),
        pieces,
        ..change.clone()
    }
}

/// Everything that a diff says, in an order that does not depend on its direction.
fn told(diff: &Diff<'_>, mirror: bool) -> Vec<String> {
    let side = |old: String, new: String| if mirror { (new, old) } else { (old, new) };
    let changes = |changes: &[Change]| {
        let all = changes.iter().map(|change| if mirror { mirrored(change) } else { change.clone() });
        let mut all: Vec<String> = all.map(|change| format!("{change:?}")).collect();
        all.sort();
        all
    };
    let (dropped, added) = if mirror { (&diff.added, &diff.dropped) } else { (&diff.dropped, &diff.added) };
    let gone = dropped.iter().map(|entry| format!("- {}", key(entry)));
    let come = added.iter().map(|entry| format!("+ {}", key(entry)));
    let pairs = diff.pairs.iter().map(|pair| {
        let sides = side(key(&pair.pair.old), key(&pair.pair.new));
        format!("{sides:?} {:?} {} {:?}", pair.pair.by, pair.pair.transferred, changes(&pair.changes))
    });
    let plans = diff.plans.iter().map(|plan| {
        let id = |plan: Option<&odp::model::Plan>| plan.map_or(String::new(), |plan| plan.id.value.to_string());
        format!("{:?} {:?}", side(id(plan.pair.old), id(plan.pair.new)), changes(&plan.changes))
    });
    let mut all: Vec<String> = gone.chain(come).chain(pairs).chain(plans).collect();
    all.sort();
    all
}

#[test]
fn nothing_changed_from_a_plan_to_itself() {
    law(24, plans(), |case| {
        let (one, other) = (workspace(&case), workspace(&Case { layout: case.layout.iter().rev().copied().collect(), ..case }));
        let diff = diff(&one, &other);
        if !diff.is_empty() {
            return Err(fail(told(&diff, false).join("\n")));
        }
        let breaks = breaking(&one, &other);
        if breaks.found.is_empty() { Ok(()) } else { Err(fail(format!("{:?}", breaks.found))) }
    });
}

#[test]
fn a_diff_the_other_way_round_is_its_mirror() {
    law(48, editions(), |editions| {
        let (old, new) = (workspace(&editions.old), workspace(&editions.new));
        let (there, back) = (told(&diff(&old, &new), false), told(&diff(&new, &old), true));
        if there == back { Ok(()) } else { Err(fail(format!("{there:#?}\n{back:#?}"))) }
    });
    // two plans that have nothing to do with each other
    law(16, (plans(), plans()), |(a, b)| {
        let (old, new) = (workspace(&a), workspace(&b));
        let (there, back) = (told(&diff(&old, &new), false), told(&diff(&new, &old), true));
        if there == back { Ok(()) } else { Err(fail(format!("{there:#?}\n{back:#?}"))) }
    });
}

#[test]
fn counts_add_up_and_the_document_is_as_its_schema_says() {
    let validator = schema();
    law(32, editions(), |editions| {
        let (old, new) = (workspace(&editions.old), workspace(&editions.new));
        let diff = diff(&old, &new);
        let document = diff_json(&diff, Names { old: "舊.odp", new: "新.odp" });
        let document: serde_json::Value = serde_json::from_str(&document).map_err(|error| fail(error.to_string()))?;
        if let Some(error) = validator.iter_errors(&document).next() {
            return Err(fail(format!("{error} at {}", error.instance_path())));
        }
        let number = |value: &serde_json::Value, key: &str| value[key].as_i64().unwrap_or(-1);
        let counts = &document["counts"];
        let real = |workspace: &Workspace| workspace.plans.iter().map(|plan| plan.datasets().count() as i64).sum::<i64>();
        let sums = [
            (number(counts, "old"), real(&old)),
            (number(counts, "new"), real(&new)),
            (number(counts, "old") + number(counts, "added") - number(counts, "dropped"), real(&new)),
            (number(counts, "changed") + number(counts, "unchanged") + number(counts, "dropped"), real(&old)),
        ];
        if sums.iter().any(|(told, real)| told != real) {
            return Err(fail(format!("{sums:?}")));
        }
        let mut halves: BTreeMap<(String, String), i64> = BTreeMap::new();
        for plan in &new.plans {
            for (place, _) in plan.datasets() {
                *halves.entry((place.section.letter.word().to_owned(), place.half.kind.word().to_owned())).or_default() += 1;
            }
        }
        for place in document["places"].as_array().into_iter().flatten() {
            let text = |key: &str| place[key].as_str().unwrap_or_default().to_owned();
            let is = halves.remove(&(text("section"), text("half"))).unwrap_or(0);
            let plus = number(place, "old") + number(place, "added") + number(place, "came");
            if plus - number(place, "dropped") - number(place, "went") != is || number(place, "new") != is {
                return Err(fail(format!("{place}: {is}")));
            }
        }
        if halves.is_empty() { Ok(()) } else { Err(fail(format!("not told: {halves:?}"))) }
    });
}

#[test]
fn every_break_is_a_change() {
    law(48, editions(), |editions| {
        let (old, new) = (workspace(&editions.old), workspace(&editions.new));
        let (diff, breaks) = (diff(&old, &new), breaking(&old, &new));
        let changed = |ids: &dyn Fn(&Entry<'_>, &Entry<'_>) -> bool| {
            diff.pairs.iter().any(|pair| ids(&pair.pair.old, &pair.pair.new) && !pair.changes.is_empty())
        };
        for finding in &breaks.found {
            let arg = |key: &str| {
                let found = finding.args.iter().find(|(name, _)| *name == key).map(|(_, arg)| format!("{arg:?}"));
                found.unwrap_or_default()
            };
            let is = |entry: &Entry<'_>| arg("dataset") == format!("{:?}", odp::diagnostic::Arg::from(entry.id()));
            let told = match finding.variant {
                "plan" => diff.plans.iter().any(|plan| plan.pair.new.is_none()),
                "likely" => diff.pairs.iter().any(|pair| is(&pair.pair.old) && matches!(pair.pair.by, By::Name(_))),
                _ => diff.dropped.iter().any(is) || changed(&|_, new| is(new)),
            };
            if !told {
                return Err(fail(format!("{finding:?}")));
            }
        }
        Ok(())
    });
}

#[test]
fn pieces_put_together_are_both_texts() {
    law(48, editions(), |editions| {
        let (old, new) = (workspace(&editions.old), workspace(&editions.new));
        let diff = diff(&old, &new);
        let changes = diff.pairs.iter().flat_map(|pair| &pair.changes).chain(diff.plans.iter().flat_map(|plan| &plan.changes));
        for change in changes.filter(|change| !change.pieces.is_empty()) {
            let without = |left_out: PieceKind| {
                let pieces = change.pieces.iter().filter(|piece| piece.kind != left_out);
                Value::One(pieces.map(|piece| piece.text.as_str()).collect())
            };
            if without(PieceKind::Added) != change.old || without(PieceKind::Removed) != change.new {
                return Err(fail(format!("{change:?}")));
            }
        }
        Ok(())
    });
}

#[test]
fn every_form_prints_any_diff_and_no_tag_of_an_author() {
    law(24, editions(), |editions| {
        let (old, new) = (workspace(&editions.old), workspace(&editions.new));
        let diff = diff(&old, &new);
        for lang in [MessageLang::English, MessageLang::Traditional, MessageLang::Simplified] {
            let digest = diff_digest(&diff, Names { old: "<b>舊</b>", new: "新" }, lang);
            for form in Form::ALL {
                let look = Look { colour: lang == MessageLang::English, width: 60, ..Look::default() };
                let text = digest.render(*form, &look, &House::default());
                let hidden = text.chars().find(|c| odp::source::is_hidden(*c) && *c != '\u{1b}');
                let bare: String = match form {
                    // code is shown as it is
                    Form::Markdown => text.split('`').step_by(2).collect(),
                    Form::Human | Form::Html => text.clone(),
                };
                if hidden.is_some() || (*form != Form::Human && (bare.contains("<b>") || text.contains('\u{1b}'))) {
                    return Err(fail(text));
                }
            }
        }
        Ok(())
    });
}

fn schema() -> Validator {
    let schema = serde_json::from_str(diff_schema()).expect("the schema is JSON");
    jsonschema::validator_for(&schema).expect("the schema is one")
}

#[test]
fn the_schema_names_every_kind_of_change() {
    let schema: serde_json::Value = serde_json::from_str(diff_schema()).expect("JSON");
    let told = schema["$defs"]["change"]["properties"]["kind"]["enum"].as_array().expect("a list").clone();
    let known: Vec<serde_json::Value> = odp::edition::Kind::ALL.iter().map(|kind| kind.word().into()).collect();
    assert_eq!(told, known);
}

#[test]
fn a_page_without_sections_is_a_page() {
    let digest = Digest { title: "𨋢".into(), ..Digest::default() };
    assert!(digest.render(Form::Html, &Look::default(), &House::default()).contains("<h1>𨋢</h1>"));
    assert_eq!(digest.render(Form::Markdown, &Look::default(), &House::default()), "# 𨋢\n");
    assert_eq!(digest.render(Form::Human, &Look::default(), &House::default()), "𨋢\n");
}

#[test]
fn names_are_folded_before_they_are_compared() {
    let likeness = |a: &str, b: &str| Name::new(a).likeness(&Name::new(b));
    for (a, b) in [
        ("公共圖書館名單", "公共图书馆名单"),
        ("食物衛生（２０２６年）", "食物衞生(2026年)"),
        ("Cyberport  Community—Companies", "cyberport community companies"),
        ("Ｌｉｆｔ紀錄（𨋢）", "lift紀錄 𨋢"),
    ] {
        assert!((likeness(a, b) - 1.0).abs() < f64::EPSILON, "{a} {b}: {}", likeness(a, b));
    }
    // alike: another order of words, a word more, a slip of the pen
    for (a, b) in [
        ("Cyberport community companies", "Community companies of Cyberport"),
        ("Data on Approved Projects of the TechConnect", "Approved Projects of TechConnect Data"),
        ("已獲批的科技統籌（整體撥款）項目", "已獲批的科技統籌項目（整體撥款）"),
        ("升降機（𨋢）檢驗紀錄", "升降機檢驗紀錄"),
        ("Records of lift inspections", "Record of lift inspection"),
    ] {
        let found = likeness(a, b);
        assert!((odp::edition::LIKELY..1.0).contains(&found), "{a} / {b}: {found}");
    }
    // not alike: other figures, other things
    for (a, b) in [
        ("2023年人口統計", "2024年人口統計"),
        ("第1期工業村租戶名單", "第2期工業村租戶名單"),
        ("公共圖書館名單", "公共泳池名單"),
        ("Ferry timetables", "Ferry accidents"),
        ("", "公園"),
        ("？！", "？！"),
    ] {
        let found = likeness(a, b);
        assert!(found < odp::edition::LIKELY, "{a} / {b}: {found}");
    }
}

/// What is left of a name whatever its script.
fn letters(name: &str) -> String {
    odp::model::to_simplified(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn likeness_is_the_same_both_ways_and_between_nothing_and_one() {
    law(512, ("[公共圖書館泳池名單𨋢 a-d0-3]{0,12}", "[公共圖書館泳池名單𨋢 a-d0-3]{0,12}"), |(a, b)| {
        let (one, other) = (Name::new(&a), Name::new(&b));
        let (there, back) = (one.likeness(&other), other.likeness(&one));
        let holds =
            (there - back).abs() < f64::EPSILON && (0.0..=1.0).contains(&there) && (there < 1.0 || letters(&a) == letters(&b));
        if holds { Ok(()) } else { Err(fail(format!("{there} {back}"))) }
    });
}

/// A plan with a dataset for each name.
fn called(prefix: &str, names: impl Iterator<Item = String>) -> Workspace {
    let of = |(index, name): (usize, String)| {
        let rest = "description: tc \"甲\"; category: food; target: 2026-06; frequency: daily";
        format!("dataset {prefix}{index} {{ name: tc \"{name}\"; {rest} }}\n")
    };
    let datasets: String = names.enumerate().map(of).collect();
    let text = format!(
        "odp 1\nuse \"odp:hk/2026\"\nplan p 2026..2026 {{\ntitle: tc \"甲\"\npublisher: @hk-itib\nissued: 2025-12\nlanguages: tc\n\
         section A {{\nspatial none\nnon-spatial {{\n{datasets}}}\n}}\nsection C none\nsection D none\n}}\n"
    );
    load(&Memory::new().with("plan.odp", text), &["plan.odp".to_owned()]).workspace
}

#[test]
fn the_most_alike_are_paired_first_and_the_same_both_ways() {
    let names = || proptest::collection::vec("[公共圖書𨋢]{4,6}", 1..7);
    law(256, (names(), names()), |(olds, news)| {
        let (old, new) = (called("a", olds.iter().cloned()), called("b", news.iter().cloned()));
        let there = diff(&old, &new);
        if told(&there, false) != told(&diff(&new, &old), true) {
            return Err(fail("another pairing the other way round"));
        }
        let likeness = |a: &Entry<'_>, b: &Entry<'_>| {
            a.dataset.name.as_ref().zip(b.dataset.name.as_ref()).map_or(0.0, |(a, b)| odp::edition::likeness(a, b))
        };
        let paired = |is: &dyn Fn(&odp::edition::Pair<'_>) -> bool| {
            let found = there.pairs.iter().find(|pair| is(&pair.pair));
            found.map_or(0.0, |pair| if let By::Name(likeness) = pair.pair.by { likeness } else { 1.0 })
        };
        if there.pairs.len() + there.dropped.len() != olds.len() || there.pairs.len() + there.added.len() != news.len() {
            return Err(fail("a dataset is lost or doubled"));
        }
        for one in there.pairs.iter().map(|pair| pair.pair.old).chain(there.dropped.iter().copied()) {
            for other in there.pairs.iter().map(|pair| pair.pair.new).chain(there.added.iter().copied()) {
                let alike = likeness(&one, &other);
                let kept = paired(&|pair| pair.old.id() == one.id()).max(paired(&|pair| pair.new.id() == other.id()));
                if alike >= odp::edition::LIKELY && kept < alike {
                    return Err(fail(format!("{} and {} are {alike} alike, and paired by {kept}", one.id(), other.id())));
                }
            }
        }
        Ok(())
    });
}

#[test]
fn many_names_and_long_ones_take_no_long_time() {
    let long = "升降機".repeat(400_000);
    assert!((Name::new(&long).likeness(&Name::new(&long)) - 1.0).abs() < f64::EPSILON);
    let many = |name: &'static str| called(name, (0..1_100).map(move |index| format!("{name}{index}")));
    let (old, new) = (many("a"), many("b"));
    let diff = diff(&old, &new);
    assert_eq!((diff.dropped.len(), diff.added.len(), diff.pairs.len()), (1_100, 1_100, 0), "too many to compare by name");
}
