//! The columns of a working copy.

use crate::model::Lang;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// The dataset's id.
    Id,
    /// `A` to `D`.
    Section,
    /// In section C, whose place it has.
    Organisation,
    /// `spatial` or `non-spatial`.
    Half,
    /// What it is called.
    Name,
    /// What it holds.
    Description,
    /// Its category.
    Category,
    /// The promise.
    Target,
    /// The fact.
    Released,
    /// How often it is updated.
    Frequency,
    /// The author's own words for that.
    FrequencyWords,
    /// The formats it comes in.
    Formats,
    /// Whose it is.
    Owners,
    /// Where it is.
    Portals,
    /// Its id on each portal; `-` for none.
    PortalIds,
    /// The terms.
    Licence,
    /// The note.
    Note,
}

/// A column: what it holds, and where that is a text, in which language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// What it holds.
    pub key: Key,
    /// The language of its texts.
    pub lang: Option<Lang>,
}

impl Key {
    /// All of them, in the order in which they stand.
    pub const ALL: [Self; 17] = [
        Self::Id,
        Self::Section,
        Self::Organisation,
        Self::Half,
        Self::Name,
        Self::Description,
        Self::Category,
        Self::Target,
        Self::Released,
        Self::Frequency,
        Self::FrequencyWords,
        Self::Formats,
        Self::Owners,
        Self::Portals,
        Self::PortalIds,
        Self::Licence,
        Self::Note,
    ];

    /// Its name for programs, as in the other tables of odp.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Section => "section",
            Self::Organisation => "organisation",
            Self::Half => "half",
            Self::Name => "name",
            Self::Description => "description",
            Self::Category => "category",
            Self::Target => "target",
            Self::Released => "released",
            Self::Frequency => "frequency",
            Self::FrequencyWords => "frequency_words",
            Self::Formats => "formats",
            Self::Owners => "owners",
            Self::Portals => "portals",
            Self::PortalIds => "portal_ids",
            Self::Licence => "licence",
            Self::Note => "note",
        }
    }

    /// The wording of its head.
    #[must_use]
    pub const fn wording(self) -> &'static str {
        match self {
            Self::Id => "column-id",
            Self::Section => "column-section",
            Self::Organisation => "column-organisation",
            Self::Half => "column-half",
            Self::Name => "column-name",
            Self::Description => "column-description",
            Self::Category => "column-category",
            Self::Target => "column-target",
            Self::Released => "column-released",
            Self::Frequency => "column-frequency",
            Self::FrequencyWords => "column-frequency-words",
            Self::Formats => "column-formats",
            Self::Owners => "column-owners",
            Self::Portals => "column-portals",
            Self::PortalIds => "column-portal-ids",
            Self::Licence => "column-licence",
            Self::Note => "column-note",
        }
    }

    /// Whether it holds a text in each language.
    #[must_use]
    pub const fn is_text(self) -> bool {
        matches!(self, Self::Name | Self::Description | Self::FrequencyWords | Self::Note)
    }

    /// Whether it holds a date.
    #[must_use]
    pub const fn is_date(self) -> bool {
        matches!(self, Self::Target | Self::Released)
    }

    /// Whether what it holds is chosen from a list.
    #[must_use]
    pub const fn is_choice(self) -> bool {
        !(self.is_text() || self.is_date() || matches!(self, Self::Id | Self::PortalIds))
    }

    /// Whether a cell of it may hold several values.
    #[must_use]
    pub const fn is_list(self) -> bool {
        matches!(self, Self::Frequency | Self::Formats | Self::Owners | Self::Portals | Self::PortalIds)
    }

    /// Whether `pending` may stand in it.
    #[must_use]
    pub const fn may_be_pending(self) -> bool {
        self.is_text() || self.is_date() || matches!(self, Self::Category | Self::Frequency)
    }
}

impl Column {
    /// A column in no language.
    #[must_use]
    pub const fn of(key: Key) -> Self {
        Self { key, lang: None }
    }

    /// Its name for programs: `category`, `name_tc`.
    #[must_use]
    pub fn name(&self) -> String {
        self.lang.map_or_else(|| self.key.name().to_owned(), |lang| format!("{}_{}", self.key.name(), lang.suffix()))
    }
}
