//! `catalogue.json`: odp's own format.

use super::{Artifact, Options};
use crate::model::Plan;
use crate::rules::Valid;

pub(super) fn emit(_: Valid<'_>, plan: &Plan, _: &Options) -> Vec<Artifact> {
    vec![Artifact { path: format!("{}/catalogue.json", plan.id.value), media_type: "application/json", bytes: b"{}\n".to_vec() }]
}
