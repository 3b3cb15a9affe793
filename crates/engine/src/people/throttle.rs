//! Attempts are counted before they are looked at, so that many at once count as many. After a few, each makes the next
//! wait twice as long. The counts lie in the database: servers count together, and a restart forgives nothing.

use bareme_store::people::attempts::{self, Attempts};

use super::Refusal;
use super::secret::digest;
use crate::{Engine, Result};

/// The longest wait, in milliseconds.
const LONGEST: i64 = 15 * 60_000;
/// After so long without an attempt all is forgotten, in milliseconds.
const FORGOTTEN: i64 = 24 * 3_600_000;

/// What attempts are counted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject<'a> {
    /// Passwords for one account, whether or not somebody has it.
    Account(&'a str),
    /// Everything from one network address.
    Address(&'a str),
    /// Codes of somebody's second factor.
    SecondFactor(i64),
    /// Set-up codes and invitations, of everybody.
    Codes,
}

impl Subject<'_> {
    /// How many may fail before the first wait.
    const fn free(self) -> i32 {
        match self {
            Self::Account(_) | Self::SecondFactor(_) => 5,
            Self::Address(_) => 20,
            Self::Codes => 50,
        }
    }

    fn key(self) -> String {
        match self {
            Self::Account(email) => format!("account:{}", digest("account", email)),
            Self::Address(address) => format!("address:{}", digest("address", address)),
            Self::SecondFactor(user) => format!("second-factor:{user}"),
            Self::Codes => String::from("codes"),
        }
    }
}

/// How long to wait after so many failures, in milliseconds.
fn wait_after(failures: i32, free: i32) -> i64 {
    let over = failures - free;
    if over < 0 {
        0
    } else {
        1_000_i64.checked_shl(over.unsigned_abs().min(20)).map_or(LONGEST, |wait| wait.min(LONGEST))
    }
}

/// Counts an attempt for each subject, unless one of them has to wait.
pub(super) fn begin(engine: &Engine, subjects: &[Subject<'_>]) -> Result<std::result::Result<(), Refusal>> {
    let now = engine.now().millis();
    // In one order, so that two who take several never wait for each other.
    let mut subjects = subjects.to_vec();
    subjects.sort_unstable();
    engine.database().write(|c| {
        let mut rows = Vec::new();
        let mut longest = 0;
        for subject in subjects {
            let subject_key = subject.key();
            let kept = attempts::take(c, &subject_key)?.filter(|kept| now - kept.last_at < FORGOTTEN);
            let failures = kept.as_ref().map_or(0, |kept| kept.failures);
            let wait = wait_after(failures, subject.free());
            // A clock that was set back must not make anybody wait longer.
            let waited = kept.map_or(wait, |kept| (now - kept.last_at).max(0));
            longest = longest.max(wait - waited);
            rows.push(Attempts { subject: subject_key, failures: failures.saturating_add(1), last_at: now });
        }
        if longest > 0 {
            let seconds = u64::try_from(longest).unwrap_or(0).div_ceil(1_000);
            return Ok(Err(Refusal::Wait { seconds }));
        }
        for row in rows {
            attempts::upsert(c, &row)?;
        }
        Ok(Ok(()))
    })
}

/// Takes an attempt back that did not fail: an account begins anew, an address has one less.
pub(super) fn forgive(engine: &Engine, subjects: &[Subject<'_>]) -> Result<()> {
    let mut subjects = subjects.to_vec();
    subjects.sort_unstable();
    engine.database().write(|c| {
        for subject in subjects {
            let key = subject.key();
            match (subject, attempts::take(c, &key)?) {
                (Subject::Address(_) | Subject::Codes, Some(kept)) if kept.failures > 1 => {
                    attempts::upsert(c, &Attempts { failures: kept.failures - 1, ..kept })?;
                }
                _ => attempts::delete(c, &key)?,
            }
        }
        attempts::delete_before(c, engine.now().millis() - FORGOTTEN)?;
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_failure_beyond_the_first_few_doubles_the_wait_up_to_a_quarter_of_an_hour() {
        let waits: Vec<i64> = (3..9).map(|failures| wait_after(failures, 5)).collect();
        assert_eq!(waits, [0, 0, 1_000, 2_000, 4_000, 8_000]);
        assert_eq!(wait_after(30, 5), LONGEST);
        assert_eq!(wait_after(i32::MAX, 5), LONGEST);
    }

    #[test]
    fn what_is_counted_names_nobody() {
        let key = Subject::Account("ana@example.com").key();
        assert!(!key.contains("ana"), "{key}");
        assert_ne!(key, Subject::Address("ana@example.com").key());
    }
}
