//! The names that catalogues are written with: prefixes, classes, properties, and the lists of the EU that they point into.

use crate::model::{Date, Precision};

/// A name in a namespace, such as `dcat:Dataset`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::emit) struct Name {
    /// The prefix.
    pub(in crate::emit) prefix: &'static str,
    /// The part after it.
    pub(in crate::emit) local: &'static str,
}

impl Name {
    /// The whole IRI.
    pub(in crate::emit) fn iri(self) -> String {
        let space = PREFIXES.iter().find(|(prefix, _)| *prefix == self.prefix).map_or("", |(_, space)| space);
        format!("{space}{}", self.local)
    }
}

/// What stands behind a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::emit) enum Kind {
    /// Text in languages.
    Words,
    /// Another node.
    Link,
    /// A date, as exact as it was written.
    Date,
    /// Text in no language.
    Plain,
}

/// A property: its term in JSON-LD, its name, and what stands behind it.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::emit) struct Property {
    pub(in crate::emit) term: &'static str,
    pub(in crate::emit) name: Name,
    pub(in crate::emit) kind: Kind,
}

/// Prefixes and their namespaces, by prefix.
pub(in crate::emit) static PREFIXES: &[(&str, &str)] = &[
    ("adms", "http://www.w3.org/ns/adms#"),
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dct", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("geodcat", "http://data.europa.eu/930/"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("vcard", "http://www.w3.org/2006/vcard/ns#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

macro_rules! classes {
    ($($id:ident $prefix:ident:$local:ident;)*) => {$(
        pub(super) const $id: Name = Name { prefix: stringify!($prefix), local: stringify!($local) };
    )*};
}

classes! {
    CATALOG dcat:Catalog;
    RECORD dcat:CatalogRecord;
    DATASET dcat:Dataset;
    RESOURCE dcat:Resource;
    DISTRIBUTION dcat:Distribution;
    AGENT foaf:Agent;
    GROUP foaf:Group;
    DOCUMENT foaf:Document;
    ANYTHING rdfs:Resource;
    CONCEPT skos:Concept;
    SCHEME skos:ConceptScheme;
    KIND vcard:Kind;
    POST vcard:Organization;
    IDENTIFIER adms:Identifier;
    FREQUENCY dct:Frequency;
    LICENCE_DOCUMENT dct:LicenseDocument;
    LINGUISTIC_SYSTEM dct:LinguisticSystem;
    LOCATION dct:Location;
    MEDIA_TYPE dct:MediaType;
    EXTENT dct:MediaTypeOrExtent;
    PERIOD dct:PeriodOfTime;
    STATEMENT dct:ProvenanceStatement;
    STANDARD dct:Standard;
}

macro_rules! properties {
    ($($id:ident $term:literal $prefix:ident:$local:ident $kind:ident;)*) => {
        $(pub(super) static $id: Property =
            Property { term: $term, name: Name { prefix: stringify!($prefix), local: stringify!($local) }, kind: Kind::$kind };)*
        /// Every property, in the order in which contexts list them.
        pub(in crate::emit) static PROPERTIES: &[&Property] = &[$(&$id),*];
    };
}

properties! {
    TITLE "title" dct:title Words;
    DESCRIPTION "description" dct:description Words;
    COMMENT "comment" rdfs:comment Words;
    LABEL "label" rdfs:label Words;
    PREF_LABEL "prefLabel" skos:prefLabel Words;
    NAME "name" foaf:name Words;
    FN "fn" vcard:fn Words;
    KEYWORD "keyword" dcat:keyword Words;
    IDENTIFIER_TEXT "identifier" dct:identifier Plain;
    NOTATION "notation" skos:notation Plain;
    AGENCY "schemaAgency" adms:schemaAgency Plain;
    SCALE "spatialResolutionAsText" geodcat:spatialResolutionAsText Plain;
    OTHER_IDENTIFIER "otherIdentifier" adms:identifier Link;
    PUBLISHER "publisher" dct:publisher Link;
    CREATOR "creator" dct:creator Link;
    RIGHTS_HOLDER "rightsHolder" dct:rightsHolder Link;
    MEMBER "member" foaf:member Link;
    HOMEPAGE "homepage" foaf:homepage Link;
    CONTACT_POINT "contactPoint" dcat:contactPoint Link;
    HAS_EMAIL "hasEmail" vcard:hasEmail Link;
    STATUS "status" adms:status Link;
    AVAILABLE "available" dct:available Date;
    ISSUED "issued" dct:issued Date;
    MODIFIED "modified" dct:modified Date;
    START "startDate" dcat:startDate Date;
    END "endDate" dcat:endDate Date;
    TEMPORAL "temporal" dct:temporal Link;
    FREQUENCY_OF "accrualPeriodicity" dct:accrualPeriodicity Link;
    CLOSE_MATCH "closeMatch" skos:closeMatch Link;
    IN_SCHEME "inScheme" skos:inScheme Link;
    THEME "theme" dcat:theme Link;
    THEME_TAXONOMY "themeTaxonomy" dcat:themeTaxonomy Link;
    LANGUAGE "language" dct:language Link;
    LICENCE "license" dct:license Link;
    SPATIAL "spatial" dct:spatial Link;
    CONFORMS_TO "conformsTo" dct:conformsTo Link;
    TYPE "dctType" dct:type Link;
    TECHNIQUE "representationTechnique" adms:representationTechnique Link;
    PROVENANCE "provenance" dct:provenance Link;
    REPLACES "replaces" dct:replaces Link;
    LANDING_PAGE "landingPage" dcat:landingPage Link;
    DISTRIBUTION_OF "distribution" dcat:distribution Link;
    ACCESS_URL "accessURL" dcat:accessURL Link;
    FORMAT "format" dct:format Link;
    MEDIA "mediaType" dcat:mediaType Link;
    SUB_CATALOG "catalog" dcat:catalog Link;
    DATASET_OF "dataset" dcat:dataset Link;
    RECORD_OF "record" dcat:record Link;
    PRIMARY_TOPIC "primaryTopic" foaf:primaryTopic Link;
}

/// An authority table of the Publications Office.
pub(super) fn authority(table: &str, code: &str) -> String {
    let slash = if code.is_empty() { "" } else { "/" };
    format!("http://publications.europa.eu/resource/authority/{table}{slash}{code}")
}

/// The codes of the EU table `frequency`.
pub(super) static FREQUENCIES: &[&str] = &[
    "1MIN",
    "5MIN",
    "10MIN",
    "15MIN",
    "30MIN",
    "12HRS",
    "ANNUAL",
    "ANNUAL_2",
    "ANNUAL_3",
    "AS_NEEDED",
    "BIDECENNIAL",
    "BIENNIAL",
    "BIHOURLY",
    "BIMONTHLY",
    "BIWEEKLY",
    "CONT",
    "DAILY",
    "DAILY_2",
    "DECENNIAL",
    "HOURLY",
    "IRREG",
    "MONTHLY",
    "MONTHLY_2",
    "MONTHLY_3",
    "NEVER",
    "NOT_PLANNED",
    "OTHER",
    "QUADRENNIAL",
    "QUARTERLY",
    "QUINQUENNIAL",
    "TRIDECENNIAL",
    "TRIENNIAL",
    "TRIHOURLY",
    "UNKNOWN",
    "UPDATE_CONT",
    "WEEKLY",
    "WEEKLY_2",
    "WEEKLY_3",
    "WEEKLY_5",
];

/// The codes of the EU table `data-theme`, with what it calls them in English.
pub(super) static THEMES: &[(&str, &str)] = &[
    ("AGRI", "Agriculture, fisheries, forestry and food"),
    ("ECON", "Economy and finance"),
    ("EDUC", "Education, culture and sport"),
    ("ENER", "Energy"),
    ("ENVI", "Environment"),
    ("GOVE", "Government and public sector"),
    ("HEAL", "Health"),
    ("INTR", "International issues"),
    ("JUST", "Justice, legal system and public safety"),
    ("OP_DATPRO", "Provisional data"),
    ("REGI", "Regions and cities"),
    ("SOCI", "Population and society"),
    ("TECH", "Science and technology"),
    ("TRAN", "Transport"),
];

/// Formats that the EU table `file-type` has, by their ids here in capitals.
pub(super) static FILE_TYPES: &[&str] = &[
    "CSV", "DOCX", "GEOJSON", "GML", "HTML", "JPEG", "JSON", "KML", "KMZ", "PDF", "PNG", "RSS", "SHP", "TIFF", "TXT", "XLS",
    "XLSX", "XML", "ZIP",
];

/// Languages (the first part of their tag) in the EU table `language`.
static LANGUAGES: &[(&str, &str)] = &[
    ("de", "DEU"),
    ("en", "ENG"),
    ("es", "SPA"),
    ("fr", "FRA"),
    ("hi", "HIN"),
    ("id", "IND"),
    ("it", "ITA"),
    ("ja", "JPN"),
    ("ko", "KOR"),
    ("ne", "NEP"),
    ("pt", "POR"),
    ("th", "THA"),
    ("tl", "TGL"),
    ("ur", "URD"),
    ("vi", "VIE"),
    ("zh", "ZHO"),
];

/// The language of a tag (BCP 47): in the EU's table, else in that of the Library of Congress, which has all of ISO 639.
pub(super) fn language(tag: &str) -> String {
    let first = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    match LANGUAGES.iter().find(|(known, _)| *known == first) {
        Some((_, code)) => authority("language", code),
        None if first.len() == 2 => format!("http://id.loc.gov/vocabulary/iso639-1/{first}"),
        None => format!("http://id.loc.gov/vocabulary/iso639-3/{first}"),
    }
}

/// The datatype of a date: as exact as it was written.
pub(in crate::emit) const fn datatype(date: Date) -> Name {
    let local = match date.precision() {
        Precision::Year => "gYear",
        Precision::Month => "gYearMonth",
        Precision::Day => "date",
    };
    Name { prefix: "xsd", local }
}
