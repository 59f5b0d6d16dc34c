//! Digests on the terminal: colours where there are some, else marks around what was put in and taken out.

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table as Grid, Width, presets};
use unicode_width::UnicodeWidthStr as _;

use super::{Cell, ColumnKind, Digest, Line, Part, Run, Table, Tone};
use crate::report::Look;
use crate::settings::House;
use crate::source::visible;

pub(super) fn render(digest: &Digest, look: &Look, _: &House) -> String {
    let ink = Ink(look);
    let mut out = ink.line(&strong(&digest.title)) + "\n";
    let width = digest.facts.iter().map(|fact| fact.label.width()).max().unwrap_or(0);
    for fact in &digest.facts {
        let blanks = " ".repeat(width - fact.label.width() + 2);
        out += &format!("{}{blanks}{}\n", ink.line(&soft(&fact.label)), ink.line(&fact.value));
    }
    out += &ink.parts(&digest.lead);
    for section in &digest.sections {
        out += &format!("\n{}\n{}", ink.line(&strong(&section.heading)), ink.parts(&section.parts));
    }
    if !digest.notes.is_empty() {
        out.push('\n');
    }
    for note in &digest.notes {
        out += &ink.wrapped(note, "", "");
    }
    out
}

fn strong(line: &Line) -> Line {
    toned(line, Tone::Strong)
}

fn soft(text: &str) -> Line {
    Run::new(text).tone(Tone::Soft).into()
}

/// A line whose plain words are in a tone.
fn toned(line: &Line, tone: Tone) -> Line {
    let run = |run: &Run| if run.tone == Tone::Plain { run.clone().tone(tone) } else { run.clone() };
    Line { runs: line.runs.iter().map(run).collect() }
}

/// The first of the characters that mark a tone, one for each. Nobody's words have them: they are hidden ones, which [`visible`]
/// takes out. They have no width and stay with the character before them, so that tables are laid out as without them.
const FIRST_MARK: u32 = 0xE0041;

fn mark_of(tone: Tone) -> Option<char> {
    let index = Tone::ALL.iter().position(|known| *known == tone).filter(|_| tone != Tone::Plain)?;
    char::from_u32(FIRST_MARK + index as u32)
}

fn tone_of(mark: char) -> Option<Tone> {
    u32::from(mark).checked_sub(FIRST_MARK).and_then(|index| Tone::ALL.get(index as usize).copied())
}

const fn style(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain | Tone::Code => "",
        Tone::Strong => "1",
        Tone::Soft => "2",
        Tone::Good => "32",
        Tone::Bad => "31",
        Tone::Doubt => "33",
        Tone::Added => "4;32",
        Tone::Removed => "9;31",
    }
}

/// Rows in which the lines of a cell go on into the cells below that it spans: else the first of them would be high.
fn flowing(rows: &[Vec<Cell>]) -> Vec<Vec<Cell>> {
    let mut rows = rows.to_vec();
    for at in 1..rows.len() {
        let (before, after) = rows.split_at_mut(at);
        let (Some(above), Some(row)) = (before.last_mut(), after.first_mut()) else { continue };
        for (cell, above) in row.iter_mut().zip(above).filter(|(cell, _)| cell.is_above) {
            if above.lines.len() > 1 {
                cell.lines = above.lines.split_off(1);
            }
        }
    }
    rows
}

/// What the terminal can show.
struct Ink<'a>(&'a Look);

