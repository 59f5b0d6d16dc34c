//! Brackets, quotes and keywords over and over: the cost grows as the text does. What grew with its power would not end here;
//! what grows with its square is counted by `cargo bench`.

use odp::files::Memory;
use odp::source::{FileId, Source};

/// A beginning, and what is repeated after it.
const SHAPES: &[(&str, &str)] = &[
    ("", "{["),
    ("", "(("),
    ("", "[{"),
    ("", "{\n"),
    ("", "}"),
    ("odp 1\n", "\""),
    ("odp 1\n", "\"\"\" "),
    ("odp 1\n", "“"),
    ("odp 1\n", "\"\\"),
    ("odp 1\nphrase x { text: tc ", "@a"),
    ("odp 1\n", "- "),
    ("odp 1\n", "section A {"),
    ("odp 1\nplan x 2026..2028 {\n", "section A {\n"),
    ("odp 1\n", "name: "),
    ("odp 1\n", "tc \"x\" "),
    ("odp 1\nuse ", "use "),
    ("odp 1\n", "a, "),
    ("odp 1\n", "every 2 "),
    ("odp 1\n", "2026.."),
    ("odp 1\n", "# odp: allow(x) "),
    ("odp 1\n", "none;"),
    ("odp 1\n", "：「"),
    ("odp 1\n", "\u{202e}"),
    ("odp 1\n# ", "\u{202e}x"),
    ("odp 1\nphrase x { text: tc \"", "{name"),
    ("odp 1\nphrase x { text: tc \"", "\\u{"),
];

#[test]
fn repeated_shapes_are_read_in_time() {
    for (begin, shape) in SHAPES {
        for count in [24, 3_000] {
            let text = format!("{begin}{}", shape.repeat(count));
            let memory = Memory::new().with("x.odp", text.as_str());
            let loaded = odp::resolve::load(&memory, &["x.odp".to_owned()]);
            let _ = odp::rules::check(&loaded.workspace, loaded.found, &odp::rules::Settings::default());
            let _ = odp::format::format(&Source::new(FileId(0), "x.odp", text));
        }
    }
}
