//! The styles: sizes, spaces and colours, under the names that Word has for them where it has one.
//!
//! Sizes are in half points, spaces in twips (1/20 point), lines in 1/240 of the font's own height, borders in 1/8 point.

use maud::{Markup, html};

use super::inline::{DECLARATION, clean};
use super::look::{Look, hex, tag};
use super::parts::WORD;
use super::table::PADDING;

/// Colours that no house sets: of words, of words that stand back, of lines, of a table's head, of what is owed.
pub(super) const INK: &str = "1D2327";
pub(super) const SOFT: &str = "57616A";
pub(super) const LINE: &str = "D9DCDA";
pub(super) const STRONG: &str = "8A938F";
const HEAD: &str = "F1F4F2";
pub(super) const WARN: &str = "7A4A00";
const WARN_TINT: &str = "FFF6E3";

/// `word/styles.xml`.
pub(super) fn styles(look: &Look<'_>) -> Markup {
    html! {
        (DECLARATION)
        w:styles xmlns:w=(WORD) {
            (defaults(look))
            w:style w:type="paragraph" w:default="1" w:styleId="Normal" { w:name w:val="Normal" {} w:qFormat {} }
            w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont" {
                w:name w:val="Default Paragraph Font" {} w:uiPriority w:val="1" {} w:semiHidden {}
            }
            w:style w:type="table" w:default="1" w:styleId="TableNormal" {
                w:name w:val="Normal Table" {} w:uiPriority w:val="99" {} w:semiHidden {}
                w:tblPr { w:tblInd w:w="0" w:type="dxa" {} (margins(0, 0)) }
            }
            w:style w:type="numbering" w:default="1" w:styleId="NoList" {
                w:name w:val="No List" {} w:uiPriority w:val="99" {} w:semiHidden {}
            }
            (cover(look))
            (headings(look))
            (notes(look))
            (cells())
            (characters(look))
            (table())
        }
    }
}

/// What holds where no style says otherwise: among it that no line begins or ends with the wrong punctuation, and that Han and
/// Latin letters stand apart.
fn defaults(look: &Look<'_>) -> Markup {
    let latin = clean(look.latin);
    html! {
        w:docDefaults {
            w:rPrDefault {
                w:rPr {
                    w:rFonts w:ascii=(latin) w:eastAsia=(clean(look.eastern_family(look.eastern))) w:hAnsi=(latin) w:cs=(latin) {}
                    w:color w:val=(INK) {}
                    w:sz w:val="20" {}
                    w:szCs w:val="20" {}
                    w:lang w:val=(tag(look.lang)) w:eastAsia=(tag(look.eastern)) w:bidi="ar-SA" {}
                }
            }
            w:pPrDefault {
                w:pPr {
                    w:kinsoku {}
                    w:wordWrap {}
                    w:overflowPunct {}
                    w:autoSpaceDE {}
                    w:autoSpaceDN {}
                    (space(0, 0, 276))
                }
            }
        }
    }
}

/// Names of styles that are Word's own.
const BUILT_IN: &[&str] =
    &["Title", "Signature", "Date", "footer", "heading 1", "heading 2", "heading 3", "heading 4", "List Bullet", "List Continue"];

/// A paragraph style with these properties, each kind in the order of the schema.
fn style(id: &str, name: &str, based: &str, paragraph: &Markup, run: &Markup) -> Markup {
    html! {
        w:style w:type="paragraph" w:customStyle=[(!BUILT_IN.contains(&name)).then_some("1")] w:styleId=(id) {
            w:name w:val=(name) {}
            w:basedOn w:val=(based) {}
            w:qFormat {}
            w:pPr { (paragraph) }
            w:rPr { (run) }
        }
    }
}

/// How letters look.
fn text(size: u8, is_bold: bool, colour: &str) -> Markup {
    html! {
        @if is_bold { w:b {} w:bCs {} }
        w:color w:val=(colour) {}
        w:sz w:val=(size) {}
        w:szCs w:val=(size) {}
    }
}

fn space(before: u16, after: u16, line: u16) -> Markup {
    html! { w:spacing w:before=(before) w:after=(after) w:line=(line) w:lineRule="auto" {} }
}

fn keep_next() -> Markup {
    html! { w:keepNext {} w:keepLines {} }
}

/// A side of a paragraph.
enum Side {
    Top,
    Bottom,
    Left,
}

