//! What becomes of a crowd: goodput, refusals, memory and recovery under ten times the load that a server can take.
//!
//! `cargo bench --bench overload` runs it in release form on a demo company in SQLite. First a few visitors ask one page
//! after the other, which gives the peak; then ten times as many connections as the server works on at once ask from fifty
//! addresses without waiting for anybody; then the few ask again. Visitors are loopback addresses, so that it runs on
//! Linux only.

#![expect(clippy::print_stdout, reason = "the table is the result")]

use std::error::Error;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant as Stopwatch};

use bareme_access::Role;
use bareme_engine::demo::{DemoOptions, fill};
use bareme_engine::people::manage::{self, Person, Place};
use bareme_engine::people::{Secret, Visitor, invitation};
use bareme_engine::{Clock, Database, Engine};
use bareme_scoring::Instant;
use bareme_simulator::SimulationSettings;
use bareme_web::{Limits, Site};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpSocket;
use tokio::time::{sleep, timeout};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Companies of the demo.
const ACCOUNTS: u64 = 2_000;
/// So long is each part.
const PART: Duration = Duration::from_secs(10);
/// Pages that are asked for in turn.
const PAGES: [&str; 5] = ["/", "/accounts", "/contacts?sort=name", "/leads", "/matrix"];

/// A clock that stands still.
struct Still(Instant);

impl Clock for Still {
    fn now(&self) -> Instant {
        self.0
    }
}

/// What a part gave.
#[derive(Default)]
struct Counts {
    answered: AtomicU64,
    too_many: AtomicU64,
    unavailable: AtomicU64,
    other: AtomicU64,
}

fn main() -> Outcome<()> {
    let folder = std::env::temp_dir().join(format!("bareme-overload-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let database = Database::open(&format!("sqlite:{}", folder.join("bench.db").display()), 16)?;
    bareme_store::migrate(&database)?;
    let now = Instant::parse("2026-06-01T12:00:00Z").ok_or("a moment")?;
    let engine = Engine::new(database, Arc::new(Still(now)));
    let settings = SimulationSettings { accounts: ACCOUNTS, ..SimulationSettings::new(now) };
    fill(&engine, &DemoOptions { settings, score: true }, &mut |_, _| {})?;
    let cookie = signed_in(&engine)?;
    let outcome = measure(engine, &cookie);
    std::fs::remove_dir_all(&folder)?;
    outcome
}

/// The cookie of a leader of marketing, who sees everything.
fn signed_in(engine: &Engine) -> Outcome<String> {
    let person = Person { email: "mia@example.com".to_owned(), name: "Mia".to_owned() };
    let id = manage::add(engine, &person, &Place { role: Role::MarketingLeader, team: None })??;
    let (code, password) = (manage::invite(engine, id)?, Secret::new("correct horse battery staple"));
    let opened = invitation::accept(engine, &code, &password, &Visitor::default())??;
    Ok(format!("__Host-session={}", opened.token.reveal()))
}

fn measure(engine: Engine, cookie: &str) -> Outcome<()> {
    let limits = Limits { per_second: 1e9, burst: 1e9, ..Limits::default() };
    let site = Site { limits, ..Site::on(SocketAddr::from(([127, 0, 0, 1], 0))) };
    let (ready, address) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        if let Ok(runtime) = runtime {
            let _ = runtime.block_on(bareme_web::serve(engine, site, move |bound| {
                let _ = ready.send(bound);
            }));
        }
    });
    let to = address.recv_timeout(Duration::from_mins(1))?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    runtime.block_on(parts(Visitors { to, cookie: cookie.into() }, limits.at_once))
}

/// Where visitors go, and as whom.
#[derive(Clone)]
struct Visitors {
    to: SocketAddr,
    cookie: Arc<str>,
}

