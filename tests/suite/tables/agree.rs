//! Whether the tables of a plan say what the plan says: CSV files as the `csv` crate reads them, the data package as JSON, the
//! workbook as `calamine` reads it.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use odp::emit::{Options, unshield};
use odp::model::{Dataset, Date, Holding, Lang, Owed, Plan, Precision, Workspace};
use serde_json::Value;
use sha2::Digest;

type Outputs = BTreeMap<String, Vec<u8>>;

/// A CSV file as it was read, without its shields.
struct Sheet {
    name: String,
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Sheet {
    fn read(name: &str, bytes: &[u8], options: &Options) -> Result<Self, String> {
        let rest = bytes.strip_prefix("\u{feff}".as_bytes());
        if rest.is_some() != options.bom {
            return Err(format!("{name}: mark of byte order"));
        }
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(rest.unwrap_or(bytes));
        let record = |record: Result<csv::StringRecord, csv::Error>| {
            let record = record.map_err(|error| format!("{name}: {error}"))?;
            Ok::<_, String>(record.iter().map(|cell| unshield(cell).to_owned()).collect::<Vec<_>>())
        };
        let mut rows = reader.records().map(record).collect::<Result<Vec<_>, _>>()?;
        if rows.is_empty() {
            return Err(format!("{name}: no head"));
        }
        Ok(Self { name: name.to_owned(), heads: rows.remove(0), rows })
    }

    fn cell(&self, row: usize, head: &str) -> Result<&str, String> {
        let column = self.heads.iter().position(|known| known == head).ok_or(format!("{}: no column {head}", self.name))?;
        Ok(&self.rows[row][column])
    }

    fn says(&self, row: usize, head: &str, expected: &str) -> Result<(), String> {
        let cell = self.cell(row, head)?;
        let id = row + 1;
        (cell == expected).then_some(()).ok_or_else(|| format!("{}: row {id}: {head} is {cell:?}, not {expected:?}", self.name))
    }
}

/// Compares the tables of the only plan of a workspace with it.
pub fn agrees(workspace: &Workspace, outputs: &Outputs, options: &Options) -> Result<(), String> {
    let plan = &workspace.plans[0];
    let langs = options.languages(plan);
    let names: Vec<String> =
        std::iter::once("plan.csv".to_owned()).chain(langs.iter().map(|lang| format!("plan.{lang}.csv"))).collect();
    let mut sheets = Vec::new();
    for name in &names {
        sheets.push(Sheet::read(name, outputs.get(name).ok_or(format!("no {name}"))?, options)?);
    }
    let found: Vec<&str> = outputs.keys().map(String::as_str).filter(|name| name.ends_with(".csv")).collect();
    if found.len() != names.len() {
        return Err(format!("CSV files {found:?}, not {names:?}"));
    }
    let package: Value = serde_json::from_slice(&outputs["datapackage.json"]).map_err(|error| error.to_string())?;
    let ids: Vec<String> = plan.datasets().map(|(_, dataset)| dataset.id.value.to_string()).collect();
    for (sheet, of) in sheets.iter().zip(package["resources"].as_array().expect("resources")) {
        let head = of["schema"]["primaryKey"][0].as_str().expect("a key");
        let found: Vec<&str> = (0..sheet.rows.len()).map(|row| sheet.cell(row, head)).collect::<Result<_, _>>()?;
        if found != ids {
            return Err(format!("{}: ids {found:?}, not {ids:?}", sheet.name));
        }
    }
    for (row, (holding, dataset)) in plan.datasets().enumerate() {
        machine(workspace, plan, &langs, &sheets[0], row, holding, dataset)?;
        for (lang, sheet) in langs.iter().zip(&sheets[1..]) {
            printed(workspace, plan, *lang, sheet, row, dataset)?;
        }
    }
    described(&package, &sheets, outputs)?;
    workbook(plan, &langs, &sheets[1..], &outputs["plan.xlsx"]).map_err(|difference| format!("plan.xlsx: {difference}"))
}

fn date(date: Option<&Owed<Date>>) -> String {
    date.and_then(Owed::given).map(Date::to_string).unwrap_or_default()
}

fn listed(items: impl Iterator<Item = Option<String>>) -> String {
    let items: Vec<String> = items.map(|item| item.map_or("null".to_owned(), |item| Value::from(item).to_string())).collect();
    format!("[{}]", items.join(","))
}

fn machine(
    workspace: &Workspace,
    plan: &Plan,
    langs: &[Lang],
    sheet: &Sheet,
    row: usize,
    holding: Holding<'_>,
    dataset: &Dataset,
) -> Result<(), String> {
    let vocabulary = &workspace.vocabulary;
    let organisation = holding.body.map(|body| &*vocabulary.get(body.organisation.value).id.value);
    let category = dataset.category.as_ref().and_then(|category| category.value.given());
    let owners = dataset
        .owners
        .as_ref()
        .map(|all| listed(all.value.iter().map(|one| Some(vocabulary.get(one.value).id.value.to_string()))));
    let portals = dataset.portals.as_ref().map(|all| &all.value);
    let expected = [
        ("section", holding.section.letter.word().to_owned()),
        ("organisation", organisation.unwrap_or_default().to_owned()),
        ("half", holding.half.kind.word().to_owned()),
        ("number", dataset.number.to_string()),
        ("status", dataset.status().word().to_owned()),
        ("target", date(dataset.target.as_ref().map(|date| &date.value))),
        ("released", date(dataset.released.as_ref().map(|date| &date.value))),
        ("category", category.map(|id| vocabulary.get(*id).id.value.to_string()).unwrap_or_default()),
        ("owners", owners.unwrap_or_default()),
        (
            "portals",
            portals
                .map(|all| listed(all.iter().map(|one| Some(vocabulary.get(one.portal).id.value.to_string()))))
                .unwrap_or_default(),
        ),
        (
            "portal_ids",
            portals.map(|all| listed(all.iter().map(|one| one.id.as_ref().map(|id| id.value.to_string())))).unwrap_or_default(),
        ),
    ];
    for (head, expected) in expected {
        sheet.says(row, head, &expected)?;
    }
    let frequencies = dataset.frequency.as_ref().and_then(|all| all.given());
    let count = frequencies.map_or(0, |all| all.items.len());
    for head in ["frequency", "frequency_period", "frequency_eu", "frequency_iso19115"] {
        let cell = sheet.cell(row, head)?;
        let found = serde_json::from_str::<Value>(cell).ok().and_then(|list| Some(list.as_array()?.len())).unwrap_or(0);
        if found != count {
            return Err(format!("{head}: {cell}, not {count} of them"));
        }
    }
    for lang in langs {
        let tag = lang.tag();
        for (name, text) in [("name", dataset.name.as_ref()), ("note", dataset.note.as_ref())] {
            sheet.says(row, &format!("{name}_{tag}"), text.and_then(|text| text.get(*lang)).unwrap_or_default())?;
            sheet.says(row, &format!("{name}_state_{tag}"), text.map_or("", |text| text.state(*lang).word()))?;
        }
        for bullet in dataset.description.iter().flat_map(|description| &description.bullets) {
            let cell = sheet.cell(row, &format!("description_{tag}"))?;
            if !cell.contains(bullet.text.get(*lang).unwrap_or_default()) {
                return Err(format!("row {row}: description_{tag} lacks {:?}: {cell:?}", bullet.text));
            }
        }
        let words = frequencies.map(|all| plan.words.frequencies(all, vocabulary, *lang).0).unwrap_or_default();
        sheet.says(row, &format!("frequency_text_{tag}"), &words)?;
    }
    Ok(())
}

/// The columns for people, as `datapackage.json` calls them.
static PRINTED: [&str; 16] = [
    "section",
    "organisation",
    "half",
    "number",
    "category",
    "name",
    "description",
    "target",
    "released",
    "status",
    "frequency",
    "formats",
    "owners",
    "portals",
    "licence",
    "id",
];

fn column(name: &str) -> usize {
    PRINTED.iter().position(|known| *known == name).expect("a column")
}

fn printed(workspace: &Workspace, plan: &Plan, lang: Lang, sheet: &Sheet, row: usize, dataset: &Dataset) -> Result<(), String> {
    let words = &plan.words;
    for (name, id) in [("category", "column-category"), ("name", "column-name"), ("target", "column-target")] {
        let head = &sheet.heads[column(name)];
        if !head.starts_with(words.get(id, lang)) {
            return Err(format!("{}: the head of {name} is {head}", sheet.name));
        }
    }
    let cell = |name: &str| sheet.rows[row][column(name)].as_str();
    let differs = |name: &str, expected: &str| {
        Err(format!("{}: row {}: {name} is {:?}, not {expected:?}", sheet.name, row + 1, cell(name)))
    };
    let confirm = || format!("[{}]", words.get("to-be-confirmed", lang));
    for (name, owed) in [("target", &dataset.target), ("released", &dataset.released)] {
        let expected = match owed.as_ref().map(|date| &date.value) {
            Some(Owed::Pending) => confirm(),
            given => date(given),
        };
        if cell(name) != expected {
            return differs(name, &expected);
        }
    }
    let category =
        dataset.category.as_ref().map(|category| category.value.given().map(|id| &workspace.vocabulary.get(*id).label));
    for (name, text) in [("name", dataset.name.as_ref().map(Some)), ("category", category)] {
        let expected = match text {
            None => String::new(),
            Some(text) => match text.and_then(|text| text.render(lang, plan.original())) {
                None => confirm(),
                Some(found) if found.lang == lang => found.text.to_owned(),
                Some(found) => format!("{} [{}]", found.text, words.get("not-translated", lang)),
            },
        };
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        if squeezed(cell(name)) != squeezed(&expected) {
            return differs(name, &expected);
        }
    }
    Ok(())
}

/// The data package lists exactly these files, and each cell is of its type.
fn described(package: &Value, sheets: &[Sheet], outputs: &Outputs) -> Result<(), String> {
    let resources = package["resources"].as_array().ok_or("no resources")?;
    let paths: Vec<&str> = resources.iter().filter_map(|resource| resource["path"].as_str()).collect();
    let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    if paths != names {
        return Err(format!("datapackage.json lists {paths:?}, not {names:?}"));
    }
    for (resource, sheet) in resources.iter().zip(sheets) {
        let bytes = &outputs[&sheet.name];
        let hash: String = sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        if resource["bytes"] != bytes.len() || resource["hash"] != format!("sha256:{hash}") {
            return Err(format!("{}: other bytes than datapackage.json says", sheet.name));
        }
        let fields = resource["schema"]["fields"].as_array().ok_or("no fields")?;
        let heads: Vec<&str> = fields.iter().filter_map(|field| field["name"].as_str()).map(unshield).collect();
        let unique: std::collections::BTreeSet<&&str> = heads.iter().collect();
        if heads != sheet.heads || unique.len() != heads.len() {
            return Err(format!("{}: heads {:?}, not {heads:?}", sheet.name, sheet.heads));
        }
        for row in &sheet.rows {
            for (field, cell) in fields.iter().zip(row) {
                if !fits(field, cell) {
                    return Err(format!("{}: {cell:?} is no {field}", sheet.name));
                }
            }
        }
    }
    Ok(())
}

fn fits(field: &Value, cell: &str) -> bool {
    let constraints = &field["constraints"];
    if cell.is_empty() {
        return constraints["required"] != true;
    }
    let precision = |precision| Date::parse(cell).is_some_and(|date| date.precision() == precision);
    let of_type = match field["type"].as_str() {
        Some("string") => constraints["pattern"].is_null() || Date::parse(cell).is_some(),
        Some("integer") => cell.parse::<u32>().is_ok_and(|number| number >= 1),
        Some("boolean") => ["true", "false"].contains(&cell),
        Some("array") => serde_json::from_str::<Vec<Value>>(cell).is_ok(),
        Some("yearmonth") => precision(Precision::Month),
        Some("year") => precision(Precision::Year),
        Some("date") => precision(Precision::Day),
        _ => false,
    };
    of_type && constraints["enum"].as_array().is_none_or(|words| words.iter().any(|word| word == cell))
}

/// Every cell of the sections' sheets is that of the CSV file in its language.
fn workbook(plan: &Plan, langs: &[Lang], sheets: &[Sheet], bytes: &[u8]) -> Result<(), String> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let names = book.sheet_names();
    if names.len() != plan.sections.len() + 1 {
        return Err(format!("sheets {names:?}"));
    }
    let owed = plan.languages.len();
    for (section, name) in plan.sections.iter().zip(&names[1..]) {
        let letter = section.letter.word();
        if !name.starts_with(letter) {
            return Err(format!("sheet {name} is not that of {letter}"));
        }
        let mut columns: Vec<Vec<(usize, usize)>> = Vec::new();
        for (index, field) in PRINTED.iter().enumerate() {
            match *field {
                "section" => {}
                "organisation" if letter != "C" => {}
                "organisation" | "category" | "name" | "description" | "frequency" => {
                    columns.extend((0..langs.len()).map(|lang| vec![(lang, index)]));
                }
                "half" | "status" | "formats" | "owners" | "portals" | "licence" => {
                    columns.push((0..owed).map(|lang| (lang, index)).collect());
                }
                _ => columns.push(vec![(0, index)]),
            }
        }
        let rows: Vec<usize> = (0..sheets[0].rows.len()).filter(|row| sheets[0].rows[*row][0] == letter).collect();
        let range = book.worksheet_range(name).map_err(|error| error.to_string())?;
        let size = range.get_size();
        if size != (rows.len() + 1, columns.len()) {
            return Err(format!("sheet {name} is {size:?}, not {} by {}", rows.len() + 1, columns.len()));
        }
        for (at, row) in rows.iter().enumerate() {
            for (number, column) in columns.iter().enumerate() {
                let mut texts: Vec<&str> = Vec::new();
                for (lang, index) in column {
                    let text = sheets[*lang].rows[*row][*index].as_str();
                    if !texts.contains(&text) {
                        texts.push(text);
                    }
                }
                let expected = texts.join(" / ");
                let found = match range.get_value((at as u32 + 1, number as u32)) {
                    Some(Data::String(text)) => text.clone(),
                    Some(Data::Float(number)) if PRINTED[column[0].1] == "number" => number.to_string(),
                    None | Some(Data::Empty) => String::new(),
                    other => return Err(format!("{name}: a cell of another kind: {other:?}")),
                };
                if found != expected {
                    return Err(format!("{name}, row {}, column {}: {found:?}, not {expected:?}", at + 2, number + 1));
                }
            }
        }
        if !book.worksheet_formula(name).map_err(|error| error.to_string())?.is_empty() {
            return Err(format!("{name} has formulas"));
        }
    }
    Ok(())
}
