//! Text that is not UTF-8: in which encoding it is, and how it reads.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs as whatwg;

/// A text in another encoding, or damaged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotUtf8 {
    /// The text as it reads in that encoding; with U+FFFD for what cannot be read.
    pub text: String,
    /// Where the trouble begins in `text`.
    pub place: std::ops::Range<usize>,
    /// The first byte of the file that is not UTF-8, from 0.
    pub offset: usize,
    /// The encoding; nothing where the text is UTF-8 but for a few bytes, or could be anything.
    pub encoding: Option<Encoding>,
}

/// An encoding by the names that people and programs give it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding {
    /// As people know it.
    pub name: &'static str,
    /// As `iconv` knows it.
    pub iconv: &'static str,
    /// As Windows counts it.
    pub code_page: u16,
}

/// WHATWG's name, as people know it, as `iconv` knows it, as Windows counts it.
static KNOWN: &[(&str, &str, &str, u16)] = &[
    ("Big5", "Big5", "BIG5", 950),
    ("GBK", "GBK", "GB18030", 54936),
    ("gb18030", "GB 18030", "GB18030", 54936),
    ("Shift_JIS", "Shift_JIS", "CP932", 932),
    ("EUC-JP", "EUC-JP", "EUC-JP", 51932),
    ("EUC-KR", "EUC-KR", "CP949", 949),
    ("windows-1250", "Windows-1250", "CP1250", 1250),
    ("windows-1251", "Windows-1251", "CP1251", 1251),
    ("windows-1252", "Windows-1252", "CP1252", 1252),
    ("windows-1253", "Windows-1253", "CP1253", 1253),
    ("windows-1254", "Windows-1254", "CP1254", 1254),
    ("windows-1255", "Windows-1255", "CP1255", 1255),
    ("windows-1256", "Windows-1256", "CP1256", 1256),
    ("windows-1257", "Windows-1257", "CP1257", 1257),
    ("windows-1258", "Windows-1258", "CP1258", 1258),
    ("windows-874", "Windows-874", "CP874", 874),
    ("ISO-8859-2", "ISO 8859-2", "ISO-8859-2", 28592),
    ("KOI8-U", "KOI8-U", "KOI8-U", 21866),
    ("UTF-16LE", "UTF-16", "UTF-16LE", 1200),
    ("UTF-16BE", "UTF-16 (big-endian)", "UTF-16BE", 1201),
];
const HKSCS: Encoding = Encoding { name: "Big5-HKSCS", iconv: "BIG5-HKSCS", code_page: 950 };
const UTF_32: [Encoding; 2] = [
    Encoding { name: "UTF-32", iconv: "UTF-32LE", code_page: 12000 },
    Encoding { name: "UTF-32 (big-endian)", iconv: "UTF-32BE", code_page: 12001 },
];

/// UTF-16 and UTF-32 by their mark, or by where the zero bytes stand that ASCII takes in them.
pub(super) fn wide(bytes: &[u8]) -> Option<NotUtf8> {
    let head = bytes.get(..super::HEAD).unwrap_or(bytes);
    let zeros = |of: usize, at: usize| head.iter().skip(at).step_by(of).filter(|byte| **byte == 0).count();
    let (pairs, fours) = (head.len() / 2, head.len() / 4);
    let many = |zeros: usize, of: usize| of >= 2 && zeros * 4 > of;
    let (text, encoding) = match head {
        [0xff, 0xfe, 0, 0, ..] => utf_32(bytes, 0),
        [0, 0, 0xfe, 0xff, ..] => utf_32(bytes, 1),
        [0xff, 0xfe, ..] => decoded(whatwg::UTF_16LE, bytes),
        [0xfe, 0xff, ..] => decoded(whatwg::UTF_16BE, bytes),
        _ if fours >= 2 && zeros(4, 3) == fours && zeros(4, 0) < fours => utf_32(bytes, 0),
        _ if fours >= 2 && zeros(4, 0) == fours && zeros(4, 3) < fours => utf_32(bytes, 1),
        _ if many(zeros(2, 1), pairs) && zeros(2, 0) * 8 < pairs => decoded(whatwg::UTF_16LE, bytes),
        _ if many(zeros(2, 0), pairs) && zeros(2, 1) * 8 < pairs => decoded(whatwg::UTF_16BE, bytes),
        _ => return None,
    };
    let place = 0..first_line(&text);
    Some(NotUtf8 { text, place, offset: 0, encoding: Some(encoding) })
}

