//! Fonts and pictures of documents, as whoever calls hands them in.

use std::fmt;
use std::sync::Arc;

use resvg::tiny_skia::Pixmap;
use resvg::usvg::{ImageHrefResolver, Options as SvgOptions, Tree};

use crate::model::Text;

/// The fonts that documents may be set with: those of a machine, or of a program that embeds this one.
pub trait Fonts: fmt::Debug + Send + Sync {
    /// The faces there are, the preferred ones first.
    fn faces(&self) -> &[Face];

    /// The bytes of a file, by its number in [`Face::file`]; nothing where it cannot be read.
    fn file(&self, number: usize) -> Option<Arc<[u8]>>;
}

/// A face of a font: one weight, one slope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Face {
    /// The family it is of, such as `Noto Sans CJK HK`.
    pub family: String,
    /// The number of the file in which it lies.
    pub file: usize,
    /// Its place in that file, which may hold several.
    pub index: u32,
    /// Its weight: 400 is regular, 700 bold.
    pub weight: u16,
    /// Whether it stands upright.
    pub is_upright: bool,
    /// Whether it was handed in by name, and not only found on the machine.
    pub is_named: bool,
}

/// A picture for the top of documents.
#[derive(Clone, Debug)]
pub struct Logo {
    /// What its bytes are.
    pub kind: Picture,
    /// The file.
    pub bytes: Vec<u8>,
    /// What it shows, in words.
    pub text: Text,
}

/// The most dots that a side of a PNG may have: what is drawn 2 cm high needs no more.
pub const MOST_DOTS: u32 = 4_000;

/// The size in dots that the head of a PNG states; nothing where that is empty.
pub(super) fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| bytes.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes);
    let size = (number(16)?, number(20)?);
    (size.0 > 0 && size.1 > 0).then_some(size)
}

/// A picture that is drawn with lines; nothing where it is damaged. What it points to on the disk is not read.
pub(super) fn svg(bytes: &[u8]) -> Option<Tree> {
    let resolver = ImageHrefResolver { resolve_string: Box::new(|_, _| None), ..ImageHrefResolver::default() };
    Tree::from_data(bytes, &SvgOptions { image_href_resolver: resolver, ..SvgOptions::default() }).ok()
}

/// A kind of picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picture {
    /// Scalable Vector Graphics 1.1.
    Svg,
    /// Portable Network Graphics.
    Png,
}

impl Picture {
    /// Tells by the first bytes what a picture is; nothing where it is neither.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            return Some(Self::Png);
        }
        let text = std::str::from_utf8(bytes).ok()?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim_start();
        (text.starts_with('<') && text.contains("<svg")).then_some(Self::Svg)
    }

    /// Whether a picture can be drawn: it is whole, and a PNG has at most [`MOST_DOTS`] a side.
    #[must_use]
    pub fn is_drawable(self, bytes: &[u8]) -> bool {
        match self {
            Self::Svg => svg(bytes).is_some(),
            Self::Png => {
                let is_small = |size: (u32, u32)| size.0 <= MOST_DOTS && size.1 <= MOST_DOTS;
                png_size(bytes).is_some_and(is_small) && Pixmap::decode_png(bytes).is_ok()
            }
        }
    }

    /// Its media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Svg => "image/svg+xml",
            Self::Png => "image/png",
        }
    }
}
