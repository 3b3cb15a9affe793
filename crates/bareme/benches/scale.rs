//! How fast Bareme is at scale: import, rescoring with roll-up, one contact, pages. Prints a table; asserts nothing.
//!
//! `make bench` runs it in release form on SQLite. `BAREME_BENCH_ACCOUNTS` (default 10000, ten contacts and two hundred
//! activities each) sets the size; `BAREME_BENCH_DATABASE` names a database to use again, so that a large one is
//! filled once; `BAREME_BENCH_PARTS` names what is measured, of `import`, `scoring`, `contact`, `reports` and `pages`. Needs no network and about 1.5 GB of disk for 100,000 accounts.

#![expect(clippy::print_stdout, reason = "the table is the result")]
#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock and its own settings")]

use std::error::Error;
use std::fmt::Write as _;
use std::io::{BufWriter, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant as Stopwatch};

use bareme_access::Role;
use bareme_engine::demo::{DemoOptions, fill, is_empty};
use bareme_engine::import::{ImportObserver, ImportPlan, ImportRequest, MappingChoice, import};
use bareme_engine::pages::worklist::{self, WorklistQuery};
use bareme_engine::people::manage::{self, Person, Place};
use bareme_engine::people::{Secret, Visitor, invitation};
use bareme_engine::reports::{Dimension, English, ReportKind, ReportQuery, report};
use bareme_engine::score::{ScoreOptions, score_all, score_contact};
use bareme_engine::{Clock, Database, Engine};
use bareme_ingest::{Kind, SourceOptions};
use bareme_scoring::Instant;
use bareme_simulator::{Simulation, SimulationSettings};
use bareme_web::{Limits, Site};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Activities of the import.
const IMPORTED: usize = 1_000_000;
/// Requests of each page.
const REQUESTS: usize = 200;

fn main() -> Outcome<()> {
    let accounts: u64 = setting("BAREME_BENCH_ACCOUNTS").and_then(|text| text.parse().ok()).unwrap_or(10_000);
    let folder = std::env::temp_dir().join(format!("bareme-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let kept = setting("BAREME_BENCH_DATABASE").map(PathBuf::from);
    let database = kept.clone().unwrap_or_else(|| folder.join("bench.db"));
    println!("| what | figure |\n| --- | --- |");
    let outcome = if wanted("import") { import_million(&folder) } else { Ok(()) };
    let outcome = outcome.and_then(|()| scale(&database, accounts));
    std::fs::remove_dir_all(&folder)?;
    outcome
}

fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|text| !text.is_empty())
}

/// Whether a part is to be measured; all are unless some are named.
fn wanted(part: &str) -> bool {
    setting("BAREME_BENCH_PARTS").is_none_or(|parts| parts.split(',').any(|named| named.trim() == part))
}

/// A clock that stands still, so that every run scores the same moment.
struct Still(Instant);

impl Clock for Still {
    fn now(&self) -> Instant {
        self.0
    }
}

fn engine(path: &Path) -> Outcome<Engine> {
    let database = Database::open(&format!("sqlite:{}", path.display()), 16)?;
    bareme_store::migrate(&database)?;
    Ok(Engine::new(database, Arc::new(Still(now()))))
}

fn now() -> Instant {
    Instant::parse("2026-06-30T12:00:00Z").unwrap_or(Instant::MIN)
}

fn world(accounts: u64) -> SimulationSettings {
    // With those that the first scoring opens, 300,000 leads to a million contacts.
    SimulationSettings { accounts, lead_share: 0.22, ..SimulationSettings::new(now()) }
}

fn row(what: &str, figure: &str) {
    println!("| {what} | {figure} |");
}

