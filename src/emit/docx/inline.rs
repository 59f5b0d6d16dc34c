//! Words within paragraphs: their language, their links and what marks them.

use maud::{Markup, PreEscaped, html};
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use super::look::{Look, is_eastern, tag};
use crate::emit::document::{Line, Run, RunKind};

/// The longest address that Word takes.
const LONGEST_ADDRESS: usize = 2_000;
/// The longest name of a bookmark, in characters.
const LONGEST_BOOKMARK: usize = 40;

/// The style of what says in a second language what was said before.
const SECOND: &str = "SecondLanguage";
const SECOND_TITLE: &str = "SecondTitle";
/// The styles of links, to elsewhere and within the document.
const LINK: Option<&str> = Some("Hyperlink");
const JUMP: Option<&str> = Some("Jump");
/// The space between what one language says and what the next does, in twips.
const BETWEEN_LANGUAGES: u32 = 80;

/// A document while it is written: the addresses that it links to, and how many bookmarks it has.
pub(super) struct Writer<'a> {
    pub(super) look: &'a Look<'a>,
    /// Addresses, in the order in which they first stand.
    pub(super) links: Vec<String>,
    known: FxHashMap<String, usize>,
    bookmarks: usize,
}

/// How a paragraph is set.
#[derive(Clone, Copy, Default)]
pub(super) struct Setting<'a> {
    /// The id of its style.
    pub(super) style: &'a str,
    /// Whether it stands on the page of what follows.
    pub(super) keep_next: bool,
    /// Where links point to.
    pub(super) bookmark: Option<&'a str>,
    /// Whether it is an item of a list.
    pub(super) is_item: bool,
    /// Whether it says in a second language what was said before, and whether it is the first that does.
    pub(super) is_second: bool,
    pub(super) opens_second: bool,
    /// Where what follows a tab begins, in twips.
    pub(super) tab: Option<usize>,
}

impl<'a> Setting<'a> {
    pub(super) fn new(style: &'a str) -> Self {
        Self { style, ..Self::default() }
    }
}

impl<'a> Writer<'a> {
    pub(super) fn new(look: &'a Look<'a>) -> Self {
        Self { look, links: Vec::new(), known: FxHashMap::default(), bookmarks: 0 }
    }

    /// A paragraph of words.
    pub(super) fn paragraph(&mut self, setting: Setting<'_>, runs: &[Run]) -> Markup {
        let words = self.runs(runs, setting.is_second.then_some(SECOND));
        self.set(setting, &words)
    }

    /// A paragraph of lines, one language under the other.
    pub(super) fn lines(&mut self, setting: Setting<'_>, lines: &[Line]) -> Markup {
        let second = if setting.style == "Title" { SECOND_TITLE } else { SECOND };
        let words = html! {
            @for (at, line) in lines.iter().enumerate() {
                @if at > 0 { w:r { w:br {} } }
                (self.runs(&line.runs, (at > 0).then_some(second)))
            }
        };
        self.set(setting, &words)
    }

    /// Lines beside each other, their words in a style.
    pub(super) fn beside(&mut self, lines: &[Line], style: Option<&'static str>) -> Markup {
        html! {
            @for (at, line) in lines.iter().enumerate() {
                @if at > 0 { (literal(" / ")) }
                (self.runs(&line.runs, style))
            }
        }
    }

    /// A paragraph around what is written already.
    pub(super) fn set(&mut self, setting: Setting<'_>, words: &Markup) -> Markup {
        html! {
            w:p {
                w:pPr {
                    w:pStyle w:val=(setting.style) {}
                    @if setting.keep_next { w:keepNext {} }
                    @if setting.is_item { w:numPr { w:ilvl w:val="0" {} w:numId w:val="1" {} } }
                    @if let Some(at) = setting.tab { w:tabs { w:tab w:val="left" w:pos=(at) {} } }
                    @if setting.opens_second { w:spacing w:before=(BETWEEN_LANGUAGES) {} }
                }
                @match setting.bookmark {
                    Some(id) => (self.bookmarked(id, words)),
                    None => (words),
                }
            }
        }
    }

