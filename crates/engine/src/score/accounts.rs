//! The roll-up: every account under one model, its snapshot of the day, and what changed.

use bareme_rollup::{AccountScore as Rolled, People, Rollup, Rules, decide_mqa};
use bareme_scoring::{FitScore, Grade, Instant, Level, Model, Points, Rating};
use bareme_store::scores::{self, AccountScore, NO_SURGE, sort_key};
use bareme_store::snapshots::{self, Snapshot, day_number};

use super::block::{Version, hundredths};
use super::world::World;
use super::{Run, ScoreOptions};
use crate::{Engine, Result};

/// Days over which the change of an account's engagement is told.
const CHANGE_DAYS: i64 = 30;

/// What the roll-up needs to know of a model.
pub(crate) fn rules_of(model: &Model) -> Rules {
    Rules {
        strategy: model.account.strategy,
        levels: model.account.levels.0,
        seats: model.account.committee.clone(),
        surge: model.account.surge,
    }
}

/// Rolls one model up and writes what changed.
pub(super) fn roll_up(
    engine: &Engine,
    options: &ScoreOptions,
    world: &World,
    place: usize,
    run: &mut Run,
) -> Result<()> {
    let Some(prepared) = world.models.get(place) else { return Ok(()) };
    let people = People::new(&prepared.graph, run.people.drain(..))?;
    let rules = rules_of(&prepared.model);
    let rolled = Rollup::new(&prepared.graph, &people, &rules).all(options.threads);
    let version = Version { model_id: prepared.id, version_id: prepared.version_id };
    let day = day_number(options.as_of);
    let earlier = day_number(options.as_of.plus_days(-CHANGE_DAYS));
    let (before, stored) = engine.database().read(|c| -> Result<_> {
        let mut stored = Vec::new();
        if options.snapshots_only {
            return Ok((snapshots::list_last(c, prepared.id, day)?, stored));
        }
        scores::for_each_account(c, prepared.id, |score| -> Result<()> {
            stored.push(score);
            Ok(())
        })?;
        Ok((snapshots::list_last(c, prepared.id, earlier)?, stored))
    })?;
    let mut rows = Vec::new();
    let mut new_snapshots = Vec::new();
    for score in &rolled {
        let fit =
            world.account(score.account).and_then(|facts| prepared.model.account_score(facts, options.as_of));
        let then = find(&before, score.account);
        let row = account_row(&prepared.model, version, options.as_of, score, fit, then);
        run.scored.accounts += 1;
        run.scored.qualified_accounts += u64::from(row.mqa);
        let snapshot = Snapshot::of(&row);
        if options.snapshots_only {
            if then.is_none_or(|then| !then.says_the_same(&snapshot)) {
                new_snapshots.push(snapshot);
            }
            continue;
        }
        let known = stored.binary_search_by_key(&row.account_id, |score| score.account_id);
        let known = known.ok().and_then(|at| stored.get(at));
        if known.is_some_and(|known| known.as_of > run.began.millis()) {
            continue;
        }
        if known.is_none_or(|known| !Snapshot::of(known).says_the_same(&snapshot)) {
            new_snapshots.push(snapshot);
        }
        if known.is_none_or(|known| AccountScore { as_of: row.as_of, ..*known } != row) {
            rows.push(row);
        }
    }
    for part in rows.chunks(20_000) {
        engine.database().write(|c| scores::upsert_accounts(c, part))?;
    }
    for part in new_snapshots.chunks(20_000) {
        engine.database().write(|c| snapshots::upsert(c, part))?;
    }
    Ok(())
}

fn find(snapshots: &[Snapshot], account: i64) -> Option<&Snapshot> {
    let place = snapshots.binary_search_by_key(&account, |snapshot| snapshot.account_id).ok()?;
    snapshots.get(place)
}

/// An account's score as it is stored. `then` is its snapshot of 30 days ago.
pub(super) fn account_row(
    model: &Model,
    version: Version,
    as_of: Instant,
    score: &Rolled,
    fit: Option<FitScore>,
    then: Option<&Snapshot>,
) -> AccountScore {
    let (fit, grade) = fit.map_or((Points::ZERO, Grade::D), |fit| (fit.fit, fit.grade));
    let level: Level = score.level;
    let rating = Rating::new(grade, level);
    let qualified = decide_mqa(&model.account.mqa, rating, score.coverage, score.engaged_people).qualified;
    let change = then.map(|then| hundredths(score.engagement) - then.engagement);
    let count = |number: u64| i32::try_from(number).unwrap_or(i32::MAX);
    AccountScore {
        model_id: version.model_id,
        account_id: score.account,
        version_id: version.version_id,
        as_of: as_of.millis(),
        fit: hundredths(fit),
        engagement: hundredths(score.engagement),
        rating: i16::from(rating.index()),
        coverage: hundredths(score.coverage),
        people: count(u64::from(score.reaching)),
        engaged: count(u64::from(score.engaged_people)),
        mqa: qualified,
        recent: count(score.surge.recent),
        baseline: count(score.surge.baseline),
        surge_p: score.surge.surging.then_some(score.surge.p),
        change,
        sort_key: sort_key(rating, Points::from_ratio(i128::from((fit + score.engagement).hundredths()), 2)),
        surge_key: if score.surge.surging { surge_order(score.surge.p) } else { NO_SURGE },
        change_key: change.map_or(i32::MAX, |change| -change),
        missing: i16::from(score.missing.bits()),
    }
}

/// Orders surges: the less likely by chance, the earlier. Thousandths of log10 p.
fn surge_order(p: f64) -> i32 {
    // Below 1e-300 a p-value is zero for every purpose.
    let thousandths = (p.max(1e-300).log10() * 1000.0).round();
    #[expect(clippy::cast_possible_truncation, reason = "between -300,000 and 0")]
    {
        thousandths as i32
    }
}
