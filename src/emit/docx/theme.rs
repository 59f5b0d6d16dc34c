//! `word/theme/theme1.xml`: the colours and fonts that Word offers to who goes on writing: those of the document.

use maud::{Markup, html};

use super::inline::{DECLARATION, clean};
use super::look::{Look, hex};
use super::parts::DRAWING;
use super::styles::{INK, LINE, SOFT, STRONG, WARN};

pub(super) fn theme(look: &Look<'_>) -> Markup {
    let (accent, tint) = (hex(look.accent), hex(look.tint));
    let colour = |value: &str| html! { a:srgbClr val=(value) {} };
    let fonts = html! {
        a:latin typeface=(clean(look.latin)) {}
        a:ea typeface=(clean(look.eastern_family(look.eastern))) {}
        a:cs typeface="" {}
    };
    html! {
        (DECLARATION)
        a:theme xmlns:a=(DRAWING) name="odp" {
            a:themeElements {
                a:clrScheme name="odp" {
                    a:dk1 { (colour(INK)) }
                    a:lt1 { (colour("FFFFFF")) }
                    a:dk2 { (colour(SOFT)) }
                    a:lt2 { (colour(&tint)) }
                    a:accent1 { (colour(&accent)) }
                    a:accent2 { (colour(WARN)) }
                    a:accent3 { (colour(SOFT)) }
                    a:accent4 { (colour(STRONG)) }
                    a:accent5 { (colour(LINE)) }
                    a:accent6 { (colour(INK)) }
                    a:hlink { (colour(&accent)) }
                    a:folHlink { (colour(&accent)) }
                }
                a:fontScheme name="odp" {
                    a:majorFont { (fonts) }
                    a:minorFont { (fonts) }
                }
                (effects())
            }
        }
    }
}

/// How shapes are filled and outlined, of which a theme must say three degrees each: plainly.
fn effects() -> Markup {
    let fill = html! { a:solidFill { a:schemeClr val="phClr" {} } };
    let line = html! { a:ln w="6350" { (fill) } };
    let none = html! { a:effectStyle { a:effectLst {} } };
    html! {
        a:fmtScheme name="odp" {
            a:fillStyleLst { (fill) (fill) (fill) }
            a:lnStyleLst { (line) (line) (line) }
            a:effectStyleLst { (none) (none) (none) }
            a:bgFillStyleLst { (fill) (fill) (fill) }
        }
    }
}
