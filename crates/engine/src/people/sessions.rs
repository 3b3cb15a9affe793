//! Sessions: 256 random bits in a cookie, of which the database keeps a digest. Each lasts seven days at most and twelve
//! hours without a visit, and every one of somebody ends when their password or their role changes.

use bareme_access::{Principal, Role};
use bareme_scoring::Instant;
use bareme_store::AnyConnection;
use bareme_store::people::sessions::{self, Session};
use bareme_store::people::{self, User};

use super::{Opened, Secret, Standing, Visitor, noted, principal, rules, secret};
use crate::{Engine, Result};

/// A session ends after so long, whatever happens; milliseconds.
pub const LONGEST: i64 = 7 * 24 * 3_600_000;
/// And after so long without a visit.
pub const IDLE: i64 = 12 * 3_600_000;
/// The second factor is given within so long.
pub const PENDING: i64 = 10 * 60_000;
/// A visit is noted to so long, not to write with each page.
const NOTED: i64 = 5 * 60_000;
/// What a browser calls itself is kept to so many characters.
const LONGEST_AGENT: usize = 200;

/// Somebody's session, as a request finds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Current {
    /// Its id.
    pub session: i64,
    /// Whose it is.
    pub principal: Principal,
    /// How far it has come: only [`Standing::Full`] is in.
    pub standing: Standing,
    /// What the forms of their pages carry, and no other site can know. It outlives a session, so that a form which was
    /// filled in for long can still be sent after signing in anew, and ends with the password.
    pub form_token: Secret,
}

/// A session, as its owner sees it in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionView {
    /// Its id.
    pub id: i64,
    /// What the browser called itself.
    pub agent: Option<String>,
    /// When it began.
    pub since: Instant,
    /// When it was used last, to a few minutes.
    pub last_seen: Instant,
}

/// The session of a token, when it is one that counts.
///
/// # Errors
///
/// Those of the store.
pub fn find(engine: &Engine, token: &Secret) -> Result<Option<Current>> {
    let (digest, now) = (digest(token), engine.now().millis());
    let found = engine.database().read(|c| {
        let Some((session, user)) = sessions::find(c, &digest)? else { return Ok(None) };
        if !counts(&session, now) || user.disabled_at.is_some() {
            return Ok(None);
        }
        let standing = standing(c, &session, &user)?;
        let kept = user.password.as_deref().unwrap_or(&session.token_digest);
        let form_token = Secret::new(secret::digest("form", kept));
        Result::Ok(Some((session, principal(&user)?, standing, form_token)))
    })?;
    let Some((session, principal, standing, form_token)) = found else { return Ok(None) };
    if now - session.last_seen_at >= NOTED {
        engine.database().write(|c| sessions::touch(c, session.id, now))?;
    }
    Ok(Some(Current { session: session.id, principal, standing, form_token }))
}

fn counts(session: &Session, now: i64) -> bool {
    now < session.expires_at && now - session.last_seen_at < IDLE
}

fn standing(c: &mut AnyConnection, session: &Session, user: &User) -> Result<Standing> {
    let confirmed = user.totp_confirmed_at.is_some();
    Ok(match (session.pending, confirmed) {
        (true, true) => Standing::SecondFactor,
        (true, false) => Standing::Enrolment,
        (false, false) if needs_factor(c, user.role()?)? => Standing::Enrolment,
        (false, _) => Standing::Full,
    })
}

pub(super) fn needs_factor(c: &mut AnyConnection, role: Role) -> Result<bool> {
    Ok(rules::needing(c)?.contains(&role))
}

/// Begins a session for somebody, and ends the one that the browser came with.
pub(super) fn open(
    engine: &Engine,
    c: &mut AnyConnection,
    user: &User,
    visitor: &Visitor,
    pending: bool,
) -> Result<Opened> {
    let (token, now) = (Secret::token()?, engine.now().millis());
    if let Some(old) = &visitor.token {
        sessions::delete_token(c, &digest(old))?;
    }
    sessions::delete_expired(c, now)?;
    let session = Session {
        id: 0,
        token_digest: digest(&token),
        user_id: user.id,
        pending,
        agent: visitor.agent.as_ref().map(|agent| agent.chars().take(LONGEST_AGENT).collect()),
        created_at: now,
        last_seen_at: now,
        expires_at: now + if pending { PENDING } else { LONGEST },
    };
    sessions::insert(c, &session)?;
    Ok(Opened { token, user: user.id, standing: standing(c, &session, user)? })
}

/// Ends the session of a token: signs out.
///
/// # Errors
///
/// Those of the store.
pub fn end(engine: &Engine, token: &Secret) -> Result<()> {
    let digest = digest(token);
    engine.database().write(|c| {
        let Some((session, user)) = sessions::find(c, &digest)? else { return Ok(()) };
        sessions::delete_token(c, &digest)?;
        if session.pending { Ok(()) } else { noted::own(engine, c, &user, "sign-out", "here") }
    })
}

/// Ends every session of somebody: signs out everywhere.
///
/// # Errors
///
/// Those of the store.
pub fn end_all(engine: &Engine, user: i64) -> Result<usize> {
    engine.database().write(|c| {
        let ended = sessions::delete_all(c, user)?;
        signed_out(engine, c, user, ended > 0, "everywhere")?;
        Ok(ended)
    })
}

/// Ends one session of somebody; false when they have none of that id.
///
/// # Errors
///
/// Those of the store.
pub fn end_one(engine: &Engine, user: i64, session: i64) -> Result<bool> {
    engine.database().write(|c| {
        let ended = sessions::delete(c, user, session)?;
        signed_out(engine, c, user, ended, "on another device")?;
        Ok(ended)
    })
}

fn signed_out(engine: &Engine, c: &mut AnyConnection, id: i64, ended: bool, place: &str) -> Result<()> {
    match people::find(c, id)?.filter(|_| ended) {
        Some(user) => noted::own(engine, c, &user, "sign-out", place),
        None => Ok(()),
    }
}

/// The sessions of somebody that still count, the newest first.
///
/// # Errors
///
/// Those of the store.
pub fn list(engine: &Engine, user: i64) -> Result<Vec<SessionView>> {
    let now = engine.now().millis();
    let all = engine.database().read(|c| sessions::list(c, user))?;
    let view = |session: Session| SessionView {
        id: session.id,
        agent: session.agent,
        since: Instant::from_millis(session.created_at),
        last_seen: Instant::from_millis(session.last_seen_at),
    };
    Ok(all.into_iter().filter(|session| counts(session, now) && !session.pending).map(view).collect())
}

pub(super) fn digest(token: &Secret) -> String {
    token.digest("session")
}
