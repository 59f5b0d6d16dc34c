//! Documents that the program writes itself: the index of rules, and the page of reports to look at. `UPDATE=1` writes them anew.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

/// What the page shows: the name of a case, and whether in Chinese too.
static SHOWN: &[(&str, bool)] = &[
    ("ten-faults", false),
    ("full-width", true),
    ("months", true),
    ("words-misspelt", true),
    ("names-declared-otherwise", false),
    ("quote-opening-deleted", false),
    ("triple-opening-deleted", false),
    ("close-deleted", false),
    ("close-doubled", false),
    ("lines-joined", false),
    ("keywords-forgotten", true),
    ("slips", false),
    ("placeholders", false),
    ("long-lines", false),
    ("beyond-bmp", true),
    ("hidden-characters", false),
];

fn compare(path: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, text).expect("writable");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == text, "{} is not what the program prints (UPDATE=1 writes it)", path.display());
}

fn odp(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_odp")).args(arguments).output().expect("the program");
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn the_index_of_rules_is_current() {
    for (lang, path) in [("en", "docs/rules.md"), ("tc", "docs/rules.zh-Hant.md")] {
        compare(path, &odp(&["--lang", lang, "explain", "--all", "--format", "markdown"]));
    }
}

#[test]
fn the_page_of_reports_is_current() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/reports");
    let read = |name: String| std::fs::read_to_string(folder.join(name)).expect("a case");
    let mut page = String::from(
        "# Reports to look at\n\nWhat `odp check` says of wrong files, as recorded by the tests. All cases, with their reports in every form, are in\n\
         [tests/cases/reports](../tests/cases/reports). Each rule has a page: [the rules](rules.md), [規則](rules.zh-Hant.md).\n\n\
         How well one mistake is reported is measured: mistakes of ten kinds (a brace, quotation mark, colon, keyword or line's end left\n\
         out, a brace twice, a line in full width, a wrong month, a misspelt word or reference) are planted in the plan of ITIB, one at a\n\
         time. One counts as reported well where the first report stands on its line, and at most one more follows.\n\n\
         ```sh\ncargo bench --bench planted -- --seed 1 --count 100\n```\n\n\
         It prints the misses and the figure: 997 of 1000 with this seed, and 998 of 1000 with seed 777. Then it plants one of each kind\n\
         together: in 90 of 100 plans every one of the ten is reported on its line, with at most two reports too many; in the others two\n\
         of them broke the same block.\n",
    );
    for (name, in_chinese) in SHOWN {
        let _ = write!(
            page,
            "\n## {name}\n\n[The file](../tests/cases/reports/{name}.odp)\n\n```text\n{}```\n",
            read(format!("{name}.en.txt"))
        );
        if *in_chinese {
            let _ = write!(page, "\n`--lang tc`:\n\n```text\n{}```\n", read(format!("{name}.tc.txt")));
        }
    }
    compare("docs/reports.md", &page);
}
