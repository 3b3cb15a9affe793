//! A contact's past: what was known of them at any moment, and so what they scored then.

use std::sync::Arc;

use bareme_scoring::{
    Activity, ActivityKind, Adjustment, Attributes, BuyingRole, EdgeWeights, Evaluation, Instant,
    RelationshipKind, Subject,
};
use bareme_store::accounts::{self, Account};
use bareme_store::contacts::{self, Contact};
use bareme_store::facts::PastFacts;
use bareme_store::models::StoredVersion;
use bareme_store::relationships::{self, Relationship};
use bareme_store::{AnyConnection, activities, adjustments};

use crate::score::{adjustment, relationship_facts};
use crate::{Engine, LoadedModel, Result};

/// The main job at a moment, of jobs sorted by account: the strongest role, then the lowest account.
pub(crate) fn main_job(jobs: &[Relationship], at: Instant) -> Option<(i64, BuyingRole)> {
    let weights = EdgeWeights::default();
    let mut best: Option<(i64, BuyingRole)> = None;
    for edge in jobs.iter().filter(|edge| edge.holds_at(at)) {
        if best.is_none_or(|(_, role)| weights.of_role(edge.role) > weights.of_role(role)) {
            best = Some((edge.to_id, edge.role));
        }
    }
    best
}

/// Everything that scores of one contact follow from.
pub(crate) struct Past {
    /// The contact as known now.
    pub contact: Contact,
    /// The account of the main job, as known now.
    pub account: Option<Account>,
    /// What was known before, oldest first.
    before: Vec<PastFacts>,
    /// Jobs, past ones too.
    jobs: Vec<Relationship>,
    activities: Vec<Activity>,
    kinds: Arc<Vec<ActivityKind>>,
}

impl Past {
    /// Reads it.
    pub fn load(engine: &Engine, c: &mut AnyConnection, contact: &Contact) -> Result<Self> {
        Ok(Self {
            before: contacts::list_history_of(c, contact.id)?,
            account: match contact.account_id {
                Some(id) => accounts::find(c, id)?,
                None => None,
            },
            jobs: relationships::list_from(c, &[RelationshipKind::WorksAt], &[contact.id])?,
            activities: activities::list(c, contact.id, Instant::MAX)?,
            kinds: engine.kinds(c)?,
            contact: contact.clone(),
        })
    }

    /// The evaluation at a moment, by a version of a model.
    pub fn evaluate(
        &self,
        engine: &Engine,
        c: &mut AnyConnection,
        loaded: &LoadedModel,
        version: &StoredVersion,
        as_of: Instant,
    ) -> Result<Evaluation> {
        let model = engine.model_of(&loaded.stored.name, version)?;
        let stored = adjustments::list(c, loaded.stored.id, Some(self.contact.id), as_of)?;
        let adjustments: Vec<Adjustment> = stored.into_iter().map(adjustment).collect();
        let account = self.account_facts(c, as_of)?;
        let relationship = relationship_facts(self.job(as_of).map(|(_, role)| role));
        let matcher = engine.matcher(version.id, &model, &self.kinds);
        let subject = Subject {
            contact: self.facts(as_of),
            account: account.as_ref(),
            relationship: Some(&relationship),
            activities: &self.activities,
            adjustments: &adjustments,
        };
        Ok(model.evaluate(&subject, &matcher, as_of))
    }

    /// What was known of the contact at a moment.
    fn facts(&self, at: Instant) -> &Attributes {
        self.before
            .iter()
            .find(|past| past.known_until > at)
            .map_or(&self.contact.attributes, |past| &past.attributes)
    }

    /// The main job at a moment.
    fn job(&self, at: Instant) -> Option<(i64, BuyingRole)> {
        main_job(&self.jobs, at)
    }

    /// What was known of the account of the main job at a moment.
    fn account_facts(&self, c: &mut AnyConnection, at: Instant) -> Result<Option<Attributes>> {
        let Some((id, _)) = self.job(at) else { return Ok(None) };
        if let Some(past) = accounts::find_history(c, id, at)? {
            return Ok(Some(past));
        }
        match self.account.as_ref().filter(|account| account.id == id) {
            Some(account) => Ok(Some(account.attributes.clone())),
            None => Ok(accounts::find(c, id)?.map(|account| account.attributes)),
        }
    }
}
