//! Texts that were edited: of a field, each translation by itself; of a description, each bullet by itself.

use std::ops::Range;

use super::super::draft::Tongues;
use super::super::source;
use super::edits::{Edits, span_of};
use crate::emit::working::{Cell, bullet, squeezed, stand_in};
use crate::model::{Lang, Plan};
use crate::syntax::{Atom, AtomKind, Block, Field};

/// What a text says in one language: words, that they are owed, or nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Word {
    Given(String),
    Pending,
    Absent,
}

/// The texts of a field, by language: as they are, and as they are to be.
pub(super) struct Texts {
    pub(super) all: Vec<(Lang, Cell, Cell)>,
    /// The languages that the plan owes.
    pub(super) owed: Vec<Lang>,
}

impl Texts {
    fn changed(&self) -> impl Iterator<Item = &(Lang, Cell, Cell)> {
        self.all.iter().filter(|(_, old, new)| old != new)
    }

    /// A text that is emptied is owed where its language is.
    fn word(&self, lang: Lang, cell: &Cell, is_owed: bool) -> Word {
        match cell {
            Cell::Text(text) => Word::Given(text.clone()),
            Cell::Pending => Word::Pending,
            _ if is_owed && self.owed.contains(&lang) => Word::Pending,
            _ => Word::Absent,
        }
    }
}

fn tongues(words: impl IntoIterator<Item = (Lang, Word)>) -> Tongues {
    let one = |(lang, word): (Lang, Word)| match word {
        Word::Given(words) => Some((lang, Some(words))),
        Word::Pending => Some((lang, None)),
        Word::Absent => None,
    };
    words.into_iter().filter_map(one).collect()
}

/// `en "…"`, `en pending`
fn translation(lang: Lang, word: &Word) -> String {
    match word {
        Word::Given(words) => format!("{lang} {}", source::literal(words)),
        Word::Pending | Word::Absent => format!("{lang} pending"),
    }
}

impl<'a> Edits<'a> {
    /// Puts changed translations into a field; `owed` says whether the field must be there.
    pub(super) fn set_texts(&mut self, block: &'a Block, name: &str, texts: &Texts, owed: bool) {
        let word = |(lang, _, new): &(Lang, Cell, Cell)| (*lang, texts.word(*lang, new, owed));
        let all = tongues(texts.all.iter().map(word));
        let field = self.field(block, name);
        match field {
            _ if all.is_empty() && owed => self.editor.set(block, name, "pending"),
            Some(_) if all.is_empty() => self.editor.unset(block, name),
            None if all.is_empty() => {}
            Some(field) if field.atoms.iter().all(|atom| atom.kind == AtomKind::Translation) => {
                let words: Vec<(Lang, Word)> = texts.changed().map(word).collect();
                self.set_translations(&field.atoms, &words);
            }
            _ => self.editor.set(block, name, &source::text(&all)),
        }
    }

    /// Puts changed words behind frequencies.
    pub(super) fn set_words(&mut self, atoms: &[Atom], texts: &Texts) {
        let words: Vec<(Lang, Word)> = texts.changed().map(|(lang, _, new)| (*lang, texts.word(*lang, new, false))).collect();
        if atoms.iter().any(|atom| atom.kind == AtomKind::Translation) {
            return self.set_translations(atoms, &words);
        }
        let all = tongues(words);
        if let (Some(last), false) = (atoms.last(), all.is_empty()) {
            self.insert(last.span.range().end, format!(" {}", source::text(&all)));
        }
    }

    /// Puts changed translations among others.
    pub(super) fn set_translations(&mut self, atoms: &[Atom], words: &[(Lang, Word)]) {
        for (lang, word) in words {
            let at = atoms.iter().position(|atom| self.lang_of(*atom) == Some(*lang));
            let Some((at, atom)) = at.and_then(|at| Some((at, atoms.get(at)?))) else {
                if *word != Word::Absent {
                    self.append(atoms, &translation(*lang, word));
                }
                continue;
            };
            if *word != Word::Absent {
                self.replace(atom.span.range(), translation(*lang, word));
                continue;
            }
            // with what stands between it and its neighbour, unless that is a comment
            let before = at.checked_sub(1).and_then(|before| atoms.get(before)).map(|before| before.span.range().end);
            let range = before.map_or_else(|| atom.span.range(), |before| before..atom.span.range().end);
            let has_comments = self.comments(&range).next().is_some();
            self.replace(if has_comments { atom.span.range() } else { range }, "");
        }
    }

