//! Foreign documents → a plan as source text. Pure: bytes in; text, findings and an account of every row out.
//!
//! Bytes are read by the [`Reader`] of their form into paragraphs and tables; what is a heading, a head, a dataset is recognised by
//! the library's wordings and by what people call things; the result is written as the language has it, formatted. What is not
//! known is `pending`; every doubt is a finding at its place in the foreign file, and a comment at its place in the plan.

mod account;
mod dates;
mod desk;
mod draft;
mod frequency;
mod ids;
mod listing;
mod mapping;
mod marks;
mod material;
mod merge;
mod names;
mod readers;
mod recognise;
mod source;
mod tags;
mod working;
mod write;

pub use account::Account;
#[cfg(feature = "cli")]
pub(crate) use listing::broken_json;
pub use listing::{ReadListing, listing};
pub use readers::{READERS, Reader};
pub use working::{Taken, take_back};

use desk::Desk;
use draft::Draft;
use mapping::Mapping;
use material::Material;
use readers::{Read, reader_of};

use crate::diagnostic::{self as d, Arg, Diagnostic, MessageLang, Sink};
use crate::model::{Lang, Period};
use crate::resolve::Lexicon;
use crate::source::Sources;

/// The library that a plan uses unless another is asked for.
pub const LIBRARY: &str = "odp:hk/2026";

/// The name of the thread in which a program that is not ours reads a PDF.
const GUARDED: &str = "odp-pdf";

/// Sets a panic hook that does not tell of the panics of programs that read PDF for us: they become findings. All others it hands to
/// the hook that was set before.
pub fn hush() {
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some(GUARDED) {
            told(panic);
        }
    }));
}

/// A foreign file.
#[derive(Clone, Debug)]
pub struct File {
    /// Its name, by which findings call it; its ending tells its form.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// What an import is told beside the files.
#[derive(Clone, Debug)]
pub struct Options {
    /// The library that the plan uses, one inside the binary: `odp:hk/2026`.
    pub library: String,
    /// Documents of the same plan in other languages, each by itself: their rows are paired with those of the files.
    pub with: Vec<File>,
    /// The form of the files, a name of [`READERS`]; else their names and bytes tell.
    pub from: Option<String>,
    /// The plan's publisher, an id of the library.
    pub publisher: Option<String>,
    /// The plan's years.
    pub years: Option<Period>,
    /// A mapping file (TOML): what the heads of a register mean. `docs/import.md` describes it.
    pub map: Option<File>,
    /// The name of the first file, where nothing else names the plan.
    pub name: String,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            library: LIBRARY.to_owned(),
            with: Vec::new(),
            from: None,
            publisher: None,
            years: None,
            map: None,
            name: String::new(),
        }
    }
}

/// What came of an import.
#[derive(Debug, Default)]
pub struct Imported {
    /// The plan, formatted; nothing where no table was found.
    pub text: Option<String>,
    /// What was found, with places in [`Imported::sources`].
    pub found: Vec<Diagnostic>,
    /// The foreign files as they were read.
    pub sources: Sources,
    /// What became of each row.
    pub account: Account,
}

/// Imports files as one plan: several are read as one document, in their order.
#[must_use]
pub fn import(files: &[File], options: &Options) -> Imported {
    let Some(lexicon) = Lexicon::of(&options.library).or_else(|| Lexicon::of(LIBRARY)) else { return Imported::default() };
    let mut desk =
        Desk { sources: Sources::default(), sink: Sink::default(), lexicon: &lexicon, library: options.library.clone() };
    let name = files.first().map(|file| file.name.clone()).unwrap_or_default();
    let mut options = Options { name, ..options.clone() };
    let mapping = options.map.take().map(|file| mapping::read(&file, &mut options, &mut desk)).unwrap_or_default();
    let drafted = if desk.has_errors() { None } else { together(files, &mut desk, &mut options, &mapping) };
    let (text, account) = match drafted {
        Some((draft, account)) => (Some(write::write(&draft, &desk.sources, comments_in(&draft))), account),
        None => (None, Account::default()),
    };
    let mut found = desk.sink.into_found();
    found.sort_by_key(|finding| finding.span().map_or((u32::MAX, 0), |span| (span.file.0, span.start)));
    Imported { text, found, sources: desk.sources, account }
}

/// The language of comments: that of the plan.
fn comments_in(draft: &Draft) -> MessageLang {
    match draft.languages.first() {
        Some(&Lang::TC | &Lang::SC) => MessageLang::Traditional,
        _ => MessageLang::English,
    }
}

/// The plan of the files, with what the documents in other languages add.
fn together(files: &[File], desk: &mut Desk<'_>, options: &mut Options, mapping: &Mapping) -> Option<(Draft, Account)> {
    let with = std::mem::take(&mut options.with);
    let (mut whole, mut account) = draft(files, desk, options, mapping)?;
    for file in &with {
        options.name.clone_from(&file.name);
        let (other, rows) = draft(std::slice::from_ref(file), desk, options, mapping)?;
        let paired = merge::merge(&mut whole, other, desk, &file.name)?;
        account = account.with(rows, paired);
    }
    Some((whole, account))
}

fn draft(files: &[File], desk: &mut Desk<'_>, options: &Options, mapping: &Mapping) -> Option<(Draft, Account)> {
    let mut whole = Material::default();
    for file in files {
        let reader = match &options.from {
            Some(name) => READERS.iter().find(|reader| reader.name == *name),
            None => reader_of(file),
        };
        let Some(reader) = reader else {
            let forms = READERS.iter().map(|reader| Arg::from(reader.name)).collect();
            let finding = Diagnostic::bare(&d::IMPORT_FORM).arg("path", &*file.name).arg("forms", Arg::List(forms));
            // what an office program made, it can save in a form that is read
            let other = match crate::files::foreign(&file.bytes) {
                Some("ods" | "office") => Some("xlsx"),
                Some("odt" | "rtf") => Some("docx"),
                _ => None,
            };
            desk.sink.push(match other {
                Some(form) => finding.variant("office").arg("form", form),
                None => finding,
            });
            return None;
        };
        if working::is_copy(file, reader, desk) {
            desk.sink.push(Diagnostic::bare(&d::IMPORT_COPY).arg("path", &*file.name));
        }
        match reader.read(file, desk)? {
            Read::Material(material) => whole.blocks.extend(material.blocks),
            Read::Draft(draft) if files.len() == 1 => {
                let count = draft.count();
                return Some((*draft, Account { rows: count, datasets: count, ..Account::default() }));
            }
            Read::Draft(_) => {
                desk.sink.push(Diagnostic::bare(&d::IMPORT_NOTHING).variant("two").arg("path", &*file.name));
                return None;
            }
        }
    }
    let (draft, account) = recognise::recognise(&whole, desk, options, mapping);
    if account.datasets == 0 && draft.sections.is_empty() {
        desk.sink.push(Diagnostic::bare(&d::IMPORT_NOTHING).arg("path", &*options.name));
        return None;
    }
    Some((draft, account))
}

/// The ending of a file's name, in small letters.
fn ending(name: &str) -> String {
    name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default()
}

/// A file's name without folders and ending.
fn stem(name: &str) -> String {
    let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
    base.split_once('.').map_or(base, |(stem, _)| stem).to_owned()
}
