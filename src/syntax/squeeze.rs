//! Between scanner and grammar: white space that means nothing goes, so that the grammar need not skip it byte by byte.
//!
//! Of a run of spaces one stays, or none beside a brace or at a line's edge; of a run of line ends and `;` one stays, the `;` if
//! there is one. Strings stay as they are.

use memchr::memchr2;

/// A squeezed text, and where its bytes stood before.
#[derive(Debug, Default)]
pub(super) struct Squeezed {
    pub(super) text: String,
    pub(super) jumps: Jumps,
}

/// Where the bytes of a squeezed text stood: from each place on, until the next.
#[derive(Debug, Default)]
pub(super) struct Jumps {
    /// Byte here, byte there; sorted by both.
    all: Vec<(u32, u32)>,
    /// The index used last: places are mostly asked for in order.
    last: std::cell::Cell<usize>,
}

impl Jumps {
    /// Where a byte stood.
    pub(super) fn start(&self, at: u32) -> u32 {
        let holds = |index: usize| {
            let begins = self.all.get(index).is_some_and(|jump| jump.0 <= at);
            begins && self.all.get(index + 1).is_none_or(|next| at < next.0)
        };
        let last = self.last.get();
        let index = if holds(last) {
            last
        } else if holds(last + 1) {
            last + 1
        } else {
            self.all.partition_point(|jump| jump.0 <= at).saturating_sub(1)
        };
        self.last.set(index);
        self.all.get(index).map_or(at, |jump| jump.1 + (at - jump.0.min(at)))
    }

    /// Where the end of a range stood whose last byte is before `at`.
    pub(super) fn end(&self, at: u32) -> u32 {
        if at == 0 { self.start(0) } else { self.start(at - 1) + 1 }
    }
}

/// Squeezes a scanned text that begins at byte `base` of its source.
pub(super) fn squeeze(text: &str, base: u32) -> Squeezed {
    let bytes = text.as_bytes();
    let mut out = Squeezed { text: String::with_capacity(text.len()), jumps: Jumps::default() };
    out.jumps.all.push((0, base));
    let mut copied = 0;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => at = string_end(bytes, at),
            b' ' | b'\n' | b';' => {
                let run = bytes[at..].iter().take_while(|byte| matches!(byte, b' ' | b'\n' | b';')).count();
                out.text.push_str(text.get(copied..at).unwrap_or_default());
                let kept = kept(&bytes[at..at + run], out.text.bytes().next_back(), bytes.get(at + run).copied());
                at += run;
                copied = at;
                if let Some((kept, offset)) = kept {
                    out.jump(base + (at - run + offset) as u32);
                    out.text.push(kept);
                }
                out.jump(base + at as u32);
            }
            _ => at += 1,
        }
    }
    out.text.push_str(text.get(copied..).unwrap_or_default());
    out
}

impl Squeezed {
    /// What comes next stood at `there`.
    fn jump(&mut self, there: u32) {
        let here = self.text.len() as u32;
        match self.jumps.all.last_mut() {
            Some(last) if last.0 == here => last.1 = there,
            Some(last) if there - last.1 == here - last.0 => {}
            _ => self.jumps.all.push((here, there)),
        }
    }
}

/// What stays of a run, and where in it that stood.
fn kept(run: &[u8], before: Option<u8>, after: Option<u8>) -> Option<(char, usize)> {
    let find = |wanted: u8| run.iter().position(|byte| *byte == wanted);
    if let Some(at) = find(b';') {
        return Some((';', at));
    }
    if let Some(at) = find(b'\n') {
        return Some(('\n', at));
    }
    let beside = |byte: Option<u8>| matches!(byte, None | Some(b'{' | b'}' | b'\n' | b';'));
    (!beside(before) && !beside(after)).then_some((' ', 0))
}

/// One past the closing quotes; the scanner has seen to it that there are some.
fn string_end(bytes: &[u8], at: usize) -> usize {
    let long = bytes[at..].starts_with(b"\"\"\"");
    let mut end = at + if long { 3 } else { 1 };
    while let Some(step) = bytes.get(end..).and_then(|rest| memchr2(b'"', b'\\', rest)) {
        end += step;
        if bytes[end] == b'\\' {
            end += 2;
        } else if !long {
            return end + 1;
        } else if bytes[end..].starts_with(b"\"\"\"") {
            return end + 3;
        } else {
            end += 1;
        }
    }
    bytes.len()
}
