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
