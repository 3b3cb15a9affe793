//! The list of accounts: who is warming up.

use bareme_scoring::{BuyingRole, Instant, Points, Rating};
use bareme_store::lists::{self, AccountFilter, AccountLine, AccountSort, Key, Movement, Way};
use bareme_store::scores::{AccountScore, rating_of};
use bareme_store::snapshots::{self, Snapshot, day_number};
use bareme_store::{AnyConnection, accounts, whose};

use crate::pages::contacts::facets;
use crate::pages::search::sought;
use crate::pages::{PAGE, fitting, from_cursor, scored_as_of, slice};
use crate::view::{AccountRow, AccountsPage, SurgeView, TrendPoint};
use crate::{Engine, LoadedModel, Result};

/// Days of the trend in the list.
const TREND_DAYS: i64 = 90;

/// What the list should show. Empty filters let everything through.
#[derive(Clone, Debug, Default)]
pub struct AccountsQuery {
    /// Name of the model; the primary one when absent.
    pub model: Option<String>,
    /// Part of a name, or the beginning of a key or domain.
    pub search: Option<String>,
    /// Ratings.
    pub ratings: Vec<Rating>,
    /// Industry.
    pub industry: Option<String>,
    /// Country.
    pub country: Option<String>,
    /// Owner.
    pub owner: Option<String>,
    /// Employees: at least, and below.
    pub employees: (Option<i64>, Option<i64>),
    /// Only marketing-qualified ones.
    pub mqa: bool,
    /// Only surging ones.
    pub surging: bool,
    /// Engaged people, at least.
    pub engaged_from: Option<i32>,
    /// Only those whose committee misses somebody of this role.
    pub missing: Option<BuyingRole>,
    /// Committee coverage in hundredths of a percent: at least, and below.
    pub coverage: (Option<i32>, Option<i32>),
    /// Where they stood on two days.
    pub movement: Option<MovementQuery>,
    /// Order.
    pub sort: AccountSort,
    /// The order the other way round.
    pub reversed: bool,
    /// Place in the list.
    pub cursor: Option<String>,
    /// Rows, [`PAGE`] when 0.
    pub limit: usize,
}

/// A time, and what accounts did in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MovementQuery {
    /// Its first day; the beginning of all that is known when absent.
    pub since: Option<Instant>,
    /// The first day after it; now when absent.
    pub until: Option<Instant>,
    /// Ratings at the beginning.
    pub was: Vec<Rating>,
    /// Ratings at the end.
    pub became: Vec<Rating>,
    /// What became of them.
    pub way: Option<Way>,
}

impl MovementQuery {
    fn filter(&self) -> Movement {
        let numbers = |ratings: &[Rating]| ratings.iter().map(|rating| i16::from(rating.index())).collect();
        Movement {
            from_day: self.since.map_or(i32::MIN, day_number),
            until_day: self.until.map(day_number),
            was: numbers(&self.was),
            became: numbers(&self.became),
            way: self.way,
        }
    }
}

impl AccountsQuery {
    /// Whether anything is filtered.
    fn is_filtered(&self) -> bool {
        let texts = [&self.search, &self.industry, &self.country, &self.owner];
        texts.iter().any(|text| text.is_some())
            || !self.ratings.is_empty()
            || self.employees != (None, None)
            || self.mqa
            || self.surging
            || self.engaged_from.is_some()
            || self.missing.is_some()
            || self.coverage != (None, None)
            || self.movement.is_some()
    }
}

/// One page of accounts.
///
/// # Errors
///
/// An unknown model, a bad cursor, and those of the store.
pub fn list(engine: &Engine, query: &AccountsQuery) -> Result<AccountsPage> {
    engine.database().read(|c| {
        let (model, models) = engine.pick_model(c, query.model.as_deref())?;
        let seen = engine.people(c)?;
        let filter = AccountFilter { whose: seen.whose.clone(), ..filter(query, model.as_ref())? };
        let paged = lists::list_accounts(c, &filter)?;
        let counted = query.is_filtered().then(|| lists::count_accounts(c, &filter)).transpose()?;
        let ids: Vec<i64> = paged.rows.iter().map(|line| line.id).collect();
        let as_of = scored_as_of(model.as_ref());
        let trends =
            trends(c, model.as_ref(), &ids, as_of.unwrap_or_else(|| engine.now()).plus_days(-TREND_DAYS))?;
        let slice = slice(paged, |line| place(filter.sort, line), |line| row(line, model.as_ref(), &trends))?;
        Ok(AccountsPage {
            model: model.as_ref().map(LoadedModel::reference),
            models,
            slice,
            facets: facets(c, &seen)?,
            total: match &seen.whose {
                Some(whose) => whose::count_accounts(c, whose)?,
                None => accounts::count(c)?,
            },
            fitting: fitting(counted),
            as_of,
        })
    })
}