    /// Adds a translation behind the last part.
    fn append(&mut self, atoms: &[Atom], text: &str) {
        let Some(last) = atoms.last() else { return };
        let first = atoms.iter().find(|atom| atom.kind == AtomKind::Translation);
        let end = last.span.range().end;
        match first {
            Some(first) => {
                let indent = self.indent(first.span.range().start);
                let at = self.line_end(end);
                self.insert(at, format!("\n{indent}{text}"));
            }
            None => self.insert(end, format!(" {text}")),
        }
    }

    fn lang_of(&self, atom: Atom) -> Option<Lang> {
        let written = self.slice(atom.span);
        let end = written.find([' ', '\t', '\n', '"']).unwrap_or(written.len());
        Lang::parse(written.get(..end)?).filter(|_| atom.kind == AtomKind::Translation)
    }

    /// Puts changed bullets into a description; false where it is not certain which is the translation of which.
    pub(super) fn set_description(&mut self, block: &'a Block, texts: &Texts, plan: &Plan) -> bool {
        let field = self.field(block, "description");
        let chunks = field.map(chunks).unwrap_or_default();
        let news: Vec<(Lang, Items)> = texts.all.iter().map(|(lang, _, new)| (*lang, Items::of(new, *lang, plan))).collect();
        if chunks.is_empty() && news.iter().all(|(_, items)| !items.listed) {
            self.set_texts(block, "description", texts, true);
            return true;
        }
        let Some(field) = field.filter(|_| !chunks.is_empty()) else { return self.write_bullets(block, texts, &news) };
        let Some(bullets) = bullets(texts, news, chunks.len(), plan) else { return false };
        let is_same = bullets.len() == chunks.len() && bullets.iter().enumerate().all(|(at, bullet)| bullet.old == Some(at));
        if is_same {
            for (bullet, chunk) in bullets.iter().zip(&chunks) {
                self.set_bullet(chunk, bullet);
            }
            return true;
        }
        let Some(range) = span_of(&field.atoms) else { return false };
        let indent = self.indent(range.start);
        let written: Vec<String> = bullets.iter().map(|bullet| self.written(bullet, &chunks, &indent)).collect();
        let kept: Vec<usize> =
            bullets.iter().filter(|bullet| bullet.changed.is_empty()).filter_map(|bullet| bullet.old).collect();
        for chunk in chunks.iter().enumerate().filter(|(at, _)| !kept.contains(at)).map(|(_, chunk)| chunk) {
            self.keep_comments(&chunk.range, field);
        }
        self.replace(range, written.join(&format!("\n{indent}")));
        true
    }

    /// A description where there was none with bullets.
    fn write_bullets(&mut self, block: &'a Block, texts: &Texts, news: &[(Lang, Items)]) -> bool {
        let given: Vec<&(Lang, Items)> = news.iter().filter(|(_, items)| !items.all.is_empty()).collect();
        let count = given.first().map_or(0, |(_, items)| items.all.len());
        if given.iter().any(|(_, items)| items.all.len() != count) {
            return false;
        }
        let word = |items: &Items, lang: Lang, at: usize| {
            items.all.get(at).cloned().unwrap_or_else(|| texts.word(lang, &Cell::Empty, true))
        };
        let one = |at: usize| source::text(&tongues(news.iter().map(|(lang, items)| (*lang, word(items, *lang, at)))));
        let all: Vec<String> = (0..count).map(|at| format!("- {}", one(at))).collect();
        self.editor.set(block, "description", &all.join("\n"));
        true
    }

