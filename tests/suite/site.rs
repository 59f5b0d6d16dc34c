//! The web site: every link leads somewhere, every dataset has its page in every language, nothing an author writes is markup.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use odp::edition::History;
use odp::emit::{Artifact, Logo, Options, Picture, TARGETS, Target, emit_all};
use odp::files::{Files, Memory};
use odp::model::{Date, Lang, Owed, Text, Translation, Workspace};
use odp::resolve::load;
use odp::rules::{Settings, check};
use odp::source::{FileId, Span};
use scraper::{Html, Selector};
use unicode_normalization::UnicodeNormalization;

use self::generator::Government;
use super::emit_catalogues::Disk;
use super::generate::plans;
use super::laws::{fail, law};

#[path = "../../benches/generator.rs"]
#[allow(dead_code, reason = "it makes plans for measurements, too")]
mod generator;

const HISTORY: [&str; 2] = ["examples/history/2028/harbour.odp", "examples/history/2028/parks.odp"];

struct Made {
    workspace: Workspace,
    files: BTreeMap<String, Artifact>,
}

impl Made {
    fn text(&self, path: &str) -> &str {
        let artifact = self.files.get(path).unwrap_or_else(|| panic!("no {path} in {:?}", self.files.keys()));
        std::str::from_utf8(&artifact.bytes).expect("UTF-8")
    }

    /// The pages of the site: those of other targets are not its.
    fn pages(&self) -> impl Iterator<Item = (&str, &str)> {
        let of_site = |path: &&String| path.ends_with(".html") && !path.contains("/plan.");
        self.files.keys().filter(of_site).map(|path| (path.as_str(), self.text(path)))
    }
}

/// The site of some plans, with what these targets make beside it.
fn made(files: &dyn Files, paths: &[&str], beside: &[&str]) -> Made {
    made_with(files, paths, beside, Options { base: Some("https://www.example.org/data/".into()), ..Options::default() })
}

fn made_with(files: &dyn Files, paths: &[&str], beside: &[&str], options: Options) -> Made {
    let paths: Vec<String> = paths.iter().map(|path| (*path).to_owned()).collect();
    let loaded = load(files, &paths);
    let (found, valid) = check(&loaded.workspace, loaded.found, &Settings::default());
    let valid = valid.unwrap_or_else(|| panic!("{paths:?}: {found:#?}"));
    let targets: Vec<&Target> = TARGETS.iter().filter(|target| target.name == "site" || beside.contains(&target.name)).collect();
    let history = Arc::new(History::read(files, &loaded.workspace));
    let made = emit_all(valid, &targets, true, &Options { history, ..options }).artifacts;
    let count = made.len();
    let files: BTreeMap<String, Artifact> = made.into_iter().map(|artifact| (artifact.path.clone(), artifact)).collect();
    assert_eq!(files.len(), count, "a path twice");
    Made { workspace: loaded.workspace, files }
}

fn all() -> Made {
    let paths = ["plans/itib-2026.odp", "examples/mid-year/plan.odp", HISTORY[0], HISTORY[1]];
    made(&Disk, &paths, &["html", "csv", "json", "dcat"])
}

/// A plan of one dataset.
fn plan(id: &str, dataset: &str, name: &str) -> String {
    format!(
        "odp 1\nuse \"odp:hk/2026\"\nplan {id} 2026..2028 {{\n title: tc \"{name}\" en \"{name}\"\n publisher: @hk-emsd\n \
         issued: 2025-12\n languages: tc, en\n section A {{ spatial none; non-spatial {{\n dataset {dataset} {{\n name: tc \"{name}\" en \
         \"{name}\"\n description: tc \"{name}\" en \"{name}\"\n category: transport\n target: 2026-03\n frequency: monthly\n \
         keywords: tc \"{name}\" en \"{name}\"\n slipped 2026-02..2026-03 {{ reason: tc \"{name}\" en \"{name}\" }}\n }} }} }}\n section B \
         none\n section C none\n section D none\n}}\n"
    )
}

/// All values of an attribute.
fn values(page: &Html, selector: &str, attribute: &str) -> Vec<String> {
    let selector = Selector::parse(selector).expect("a selector");
    page.select(&selector).filter_map(|element| element.attr(attribute).map(str::to_owned)).collect()
}