async fn parts(to: Visitors, at_once: usize) -> Outcome<()> {
    println!("| part | pages/s | 429 | 503 | other | memory |\n| --- | --- | --- | --- | --- | --- |");
    let few = 8;
    crowd(&to, few, Duration::from_secs(3)).await;
    let before = memory();
    let peak = tell("eight visitors", crowd(&to, few, PART).await);
    let most = tokio::spawn(most_memory());
    let crowded = tell("ten times as many as it works on", crowd(&to, 10 * at_once, PART).await);
    let begin = Stopwatch::now();
    let mut after = 0.0;
    while after < 0.9 * peak && begin.elapsed() < Duration::from_secs(30) {
        after = tell("eight visitors again", crowd(&to, few, Duration::from_secs(1)).await);
    }
    most.abort();
    println!("\ngoodput under the crowd: {:.0} % of the peak", 100.0 * crowded / peak);
    println!("memory: {before} MiB before, {} MiB at most", MOST.load(Relaxed));
    println!("back at 90 % of the peak after {:.1} s", begin.elapsed().as_secs_f64());
    Ok(())
}

/// Visitors who ask for as long as it takes, one address for a few of them.
async fn crowd(to: &Visitors, visitors: usize, time: Duration) -> (Arc<Counts>, Duration) {
    let (counts, over) = (Arc::new(Counts::default()), Arc::new(AtomicBool::new(false)));
    let begin = Stopwatch::now();
    let tasks: Vec<_> = (0..visitors)
        .map(|number| tokio::spawn(visit(to.clone(), number, Arc::clone(&counts), Arc::clone(&over))))
        .collect();
    sleep(time).await;
    over.store(true, Relaxed);
    let took = begin.elapsed();
    for task in tasks {
        let _ = task.await;
    }
    (counts, took)
}

async fn visit(to: Visitors, number: usize, counts: Arc<Counts>, over: Arc<AtomicBool>) {
    let last = u8::try_from(2 + number % 50).unwrap_or(2);
    let mut turn = number;
    while !over.load(Relaxed) {
        turn += 1;
        let status = timeout(Duration::from_secs(20), ask(last, &to, PAGES[turn % PAGES.len()])).await;
        let count = match status {
            Ok(Ok(200)) => &counts.answered,
            Ok(Ok(429)) => &counts.too_many,
            Ok(Ok(503)) => &counts.unavailable,
            _ => &counts.other,
        };
        count.fetch_add(1, Relaxed);
    }
}

async fn ask(last: u8, to: &Visitors, path: &str) -> std::io::Result<u16> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    socket.bind(SocketAddr::from((Ipv4Addr::new(127, 0, 0, last), 0)))?;
    let mut stream = socket.connect(to.to).await?;
    let cookie = &to.cookie;
    let asked =
        format!("GET {path} HTTP/1.1\r\nhost: localhost\r\ncookie: {cookie}\r\nconnection: close\r\n\r\n");
    stream.write_all(asked.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    let status = answer.get(9..12).and_then(|digits| std::str::from_utf8(digits).ok()?.parse().ok());
    status.ok_or_else(|| std::io::Error::other("no answer"))
}

fn tell(part: &str, (counts, took): (Arc<Counts>, Duration)) -> f64 {
    let count = |of: &AtomicU64| of.load(Relaxed);
    let seconds = took.as_secs_f64();
    let answered = f64::from(u32::try_from(count(&counts.answered)).unwrap_or(u32::MAX)) / seconds;
    let (too_many, unavailable, other) =
        (count(&counts.too_many), count(&counts.unavailable), count(&counts.other));
    println!("| {part} | {answered:.0} | {too_many} | {unavailable} | {other} | {} MiB |", memory());
    answered
}

/// The most memory that was seen.
static MOST: AtomicU64 = AtomicU64::new(0);

async fn most_memory() {
    loop {
        MOST.fetch_max(memory(), Relaxed);
        sleep(Duration::from_millis(50)).await;
    }
}

/// Resident memory of this process, in MiB: the server's and the visitors'.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kib.unwrap_or(0) / 1024
}
