//! The documents: HTML and Markdown.

use std::path::Path;

use base64::Engine;
use odp::emit::{Artifact, Options, TARGETS, Target, emit};
use odp::files::{Files, Memory, ReadError, to_text};
use odp::rules::{Settings, check};
use scraper::{Html, Selector};
use sha2::Digest;

use super::examples::PLANS;

struct Disk;

impl Files for Disk {
    fn read(&self, path: &str) -> Result<String, ReadError> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        std::fs::read(root.join(path)).map_err(|_| ReadError::NotFound).and_then(to_text)
    }
}

fn compile_from(files: &dyn Files, path: &str) -> Vec<Artifact> {
    let loaded = odp::resolve::load(files, &[path.to_owned()]);
    let (found, valid) = check(&loaded.workspace, loaded.found, &Settings::default());
    let targets: Vec<&Target> = TARGETS.iter().filter(|target| ["html", "md"].contains(&target.name)).collect();
    let Some(valid) = valid else { panic!("{path} is not valid: {found:#?}") };
    emit(valid, &targets, &Options::default()).artifacts
}

/// The documents of a plan on disk.
pub fn compile(path: &str) -> Vec<Artifact> {
    compile_from(&Disk, path)
}

/// The text of one artifact, by its file name.
pub fn text_of(artifacts: &[Artifact], name: &str) -> String {
    let found = artifacts.iter().find(|artifact| artifact.path.rsplit('/').next() == Some(name));
    let Some(found) = found else { panic!("no {name} among {:?}", artifacts.iter().map(|a| &a.path).collect::<Vec<_>>()) };
    String::from_utf8(found.bytes.clone()).expect("UTF-8")
}

/// A plan of one dataset, with these fields of it, and this in place of `tc, en`'s title.
fn one(fields: &str) -> Vec<Artifact> {
    let source = format!(
        r#"odp 1
use "odp:hk/2026"
plan one 2026..2028 {{
  title:     tc "計劃" en "Plan"
  publisher: @hk-hko
  issued:    2025-12
  languages: tc, en
  section A {{
    spatial none
    non-spatial {{
      dataset only {{
        {fields}
      }}
    }}
  }}
  section B none
  section C none
  section D none
}}
"#
    );
    compile_from(&Memory::new().with("plan.odp", source), "plan.odp")
}

const REST: &str = "description: - tc \"&amp;\" en \"x\"\n category: finance\n target: 2026-06\n frequency: daily";

fn count(page: &str, selector: &str) -> usize {
    Html::parse_document(page).select(&Selector::parse(selector).expect("a selector")).count()
}

#[test]
fn every_edition_has_the_same_rows() {
    for plan in PLANS {
        let artifacts = compile(plan);
        assert_eq!(artifacts.len(), 2 * if plan.contains("elsewhere") { 3 } else { 4 });
        let pages = artifacts.iter().filter(|artifact| artifact.media_type == "text/html");
        let rows: Vec<(usize, usize)> = pages
            .map(|page| String::from_utf8_lossy(&page.bytes).into_owned())
            .map(|page| (count(&page, "main tbody tr"), count(&page, "main tbody tr > *")))
            .collect();
        assert!(rows.windows(2).all(|pair| pair[0] == pair[1]), "{plan}: {rows:?}");
        assert!(rows[0].0 > 0 && rows[0].1 == rows[0].0 * 6);
        for markdown in artifacts.iter().filter(|artifact| artifact.media_type == "text/markdown") {
            let text = String::from_utf8_lossy(&markdown.bytes).into_owned();
            let tables = text.matches("| --- | --- | --- | --- | --- | --- |").count();
            let lines = text.lines().filter(|line| line.starts_with('|')).count();
            assert_eq!(lines - 2 * tables, rows[0].0, "{}", markdown.path);
        }
    }
}

