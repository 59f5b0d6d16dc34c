//! Heads of tables: which column holds what, by the library's wordings and by what people call it.

use std::collections::HashMap;

use crate::import::mapping::Mapping;
use crate::import::material::{Cell, Row};
use crate::import::tags;
use crate::model::Lang;
use crate::resolve::{Lexicon, loosely};
use crate::syntax::field_names;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum Role {
    Number,
    Section,
    Half,
    Organisation,
    Name,
    Description,
    Category,
    Target,
    Released,
    /// A date of release; the section says which.
    Date,
    Frequency,
    /// The author's words for the frequency.
    FrequencyWords,
    Formats,
    Owners,
    Portals,
    /// The ids on the portals.
    PortalIds,
    Licence,
    Id,
    Note,
    Keywords,
    Contact,
    Coverage,
    Geometry,
    Crs,
    Scale,
    Formerly,
    Slips,
    Withdrawn,
    WithdrawnReason,
    /// How a promise stands, in a word.
    Status,
    ContactPost,
    /// When it was last changed, as portals list it.
    Modified,
    /// What a text is, in a language: the name of its column.
    State,
    /// Follows from the others: nothing is lost with it.
    Derived,
}

/// A column that was recognised.
#[derive(Clone, Debug)]
pub(in crate::import) struct Column {
    pub(in crate::import) role: Role,
    /// The language of its texts, where the head says which.
    pub(in crate::import) lang: Option<Lang>,
    /// The head as it stands there.
    pub(in crate::import) head: String,
}

/// The head of a table: for each column what it holds, or the words of a head that was not recognised.
#[derive(Clone, Debug)]
pub(in crate::import) struct Head {
    pub(in crate::import) columns: Vec<Result<Column, String>>,
}

/// Wordings of the library that are heads.
static WORDINGS: &[(&str, Role)] = &[
    ("column-number", Role::Number),
    ("column-section", Role::Section),
    ("column-half", Role::Half),
    ("column-organisation", Role::Organisation),
    ("column-name", Role::Name),
    ("column-description", Role::Description),
    ("column-category", Role::Category),
    ("column-target", Role::Target),
    ("column-released", Role::Released),
    ("column-frequency", Role::Frequency),
    ("column-formats", Role::Formats),
    ("column-owners", Role::Owners),
    ("column-portals", Role::Portals),
    ("column-licence", Role::Licence),
    ("column-id", Role::Id),
    ("column-status", Role::Status),
];

/// What else heads are called; words of several are parted by a bar.
static NAMES: &[(&str, Role)] = &[
    ("no|no.|nr|#|number|item|item no.|serial no.|編號|序號|項目|項目編號|號碼|項次", Role::Number),
    ("section|part|部分|部份", Role::Section),
    ("half|type of data|空間／非空間", Role::Half),
    ("id|identifier|識別碼|ds:identifier", Role::Id),
    ("dataset|data set|dataset title|title of dataset|數據集|數據集名稱|資料集|資料集名稱", Role::Name),
    ("general description|一般說明|概括說明|資料集描述|數據集簡介", Role::Description),
    ("data category|category|數據種類|數據類別|分類|分類及編號", Role::Category),
    ("target release date|target date of release|目標發放日期|目標發佈日期|目標開放日期", Role::Target),
    ("date|release date|date of release|發放日期|發布日期|發佈日期|開放日期|日期", Role::Date),
    ("update frequency|frequency of update|更新頻率|更新次數", Role::Frequency),
    ("frequency_words", Role::FrequencyWords),
    ("formats|file format|data format|檔案格式|資料格式|數據格式", Role::Formats),
    ("owners|owner|資料集提供機關|提供機關|負責部門|數據擁有者", Role::Owners),
    ("portals", Role::Portals),
    ("portal_ids", Role::PortalIds),
    ("授權方式|授權條款", Role::Licence),
    ("標籤/關鍵字|標籤", Role::Keywords),
    ("contact_email", Role::Contact),
    ("contact_post", Role::ContactPost),
    ("coverage", Role::Coverage),
    ("geometry", Role::Geometry),
    ("crs", Role::Crs),
    ("scale", Role::Scale),
    ("formerly", Role::Formerly),
    ("slips", Role::Slips),
    ("withdrawn", Role::Withdrawn),
    ("withdrawn_reason", Role::WithdrawnReason),
    ("status", Role::Status),
    ("overdue|pending|original_target|frequency_period|frequency_eu|frequency_iso19115|licence_url", Role::Derived),
    ("organisation_name|category_label|frequency_text|owner_names|portal_urls", Role::Derived),
    ("name_state|description_state|note_state|frequency_words_state|keywords_state", Role::State),
    ("coverage_state|withdrawn_reason_state|contact_post_state", Role::State),
];

