//! Scheduled jobs on both databases: each due time takes effect once, whoever dies, sleeps or has a wrong clock.

mod chaos;
mod managed;
mod recalibration;
mod retention;
mod servers;
mod times;

use std::sync::Arc;
use std::time::Duration;

use bareme_engine::jobs::{Kinds, Pace, RunContext, RunResult, Server};
use bareme_engine::{Engine, EngineError};
use bareme_store::inspect::{execute, list_texts};
use bareme_store::jobs::runs::{self, Run};
use bareme_testkit::World;
use bareme_tests::effects;

/// A pace at which a test sees signs of life at once; all else is as in earnest.
fn pace() -> Pace {
    Pace { heartbeat: Duration::from_millis(20), ..Pace::default() }
}

/// A server that knows the kinds of the tests.
fn server(world: &World, name: &str) -> Server {
    Server::new(world.engine().clone(), effects::kinds(), pace(), name)
}

/// A server that knows one kind, called `own`.
fn server_with(
    world: &World,
    name: &str,
    work: impl Fn(&Engine, &RunContext) -> Result<RunResult, EngineError> + Send + Sync + 'static,
) -> Arc<Server> {
    Arc::new(Server::new(world.engine().clone(), Kinds::default().with("own", work), pace(), name))
}

/// Makes the table of effects.
fn with_effects(world: &World) {
    execute(world.database(), effects::TABLE).unwrap();
}

/// A job whose first time is the first one from now on.
fn job(world: &World, name: &str, kind: &str, expression: &str, catch_up: bool) -> i64 {
    world.write(|c| effects::insert(c, name, kind, expression, catch_up, world.now()))
}

/// Effects as `job due`, in order.
fn effects_of(world: &World) -> Vec<String> {
    let query =
        "SELECT CAST(job AS TEXT) || ' ' || CAST(due AS TEXT) AS value FROM effects ORDER BY job, due";
    list_texts(world.database(), query).unwrap()
}

/// Looks once, and carries out what there is on this thread.
fn look(server: &Server) -> usize {
    let claims = server.look(8).unwrap();
    let taken = claims.len();
    for claim in claims {
        server.execute(&claim);
    }
    taken
}

/// The runs of a job, the first time first.
fn runs_of(world: &World, job_id: i64) -> Vec<Run> {
    let mut runs = world.read(|c| runs::list_of(c, job_id, None, i64::MAX));
    runs.reverse();
    runs
}

/// Their statuses.
fn statuses(world: &World, job_id: i64) -> Vec<String> {
    runs_of(world, job_id).into_iter().map(|run| run.status).collect()
}
