//! A process that runs jobs by a fast clock: the address of the database, its name, its clock, and how patient it is, as
//! milliseconds of a lease by that clock and of a heartbeat by the machine's.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use bareme_engine::jobs::Pace;
use bareme_engine::{Database, Engine};
use bareme_testkit::FastClock;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Ok([url, name, clock, lease, heartbeat]) = <[String; 5]>::try_from(arguments) else {
        return ExitCode::from(2);
    };
    let (Ok(clock), Ok(lease_ms), Ok(heartbeat)) =
        (clock.parse::<FastClock>(), lease.parse::<i64>(), heartbeat.parse::<u64>())
    else {
        return ExitCode::from(2);
    };
    let Ok(database) = Database::open(&url, 12) else { return ExitCode::FAILURE };
    let pace = Pace {
        heartbeat: Duration::from_millis(heartbeat),
        lease_ms,
        patience_ms: 10,
        most_failures: 1_000,
        ..Pace::default()
    };
    bareme_tests::effects::serve(
        Engine::new(database, Arc::new(clock)),
        pace,
        &name,
        Duration::from_millis(25),
    )
}
