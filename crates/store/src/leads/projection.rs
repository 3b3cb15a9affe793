//! The projection of the logs: one row a lead, which lists and counts read and which can be rebuilt at any time.

use bareme_scoring::{Instant, Lead, Points, Stage};
use diesel::prelude::*;

use super::{Opening, stage_number, stage_of};
use crate::bulk::{BATCH, on_backend};
use crate::reading::row_by_row;
use crate::schema::leads;
use crate::{AnyConnection, Result, StoreError};

/// A row of the projection. Times are milliseconds since 1970 UTC.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable, AsChangeset)]
#[diesel(table_name = leads, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct LeadRow {
    /// Id in this database.
    pub id: i64,
    /// Natural key in the CRM, if it came from one.
    pub key: Option<String>,
    /// The contact.
    pub contact_id: i64,
    /// The model.
    pub model_id: i64,
    /// Stage, as its place in [`Stage::ALL`].
    pub stage: i16,
    /// When it reached that stage.
    pub stage_at: i64,
    /// When its log began.
    pub opened_at: i64,
    /// When it became an MQL.
    pub mql_at: Option<i64>,
    /// When sales accepted it.
    pub sal_at: Option<i64>,
    /// When sales qualified it.
    pub sql_at: Option<i64>,
    /// When an opportunity was opened.
    pub opportunity_at: Option<i64>,
    /// When it was won.
    pub won_at: Option<i64>,
    /// When it was lost.
    pub lost_at: Option<i64>,
    /// When sales refused it.
    pub rejected_at: Option<i64>,
    /// When it went back to nurture.
    pub recycled_at: Option<i64>,
    /// When it was disqualified.
    pub disqualified_at: Option<i64>,
    /// Rating at hand-over.
    pub rating: Option<i16>,
    /// Model version at hand-over.
    pub version_id: Option<i64>,
    /// The sales person who has it.
    pub owner: Option<String>,
    /// Where it came from.
    pub source: Option<String>,
    /// The campaign that brought it.
    pub campaign: Option<String>,
    /// Why it was rejected, returned or lost.
    pub reason: Option<String>,
    /// Amount, hundredths of the currency's unit.
    pub amount: Option<i64>,
    /// Currency.
    pub currency: Option<String>,
    /// When sales must have answered.
    pub due_at: Option<i64>,
    /// A bit for each stage of [`Stage::ALL`], lowest first, whose date is only that of the next one.
    pub implied: i16,
    /// Whether silence counted as acceptance.
    pub accepted_by_default: bool,
    /// The team that has it.
    pub team: Option<String>,
    /// Which leads to call first, 1 before 2; [`NO_PRIORITY`] where none was said.
    pub priority: i16,
    /// When it was marked overdue.
    pub overdue_at: Option<i64>,
    /// How many entries its log has.
    pub seq: i32,
}

/// The priority of a lead that was handed over without one: after all others.
pub const NO_PRIORITY: i16 = 99;

impl LeadRow {
    /// The projection of a lead.
    pub fn of(id: i64, opening: &Opening, lead: &Lead, opened_at: Instant) -> Self {
        let reached = |stage| lead.reached(stage).map(|reached| reached.at.millis());
        Self {
            id,
            key: opening.key.clone(),
            contact_id: opening.contact_id,
            model_id: opening.model_id,
            stage: stage_number(lead.stage),
            stage_at: lead.stage_at().unwrap_or(opened_at).millis(),
            opened_at: opened_at.millis(),
            mql_at: reached(Stage::Mql),
            sal_at: reached(Stage::Sal),
            sql_at: reached(Stage::Sql),
            opportunity_at: reached(Stage::Opportunity),
            won_at: reached(Stage::Won),
            lost_at: reached(Stage::Lost),
            rejected_at: reached(Stage::Rejected),
            recycled_at: reached(Stage::Recycled),
            disqualified_at: reached(Stage::Disqualified),
            rating: lead.rating.map(|rating| i16::from(rating.index())),
            version_id: lead.model_version,
            owner: lead.owner.clone(),
            source: opening.source.clone(),
            campaign: opening.campaign.clone(),
            reason: lead.reason.clone(),
            amount: lead.amount.map(Points::hundredths),
            currency: lead.currency.clone(),
            due_at: lead.sla_due_at.map(Instant::millis),
            implied: implied(lead),
            accepted_by_default: lead.accepted_by_default,
            team: lead.team.clone(),
            priority: lead.priority.map_or(NO_PRIORITY, i16::from),
            overdue_at: lead.overdue_at.map(Instant::millis),
            seq: i32::try_from(lead.seq).unwrap_or(i32::MAX),
        }
    }

    /// When it reached a stage, and whether that date is only the next one's.
    pub fn reached(&self, stage: Stage) -> Option<(Instant, bool)> {
        let at = match stage {
            Stage::Inquiry => Some(self.opened_at),
            Stage::Mql => self.mql_at,
            Stage::Sal => self.sal_at,
            Stage::Sql => self.sql_at,
            Stage::Opportunity => self.opportunity_at,
            Stage::Won => self.won_at,
            Stage::Lost => self.lost_at,
            Stage::Rejected => self.rejected_at,
            Stage::Recycled => self.recycled_at,
            Stage::Disqualified => self.disqualified_at,
        }?;
        Some((Instant::from_millis(at), self.implied & (1 << stage_number(stage)) != 0))
    }

    /// Where it stands.
    ///
    /// # Errors
    ///
    /// When the stored number is no stage.
    pub fn stage(&self) -> Result<Stage> {
        stage_of("leads", self.id, self.stage)
    }
}

fn implied(lead: &Lead) -> i16 {
    let is_implied = |stage: Stage| lead.reached(stage).is_some_and(|reached| reached.implied);
    Stage::ALL.iter().zip(0..).filter(|(stage, _)| is_implied(**stage)).map(|(_, bit)| 1 << bit).sum()
}

/// The projection, by id, one row after another.
///
/// # Errors
///
/// Those of the query, and what `each` returns.
pub fn for_each_row<E: From<StoreError>>(
    connection: &mut AnyConnection,
    each: impl FnMut(LeadRow) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    row_by_row(connection, leads::table.order(leads::id), each)
}

/// Empties the projection, to rebuild it from the log.
pub fn delete_projection(connection: &mut AnyConnection) -> Result<()> {
    diesel::delete(leads::table).execute(connection)?;
    super::begin_epoch(connection)
}

/// Writes projection rows that are not there.
pub fn insert_projection(connection: &mut AnyConnection, rows: &[LeadRow]) -> Result<()> {
    for part in rows.chunks(BATCH) {
        on_backend!(connection, c => diesel::insert_into(leads::table).values(part).execute(c))?;
    }
    super::begin_epoch(connection)
}
