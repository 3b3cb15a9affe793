//! Jobs whose effect can be counted: each run leaves a row, in the transaction in which it ends.

use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use bareme_engine::Engine;
use bareme_engine::jobs::{Kinds, Pace, RunContext, RunResult, Server};
use bareme_scoring::Instant;
use bareme_store::jobs::{self, Job};
use bareme_store::{AnyConnection, StoreError, inspect};

/// The word of the kind of job that leaves a row.
pub const KIND: &str = "leave-a-row";

/// The table of the rows. It allows any row twice, so that what is done twice shows.
pub const TABLE: &str =
    "CREATE TABLE effects (job BIGINT NOT NULL, due BIGINT NOT NULL, attempt INTEGER NOT NULL)";

/// The engine's kinds, and the one that leaves a row.
pub fn kinds() -> Kinds {
    Kinds::standard().with(KIND, leave_a_row)
}

/// Works for a moment that depends on its time, and leaves its row with its end.
fn leave_a_row(_: &Engine, context: &RunContext) -> Result<RunResult, bareme_engine::EngineError> {
    let (due, attempt) = (context.due().millis(), context.attempt());
    let job = context.number("job", 0);
    let turn = (due / 60_000 + job * 7).rem_euclid(23);
    // Some take longer than a lease of the tests, and live by their signs of life.
    for _ in 0..if turn == 0 { 100 } else { turn } {
        context.go_on()?;
        std::thread::sleep(Duration::from_millis(8));
    }
    context.write_at_the_end(move |c| {
        let row = format!("INSERT INTO effects (job, due, attempt) VALUES ({job}, {due}, {attempt})");
        Ok(inspect::execute_within(c, &row)?)
    });
    Ok(RunResult::default())
}

/// Makes a job of any kind, whose first time is the first one after a moment.
///
/// # Errors
///
/// Those of the store.
pub fn insert(
    c: &mut AnyConnection,
    name: &str,
    kind: &str,
    expression: &str,
    catch_up: bool,
    after: Instant,
) -> Result<i64, StoreError> {
    let schedule = bareme_engine::jobs::schedule::Schedule::new(expression, "UTC", 1);
    let schedule = schedule.map_err(|problems| StoreError::Aborted(format!("{problems:?}")))?;
    let mut job = Job {
        id: 0,
        name: name.to_owned(),
        name_folded: name.to_owned(),
        kind: kind.to_owned(),
        parameters: "{}".to_owned(),
        expression: schedule.expression().to_owned(),
        zone: Some("UTC".to_owned()),
        paused: false,
        catch_up,
        reckoned_from: schedule.reckoned_from(),
        next_due: schedule.next_after(after).map(Instant::millis),
        revision: 1,
        changed_by: None,
        changed_at: after.millis(),
    };
    let id = jobs::insert(c, &job)?.unwrap_or_default();
    job = Job { id, parameters: format!("{{\"job\":{id}}}"), ..job };
    jobs::update(c, &job)?;
    Ok(id)
}

/// Takes part until the process ends: looks every few milliseconds, and gives each run a thread.
pub fn serve(engine: Engine, pace: Pace, name: &str, looks: Duration) -> ! {
    let server = Arc::new(Server::new(engine, kinds(), pace, name));
    let mut threads: Vec<JoinHandle<()>> = Vec::new();
    loop {
        threads.retain(|thread| !thread.is_finished());
        let room = 12_usize.saturating_sub(server.busy());
        // A server that cannot look now looks again.
        for claim in server.look(room).unwrap_or_default() {
            let server = Arc::clone(&server);
            threads.push(std::thread::spawn(move || {
                server.execute(&claim);
            }));
        }
        std::thread::sleep(looks);
    }
}
