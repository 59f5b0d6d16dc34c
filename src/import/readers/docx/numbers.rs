//! Lists: what stands before their items, as the word processor counts.

use std::collections::BTreeMap;

use super::super::xml::Element;
use super::styles::{Styles, list};

/// How many levels a list has.
const LEVELS: usize = 9;

/// What stands before an item.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Item {
    Bullet,
    /// A number as it is printed: `A.`
    Number(String),
}

/// A level of a list.
#[derive(Clone, Debug, Default)]
struct Level {
    form: String,
    /// What is printed; `%1` is the number of the first level.
    text: String,
    start: u32,
}

/// The lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    levels: BTreeMap<String, Vec<Level>>,
    /// By the id of a list: what it is made after.
    lists: BTreeMap<String, String>,
    counted: BTreeMap<String, [Option<u32>; LEVELS]>,
}

impl Numbers {
    pub(super) fn of(part: Option<&Element>) -> Self {
        let mut numbers = Self::default();
        for element in part.into_iter().flat_map(Element::elements) {
            match (&*element.name, element.get("abstractNumId"), element.get("numId")) {
                ("abstractNum", Some(id), _) => {
                    let levels = element.elements().filter(|level| *level.name == *"lvl").map(level).take(LEVELS);
                    numbers.levels.insert(id.to_owned(), levels.collect());
                }
                ("num", _, Some(id)) => {
                    let after = element.child("abstractNumId").and_then(|after| after.get("val")).unwrap_or_default();
                    numbers.lists.insert(id.to_owned(), after.to_owned());
                }
                _ => {}
            }
        }
        numbers
    }

    /// What stands before a paragraph; nothing where it is no item.
    pub(super) fn item(&mut self, properties: Option<&Element>, style: &str, styles: &Styles) -> Option<Item> {
        let (id, at) = properties.and_then(list).or_else(|| styles.list(style)).filter(|(id, _)| id != "0")?;
        let Some(levels) = self.lists.get(&id).and_then(|after| self.levels.get(after)) else { return Some(Item::Bullet) };
        let level = levels.get(at)?;
        if matches!(&*level.form, "bullet" | "none") {
            return (level.form == "bullet").then_some(Item::Bullet);
        }
        let counted = self.counted.entry(id).or_default();
        for (inner, count) in counted.iter_mut().enumerate().skip(at) {
            match inner == at {
                true => *count = Some(count.map_or(level.start, |count| count.saturating_add(1))),
                false => *count = None,
            }
        }
        let mut text = level.text.clone();
        for (number, (level, count)) in levels.iter().zip(counted.iter()).enumerate() {
            text = text.replace(&format!("%{}", number + 1), &printed(count.unwrap_or(level.start), &level.form));
        }
        Some(Item::Number(text))
    }
}

fn level(element: &Element) -> Level {
    let value = |name: &str| element.child(name).and_then(|child| child.get("val")).unwrap_or_default().to_owned();
    Level { form: value("numFmt"), text: value("lvlText"), start: value("start").parse().unwrap_or(1) }
}

/// A number in one of the forms that word processors have; in figures where the form is another.
fn printed(number: u32, form: &str) -> String {
    static HEAVENLY: &str = "甲乙丙丁戊己庚辛壬癸";
    static CHINESE: &str = "一二三四五六七八九十";
    let of = |signs: &str| signs.chars().nth(number.checked_sub(1)? as usize).map(String::from);
    let letter = || char::from_u32('a' as u32 + number.checked_sub(1)?).filter(char::is_ascii_lowercase).map(String::from);
    let named = match form {
        "upperLetter" => letter().map(|letter| letter.to_uppercase()),
        "lowerLetter" => letter(),
        "upperRoman" => roman(number).map(|roman| roman.to_uppercase()),
        "lowerRoman" => roman(number),
        "ideographTraditional" => of(HEAVENLY),
        "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting" => of(CHINESE),
        _ => None,
    };
    named.unwrap_or_else(|| number.to_string())
}

fn roman(number: u32) -> Option<String> {
    static SIGNS: &[(u32, &str)] = &[(10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];
    let mut rest = number;
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while rest >= *value && number < 40 {
            out.push_str(sign);
            rest -= value;
        }
    }
    (!out.is_empty()).then_some(out)
}
