//! What a funnel reads of leads.

use bareme_scoring::Instant;
use diesel::prelude::*;

use crate::bulk::stream;
use crate::schema::{accounts, contacts, leads};
use crate::{AnyConnection, StoreError};

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
    /// Not at all.
    None,
    /// By source.
    Source,
    /// By campaign.
    Campaign,
    /// By owner.
    Owner,
    /// By rating at hand-over.
    Rating,
    /// By country of the contact's account.
    Country,
    /// By industry of the contact's account.
    Industry,
}

/// What a funnel needs of a lead. Times are milliseconds since 1970 UTC.
#[derive(Clone, Debug)]
pub struct FunnelLine {
    /// The value that it is grouped by.
    pub group: Option<String>,
    /// When it became an MQL.
    pub mql_at: i64,
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
}

type FunnelTimes = (
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
);

/// The leads that became MQL in a period, one after another, in no order that counts.
///
/// # Errors
///
/// Those of the query, and what `each` returns.
pub fn for_each_funnel_line<E: From<StoreError>>(
    connection: &mut AnyConnection,
    period: &FunnelPeriod,
    group: FunnelGroup,
    mut each: impl FnMut(FunnelLine) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let times = (
        leads::mql_at,
        leads::sal_at,
        leads::sql_at,
        leads::opportunity_at,
        leads::won_at,
        leads::lost_at,
        leads::rejected_at,
        leads::recycled_at,
        leads::disqualified_at,
    );
    let (from, before) =
        (period.from.map_or(i64::MIN, Instant::millis), period.before.map_or(i64::MAX, Instant::millis));
    // No model means all of them: the range then holds every id.
    let models = period.model_id.map_or(i64::MIN..=i64::MAX, |id| id..=id);
    let wanted = leads::mql_at
        .ge(from)
        .and(leads::mql_at.lt(before))
        .and(leads::model_id.between(*models.start(), *models.end()));
    let with_accounts = leads::table
        .inner_join(contacts::table.on(contacts::id.eq(leads::contact_id)))
        .left_join(accounts::table.on(accounts::id.nullable().eq(contacts::account_id)));
    let mut show = |group: Option<String>, times: FunnelTimes| -> std::result::Result<(), E> {
        let (
            Some(mql_at),
            sal_at,
            sql_at,
            opportunity_at,
            won_at,
            lost_at,
            rejected_at,
            recycled_at,
            disqualified_at,
        ) = times
        else {
            return Ok(());
        };
        each(FunnelLine {
            group,
            mql_at,
            sal_at,
            sql_at,
            opportunity_at,
            won_at,
            lost_at,
            rejected_at,
            recycled_at,
            disqualified_at,
        })
    };
    macro_rules! by_text {
        ($table:expr, $column:expr) => {{
            let query = $table.filter(wanted).select(($column, times));
            stream!(connection, query, (Option<String>, FunnelTimes), |(group, times): (
                Option<String>,
                FunnelTimes
            )| { show(group, times) });
        }};
    }
    match group {
        FunnelGroup::None => {
            let query = leads::table.filter(wanted).select(times);
            stream!(connection, query, FunnelTimes, |times: FunnelTimes| show(None, times));
        }
        FunnelGroup::Source => by_text!(leads::table, leads::source),
        FunnelGroup::Campaign => by_text!(leads::table, leads::campaign),
        FunnelGroup::Owner => by_text!(leads::table, leads::owner),
        FunnelGroup::Country => by_text!(with_accounts, accounts::country.nullable()),
        FunnelGroup::Industry => by_text!(with_accounts, accounts::industry.nullable()),
        FunnelGroup::Rating => {
            let query = leads::table.filter(wanted).select((leads::rating, times));
            type Row = (Option<i16>, FunnelTimes);
            stream!(connection, query, Row, |(number, times): Row| {
                let rating = number.map(|number| crate::scores::rating_of("leads", 0, number)).transpose()?;
                show(rating.map(|rating| rating.to_string()), times)
            });
        }
    }
    Ok(())
}
