//! How long everything is kept: one table, which the public page prints and the job carries out.

use crate::board::App;
use crate::my_data::CLOSING_DAYS;
use crate::refusal::Refusal;
use crate::security::Happened;
use domain::Timestamp;
use domain::security::SecurityKind;
use jiff::Span;
use store::retention::{self as rows, Timed};

/// Rows deleted in one transaction.
const BATCH: u32 = 1_000;
/// Accounts closed in one run: each of them touches all that it wrote.
const ACCOUNTS: u32 = 100;
/// Days for which a form could be sent again, and for which old codes tell how many were sent.
const SHORT_DAYS: u32 = 2;
/// As long as browsers keep a cookie, by which they are known again.
const DEVICE_DAYS: u32 = 400;
/// Half a year, as the law asks of logs.
const NOTICE_DAYS: u32 = 183;
/// What nobody agreed to in so many days has to be asked for again.
const TAKE_DOWN_DAYS: u32 = 30;
/// Three years: so long the law asks for records of what was processed.
const CONSENT_DAYS: u32 = 1_096;

/// One kind of data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its name: in words on the page, in the security log when some of it was deleted.
    pub data: &'static str,
    /// The tables that hold it.
    pub tables: &'static [&'static str],
    /// How long it is kept.
    pub term: Term,
    /// What deletes it.
    pub by: By,
}

/// How long something is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// So many days after it is over.
    Days(u32),
    /// As many days as the settings say for the security log.
    SecurityDays,
    /// Until its writer has it erased.
    UntilErased,
    /// As long as the account is there, and so many days after its owner began to close it.
    WithTheAccount(u32),
    /// Until it is done.
    UntilDone,
    /// For ever: it is the public record, or describes the board.
    ForEver,
}

/// What deletes something when its time is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Time alone.
    Time(Timed),
    /// Days of the security log, in the table and in the file.
    SecurityLog,
    /// Accounts that are being closed.
    Closing,
    /// The person whose data it is, or the action that it belongs to; nothing by itself.
    Nobody,
}

/// The table. Every table of the schema is in it; a test compares them.
pub const KEPT: &[Kept] = &[
    Kept {
        data: "account",
        tables: &["people", "authenticators", "recovery_codes", "passkeys"],
        term: Term::WithTheAccount(CLOSING_DAYS),
        by: By::Closing,
    },
    Kept {
        data: "codes",
        tables: &["sign_in_codes"],
        term: Term::Days(SHORT_DAYS),
        by: By::Time(Timed::SignInCodes),
    },
    Kept {
        data: "text-messages",
        tables: &["text_messages"],
        term: Term::Days(SHORT_DAYS),
        by: By::Time(Timed::TextMessages),
    },
    Kept {
        data: "sessions",
        tables: &["sessions"],
        term: Term::Days(0),
        by: By::Time(Timed::Sessions),
    },
    Kept {
        data: "ways",
        tables: &["entries"],
        term: Term::Days(0),
        by: By::Time(Timed::Entries),
    },
    Kept {
        data: "provider-answers",
        tables: &["provider_answers"],
        term: Term::Days(SHORT_DAYS),
        by: By::Time(Timed::ProviderAnswers),
    },
    Kept {
        data: "passkey-challenges",
        tables: &["passkey_challenges"],
        term: Term::Days(SHORT_DAYS),
        by: By::Time(Timed::PasskeyChallenges),
    },
    Kept {
        data: "guesses",
        tables: &["guesses"],
        term: Term::Days(SHORT_DAYS),
        by: By::Time(Timed::Guesses),
    },
    Kept {
        data: "devices",
        tables: &["devices"],
        term: Term::Days(DEVICE_DAYS),
        by: By::Time(Timed::Devices),
    },
    Kept {
        data: "notices",
        tables: &["notices"],
        term: Term::Days(NOTICE_DAYS),
        by: By::Time(Timed::Notices),
    },
    Kept {
        data: "consents",
        tables: &["consents"],
        term: Term::Days(CONSENT_DAYS),
        by: By::Time(Timed::Consents),
    },
    Kept {
        data: "texts",
        tables: &["contents", "ratings"],
        term: Term::UntilErased,
        by: By::Nobody,
    },
    Kept {
        data: "alerts",
        tables: &["alerts", "alert_steps"],
        term: Term::UntilErased,
        by: By::Nobody,
    },
    Kept {
        data: "take-downs",
        tables: &["take_downs"],
        term: Term::Days(TAKE_DOWN_DAYS),
        by: By::Time(Timed::TakeDowns),
    },
    Kept {
        data: "duty",
        tables: &["duty"],
        term: Term::UntilDone,
        by: By::Nobody,
    },
    Kept {
        data: "pictures",
        tables: &["pictures"],
        term: Term::UntilErased,
        by: By::Nobody,
    },
    Kept {
        data: "forms",
        tables: &["nonces"],
        term: Term::Days(SHORT_DAYS),
        by: By::Time(Timed::Nonces),
    },
    Kept {
        data: "supports",
        tables: &["supports"],
        term: Term::WithTheAccount(CLOSING_DAYS),
        by: By::Closing,
    },
    Kept {
        data: "thread",
        tables: &["messages", "events", "replies", "imports", "numbers"],
        term: Term::ForEver,
        by: By::Nobody,
    },
    Kept {
        data: "ledger",
        tables: &[
            "ledger_entries",
            "ledger_hashes",
            "ledger_sealed",
            "ledger_waiting",
            "ledger_log",
            "ledger_checkpoint",
            "ledger_keys",
        ],
        term: Term::ForEver,
        by: By::Nobody,
    },
    Kept {
        data: "figures",
        tables: &["figures", "figures_months", "figures_published"],
        term: Term::ForEver,
        by: By::Nobody,
    },
    Kept {
        data: "security",
        tables: &["security_events", "security_days", "security_log"],
        term: Term::SecurityDays,
        by: By::SecurityLog,
    },
    Kept {
        data: "jobs",
        tables: &["jobs"],
        term: Term::UntilDone,
        by: By::Nobody,
    },
    Kept {
        data: "board",
        tables: &[
            "regions",
            "units",
            "offices",
            "holders",
            "domains",
            "sequencer",
            "cursors",
        ],
        term: Term::ForEver,
        by: By::Nobody,
    },
];

