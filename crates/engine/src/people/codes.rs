//! Codes that count once: people copy or type them, so they are letters and digits in groups.

use bareme_store::AnyConnection;
use bareme_store::people::codes::{self, Code};

use super::secret::{Secret, digest, random};
use super::totp::base32;
use crate::{Engine, Result};

/// What a code is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Making the first administrator.
    SetUp,
    /// Setting a password.
    Invitation,
    /// Standing in for the second factor.
    Recovery,
}

impl Purpose {
    const fn word(self) -> &'static str {
        match self {
            Self::SetUp => "set-up",
            Self::Invitation => "invitation",
            Self::Recovery => "recovery",
        }
    }

    /// How long it counts, in milliseconds; until it is used or replaced when absent.
    const fn lasts(self) -> Option<i64> {
        match self {
            Self::Invitation => Some(7 * 24 * 3_600_000),
            Self::SetUp | Self::Recovery => None,
        }
    }

    /// A fresh code: 160 bits, or 80 where it only helps who has the password already.
    fn fresh(self) -> Result<Secret> {
        let text = match self {
            Self::SetUp | Self::Invitation => base32(&random::<20>()?),
            Self::Recovery => base32(&random::<10>()?),
        };
        let letters: Vec<char> = text.to_ascii_lowercase().chars().collect();
        let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
        Ok(Secret::new(groups.join("-")))
    }
}

/// Makes a code for somebody, or for whoever sets Bareme up.
pub(super) fn issue(
    engine: &Engine,
    c: &mut AnyConnection,
    purpose: Purpose,
    user: Option<i64>,
) -> Result<Secret> {
    let (code, now) = (purpose.fresh()?, engine.now().millis());
    let row = Code {
        digest: digest_of(purpose, &code),
        purpose: purpose.word().to_owned(),
        user_id: user,
        created_at: now,
        expires_at: purpose.lasts().map(|millis| now + millis),
    };
    codes::insert(c, &row)?;
    Ok(code)
}

/// The code, if it counts now.
pub(super) fn find(
    engine: &Engine,
    c: &mut AnyConnection,
    purpose: Purpose,
    code: &Secret,
) -> Result<Option<Code>> {
    let now = engine.now().millis();
    let found = codes::find(c, purpose.word(), &digest_of(purpose, code))?;
    Ok(found.filter(|code| code.expires_at.is_none_or(|end| now < end)))
}

/// Uses a code up; false when somebody else was quicker.
pub(super) fn consume(c: &mut AnyConnection, purpose: Purpose, code: &Secret) -> Result<bool> {
    Ok(codes::delete(c, purpose.word(), &digest_of(purpose, code))?)
}

/// Takes back all codes of a purpose that somebody has.
pub(super) fn revoke(c: &mut AnyConnection, purpose: Purpose, user: Option<i64>) -> Result<()> {
    codes::delete_all(c, purpose.word(), user)?;
    Ok(())
}

/// How many somebody has left.
pub(super) fn count(c: &mut AnyConnection, purpose: Purpose, user: i64) -> Result<usize> {
    Ok(usize::try_from(codes::count(c, purpose.word(), user)?).unwrap_or(0))
}

/// Capitals, blanks and dashes do not count.
fn digest_of(purpose: Purpose, code: &Secret) -> String {
    let plain: String = code.reveal().chars().filter(char::is_ascii_alphanumeric).collect();
    digest(purpose.word(), &plain.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_may_be_typed_in_capitals_and_without_dashes() {
        let code = Purpose::SetUp.fresh().unwrap();
        assert_eq!(code.reveal().len(), 32 + 7);
        let typed = Secret::new(format!(" {} ", code.reveal().replace('-', " ").to_uppercase()));
        assert_eq!(digest_of(Purpose::SetUp, &code), digest_of(Purpose::SetUp, &typed));
        assert_ne!(digest_of(Purpose::SetUp, &code), digest_of(Purpose::Recovery, &code));
    }
}