/// What bytes are that are not UTF-8: `valid` of them are.
pub(super) fn narrow(bytes: &[u8], valid: usize) -> NotUtf8 {
    let (good, bad) = evidence(bytes);
    // a stray byte in good UTF-8 would be guessed as Big5
    let damaged = good > bad || (bad <= 2 && bad * 100 < bytes.len());
    if !damaged && let Some((text, encoding)) = guess(bytes) {
        let start = text.find(|character: char| !character.is_ascii()).unwrap_or(0);
        let length = text[start..].find(|character: char| character.is_ascii()).unwrap_or(text.len() - start);
        return NotUtf8 { text, place: start..start + length, offset: valid, encoding: Some(encoding) };
    }
    let text = String::from_utf8_lossy(bytes).into_owned();
    NotUtf8 { text, place: valid..valid + '\u{fffd}'.len_utf8(), offset: valid, encoding: None }
}

/// How many characters beyond ASCII are good UTF-8, and how many places are none.
fn evidence(bytes: &[u8]) -> (usize, usize) {
    bytes.utf8_chunks().fold((0, 0), |(good, bad), chunk| {
        let beyond = chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        (good + beyond, bad + usize::from(!chunk.invalid().is_empty()))
    })
}

fn guess(bytes: &[u8]) -> Option<(String, Encoding)> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    // a few bytes could be anything: then what is usual in Hong Kong
    let few = bytes.iter().filter(|byte| !byte.is_ascii()).count() < 12;
    let encoding = detector.guess(few.then_some(b"hk"), Utf8Detection::Deny);
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?.into_owned();
    let known = named(encoding)?;
    Some((text, if encoding == whatwg::BIG5 && is_hkscs(bytes) { HKSCS } else { known }))
}

fn named(encoding: &'static whatwg::Encoding) -> Option<Encoding> {
    let (_, name, iconv, code_page) = KNOWN.iter().find(|(name, ..)| *name == encoding.name())?;
    Some(Encoding { name, iconv, code_page: *code_page })
}

/// Whether a character stands there that only Hong Kong's supplement to Big5 has.
fn is_hkscs(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| *byte >= 0x80) {
        let [lead, trail, ..] = rest[at..] else { return false };
        match (lead, trail) {
            (0x87..=0xa0 | 0xc7 | 0xc8 | 0xfa..=0xfe, _) | (0xc6, 0xa1..) | (0xf9, 0xd6..) => return true,
            _ => rest = &rest[at + 2..],
        }
    }
    false
}

fn decoded(encoding: &'static whatwg::Encoding, bytes: &[u8]) -> (String, Encoding) {
    let (text, _) = encoding.decode_with_bom_removal(bytes);
    let known = named(encoding).unwrap_or(Encoding { name: encoding.name(), iconv: encoding.name(), code_page: 65001 });
    (text.into_owned(), known)
}

fn utf_32(bytes: &[u8], big: usize) -> (String, Encoding) {
    let (fours, _) = bytes.as_chunks::<4>();
    let number = |four: &[u8; 4]| if big == 1 { u32::from_be_bytes(*four) } else { u32::from_le_bytes(*four) };
    let text: String = fours.iter().map(|four| char::from_u32(number(four)).unwrap_or('\u{fffd}')).collect();
    (text.trim_start_matches('\u{feff}').to_owned(), UTF_32[big])
}

fn first_line(text: &str) -> usize {
    text.lines().next().unwrap_or_default().trim_end().len()
}
