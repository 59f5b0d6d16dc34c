//! A seeded generator of realistic plans: the same seed gives the same bytes.

use std::fmt::Write as _;

/// SplitMix64: small, and the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }
}

static SUBJECTS: &[(&str, &str)] = &[
    ("升降機", "Lifts"),
    ("巴士站", "Bus stops"),
    ("空氣質素", "Air quality"),
    ("公共圖書館", "Public libraries"),
    ("食物樣本", "Food samples"),
    ("郊野公園", "Country parks"),
    ("醫院管理局急症室", "Accident and emergency departments"),
    ("樓宇買賣合約", "Agreements for sale of buildings"),
    ("職業安全檢查", "Occupational safety inspections"),
    ("斜坡維修", "Slope maintenance"),
    ("𨋢𨋢維修", "Lift repairs"),
    ("街道照明", "Street lighting"),
];
static KINDS: &[(&str, &str)] = &[
    ("的位置", "by location"),
    ("的每月統計數字", "monthly statistics"),
    ("使用率", "utilisation"),
    ("登記冊", "register"),
    ("檢查結果", "inspection results"),
    ("的等候時間", "waiting times"),
];
static PLACES: &[(&str, &str)] = &[
    ("中西區", "Central and Western"),
    ("灣仔", "Wan Chai"),
    ("九龍城", "Kowloon City"),
    ("元朗", "Yuen Long"),
    ("離島", "Islands"),
];
static CATEGORIES: &[&str] =
    &["health", "transport", "environment", "food", "housing", "finance", "city-management", "education"];
static FREQUENCIES: &[&str] = &[
    "monthly",
    "quarterly",
    "yearly",
    "half-yearly tc \"每年兩次\" en \"Twice a year\"",
    "every 2 weeks",
    "as-needed",
    "weekly, as-needed",
];
static PUBLISHERS: &[&str] = &["hk-td", "hk-epd", "hk-dh", "hk-fehd", "hk-hyd", "hk-landsd", "hk-emsd", "hk-censtatd"];

/// The source of plan number `index` with `datasets` datasets.
pub fn plan(seed: u64, index: usize, datasets: usize) -> String {
    let mut random = Random(seed ^ (index as u64).wrapping_mul(0x517c_c1b7_2722_0a95));
    let publisher = PUBLISHERS[index % PUBLISHERS.len()];
    let mut out = format!(
        "odp 1\n# Generated for measurement, seed {seed}, plan {index}.\n\nuse \"odp:hk/2026\"\n\nphrase machine-readable {{\n  text: tc \
         \"在「{{portal}}」網站以機器可讀格式(如：{{formats}}) 開放數據。\"\n        en \"Released on the {{portal}} website in a \
         machine-readable format (e.g. {{formats}}).\"\n}}\n\nplan bureau-{index}-2026 2026..2028 {{\n  title:     tc \
         \"2026-2028年度整合開放數據計劃（包含空間數據計劃）\"\n             en \"Consolidated Open Data Plan 2026-2028\"\n  publisher: \
         @{publisher}\n  issued:    2025-12\n  languages: tc, en\n\n  defaults {{\n    formats: csv, json\n    portal:  @data-gov-hk\n  \
         }}\n"
    );
    let (a, b) = (datasets / 4, datasets / 4);
    let d = datasets - a - b;
    section(&mut out, &mut random, "A", a, index);
    section(&mut out, &mut random, "B", b, index);
    out.push_str("\n  section C none\n");
    section(&mut out, &mut random, "D", d, index);
    out.push_str("}\n");
    out
}

fn section(out: &mut String, random: &mut Random, letter: &str, count: usize, plan: usize) {
    let _ = write!(out, "\n  section {letter} {{\n    spatial none\n    non-spatial ");
    if count == 0 {
        out.push_str("none\n  }\n");
        return;
    }
    out.push_str("{\n");
    for number in 0..count {
        dataset(out, random, letter, number, plan);
    }
    out.push_str("    }\n  }\n");
}

