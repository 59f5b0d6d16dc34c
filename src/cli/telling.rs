//! What commands say of editions: the form, and the file it goes to.

use std::path::{Path, PathBuf};

use clap::builder::PossibleValue;

use super::output::{self, Failure, keep};
use super::terminal::Terminal;
use crate::digest::{Digest, Form};
use crate::report::Look;

/// A form that a command may be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// For people.
    Digest(Form),
    /// For programs.
    Json,
}

static FORMS: &[Told] = &[Told::Digest(Form::Human), Told::Digest(Form::Markdown), Told::Digest(Form::Html), Told::Json];

impl clap::ValueEnum for Told {
    fn value_variants<'a>() -> &'a [Self] {
        FORMS
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::Digest(form) => PossibleValue::new(form.name()).help(form.about()),
            Self::Json => PossibleValue::new("json").help("One document for programs, as odp schema describes it"),
        })
    }
}

// How a digest leaves the command. (A comment, for clap would print documentation.)
#[derive(clap::Args, Debug)]
pub(super) struct Telling {
    /// The form [default: by the ending of the file, else human]
    #[arg(long, value_name = "FORMAT")]
    format: Option<Told>,
    /// The file to write; without it, the form is printed
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Overwrite files
    #[arg(long)]
    pub(super) force: bool,
}

impl Telling {
    /// Prints or writes what was made, in the form that was asked for.
    ///
    /// # Errors
    /// A finding where the file is there already or cannot be written.
    pub(super) fn tell(
        &self,
        terminal: &Terminal,
        digest: impl FnOnce() -> Digest,
        json: impl FnOnce() -> String,
    ) -> Result<(), Failure> {
        let form = self.format.or_else(|| by_ending(self.output.as_deref()?)).unwrap_or(Told::Digest(Form::Human));
        let house = terminal.project.as_ref().map(|project| project.settings().house).unwrap_or_default();
        let look = if self.output.is_some() { Look::default() } else { terminal.stdout() };
        let text = match form {
            Told::Digest(form) => digest().render(form, &look, &house),
            Told::Json => json(),
        };
        match &self.output {
            Some(path) => output::write(&keep(path, self.force)?, text.as_bytes()),
            None => output::print(text),
        }
    }
}

fn by_ending(path: &Path) -> Option<Told> {
    Some(match path.extension()?.to_str()? {
        "md" => Told::Digest(Form::Markdown),
        "html" | "htm" => Told::Digest(Form::Html),
        "json" => Told::Json,
        _ => return None,
    })
}
