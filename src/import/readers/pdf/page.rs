//! The glyphs of pages: what each says, where it stands, and which mark of the structure it is under.

use std::collections::BTreeMap;

use hayro_interpret::font::Glyph as Drawn;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::content::ops::TypedInstruction;
use hayro_interpret::hayro_syntax::object::{Dict, ObjectIdentifier, dict_or_stream};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache, InterpreterSettings, Paint, PathDrawMode,
    SoftMask, interpret_page,
};
use kurbo::{Affine, BezPath, Point, Rect};

use super::letters;
use crate::import::tags::lang_of_tag;
use crate::model::Lang;

/// The most that all pages may draw.
const STEPS: usize = 4_000_000;
/// The most pages.
const PAGES: usize = 2_000;
/// Glyphs are drawn in units of which so many are the size of the font.
const EM: f64 = 1000.0;

/// A glyph: places in points, from the upper left.
#[derive(Debug)]
pub(super) struct Glyph {
    /// The mark that it is under.
    pub(super) mark: Option<i32>,
    pub(super) x: f64,
    pub(super) y: f64,
    /// Where it ends.
    pub(super) end: f64,
    pub(super) size: f64,
    pub(super) text: String,
}

/// A page.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// Its number as an object, by which the structure names it.
    pub(super) id: Option<ObjectIdentifier>,
    /// In the order in which they are drawn, without those that belong to the page only.
    pub(super) glyphs: Vec<Glyph>,
    /// The languages of marks.
    pub(super) langs: BTreeMap<i32, Lang>,
}

/// All pages of a file.
pub(super) fn all(pdf: &Pdf) -> Vec<Page> {
    let cache = InterpreterCache::new();
    let settings = InterpreterSettings { render_annotations: false, ..InterpreterSettings::default() };
    let mut left = STEPS;
    let mut pages = Vec::new();
    for page in pdf.pages().iter().take(PAGES) {
        let transform = Affine::new(page.initial_transform(true).as_coeffs());
        let mut context = Context::new(transform, Rect::new(0.0, 0.0, 1.0, 1.0), &cache, pdf.xref(), settings.clone());
        let mut eye = Eye { page: Page { id: page.raw().obj_id(), ..Page::default() }, marks: Vec::new(), left };
        interpret_page(page, &mut context, &mut eye);
        left = eye.left;
        let mut read = eye.page;
        read.langs = langs(page);
        pages.push(read);
    }
    pages
}

/// The languages that marks on a page state themselves.
fn langs(page: &hayro_interpret::hayro_syntax::page::Page<'_>) -> BTreeMap<i32, Lang> {
    let mut all = BTreeMap::new();
    let mut operations = page.typed_operations();
    while let Some(operation) = operations.next() {
        if let TypedInstruction::BeginMarkedContentWithProperties(mark) = operation
            && let Some((properties, _)) = dict_or_stream(mark.1)
            && let Some((number, lang)) = properties.get::<i32>(b"MCID").zip(lang_of(properties))
        {
            all.insert(number, lang);
        }
    }
    all
}

/// The language that an object states.
pub(super) fn lang_of(properties: &Dict<'_>) -> Option<Lang> {
    let tag = properties.get::<hayro_interpret::hayro_syntax::object::String<'_>>(b"Lang")?;
    lang_of_tag(&letters::text_string(tag.as_bytes()))
}

/// What looks at a page while it is drawn.
struct Eye {
    page: Page,
    /// The marks that are open: nothing for what belongs to the page only, such as its number.
    marks: Vec<Option<Option<i32>>>,
    left: usize,
}

impl Eye {
    /// Counts a step. Where a file asks for too many, the thread that draws it ends.
    fn step(&mut self) {
        match self.left.checked_sub(1) {
            Some(left) => self.left = left,
            None => std::panic::resume_unwind(Box::new("too many steps")),
        }
    }
}

impl<'a> Device<'a> for Eye {
    fn draw_glyph(&mut self, glyph: &Drawn<'a>, transform: Affine, glyph_transform: Affine, _: &Paint<'a>, _: &GlyphDrawMode) {
        self.step();
        if self.marks.contains(&None) {
            return;
        }
        let text = match glyph.as_unicode() {
            Some(BfString::Char(character)) => character.to_string(),
            Some(BfString::String(text)) => text,
            None => '\u{fffd}'.to_string(),
        };
        let advance = match glyph {
            Drawn::Outline(outline) => outline.advance_width().map_or(EM / 2.0, f64::from),
            Drawn::Type3(_) => EM / 2.0,
        };
        let whole = transform * glyph_transform;
        let (start, end, top) = (whole * Point::ORIGIN, whole * Point::new(advance, 0.0), whole * Point::new(0.0, EM));
        let mark = self.marks.iter().rev().flatten().flatten().next().copied();
        let (x, y, size) = (start.x, start.y, (top - start).hypot());
        if [x, y, end.x, size].iter().all(|number| number.is_finite()) {
            self.page.glyphs.push(Glyph { mark, x, y, end: end.x, size, text: letters::plain(&text) });
        }
    }

    fn begin_marked_content(&mut self, tag: &[u8], mark: Option<i32>) {
        self.step();
        self.marks.push((tag != b"Artifact").then_some(mark));
    }

    fn end_marked_content(&mut self) {
        self.marks.pop();
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'a>, _: &PathDrawMode) {
        self.step();
    }
    fn push_clip_path(&mut self, _: &ClipPath) {
        self.step();
    }
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.step();
    }
    fn draw_image(&mut self, _: Image<'a, '_>, _: Affine) {
        self.step();
    }
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
