//! Speed, counted in instructions, which repeat where times do not.
//!
//! `cargo speed` builds the release binary, runs it under callgrind on generated plans, prints the counts and fails where one is more
//! than 15 % above the committed count in `benches/instructions.tsv` (`UPDATE=1 cargo speed` renews the file). The counts are of the
//! binary without PDF: linked with Typst, the same code is laid out otherwise and counts some 12 % more on a small plan.
//! `cargo speed -- generate DIR [--datasets N] [--files N] [--seed N] [--government]` only writes the plans, to time the binary by hand:
//! with `--government`, those of one in the middle of a year, with editions before. As it needs no library, `rustc` alone builds it, too.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

mod generator;

const ALLOWED_PERCENT: u64 = 15;

struct Case {
    name: &'static str,
    datasets: usize,
    arguments: &'static [&'static str],
}

static CASES: &[Case] = &[
    Case { name: "check-empty", datasets: 0, arguments: &["check"] },
    Case { name: "check-1000", datasets: 1000, arguments: &["check"] },
    Case { name: "fmt-1000", datasets: 1000, arguments: &["fmt", "--check"] },
    Case {
        name: "compile-json-1000-no-derived",
        datasets: 1000,
        arguments: &["compile", "--emit", "json", "--no-derived", "--out", "OUT"],
    },
    Case { name: "compile-json-1000", datasets: 1000, arguments: &["compile", "--emit", "json", "--out", "OUT"] },
    Case { name: "site-1000", datasets: 1000, arguments: &["compile", "--emit", "site", "--out", "OUT"] },
    Case { name: "compile-all-1000", datasets: 1000, arguments: &["compile", "--out", "OUT"] },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let done = match arguments.split_first() {
        Some((word, rest)) if word == "generate" => generate_command(rest),
        _ => measure(),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("speed: {error}");
            ExitCode::FAILURE
        }
    }
}

fn generate_command(arguments: &[String]) -> Result<bool, String> {
    let folder = arguments.first().ok_or("generate needs a folder")?;
    let number = |name: &str, default: usize| -> Result<usize, String> {
        match arguments.iter().position(|argument| argument == name) {
            None => Ok(default),
            Some(at) => arguments.get(at + 1).and_then(|value| value.parse().ok()).ok_or(format!("{name} needs a number")),
        }
    };
    let (datasets, files, seed) = (number("--datasets", 10_000)?, number("--files", 80)?, number("--seed", 1)?);
    if arguments.iter().any(|argument| argument == "--government") {
        let bytes = government(Path::new(folder), generator::Government { seed: seed as u64, bureaux: files, datasets })?;
        println!("{files} bureaux, {datasets} datasets, {bytes} bytes in {folder}");
        return Ok(true);
    }
    let bytes = generate(Path::new(folder), datasets, files, seed as u64)?;
    println!("{files} plans, {datasets} datasets, {bytes} bytes in {folder}");
    Ok(true)
}

fn generate(folder: &Path, datasets: usize, files: usize, seed: u64) -> Result<usize, String> {
    fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    let mut bytes = 0;
    for index in 0..files {
        let share = datasets / files + usize::from(index < datasets % files);
        let text = generator::plan(seed, index, share);
        bytes += text.len();
        fs::write(folder.join(format!("plan-{index:03}.odp")), text).map_err(|error| error.to_string())?;
    }
    Ok(bytes)
}

/// Writes a government; its plans of this year are in `2026`.
fn government(folder: &Path, government: generator::Government) -> Result<usize, String> {
    let mut bytes = 0;
    for (path, text) in government.files() {
        let path = folder.join(path);
        let above = path.parent().unwrap_or(folder);
        fs::create_dir_all(above).and_then(|()| fs::write(&path, &text)).map_err(|error| error.to_string())?;
        bytes += text.len();
    }
    Ok(bytes)
}

fn measure() -> Result<bool, String> {
    if Command::new("valgrind").arg("--version").output().is_err() {
        eprintln!("speed: valgrind is not installed; nothing was counted");
        return Ok(std::env::var_os("ODP_REQUIRE_TOOLS").is_none());
    }
    let binary = release_binary()?;
    let work = std::env::temp_dir().join(format!("odp-speed-{}", std::process::id()));
    let baseline_path = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/instructions.tsv");
    let baseline = fs::read_to_string(&baseline_path).unwrap_or_default();
    let mut good = true;
    let mut lines = String::from("case\tinstructions\n");
    for case in CASES {
        let plans = work.join(case.datasets.to_string());
        generate(&plans, case.datasets, 8.min(case.datasets.max(1)), 1)?;
        let count = instructions(&binary, case, &plans, &work.join("out"))?;
        lines.push_str(&format!("{}\t{count}\n", case.name));
        good &= compare(case.name, count, &baseline);
    }
    good &= shapes(&binary, &work)?;
    fs::remove_dir_all(&work).map_err(|error| error.to_string())?;
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&baseline_path, lines).map_err(|error| error.to_string())?;
        return Ok(true);
    }
    Ok(good)
}

