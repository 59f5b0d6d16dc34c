//! What people write, and the word of the language that they mean.
//!
//! One place for all such lists. Chinese stands in Traditional characters; whoever looks a word up folds both sides.

use super::tree::Keyword;

/// Names that fields are given → the fields that may be meant; of those that the block has, the first.
///
/// A bar parts fields of which none is likelier than another in one block.
static FIELDS: &[(&str, &[&str])] = &[
    ("name", &["title", "label"]),
    ("title 標題 題目 計劃名稱 計劃標題", &["title", "name", "label"]),
    ("label 標籤", &["label", "name", "title"]),
    ("dataset-name 名稱 數據集名稱 數據名稱 資料名稱 資料集名稱", &["name", "title", "label"]),
    ("desc descr details detail summary abstract about", &["description"]),
    ("描述 說明 簡介 內容 數據內容 數據描述 數據集描述 數據集說明", &["description"]),
    ("categories data-category subject topic theme type", &["category"]),
    ("類別 數據類別 種類 數據種類 分類 主題", &["category"]),
    ("due due-date deadline target-date target-month planned planned-date planned-release", &["target"]),
    ("目標 目標日期 目標月份 目標發放日期 目標發布日期 預計發放日期 預定發放日期", &["target"]),
    ("release release-date 發放日期 發布日期 發佈日期 開放日期", &["target|released", "issued"]),
    ("release-on released-on date-released first-released 已發放 實際發放日期", &["released"]),
    ("published publication-date issue-date date-issued issue 公布日期 公佈日期 出版日期", &["issued", "released"]),
    ("last-updated modified revised updated-on 更新日期 修訂日期", &["updated"]),
    ("update-frequency updating-frequency frequency-of-update update periodicity accrual-periodicity", &["frequency"]),
    ("更新頻率 頻率 更新次數 更新週期 更新周期 更新時間", &["frequency"]),
    ("format file-format file-formats data-format filetype 格式 檔案格式 數據格式 資料格式", &["formats"]),
    ("department bureau agency organisation organization body data-owner provider data-provider", &["owner", "publisher"]),
    ("部門 機構 負責部門 負責機構 提供機構 數據提供者 決策局", &["owner", "publisher"]),
    ("publisher 發布者 發布機構 發佈者 出版者", &["publisher", "owner"]),
    ("portals platform website site 平台 網站 發布平台", &["portal"]),
    ("license terms terms-of-use 授權 授權條款 使用條款", &["licence"]),
    ("keyword tag tags 關鍵字 關鍵詞", &["keywords"]),
    ("email e-mail contacts contact-point contact-person enquiries 聯絡 聯絡人 查詢", &["contact"]),
    ("remark remarks notes comment comments 備註 備注 附註", &["note"]),
    ("language lang langs 語言 語文", &["languages"]),
    ("previous-plan previous-edition 上一版", &["previous"]),
    ("why because cause 原因 理由", &["reason"]),
    ("content words body-text 文字", &["text"]),
    ("projection coordinate-system coordinates srs epsg 坐標系統 座標系統", &["crs"]),
    ("area extent spatial-coverage 覆蓋範圍 範圍", &["coverage"]),
    ("resolution 比例 比例尺", &["scale"]),
    ("geometry-type shape 幾何 幾何類型", &["geometry"]),
    ("former-id former-ids old-id previously 前身 曾用名", &["formerly"]),
    ("alias synonyms 別名", &["aliases"]),
    ("mime mime-type mimetype", &["media-type"]),
];

/// Words that begin blocks in other tongues → the keyword, and what to write.
static KEYWORDS: &[(&str, Keyword, &str)] = &[
    ("數據集 数据集 資料集 资料集 data data-set", Keyword::Dataset, "dataset"),
    ("計劃 计划", Keyword::Plan, "plan"),
    ("部 part chapter", Keyword::Section, "section"),
    ("甲部 A部", Keyword::Section, "section A"),
    ("乙部 B部", Keyword::Section, "section B"),
    ("丙部 C部", Keyword::Section, "section C"),
    ("丁部 D部", Keyword::Section, "section D"),
    ("空間 空间 空間數據 空间数据 geospatial", Keyword::Spatial, "spatial"),
    ("非空間 非空间 非空間數據 非空间数据 nonspatial non_spatial", Keyword::NonSpatial, "non-spatial"),
    ("預設 预设 默認 默认", Keyword::Defaults, "defaults"),
    ("延期 推遲 推迟 delayed postponed", Keyword::Slipped, "slipped"),
    ("撤回 取消 cancelled canceled", Keyword::Withdrawn, "withdrawn"),
    ("機構 机构 organization department", Keyword::Organisation, "organisation"),
    ("license 授權條款 授权条款", Keyword::Licence, "licence"),
    ("類別 类别", Keyword::Category, "category"),
    ("更新頻率 更新频率", Keyword::Frequency, "frequency"),
    ("平台", Keyword::Portal, "portal"),
    ("格式", Keyword::Format, "format"),
    ("短語 短语", Keyword::Phrase, "phrase"),
    ("import include 使用 引用", Keyword::Use, "use"),
];

