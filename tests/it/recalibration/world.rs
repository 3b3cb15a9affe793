//! Worlds of these tests: leads with a known history, and proposals to sign.

use bareme_engine::proposals::{self, Decider, Refusal, Side, Signed};
use bareme_engine::recalibrate::{self, Asked, Kept, NoReport};
use bareme_ingest::Kind;
use bareme_scoring::Instant;
use bareme_testkit::{GRADED_BY_TITLE, World, csv, row};

/// A model of which each version has another weight for managers.
pub fn version(percent: u32) -> String {
    GRADED_BY_TITLE
        .replace("percent = 30\n[[fit.knock_out]]", &format!("percent = {percent}\n[[fit.knock_out]]"))
}

/// A lead of a file: whose, and how many days after the clock's now each thing happened.
#[derive(Clone, Copy, Debug, Default)]
pub struct Way {
    pub mql: i64,
    pub sal: Option<i64>,
    pub sql: Option<i64>,
    pub rejected: Option<i64>,
}

/// Imports people `p0`, `p1` … of one title, at the clock's now.
pub fn people(world: &World, count: usize, title: impl Fn(usize) -> &'static str) {
    let rows: Vec<_> =
        (0..count).map(|number| row(format!("p{number}")).with("title", title(number))).collect();
    world.import(Kind::Contacts, csv(&rows)).run();
}

/// Imports a lead of each person, with days counted from a moment.
pub fn leads(world: &World, from: Instant, ways: &[Way]) {
    let day = |days: Option<i64>| days.map(|days| from.plus_days(days).to_string()).unwrap_or_default();
    let rows: Vec<_> = ways
        .iter()
        .enumerate()
        .map(|(number, way)| {
            row(format!("l{number}"))
                .with("contact", format!("p{number}"))
                .with("mql at", day(Some(way.mql)))
                .with("sal at", day(way.sal))
                .with("sql at", day(way.sql))
                .with("rejected at", day(way.rejected))
        })
        .collect();
    world.import(Kind::Leads, csv(&rows)).run();
}

/// Runs recalibration as it is usually asked for.
pub fn run(world: &World, asked: &Asked) -> Result<i64, NoReport> {
    recalibrate::run(world.engine(), asked, &false.into(), &mut |_| ()).unwrap()
}

/// The report of the usual run.
pub fn report(world: &World) -> Kept {
    let id = run(world, &Asked::new(None, "test")).unwrap();
    recalibrate::find(world.engine(), id).unwrap()
}

/// A world with two versions of a model, and a proposal that brings the first one back.
pub fn with_proposal(world: &World) -> i64 {
    world.publish(&version(30));
    world.clock().pass_days(1);
    world.publish(&version(40));
    world.clock().pass_days(1);
    proposals::restore(world.engine(), "titles", 1, "Ana").unwrap().unwrap()
}

/// Signs what is proposed now.
pub fn sign(world: &World, id: i64, who: &str, side: Side) -> Result<Signed, Refusal> {
    let seen = proposals::find(world.engine(), id).unwrap().digest;
    proposals::sign(world.engine(), id, &seen, Decider { who, side }).unwrap()
}

/// The number of the version in force, and how many there are.
pub fn versions(world: &World) -> (i64, usize) {
    world.read(|c| {
        let model = bareme_store::models::list(c)?.remove(0);
        let all = bareme_store::models::list_versions(c, model.id)?;
        Ok((model.version.number, all.len()))
    })
}
