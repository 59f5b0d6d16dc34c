//! The documents for Word, read back: parts, languages, tables, what authors wrote.

pub mod reader;

use std::collections::BTreeSet;
use std::path::Path;

use odp::emit::{Artifact, Logo, Options, Picture, TARGETS, Target, emit};
use odp::files::{Files, Memory, ReadError, to_text};
use odp::model::{Lang, Owed, Text, Translation};
use odp::resolve::load;
use odp::rules::{Settings, check};
use odp::source::{FileId, Span};
use reader::{Docx, Node};
use scraper::{Html, Selector};

use super::examples::PLANS;

struct Disk;

impl Files for Disk {
    fn read(&self, path: &str) -> Result<String, ReadError> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        std::fs::read(root.join(path)).map_err(|_| ReadError::NotFound).and_then(to_text)
    }
}

fn compile_from(files: &dyn Files, path: &str, options: &Options) -> Vec<Artifact> {
    let loaded = load(files, &[path.to_owned()]);
    let (found, valid) = check(&loaded.workspace, loaded.found, &Settings::default());
    let targets: Vec<&Target> = TARGETS.iter().filter(|target| ["html", "docx"].contains(&target.name)).collect();
    emit(valid.unwrap_or_else(|| panic!("{path}: {found:#?}")), &targets, options).artifacts
}

fn compile(path: &str) -> Vec<Artifact> {
    compile_from(&Disk, path, &Options::default())
}

/// The documents among what was made, by the name of the file.
fn documents(artifacts: &[Artifact]) -> Vec<(String, Docx)> {
    let of_word = artifacts.iter().filter(|artifact| artifact.path.ends_with(".docx"));
    of_word.map(|artifact| (artifact.path.clone(), Docx::read(&artifact.bytes))).collect()
}

/// A plan of one dataset of this name and this description.
fn one(name: &str, description: &str, options: &Options) -> Vec<Artifact> {
    let source = format!(
        "odp 1\nuse \"odp:hk/2026\"\nplan one 2026..2028 {{\n title: tc \"計劃\" en \"Plan\"\n publisher: @hk-hko\n issued: 2025-12\n \
         languages: tc, en\n section A {{ spatial none; non-spatial {{\n dataset only {{\n name: {name}\n description: {description}\n \
         category: finance\n target: 2026-06\n frequency: daily\n }} }} }}\n section B none\n section C none\n section D none\n}}\n"
    );
    compile_from(&Memory::new().with("plan.odp", source), "plan.odp", options)
}

fn squeezed(words: &str) -> String {
    words.split_whitespace().collect()
}

/// What a page says, block by block, and what a document does; notes of several paragraphs are one.
pub fn difference(page: &str, document: &Docx) -> Option<String> {
    let html = Html::parse_document(page);
    let blocks = "header .notice, header .publisher, h1, h2, h3, h4, main div.note, th, td, footer p";
    let shown: Vec<String> = html
        .select(&Selector::parse(blocks).expect("a selector"))
        .map(|element| squeezed(&element.text().collect::<String>()))
        .filter(|words| !words.is_empty())
        .collect();
    let mut said: Vec<(String, String)> = Vec::new();
    for (style, words) in document.said().into_iter().filter(|(style, words)| style != "Fact" && !words.is_empty()) {
        match said.last_mut() {
            Some((last, all)) if style.starts_with("Not") && last.starts_with("Not") => all.push_str(&words),
            _ => said.push((style, words)),
        }
    }
    let said: Vec<String> = said.into_iter().map(|(_, words)| squeezed(&words)).collect();
    let at = (0..shown.len().max(said.len())).find(|at| shown.get(*at) != said.get(*at))?;
    Some(format!("page: {:?}, document: {:?}", shown.get(at), said.get(at)))
}

