//! What changed: since each plan was issued, and since the edition before it. All of it is one page; where that would be too long,
//! each plan has a page of its own, or as many as it needs.

use maud::{Markup, html};

use super::dataset::last_reason;
use super::frame::Page;
use super::parts::{Room, Step, Turn, longest, numbered};
use super::words::Word;
use super::{Item, Reader, Told};
use crate::edition::{Entry, Kind, PairDiff, Since, State};
use crate::emit::Artifact;
use crate::emit::headings::publisher_names;
use crate::model::{Date, Text};

/// How many changes one page holds.
const ROOM: Room = Room { entries: 250, each: 240 };

/// A dataset and what became of it.
struct Change<'s> {
    entry: Entry<'s>,
    /// Its page, below the folder of its plan; nothing for one that is gone.
    file: Option<&'s str>,
    /// Before and after, or how it stands.
    detail: String,
    /// Why it was moved or withdrawn.
    reason: Option<&'s Text>,
}

/// Changes of one kind.
struct Group<'s> {
    word: Word,
    all: Vec<Change<'s>>,
}

/// What changed since a day or an edition.
struct Chapter<'s> {
    heading: String,
    groups: Vec<Group<'s>>,
}

/// What changed of a plan: since it was issued, and since the edition before.
struct OfPlan<'s> {
    told: &'s Told<'s>,
    chapters: Vec<Chapter<'s>>,
}

/// A change, and where it stands.
struct Placed<'c, 's> {
    chapter: &'c Chapter<'s>,
    group: &'c Group<'s>,
    change: &'c Change<'s>,
}

pub(super) fn pages(reader: Reader<'_>) -> Vec<Artifact> {
    let all: Vec<OfPlan<'_>> = reader.site.plans.iter().map(|told| reader.of_plan(told)).collect();
    let every: Vec<Placed<'_, '_>> = all.iter().flat_map(OfPlan::placed).collect();
    if reader.parts(&every).len() <= 1 {
        return vec![reader.one_page(&all)];
    }
    let mut pages = vec![reader.list_of_pages(&all)];
    pages.extend(all.iter().flat_map(|plan| reader.plan_pages(plan)));
    pages
}

/// The reason of a change, where it is one that owes a reason.
fn reason<'s>(word: Word, entry: Entry<'s>) -> Option<&'s Text> {
    last_reason(entry.dataset).filter(|_| [Word::MovedLater, Word::Withdrawn].contains(&word))
}

impl<'s> OfPlan<'s> {
    fn placed(&self) -> impl Iterator<Item = Placed<'_, 's>> {
        self.chapters.iter().flat_map(|chapter| {
            chapter.groups.iter().flat_map(move |group| group.all.iter().map(move |change| Placed { chapter, group, change }))
        })
    }
}

