//! A plan of all that is hard on tables.

/// Formulas and quotes in names, a rare character, a name of 400 characters, two owners, several portals, two publishers, ids in
/// Chinese, several frequencies with words, dates of three precisions, what is pending.
static SOURCE: &str = r#"odp 1
use "odp:hk/2026"

portal 別處 {
  name: tc "別處" en "Elsewhere"
  url:  "https://example.org/{lang}/{id}"
}

plan 計劃-2026 2026..2028 {
  title:     tc "=計劃" en "=Plan"
  publisher: @hk-hko, @hk-itib
  issued:    2025-12
  updated:   2026-07-15
  languages: tc, en
  licence:   cc-by-4

  section A {
    spatial {
      note: tc "註" en "A note"
      dataset 公式 {
        name:        tc "=HYPERLINK(\"https://example.org\",\"甲\")" en "=1+1"
        description: - tc "+甲" en "-1"
                     - tc "@乙" en "'=2"
        category:    finance
        target:      2026-06
        frequency:   every 2 weeks, 5 times a year, quarterly tc "兩周，或一季" en "Two weeks, or a quarter"
        owner:       @hk-hko, @hkpc
        portal:      @data-gov-hk "a b/數?", @csdi, @別處 "𨋢"
        formats:     csv, json
        geometry:    point, polygon
        crs:         "EPSG:2326"
        scale:       "1:1000"
        keywords:    tc "一" en "one, two", tc "二；三" en "three; four"
        contact:     "post@example.org" tc "＝主任" en "Head"
      }
      dataset full-width {
        name:        tc "＝甲，「𨋢」\"引\"" en "'tis, 'quoted'; _x0041_ & <b>"
        description: tc "一行" en "One line"
        category:    pending
        target:      2026-06-30
        frequency:   pending
      }
    }
    non-spatial {
      dataset long {
        name:        tc "LONG" en pending
        description: - tc "甲" en pending
                     - tc "乙" en "B"
        category:    finance
        target:      pending
        frequency:   daily
      }
    }
  }
  section B {
    spatial none
    non-spatial {
      dataset later {
        name:        tc "後" en "Later"
        description: tc "甲" en "A"
        category:    finance
        target:      2027
        frequency:   3 times a week, every 1 month
        note:        tc "-註" en "-note"
        slipped 2026-03..2026-09 { reason: tc "=遲" en "=Late" }
        slipped 2026-09..2027 { reason: tc "甲\t=1" en "A" }
      }
    }
  }
  section C {
    organisation @amigo {
      spatial none
      non-spatial {
        dataset taxis {
          name:        tc "的士" en "Taxis"
          description: tc "甲" en "A"
          category:    transport
          target:      2026-01
          frequency:   realtime
          withdrawn 2026-05 { reason: tc "+止" en "+Over" }
        }
      }
    }
  }
  section D none
}
"#;

/// The same with its long name: 400 characters.
pub fn source() -> String {
    SOURCE.replace("LONG", &"數據集𨋢".repeat(100))
}
