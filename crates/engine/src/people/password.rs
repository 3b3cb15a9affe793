//! Passwords: what may be one, and slow hashes of them (argon2id; 19 MiB, two passes, one lane).

use std::cell::Cell;
use std::sync::{Condvar, LazyLock, Mutex, PoisonError};

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use bareme_scoring::fold;
use bareme_store::StoreError;

use super::Refusal;
use super::secret::Secret;
use crate::{EngineError, Result};

/// A password has at least so many characters.
const SHORTEST: usize = 12;
/// And at most so many.
const LONGEST: usize = 256;
/// Memory of one hash, in KiB, and how often it is passed over.
const MEMORY: u32 = 19 * 1_024;
const PASSES: u32 = 2;
/// So many are hashed at once in this process, and so many more may wait.
const AT_ONCE: usize = 4;
const WAITING: usize = 64;

thread_local! {
    static HASHED: Cell<u64> = const { Cell::new(0) };
}

/// How many passwords this thread has hashed; tests hold names that nobody has to the same work.
pub fn hashed_on_this_thread() -> u64 {
    HASHED.get()
}

/// Why a password cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadPassword {
    /// It is too short.
    #[error("a password has at least {SHORTEST} characters; several words are easy to remember")]
    Short,
    /// It is too long.
    #[error("a password has at most {LONGEST} characters")]
    Long,
    /// It is a name or an address that everybody knows.
    #[error("a password is not your name, not your address and not one sign again and again")]
    Guessable,
}

/// Whether somebody may have a password: it is long, and not what everybody knows of them.
pub(super) fn check(password: &Secret, email: &str, name: &str) -> std::result::Result<(), BadPassword> {
    let length = password.reveal().chars().count();
    if length < SHORTEST {
        return Err(BadPassword::Short);
    }
    if length > LONGEST {
        return Err(BadPassword::Long);
    }
    let plain = |text: &str| fold(text).chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
    let typed = plain(password.reveal());
    let mailbox = email.split('@').next().unwrap_or_default();
    let known = [email, mailbox, name].into_iter().map(plain).any(|known| known == typed);
    let mut letters = password.reveal().chars();
    let first = letters.next();
    if known || letters.all(|letter| Some(letter) == first) {
        return Err(BadPassword::Guessable);
    }
    Ok(())
}

/// Hashes a password.
pub(super) fn hash(password: &Secret) -> Result<std::result::Result<String, Refusal>> {
    let Some(_turn) = Turn::take() else { return Ok(Err(Refusal::Wait { seconds: 2 })) };
    count();
    let hashed = hasher()?.hash_password(password.reveal().as_bytes()).map_err(|error| broken(&error))?;
    Ok(Ok(hashed.to_string()))
}

/// What comparing a password gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Match {
    /// It is another one, or there is none.
    No,
    /// It is right.
    Yes,
    /// It is right, and its hash is weaker than today's: it is to be hashed again.
    Stale,
}

/// Compares a password with what is kept of it. Where nothing is kept the same work is done.
pub(super) fn verify(password: &Secret, kept: Option<&str>) -> Result<std::result::Result<Match, Refusal>> {
    static NOBODYS: LazyLock<Option<String>> = LazyLock::new(|| {
        let hash = hasher().ok()?.hash_password(Secret::token().ok()?.reveal().as_bytes()).ok()?;
        Some(hash.to_string())
    });
    let against = kept.or_else(|| NOBODYS.as_deref()).unwrap_or_default();
    let Some(_turn) = Turn::take() else { return Ok(Err(Refusal::Wait { seconds: 2 })) };
    count();
    let parsed = PasswordHash::new(against).map_err(|error| broken(&error))?;
    // A password longer than any that was taken is not hashed whole.
    let typed: String = password.reveal().chars().take(LONGEST + 1).collect();
    let right = hasher()?.verify_password(typed.as_bytes(), &parsed).is_ok();
    Ok(Ok(match (right && kept.is_some(), is_stale(&parsed)) {
        (false, _) => Match::No,
        (true, false) => Match::Yes,
        (true, true) => Match::Stale,
    }))
}

