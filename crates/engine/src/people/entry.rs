//! What is read of somebody's details before they are kept.

use bareme_scoring::fold;
use bareme_store::AnyConnection;
use bareme_store::people::{self, User};

use super::{Refusal, Secret, password};
use crate::Result;

/// No address and no name is longer, in characters.
const LONGEST: usize = 200;

/// An address and a name, as somebody typed them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// The address.
    pub email: String,
    /// The name.
    pub name: String,
}

/// An address and a name that can be kept.
pub(super) struct Checked {
    pub email: String,
    pub email_key: String,
    pub name: String,
    pub name_key: String,
}

/// The address as it is compared.
pub(super) fn email_key(email: &str) -> String {
    email.trim().to_lowercase()
}

pub(super) fn name_key(name: &str) -> String {
    fold(name.trim()).into_owned()
}

pub(super) fn check(person: &Person) -> std::result::Result<Checked, Refusal> {
    let (email, name) = (person.email.trim(), person.name.trim());
    let readable = |text: &str| !text.contains(char::is_control) && text.chars().count() <= LONGEST;
    let is_address = email.split_once('@').is_some_and(|(mailbox, host)| {
        !mailbox.is_empty() && !host.is_empty() && !host.contains('@') && !email.contains(char::is_whitespace)
    });
    if !is_address || !readable(email) {
        return Err(Refusal::Email);
    }
    if name.is_empty() || !readable(name) {
        return Err(Refusal::Name);
    }
    Ok(Checked {
        email: email.to_owned(),
        email_key: email_key(email),
        name: name.to_owned(),
        name_key: name_key(name),
    })
}

impl Checked {
    /// Whether somebody else has the address or the name.
    pub(super) fn taken(&self, c: &mut AnyConnection, own: i64) -> Result<std::result::Result<(), Refusal>> {
        if people::find_by_email(c, &self.email_key)?.is_some_and(|user| user.id != own) {
            return Ok(Err(Refusal::EmailTaken));
        }
        if people::find_by_name(c, &self.name_key)?.is_some_and(|user| user.id != own) {
            return Ok(Err(Refusal::NameTaken));
        }
        Ok(Ok(()))
    }
}

/// Hashes a new password of somebody, when it is one that can be taken.
pub(super) fn new_password(
    password: &Secret,
    email: &str,
    name: &str,
) -> Result<std::result::Result<String, Refusal>> {
    if let Err(bad) = password::check(password, email, name) {
        return Ok(Err(bad.into()));
    }
    password::hash(password)
}

/// Somebody without anything but a name.
pub(super) fn user(checked: Checked, role: bareme_access::Role, team: Option<String>, now: i64) -> User {
    User {
        id: 0,
        email: checked.email,
        email_key: checked.email_key,
        name: checked.name,
        name_key: checked.name_key,
        role: role.word().to_owned(),
        team,
        password: None,
        password_changed_at: None,
        totp_secret: None,
        totp_confirmed_at: None,
        totp_step: 0,
        disabled_at: None,
        created_at: now,
    }
}
