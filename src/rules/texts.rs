//! Every text that a plan's author owes in the plan's languages.

use crate::diagnostic::Subject;
use crate::model::{Content, Dataset, Half, Plan, Text};
use crate::source::Span;

/// A text and whose it is.
pub(super) struct OwedText<'a> {
    pub(super) text: &'a Text,
    /// The field's name.
    pub(super) field: &'static str,
    pub(super) subject: Subject,
    /// Where it is: its own place, or where the phrase is used.
    pub(super) span: Span,
}

/// All of them, in the order of publication.
pub(super) fn owed(plan: &Plan) -> Vec<OwedText<'_>> {
    let mut all = Vec::new();
    let subject = Subject::Plan(plan.id.value.clone());
    push(&mut all, plan.title.as_ref(), "title", &subject);
    push(&mut all, plan.contact.as_ref().and_then(|contact| contact.post.as_ref()), "contact", &subject);
    for section in &plan.sections {
        push(&mut all, section.note.as_ref(), "note", &subject);
        match &section.content {
            Content::None => {}
            Content::Halves(halves) => of_halves(halves, &subject, &mut all),
            Content::Bodies(bodies) => {
                for body in bodies {
                    push(&mut all, body.note.as_ref(), "note", &subject);
                    of_halves(body.halves(), &subject, &mut all);
                }
            }
        }
    }
    all
}

fn of_halves<'a>(halves: &'a [Half], subject: &Subject, all: &mut Vec<OwedText<'a>>) {
    for half in halves {
        push(all, half.note.as_ref(), "note", subject);
        for dataset in &half.datasets {
            let subject = Subject::Dataset(dataset.id.value.clone());
            push(all, dataset.name.as_ref(), "name", &subject);
            for bullet in dataset.description.iter().flat_map(|description| &description.bullets) {
                let span = bullet.phrase.map(|phrase| phrase.span).or_else(|| bullet.text.span());
                all.extend(span.map(|span| OwedText {
                    text: &bullet.text,
                    field: "description",
                    subject: subject.clone(),
                    span,
                }));
            }
            let words = dataset.frequency.iter().filter_map(|frequency| frequency.given()?.words.as_ref());
            words.for_each(|words| push(all, Some(words), "frequency", &subject));
            push(all, dataset.note.as_ref(), "note", &subject);
            for slip in &dataset.slips {
                push(all, slip.reason.as_ref(), "reason", &subject);
            }
            push(all, dataset.withdrawn.as_ref().and_then(|withdrawn| withdrawn.reason.as_ref()), "reason", &subject);
            let contact = dataset.contact.as_ref().and_then(|contact| contact.value.post.as_ref());
            push(all, contact, "contact", &subject);
            push(all, dataset.coverage.as_ref().map(|coverage| &coverage.value), "coverage", &subject);
            keywords(dataset, &subject, all);
        }
    }
}

/// A list that a `defaults` block gives to many is owed once.
fn keywords<'a>(dataset: &'a Dataset, subject: &Subject, all: &mut Vec<OwedText<'a>>) {
    let Some(keywords) = &dataset.keywords else { return };
    let first = keywords.value.first().and_then(Text::span);
    let mut before = all.iter().rev().filter(|known| known.field == "keywords").take(keywords.value.len());
    if !before.any(|known| Some(known.span) == first) {
        keywords.value.iter().for_each(|text| push(all, Some(text), "keywords", subject));
    }
}

fn push<'a>(all: &mut Vec<OwedText<'a>>, text: Option<&'a Text>, field: &'static str, subject: &Subject) {
    let Some((text, span)) = text.and_then(|text| Some((text, text.span()?))) else { return };
    // what a `defaults` block gives to many is owed once
    if matches!(field, "contact" | "coverage")
        && all.iter().rev().find(|known| known.field == field).is_some_and(|known| known.span == span)
    {
        return;
    }
    all.push(OwedText { text, field, subject: subject.clone(), span });
}
