//! The first page: how all promises stand, with plots, and the way to each plan.

use maud::{Markup, html};

use super::figures::{Month, OUT, States, grouped};
use super::frame::Page;
use super::plot::{self, Part};
use super::search::filter_of;
use super::words::Word;
use super::{Item, Reader, Told};
use crate::edition::State;
use crate::emit::Artifact;
use crate::emit::bureaux::bureaux;
use crate::emit::html::{differing, own_name, words};
use crate::model::{Category, Date, Id, Lang};

/// A dataset in its plan.
type Listed<'s> = (&'s Told<'s>, &'s Item<'s>);

/// What is promised and not due.
const AHEAD: [State; 2] = [State::Due, State::Ahead];

/// What a month's column is made of, from below: the class that fills it, and the word for it.
const KINDS: [(&str, Word); 3] = [("out", Word::Out), ("ahead", Word::Promised), ("overdue", Word::Overdue)];

/// How many datasets a list names of those that are late, or come next.
const NAMED: usize = 5;

pub(super) fn page(reader: Reader<'_>) -> Artifact {
    let name = reader.site_name();
    let content = html! {
        h1 { (words(&name)) }
        p class="lead" { (reader.totals(reader.site.figures.states)) " " span class="as-of" { (reader.as_of()) } }
        (reader.promises(&reader.site.plans, reader.site.figures.states, "", ""))
        (reader.months())
        (reader.plans())
        (reader.shares())
        (reader.languages())
        (reader.documents(Word::AllDocuments, "../", reader.site.options.beside.iter().filter(|file| !file.path.contains('/'))))
    };
    reader.whole(Page {
        path: "index.html",
        title: name,
        others: vec![("application/atom+xml", "changes.atom".to_owned())],
        content,
        ..Page::default()
    })
}

