//! How pages look: our style, and what the house style adds to it.

use std::fmt::Write as _;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::emit::{Logo, Options};
use crate::settings::{Colour, House};

/// Line breaks at its ends would be counted in its hash by some and not by others.
static STYLE: &str = include_str!("look.css").trim_ascii();

/// Where the families of the house stand in it.
const FONTS: &str = "/*fonts*/ ";

/// The colour of titles and links where the house has none.
const ACCENT: Colour = Colour { rgb: [0x0f, 0x5e, 0x59] };
/// What pages stand on by night.
const NIGHT: Colour = Colour { rgb: [0x14, 0x18, 0x1a] };
/// A ground on which their accent is read well too: by night letters look fainter than the formula tells.
const DUSK: Colour = Colour { rgb: [0x30, 0x34, 0x36] };
/// Of 256 parts of a tint, those that are paper.
const PAPER_IN_TINT: u16 = 238;

/// What is alike in all pages of a run.
#[derive(Default)]
pub(super) struct Look {
    /// The style, whole.
    pub style: String,
    /// The content security policy, but for the data of the page: nothing is loaded from anywhere; of styles, only ours.
    pub policy: String,
    /// The address that holds the logo.
    pub logo: Option<String>,
}

impl Look {
    pub(super) fn new(options: &Options) -> Self {
        let style = style(&options.house);
        let images = if options.logo.is_some() { " img-src data:;" } else { "" };
        let policy =
            format!("default-src 'none'; style-src 'sha256-{}';{images} base-uri 'none'; form-action 'none'", hash(&style));
        Self { style, policy, logo: options.logo.as_ref().map(data_url) }
    }
}

/// The style of pages in the house style.
pub(crate) fn style(house: &House) -> String {
    format!("{}\n{}", STYLE.replace(FONTS, &families(&house.fonts)), house_style(house))
}

/// What a policy knows a style or script by.
pub(crate) fn hash(text: &str) -> String {
    STANDARD.encode(Sha256::digest(text.as_bytes()))
}

fn data_url(logo: &Logo) -> String {
    format!("data:{};base64,{}", logo.kind.media_type(), STANDARD.encode(&logo.bytes))
}

/// The colours of the style, and the paper.
fn house_style(house: &House) -> String {
    let day = house.colour.unwrap_or(ACCENT).readable_on(Colour::WHITE, Colour::BLACK);
    let night = day.readable_on(DUSK, Colour::WHITE);
    let (short, long) = house.paper.millimetres();
    format!(
        ":root {{ {}; }}\n\
         @media screen and (prefers-color-scheme: dark) {{ :root {{ {}; }} }}\n\
         @page {{ size: {long}mm {short}mm; }}",
        colours(day, Colour::WHITE, Colour::BLACK),
        colours(night, NIGHT, Colour::WHITE),
    )
}

/// An accent with its tint of the paper, and the nearest colour that links are read in on both.
fn colours(accent: Colour, paper: Colour, end: Colour) -> String {
    let tint = accent.mixed(paper, PAPER_IN_TINT);
    let link = accent.readable_on(tint, end);
    format!("--paper: {paper}; --accent: {accent}; --link: {link}; --tint: {tint}")
}

/// Families as strings of CSS, each with a comma after it. What is neither letter nor figure is escaped: no name ends its string,
/// nor the style.
fn families(names: &[Box<str>]) -> String {
    let mut out = String::new();
    for name in names {
        out.push('"');
        for c in name.chars() {
            if c.is_alphanumeric() || c == ' ' {
                out.push(c);
            } else {
                // writing to a string does not fail
                let _ = write!(out, "\\{:x} ", u32::from(c));
            }
        }
        out.push_str("\", ");
    }
    out
}
