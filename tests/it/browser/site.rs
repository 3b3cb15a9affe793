//! The site of all stories: a small demo company, some files imported on top of it, and the true server on loopback.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::OnceLock;
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

use bareme_access::{Principal, Role};
use bareme_engine::jobs::{self, Kinds, Pace};
use bareme_engine::pages::leads::{self, LeadsQuery};
use bareme_engine::people::manage;
use bareme_engine::reports::Selection;
use bareme_engine::{Backend, Engine};
use bareme_ingest::Kind;
use bareme_scoring::Stage;
use bareme_testkit::{GRADED_BY_TITLE, World, csv, row};

use super::page::VIEWER;

/// Companies of the demo: enough for several pages of each list.
const ACCOUNTS: u64 = 110;
/// The seed of the program's own demo.
const SEED: u64 = 2;

/// What the imported files say in every text that a page shows. Whatever ran would set `ran`.
pub const MARKUP: &str = "<img src=x onerror=\"window.ran=1\"><script>window.ran=2</script>";
/// The name of an imported file, which is itself shown.
pub const FILE: &str = "<b>odd<img src=x onerror=\"window.ran=3\">.csv";

/// A sales person whose two leads one story works to their end.
pub const REP: &str = "Rita Keys";
/// A sales person who slips with their only lead.
pub const SLIPPER: &str = "Sam Slip";

/// Who works without script.
pub const PLAIN: &str = "Nora Noscript";
/// A sales person of the demo company.
const SELLER: &str = "Camille Renaudot";
/// Who brought the file with rejects.
pub const IMPORTER: &str = "Ida Import";

/// The site.
pub struct Site {
    world: World,
    origin: String,
    /// The import whose file has rejected rows.
    pub import: i64,
    /// The account and the contact that are named [`MARKUP`].
    pub marked_up: (i64, i64),
    /// A contact with a lead that left the way.
    pub contact_with_lead: i64,
}

/// The site of this process; the first story that asks starts it.
pub fn site() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(start)
}

impl Site {
    /// Its address, without a path.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The engine behind it.
    pub const fn engine(&self) -> &Engine {
        self.world.engine()
    }

    /// The cookie of a session of somebody with a role.
    pub fn signed_in(&self, name: &str, role: Role) -> String {
        self.world.signed_in(name, role)
    }

    /// The address that somebody signs in with.
    pub fn email_of(&self, name: &str) -> String {
        manage::find_named(self.engine(), name).unwrap().email
    }

    /// A folder that goes when the process does.
    pub fn folder(&self) -> &Path {
        self.world.folder()
    }

    /// Who goes round which pages: one address of each, the first account of the list standing for all.
    pub async fn rounds(&self, page: &super::Page) -> [(&'static str, Role, Vec<String>); 3] {
        let lists =
            ["/", "/accounts", "/contacts", "/leads", "/matrix", "/reports", "/models", "/recalibration"];
        page.open("/accounts").await;
        let account = page.address_of("a.row-title").await;
        page.open("/models").await;
        let model = page.address_of("a.row-title").await;
        let mut pages: Vec<String> = lists.map(str::to_owned).into();
        pages.extend([account, model, format!("/contacts/{}", self.contact_with_lead)]);
        pages.extend([format!("/accounts/{}", self.marked_up.0), format!("/contacts/{}", self.marked_up.1)]);
        pages.extend(super::reports::paths());
        pages.push("/reports/funnel?period=last_month&from=2026-01-01&by=fortnight".to_owned());
        pages.push("/reports/funnel?view=activity&by=quarter".to_owned());
        let parts = ["", "/reasons", "/teams", "/routing?country=FR", "/hours", "/service-level"];
        pages.extend(parts.map(|part| format!("/agreement{part}")));
        pages.extend(["/search?q=s", "/search?q=nobody+at+all", "/search"].map(str::to_owned));
        pages.extend(["/me", "/me/second-factor"].map(str::to_owned));
        // Pages with something wrong are pages too.
        pages.extend(
            ["/nothing", "/accounts?rating=Z9", "/contacts?q=nobody+is+called+so"].map(str::to_owned),
        );
        page.as_somebody(SELLER, Role::SalesLeader).await;
        page.open("/leads?stage=won").await;
        let won = page.address_of("tbody a.row-title").await;
        page.open("/worklist").await;
        let lead = page.address_of("[data-open]").await;
        let lists = ["/worklist", "/worklist?scope=team", "/worklist?stage=opportunity"];
        let worked = lists.map(str::to_owned).into_iter().chain([won, lead]).collect();
        let run =
            ["/imports", "/jobs", "/jobs/new", "/jobs/1", "/jobs/3", "/jobs/runs/1", "/people", "/audit"];
        let mut run: Vec<String> = run.map(str::to_owned).into();
        run.push(format!("/imports/{}", self.import));
        [
            (VIEWER, Role::MarketingLeader, pages),
            (SELLER, Role::SalesLeader, worked),
            ("Ada Admin", Role::Admin, run),
        ]
    }
}

/// A site of its own for the story that publishes: a model with two versions, and somebody whom it scores.
pub fn with_two_versions() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| {
        let world = World::new(Backend::Sqlite);
        world.publish(GRADED_BY_TITLE);
        world.import(Kind::Contacts, "key,title\nmanager,Manager\n").run();
        world.clock().pass_days(1);
        world.publish(&GRADED_BY_TITLE.replace("percent = 60", "percent = 55"));
        world.score();
        world.clock().pass_days(1);
        std::fs::create_dir(world.path("downloads")).unwrap();
        let origin = format!("http://{}", serve(world.engine().clone()));
        Site { world, origin, import: 0, marked_up: (0, 0), contact_with_lead: 0 }
    })
}

