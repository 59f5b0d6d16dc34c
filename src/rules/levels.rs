//! What the user says of single rules: allow, warn, deny.

use crate::diagnostic::{self as d, Arg, Diagnostic, Rule, Severity};
use crate::syntax::nearest;

/// The name that stands for every warning.
static WARNINGS: &str = "warnings";

/// How the findings of a rule are taken, whatever the rule itself says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// They are left out.
    Allow,
    /// They are warnings, notes too.
    Warn,
    /// They are errors.
    Deny,
}

impl Level {
    /// Its word, in `odp.toml` and as an option.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Warn => "warn",
            Self::Deny => "deny",
        }
    }
}

/// The levels of rules. What is said of a rule by name is stronger than what is said of all warnings.
#[derive(Clone, Debug, Default)]
pub struct Levels {
    rules: Vec<(&'static Rule, Level)>,
    warnings: Option<Level>,
}

impl Levels {
    /// Sets the level of a rule, by its name or code, or of all `warnings`. The last word counts.
    ///
    /// # Errors
    /// A finding without a place: there is no such rule, or it is an error, which cannot be set aside.
    pub fn set(&mut self, name: &str, level: Level) -> Result<(), Box<Diagnostic>> {
        if name == WARNINGS {
            if level == Level::Allow {
                return Err(Diagnostic::bare(&d::UNKNOWN_RULE).variant("group").into());
            }
            self.warnings = Some(level);
            return Ok(());
        }
        let all = super::all();
        let Some(rule) = all.iter().find(|rule| rule.name == name || rule.code == name) else {
            let finding = Diagnostic::bare(&d::UNKNOWN_RULE).arg("found", name);
            return Err(match nearest(name, all.iter().flat_map(|rule| [rule.name, rule.code])) {
                Some(near) => finding.variant("nearest").arg("nearest", near).into(),
                None => finding.into(),
            });
        };
        if rule.severity == Severity::Error && level != Level::Deny {
            let finding = Diagnostic::bare(&d::LOWERED_ERROR).arg("name", rule.name).arg("code", rule.code);
            return Err(finding.arg("level", Arg::from(level.word())).into());
        }
        self.rules.retain(|(known, _)| known != rule);
        self.rules.push((rule, level));
        Ok(())
    }

    /// Takes out and weighs anew. What is an error stays one.
    pub fn apply(&self, found: &mut Vec<Diagnostic>) {
        found.retain_mut(|finding| {
            let own = self.rules.iter().find(|(rule, _)| *rule == finding.rule).map(|(_, level)| *level);
            let level = own.or(self.warnings.filter(|_| finding.severity == Severity::Warning));
            if let Some(level) = level.filter(|_| finding.severity < Severity::Error) {
                finding.severity = match level {
                    Level::Allow => return false,
                    Level::Warn => Severity::Warning,
                    Level::Deny => Severity::Error,
                };
            }
            true
        });
    }
}
