//! Who may come in: people are invited, get a role and a team, and are kept out again. Nobody but themselves ever sees or
//! sets their password.

use bareme_access::{Action, Role};
use bareme_scoring::Instant;
use bareme_store::AnyConnection;
use bareme_store::people::{self, User, sessions as stored};

use super::codes::{self, Purpose};
pub use super::entry::Person;
use super::{Answer, Refusal, Secret, entry, invitation, noted};
use crate::{Engine, EngineError, Result};

/// Somebody in the list of people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonView {
    /// Their id.
    pub id: i64,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Their role.
    pub role: Role,
    /// Their team.
    pub team: Option<String>,
    /// Whether they have a password.
    pub has_password: bool,
    /// Whether they have a second factor.
    pub has_factor: bool,
    /// Since when they may not come in.
    pub disabled: Option<Instant>,
    /// When they were added.
    pub since: Instant,
}

/// What somebody is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Their role.
    pub role: Role,
    /// Their team of the agreement.
    pub team: Option<String>,
}

impl Place {
    /// What of it is written down.
    fn words(&self) -> Vec<(&'static str, &str)> {
        let team = self.team.as_deref().map(|team| ("team", team));
        [("role", self.role.word())].into_iter().chain(team).collect()
    }
}

/// Everybody, by name.
///
/// # Errors
///
/// When whoever asks does not run Bareme, and those of the store.
pub fn list(engine: &Engine) -> Result<Vec<PersonView>> {
    engine.must(Action::Administer)?;
    engine.database().read(|c| people::list(c)?.iter().map(view).collect())
}

/// Somebody by their id.
///
/// # Errors
///
/// When there is nobody of that id, when whoever asks does not run Bareme, and those of the store.
pub fn find(engine: &Engine, id: i64) -> Result<PersonView> {
    engine.must(Action::Administer)?;
    engine.database().read(|c| view(&existing(people::find(c, id)?, id)?))
}

/// Somebody by their address or their name.
///
/// # Errors
///
/// When nobody has it, when whoever asks does not run Bareme, and those of the store.
pub fn find_named(engine: &Engine, text: &str) -> Result<PersonView> {
    engine.must(Action::Administer)?;
    engine.database().read(|c| {
        let by_email = people::find_by_email(c, &entry::email_key(text))?;
        let found = match by_email {
            Some(user) => Some(user),
            None => people::find_by_name(c, &entry::name_key(text))?,
        };
        view(&existing(found, text)?)
    })
}

fn view(user: &User) -> Result<PersonView> {
    Ok(PersonView {
        id: user.id,
        name: user.name.clone(),
        email: user.email.clone(),
        role: user.role()?,
        team: user.team.clone(),
        has_password: user.password.is_some(),
        has_factor: user.totp_confirmed_at.is_some(),
        disabled: user.disabled_at.map(Instant::from_millis),
        since: Instant::from_millis(user.created_at),
    })
}

fn existing(user: Option<User>, name: impl ToString) -> Result<User> {
    user.ok_or_else(|| EngineError::not_found("person", name))
}

/// The teams of the agreement, as people can belong to them.
///
/// # Errors
///
/// Those of the store.
pub fn teams(engine: &Engine) -> Result<Vec<String>> {
    engine.database().read(|c| {
        let agreement = engine.agreement(c)?;
        Ok(agreement.teams.iter().map(|team| team.name.clone()).collect())
    })
}

/// Adds somebody, who has no password yet; the answer is their id.
///
/// # Errors
///
/// When whoever asks does not run Bareme, and those of the store.
pub fn add(engine: &Engine, person: &Person, place: &Place) -> Answer<i64> {
    engine.must(Action::Administer)?;
    let checked = match entry::check(person) {
        Ok(checked) => checked,
        Err(refusal) => return Ok(Err(refusal)),
    };
    engine.database().write(|c| {
        people::take_all(c)?;
        if let Err(taken) = checked.taken(c, 0)? {
            return Ok(Err(taken));
        }
        if let Err(refusal) = placed(engine, c, place)? {
            return Ok(Err(refusal));
        }
        let user = entry::user(checked, place.role, place.team.clone(), engine.now().millis());
        let id = people::insert(c, &user)?;
        noted::managed(engine, c, id, "user-create", &place.words())?;
        tracing::info!(user = id, role = place.role.word(), "somebody was added");
        Ok(Ok(id))
    })
}