fn dataset(out: &mut String, random: &mut Random, letter: &str, number: usize, plan: usize) {
    let (subject_tc, subject_en) = SUBJECTS[random.below(SUBJECTS.len())];
    let (kind_tc, kind_en) = KINDS[random.below(KINDS.len())];
    let (place_tc, place_en) = PLACES[random.below(PLACES.len())];
    let serial = format!("{letter}{plan}-{number}");
    let _ = write!(
        out,
        "      dataset {}-dataset-{number} {{\n        name:        tc \"{place_tc}{subject_tc}{kind_tc}（{serial}）\"\n                     en \
         \"{subject_en} in {place_en}, {kind_en} ({serial})\"\n        description: - tc \
         \"{subject_tc}按地區及年份劃分的{kind_tc}，包括名稱、地址和最近更新日期。\"\n                       en \"{subject_en} by district and year: \
         names, addresses and date of the last update.\"\n",
        letter.to_lowercase()
    );
    if random.below(3) == 0 {
        let _ = writeln!(out, "                     - tc \"各區的總數。\"\n                       en \"Totals by district.\"");
    }
    let _ = writeln!(out, "                     - @machine-readable\n        category:    {}", random.pick(CATEGORIES));
    let month = 1 + random.below(12);
    match letter {
        "A" => {
            let _ = writeln!(out, "        target:      2026-{month:02}");
        }
        "B" => {
            let _ = writeln!(out, "        target:      {}-{month:02}", 2027 + random.below(2));
        }
        _ => {
            let _ = writeln!(out, "        released:    {}-{month:02}", 2018 + random.below(7));
            let _ = writeln!(out, "        portal:      @data-gov-hk \"bureau-{plan}-dataset-{number}\"");
        }
    }
    let _ = writeln!(out, "        frequency:   {}", random.pick(FREQUENCIES));
    if random.below(6) == 0 {
        out.push_str("        owner:       @cyberport\n");
    }
    out.push_str("      }\n\n");
}

/// A government that is wholly invented: its bureaux, and a plan for each in the middle of its first year, with what came out, slipped,
/// was withdrawn or is overdue. Every fourth plan has an edition before it.
pub struct Government {
    pub seed: u64,
    pub bureaux: usize,
    pub datasets: usize,
}

static DUTIES: &[(&str, &str)] = &[
    ("海港", "Harbour"),
    ("園林", "Parks and Woodlands"),
    ("道路", "Roads"),
    ("食水", "Fresh Water"),
    ("氣象", "Weather"),
    ("檔案", "Archives"),
    ("博物館", "Museums"),
    ("街市", "Markets"),
    ("體育", "Sports"),
    ("漁農", "Fisheries and Farms"),
    ("樓宇", "Buildings"),
    ("渠務", "Drains"),
    ("𨋢及機電", "Lifts and Machines"),
    ("消防", "Fire"),
    ("郵政", "Post"),
    ("幼兒", "Early Childhood"),
    ("長者", "Care of the Aged"),
    ("統計", "Figures"),
    ("測繪", "Survey"),
    ("廣播", "Broadcasts"),
];
static OFFICES: &[(&str, &str)] = &[("局", "Bureau"), ("署", "Department"), ("處", "Office"), ("委員會", "Commission")];

/// The month that the plans' facts are of.
const NOW: usize = 7;

impl Government {
    /// Every file, by its path: `odp.toml`, `bureaux.odp`, `2026/plan-000.odp`, `2025/plan-000.odp`, …
    pub fn files(&self) -> Vec<(String, String)> {
        let settings = "[publish]\nbase = \"https://www.example.org/data/\"\n".to_owned();
        let mut all = vec![("odp.toml".to_owned(), settings), ("bureaux.odp".to_owned(), self.organisations())];
        for index in 0..self.bureaux {
            let share = self.share(index);
            if index.is_multiple_of(4) {
                all.push((format!("2025/plan-{index:03}.odp"), self.plan(index, share, 2025)));
            }
            all.push((format!("2026/plan-{index:03}.odp"), self.plan(index, share, 2026)));
        }
        all
    }

    /// How many datasets a bureau has: the first one a sixteenth of all, the others alike.
    fn share(&self, index: usize) -> usize {
        let first = self.datasets / 16;
        let (rest, others) = (self.datasets - first, (self.bureaux - 1).max(1));
        if index == 0 { first } else { rest / others + usize::from(index <= rest % others) }
    }

    fn organisations(&self) -> String {
        let mut out = String::from("odp 1\n# Generated for measurement; wholly invented.\n\n");
        for index in 0..self.bureaux {
            let ((duty_tc, duty_en), (office_tc, office_en)) =
                (DUTIES[index % DUTIES.len()], OFFICES[index / DUTIES.len() % OFFICES.len()]);
            let _ =
                writeln!(out, "organisation body-{index} {{ name: tc \"{duty_tc}{office_tc}\" en \"{duty_en} {office_en}\" }}");
        }
        out
    }