/// One million activities of a hundred thousand contacts, from CSV to durable rows.
fn import_million(folder: &Path) -> Outcome<()> {
    let engine = engine(&folder.join("import.db"))?;
    let simulation = Simulation::new(&world(10_000));
    let contacts = folder.join("contacts.csv");
    let mut file = BufWriter::new(std::fs::File::create(&contacts)?);
    writeln!(file, "id,email")?;
    for contact in simulation.contacts() {
        let email = contact.attributes.get("email").map(ToString::to_string).unwrap_or_default();
        writeln!(file, "{},{email}", contact.key)?;
    }
    file.flush()?;
    let activities = folder.join("activities.csv");
    let mut file = BufWriter::new(std::fs::File::create(&activities)?);
    writeln!(file, "contact,type,content_type,content,at")?;
    for activity in simulation.activities().take(IMPORTED) {
        let kind = &activity.kind;
        let text = |part: &Option<String>| part.clone().unwrap_or_default();
        writeln!(
            file,
            "{},{},{},{},{}",
            activity.contact,
            kind.activity,
            text(&kind.content_type),
            text(&kind.content),
            activity.at
        )?;
    }
    file.flush()?;
    timed_import(&engine, Kind::Contacts, &contacts)?;
    let seconds = timed_import(&engine, Kind::Activities, &activities)?;
    #[expect(clippy::cast_precision_loss, reason = "a count of rows")]
    let rate = IMPORTED as f64 / seconds;
    row(
        "import of 1,000,000 activities (CSV, two passes, durable)",
        &format!("{seconds:.1} s, {rate:.0} rows/s"),
    );
    let again = timed_import(&engine, Kind::Activities, &activities)?;
    row("the same file again (changes nothing)", &format!("{again:.1} s"));
    Ok(())
}

struct Quiet;

impl ImportObserver for Quiet {
    fn begins(&mut self, _plan: &ImportPlan) {}
    fn progress(&mut self, _done: u64, _total: u64) {}
}

fn timed_import(engine: &Engine, kind: Kind, path: &Path) -> Outcome<f64> {
    let request = ImportRequest {
        kind,
        path: path.to_owned(),
        mapping: MappingChoice::Automatic,
        source: SourceOptions::default(),
        currency: None,
        rejects: None,
        dry_run: false,
        by: "bench".to_owned(),
    };
    let watch = Stopwatch::now();
    let summary = import(engine, &request, &mut Quiet)?;
    if summary.rejected > 0 {
        return Err(format!("{} rows were rejected: {:?}", summary.rejected, summary.notices).into());
    }
    Ok(watch.elapsed().as_secs_f64())
}

/// Rescoring, one contact and pages on a demo company of so many accounts.
fn scale(path: &Path, accounts: u64) -> Outcome<()> {
    let engine = engine(path)?;
    if is_empty(&engine)? {
        let watch = Stopwatch::now();
        let summary =
            fill(&engine, &DemoOptions { settings: world(accounts), score: false }, &mut |_, _| ())?;
        let size = format!(
            "{} accounts, {} contacts, {} activities, {} leads",
            summary.accounts, summary.contacts, summary.activities, summary.leads
        );
        row(&format!("filling the database: {size}"), &format!("{:.1} s", watch.elapsed().as_secs_f64()));
    }
    if wanted("scoring") {
        scorings(&engine)?;
    }
    engine.database().analyze()?;
    if wanted("contact") {
        one_contact(&engine)?;
    }
    if wanted("reports") {
        reports(&engine)?;
    }
    if wanted("pages") { pages(&engine) } else { Ok(()) }
}

fn scorings(engine: &Engine) -> Outcome<()> {
    for what in
        ["first scoring and roll-up, every score new", "the same a day later", "the same moment again"]
    {
        let as_of = if what.starts_with("first") { now().plus_days(-1) } else { now() };
        let watch = Stopwatch::now();
        let scored = score_all(engine, &ScoreOptions::at(as_of), &AtomicBool::new(false), &mut |_| ())?;
        let changed: u64 = scored.iter().map(|model| model.changed).sum();
        let handed_over: u64 = scored.iter().map(|model| model.handed_over).sum();
        let figure = format!(
            "{:.1} s ({changed} scores written, {handed_over} leads opened), peak memory {}",
            watch.elapsed().as_secs_f64(),
            peak_memory()
        );
        row(what, &figure);
    }
    Ok(())
}

