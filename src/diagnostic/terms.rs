//! Words of ours that stand inside messages, in each language of the reader.

use super::Arg;
use crate::source::visible;

/// The language of messages. Simplified Chinese is derived from Traditional by whoever prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Lang {
    /// English.
    #[default]
    English,
    /// Traditional Chinese, as written in Hong Kong.
    Traditional,
    /// Simplified Chinese, derived.
    Simplified,
}

/// Whose matter a finding is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Subject {
    /// Nobody's in particular.
    #[default]
    File,
    /// A dataset, by its id.
    Dataset(Box<str>),
    /// A plan, by its id.
    Plan(Box<str>),
    /// A declaration, by its keyword and id.
    Declaration(&'static str, Box<str>),
}

/// A word of ours: key, English, Traditional Chinese.
static TERMS: &[(&str, &str, &str)] = &[
    ("text", "text in a language, such as tc \"…\"", "分語言的文字，例如 tc \"…\""),
    ("bullets", "text or a list of bullets", "文字或項目符號列表"),
    ("month", "a month (YYYY-MM)", "月份（YYYY-MM）"),
    ("date", "a year, month or day (YYYY, YYYY-MM, YYYY-MM-DD)", "年、月或日（YYYY、YYYY-MM、YYYY-MM-DD）"),
    ("period", "a range of years (2026..2028)", "年份範圍（2026..2028）"),
    ("range", "a range of months (2026-01..2026-06)", "月份範圍（2026-01..2026-06）"),
    ("string", "a quoted string", "引號內的字串"),
    ("strings", "quoted strings", "引號內的字串"),
    ("number", "a number", "數字"),
    ("name", "a name", "名稱"),
    ("names", "names, separated by commas", "以逗號分隔的名稱"),
    ("languages", "language tags, such as tc, en", "語言標記，例如 tc, en"),
    ("frequency", "an update frequency, such as quarterly or every 2 weeks", "更新頻率，例如 quarterly 或 every 2 weeks"),
    ("category", "a category", "數據種類"),
    ("format", "a format", "格式"),
    ("licence", "a licence", "授權條款"),
    ("geometry", "a geometry (point, line, polygon, raster, 3d)", "幾何類型（point、line、polygon、raster、3d）"),
    ("organisation", "an organisation", "機構"),
    ("organisation-ref", "an organisation, such as @hk-itib", "機構，例如 @hk-itib"),
    ("portal", "a portal", "平台"),
    ("portal-ref", "a portal, such as @data-gov-hk", "平台，例如 @data-gov-hk"),
    ("phrase", "a phrase", "短語"),
    ("wording", "a wording", "文件用語"),
    ("contact", "a post and its e-mail address", "職位及其電郵地址"),
    ("path", "a quoted path", "引號內的路徑"),
    ("yes-no", "yes or no", "「yes」或「no」"),
    ("letter", "a letter from A to D", "字母 A 至 D"),
    ("nothing", "nothing", "沒有內容"),
    ("pending", "pending", "pending"),
    ("none", "none", "none"),
    ("reference", "a reference", "引用"),
    ("first-year", "year", "年份"),
    ("later-years", "years", "年份"),
    ("period-of-plan", "years", "年份"),
    ("edition", "`odp 1`", "`odp 1`"),
    ("file", "a file", "檔案"),
    ("folder", "a folder", "資料夾"),
    ("block", "a block", "區塊"),
    ("field", "a field", "欄位"),
    ("plan", "a plan", "計劃"),
    ("dataset", "a dataset", "數據集"),
    ("half", "a half (spatial or non-spatial)", "空間或非空間部分（spatial 或 non-spatial）"),
    ("section", "a section", "部（section）"),
    ("top", "the top level of a file", "檔案的最外層"),
    ("spatial", "spatial", "空間"),
    ("non-spatial", "non-spatial", "非空間"),
    ("setting-table", "a table, such as [rules]", "表格，例如 [rules]"),
    (
        "setting-address",
        "an address in quotation marks, such as \"https://www.example.gov.hk/open-data/\"",
        "引號內的網址，例如 \"https://www.example.gov.hk/open-data/\"",
    ),
    ("setting-days", "a number of days, at most 366", "天數，不多於 366"),
    ("setting-text", "a text in quotation marks", "引號內的文字"),
    ("setting-rules", "a list of rules, such as [\"missing-translation\"]", "規則的列表，例如 [\"missing-translation\"]"),
    (
        "setting-path",
        "a path in quotation marks, below the folder of odp.toml, with /, such as \"house/logo.svg\"",
        "引號內的路徑，須在 odp.toml 所在資料夾之下，以 / 分隔，例如 \"house/logo.svg\"",
    ),
    (
        "setting-texts",
        "texts by language, such as { tc = \"本局徽號\", en = \"Emblem of the bureau\" }",
        "按語言列出的文字，例如 { tc = \"本局徽號\", en = \"Emblem of the bureau\" }",
    ),
    ("setting-colour", "a colour in quotation marks, such as \"#0f5e59\"", "引號內的顏色，例如 \"#0f5e59\""),
    ("setting-fonts", "a list of font families, such as [\"Noto Sans HK\"]", "字型名稱的列表，例如 [\"Noto Sans HK\"]"),
    ("other-bracket", "something else", "其他內容"),
];

/// A term in the reader's language; an unknown key stands for itself.
#[must_use]
pub fn term(key: &'static str, lang: Lang) -> &'static str {
    let found = TERMS.iter().find(|(name, ..)| *name == key);
    match (found, lang) {
        (None, _) => key,
        (Some((_, english, _)), Lang::English) => english,
        (Some((.., chinese)), _) => chinese,
    }
}

/// An argument in the reader's language.
pub(super) fn render(arg: &Arg, lang: Lang, convert: &dyn Fn(&str) -> String) -> String {
    match arg {
        Arg::Text(text) => visible(text).into_owned(),
        Arg::Term(key) => convert(term(key, lang)),
        Arg::Where(subject) => subject.render(lang, convert),
        Arg::List(items) => {
            let joiner = if lang == Lang::English { ", " } else { "、" };
            items.iter().map(|item| render(item, lang, convert)).collect::<Vec<_>>().join(joiner)
        }
    }
}

impl Subject {
    fn render(&self, lang: Lang, convert: &dyn Fn(&str) -> String) -> String {
        let (kind_en, kind_tc, id) = match self {
            Self::File => return String::new(),
            Self::Dataset(id) => ("dataset", "數據集", id),
            Self::Plan(id) => ("plan", "計劃", id),
            Self::Declaration(kind, id) => (*kind, declared(kind), id),
        };
        if lang == Lang::English { format!(" of {kind_en} `{id}`") } else { format!("{}「{id}」的", convert(kind_tc)) }
    }
}

fn declared(kind: &str) -> &'static str {
    match kind {
        "organisation" => "機構",
        "category" => "數據種類",
        "frequency" => "更新頻率",
        "portal" => "平台",
        "format" => "格式",
        "licence" => "授權條款",
        "phrase" => "短語",
        _ => "文件用語",
    }
}