/// Where an address on a page leads to, below the output folder.
fn target(page: &str, href: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in href.split('/') {
        match part {
            ".." => drop(parts.pop().unwrap_or_else(|| panic!("{page}: {href} leads out of the site"))),
            "." => {}
            name => parts.push(name),
        }
    }
    decoded(&parts.join("/"))
}

/// An address without its escapes (RFC 3986).
fn decoded(address: &str) -> String {
    let mut bytes = Vec::new();
    for (at, part) in address.split('%').enumerate() {
        let rest = if at == 0 {
            part
        } else {
            bytes.push(u8::from_str_radix(&part[..2], 16).expect("two figures"));
            &part[2..]
        };
        bytes.extend(rest.bytes());
    }
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn every_link_leads_somewhere() {
    let followed = links_lead_somewhere(&all());
    assert!(followed > 1_000, "only {followed} links");
}

/// Whatever a plan says, its site is whole, and each dataset has its page.
#[test]
fn the_site_of_any_plan_is_whole() {
    law(24, plans(), |case| {
        let printed = case.print();
        let made = made(&printed.memory(), &[printed.plan()], &["csv"]);
        links_lead_somewhere(&made);
        let datasets: usize = made.workspace.plans.iter().map(|plan| plan.datasets().count()).sum();
        let languages = made.files.keys().filter(|path| path.ends_with("/search.html")).count();
        let pages = made.files.keys().filter(|path| path.contains("/dataset-")).count();
        if pages == datasets * languages { Ok(()) } else { Err(fail(format!("{pages} pages of {datasets} datasets"))) }
    });
}

/// Without Simplified Chinese, without an address, with a logo, judged on a day long after.
#[test]
fn other_options_make_whole_sites() {
    let entry = |lang| Translation { lang, value: Owed::Given("徽號𨋢 <logo>".into()), span: Span::new(FileId(0), 0, 0) };
    let text = Text::new(vec![entry(Lang::TC), entry(Lang::EN)]);
    let bytes = b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>".to_vec();
    let logo = Some(Logo { kind: Picture::Svg, bytes, text });
    let options = Options { derived: false, logo, as_of: Date::parse("2031"), ..Options::default() };
    let made = made_with(&Disk, &["examples/mid-year/plan.odp", "plans/itib-2026.odp"], &["csv", "xlsx"], options);
    assert!(!made.files.keys().any(|path| path.starts_with("sc/") || path.contains(".sc.")));
    assert!(made.text("en/index.html").contains("As of 2031"), "{}", made.text("en/index.html"));
    assert!(made.text("en/index.html").contains("href=\"../plans.xlsx\""), "{}", made.text("en/index.html"));
    assert!(made.text("tc/mid-year-example/dataset-energy-labels.html").contains("逾期"));
    links_lead_somewhere(&made);
}

/// Follows every link within a site, and counts them.
fn links_lead_somewhere(made: &Made) -> usize {
    let ids: BTreeMap<&str, BTreeSet<String>> = made
        .pages()
        .map(|(path, text)| (path, values(&Html::parse_document(text), "[id]", "id").into_iter().collect()))
        .collect();
    let mut followed = 0;
    for (path, text) in made.pages() {
        let page = Html::parse_document(text);
        for href in values(&page, "[href]", "href").into_iter().chain(values(&page, "[src]", "src")) {
            if ["https://", "http://", "mailto:"].iter().any(|scheme| href.starts_with(scheme)) {
                continue;
            }
            let (file, fragment) = href.split_once('#').unwrap_or((&href, ""));
            let file = if file.is_empty() { path.to_owned() } else { target(path, file) };
            assert!(made.files.contains_key(&file), "{path}: nothing at {href}");
            if fragment.contains('=') {
                let search = Html::parse_document(made.text(&file));
                for (filter, value) in fragment.split('&').map(|part| part.split_once('=').expect("a filter and its value")) {
                    let options = values(&search, &format!("select[name={filter}] option"), "value");
                    assert!(options.iter().any(|option| option == value), "{path}: {href} asks for what is no choice");
                }
            } else if !fragment.is_empty() {
                assert!(ids[&*file].contains(fragment), "{path}: {href} leads to no id");
            }
            followed += 1;
        }
    }
    followed
}

#[test]
fn every_dataset_has_a_page_in_every_language() {
    let made = all();
    let mut count = 0;
    for plan in &made.workspace.plans {
        for lang in [Lang::TC, Lang::SC, Lang::EN] {
            let index = made.text(&format!("{}/{}/index.html", lang.suffix(), &*plan.id.value));
            for (_, dataset) in plan.datasets() {
                let file = format!("dataset-{}.html", dataset.id.value);
                let page = Html::parse_document(made.text(&format!("{}/{}/{file}", lang.suffix(), &*plan.id.value)));
                let heading = Selector::parse("h1").expect("a selector");
                let heading: String = page.select(&heading).flat_map(|element| element.text()).collect();
                let name = dataset.name.as_ref().and_then(|name| name.render(lang, plan.original())).expect("a name");
                assert_eq!(heading, name.text);
                assert!(index.contains(&format!("href=\"{file}\"")), "{file} is not in its plan");
                count += 1;
            }
        }
    }
    assert!(count > 100, "only {count}");
}

#[test]
fn pages_are_alike_in_all_languages_and_lead_to_each_other() {
    let made = all();
    for (path, text) in made.pages().filter(|(path, _)| path.contains('/')) {
        let (lang, rest) = path.split_once('/').expect("a folder");
        let page = Html::parse_document(text);
        let tag = Lang::parse(lang).expect("a language").tag().to_owned();
        assert_eq!(values(&page, "html", "lang"), [tag], "{path}");
        let others: BTreeSet<String> = values(&page, ".languages a", "href").iter().map(|href| target(path, href)).collect();
        let wanted: BTreeSet<String> =
            ["tc", "sc", "en"].iter().filter(|other| **other != lang).map(|other| format!("{other}/{rest}")).collect();
        assert_eq!(others, wanted, "{path}");
        assert_eq!(values(&page, "link[hreflang]", "hreflang").len(), 3, "{path}");
    }
}

#[test]
fn the_same_plans_give_the_same_bytes() {
    assert_eq!(all().files, all().files);
}

/// A dataset as search knows it.
struct Known {
    path: String,
    name: String,
    /// What it is found by, by rank.
    ranks: [String; 3],
}

impl Known {
    fn words(&self) -> String {
        self.ranks.concat()
    }
}

/// A file of the index.
fn part(made: &Made, file: &str, variable: &str) -> serde_json::Value {
    let text = made.text(&format!("site/{file}"));
    let json = text.strip_prefix(&format!("globalThis.{variable} = ")).and_then(|rest| rest.strip_suffix(";\n"));
    serde_json::from_str(json.expect("an assignment")).expect("JSON")
}

/// The rows of an index as the script joins them, and its table of characters.
fn index(made: &Made, lang: &str) -> (Vec<Known>, BTreeMap<char, char>) {
    let (shared, own) = (part(made, "search-words.js", "odpWords"), part(made, &format!("index.{lang}.js"), "odpIndex"));
    let chars = |key: &str| shared[key].as_str().expect("characters").chars().collect::<Vec<_>>();
    let (from, to) = (chars("from"), chars("to"));
    assert_eq!(from.len(), to.len());
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    let words = |value: &serde_json::Value| value.as_u64().map_or_else(|| text(value), |at| text(&shared["texts"][at as usize]));
    let join =
        |rank: &serde_json::Value| rank.as_array().expect("a rank").iter().map(|one| words(one) + "\n").collect::<String>();
    let row = |(row, own): (&serde_json::Value, &serde_json::Value)| {
        let plan = row[1].as_u64().expect("a number") as usize;
        let ranks = [0, 1, 2].map(|at| join(&row[3][at]));
        Known { path: format!("{}/dataset-{}.html", text(&shared["folders"][plan]), text(&row[0])), name: text(&own[0]), ranks }
    };
    let rows = |from: &serde_json::Value| from["rows"].as_array().expect("rows").clone();
    let (shared_rows, own_rows) = (rows(&shared), rows(&own));
    assert_eq!(shared_rows.len(), own_rows.len());
    (shared_rows.iter().zip(&own_rows).map(row).collect(), from.into_iter().zip(to).collect())
}

/// As the script folds what is asked, but for compatible forms.
fn asked(text: &str, table: &BTreeMap<char, char>) -> String {
    text.to_lowercase().chars().map(|c| table.get(&c).copied().unwrap_or(c)).collect()
}

/// The months of what is overdue are set off from those that are not over, in the plot and in its table.
#[test]
fn a_month_tells_what_is_overdue() {
    let source = plan("late", "first", "升降機𨋢").replace("issued: 2025-12\n", "issued: 2025-12\n updated: 2026-07\n");
    let made = made(&Memory::new().with("plan.odp", source), &["plan.odp"], &["dcat"]);
    let page = Html::parse_document(made.text("en/index.html"));
    assert_eq!(values(&page, "svg.columns rect.overdue", "height"), ["120"]);
    assert!(values(&page, "svg.columns rect.ahead", "height").is_empty());
    let cells = Selector::parse("details tbody td").expect("a selector");
    let cells: Vec<String> = page.select(&cells).map(|cell| cell.text().collect()).collect();
    assert_eq!(cells, ["0", "0", "1"]);
    for path in ["en/late/index.html", "en/late/dataset-first.html"] {
        let page = Html::parse_document(made.text(path));
        assert_eq!(values(&page, "link[type='application/ld+json']", "href"), ["../../late/catalogue.jsonld"], "{path}");
    }
}

#[test]
fn every_name_is_found_in_every_language() {
    let made = all();
    for lang in ["tc", "sc", "en"] {
        let (rows, table) = index(&made, lang);
        let datasets: Vec<_> =
            made.workspace.plans.iter().flat_map(|plan| plan.datasets().map(move |(_, dataset)| (plan, dataset))).collect();
        assert_eq!(rows.len(), datasets.len());
        for (row, (plan, dataset)) in rows.iter().zip(datasets) {
            let path = format!("{}/dataset-{}.html", &*plan.id.value, &*dataset.id.value);
            assert_eq!(row.path, path);
            assert!(made.files.contains_key(&format!("{lang}/{path}")), "{path}");
            let name = dataset.name.as_ref().expect("a name");
            assert_eq!(row.name, name.get(Lang::parse(lang).expect("a language")).expect("it is written"));
            for asked_in in [Lang::TC, Lang::SC, Lang::EN] {
                let words = asked(name.get(asked_in).expect("it is written"), &table);
                let words = words.replace('（', "(").replace('）', ")").replace('：', ":").replace('，', ",");
                assert!(row.ranks[0].contains(&words), "{words}: {}", row.ranks[0]);
                for bullet in dataset.description.iter().flat_map(|description| &description.bullets) {
                    let words = asked(bullet.text.get(asked_in).expect("it is written"), &table).nfkc().collect::<String>();
                    assert!(row.words().contains(&words), "{words}: {}", row.words());
                }
            }
        }
    }
}

#[test]
fn the_three_ways_to_write_a_name_find_the_same() {
    let made = made(&Disk, &["plans/itib-2026.odp"], &[]);
    let (rows, table) = index(&made, "en");
    let found = |words: &str| rows.iter().filter(|row| row.words().contains(&asked(words, &table))).count();
    assert!(found("數碼港") > 0);
    assert_eq!(found("數碼港"), found("数码港"));
    assert_eq!(found("數碼港"), found("Cyberport"));
    assert_eq!(found("龘"), 0);
}

#[test]
fn changes_tell_what_the_edition_before_said() {
    let made = made(&Disk, &HISTORY, &[]);
    let page = made.text("en/changes.html");
    for told in ["Compared with the plan for 2027-2029", "New", "Nothing changed."] {
        assert!(page.contains(told), "{told}: {page}");
    }
    let alone = self::made(&Disk, &["examples/mid-year/plan.odp"], &[]);
    let page = alone.text("en/changes.html");
    for told in ["Since it was issued (December 2025)", "October 2025 → November 2026", "Withdrawn in May 2026"] {
        assert!(page.contains(told), "{told}: {page}");
    }
    assert!(!page.contains("Compared with"), "there is no edition before");
}

/// An older edition that is read beside the newer one gets no page, but is told as history.
#[test]
fn an_older_edition_is_history() {
    let made = made(&Disk, &["examples/history/2027/harbour.odp", "examples/history/2028/harbour.odp"], &[]);
    assert!(made.files.contains_key("en/harbour-2028/index.html"));
    assert!(!made.files.keys().any(|path| path.contains("harbour-2027")));
    assert!(made.files.values().any(|file| String::from_utf8_lossy(&file.bytes).contains("Promised in the plan for 2027-2029")));
}

#[test]
fn feeds_are_atom() {
    let made = all();
    for lang in ["tc", "sc", "en"] {
        let text = made.text(&format!("{lang}/changes.atom"));
        let mut reader = quick_xml::Reader::from_str(text);
        let mut entries = 0;
        loop {
            match reader.read_event().expect("well-formed") {
                quick_xml::events::Event::Start(tag) if tag.name().as_ref() == "entry" => entries += 1,
                quick_xml::events::Event::Eof => break,
                _ => {}
            }
        }
        let ids: Vec<&str> = text.split("<id>").skip(1).collect();
        let once: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!((ids.len(), once.len()), (entries + 1, entries + 1), "each id once");
        assert!(entries > 10, "{entries}");
        assert!(text.contains("https://www.example.org/data/"), "links are whole where the address is known");
    }
}

/// More datasets than a page holds: months and changes have pages of their own, and every link leads somewhere still.
#[test]
fn a_long_calendar_is_divided() {
    let datasets: String = (0..300)
        .map(|at| {
            let month = at % 12 + 1;
            format!(
                "dataset set-{at} {{\n name: tc \"數據集{at}𨋢\" en \"Set {at}\"\n description: tc \"乙\" en \"B\"\n category: \
                 transport\n target: 2026-{month:02}\n frequency: monthly\n slipped 2025-11..2026-{month:02} {{ \
                 reason: tc \"因\" en \"R\" }}\n}}\n"
            )
        })
        .collect();
    let source = plan("long", "first", "長").replace(" non-spatial {\n", &format!(" non-spatial {{\n{datasets}"));
    let made = made(&Memory::new().with("plan.odp", source), &["plan.odp"], &[]);
    assert!(made.files.contains_key("tc/calendar-2026-12.html"));
    assert!(made.files.contains_key("sc/long/changes.html"));
    links_lead_somewhere(&made);
}

/// The policy of a page lets nothing in but its own files: no style in an attribute, no script but from a file of ours.
#[test]
fn nothing_runs_that_is_not_ours() {
    let hostile = "\\\"><script>alert(1)</script>'&<b onclick=x>𨋢";
    let memory = Memory::new().with("plan.odp", plan("hostile", "worse", hostile));
    for made in [made(&memory, &["plan.odp"], &["html"]), all()] {
        for (path, text) in made.pages() {
            let page = Html::parse_document(text);
            assert!(values(&page, "[style]", "style").is_empty(), "{path}");
            assert!(values(&page, "[onclick]", "onclick").is_empty(), "{path}");
            let scripts = Selector::parse("script").expect("a selector");
            for script in page.select(&scripts) {
                let is_data = script.attr("type") == Some("application/ld+json");
                let is_ours = script.attr("src").is_some_and(|src| target(path, src).starts_with("site/"));
                assert!(is_data || is_ours, "{path}: {}", script.html());
            }
            let policy = values(&page, "meta[http-equiv=Content-Security-Policy]", "content").concat();
            assert!(policy.starts_with("default-src 'none'; style-src 'self' file:;"), "{path}: {policy}");
            assert!(!policy.contains("unsafe"), "{path}: {policy}");
        }
    }
}

/// An address that a library gives for a portal leads to the web, or it is no link, nor told to search engines.
/// Kinds of geometry are words of the language of `.odp`; a page has them in its own.
#[test]
fn geometry_is_said_in_the_language_of_the_page() {
    let all = "point, line, polygon, raster, 3d";
    let text = plan("shapes", "shapes", "𨋢").replace("spatial none; non-spatial", "non-spatial none; spatial");
    let text = text.replace(" frequency: monthly", &format!(" frequency: monthly\n geometry: {all}"));
    let made = made(&odp::files::Memory::new().with("plan.odp", text), &["plan.odp"], &[]);
    let wanted = [
        ("tc", "點、線、多邊形、柵格、三維"),
        ("sc", "点、线、多边形、栅格、三维"),
        ("en", "points, lines, polygons, raster, 3D"),
    ];
    for (lang, words) in wanted {
        let page = made.text(&format!("{lang}/shapes/dataset-shapes.html"));
        assert!(page.contains(&format!("<dd>{words}</dd>")), "{page}");
    }
}

#[test]
fn an_address_that_runs_is_no_link() {
    let made_with_address = |address: &str| {
        let portal = format!("portal mine {{ name: tc \"平台𨋢\" en \"Portal\"\n url: \"{address}\" }}\nplan ");
        let source = plan("addressed", "first", "升降機𨋢").replacen("plan ", &portal, 1);
        let source = source.replace("issued: 2025-12\n", "issued: 2025-12\n updated: 2026-04\n");
        let source = source.replace("target: 2026-03\n", "target: 2026-03\n released: 2026-03\n portal: @mine \"known\"\n");
        let made = made(&Memory::new().with("plan.odp", source), &["plan.odp"], &["html"]);
        let text = made.text("en/addressed/dataset-first.html");
        let is_link = values(&Html::parse_document(text), "a", "href").iter().any(|href| href.ends_with("known"));
        let is_told = |text: &str| text.contains("known\"") && text.contains(&format!("\"url\":\"{}", &address[..7]));
        assert_eq!(is_told(text), is_told(made.text("addressed/plan.en.html")));
        (is_link, is_told(text))
    };
    assert_eq!(made_with_address("https://portal.example/{id}"), (true, true));
    assert_eq!(made_with_address("HTTP://portal.example/{id}"), (true, true));
    assert_eq!(made_with_address("javascript:alert({id})//{id}"), (false, false));
}

#[test]
fn odd_ids_make_safe_names() {
    let memory = ["con", "index", "數據集𨋢"]
        .iter()
        .enumerate()
        .fold(Memory::new(), |memory, (at, id)| memory.with(&format!("{at}.odp"), plan(&format!("計劃-{at}"), id, "升降機𨋢")));
    let made = made(&memory, &["0.odp", "1.odp", "2.odp"], &[]);
    let is_safe = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-./".contains(c);
    for path in made.files.keys() {
        assert!(path.chars().all(is_safe), "{path}");
    }
    assert_eq!(made.files.keys().filter(|path| path.contains("/dataset-")).count(), 9);
}

/// What a page loads at once: itself, its style, its scripts.
fn first_load(made: &Made, path: &str, text: &str) -> usize {
    let page = Html::parse_document(text);
    let loaded = values(&page, "link[rel=stylesheet]", "href").into_iter().chain(values(&page, "[src]", "src"));
    text.len() + loaded.map(|href| made.files[&target(path, &href)].bytes.len()).sum::<usize>()
}

fn loads_are_small(made: &Made) {
    for (path, text) in made.pages() {
        let bytes = first_load(made, path, text);
        assert!(bytes <= 100_000, "{path}: {bytes} bytes");
    }
    for (path, feed) in made.files.iter().filter(|(path, _)| path.ends_with(".atom")) {
        assert!(feed.bytes.len() <= 100_000, "{path}: {} bytes", feed.bytes.len());
    }
}

/// A government of many bureaux, one of which has 600 datasets with long names, 400 of them in one month, of which 500 changed.
fn government() -> Made {
    let mut files = Government { seed: 5, bureaux: 80, datasets: 80 }.files();
    let (long_tc, long_en) =
        ("九龍城區公眾泳池水質及使用率𨋢".repeat(5), "Quality of water and use of public swimming pools ".repeat(4));
    let dataset = |at: usize| {
        let month = if at < 400 { 12 } else { at % 11 + 1 };
        let slip = format!("slipped 2025-10..2026-{month:02} {{ reason: tc \"因𨋢\" en \"R\" }}");
        format!(
            "dataset long-{at} {{\n name: tc \"{long_tc}{at}\" en \"{long_en}{at}\"\n description: tc \"{long_tc}\" en \"{long_en}\"\n category: \
             transport\n target: 2026-{month:02}\n frequency: monthly\n {}\n}}\n",
            if at < 500 { &*slip } else { "" }
        )
    };
    let half = |numbers: std::ops::Range<usize>| numbers.map(dataset).collect::<String>();
    let source = plan("long", "first", "長").replace("spatial none;", &format!("spatial {{\n{}}}\n", half(0..150)));
    files.push(("long.odp".to_owned(), source.replace(" non-spatial {\n", &format!(" non-spatial {{\n{}", half(150..600)))));
    let memory = files.iter().fold(Memory::new(), |memory, (path, text)| memory.with(path, text.as_str()));
    let paths: Vec<&str> =
        files.iter().map(|(path, _)| &**path).filter(|path| path.starts_with("2026/") || *path == "long.odp").collect();
    made(&memory, &paths, &[])
}

#[test]
fn first_loads_are_small() {
    loads_are_small(&all());
}

/// However long a plan, a month or a list of changes: no page is heavy, none leads nowhere, nothing is left out.
#[test]
fn the_pages_of_a_government_are_small_and_whole() {
    let made = government();
    loads_are_small(&made);
    links_lead_somewhere(&made);
    for lang in ["tc", "sc", "en"] {
        let pages = |begin: &str| {
            let of = |(path, _): &(&str, &str)| path.strip_prefix(lang).is_some_and(|path| path.starts_with(begin));
            made.pages().filter(of).map(|(_, text)| Html::parse_document(text)).collect::<Vec<_>>()
        };
        let linked = |pages: &[Html], selector: &str| {
            pages
                .iter()
                .flat_map(|page| values(page, selector, "href"))
                .filter(|href| href.contains("dataset-"))
                .collect::<Vec<_>>()
        };
        let rows = linked(&pages("/long/section-a-"), "tbody .name a");
        assert_eq!(rows.len(), 601, "each dataset has its row");
        assert!(pages("/long/section-a-non-spatial").len() > 1);
        let changed = linked(&pages("/long/changes"), "ul.datasets a");
        assert_eq!(changed.len(), 501, "each change is told");
        let held = linked(&pages("/calendar-2026-12"), "ul.datasets a");
        assert!(held.iter().filter(|href| href.starts_with("long/")).count() >= 400, "each dataset is in its month");
        let first = made.text(&format!("{lang}/long/section-a-non-spatial.html"));
        let numbers: Vec<String> = values(&Html::parse_document(first), "link[rel=next]", "href");
        assert_eq!(numbers, ["section-a-non-spatial-2.html"]);
    }
    let dataset = made.text("en/long/dataset-long-500.html");
    let row = values(&Html::parse_document(dataset), "dl a[href^=section-a]", "href").concat();
    let (page, id) = row.split_once('#').expect("a row of a page");
    assert!(made.text(&format!("en/long/{page}")).contains(&format!("<tr id=\"{id}\">")), "{row}");
}

/// Some pages of two bureaux in their third edition, kept whole.
#[test]
fn golden() {
    let made = made(&Disk, &HISTORY, &["csv"]);
    let pages = [
        "index.html",
        "en/index.html",
        "en/calendar.html",
        "en/search.html",
        "tc/changes.html",
        "tc/changes.atom",
        "site/index.sc.js",
        "site/search-words.js",
        "en/harbour-2028/index.html",
        "en/harbour-2028/dataset-typhoon-shelters.html",
        "tc/parks-2028/dataset-seawalls.html",
        "sc/harbour-2028/dataset-pier-lifts.html",
    ];
    for page in pages {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/site").join(page);
        if std::env::var_os("UPDATE").is_some() {
            let folder = path.parent().expect("a folder");
            std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&path, made.text(page))).expect("written");
        }
        let known = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(known == made.text(page), "{} has changed; UPDATE=1 renews it", path.display());
    }
}

/// A library may lack the wordings that came after the first edition of the language: then the site says them in words of its own.
#[test]
fn nothing_is_without_a_name() {
    let made = made(&Disk, &["examples/elsewhere/plan.odp"], &[]);
    let empty = Selector::parse("th:empty, dt:empty, label > span:empty, summary:empty, option:empty, caption:empty")
        .expect("a selector");
    for (path, text) in made.pages() {
        let page = Html::parse_document(text);
        let found: Vec<String> = page.select(&empty).map(|element| element.html()).collect();
        assert!(found.is_empty(), "{path}: {found:?}");
    }
    let search = Html::parse_document(made.text("fr/search.html"));
    assert!(values(&search, "select", "name").contains(&"half".to_owned()));
}
