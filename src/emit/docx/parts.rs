//! All parts of the file but its words and its styles: what is there, what belongs to what, and the file's properties.

use maud::{Markup, html};

use super::body::Written;
use super::inline::{DECLARATION, clean, link_id};
use super::look::{Look, is_chinese, tag};
use super::package::Part;
use super::{styles, theme};
use crate::emit::document::Document;
use crate::model::{Date, Lang};

/// Namespaces.
pub(super) const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
pub(super) const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
pub(super) const WORD_DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
pub(super) const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
pub(super) const PICTURE: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";
pub(super) const SVG: &str = "http://schemas.microsoft.com/office/drawing/2016/SVG/main";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// The parts, in the order in which they lie in the file.
pub(super) fn parts(document: &Document, look: &Look<'_>, written: Written) -> Vec<Part> {
    let part = |path, xml: Markup| Part { path, bytes: xml.into_string().into_bytes() };
    let mut parts = vec![
        part("[Content_Types].xml", content_types()),
        part("_rels/.rels", package_relations()),
        part("docProps/core.xml", core_properties(document)),
        part("docProps/app.xml", application()),
        part("word/_rels/document.xml.rels", relations(look, &written.links)),
        part("word/document.xml", written.body),
        part("word/footer1.xml", written.footer),
        part("word/styles.xml", styles::styles(look)),
        part("word/numbering.xml", styles::numbering()),
        part("word/settings.xml", settings(document, look)),
        part("word/fontTable.xml", fonts(look)),
        part("word/theme/theme1.xml", theme::theme(look)),
    ];
    if let Some(logo) = look.logo {
        parts.push(Part { path: "word/media/logo.png", bytes: logo.png.clone() });
        parts.extend(logo.svg.iter().map(|svg| Part { path: "word/media/logo.svg", bytes: svg.clone() }));
    }
    parts
}

fn content_types() -> Markup {
    let word = |name: &str| format!("application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml");
    let overrides = [
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml".to_owned()),
        ("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml".to_owned()),
        ("/word/document.xml", word("document.main")),
        ("/word/footer1.xml", word("footer")),
        ("/word/styles.xml", word("styles")),
        ("/word/numbering.xml", word("numbering")),
        ("/word/settings.xml", word("settings")),
        ("/word/fontTable.xml", word("fontTable")),
        ("/word/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml".to_owned()),
    ];
    html! {
        (DECLARATION)
        Types xmlns={ (PACKAGE) "/content-types" } {
            Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml" {}
            Default Extension="xml" ContentType="application/xml" {}
            Default Extension="png" ContentType="image/png" {}
            Default Extension="svg" ContentType="image/svg+xml" {}
            @for (path, kind) in overrides { Override PartName=(path) ContentType=(kind) {} }
        }
    }
}

fn package_relations() -> Markup {
    html! {
        (DECLARATION)
        Relationships xmlns={ (PACKAGE) "/relationships" } {
            Relationship Id="document" Type={ (RELATIONS) "/officeDocument" } Target="word/document.xml" {}
            Relationship Id="core" Type={ (PACKAGE) "/relationships/metadata/core-properties" } Target="docProps/core.xml" {}
            Relationship Id="app" Type={ (RELATIONS) "/extended-properties" } Target="docProps/app.xml" {}
        }
    }
}

fn relations(look: &Look<'_>, links: &[String]) -> Markup {
    let mut inside = vec![
        ("styles", "styles", "styles.xml"),
        ("numbering", "numbering", "numbering.xml"),
        ("settings", "settings", "settings.xml"),
        ("fonts", "fontTable", "fontTable.xml"),
        ("theme", "theme", "theme/theme1.xml"),
        ("footer", "footer", "footer1.xml"),
    ];
    inside.extend(look.logo.map(|_| ("logo", "image", "media/logo.png")));
    inside.extend(look.logo.filter(|logo| logo.svg.is_some()).map(|_| ("logo-svg", "image", "media/logo.svg")));
    html! {
        (DECLARATION)
        Relationships xmlns={ (PACKAGE) "/relationships" } {
            @for (id, kind, target) in inside { Relationship Id=(id) Type={ (RELATIONS) "/" (kind) } Target=(target) {} }
            @for (at, link) in links.iter().enumerate() {
                Relationship Id=(link_id(at)) Type={ (RELATIONS) "/hyperlink" } Target=(link) TargetMode="External" {}
            }
        }
    }
}

/// What the file says of itself. It was made when the plan was issued, else at no time.
fn core_properties(document: &Document) -> Markup {
    let languages: Vec<String> = document.languages.iter().map(|lang| tag(*lang)).collect();
    let issued = document.issued.map(instant);
    html! {
        (DECLARATION)
        cp:coreProperties xmlns:cp={ (PACKAGE) "/metadata/core-properties" } xmlns:dc="http://purl.org/dc/elements/1.1/"
            xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" {
            dc:title { (clean(&document.title)) }
            dc:creator { (clean(&document.publisher)) }
            dc:language { (languages.join(", ")) }
            @if let Some(issued) = &issued {
                dcterms:created xsi:type="dcterms:W3CDTF" { (issued) }
                dcterms:modified xsi:type="dcterms:W3CDTF" { (issued) }
            }
        }
    }
}

/// The first moment of a date: Word takes no date without a day and an hour.
fn instant(date: Date) -> String {
    format!("{}T00:00:00Z", date.first_day().format("%Y-%m-%d"))
}

fn application() -> Markup {
    html! {
        (DECLARATION)
        Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties" { Application { "odp" } }
    }
}

fn settings(document: &Document, look: &Look<'_>) -> Markup {
    let latin = document.languages.iter().copied().find(|lang| !is_chinese(*lang)).unwrap_or(Lang::EN);
    html! {
        (DECLARATION)
        w:settings xmlns:w=(WORD) {
            w:zoom w:percent="100" {}
            w:defaultTabStop w:val="720" {}
            w:characterSpacingControl w:val="compressPunctuation" {}
            w:compat {
                w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15" {}
            }
            w:themeFontLang w:val=(tag(latin)) w:eastAsia=(tag(look.eastern)) {}
            w:decimalSymbol w:val="." {}
            w:listSeparator w:val="," {}
        }
    }
}

/// The families, and what stands in for one that is not there.
fn fonts(look: &Look<'_>) -> Markup {
    let mut all = vec![look.latin];
    for family in [look.eastern, Lang::TC, Lang::SC].map(|lang| look.eastern_family(lang)) {
        if !all.contains(&family) {
            all.push(family);
        }
    }
    let instead = |family: &str| match family {
        "Arial" => Some("Liberation Sans"),
        "Microsoft JhengHei" => Some("Noto Sans CJK HK"),
        "Microsoft YaHei" => Some("Noto Sans CJK SC"),
        _ => None,
    };
    html! {
        (DECLARATION)
        w:fonts xmlns:w=(WORD) {
            @for family in all {
                w:font w:name=(clean(family)) {
                    @if let Some(instead) = instead(family) { w:altName w:val=(instead) {} }
                    w:family w:val="swiss" {}
                    w:pitch w:val="variable" {}
                }
            }
        }
    }
}
