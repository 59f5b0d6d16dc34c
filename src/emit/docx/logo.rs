//! The picture at the top: PNG as it is; SVG as it is, with a PNG for programs that do not know it.

use maud::{Markup, html};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::Tree;

use super::inline::clean;
use crate::emit::document::Document;
use crate::emit::fonts::{png_size, svg};
use crate::emit::{Logo, Picture};
use crate::model::Plan;

/// The height of the picture, and the most that its width may be. In EMU, 360,000 to the centimetre.
const HEIGHT: f32 = 720_000.0;
const WIDEST: f32 = 3_600_000.0;
/// EMU in a dot of the PNG that is made of an SVG: 600 to the inch.
const DOT: f32 = 1_524.0;

/// A picture that is ready to be put in.
pub(super) struct Prepared {
    /// Its PNG.
    pub(super) png: Vec<u8>,
    /// Its SVG, where it is one.
    pub(super) svg: Option<Vec<u8>>,
    width: u32,
    height: u32,
}

/// Reads the picture; nothing where it is broken.
pub(super) fn prepared(logo: &Logo) -> Option<Prepared> {
    let bytes = &logo.bytes;
    match logo.kind {
        Picture::Png => {
            let (width, height) = png_size(bytes)?;
            let (width, height) = fitted(width as f32, height as f32);
            Some(Prepared { png: bytes.clone(), svg: None, width, height })
        }
        Picture::Svg => {
            let tree = svg(bytes)?;
            let (width, height) = fitted(tree.size().width(), tree.size().height());
            let png = drawn(&tree, width as f32 / DOT, height as f32 / DOT)?;
            Some(Prepared { png, svg: Some(bytes.clone()), width, height })
        }
    }
}

/// A picture's size on the page, in EMU: of our height, or less where it would be too wide.
fn fitted(width: f32, height: f32) -> (u32, u32) {
    let scale = (HEIGHT / height).min(WIDEST / width);
    let size = |side: f32| (side * scale).round().max(1.0) as u32;
    (size(width), size(height))
}

fn drawn(tree: &Tree, width: f32, height: f32) -> Option<Vec<u8>> {
    let mut dots = Pixmap::new(width.ceil() as u32, height.ceil() as u32)?;
    let scale = Transform::from_scale(dots.width() as f32 / tree.size().width(), dots.height() as f32 / tree.size().height());
    resvg::render(tree, scale, &mut dots.as_mut());
    dots.encode_png().ok()
}

/// What a logo shows, in the languages of an edition, each only once.
pub(super) fn words(logo: &Logo, plan: &Plan, document: &Document) -> String {
    let mut all: Vec<&str> = Vec::new();
    for lang in &document.languages {
        let words = logo.text.render(*lang, plan.original()).map(|rendered| rendered.text);
        all.extend(words.filter(|words| !all.contains(words)));
    }
    all.join(" / ")
}

/// The picture in line with words.
pub(super) fn drawing(picture: &Prepared, words: &str) -> Markup {
    let (width, height, words) = (picture.width, picture.height, clean(words));
    html! {
        w:r {
            w:drawing {
                wp:inline distT="0" distB="0" distL="0" distR="0" {
                    wp:extent cx=(width) cy=(height) {}
                    wp:docPr id="1" name="logo" descr=(words) {}
                    wp:cNvGraphicFramePr { a:graphicFrameLocks noChangeAspect="1" {} }
                    a:graphic {
                        a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture" {
                            pic:pic {
                                pic:nvPicPr { pic:cNvPr id="1" name="logo" descr=(words) {} pic:cNvPicPr {} }
                                pic:blipFill { (blip(picture)) a:stretch { a:fillRect {} } }
                                pic:spPr {
                                    a:xfrm { a:off x="0" y="0" {} a:ext cx=(width) cy=(height) {} }
                                    a:prstGeom prst="rect" { a:avLst {} }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Which part is drawn: the PNG, or the SVG by who knows it.
fn blip(picture: &Prepared) -> Markup {
    html! {
        a:blip r:embed="logo" {
            @if picture.svg.is_some() {
                a:extLst { a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}" { asvg:svgBlip r:embed="logo-svg" {} } }
            }
        }
    }
}
