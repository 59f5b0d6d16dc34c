//! What differs between a dataset and the portal's entry of it.

use chrono::Datelike as _;

use super::{By, Difference, Kind, Known, Listed, Options, due, on};
use crate::edition::alike::Name;
use crate::edition::often::{Often, agree, spelt};
use crate::edition::pair::Entry;
use crate::model::{Date, Frequency, Lang, NamedFrequency, Owed, Status, Vocabulary};
use crate::resolve::counted;

pub(super) fn differences(entry: &Entry<'_>, listed: &Listed, by: By, known: &Known, options: Options) -> Vec<Difference> {
    let mut all = renamed(entry, listed);
    all.extend(category(entry, listed, known));
    all.extend(frequency(entry, listed));
    all.extend(release(entry, listed));
    all.extend(identifier(entry, listed, by, options));
    all.extend(stale(entry, listed, options));
    all.sort_by_key(|difference| difference.kind);
    all
}

/// What it is called otherwise, in each language of the listing that the plan has.
fn renamed(entry: &Entry<'_>, listed: &Listed) -> Vec<Difference> {
    let Some(name) = &entry.dataset.name else { return Vec::new() };
    let mut seen: Vec<Lang> = Vec::new();
    let mut all = Vec::new();
    for (lang, title) in &listed.titles {
        let folded = Name::new(title);
        let own = match lang {
            Some(lang) => name.get(*lang).map(|words| (*lang, words)),
            // the language whose words are the most like it
            None => {
                let each = name.entries.iter().filter_map(|one| Some((one.lang, &**one.value.given()?)));
                each.max_by(|a, b| folded.likeness(&Name::new(a.1)).total_cmp(&folded.likeness(&Name::new(b.1))))
            }
        };
        let Some((lang, words)) = own else { continue };
        // both scripts of Chinese say the same
        let tongue = if lang == Lang::SC { Lang::TC } else { lang };
        if seen.contains(&tongue) {
            continue;
        }
        seen.push(tongue);
        if folded.likeness(&Name::new(words)) < 1.0 {
            let difference = Difference::new(Kind::Renamed, Some(words.to_owned()), Some(title.to_string()));
            all.push(Difference { lang: Some(lang), ..difference });
        }
    }
    all
}

fn category(entry: &Entry<'_>, listed: &Listed, known: &Known) -> Option<Difference> {
    let own = *entry.dataset.category.as_ref()?.value.given()?;
    let meant: Vec<_> = listed.categories.iter().map(|said| known.categories.meant(said)).collect();
    if listed.categories.is_empty() || meant.iter().flatten().any(|id| *id == own) {
        return None;
    }
    let words: Vec<&str> = listed.categories.iter().map(|said| said.words()).collect();
    let spelt = entry.workspace.vocabulary.get(own).id.value.to_string();
    let difference = Difference::new(Kind::Category, Some(spelt), Some(words.join("; ")));
    Some(Difference { is_understood: !meant.iter().any(Vec::is_empty), ..difference })
}

fn frequency(entry: &Entry<'_>, listed: &Listed) -> Option<Difference> {
    let vocabulary = &entry.workspace.vocabulary;
    let own: Vec<Frequency> = entry.dataset.frequency.as_ref()?.given()?.items.iter().map(|item| item.value).collect();
    let said = listed.frequency.as_ref()?;
    let theirs: Option<Vec<Frequency>> = said.meant.iter().map(|one| frequency_of(one, vocabulary)).collect();
    let theirs = theirs.filter(|all| !all.is_empty());
    if theirs.as_ref().is_some_and(|theirs| agree(&own, theirs, vocabulary)) {
        return None;
    }
    let spelt: Vec<String> = own.iter().map(|one| spelt(*one, vocabulary)).collect();
    let difference = Difference::new(Kind::Frequency, Some(spelt.join(", ")), Some(said.words().to_owned()));
    Some(Difference { is_understood: theirs.is_some(), ..difference })
}

/// A frequency as the language writes it.
fn frequency_of(words: &str, vocabulary: &Vocabulary) -> Option<Frequency> {
    let mut named = vocabulary.all::<NamedFrequency>().filter(|(_, one)| *one.id.value == *words);
    named.next().map(|(id, _)| Frequency::Named(id)).or_else(|| counted(words))
}

/// Whether two dates may be one.
fn meet(a: Date, b: Date) -> bool {
    a.interval().meets(b.interval())
}

fn release(entry: &Entry<'_>, listed: &Listed) -> Option<Difference> {
    let theirs = listed.released;
    let said = theirs.map(|date| date.to_string());
    let dataset = entry.dataset;
    match dataset.status() {
        Status::Planned => Some(Difference::new(Kind::Unsaid, None, said)),
        Status::Withdrawn => {
            Some(Difference::new(Kind::Withdrawn, dataset.withdrawn.as_ref().map(|one| one.date.value.to_string()), said))
        }
        Status::Released => match dataset.released.as_ref().map(|released| &released.value)? {
            Owed::Given(own) if theirs.is_some_and(|theirs| !same_month(*own, theirs)) => {
                Some(Difference::new(Kind::Release, Some(own.to_string()), said))
            }
            Owed::Pending if theirs.is_some() => Some(Difference::new(Kind::Release, Some("pending".to_owned()), said)),
            _ => None,
        },
    }
}

/// Whether two dates may lie in one month: plans are by months.
fn same_month(a: Date, b: Date) -> bool {
    meet(a, b)
        || (a.month_number().is_some() && (a.first_day().year(), a.month_number()) == (b.first_day().year(), b.month_number()))
}

fn identifier(entry: &Entry<'_>, listed: &Listed, by: By, options: Options) -> Option<Difference> {
    let own = on(entry, options.portal).find_map(|one| one.id.as_ref())?;
    let first = listed.ids.first()?;
    (by != By::Id).then(|| Difference::new(Kind::Identifier, Some(own.value.to_string()), Some(first.to_string())))
}

fn stale(entry: &Entry<'_>, listed: &Listed, options: Options) -> Option<Difference> {
    let frequencies = entry.dataset.frequency.as_ref()?.given()?;
    let modified = listed.modified?;
    let days = Often::of(frequencies, &entry.workspace.vocabulary).days()?;
    let due = due(modified.last_day(), days, options.grace)?;
    let late = u32::try_from((options.as_of - due).num_days()).ok().filter(|late| *late > 0)?;
    let spelt: Vec<String> = frequencies.items.iter().map(|item| spelt(item.value, &entry.workspace.vocabulary)).collect();
    let difference = Difference::new(Kind::Stale, Some(spelt.join(", ")), Some(modified.to_string()));
    Some(Difference { days: Some(late), ..difference })
}