/// A line at one side of a paragraph, with a gap in points.
fn border(side: &Side, size: u8, gap: u8, colour: &str) -> Markup {
    html! {
        w:pBdr {
            @match side {
                Side::Top => w:top w:val="single" w:sz=(size) w:space=(gap) w:color=(colour) {},
                Side::Bottom => w:bottom w:val="single" w:sz=(size) w:space=(gap) w:color=(colour) {},
                Side::Left => w:left w:val="single" w:sz=(size) w:space=(gap) w:color=(colour) {},
            }
        }
    }
}

/// Paragraphs beside a bar.
fn aside(bar: &str, fill: &str) -> Markup {
    html! {
        (keep_next())
        (border(&Side::Left, 18, 8, bar))
        w:shd w:val="clear" w:color="auto" w:fill=(fill) {}
    }
}

fn cover(look: &Look<'_>) -> Markup {
    let accent = hex(look.accent);
    let plain = html! {};
    let logo = html! { (keep_next()) (space(0, 160, 240)) };
    let notice = html! { (aside(WARN, WARN_TINT)) (space(0, 0, 276)) w:ind w:left="200" {} };
    let publisher = html! { (keep_next()) (space(240, 60, 276)) };
    let title = html! { (keep_next()) (border(&Side::Bottom, 18, 8, &accent)) (space(0, 200, 264)) };
    let signature = html! { (keep_next()) (border(&Side::Top, 18, 8, &accent)) (space(480, 0, 276)) w:jc w:val="right" {} };
    let date = html! { w:keepLines {} w:jc w:val="right" {} };
    let footer = html! {
        (border(&Side::Top, 4, 4, LINE))
        w:tabs { w:tab w:val="right" w:pos=(look.page.inner()) {} }
    };
    html! {
        (style("Logo", "Logo", "Normal", &logo, &plain))
        (style("Notice", "Notice", "Normal", &notice, &plain))
        (style("Publisher", "Publisher", "Normal", &publisher, &text(24, true, SOFT)))
        (style("Title", "Title", "Normal", &title, &text(44, true, &accent)))
        (style("Fact", "Fact", "Normal", &space(0, 40, 276), &plain))
        (style("Signature", "Signature", "Normal", &signature, &text(22, true, INK)))
        (style("Date", "Date", "Normal", &date, &text(20, false, SOFT)))
        (style("Footer", "footer", "Normal", &footer, &text(16, false, SOFT)))
    }
}

fn headings(look: &Look<'_>) -> Markup {
    let accent = hex(look.accent);
    let level = |level: u8| html! { w:outlineLvl w:val=(level) {} };
    let first = html! { (keep_next()) (space(480, 120, 264)) (level(0)) };
    let second = html! { (keep_next()) (space(280, 120, 264)) (level(1)) };
    let third = html! { (keep_next()) (space(200, 100, 264)) (level(2)) };
    let fourth = html! { (keep_next()) (space(160, 80, 264)) (level(3)) };
    html! {
        (style("Heading1", "heading 1", "Normal", &first, &text(28, true, &accent)))
        (style("Heading2", "heading 2", "Normal", &second, &text(23, true, INK)))
        (style("Heading3", "heading 3", "Normal", &third, &text(21, true, SOFT)))
        (style("Heading4", "heading 4", "Normal", &fourth, &text(20, true, SOFT)))
    }
}

/// Notes between tables.
fn notes(look: &Look<'_>) -> Markup {
    let bar = || aside(STRONG, &hex(look.tint));
    // the space after stands only before what is no note
    let note = html! { (bar()) (space(0, 120, 276)) w:ind w:left="200" {} w:contextualSpacing {} };
    let bullet = html! {
        (keep_next())
        (border(&Side::Left, 18, 18, STRONG))
        w:shd w:val="clear" w:color="auto" w:fill=(hex(look.tint)) {}
        w:ind w:left="400" w:hanging="200" {}
        w:contextualSpacing {}
    };
    let under = html! { (bar()) w:ind w:left="400" {} };
    let size = text(19, false, INK);
    html! {
        (style("Note", "Note", "Normal", &note, &size))
        (style("NoteBullet", "Note Bullet", "Note", &bullet, &html! {}))
        (style("NoteBulletContinued", "Note Bullet Continued", "Note", &under, &html! {}))
    }
}

