//! An invitation: a link with a code that counts once, with which somebody sets a password, the first time or again.

use bareme_store::AnyConnection;
use bareme_store::people::{self, User, sessions as stored};

use super::codes::{self, Purpose};
use super::throttle::{self, Subject};
use super::{Answer, Opened, Refusal, Secret, Visitor, entry, noted, sessions};
use crate::{Engine, Result};

/// Whom an invitation is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invited {
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
}

/// A fresh invitation in place of any earlier one.
pub(super) fn issue(engine: &Engine, c: &mut AnyConnection, user: i64) -> Result<Secret> {
    codes::revoke(c, Purpose::Invitation, Some(user))?;
    codes::issue(engine, c, Purpose::Invitation, Some(user))
}

/// Whom a code invites.
///
/// # Errors
///
/// Those of the store.
pub fn show(engine: &Engine, code: &Secret, visitor: &Visitor) -> Answer<Invited> {
    Ok(whom(engine, code, visitor)?.map(|user| Invited { name: user.name, email: user.email }))
}

fn whom(engine: &Engine, code: &Secret, visitor: &Visitor) -> Answer<User> {
    let subjects = [Subject::Codes, Subject::Address(&visitor.address)];
    if let Err(wait) = throttle::begin(engine, &subjects)? {
        return Ok(Err(wait));
    }
    let user = engine.database().read(|c| -> Result<Option<User>> {
        let found = codes::find(engine, c, Purpose::Invitation, code)?;
        let Some(id) = found.and_then(|code| code.user_id) else { return Ok(None) };
        Ok(people::find(c, id)?.filter(|user| user.disabled_at.is_none()))
    })?;
    let Some(user) = user else { return Ok(Err(Refusal::CodeGone)) };
    throttle::forgive(engine, &subjects)?;
    Ok(Ok(user))
}

/// Sets the password of whom a code invites, ends their sessions, and signs them in. The code counts once.
///
/// # Errors
///
/// Those of the store.
pub fn accept(engine: &Engine, code: &Secret, password: &Secret, visitor: &Visitor) -> Answer<Opened> {
    let user = match whom(engine, code, visitor)? {
        Ok(user) => user,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let hashed = match entry::new_password(password, &user.email, &user.name)? {
        Ok(hashed) => hashed,
        Err(refusal) => return Ok(Err(refusal)),
    };
    engine.database().write(|c| {
        let Some(mut user) = people::take(c, user.id)?.filter(|user| user.disabled_at.is_none()) else {
            return Ok(Err(Refusal::CodeGone));
        };
        if !codes::consume(c, Purpose::Invitation, code)? {
            return Ok(Err(Refusal::CodeGone));
        }
        (user.password, user.password_changed_at) = (Some(hashed), Some(engine.now().millis()));
        people::update(c, &user)?;
        stored::delete_all(c, user.id)?;
        let pending = user.totp_confirmed_at.is_some() || sessions::needs_factor(c, user.role()?)?;
        let opened = sessions::open(engine, c, &user, visitor, pending)?;
        noted::own(engine, c, &user, "password-change", "set by an invitation")?;
        tracing::info!(user = user.id, "somebody accepted an invitation");
        Ok(Ok(opened))
    })
}
