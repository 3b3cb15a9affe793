//! The people of the demo company: those of its agreement, and its marketing. Nobody has a password: an administrator gives
//! links with which one is set.

use bareme_access::Role;
use bareme_simulator::{marketing_people, sales_people};

use crate::people::Refusal;
use crate::people::manage::{self, Person, Place};
use crate::{Engine, EngineError, Result};

/// Adds them; who is there already stays as they are.
pub(super) fn add(engine: &Engine) -> Result<()> {
    let mut team = "";
    for person in sales_people() {
        // The first of a team leads it, as the agreement says.
        let role = if person.team == team { Role::Rep } else { Role::SalesLeader };
        team = person.team;
        one(engine, person.name, person.email, &Place { role, team: Some(team.to_owned()) })?;
    }
    for person in marketing_people() {
        let role = if person.leads { Role::MarketingLeader } else { Role::Marketer };
        one(engine, person.name, person.email, &Place { role, team: None })?;
    }
    Ok(())
}

fn one(engine: &Engine, name: &str, email: &str, place: &Place) -> Result<()> {
    let person = Person { email: email.to_owned(), name: name.to_owned() };
    match manage::add(engine, &person, place)? {
        Ok(_) | Err(Refusal::EmailTaken | Refusal::NameTaken) => Ok(()),
        Err(refusal) => Err(EngineError::Invalid(refusal.to_string())),
    }
}
