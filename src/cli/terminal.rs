//! What the terminal shows, and in which language.

use std::borrow::Cow;
use std::io::IsTerminal;
use std::path::PathBuf;

use crate::diagnostic::MessageLang;
use crate::files::{MAX_BYTES, MOST_BYTES};
use crate::model::to_simplified;
use crate::report::{Look, Palette};

/// Where `--help` lists the options of every command.
static GLOBAL: &str = "Global options";

/// Options of every command.
#[derive(clap::Args, Debug, Default)]
pub(super) struct Globals {
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", help_heading = GLOBAL, display_order = 903)]
    color: Colour,
    /// The language of messages [default: by locale, else en]
    #[arg(long, global = true, value_name = "LANG", help_heading = GLOBAL, display_order = 901)]
    lang: Option<Language>,
    /// The folder that no `use` may leave [default: the nearest with odp.toml, else with .git]
    #[arg(long, global = true, value_name = "DIR", help_heading = GLOBAL, display_order = 902)]
    root: Option<PathBuf>,
    /// Read files of so many bytes at most
    #[arg(long, global = true, value_name = "BYTES", default_value_t = MAX_BYTES, value_parser = bytes(),
          help_heading = GLOBAL, display_order = 904)]
    max_bytes: u64,
}

fn bytes() -> clap::builder::RangedU64ValueParser {
    clap::builder::RangedU64ValueParser::new().range(1..=MOST_BYTES)
}

#[derive(clap::ValueEnum, Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Colour {
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(clap::ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
enum Language {
    /// English
    En,
    /// Traditional Chinese
    Tc,
    /// Simplified Chinese, derived from Traditional
    Sc,
}

/// What commands need to know of their surroundings.
#[derive(Debug, Default)]
pub(super) struct Terminal {
    pub(super) lang: MessageLang,
    pub(super) root: Option<PathBuf>,
    pub(super) max_bytes: u64,
    colour: Colour,
}

impl Terminal {
    pub(super) fn new(globals: Globals) -> Self {
        let lang = match globals.lang {
            Some(Language::En) => MessageLang::English,
            Some(Language::Tc) => MessageLang::Traditional,
            Some(Language::Sc) => MessageLang::Simplified,
            None => by_locale(&locale()),
        };
        Self { lang, root: globals.root, max_bytes: globals.max_bytes, colour: globals.color }
    }

    /// Words of ours in the reader's language.
    pub(super) fn say<'a>(&self, english: &'a str, chinese: &'a str) -> Cow<'a, str> {
        match self.lang {
            MessageLang::English => english.into(),
            MessageLang::Traditional => chinese.into(),
            MessageLang::Simplified => to_simplified(chinese).into(),
        }
    }

    /// What a report on standard output may look like.
    pub(super) fn stdout(&self) -> Look {
        self.look(&std::io::stdout())
    }

    /// What a report on standard error may look like.
    pub(super) fn stderr(&self) -> Look {
        self.look(&std::io::stderr())
    }

    fn look(&self, stream: &(impl Stream + IsTerminal)) -> Look {
        let is_terminal = stream.is_terminal();
        let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let colour = match self.colour {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => !set("NO_COLOR") && (set("FORCE_COLOR") || (is_terminal && !dumb)),
        };
        let ascii = matches!(&*locale(), "C" | "POSIX") && is_terminal;
        let palette = match (colour, ascii) {
            (true, false) => Palette::Colour,
            (_, true) => Palette::Ascii,
            (false, false) => Palette::Plain,
        };
        Look { palette, width: width(stream) }
    }
}

/// A stream whose terminal can be asked for its size.
#[cfg(unix)]
use std::os::fd::AsFd as Stream;
#[cfg(windows)]
use std::os::windows::io::AsHandle as Stream;

/// The width of a stream in cells: `COLUMNS`, else its terminal's, else 100.
fn width(stream: &impl Stream) -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse::<usize>().ok());
    let real = || terminal_size::terminal_size_of(stream).map(|(width, _)| usize::from(width.0));
    columns.or_else(real).unwrap_or(100).clamp(40, 160)
}

/// The locale of messages, as POSIX ranks its variables.
fn locale() -> String {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"];
    names.iter().filter_map(|name| std::env::var(name).ok()).find(|value| !value.is_empty()).unwrap_or_default()
}

/// `zh_HK`, `zh_TW`, `zh_MO` read Traditional, `zh_CN`, `zh_SG` Simplified Chinese, all others English.
fn by_locale(locale: &str) -> MessageLang {
    let tag = locale.split(['.', '@']).next().unwrap_or_default().replace('-', "_").to_lowercase();
    match &*tag {
        "zh_hk" | "zh_tw" | "zh_mo" | "zh_hant" | "zh_hant_hk" | "zh_hant_tw" | "zh_hant_mo" => MessageLang::Traditional,
        "zh_cn" | "zh_sg" | "zh_hans" | "zh_hans_cn" | "zh_hans_sg" => MessageLang::Simplified,
        _ => MessageLang::English,
    }
}