/// Whether the team is one of the agreement's; a rep or leader of sales may also have none yet.
fn placed(engine: &Engine, c: &mut AnyConnection, place: &Place) -> Result<std::result::Result<(), Refusal>> {
    let Some(team) = &place.team else { return Ok(Ok(())) };
    let agreement = engine.agreement(c)?;
    let known = agreement.teams.iter().any(|known| known.name == *team);
    Ok(if known { Ok(()) } else { Err(Refusal::Team) })
}

/// A fresh code with which somebody sets a password, in place of any earlier one. It is shown once.
///
/// # Errors
///
/// When there is nobody of that id, when whoever asks does not run Bareme, and those of the store.
pub fn invite(engine: &Engine, id: i64) -> Result<Secret> {
    engine.must(Action::Administer)?;
    engine.database().write(|c| {
        let user = existing(people::take(c, id)?, id)?;
        let code = invitation::issue(engine, c, user.id)?;
        noted::managed(engine, c, id, "user-change", &[("what", "invited")])?;
        tracing::info!(user = id, "somebody was invited");
        Ok(code)
    })
}

/// Takes somebody's password and second factor away, ends their sessions, and gives a code to begin anew with.
///
/// # Errors
///
/// When there is nobody of that id, when whoever asks does not run Bareme, and those of the store.
pub fn reset(engine: &Engine, id: i64) -> Result<Secret> {
    engine.must(Action::Administer)?;
    engine.database().write(|c| {
        let mut user = existing(people::take(c, id)?, id)?;
        (user.password, user.password_changed_at) = (None, None);
        (user.totp_secret, user.totp_confirmed_at) = (None, None);
        people::update(c, &user)?;
        stored::delete_all(c, id)?;
        codes::revoke(c, Purpose::Recovery, Some(id))?;
        let code = invitation::issue(engine, c, id)?;
        noted::managed(engine, c, id, "user-change", &[("what", "password and second factor taken away")])?;
        tracing::info!(user = id, "somebody begins anew");
        Ok(code)
    })
}

/// Gives somebody another role or team. Their sessions end.
///
/// # Errors
///
/// When there is nobody of that id, when whoever asks does not run Bareme, and those of the store.
pub fn place(engine: &Engine, id: i64, place: &Place) -> Answer<()> {
    engine.must(Action::Administer)?;
    engine.database().write(|c| {
        people::take_all(c)?;
        let mut user = existing(people::take(c, id)?, id)?;
        if let Err(refusal) = placed(engine, c, place)? {
            return Ok(Err(refusal));
        }
        if place.role != Role::Admin && is_last(c, &user)? {
            return Ok(Err(Refusal::LastAdmin));
        }
        let (role, team) = (place.role.word().to_owned(), place.team.clone());
        if (&user.role, &user.team) != (&role, &team) {
            (user.role, user.team) = (role, team);
            people::update(c, &user)?;
            stored::delete_all(c, id)?;
            noted::managed(engine, c, id, "user-change", &place.words())?;
            tracing::info!(user = id, role = place.role.word(), "somebody has another role or team");
        }
        Ok(Ok(()))
    })
}

/// Keeps somebody out, or lets them in again. Their sessions and invitations end.
///
/// # Errors
///
/// When there is nobody of that id, when whoever asks does not run Bareme, and those of the store.
pub fn disable(engine: &Engine, id: i64, out: bool) -> Answer<()> {
    engine.must(Action::Administer)?;
    engine.database().write(|c| {
        people::take_all(c)?;
        let mut user = existing(people::take(c, id)?, id)?;
        if out && is_last(c, &user)? {
            return Ok(Err(Refusal::LastAdmin));
        }
        user.disabled_at = out.then(|| user.disabled_at.unwrap_or(engine.now().millis()));
        people::update(c, &user)?;
        stored::delete_all(c, id)?;
        codes::revoke(c, Purpose::Invitation, Some(id))?;
        let what = if out { "kept out" } else { "let in again" };
        noted::managed(engine, c, id, "user-change", &[("what", what)])?;
        tracing::info!(user = id, out, "somebody was kept out or let in");
        Ok(Ok(()))
    })
}

/// Whether nobody could let anybody in without them.
fn is_last(c: &mut AnyConnection, user: &User) -> Result<bool> {
    let able = user.password.is_some() && user.disabled_at.is_none() && user.role()? == Role::Admin;
    Ok(able && people::count_able(c, Role::Admin)? == 1)
}
