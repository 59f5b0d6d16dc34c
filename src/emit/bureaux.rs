//! All plans, bureau by bureau: the order of what is made of a whole government.

use crate::model::{Id, Organisation, Plan};

/// A bureau, and what there is of each of its plans. The organisation is absent only where a plan names no publisher.
pub(super) type Bureau<T> = (Option<Id<Organisation>>, Vec<T>);

/// The bureaux in the order of their first plans; a joint plan stands under its first publisher.
pub(super) fn bureaux<'a, T>(all: impl IntoIterator<Item = T>, plan: impl Fn(&T) -> &'a Plan) -> Vec<Bureau<T>> {
    let mut bureaux: Vec<Bureau<T>> = Vec::new();
    for one in all {
        let publisher = plan(&one).publishers.first().map(|publisher| publisher.value);
        match bureaux.iter_mut().find(|(known, _)| *known == publisher) {
            Some((_, plans)) => plans.push(one),
            None => bureaux.push((publisher, vec![one])),
        }
    }
    bureaux
}
