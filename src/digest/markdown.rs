//! Digests as Markdown (GitHub's: tables and strikethrough).

use super::{Cell, ColumnKind, Digest, Line, Part, Run, Table, Tone};
use crate::emit::{markdown_line, markdown_words};
use crate::report::Look;
use crate::settings::House;
use crate::source::visible;

pub(super) fn render(digest: &Digest, _: &Look, _: &House) -> String {
    let mut blocks = vec![format!("# {}", words(&digest.title))];
    if !digest.facts.is_empty() {
        let facts = digest.facts.iter().map(|fact| format!("- **{}** {}", markdown_words(&fact.label), words(&fact.value)));
        blocks.push(facts.collect::<Vec<_>>().join("\n"));
    }
    blocks.extend(digest.lead.iter().map(part));
    for section in &digest.sections {
        blocks.push(format!("{} {}", "#".repeat(section.level.into()), words(&section.heading)));
        blocks.extend(section.parts.iter().map(part));
    }
    blocks.extend(digest.notes.iter().map(|note| format!("> {}", words(note))));
    blocks.join("\n\n") + "\n"
}

fn part(part: &Part) -> String {
    match part {
        Part::Paragraph(line) => markdown_line(&words(line)),
        Part::List(lines) => lines.iter().map(|line| format!("- {}", markdown_line(&words(line)))).collect::<Vec<_>>().join("\n"),
        Part::Table(found) => table(found),
    }
}

fn table(table: &Table) -> String {
    let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let rule = table.columns.iter().map(|column| if column.kind == ColumnKind::Number { "---:" } else { "---" }.to_owned());
    let head = row(table.columns.iter().map(|column| markdown_words(&column.head)).collect());
    let rows = table.rows.iter().map(|cells| row(cells.iter().map(cell).collect()));
    [head, row(rule.collect())].into_iter().chain(rows).collect::<Vec<_>>().join("\n")
}

fn cell(cell: &Cell) -> String {
    cell.lines.iter().map(words).collect::<Vec<_>>().join("<br>")
}

fn words(line: &Line) -> String {
    line.runs.iter().map(run).collect()
}

/// The marks of emphasis stand against words, not against blanks: these are put outside.
fn run(run: &Run) -> String {
    let text = visible(&run.text);
    let inner = text.trim();
    if inner.is_empty() {
        return text.into_owned();
    }
    let (before, after) = (text.len() - text.trim_start().len(), text.trim_end().len());
    let words = match run.tone {
        Tone::Plain | Tone::Soft | Tone::Good => markdown_words(inner),
        // within a table a stroke ends the cell even in code
        Tone::Code if !inner.contains(['`', '|']) => format!("`{inner}`"),
        Tone::Code => markdown_words(inner),
        Tone::Strong | Tone::Bad => format!("**{}**", markdown_words(inner)),
        Tone::Doubt => format!("_{}_", markdown_words(inner)),
        // as HTML: the marks of Markdown do not hold beside letters without a blank, as Chinese has none
        Tone::Added => format!("<ins>{}</ins>", markdown_words(inner)),
        Tone::Removed => format!("<del>{}</del>", markdown_words(inner)),
    };
    format!("{}{words}{}", &text[..before], &text[after..])
}
