//! Words of ours in the language of a page: each is given in English and in Traditional Chinese, Simplified is derived.

use std::borrow::Cow;

use crate::edition::{Shift, State};
use crate::model::{Geometry, Lang, fill, to_simplified};

macro_rules! words {
    ($($id:ident $english:literal $chinese:literal;)*) => {
        /// What a site says.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Word { $($id),* }
        const ALL: &[(&str, &str)] = &[$(($english, $chinese)),*];
    };
}

words! {
    After "Next" "下一頁";
    AllOf "All {n}" "全部 {n} 個";
    AllDocuments "All plans in other forms" "所有計劃的其他格式";
    Any "Any" "全部";
    AsOf "As of {date}" "截至{date}";
    AsOfEach "As of {from} to {to}: each plan as of the month that it states" "截至{from}至{to}，各計劃以其所述月份為準";
    AsTable "As a table" "以表格顯示";
    Before "Previous" "上一頁";
    Changes "Changes" "變更";
    Clear "Clear" "清除";
    Calendar "Calendar" "日曆";
    CalendarFile "Subscribe to this calendar (iCalendar)" "訂閱此日曆（iCalendar）";
    ColumnAsOf "As of" "截至";
    ColumnFormats "Formats" "格式";
    ColumnHalf "Spatial or not" "空間／非空間";
    ColumnId "Id" "識別碼";
    ColumnLicence "Licence" "使用條款";
    ColumnOrganisation "Organisation" "機構";
    ColumnOwners "Owner" "擁有者";
    ColumnPortals "Portal" "平台";
    ColumnSection "Section" "部分";
    ByCategory "By category" "按數據種類";
    ByHalf "Spatial and other data" "空間及非空間數據";
    ByMonth "Releases by month" "按月發放";
    ByState "How promises stand" "承諾進度";
    Complete "Languages" "語言";
    CompleteAbout "Of all texts that the plans owe, how many are written." "各計劃須提供的文字，已寫成的比例。";
    Contact "Contact" "聯絡";
    Converted "converted" "自動轉換";
    Count "{n} datasets" "{n} 個數據集";
    Coverage "Coverage" "範圍";
    Crs "Coordinate reference system" "坐標參考系統";
    Datasets "Datasets" "數據集";
    Date "Date" "日期";
    Documents "The plan in other forms" "計劃的其他格式";
    Dropped "No longer in the plan" "不再列於計劃";
    Early "Released early" "提早發放";
    Event "Event" "事項";
    Geometry "Geometry" "幾何類型";
    GeometryPoint "points" "點";
    GeometryLine "lines" "線";
    GeometryPolygon "polygons" "多邊形";
    GeometryRaster "raster" "柵格";
    GeometryThreeD "3D" "三維";
    FoundMany "{n} datasets found" "找到 {n} 個數據集";
    FoundOne "1 dataset found" "找到 1 個數據集";
    GoTo "Where to get it" "下載位置";
    History "History of its dates" "日期經過";
    Keywords "Keywords" "關鍵詞";
    Language "Language" "語言";
    LateFirst "Overdue longest" "逾期最久";
    Late "Released late" "遲於承諾發放";
    Loading "Loading …" "載入中……";
    LoadFailed "The index of datasets could not be loaded." "未能載入數據集索引。";
    Menu "Main" "主目錄";
    Month "Month" "月份";
    MonthRange "{a}–{b} months" "{a} 至 {b} 個月";
    Months "{n} months" "{n} 個月";
    MonthOne "1 month" "1 個月";
    LessThanMonth "less than a month" "不足 1 個月";
    FeedNewest "The newest {n} of {all}; all of them are on the page of changes." "最新 {n} 項，共 {all} 項；全部載於變更一頁。";
    FeedFile "Follow the changes (Atom)" "訂閱變更（Atom）";
    Find "Find datasets" "搜尋數據集";
    FoundNone "Nothing found. Try fewer words or a wider filter, or look by plan and by month:" "沒有結果。可減少字詞或放寬篩選，亦可按計劃及月份瀏覽：";
    FindAbout "Words of a name, keyword, owner or description, in any of the languages" "名稱、關鍵詞、擁有者或描述的字詞，任何語言皆可";
    FirstPromised "First promised" "最初承諾";
    Moved "Moved to" "改為";
    MovedEarlier "Promised for an earlier date" "承諾日期提前";
    MovedLater "Promised for a later date" "承諾日期延後";
    MovedPending "Moved; the new date is to be confirmed" "已改期；新日期待定";
    MovedFrom "Moved from {date}" "原定{date}，已改期";
    MovedFromTo "moved from {old} to {new}" "由{old}改為{new}";
    More "Show more" "顯示更多";
    New "New" "新增";
    Next "Coming next" "即將發放";
    NextUpdate "Next update expected" "預計下次更新";
    Nothing "Nothing changed." "沒有變更。";
    NotOut "Not out yet" "尚未發放";
    NoScript "Search needs JavaScript. All datasets can be found by plan and by month:" "搜尋須使用 JavaScript。各數據集亦可按計劃及月份瀏覽：";
    NoneYet "No dataset has a date yet." "暫未有數據集定有日期。";
    OnTime "Released on time" "準時發放";
    OtherChanges "Other particulars changed" "其他資料有變";
    Out "Out" "已發放";
    OutBefore "Out before this edition" "此前已發放";
    Overdue "Overdue" "逾期";
    OverdueBy "overdue by {length}" "逾期 {length}";
    Overview "Overview" "概覽";
    PageOf "page {n} of {all}" "第 {n} 頁，共 {all} 頁";
    Pages "Pages" "頁面";
    Plan "Plan" "計劃";
    Plans "Plans" "計劃";
    Ahead "Promised for later" "尚未到期";
    DueSoon "Due soon" "即將到期";
    Promised "Promised" "承諾";
    IsDueSoon "due soon" "即將到期";
    PromisedFor "Promised for {date}" "承諾於{date}發放";
    PromisedIn "Promised in the plan for {years}" "{years} 年計劃中的承諾";
    Reason "Reason" "原因";
    ReasonPending "The reason is to be confirmed" "原因待補";
    Released "Released" "發放";
    ReleasedIn "Released in {date}" "已於{date}發放";
    RowOne "No. {a}" "第 {a} 項";
    Rows "No. {a} to {b}" "第 {a} 至 {b} 項";
    Scale "Scale" "比例尺";
    Spatial "Spatial" "空間";
    NotSpatial "Non-spatial" "非空間";
    SiteMany "Open data plans" "開放數據計劃";
    Skip "Skip to content" "跳至內容";
    SinceEdition "Compared with the plan for {years}" "與 {years} 年計劃比較";
    SinceIssued "Since it was issued ({date})" "自發布（{date}）以來";
    Since "From {date} on" "{date}起";
    Earlier "Before that" "此前";
    State "State" "狀況";
    Totals "{out} of {all} datasets are out; {overdue} are overdue." "{all} 個數據集中，{out} 個已發放，{overdue} 個逾期。";
    Total "Total" "總數";
    Undated "Promised without a date" "日期未定";
    NoDate "No date yet" "日期待定";
    Withdrawn "Withdrawn" "已撤回";
    WithdrawnIn "Withdrawn in {date}" "已於{date}撤回";
    ByEarly "{length} early" "提早 {length}";
    ByLate "{length} late" "遲 {length}";
    Written "Written" "已寫成";
    Year "The year {date}, without a month" "{date}（未定月份）";
    Years "Year" "年份";
}

