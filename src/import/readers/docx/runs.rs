//! The runs of a paragraph → its lines, each in its language.

use super::super::xml::Element;
use super::styles::{Styles, Tags};
use crate::import::tags::is_han;
use crate::model::Lang;

/// A line of a paragraph, or several of one language.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) lang: Lang,
    pub(super) text: String,
}

/// A paragraph as it reads, and what is in it that is not its text.
#[derive(Debug, Default)]
pub(super) struct Lines<'e> {
    pub(super) lines: Vec<Line>,
    /// Contents of text boxes.
    pub(super) boxes: Vec<&'e Element>,
    pub(super) deleted: usize,
    pub(super) inserted: usize,
    pub(super) hidden: usize,
}

/// The lines of a paragraph of a style.
pub(super) fn lines<'e>(paragraph: &'e Element, style: &str, styles: &Styles) -> Lines<'e> {
    let mut reader = Reader { style, styles, out: Lines::default(), runs: vec![Vec::new()] };
    reader.inside(paragraph);
    let Reader { mut out, runs, .. } = reader;
    for line in runs {
        let text: String = line.iter().map(|(text, _)| &**text).collect();
        let telling = line.iter().find(|(text, _)| text.chars().any(is_han));
        let telling = telling.or_else(|| line.iter().find(|(text, _)| !text.trim().is_empty()));
        let Some((said, tags)) = telling else { continue };
        let lang = tags.lang(said);
        match out.lines.last_mut() {
            Some(last) if last.lang == lang => {
                last.text.push('\n');
                last.text.push_str(&text);
            }
            _ => out.lines.push(Line { lang, text }),
        }
    }
    out
}

struct Reader<'r, 'e> {
    style: &'r str,
    styles: &'r Styles,
    out: Lines<'e>,
    /// The runs of each line.
    runs: Vec<Vec<(String, Tags)>>,
}

impl<'e> Reader<'_, 'e> {
    fn inside(&mut self, parent: &'e Element) {
        for element in parent.elements() {
            match &*element.name {
                "r" => self.run(element),
                "del" | "moveFrom" => self.out.deleted += 1,
                "ins" | "moveTo" => {
                    self.out.inserted += 1;
                    self.inside(element);
                }
                "pPr" | "rPr" | "rt" | "Fallback" | "sdtPr" => {}
                // it is read after its paragraph
                "txbxContent" => self.out.boxes.push(element),
                _ => self.inside(element),
            }
        }
    }

    fn run(&mut self, run: &'e Element) {
        let properties = run.child("rPr");
        let style = properties.and_then(|of| of.child("rStyle")?.get("val")).unwrap_or_default();
        let is_hidden =
            properties.and_then(|of| of.child("vanish")).is_some_and(|of| !matches!(of.get("val"), Some("0" | "false")));
        if is_hidden {
            self.out.hidden += 1;
            return;
        }
        let tags = Tags::of(properties).or(&self.styles.tags(style, self.style));
        for element in run.elements() {
            match &*element.name {
                "t" => self.say(&element.text(), &tags),
                "tab" | "ptab" => self.say(" ", &tags),
                "noBreakHyphen" => self.say("-", &tags),
                "sym" => {
                    let code = element.get("char").and_then(|code| u32::from_str_radix(code, 16).ok());
                    let character = code.and_then(char::from_u32).unwrap_or('\u{fffd}');
                    self.say(&character.to_string(), &tags);
                }
                "br" | "cr" => self.runs.push(Vec::new()),
                "delText" | "instrText" | "rPr" => {}
                _ => self.inside(element),
            }
        }
    }

    fn say(&mut self, text: &str, tags: &Tags) {
        let text = text.replace(['\n', '\r'], " ");
        if let Some(line) = self.runs.last_mut() {
            line.push((text, tags.clone()));
        }
    }
}
