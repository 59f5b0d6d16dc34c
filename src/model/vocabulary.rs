//! What libraries declare: organisations, categories, frequencies, portals, formats, licences, phrases, wordings.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::sync::Arc;

use super::{Contact, Text};
use crate::source::{Span, Spanned};

/// The number of a declaration within its kind; only [`Vocabulary`] makes one.
pub struct Id<T>(u32, PhantomData<fn() -> T>);

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// A kind of declaration: each has a namespace of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "each is the declaration of its name")]
pub enum Kind {
    Organisation,
    Category,
    Frequency,
    Portal,
    Format,
    Licence,
    Phrase,
    Wording,
}

impl Kind {
    /// All eight.
    pub const ALL: [Self; 8] = [
        Self::Organisation,
        Self::Category,
        Self::Frequency,
        Self::Portal,
        Self::Format,
        Self::Licence,
        Self::Phrase,
        Self::Wording,
    ];

    /// Its keyword.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Organisation => "organisation",
            Self::Category => "category",
            Self::Frequency => "frequency",
            Self::Portal => "portal",
            Self::Format => "format",
            Self::Licence => "licence",
            Self::Phrase => "phrase",
            Self::Wording => "wording",
        }
    }
}

/// A body that publishes or owns data.
#[derive(Debug)]
pub struct Organisation {
    /// Its id.
    pub id: Spanned<Box<str>>,
    /// What it is called.
    pub name: Text,
    /// What else it is called.
    pub aliases: Vec<Text>,
    /// Its site.
    pub url: Option<Box<str>>,
    /// Whom to ask.
    pub contact: Option<Contact>,
    /// Ids it had.
    pub formerly: Vec<Spanned<Box<str>>>,
}

/// A data category.
#[derive(Debug)]
pub struct Category {
    /// Its id.
    pub id: Spanned<Box<str>>,
    /// What it is called.
    pub label: Text,
    /// What else it is called.
    pub aliases: Vec<Text>,
    /// The EU data theme it belongs to (Publications Office authority table `data-theme`), such as `TECH`.
    pub theme: Option<Box<str>>,
}

/// A named update frequency.
#[derive(Debug)]
pub struct NamedFrequency {
    /// Its id.
    pub id: Spanned<Box<str>>,
    /// What it is called.
    pub label: Text,
    /// What else it is called.
    pub aliases: Vec<Text>,
    /// The time between updates, an ISO 8601 duration such as `P3M`.
    pub period: Option<Box<str>>,
    /// Its code in the EU authority table `frequency`, such as `QUARTERLY`.
    pub eu: Option<Box<str>>,
    /// Its code in ISO 19115, such as `quarterly`.
    pub iso19115: Option<Box<str>>,
    /// Its term in the Dublin Core Collection Description frequency vocabulary.
    pub dublin_core: Option<Box<str>>,
}

/// A data portal.
#[derive(Debug)]
pub struct Portal {
    /// Its id.
    pub id: Spanned<Box<str>>,
    /// What it is called.
    pub name: Text,
    /// A dataset's address there, with `{id}` and `{lang}` (`tc`, `sc`, `en`).
    pub url: Option<Box<str>>,
}

/// A file format.
#[derive(Debug)]
pub struct Format {
    /// Its id.
    pub id: Spanned<Box<str>>,
    /// What it is called.
    pub label: Text,
    /// Its media type (IANA), such as `text/csv`.
    pub media_type: Option<Box<str>>,
    /// Whether programs can read the data in it.
    pub machine_readable: Option<bool>,
}

/// Terms of use.
#[derive(Debug)]
pub struct Licence {
    /// Its id.
    pub id: Spanned<Box<str>>,
    /// What it is called.
    pub name: Text,
    /// Where it can be read.
    pub url: Option<Box<str>>,
}

/// A text with placeholders, to stand in descriptions and notes.
#[derive(Debug)]
pub struct Phrase {
    /// Its id.
    pub id: Spanned<Box<str>>,
    /// Its words, with `{placeholder}`s.
    pub text: Text,
    /// The placeholders in it, each once, with a place where it stands.
    pub placeholders: Vec<Spanned<Box<str>>>,
    /// Whether its text could not be read whole, so that nothing is said where it is used.
    pub damaged: bool,
}

