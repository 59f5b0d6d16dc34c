//! What stands in a working copy: a row for each dataset, as the plan writes it, not as documents print it.

use super::{Cell, Column, Key, mark, mark_of_plan, squeezed};
use crate::emit::frequency::code;
use crate::model::{Dataset, Date, Declared, Description, Frequencies, Holding, Id, Lang, Owed, Plan, State, Text, Vocabulary};
use crate::source::Spanned;

/// The rows and columns of a working copy.
#[derive(Debug)]
pub struct Grid {
    /// The columns; the id comes first.
    pub columns: Vec<Column>,
    /// The rows, in the order of publication.
    pub rows: Vec<Row>,
}

/// A dataset in a working copy.
#[derive(Debug)]
pub struct Row {
    /// The dataset's id.
    pub id: String,
    /// A cell for each column.
    pub cells: Vec<Cell>,
    /// What it was made from: see [`mark`].
    pub mark: String,
}

impl Grid {
    pub(super) fn of(plan: &Plan, vocabulary: &Vocabulary) -> Self {
        let langs = languages(plan);
        let spread = |key: Key| match key.is_text() {
            true => langs.iter().map(|lang| Column { key, lang: Some(*lang) }).collect(),
            false => vec![Column::of(key)],
        };
        let columns: Vec<Column> = Key::ALL.into_iter().flat_map(spread).collect();
        let maker = Maker { plan, vocabulary };
        let row = |(holding, dataset): (Holding<'_>, &Dataset)| {
            let cells: Vec<Cell> = columns.iter().map(|column| maker.cell(*column, holding, dataset)).collect();
            let marks = columns.iter().zip(&cells).map(|(column, cell)| mark(column, cell));
            let mark = std::iter::once(mark_of_plan(&plan.id.value)).chain(marks).collect::<Vec<_>>().join(" ");
            Row { id: dataset.id.value.to_string(), cells, mark }
        };
        Self { rows: plan.datasets().map(row).collect(), columns }
    }

    /// The row of a dataset.
    #[must_use]
    pub fn row(&self, id: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.id == id)
    }

    /// The languages of its texts.
    #[must_use]
    pub fn languages(&self) -> Vec<Lang> {
        self.columns.iter().filter(|column| column.key == Key::Name).filter_map(|column| column.lang).collect()
    }
}

impl Row {
    /// The cell of a column.
    #[must_use]
    pub fn cell(&self, grid: &Grid, column: Column) -> Option<&Cell> {
        self.cells.get(grid.columns.iter().position(|known| *known == column)?)
    }
}

/// The languages owed, and those in which something is written beside.
fn languages(plan: &Plan) -> Vec<Lang> {
    let mut all: Vec<Lang> = plan.languages.iter().map(|lang| lang.value).collect();
    let mut add = |text: &Text| {
        for entry in &text.entries {
            if !all.contains(&entry.lang) {
                all.push(entry.lang);
            }
        }
    };
    for (_, dataset) in plan.datasets() {
        dataset.name.iter().chain(&dataset.note).for_each(&mut add);
        // what a phrase says is not for the copy to change
        let own = dataset.description.iter().flat_map(|all| &all.bullets).filter(|bullet| bullet.phrase.is_none());
        own.for_each(|bullet| add(&bullet.text));
        let frequency = dataset.frequency.as_ref().and_then(|all| all.value.given());
        frequency.iter().filter_map(|all| all.words.as_ref()).for_each(&mut add);
    }
    all
}

struct Maker<'a> {
    plan: &'a Plan,
    vocabulary: &'a Vocabulary,
}