    /// The plan of a bureau. That of the year before has the first datasets of this one's, promised for earlier months.
    fn plan(&self, index: usize, datasets: usize, year: usize) -> String {
        let is_now = year == 2026;
        let mut out = format!(
            "odp 1\n# Generated for measurement, seed {}, bureau {index}; wholly invented.\n\nuse \"odp:hk/2026\"\nuse \"../bureaux.odp\"\n\n\
             phrase machine-readable {{\n  text: tc \"在「{{portal}}」網站以機器可讀格式（如：{{formats}}）開放數據。\"\n        en \"Released on the \
             {{portal}} website in a machine-readable format (e.g. {{formats}}).\"\n}}\n\nplan body-{index}-{year} {year}..{} {{\n  title: tc \
             \"{year}-{}年度整合開放數據計劃（包含空間數據計劃）\" en \"Consolidated Open Data Plan {year}-{} (including Spatial Data \
             Plan)\"\n  publisher: @body-{index}\n  issued: {}-12\n  languages: tc, en\n",
            self.seed,
            year + 2,
            year + 2,
            year + 2,
            year - 1
        );
        if is_now {
            let _ = writeln!(out, "  updated: 2026-{NOW:02}");
            if index.is_multiple_of(4) {
                let _ = writeln!(out, "  previous: \"../2025/plan-{index:03}.odp\"");
            }
        }
        out.push_str("\n  defaults {\n    formats: csv, json\n    portal: @data-gov-hk\n  }\n");
        let (a, b) = (datasets * 2 / 5, datasets / 5);
        let d = datasets - a - b;
        for (letter, count) in [("A", a), ("B", b), ("C", 0), ("D", d)] {
            // the year before had fewer in each section
            let count = if is_now { count } else { count * 9 / 10 };
            if count == 0 {
                let _ = writeln!(out, "\n  section {letter} none");
                continue;
            }
            let spatial = count / 3;
            let _ = write!(out, "\n  section {letter} {{\n");
            for (half, numbers) in [("spatial", 0..spatial), ("non-spatial", spatial..count)] {
                if numbers.is_empty() {
                    let _ = writeln!(out, "    {half} none");
                    continue;
                }
                let _ = writeln!(out, "    {half} {{");
                numbers.for_each(|number| self.dataset(&mut out, letter, number, index, is_now));
                out.push_str("    }\n");
            }
            out.push_str("  }\n");
        }
        out.push_str("}\n");
        out
    }

    fn dataset(&self, out: &mut String, letter: &str, number: usize, plan: usize, is_now: bool) {
        let place = (plan * 10_000 + number * 4 + usize::from(letter.as_bytes()[0] - b'A')) as u64;
        let mut random = Random(self.seed ^ place.wrapping_mul(0x517c_c1b7_2722_0a95));
        let (subject_tc, subject_en) = SUBJECTS[random.below(SUBJECTS.len())];
        let (kind_tc, kind_en) = KINDS[random.below(KINDS.len())];
        let (place_tc, place_en) = PLACES[random.below(PLACES.len())];
        let serial = format!("{plan}-{}", number + 1);
        let _ = write!(
            out,
            "      dataset {}-{number} {{\n        name: tc \"{place_tc}{subject_tc}{kind_tc}（{letter}{serial}）\" en \"{subject_en} in \
             {place_en}, {kind_en} ({letter}{serial})\"\n        description: - tc \"{subject_tc}按地區及年份劃分的{kind_tc}，包括名稱、地址和最近更新日期。\" \
             en \"{subject_en} by district and year: names, addresses and date of the last update.\"\n                     - \
             @machine-readable\n        category: {}\n        frequency: {}\n",
            letter.to_lowercase(),
            random.pick(CATEGORIES),
            random.pick(FREQUENCIES)
        );
        let (month, chance) = (1 + random.below(12), random.below(20));
        if letter == "D" {
            let _ = writeln!(
                out,
                "        released: {}-{month:02}\n        portal: @data-gov-hk \"body-{plan}-d-{number}\"",
                2017 + random.below(8)
            );
        } else if !is_now {
            let (year, section_year) = if letter == "A" { (2025, 2025) } else { (2026 + random.below(2), 2026) };
            let _ = writeln!(out, "        target: {}-{month:02}", year.max(section_year));
        } else if letter == "B" {
            let _ = writeln!(out, "        target: {}-{month:02}", 2027 + random.below(2));
        } else {
            self.promise(out, &mut random, month, chance);
        }
        out.push_str("      }\n\n");
    }

    /// A promise of the first year: most months that are over are kept, some late, some not yet.
    fn promise(&self, out: &mut String, random: &mut Random, month: usize, chance: usize) {
        let target = if chance == 0 { 12.max(month) } else { month };
        let _ = writeln!(out, "        target: 2026-{target:02}");
        match chance {
            0 | 1 => {
                let _ = writeln!(
                    out,
                    "        slipped 2025-10..2026-{target:02} {{ reason: tc \"舊系統的數據須先遷移。\" en \"Data of the old system had to be moved first.\" }}"
                );
            }
            2 => {
                let _ = writeln!(
                    out,
                    "        withdrawn 2026-05 {{ reason: tc \"已併入另一數據集𨋢。\" en \"It became part of another dataset.\" }}"
                );
            }
            _ => {}
        }
        if target < NOW && !(2..6).contains(&chance) {
            let released = (target + [0, 0, 0, 1, 2][random.below(5)]).min(NOW - 1);
            let _ = writeln!(out, "        released: 2026-{released:02}");
        }
    }
}
