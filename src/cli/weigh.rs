//! What the command line says of single rules, over what `odp.toml` says.

use super::output::Failure;
use super::terminal::Terminal;
use crate::rules::{Level, Levels};

// Of a rule the last word counts: allow, warn, deny, in this order. (A comment, for clap would print documentation.)
#[derive(clap::Args, Debug)]
#[command(next_help_heading = "Rules, by code or name")]
pub(super) struct Weigh {
    /// Make the findings of this rule errors; `warnings` are all warnings
    #[arg(long, value_name = "RULE", value_delimiter = ',', display_order = 801)]
    deny: Vec<String>,
    /// Make the findings of this rule warnings
    #[arg(long, value_name = "RULE", value_delimiter = ',', display_order = 802)]
    warn: Vec<String>,
    /// Leave out the findings of this rule; errors stay
    #[arg(long, value_name = "RULE", value_delimiter = ',', display_order = 803)]
    allow: Vec<String>,
}

impl Weigh {
    /// The levels of this run.
    ///
    /// # Errors
    /// A finding about a name that is no rule, or about an error that was to be set aside.
    pub(super) fn levels(&self, terminal: &Terminal) -> Result<Levels, Failure> {
        let mut levels = terminal.project.as_ref().map(|project| project.settings().levels).unwrap_or_default();
        for (names, level) in [(&self.allow, Level::Allow), (&self.warn, Level::Warn), (&self.deny, Level::Deny)] {
            for name in names {
                levels.set(name.trim(), level).map_err(|finding| Failure::from(*finding))?;
            }
        }
        Ok(levels)
    }
}
