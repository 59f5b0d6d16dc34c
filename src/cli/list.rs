//! `odp list`: datasets as a table or JSON.

use std::borrow::Cow;

use comfy_table::{ColumnConstraint, ContentArrangement, Table, presets};
use serde::Serialize;

use super::Exit;
use super::load::{self, Inputs};
use super::output::{self, Failure};
use super::terminal::Terminal;
use crate::diagnostic::{MessageLang, Severity};
use crate::model::{Dataset, Date, Holding, Lang, Letter, Plan, Status, Workspace};
use crate::report::Report;
use crate::rules::{Settings, check};
use crate::source::escaped_json;

pub(super) static EXAMPLES: &str = "\
Examples:
  odp list plans/
  odp list plans/ --section A --status planned
  odp list plans/ --owner cyberport --month 2026-01 --format json";

#[derive(clap::Args, Debug)]
pub(super) struct Arguments {
    #[command(flatten)]
    inputs: Inputs,
    /// Only this section
    #[arg(long, value_name = "A|B|C|D", ignore_case = true)]
    section: Option<Section>,
    /// Only with this status
    #[arg(long, value_name = "STATUS")]
    status: Option<StatusName>,
    /// Only of this category, by id or label
    #[arg(long, value_name = "CATEGORY")]
    category: Option<String>,
    /// Only of this organisation, by id or name
    #[arg(long, value_name = "ORGANISATION")]
    owner: Option<String>,
    /// Only with a target or release in this month or year (YYYY-MM, YYYY)
    #[arg(long, value_name = "DATE", value_parser = load::date)]
    month: Option<Date>,
    /// The form of the list
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: FormatName,
}

#[derive(clap::ValueEnum, Clone, Copy, Debug, PartialEq)]
#[value(rename_all = "UPPER")]
enum Section {
    A,
    B,
    C,
    D,
}

#[derive(clap::ValueEnum, Clone, Copy, Debug)]
enum StatusName {
    Planned,
    Released,
    Withdrawn,
}

#[derive(clap::ValueEnum, Clone, Copy, Debug)]
enum FormatName {
    Table,
    Json,
}

/// One line of the list.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Row<'a> {
    plan: &'a str,
    id: &'a str,
    section: &'static str,
    half: &'static str,
    number: u32,
    name: &'a str,
    category: Option<&'a str>,
    target: Option<String>,
    released: Option<String>,
    status: &'static str,
    owners: Vec<&'a str>,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Exit, Failure> {
    let loaded = arguments.inputs.load(terminal)?;
    let (found, _) = check(&loaded.workspace, loaded.found, &Settings::default());
    let errors: Vec<_> = found.into_iter().filter(|finding| finding.severity == Severity::Error).collect();
    let report = Report { found: &errors, sources: &loaded.workspace.sources, lang: terminal.lang };
    super::load::tell(&report, terminal);
    let workspace = &loaded.workspace;
    let rows: Vec<Row<'_>> = workspace
        .plans
        .iter()
        .flat_map(|plan| plan.datasets().map(move |(place, dataset)| (plan, place, dataset)))
        .filter(|(_, place, dataset)| arguments.wants(*place, dataset, workspace))
        .map(|(plan, place, dataset)| row(plan, place, dataset, workspace, terminal.lang))
        .collect();
    output::print(match arguments.format {
        FormatName::Json => escaped_json(serde_json::to_string_pretty(&rows).unwrap_or_default()) + "\n",
        FormatName::Table => table(&rows, terminal),
    })?;
    Ok(Exit::of(&errors, false))
}

