//! How much text a plan prints: a short file can make much of it, by phrases, labels and languages.

use crate::model::{Dataset, Declared, Id, Owed, Plan, Text, Vocabulary};

/// The bytes of text that the phrases of a plan may make, and that a plan may print.
pub(super) const MAX_TEXT: usize = 128 << 20;
/// What a dataset takes beside its texts: dates, numbers, tags.
const FRAME: usize = 200;

/// About how many bytes of text a plan prints in one output, in all its languages.
pub(super) fn printed(plan: &Plan, vocabulary: &Vocabulary) -> usize {
    let wording = plan.words.longest();
    let datasets = plan.datasets().map(|(_, dataset)| of_dataset(dataset, vocabulary) + wording + FRAME);
    datasets.fold(0, usize::saturating_add).saturating_mul(plan.languages.len().max(1))
}

fn of_dataset(dataset: &Dataset, vocabulary: &Vocabulary) -> usize {
    let own = [&dataset.name, &dataset.note].into_iter().flatten().map(bytes).sum::<usize>();
    let bullets = dataset.description.iter().flat_map(|description| &description.bullets).map(|bullet| bytes(&bullet.text));
    let keywords = dataset.keywords.iter().flat_map(|keywords| &keywords.value).map(bytes);
    let coverage = dataset.coverage.iter().map(|coverage| bytes(&coverage.value));
    let post = dataset.contact.iter().filter_map(|contact| contact.value.post.as_ref()).map(bytes);
    let category = dataset.category.iter().filter_map(|category| match category.value {
        Owed::Given(id) => Some(label(id, vocabulary)),
        Owed::Pending => None,
    });
    let formats = dataset.formats.iter().flat_map(|all| &all.value).map(|id| label(id.value, vocabulary));
    let owners = dataset.owners.iter().flat_map(|all| &all.value).map(|id| label(id.value, vocabulary));
    let portals = dataset.portals.iter().flat_map(|all| &all.value).map(|entry| label(entry.portal, vocabulary));
    let licence = dataset.licence.iter().map(|licence| label(licence.value, vocabulary));
    let reasons = dataset.slips.iter().filter_map(|slip| slip.reason.as_ref()).map(bytes);
    own + bullets.chain(keywords).chain(coverage).chain(post).chain(reasons).sum::<usize>()
        + category.chain(formats).chain(owners).chain(portals).chain(licence).sum::<usize>()
}

fn label<T: Declared>(id: Id<T>, vocabulary: &Vocabulary) -> usize {
    bytes(vocabulary.get(id).label())
}

fn bytes(text: &Text) -> usize {
    text.entries.iter().filter_map(|entry| entry.value.given()).map(|words| words.len()).sum()
}
