//! The structure of a tagged PDF: headings, paragraphs, lists, tables.

use std::collections::BTreeMap;

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, String as Bytes};

use super::super::paper::Paper;
use super::super::{Desk, File, in_languages};
use super::Taken;
use super::letters::{self, Line, Unread};
use super::page::{Page, lang_of};
use crate::import::marks;
use crate::import::material::{Block, Mark, Piece, Row};
use crate::model::Lang;
use crate::source::Span;

/// How deep the structure is read, and how many nodes it may have.
const DEEPEST: usize = 60;
const NODES: usize = 500_000;
/// The most columns that a cell may span.
const COLUMNS: usize = 64;

/// A mark of a page, and the language of the element that it is under.
type Marked = (Option<ObjectIdentifier>, i32, Option<Lang>);

/// A part of the structure.
#[derive(Debug)]
pub(super) enum Node {
    /// What stands under a mark of a page.
    Marked(Option<ObjectIdentifier>, i32),
    /// An element: its kind, its language, how many columns it spans.
    Element(String, Option<Lang>, usize, Vec<Self>),
}

/// The structure of a file; nothing where it is not tagged.
pub(super) fn of(pdf: &Pdf) -> Vec<Node> {
    let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    let Some(tree) = root.as_ref().and_then(|root| root.get::<Dict<'_>>(b"StructTreeRoot")) else { return Vec::new() };
    let roles = tree.get::<Dict<'_>>(b"RoleMap").unwrap_or_else(Dict::empty);
    let mut builder = Builder { roles, left: NODES };
    let lang = root.as_ref().and_then(lang_of);
    tree.get::<Object<'_>>(b"K").map(|kids| builder.kids(kids, None, lang, 0)).unwrap_or_default()
}

/// The files that are attached to a file as its source (ISO 32000-2, 14.13).
pub(super) fn sources(pdf: &Pdf) -> Vec<String> {
    let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    let files = root.and_then(|root| root.get::<Array<'_>>(b"AF"));
    let name = |file: Dict<'_>| {
        let is_source = file.get::<Name<'_>>(b"AFRelationship").is_some_and(|relation| &*relation == b"Source");
        let name = file.get::<Bytes<'_>>(b"UF").or_else(|| file.get::<Bytes<'_>>(b"F"))?;
        is_source.then(|| letters::text_string(name.as_bytes()))
    };
    files.iter().flat_map(|files| files.iter::<Dict<'_>>()).filter_map(name).take(16).collect()
}

struct Builder<'p> {
    roles: Dict<'p>,
    left: usize,
}

impl<'p> Builder<'p> {
    fn kids(&mut self, kids: Object<'p>, page: Option<ObjectIdentifier>, lang: Option<Lang>, depth: usize) -> Vec<Node> {
        match kids {
            Object::Array(all) => all.iter::<Object<'p>>().flat_map(|kid| self.kid(kid, page, lang, depth)).collect(),
            one => self.kid(one, page, lang, depth).into_iter().collect(),
        }
    }

    fn kid(&mut self, kid: Object<'p>, page: Option<ObjectIdentifier>, lang: Option<Lang>, depth: usize) -> Option<Node> {
        self.left = self.left.checked_sub(1)?;
        let element = match kid {
            Object::Number(number) => return Some(Node::Marked(page, i32::try_from(number.as_i64()).ok()?)),
            Object::Dict(element) => element,
            _ => return None,
        };
        let page = element.get_ref(b"Pg").map(Into::into).or(page);
        if let Some(mark) = element.get::<i32>(b"MCID") {
            return Some(Node::Marked(page, mark));
        }
        let kind = element.get::<Name<'p>>(b"S").filter(|_| depth < DEEPEST)?;
        let role = self.roles.get::<Name<'p>>(&*kind).unwrap_or(kind);
        let lang = lang_of(&element).or(lang);
        let kids = element.get::<Object<'p>>(b"K").map(|kids| self.kids(kids, page, lang, depth + 1)).unwrap_or_default();
        Some(Node::Element(String::from_utf8_lossy(&role).into_owned(), lang, columns(&element), kids))
    }
}