    fn set_bullet(&mut self, chunk: &Chunk<'_>, bullet: &Bullet) {
        if bullet.changed.is_empty() {
            return;
        }
        if chunk.is_plain() {
            self.set_translations(chunk.atoms, &bullet.changed);
        } else if let Some(range) = span_of(chunk.atoms) {
            // a phrase that says something else is a phrase no more
            self.replace(range, source::text(&tongues(bullet.all.clone())));
        }
    }

    /// A bullet as it is to stand: what did not change of it as it was written.
    fn written(&self, bullet: &Bullet, chunks: &[Chunk<'_>], indent: &str) -> String {
        let chunk = bullet.old.and_then(|old| chunks.get(old));
        let Some(chunk) = chunk.filter(|chunk| bullet.changed.is_empty() || chunk.is_plain()) else {
            return format!("- {}", source::text(&tongues(bullet.all.clone())));
        };
        if bullet.changed.is_empty() {
            return self.text(chunk.range.clone()).trim_end().to_owned();
        }
        let one = |(lang, word): &(Lang, Word)| {
            let atom = chunk.atoms.iter().find(|atom| self.lang_of(**atom) == Some(*lang));
            let is_kept = !bullet.changed.iter().any(|(changed, _)| changed == lang);
            match (atom, word) {
                (Some(atom), _) if is_kept => Some(self.slice(atom.span).to_owned()),
                (_, Word::Absent) => None,
                (_, word) => Some(translation(*lang, word)),
            }
        };
        format!("- {}", bullet.all.iter().filter_map(one).collect::<Vec<_>>().join(&format!("\n{indent}  ")))
    }
}

/// A bullet as it stands in the source.
struct Chunk<'a> {
    /// From its dash to the next.
    range: Range<usize>,
    /// Its parts, but for the dash.
    atoms: &'a [Atom],
}

impl Chunk<'_> {
    /// Whether it is a text of its own, and no phrase.
    fn is_plain(&self) -> bool {
        self.atoms.iter().all(|atom| atom.kind == AtomKind::Translation)
    }
}

/// The bullets of a field; none where it has a plain text.
fn chunks(field: &Field) -> Vec<Chunk<'_>> {
    let dashes: Vec<usize> =
        field.atoms.iter().enumerate().filter(|(_, atom)| atom.kind == AtomKind::Dash).map(|(at, _)| at).collect();
    let Some(last) = field.atoms.last().map(|last| last.span.range().end) else { return Vec::new() };
    let one = |(place, at): (usize, &usize)| {
        let next = dashes.get(place + 1).copied();
        let atoms = field.atoms.get(at + 1..next.unwrap_or(field.atoms.len()))?;
        let end = next.and_then(|next| field.atoms.get(next)).map_or(last, |next| next.span.range().start);
        let start = field.atoms.get(*at)?.span.range().start;
        Some(Chunk { range: start..end, atoms })
    };
    // a bullet without text is none
    dashes.iter().enumerate().filter_map(one).filter(|chunk| !chunk.atoms.is_empty()).collect()
}

/// The bullets of a cell.
#[derive(Clone, Debug)]
struct Items {
    all: Vec<Word>,
    /// Whether there is the sign of a bullet.
    listed: bool,
}

impl Items {
    fn of(cell: &Cell, lang: Lang, plan: &Plan) -> Self {
        let Cell::Text(text) = cell else { return Self { all: Vec::new(), listed: false } };
        let listed = text.lines().any(|line| bullet(line).is_some());
        let mut all: Vec<String> = Vec::new();
        for line in text.lines() {
            match (bullet(line), all.last_mut()) {
                (Some(text), _) => all.push(text.to_owned()),
                // without any sign, each line is one
                (None, Some(last)) if listed => {
                    last.push('\n');
                    last.push_str(line.trim());
                }
                (None, _) => all.push(line.trim().to_owned()),
            }
        }
        let (pending, absent) = (stand_in(plan, true, lang), stand_in(plan, false, lang));
        let word = |text: String| match squeezed(&text) {
            text if text == squeezed(&pending) => Word::Pending,
            text if text == squeezed(&absent) => Word::Absent,
            _ => Word::Given(text),
        };
        Self { all: all.into_iter().map(word).collect(), listed }
    }
}

