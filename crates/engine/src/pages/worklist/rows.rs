//! The rows of a worklist: person, company, what the cell says to do, and the reasons of the score in a few lines.

use std::collections::BTreeMap;
use std::sync::Arc;

use bareme_scoring::{Instant, Model, Points, Rating, Stage};
use bareme_store::contacts::Contact;
use bareme_store::leads::{LeadRow, NO_PRIORITY};
use bareme_store::scores::{ContactScore, rating_of};
use bareme_store::{AnyConnection, accounts, contacts, models, scores};

use super::sla;
use crate::agreement::Agreement;
use crate::pages::ledger::{engagement_ledger, fit_ledger, fit_weights};
use crate::past::Past;
use crate::prediction::{Learnt, ahead_of};
use crate::view::{ChanceOf, ChanceView, LedgerLine, LineKind, WorkRow};
use crate::{Engine, LoadedModel, Result};

/// Lines of each side that a row shows.
const LINES: usize = 3;

/// The models of leads, and the versions by which they were handed over, each read once.
pub(in crate::pages) struct Models {
    loaded: Vec<LoadedModel>,
    versions: BTreeMap<i64, Option<(u32, Arc<Model>)>>,
    /// By model.
    learnt: BTreeMap<i64, Option<Arc<Learnt>>>,
}

impl Models {
    /// All models, and nothing else yet.
    pub fn load(engine: &Engine, c: &mut AnyConnection) -> Result<Self> {
        Ok(Self { loaded: engine.models(c)?, versions: BTreeMap::new(), learnt: BTreeMap::new() })
    }

    /// The model of an id, or else the first one: imported history has none.
    pub fn of(&self, id: i64) -> Option<&LoadedModel> {
        self.loaded.iter().find(|model| model.stored.id == id).or(self.loaded.first())
    }

    /// The number and the rules of a version.
    pub fn version(
        &mut self,
        engine: &Engine,
        c: &mut AnyConnection,
        id: i64,
    ) -> Result<Option<(u32, Arc<Model>)>> {
        if let Some(known) = self.versions.get(&id) {
            return Ok(known.clone());
        }
        let stored = models::find_version(c, id)?;
        let found = match stored {
            Some(version) => {
                let name = self.of(version.model_id).map(|model| model.stored.name.clone());
                let model = engine.model_of(&name.unwrap_or_default(), &version)?;
                Some((u32::try_from(version.number).unwrap_or(0), model))
            }
            None => None,
        };
        self.versions.insert(id, found.clone());
        Ok(found)
    }

    /// How likely it is that a lead reaches what is ahead of it, by what was known at the hand-over: the moment that
    /// predictions learn from.
    pub fn chance(
        &mut self,
        engine: &Engine,
        c: &mut AnyConnection,
        model: &LoadedModel,
        known: &Past,
        ahead: Option<(ChanceOf, Instant)>,
    ) -> Result<Option<ChanceView>> {
        let Some((of, at)) = ahead else { return Ok(None) };
        let Some(learnt) = self.learnt(engine, c, model)?.filter(|learnt| learnt.tells(of)) else {
            return Ok(None);
        };
        let evaluation = known.evaluate(engine, c, model, &model.stored.version, at)?;
        Ok(learnt.chance(model, &evaluation, of))
    }

    /// What recalibration has learnt for the version of a model that is in force.
    fn learnt(
        &mut self,
        engine: &Engine,
        c: &mut AnyConnection,
        model: &LoadedModel,
    ) -> Result<Option<Arc<Learnt>>> {
        if let Some(known) = self.learnt.get(&model.stored.id) {
            return Ok(known.clone());
        }
        let found = engine.learnt(c, model)?;
        self.learnt.insert(model.stored.id, found.clone());
        Ok(found)
    }
}

/// The strongest lines of a ledger, whichever way they pull; caps and floors say nothing about a person.
fn strongest(mut lines: Vec<LedgerLine>) -> Vec<LedgerLine> {
    lines.retain(|line| line.kind != LineKind::Limit && line.points != Points::ZERO);
    lines.sort_by_key(|line| std::cmp::Reverse(line.points.hundredths().abs()));
    lines.truncate(LINES);
    lines
}

/// What rows of several leads are read from.
struct Known {
    contacts: Vec<Contact>,
    accounts: Vec<(i64, String)>,
    /// By model and contact.
    scores: BTreeMap<(i64, i64), ContactScore>,
}