/// How many columns an element spans.
fn columns(element: &Dict<'_>) -> usize {
    let attributes = match element.get::<Object<'_>>(b"A") {
        Some(Object::Dict(one)) => vec![one],
        Some(Object::Array(all)) => all.iter::<Dict<'_>>().take(COLUMNS).collect(),
        _ => Vec::new(),
    };
    let span = attributes.iter().find_map(|one| one.get::<i32>(b"ColSpan")).unwrap_or(1);
    usize::try_from(span).unwrap_or(1).clamp(1, COLUMNS)
}

/// The blocks of a tagged file, and where they begin.
pub(super) fn blocks(file: &File, taken: &Taken, desk: &mut Desk<'_>, unread: &mut Unread) -> (Vec<Block>, Span) {
    let mut glyphs: BTreeMap<(usize, i32), Vec<usize>> = BTreeMap::new();
    for (number, page) in taken.pages.iter().enumerate() {
        for (at, glyph) in page.glyphs.iter().enumerate() {
            if let Some(mark) = glyph.mark {
                glyphs.entry((number, mark)).or_default().push(at);
            }
        }
    }
    let numbers = taken.pages.iter().enumerate().filter_map(|(number, page)| Some((page.id?, number))).collect();
    let paper = Paper::new(file.name.clone(), desk);
    let start = paper.title(Vec::new()).span;
    let mut reader = Reader { pages: &taken.pages, glyphs, numbers, paper, unread, blocks: Vec::new(), page: 0 };
    reader.all(&taken.tree);
    let Reader { paper, blocks, .. } = reader;
    paper.finish();
    (in_languages(blocks), start)
}

struct Reader<'r, 'p, 'd> {
    pages: &'r [Page],
    /// The glyphs under each mark of a page.
    glyphs: BTreeMap<(usize, i32), Vec<usize>>,
    numbers: BTreeMap<ObjectIdentifier, usize>,
    paper: Paper<'p, 'd>,
    unread: &'r mut Unread,
    blocks: Vec<Block>,
    /// The page of what was read last, from 0.
    page: usize,
}