fn is_stale(hash: &PasswordHash) -> bool {
    let params = Params::try_from(hash).ok();
    let weak = |params: &Params| params.m_cost() < MEMORY || params.t_cost() < PASSES;
    hash.algorithm.as_str() != "argon2id" || params.as_ref().is_none_or(weak)
}

fn hasher() -> Result<Argon2<'static>> {
    let params = Params::new(MEMORY, PASSES, 1, None).map_err(|error| broken(&error))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn count() {
    HASHED.set(HASHED.get() + 1);
}

fn broken(error: &impl ToString) -> EngineError {
    EngineError::from(StoreError::Aborted(format!("passwords cannot be hashed: {}", error.to_string())))
}

/// A place among those that are hashed at once: each takes 19 MiB and a core.
struct Turn;

/// How many are at work, and how many wait.
static TURNS: (Mutex<(usize, usize)>, Condvar) = (Mutex::new((0, 0)), Condvar::new());

impl Turn {
    /// Waits for a place; none when too many wait.
    fn take() -> Option<Self> {
        let mut turns = TURNS.0.lock().unwrap_or_else(PoisonError::into_inner);
        if turns.1 >= WAITING {
            return None;
        }
        turns.1 += 1;
        while turns.0 >= AT_ONCE {
            turns = TURNS.1.wait(turns).unwrap_or_else(PoisonError::into_inner);
        }
        turns.1 -= 1;
        turns.0 += 1;
        drop(turns);
        Some(Self)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        TURNS.0.lock().unwrap_or_else(PoisonError::into_inner).0 -= 1;
        TURNS.1.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> Secret {
        Secret::new(text)
    }

    #[test]
    fn a_password_is_long_and_not_what_everybody_knows() {
        let check =
            |password: &str| check(&secret(password), "Ana.Lopez-Perez@example.com", "Ana López-Pérez");
        assert_eq!(check("eleven char"), Err(BadPassword::Short));
        assert_eq!(check(&"ab".repeat(129)), Err(BadPassword::Long));
        for known in ["ana lopez perez", "ANA.LOPEZ-PEREZ@example.com", "Ana-López-Pérez!", "aaaaaaaaaaaaa"]
        {
            assert_eq!(check(known), Err(BadPassword::Guessable), "{known}");
        }
        for good in ["four words are fine", "éééééééééééè", "anas horse eats"] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
    }

    #[test]
    fn a_hash_is_argon2id_with_its_own_salt_and_only_its_password_fits() {
        let hash = |text: &str| hash(&secret(text)).unwrap().unwrap();
        let (one, other) = (hash("the same words"), hash("the same words"));
        assert!(one.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{one}");
        assert_ne!(one, other);
        let verify = |text: &str, kept: Option<&str>| verify(&secret(text), kept).unwrap().unwrap();
        assert_eq!(verify("the same words", Some(&one)), Match::Yes);
        assert_eq!(verify("other words", Some(&one)), Match::No);
        assert_eq!(verify("the same words", None), Match::No);
    }

    #[test]
    fn a_hash_of_weaker_numbers_is_told() {
        let weak = Params::new(8 * 1_024, 1, 1, None).unwrap();
        let weak = Argon2::new(Algorithm::Argon2id, Version::V0x13, weak);
        let kept = weak.hash_password(b"the same words").unwrap().to_string();
        assert_eq!(verify(&secret("the same words"), Some(&kept)).unwrap().unwrap(), Match::Stale);
    }

    #[test]
    fn nobody_costs_the_same_work() {
        let before = hashed_on_this_thread();
        verify(&secret("x"), None).unwrap().unwrap();
        assert_eq!(hashed_on_this_thread(), before + 1);
    }
}