/// The rows of these leads, in their order.
pub(super) fn rows(
    engine: &Engine,
    c: &mut AnyConnection,
    agreement: &Agreement,
    leads: &[LeadRow],
) -> Result<Vec<WorkRow>> {
    let mut models = Models::load(engine, c)?;
    let known = Known::load(c, &models, leads)?;
    let mut rows = Vec::with_capacity(leads.len());
    for lead in leads {
        let mut row = known.row(&models, lead)?;
        row.sla = sla(&agreement.clock, lead.due_at.filter(|_| row.stage == Stage::Mql), engine.now());
        row.play = play(engine, c, &mut models, lead, row.rating)?;
        let model = models.of(lead.model_id).cloned();
        if let Some((model, contact)) = model.as_ref().zip(known.contact(lead.contact_id)) {
            let past = Past::load(engine, c, contact)?;
            (row.fit, row.engagement) = why(engine, c, model, &past, known.score(model, contact.id))?;
            let ahead = ahead_of(row.stage).zip(lead.mql_at.map(Instant::from_millis));
            row.chance = models.chance(engine, c, model, &past, ahead)?;
        }
        rows.push(row);
    }
    Ok(rows)
}

impl Known {
    fn load(c: &mut AnyConnection, models: &Models, leads: &[LeadRow]) -> Result<Self> {
        let mut ids: Vec<i64> = leads.iter().map(|lead| lead.contact_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let contacts = contacts::list_by_ids(c, &ids)?;
        let mut account_ids: Vec<i64> = contacts.iter().filter_map(|contact| contact.account_id).collect();
        account_ids.sort_unstable();
        account_ids.dedup();
        let mut found = BTreeMap::new();
        for model in &models.loaded {
            let rows = scores::list_contacts(c, model.stored.id, &ids)?;
            found.extend(rows.into_iter().map(|score| ((model.stored.id, score.contact_id), score)));
        }
        Ok(Self { contacts, accounts: accounts::list_names(c, &account_ids)?, scores: found })
    }

    fn contact(&self, id: i64) -> Option<&Contact> {
        self.contacts.iter().find(|contact| contact.id == id)
    }

    fn score(&self, model: &LoadedModel, contact: i64) -> Option<&ContactScore> {
        self.scores.get(&(model.stored.id, contact))
    }

    fn row(&self, models: &Models, lead: &LeadRow) -> Result<WorkRow> {
        let contact = self.contact(lead.contact_id);
        let text = |name: &str| contact?.attributes.get(name).map(ToString::to_string);
        let score = models.of(lead.model_id).and_then(|model| self.score(model, lead.contact_id));
        let account = contact.and_then(|contact| contact.account_id);
        let account = account.and_then(|id| self.accounts.iter().find(|(known, _)| *known == id).cloned());
        let amount = lead.amount.map(Points::from_hundredths);
        Ok(WorkRow {
            id: lead.id,
            seq: u32::try_from(lead.seq).unwrap_or(0),
            contact: (lead.contact_id, contact.map(Contact::name).unwrap_or_default()),
            title: text("title"),
            email: text("email"),
            phone: text("phone"),
            account,
            stage: lead.stage()?,
            stage_at: Instant::from_millis(lead.stage_at),
            owner: lead.owner.clone(),
            team: lead.team.clone(),
            rating: lead.rating.map(|number| rating_of("leads", lead.id, number)).transpose()?,
            rating_now: score.map(ContactScore::rating).transpose()?,
            priority: Some(lead.priority).filter(|p| *p != NO_PRIORITY).and_then(|p| u32::try_from(p).ok()),
            sla: None,
            play: None,
            fit: Vec::new(),
            engagement: Vec::new(),
            chance: None,
            last_activity: score.and_then(|score| score.last_activity_at).map(Instant::from_millis),
            amount: amount.zip(lead.currency.clone()),
        })
    }
}

/// What the cell says to do, by the version that handed the lead over.
fn play(
    engine: &Engine,
    c: &mut AnyConnection,
    models: &mut Models,
    lead: &LeadRow,
    rating: Option<Rating>,
) -> Result<Option<String>> {
    let (Some(rating), Some(version)) = (rating, lead.version_id) else { return Ok(None) };
    let version = models.version(engine, c, version)?;
    Ok(version.and_then(|(_, model)| model.matrix.cell(rating).play.clone()))
}

/// The strongest lines of fit and engagement, for the moment that the stored score holds for.
fn why(
    engine: &Engine,
    c: &mut AnyConnection,
    model: &LoadedModel,
    known: &Past,
    score: Option<&ContactScore>,
) -> Result<(Vec<LedgerLine>, Vec<LedgerLine>)> {
    let Some(score) = score else { return Ok((Vec::new(), Vec::new())) };
    let as_of = Some(Instant::from_millis(score.as_of)).max(model.stored.scored_as_of);
    let as_of = as_of.unwrap_or_else(|| engine.now());
    let evaluation = known.evaluate(engine, c, model, &model.stored.version, as_of)?;
    let fit = evaluation.fit.as_ref().map(|fit| fit_ledger(fit, &fit_weights(&model.model.fit)).lines);
    let engagement = engagement_ledger(&evaluation, &model.model).lines;
    Ok((strongest(fit.unwrap_or_default()), strongest(engagement)))
}
