//! What a file may ask for at most: how much its streams unpack to, how deep its objects nest, how often its pages draw forms.

use std::collections::BTreeMap;
use std::io::{self, Read as _, Write};

use flate2::read::ZlibDecoder;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Dict, Name, ObjectIdentifier, Stream};
use memchr::memmem;

/// The most bytes that the streams of a file unpack to.
const MOST: u64 = 128 * 1024 * 1024;
/// How often a stream may have been packed.
const TIMES: usize = 4;
/// How deep arrays and dictionaries stand within each other at most: reading them takes time by the square of it.
const DEEPEST: usize = 1_000;
/// The most bytes that streams packed in the ways of old, which are not unpacked here, take: LZW gives some 1,400 for one.
const MOST_OF_OLD: usize = 1024 * 1024;
/// How often pages may draw what is drawn by a name, and how deep such forms stand within each other.
const DRAWN: u64 = 1_000_000;
const FORMS: usize = 40;

/// Whether the bytes of a file unpack to no more than documents do.
pub(super) fn are_kept(bytes: &[u8]) -> bool {
    let mut whole = Nesting::default();
    whole.see(bytes);
    !whole.is_deep && old(bytes).is_some_and(|old| old <= MOST_OF_OLD) && unpacked(bytes).is_some()
}

/// How much the streams take that are packed by LZW or run lengths; nothing where one is packed again beside.
fn old(bytes: &[u8]) -> Option<usize> {
    let mut all = 0;
    let mut last = 0;
    for at in memmem::find_iter(bytes, b"stream") {
        let Some(before) = bytes.get(last..at).filter(|before| !before.ends_with(b"end")) else {
            last = at;
            continue;
        };
        // its dictionary begins after the object before, which ends in `endobj`
        let dictionary = memmem::rfind(before, b"endobj").map_or(before, |end| before.get(end..).unwrap_or_default());
        let times = |names: &[&[u8]]| names.iter().map(|name| named(dictionary, name)).sum::<usize>();
        let old = times(&[b"/LZWDecode", b"/LZW", b"/RunLengthDecode", b"/RL"]);
        if old > 0 {
            if old + times(&[b"/FlateDecode", b"/Fl"]) > 1 {
                return None;
            }
            let rest = bytes.get(at..).unwrap_or_default();
            all += memmem::find(rest, b"endstream").unwrap_or(rest.len());
        }
        last = at;
    }
    Some(all)
}

/// How often a name stands in a text, whole.
fn named(text: &[u8], name: &[u8]) -> usize {
    let ends = |at: &usize| !text.get(at + name.len()).is_some_and(u8::is_ascii_alphanumeric);
    memmem::find_iter(text, name).filter(ends).count()
}

/// How much the streams of a file unpack to; nothing where that is too much, or nests too deep.
fn unpacked(bytes: &[u8]) -> Option<u64> {
    let (mut left, mut work) = (MOST, MOST);
    for at in memmem::find_iter(bytes, b"stream") {
        let rest = bytes.get(at + 6..).unwrap_or_default();
        let data = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).or_else(|| rest.strip_prefix(b"\r"));
        let Some(data) = data.filter(|data| data.first().is_some_and(|byte| byte & 0x0f == 8)) else { continue };
        let mut decoder = ZlibDecoder::new(data).take(left + 1);
        let mut nesting = Nesting::default();
        // what is damaged counts as far as it unpacks
        let _ = io::copy(&mut decoder, &mut nesting);
        left = left.checked_sub(decoder.get_ref().total_out())?;
        work = work.checked_sub(decoder.get_ref().total_in())?;
        if nesting.is_deep {
            return None;
        }
        left = within(data, left)?;
    }
    Some(MOST - left)
}

/// What is left when a stream that was packed several times is unpacked as often; nothing where that is too much.
fn within(data: &[u8], mut left: u64) -> Option<u64> {
    for times in 1..=TIMES {
        let unpacked = || (0..times).fold(Box::new(data) as Box<dyn io::Read + '_>, |data, _| Box::new(ZlibDecoder::new(data)));
        let mut head = [0; 2];
        let is_packed = unpacked().read_exact(&mut head).is_ok() && head[0] & 0x0f == 8 && u16::from_be_bytes(head) % 31 == 0;
        if !is_packed {
            return Some(left);
        }
        let mut inner = ZlibDecoder::new(unpacked()).take(left + 1);
        let _ = io::copy(&mut inner, &mut io::sink());
        left = left.checked_sub(inner.get_ref().total_out())?;
    }
    None
}

/// How deep brackets nest in what looks like text.
#[derive(Default)]
struct Nesting {
    depth: usize,
    last: u8,
    seen: usize,
    beyond: usize,
    is_deep: bool,
}

impl Nesting {
    fn see(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.seen += 1;
            self.beyond += usize::from(*byte >= 0x80);
            let pair = self.last == *byte;
            match byte {
                b'[' => self.depth += 1,
                b'<' if pair => self.depth += 1,
                b']' => self.depth = self.depth.saturating_sub(1),
                b'>' if pair => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
            // the second sign of a pair begins no other
            self.last = if pair { 0 } else { *byte };
            self.is_deep |= self.depth > DEEPEST && self.beyond * 10 < self.seen;
        }
    }
}

impl Write for Nesting {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.see(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Whether the pages of a file draw forms no more often than documents do: one that draws itself never ends.
pub(super) fn ends(pdf: &Pdf) -> bool {
    let mut forms = Forms { known: BTreeMap::new() };
    let mut left = DRAWN;
    for page in pdf.pages().iter() {
        let drawn = draws(page.page_stream().unwrap_or_default());
        let most = forms.most(&page.resources().x_objects, 0);
        match most.and_then(|most| left.checked_sub(drawn.saturating_mul(most))) {
            Some(rest) => left = rest,
            None => return false,
        }
    }
    true
}

/// How often something is drawn by its name.
fn draws(content: &[u8]) -> u64 {
    memmem::find_iter(content, b"Do").count() as u64
}

struct Forms {
    /// What each form draws in all; nothing while that is being counted.
    known: BTreeMap<ObjectIdentifier, Option<u64>>,
}

impl Forms {
    /// The most that one of these draws; nothing where that has no end.
    fn most(&mut self, objects: &Dict<'_>, depth: usize) -> Option<u64> {
        let mut most = 1;
        for name in objects.keys() {
            if let Some(form) = objects.get::<Stream<'_>>(&*name) {
                most = most.max(self.of(&form, depth)?);
            }
        }
        Some(most)
    }

    fn of(&mut self, form: &Stream<'_>, depth: usize) -> Option<u64> {
        if form.dict().get::<Name<'_>>(b"Subtype").is_none_or(|kind| &*kind != b"Form") {
            return Some(1);
        }
        if depth > FORMS {
            return None;
        }
        let id = form.obj_id();
        if let Some(known) = self.known.get(&id) {
            return *known;
        }
        self.known.insert(id, None);
        let objects = form.dict().get::<Dict<'_>>(b"Resources").and_then(|all| all.get::<Dict<'_>>(b"XObject"));
        let inner = objects.map_or(Some(1), |objects| self.most(&objects, depth + 1))?;
        let content = form.decoded().unwrap_or_default();
        let all = draws(&content).saturating_mul(inner).saturating_add(1);
        self.known.insert(id, Some(all));
        (all <= DRAWN).then_some(all)
    }
}
