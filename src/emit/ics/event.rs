//! One event (VEVENT) per dataset with a date.

use std::borrow::Cow;

use super::line::Lines;
use super::{Entry, Feed, day};
use crate::emit::calendar::when;
use crate::emit::url::dataset_url;
use crate::model::{Dataset, Date, Holding, Id, Lang, Organisation, Precision, Status, Text};

/// The event of a dataset.
pub(super) struct Event<'a> {
    uid: String,
    holding: Holding<'a>,
    dataset: &'a Dataset,
    date: Date,
}

impl<'a> Entry<'a> for Event<'a> {
    const FILE: &'static str = "calendar";
    const NAMES: [&'static str; 2] = ["calendar-name", "calendar-all-name"];

    /// Those of every dataset that has a date.
    fn all(feed: &Feed<'a>) -> Vec<Self> {
        let dated = |(holding, dataset)| Some(Self { uid: feed.uid(dataset, ""), holding, dataset, date: when(dataset)? });
        feed.plan.datasets().filter_map(dated).collect()
    }

    fn uid(&self) -> &str {
        &self.uid
    }

    fn write(&self, feed: &Feed<'a>, lines: &mut Lines) {
        let Self { dataset, date, .. } = *self;
        let last = date.last_day();
        lines.plain("BEGIN", "VEVENT");
        lines.text("UID", None, &self.uid);
        lines.plain("DTSTAMP", &feed.issued);
        lines.plain("LAST-MODIFIED", &feed.modified);
        lines.plain("SEQUENCE", &sequence(dataset).to_string());
        lines.plain("DTSTART;VALUE=DATE", &day(last));
        lines.plain("DTEND;VALUE=DATE", &day(last.succ_opt().unwrap_or(last)));
        let (summary, lang) = feed.summary(dataset);
        lines.text("SUMMARY", Some(lang), &summary);
        lines.text("DESCRIPTION", Some(feed.lang), &feed.description(self.holding, dataset, date));
        if let Some(url) = feed.url(dataset) {
            lines.plain("URL", &url);
        }
        if let Some(category) = dataset.category.as_ref().and_then(|category| category.value.given())
            && let Some(label) = feed.vocabulary.get(*category).label.render(feed.lang, feed.plan.original())
        {
            lines.text("CATEGORIES", Some(label.lang), label.text);
        }
        let status = match dataset.status() {
            Status::Planned => "TENTATIVE",
            Status::Released => "CONFIRMED",
            Status::Withdrawn => "CANCELLED",
        };
        lines.plain("STATUS", status);
        lines.plain("TRANSP", "TRANSPARENT");
        lines.plain("END", "VEVENT");
    }
}

