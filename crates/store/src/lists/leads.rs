//! The list of leads.

use bareme_scoring::{Instant, Stage};
use diesel::prelude::*;

use super::{Paged, Position, page, rows_to_read};
use crate::leads::{LeadRow, stage_number};
use crate::schema::{accounts, contacts, leads};
use crate::{AnyConnection, Result};

/// Which leads. Empty filters let everything through.
#[derive(Clone, Debug, Default)]
pub struct LeadFilter {
    /// The model.
    pub model_id: Option<i64>,
    /// Where they stand now.
    pub stage: Option<Stage>,
    /// A stage that they reached, whether or not they still stand there.
    pub reached: Option<Stage>,
    /// MQL from.
    pub mql_from: Option<Instant>,
    /// MQL before.
    pub mql_before: Option<Instant>,
    /// Source, exactly.
    pub source: Option<String>,
    /// Owner, exactly.
    pub owner: Option<String>,
    /// Campaign, exactly.
    pub campaign: Option<String>,
    /// Reason, exactly.
    pub reason: Option<String>,
    /// Where the page begins.
    pub position: Option<Position>,
    /// Rows wanted.
    pub limit: usize,
}

/// A row of the list.
#[derive(Clone, Debug, Queryable)]
pub struct LeadLine {
    /// The lead.
    pub lead: LeadRow,
    /// The contact's name.
    pub contact: String,
    /// The account of their main job.
    pub account_id: Option<i64>,
    /// Its name.
    pub account: Option<String>,
}

/// One page of leads: the latest change first. The position's key is the negative of the time.
pub fn list_leads(connection: &mut AnyConnection, filter: &LeadFilter) -> Result<Paged<LeadLine>> {
    let mut query = leads::table
        .inner_join(contacts::table.on(contacts::id.eq(leads::contact_id)))
        .left_join(accounts::table.on(accounts::id.nullable().eq(contacts::account_id)))
        .select((leads::all_columns, contacts::name, contacts::account_id, accounts::name.nullable()))
        .into_boxed();
    if let Some(model_id) = filter.model_id {
        query = query.filter(leads::model_id.eq(model_id));
    }
    if let Some(stage) = filter.stage {
        query = query.filter(leads::stage.eq(stage_number(stage)));
    }
    query = match filter.reached {
        None | Some(Stage::Inquiry) => query,
        Some(Stage::Mql) => query.filter(leads::mql_at.is_not_null()),
        Some(Stage::Sal) => query.filter(leads::sal_at.is_not_null()),
        Some(Stage::Sql) => query.filter(leads::sql_at.is_not_null()),
        Some(Stage::Opportunity) => query.filter(leads::opportunity_at.is_not_null()),
        Some(Stage::Won) => query.filter(leads::won_at.is_not_null()),
        Some(Stage::Lost) => query.filter(leads::lost_at.is_not_null()),
        Some(Stage::Rejected) => query.filter(leads::rejected_at.is_not_null()),
        Some(Stage::Recycled) => query.filter(leads::recycled_at.is_not_null()),
        Some(Stage::Disqualified) => query.filter(leads::disqualified_at.is_not_null()),
    };
    if let Some(from) = filter.mql_from {
        query = query.filter(leads::mql_at.ge(from.millis()));
    }
    if let Some(before) = filter.mql_before {
        query = query.filter(leads::mql_at.lt(before.millis()));
    }
    if let Some(source) = &filter.source {
        query = query.filter(leads::source.eq(source));
    }
    if let Some(owner) = &filter.owner {
        query = query.filter(leads::owner.eq(owner));
    }
    if let Some(campaign) = &filter.campaign {
        query = query.filter(leads::campaign.eq(campaign));
    }
    if let Some(reason) = &filter.reason {
        query = query.filter(leads::reason.eq(reason));
    }
    let position = filter.position.as_ref();
    let beyond = match position.map(|position| (position.number(), position.id)) {
        Some((Some(key), id)) => Some((key.saturating_neg(), id)),
        Some((None, _)) => return Ok(page(Vec::new(), filter.limit, None)),
        None => None,
    };
    let upwards = position.is_some_and(|position| position.backwards);
    let query = page_by!(query, leads::stage_at, leads::id, beyond, upwards);
    let rows = query.limit(rows_to_read(filter.limit)).load(connection)?;
    Ok(page(rows, filter.limit, position))
}
