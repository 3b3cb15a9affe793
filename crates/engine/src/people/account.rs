//! What people do with their own account: the password, and the second factor with the codes that stand in for it.

use bareme_store::AnyConnection;
use bareme_store::people::{self, User, sessions as stored};

use super::codes::{self, Purpose};
use super::password::{self, Match};
use super::throttle::{self, Subject};
use super::{Answer, Opened, Refusal, Secret, Visitor, entry, noted, sessions, sign_in, totp};
use crate::{Engine, EngineError, Result};

/// So many codes stand in for the second factor, each once.
const RECOVERY_CODES: usize = 10;

/// Somebody's own account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountView {
    /// Their address.
    pub email: String,
    /// Whether they have a second factor.
    pub has_factor: bool,
    /// Whether their role needs one.
    pub needs_factor: bool,
    /// How many codes are left that stand in for it.
    pub recovery_codes: usize,
}

/// A second factor that waits for its first code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolment {
    /// The secret, to be typed into an app.
    pub secret: Secret,
    /// The address that an app reads from a picture.
    pub link: Secret,
}

/// Somebody's own account.
///
/// # Errors
///
/// When there is nobody of that id, and those of the store.
pub fn show(engine: &Engine, id: i64) -> Result<AccountView> {
    engine.database().read(|c| {
        let user = existing(people::find(c, id)?, id)?;
        Ok(AccountView {
            has_factor: user.totp_confirmed_at.is_some(),
            needs_factor: sessions::needs_factor(c, user.role()?)?,
            recovery_codes: codes::count(c, Purpose::Recovery, id)?,
            email: user.email,
        })
    })
}

fn existing(user: Option<User>, id: i64) -> Result<User> {
    user.ok_or_else(|| EngineError::not_found("person", id))
}

/// Sets another password. Every session ends, and one begins for who did it.
///
/// # Errors
///
/// When there is nobody of that id, and those of the store.
pub fn change_password(
    engine: &Engine,
    id: i64,
    current: &Secret,
    new: &Secret,
    visitor: &Visitor,
) -> Answer<Opened> {
    let user = existing(engine.database().read(|c| people::find(c, id))?, id)?;
    let subjects = [Subject::Account(&user.email_key), Subject::Address(&visitor.address)];
    if let Err(wait) = throttle::begin(engine, &subjects)? {
        return Ok(Err(wait));
    }
    match password::verify(current, user.password.as_deref())? {
        Ok(Match::No) => return Ok(Err(Refusal::WrongPassword)),
        Err(busy) => return Ok(Err(busy)),
        Ok(Match::Yes | Match::Stale) => throttle::forgive(engine, &subjects)?,
    }
    let hashed = match entry::new_password(new, &user.email, &user.name)? {
        Ok(hashed) => hashed,
        Err(refusal) => return Ok(Err(refusal)),
    };
    engine.database().write(|c| {
        let mut now = existing(people::take(c, id)?, id)?;
        if now.password != user.password || now.disabled_at.is_some() {
            return Ok(Err(Refusal::WrongPassword));
        }
        (now.password, now.password_changed_at) = (Some(hashed), Some(engine.now().millis()));
        people::update(c, &now)?;
        codes::revoke(c, Purpose::Invitation, Some(id))?;
        let opened = renew(engine, c, &now, visitor)?;
        noted::own(engine, c, &now, "password-change", "changed")?;
        tracing::info!(user = id, "somebody changed their password");
        Ok(Ok(opened))
    })
}

/// Ends every session of somebody and begins one.
fn renew(engine: &Engine, c: &mut AnyConnection, user: &User, visitor: &Visitor) -> Result<Opened> {
    stored::delete_all(c, user.id)?;
    sessions::open(engine, c, user, visitor, false)
}

/// The second factor that somebody sets up: a fresh one, or the one that already waits for its first code. None when they
/// have one that counts.
///
/// # Errors
///
/// When there is nobody of that id, and those of the store.
pub fn enrol(engine: &Engine, id: i64) -> Result<Option<Enrolment>> {
    engine.database().write(|c| {
        let mut user = existing(people::take(c, id)?, id)?;
        if user.totp_confirmed_at.is_some() {
            return Ok(None);
        }
        let secret = if let Some(waiting) = user.totp_secret.clone() {
            Secret::new(waiting)
        } else {
            let secret = totp::fresh()?;
            user.totp_secret = Some(secret.reveal().to_owned());
            people::update(c, &user)?;
            secret
        };
        Ok(Some(Enrolment { link: totp::link(&secret, &user.email), secret }))
    })
}

