//! The tree of a file: every statement, value and comment with its place. With the source it holds all that was written.

use super::scan::Comment;
use crate::source::Span;

/// A file as it was written.
#[derive(Debug, Default)]
pub struct Tree {
    /// The statements at the top level, in order.
    pub statements: Vec<Statement>,
    /// All comments, in order; they are beside the statements because one may stand anywhere.
    pub comments: Vec<Comment>,
    /// What the scanner made of the source: same length, no comments, ASCII punctuation. Values are read from here.
    pub text: Box<str>,
}

/// One statement.
#[derive(Debug)]
pub enum Statement {
    /// `key: value`.
    Field(Field),
    /// `keyword … { … }`, `keyword … none`, `odp 1`, `use "…"`.
    Block(Block),
    /// Something reported and passed over.
    Bad(Span),
}

impl Statement {
    /// From its first to its last character.
    #[must_use]
    pub const fn span(&self) -> Span {
        match self {
            Self::Field(field) => field.span,
            Self::Block(block) => block.span,
            Self::Bad(span) => *span,
        }
    }
}

/// `key: value`.
#[derive(Debug)]
pub struct Field {
    /// The key.
    pub key: Span,
    /// The parts of the value, flat: `- tc "…" en "…"` is a dash and two translations.
    pub atoms: Vec<Atom>,
    /// All of it.
    pub span: Span,
    /// Whether a fault in it was reported already; then nothing more is said of its value.
    pub broken: bool,
}

/// `keyword head body`.
#[derive(Debug)]
pub struct Block {
    /// What it is.
    pub keyword: Keyword,
    /// The keyword's place.
    pub word: Span,
    /// What stands between the keyword and the brace.
    pub head: Vec<Atom>,
    /// What it holds.
    pub body: Body,
    /// The `}` that closes it, where there is one.
    pub close: Option<Span>,
    /// All of it.
    pub span: Span,
    /// Whether a fault in its head was reported already.
    pub broken: bool,
}

/// What a block holds.
#[derive(Debug)]
pub enum Body {
    /// Nothing: `odp 1`, `withdrawn 2026-03`.
    Absent,
    /// `none`, with the place of the word, and what braces after it hold (a note).
    None(Span, Vec<Statement>),
    /// `{ … }`.
    Open(Vec<Statement>),
}

impl Body {
    /// The statements inside the braces.
    #[must_use]
    pub fn statements(&self) -> &[Statement] {
        match self {
            Self::Absent => &[],
            Self::None(_, inner) | Self::Open(inner) => inner,
        }
    }
}

/// The words that begin a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is the keyword of its name")]
pub enum Keyword {
    Odp,
    Use,
    Plan,
    Section,
    Spatial,
    NonSpatial,
    Defaults,
    Dataset,
    Slipped,
    Withdrawn,
    Organisation,
    Category,
    Frequency,
    Portal,
    Format,
    Licence,
    Phrase,
    Wording,
}

impl Keyword {
    /// All, as written.
    pub const ALL: [Self; 18] = [
        Self::Odp,
        Self::Use,
        Self::Plan,
        Self::Section,
        Self::Spatial,
        Self::NonSpatial,
        Self::Defaults,
        Self::Dataset,
        Self::Slipped,
        Self::Withdrawn,
        Self::Organisation,
        Self::Category,
        Self::Frequency,
        Self::Portal,
        Self::Format,
        Self::Licence,
        Self::Phrase,
        Self::Wording,
    ];

    /// As written.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Odp => "odp",
            Self::Use => "use",
            Self::Plan => "plan",
            Self::Section => "section",
            Self::Spatial => "spatial",
            Self::NonSpatial => "non-spatial",
            Self::Defaults => "defaults",
            Self::Dataset => "dataset",
            Self::Slipped => "slipped",
            Self::Withdrawn => "withdrawn",
            Self::Organisation => "organisation",
            Self::Category => "category",
            Self::Frequency => "frequency",
            Self::Portal => "portal",
            Self::Format => "format",
            Self::Licence => "licence",
            Self::Phrase => "phrase",
            Self::Wording => "wording",
        }
    }

    /// The keyword of a word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|keyword| keyword.word() == word)
    }

    /// Whether it declares a name for others to use.
    #[must_use]
    pub const fn declares(self) -> bool {
        matches!(
            self,
            Self::Organisation
                | Self::Category
                | Self::Frequency
                | Self::Portal
                | Self::Format
                | Self::Licence
                | Self::Phrase
                | Self::Wording
        )
    }
}

/// A part of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Atom {
    /// What it looks like.
    pub kind: AtomKind,
    /// Its place.
    pub span: Span,
}

/// What a part of a value looks like; what it means depends on the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AtomKind {
    /// `tc "…"` or `tc pending`.
    Translation,
    /// The `-` of a bullet.
    Dash,
    /// `,`
    Comma,
    /// `@name`
    Reference,
    /// `quarterly`, `csv`, `none`, `pending`
    Name,
    /// `"…"` or `"""…"""`
    String,
    /// `2026`, `2026-01`, `2026-01-15`
    Date,
    /// `2026..2028`, `2026-01..pending`
    Range,
    /// `12`
    Number,
    /// `every 2 weeks`
    Every,
    /// `3 times a week`
    Times,
    /// `as` after a path
    As,
    /// Something else without a space in it: `01/2026`.
    Odd,
    /// The rest of a line after a value that was complete.
    Junk,
}
