//! The list of leads.

use bareme_scoring::{Instant, Stage};
use diesel::dsl::{self, IntoBoxed, auto_type};
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
    /// MQLs that sales should have answered before this moment.
    pub due_before: Option<Instant>,
    /// Ratings at hand-over, 0 (A1) to 15 (D4).
    pub ratings: Vec<i16>,
    /// Source, exactly.
    pub source: Option<String>,
    /// Owner, exactly.
    pub owner: Option<String>,
    /// Campaign, exactly.
    pub campaign: Option<String>,
    /// Reason, exactly.
    pub reason: Option<String>,
    /// Country of the contact's account, exactly.
    pub country: Option<String>,
    /// Industry of the contact's account, exactly.
    pub industry: Option<String>,
    /// Only leads that have nothing here.
    pub without: Option<LeadField>,
    /// Where the page begins.
    pub position: Option<Position>,
    /// Rows wanted.
    pub limit: usize,
}

/// Something that a lead may lack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeadField {
    /// Where it came from.
    Source,
    /// The campaign that brought it.
    Campaign,
    /// The sales person who has it.
    Owner,
    /// The rating at hand-over.
    Rating,
    /// The country of the contact's account, or the account.
    Country,
    /// The industry of the contact's account, or the account.
    Industry,
}

impl LeadField {
    /// Every field.
    pub const ALL: [Self; 6] =
        [Self::Source, Self::Campaign, Self::Owner, Self::Rating, Self::Country, Self::Industry];

    /// The word in addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Campaign => "campaign",
            Self::Owner => "owner",
            Self::Rating => "rating",
            Self::Country => "country",
            Self::Industry => "industry",
        }
    }

    /// The field of a word, exactly as [`Self::word`] writes it.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.word() == word)
    }
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
    let query = matching(lines().into_boxed(), filter);
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

/// How many leads a filter lets through, on all pages.
pub fn count_leads(connection: &mut AnyConnection, filter: &LeadFilter) -> Result<u64> {
    let query = matching(lines().into_boxed(), filter);
    let count: i64 = query.select(dsl::count_star()).get_result(connection)?;
    Ok(u64::try_from(count).unwrap_or(0))
}

type Lines<'a> = IntoBoxed<'a, AllLines, <AnyConnection as Connection>::Backend>;

/// Every lead with its contact and the account of their main job.
#[auto_type(type_name = "AllLines")]
fn lines() -> _ {
    let lead: <leads::table as Table>::AllColumns = leads::all_columns;
    leads::table
        .inner_join(contacts::table.on(contacts::id.eq(leads::contact_id)))
        .left_join(accounts::table.on(accounts::id.nullable().eq(contacts::account_id)))
        .select((lead, contacts::name, contacts::account_id, accounts::name.nullable()))
}

/// Leaves those that a filter lets through.
fn matching<'a>(query: Lines<'a>, filter: &'a LeadFilter) -> Lines<'a> {
    lacking(with_values(along_the_way(query, filter), filter), filter.without)
}

/// By model, stages and dates.
fn along_the_way<'a>(mut query: Lines<'a>, filter: &'a LeadFilter) -> Lines<'a> {
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
    if let Some(before) = filter.due_before {
        query =
            query.filter(leads::stage.eq(stage_number(Stage::Mql))).filter(leads::due_at.lt(before.millis()));
    }
    query
}

/// By what they have.
fn with_values<'a>(mut query: Lines<'a>, filter: &'a LeadFilter) -> Lines<'a> {
    if !filter.ratings.is_empty() {
        query = query.filter(leads::rating.eq_any(&filter.ratings));
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
    if let Some(country) = &filter.country {
        query = query.filter(accounts::country.eq(country));
    }
    if let Some(industry) = &filter.industry {
        query = query.filter(accounts::industry.eq(industry));
    }
    query
}

/// By what they lack.
fn lacking(query: Lines<'_>, without: Option<LeadField>) -> Lines<'_> {
    match without {
        None => query,
        Some(LeadField::Source) => query.filter(leads::source.is_null()),
        Some(LeadField::Campaign) => query.filter(leads::campaign.is_null()),
        Some(LeadField::Owner) => query.filter(leads::owner.is_null()),
        Some(LeadField::Rating) => query.filter(leads::rating.is_null()),
        Some(LeadField::Country) => query.filter(accounts::country.is_null()),
        Some(LeadField::Industry) => query.filter(accounts::industry.is_null()),
    }
}
