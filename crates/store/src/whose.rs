//! Whose leads, contacts and accounts are: what somebody may see who may not see all.

use diesel::prelude::*;

use crate::reading::in_parts;
use crate::schema::{accounts, contacts, leads};
use crate::{AnyConnection, Result};

/// People and teams whose things are meant. Nobody's when everything is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Whose {
    /// Leads and accounts that one of these people has.
    pub owners: Vec<String>,
    /// Leads that one of these teams has, whoever in it.
    pub teams: Vec<String>,
    /// Leads that one of these teams has and nobody in it.
    pub queues: Vec<String>,
}

/// The condition on a lead.
macro_rules! led {
    ($whose:expr) => {
        crate::schema::leads::owner
            .eq_any(&$whose.owners)
            .or(crate::schema::leads::team.eq_any(&$whose.teams))
            .or(crate::schema::leads::owner.is_null().and(crate::schema::leads::team.eq_any(&$whose.queues)))
    };
}

/// The condition on a contact in a query of contacts beside their accounts.
macro_rules! contact_is {
    ($whose:expr) => {
        diesel::dsl::exists(
            crate::schema::leads::table
                .filter(crate::schema::leads::contact_id.eq(crate::schema::contacts::id))
                .filter(crate::whose::led!($whose)),
        )
        .or(crate::schema::accounts::owner.eq_any(&$whose.owners))
    };
}

/// The condition on an account.
macro_rules! account_is {
    ($whose:expr) => {
        crate::schema::accounts::owner.eq_any(&$whose.owners).or(diesel::dsl::exists(
            crate::schema::contacts::table
                .inner_join(
                    crate::schema::leads::table
                        .on(crate::schema::leads::contact_id.eq(crate::schema::contacts::id)),
                )
                .filter(crate::schema::contacts::account_id.eq(crate::schema::accounts::id.nullable()))
                .filter(crate::whose::led!($whose)),
        ))
    };
}

/// The accounts that they have themselves.
macro_rules! owned {
    ($whose:expr) => {
        accounts::table.filter(accounts::owner.eq_any(&$whose.owners)).select(accounts::id.nullable())
    };
}

pub(crate) use {account_is, contact_is, led};

/// Ids of few are listed, and a page is made of them; of more, a page is soon found in any order.
pub(crate) const FEW: usize = 5_000;

impl Whose {
    /// Whether a lead is theirs.
    pub fn has_lead(&self, owner: Option<&str>, team: Option<&str>) -> bool {
        let among = |names: &[String], name: Option<&str>| {
            name.is_some_and(|name| names.iter().any(|known| known == name))
        };
        among(&self.owners, owner)
            || among(&self.teams, team)
            || (owner.is_none() && among(&self.queues, team))
    }