/// Fields of the language that a column may hold.
static FIELDS: &[(&str, Role)] = &[
    ("name", Role::Name),
    ("title", Role::Name),
    ("description", Role::Description),
    ("category", Role::Category),
    ("target", Role::Target),
    ("released", Role::Released),
    ("frequency", Role::Frequency),
    ("formats", Role::Formats),
    ("owner", Role::Owners),
    ("portal", Role::Portals),
    ("licence", Role::Licence),
    ("keywords", Role::Keywords),
    ("contact", Role::Contact),
    ("note", Role::Note),
    ("coverage", Role::Coverage),
];

/// How a head says the language of its column: the end of it, the language.
static TONGUES: &[(&str, Lang)] = &[
    ("zh-hant", Lang::TC),
    ("zh-hans", Lang::SC),
    ("tc", Lang::TC),
    ("sc", Lang::SC),
    ("en", Lang::EN),
    ("english", Lang::EN),
    ("英文", Lang::EN),
    ("traditional chinese", Lang::TC),
    ("繁體中文", Lang::TC),
    ("simplified chinese", Lang::SC),
    ("簡體中文", Lang::SC),
    ("chinese", Lang::TC),
    ("中文", Lang::TC),
];

/// How long a head may be, in characters.
const LONGEST: usize = 120;

/// What every head that is known stands for.
#[derive(Debug)]
pub(in crate::import) struct Heads {
    /// By the mapping file.
    said: HashMap<String, (Role, Option<Lang>)>,
    known: HashMap<String, Role>,
}

impl Heads {
    /// Those of a library, and what else heads are called.
    pub(in crate::import) fn of(lexicon: &Lexicon, mapping: &Mapping) -> Self {
        let said = mapping.columns.iter().map(|(head, role, lang)| (loosely(head), (*role, *lang))).collect();
        let mut known = HashMap::new();
        for (id, role) in WORDINGS {
            for words in lexicon.wording(id) {
                known.entry(loosely(words)).or_insert(*role);
            }
        }
        for (names, role) in NAMES {
            for name in names.split('|') {
                known.entry(loosely(name)).or_insert(*role);
            }
        }
        for (field, role) in FIELDS {
            known.entry(loosely(field)).or_insert(*role);
        }
        for (name, mut fields) in field_names() {
            let role = fields.find_map(|field| FIELDS.iter().find(|(known, _)| *known == field));
            if let Some((_, role)) = role {
                known.entry(loosely(name)).or_insert(*role);
            }
        }
        known.remove("");
        Self { said, known }
    }

    /// Reads a row as a head; nothing where it is none.
    pub(in crate::import) fn read(&self, row: &Row) -> Option<Head> {
        let columns: Vec<_> = row.cells.iter().map(|cell| self.column(cell)).collect();
        let known = columns.iter().filter_map(|column| column.as_ref().ok());
        let (count, filled) = (known.clone().count(), row.filled().count());
        let names = known.clone().any(|column| matches!(column.role, Role::Name | Role::Description));
        let head = Head { columns };
        (names && (count >= 3 || (count >= 2 && count * 2 >= filled))).then(|| head.in_languages().without_doubles())
    }

    fn column(&self, cell: &Cell) -> Result<Column, String> {
        let words = cell.line();
        for lang in cell.languages() {
            let text = cell.in_lang(lang);
            if text.chars().count() <= LONGEST
                && let Some((role, lang)) = self.role(&text)
            {
                return Ok(Column { role, lang, head: words });
            }
        }
        Err(words)
    }

