//! What the terminal shows, and in which language.

use std::borrow::Cow;
use std::io::IsTerminal;
use std::path::PathBuf;

use super::project::Project;
use crate::diagnostic::MessageLang;
use crate::files::{MAX_BYTES, MOST_BYTES};
use crate::report::{Look, say};

/// How many findings are shown, unless all are asked for.
const LIMIT: usize = 50;

/// Where `--help` lists the options of every command.
static GLOBAL: &str = "Global options";

/// Options of every command.
#[derive(clap::Args, Debug, Default)]
pub(super) struct Globals {
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", help_heading = GLOBAL, display_order = 903)]
    color: Colour,
    /// The language of messages [default: by locale, else by odp.toml, else en]
    #[arg(long, global = true, value_name = "LANG", help_heading = GLOBAL, display_order = 901)]
    lang: Option<Language>,
    /// The folder that no `use` may leave [default: the nearest with odp.toml, else with .git]
    #[arg(long, global = true, value_name = "DIR", help_heading = GLOBAL, display_order = 902)]
    root: Option<PathBuf>,
    /// Show all findings, not only 50
    #[arg(long, global = true, help_heading = GLOBAL, display_order = 904)]
    all_errors: bool,
    /// Read files of so many bytes at most
    #[arg(long, global = true, value_name = "BYTES", default_value_t = MAX_BYTES, value_parser = bytes(),
          help_heading = GLOBAL, display_order = 905)]
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
    pub(super) project: Option<Project>,
    pub(super) max_bytes: u64,
    colour: Colour,
    limit: Option<usize>,
}

impl Terminal {
    /// `paths` are those that a command was given: what they belong to may have settings.
    pub(super) fn new(globals: Globals, paths: &[PathBuf]) -> Self {
        let project = Project::find(paths, globals.root.as_deref());
        let said = globals.lang.map(|lang| match lang {
            Language::En => MessageLang::English,
            Language::Tc => MessageLang::Traditional,
            Language::Sc => MessageLang::Simplified,
        });
        let set = || project.as_ref().and_then(|project| project.settings().lang);
        let lang = said.or_else(|| by_locale(&locale("LC_MESSAGES"))).or_else(set).unwrap_or_default();
        let limit = (!globals.all_errors).then_some(LIMIT);
        Self { lang, root: globals.root, max_bytes: globals.max_bytes, project, colour: globals.color, limit }
    }

    /// The same with the settings as they are now.
    pub(super) fn anew(&self, paths: &[PathBuf]) -> Self {
        let project = Project::find(paths, self.root.as_deref());
        Self { project, root: self.root.clone(), ..*self }
    }

    /// How many findings are shown.
    pub(super) fn most(&self) -> usize {
        self.limit.unwrap_or(usize::MAX)
    }

    /// Words of ours in the reader's language.
    pub(super) fn say<'a>(&self, english: &'a str, chinese: &'a str) -> Cow<'a, str> {
        say(self.lang, english, chinese)
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
        let forced = || std::env::var_os("FORCE_COLOR").is_some_and(|value| !value.is_empty() && value != "0");
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let colour = match self.colour {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => !set("NO_COLOR") && (forced() || (is_terminal && !dumb)),
        };
        Look { colour, unicode: is_unicode(&locale("LC_CTYPE")), width: width(stream), limit: self.limit }
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

/// The locale of a category such as `LC_MESSAGES`, as POSIX ranks its variables.
fn locale(category: &str) -> String {
    let names = ["LC_ALL", category, "LANG"];
    names.iter().filter_map(|name| std::env::var(name).ok()).find(|value| !value.is_empty()).unwrap_or_default()
}

/// Whether a locale shows more than ASCII: one without a character set is taken to, for most systems set none.
fn is_unicode(locale: &str) -> bool {
    let set =
        locale.split('@').next().and_then(|locale| locale.split_once('.')).map(|(_, set)| set.replace('-', "").to_lowercase());
    set.map_or(!matches!(locale, "C" | "POSIX"), |set| set == "utf8")
}

/// `zh_HK`, `zh_TW`, `zh_MO` read Traditional, `zh_CN`, `zh_SG` Simplified Chinese, all others English; no locale, `C` and
/// `POSIX` say nothing of a language.
fn by_locale(locale: &str) -> Option<MessageLang> {
    let tag = locale.split(['.', '@']).next().unwrap_or_default().replace('-', "_").to_lowercase();
    match &*tag {
        "" | "c" | "posix" => None,
        "zh_hk" | "zh_tw" | "zh_mo" | "zh_hant" | "zh_hant_hk" | "zh_hant_tw" | "zh_hant_mo" => Some(MessageLang::Traditional),
        "zh_cn" | "zh_sg" | "zh_hans" | "zh_hans_cn" | "zh_hans_sg" => Some(MessageLang::Simplified),
        _ => Some(MessageLang::English),
    }
}