    /// Contacts that they have leads of; one may come several times.
    fn list_led(&self, c: &mut AnyConnection, most: usize) -> Result<Vec<i64>> {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let ids = || leads::table.select(leads::contact_id).limit(most);
        // Each by an index of its own.
        let mut found: Vec<i64> = ids().filter(leads::owner.eq_any(&self.owners)).load(c)?;
        if !self.teams.is_empty() {
            found.extend(ids().filter(leads::team.eq_any(&self.teams)).load::<i64>(c)?);
        }
        if !self.queues.is_empty() {
            let queue = leads::team.eq_any(&self.queues).and(leads::owner.is_null());
            found.extend(ids().filter(queue).load::<i64>(c)?);
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }
}

/// The contacts that are theirs, by id; `None` when there are more than `most`.
pub fn list_contacts(c: &mut AnyConnection, whose: &Whose, most: usize) -> Result<Option<Vec<i64>>> {
    let limit = most.saturating_add(1);
    let mut found = whose.list_led(c, limit)?;
    if found.len() > most {
        return Ok(None);
    }
    found.extend(
        contacts::table
            .filter(contacts::account_id.eq_any(owned!(whose)))
            .select(contacts::id)
            .limit(i64::try_from(limit).unwrap_or(i64::MAX))
            .load::<i64>(c)?,
    );
    found.sort_unstable();
    found.dedup();
    Ok(Some(found).filter(|found| found.len() <= most))
}

/// The accounts that are theirs, by id; `None` when there are more than `most`.
pub fn list_accounts(c: &mut AnyConnection, whose: &Whose, most: usize) -> Result<Option<Vec<i64>>> {
    let limit = most.saturating_add(1);
    let people = whose.list_led(c, limit)?;
    if people.len() > most {
        return Ok(None);
    }
    let at: Vec<Option<i64>> = in_parts(&people, |part| {
        contacts::table.filter(contacts::id.eq_any(part)).select(contacts::account_id).load(c)
    })?;
    let mut found: Vec<i64> = at.into_iter().flatten().collect();
    found.extend(
        accounts::table
            .filter(accounts::owner.eq_any(&whose.owners))
            .select(accounts::id)
            .limit(i64::try_from(limit).unwrap_or(i64::MAX))
            .load::<i64>(c)?,
    );
    found.sort_unstable();
    found.dedup();
    Ok(Some(found).filter(|found| found.len() <= most))
}

/// Of these contacts, those that are theirs, by id.
pub fn contacts_among(c: &mut AnyConnection, whose: &Whose, ids: &[i64]) -> Result<Vec<i64>> {
    let mut found: Vec<i64> = in_parts(ids, |part| {
        leads::table
            .filter(leads::contact_id.eq_any(part))
            .filter(led!(whose))
            .select(leads::contact_id)
            .load(c)
    })?;
    let owned: Vec<i64> = in_parts(ids, |part| {
        contacts::table
            .inner_join(accounts::table.on(accounts::id.nullable().eq(contacts::account_id)))
            .filter(contacts::id.eq_any(part))
            .filter(accounts::owner.eq_any(&whose.owners))
            .select(contacts::id)
            .load(c)
    })?;
    found.extend(owned);
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// Of these accounts, those that are theirs, by id.
pub fn accounts_among(c: &mut AnyConnection, whose: &Whose, ids: &[i64]) -> Result<Vec<i64>> {
    let mut found: Vec<i64> = in_parts(ids, |part| {
        accounts::table
            .filter(accounts::id.eq_any(part))
            .filter(accounts::owner.eq_any(&whose.owners))
            .select(accounts::id)
            .load(c)
    })?;
    let led: Vec<Option<i64>> = in_parts(ids, |part| {
        contacts::table
            .inner_join(leads::table.on(leads::contact_id.eq(contacts::id)))
            .filter(contacts::account_id.eq_any(part))
            .filter(led!(whose))
            .select(contacts::account_id)
            .load(c)
    })?;
    found.extend(led.into_iter().flatten());
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// Of these leads, those that are theirs, by id.
pub fn leads_among(c: &mut AnyConnection, whose: &Whose, ids: &[i64]) -> Result<Vec<i64>> {
    let mut found: Vec<i64> = in_parts(ids, |part| {
        leads::table.filter(leads::id.eq_any(part)).filter(led!(whose)).select(leads::id).load(c)
    })?;
    found.sort_unstable();
    Ok(found)
}

/// How many contacts are theirs.
pub fn count_contacts(c: &mut AnyConnection, whose: &Whose) -> Result<u64> {
    let led = leads::table.filter(led!(whose)).select(leads::contact_id);
    let theirs = contacts::id.eq_any(led).or(contacts::account_id.eq_any(owned!(whose)));
    let count: i64 = contacts::table.filter(theirs).count().get_result(c)?;
    Ok(count.unsigned_abs())
}

/// How many accounts are theirs.
pub fn count_accounts(c: &mut AnyConnection, whose: &Whose) -> Result<u64> {
    let led = contacts::table
        .inner_join(leads::table.on(leads::contact_id.eq(contacts::id)))
        .filter(led!(whose))
        .select(contacts::account_id);
    let theirs = accounts::owner.eq_any(&whose.owners).or(accounts::id.nullable().eq_any(led));
    let count: i64 = accounts::table.filter(theirs).count().get_result(c)?;
    Ok(count.unsigned_abs())
}

/// How many of their contacts stand at each rating of a model, from A1 to D4.
pub fn rating_counts(c: &mut AnyConnection, whose: &Whose, model_id: i64) -> Result<[u64; 16]> {
    use crate::schema::contact_scores as scores;

    let led = leads::table.filter(led!(whose)).select(leads::contact_id);
    let of_owned = contacts::table.filter(contacts::account_id.eq_any(owned!(whose))).select(contacts::id);
    let ratings: Vec<(i16, i64)> = scores::table
        .filter(scores::model_id.eq(model_id))
        .filter(scores::contact_id.eq_any(led).or(scores::contact_id.eq_any(of_owned)))
        .group_by(scores::rating)
        .select((scores::rating, diesel::dsl::count_star()))
        .load(c)?;
    let mut counts = [0; 16];
    for (rating, number) in ratings {
        if let Some(count) = usize::try_from(rating).ok().and_then(|place| counts.get_mut(place)) {
            *count = number.unsigned_abs();
        }
    }
    Ok(counts)
}

/// Which rows of a list are theirs, in the way that is quickest.
#[derive(Clone, Debug)]
pub(crate) enum Theirs {
    /// There are few: these.
    Few(Vec<i64>),
    /// There are many.
    Many,
}

impl Theirs {
    pub fn contacts(c: &mut AnyConnection, whose: &Whose) -> Result<Self> {
        Ok(list_contacts(c, whose, FEW)?.map_or(Self::Many, Self::Few))
    }

    pub fn accounts(c: &mut AnyConnection, whose: &Whose) -> Result<Self> {
        Ok(list_accounts(c, whose, FEW)?.map_or(Self::Many, Self::Few))
    }
}
