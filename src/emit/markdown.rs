//! `plan.tc.md`: the plan as Markdown (GitHub's), with tables.

use super::document::{Block, Cell, Document, Line, Part, Piece, Row, Run, RunKind, Style, Table, build, editions, file_name};
use super::{Artifact, Options};
use crate::model::Plan;
use crate::rules::Valid;

pub(super) fn emit(workspace: Valid<'_>, plan: &Plan, options: &Options) -> Vec<Artifact> {
    let artifact = |languages| {
        let bytes = (text(&build(workspace, plan, languages)) + "\n").into_bytes();
        Artifact { path: file_name(plan, languages, "md"), media_type: "text/markdown", bytes }
    };
    editions(plan, options).iter().map(|languages| artifact(languages.as_slice())).collect()
}

/// The words of the plan alone, without what a cover tells of it: what Markdown an edition of the language gives is frozen.
fn text(document: &Document) -> String {
    let (cover, end) = (&document.cover, &document.sign_off);
    let notice = paragraphs(&cover.notice).into_iter().map(|text| format!("> {text}")).collect::<Vec<_>>().join("\n>\n");
    let publisher = format!("**{}**", lines(&cover.publisher, " / "));
    let title = format!("# {}", lines(&cover.title, " / "));
    let end = [&end.publisher, &end.date].map(|words| at_start(&lines(words, " / ")));
    let end = end.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\\\n");
    let blocks = [notice, publisher, title].into_iter().chain(document.blocks.iter().map(block)).chain([end]);
    blocks.filter(|block| !block.is_empty()).collect::<Vec<_>>().join("\n\n")
}

fn block(block: &Block) -> String {
    match block {
        Block::Note(parts) => paragraphs(parts).join("\n\n"),
        Block::Heading { level, lines: words, .. } => format!("{} {}", "#".repeat(usize::from(*level)), lines(words, " / ")),
        Block::Table(found) => table(found),
    }
}

fn table(table: &Table) -> String {
    let heads = table.columns.iter().map(|column| lines(&column.head, "<br>"));
    let rules = vec!["---".to_owned(); table.columns.len()];
    let rows = table.rows.iter().map(|row: &Row| line(row.cells.iter().map(cell).collect()));
    [line(heads.collect()), line(rules)].into_iter().chain(rows).collect::<Vec<_>>().join("\n")
}

fn line(cells: Vec<String>) -> String {
    format!("| {} |", cells.join(" | "))
}

fn cell(cell: &Cell) -> String {
    cell.iter().flat_map(|part| &part.pieces).map(piece).collect::<Vec<_>>().join("<br>")
}

/// What stands in a cell: one line, its paragraphs and bullets parted by breaks.
fn piece(piece: &Piece) -> String {
    match piece {
        Piece::Paragraph(Style::Plain | Style::Note, words) => runs(words),
        Piece::Paragraph(Style::Status, words) => format!("({})", runs(words)),
        Piece::List(items) => {
            let item =
                |item: &Vec<Vec<Run>>| format!("• {}", item.iter().map(|words| runs(words)).collect::<Vec<_>>().join("<br>"));
            items.iter().map(item).collect::<Vec<_>>().join("<br>")
        }
    }
}

fn paragraphs(parts: &[Part]) -> Vec<String> {
    parts.iter().flat_map(|part| &part.pieces).map(|found| at_start(&piece(found))).collect()
}

fn lines(lines: &[Line], joiner: &str) -> String {
    lines.iter().map(|line| runs(&line.runs)).collect::<Vec<_>>().join(joiner)
}

fn runs(runs: &[Run]) -> String {
    let one = |run: &Run| match &run.kind {
        RunKind::Plain => escaped(&run.text),
        RunKind::Link(href) => format!("<{href}>"),
        RunKind::Pending | RunKind::NotTranslated => format!("\\[{}\\]", escaped(&run.text)),
    };
    runs.iter().map(one).collect()
}

/// A text in which no character means anything to Markdown.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let entity = c == '&' && rest.peek().is_some_and(|next| *next == '#' || next.is_ascii_alphabetic());
        if entity || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '|' | '~' | '#' | '$') {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    out
}

/// A line that begins neither a list, a quotation, a rule nor a heading. What is escaped everywhere already is.
pub(crate) fn at_start(line: &str) -> String {
    let line = line.trim_start();
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = line.split_at(digits);
    if digits > 0 && rest.starts_with(['.', ')']) {
        return format!("{number}\\{rest}");
    }
    if line.starts_with(['-', '+', '>', '=']) { format!("\\{line}") } else { line.to_owned() }
}
