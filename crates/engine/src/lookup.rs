//! Finds a contact or account by what a person typed: its key, its address, or its number.

use bareme_store::{accounts, contacts};

use crate::{Engine, EngineError, Result};

/// The id of the contact with this key or e-mail address, or else with this id.
///
/// # Errors
///
/// [`EngineError::NotFound`], and those of the store.
pub fn contact_id(engine: &Engine, text: &str) -> Result<i64> {
    engine.database().read(|c| {
        if let Some(contact) = contacts::find_by_key(c, text)? {
            return Ok(contact.id);
        }
        let by_id = match text.parse() {
            Ok(id) => contacts::find(c, id)?.map(|contact| contact.id),
            Err(_) => None,
        };
        by_id.ok_or_else(|| EngineError::not_found("contact", text))
    })
}

/// The id of the account with this key, or else with this id.
///
/// # Errors
///
/// [`EngineError::NotFound`], and those of the store.
pub fn account_id(engine: &Engine, text: &str) -> Result<i64> {
    engine.database().read(|c| {
        if let Some(account) = accounts::find_by_key(c, text)? {
            return Ok(account.id);
        }
        let by_id = match text.parse() {
            Ok(id) => accounts::find(c, id)?.map(|account| account.id),
            Err(_) => None,
        };
        by_id.ok_or_else(|| EngineError::not_found("account", text))
    })
}