#[test]
fn what_an_author_writes_stays_text() {
    let name = r#"<script>alert(1)</script> | \"quoted\" & 𨋢 `code` *a* _b_ #1 \\"#;
    let artifacts = one(&format!("name: tc \"{name}\" en \"- 1. # <b>\"\n {REST}"));
    let page = text_of(&artifacts, "plan.tc.html");
    assert!(page.contains(r#"&lt;script&gt;alert(1)&lt;/script&gt; | &quot;quoted&quot; &amp; 𨋢 `code`"#));
    assert!(page.contains("&amp;amp;"));
    assert_eq!(page.matches("<script").count(), 1, "the data for search engines alone");
    assert_eq!((count(&page, "tbody .name"), count(&page, "th.name[scope=row]")), (2 + 6, 1), "no words, no head");
    let markdown = text_of(&artifacts, "plan.tc.md");
    assert!(markdown.contains(r#"| \<script>alert(1)\</script> \| "quoted" & 𨋢 \`code\` \*a\* \_b\_ \#1 \\ |"#), "{markdown}");
    assert!(markdown.contains(r"• \&amp;"));
}

#[test]
fn addresses_become_links() {
    let text = "見https://a.example/b?c=d&e=(f)。及（http://g.example/h.）";
    let artifacts = one(&format!("name: tc \"{text}\" en \"x (see https://i.example/j), xhttp://k https://\"\n {REST}"));
    let page = text_of(&artifacts, "plan.tc-en.html");
    let links = Selector::parse("main tbody a").expect("a selector");
    let document = Html::parse_document(&page);
    let found: Vec<&str> = document.select(&links).filter_map(|link| link.attr("href")).collect();
    assert_eq!(found, ["https://a.example/b?c=d&e=(f)", "http://g.example/h", "https://i.example/j"]);
    assert!(text_of(&artifacts, "plan.tc.md").contains("見<https://a.example/b?c=d&e=(f)>。及（<http://g.example/h>.）"));
}

/// A title breaks between words, not within its years; what is too long for a narrow screen may break.
#[test]
fn years_stay_on_one_line() {
    let name = "2026-2028年度𨋢：1-2、3-、-4、5--6、2026-05-31及0000-0000-0000";
    let page = text_of(&one(&format!("name: tc \"{name}\" en \"In 2026-28\"\n {REST}")), "plan.tc.html");
    let document = Html::parse_document(&page);
    let found = |selector: &str| -> Vec<String> {
        let selector = Selector::parse(selector).expect("a selector");
        document.select(&selector).map(|element| element.text().collect()).collect()
    };
    assert_eq!(found("th.name[scope=row]"), [name]);
    assert_eq!(found("th.name .years"), ["2026-2028", "1-2", "2026-05-31"]);
}

#[test]
fn what_is_owed_is_marked() {
    let artifacts = one(
        "name: tc \"名\" en pending\n description: - tc pending en pending\n target: pending\n frequency: pending\n category: pending",
    );
    let (tc, en, both) =
        (text_of(&artifacts, "plan.tc.html"), text_of(&artifacts, "plan.en.html"), text_of(&artifacts, "plan.tc-en.html"));
    assert!(en.contains(r#"<span lang="zh-Hant">名</span> <span class="untranslated">not translated</span>"#), "{en}");
    assert!(both.contains(r#"<div lang="en"><span class="untranslated">not translated</span></div>"#), "{both}");
    assert_eq!((count(&tc, ".pending"), count(&en, ".pending"), count(&both, ".pending")), (4, 4, 8));
    assert_eq!((count(&tc, ".untranslated"), count(&en, ".untranslated")), (0, 1));
    assert!(
        text_of(&artifacts, "plan.en.md").contains(r"| 名 \[not translated\] | • \[To be confirmed\] | \[To be confirmed\] |")
    );
}

#[test]
fn a_year_under_way_shows_how_promises_stand() {
    let artifacts = compile("examples/mid-year/plan.odp");
    let tc = text_of(&artifacts, "plan.tc.html");
    for expected in [
        r#"<p>05/2026</p><p class="status">已於 05/2026 發放</p><p class="status">原定 02/2026</p>"#,
        r#"<p>06/2026</p><p class="status">已撤回（05/2026）</p>"#,
        r#"<p class="note">備註：登記資料由供應商提交。</p>"#,
        r#"<p class="note">原因：試驗計劃已提早結束，再無新數據。</p>"#,
    ] {
        assert!(tc.contains(expected), "{expected}\n{tc}");
    }
    let both = text_of(&artifacts, "plan.tc-en.html");
    assert!(both.contains(r#"<div><p>11/2026</p><p class="status">原定 10/2025</p></div><div lang="en"><p class="status">Originally 10/2025</p></div>"#));
    let sc = text_of(&artifacts, "plan.sc.html");
    assert!(
        sc.contains(r#"<html lang="zh-Hans">"#)
            && sc.contains("俗称“电梯”")
            && sc.contains("本简体中文版由繁体中文版自动转换而成")
    );
    assert!(text_of(&artifacts, "plan.sc.md").starts_with("> 本简体中文版"));
}

#[test]
fn a_plan_of_one_year_has_no_section_b() {
    let source = "odp 1\nuse \"odp:hk/2026\"\nplan year 2026..2026 {\n title: tc \"計劃\" en \"Plan\"\n publisher: @hk-hko\n issued: 2025-12\n languages: tc, en\n section A none\n section C none\n section D { spatial none\n non-spatial {} }\n}\n";
    let artifacts = compile_from(&Memory::new().with("plan.odp", source), "plan.odp");
    let page = text_of(&artifacts, "plan.tc.html");
    assert_eq!((count(&page, "main > section"), count(&page, "#section-b"), count(&page, "main table")), (3, 0, 6));
    assert_eq!((count(&page, "table.empty"), count(&page, "tr.none")), (1, 5));
}

/// In section D the date cell holds the release alone; that it was withdrawn stands under the description.
#[test]
fn what_is_out_has_its_month_alone() {
    let source = r#"odp 1
use "odp:hk/2026"
plan out 2026..2028 {
  title:     tc "計劃" en "Plan"
  publisher: @hk-hko
  issued:    2025-12
  updated:   2026-06
  languages: tc, en
  section A none
  section B none
  section C { organisation @hkpc none }
  section D {
    spatial none
    non-spatial {
      dataset gone {
        name:        tc "名" en "Name"
        description: tc "文" en "Text"
        category:    finance
        target:      2022-05
        released:    2022-05
        frequency:   daily, every 2 weeks
        slipped 2022-01..2022-05 { reason: tc "遲" en "Late" }
        withdrawn 2026-05 { reason: tc "止" en "Over" }
      }
    }
  }
}
"#;
    let page = text_of(&compile_from(&Memory::new().with("plan.odp", source), "plan.odp"), "plan.tc.html");
    assert!(page.contains(r#"data-label="發放日期(月/年)">05/2022</td>"#), "{page}");
    assert!(page.contains(r#"<p>文</p><p class="note">已撤回（05/2026）</p><p class="note">原因：止</p></td>"#), "{page}");
    assert!(page.contains("每日、每2周</td>") && !page.contains('遲'));
    assert_eq!((count(&page, "#section-c-1-spatial"), count(&page, "h4"), count(&page, "tr.none")), (1, 2, 7));
}

#[test]
fn the_policy_allows_our_style_alone() {
    let page = text_of(&compile("examples/smallest/plan.odp"), "plan.tc.html");
    let style = page.split("<style>").nth(1).and_then(|rest| rest.split("</style>").next()).expect("a style");
    let hash = base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(style.as_bytes()));
    assert!(page.contains(&format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'")));
    let data = page.split("<script type=\"application/ld+json\">").nth(1).and_then(|rest| rest.split("</script>").next());
    let hash = base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(data.expect("data").as_bytes()));
    assert!(page.contains(&format!("; script-src 'sha256-{hash}'\"")));
    assert_eq!(
        (
            count(&page, "style"),
            count(&page, "[style]"),
            count(&page, "script:not([type='application/ld+json']), img, iframe, [src]")
        ),
        (1, 0, 0)
    );
    assert!(!style.contains("url(") && !style.contains("@import") && !style.contains('\r'));
}

#[test]
fn links_within_a_page_have_an_end() {
    for plan in PLANS {
        for page in compile(plan).iter().filter(|artifact| artifact.media_type == "text/html") {
            let document = Html::parse_document(&String::from_utf8_lossy(&page.bytes));
            let all = |selector: &str, attribute: &str| -> Vec<String> {
                let selector = Selector::parse(selector).expect("a selector");
                document.select(&selector).filter_map(|element| element.attr(attribute).map(str::to_owned)).collect()
            };
            let mut ids = all("[id]", "id");
            let count = ids.len();
            assert!(all("a[href^='#']", "href").iter().all(|href| ids.contains(&href[1..].to_owned())));
            ids.sort();
            ids.dedup();
            assert_eq!(ids.len(), count, "{}: an id twice", page.path);
        }
    }
}

#[test]
fn golden() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/smallest");
    for artifact in compile("examples/smallest/plan.odp") {
        let path = folder.join(artifact.path.rsplit('/').next().expect("a name"));
        if std::env::var_os("UPDATE").is_some() {
            std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&path, &artifact.bytes)).expect("written");
        }
        let known = std::fs::read(&path).unwrap_or_default();
        assert!(known == artifact.bytes, "{} has changed; UPDATE=1 renews it", path.display());
    }
}
