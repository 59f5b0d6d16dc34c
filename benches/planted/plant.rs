//! One small mistake in a plan, of the kinds that people make, and where its report may stand.

use std::ops::Range;

/// A kind of mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `{` or `}` left out.
    Brace,
    /// `"` left out.
    Quote,
    /// The `:` of a field left out.
    Colon,
    /// The keyword of a block left out.
    Keyword,
    /// `{` or `}` twice.
    DoubledBrace,
    /// A line pasted with full-width punctuation.
    FullWidth,
    /// A month in another form, or one that does not exist.
    Month,
    /// Two letters exchanged, one left out or one twice in a bare word.
    Word,
    /// The same in a reference.
    Reference,
    /// A line's end left out.
    LineEnd,
}

/// All kinds, in the order of the report.
pub static KINDS: &[Kind] = &[
    Kind::Brace,
    Kind::Quote,
    Kind::Colon,
    Kind::Keyword,
    Kind::DoubledBrace,
    Kind::FullWidth,
    Kind::Month,
    Kind::Word,
    Kind::Reference,
    Kind::LineEnd,
];

/// A plan with a mistake.
#[derive(Clone, Debug)]
pub struct Planted {
    /// The plan.
    pub text: String,
    /// What was done, for people.
    pub what: String,
    /// The line of the mistake; of a deleted bracket or quotation mark, its partner's too. From 1.
    pub lines: Vec<usize>,
}

/// Numbers that look random, the same for each seed (SplitMix64).
#[derive(Debug)]
pub struct Dice(pub u64);

impl Dice {
    /// A number below `below`.
    pub fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % below.max(1) as u64) as usize
    }
}

/// What a stretch of the source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Quote,
    Open,
    Close,
    Colon,
    Word,
    Break,
}

/// Tokens outside of strings and comments, quotation marks with the place of their partner.
fn tokens(text: &str) -> Vec<(Token, Range<usize>, usize)> {
    let mut found: Vec<(Token, Range<usize>, usize)> = Vec::new();
    let mut open = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].chars().next() {
        let end = match next {
            '#' => at + text[at..].find('\n').unwrap_or(text.len() - at),
            '"' => {
                let mark = if text[at..].starts_with("\"\"\"") { "\"\"\"" } else { "\"" };
                let inner = at + mark.len();
                let close = inner + text[inner..].find(mark).unwrap_or(0);
                let end = close + mark.len();
                found.push((Token::Quote, at..inner, close));
                found.push((Token::Quote, close..end, at));
                end
            }
            '{' => {
                open.push(found.len());
                found.push((Token::Open, at..at + 1, at));
                at + 1
            }
            '}' => {
                let partner = open.pop().map_or(at, |opener| {
                    found[opener].2 = at;
                    found[opener].1.start
                });
                found.push((Token::Close, at..at + 1, partner));
                at + 1
            }
            ':' => {
                found.push((Token::Colon, at..at + 1, at));
                at + 1
            }
            '\n' => {
                found.push((Token::Break, at..at + 1, at));
                at + 1
            }
            _ if is_word(next) => {
                let end = at + text[at..].find(|c: char| !is_word(c)).unwrap_or(text.len() - at);
                found.push((Token::Word, at..end, at));
                end
            }
            _ => at + next.len_utf8(),
        };
        at = end;
    }
    found
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '-' | '_' | '@' | '.')
}

fn line_of(text: &str, at: usize) -> usize {
    1 + text[..at].matches('\n').count()
}

/// Plants a mistake; nothing where the plan has no place for it.
pub fn plant(text: &str, kind: Kind, dice: &mut Dice) -> Option<Planted> {
    let tokens = tokens(text);
    let fits = |(token, place, _): &&(Token, Range<usize>, usize)| fits(text, kind, *token, place);
    let places: Vec<_> = tokens.iter().filter(fits).collect();
    let (token, place, partner) = (*places.get(dice.roll(places.len()))?).clone();
    let written = &text[place.clone()];
    let line_start = text[..place.start].rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = place.start + text[place.start..].find('\n').unwrap_or(text.len() - place.start);
    let mut lines = vec![line_of(text, place.start)];
    let (span, instead) = match kind {
        Kind::Brace | Kind::Quote => {
            lines.push(line_of(text, partner));
            (place.clone(), String::new())
        }
        Kind::Colon => (place.clone(), String::new()),
        Kind::LineEnd => (place.start..place.end + indentation(&text[place.end..]), " ".to_owned()),
        Kind::Keyword => (place.start..place.end + indentation(&text[place.end..]), String::new()),
        Kind::DoubledBrace => (place.clone(), written.repeat(2)),
        Kind::FullWidth => (line_start..line_end, full_width(&text[line_start..line_end])),
        Kind::Month => (place.clone(), other_month(written, dice)),
        Kind::Word | Kind::Reference => (place.clone(), misspell(written, dice)),
    };
    let mut out = text.to_owned();
    let what = format!("{kind:?} ({token:?}) `{}` → `{instead}`", &text[span.clone()].trim());
    out.replace_range(span, &instead);
    Some(Planted { text: out, what, lines })
}

/// Whether a mistake of the kind can be made at a token.
fn fits(text: &str, kind: Kind, token: Token, place: &Range<usize>) -> bool {
    let word = &text[place.clone()];
    let line_start = text[..place.start].rfind('\n').map_or(0, |newline| newline + 1);
    let first = text[line_start..place.start].trim().is_empty();
    let is_key = text[place.end..].starts_with(':');
    match kind {
        Kind::Brace | Kind::DoubledBrace => matches!(token, Token::Open | Token::Close),
        Kind::Quote => token == Token::Quote,
        Kind::Colon => token == Token::Colon,
        Kind::Keyword => token == Token::Word && first && !is_key && !text[place.end..].starts_with(" \"") && word.len() > 3,
        Kind::FullWidth => token == Token::Colon,
        Kind::Month => token == Token::Word && word.len() == 7 && word.as_bytes()[4] == b'-' && word.as_bytes()[0] == b'2',
        Kind::Word => token == Token::Word && word.len() > 3 && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'),
        Kind::Reference => token == Token::Word && word.starts_with('@'),
        Kind::LineEnd => token == Token::Break && !text[line_start..place.start].trim().is_empty(),
    }
}

fn indentation(text: &str) -> usize {
    text.len() - text.trim_start_matches(' ').len()
}

/// A line as an input method leaves it.
fn full_width(line: &str) -> String {
    let mut opening = false;
    let wide = |c: char| match c {
        ':' => '：',
        ',' => '，',
        '{' => '｛',
        '}' => '｝',
        '"' => {
            opening = !opening;
            if opening { '“' } else { '”' }
        }
        other => other,
    };
    line.chars().map(wide).collect()
}

fn other_month(month: &str, dice: &mut Dice) -> String {
    let (year, number) = month.split_once('-').unwrap_or((month, "1"));
    let plain = number.trim_start_matches('0');
    match dice.roll(7) {
        0 => format!("{number}/{year}"),
        1 => format!("{year}年{plain}月"),
        2 => format!("{year}-13"),
        3 => format!("{year}/{number}"),
        4 => format!("{year}-{plain}-"),
        5 => format!("{year}{number}"),
        _ => format!("{year}-00"),
    }
}

/// Two letters exchanged, one left out, or one twice; not the first.
fn misspell(word: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = 1 + dice.roll(letters.len().saturating_sub(2));
    match dice.roll(3) {
        0 if at + 1 < letters.len() => letters.swap(at, at + 1),
        1 => drop(letters.remove(at)),
        _ => letters.insert(at, letters[at]),
    }
    letters.into_iter().collect()
}
