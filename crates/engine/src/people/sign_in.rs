//! Signing in: a password first, a code of the second factor after it where somebody has one.

use bareme_store::people::{self, User};
use bareme_store::{AnyConnection, people::sessions as stored};

use super::codes::{self, Purpose};
use super::password::{self, Match};
use super::throttle::{self, Subject};
use super::{Answer, Opened, Refusal, Secret, Standing, Visitor, entry, noted, sessions, totp};
use crate::{Engine, Result};

/// Begins a session for whom address and password belong to. A name that nobody has costs as much as a wrong password and
/// is answered alike.
///
/// # Errors
///
/// Those of the store.
pub fn with_password(engine: &Engine, email: &str, typed: &Secret, visitor: &Visitor) -> Answer<Opened> {
    let key = entry::email_key(email);
    let subjects = [Subject::Account(&key), Subject::Address(&visitor.address)];
    if let Err(wait) = throttle::begin(engine, &subjects)? {
        return Ok(Err(wait));
    }
    let user = engine.database().read(|c| people::find_by_email(c, &key))?;
    let kept = user.as_ref().and_then(|user| user.password.as_deref());
    let found = match password::verify(typed, kept)? {
        Ok(found) => found,
        Err(busy) => return Ok(Err(busy)),
    };
    let meant = user.as_ref().map(|user| user.id);
    let Some(user) = user.filter(|user| found != Match::No && user.disabled_at.is_none()) else {
        noted::refused(engine, meant, "password")?;
        tracing::info!("a sign-in was refused");
        return Ok(Err(Refusal::Wrong));
    };
    let stronger = match found {
        Match::Stale => password::hash(typed)?.ok(),
        _ => None,
    };
    let opened = engine.database().write(|c| open(engine, c, &user, stronger, visitor))?;
    if let Ok(opened) = &opened {
        throttle::forgive(engine, &subjects)?;
        tracing::info!(user = opened.user, "somebody signed in with a password");
    }
    Ok(opened)
}

/// What was compared may have changed since.
fn open(
    engine: &Engine,
    c: &mut AnyConnection,
    seen: &User,
    stronger: Option<String>,
    visitor: &Visitor,
) -> Answer<Opened> {
    let now =
        people::take(c, seen.id)?.filter(|now| now.password == seen.password && now.disabled_at.is_none());
    let Some(mut user) = now else { return Ok(Err(Refusal::Wrong)) };
    if stronger.is_some() {
        user.password = stronger;
        people::update(c, &user)?;
    }
    let pending = user.totp_confirmed_at.is_some() || sessions::needs_factor(c, user.role()?)?;
    let opened = sessions::open(engine, c, &user, visitor, pending)?;
    if opened.standing == Standing::Full {
        noted::came_in(engine, c, &user, "password")?;
    }
    Ok(Ok(opened))
}

/// Goes on with a session whose second factor is to come; it gets another token.
///
/// # Errors
///
/// Those of the store.
pub fn with_code(engine: &Engine, token: &Secret, code: &Secret, visitor: &Visitor) -> Answer<Opened> {
    let Some(current) = sessions::find(engine, token)?.filter(|it| it.standing == Standing::SecondFactor)
    else {
        return Ok(Err(Refusal::WrongCode));
    };
    let id = current.principal.user;
    let subjects = [Subject::SecondFactor(id), Subject::Address(&visitor.address)];
    if let Err(wait) = throttle::begin(engine, &subjects)? {
        return Ok(Err(wait));
    }
    let opened = engine.database().write(|c| -> Answer<Opened> {
        let still = stored::find(c, &sessions::digest(token))?;
        let Some(mut user) = people::take(c, id)?.filter(|_| still.is_some()) else {
            return Ok(Err(Refusal::WrongCode));
        };
        if user.disabled_at.is_some() || !accepts(engine, c, &mut user, code)? {
            return Ok(Err(Refusal::WrongCode));
        }
        let visitor = Visitor { token: Some(token.clone()), ..visitor.clone() };
        let opened = sessions::open(engine, c, &user, &visitor, false)?;
        noted::came_in(engine, c, &user, "second factor")?;
        Ok(Ok(opened))
    })?;
    if opened.is_ok() {
        throttle::forgive(engine, &subjects)?;
        tracing::info!(user = id, "somebody gave their second factor");
    } else {
        noted::refused(engine, Some(id), "second factor")?;
        tracing::info!(user = id, "a second factor was refused");
    }
    Ok(opened)
}

/// Whether a code of the app, or one that stands in for it, is right; it is used up.
pub(super) fn accepts(
    engine: &Engine,
    c: &mut AnyConnection,
    user: &mut User,
    code: &Secret,
) -> Result<bool> {
    let Some(secret) = user.totp_secret.clone().filter(|_| user.totp_confirmed_at.is_some()) else {
        return Ok(false);
    };
    if let Some(step) =
        totp::step_of(&Secret::new(secret), code.reveal(), engine.now().millis(), user.totp_step)
    {
        user.totp_step = step;
        people::update(c, user)?;
        return Ok(true);
    }
    let recovery = codes::find(engine, c, Purpose::Recovery, code)?;
    if recovery.is_none_or(|code| code.user_id != Some(user.id)) {
        return Ok(false);
    }
    codes::consume(c, Purpose::Recovery, code)
}
