//! Trying the routing on somebody: which rule holds, whom it gives the lead to and why, and what came of the others.

use bareme_scoring::{Attributes, Instant, Routed, Trial, Value};
use bareme_store::{AnyConnection, accounts, contacts, turns};

use super::Agreement;
use crate::{Engine, EngineError, Result, lookup};

/// Whom the routing is tried on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TriedFacts {
    /// Key, address, number or name of a contact; the facts below count when absent.
    pub contact: Option<String>,
    /// Country of the company, and of the person.
    pub country: Option<String>,
    /// Industry of the company.
    pub industry: Option<String>,
    /// Employees of the company.
    pub employees: Option<u32>,
    /// Owner of the company.
    pub owner: Option<String>,
}

/// What the routing would do now. Nobody's turn is taken.
#[derive(Clone, Debug)]
pub struct Tried {
    /// The contact, where one was named: id and name.
    pub contact: Option<(i64, String)>,
    /// Their company: id and name.
    pub account: Option<(i64, String)>,
    /// The territory that they belong to.
    pub territory: Option<String>,
    /// Every rule with what came of it, in order.
    pub rules: Vec<TriedRule>,
}

/// What came of one rule.
#[derive(Clone, Debug)]
pub struct TriedRule {
    /// Its name.
    pub name: String,
    /// What came of it.
    pub trial: Trial,
}

/// Tries the routing in force.
///
/// # Errors
///
/// [`EngineError::NotFound`] for a contact that there is not, [`EngineError::Invalid`] when several have the name.
pub fn try_routing(engine: &Engine, facts: &TriedFacts) -> Result<Tried> {
    let now = engine.now();
    match &facts.contact {
        Some(typed) => {
            let id = lookup::contact_id(engine, typed)?;
            engine.database().read(|c| {
                engine.people(c)?.contact(c, id)?;
                let agreement = engine.agreement(c)?;
                of_contact(c, &agreement, id, now)
            })
        }
        None => engine.database().read(|c| {
            let agreement = engine.agreement(c)?;
            let (contact, account) = facts.attributes();
            tried(c, &agreement, &Routed { contact: &contact, account: Some(&account), as_of: now })
        }),
    }
}

impl TriedFacts {
    /// Facts of the person and of the company.
    fn attributes(&self) -> (Attributes, Attributes) {
        let (mut contact, mut account) = (Attributes::new(), Attributes::new());
        let texts = [("country", &self.country), ("industry", &self.industry), ("owner", &self.owner)];
        for (name, value) in texts {
            if let Some(value) = value {
                account.insert(name.to_owned(), Value::from(value.as_str()));
            }
        }
        if let Some(country) = &self.country {
            contact.insert("country".to_owned(), Value::from(country.as_str()));
        }
        if let Some(employees) = self.employees {
            account.insert("employees".to_owned(), Value::Number(f64::from(employees)));
        }
        (contact, account)
    }
}

fn of_contact(c: &mut AnyConnection, agreement: &Agreement, id: i64, now: Instant) -> Result<Tried> {
    let contact = contacts::find(c, id)?.ok_or_else(|| EngineError::not_found("contact", id))?;
    let account = match contact.account_id {
        Some(id) => accounts::find(c, id)?,
        None => None,
    };
    let facts = account.as_ref().map(|account| &account.attributes);
    let tried = tried(c, agreement, &Routed { contact: &contact.attributes, account: facts, as_of: now })?;
    Ok(Tried {
        contact: Some((contact.id, contact.name())),
        account: account.map(|account| (account.id, account.name().to_owned())),
        ..tried
    })
}

fn tried(c: &mut AnyConnection, agreement: &Agreement, lead: &Routed<'_>) -> Result<Tried> {
    let turns = turns::list_routing(c)?;
    let trials = agreement.routing.trials(lead, &agreement.teams, &turns);
    Ok(Tried {
        contact: None,
        account: None,
        territory: agreement.routing.territory(lead).map(|territory| territory.name.clone()),
        rules: trials.into_iter().map(|(rule, trial)| TriedRule { name: rule.name.clone(), trial }).collect(),
    })
}
