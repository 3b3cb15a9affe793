//! A database that goes away while the site is served: the site says so, and is back with the database, without a restart.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

use bareme_engine::{Backend, Database, Engine};
use bareme_store::{StoreError, settings};
use bareme_testkit::{FixedClock, Gate, World, noon};

/// Asks until the answer is the wanted one, or half a minute is over.
fn in_time(what: &str, is: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is() {
        assert!(begun.elapsed() < Duration::from_secs(30), "{what} took too long");
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// The status of a page, and the answer whole.
fn ask(site: SocketAddr, path: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(site).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {site}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    (status, answer)
}

fn serve(engine: Engine) -> SocketAddr {
    let (ready, bound) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        let anywhere = SocketAddr::from(([127, 0, 0, 1], 0));
        runtime.block_on(bareme_web::serve(engine, anywhere, move |address| ready.send(address).unwrap()))
    });
    bound.recv_timeout(Duration::from_secs(20)).unwrap()
}

#[test]
fn a_database_that_goes_away_is_told_and_used_again_once_it_is_back() {
    let world = World::new(Backend::Postgres);
    let (mut gate, url) = Gate::before(world.url());
    let engine = Engine::new(Database::open(&url, 4).unwrap(), Arc::new(FixedClock::new(noon())));
    let write = |word: &str| engine.database().write(|c| settings::upsert(c, "word", word));
    let site = serve(engine.clone());
    write("before").unwrap();
    assert_eq!(ask(site, "/readyz").0, 200);
    gate.shut();
    let gone: StoreError = write("during").unwrap_err();
    assert!(gone.is_passing(), "{gone:?}");
    let (status, answer) = ask(site, "/readyz");
    assert_eq!(status, 503);
    assert!(answer.contains("the database does not answer") && answer.contains("retry-after"), "{answer}");
    assert!(!answer.contains("bareme@"), "nothing of the address is told");
    assert_eq!(ask(site, "/healthz").0, 200, "the server itself is well and must not be killed");
    gate.open();
    in_time("becoming ready again", || ask(site, "/readyz").0 == 200);
    write("after").unwrap();
    let kept = world.read(|c| settings::find(c, "word"));
    assert_eq!(kept.as_deref(), Some("after"));
}

#[test]
fn a_connection_that_was_cut_in_the_middle_of_a_transaction_keeps_nothing_of_it() {
    let world = World::new(Backend::Postgres);
    let (mut gate, url) = Gate::before(world.url());
    let database = Database::open(&url, 2).unwrap();
    let cut: Result<(), StoreError> = database.write(|c| {
        settings::upsert(c, "one", "1")?;
        gate.shut();
        settings::upsert(c, "other", "1")
    });
    assert!(cut.unwrap_err().is_passing());
    assert_eq!(world.read(|c| settings::find(c, "one")), None);
    gate.open();
    in_time("writing again", || database.write(|c| settings::upsert(c, "one", "2")).is_ok());
    assert_eq!(world.read(|c| settings::find(c, "one")).as_deref(), Some("2"));
}
