//! People who may come in. Their sessions are in [`sessions`], codes that count once in [`codes`], and attempts, which are
//! counted so that nobody tries for long, in [`attempts`].

pub mod attempts;
pub mod codes;
pub mod sessions;

use std::fmt;

use bareme_access::Role;
use diesel::prelude::*;
use diesel::sql_types::BigInt;

use crate::schema::users;
use crate::{AnyConnection, Result, StoreError, sequences};

/// Somebody who may come in. What their texts mean belongs to the engine.
#[derive(Clone, PartialEq, Eq, Queryable, Insertable, AsChangeset)]
#[diesel(table_name = users, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct User {
    /// Id in this database; never given out twice.
    pub id: i64,
    /// The address that they sign in with, as it was typed.
    pub email: String,
    /// The address without case, unique.
    pub email_key: String,
    /// The name under which they act.
    pub name: String,
    /// The name without case and accents, unique.
    pub name_key: String,
    /// Word of the role.
    pub role: String,
    /// The team of the agreement.
    pub team: Option<String>,
    /// The password, as a PHC string of a slow hash.
    pub password: Option<String>,
    /// When it was set, milliseconds since 1970 UTC.
    pub password_changed_at: Option<i64>,
    /// The secret of the second factor, base32.
    pub totp_secret: Option<String>,
    /// When it was confirmed by a first code; it does not count before.
    pub totp_confirmed_at: Option<i64>,
    /// The last step of the second factor's clock that was used.
    pub totp_step: i64,
    /// Since when they may not come in.
    pub disabled_at: Option<i64>,
    /// When they were added, milliseconds since 1970 UTC.
    pub created_at: i64,
}

impl User {
    /// The role.
    pub fn role(&self) -> Result<Role> {
        Role::from_word(&self.role).ok_or_else(|| StoreError::bad_row("users", "role", self.id, &self.role))
    }
}

/// Without secrets and without personal data, because this goes into logs.
impl fmt::Debug for User {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("User").field("id", &self.id).field("role", &self.role).finish_non_exhaustive()
    }
}

/// Inserts somebody and returns their id; whatever id they have is replaced.
pub fn insert(connection: &mut AnyConnection, new: &User) -> Result<i64> {
    let id = sequences::take(connection, "users", 1)?;
    let row = User { id, ..new.clone() };
    diesel::insert_into(users::table).values(&row).execute(connection)?;
    Ok(id)
}

/// Writes somebody who was taken.
pub fn update(connection: &mut AnyConnection, user: &User) -> Result<()> {
    diesel::update(users::table.find(user.id)).set(user).execute(connection)?;
    Ok(())
}

/// Somebody by their id.
pub fn find(connection: &mut AnyConnection, id: i64) -> Result<Option<User>> {
    Ok(users::table.find(id).first(connection).optional()?)
}

/// Somebody, taken until the end of the transaction: nobody else changes them meanwhile.
pub fn take(connection: &mut AnyConnection, id: i64) -> Result<Option<User>> {
    if let AnyConnection::Postgres(inner) = connection {
        diesel::sql_query("SELECT id FROM users WHERE id = $1 FOR UPDATE")
            .bind::<BigInt, _>(id)
            .execute(inner)?;
    }
    find(connection, id)
}

/// Takes the list of people until the end of the transaction: of two who add somebody of one name, the second is told.
pub fn take_all(connection: &mut AnyConnection) -> Result<()> {
    let AnyConnection::Postgres(connection) = connection else { return Ok(()) };
    diesel::sql_query("SELECT pg_advisory_xact_lock(4704074)").execute(connection)?;
    Ok(())
}

/// Somebody by the address without case.
pub fn find_by_email(connection: &mut AnyConnection, email_key: &str) -> Result<Option<User>> {
    Ok(users::table.filter(users::email_key.eq(email_key)).first(connection).optional()?)
}

/// Somebody by the name without case and accents.
pub fn find_by_name(connection: &mut AnyConnection, name_key: &str) -> Result<Option<User>> {
    Ok(users::table.filter(users::name_key.eq(name_key)).first(connection).optional()?)
}

/// Everybody, by name.
pub fn list(connection: &mut AnyConnection) -> Result<Vec<User>> {
    Ok(users::table.order((users::name_key, users::id)).load(connection)?)
}

/// How many people of a role may come in and have a password.
pub fn count_able(connection: &mut AnyConnection, role: Role) -> Result<i64> {
    Ok(users::table
        .filter(users::role.eq(role.word()))
        .filter(users::disabled_at.is_null())
        .filter(users::password.is_not_null())
        .count()
        .get_result(connection)?)
}
