//! Which page of a site tells of which plan and dataset.

use rustc_hash::FxHashMap;

use crate::edition::newest;
use crate::emit::Artifact;
use crate::model::Workspace;

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
    /// Pairs plans and datasets with pages: a site has one for each, in their order.
    pub(super) fn of(workspace: &Workspace, artifacts: &[Artifact]) -> Self {
        let paths = || artifacts.iter().map(|artifact| artifact.path.as_str());
        let lang = |path: &str| path.strip_suffix("/index.html").filter(|folder| !folder.contains('/')).map(str::to_owned);
        let langs: Vec<String> = paths().filter_map(lang).collect();
        let mut all = Self { langs, ..Self::default() };
        let Some(root) = all.langs.first().map(|lang| format!("{lang}/")) else { return all };
        let inside = paths().filter_map(|path| path.strip_prefix(&root)).filter(|path| path.contains('/'));
        let (mut own, mut of_datasets) = (Vec::new(), Vec::new());
        for path in inside.filter(|path| path.ends_with(".html")) {
            match path.rsplit_once('/') {
                Some((_, "index.html")) => own.push(path),
                Some((_, name)) if name.starts_with("dataset-") => of_datasets.push(path),
                _ => {}
            }
        }
        let (plans, _) = newest(workspace);
        let mut of_datasets = of_datasets.into_iter();
        for (plan, path) in plans.into_iter().zip(own) {
            let id = plan.id.value.to_string();
            let datasets = plan.datasets().map(|(_, dataset)| dataset.id.value.to_string()).zip(of_datasets.by_ref());
            let datasets: FxHashMap<String, String> = datasets.map(|(id, path)| (id, path.to_owned())).collect();
            all.about.insert(path.to_owned(), (id.clone(), None));
            all.about.extend(datasets.iter().map(|(dataset, path)| (path.clone(), (id.clone(), Some(dataset.clone())))));
            all.plans.insert(id, PlanPages { path: path.to_owned(), datasets });
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