impl<'s> Reader<'s> {
    fn of_plan(self, told: &'s Told<'s>) -> OfPlan<'s> {
        let issued = told.plan.issued.as_ref().and_then(|issued| issued.value.given().copied());
        let issued = issued.map_or_else(|| self.voice.say(Word::NoDate).to_owned(), |date| self.date(date));
        let heading = self.voice.fill(Word::SinceIssued, &[("date", &issued)]);
        let mut chapters = vec![Chapter { heading, groups: self.within(told) }];
        if let Some(since) = &told.since {
            let years = since.old.words.period(since.old.period.value, self.lang());
            let heading = self.voice.fill(Word::SinceEdition, &[("years", &years)]);
            chapters.push(Chapter { heading, groups: self.since(told, since) });
        }
        OfPlan { told, chapters }
    }

    /// What happened since a plan was issued, as it tells itself.
    fn within(self, told: &'s Told<'s>) -> Vec<Group<'s>> {
        let group = |word, is: &dyn Fn(&Item<'s>) -> bool, detail: &dyn Fn(&Item<'s>) -> String| {
            let change = |item: &'s Item<'s>| {
                let entry = item.promise.entry;
                Change { entry, file: Some(&*item.file), detail: detail(item), reason: reason(word, entry) }
            };
            Group { word, all: told.items.iter().filter(|item| is(item)).map(change).collect() }
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
        let change = |word, entry: Entry<'s>, detail: Option<String>| {
            let item = item(&entry);
            let detail = detail.or_else(|| item.map(|item| self.standing(&item.promise))).unwrap_or_default();
            Change { entry, file: item.map(|item| &*item.file), detail, reason: reason(word, entry) }
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
            Group { word, all: pairs.map(|pair| change(word, pair.pair.new, detail(pair))).collect() }
        };
        let told_of = [Kind::Released, Kind::Slipped, Kind::Advanced, Kind::Withdrawn];
        let is_other =
            |pair: &&PairDiff<'s>| !pair.changes.is_empty() && !pair.changes.iter().any(|change| told_of.contains(&change.kind));
        let plain = |word, all: &mut dyn Iterator<Item = Entry<'s>>| Group {
            word,
            all: all.map(|entry| change(word, entry, None)).collect(),
        };
        let groups = [
            plain(Word::New, &mut since.added.iter().copied()),
            of_kind(Word::Released, Kind::Released, false),
            of_kind(Word::MovedLater, Kind::Slipped, true),
            of_kind(Word::MovedEarlier, Kind::Advanced, true),
            of_kind(Word::Withdrawn, Kind::Withdrawn, false),
            plain(Word::OtherChanges, &mut since.pairs.iter().filter(is_other).map(|pair| pair.pair.new)),
            plain(Word::Dropped, &mut since.dropped.iter().copied()),
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

    /// Changes, cut where a page is full.
    fn parts<'p, 'c>(self, all: &'p [Placed<'c, 's>]) -> Vec<&'p [Placed<'c, 's>]> {
        let weight = |placed: &Placed<'_, '_>| {
            let Entry { plan, dataset, .. } = placed.change.entry;
            let texts = dataset.name.iter().chain(placed.change.reason);
            texts.map(|text| longest(text, &self.site.langs, plan.original())).sum()
        };
        ROOM.parts(all, weight)
    }

    fn page(self, path: &str, title: String, as_of: Option<Date>, turn: Turn, content: Markup) -> Artifact {
        let feed = format!("{}changes.atom", super::frame::up(path));
        let others = vec![("application/atom+xml", feed)];
        self.whole(Page { path, title, others, as_of, turn, content, ..Page::default() })
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
                    (self.changes(plan, &plan.placed().collect::<Vec<_>>(), true, &format!("{}/", plan.told.folder)))
                }
            }
        };
        self.page("changes.html", title.to_owned(), None, Turn::default(), content)
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
                            td class="number" { (plan.placed().count()) }
                        }
                    }
                }
            }
        };
        self.page("changes.html", title.to_owned(), None, Turn::default(), content)
    }

    fn plan_pages(self, plan: &OfPlan<'_>) -> Vec<Artifact> {
        let all: Vec<Placed<'_, '_>> = plan.placed().collect();
        let parts = self.parts(&all);
        let count = parts.len().max(1);
        let name = |at: usize| self.voice.fill(Word::PageOf, &[("n", &(at + 1).to_string()), ("all", &count.to_string())]);
        let steps: Vec<Step> = (0..count).map(|at| Step { href: numbered("changes", at), words: name(at) }).collect();
        let page = |(at, step): (usize, &Step)| {
            let mut title = format!("{}{}{}", self.voice.say(Word::Changes), self.voice.colon(), self.plan_name(plan.told));
            if count > 1 {
                title = format!("{title} ({})", step.words);
            }
            let part = parts.get(at).copied().unwrap_or_default();
            let content = html! {
                p class="publisher" { a href="index.html" { (self.plan_name(plan.told)) } }
                h1 { (self.voice.say(Word::Changes)) @if count > 1 { " " small { (step.words) } } }
                (self.changes(plan, part, at == 0, ""))
            };
            self.page(
                &format!("{}/{}", plan.told.folder, step.href),
                title,
                Some(plan.told.as_of),
                Turn::among(&steps, at),
                content,
            )
        };
        steps.iter().enumerate().map(page).collect()
    }

    /// Changes of a plan, in their order; `to` leads to the folder of its pages. On a page of several plans, headings are a level lower.
    /// A chapter in which nothing changed says so on the first page.
    fn changes(self, plan: &OfPlan<'_>, part: &[Placed<'_, '_>], is_first: bool, to: &str) -> Markup {
        let heading = |words: &str| html! { @if to.is_empty() { h2 { (words) } } @else { h3 { (words) } } };
        html! {
            @for chapter in &plan.chapters {
                @let here = || part.iter().filter(|placed| std::ptr::eq(placed.chapter, chapter));
                @if here().next().is_some() || (chapter.groups.is_empty() && is_first) { (heading(&chapter.heading)) }
                @if chapter.groups.is_empty() && is_first { p { (self.voice.say(Word::Nothing)) } }
                @for group in &chapter.groups {
                    @let all: Vec<&Change<'_>> = here().filter(|placed| std::ptr::eq(placed.group, group)).map(|placed| placed.change).collect();
                    @if !all.is_empty() {
                        p class="group" { (self.voice.say(group.word)) " " span class="size" { (group.all.len()) } }
                        ul class="datasets" { @for change in all { (self.change(change, to)) } }
                    }
                }
            }
        }
    }

    fn change(self, change: &Change<'_>, to: &str) -> Markup {
        let name = self.text(change.entry.plan, change.entry.dataset.name.as_ref());
        html! {
            li {
                @match change.file {
                    Some(file) => a href={ (to) (file) } lang=[name.tag(self.lang())] { (name.text) },
                    None => span lang=[name.tag(self.lang())] { (name.text) },
                }
                @if !change.detail.is_empty() { " " span class="state" { (change.detail) } }
                @if let Some(reason) = change.reason {
                    " " span class="why" { (self.voice.say(Word::Reason)) (self.voice.colon()) (self.reason(change.entry.plan, reason)) }
                }
            }
        }
    }
}
