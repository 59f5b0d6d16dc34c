//! What changed: since each plan was issued, and since the edition before it. All of it is one page; where that would be too long,
//! each plan has a page of its own.

use maud::{Markup, html};

use super::frame::Page;
use super::words::Word;
use super::{Item, Reader, Told};
use crate::edition::{Entry, Kind, PairDiff, Since, State};
use crate::emit::Artifact;
use crate::emit::headings::publisher_names;
use crate::model::Date;

/// How many changes one page holds.
const MOST: usize = 250;

/// A dataset and what became of it.
struct Change<'s> {
    entry: Entry<'s>,
    /// Its page, below the folder of its plan; nothing for one that is gone.
    file: Option<&'s str>,
    /// Before and after, or how it stands.
    detail: String,
}

/// Changes of one kind.
struct Group<'s> {
    word: Word,
    all: Vec<Change<'s>>,
}

/// What changed of a plan: since it was issued, and since the edition before.
struct OfPlan<'s> {
    told: &'s Told<'s>,
    within: Vec<Group<'s>>,
    since: Option<(&'s Since<'s>, Vec<Group<'s>>)>,
}

pub(super) fn pages(reader: Reader<'_>) -> Vec<Artifact> {
    let all: Vec<OfPlan<'_>> = reader.site.plans.iter().map(|told| reader.of_plan(told)).collect();
    if all.iter().map(OfPlan::count).sum::<usize>() <= MOST {
        return vec![reader.one_page(&all)];
    }
    let mut pages = vec![reader.list_of_pages(&all)];
    pages.extend(all.iter().map(|plan| reader.plan_page(plan)));
    pages
}

impl OfPlan<'_> {
    fn groups(&self) -> impl Iterator<Item = &Group<'_>> {
        self.within.iter().chain(self.since.iter().flat_map(|(_, groups)| groups))
    }

    fn count(&self) -> usize {
        self.groups().map(|group| group.all.len()).sum()
    }
}