fn filter(query: &AccountsQuery, model: Option<&LoadedModel>) -> Result<AccountFilter> {
    // Without scores there is nothing to sort by but the name.
    let scored = model.is_some_and(|model| model.stored.scored_as_of.is_some());
    Ok(AccountFilter {
        model_id: model.map_or(0, |model| model.stored.id),
        whose: None,
        search: query.search.as_deref().and_then(sought),
        beginning: None,
        ratings: query.ratings.iter().map(|rating| i16::from(rating.index())).collect(),
        industry: query.industry.clone(),
        country: query.country.clone(),
        owner: query.owner.clone(),
        employees_from: query.employees.0,
        employees_below: query.employees.1,
        mqa: query.mqa,
        surging: query.surging,
        engaged_from: query.engaged_from,
        missing: query.missing,
        coverage_from: query.coverage.0,
        coverage_below: query.coverage.1,
        movement: query.movement.as_ref().map(MovementQuery::filter),
        sort: if scored { query.sort } else { AccountSort::Name },
        reversed: query.reversed,
        position: from_cursor(query.cursor.as_deref())?,
        limit: if query.limit == 0 { PAGE } else { query.limit },
    })
}

fn place(sort: AccountSort, line: &AccountLine) -> (Key, i64) {
    let key = match (sort, &line.score) {
        (AccountSort::Score, Some(score)) => Key::Number(i64::from(score.sort_key)),
        (AccountSort::Surge, Some(score)) => Key::Number(i64::from(score.surge_key)),
        (AccountSort::Change, Some(score)) => Key::Number(i64::from(score.change_key)),
        _ => Key::Text(line.name_folded.clone()),
    };
    (key, line.id)
}

/// Snapshots of these accounts since a moment, by account and day.
pub(super) fn trends(
    c: &mut AnyConnection,
    model: Option<&LoadedModel>,
    ids: &[i64],
    since: Instant,
) -> Result<Vec<(i64, TrendPoint)>> {
    let Some(model) = model else { return Ok(Vec::new()) };
    snapshots::list(c, model.stored.id, ids, day_number(since))?.into_iter().map(trend_point).collect()
}

fn trend_point(snapshot: Snapshot) -> Result<(i64, TrendPoint)> {
    let point = TrendPoint {
        at: Instant::from_millis(0).plus_days(i64::from(snapshot.day)),
        fit: points(snapshot.fit),
        engagement: points(snapshot.engagement),
        rating: rating_of("account_snapshots", snapshot.account_id, snapshot.rating)?,
    };
    Ok((snapshot.account_id, point))
}

/// A row of the list.
pub(in crate::pages) fn row(
    line: AccountLine,
    model: Option<&LoadedModel>,
    trends: &[(i64, TrendPoint)],
) -> Result<AccountRow> {
    let score = line.score;
    let rating =
        score.map(|score| rating_of("account_scores", score.account_id, score.rating)).transpose()?;
    let count = |number: Option<i32>| number.and_then(|number| u32::try_from(number).ok()).unwrap_or(0);
    let start = trends.partition_point(|(id, _)| *id < line.id);
    let own = trends.iter().skip(start).take_while(|(id, _)| *id == line.id);
    Ok(AccountRow {
        id: line.id,
        name: line.name,
        industry: line.industry,
        country: line.country,
        employees: line.employees,
        owner: line.owner,
        rating,
        fit: score.map_or(Points::ZERO, |score| points(score.fit)),
        engagement: score.map_or(Points::ZERO, |score| points(score.engagement)),
        people: count(score.map(|score| score.people)),
        engaged: count(score.map(|score| score.engaged)),
        coverage: score.map_or(Points::ZERO, |score| points(score.coverage)),
        mqa: score.is_some_and(|score| score.mqa),
        surge: score.and_then(|score| surge_view(&score, model)),
        change: score.and_then(|score| score.change).map(points),
        trend: own.map(|(_, point)| point.clone()).collect(),
    })
}

fn surge_view(score: &AccountScore, model: Option<&LoadedModel>) -> Option<SurgeView> {
    let rule = model?.model.account.surge;
    let (recent, baseline) = (u32::try_from(score.recent).ok()?, u32::try_from(score.baseline).ok()?);
    let p = score.surge_p?;
    let usual = f64::from(baseline) / f64::from(rule.baseline_days) * f64::from(rule.recent_days);
    Some(SurgeView {
        recent,
        baseline,
        factor: (baseline > 0).then(|| f64::from(recent) / usual),
        p,
        recent_days: rule.recent_days,
        baseline_days: rule.baseline_days,
        people: Vec::new(),
    })
}

/// Stored hundredths as points.
pub(in crate::pages) fn points(hundredths: i32) -> Points {
    Points::from_hundredths(i64::from(hundredths))
}
