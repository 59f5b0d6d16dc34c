//! One mistake is one report, on its line: the law that `cargo bench --bench planted` measures, over fixed seeds.

#[path = "../../benches/planted/judge.rs"]
mod judge;
#[path = "../../benches/planted/plant.rs"]
mod plant;

#[test]
fn mistakes_are_reported_where_they_are() {
    let text = std::fs::read_to_string("plans/itib-2026.odp").expect("the plan");
    let tally = judge::judge(&text, 1, 10);
    assert_eq!(tally.planted, 10 * plant::KINDS.len());
    assert!(tally.is_good(), "{} misses:\n{}", tally.misses.len(), tally.misses.join("\n\n"));
}

#[test]
fn mistakes_do_not_hide_each_other() {
    let text = std::fs::read_to_string("plans/itib-2026.odp").expect("the plan");
    let hidden: Vec<String> = (1..=20).filter_map(|seed| judge::together(&text, seed)).collect();
    assert!(hidden.len() <= 1, "{} of 20 plans:\n{}", hidden.len(), hidden.join("\n\n"));
}