impl Reader<'_, '_, '_> {
    fn all(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Element(kind, _, _, kids) => match &**kind {
                    "Table" => self.table(kids),
                    "Document" | "Part" | "Sect" | "Div" | "Art" | "NonStruct" | "Aside" | "BlockQuote" | "L" | "LI" => {
                        self.all(kids)
                    }
                    "TOC" | "Artifact" | "Figure" | "Private" | "Lbl" => {}
                    _ => self.paragraph(std::slice::from_ref(node)),
                },
                Node::Marked(..) => self.paragraph(std::slice::from_ref(node)),
            }
        }
    }

    fn paragraph(&mut self, nodes: &[Node]) {
        let pieces = self.pieces(nodes);
        if pieces.iter().any(|piece| !piece.text.trim().is_empty()) {
            self.paper.line(None);
            let mark = self.mark();
            let cell = self.unread.cell(&mut self.paper, &mark, pieces);
            self.blocks.push(Block::Paragraph(cell));
        }
    }

    /// The page, as it is written before what stands there.
    fn mark(&self) -> String {
        format!("[page {}]", self.page + 1)
    }

    fn table(&mut self, kids: &[Node]) {
        let mut rows = Vec::new();
        for kid in kids {
            match kid {
                Node::Element(kind, _, _, _) if kind == "Caption" => self.paragraph(std::slice::from_ref(kid)),
                Node::Element(kind, _, _, cells) if kind == "TR" => rows.push(cells.as_slice()),
                Node::Element(_, _, _, inner) => {
                    let inner = inner.iter().filter_map(|kid| match kid {
                        Node::Element(kind, _, _, cells) if kind == "TR" => Some(cells.as_slice()),
                        _ => None,
                    });
                    rows.extend(inner);
                }
                Node::Marked(..) => {}
            }
        }
        let rows: Vec<Row> = rows.into_iter().map(|cells| self.row(cells)).collect();
        self.blocks.extend((!rows.is_empty()).then_some(Block::Table(rows)));
    }

    fn row(&mut self, cells: &[Node]) -> Row {
        self.paper.line(None);
        let mut all = Vec::new();
        for node in cells {
            let Node::Element(_, _, columns, kids) = node else { continue };
            let pieces = self.pieces(kids);
            let mark = if all.is_empty() { self.mark() } else { String::new() };
            let cell = self.unread.cell(&mut self.paper, &mark, pieces);
            all.push(cell);
            all.extend(std::iter::repeat_n(self.paper.blank(), columns - 1));
        }
        self.paper.row(all)
    }

    /// What stands in nodes: paragraphs and items of lists.
    fn pieces(&mut self, nodes: &[Node]) -> Vec<Piece> {
        let mut out = Vec::new();
        let mut open = Vec::new();
        for node in nodes {
            match node {
                Node::Element(kind, ..) if kind == "Lbl" => {}
                Node::Element(kind, _, _, kids) if kind == "LI" => {
                    self.close(&mut open, &mut out);
                    out.extend(self.item(kids));
                }
                Node::Element(kind, _, _, kids) if is_block(kind) => {
                    self.close(&mut open, &mut out);
                    out.extend(self.pieces(kids));
                }
                inline => marked(inline, None, &mut open),
            }
        }
        self.close(&mut open, &mut out);
        out
    }

    /// An item of a list: what it says first is the bullet, in each language.
    fn item(&mut self, kids: &[Node]) -> Vec<Piece> {
        let mut pieces = self.pieces(kids);
        let mut seen = Vec::new();
        for piece in &mut pieces {
            if !seen.contains(&piece.lang) {
                seen.push(piece.lang);
                piece.mark = Mark::Bullet;
            }
        }
        pieces
    }

    /// What was collected of a paragraph becomes pieces.
    fn close(&mut self, open: &mut Vec<Marked>, out: &mut Vec<Piece>) {
        let lines = self.lines(open);
        open.clear();
        for (lang, text) in letters::joined(lines) {
            let text = marks::joined(text.lines());
            out.extend(marks::pieces(&text, Some(lang)));
        }
    }

    fn lines(&mut self, open: &[Marked]) -> Vec<Line> {
        let mut all = Vec::new();
        for (id, mark, lang) in open {
            let Some(number) = id.and_then(|id| self.numbers.get(&id)).copied() else { continue };
            let Some(page) = self.pages.get(number) else { continue };
            let lang = page.langs.get(mark).copied().or(*lang);
            let places = self.glyphs.get(&(number, *mark)).into_iter().flatten();
            let glyphs = places.filter_map(|at| page.glyphs.get(*at)).map(|glyph| (glyph, lang));
            self.page = number;
            all.extend(glyphs);
        }
        letters::lines(all.into_iter())
    }
}

/// Whether elements of a kind are paragraphs of their own.
fn is_block(kind: &str) -> bool {
    matches!(
        kind,
        "P" | "L"
            | "LBody"
            | "Div"
            | "Sect"
            | "Caption"
            | "Note"
            | "FENote"
            | "BlockQuote"
            | "Table"
            | "TR"
            | "TD"
            | "TH"
            | "THead"
            | "TBody"
    ) || kind.strip_prefix('H').is_some_and(|level| level.is_empty() || level.parse::<u8>().is_ok())
}

/// The marks under a node, in order, each with the language of its element.
fn marked(node: &Node, lang: Option<Lang>, out: &mut Vec<Marked>) {
    match node {
        Node::Marked(page, mark) => out.push((*page, *mark, lang)),
        Node::Element(_, own, _, kids) => kids.iter().for_each(|kid| marked(kid, own.or(lang), out)),
    }
}
