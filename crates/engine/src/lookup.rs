//! Finds a contact or account by what a person typed: its key, its address, its number, or its name.

use bareme_scoring::fold;
use bareme_store::{AnyConnection, accounts, contacts};

use crate::{Engine, EngineError, Result};

/// Candidates that are named when several have the name.
const NAMED: usize = 10;

/// The id of the contact with this key or e-mail address, or else with this id, or else the only one of this name.
///
/// # Errors
///
/// [`EngineError::NotFound`], [`EngineError::Invalid`] with the candidates when several have the name, and those of
/// the store.
pub fn contact_id(engine: &Engine, text: &str) -> Result<i64> {
    engine.database().read(|c| {
        let seen = engine.people(c)?;
        if seen.masked || seen.whose.is_some() {
            // By a part of what they may not see somebody would find out the rest.
            return Err(EngineError::not_found("contact", text));
        }
        let text = text.trim();
        if let Some(contact) = contacts::find_by_key(c, text)? {
            return Ok(contact.id);
        }
        if let Ok(id) = text.parse()
            && let Some(contact) = contacts::find(c, id)?
        {
            return Ok(contact.id);
        }
        let ids = contacts::list_ids_by_folded_name(c, &normalised(text), NAMED + 1)?;
        the_only("contact", text, &ids, || {
            let found = contacts::list_by_ids(c, &ids)?;
            Ok(found.into_iter().map(|contact| (contact.name(), contact.key)).collect())
        })
    })
}

/// The id of the account with this key, or else with this id, or else the only one of this name.
///
/// # Errors
///
/// As [`contact_id`].
pub fn account_id(engine: &Engine, text: &str) -> Result<i64> {
    engine.database().read(|c| {
        let text = text.trim();
        if let Some(account) = accounts::find_by_key(c, text)? {
            return Ok(account.id);
        }
        if let Ok(id) = text.parse()
            && let Some(account) = accounts::find(c, id)?
        {
            return Ok(account.id);
        }
        let ids = accounts_named(c, text)?;
        the_only("account", text, &ids, || {
            let found = accounts::list_by_ids(c, &ids)?;
            Ok(found.into_iter().map(|account| (account.name().to_owned(), account.key)).collect())
        })
    })
}

fn accounts_named(c: &mut AnyConnection, text: &str) -> Result<Vec<i64>> {
    let found = accounts::list_folded_names(c, &[normalised(text)])?;
    Ok(found.into_iter().map(|(_, id)| id).collect())
}

/// A name as it is stored for comparing: without case and accents, blanks made single.
fn normalised(name: &str) -> String {
    fold(&name.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
}

/// The only one of some ids; when there are several, the names and keys of the first of them are told.
fn the_only(
    what: &'static str,
    text: &str,
    ids: &[i64],
    candidates: impl FnOnce() -> Result<Vec<(String, String)>>,
) -> Result<i64> {
    match ids {
        [] => Err(EngineError::not_found(what, text)),
        [id] => Ok(*id),
        _ => {
            let names: Vec<String> = candidates()?
                .into_iter()
                .take(NAMED)
                .map(|(name, key)| format!("\n  {key}  {name}"))
                .collect();
            let more = if ids.len() > NAMED { "\n  and more" } else { "" };
            Err(EngineError::Invalid(format!(
                "several {what}s are named '{text}'; say which one by its key:{}{more}",
                names.concat()
            )))
        }
    }
}
