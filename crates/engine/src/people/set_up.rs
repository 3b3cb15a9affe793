//! The first administrator, made by whoever can read the server's console: a code stands there while nobody could let
//! anybody in, another one at each start.

use bareme_access::Role;
use bareme_store::AnyConnection;
use bareme_store::people;

use super::codes::{self, Purpose};
pub use super::entry::Person;
use super::throttle::{self, Subject};
use super::{Answer, Opened, Refusal, Secret, Visitor, entry, noted, sessions};
use crate::{Engine, Result};

/// Whether an administrator is still to be made.
///
/// # Errors
///
/// Those of the store.
pub fn is_needed(engine: &Engine) -> Result<bool> {
    engine.database().read(needed)
}

fn needed(c: &mut AnyConnection) -> Result<bool> {
    Ok(people::count_able(c, Role::Admin)? == 0)
}

/// A fresh code in place of any earlier one; none when there is an administrator.
///
/// # Errors
///
/// Those of the store.
pub fn issue_code(engine: &Engine) -> Result<Option<Secret>> {
    engine.database().write(|c| {
        people::take_all(c)?;
        codes::revoke(c, Purpose::SetUp, None)?;
        if !needed(c)? {
            return Ok(None);
        }
        codes::issue(engine, c, Purpose::SetUp, None).map(Some)
    })
}

/// Makes the first administrator and signs them in. The code counts once.
///
/// # Errors
///
/// Those of the store.
pub fn create_administrator(
    engine: &Engine,
    code: &Secret,
    person: &Person,
    password: &Secret,
    visitor: &Visitor,
) -> Answer<Opened> {
    let subjects = [Subject::Codes, Subject::Address(&visitor.address)];
    if let Err(wait) = throttle::begin(engine, &subjects)? {
        return Ok(Err(wait));
    }
    if engine.database().read(|c| codes::find(engine, c, Purpose::SetUp, code))?.is_none() {
        return Ok(Err(Refusal::CodeGone));
    }
    throttle::forgive(engine, &subjects)?;
    let checked = match entry::check(person) {
        Ok(checked) => checked,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let hashed = match entry::new_password(password, &checked.email, &checked.name)? {
        Ok(hashed) => hashed,
        Err(refusal) => return Ok(Err(refusal)),
    };
    engine.database().write(|c| {
        people::take_all(c)?;
        if !needed(c)? {
            return Ok(Err(Refusal::CodeGone));
        }
        if let Err(taken) = checked.taken(c, 0)? {
            return Ok(Err(taken));
        }
        if !codes::consume(c, Purpose::SetUp, code)? {
            return Ok(Err(Refusal::CodeGone));
        }
        let now = engine.now().millis();
        let mut user = entry::user(checked, Role::Admin, None, now);
        (user.password, user.password_changed_at) = (Some(hashed), Some(now));
        user.id = people::insert(c, &user)?;
        let pending = sessions::needs_factor(c, Role::Admin)?;
        let opened = sessions::open(engine, c, &user, visitor, pending)?;
        noted::own(engine, c, &user, "user-create", "by the set-up code")?;
        tracing::info!(user = user.id, "the first administrator was made");
        Ok(Ok(opened))
    })
}