impl Arguments {
    fn wants(&self, place: Holding<'_>, dataset: &Dataset, workspace: &Workspace) -> bool {
        let letter = match self.section {
            None => None,
            Some(Section::A) => Some(Letter::A),
            Some(Section::B) => Some(Letter::B),
            Some(Section::C) => Some(Letter::C),
            Some(Section::D) => Some(Letter::D),
        };
        let status = match self.status {
            None => None,
            Some(StatusName::Planned) => Some(Status::Planned),
            Some(StatusName::Released) => Some(Status::Released),
            Some(StatusName::Withdrawn) => Some(Status::Withdrawn),
        };
        let vocabulary = &workspace.vocabulary;
        let category = dataset.category.as_ref().and_then(|category| category.value.given()).map(|id| vocabulary.get(*id));
        let category =
            |wanted: &String| category.is_some_and(|known| *wanted == *known.id.value || labelled(&known.label, wanted));
        let owner = |wanted: &String| {
            let wanted = wanted.trim_start_matches('@');
            let mut owners = dataset.owners.iter().flat_map(|owners| &owners.value).map(|owner| vocabulary.get(owner.value));
            owners.any(|known| *wanted == *known.id.value || labelled(&known.name, wanted))
        };
        let month = |wanted: &Date| {
            let mut dates = [dataset.target_date(), dataset.released_date()].into_iter().flatten();
            dates.any(|date| date.interval().meets(wanted.interval()))
        };
        letter.is_none_or(|letter| letter == place.section.letter)
            && status.is_none_or(|status| status == dataset.status())
            && self.category.as_ref().is_none_or(category)
            && self.owner.as_ref().is_none_or(owner)
            && self.month.as_ref().is_none_or(month)
    }
}

fn labelled(label: &crate::model::Text, wanted: &str) -> bool {
    label.entries.iter().filter_map(|entry| entry.value.given()).any(|words| words.eq_ignore_ascii_case(wanted))
}

fn row<'a>(plan: &'a Plan, place: Holding<'a>, dataset: &'a Dataset, workspace: &'a Workspace, lang: MessageLang) -> Row<'a> {
    let lang = match lang {
        MessageLang::English => Lang::EN,
        MessageLang::Traditional => Lang::TC,
        MessageLang::Simplified => Lang::SC,
    };
    let vocabulary = &workspace.vocabulary;
    let category = dataset.category.as_ref().and_then(|category| category.value.given());
    Row {
        plan: &plan.id.value,
        id: &dataset.id.value,
        section: place.section.letter.word(),
        half: place.half.kind.word(),
        number: dataset.number,
        name: dataset.name.as_ref().and_then(|name| name.render(lang, plan.original())).map_or("", |name| name.text),
        category: category.map(|id| &*vocabulary.get(*id).id.value),
        target: dataset.target_date().map(|date| date.to_string()),
        released: dataset.released_date().map(|date| date.to_string()),
        status: dataset.status().word(),
        owners: dataset.owners.iter().flat_map(|all| &all.value).map(|owner| &*vocabulary.get(owner.value).id.value).collect(),
    }
}

/// The word of a status, for people.
fn status<'a>(word: &'a str, terminal: &Terminal) -> Cow<'a, str> {
    let chinese = match word {
        "planned" => "計劃中",
        "released" => "已開放",
        "withdrawn" => "已撤回",
        other => other,
    };
    terminal.say(word, chinese)
}

/// The column that is wrapped.
const NAME: usize = 4;

fn table(rows: &[Row<'_>], terminal: &Terminal) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(terminal.stdout().width).unwrap_or(100));
    let heads = [("plan", "計劃"), ("section", "部分"), ("no.", "編號"), ("id", "識別碼"), ("name", "名稱")];
    let heads = heads.into_iter().chain([("date", "日期"), ("status", "狀態")]);
    table.set_header(heads.map(|(english, chinese)| terminal.say(english, chinese)));
    for row in rows {
        let half = if row.half == "spatial" { "i" } else { "ii" };
        let date = row.released.as_deref().or(row.target.as_deref()).unwrap_or("-");
        table.add_row([
            row.plan,
            &format!("{}.{half}", row.section),
            &row.number.to_string(),
            row.id,
            row.name,
            date,
            &status(row.status, terminal),
        ]);
    }
    for (_, column) in table.column_iter_mut().enumerate().filter(|(index, _)| *index != NAME) {
        column.set_constraint(ColumnConstraint::ContentWidth);
    }
    let lines: Vec<String> = table.to_string().lines().map(|line| line.trim_end().to_owned() + "\n").collect();
    lines.concat()
}