    fn bookmarked(&mut self, id: &str, words: &Markup) -> Markup {
        let number = self.bookmarks;
        self.bookmarks += 1;
        html! {
            w:bookmarkStart w:id=(number) w:name=(bookmark(id)) {}
            (words)
            w:bookmarkEnd w:id=(number) {}
        }
    }

    fn runs(&mut self, runs: &[Run], style: Option<&'static str>) -> Markup {
        html! {
            @for run in runs {
                @match self.goal(run) {
                    Goal::None => (self.run(run, style)),
                    Goal::Inside(id) => w:hyperlink w:anchor=(bookmark(id)) w:history="1" { (self.run(run, JUMP)) },
                    Goal::Outside(at) => w:hyperlink r:id=(link_id(at)) w:history="1" { (self.run(run, LINK)) },
                }
            }
        }
    }

    fn run(&self, run: &Run, style: Option<&'static str>) -> Markup {
        let style = match run.kind {
            RunKind::Pending => Some("Pending"),
            RunKind::NotTranslated => Some("Untranslated"),
            RunKind::Plain | RunKind::Link(_) => style,
        };
        let eastern = is_eastern(run.lang);
        let family = (eastern && run.lang != self.look.eastern).then(|| self.look.eastern_family(run.lang));
        let lang = tag(run.lang);
        html! {
            w:r {
                w:rPr {
                    @if let Some(style) = style { w:rStyle w:val=(style) {} }
                    // quotation marks and dashes, which both kinds of fonts have, are those of the language
                    @if eastern { w:rFonts w:hint="eastAsia" w:eastAsia=[family] {} }
                    @if matches!(style, Some(SECOND | SECOND_TITLE)) { w:b w:val="0" {} }
                    w:lang w:val=(lang) w:eastAsia=[eastern.then_some(&lang)] {}
                }
                w:t xml:space="preserve" { (clean(&run.text)) }
            }
        }
    }

    /// Where a run leads to.
    fn goal<'r>(&mut self, run: &'r Run) -> Goal<'r> {
        let RunKind::Link(address) = &run.kind else { return Goal::None };
        if let Some(id) = address.strip_prefix('#') {
            return Goal::Inside(id);
        }
        if !is_address(address) {
            return Goal::None;
        }
        let next = self.links.len();
        let at = *self.known.entry(address.clone()).or_insert(next);
        if at == next {
            self.links.push(address.clone());
        }
        Goal::Outside(at)
    }
}

/// Where a run leads to: nowhere, to an id in the document, to an address by its place among all.
enum Goal<'a> {
    None,
    Inside(&'a str),
    Outside(usize),
}

/// Words of ours that are of no language.
pub(super) fn literal(text: &str) -> Markup {
    html! { w:r { w:t xml:space="preserve" { (text) } } }
}

/// The id of the relationship that holds an address.
pub(super) fn link_id(at: usize) -> String {
    format!("link{}", at + 1)
}

/// Whether Word opens a document with this address: it calls one with a broken host or port damaged, and the document with it.
/// What is none stays text.
fn is_address(address: &str) -> bool {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://")).unwrap_or_default();
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, port) = authority.split_once(':').unwrap_or((authority, "80"));
    let in_host = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    address.len() <= LONGEST_ADDRESS && !host.is_empty() && host.bytes().all(in_host) && port.parse::<u16>().is_ok()
}

/// The name of a bookmark: letters, figures and `_`, and not many. An id that is no such name is told by its hash.
fn bookmark(id: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    if id.len() <= LONGEST_BOOKMARK && id.bytes().all(is_plain) {
        return id.replace('-', "_");
    }
    let hash = Sha256::digest(id.as_bytes()).iter().take(12).map(|byte| format!("{byte:02x}")).collect::<String>();
    format!("id_{hash}")
}

/// A text without what XML 1.0 cannot hold.
pub(super) fn clean(text: &str) -> String {
    let is_kept = |c: char| !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    text.chars().map(|c| if is_kept(c) { c } else { '\u{fffd}' }).collect()
}

/// What every part begins with.
pub(super) const DECLARATION: PreEscaped<&str> = PreEscaped("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
