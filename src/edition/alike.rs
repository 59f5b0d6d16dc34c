//! How alike two names are, whatever script, width, case and punctuation they are written in.

use std::cmp::Ordering;

use unicode_normalization::UnicodeNormalization as _;

use crate::model::{Lang, Text, to_simplified};

/// From this likeness on, two datasets of which nothing else is known are said to be likely the same.
pub const LIKELY: f64 = 0.75;

/// The likeness that names of other figures have at most: 「2023年統計」 is not 「2024年統計」.
const OTHER_FIGURES: f64 = 0.6;

/// What alike names have at most that are not the same.
const NOT_QUITE: f64 = 0.99;

/// The most characters of a name that are looked at.
const MOST: usize = 200;

/// A name in one language, folded, to be compared with many others.
///
/// Folding puts full-width forms in half width (NFKC), capitals in small letters, Traditional Chinese in Simplified, and leaves
/// out what is neither letter nor figure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Name {
    /// The characters, without blanks.
    letters: Vec<char>,
    /// The same, sorted.
    census: Vec<char>,
    /// Words of alphabets, and pairs of neighbours of Chinese, sorted.
    pieces: Vec<Box<str>>,
    /// The numbers in it, sorted.
    figures: Vec<Box<str>>,
}

impl Name {
    /// Folds a name.
    #[must_use]
    pub fn new(name: &str) -> Self {
        let folded: String = name.nfkc().take(MOST).collect::<String>().to_lowercase().replace('衛', "衞");
        let folded = to_simplified(&folded);
        let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let figures = folded.split(|c: char| !c.is_numeric()).filter(|figure| !figure.is_empty());
        let mut name = Self {
            letters: words.iter().flat_map(|word| word.chars()).collect(),
            census: words.iter().flat_map(|word| word.chars()).collect(),
            pieces: words.into_iter().flat_map(pieces).collect(),
            figures: figures.map(|figure| figure.trim_start_matches('0').into()).collect(),
        };
        name.census.sort_unstable();
        name.pieces.sort_unstable();
        name.figures.sort_unstable();
        name
    }

    /// How alike two names are, from 0 to 1: 1 where they are the same once folded, and only there.
    ///
    /// It is the greater of two measures, so that words may stand in another order and letters may be mistaken: the share of
    /// letters that stay in their order (1 − Damerau–Levenshtein distance / the longer length), and the share of words, or of
    /// pairs of Chinese characters, that both have (Sørensen–Dice). Names with other numbers in them are 0.6 alike at most.
    /// `likeness(a, b)` is `likeness(b, a)`.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> f64 {
        let most = self.at_most(other);
        let common = self.common(other);
        if most <= common {
            return most;
        }
        let distance = strsim::generic_damerau_levenshtein(&self.letters, &other.letters);
        let order = 1.0 - distance as f64 / self.letters.len().max(other.letters.len()) as f64;
        order.max(common).min(self.limit(other))
    }

    /// What the likeness is at most: found much faster.
    fn at_most(&self, other: &Self) -> f64 {
        let longer = self.letters.len().max(other.letters.len());
        if self.letters.is_empty() || other.letters.is_empty() {
            return 0.0;
        }
        // no alignment has more letters in common than both have
        let order = shared(&self.census, &other.census) as f64 / longer as f64;
        order.max(self.common(other)).min(self.limit(other))
    }

    /// The share of pieces that both have.
    fn common(&self, other: &Self) -> f64 {
        let total = self.pieces.len() + other.pieces.len();
        if total == 0 { 0.0 } else { 2.0 * shared(&self.pieces, &other.pieces) as f64 / total as f64 }
    }

    fn limit(&self, other: &Self) -> f64 {
        if self.letters == other.letters {
            1.0
        } else if self.figures == other.figures {
            NOT_QUITE
        } else {
            OTHER_FIGURES
        }
    }
}

/// Words of alphabets whole; of Chinese each pair of neighbours, or the character where it is alone.
fn pieces(word: &str) -> Vec<Box<str>> {
    let characters: Vec<char> = word.chars().collect();
    let mut out = Vec::new();
    for run in characters.chunk_by(|a, b| is_wide(*a) == is_wide(*b)) {
        match run {
            [first, _, ..] if is_wide(*first) => out.extend(run.windows(2).map(|pair| pair.iter().collect::<String>().into())),
            _ => out.push(run.iter().collect::<String>().into()),
        }
    }
    out
}

/// Whether a character is written without blanks between words.
const fn is_wide(character: char) -> bool {
    character as u32 >= 0x2E80
}

/// How many things two sorted lists have in common.
fn shared<T: Ord>(a: &[T], b: &[T]) -> usize {
    let (mut left, mut right, mut count) = (a.iter().peekable(), b.iter().peekable(), 0);
    while let (Some(one), Some(other)) = (left.peek(), right.peek()) {
        match one.cmp(other) {
            Ordering::Less => drop(left.next()),
            Ordering::Greater => drop(right.next()),
            Ordering::Equal => {
                count += 1;
                left.next();
                right.next();
            }
        }
    }
    count
}

/// How alike two names are in the languages that both are written in: the mean of [`Name::likeness`], Chinese of both scripts
/// counting as one language; 0 where they share none.
#[must_use]
pub fn likeness(a: &Text, b: &Text) -> f64 {
    mean(&folded(a), &folded(b), Name::likeness)
}

/// A text in each language, folded; sorted by language.
pub(super) type Folded = Vec<(Lang, Name)>;

pub(super) fn folded(text: &Text) -> Folded {
    let mut all: Folded = Vec::new();
    for entry in &text.entries {
        let lang = if entry.lang == Lang::SC { Lang::TC } else { entry.lang };
        if let Some(words) = entry.value.given().filter(|_| !all.iter().any(|(known, _)| *known == lang)) {
            all.push((lang, Name::new(words)));
        }
    }
    // the mean of floats depends on their order
    all.sort_by_key(|(lang, _)| *lang);
    all
}

/// The likeness of two names where it is so great at least.
pub(super) fn likeness_from(a: &Folded, b: &Folded, least: f64) -> Option<f64> {
    let may_be = mean(a, b, Name::at_most) >= least;
    may_be.then(|| mean(a, b, Name::likeness)).filter(|likeness| *likeness >= least)
}

fn mean(a: &Folded, b: &Folded, measure: fn(&Name, &Name) -> f64) -> f64 {
    let find = |lang: Lang| b.iter().find(|(known, _)| *known == lang).map(|(_, name)| name);
    let all: Vec<f64> = a.iter().filter_map(|(lang, name)| Some(measure(name, find(*lang)?))).collect();
    if all.is_empty() { 0.0 } else { all.iter().sum::<f64>() / all.len() as f64 }
}