impl Ink<'_> {
    fn parts(&self, parts: &[Part]) -> String {
        parts
            .iter()
            .map(|part| match part {
                Part::Paragraph(line) => self.wrapped(line, "", ""),
                Part::List(lines) => lines.iter().map(|line| self.wrapped(line, "- ", "  ")).collect(),
                Part::Table(table) => self.table(table),
            })
            .collect()
    }

    /// Words with the mark of its tone after each character.
    fn marked(&self, line: &Line) -> String {
        let mut out = String::new();
        for run in &line.runs {
            let words = visible(&run.text);
            let words = if run.lang.is_none() { self.drawable(&words) } else { words.into_owned() };
            match mark_of(run.tone).filter(|_| self.0.colour) {
                Some(mark) => words.chars().for_each(|c| out.extend([c, mark])),
                None => match run.tone {
                    Tone::Added => out.extend(["{+", &words, "+}"]),
                    Tone::Removed => out.extend(["[-", &words, "-]"]),
                    _ => out.push_str(&words),
                },
            }
        }
        out
    }

    /// Our signs in ASCII where the terminal has nothing else.
    fn drawable(&self, words: &str) -> String {
        if self.0.unicode {
            words.to_owned()
        } else {
            words.replace('→', "->").replace('…', "...").replace(['–', '−'], "-")
        }
    }

    /// The marks of tones as what terminals understand.
    fn inked(&self, marked: &str) -> String {
        let mut out = String::with_capacity(marked.len());
        let (mut now, mut characters) = ("", marked.chars().peekable());
        while let Some(character) = characters.next() {
            if tone_of(character).is_some() {
                continue;
            }
            let mark = characters.peek().copied().and_then(tone_of);
            let next = mark.map_or("", style);
            // the blank beside a cell is none of the words whose mark a break left there
            let next = if character == ' ' && next != now { "" } else { next };
            if next != now {
                out += if now.is_empty() { "" } else { "\u{1b}[0m" };
                if !next.is_empty() {
                    out += &format!("\u{1b}[{next}m");
                }
                now = next;
            }
            out.push(character);
        }
        out += if now.is_empty() { "" } else { "\u{1b}[0m" };
        out
    }

    fn line(&self, line: &Line) -> String {
        self.inked(&self.marked(line))
    }

    fn wrapped(&self, line: &Line, first: &str, next: &str) -> String {
        let marked = self.marked(line);
        let options = textwrap::Options::new(self.0.width).initial_indent(first).subsequent_indent(next);
        let options = options.word_splitter(textwrap::WordSplitter::NoHyphenation);
        textwrap::wrap(&marked, options).iter().map(|line| self.inked(line) + "\n").collect()
    }

    /// The width of the longest id in a column, up to two fifths of the line.
    fn longest(&self, table: &Table, column: usize) -> u16 {
        let cells = table.rows.iter().filter_map(|row| row.get(column));
        let runs = cells.flat_map(|cell| &cell.lines).flat_map(|line| &line.runs).filter(|run| run.tone == Tone::Code);
        let longest = runs.map(|run| run.text.width() + 2).max().unwrap_or(0);
        u16::try_from(longest.min(self.0.width * 2 / 5)).unwrap_or(0)
    }

    fn cell(&self, cell: &Cell) -> String {
        cell.lines.iter().map(|line| self.marked(line)).collect::<Vec<_>>().join("\n")
    }

    fn table(&self, table: &Table) -> String {
        let mut grid = Grid::new();
        grid.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
        grid.set_width(u16::try_from(self.0.width).unwrap_or(100));
        grid.set_header(table.columns.iter().map(|column| self.marked(&soft(&column.head))));
        for row in flowing(&table.rows) {
            grid.add_row(row.iter().map(|cell| self.cell(cell)));
        }
        for (index, column) in table.columns.iter().enumerate() {
            let Some(set) = grid.column_mut(index) else { continue };
            set.set_constraint(match column.kind {
                // ids are to be copied: they are kept whole where there is room
                ColumnKind::Words => ColumnConstraint::LowerBoundary(Width::Fixed(self.longest(table, index))),
                ColumnKind::Short | ColumnKind::Number => ColumnConstraint::ContentWidth,
            });
            if column.kind == ColumnKind::Number {
                set.set_cell_alignment(CellAlignment::Right);
            }
        }
        grid.to_string().lines().map(|line| self.inked(line.trim_end()) + "\n").collect()
    }
}
