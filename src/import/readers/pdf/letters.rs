//! Characters as PDF has them → as people write them; those that have no Unicode; glyphs → lines.

use unicode_normalization::UnicodeNormalization as _;

use super::super::paper::Paper;
use super::page::Glyph;
use crate::import::material::{Cell, Piece};
use crate::import::tags::is_han;
use crate::model::{Lang, to_simplified};
use crate::source::Span;

/// The bullet of the font Symbol, which word processors use; it is no letter, and everybody knows what it is.
const SYMBOL_BULLET: char = '\u{f0b7}';
/// How far apart glyphs of a line may stand before there is a space between them, in sizes of the font.
pub(super) const SPACE: f64 = 0.18;
/// How far lines are apart at least, likewise.
const LINE: f64 = 0.5;

/// Words that were left out because some of their characters have no Unicode.
#[derive(Debug, Default)]
pub(super) struct Unread {
    pub(super) places: Vec<(Span, String)>,
}

impl Unread {
    /// Writes a cell of pieces; those that cannot be read are left out, and remembered.
    pub(super) fn cell(&mut self, paper: &mut Paper<'_, '_>, mark: &str, pieces: Vec<Piece>) -> Cell {
        let mut cell = paper.cell(mark, pieces);
        let span = cell.span;
        cell.pieces.retain(|piece| {
            let is_read = !is_unread(&piece.text);
            self.places.extend((!is_read).then(|| (span, piece.text.clone())));
            is_read
        });
        cell
    }
}

/// Whether a text has characters without Unicode: none at all, or such as only a font knows.
pub(super) fn is_unread(text: &str) -> bool {
    let private = |c: char| matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}') && c != SYMBOL_BULLET;
    text.chars().any(|c| c == '\u{fffd}' || c == '\0' || private(c))
}

/// A text with the characters that people write: radicals become the ideographs that they look like, ligatures their letters.
pub(super) fn plain(text: &str) -> String {
    let one = |c: char| match c {
        '\u{2e80}'..='\u{2fdf}' | '\u{fb00}'..='\u{fb06}' => std::iter::once(c).nfkc().collect::<String>(),
        '\u{a0}' => " ".to_owned(),
        c => c.to_string(),
    };
    text.chars().map(one).collect()
}

/// A text of an object: UTF-16 by its mark, else Latin.
pub(super) fn text_string(bytes: &[u8]) -> String {
    match bytes.strip_prefix(&[0xfe, 0xff]) {
        Some(wide) => {
            let (pairs, _) = wide.as_chunks::<2>();
            String::from_utf16_lossy(&pairs.iter().map(|pair| u16::from_be_bytes(*pair)).collect::<Vec<_>>())
        }
        None => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// A line of glyphs in a language.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) text: String,
    /// What the file says of it.
    lang: Option<Lang>,
    /// Where words of another language begin that go on to its end.
    other: Option<(usize, Lang)>,
}

/// Glyphs of one paragraph as lines, in the order in which they are drawn.
pub(super) fn lines<'g>(glyphs: impl Iterator<Item = (&'g Glyph, Option<Lang>)>) -> Vec<Line> {
    let mut all: Vec<Line> = Vec::new();
    let mut last: Option<&Glyph> = None;
    for (glyph, lang) in glyphs {
        let size = glyph.size.max(1.0);
        let is_new = last.is_none_or(|last| (glyph.y - last.y).abs() > LINE * size || glyph.x < last.x - size);
        match all.last_mut().filter(|_| !is_new) {
            Some(line) => {
                let gap = last.map_or(0.0, |last| glyph.x - last.end);
                if gap > SPACE * size
                    && !line.text.ends_with(' ')
                    && !glyph.text.starts_with(' ')
                    && !beside_han(&line.text, glyph)
                {
                    line.text.push(' ');
                }
                // the language of a line is that of its ideographs
                if glyph.text.chars().any(is_han) {
                    (line.lang, line.other) = (lang, None);
                } else if line.other.is_none() && lang != line.lang {
                    line.other = lang.map(|lang| (line.text.len(), lang));
                }
                line.text.push_str(&glyph.text);
            }
            None => all.push(Line { text: glyph.text.clone(), lang, other: None }),
        }
        last = Some(glyph);
    }
    all.into_iter().flat_map(Line::parted).collect()
}

/// Whether a gap stands between ideographs, or one and a letter: typesetters leave some room there.
pub(super) fn beside_han(before: &str, glyph: &Glyph) -> bool {
    let is = |c: Option<char>| {
        c.is_some_and(|c| is_han(c) || ('\u{3000}'..='\u{303f}').contains(&c) || ('\u{ff00}'..='\u{ffef}').contains(&c))
    };
    is(before.chars().next_back()) || is(glyph.text.chars().next())
}

impl Line {
    /// The line, parted where several words of another language end a Chinese one: `2025年12月 December 2025`.
    fn parted(self) -> impl Iterator<Item = Self> {
        let is_parted = |before: &str, after: &str| before.chars().any(is_han) && after.trim().contains(' ');
        let parts = self.other.and_then(|(at, lang)| {
            let (before, after) = self.text.split_at_checked(at).filter(|(before, after)| is_parted(before, after))?;
            let line = |text: &str, lang| Self { text: text.trim().to_owned(), lang, other: None };
            Some([line(before, self.lang), line(after, Some(lang))])
        });
        match parts {
            Some([one, other]) => vec![one, other].into_iter(),
            None => vec![self].into_iter(),
        }
    }

    /// Its language: what the file says, unless its characters say otherwise.
    fn language(&self) -> Lang {
        let chinese = self.text.chars().any(is_han);
        match self.lang {
            Some(Lang::SC) if to_simplified(&self.text) != self.text => Lang::TC,
            Some(lang) if matches!(lang, Lang::TC | Lang::SC) || !chinese => lang,
            _ if chinese => Lang::TC,
            _ => Lang::EN,
        }
    }
}

/// Lines of a paragraph put together by language. A word that was parted at the end of a line is made whole.
pub(super) fn joined(lines: Vec<Line>) -> Vec<(Lang, String)> {
    let mut all: Vec<(Lang, String)> = Vec::new();
    for line in lines {
        let lang = line.language();
        let text = line.text.trim();
        match all.last_mut().filter(|(last, _)| *last == lang) {
            Some((_, before)) => match before.strip_suffix('\u{ad}').map(str::len) {
                Some(length) => {
                    before.truncate(length);
                    before.push_str(text);
                }
                None if before.ends_with('-') || before.ends_with('\u{2010}') => before.push_str(text),
                None => {
                    before.push('\n');
                    before.push_str(text);
                }
            },
            None => all.push((lang, text.to_owned())),
        }
    }
    all
}
