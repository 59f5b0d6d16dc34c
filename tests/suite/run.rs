//! The real binary in a temporary folder.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A folder of its own, gone with the test; under it the root of `use`.
pub(super) struct Folder(tempfile::TempDir);

/// What a run gave.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Ran {
    pub(super) code: i32,
    pub(super) out: String,
    pub(super) err: String,
}

/// A run to be made.
pub(super) struct Run(Command, Option<Vec<u8>>);

impl Folder {
    /// An empty one.
    pub(super) fn new() -> Self {
        Self(tempfile::Builder::new().prefix("odp-test-").tempdir().expect("a temporary folder"))
    }

    /// One with a file.
    pub(super) fn with(name: &str, text: impl AsRef<[u8]>) -> Self {
        let folder = Self::new();
        folder.write(name, text);
        folder
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(super) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
        fs::write(path, text).expect("writable");
    }

    /// Writes a file as most editors do: nobody sees it half written.
    pub(super) fn save(&self, name: &str, text: impl AsRef<[u8]>) {
        let beside = self.path(&format!("{name}.part"));
        self.write(&format!("{name}.part"), text);
        fs::rename(beside, self.path(name)).expect("renamed");
    }

    pub(super) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The names of all files, hidden ones too.
    pub(super) fn files(&self) -> BTreeSet<String> {
        fn walk(folder: &Path, base: &Path, names: &mut BTreeSet<String>) {
            for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("readable").path()) {
                if entry.is_dir() {
                    walk(&entry, base, names);
                } else {
                    let name = entry.strip_prefix(base).expect("inside").to_string_lossy().replace('\\', "/");
                    names.insert(name);
                }
            }
        }
        let mut names = BTreeSet::new();
        walk(self.0.path(), self.0.path(), &mut names);
        names
    }

    /// `odp` with arguments, in this folder.
    pub(super) fn run(&self, arguments: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_odp"));
        command.args(arguments).current_dir(self.0.path());
        for name in ["NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM", "LC_MESSAGES", "LC_CTYPE", "LANG", "RAYON_NUM_THREADS", "TZ"] {
            command.env_remove(name);
        }
        command.env("LC_ALL", "C.UTF-8");
        Run(command, None)
    }

    /// The same, run at once.
    pub(super) fn odp(&self, arguments: &[&str]) -> Ran {
        self.run(arguments).go()
    }
}

impl Run {
    pub(super) fn env(mut self, name: &str, value: &str) -> Self {
        self.0.env(name, value);
        self
    }

    pub(super) fn stdin(mut self, text: impl AsRef<[u8]>) -> Self {
        self.1 = Some(text.as_ref().to_vec());
        self
    }

    /// The command, to be started otherwise.
    pub(super) fn command(self) -> Command {
        self.0
    }

    pub(super) fn go(mut self) -> Ran {
        let input = if self.1.is_some() { Stdio::piped() } else { Stdio::null() };
        let mut child = self.0.stdin(input).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary runs");
        if let (Some(text), Some(mut pipe)) = (self.1, child.stdin.take()) {
            // a child that does not read to the end is no fault
            let _ = pipe.write_all(&text);
        }
        let ran = child.wait_with_output().expect("the binary ends");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Ran { code: ran.status.code().expect("no signal"), out: text(ran.stdout), err: text(ran.stderr) }
    }
}

/// A plan without findings: one dataset, in two languages.
pub(super) fn plan(id: &str) -> String {
    format!(
        r#"odp 1
use "odp:hk/2026"

phrase machine-readable {{
  text: tc "在「{{portal}}」開放。" en "Released on {{portal}}."
}}

plan {id} 2026..2028 {{
  title:     tc "開放數據計劃" en "Open data plan"
  publisher: @hk-itib
  issued:    2025-12
  languages: tc, en

  defaults {{
    category: recreation-and-culture
    portal:   @data-gov-hk
    formats:  csv
  }}

  section A {{
    spatial none
    non-spatial {{
      dataset libraries {{
        name:        tc "圖書館" en "Libraries"
        description: - tc "公共圖書館名單。"
                       en "List of public libraries."
                     - @machine-readable
        target:      2026-06
        frequency:   quarterly
      }}

      dataset museums {{
        name:        tc "博物館" en "Museums"
        description: tc "博物館名單。" en "List of museums."
        category:    environment
        owner:       @cyberport
        portal:      none
        target:      2026-09
        frequency:   yearly
      }}
    }}
  }}

  section B none
  section C none
  section D none
}}
"#
    )
}
