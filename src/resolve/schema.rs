//! The fields that each block can have: one table, read by the interpreter, the reference and its tests.

/// A block and its fields.
#[derive(Debug)]
pub struct BlockSpec {
    /// The block's keyword.
    pub keyword: &'static str,
    /// Its fields.
    pub fields: &'static [FieldSpec],
}

/// A field.
#[derive(Debug)]
pub struct FieldSpec {
    /// Its key.
    pub name: &'static str,
    /// What its value is: the key of a term.
    pub value: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// Whether it belongs to spatial data only.
    pub spatial: bool,
}

const fn may(name: &'static str, value: &'static str) -> FieldSpec {
    FieldSpec { name, value, required: false, spatial: false }
}

const fn must(name: &'static str, value: &'static str) -> FieldSpec {
    FieldSpec { name, value, required: true, spatial: false }
}

const fn spatial(name: &'static str, value: &'static str) -> FieldSpec {
    FieldSpec { name, value, required: false, spatial: true }
}

pub(super) static PLAN: BlockSpec = BlockSpec {
    keyword: "plan",
    fields: &[
        must("title", "text"),
        must("publisher", "organisation-ref"),
        must("issued", "date"),
        must("languages", "languages"),
        may("updated", "date"),
        may("previous", "path"),
        may("licence", "licence"),
        may("contact", "contact"),
    ],
};

pub(super) static SECTION: BlockSpec = BlockSpec { keyword: "section", fields: &[may("note", "text")] };
pub(super) static HALF: BlockSpec = BlockSpec { keyword: "half", fields: &[may("note", "text")] };
pub(super) static BODY: BlockSpec = BlockSpec { keyword: "organisation @", fields: &[may("note", "text")] };

pub(super) static DEFAULTS: BlockSpec = BlockSpec {
    keyword: "defaults",
    fields: &[
        may("category", "category"),
        may("owner", "organisation-ref"),
        may("formats", "names"),
        may("portal", "portal-ref"),
        may("licence", "licence"),
        may("contact", "contact"),
        may("keywords", "text"),
        spatial("geometry", "geometry"),
        spatial("crs", "string"),
        spatial("scale", "string"),
        spatial("coverage", "text"),
    ],
};

pub(super) static DATASET: BlockSpec = BlockSpec {
    keyword: "dataset",
    fields: &[
        must("name", "text"),
        must("description", "bullets"),
        may("category", "category"),
        may("target", "date"),
        may("released", "date"),
        must("frequency", "frequency"),
        may("formats", "names"),
        may("owner", "organisation-ref"),
        may("portal", "portal-ref"),
        may("licence", "licence"),
        may("keywords", "text"),
        may("contact", "contact"),
        may("formerly", "names"),
        may("note", "text"),
        spatial("geometry", "geometry"),
        spatial("crs", "string"),
        spatial("scale", "string"),
        spatial("coverage", "text"),
    ],
};

pub(super) static HISTORY: BlockSpec = BlockSpec { keyword: "slipped, withdrawn", fields: &[must("reason", "text")] };

pub(super) static ORGANISATION: BlockSpec = BlockSpec {
    keyword: "organisation",
    fields: &[
        must("name", "text"),
        may("aliases", "text"),
        may("url", "string"),
        may("contact", "contact"),
        may("formerly", "names"),
    ],
};

pub(super) static CATEGORY: BlockSpec =
    BlockSpec { keyword: "category", fields: &[must("label", "text"), may("aliases", "text"), may("theme", "string")] };

pub(super) static FREQUENCY: BlockSpec = BlockSpec {
    keyword: "frequency",
    fields: &[
        must("label", "text"),
        may("aliases", "text"),
        may("period", "string"),
        may("eu", "string"),
        may("iso19115", "string"),
        may("dublin-core", "string"),
    ],
};

pub(super) static PORTAL: BlockSpec = BlockSpec { keyword: "portal", fields: &[must("name", "text"), may("url", "string")] };

pub(super) static FORMAT: BlockSpec = BlockSpec {
    keyword: "format",
    fields: &[must("label", "text"), may("media-type", "string"), may("machine-readable", "yes-no")],
};

pub(super) static LICENCE: BlockSpec = BlockSpec { keyword: "licence", fields: &[must("name", "text"), may("url", "string")] };
pub(super) static PHRASE: BlockSpec = BlockSpec { keyword: "phrase", fields: &[must("text", "text")] };
pub(super) static WORDING: BlockSpec = BlockSpec { keyword: "wording", fields: &[must("text", "text")] };

/// All blocks with fields.
pub static BLOCKS: &[&BlockSpec] = &[
    &PLAN,
    &DEFAULTS,
    &SECTION,
    &BODY,
    &HALF,
    &DATASET,
    &HISTORY,
    &ORGANISATION,
    &CATEGORY,
    &FREQUENCY,
    &PORTAL,
    &FORMAT,
    &LICENCE,
    &PHRASE,
    &WORDING,
];