/// What hostile files repeat, after a beginning: twice of it may cost little more than twice as much.
static SHAPES: &[(&str, &str)] = &[
    ("odp 1\n", "{["),
    ("odp 1\n", "(("),
    ("odp 1\n", "[{"),
    ("odp 1\n", "\""),
    ("odp 1\n", "\"\"\" "),
    ("odp 1\n", "@a"),
    ("odp 1\n", "- "),
    ("odp 1\n", "“"),
    ("odp 1\n", "：「"),
    ("odp 1\n", "a, "),
    ("odp 1\nplan x 2026..2028 {\n", "section A {"),
    ("odp 1\nplan x 2026..2028 {\n", "section A {\n"),
    ("odp 1\nplan x 2026..2028 {\n", "name: tc\n"),
    ("odp 1\n", "}"),
    ("odp 1\nplan x 2026..2028 {\n", "  }\n"),
    ("odp 1\nplan x 2026..2028 {\n", "a: b "),
    ("odp 1\nplan x 2026..2028 {\n", "name: en x\"\n"),
    ("odp 1\nplan x 2026..2028 {\n", "note: tc\nx\n\"\"\"\n"),
    ("odp 1\nphrase x { text: tc \"", "{name"),
    ("odp 1\nphrase x { text: tc \"", "\u{202e}x"),
];
const SHAPE_COUNT: usize = 4_000;
const ALLOWED_GROWTH: f64 = 2.2;

/// Whether the cost of each shape grows as its length does.
fn shapes(binary: &Path, work: &Path) -> Result<bool, String> {
    let case = Case { name: "shape", datasets: 0, arguments: &["check", "--format", "short"] };
    let plan = work.join("shape.odp");
    let cost = |text: String| -> Result<f64, String> {
        fs::write(&plan, text).map_err(|error| error.to_string())?;
        Ok(instructions(binary, &case, &plan, work)? as f64)
    };
    let mut good = true;
    let base = cost("odp 1\n".to_owned())?;
    for (begin, shape) in SHAPES {
        let of = |count: usize| Ok::<f64, String>(cost(format!("{begin}{}", shape.repeat(count)))? - base);
        let growth = of(2 * SHAPE_COUNT)? / of(SHAPE_COUNT)?.max(1.0);
        let fits = growth <= ALLOWED_GROWTH;
        println!("{:<32} {growth:>14.2}{}", format!("{shape:?} × 2"), if fits { "" } else { "  grows too fast" });
        good &= fits;
    }
    Ok(good)
}

fn compare(name: &str, count: u64, baseline: &str) -> bool {
    let known = baseline.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('\t')?.parse::<u64>().ok());
    let Some(known) = known else {
        println!("{name:<32} {count:>14}  (no committed count)");
        return false;
    };
    let change = (count as f64 / known as f64 - 1.0) * 100.0;
    let good = count * 100 <= known * (100 + ALLOWED_PERCENT);
    println!("{name:<32} {count:>14}  {change:+.1} %{}", if good { "" } else { "  too many" });
    good
}

/// Builds the binary with the features of this run.
fn release_binary() -> Result<PathBuf, String> {
    let root = env!("CARGO_MANIFEST_DIR");
    let mut build = Command::new(env!("CARGO"));
    build.args(["build", "--release", "--quiet", "--bin", "odp"]).current_dir(root);
    if cfg!(not(feature = "pdf")) {
        build.args(["--no-default-features", "--features", "cli"]);
    }
    let built = build.status();
    if !built.map_err(|error| error.to_string())?.success() {
        return Err("the release binary does not build".to_owned());
    }
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| Path::new(root).join("target"), PathBuf::from);
    Ok(target.join("release/odp"))
}

/// The instructions of one run, on one thread.
fn instructions(binary: &Path, case: &Case, plans: &Path, out: &Path) -> Result<u64, String> {
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(binary);
    for argument in case.arguments {
        if *argument == "OUT" {
            command.arg(out)
        } else {
            command.arg(argument)
        };
    }
    let output =
        command.arg(plans).env("RAYON_NUM_THREADS", "1").env("LC_ALL", "C").output().map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stderr);
    let line = text
        .lines()
        .find_map(|line| line.split_once("Collected :"))
        .ok_or_else(|| format!("{}: callgrind gave no count:\n{text}", case.name))?;
    line.1.trim().parse().map_err(|_| format!("{}: {text}", case.name))
}
