//! What must never be shown: passwords, tokens, codes. A secret prints as nothing, and whoever wants it says so.

use std::fmt;

use bareme_store::StoreError;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

use crate::{EngineError, Result};

/// A text that is in no log and no error message.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Hides a text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself, for the one who needs it.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether it is this text. Digests are compared, so that the time it takes says nothing of where two texts differ.
    pub fn is(&self, text: &str) -> bool {
        self.digest("same") == digest("same", text)
    }

    /// 256 random bits, as a cookie may hold them.
    pub(crate) fn token() -> Result<Self> {
        Ok(Self(BASE64_URL_SAFE_NO_PAD.encode(random::<32>()?)))
    }

    /// What is kept of it. The purpose is part of it, so that no digest stands for something else.
    pub(crate) fn digest(&self, purpose: &str) -> String {
        digest(purpose, &self.0)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// A digest for a purpose.
pub(crate) fn digest(purpose: &str, text: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(purpose.as_bytes());
    hasher.update(b"\n");
    hasher.update(text.as_bytes());
    hasher.finalize().to_hex().to_string()
}

/// Random bytes of the system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .map_err(|error| EngineError::from(StoreError::Aborted(format!("no random numbers: {error}"))))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_not_printed_and_no_two_are_alike() {
        let (one, other) = (Secret::token().unwrap(), Secret::token().unwrap());
        assert_eq!(format!("{one:?}"), "Secret");
        assert_ne!(one, other);
        assert_eq!(one.reveal().len(), 43);
        assert_ne!(one.digest("session"), one.digest("invitation"));
        assert!(one.is(one.reveal()) && !one.is(other.reveal()) && !one.is(""));
    }
}
