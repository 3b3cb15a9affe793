//! A process that writes until it is killed, and says on standard output what it was told is written: the address of the
//! database, the number of threads, how many leads there are, and where its words begin.

use std::process::ExitCode;
use std::sync::Arc;

use bareme_engine::{Database, Engine};
use bareme_testkit::{FixedClock, noon};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Ok([url, threads, leads, begin]) = <[String; 4]>::try_from(arguments) else {
        return ExitCode::from(2);
    };
    let (Ok(threads), Ok(leads)) = (threads.parse::<i64>(), leads.parse::<i64>()) else {
        return ExitCode::from(2);
    };
    let Ok(database) = Database::open(&url, 8) else { return ExitCode::FAILURE };
    let engine = Engine::new(database, Arc::new(FixedClock::new(noon())));
    bareme_tests::writing::write(&engine, threads, leads, &begin)
}
