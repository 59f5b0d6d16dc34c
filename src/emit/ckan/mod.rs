//! `ckan.LANG.json`: the datasets of a plan as packages of a CKAN portal, in the shape that Hong Kong's keeps them in, ready for
//! `package_create` and `package_update`. A portal of that kind has an endpoint for each language; hence a file for each.

mod name;
mod package;

use rayon::prelude::*;
use serde::Serialize;

use super::json::to_bytes;
use super::{Artifact, Options};
use crate::model::{Lang, Plan};
use crate::rules::Valid;
use name::names;
use package::{Maker, Package};

pub(super) fn emit(workspace: Valid<'_>, plan: &Plan, options: &Options) -> Vec<Artifact> {
    let names = names(plan, &workspace.vocabulary);
    let file = |lang: Lang| {
        let maker = Maker { plan, vocabulary: &workspace.vocabulary, lang };
        let datasets = plan.datasets().zip(&names);
        let packages = Packages { packages: datasets.map(|((_, dataset), name)| maker.package(dataset, name)).collect() };
        let path = format!("{}/ckan.{}.json", plan.id.value, lang.suffix());
        Artifact { path, media_type: "application/json", bytes: to_bytes(&packages, 4 * 1024 + names.len() * 2048) }
    };
    options.languages(plan).into_par_iter().map(file).collect()
}

#[derive(Serialize)]
struct Packages<'a> {
    packages: Vec<Package<'a>>,
}
