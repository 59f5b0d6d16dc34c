//! Names of packages, and ids of resources. CKAN wants a name of 2 to 100 characters, of lower-case ASCII letters, digits, `-` and `_`,
//! each name once; and a UUID as an id.

use rustc_hash::FxHashSet;
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

use crate::model::{Dataset, Lang, Plan, Vocabulary};

const LONGEST: usize = 100;

/// The names of all datasets of a plan, in its order: the id on a portal where it fits, else owner and dataset.
pub(super) fn names(plan: &Plan, vocabulary: &Vocabulary) -> Vec<String> {
    let mut used: FxHashSet<String> = FxHashSet::default();
    let mut one = |dataset: &Dataset| {
        let owner = dataset.owners.iter().flat_map(|all| &all.value).next().or_else(|| plan.publishers.first());
        let body = owner.map_or("", |owner| &vocabulary.get(owner.value).id.value);
        let (whole, key) = (format!("{body}-{}", dataset.id.value), format!("{body}/{}", dataset.id.value));
        let on_portal = dataset.portals.iter().flat_map(|all| &all.value).filter_map(|entry| entry.id.as_ref());
        let known = on_portal.map(|id| &*id.value as &str).find(|id| is_name(id) && !used.contains(*id)).map(str::to_owned);
        let mut name = known.unwrap_or_else(|| named(&whole, &key));
        // what was shortened, or is another's id on a portal, is told apart by what it stands for
        if used.contains(&name) {
            name = shortened(&name, &key);
        }
        used.insert(name.clone());
        name
    };
    plan.datasets().map(|(_, dataset)| one(dataset)).collect()
}

fn is_name(text: &str) -> bool {
    (2..=LONGEST).contains(&text.len()) && text.bytes().all(fits)
}

const fn fits(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_')
}

/// A text as a name; with a hash of what it stands for where something of it was lost.
fn named(text: &str, key: &str) -> String {
    let lower = text.to_ascii_lowercase();
    if is_name(&lower) && lower == text {
        return lower;
    }
    let kept: String = lower.chars().filter(|char| char.is_ascii() && fits(*char as u8)).collect();
    shortened(&kept, key)
}

/// A name with the hash of what it stands for at its end.
fn shortened(name: &str, of: &str) -> String {
    let hash: String = Sha256::digest(of).iter().take(5).map(|byte| format!("{byte:02x}")).collect();
    let room = LONGEST - hash.len() - 1;
    let kept = name.get(..room.min(name.len())).unwrap_or_default().trim_end_matches('-');
    format!("{kept}-{hash}").trim_start_matches('-').to_owned()
}

/// The id of a resource (UUID of version 8, RFC 9562) from what it is: without one, CKAN would give it a new one at each update.
pub(super) fn resource_id(package: &str, url: &str, format: &str, lang: Lang) -> Uuid {
    let digest = Sha256::digest([package, url, format, lang.tag()].join("\n"));
    Builder::from_custom_bytes(digest.first_chunk().copied().unwrap_or_default()).into_uuid()
}
