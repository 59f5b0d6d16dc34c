//! The page around the preview: the site in a frame, and a bar with what was found. The page is small and static; its script
//! builds the rest from the events, as text and never as markup.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::reply::Reply;
use crate::diagnostic::{Diagnostic, MessageLang};
use crate::report::{Report, cards, say};
use crate::source::Sources;

static STYLE: &str = include_str!("shell.css");
static SCRIPT: &str = include_str!("shell.js");
static ICON: &str = include_str!("icon.svg");

/// The pages in the reader's language.
pub(super) struct Shell {
    pub(super) lang: MessageLang,
    page: String,
    missing: String,
}

impl Shell {
    pub(super) fn new(lang: MessageLang) -> Self {
        let mut shell = Self { lang, page: String::new(), missing: String::new() };
        shell.page = shell.preview().into_string();
        let gone = say(lang, "There is no such page in this version of the preview.", "這個版本的預覽沒有此頁。");
        shell.missing = shell.notice(&gone, None).into_string();
        shell
    }

    /// The page around the preview.
    pub(super) fn page(&self) -> &str {
        &self.page
    }

    /// What stands in the place of a page that is not there.
    pub(super) fn missing(&self) -> &str {
        &self.missing
    }

    /// Why there is no page of a place.
    pub(super) fn explanation(&self, finding: &Diagnostic) -> String {
        let sources = Sources::default();
        let found = [finding.clone()];
        let report = Report { found: &found, sources: &sources, lang: self.lang };
        let card = cards(&report, 1).pop();
        let (message, help) = card.map(|card| (card.message, card.help)).unwrap_or_default();
        self.notice(&message, help.as_deref()).into_string()
    }

    /// A file of the shell.
    pub(super) fn file(path: &str) -> Option<Reply> {
        Some(match path {
            "/shell/shell.css" => Reply::ours("text/css", STYLE),
            "/shell/shell.js" => Reply::ours("text/javascript", SCRIPT),
            "/shell/icon.svg" => Reply::ours("image/svg+xml", ICON),
            _ => return None,
        })
    }

    fn say<'a>(&self, english: &'a str, chinese: &'a str) -> std::borrow::Cow<'a, str> {
        say(self.lang, english, chinese)
    }

    fn whole(&self, title: &str, has_script: bool, body: &Markup) -> Markup {
        let tag = match self.lang {
            MessageLang::English => "en",
            MessageLang::Traditional => "zh-Hant-HK",
            MessageLang::Simplified => "zh-Hans",
        };
        html! {
            (DOCTYPE)
            html lang=(tag) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (title) }
                    link rel="icon" type="image/svg+xml" href="/shell/icon.svg";
                    link rel="stylesheet" href="/shell/shell.css";
                    @if has_script { script defer src="/shell/shell.js" {} }
                }
                (body)
            }
            (PreEscaped("\n"))
        }
    }

    /// A page with a sentence, and the way to the preview.
    fn notice(&self, text: &str, help: Option<&str>) -> Markup {
        let title = self.say("Preview", "預覽");
        self.whole(
            &title,
            false,
            &html! {
                body class="notice" { main {
                    h1 { (text) }
                    @if let Some(help) = help { p { (help) } }
                    p { a href="/" target="_top" { (self.say("To the preview", "前往預覽")) } }
                } }
            },
        )
    }

    fn preview(&self) -> Markup {
        let title = self.say("Preview", "預覽");
        self.whole(&title, true, &html! {
            body class="shell"
                data-kept=(self.say("The page shows the last version without errors.", "頁面顯示最後一個沒有錯誤的版本。"))
                data-none=(self.say("There is nothing to show until they are mended.", "改正後才有頁面可以顯示。"))
                data-ended=(self.say("odp serve has ended. Start it again, and this page goes on.", "odp serve 已結束；再次執行，此頁便會繼續。"))
                data-busy=(self.say("This page is not told of changes: too many pages of the preview are open.", "此頁不會收到更新：開啟的預覽頁面太多。"))
                data-moved=(self.say("The page that was shown is no longer there.", "剛才顯示的頁面已不存在。"))
                data-copied=(self.say("Copied", "已複製"))
                data-help=(self.say("What to do", "建議"))
                data-line=(self.say("line", "行"))
                data-show=(self.say("Show its page", "顯示其頁面"))
                data-updated=(self.say("Updated at {time}", "{time} 更新"))
                data-title=(title)
            {
                main {
                    h1 class="aside" { (self.say("Preview of open data plans", "開放數據計劃預覽")) }
                    iframe id="site" title=(self.say("The web site, as it would be published", "將會發布的網站")) {}
                }
                section id="panel" aria-labelledby="panel-title" tabindex="0" hidden {
                    div class="panel-head" {
                        h2 id="panel-title" tabindex="-1" { (self.say("Findings", "發現的問題")) }
                        button id="close" type="button" { (self.say("Close", "關閉")) }
                    }
                    ol id="findings" {}
                    p id="more" hidden {}
                }
                div id="bar" role="region" aria-label=(self.say("State of the preview", "預覽狀態")) {
                    button id="toggle" type="button" aria-expanded="false" aria-controls="panel" { (self.say("Loading …", "載入中……")) }
                    p class="told" { span id="status" role="status" {} span id="alert" role="alert" {} }
                    p id="place" hidden {
                        span class="aside" { (self.say("Written at ", "寫於 ")) }
                        code id="where" {}
                        button id="copy" type="button" { (self.say("Copy", "複製")) span class="aside" { (self.say(" the place in the source", "原始檔位置")) } }
                    }
                }
                noscript { p { (self.say("This page needs JavaScript. Without it, the preview is here: ", "此頁須使用 JavaScript。如不使用，預覽在此："))
                    a href="/site/" { "/site/" } } }
            }
        })
    }
}