/// Peak resident memory of this process so far.
fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or("VmHWM: unknown");
    let kilobytes: Option<u64> = line.split_whitespace().nth(1).and_then(|text| text.parse().ok());
    kilobytes.map_or_else(|| "unknown".to_owned(), |kilobytes| format!("{} MiB", kilobytes / 1024))
}

fn one_contact(engine: &Engine) -> Outcome<()> {
    let count = engine.database().read(bareme_store::contacts::count)?;
    let mut times = Vec::new();
    for turn in 0..200 {
        // Spread over the database, and never the same twice.
        let id = i64::try_from(1 + turn * (count / 200).max(1))?;
        let watch = Stopwatch::now();
        score_contact(engine, id)?;
        times.push(watch.elapsed());
    }
    row("one contact and its accounts, durable", &percentiles(times));
    Ok(())
}

/// Every report by every dimension, and the funnel by an attribute: counted in memory, after the leads were read once.
fn reports(engine: &Engine) -> Outcome<()> {
    let watch = Stopwatch::now();
    report(engine, ReportKind::Funnel, &ReportQuery::default(), &English)?;
    row("reading all leads into memory, once a process", &format!("{:.1} s", watch.elapsed().as_secs_f64()));
    let attribute = Dimension::Account("region".to_owned());
    for by in Dimension::ALL.into_iter().chain([attribute]) {
        let query = ReportQuery { by, from: Some(now().plus_days(-365)), ..ReportQuery::default() };
        timed_report(engine, ReportKind::Funnel, &query)?;
    }
    for kind in ReportKind::ALL {
        timed_report(engine, kind, &ReportQuery { by: kind.usual_by(), ..ReportQuery::default() })?;
    }
    Ok(())
}

fn timed_report(engine: &Engine, kind: ReportKind, query: &ReportQuery) -> Outcome<()> {
    // An attribute is read when it is asked for the first time.
    report(engine, kind, query, &English)?;
    let mut times = Vec::new();
    for _ in 0..REQUESTS / 4 {
        let watch = Stopwatch::now();
        report(engine, kind, query, &English)?;
        times.push(watch.elapsed());
    }
    row(&format!("report: {} by {}", kind.word(), query.by.word()), &percentiles(times));
    Ok(())
}

fn percentiles(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |share: usize| times.get((times.len() * share / 100).min(times.len().saturating_sub(1)));
    let shown = |time: Option<&Duration>| time.map_or(0.0, |time| time.as_secs_f64() * 1e3);
    format!("p50 {:.1} ms, p99 {:.1} ms", shown(at(50)), shown(at(99)))
}

fn pages(engine: &Engine) -> Outcome<()> {
    let count = engine.database().read(bareme_store::contacts::count)?;
    let accounts = engine.database().read(bareme_store::accounts::count)?;
    let who = busiest(engine)?;
    let leader = signed_in(engine, "Bench Leader", Role::MarketingLeader)?;
    let server = Server::start(engine.clone(), leader, signed_in(engine, &who, Role::Rep)?)?;
    let turn = |turn: usize, of: u64| 1 + (turn as u64 * 7_919) % of.max(1);
    let lists: [(&str, &dyn Fn(usize) -> String); 8] = [
        ("accounts list", &|_| "/accounts".to_owned()),
        ("accounts list by surge", &|_| "/accounts?sort=surge".to_owned()),
        ("accounts list, two filters", &|_| "/accounts?country=FR&industry=Software".to_owned()),
        ("accounts list, search", &|_| "/accounts?q=tama".to_owned()),
        ("one account", &|number| format!("/accounts/{}", turn(number, accounts))),
        ("contacts list, one cell", &|_| "/contacts?rating=B2".to_owned()),
        ("one contact", &|number| format!("/contacts/{}", turn(number, count))),
        ("matrix", &|_| "/matrix".to_owned()),
    ];
    for (name, path) in lists {
        server.timed(name, REQUESTS, path)?;
    }
    for words in ["", "?scope=queue", "?scope=team", "?scope=team&stage=mql", "?rating=A", "?due=today"] {
        server.timed(&format!("worklist {words}"), REQUESTS, &|_| format!("/worklist{words}"))?;
    }
    for by in Dimension::ALL {
        let path = format!("/reports/funnel?by={}", by.word());
        server.timed(&format!("funnel by {}", by.word()), REQUESTS / 2, &|_| path.clone())?;
    }
    for kind in ReportKind::ALL {
        server.timed(&format!("report: {}", kind.word()), REQUESTS / 4, &|_| {
            format!("/reports/{}", kind.word())
        })?;
    }
    server.timed("funnel as PDF", REQUESTS / 10, &|_| "/reports/funnel.pdf".to_owned())
}