impl App {
    /// Deletes whatever is past its time, in batches, and notes in the security log how much of what. What was cut short
    /// goes on the next time.
    pub async fn retain(&self) -> Result<(), Refusal> {
        for kept in KEPT {
            let gone = self.forget(kept).await?;
            if gone > 0 {
                let times = u32::try_from(gone).unwrap_or(u32::MAX);
                self.record(
                    Happened::done(SecurityKind::Retention)
                        .detail(kept.data)
                        .times(times),
                );
            }
        }
        Ok(())
    }

    async fn forget(&self, kept: &Kept) -> Result<u64, Refusal> {
        let before = match kept.term {
            Term::Days(days) => self.days_ago(days),
            _ => Timestamp::MIN,
        };
        match kept.by {
            By::Time(timed) => {
                let mut all = 0;
                loop {
                    let gone = self
                        .db
                        .write(async |tx| rows::forget(tx, timed, before, BATCH).await)
                        .await?;
                    all += gone;
                    if gone < u64::from(BATCH) {
                        return Ok(all);
                    }
                }
            }
            By::SecurityLog => self.forget_security().await,
            By::Closing if kept.data == "account" => self.close_accounts(ACCOUNTS).await,
            By::Closing | By::Nobody => Ok(0),
        }
    }

    fn days_ago(&self, days: u32) -> Timestamp {
        let hours = Span::new().hours(24 * i64::from(days));
        self.clock
            .now()
            .checked_sub(hours)
            .unwrap_or(Timestamp::MIN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_table_of_the_schema_stands_in_the_table_of_retention_once() {
        let schema = include_str!("../../store/migrations/sqlite/0001_board.sql");
        let tables: BTreeSet<&str> = schema
            .lines()
            .filter_map(|line| line.strip_prefix("CREATE TABLE "))
            .filter_map(|rest| rest.split(' ').next())
            .collect();
        let declared: Vec<&str> = KEPT.iter().flat_map(|kept| kept.tables).copied().collect();
        let set: BTreeSet<&str> = declared.iter().copied().collect();
        assert_eq!(set.len(), declared.len(), "a table stands there twice");
        let missing: Vec<_> = tables.difference(&set).collect();
        assert!(
            missing.is_empty(),
            "say in crates/app/src/retention.rs how long these are kept: {missing:?}"
        );
        let gone: Vec<_> = set.difference(&tables).collect();
        assert!(gone.is_empty(), "no such tables: {gone:?}");
    }

    #[test]
    fn what_has_a_term_has_something_that_ends_it() {
        for kept in KEPT {
            let ends = !matches!(kept.by, By::Nobody);
            let has_term = matches!(
                kept.term,
                Term::Days(_) | Term::SecurityDays | Term::WithTheAccount(_)
            );
            assert_eq!(ends, has_term, "{}", kept.data);
        }
    }
}
