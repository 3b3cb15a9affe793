//! What a report on companies stands on: the model, the period and the one before it, where accounts stand, and their moves.

use bareme_access::Action;
use bareme_reporting::{Move, Period, Span, Standing, Standings, before};
use bareme_scoring::Instant;
use bareme_store::AnyConnection;
use bareme_store::lists::AccountFilter;
use bareme_store::moves::AccountMove;
use bareme_store::scores::rating_of;
use bareme_store::snapshots::day_number;
use bareme_store::standings::{self, StandingGroup};

use crate::reports::dimension::SIZES;
use crate::reports::frame;
use crate::reports::ground::calendar_period;
use crate::reports::wording::Wording;
use crate::reports::{Dimension, ReportQuery};
use crate::{Engine, EngineError, LoadedModel, Result};

/// Days before its end at which a period begins that was given no beginning.
const DAYS: i64 = 90;

/// What the report stands on.
pub(super) struct Known {
    pub model: Option<LoadedModel>,
    /// When the scores hold.
    pub as_of: Option<Instant>,
    pub now: Instant,
    pub from: Instant,
    /// `None`: until now.
    pub until: Option<Instant>,
    pub by: Period,
    /// The parts of the period, each clipped to it.
    pub spans: Vec<Span>,
    pub before: Before,
    /// Accounts that stand alike.
    pub groups: Vec<Group>,
    pub standings: Standings,
    /// The words of the filter in the address of the list of accounts.
    pub words: Vec<(&'static str, String)>,
    pub filter: AccountFilter,
}

/// The period before.
pub(super) struct Before {
    /// For people.
    pub name: String,
    /// Its first day, and the first after it.
    pub days: (i32, i32),
}

/// Accounts that stand alike.
pub(super) struct Group {
    pub standing: Standing,
    /// Committee coverage, hundredths of a percent.
    pub coverage: i32,
    /// Roles that the committee misses, as stored.
    pub missing: i16,
    /// Whether anybody is engaged.
    pub engaged: bool,
    pub count: u64,
}

impl Known {
    pub fn load(
        engine: &Engine,
        c: &mut AnyConnection,
        query: &ReportQuery,
        wording: &dyn Wording,
    ) -> Result<Self> {
        let now = engine.now();
        let (model, _) = engine.pick_model(c, query.model.as_deref())?;
        let fiscal_start = engine.agreement(c)?.fiscal_year_start;
        let until = query.before.filter(|before| *before < now);
        let end = until.unwrap_or(now);
        let from = query.from.unwrap_or_else(|| day_of(end.plus_days(-DAYS)));
        let by = match query.by {
            Dimension::Period(period) => period,
            _ => Period::Month,
        };
        let before = earlier(from, end, fiscal_start, wording);
        let (filter, words) = filter(query, model.as_ref())?;
        let seen = engine.seen(c, Action::SeeReports)?;
        let filter = AccountFilter { whose: seen.whose, ..filter };
        let groups = standings::count(c, &filter)?.into_iter().map(group).collect::<Result<Vec<Group>>>()?;
        let moves = standings::list_moves(c, &filter, before.days.0.min(day_number(from)))?;
        let moves = moves.into_iter().map(moved).collect::<Result<Vec<Move>>>()?;
        let standings = Standings::new(groups.iter().map(|group| (group.standing, group.count)), moves);
        // Before anything was known there is nothing to tell.
        let first = standings.first_day().filter(|_| standings.count(day_number(from)) == 0);
        let known_since = first.map_or(from, |day| at_day(day).max(from));
        Ok(Self {
            as_of: model.as_ref().and_then(|model| model.stored.scored_as_of),
            model,
            now,
            spans: spans(by, fiscal_start, known_since.min(end), end),
            from,
            until,
            by,
            before,
            groups,
            standings,
            words,
            filter,
        })
    }

    /// The first day of the period.
    pub fn first_day(&self) -> i32 {
        day_number(self.from)
    }

    /// The first day after the period; one that never comes when it lasts until now.
    pub fn until_day(&self) -> i32 {
        self.until.map_or(i32::MAX, day_number)
    }

