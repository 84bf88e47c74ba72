//! `[security]`: where the lines of the security log go, and for how long they are kept.

use anyhow::{Result, ensure};
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// The law asks for six months.
const LEAST_DAYS: u32 = 183;

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Security {
    pub log: PathBuf,
    pub keep_days: u32,
}

impl Default for Security {
    fn default() -> Self {
        Self {
            log: "security.jsonl".into(),
            keep_days: 366,
        }
    }
}

/// Where lines go beside the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lines {
    /// Nowhere.
    Nowhere,
    /// To standard output, for whatever collects it.
    Output,
    /// To this file.
    File(PathBuf),
}

impl Security {
    /// Where lines go.
    pub fn lines(&self, folder: &Path) -> Lines {
        if self.log.as_os_str().is_empty() {
            Lines::Nowhere
        } else if self.log == Path::new("-") {
            Lines::Output
        } else {
            Lines::File(folder.join(&self.log))
        }
    }

    /// For how many days lines are kept.
    pub fn checked_days(&self) -> Result<u32> {
        ensure!(
            self.keep_days >= LEAST_DAYS,
            "security.keep_days must be at least {LEAST_DAYS}: six months are what the law asks for"
        );
        Ok(self.keep_days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_go_to_a_file_to_the_output_or_nowhere() {
        let lines = |log: &str| {
            let security = Security {
                log: log.into(),
                ..Security::default()
            };
            security.lines(Path::new("/data"))
        };
        assert_eq!(lines(""), Lines::Nowhere);
        assert_eq!(lines("-"), Lines::Output);
        assert_eq!(lines("s.jsonl"), Lines::File("/data/s.jsonl".into()));
    }

    #[test]
    fn six_months_are_kept_at_least() {
        let days = |keep_days| {
            let security = Security {
                keep_days,
                ..Security::default()
            };
            security.checked_days().is_ok()
        };
        assert!(days(183) && !days(182));
    }
}