/// A second factor that counts from now on.
#[derive(Debug)]
pub struct Enrolled {
    /// The session that goes on; every other one ended.
    pub opened: Opened,
    /// The codes that stand in for it, shown once.
    pub recovery_codes: Vec<Secret>,
}

/// Confirms a second factor by its first code. Every session ends that came without it.
///
/// # Errors
///
/// When there is nobody of that id, and those of the store.
pub fn confirm(engine: &Engine, id: i64, code: &Secret, visitor: &Visitor) -> Answer<Enrolled> {
    let subjects = [Subject::SecondFactor(id), Subject::Address(&visitor.address)];
    if let Err(wait) = throttle::begin(engine, &subjects)? {
        return Ok(Err(wait));
    }
    let now = engine.now().millis();
    let enrolled = engine.database().write(|c| -> Answer<Enrolled> {
        let mut user = existing(people::take(c, id)?, id)?;
        let Some(secret) = user.totp_secret.clone().filter(|_| user.totp_confirmed_at.is_none()) else {
            return Ok(Err(Refusal::NoFactor));
        };
        let Some(step) = totp::step_of(&Secret::new(secret), code.reveal(), now, user.totp_step) else {
            return Ok(Err(Refusal::WrongCode));
        };
        (user.totp_step, user.totp_confirmed_at) = (step, Some(now));
        people::update(c, &user)?;
        let recovery_codes = fresh_codes(engine, c, id)?;
        let opened = renew(engine, c, &user, visitor)?;
        noted::own(engine, c, &user, "second-factor-change", "set up")?;
        Ok(Ok(Enrolled { opened, recovery_codes }))
    })?;
    if enrolled.is_ok() {
        throttle::forgive(engine, &subjects)?;
        tracing::info!(user = id, "somebody has a second factor");
    }
    Ok(enrolled)
}

fn fresh_codes(engine: &Engine, c: &mut AnyConnection, id: i64) -> Result<Vec<Secret>> {
    codes::revoke(c, Purpose::Recovery, Some(id))?;
    (0..RECOVERY_CODES).map(|_| codes::issue(engine, c, Purpose::Recovery, Some(id))).collect()
}

/// Makes the codes anew that stand in for the second factor, for who gives one of its codes.
///
/// # Errors
///
/// When there is nobody of that id, and those of the store.
pub fn renew_codes(engine: &Engine, id: i64, code: &Secret, visitor: &Visitor) -> Answer<Vec<Secret>> {
    with_factor(engine, id, code, visitor, |c, user| {
        let codes = fresh_codes(engine, c, id)?;
        noted::own(engine, c, user, "second-factor-change", "recovery codes made anew")?;
        Ok(Ok(codes))
    })
}

/// Takes the second factor away, for who gives one of its codes.
///
/// # Errors
///
/// When there is nobody of that id, and those of the store.
pub fn remove_factor(engine: &Engine, id: i64, code: &Secret, visitor: &Visitor) -> Answer<()> {
    with_factor(engine, id, code, visitor, |c, user| {
        if sessions::needs_factor(c, user.role()?)? {
            return Ok(Err(Refusal::FactorNeeded));
        }
        (user.totp_secret, user.totp_confirmed_at) = (None, None);
        people::update(c, user)?;
        codes::revoke(c, Purpose::Recovery, Some(id))?;
        noted::own(engine, c, user, "second-factor-change", "taken away")?;
        tracing::info!(user = id, "somebody has no second factor any more");
        Ok(Ok(()))
    })
}

fn with_factor<T>(
    engine: &Engine,
    id: i64,
    code: &Secret,
    visitor: &Visitor,
    work: impl FnOnce(&mut AnyConnection, &mut User) -> Answer<T>,
) -> Answer<T> {
    let subjects = [Subject::SecondFactor(id), Subject::Address(&visitor.address)];
    if let Err(wait) = throttle::begin(engine, &subjects)? {
        return Ok(Err(wait));
    }
    let (right, answer) = engine.database().write(|c| -> Result<_> {
        let mut user = existing(people::take(c, id)?, id)?;
        if !sign_in::accepts(engine, c, &mut user, code)? {
            return Ok((false, Err(Refusal::WrongCode)));
        }
        Ok((true, work(c, &mut user)?))
    })?;
    if right {
        throttle::forgive(engine, &subjects)?;
    }
    Ok(answer)
}