/// The words in one language.
pub(super) struct Voice {
    pub(super) lang: Lang,
    said: Vec<Cow<'static, str>>,
}

impl Voice {
    pub(super) fn new(lang: Lang) -> Self {
        let one = |(english, chinese): &(&'static str, &'static str)| match lang {
            Lang::TC => Cow::Borrowed(*chinese),
            Lang::SC => Cow::Owned(to_simplified(chinese)),
            _ => Cow::Borrowed(*english),
        };
        Self { lang, said: ALL.iter().map(one).collect() }
    }

    /// Whether ours are Chinese words in it.
    pub(super) fn is_chinese(&self) -> bool {
        [Lang::TC, Lang::SC].contains(&self.lang)
    }

    pub(super) fn say(&self, word: Word) -> &str {
        self.said.get(word as usize).map_or("", |said| said)
    }

    /// What is said where a library lacks a wording that it may lack.
    pub(super) fn instead(&self, id: &str) -> &str {
        self.say(match id {
            "column-as-of" => Word::ColumnAsOf,
            "column-formats" => Word::ColumnFormats,
            "column-half" => Word::ColumnHalf,
            "column-id" => Word::ColumnId,
            "column-licence" => Word::ColumnLicence,
            "column-organisation" => Word::ColumnOrganisation,
            "column-owners" => Word::ColumnOwners,
            "column-portals" => Word::ColumnPortals,
            "column-section" => Word::ColumnSection,
            "label-years" => Word::Years,
            "row-total" => Word::Total,
            "summary-non-spatial" => Word::NotSpatial,
            "summary-spatial" => Word::Spatial,
            _ => return "",
        })
    }

    /// Words with what stands in braces filled in.
    pub(super) fn fill(&self, word: Word, values: &[(&str, &str)]) -> String {
        fill(self.say(word), |key| values.iter().find(|(known, _)| *known == key).map(|(_, value)| Cow::Borrowed(*value)))
    }

    /// What comes between a word and what it tells of.
    pub(super) fn colon(&self) -> &'static str {
        if self.is_chinese() { "：" } else { ": " }
    }

    pub(super) fn state(&self, state: State) -> &str {
        self.say(match state {
            State::Overdue => Word::Overdue,
            State::Due => Word::DueSoon,
            State::Ahead => Word::Ahead,
            State::Undated => Word::Undated,
            State::Early => Word::Early,
            State::OnTime => Word::OnTime,
            State::Late => Word::Late,
            State::Withdrawn => Word::Withdrawn,
            State::Out => Word::OutBefore,
        })
    }

    pub(super) fn geometry(&self, geometry: Geometry) -> &str {
        self.say(match geometry {
            Geometry::Point => Word::GeometryPoint,
            Geometry::Line => Word::GeometryLine,
            Geometry::Polygon => Word::GeometryPolygon,
            Geometry::Raster => Word::GeometryRaster,
            Geometry::ThreeD => Word::GeometryThreeD,
        })
    }

    /// How long a promise is overdue, or a release was early or late.
    pub(super) fn length(&self, shift: Shift) -> String {
        let (least, most) = (shift.least.max(0), shift.most.max(0));
        match (least, most) {
            (_, 0) => self.say(Word::LessThanMonth).to_owned(),
            (1, 1) => self.say(Word::MonthOne).to_owned(),
            (least, most) if least == most => self.fill(Word::Months, &[("n", &most.to_string())]),
            (least, most) => self.fill(Word::MonthRange, &[("a", &least.to_string()), ("b", &most.to_string())]),
        }
    }
}