/// What stands in cells.
fn cells() -> Markup {
    let plain = html! {};
    let right = html! { w:jc w:val="right" {} };
    let bullet = html! { (space(0, 30, 264)) w:ind w:left="220" w:hanging="220" {} };
    html! {
        (style("TableText", "Table Text", "Normal", &space(0, 30, 264), &text(19, false, INK)))
        (style("TableName", "Table Name", "TableText", &plain, &html! { w:b {} w:bCs {} }))
        (style("TableNumber", "Table Number", "TableText", &right, &text(19, false, SOFT)))
        (style("TableNote", "Table Note", "TableText", &space(60, 30, 264), &text(18, false, SOFT)))
        (style("TableStatus", "Table Status", "TableText", &plain, &text(17, false, SOFT)))
        (style("ListBullet", "List Bullet", "TableText", &bullet, &plain))
        (style("ListContinue", "List Continue", "TableText", &html! { w:ind w:left="220" {} }, &plain))
        (style("TableHead", "Table Head", "TableText", &space(0, 0, 252), &text(18, true, INK)))
        (style("TableHeadNumber", "Table Head Number", "TableHead", &right, &plain))
    }
}

/// What marks words within a paragraph. What is owed has a frame, so that it is not told by its colour alone.
fn characters(look: &Look<'_>) -> Markup {
    let style = |id: &str, name: &str, is_own: bool, run: &Markup| {
        html! {
            w:style w:type="character" w:customStyle=[is_own.then_some("1")] w:styleId=(id) {
                w:name w:val=(name) {}
                w:basedOn w:val="DefaultParagraphFont" {}
                w:qFormat {}
                w:rPr { (run) }
            }
        }
    };
    let framed = html! {
        w:color w:val=(WARN) {}
        w:bdr w:val="dashed" w:sz="4" w:space="0" w:color=(WARN) {}
        w:shd w:val="clear" w:color="auto" w:fill=(WARN_TINT) {}
    };
    html! {
        (style("Hyperlink", "Hyperlink", false, &html! { w:color w:val=(hex(look.accent)) {} w:u w:val="single" {} }))
        (style("Jump", "Jump", true, &html! { w:color w:val=(hex(look.accent)) {} }))
        (style("SecondLanguage", "Second Language", true, &html! { w:color w:val=(SOFT) {} }))
        (style("SecondTitle", "Second Title", true, &html! { w:color w:val=(SOFT) {} w:sz w:val="30" {} w:szCs w:val="30" {} }))
        (style("FactLabel", "Fact Label", true, &html! { w:color w:val=(SOFT) {} }))
        (style("Pending", "Pending", true, &framed))
        (style("Untranslated", "Not Translated", true, &framed))
    }
}

fn margins(above: u32, beside: u32) -> Markup {
    html! {
        w:tblCellMar {
            w:top w:w=(above) w:type="dxa" {}
            w:left w:w=(beside) w:type="dxa" {}
            w:bottom w:w=(above) w:type="dxa" {}
            w:right w:w=(beside) w:type="dxa" {}
        }
    }
}

/// Lines between rows, none between columns; a head with a ground of its own.
fn table() -> Markup {
    html! {
        w:style w:type="table" w:customStyle="1" w:styleId="PlanTable" {
            w:name w:val="Plan Table" {}
            w:basedOn w:val="TableNormal" {}
            w:qFormat {}
            w:tblPr {
                w:tblInd w:w="0" w:type="dxa" {}
                w:tblBorders {
                    w:top w:val="single" w:sz="6" w:space="0" w:color=(STRONG) {}
                    w:bottom w:val="single" w:sz="6" w:space="0" w:color=(STRONG) {}
                    w:insideH w:val="single" w:sz="4" w:space="0" w:color=(LINE) {}
                }
                (margins(70, PADDING))
            }
            w:tblStylePr w:type="firstRow" {
                w:tblPr {}
                w:tcPr {
                    w:tcBorders { w:bottom w:val="single" w:sz="6" w:space="0" w:color=(STRONG) {} }
                    w:shd w:val="clear" w:color="auto" w:fill=(HEAD) {}
                }
            }
        }
    }
}

/// `word/numbering.xml`: the one kind of list.
pub(super) fn numbering() -> Markup {
    html! {
        (DECLARATION)
        w:numbering xmlns:w=(WORD) {
            w:abstractNum w:abstractNumId="0" {
                w:multiLevelType w:val="singleLevel" {}
                w:lvl w:ilvl="0" {
                    w:start w:val="1" {}
                    w:numFmt w:val="bullet" {}
                    w:lvlText w:val="•" {}
                    w:lvlJc w:val="left" {}
                    w:pPr { w:ind w:left="220" w:hanging="220" {} }
                    w:rPr { w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial" w:hint="default" {} w:color w:val=(SOFT) {} }
                }
            }
            w:num w:numId="1" { w:abstractNumId w:val="0" {} }
        }
    }
}