impl<'s> Reader<'s> {
    fn of_plan(self, told: &'s Told<'s>) -> OfPlan<'s> {
        OfPlan { told, within: self.within(told), since: told.since.as_ref().map(|since| (since, self.since(told, since))) }
    }

    /// What happened since a plan was issued, as it tells itself.
    fn within(self, told: &'s Told<'s>) -> Vec<Group<'s>> {
        let group = |word, is: &dyn Fn(&Item<'s>) -> bool, detail: &dyn Fn(&Item<'s>) -> String| {
            let all = told.items.iter().filter(|item| is(item));
            Group {
                word,
                all: all
                    .map(|item| Change { entry: item.promise.entry, file: Some(&*item.file), detail: detail(item) })
                    .collect(),
            }
        };
        let standing = |item: &Item<'s>| self.standing(&item.promise);
        let moved = |item: &Item<'s>| {
            let dataset = item.promise.entry.dataset;
            self.before_and_after(dataset.original_target(), dataset.target_date())
        };
        let is_out = |item: &Item<'s>| matches!(item.promise.state, State::Early | State::OnTime | State::Late);
        let has_moved = |item: &Item<'s>| {
            let dataset = item.promise.entry.dataset;
            !dataset.slips.is_empty() && dataset.withdrawn.is_none() && dataset.released.is_none()
        };
        let groups = [
            group(Word::Released, &is_out, &standing),
            group(Word::MovedLater, &has_moved, &moved),
            group(Word::Withdrawn, &|item| item.promise.state == State::Withdrawn, &standing),
        ];
        groups.into_iter().filter(|group| !group.all.is_empty()).collect()
    }

    /// What changed since the edition before.
    fn since(self, told: &'s Told<'s>, since: &'s Since<'s>) -> Vec<Group<'s>> {
        let item = |entry: &Entry<'s>| told.items.iter().find(|item| std::ptr::eq(item.promise.entry.dataset, entry.dataset));
        let change = |entry: Entry<'s>, detail: Option<String>| {
            let item = item(&entry);
            let detail = detail.or_else(|| item.map(|item| self.standing(&item.promise))).unwrap_or_default();
            Change { entry, file: item.map(|item| &*item.file), detail }
        };
        let of_kind = |word, kind: Kind, is_date: bool| {
            let is = |pair: &&PairDiff<'s>| {
                pair.changes.iter().any(|change| change.kind == kind && (!is_date || change.field == "target"))
            };
            let detail = |pair: &PairDiff<'s>| {
                let (old, new) = (pair.pair.old.dataset, pair.pair.new.dataset);
                is_date.then(|| self.before_and_after(old.target_date(), new.target_date()))
            };
            let pairs = since.pairs.iter().filter(is);
            Group { word, all: pairs.map(|pair| change(pair.pair.new, detail(pair))).collect() }
        };
        let told_of = [Kind::Released, Kind::Slipped, Kind::Advanced, Kind::Withdrawn];
        let is_other =
            |pair: &&PairDiff<'s>| !pair.changes.is_empty() && !pair.changes.iter().any(|change| told_of.contains(&change.kind));
        let groups = [
            Group { word: Word::New, all: since.added.iter().map(|entry| change(*entry, None)).collect() },
            of_kind(Word::Released, Kind::Released, false),
            of_kind(Word::MovedLater, Kind::Slipped, true),
            of_kind(Word::MovedEarlier, Kind::Advanced, true),
            of_kind(Word::Withdrawn, Kind::Withdrawn, false),
            Group {
                word: Word::OtherChanges,
                all: since.pairs.iter().filter(is_other).map(|pair| change(pair.pair.new, None)).collect(),
            },
            Group { word: Word::Dropped, all: since.dropped.iter().map(|entry| change(*entry, None)).collect() },
        ];
        groups.into_iter().filter(|group| !group.all.is_empty()).collect()
    }

    /// A date before and after.
    fn before_and_after(self, old: Option<Date>, new: Option<Date>) -> String {
        let date = |date: Option<Date>| date.map_or_else(|| self.voice.say(Word::NoDate).to_owned(), |date| self.date(date));
        format!("{} → {}", date(old), date(new))
    }

    /// Whose plan it is, and its years: titles are often alike.
    pub(super) fn plan_name(self, told: &Told<'_>) -> String {
        let years = told.plan.words.period(told.plan.period.value, self.lang());
        format!("{} {years}", publisher_names(told.plan, &self.site.workspace.vocabulary, self.lang()))
    }

    fn page(self, path: &str, title: String, content: Markup) -> Artifact {
        let feed = format!("{}changes.atom", super::frame::up(path));
        let others = vec![("application/atom+xml", feed)];
        self.whole(Page { path, title, data: None, scripts: &[], others, content })
    }

    fn one_page(self, all: &[OfPlan<'_>]) -> Artifact {
        let title = self.voice.say(Word::Changes);
        let content = html! {
            h1 { (title) }
            p class="lead" { a href="changes.atom" { (self.voice.say(Word::FeedFile)) } }
            @for plan in all {
                @let id = format!("plan-{}", plan.told.folder);
                section aria-labelledby=(id) {
                    h2 id=(id) { a href={ (plan.told.folder) "/index.html" } { (self.plan_name(plan.told)) } }
                    (self.changes(plan, &format!("{}/", plan.told.folder), 3))
                }
            }
        };
        self.page("changes.html", title.to_owned(), content)
    }

    fn list_of_pages(self, all: &[OfPlan<'_>]) -> Artifact {
        let title = self.voice.say(Word::Changes);
        let content = html! {
            h1 { (title) }
            p class="lead" { a href="changes.atom" { (self.voice.say(Word::FeedFile)) } }
            table class="figures" {
                caption { (title) }
                thead { tr {
                    th scope="col" { (self.voice.say(Word::Plan)) }
                    th scope="col" class="number" { (title) }
                } }
                tbody {
                    @for plan in all {
                        tr {
                            th scope="row" { a href={ (plan.told.folder) "/changes.html" } { (self.plan_name(plan.told)) } }
                            td class="number" { (plan.count()) }
                        }
                    }
                }
            }
        };
        self.page("changes.html", title.to_owned(), content)
    }

    fn plan_page(self, plan: &OfPlan<'_>) -> Artifact {
        let title = format!("{}{}{}", self.voice.say(Word::Changes), self.voice.colon(), self.plan_name(plan.told));
        let content = html! {
            p class="publisher" { a href="index.html" { (self.plan_name(plan.told)) } }
            h1 { (self.voice.say(Word::Changes)) }
            (self.changes(plan, "", 2))
        };
        self.page(&format!("{}/changes.html", plan.told.folder), title, content)
    }

    /// All changes of a plan; `to` leads to the folder of its pages, `level` is that of the headings.
    fn changes(self, plan: &OfPlan<'_>, to: &str, level: u8) -> Markup {
        let issued = plan.told.plan.issued.as_ref().and_then(|issued| issued.value.given().copied());
        let issued = issued.map_or_else(|| self.voice.say(Word::NoDate).to_owned(), |date| self.date(date));
        let heading = |words: String| html! { @if level == 2 { h2 { (words) } } @else { h3 { (words) } } };
        html! {
            (heading(self.voice.fill(Word::SinceIssued, &[("date", &issued)])))
            (self.groups(&plan.within, to))
            @if let Some((since, groups)) = &plan.since {
                @let years = since.old.words.period(since.old.period.value, self.lang());
                (heading(self.voice.fill(Word::SinceEdition, &[("years", &years)])))
                (self.groups(groups, to))
            }
        }
    }

    fn groups(self, groups: &[Group<'_>], to: &str) -> Markup {
        html! {
            @if groups.is_empty() { p { (self.voice.say(Word::Nothing)) } }
            @for group in groups {
                p class="group" { (self.voice.say(group.word)) " " span class="size" { (group.all.len()) } }
                ul class="datasets" {
                    @for change in &group.all {
                        @let name = self.text(change.entry.plan, change.entry.dataset.name.as_ref());
                        li {
                            @match change.file {
                                Some(file) => a href={ (to) (file) } lang=[name.tag(self.lang())] { (name.text) },
                                None => span lang=[name.tag(self.lang())] { (name.text) },
                            }
                            @if !change.detail.is_empty() { " " span class="state" { (change.detail) } }
                        }
                    }
                }
            }
        }
    }
}