/// Who has most leads in hand.
fn busiest(engine: &Engine) -> Outcome<String> {
    let mut most = (0, String::new());
    for who in worklist::people(engine)? {
        let page = worklist::list(engine, &WorklistQuery { who: who.clone(), ..WorklistQuery::default() })?;
        let count = page.count;
        let waiting = count.to_answer + count.to_qualify + count.to_open + count.opportunities;
        most = most.max((waiting, who));
    }
    row("leads in the longest worklist", &most.0.to_string());
    Ok(most.1)
}

/// The token of a session of somebody, who is added when need be.
fn signed_in(engine: &Engine, name: &str, role: Role) -> Outcome<Secret> {
    let known = manage::list(engine)?.into_iter().find(|person| person.name == name);
    let id = if let Some(person) = known {
        person.id
    } else {
        let person = Person { email: format!("{}@bench.example", role.word()), name: name.to_owned() };
        manage::add(engine, &person, &Place { role, team: None })??
    };
    let (code, password) = (manage::invite(engine, id)?, Secret::new("only for this bench"));
    Ok(invitation::accept(engine, &code, &password, &Visitor::default())??.token)
}

/// The server, and who asks it: a leader for what is looked at, a rep for the worklist.
struct Server {
    address: SocketAddr,
    leader: Secret,
    rep: Secret,
}

impl Server {
    /// The server's future stays on one thread; it ends with the process.
    fn start(engine: Engine, leader: Secret, rep: Secret) -> Outcome<Self> {
        let (sender, receiver) = std::sync::mpsc::channel();
        // Nobody is refused for asking often.
        let limits = Limits { per_second: 1e9, burst: 1e9, ..Limits::default() };
        let any = Site { limits, ..Site::on("127.0.0.1:0".parse()?) };
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
            if let Ok(runtime) = runtime {
                let _ = runtime.block_on(bareme_web::serve(engine, any, move |bound| {
                    let _ = sender.send(bound);
                }));
            }
        });
        Ok(Self { address: receiver.recv_timeout(Duration::from_secs(30))?, leader, rep })
    }

    /// Asks for a page so many times, one after the other, and prints how long it took.
    fn timed(&self, name: &str, requests: usize, path: &dyn Fn(usize) -> String) -> Outcome<()> {
        let mut times = Vec::new();
        let mut bad = String::new();
        for number in 0..requests {
            let watch = Stopwatch::now();
            let status = self.get(&path(number))?;
            times.push(watch.elapsed());
            if status != 200 {
                write!(bad, " status {status}")?;
                break;
            }
        }
        row(&format!("page: {name}"), &format!("{}{bad}", percentiles(times)));
        Ok(())
    }

    /// Fetches a page over a connection of its own and returns its status.
    fn get(&self, path: &str) -> Outcome<u16> {
        let Self { address, leader, rep } = self;
        let token = if path.starts_with("/worklist") { rep.reveal() } else { leader.reveal() };
        let mut stream = TcpStream::connect(address)?;
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {address}\r\nCookie: __Host-session={token}\r\nConnection: close\r\n\r\n"
        )?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let head =
            String::from_utf8_lossy(answer.get(..64.min(answer.len())).unwrap_or_default()).into_owned();
        Ok(head.split_whitespace().nth(1).and_then(|code| code.parse().ok()).unwrap_or(0))
    }
}