/// A text of the published documents.
#[derive(Debug)]
pub struct Wording {
    /// Its id.
    pub id: Spanned<Box<str>>,
    /// Its words, with `{placeholder}`s.
    pub text: Arc<Text>,
}

/// All declarations of a workspace.
#[derive(Debug, Default)]
pub struct Vocabulary {
    organisations: Vec<Organisation>,
    categories: Vec<Category>,
    frequencies: Vec<NamedFrequency>,
    portals: Vec<Portal>,
    formats: Vec<Format>,
    licences: Vec<Licence>,
    phrases: Vec<Phrase>,
    wordings: Vec<Wording>,
}

/// A kind of declaration that [`Vocabulary`] keeps.
pub trait Declared: Sized + 'static {
    /// Its kind.
    const KIND: Kind;
    /// The id it was declared under.
    fn id(&self) -> &Spanned<Box<str>>;
    /// The text that outputs print for it.
    fn label(&self) -> &Text;
    /// What else it is called.
    fn aliases(&self) -> &[Text] {
        &[]
    }
    #[doc(hidden)]
    fn list(vocabulary: &Vocabulary) -> &Vec<Self>;
    #[doc(hidden)]
    fn list_mut(vocabulary: &mut Vocabulary) -> &mut Vec<Self>;
}

macro_rules! declared {
    ($($type:ident $kind:ident $list:ident $label:ident $($aliases:ident)?;)*) => {$(
        impl Declared for $type {
            const KIND: Kind = Kind::$kind;
            fn id(&self) -> &Spanned<Box<str>> { &self.id }
            fn label(&self) -> &Text { &self.$label }
            $(fn aliases(&self) -> &[Text] { &self.$aliases })?
            fn list(vocabulary: &Vocabulary) -> &Vec<Self> { &vocabulary.$list }
            fn list_mut(vocabulary: &mut Vocabulary) -> &mut Vec<Self> { &mut vocabulary.$list }
        }
    )*};
}

declared! {
    Organisation Organisation organisations name aliases;
    Category Category categories label aliases;
    NamedFrequency Frequency frequencies label aliases;
    Portal Portal portals name;
    Format Format formats label;
    Licence Licence licences name;
    Phrase Phrase phrases text;
    Wording Wording wordings text;
}

impl Vocabulary {
    /// Adds a declaration.
    pub fn add<T: Declared>(&mut self, declaration: T) -> Id<T> {
        let list = T::list_mut(self);
        list.push(declaration);
        Id(list.len() as u32 - 1, PhantomData)
    }

    /// The declaration of an id that this vocabulary gave.
    ///
    /// # Panics
    /// Only for the id of another vocabulary: there is no way to come by one within a run.
    #[must_use]
    pub fn get<T: Declared>(&self, id: Id<T>) -> &T {
        &T::list(self)[id.0 as usize]
    }

    /// All declarations of a kind with their ids, in order of declaration.
    pub fn all<T: Declared>(&self) -> impl Iterator<Item = (Id<T>, &T)> {
        T::list(self).iter().enumerate().map(|(index, declaration)| (Id(index as u32, PhantomData), declaration))
    }

    /// The id of a number that [`Id::index`] gave for this vocabulary.
    #[must_use]
    pub fn id<T: Declared>(&self, index: u32) -> Option<Id<T>> {
        ((index as usize) < T::list(self).len()).then_some(Id(index, PhantomData))
    }

    /// The place where a declaration's id stands, and its labels.
    #[must_use]
    pub fn describe(&self, kind: Kind, index: u32) -> Option<(Span, &Text, &[Text])> {
        fn of<T: Declared>(vocabulary: &Vocabulary, index: u32) -> Option<(Span, &Text, &[Text])> {
            T::list(vocabulary).get(index as usize).map(|found| (found.id().span, found.label(), found.aliases()))
        }
        match kind {
            Kind::Organisation => of::<Organisation>(self, index),
            Kind::Category => of::<Category>(self, index),
            Kind::Frequency => of::<NamedFrequency>(self, index),
            Kind::Portal => of::<Portal>(self, index),
            Kind::Format => of::<Format>(self, index),
            Kind::Licence => of::<Licence>(self, index),
            Kind::Phrase => of::<Phrase>(self, index),
            Kind::Wording => of::<Wording>(self, index),
        }
    }
}

impl<T> Id<T> {
    /// Its number within its kind.
    #[must_use]
    pub const fn index(self) -> u32 {
        self.0
    }
}
