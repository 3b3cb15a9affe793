//! Leads with the dates at which they reached their stages.

use bareme_scoring::{DAY_MS, Instant, LeadRecord, Stage};

use super::{contact_key, key};
use crate::message::Message;
use crate::plan::{Misfit, Row, Slot};
use crate::values::date::Date;

/// Where the parts of a lead lie.
#[derive(Clone, Debug)]
pub(crate) struct LeadShape {
    pub key: Slot,
    pub contact: Slot,
    pub model: Slot,
    pub source: Slot,
    pub campaign: Slot,
    pub owner: Slot,
    /// The stage that the row stands at, when, and when it was closed.
    pub stage: Slot,
    pub stage_at: Slot,
    pub closed_at: Slot,
    pub is_won: Slot,
    pub is_closed: Slot,
    /// A date for each stage, in their order.
    pub dates: Vec<(Stage, Slot)>,
    pub reason: Slot,
    pub note: Slot,
    pub amount: Slot,
    pub currency: Slot,
}

impl LeadShape {
    pub fn build(&self, row: &Row<'_>) -> Result<LeadRecord, Misfit> {
        let contact = contact_key(key(&[(&self.contact, "contact")], row)?.into()).into_owned();
        let amount = self.amount.amount(row)?;
        let currency = self.currency(row)?;
        if amount.is_some() && currency.is_none() {
            let text = "the amount has no currency; fill the column, or give one under [constants]";
            return Err(self.amount.misfit_because(row, Message::new("amount_without_currency", text)));
        }
        Ok(LeadRecord {
            key: key(&[(&self.key, "key")], row)?,
            contact,
            model: self.model.owned(row),
            source: self.source.owned(row),
            campaign: self.campaign.owned(row),
            owner: self.owner.owned(row),
            stages: self.stages(row)?,
            reason: self.reason.owned(row),
            note: self.note.owned(row),
            amount,
            currency: currency.filter(|_| amount.is_some()),
        })
    }

    fn currency(&self, row: &Row<'_>) -> Result<Option<String>, Misfit> {
        let words = ["EUR", "USD", "… (ISO 4217)"];
        let find = |text: &str| is_currency(text).then(|| text.to_ascii_uppercase());
        self.currency.word(row, "unknown_currency", &words, find)
    }

    fn stages(&self, row: &Row<'_>) -> Result<Vec<(Stage, Instant)>, Misfit> {
        let mut stages = Vec::new();
        for (stage, slot) in &self.dates {
            if let Some(date) = slot.date(row)? {
                stages.push((*stage, date));
            }
        }
        if let Some(stage) = self.current_stage(row)? {
            self.add_current(stage, &mut stages, row)?;
        }
        if stages.is_empty() {
            let text = "no stage has a date, so the lead has no place in time; fill one of the stage columns";
            return Err(Misfit::of_row(Message::new("no_stage_date", text)));
        }
        Ok(in_order(stages))
    }

    fn current_stage(&self, row: &Row<'_>) -> Result<Option<Stage>, Misfit> {
        if self.is_won.boolean(row)? == Some(true) {
            return Ok(Some(Stage::Won));
        }
        let stage = self.stage.word(row, "unknown_stage", &Stage::ALL.map(Stage::word), Stage::from_word)?;
        let closed = self.is_closed.boolean(row)? == Some(true);
        // Closed and not won, whatever the pipeline calls it; not won by a word does not make it won.
        let lost = closed && stage.is_none_or(|stage| matches!(stage, Stage::Opportunity));
        Ok(if lost { Some(Stage::Lost) } else { stage })
    }

    fn add_current(
        &self,
        stage: Stage,
        stages: &mut Vec<(Stage, Date)>,
        row: &Row<'_>,
    ) -> Result<(), Misfit> {
        if stages.iter().any(|(known, _)| *known == stage) {
            return Ok(());
        }
        let is_closing = matches!(stage, Stage::Won | Stage::Lost);
        let closed_at = if is_closing { self.closed_at.date(row)? } else { None };
        let date = match closed_at {
            Some(date) => Some(date),
            None => self.stage_at.date(row)?,
        };
        let Some(date) = date else {
            let text = format!("the lead stands at '{stage}' and no column says since when");
            let message = Message::new("stage_without_date", text).with("stage", stage.word());
            return Err(self.stage.misfit_because(row, message));
        };
        stages.push((stage, date));
        Ok(())
    }
}

/// A day without a time can be that of a later stage and still begin before an earlier stage of the same day that has a time:
/// it is then taken to be the same moment.
fn in_order(mut stages: Vec<(Stage, Date)>) -> Vec<(Stage, Instant)> {
    stages.sort_by_key(|(stage, _)| Stage::ALL.iter().position(|known| known == stage));
    let mut placed: Vec<(Stage, Instant)> = Vec::new();
    for (stage, date) in stages {
        let latest = placed
            .iter()
            .map(|(_, at)| *at)
            .filter(|at| date.is_day_only() && *at > date.at && at.millis_since(date.at) < DAY_MS)
            .max();
        placed.push((stage, latest.unwrap_or(date.at)));
    }
    placed
}

/// Three letters, as in ISO 4217.
pub(crate) fn is_currency(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_alphabetic())
}
