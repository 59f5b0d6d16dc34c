//! Columns that only the tables of odp have: slips, withdrawals, contacts, what belongs to spatial data.

use serde_json::Value as Json;

use super::cells::listed;
use super::heads::Role;
use super::values::{Context, Line};
use crate::import::draft::{Dataset, Event, Tongues, Value};
use crate::import::ids::is_id;
use crate::import::source::literal;
use crate::import::tags::lang_of_tag;
use crate::model::{Date, Geometry};

pub(super) fn set(line: &Line<'_>, dataset: &mut Dataset, context: &Context<'_, '_>) {
    let contact = line.line(Role::Contact).map(|(words, _)| words);
    // the language judges addresses so
    let is_email = |words: &String| words.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.'));
    let mut post = line.tongues(Role::ContactPost, context);
    if post.is_empty() {
        post.extend(contact.clone().filter(|words| !is_email(words)).map(|words| (context.tongue, Some(words))));
    }
    let email = contact.filter(is_email).map(|email| literal(&email));
    dataset.set("contact", Value::contact(email, post));
    let words = |role: Role, fits: fn(&str) -> bool| {
        let all = line.line(role).map(|(words, _)| listed(&words, &[',']));
        all.map(|all| all.into_iter().filter(|one| fits(one)).collect::<Vec<_>>()).filter(|all| !all.is_empty())
    };
    if let Some(all) = words(Role::Formerly, is_id) {
        dataset.set("formerly", Value::Written(all.join(", ")));
    }
    if let Some(all) = words(Role::Geometry, |word| Geometry::ALL.iter().any(|known| known.word() == word)) {
        dataset.set("geometry", Value::Written(all.join(", ")));
    }
    if let Some(all) = words(Role::Crs, |_| true) {
        dataset.set("crs", Value::Written(all.iter().map(|one| literal(one)).collect::<Vec<_>>().join(", ")));
    }
    if let Some((scale, _)) = line.line(Role::Scale) {
        dataset.set("scale", Value::Written(literal(&scale)));
    }
    let coverage = line.tongues(Role::Coverage, context);
    if !coverage.is_empty() {
        dataset.texts.push(("coverage", coverage));
    }
    if let Some((slips, _)) = line.line(Role::Slips) {
        let all: Vec<Json> = serde_json::from_str(&slips).unwrap_or_default();
        dataset.events.extend(all.iter().filter_map(slip));
    }
    if let Some((date, _)) = line.line(Role::Withdrawn).filter(|(date, _)| Date::parse(date).is_some()) {
        let reason = line.tongues(Role::WithdrawnReason, context);
        dataset.events.push(Event { head: format!("withdrawn {date}"), reason });
    }
}

fn slip(slip: &Json) -> Option<Event> {
    let date = |key: &str| Date::parse(slip.get(key)?.as_str()?);
    let (from, to) = (date("from")?, date("to")?);
    let reason = slip.get("reason").and_then(Json::as_object).into_iter().flatten();
    let reason: Tongues = reason.filter_map(|(tag, words)| Some((lang_of_tag(tag)?, Some(words.as_str()?.to_owned())))).collect();
    Some(Event { head: format!("slipped {from}..{to}"), reason })
}
