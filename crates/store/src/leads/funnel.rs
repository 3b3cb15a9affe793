//! What a funnel reads of leads: counts, grouped by the database.

use bareme_scoring::Instant;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};

use crate::{AnyConnection, Result};

/// Which leads a funnel counts.
#[derive(Clone, Copy, Debug, Default)]
pub struct FunnelPeriod {
    /// The model; all when absent.
    pub model_id: Option<i64>,
    /// MQL from this moment on …
    pub from: Option<Instant>,
    /// … and before this one.
    pub before: Option<Instant>,
}

/// By what a funnel groups its leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FunnelGroup {
    /// By the UTC day on which they became MQL, as days since 1970-01-01.
    Day,
    /// By source.
    Source,
    /// By campaign.
    Campaign,
    /// By owner.
    Owner,
    /// By rating at hand-over, 0 (A1) to 15 (D4).
    Rating,
    /// By country of the contact's account.
    Country,
    /// By industry of the contact's account.
    Industry,
}

impl FunnelGroup {
    /// The expression that gives the group of a lead, as text.
    const fn expression(self) -> &'static str {
        match self {
            Self::Day => "CAST(leads.mql_at / 86400000 AS TEXT)",
            Self::Source => "leads.source",
            Self::Campaign => "leads.campaign",
            Self::Owner => "leads.owner",
            Self::Rating => "CAST(leads.rating AS TEXT)",
            Self::Country => "accounts.country",
            Self::Industry => "accounts.industry",
        }
    }

    /// The tables that the expression needs.
    const fn tables(self) -> &'static str {
        match self {
            Self::Country | Self::Industry => {
                "leads JOIN contacts ON contacts.id = leads.contact_id \
                 LEFT JOIN accounts ON accounts.id = contacts.account_id"
            }
            _ => "leads",
        }
    }
}

/// How many leads of a group ever reached each stage.
#[derive(Clone, Debug, PartialEq, Eq, QueryableByName)]
pub struct FunnelLine {
    /// The value that they share; `None` for leads without one.
    #[diesel(sql_type = Nullable<Text>)]
    pub value: Option<String>,
    /// When the first of them became MQL, milliseconds since 1970 UTC.
    #[diesel(sql_type = BigInt)]
    pub first_at: i64,
    /// When the last of them became MQL.
    #[diesel(sql_type = BigInt)]
    pub last_at: i64,
    /// Handed over.
    #[diesel(sql_type = BigInt)]
    pub mql: i64,
    /// Accepted.
    #[diesel(sql_type = BigInt)]
    pub sal: i64,
    /// Qualified.
    #[diesel(sql_type = BigInt)]
    pub sql: i64,
    /// An opportunity was opened.
    #[diesel(sql_type = BigInt)]
    pub opportunity: i64,
    /// Won.
    #[diesel(sql_type = BigInt)]
    pub won: i64,
    /// Lost.
    #[diesel(sql_type = BigInt)]
    pub lost: i64,
    /// Rejected.
    #[diesel(sql_type = BigInt)]
    pub rejected: i64,
    /// Back to nurture.
    #[diesel(sql_type = BigInt)]
    pub recycled: i64,
    /// Out for good.
    #[diesel(sql_type = BigInt)]
    pub disqualified: i64,
    /// When the oldest of those became MQL on which sales has not decided.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub oldest_undecided_at: Option<i64>,
}

const COUNTS: &str = "MIN(leads.mql_at) AS first_at, MAX(leads.mql_at) AS last_at, COUNT(*) AS mql, \
     COUNT(leads.sal_at) AS sal, COUNT(leads.sql_at) AS sql, COUNT(leads.opportunity_at) AS opportunity, \
     COUNT(leads.won_at) AS won, COUNT(leads.lost_at) AS lost, COUNT(leads.rejected_at) AS rejected, \
     COUNT(leads.recycled_at) AS recycled, COUNT(leads.disqualified_at) AS disqualified, \
     MIN(CASE WHEN leads.sal_at IS NULL AND leads.rejected_at IS NULL THEN leads.mql_at END) AS oldest_undecided_at";

const WANTED: &str = "leads.mql_at >= $1 AND leads.mql_at < $2 AND leads.model_id BETWEEN $3 AND $4";

impl FunnelPeriod {
    /// The bounds of `WANTED`; no model means the range of all ids.
    fn bounds(&self) -> [i64; 4] {
        let (low, high) = self.model_id.map_or((i64::MIN, i64::MAX), |id| (id, id));
        [
            self.from.map_or(i64::MIN, Instant::millis),
            self.before.map_or(i64::MAX, Instant::millis),
            low,
            high,
        ]
    }
}

/// The leads that became MQL in a period, counted by group, in no order that counts.
pub fn list_funnel(
    connection: &mut AnyConnection,
    period: &FunnelPeriod,
    group: FunnelGroup,
) -> Result<Vec<FunnelLine>> {
    let (value, tables) = (group.expression(), group.tables());
    let [from, before, low, high] = period.bounds();
    Ok(diesel::sql_query(format!(
        "SELECT {value} AS value, {COUNTS} FROM {tables} WHERE {WANTED} GROUP BY 1"
    ))
    .bind::<BigInt, _>(from)
    .bind::<BigInt, _>(before)
    .bind::<BigInt, _>(low)
    .bind::<BigInt, _>(high)
    .load(connection)?)
}

#[derive(QueryableByName)]
struct Duration {
    #[diesel(sql_type = BigInt)]
    millis: i64,
}

/// Milliseconds from MQL to won of the leads that became MQL in a period and were won, shortest first.
pub fn list_times_to_win(connection: &mut AnyConnection, period: &FunnelPeriod) -> Result<Vec<i64>> {
    let [from, before, low, high] = period.bounds();
    let rows: Vec<Duration> = diesel::sql_query(format!(
        "SELECT leads.won_at - leads.mql_at AS millis FROM leads WHERE leads.won_at IS NOT NULL AND {WANTED} ORDER BY 1"
    ))
    .bind::<BigInt, _>(from)
    .bind::<BigInt, _>(before)
    .bind::<BigInt, _>(low)
    .bind::<BigInt, _>(high)
    .load(connection)?;
    Ok(rows.into_iter().map(|row| row.millis).collect())
}
