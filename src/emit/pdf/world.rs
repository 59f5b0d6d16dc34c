//! What Typst may see: the template, the data, the fonts that were chosen, the plan's source, the logo. Nothing else.

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};

use super::fonts::Chosen;
use crate::emit::{Logo, Picture};

static TEMPLATE: &str = include_str!("plan.typ");

/// One document's world.
pub(super) struct PlanWorld<'a> {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: &'a [Font],
    main: Source,
    files: Vec<(FileId, Bytes)>,
}

/// The name of the file that holds a logo.
pub(super) const fn logo_file(logo: &Logo) -> &'static str {
    match logo.kind {
        Picture::Svg => "/logo.svg",
        Picture::Png => "/logo.png",
    }
}

impl<'a> PlanWorld<'a> {
    /// A world with this data.
    ///
    /// # Errors
    /// Words of Typst's, where a path is not one.
    pub(super) fn new(data: Vec<u8>, source: Option<&str>, chosen: &'a Chosen, logo: Option<&Logo>) -> Result<Self, String> {
        let main = Source::new(id("/plan.typ")?, TEMPLATE.to_owned());
        let mut files = vec![(id("/plan.json")?, Bytes::new(data))];
        if let Some(text) = source {
            files.push((id("/plan.odp")?, Bytes::from_string(text.to_owned())));
        }
        if let Some(logo) = logo {
            files.push((id(logo_file(logo))?, Bytes::new(logo.bytes.clone())));
        }
        let library = Library::builder().with_features([Feature::A11yExtras].into_iter().collect()).build();
        let book = FontBook::from_fonts(&chosen.fonts);
        Ok(Self { library: LazyHash::new(library), book: LazyHash::new(book), fonts: &chosen.fonts, main, files })
    }

    /// The line of the template, from 1, in which a byte stands.
    pub(super) fn line(&self, at: usize) -> usize {
        TEMPLATE.get(..at).unwrap_or(TEMPLATE).matches('\n').count() + 1
    }
}

fn id(path: &str) -> Result<FileId, String> {
    let path = VirtualPath::new(path).map_err(|error| error.to_string())?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for PlanWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::NotSource) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let found = self.files.iter().find(|(known, _)| *known == id);
        found.map(|(_, bytes)| bytes.clone()).ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
