//! Digests as one page of HTML in the house style: no script, no address to load from.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{Cell, ColumnKind, Digest, Line, Part, Run, Section, Table, Tone};
use crate::emit::{page_hash, page_style};
use crate::model::Lang;
use crate::report::Look;
use crate::settings::House;
use crate::source::visible;

/// What digests have beside the parts of a plan's page.
static STYLE: &str = include_str!("html.css").trim_ascii();

const NEWLINE: PreEscaped<&str> = PreEscaped("\n");

pub(super) fn render(digest: &Digest, _: &Look, house: &House) -> String {
    let style = format!("{}\n{STYLE}", page_style(house));
    let policy = format!("default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'", page_hash(&style));
    let page = Page { lang: super::Voice(digest.lang).lang() };
    let whole = html! {
        (DOCTYPE) (NEWLINE)
        html lang=(page.lang.tag()) {
            (NEWLINE) head {
                (NEWLINE) meta charset="utf-8";
                (NEWLINE) meta name="viewport" content="width=device-width, initial-scale=1";
                (NEWLINE) meta http-equiv="Content-Security-Policy" content=(policy);
                (NEWLINE) meta name="color-scheme" content="light dark";
                (NEWLINE) title { (visible(&digest.title.plain())) }
                (NEWLINE) style { (PreEscaped(&style)) }
                (NEWLINE)
            }
            (NEWLINE) body class="digest" {
                (NEWLINE) header {
                    (NEWLINE) h1 { (page.line(&digest.title)) }
                    @if !digest.facts.is_empty() {
                        (NEWLINE) dl {
                            @for fact in &digest.facts { (NEWLINE) div { dt { (fact.label) } dd { (page.line(&fact.value)) } } }
                            (NEWLINE)
                        }
                    }
                    (NEWLINE)
                }
                (NEWLINE) main {
                    @if !digest.lead.is_empty() { (NEWLINE) div { (page.parts(&digest.lead, &digest.title)) (NEWLINE) } }
                    (page.sections(&digest.sections))
                    (NEWLINE)
                }
                @if !digest.notes.is_empty() {
                    (NEWLINE) footer { @for note in &digest.notes { (NEWLINE) p { (page.line(note)) } } (NEWLINE) }
                }
                (NEWLINE)
            }
            (NEWLINE)
        }
        (NEWLINE)
    };
    whole.into_string()
}

struct Page {
    /// The reader's language.
    lang: Lang,
}

impl Page {
    /// A box for each main section, with those within it.
    fn sections(&self, all: &[Section]) -> Markup {
        html! {
            @for group in all.chunk_by(|_, next| next.level > 2) {
                (NEWLINE) section {
                    @for section in group {
                        @if section.level == 2 { (NEWLINE) h2 { (self.line(&section.heading)) } }
                        @else { (NEWLINE) h3 { (self.line(&section.heading)) } }
                        (self.parts(&section.parts, &section.heading))
                    }
                    (NEWLINE)
                }
            }
        }
    }

    /// Parts under a heading, which is what their tables are called too.
    fn parts(&self, parts: &[Part], heading: &Line) -> Markup {
        html! {
            @for part in parts {
                (NEWLINE)
                @match part {
                    Part::Paragraph(line) => p { (self.line(line)) },
                    Part::List(lines) => ul { @for line in lines { (NEWLINE) li { (self.line(line)) } } (NEWLINE) },
                    Part::Table(table) => (self.table(table, heading)),
                }
            }
        }
    }

    fn table(&self, table: &Table, heading: &Line) -> Markup {
        html! {
            table {
                (NEWLINE) caption { (self.line(heading)) }
                (NEWLINE) thead {
                    (NEWLINE) tr { @for column in &table.columns { (NEWLINE) th scope="col" class=(class(column.kind)) { (column.head) } } }
                    (NEWLINE)
                }
                (NEWLINE) tbody {
                    @for (rows, row) in table.rows.iter().enumerate().map(|(at, row)| (table.rows.get(at..).unwrap_or_default(), row)) {
                        (NEWLINE) tr {
                            @for (at, (cell, column)) in row.iter().zip(&table.columns).enumerate().filter(|(_, (cell, _))| !cell.is_above) {
                                (NEWLINE) td class=(class(column.kind)) rowspan=[span(rows, at)] data-label=(column.head) { (self.cell(cell)) }
                            }
                            (NEWLINE)
                        }
                    }
                    (NEWLINE)
                }
                (NEWLINE)
            }
        }
    }

    fn cell(&self, cell: &Cell) -> Markup {
        html! {
            @match cell.lines.as_slice() {
                [line] => (self.line(line)),
                lines => { @for line in lines { p { (self.line(line)) } } }
            }
        }
    }

    fn line(&self, line: &Line) -> Markup {
        html! { @for run in &line.runs { (self.run(run)) } }
    }

    fn run(&self, run: &Run) -> Markup {
        let lang = run.lang.filter(|lang| *lang != self.lang).map(|lang| lang.tag().to_owned());
        let words = visible(&run.text);
        html! {
            @match run.tone {
                Tone::Plain => { @if let Some(lang) = lang { span lang=(lang) { (words) } } @else { (words) } }
                Tone::Strong => strong lang=[lang] { (words) },
                Tone::Code => code { (words) },
                Tone::Added => ins lang=[lang] { (words) },
                Tone::Removed => del lang=[lang] { (words) },
                Tone::Soft => span class="soft" lang=[lang] { (words) },
                Tone::Good => span class="good" lang=[lang] { (words) },
                Tone::Bad => span class="bad" lang=[lang] { (words) },
                Tone::Doubt => span class="doubt" lang=[lang] { (words) },
            }
        }
    }
}

/// Over how many rows the cell of a column goes, where that is more than the first of these.
fn span(rows: &[Vec<Cell>], column: usize) -> Option<usize> {
    let more = rows.iter().skip(1).take_while(|row| row.get(column).is_some_and(|cell| cell.is_above)).count();
    (more > 0).then_some(more + 1)
}

const fn class(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Words => "words",
        ColumnKind::Short => "short",
        ColumnKind::Number => "figure",
    }
}