/// Names that words of the libraries had once, or have elsewhere: keyword, names, id.
static NAMES: &[(&str, &[&str], &str)] = &[
    ("category", &["資訊科技及廣播", "資訊科技", "科技"], "information-technology-and-broadcasting"),
    ("category", &["康樂及文化", "文康"], "recreation-and-culture"),
    ("category", &["社會福利"], "social-welfare"),
    ("category", &["城市管理"], "city-management"),
    ("category", &["發展"], "development"),
    ("category", &["氣候及天氣", "天氣"], "climate-and-weather"),
    ("category", &["選舉及立法會"], "legislature"),
    ("category", &["交通", "交通運輸"], "transport"),
    ("frequency", &["Static data", "No update", "Never", "不更新", "毋須更新"], "one-off"),
    ("frequency", &["As required", "When required", "On demand", "需要時", "如有需要", "按需", "視乎需要"], "as-needed"),
    ("frequency", &["Live", "Near real-time", "即時更新"], "realtime"),
    // as registers of Canada, Mexico and Korea have them
    ("frequency", &["Quotidien", "Diario"], "daily"),
    ("frequency", &["Hebdomadaire", "Semanal"], "weekly"),
    ("frequency", &["Mensuel", "Mensual"], "monthly"),
    ("frequency", &["Trimestriel", "Trimestral", "분기"], "quarterly"),
    ("frequency", &["Trois fois par année"], "three-times-yearly"),
    ("frequency", &["Semestriel", "Semestral", "반기"], "half-yearly"),
    ("frequency", &["Annuel", "Anual"], "yearly"),
    ("frequency", &["Au besoin", "수시"], "as-needed"),
    ("frequency", &["Continu", "Continue", "Continual"], "continuous"),
    ("frequency", &["Non planifié", "Not planned"], "one-off"),
    ("category", &["IT and Broadcasting"], "information-technology-and-broadcasting"),
    ("format", &["JPG"], "jpeg"),
    ("format", &["Excel"], "xlsx"),
    ("format", &["Shapefile", "Shape file"], "shp"),
    ("format", &["GeoPackage"], "gpkg"),
    ("format", &["File geodatabase", "GDB"], "fgdb"),
];

/// Numbers in words.
static NUMBERS: &[(&str, u32)] = &[
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("twelve", 12),
    ("once", 1),
    ("twice", 2),
    ("thrice", 3),
    ("十二", 12),
    ("一", 1),
    ("二", 2),
    ("兩", 2),
    ("两", 2),
    ("三", 3),
    ("四", 4),
    ("五", 5),
    ("六", 6),
    ("七", 7),
    ("八", 8),
    ("九", 9),
    ("十", 10),
];

/// Units of time: what is written, the unit, how many of it.
pub(crate) static UNITS: &[(&str, &str, u32)] = &[
    ("分鐘", "minute", 1),
    ("分钟", "minute", 1),
    ("小時", "hour", 1),
    ("小时", "hour", 1),
    ("星期", "week", 1),
    ("禮拜", "week", 1),
    ("礼拜", "week", 1),
    ("半年", "month", 6),
    ("日", "day", 1),
    ("天", "day", 1),
    ("周", "week", 1),
    ("週", "week", 1),
    ("月", "month", 1),
    ("季", "month", 3),
    ("年", "year", 1),
    ("minutes", "minute", 1),
    ("minute", "minute", 1),
    ("hours", "hour", 1),
    ("hour", "hour", 1),
    ("days", "day", 1),
    ("day", "day", 1),
    ("weeks", "week", 1),
    ("week", "week", 1),
    ("months", "month", 1),
    ("month", "month", 1),
    ("quarters", "month", 3),
    ("quarter", "month", 3),
    ("years", "year", 1),
    ("year", "year", 1),
];

/// Words about updating that say nothing of how often.
pub(crate) static FILLERS: &[&str] =
    &["update", "updates", "updated", "updating", "basis", "on", "to", "be", "is", "更新", "一次", "資料", "數據"];

/// The fields that a name may mean, likeliest first; in one entry those of which none is likelier. `fold` makes spellings alike.
pub(crate) fn meant_fields(name: &str, fold: impl Fn(&str) -> String) -> Vec<Vec<&'static str>> {
    let name = fold(name);
    let found = FIELDS.iter().filter(|(written, _)| written.split(' ').any(|written| fold(written) == name));
    found.flat_map(|(_, fields)| fields.iter().map(|field| field.split('|').collect())).collect()
}

/// All names that fields are given, each with the fields that it may mean, likeliest first.
pub(crate) fn field_names() -> impl Iterator<Item = (&'static str, impl Iterator<Item = &'static str>)> {
    let fields = |all: &'static [&'static str]| all.iter().flat_map(|field| field.split('|'));
    FIELDS.iter().flat_map(move |(names, all)| names.split(' ').map(move |name| (name, fields(all))))
}

/// The keyword that a word of another tongue means, and what to write for it.
pub(super) fn meant_keyword(word: &str) -> Option<(Keyword, &'static str)> {
    let word = word.to_lowercase();
    let found = KEYWORDS.iter().find(|(written, ..)| written.split(' ').any(|written| written.to_lowercase() == word));
    found.map(|(_, keyword, write)| (*keyword, *write))
}

/// The id that a name stood for once.
pub(crate) fn former_name(kind: &str, name: &str, fold: impl Fn(&str) -> String) -> Option<&'static str> {
    let name = fold(name);
    let mut of_kind = NAMES.iter().filter(|(of, ..)| *of == kind);
    of_kind.find(|(_, names, _)| names.iter().any(|known| fold(known) == name)).map(|(.., id)| *id)
}

/// A number in figures or in a word.
pub(crate) fn number(word: &str) -> Option<u32> {
    word.parse().ok().or_else(|| NUMBERS.iter().find(|(known, _)| *known == word).map(|(_, number)| *number))
}
