//! How well one mistake is reported: `cargo bench --bench planted [-- --seed N] [--count N] [--plan FILE]`.
//!
//! Plants `count` mistakes of each kind in the plan (ten by default), one at a time, from seed `N` on. A mistake is reported well
//! where the first finding stands on its line (of a deleted bracket or quotation mark, on its line or on its partner's) and at most
//! one more follows. A mistake that leaves a plan without findings is none: the next seed takes its place. Prints the figure and
//! the misses, and fails under 95 %. Then plants one of each kind together, and looks whether one hides another.

use std::process::ExitCode;

mod judge;
mod plant;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let value = |name: &str| arguments.iter().position(|known| known == name).and_then(|at| arguments.get(at + 1));
    let number = |name: &str, default: u64| value(name).and_then(|value| value.parse().ok()).unwrap_or(default);
    let path = value("--plan").map_or("plans/itib-2026.odp", String::as_str);
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => {
            eprintln!("planted: {path}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let tally = judge::judge(&text, number("--seed", 1), number("--count", 10));
    for miss in &tally.misses {
        println!("{miss}\n");
    }
    let (seed, count) = (number("--seed", 1), number("--count", 10));
    let hidden: Vec<String> = (seed..seed + count).filter_map(|seed| judge::together(&text, seed)).collect();
    for miss in &hidden {
        println!("{miss}\n");
    }
    println!("{} of {} mistakes reported well", tally.planted - tally.misses.len(), tally.planted);
    println!("{} of {count} plans with ten mistakes reported whole", count as usize - hidden.len());
    if tally.is_good() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