impl Reader<'_> {
    /// How many are out and overdue, in a sentence.
    pub(super) fn totals(self, states: States) -> String {
        let (all, out, overdue) = (states.all(), states.out(), states.count(&[State::Overdue]));
        let values = [("all", &*grouped(all)), ("out", &grouped(out)), ("overdue", &grouped(overdue))];
        self.voice.fill(Word::Totals, &values)
    }

    /// How promises stand: a bar and its table, and beside the table what is late, longest first, and what comes next, which people ask for
    /// first. `to` leads to the folder of the language, `within` names the plan in search.
    pub(super) fn promises(self, plans: &[Told<'_>], states: States, to: &str, within: &str) -> Markup {
        let say = |word| self.voice.say(word);
        let part = |class, word, of: &[State]| Part { class, label: say(word), count: states.count(of) };
        let parts = [
            part("out", Word::Out, &OUT),
            part("ahead", Word::Promised, &AHEAD),
            part("undated", Word::Undated, &[State::Undated]),
            part("overdue", Word::Overdue, &[State::Overdue]),
            part("withdrawn", Word::Withdrawn, &[State::Withdrawn]),
        ];
        let of = |states: &[State]| {
            let all = plans.iter().flat_map(|told| told.items.iter().map(move |item| (told, item)));
            let mut all: Vec<Listed<'_>> = all.filter(|(_, item)| states.contains(&item.promise.state)).collect();
            all.sort_by_key(|(_, item)| item.promise.entry.dataset.target_date().map(|date| date.last_day()));
            all
        };
        let search = format!("{to}search.html#{within}state=");
        html! {
            section aria-labelledby="promises" {
                h2 id="promises" { (say(Word::ByState)) }
                figure { (plot::bar(say(Word::ByState), &parts)) }
            }
            div class="beside" {
                (self.state_table(states, &search))
                (self.named("late", Word::LateFirst, &of(&[State::Overdue]), to, &format!("{search}overdue")))
                (self.named("next", Word::Next, &of(&AHEAD), to, &format!("{search}ahead")))
            }
        }
    }

    fn state_table(self, states: States, search: &str) -> Markup {
        let say = |word| self.voice.say(word);
        let rows = State::ALL.iter().map(|state| (*state, states.count(&[*state]))).filter(|(_, count)| *count > 0);
        html! {
            table class="figures" {
                caption { (say(Word::ByState)) }
                thead { tr { th scope="col" { (say(Word::State)) } th scope="col" class="number" { (say(Word::Datasets)) } } }
                tbody {
                    @for (state, count) in rows {
                        tr {
                            th scope="row" { a href={ (search) (filter_of(state)) } { (self.voice.state(state)) } }
                            td class="number" { (grouped(count)) }
                        }
                    }
                    tr class="total" { th scope="row" { (self.wording("row-total")) } td class="number" { (grouped(states.all())) } }
                }
            }
        }
    }

    /// The first of some datasets, and the way to all of them.
    fn named(self, id: &str, heading: Word, all: &[Listed<'_>], to: &str, search: &str) -> Markup {
        html! {
            @if !all.is_empty() {
                section aria-labelledby=(id) {
                    h3 id=(id) { (self.voice.say(heading)) }
                    ul class="datasets" {
                        @for (told, item) in all.iter().take(NAMED) {
                            @let name = self.text(told.plan, item.promise.entry.dataset.name.as_ref());
                            li {
                                a href={ (to) (told.path(item)) } lang=[name.tag(self.lang())] { (name.text) }
                                " " span class={ "state " (item.promise.state.word()) } { (self.standing(&item.promise)) }
                                @if to.is_empty() && self.site.plans.len() > 1 { " " span class="who" { (self.plan_name(told)) } }
                            }
                        }
                    }
                    @if all.len() > NAMED {
                        p class="all" { a href=(search) { (self.voice.fill(Word::AllOf, &[("n", &grouped(all.len()))])) } }
                    }
                }
            }
        }
    }

    /// What comes out in which month.
    fn months(self) -> Markup {
        let months = &self.site.figures.months;
        if months.is_empty() {
            return Markup::default();
        }
        let title = self.voice.say(Word::ByMonth);
        let mut year = None;
        let label = |(date, month): &(Date, Month)| {
            let begins = year.replace(date.year_number()) != Some(date.year_number());
            (date.month_number().unwrap_or(1).to_string(), begins.then(|| date.year_number().to_string()), *month)
        };
        let columns: Vec<_> = months.iter().map(label).collect();
        let about: Vec<String> =
            [months.first(), months.last()].into_iter().flatten().map(|(date, _)| self.date(*date)).collect();
        let held = || months.iter().filter(|(_, month)| month.all() > 0);
        html! {
            section aria-labelledby="months" {
                h2 id="months" { (title) }
                figure class="wide" tabindex="0" role="group" aria-label=(title) { (plot::columns(title, &about.join(" – "), &columns)) }
                ul class="key" aria-hidden="true" {
                    @for (class, word) in KINDS { li { (plot::swatch(class)) (self.voice.say(word)) } }
                }
                details {
                    summary { (self.voice.say(Word::AsTable)) }
                    table class="figures" {
                        caption { (title) }
                        thead { tr {
                            th scope="col" { (self.voice.say(Word::Month)) }
                            @for (_, word) in KINDS { th scope="col" class="number" { (self.voice.say(word)) } }
                        } }
                        tbody {
                            @for (date, month) in held() {
                                tr {
                                    th scope="row" { (self.date(*date)) }
                                    @for count in [month.out, month.promised, month.overdue] { td class="number" { (count) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// Every plan, bureau by bureau.
    fn plans(self) -> Markup {
        let all: Vec<&Told<'_>> = bureaux(&self.site.plans, |told| told.plan).into_iter().flat_map(|(_, plans)| plans).collect();
        let say = |word| self.voice.say(word);
        let mut titles = all.iter().map(|told| self.text(told.plan, told.plan.title.as_ref()).text);
        let first = titles.next();
        let are_alike = all.len() > 1 && titles.all(|title| Some(title) == first);
        html! {
            section aria-labelledby="plans" {
                h2 id="plans" { (say(Word::Plans)) }
                table class="figures plans" {
                    caption { (say(Word::Plans)) }
                    thead { tr {
                        th scope="col" { (say(Word::Plan)) }
                        th scope="col" class="number" { (say(Word::Datasets)) }
                        th scope="col" class="number" { (say(Word::Out)) }
                        th scope="col" class="number" { (say(Word::Overdue)) }
                        th scope="col" class="date" { (self.wording("column-as-of")) }
                    } }
                    tbody {
                        @for told in all {
                            @let states = States::of(&told.items);
                            @let title = self.text(told.plan, told.plan.title.as_ref());
                            tr {
                                th scope="row" {
                                    a href={ (told.folder) "/index.html" } { (words(&self.plan_name(told))) }
                                    @if !are_alike { p class="who" lang=[title.tag(self.lang())] { (words(title.text)) } }
                                }
                                td class="number" { (grouped(states.all())) }
                                td class="number" { (grouped(states.out())) }
                                td class="number" { (grouped(states.count(&[State::Overdue]))) }
                                td class="date" { (told.plan.words.date_in_column(told.as_of, self.lang())) }
                            }
                        }
                    }
                }
            }
        }
    }

    /// The datasets by category, and by half.
    fn shares(self) -> Markup {
        let totals = &self.site.figures.totals;
        let original = self.site.plans.first().map_or(self.lang(), |told| told.plan.original());
        let label = |category: Option<Id<Category>>| match category {
            Some(id) => {
                let label = &self.site.workspace.vocabulary.get(id).label;
                label
                    .render(self.lang(), original)
                    .map_or((self.wording("to-be-confirmed"), self.lang()), |said| (said.text, said.lang))
            }
            None => (self.wording("to-be-confirmed"), self.lang()),
        };
        let mut categories: Vec<_> = totals.categories.iter().map(|(id, count)| (label(*id), count.datasets as usize)).collect();
        categories.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let here = |words| (words, self.lang());
        let halves = [
            (here(self.wording("summary-spatial")), totals.all.spatial as usize),
            (here(self.wording("summary-non-spatial")), totals.all.non_spatial as usize),
        ];
        html! {
            section aria-labelledby="categories" {
                h2 id="categories" { (self.voice.say(Word::ByCategory)) }
                (self.share_table(Word::ByCategory, self.wording("column-category"), &categories))
            }
            section aria-labelledby="halves" {
                h2 id="halves" { (self.voice.say(Word::ByHalf)) }
                (self.share_table(Word::ByHalf, self.wording("column-half"), &halves))
            }
        }
    }

    fn share_table(self, caption: Word, head: &str, rows: &[((&str, Lang), usize)]) -> Markup {
        let most = rows.iter().map(|(_, count)| *count).max().unwrap_or(0);
        html! {
            table class="figures shares" {
                caption { (self.voice.say(caption)) }
                thead { tr {
                    th scope="col" { (head) }
                    th scope="col" class="number" { (self.voice.say(Word::Datasets)) }
                    td class="bar" {}
                } }
                tbody {
                    @for ((label, lang), count) in rows {
                        tr {
                            th scope="row" lang=[differing(*lang, self.lang())] { (label) }
                            td class="number" { (grouped(*count)) }
                            td class="bar" { (plot::row_bar(*count, most)) }
                        }
                    }
                }
            }
        }
    }

    /// How much is written in each language.
    fn languages(self) -> Markup {
        let say = |word| self.voice.say(word);
        html! {
            section aria-labelledby="languages" {
                h2 id="languages" { (say(Word::Complete)) }
                p class="about" { (say(Word::CompleteAbout)) }
                table class="figures shares" {
                    caption { (say(Word::Complete)) }
                    thead { tr {
                        th scope="col" { (say(Word::Language)) }
                        th scope="col" class="number" { (say(Word::Written)) }
                        td class="bar" {}
                    } }
                    tbody {
                        @for (lang, written) in &self.site.figures.languages {
                            @let done = written.written + written.converted;
                            tr {
                                th scope="row" {
                                    span lang=[differing(*lang, self.lang())] { (own_name(lang)) }
                                    @if written.converted > 0 { span class="mark" { " (" (say(Word::Converted)) ")" } }
                                }
                                td class="number" { (percent(done, written.owed)) }
                                td class="bar" { (plot::row_bar(done, written.owed)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A share in whole percent; only all of it is 100%.
fn percent(part: usize, whole: usize) -> String {
    part.saturating_mul(100).checked_div(whole).map_or_else(|| "–".to_owned(), |share| format!("{share}%"))
}
