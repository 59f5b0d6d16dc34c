//! `plan.tc.docx`: the plan for those who work in Word: WordprocessingML as ISO/IEC 29500 has it (transitional), in a ZIP.
//!
//! What stands in it is the document, as `emit/document/` gives it; how it looks stands in its styles, so that whoever opens it
//! changes a style and not a hundred cells. It has no macro, and nothing in it points outside but links.
//! maud writes the XML: elements are checked as they are compiled, and what an author wrote is escaped.

mod body;
mod inline;
mod logo;
mod look;
mod package;
mod parts;
mod styles;
mod table;
mod theme;
mod working;

use self::body::written;
use self::look::Look;
use super::document::{build, editions, file_name};
use super::{Artifact, Options};
use crate::model::Plan;
use crate::rules::Valid;

pub(super) use working::working;

pub(super) static MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

pub(super) fn emit(workspace: Valid<'_>, plan: &Plan, options: &Options) -> Vec<Artifact> {
    let logo = options.logo.as_ref().and_then(logo::prepared);
    let artifact = |languages| {
        let document = build(workspace, plan, languages);
        let words = options.logo.as_ref().map(|logo| logo::words(logo, plan, &document));
        let look = Look::new(&options.house, &document, logo.as_ref(), words);
        // It does not fail: it is written to memory, and is far smaller than a ZIP may be.
        let bytes = package::zipped(&parts::parts(&document, &look, written(&document, &look))).ok()?;
        Some(Artifact { path: file_name(plan, languages, "docx"), media_type: MEDIA_TYPE, bytes })
    };
    editions(plan, options).iter().filter_map(|languages| artifact(languages.as_slice())).collect()
}
