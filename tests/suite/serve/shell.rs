//! The page around the preview: nothing in it runs that is not a file of ours, and it says all in the reader's language.

use std::collections::BTreeSet;

use scraper::{Html, Selector};

use super::super::run::{Folder, plan};
use super::preview::{Preview, get};

fn select<'p>(page: &'p Html, selector: &str) -> Vec<scraper::ElementRef<'p>> {
    page.select(&Selector::parse(selector).expect("a selector")).collect()
}

/// What stands in a script between `before` and the next character that is no letter.
fn named(script: &str, before: &str) -> BTreeSet<String> {
    script.split(before).skip(1).map(|rest| rest.chars().take_while(char::is_ascii_alphabetic).collect()).collect()
}

#[test]
fn nothing_runs_that_is_not_a_file() {
    let folder = Folder::with("plan.odp", plan("lifts"));
    let preview = Preview::of(&folder, &["plan.odp"]);
    for target in ["/", "/nowhere", "/?at=%3Cscript%3Ealert(1)%3C/script%3E:1"] {
        let answer = get(preview.port, target);
        let policy = answer.line("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; ") && !policy.contains("unsafe") && !policy.contains("http"), "{policy}");
        let page = Html::parse_document(answer.text());
        assert!(select(&page, "style, [style], [onclick], [onload]").is_empty(), "{target}");
        for script in select(&page, "script") {
            assert_eq!((script.attr("src"), script.inner_html().as_str()), (Some("/shell/shell.js"), ""), "{target}");
        }
        for element in select(&page, "[src], [href]") {
            let address = element.attr("src").or(element.attr("href")).expect("an address");
            assert!(address.starts_with('/'), "{target}: {address}");
            assert_eq!(get(preview.port, address).status, 200, "{target}: {address}");
        }
    }
    assert!(get(preview.port, "/").line("content-security-policy").contains("frame-ancestors 'none'"));
    let script = get(preview.port, "/shell/shell.js");
    assert_eq!(script.line("content-type"), "text/javascript; charset=utf-8");
    for sink in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "javascript:"] {
        assert!(!script.text().contains(sink), "{sink}");
    }
}

/// The script finds each element that it looks for, and each word that it says; the page has none that is not used.
#[test]
fn the_script_and_the_page_fit() {
    let folder = Folder::with("plan.odp", plan("lifts"));
    let preview = Preview::of(&folder, &["plan.odp"]);
    let page = get(preview.port, "/");
    let script = get(preview.port, "/shell/shell.js");
    let html = Html::parse_document(page.text());
    for id in named(script.text(), "byId(\"") {
        assert!(page.text().contains(&format!("id=\"{id}")), "{id}");
    }
    let body = select(&html, "body")[0];
    let words: BTreeSet<String> =
        body.value().attrs().filter_map(|(name, _)| name.strip_prefix("data-").map(str::to_owned)).collect();
    assert_eq!(named(script.text(), "words."), words);
    assert!(words.len() > 5);
}

#[test]
fn it_speaks_the_readers_language() {
    let folder = Folder::with("plan.odp", plan("lifts").replace("quarterly", "quaterly"));
    for (lang, tag, word, finding) in
        [("en", "en", "Findings", "Error"), ("tc", "zh-Hant-HK", "發現的問題", "錯誤"), ("sc", "zh-Hans", "发现的问题", "错误")]
    {
        let preview = Preview::of(&folder, &["plan.odp", "--lang", lang]);
        let answer = get(preview.port, "/");
        let page = Html::parse_document(answer.text());
        assert_eq!(select(&page, "html")[0].attr("lang"), Some(tag));
        assert_eq!(select(&page, "#panel-title")[0].text().collect::<String>(), word);
        let state = preview.events().next();
        assert_eq!(state["findings"][0]["word"], finding);
        if lang != "en" {
            let body = select(&page, "body")[0];
            // what stands in `noscript` is text to a parser that knows scripts
            let words = body.text().filter(|text| !text.contains("JavaScript"));
            let words: String =
                words.chain(body.value().attrs().filter(|(name, _)| *name != "class").map(|(_, value)| value)).collect();
            let latin = words.replace("odp serve", "").replace("{time}", "").chars().any(|c| c.is_ascii_alphabetic());
            assert!(!latin, "{words}");
        }
    }
}