#[test]
fn documents_say_what_pages_say() {
    for plan in PLANS {
        let artifacts = compile(plan);
        for page in artifacts.iter().filter(|artifact| artifact.media_type == "text/html") {
            let name = page.path.replace(".html", ".docx");
            let document = Docx::of(&artifacts, name.rsplit('/').next().expect("a name"));
            let text = String::from_utf8_lossy(&page.bytes);
            assert_eq!(difference(&text, &document), None, "{name}");
            assert!(difference(&text.replace("</td>", "𨋢</td>"), &document).is_some(), "a difference would be seen");
        }
    }
}

#[test]
fn what_belongs_together_is_there() {
    for (path, document) in PLANS.iter().flat_map(|plan| documents(&compile(plan))) {
        let paths: BTreeSet<&str> = document.files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(paths.len(), document.files.len(), "{path}");
        assert_eq!(document.files[0].0, "[Content_Types].xml", "{path}: what some readers ask of the first file");
        for (name, _) in document.files.iter().filter(|(name, _)| name.ends_with(".xml") || name.ends_with(".rels")) {
            document.part(name);
        }
        for kind in document.part("[Content_Types].xml").all("Override") {
            assert!(paths.contains(&kind.get("PartName")[1..]), "{path}: {kind:?}");
        }
        for (rels, folder) in [("_rels/.rels", ""), ("word/_rels/document.xml.rels", "word/")] {
            for relation in document.part(rels).all("Relationship") {
                let is_link = relation.get("Type").ends_with("/hyperlink");
                assert_eq!(relation.get("TargetMode") == "External", is_link, "{path}: only links lead out");
                assert!(is_link || paths.contains(&*format!("{folder}{}", relation.get("Target"))), "{path}: {relation:?}");
            }
        }
        let styles = document.part("word/styles.xml");
        let known: BTreeSet<&str> = styles.all("w:style").iter().map(|style| style.get("w:styleId")).collect();
        let body = document.body();
        for used in ["w:pStyle", "w:rStyle", "w:tblStyle"].iter().flat_map(|kind| body.all(kind)) {
            assert!(known.contains(used.get("w:val")), "{path}: no style {used:?}");
        }
        let names: Vec<&str> = body.all("w:bookmarkStart").iter().map(|start| start.get("w:name")).collect();
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{path}: a bookmark twice");
        assert!(
            names.iter().all(|name| name.len() <= 40 && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'))
        );
        let jumps: Vec<&Node> = body.all("w:hyperlink").into_iter().filter(|link| !link.get("w:anchor").is_empty()).collect();
        assert!(!jumps.is_empty() || path.contains("otter"), "{path}: the summary links to the sections");
        assert!(jumps.iter().all(|link| names.contains(&link.get("w:anchor"))), "{path}: a link without an end");
    }
}

#[test]
fn tables_have_heads_that_are_repeated_and_rows_that_stay_whole() {
    for (path, document) in PLANS.iter().flat_map(|plan| documents(&compile(plan))) {
        let tables = document.body().children.into_iter().filter(|block| block.name == "w:tbl").collect::<Vec<_>>();
        assert!(tables.len() > 5, "{path}");
        for table in tables {
            let rows = table.all("w:tr");
            let heads: Vec<bool> = rows.iter().map(|row| row.first("w:tblHeader").is_some()).collect();
            assert!(heads[0] && !heads[1..].contains(&true), "{path}: {heads:?}");
            assert!(rows.iter().all(|row| row.first("w:cantSplit").is_some()), "{path}");
            let keeps = rows[0].all("w:p").iter().all(|paragraph| paragraph.first("w:keepNext").is_some());
            assert_eq!(keeps, rows.len() > 1, "{path}: a head stands with its first row");
            assert!(!table.val("w:tblCaption").is_empty() && !table.val("w:tblDescription").is_empty());
            let widths: Vec<u32> =
                table.all("w:gridCol").iter().map(|column| column.get("w:w").parse().expect("twips")).collect();
            assert_eq!(widths.iter().sum::<u32>(), 14_910, "{path}: A4 across, less its margins");
            assert!(widths.iter().all(|width| *width >= 2 * 190 + 200), "{path}: {widths:?}");
            for row in rows {
                let cells: Vec<&Node> = row.all("w:tc");
                let own: Vec<u32> =
                    cells.iter().map(|cell| cell.first("w:tcW").map_or("", |w| w.get("w:w")).parse().expect("twips")).collect();
                assert_eq!(own, widths, "{path}");
                assert!(cells.iter().all(|cell| cell.children.last().is_some_and(|last| last.name == "w:p")), "{path}");
            }
        }
    }
}

#[test]
fn every_run_has_its_language() {
    for (path, document) in PLANS.iter().flat_map(|plan| documents(&compile(plan))) {
        let body = document.body();
        let ours = [" / ", ""];
        let mut tags = BTreeSet::new();
        for run in body.all("w:r").into_iter().filter(|run| !ours.contains(&&*run.words())) {
            let lang = run.first("w:lang").unwrap_or_else(|| panic!("{path}: {}", run.words()));
            let is_chinese = lang.get("w:val").starts_with("zh");
            assert_eq!(lang.get("w:eastAsia"), if is_chinese { lang.get("w:val") } else { "" }, "{path}");
            assert_eq!(run.first("w:rFonts").map_or("", |fonts| fonts.get("w:hint")), if is_chinese { "eastAsia" } else { "" });
            tags.insert(lang.get("w:val").to_owned());
        }
        let expected: &[&str] = match path.rsplit('/').next().expect("a name") {
            "plan.tc.docx" => &["zh-HK"],
            "plan.sc.docx" => &["zh-CN"],
            "plan.en.docx" => &["en-HK"],
            "plan.fr.docx" => &["fr"],
            "plan.en-fr.docx" => &["en-HK", "fr"],
            _ => &["en-HK", "zh-HK"],
        };
        assert!(expected.iter().all(|tag| tags.contains(*tag)), "{path}: {tags:?}");
        let main = tags.iter().filter(|tag| !expected.contains(&tag.as_str())).count();
        assert_eq!(main, 0, "{path}: {tags:?}");
    }
}

#[test]
fn headings_are_an_outline_and_the_file_says_what_it_is() {
    let document = Docx::of(&compile("plans/itib-2026.odp"), "plan.tc-en.docx");
    let styles = document.part("word/styles.xml");
    for (level, id) in ["Heading1", "Heading2", "Heading3", "Heading4"].iter().enumerate() {
        let style = styles.all("w:style").into_iter().find(|style| style.get("w:styleId") == *id).expect("a style");
        assert_eq!((style.val("w:name"), style.val("w:outlineLvl")), (&*format!("heading {}", level + 1), &*level.to_string()));
        assert!(style.first("w:keepNext").is_some());
    }
    let headings: Vec<String> =
        document.said().into_iter().map(|(style, _)| style).filter(|style| style.starts_with("Heading")).collect();
    assert_eq!(headings.iter().filter(|style| *style == "Heading1").count(), 5, "the summary and four sections");
    assert!(headings.contains(&"Heading2".to_owned()) && headings.contains(&"Heading3".to_owned()));
    let core = document.part("docProps/core.xml");
    let text = |name: &str| core.first(name).map_or("", |node| &*node.text);
    assert!(text("dc:title").contains("整合開放數據計劃") && text("dc:title").contains("Open Data Plan"));
    assert_eq!(text("dc:creator"), "創新科技及工業局 / Innovation, Technology and Industry Bureau");
    assert_eq!((text("dc:language"), text("dcterms:created")), ("zh-HK, en-HK", "2025-12-01T00:00:00Z"));
    let footer = document.part("word/footer1.xml");
    let fields: Vec<&str> = footer.all("w:fldSimple").iter().map(|field| field.get("w:instr").trim()).collect();
    assert_eq!(fields, ["PAGE", "NUMPAGES"]);
    assert!(footer.words().contains("計劃") && footer.words().ends_with("1 / 1"), "{}", footer.words());
}

#[test]
fn what_an_author_writes_stays_text() {
    let name = r#"</w:t><w:instrText>DDEAUTO</w:instrText> & "quoted" 𨋢 ]]> <!-- &lt; 「：」"#;
    let artifacts =
        one(&format!("tc \"{}\" en \"A\"", name.replace('"', "\\\"")), "- tc \"&amp;\" en \"B\"", &Options::default());
    let document = Docx::of(&artifacts, "plan.tc.docx");
    assert!(document.said().iter().any(|(_, words)| words == name), "{:?}", document.said());
    assert!(document.said().iter().any(|(_, words)| words == "&amp;"));
    assert!(document.body().all("w:instrText").is_empty());
}

#[test]
fn addresses_become_links_where_word_takes_them() {
    let text = "見https://a.example/b?c=d&e=(f)。及（http://g.example:81/h.）https://bad.example:99999/x http://u@v.example/";
    let artifacts =
        one(&format!("tc \"{text}\" en \"see https://a.example/b?c=d&e=(f)\""), "tc \"甲\" en \"B\"", &Options::default());
    let document = Docx::of(&artifacts, "plan.tc-en.docx");
    let relations = document.part("word/_rels/document.xml.rels");
    let external: Vec<(&str, &str)> = relations
        .all("Relationship")
        .iter()
        .filter(|relation| relation.get("TargetMode") == "External")
        .map(|relation| (relation.get("Id"), relation.get("Target")))
        .collect();
    assert_eq!(external, [("link1", "https://a.example/b?c=d&e=(f)"), ("link2", "http://g.example:81/h")]);
    let body = document.body();
    let links: Vec<(&str, String)> = body
        .all("w:hyperlink")
        .iter()
        .filter(|link| !link.get("r:id").is_empty())
        .map(|link| (link.get("r:id"), link.words()))
        .collect();
    let ids: Vec<&str> = links.iter().map(|(id, _)| *id).collect();
    assert_eq!(ids, ["link1", "link2", "link1"], "an address is there once");
    assert!(document.said().iter().any(|(_, words)| words.starts_with(text)), "{:?}", document.said());
}

#[test]
fn what_is_owed_is_framed() {
    let document = Docx::of(&one("tc \"名\" en pending", "- tc pending en pending", &Options::default()), "plan.en.docx");
    let body = document.body();
    let marked = |style: &str| {
        let is_marked = |run: &&&Node| run.val("w:rStyle") == style;
        body.all("w:r").iter().filter(is_marked).map(|run| run.words()).collect::<Vec<_>>()
    };
    assert_eq!(
        (marked("Pending"), marked("Untranslated")),
        (vec!["To be confirmed".to_owned()], vec!["not translated".to_owned()])
    );
    let styles = document.part("word/styles.xml");
    for id in ["Pending", "Untranslated"] {
        let style = styles.all("w:style").into_iter().find(|style| style.get("w:styleId") == id).expect("a style");
        assert_eq!(style.val("w:bdr"), "dashed", "colour is not the only sign");
    }
    let item = body.all("w:p").into_iter().find(|paragraph| paragraph.val("w:pStyle") == "ListBullet").expect("a bullet");
    assert_eq!(item.val("w:numId"), "1", "a list that Word knows as one");
}

fn logo(kind: Picture, bytes: &[u8]) -> Options {
    let entry = |lang, words: &str| Translation { lang, value: Owed::Given(words.into()), span: Span::new(FileId(0), 0, 0) };
    let text = Text::new(vec![entry(Lang::TC, "徽號\u{1b}<𨋢>"), entry(Lang::EN, "Emblem & name")]);
    Options { logo: Some(Logo { kind, bytes: bytes.to_vec(), text }), ..Options::default() }
}

const SVG: &[u8] = br#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 80"><rect width="80" height="80"/></svg>"#;

#[test]
fn a_logo_has_words_in_place_of_it() {
    let artifacts = one("tc \"名\" en \"A\"", "tc \"甲\" en \"B\"", &logo(Picture::Svg, SVG));
    for (name, words) in [
        ("plan.tc.docx", "徽號\u{fffd}<𨋢>"),
        ("plan.en.docx", "Emblem & name"),
        ("plan.tc-en.docx", "徽號\u{fffd}<𨋢> / Emblem & name"),
    ] {
        let document = Docx::of(&artifacts, name);
        let body = document.body();
        assert_eq!(body.first("wp:docPr").map(|picture| picture.get("descr")), Some(words), "{name}");
        let size = body.first("wp:extent").expect("a size");
        assert_eq!((size.get("cx"), size.get("cy")), ("1800000", "720000"), "2 cm high");
        let drawn = document.file("word/media/logo.png").expect("a picture for who knows no SVG");
        assert_eq!(Picture::of(drawn), Some(Picture::Png));
        assert_eq!(document.file("word/media/logo.svg"), Some(SVG));
        assert_eq!(body.first("asvg:svgBlip").map(|blip| blip.get("r:embed")), Some("logo-svg"));
    }
    let png = Docx::of(&artifacts, "plan.tc.docx").file("word/media/logo.png").expect("a picture").to_vec();
    let document = Docx::of(&one("tc \"名\" en \"A\"", "tc \"甲\" en \"B\"", &logo(Picture::Png, &png)), "plan.en.docx");
    assert_eq!((document.file("word/media/logo.png"), document.file("word/media/logo.svg")), (Some(&*png), None));
    assert!(document.body().first("asvg:svgBlip").is_none());
}

#[test]
fn a_logo_that_cannot_be_read_leaves_its_words() {
    let endless = br#"<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0"/>"#;
    for (kind, bytes) in [(Picture::Png, &b"\x89PNG\r\n\x1a\n"[..]), (Picture::Svg, b"<svg"), (Picture::Svg, endless)] {
        let document = Docx::of(&one("tc \"名\" en \"A\"", "tc \"甲\" en \"B\"", &logo(kind, bytes)), "plan.en.docx");
        assert_eq!(document.said()[0], ("Logo".to_owned(), "Emblem & name".to_owned()));
        assert!(document.files.iter().all(|(name, _)| !name.starts_with("word/media")));
    }
}

#[test]
fn the_house_style_is_that_of_the_settings() {
    let settings = "[document]\ncolour = \"#7a1f3d\"\npaper = \"a3\"\nfonts = [\"Lato\", \"Noto Sans CJK HK\"]\n";
    let source = odp::source::Source::new(FileId(0), "odp.toml", settings);
    let (settings, found) = odp::settings::read(&source);
    assert!(found.is_empty(), "{found:?}");
    let options = Options { house: settings.house, ..Options::default() };
    let document = Docx::of(&one("tc \"名\" en \"A\"", "tc \"甲\" en \"B\"", &options), "plan.tc.docx");
    let size = document.body().all("w:pgSz").first().map(|size| (size.get("w:w").to_owned(), size.get("w:h").to_owned()));
    assert_eq!(size, Some(("23811".to_owned(), "16838".to_owned())));
    let styles = document.part("word/styles.xml");
    let fonts = styles.first("w:rFonts").expect("fonts");
    assert_eq!((fonts.get("w:ascii"), fonts.get("w:eastAsia")), ("Lato", "Noto Sans CJK HK"));
    let title = styles.all("w:style").into_iter().find(|style| style.get("w:styleId") == "Title").expect("a style");
    assert_eq!(title.val("w:color"), "7A1F3D");
}

#[test]
fn golden() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/smallest");
    for (path, document) in documents(&compile("examples/smallest/plan.odp")) {
        let path = folder.join(format!("{}.txt", path.rsplit('/').next().expect("a name")));
        let dump = document.dump();
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &dump).expect("written");
        }
        let known = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(known == dump, "{} has changed; UPDATE=1 renews it\n{dump}", path.display());
    }
}
