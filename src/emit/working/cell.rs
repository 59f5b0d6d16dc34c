//! What stands in a cell of a working copy.

/// A value, without regard to the form that shows it. Texts are alike that differ only in white space or in the signs of bullets.
#[derive(Clone, Debug)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// It is owed, and said to be.
    Pending,
    /// A text; each bullet begins a line with `• `.
    Text(String),
    /// Names, codes or ids, as the language has them without `@`.
    Names(Vec<String>),
    /// A text that is longer than a cell holds; it stays in the plan.
    Long,
}

/// The most UTF-16 units of a cell: what a workbook takes.
const LONGEST: usize = 32_000;
/// Signs by which people begin a bullet. All are read, `•` is written.
static SIGNS: &[char] = &['•', '●', '▪', '◦', '‣', '·', '‧', '-', '–', '*', '\u{f0b7}'];

impl Cell {
    /// A text as a cell: nothing for a blank one.
    #[must_use]
    pub fn text(text: &str) -> Self {
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let text = without_what_no_file_holds(&lines.join("\n"));
        match text.encode_utf16().count() {
            0 => Self::Empty,
            count if count > LONGEST => Self::Long,
            _ => Self::Text(text),
        }
    }

    /// Names as a cell: nothing for none.
    #[must_use]
    pub fn names(names: Vec<String>) -> Self {
        if names.is_empty() { Self::Empty } else { Self::Names(names) }
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// What it says, so that two cells are alike where this is the same.
    #[must_use]
    pub fn said(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Pending => "?".to_owned(),
            Self::Long => "…".to_owned(),
            Self::Text(text) => format!("\"{}", text.lines().map(plain).collect::<Vec<_>>().join("\n")),
            Self::Names(names) => format!("@{}", names.iter().map(|name| squeezed(name)).collect::<Vec<_>>().join("\n")),
        }
    }
}

impl PartialEq for Cell {
    fn eq(&self, other: &Self) -> bool {
        self.said() == other.said()
    }
}

/// The text of a bullet that a line begins; nothing for a line that begins none.
#[must_use]
pub(crate) fn bullet(line: &str) -> Option<&str> {
    let line = line.trim();
    let rest = line.strip_prefix(SIGNS)?;
    (line.starts_with(['•', '●', '▪']) || rest.starts_with(char::is_whitespace)).then(|| rest.trim_start())
}

fn plain(line: &str) -> String {
    bullet(line).map_or_else(|| squeezed(line), |text| format!("• {}", squeezed(text)))
}

/// A text with one blank for all white space.
#[must_use]
pub(crate) fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// XML knows of no such characters.
pub(super) fn without_what_no_file_holds(text: &str) -> String {
    let held = |c: char| matches!(c, '\n' | '\t') || !(c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'));
    text.chars().map(|c| if held(c) { c } else { '\u{fffd}' }).collect()
}
