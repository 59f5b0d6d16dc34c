//! Which page of a site tells of which plan and dataset.

use rustc_hash::FxHashMap;

use crate::edition::newest;
use crate::emit::{Artifact, dataset_page, plan_page};
use crate::model::{Dataset, Workspace};

/// The pages of a site, by their paths below the folder of a language: they are alike in all languages.
#[derive(Debug, Default)]
pub(super) struct Pages {
    /// The folders of the languages, the first of which leads.
    pub(super) langs: Vec<String>,
    plans: FxHashMap<String, PlanPages>,
    about: FxHashMap<String, (String, Option<String>)>,
}

#[derive(Debug)]
struct PlanPages {
    path: String,
    datasets: FxHashMap<String, String>,
}

impl Pages {
    /// The pages that were made of plans and datasets.
    pub(super) fn of(workspace: &Workspace, artifacts: &[Artifact]) -> Self {
        let paths = artifacts.iter().map(|artifact| artifact.path.as_str());
        let lang = |path: &str| path.strip_suffix("/index.html").filter(|folder| !folder.contains('/')).map(str::to_owned);
        let mut all = Self { langs: paths.filter_map(lang).collect(), ..Self::default() };
        for plan in newest(workspace).0 {
            let (id, path) = (plan.id.value.to_string(), plan_page(plan));
            let page = |dataset: &Dataset| (dataset.id.value.to_string(), dataset_page(plan, dataset));
            let datasets: FxHashMap<String, String> = plan.datasets().map(|(_, dataset)| page(dataset)).collect();
            all.about.insert(path.clone(), (id.clone(), None));
            all.about.extend(datasets.iter().map(|(dataset, path)| (path.clone(), (id.clone(), Some(dataset.clone())))));
            all.plans.insert(id, PlanPages { path, datasets });
        }
        all
    }

    /// The page of a plan.
    pub(super) fn plan(&self, plan: &str) -> Option<&str> {
        self.plans.get(plan).map(|pages| &*pages.path)
    }

    /// The page of a dataset.
    pub(super) fn dataset(&self, plan: &str, dataset: &str) -> Option<&str> {
        self.plans.get(plan)?.datasets.get(dataset).map(String::as_str)
    }

    /// The plan, and the dataset if any, that a page in some language tells of.
    fn known(&self, page: &str) -> Option<&(String, Option<String>)> {
        let (lang, rest) = page.split_once('/')?;
        self.langs.iter().any(|known| known == lang).then(|| self.about.get(rest)).flatten()
    }

    /// The ids of the plan and of the dataset that a page such as `tc/itib-2026/index.html` tells of.
    pub(super) fn about(&self, page: &str) -> Option<(&str, Option<&str>)> {
        self.known(page).map(|(plan, dataset)| (plan.as_str(), dataset.as_deref()))
    }
}
