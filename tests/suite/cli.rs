//! The binary as a user meets it: what it prints, on which stream, what it writes, how it ends.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use super::run::{Folder, Ran, plan};

/// What `compile` makes of one plan.
const OUTPUTS: usize = 26;

fn ok(out: &str, err: &str) -> Ran {
    Ran { code: 0, out: out.to_owned(), err: err.to_owned() }
}

fn with_plan() -> Folder {
    Folder::with("plan.odp", plan("itib"))
}

/// The plan with one error, one warning.
fn wrong() -> Folder {
    let text = plan("itib").replace("yearly", "yeerly").replace(" en \"List of museums.\"", "");
    Folder::with("plan.odp", text)
}

/// The plan with a warning only.
fn doubtful() -> Folder {
    Folder::with("plan.odp", plan("itib").replace(" en \"List of museums.\"", " en pending"))
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn exit_codes_tell_clean_errors_and_usage_apart() {
    assert_eq!(with_plan().odp(&["check", "plan.odp"]), ok("", "1 plan, 2 datasets: nothing found\n"));
    let found = wrong().odp(&["check", "plan.odp"]);
    assert_eq!((found.code, &*found.err), (1, "1 plan, 2 datasets: 1 error, 1 warning\n"));
    let doubtful = doubtful();
    assert_eq!(doubtful.odp(&["check", "plan.odp"]).code, 0);
    assert_eq!(doubtful.odp(&["check", "plan.odp", "--deny", "warnings"]).code, 1);
    assert_eq!(doubtful.odp(&["check", "plan.odp", "--final"]).code, 1);
    for usage in
        [&["check"][..], &["check", "--format", "xml", "plan.odp"], &["chek"], &["list", "plan.odp", "--month", "May"], &[]]
    {
        let ran = doubtful.odp(usage);
        assert_eq!((ran.code, &*ran.out), (2, ""), "{usage:?}");
    }
    assert_eq!(doubtful.odp(&["check", "absent.odp"]).code, 2);
    assert_eq!(doubtful.odp(&["compile", "absent.odp"]).code, 2);
    assert_eq!(doubtful.odp(&["fmt", "absent.odp"]).code, 2);
}

#[test]
fn data_goes_to_stdout_and_messages_to_stderr() {
    let folder = doubtful();
    let check = folder.odp(&["check", "plan.odp"]);
    assert!(check.out.starts_with("ODP302 pending-value\n"), "{check:?}");
    assert_eq!(check.err, "1 plan, 2 datasets: 1 warning\n");
    let short = folder.odp(&["check", "plan.odp", "--format", "short"]);
    assert_eq!(short, ok("plan.odp:34:34: ODP302: `description` of dataset `museums` is still pending in: en\n", ""));
    let compile = folder.odp(&["compile", "plan.odp", "--emit", "json", "--out", "-"]);
    assert_eq!(json(&compile.out)["plan"]["id"], "itib", "{compile:?}");
    assert!(compile.err.starts_with("ODP302"));
    let list = folder.odp(&["list", "plan.odp", "--format", "json"]);
    assert_eq!((json(&list.out).as_array().map(Vec::len), &*list.err), (Some(2), ""));
}

#[test]
fn standard_input_is_a_file_with_a_name() {
    let folder = Folder::new();
    let ran = folder.run(&["check", "-", "--format", "short"]).stdin(plan("itib").replace("yearly", "yeerly")).go();
    assert_eq!(ran.code, 1);
    assert!(ran.out.starts_with("stdin.odp:39:22: ODP107: "), "{ran:?}");
    let named = ["check", "-", "--stdin-name", "計劃.odp", "--format", "short"];
    assert!(folder.run(&named).stdin("odp 2\n").go().out.starts_with("計劃.odp:1:5: ODP031: "));
    folder.write("lib/bodies.odp", "odp 1\nphrase machine-readable { text: tc \"甲\" en \"A\" }\n");
    let used = plan("itib").replace("use \"odp:hk/2026\"\n", "use \"odp:hk/2026\"\nuse \"lib/bodies.odp\" as own\n");
    assert_eq!(folder.run(&["check", "-"]).stdin(used).go(), ok("", "1 plan, 2 datasets: nothing found\n"));
    let formatted = folder.run(&["fmt", "-"]).stdin("odp 1\nuse   \"odp:hk/2026\"").go();
    assert_eq!(formatted, ok("odp 1\nuse \"odp:hk/2026\"\n", ""));
}

#[test]
fn colour_is_a_choice() {
    let folder = wrong();
    let coloured = |arguments: &[&str], env: &[(&str, &str)]| {
        let run = folder.run(&[&["check", "plan.odp"], arguments].concat());
        let ran = env.iter().fold(run, |run, (name, value)| run.env(name, value)).go();
        ran.out.contains('\u{1b}')
    };
    assert!(!coloured(&[], &[]), "a pipe");
    assert!(coloured(&["--color", "always"], &[]));
    assert!(coloured(&[], &[("FORCE_COLOR", "1")]));
    assert!(!coloured(&[], &[("FORCE_COLOR", "0")]));
    assert!(!coloured(&[], &[("FORCE_COLOR", "1"), ("NO_COLOR", "1")]));
    assert!(coloured(&["--color", "always"], &[("NO_COLOR", "1")]), "the option is stronger");
    assert!(!coloured(&["--color", "never"], &[("FORCE_COLOR", "1")]));
    assert!(!coloured(&["--format", "json", "--color", "always"], &[]));
}

#[test]
fn messages_follow_the_locale_and_the_option() {
    let folder = Folder::with("圖.odp", plan("itib").replace("yearly", "圖書"));
    let said = |arguments: &[&str], locale: &str| {
        let ran = folder.run(&[&["check", "圖.odp", "--format", "short"], arguments].concat()).env("LC_ALL", locale).go();
        ran.out
    };
    let english = "圖.odp:39:22: ODP107: the word `圖書` of dataset `museums` is not the name of an update frequency, such as \
                   quarterly or every 2 weeks\n";
    let traditional =
        "圖.odp:39:22: ODP107: 數據集「museums」的「圖書」不在列表之內，所需的是更新頻率，例如 quarterly 或 every 2 weeks\n";
    // what the user wrote stays in the user's script
    let simplified =
        "圖.odp:39:22: ODP107: 数据集「museums」的「圖書」不在列表之内，所需的是更新频率，例如 quarterly 或 every 2 weeks\n";
    for (locale, expected) in [
        ("C.UTF-8", english),
        ("en_GB.UTF-8", english),
        ("fr_FR.UTF-8", english),
        ("zh_HK.UTF-8", traditional),
        ("zh_TW", traditional),
        ("zh-Hant-HK", traditional),
        ("zh_CN.UTF-8", simplified),
        ("zh_SG@x", simplified),
    ] {
        assert_eq!(said(&[], locale), expected, "{locale}");
    }
    assert_eq!(said(&["--lang", "en"], "zh_HK.UTF-8"), english);
    assert_eq!(said(&["--lang", "tc"], "C.UTF-8"), traditional);
    assert_eq!(said(&["--lang", "sc"], "C.UTF-8"), simplified);
    let run = folder.run(&["check", "圖.odp", "--format", "json"]);
    let document = run.env("LC_ALL", "zh_HK.UTF-8").go().out;
    assert!(json(&document)["diagnostics"][0]["message"].as_str().expect("text").starts_with("the word"), "JSON is in English");
}

#[test]
fn compile_writes_everything_or_nothing() {
    let folder = with_plan();
    let ran = folder.odp(&["compile", "plan.odp"]);
    assert_eq!((ran.code, &*ran.out), (0, ""));
    assert!(ran.err.contains("out/itib/catalogue.json"), "{}", ran.err);
    assert!(ran.err.starts_with("ODP702 no-base") && ran.err.ends_with("1 plan, 2 datasets: 1 warning\n"), "{}", ran.err);
    assert_eq!(folder.files().len(), 1 + OUTPUTS);
    folder.write("odp.toml", "[publish]\nbase = \"https://plans.example/\"\n");
    let ran = folder.odp(&["compile", "plan.odp", "--workspace"]);
    assert!(ran.err.ends_with("1 plan, 2 datasets: nothing found\n"), "{}", ran.err);
    assert!(ran.err.contains("  out/catalogue.jsonld  "), "{}", ran.err);
    // of all: two catalogues, three calendars, four tables with their package, a workbook; and a catalogue of the plan
    assert_eq!(folder.files().len(), 2 + OUTPUTS + 2 + 3 + 4 + 1 + 1 + 1);
    folder.write("odp.toml", "[rules]\nallow = [\"no-base\"]\n");
    assert!(folder.odp(&["compile", "plan.odp"]).err.ends_with("1 plan, 2 datasets: nothing found\n"));
    assert_eq!(folder.odp(&["compile", "plan.odp", "--deny", "no-base"]).code, 1);
    let wrong = wrong();
    let ran = wrong.odp(&["compile", "plan.odp"]);
    assert_eq!((ran.code, &*ran.out), (1, ""));
    assert!(ran.err.contains("ODP107") && ran.err.ends_with("1 plan, 2 datasets: 1 error, 1 warning\n"));
    assert_eq!(wrong.files(), BTreeSet::from(["plan.odp".to_owned()]));
    let pending = doubtful();
    assert_eq!(pending.odp(&["compile", "plan.odp", "--final"]).code, 1);
    assert_eq!(pending.files().len(), 1, "nothing is written");
    assert_eq!(pending.odp(&["compile", "plan.odp", "--emit", "json"]).code, 0);
    assert_eq!(pending.files().len(), 2, "a draft passes");
}

#[test]
fn out_is_a_folder_or_standard_output() {
    let folder = with_plan();
    let one = folder.odp(&["compile", "plan.odp", "--emit", "calendar", "-o", "-"]);
    assert_eq!(one.code, 0);
    assert_eq!(json(&one.out)["format"], "odp-calendar");
    let several = folder.odp(&["compile", "plan.odp", "--emit", "json,calendar", "-o", "-"]);
    assert_eq!((several.code, &*several.out, first_line(&several.err)), (2, "", "ODP701 not-written"));
    assert_eq!(folder.files().len(), 1);
    assert_eq!(folder.odp(&["compile", "plan.odp", "-e", "json", "--out", "公布 2026/目錄"]).code, 0);
    assert!(folder.path("公布 2026/目錄/itib/catalogue.json").is_file());
    let dry = folder.odp(&["compile", "plan.odp", "--emit", "json", "--dry-run", "--out", "dry"]);
    assert!(dry.err.starts_with("Would write:\n  dry/itib/catalogue.json"), "{}", dry.err);
    assert!(!folder.path("dry").exists());
}

#[test]
fn other_files_stay_and_no_temporary_one_is_left() {
    let folder = with_plan();
    folder.write("out/itib/note.txt", "mine");
    folder.write("out/itib/catalogue.json", "an older one");
    assert_eq!(folder.odp(&["compile", "plan.odp"]).code, 0);
    assert_eq!(folder.read("out/itib/note.txt"), "mine");
    assert!(folder.read("out/itib/catalogue.json").starts_with('{'));
    assert_eq!(folder.files().len(), 2 + OUTPUTS);
    // a folder where a file should be: nothing half-written stays beside it
    fs::remove_file(folder.path("out/itib/catalogue.json")).expect("there");
    fs::create_dir(folder.path("out/itib/catalogue.json")).expect("free");
    let ran = folder.odp(&["compile", "plan.odp", "--emit", "json"]);
    assert_eq!((ran.code, first_line(&ran.err)), (2, "ODP701 not-written"));
    assert!(folder.files().iter().all(|name| !name.contains("/.")), "{:?}", folder.files());
}

#[test]
fn a_file_in_the_way_of_the_output_is_one_report() {
    let folder = with_plan();
    folder.write("out", "a file");
    let ran = folder.odp(&["compile", "plan.odp"]);
    assert_eq!((ran.code, &*ran.out), (2, ""));
    assert_eq!(ran.err.matches("ODP701 not-written").count(), 1, "{}", ran.err);
    assert!(ran.err.contains("`out/itib/"), "{}", ran.err);
    assert_eq!(folder.files().len(), 2);
}

#[test]
fn two_plans_of_one_id_are_refused() {
    for other in ["itib", "ITIB"] {
        let folder = with_plan();
        folder.write("other.odp", plan(other));
        let ran = folder.odp(&["compile", "plan.odp", "other.odp"]);
        assert_eq!((ran.code, ran.err.matches("ODP501").count()), (1, 2), "{}", ran.err);
        assert_eq!(folder.files().len(), 2, "nothing is written");
    }
}

/// Every output of every plan, and of all together: nothing of the machine is in it.
#[test]
fn the_same_bytes_come_out_everywhere() {
    let folder = with_plan();
    folder.write("odp.toml", "[publish]\nbase = \"https://plans.example/\"\n");
    let examples = ["examples/mid-year/plan.odp", "examples/spatial/plan.odp", "tests/cases/catalogues/odd.odp"];
    for path in examples {
        folder.write(path, fs::read(path).expect("an example"));
    }
    let targets = || odp::emit::TARGETS.iter();
    let names = targets().map(|target| target.name).collect::<Vec<_>>().join(",");
    let outputs = |to: &str, env: &[(&str, &str)]| {
        let compile = ["compile", "--workspace", "--emit", &names, "--out", to, "plan.odp"];
        let run = folder.run(&[&compile[..], &examples].concat());
        assert_eq!(env.iter().fold(run, |run, (name, value)| run.env(name, value)).go().code, 0);
        let files = folder.files().into_iter().filter_map(|name| Some(name.strip_prefix(to)?.to_owned()));
        files.map(|name| (fs::read(folder.path(&format!("{to}{name}"))).expect("readable"), name)).collect::<Vec<_>>()
    };
    let first = outputs("first/", &[]);
    let is_site =
        |name: &str| name == "index.html" || ["tc/", "sc/", "en/", "site/"].iter().any(|folder| name.starts_with(folder));
    let parts: Vec<_> = first.iter().filter(|(_, name)| !is_site(name)).collect();
    assert!(first.len() - parts.len() > 60, "the pages of the site");
    let together = parts.iter().filter(|(_, name)| !name.contains('/')).count();
    // a file of each target, but four of CSV, and three of each feed
    let is_part = |target: &&odp::emit::Target| target.together.is_some() && !target.whole;
    assert_eq!(together, targets().filter(is_part).count() + 3 + 2 + 2);
    // what is made unasked, catalogues in two forms, updates in three languages
    assert_eq!(parts.len() - together, (examples.len() + 1) * (OUTPUTS + 2 + 3));
    let others: [&[(&str, &str)]; 3] = [
        &[("RAYON_NUM_THREADS", "1"), ("TZ", "Asia/Hong_Kong")],
        &[("RAYON_NUM_THREADS", "4"), ("LC_ALL", "zh_HK.UTF-8"), ("TZ", "America/Los_Angeles")],
        &[("LC_ALL", "tr_TR.UTF-8"), ("LANG", "tr_TR.UTF-8"), ("COLUMNS", "40")],
    ];
    for (at, env) in others.into_iter().enumerate() {
        assert!(outputs(&format!("other{at}/"), env) == first, "{env:?}");
    }
    assert!(outputs("first/", &[]) == first, "a second run over the first");
}

#[test]
fn csv_begins_with_a_mark_where_it_is_asked_for() {
    let folder = with_plan();
    for (arguments, is_marked) in [(&["--bom"] as &[&str], true), (&[], false)] {
        let ran = folder.odp(&[&["compile", "plan.odp", "--emit", "csv"], arguments].concat());
        assert_eq!(ran.code, 0);
        assert_eq!(folder.read("out/itib/plan.csv").starts_with('\u{feff}'), is_marked);
    }
}

#[test]
fn an_unknown_output_is_refused_before_anything_is_read() {
    let ran = Folder::new().odp(&["compile", "absent.odp", "--emit", "json,htlm"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(
        ran.err.starts_with("ODP802 unknown-target\n\n  × there is no output called `htlm`\n  help: did you mean `html`?"),
        "{}",
        ran.err
    );
    for target in odp::emit::TARGETS {
        assert!(ran.err.contains(target.name), "{} is not named: {}", target.name, ran.err);
    }
}

#[test]
fn list_filters() {
    let folder = with_plan();
    let ids = |arguments: &[&str]| {
        let ran = folder.odp(&[&["list", "plan.odp", "--format", "json"], arguments].concat());
        assert_eq!(ran.code, 0, "{ran:?}");
        let rows = json(&ran.out);
        let ids = rows.as_array().expect("rows").iter().map(|row| row["id"].as_str().expect("an id").to_owned());
        ids.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(ids(&[]), "libraries museums");
    assert_eq!(ids(&["--section", "A"]), "libraries museums");
    assert_eq!(ids(&["--section", "d"]), "");
    assert_eq!(ids(&["--status", "planned", "--month", "2026-09"]), "museums");
    assert_eq!(ids(&["--month", "2026"]), "libraries museums");
    assert_eq!(ids(&["--month", "2027"]), "");
    assert_eq!(ids(&["--status", "released"]), "");
    assert_eq!(ids(&["--category", "environment"]), "museums");
    assert_eq!(ids(&["--category", "環境"]), "museums");
    assert_eq!(ids(&["--owner", "@cyberport"]), "museums");
    assert_eq!(ids(&["--owner", "創新科技及工業局"]), "libraries");
    let table = " plan  section  no.  id         name       date     status\n \
                 itib  A.ii     1    libraries  Libraries  2026-06  planned\n \
                 itib  A.ii     2    museums    Museums    2026-09  planned\n";
    assert_eq!(folder.odp(&["list", "plan.odp"]), ok(table, ""));
    assert!(folder.odp(&["list", "plan.odp", "--lang", "tc"]).out.contains("圖書館"));
}

#[test]
fn why_tells_where_values_come_from() {
    let folder = with_plan();
    let why = |what: &str| folder.odp(&["why", "plan.odp", what]);
    let told = |what: &str, lines: &str| assert_eq!(why(what), ok(&format!("{what}\n{lines}"), ""));
    told("libraries.target", "  2026-06\n  written at plan.odp:28:22\n");
    let category = why("libraries.category").out;
    assert!(category.ends_with("  inherited from the defaults at plan.odp:14:3, written at plan.odp:15:15\n"), "{category}");
    assert!(category.contains("(declared at odp:hk/2026:"), "{category}");
    let own = why("museums.category").out;
    assert!(own.contains("  environment  ") && own.ends_with("  written at plan.odp:35:22\n"), "{own}");
    let publisher = why("libraries.owner").out;
    assert!(publisher.ends_with("  nobody says: the plan's publisher, written at plan.odp:10:14\n"), "{publisher}");
    let phrase = why("libraries.description").out;
    assert!(phrase.contains("  en Released on Open Data Portal.  (written at plan.odp:5:"), "{phrase}");
    assert!(phrase.ends_with("  by the phrase used at plan.odp:27:24\n"), "{phrase}");
    told("museums.portal", "  cancelled by `none` at plan.odp:37:22\n");
    told("museums.licence", "  not said, and nothing is inherited\n");
    assert_eq!(why("museums").out.lines().filter(|line| line.starts_with("museums.")).count(), 8);
    let simplified = folder.odp(&["why", "plan.odp", "libraries.name", "--lang", "sc"]).out;
    assert!(simplified.contains("  tc 圖書館  (写于 plan.odp:"), "{simplified}");
    for (what, said) in [("librarys", "did you mean `libraries`?"), ("libraries.ownr", "did you mean `owner`?")] {
        let ran = why(what);
        assert_eq!((ran.code, &*ran.out), (2, ""));
        assert!(ran.err.contains(said), "{}", ran.err);
    }
    let absent = folder.odp(&["why", "absent.odp", "libraries"]);
    assert_eq!((absent.code, absent.err.matches("ODP").count()), (2, 2), "one report: {}", absent.err);
}

#[test]
fn explain_knows_codes_and_names() {
    let folder = Folder::new();
    let by_code = folder.odp(&["explain", "odp203"]);
    assert_eq!(by_code, folder.odp(&["explain", "Target-Outside-Section"]));
    assert!(by_code.out.starts_with("ODP203 target-outside-section (error)\n"), "{}", by_code.out);
    let list = folder.odp(&["explain"]);
    assert_eq!(list.out.lines().count(), odp::rules::all().len());
    let simplified = folder.odp(&["explain", "untagged-text", "--lang", "sc"]).out;
    assert!(simplified.contains("语言") && simplified.contains("圖書館") == by_example("untagged-text"), "{simplified}");
    let unknown = folder.odp(&["explain", "unknown-filed"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("did you mean `unknown-field`?"), "{}", unknown.err);
}

/// Whether the page of a rule has these words in its examples.
fn by_example(name: &str) -> bool {
    let rule = odp::rules::all().into_iter().find(|rule| rule.name == name).expect("a rule");
    let page = odp::diagnostic::Page::parse(rule.page);
    page.wrong.iter().chain(&page.right).any(|example| example.code.contains("圖書館"))
}

#[test]
fn schemas_hold_for_what_is_written() {
    let folder = doubtful();
    assert_eq!(folder.odp(&["compile", "plan.odp"]).code, 0);
    let found = folder.odp(&["check", "plan.odp", "--format", "json"]).out;
    let documents = [
        ("catalogue", folder.read("out/itib/catalogue.json")),
        ("calendar", folder.read("out/itib/calendar.json")),
        ("diagnostics", found),
        ("diagnostics", wrong().odp(&["check", "plan.odp", "--format", "json"]).out),
        ("diagnostics", folder.odp(&["check", "absent.odp", "--format", "json"]).out),
    ];
    for (name, document) in documents {
        let schema = json(&folder.odp(&["schema", name]).out);
        let validator = jsonschema::validator_for(&schema).expect("a schema");
        let faults: Vec<String> = validator.iter_errors(&json(&document)).map(|error| error.to_string()).collect();
        assert!(faults.is_empty(), "{name}: {faults:?}");
    }
    assert_eq!(folder.odp(&["schema"]), folder.odp(&["schema", "catalogue"]));
}

#[test]
fn fmt_formats() {
    let wide = "odp 1\norganisation   x {\n name:  tc \"甲\"\n}\n";
    let right = "odp 1\norganisation x {\n  name: tc \"甲\"\n}\n";
    let folder = Folder::with("a.odp", wide);
    folder.write("b.odp", right);
    let check = folder.odp(&["fmt", "--check", "."]);
    assert_eq!((check.code, &*check.out), (1, ""));
    assert!(check.err.contains("ODP903") && check.err.contains("`a.odp`") && !check.err.contains("`b.odp`"), "{}", check.err);
    let diff = folder.odp(&["fmt", "--diff", "."]);
    assert_eq!(diff.code, 1);
    assert!(diff.out.starts_with("--- a/a.odp\n+++ b/a.odp\n@@ "), "{}", diff.out);
    assert_eq!(folder.read("a.odp"), wide, "neither writes");
    assert_eq!(folder.odp(&["fmt", "."]), ok("", ""));
    assert_eq!((folder.read("a.odp"), folder.read("b.odp")), (right.to_owned(), right.to_owned()));
    assert_eq!(folder.odp(&["fmt", "--check", "."]), ok("", ""));
    folder.write("crlf.odp", wide.replace('\n', "\r\n"));
    assert_eq!(folder.odp(&["fmt", "crlf.odp"]), ok("", ""));
    assert_eq!(folder.read("crlf.odp"), right);
    let broken = "odp 1\norganisation   x {\n name  tc \"甲\"\n";
    folder.write("broken.odp", broken);
    let ran = folder.odp(&["fmt", "broken.odp"]);
    assert_eq!((ran.code, &*ran.out), (1, ""));
    assert_eq!(folder.read("broken.odp"), broken);
    assert_eq!(folder.odp(&["fmt", "--check", "broken.odp"]).code, 1);
    assert_eq!(folder.files().len(), 4);
}

#[test]
fn init_writes_a_plan_that_compiles() {
    let folder = Folder::new();
    assert_eq!(folder.odp(&["init"]).code, 0);
    assert_eq!(folder.odp(&["check", "plan.odp", "--deny", "warnings"]).code, 0);
    assert_eq!(folder.odp(&["compile", "plan.odp", "--deny", "warnings"]).code, 0, "its odp.toml has an address");
    folder.write("odp.toml", "[report]\n");
    let again = folder.odp(&["init"]);
    assert_eq!((again.code, first_line(&again.err)), (2, "ODP701 not-written"));
    assert!(again.err.contains("--force"));
    let ran = folder.odp(&["init", "一/二 三.odp", "--publisher", "hk-itib", "--year", "2031"]);
    assert_eq!(ran, ok("", "Wrote 一/二 三.odp. Next: odp compile \"一/二 三.odp\"\n"));
    let text = folder.read("一/二 三.odp");
    assert!(text.contains("plan itib-2031 2031..2033 {") && text.contains("issued:    2030-12"), "{text}");
    assert!(text.contains("2031-2033年度") && text.contains("target:      2031-06"), "{text}");
    for year in ["2026", "2027", "2999"] {
        assert_eq!(folder.odp(&["init", "--force", "--year", year]).code, 0);
        assert!(folder.read("plan.odp").contains(&format!("plan dpo-{year} {year}..")));
        assert_eq!(folder.odp(&["check", "plan.odp", "--deny", "warnings", "--final"]).code, 0, "{year}");
        assert_eq!(folder.odp(&["fmt", "--check", "plan.odp"]).code, 0, "{year}");
    }
    assert_eq!(folder.odp(&["compile", "一/二 三.odp"]).code, 0);
    let unknown = folder.odp(&["init", "new.odp", "--publisher", "hk-itbi"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("did you mean `hk-itib`?"), "{}", unknown.err);
    assert!(!folder.path("new.odp").exists());
    assert_eq!(folder.read("odp.toml"), "[report]\n", "it never overwrites it");
    assert!(!folder.path("一/odp.toml").exists(), "there is one further up");
}

#[test]
fn completions_and_manual_come_from_the_command_line() {
    let folder = Folder::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = folder.odp(&["completions", shell]);
        assert_eq!((ran.code, &*ran.err), (0, ""));
        assert!(ran.out.contains("compile") && ran.out.contains("stdin-name"), "{shell}");
    }
    let page = folder.odp(&["man"]);
    assert!(page.out.contains(".TH odp 1") && page.out.contains("compile"), "{}", page.out);
    assert_eq!(folder.odp(&["man", "--out", "man"]), ok("", ""));
    let pages: BTreeSet<String> = folder.files();
    let commands = odp::cli::commands().map(|(name, _)| format!("man/odp-{name}.1"));
    assert_eq!(pages, commands.chain(["man/odp.1".to_owned()]).collect());
}

#[test]
fn help_is_on_every_command() {
    let folder = Folder::new();
    let short = folder.odp(&["-h"]);
    assert_eq!((short.code, &*short.err), (0, ""));
    let bare = folder.odp(&[]);
    assert_eq!((bare.code, &*bare.out, &bare.err), (2, "", &short.out), "without arguments: the same, as an error");
    for (name, about) in odp::cli::commands() {
        assert!(short.out.contains(&format!("  {name}")), "{name}");
        for help in [["-h"], ["--help"]] {
            let ran = folder.odp(&[&[name], &help[..]].concat());
            assert_eq!((ran.code, first_line(&ran.out)), (0, about), "{name}");
            let (own, global) = ran.out.split_once("\nGlobal options:\n").expect("global options last");
            assert!(!own.contains("--lang") && global.contains("--lang"), "{name}");
            assert!(global.contains("\nExamples:\n"), "{name}");
            assert!(ran.out.lines().all(|line| line.chars().count() <= 100), "{name}");
        }
        assert_eq!(folder.odp(&["help", name]).out, folder.odp(&[name, "--help"]).out);
    }
    assert_eq!(folder.odp(&["--version"]).out, format!("odp {}\n", env!("CARGO_PKG_VERSION")));
    let misspelt = folder.odp(&["complie"]);
    assert!(misspelt.err.contains("'compile'"), "{}", misspelt.err);
}

#[test]
fn folders_are_searched_for_plans() {
    let folder = Folder::with("計劃 一/深/plan.odp", plan("deep"));
    folder.write("計劃 一/top.odp", plan("top"));
    folder.write("計劃 一/readme.md", "no plan");
    folder.write("計劃 一/.hidden/plan.odp", "broken {");
    folder.write("計劃 一/.plan.odp", "broken {");
    assert_eq!(folder.odp(&["check", "計劃 一"]), ok("", "2 plans, 4 datasets: nothing found\n"));
    assert_eq!(folder.odp(&["check", "./計劃 一/top.odp", "計劃 一"]), ok("", "2 plans, 4 datasets: nothing found\n"));
    assert_eq!(folder.odp(&["compile", "計劃 一", "--out", "公布", "--emit", "json"]).code, 0);
    assert!(folder.path("公布/deep/catalogue.json").is_file() && folder.path("公布/top/catalogue.json").is_file());
}

#[test]
fn use_does_not_leave_the_root() {
    let outside = Folder::with("secret.odp", "odp 1\nphrase secret { text: tc \"甲\" en \"A\" }\n");
    let using = |path: &str| plan("itib").replace("use \"odp:hk/2026\"\n", &format!("use \"odp:hk/2026\"\nuse \"{path}\"\n"));
    let folder = Folder::with("plans/plan.odp", using("../shared/bodies.odp"));
    folder.write("shared/bodies.odp", "odp 1\nphrase own { text: tc \"甲\" en \"A\" }\n");
    let check = |text: &str, more: &[&str]| {
        folder.write("plans/plan.odp", text);
        let ran = folder.odp(&[&["check", "plans/plan.odp", "--format", "short"], more].concat());
        (ran.code, ran.out.split(": ").nth(1).unwrap_or_default().to_owned())
    };
    let refused = (1, "ODP041".to_owned());
    let fine = (0, String::new());
    assert_eq!(check(&using("../shared/bodies.odp"), &[]), refused, "the folder of what was named is the root");
    assert_eq!(check(&using("../shared/bodies.odp"), &["--root", "."]), fine);
    folder.write("odp.toml", "");
    assert_eq!(check(&using("../shared/bodies.odp"), &[]), fine, "odp.toml marks the root");
    let absolute = outside.path("secret.odp").to_string_lossy().into_owned();
    assert_eq!(check(&using(&absolute), &[]), refused);
    assert_eq!(check(&using("../../secret.odp"), &[]), refused);
    assert_eq!(check(&using("../absent.odp"), &[]), (1, "ODP040".to_owned()));
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(outside.path("secret.odp"), folder.path("plans/link.odp")).expect("a link");
        assert_eq!(check(&using("link.odp"), &[]), refused);
        std::os::unix::fs::symlink(folder.path("shared/bodies.odp"), folder.path("plans/inner.odp")).expect("a link");
        assert_eq!(check(&using("inner.odp"), &[]), fine);
    }
}

#[test]
fn what_is_no_plan_is_one_clear_report() {
    let folder = Folder::new();
    folder.write("big5.odp", b"odp 1\n# \xb6\x7d\xa9\xf1\n");
    folder.write("utf16.odp", b"\xff\xfeo\0d\0p\0 \x001\0");
    folder.write("zip.odp", b"PK\x03\x04\x14\0[Content_Types].xml word/document.xml");
    folder.write("slides.odp", b"PK\x03\x04\x14\0mimetypeapplication/vnd.oasis.opendocument.presentation");
    folder.write("scan.odp", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n");
    folder.write("large.odp", vec![b'#'; (8 << 20) + 1]);
    fs::create_dir(folder.path("folder.odp")).expect("free");
    for (name, code, rule, said) in [
        ("big5.odp", 1, "ODP003 not-utf8", "encoding Big5"),
        ("utf16.odp", 1, "ODP003 not-utf8", "UTF-16"),
        ("zip.odp", 1, "ODP002 not-odp", "Word document"),
        ("slides.odp", 1, "ODP002 not-odp", "OpenDocument presentation"),
        ("scan.odp", 1, "ODP002 not-odp", "is a PDF"),
        ("large.odp", 1, "ODP004 too-large", "8 MiB"),
        ("absent.odp", 2, "ODP001 not-readable", "there is no file"),
        ("folder.odp", 2, "ODP801 no-plans", "no file of odp"),
    ] {
        let check = folder.odp(&["check", name]);
        let told = format!("{}{}", check.out, check.err);
        assert_eq!((check.code, told.matches("odp explain").count()), (code, 1), "{told}");
        assert!(told.starts_with(rule) && told.contains(said) && told.contains(name), "{told}");
        let formatted = folder.odp(&["fmt", name]);
        assert_eq!((formatted.code, first_line(&formatted.err)), (code, rule), "fmt {name}");
    }
    assert_eq!(folder.files().len(), 6, "all is as it was");
    let piped = folder.run(&["check", "-"]).stdin(vec![b'#'; (8 << 20) + 1]).go();
    assert_eq!((piped.code, first_line(&piped.out)), (1, "ODP004 too-large"));
}

#[test]
fn pictures_fit_the_terminal() {
    let folder = wrong();
    for columns in ["40", "72", "160"] {
        let width: usize = columns.parse().expect("a number");
        for lang in ["en", "tc", "sc"] {
            let ran = folder.run(&["check", "plan.odp", "--lang", lang]).env("COLUMNS", columns).go();
            let widest = ran.out.lines().map(unicode_width::UnicodeWidthStr::width).max();
            assert!(widest.is_some_and(|widest| widest <= width), "{columns} {lang}\n{}", ran.out);
        }
    }
}
