//! The house style of pages: colours by day and by night, logos, fonts, and the policy that goes with them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use odp::emit::{Artifact, Logo, Options, Picture, TARGETS, Target, emit};
use odp::files::Memory;
use odp::model::{Lang, Owed, Text, Translation};
use odp::rules::{Settings, check};
use odp::settings::{Colour, House, LEAST_CONTRAST, Paper};
use odp::source::{FileId, Span};
use proptest::prelude::*;
use scraper::{Html, Selector};
use sha2::{Digest, Sha256};

use super::emit_docs::text_of;

const PLAN: &str = "odp 1\nuse \"odp:hk/2026\"\nplan p 2026..2028 {\n title: tc \"𨋢數據計劃：\" en \"Lift Plan\"\n publisher: @hk-hko\n issued: 2025-12\n languages: tc, en\n section A none\n section B none\n section C none\n section D none\n}\n";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\xff\x00\"<";

fn pages(options: &Options) -> Vec<Artifact> {
    let loaded = odp::resolve::load(&Memory::new().with("plan.odp", PLAN), &["plan.odp".to_owned()]);
    let (found, valid) = check(&loaded.workspace, loaded.found, &Settings::default());
    let targets: Vec<&Target> = TARGETS.iter().filter(|target| target.name == "html").collect();
    emit(valid.unwrap_or_else(|| panic!("{found:#?}")), &targets, options).artifacts
}

fn page(house: House) -> String {
    text_of(&pages(&Options { house, ..Options::default() }), "plan.tc.html")
}

fn style(page: &str) -> &str {
    page.split("<style>").nth(1).and_then(|rest| rest.split("</style>").next()).expect("a style")
}

fn policy(page: &str) -> String {
    let selector = Selector::parse("meta[http-equiv]").expect("a selector");
    let found = Html::parse_document(page);
    found.select(&selector).next().and_then(|meta| meta.attr("content")).expect("a policy").to_owned()
}

/// What a variable of the style is, by day and by night.
fn variable(style: &str, name: &str) -> [Colour; 2] {
    let all: Vec<Colour> = style
        .match_indices(&format!("{name}: #"))
        .map(|(at, found)| &style[at + found.len() - 1..])
        .map(|rest| Colour::parse(&rest[..7]).expect("a colour"))
        .collect();
    all.try_into().unwrap_or_else(|all| panic!("{name}: {all:?}"))
}

fn logo(kind: Picture, words: &[(Lang, &str)]) -> Options {
    let span = Span::new(FileId(0), 0, 0);
    let entry = |(lang, words): &(Lang, &str)| Translation { lang: *lang, value: Owed::Given((*words).into()), span };
    let text = Text::new(words.iter().map(entry).collect());
    Options { logo: Some(Logo { kind, bytes: PNG.to_vec(), text }), ..Options::default() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Titles and links are read well on paper, links on tints too, whatever the colour; one that is fit stays as it is.
    #[test]
    fn every_colour_of_a_house_is_read_by_day_and_by_night(rgb in any::<[u8; 3]>()) {
        let colour = Colour { rgb };
        let page = page(House { colour: Some(colour), ..House::default() });
        let [paper, tint, accent, link] = ["--paper", "--tint", "--accent", "--link"].map(|name| variable(style(&page), name));
        for time in 0..2 {
            let contrasts = [(accent, paper), (link, paper), (link, tint)].map(|(a, b)| a[time].contrast(b[time]));
            prop_assert!(contrasts.iter().all(|contrast| *contrast >= LEAST_CONTRAST), "{contrasts:?}");
        }
        prop_assert_eq!(accent[0] == colour, colour.contrast(Colour::WHITE) >= LEAST_CONTRAST);
        prop_assert!(paper[0] == Colour::WHITE && paper[1].contrast(Colour::BLACK) < 2.0);
    }

    /// No name of a font ends its string, the style, or the policy's knowledge of it.
    #[test]
    fn a_font_name_stays_a_name(name in "[\\PC\"\\\\;{}<>/'\n𨋢體]{1,12}") {
        let page = page(House { fonts: vec![name.as_str().into()], ..House::default() });
        let list = style(&page).split("font-family: \"").nth(1).and_then(|rest| rest.split("\", ").next());
        let inside = list.expect("a string, a comma");
        prop_assert_eq!(unescaped(inside), name);
        prop_assert!(policy(&page).contains(&STANDARD.encode(Sha256::digest(style(&page)))));
    }
}

/// A string of CSS as browsers read it; nothing in it but letters, figures, spaces and escapes.
fn unescaped(css: &str) -> String {
    let mut out = String::new();
    let mut rest = css.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            assert!(c.is_alphanumeric() || c == ' ', "{c:?} is not escaped");
            out.push(c);
            continue;
        }
        let hex: String = rest.by_ref().take_while(|c| *c != ' ').collect();
        out.push(u32::from_str_radix(&hex, 16).ok().and_then(char::from_u32).expect("a character"));
    }
    out
}

#[test]
fn fonts_come_before_all_others() {
    let page = page(House { fonts: ["Noto Serif HK", "明體-\"}</style>"].map(Into::into).into(), ..House::default() });
    let style = style(&page);
    let first = r#"font-family: "Noto Serif HK", "明體\2d \22 \7d \3c \2f style\3e ", "#;
    assert_eq!((style.matches(first).count(), style.matches("font-family: ").count()), (3, 3), "{style}");
}

#[test]
fn paper_is_that_of_the_house() {
    for (paper, size) in [(Paper::A4, "297mm 210mm"), (Paper::A3, "420mm 297mm"), (Paper::Letter, "279.4mm 215.9mm")] {
        assert!(style(&page(House { paper, ..House::default() })).ends_with(&format!("@page {{ size: {size}; }}")));
    }
}

#[test]
fn a_logo_says_what_it_shows_in_the_language_of_the_page() {
    let select = Selector::parse("header img.logo").expect("a selector");
    let both = [(Lang::TC, "徽號：𨋢"), (Lang::EN, "Emblem \"<&")];
    let alone = [(Lang::TC, "升降機𨋢")];
    for (kind, media, words, expected) in [
        (
            Picture::Png,
            "image/png",
            &both[..],
            [("徽號：𨋢", None), ("Emblem \"<&", None), ("徽号：䢂", None), ("徽號：𨋢", None)],
        ),
        (
            Picture::Svg,
            "image/svg+xml",
            &alone[..],
            [("升降機𨋢", None), ("升降機𨋢", Some("zh-Hant")), ("升降机䢂", None), ("升降機𨋢", None)],
        ),
    ] {
        let pages = pages(&logo(kind, words));
        for (name, (alt, lang)) in ["tc", "en", "sc", "tc-en"].into_iter().zip(expected) {
            let text = text_of(&pages, &format!("plan.{name}.html"));
            assert!(policy(&text).contains("; img-src data:; base-uri 'none'"), "{}", policy(&text));
            let html = Html::parse_document(&text);
            let images: Vec<_> = html.select(&select).map(|image| image.value()).collect();
            let [image] = &*images else { panic!("{name}: {images:?}") };
            assert_eq!((image.attr("alt"), image.attr("lang")), (Some(alt), lang), "{name}");
            assert_eq!(image.attr("src"), Some(&*format!("data:{media};base64,{}", STANDARD.encode(PNG))));
        }
    }
}

#[test]
fn without_a_logo_no_picture_is_allowed() {
    let page = page(House::default());
    assert!(!policy(&page).contains("img-src") && !page.contains("<img"));
}
