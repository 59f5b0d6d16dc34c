//! The house style: colours by the formulas of WCAG, the logo and the editions as a user asks for them.

use odp::emit::Picture;
use odp::settings::{Colour, LEAST_CONTRAST};
use proptest::prelude::*;

use super::run::{Folder, plan};

const SVG: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><circle cx="2" cy="2" r="2"/></svg>"#;
const SETTINGS: &str = "[publish]\nbase = \"https://plans.example/\"\n\n[document]\nlogo = \"徽號/logo.svg\"\n";
const WORDS: &str = "logo-text = { tc = \"本局徽號\", en = \"Emblem\" }\n";

fn colour(text: &str) -> Colour {
    Colour::parse(text).unwrap_or_else(|| panic!("{text} is a colour"))
}

/// Pairs from WCAG's own techniques and from hand calculation.
#[test]
fn contrast_is_that_of_wcag() {
    for (a, b, ratio) in [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
        ("#0000ff", "#ffffff", 8.59),
    ] {
        let found = colour(a).contrast(colour(b));
        assert!((found - ratio).abs() < 0.006, "{a} on {b}: {found}, not {ratio}");
    }
    assert_eq!(["", "#fff", "0f5e59", "#0f5e5", "#0f5e5g", "#０f5e5"].map(Colour::parse), [None; 6]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_colour_is_printed_as_it_is_read(rgb in any::<[u8; 3]>()) {
        prop_assert_eq!(Colour::parse(&Colour { rgb }.to_string()), Some(Colour { rgb }));
    }

    #[test]
    fn a_readable_colour_is_readable(rgb in any::<[u8; 3]>()) {
        let darker = Colour { rgb }.readable_on(Colour::WHITE, Colour::BLACK);
        prop_assert!(darker.contrast(Colour::WHITE) >= LEAST_CONTRAST);
        let is_enough = Colour { rgb }.contrast(Colour::WHITE) >= LEAST_CONTRAST;
        prop_assert_eq!(is_enough, darker == Colour { rgb }, "what is read well stays as it is");
    }
}

#[test]
fn a_picture_is_told_by_its_bytes() {
    assert_eq!(Picture::of(SVG.as_bytes()), Some(Picture::Svg));
    assert_eq!(Picture::of(format!("\u{feff}<?xml version=\"1.0\"?>\n<!-- 徽 -->{SVG}").as_bytes()), Some(Picture::Svg));
    assert_eq!(Picture::of(b"\x89PNG\r\n\x1a\n"), Some(Picture::Png));
    assert!(Picture::Svg.is_drawable(SVG.as_bytes()) && !Picture::Svg.is_drawable(b"<svg><"));
    // a head that promises a billion dots is not believed
    let vast = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x7f\xff\0\0\x7f\xff\x08\x02\0\0\0";
    assert!(!Picture::Png.is_drawable(vast) && !Picture::Png.is_drawable(&vast[..20]));
    for other in [&b"GIF89a"[..], b"", b"<html>", b"\xff\xd8\xff\xe0"] {
        assert_eq!(Picture::of(other), None);
    }
}

#[test]
fn a_logo_that_cannot_be_used_is_told_where_it_is_named() {
    let folder = Folder::with("plan.odp", plan("itib"));
    let compile = || folder.odp(&["compile", "plan.odp", "--emit", "html", "--format", "short"]);
    folder.write("odp.toml", SETTINGS);
    let told = |what: &str| {
        let ran = compile();
        assert!(ran.code == 1 && ran.err.starts_with("odp.toml:5:8: ODP703: ") && ran.err.contains(what), "{what}: {}", ran.err);
    };
    told("cannot be read: ");
    folder.write("徽號/logo.svg", "<html>");
    told("is neither SVG nor PNG");
    folder.write("徽號/logo.svg", " ".repeat(1_000_001));
    told("has more than 1000000 bytes");
    folder.write("徽號/logo.svg", SVG.replace("</svg>", ""));
    told("cannot be drawn");
    folder.write("徽號/logo.svg", SVG);
    told("has no words for those who do not see it");
    assert!(!folder.path("out").exists());
    folder.write("odp.toml", format!("{SETTINGS}{WORDS}"));
    assert_eq!(compile().code, 0, "{}", compile().err);
}

#[test]
fn editions_are_made_as_asked_for() {
    let folder = Folder::with("plan.odp", plan("itib"));
    let ran = folder.odp(&["compile", "plan.odp", "--emit", "html,md", "--editions", "en,sc+tc"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let mut names: Vec<String> = std::fs::read_dir(folder.path("out/itib"))
        .expect("what was made")
        .map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, ["plan.en.html", "plan.en.md", "plan.sc-tc.html", "plan.sc-tc.md"]);
    let absent = folder.odp(&["compile", "plan.odp", "--editions", "fr,tc", "--format", "short"]);
    assert!(absent.code == 1 && absent.err.contains("ODP705: no plan here has the edition `fr`"), "{}", absent.err);
    for wrong in ["tc+tc", "t", "tc+", "繁"] {
        assert_eq!(folder.odp(&["compile", "plan.odp", "--editions", wrong]).code, 2, "{wrong}");
    }
}
