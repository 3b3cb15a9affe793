//! The search over everything: companies and people whose name, key, address or domain begins as somebody typed.

use bareme_scoring::fold;
use bareme_store::accounts::host;
use bareme_store::lists::{self, AccountFilter, AccountSort, ContactFilter, ContactSort, Sought};

use super::{accounts, contacts};
use crate::view::{AccountRow, ContactRow, ModelRef};
use crate::{Engine, LoadedModel, Result};

/// Rows shown of each kind.
pub const SHOWN: usize = 10;

/// What was found.
#[derive(Clone, Debug)]
pub struct SearchPage {
    /// What was looked for; empty when nothing was typed.
    pub text: String,
    /// The model whose ratings are shown.
    pub model: Option<ModelRef>,
    /// The first accounts, by name.
    pub accounts: Vec<AccountRow>,
    /// Whether there are more of them.
    pub more_accounts: bool,
    /// The first contacts, by name.
    pub contacts: Vec<ContactRow>,
    /// Whether there are more of them.
    pub more_contacts: bool,
}

/// What a text finds, rated by the primary model.
///
/// # Errors
///
/// Those of the store.
pub fn search(engine: &Engine, text: &str) -> Result<SearchPage> {
    let text = text.trim();
    engine.note_look("contact", "list")?;
    engine.database().read(|c| {
        let (model, _) = engine.pick_model(c, None)?;
        let mut page = SearchPage {
            text: text.to_owned(),
            model: model.as_ref().map(LoadedModel::reference),
            accounts: Vec::new(),
            more_accounts: false,
            contacts: Vec::new(),
            more_contacts: false,
        };
        let Some(sought) = sought(text) else { return Ok(page) };
        let model_id = model.as_ref().map_or(0, |model| model.stored.id);
        let seen = engine.people(c)?;
        let filter = AccountFilter {
            model_id,
            whose: seen.whose.clone(),
            beginning: Some(sought.clone()),
            sort: AccountSort::Name,
            limit: SHOWN,
            ..AccountFilter::default()
        };
        let found = lists::list_accounts(c, &filter)?;
        page.more_accounts = found.more_after;
        let row = |line| accounts::row(line, model.as_ref(), &[]);
        page.accounts = found.rows.into_iter().map(row).collect::<Result<_>>()?;
        let filter = ContactFilter {
            model_id,
            whose: seen.whose.clone(),
            search: if seen.masked { sought_whole(text) } else { Some(sought) },
            sort: if seen.masked { ContactSort::Arrival } else { ContactSort::Name },
            limit: SHOWN,
            ..ContactFilter::default()
        };
        let found = lists::list_contacts(c, &filter)?;
        page.more_contacts = found.more_after;
        page.contacts =
            found.rows.into_iter().map(|line| contacts::row(line, &seen)).collect::<Result<_>>()?;
        Ok(page)
    })
}

/// What a typed text looks for; `None` when it is empty.
pub(super) fn sought(text: &str) -> Option<Sought> {
    let typed = text.trim();
    (!typed.is_empty()).then(|| Sought {
        typed: typed.to_owned(),
        folded: fold(typed).into_owned(),
        domain: fold(host(typed)).into_owned(),
        whole: false,
    })
}

/// The same, and only where it is the whole of a key or address: half of one would tell the other half to whoever may not
/// read it.
pub(super) fn sought_whole(text: &str) -> Option<Sought> {
    sought(text).map(|sought| Sought { whole: true, ..sought })
}