    /// What a head stands for, and the language that it names.
    fn role(&self, words: &str) -> Option<(Role, Option<Lang>)> {
        if let Some(said) = self.said.get(&loosely(words)) {
            return Some(*said);
        }
        let whole = words.rsplit_once(':').filter(|(prefix, _)| prefix.len() <= 4).map_or(words, |(_, rest)| rest);
        if let Some(role) = self.named(whole) {
            return Some((role, None));
        }
        if let Some((before, lang)) = with_language(whole)
            && let Some(role) = self.named(&before)
        {
            return Some((role, Some(lang)));
        }
        self.named(&without_brackets(whole)).map(|role| (role, None))
    }

    /// What a head stands for.
    pub(in crate::import) fn role_of(&self, words: &str) -> Option<Role> {
        self.role(words).map(|(role, _)| role)
    }

    fn named(&self, words: &str) -> Option<Role> {
        if words.trim() == "#" {
            return Some(Role::Number);
        }
        self.known.get(&loosely(words)).copied()
    }
}

impl Head {
    /// The first column that holds something, in a language or in none.
    pub(in crate::import) fn find(&self, role: Role) -> Option<usize> {
        self.columns.iter().position(|column| column.as_ref().is_ok_and(|column| column.role == role))
    }

    /// Columns that hold the same, one under a Chinese head and one under an English one, hold it in those languages.
    fn in_languages(mut self) -> Self {
        let said: Vec<Option<(Role, Lang)>> = self
            .columns
            .iter()
            .map(|column| {
                let column = column.as_ref().ok().filter(|column| column.lang.is_none())?;
                Some((column.role, tags::lang_of_texts(std::iter::once(&*column.head))))
            })
            .collect();
        for (at, column) in self.columns.iter_mut().enumerate() {
            let (Ok(column), Some(Some((role, lang)))) = (column, said.get(at)) else { continue };
            if said.iter().flatten().any(|(other, tongue)| other == role && tongue != lang) {
                column.lang = Some(*lang);
            }
        }
        self
    }

    /// A second column that holds the same is not taken.
    fn without_doubles(mut self) -> Self {
        let mut seen: Vec<(Role, Option<Lang>)> = Vec::new();
        for column in &mut self.columns {
            let Ok(known) = column else { continue };
            let key = (known.role, known.lang);
            if !matches!(known.role, Role::Derived | Role::State | Role::Status) && seen.contains(&key) {
                *column = Err(known.head.clone());
            } else {
                seen.push(key);
            }
        }
        self
    }
}

/// A head without the language at its end: `name_en`, `Name (English)`, `名稱（中文）`; or before it, `英文名稱`.
fn with_language(words: &str) -> Option<(String, Lang)> {
    let lower = words.to_lowercase();
    let trimmed = lower.trim_end_matches([')', '）', ' ']);
    let ends = TONGUES.iter().find_map(|(end, lang)| {
        let before = trimmed.strip_suffix(end)?;
        let bare = before.trim_end_matches(['_', '(', '（', '-', ' ', '/']);
        (bare.len() < before.len() || !end.is_ascii()).then(|| (bare.to_owned(), *lang))
    });
    ends.or_else(|| with_tag(trimmed)).or_else(|| {
        let (start, lang) = TONGUES.iter().find(|(start, _)| lower.starts_with(start))?;
        let rest = lower.get(start.len()..)?;
        let bare = rest.trim_start_matches(['_', ' ', '-']);
        (bare.len() < rest.len() || !start.is_ascii()).then(|| (bare.to_owned(), *lang))
    })
}

/// A head without the tag of any other language at its end, of two letters: `name_fr`, `Name (fr)`.
fn with_tag(head: &str) -> Option<(String, Lang)> {
    let (before, tag) = head.rsplit_once(['_', '(', '（'])?;
    let is_tag = tag.len() == 2 && tag.bytes().all(|byte| byte.is_ascii_lowercase());
    Some((before.trim_end().to_owned(), tags::lang_of_tag(tag).filter(|_| is_tag)?))
}

fn without_brackets(words: &str) -> String {
    words.split(['(', '（', '[', '\n']).next().unwrap_or_default().trim().to_owned()
}