fn start() -> Site {
    let world = World::new(Backend::Sqlite);
    world.fill_demo(ACCOUNTS, SEED);
    let import = import(&world);
    world.score_one("marked-up person");
    let marked_up = (world.account("marked-up company").id, world.contact("marked-up person").id);
    let rejected = LeadsQuery { selection: Selection::default().reaching(Stage::Rejected), cursor: None };
    let leads = leads::list(world.engine(), &rejected).unwrap().slice.rows;
    let contact_with_lead = leads.first().expect("the demo has rejected leads").contact.0;
    std::fs::create_dir(world.path("downloads")).unwrap();
    run_jobs(&world);
    let origin = format!("http://{}", serve(world.engine().clone()));
    Site { world, origin, import, marked_up, contact_with_lead }
}

/// Makes the jobs that exist from the start, and runs the first of them once.
fn run_jobs(world: &World) {
    jobs::seed(world.engine()).unwrap();
    jobs::manage::run_now(world.engine(), 1, MARKUP).unwrap().expect("nothing is at work");
    let server = jobs::Server::new(world.engine().clone(), Kinds::standard(), Pace::default(), MARKUP);
    for claim in server.look(1).unwrap() {
        server.execute(&claim);
    }
}

/// Imports files whose texts are markup, and of which some rows cannot come in; returns the one with rejects.
fn import(world: &World) -> i64 {
    let company = row("marked-up company").with("name", MARKUP).with("industry", MARKUP).with("city", MARKUP);
    let company = company.with("owner", MARKUP).with("motto", MARKUP).with("employees", 12);
    world.import(Kind::Accounts, csv(&[company])).run();
    let person = row("marked-up person").with("name", MARKUP).with("title", MARKUP).with("source", MARKUP);
    let person =
        person.with("account id", "marked-up company").with("role", "champion").with("owner", MARKUP);
    world.import(Kind::Contacts, csv(&[person])).run();
    let activities = format!(
        "contact,type,content,campaign,channel,at\n\
         marked-up person,page_view,{quoted},{quoted},{quoted},2026-05-30T10:00:00Z\n\
         marked-up person,page_view,/a,,web,2026-02-30\n\
         marked-up person,page_view,/b,,web,{quoted}\n\
         marked-up person,{quoted},/c,,web,2026-05-31T10:00:00Z\n\
         marked-up person,page_view,/pricing,,web,2026-05-31T10:00:00Z\n",
        quoted = format!("\"{}\"", MARKUP.replace('"', "\"\"")),
    );
    let importer = Principal { user: 1, name: IMPORTER.to_owned(), role: Role::Marketer, team: None };
    let file = world.write_file(FILE, activities);
    let summary = world.import_file(Kind::Activities, file).seen_by(&world.engine().seen_by(importer)).run();
    let lead = row("marked-up lead").with("contact", "marked-up person").with("source", MARKUP);
    let lead = lead.with("owner", MARKUP).with("campaign", MARKUP).with("mql at", "2026-05-30");
    let lead = lead.with("rejected at", "2026-05-31").with("reason", MARKUP).with("note", MARKUP);
    world.import(Kind::Leads, csv(&[lead])).run();
    give_leads(world);
    summary.id
}

/// Leads that wait for people of the stories about the worklist.
fn give_leads(world: &World) {
    let people = [
        ("Anna Accept", REP),
        ("Rene Reject", REP),
        ("Una Undo", SLIPPER),
        ("Pia Plain", PLAIN),
        ("Quentin Quiet", PLAIN),
    ];
    let contacts: Vec<_> = people.iter().map(|(name, _)| row(name).with("name", name)).collect();
    world.import(Kind::Contacts, csv(&contacts)).run();
    let lead = |(name, owner): &(&str, &str)| {
        let lead = row(format!("lead of {name}")).with("contact", name).with("owner", owner);
        lead.with("mql at", "2026-05-30")
    };
    world.import(Kind::Leads, csv(&people.iter().map(lead).collect::<Vec<_>>())).run();
}

/// Serves until the process ends.
fn serve(engine: Engine) -> SocketAddr {
    let (ready, address) = channel();
    let site = std::thread::Builder::new().name("site".to_owned());
    site.spawn(move || run(engine, ready)).unwrap();
    address.recv_timeout(Duration::from_secs(30)).expect("the site does not listen")
}

fn run(engine: Engine, ready: Sender<SocketAddr>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let anywhere = SocketAddr::from(([127, 0, 0, 1], 0));
    runtime
        .block_on(bareme_web::serve(engine, anywhere, move |address| ready.send(address).unwrap()))
        .unwrap();
    // The server takes interrupts from the keyboard for itself: they are meant for the tests too.
    std::process::exit(130);
}
