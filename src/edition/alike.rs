//! How alike two names are, whatever script, width, case and punctuation they are written in.

use std::collections::BTreeMap;

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
    /// How often each character occurs.
    census: BTreeMap<char, usize>,
    /// Words of alphabets, and pairs of neighbours of Chinese: how often each occurs.
    pieces: BTreeMap<String, usize>,
    /// The numbers in it.
    figures: Vec<String>,
}

impl Name {
    /// Folds a name.
    #[must_use]
    pub fn new(name: &str) -> Self {
        let folded: String = name.nfkc().take(MOST).collect::<String>().to_lowercase().replace('衛', "衞");
        let folded = to_simplified(&folded);
        let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let letters: Vec<char> = words.iter().flat_map(|word| word.chars()).collect();
        let mut figures: Vec<String> = folded
            .split(|c: char| !c.is_numeric())
            .filter(|figure| !figure.is_empty())
            .map(|figure| figure.trim_start_matches('0').to_owned())
            .collect();
        figures.sort_unstable();
        let census = counted(letters.iter().copied());
        Self { pieces: counted(words.into_iter().flat_map(pieces)), census, letters, figures }
    }

    /// How alike two names are, from 0 to 1: 1 where they are the same once folded, and only there.
    ///
    /// It is the greater of two measures, so that words may stand in another order and letters may be mistaken: the share of
    /// letters that stay in their order (1 − Damerau–Levenshtein distance / the longer length), and the share of words, or of
    /// pairs of Chinese characters, that both have (Sørensen–Dice). Names with other numbers in them are 0.6 alike at most.
    /// `likeness(a, b)` is `likeness(b, a)`.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> f64 {
        if self.letters.is_empty() || other.letters.is_empty() {
            return 0.0;
        }
        if self.letters == other.letters {
            return 1.0;
        }
        let longer = self.letters.len().max(other.letters.len());
        let pieces = dice(&self.pieces, &other.pieces);
        // no alignment has more letters in common than both have
        let bound = shared(&self.census, &other.census) as f64 / longer as f64;
        let order = if bound <= pieces {
            bound
        } else {
            let distance = strsim::generic_damerau_levenshtein(&self.letters, &other.letters);
            1.0 - distance as f64 / longer as f64
        };
        let most = if self.figures == other.figures { NOT_QUITE } else { OTHER_FIGURES };
        order.max(pieces).min(most)
    }
}

/// Words of alphabets whole; of Chinese each pair of neighbours, or the character where it is alone.
fn pieces(word: &str) -> Vec<String> {
    let characters: Vec<char> = word.chars().collect();
    let mut out = Vec::new();
    for run in characters.chunk_by(|a, b| is_wide(*a) == is_wide(*b)) {
        match run {
            [first, _, ..] if is_wide(*first) => out.extend(run.windows(2).map(|pair| pair.iter().collect::<String>())),
            _ => out.push(run.iter().collect()),
        }
    }
    out
}

/// Whether a character is written without blanks between words.
const fn is_wide(character: char) -> bool {
    character as u32 >= 0x2E80
}

fn counted<T: Ord>(all: impl IntoIterator<Item = T>) -> BTreeMap<T, usize> {
    let mut out = BTreeMap::new();
    for one in all {
        *out.entry(one).or_default() += 1;
    }
    out
}

fn shared<T: Ord>(a: &BTreeMap<T, usize>, b: &BTreeMap<T, usize>) -> usize {
    a.iter().filter_map(|(key, count)| b.get(key).map(|other| *count.min(other))).sum()
}

fn dice<T: Ord>(a: &BTreeMap<T, usize>, b: &BTreeMap<T, usize>) -> f64 {
    let total: usize = a.values().chain(b.values()).sum();
    if total == 0 { 0.0 } else { 2.0 * shared(a, b) as f64 / total as f64 }
}

/// How alike two names are in the languages that both are written in: the mean of [`Name::likeness`], Chinese of both scripts
/// counting as one language; 0 where they share none.
#[must_use]
pub fn likeness(a: &Text, b: &Text) -> f64 {
    likeness_of(&folded(a), &folded(b))
}

/// A text in each language, folded.
pub(super) fn folded(text: &Text) -> Vec<(Lang, Name)> {
    let mut all: Vec<(Lang, Name)> = Vec::new();
    for entry in &text.entries {
        let lang = if entry.lang == Lang::SC { Lang::TC } else { entry.lang };
        if let Some(words) = entry.value.given().filter(|_| !all.iter().any(|(known, _)| *known == lang)) {
            all.push((lang, Name::new(words)));
        }
    }
    all
}

pub(super) fn likeness_of(a: &[(Lang, Name)], b: &[(Lang, Name)]) -> f64 {
    let find = |lang: Lang| b.iter().find(|(known, _)| *known == lang).map(|(_, name)| name);
    let mut all: Vec<(Lang, f64)> = a.iter().filter_map(|(lang, name)| Some((*lang, name.likeness(find(*lang)?)))).collect();
    // the sum of floats depends on their order
    all.sort_by_key(|(lang, _)| *lang);
    if all.is_empty() { 0.0 } else { all.iter().map(|(_, likeness)| *likeness).sum::<f64>() / all.len() as f64 }
}
