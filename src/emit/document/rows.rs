//! A dataset as a row: what stands in each of its cells.

use super::inline::{Scribe, joined, linked, paragraphs, plain_run};
use super::{Cell, Column, Part, Piece, Role, Row, Run, Style};
use crate::model::{Dataset, Date, Frequencies, Frequency, Lang, Letter, Owed, Text};

impl Scribe<'_> {
    /// The columns of a section's tables.
    pub(super) fn columns(&self, letter: Letter) -> Vec<Column> {
        let date = if letter == Letter::D { "column-released" } else { "column-target" };
        let columns = [
            ("number", 4, 2, "column-number"),
            ("category", 12, 5, "column-category"),
            ("name", 24, 8, "column-name"),
            ("description", 36, 12, "column-description"),
            ("date", 12, 5, date),
            ("frequency", 12, 5, "column-frequency"),
        ];
        let column = |(name, share, least, id)| {
            let role = match name {
                "number" => Role::Number,
                "name" => Role::RowHead,
                _ => Role::Text,
            };
            Column { name, share, least, role, head: self.lines(|lang| vec![self.wording(id, lang)]) }
        };
        columns.into_iter().map(column).collect()
    }

    /// The row of a half that says `none`.
    pub(super) fn not_applicable(&self, columns: &[Column]) -> Row {
        let words = || self.short_cell(|lang| vec![self.wording("not-applicable", lang)]);
        let cell = |column: &Column| if column.name == "category" { words() } else { Cell::new() };
        Row { id: None, cells: columns.iter().map(cell).collect() }
    }

    /// The row of a dataset.
    pub(super) fn row(&self, dataset: &Dataset, letter: Letter, columns: &[Column]) -> Row {
        let cell = |column: &Column| match column.name {
            "number" => self.number(dataset.number),
            "category" => self.short_cell(|lang| self.category(dataset, lang)),
            "name" => self.cell(|lang| self.name(dataset, lang)),
            "description" => self.cell(|lang| self.description(dataset, letter, lang)),
            "date" => self.cell(|lang| self.date(dataset, letter, lang)),
            _ => self.short_cell(|lang| self.frequency(dataset, lang)),
        };
        let id = Some(format!("dataset-{}", dataset.id.value));
        Row { id, cells: columns.iter().map(cell).collect() }
    }

    pub(super) fn number(&self, number: impl ToString) -> Cell {
        let part =
            |&lang: &Lang| Part { lang, pieces: paragraphs(Style::Plain, vec![vec![plain_run(number.to_string(), lang)]]) };
        self.languages.first().map(part).into_iter().collect()
    }

    pub(in crate::emit) fn category(&self, dataset: &Dataset, lang: Lang) -> Vec<Run> {
        let category = dataset.category.as_ref().map(|category| &category.value);
        self.owed(category, lang, |id| self.one_line(&self.vocabulary.get(*id).label, lang))
    }

    pub(in crate::emit) fn name(&self, dataset: &Dataset, lang: Lang) -> Vec<Piece> {
        dataset.name.as_ref().map(|name| paragraphs(Style::Plain, self.text(name, lang))).unwrap_or_default()
    }

    /// The description, then the note, then why a promise moved or was withdrawn.
    pub(in crate::emit) fn description(&self, dataset: &Dataset, letter: Letter, lang: Lang) -> Vec<Piece> {
        let mut pieces = self.told(dataset, lang);
        let slips = dataset.slips.iter().filter(|_| letter != Letter::D);
        pieces
            .extend(slips.filter_map(|slip| slip.reason.as_ref()).flat_map(|reason| self.labelled("reason-label", reason, lang)));
        if let Some(withdrawn) = &dataset.withdrawn {
            if letter == Letter::D {
                pieces.extend(paragraphs(Style::Note, vec![vec![self.mark("withdrawn-mark", withdrawn.date.value, lang)]]));
            }
            pieces.extend(withdrawn.reason.iter().flat_map(|reason| self.labelled("reason-label", reason, lang)));
        }
        pieces
    }

    /// The description, then the note.
    pub(in crate::emit) fn told(&self, dataset: &Dataset, lang: Lang) -> Vec<Piece> {
        let mut pieces = Vec::new();
        if let Some(description) = &dataset.description {
            let texts = description.bullets.iter().map(|bullet| self.text(&bullet.text, lang));
            if description.listed {
                pieces.push(Piece::List(texts.filter(|text| !text.is_empty()).collect()));
            } else {
                pieces.extend(texts.flat_map(|text| paragraphs(Style::Plain, text)));
            }
        }
        pieces.extend(dataset.note.iter().flat_map(|note| self.labelled("note-label", note, lang)));
        pieces
    }

    /// A text after a label: `備註：…`
    pub(super) fn labelled(&self, label: &str, text: &Text, lang: Lang) -> Vec<Piece> {
        let mut all = self.text(text, lang);
        if let Some(first) = all.first_mut() {
            first.insert(0, self.wording(label, lang));
        }
        paragraphs(Style::Note, all)
    }

    /// The month; under a promise, how it stands. What is out already has its month alone.
    fn date(&self, dataset: &Dataset, letter: Letter, lang: Lang) -> Vec<Piece> {
        let printed = if letter == Letter::D { &dataset.released } else { &dataset.target };
        let month = self.owed(printed.as_ref().map(|date| &date.value), lang, |date| {
            vec![self.filled("month-column", lang, self.plan.words.date_in_column(*date, lang))]
        });
        let mut pieces = paragraphs(Style::Plain, vec![month]);
        if letter != Letter::D {
            let marks = [
                ("released-mark", dataset.released_date()),
                ("slipped-mark", dataset.slips.first().map(|slip| slip.from.value)),
                ("withdrawn-mark", dataset.withdrawn.as_ref().map(|withdrawn| withdrawn.date.value)),
            ];
            let marks = marks.into_iter().filter_map(|(id, date)| date.map(|date| vec![self.mark(id, date, lang)]));
            pieces.extend(paragraphs(Style::Status, marks.collect()));
        }
        pieces
    }

    fn mark(&self, id: &str, date: Date, lang: Lang) -> Run {
        let month = self.plan.words.date_in_column(date, lang);
        let text = self.plan.words.fill(id, lang, |key| (key == "month").then(|| month.clone().into()));
        self.filled(id, lang, text)
    }

    pub(in crate::emit) fn frequency(&self, dataset: &Dataset, lang: Lang) -> Vec<Run> {
        self.owed(dataset.frequency.as_ref().map(|frequency| &frequency.value), lang, |all| self.frequencies(all, lang))
    }

    /// The author's own words for the cell, else each frequency's.
    fn frequencies(&self, all: &Frequencies, lang: Lang) -> Vec<Run> {
        if let Some(words) = &all.words {
            return self.one_line(words, lang);
        }
        let one = |frequency: Frequency| match frequency {
            Frequency::Named(id) => self.one_line(&self.vocabulary.get(id).label, lang),
            counted => linked(&self.plan.words.frequency(counted, self.vocabulary, lang), lang),
        };
        joined(all.items.iter().map(|item| one(item.value)).collect(), &self.wording("list-joiner", lang))
    }
}

/// Whether a text is there in Simplified Chinese only by conversion.
pub(super) fn is_derived(text: &Text) -> bool {
    text.state(Lang::SC) == crate::model::State::Derived
}

/// The texts of a dataset that its author wrote.
pub(in crate::emit) fn texts(dataset: &Dataset) -> impl Iterator<Item = &Text> {
    let bullets = dataset.description.iter().flat_map(|description| description.bullets.iter().map(|bullet| &*bullet.text));
    let reasons = dataset.slips.iter().filter_map(|slip| slip.reason.as_ref());
    let withdrawal = dataset.withdrawn.iter().filter_map(|withdrawn| withdrawn.reason.as_ref());
    let frequency = dataset.frequency.as_ref().and_then(|frequency| match &frequency.value {
        Owed::Given(all) => all.words.as_ref(),
        Owed::Pending => None,
    });
    dataset.name.iter().chain(bullets).chain(&dataset.note).chain(reasons).chain(withdrawal).chain(frequency)
}