impl Maker<'_> {
    fn cell(&self, column: Column, holding: Holding<'_>, dataset: &Dataset) -> Cell {
        let one = |name: Option<String>| Cell::names(name.into_iter().collect());
        let lang = column.lang.unwrap_or_else(|| self.plan.original());
        match column.key {
            Key::Id => Cell::text(&dataset.id.value),
            Key::Section => one(Some(holding.section.letter.word().to_owned())),
            Key::Organisation => one(holding.body.map(|body| self.id(body.organisation.value))),
            Key::Half => one(Some(holding.half.kind.word().to_owned())),
            Key::Name => text(dataset.name.as_ref(), lang),
            Key::Description => self.description(dataset.description.as_ref(), lang),
            Key::Category => match dataset.category.as_ref().map(|category| &category.value) {
                Some(Owed::Given(category)) => one(Some(self.id(*category))),
                Some(Owed::Pending) => Cell::Pending,
                None => Cell::Empty,
            },
            Key::Target => date(dataset.target.as_ref()),
            Key::Released => date(dataset.released.as_ref()),
            Key::Frequency => match dataset.frequency.as_ref().map(|all| &all.value) {
                Some(Owed::Given(all)) => self.frequencies(all),
                Some(Owed::Pending) => Cell::Pending,
                None => Cell::Empty,
            },
            Key::FrequencyWords => {
                let given = dataset.frequency.as_ref().and_then(|all| all.value.given());
                text(given.and_then(|all| all.words.as_ref()), lang)
            }
            Key::Formats => self.ids(dataset.formats.iter().flat_map(|all| &all.value).map(|one| one.value)),
            Key::Owners => self.ids(dataset.owners.iter().flat_map(|all| &all.value).map(|one| one.value)),
            Key::Portals => self.ids(dataset.portals.iter().flat_map(|all| &all.value).map(|one| one.portal)),
            Key::PortalIds => {
                let ids = dataset.portals.iter().flat_map(|all| &all.value).map(|one| {
                    // an id is one line
                    let id = one.id.as_ref().map(|id| squeezed(&id.value));
                    id.filter(|id| !id.is_empty())
                });
                let ids: Vec<Option<String>> = ids.collect();
                let shown = ids.iter().map(|id| id.clone().unwrap_or_else(|| "-".to_owned())).collect();
                if ids.iter().all(Option::is_none) { Cell::Empty } else { Cell::Names(shown) }
            }
            Key::Licence => one(dataset.licence.as_ref().map(|licence| self.id(licence.value))),
            Key::Note => text(dataset.note.as_ref(), lang),
        }
    }

    fn id<T: Declared>(&self, id: Id<T>) -> String {
        self.vocabulary.get(id).id().value.to_string()
    }

    fn ids<T: Declared>(&self, ids: impl Iterator<Item = Id<T>>) -> Cell {
        Cell::names(ids.map(|id| self.id(id)).collect())
    }

    fn frequencies(&self, all: &Frequencies) -> Cell {
        Cell::names(all.items.iter().map(|item| code(item.value, self.vocabulary)).collect())
    }

    /// A line for each bullet. One that is not there in this language keeps its place by what documents print instead, so that it
    /// is known which bullet is the translation of which.
    fn description(&self, description: Option<&Description>, lang: Lang) -> Cell {
        let Some(description) = description else { return Cell::Empty };
        let bullets = || description.bullets.iter().map(|bullet| &*bullet.text);
        if !description.listed {
            return text(bullets().next(), lang);
        }
        if bullets().all(|text| text.entry(lang).is_none()) {
            return Cell::Empty;
        }
        let is_long = |text: &Text| text.written(lang).is_some_and(|words| matches!(Cell::text(words), Cell::Long));
        if bullets().any(is_long) {
            return Cell::Long;
        }
        let line = |text: &Text| match text.written(lang) {
            Some(words) => format!("• {}", Cell::text(words).line()),
            None => format!("• {}", self.stand_in(text, lang)),
        };
        Cell::text(&bullets().map(line).collect::<Vec<_>>().join("\n"))
    }

    fn stand_in(&self, text: &Text, lang: Lang) -> String {
        stand_in(self.plan, text.state(lang) == State::Pending, lang)
    }
}

/// What stands in place of a bullet in a language in which it is owed, or is not there.
#[must_use]
pub(crate) fn stand_in(plan: &Plan, is_pending: bool, lang: Lang) -> String {
    let id = if is_pending { "to-be-confirmed" } else { "not-translated" };
    format!("[{}]", plan.words.get(id, lang))
}

impl Cell {
    fn line(&self) -> &str {
        if let Self::Text(text) = self { text } else { "…" }
    }
}

/// A text as it was written in a language.
fn text(text: Option<&Text>, lang: Lang) -> Cell {
    match text.and_then(|text| text.entry(lang)).map(|entry| &entry.value) {
        Some(Owed::Given(words)) => Cell::text(words),
        Some(Owed::Pending) => Cell::Pending,
        None => Cell::Empty,
    }
}

fn date(date: Option<&Spanned<Owed<Date>>>) -> Cell {
    match date.map(|date| &date.value) {
        Some(Owed::Given(date)) => Cell::text(&date.to_string()),
        Some(Owed::Pending) => Cell::Pending,
        None => Cell::Empty,
    }
}