    /// The first day after a part of the period.
    pub fn end_of(&self, span: &Span) -> Option<Instant> {
        let end = self.until.unwrap_or(self.now);
        if span.until >= end { self.until } else { Some(span.until) }
    }
}

/// The beginning of the day of a moment.
fn day_of(at: Instant) -> Instant {
    at_day(day_number(at))
}

fn at_day(day: i32) -> Instant {
    Instant::from_millis(0).plus_days(i64::from(day))
}

/// The parts of a time, the first and the last cut to it.
fn spans(by: Period, fiscal_start: u32, from: Instant, end: Instant) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut span = by.around(from, fiscal_start);
    span.from = from;
    while span.from < end {
        let next = by.after(&span, fiscal_start);
        span.until = span.until.min(end);
        spans.push(span);
        span = next;
    }
    spans
}

fn earlier(from: Instant, end: Instant, fiscal_start: u32, wording: &dyn Wording) -> Before {
    let (start, until, name) = if let Some((period, span)) = calendar_period(from, end, fiscal_start) {
        let earlier = period.before(&span, fiscal_start);
        let name = wording.period(period, &earlier.label);
        (earlier.from, earlier.until, name)
    } else {
        let (start, until) = before(from, end.max(from));
        (start, until, frame::period(wording, Some(start), Some(until)))
    };
    Before { name, days: (day_number(start), day_number(until)) }
}

/// What the store is asked, and the same as words of the address of the list.
fn filter(
    query: &ReportQuery,
    model: Option<&LoadedModel>,
) -> Result<(AccountFilter, Vec<(&'static str, String)>)> {
    let mut filter =
        AccountFilter { model_id: model.map_or(0, |model| model.stored.id), ..AccountFilter::default() };
    let mut words: Vec<(&'static str, String)> = Vec::new();
    for wanted in &query.filters {
        let Some(value) = wanted.value.clone() else { return Err(refused(&wanted.by)) };
        match wanted.by {
            Dimension::Country => filter.country = Some(value.clone()),
            Dimension::Industry => filter.industry = Some(value.clone()),
            Dimension::Owner => filter.owner = Some(value.clone()),
            Dimension::Size => (filter.employees_from, filter.employees_below) = employees(&value)?,
            _ => return Err(refused(&wanted.by)),
        }
        words.push((wanted.by.parameter(), value));
    }
    words.extend(query.model.clone().map(|model| ("model", model)));
    Ok((filter, words))
}

fn refused(by: &Dimension) -> EngineError {
    EngineError::Invalid(format!(
        "the report on accounts cannot be narrowed by {}: name a country, industry, owner or size",
        by.word()
    ))
}

/// The employees of a band: at least, and below.
fn employees(band: &str) -> Result<(Option<i64>, Option<i64>)> {
    let Some(place) = SIZES.iter().position(|(name, _)| *name == band) else {
        let names: Vec<&str> = SIZES.iter().map(|(name, _)| *name).collect();
        return Err(EngineError::Invalid(format!(
            "'{band}' is not a size: choose one of {}",
            names.join(", ")
        )));
    };
    let end_of = |place: usize| SIZES.get(place).map(|(_, end)| *end).filter(|end| *end < i64::MAX);
    let from = place.checked_sub(1).and_then(end_of).unwrap_or(0);
    Ok((Some(from + 1), end_of(place).map(|end| end + 1)))
}

fn group(group: StandingGroup) -> Result<Group> {
    Ok(Group {
        standing: Standing { rating: rating_of("account_scores", 0, group.rating)?, mqa: group.mqa },
        coverage: group.coverage,
        missing: group.missing,
        engaged: group.engaged,
        count: group.accounts,
    })
}

fn moved(one: AccountMove) -> Result<Move> {
    let rating = |number: i16| rating_of("account_moves", one.account_id, number);
    let before = match (one.rating_before, one.mqa_before) {
        (Some(number), Some(mqa)) => Some(Standing { rating: rating(number)?, mqa }),
        _ => None,
    };
    let after = Standing { rating: rating(one.rating)?, mqa: one.mqa };
    Ok(Move { account: one.account_id, day: one.day, before, after })
}
