//! The command that writes a text anew in UTF-8, on the system at hand.

use super::Encoding;
use crate::source::is_hidden;

/// A system whose command lines are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    /// Linux, macOS and their like: `iconv`.
    Unix,
    /// Windows: PowerShell.
    Windows,
}

impl System {
    /// The one that this program was built for.
    pub const HERE: Self = if cfg!(windows) { Self::Windows } else { Self::Unix };

    /// What writes a file in UTF-8 beside the one at `path`. Nothing where the name holds what a terminal would misread.
    #[must_use]
    pub fn to_utf8(self, encoding: Encoding, path: &str) -> Option<String> {
        self.command(path, |from, to| match self {
            Self::Unix => format!("iconv -f {} -t UTF-8 {from} > {to}", encoding.iconv),
            Self::Windows => net(from, to, encoding.code_page, ""),
        })
    }

    /// What ends the lines of a file as is usual, where they end as old Macs did.
    #[must_use]
    pub fn to_newlines(self, path: &str) -> Option<String> {
        self.command(path, |from, to| match self {
            Self::Unix => format!("tr '\\r' '\\n' < {from} > {to}"),
            Self::Windows => net(from, to, 65001, ".Replace(\"`r\", \"`n\")"),
        })
    }

    fn command(self, path: &str, put: impl Fn(&str, &str) -> String) -> Option<String> {
        if path.chars().any(|c| is_hidden(c) || matches!(c, '\n' | '\t')) {
            return None;
        }
        let new = format!("{}.utf8.odp", path.strip_suffix(".odp").unwrap_or(path));
        Some(put(&self.quoted(path), &self.quoted(&new)))
    }

    /// A path so that a shell takes it as one word, and no program as an option.
    fn quoted(self, path: &str) -> String {
        let path = if path.starts_with('-') { format!("./{path}") } else { path.to_owned() };
        match self {
            Self::Unix if path.chars().all(|c| c.is_alphanumeric() || matches!(c, '/' | '.' | '_' | '-')) => path,
            Self::Unix => format!("'{}'", path.replace('\'', "'\\''")),
            Self::Windows => format!("'{}'", path.replace('\'', "''")),
        }
    }
}

/// PowerShell by way of .NET, for its own commands cannot name an encoding by number before version 7.
fn net(from: &str, to: &str, code_page: u16, change: &str) -> String {
    let full = |path: &str| format!("[IO.Path]::Combine($PWD, {path})");
    let read = format!("[IO.File]::ReadAllText({}, [Text.Encoding]::GetEncoding({code_page})){change}", full(from));
    format!("[IO.File]::WriteAllText({}, {read})", full(to))
}