/// A bullet as it is to be.
struct Bullet {
    /// Which one of the old it is.
    old: Option<usize>,
    all: Vec<(Lang, Word)>,
    changed: Vec<(Lang, Word)>,
}

/// The bullets of all languages beside each other; nothing where it is not certain which belong together.
fn bullets(texts: &Texts, news: Vec<(Lang, Items)>, count: usize, plan: &Plan) -> Option<Vec<Bullet>> {
    let olds: Vec<Items> = texts.all.iter().map(|(lang, old, _)| Items::of(old, *lang, plan)).collect();
    let is_changed: Vec<bool> = texts.all.iter().map(|(_, old, new)| old != new).collect();
    // what a language has none of any more, it has none of in each
    let emptied = |at: usize| news.get(at).is_some_and(|(_, items)| items.all.is_empty());
    let telling: Vec<usize> = (0..news.len()).filter(|at| is_changed.get(*at) == Some(&true) && !emptied(*at)).collect();
    let mut places: Vec<Option<usize>> = (0..count).map(Some).collect();
    if let Some(first) = telling.first() {
        let maps: Vec<Vec<Option<usize>>> =
            telling.iter().filter_map(|at| Some(matched(&olds.get(*at)?.all, &news.get(*at)?.1.all, count))).collect();
        places = vec![None; news.get(*first)?.1.all.len()];
        for map in &maps {
            if map.len() != places.len() {
                return None;
            }
            for (place, found) in places.iter_mut().zip(map) {
                match (&place, found) {
                    (Some(known), Some(found)) if known != found => return None,
                    (None, Some(found)) => *place = Some(*found),
                    _ => {}
                }
            }
        }
        let used: Vec<usize> = places.iter().flatten().copied().collect();
        if (1..used.len()).any(|at| used.get(..at).is_some_and(|before| before.contains(&used[at]))) {
            return None;
        }
    }
    let bullet = |(at, old): (usize, &Option<usize>)| {
        let mut bullet = Bullet { old: *old, all: Vec::new(), changed: Vec::new() };
        for (place, (lang, items)) in news.iter().enumerate() {
            let before = old.and_then(|old| olds.get(place)?.all.get(old).cloned());
            let lacking = || texts.word(*lang, &Cell::Empty, true);
            let word = if telling.contains(&place) {
                items.all.get(at).cloned().unwrap_or(Word::Absent)
            } else if is_changed.get(place) == Some(&true) {
                lacking()
            } else if old.is_some() {
                before.clone().unwrap_or(Word::Absent)
            } else if olds.get(place).is_some_and(|olds| !olds.all.is_empty()) {
                lacking()
            } else {
                Word::Absent
            };
            if old.is_some() && before.unwrap_or(Word::Absent) != word {
                bullet.changed.push((*lang, word.clone()));
            }
            bullet.all.push((*lang, word));
        }
        bullet
    };
    Some(places.iter().enumerate().map(bullet).collect())
}

/// Which of the old bullets each of the new ones is: that with the same text; of as many that are left on both sides, each in turn.
fn matched(olds: &[Word], news: &[Word], count: usize) -> Vec<Option<usize>> {
    let said = |word: &Word| if let Word::Given(text) = word { Some(squeezed(text)) } else { None };
    let mut map: Vec<Option<usize>> = vec![None; news.len()];
    for at in 0..news.len() {
        let same = |old: usize| olds.get(old).is_some_and(|old| said(old).is_some() && news.get(at).and_then(&said) == said(old));
        let free = |old: &usize| same(*old) && !map.contains(&Some(*old));
        let found = Some(at).filter(free).or_else(|| (0..olds.len()).find(free));
        map[at] = found;
    }
    let left: Vec<usize> = (0..count).filter(|old| !map.contains(&Some(*old))).collect();
    let open: Vec<usize> = (0..news.len()).filter(|at| map[*at].is_none()).collect();
    if left.len() == open.len() {
        for (at, old) in open.into_iter().zip(left) {
            map[at] = Some(old);
        }
    }
    map
}