impl Feed<'_> {
    /// Publisher, dataset, language; `part` tells further events of one dataset apart.
    pub(in crate::emit) fn uid(&self, dataset: &Dataset, part: &str) -> String {
        let publisher = self.plan.publishers.first().map(|publisher| &*self.vocabulary.get(publisher.value).id.value);
        let publisher = publisher.unwrap_or(&self.plan.id.value);
        format!("{publisher}.{}{part}.{}@odp", dataset.id.value, self.lang.suffix())
    }

    /// The title by the dataset's status, with the language its name is in.
    fn summary(&self, dataset: &Dataset) -> (String, Lang) {
        let id = match dataset.status() {
            Status::Planned => "calendar-planned",
            Status::Released => "calendar-released",
            Status::Withdrawn => "calendar-withdrawn",
        };
        self.titled(id, dataset)
    }

    /// A title with the dataset's name, and the language that the name is in. A library may leave the title out: then the name stands
    /// alone.
    pub(in crate::emit) fn titled(&self, wording: &str, dataset: &Dataset) -> (String, Lang) {
        let words = &self.plan.words;
        let name = dataset.name.as_ref().and_then(|name| name.render(self.lang, self.plan.original()));
        let lang = name.map_or(self.lang, |name| name.lang);
        let name = name.map_or_else(|| words.get("to-be-confirmed", self.lang).into(), |name| self.marked(name.text, name.lang));
        let title = words.fill(wording, self.lang, |key| (key == "name").then(|| name.clone()));
        (if title.is_empty() { name.into_owned() } else { title }, lang)
    }

    /// The dataset's description and note; how exact the date is and what became of it; whose it is, and its section.
    fn description(&self, holding: Holding<'_>, dataset: &Dataset, date: Date) -> String {
        let mut paragraphs = vec![self.content(dataset), self.history(dataset, date)];
        let owner = self.owners(dataset).filter(|owner| *owner != self.publisher);
        let heading = &self.headings[holding.section.letter as usize];
        paragraphs.push(owner.into_iter().chain([self.publisher.clone(), heading.clone()]).collect());
        let paragraphs = paragraphs.iter().filter(|lines| !lines.is_empty());
        paragraphs.map(|lines| lines.join("\n")).collect::<Vec<_>>().join("\n\n")
    }

    fn content(&self, dataset: &Dataset) -> Vec<String> {
        let mut lines = Vec::new();
        if let Some(description) = &dataset.description {
            let bullet = if description.listed { "- " } else { "" };
            lines.extend(description.bullets.iter().filter_map(|item| Some(format!("{bullet}{}", self.said(&item.text)?))));
        }
        let note = dataset.note.as_ref().and_then(|note| self.said(note));
        lines.extend(note.map(|note| format!("{}{note}", self.plan.words.get("note-label", self.lang))));
        lines
    }

    fn history(&self, dataset: &Dataset, date: Date) -> Vec<String> {
        let words = &self.plan.words;
        let dated = |id: &str, date: Date| {
            let date = words.date_in_text(date, self.lang);
            words.fill(id, self.lang, |key| matches!(key, "month" | "year").then(|| Cow::Borrowed(&*date)))
        };
        let reason = |reason: &Option<Text>| {
            let reason = reason.as_ref().and_then(|reason| self.said(reason))?;
            Some(format!("{}{reason}", words.get("reason-label", self.lang)))
        };
        let mut lines = Vec::new();
        match date.precision() {
            Precision::Year => lines.push(dated("calendar-year-precision", date)),
            Precision::Month => lines.push(dated("calendar-precision", date)),
            Precision::Day => {}
        }
        lines.extend(dataset.slips.first().map(|slip| dated("slipped-mark", slip.from.value)));
        lines.extend(dataset.slips.iter().filter_map(|slip| reason(&slip.reason)));
        if let Some(withdrawn) = &dataset.withdrawn {
            lines.push(dated("withdrawn-mark", withdrawn.date.value));
            lines.extend(reason(&withdrawn.reason));
        }
        lines
    }

    fn owners(&self, dataset: &Dataset) -> Option<String> {
        let owners = dataset.owners.as_ref()?.value.iter();
        let name = |id: Id<Organisation>| self.vocabulary.get(id).name.render(self.lang, self.plan.original());
        let names: Vec<&str> = owners.filter_map(|owner| name(owner.value).map(|name| name.text)).collect();
        Some(self.plan.words.list(&names, self.lang))
    }

    /// Its address on the first portal where its id is known.
    pub(in crate::emit) fn url(&self, dataset: &Dataset) -> Option<String> {
        let portals = dataset.portals.as_ref()?;
        portals.value.iter().find_map(|entry| dataset_url(self.vocabulary.get(entry.portal), entry.id.as_ref()?, self.lang))
    }

    /// A text in the feed's language, else another, marked; nothing where it is not written at all.
    fn said(&self, text: &Text) -> Option<String> {
        text.render(self.lang, self.plan.original()).map(|said| self.marked(said.text, said.lang).into_owned())
    }

    /// Words with a mark where they are in another language than the feed.
    fn marked<'t>(&self, words: &'t str, lang: Lang) -> Cow<'t, str> {
        if lang == self.lang {
            return words.into();
        }
        format!("{words} [{}]", self.plan.words.get("not-translated", self.lang)).into()
    }
}

/// What raises an event above an earlier one of its UID: every slip, the release, the withdrawal.
fn sequence(dataset: &Dataset) -> usize {
    dataset.slips.len() + usize::from(dataset.released.is_some()) + usize::from(dataset.withdrawn.is_some())
}
