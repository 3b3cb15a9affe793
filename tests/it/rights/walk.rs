//! Every address of the table × every role × (own, a teammate's, another team's, missing), and whoever is not in. What is
//! expected follows from the table of permissions; nothing is expected by hand.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::http::StatusCode;
use actix_web::test as http;
use bareme_access::{Principal, Role, Scope};
use bareme_engine::people::{Standing, manage, set_second_factor_roles};
use bareme_engine::reports::{English, ReportKind, ReportQuery, report};
use bareme_engine::{Backend, saved_views};
use bareme_store::inspect::{list_columns, list_texts};
use bareme_testkit::{World, cookie, email};
use bareme_web::rights::{Access, Entry, Verb, may_ask, table};

use super::world::two_teams;

/// Everybody who walks, with the team that the agreement names them in.
const WALKERS: [(&str, Role, Option<&str>); 5] = [
    ("Maya", Role::Marketer, None),
    ("Rita", Role::Rep, Some("North")),
    ("Lena", Role::SalesLeader, Some("North")),
    ("Mo", Role::MarketingLeader, None),
    ("Adi", Role::Admin, None),
];

/// Whose the object of an address is, seen from Rita of the north.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Object {
    /// The address names no single object that is anybody's.
    None,
    /// Rita's.
    Own,
    /// In the queue of the north.
    Queue,
    /// Tom's, of the north.
    Mates,
    /// Uma's, of the south.
    Others,
    /// There is none.
    Missing,
    /// Something else of the house, which may or may not be there.
    House,
}

/// One address to ask for.
#[derive(Clone, Debug)]
struct Step {
    entry: Entry,
    path: String,
    object: Object,
}

impl Step {
    /// A form that somebody may send, for something that is not there.
    fn is_form_of_nothing(&self, who: &Principal) -> bool {
        let may = match self.entry.access {
            Access::To(action) => who.may(action),
            Access::Public | Access::SignedIn => true,
        };
        may && self.object == Object::Missing && self.entry.verb == Verb::Post
    }

    /// Whether somebody gets past the door: `None` where that depends on more than the table says.
    fn opens(&self, who: &Principal) -> Option<bool> {
        let Access::To(action) = self.entry.access else {
            return if self.object == Object::Missing { Some(false) } else { None };
        };
        let (own, mates) = match who.scope(action) {
            Scope::Nothing => return Some(false),
            Scope::All | Scope::Masked | Scope::Aggregates => (true, true),
            Scope::Team { team, .. } => (team == "North", team == "North"),
            Scope::Own { name, .. } => (name == "Rita", false),
        };
        let queue = own || mates;
        let all = matches!(who.scope(action), Scope::All | Scope::Masked);
        match self.object {
            Object::None => Some(true),
            Object::Own => Some(own),
            Object::Mates => Some(mates),
            Object::Queue => Some(queue),
            Object::Others => Some(all),
            Object::Missing => Some(false),
            Object::House => None,
        }
    }
}

fn principal((name, role, team): (&str, Role, Option<&str>)) -> Principal {
    Principal { user: 1, name: name.to_owned(), role, team: team.map(str::to_owned) }
}

/// The addresses that stand for a line of the table.
fn steps(world: &World, leads: super::world::Leads) -> Vec<Step> {
    let view = saved_views::save(world.engine(), "funnel", "All", "by=source", None).unwrap().unwrap();
    let made = report(world.engine(), ReportKind::Funnel, &ReportQuery::default(), &English).unwrap();
    let section = made.sections.first().map_or("none", |section| section.key);
    let model = world.read(bareme_store::models::list).remove(0).name;
    let people = [
        (Object::Own, leads.own, "Ana Own", "Company of Rita"),
        (Object::Queue, leads.queue, "Dan Queue", "Company of Olaf"),
        (Object::Mates, leads.mates, "Ben Mate", "Company of Tom"),
        (Object::Others, leads.others, "Cleo Other", "Company of Uma"),
    ];
    let mut steps = Vec::new();
    for entry in table().entries() {
        let mut add = |object, path: String| steps.push(Step { entry, path, object });
        let at = |id: i64| entry.pattern.replace("{id}", &id.to_string());
        let kind = entry.pattern.split('/').nth(1).unwrap_or_default();
        if entry.pattern.contains("{id}") {
            let owned = matches!(kind, "leads" | "contacts" | "accounts");
            for (object, lead, contact, account) in people.iter().filter(|_| owned) {
                let id = match kind {
                    "leads" => *lead,
                    "contacts" => world.contact(contact).id,
                    _ => world.account(account).id,
                };
                add(*object, at(id));
            }
            let rest = |path: String| path.replace("{section}", section).replace("{act}", "pause");
            for id in [0, 99_999, i64::MAX] {
                add(Object::Missing, rest(at(id)));
            }
            if !owned {
                add(Object::House, rest(at(if kind == "views" { view } else { 1 })));
            }
            continue;
        }
        let path = entry.pattern.replace("{kind}", "funnel").replace("{section}", section);
        let path = path.replace("{name}", &model).replace("{fingerprint}/{path:.*}", "0/css/base.css");
        assert!(!path.contains('{'), "say what stands for the parts of {}", entry.pattern);
        let object = if path == entry.pattern { Object::None } else { Object::House };
        // The form of a new mail is that of some report.
        let mail = if path.ends_with("/mails/new") { "?report=funnel" } else { "" };
        add(object, path + mail);
    }
    steps
}

/// Every row of the database but those of sessions, which note when they were last seen.
fn rows(world: &World) -> BTreeMap<String, Vec<String>> {
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for column in list_columns(world.database()).unwrap() {
        tables.entry(column.table_name).or_default().push(format!("quote({})", column.column_name));
    }
    tables.retain(|table, _| !table.contains("session"));
    let read = |(table, columns): (String, Vec<String>)| {
        let query = format!("SELECT {} AS value FROM {table} ORDER BY 1", columns.join(" || '|' || "));
        let rows = list_texts(world.database(), &query).unwrap();
        (table, rows)
    };
    tables.into_iter().map(read).collect()
}

/// A page without what differs between two requests: its number, its own address, and what leads back to it.
fn normalised(page: &str) -> String {
    let mut text = String::new();
    for word in page.split_inclusive(['"', '<', '>', ' ', '\n']) {
        let is_number = word.len() >= 36 && word.matches('-').count() >= 4;
        if !(is_number || word.contains("back=")) {
            text.push_str(word);
        }
    }
    text
}

/// Asks the site. A macro, because the type of a request has no name outside of actix.
macro_rules! ask {
    ($world:expr, $site:expr, $step:expr, $cookie:expr) => {{
        let cookie: Option<&str> = $cookie;
        let request = match $step.entry.verb {
            Verb::Get => http::TestRequest::get(),
            Verb::Post => http::TestRequest::post()
                .insert_header(("Sec-Fetch-Site", "same-origin"))
                .insert_header(("Content-Type", "application/x-www-form-urlencoded"))
                .set_payload($world.sealed("", cookie.unwrap_or_default())),
        };
        let request = match cookie {
            Some(cookie) => request.insert_header(("Cookie", cookie.to_owned())),
            None => request,
        };
        let response = http::call_service(&$site, request.uri(&$step.path).to_request()).await;
        let (status, location) = (response.status(), response.headers().get("Location").cloned());
        let body = http::read_body(response).await;
        let location = location.map(|value| value.to_str().unwrap_or_default().to_owned());
        (status, location, String::from_utf8_lossy(&body).into_owned())
    }};
}

fn nowhere(verb: Verb) -> Step {
    let entry = Entry { verb, pattern: "/", access: Access::SignedIn };
    Step { entry, path: "/nobody/knows/this".to_owned(), object: Object::Missing }
}

#[actix_web::test]
async fn every_address_answers_each_role_as_the_table_says() {
    let world = World::new(Backend::Sqlite);
    let leads = two_teams(&world);
    let steps = steps(&world, leads);
    let site = http::init_service(bareme_web::app(world.engine().clone())).await;
    for walker in WALKERS {
        let (who, cookie) = (principal(walker), world.signed_in(walker.0, walker.1));
        let missing = [Verb::Get, Verb::Post].map(nowhere);
        let missing =
            [ask!(world, site, missing[0], Some(&cookie)).2, ask!(world, site, missing[1], Some(&cookie)).2];
        let before = rows(&world);
        for step in steps.iter().filter(|step| step.opens(&who) == Some(false)) {
            let (status, _, body) = ask!(world, site, step, Some(&cookie));
            if step.is_form_of_nothing(&who) && status.is_client_error() {
                // What is wrong with the form is told before anybody looks for what it is about.
                continue;
            }
            assert_eq!(status, StatusCode::NOT_FOUND, "{walker:?} {step:?}");
            let like = &missing[usize::from(step.entry.verb == Verb::Post)];
            let gone = step.path.starts_with("/views/");
            assert!(gone || normalised(&body) == normalised(like), "{walker:?} {step:?}:\n{body}\n\n{like}");
        }
        assert_eq!(rows(&world), before, "a refusal changed something for {walker:?}");
        for step in steps.iter().filter(|step| step.entry.verb == Verb::Get) {
            let (status, location, _) = ask!(world, site, step, Some(&cookie));
            let fine = status.is_success() || (status.is_redirection() && step.opens(&who).is_none());
            match step.opens(&who) {
                Some(true) => assert!(fine, "{walker:?} {step:?}: {status} {location:?}"),
                Some(false) => {}
                None => assert!(fine || status == StatusCode::NOT_FOUND, "{walker:?} {step:?}: {status}"),
            }
        }
        for step in steps.iter().filter(|step| step.entry.verb == Verb::Post) {
            // What is sent is empty: it is refused beside its fields, and never for who sent it.
            if step.opens(&who) == Some(true) {
                let (status, location, _) = ask!(world, site, step, Some(&cookie));
                let way_in = location.as_deref().is_some_and(|place| place.starts_with("/sign-in"));
                assert!(!status.is_server_error() && !way_in, "{walker:?} {step:?}: {status}");
                // An empty form may fail to name what it is about.
                let named = step.object != Object::None;
                assert!(!named || status != StatusCode::NOT_FOUND, "{walker:?} {step:?}");
            }
        }
    }
}

#[actix_web::test]
async fn whoever_is_not_in_is_shown_the_way_in_and_nothing_else() {
    let world = World::new(Backend::Sqlite);
    let leads = two_teams(&world);
    let steps = steps(&world, leads);
    let site = http::init_service(bareme_web::app(world.engine().clone())).await;
    let disabled = world.signed_in("Mo", Role::MarketingLeader);
    let pending = world.signed_in("Adi", Role::Admin);
    let expired = world.signed_in("Lena", Role::SalesLeader);
    let person = |name: &str| {
        let all = manage::list(world.engine()).unwrap();
        all.into_iter().find(|person| person.name == name).unwrap().id
    };
    manage::disable(world.engine(), person("Mo"), true).unwrap().unwrap();
    set_second_factor_roles(world.engine(), &BTreeSet::from([Role::Admin])).unwrap();
    let opened = world.sign_in(&email("Adi"));
    assert_ne!(opened.standing, Standing::Full);
    let factor = cookie(&opened.token);
    let before = rows(&world);
    let cases = [
        ("nobody", None, 0),
        ("made up", Some("__Host-session=AAAA".to_owned()), 0),
        ("disabled", Some(disabled), 0),
        ("second factor pending", Some(factor), 0),
        ("second factor demanded since", Some(pending), 0),
        ("expired", Some(expired), 400),
    ];
    for (case, cookie, days) in cases {
        world.clock().set(world.now().plus_days(days));
        for step in steps.iter().filter(|step| step.entry.access != Access::Public) {
            let own = ["/sign-in/code", "/me/second-factor", "/me/second-factor/acts"];
            if case.starts_with("second") && own.contains(&step.entry.pattern) {
                continue;
            }
            let (status, location, body) = ask!(world, site, step, cookie.as_deref());
            let place = location.unwrap_or_default();
            let way_in = place.starts_with("/sign-in") || place.starts_with("/me/second-factor");
            let shown = if step.entry.verb == Verb::Get {
                status.is_redirection() && way_in
            } else {
                status.is_client_error()
            };
            assert!(shown, "{case} {step:?}: {status} {place}");
            assert!(!body.contains("Ana Own") && !body.contains("example.com"), "{case} {step:?}: {body}");
        }
        assert_eq!(rows(&world), before, "{case} changed something");
    }
}

/// The addresses of this site in an attribute of a page.
fn addresses(page: &str, attribute: &str) -> Vec<String> {
    let begins = format!(" {attribute}=\"");
    let parts = page.split(&begins).skip(1);
    let read =
        |part: &str| part.split('"').next().unwrap_or_default().replace("&#38;", "&").replace("&amp;", "&");
    let own = |address: &String| address.starts_with('/') && !address.starts_with("/static/");
    parts
        .map(read)
        .filter(own)
        .map(|address| address.split('#').next().unwrap_or_default().to_owned())
        .collect()
}

#[actix_web::test]
async fn nobody_is_shown_a_way_that_is_closed_to_them() {
    let world = World::new(Backend::Sqlite);
    world.fill_demo(12, 3);
    let owner = world.read(|c| bareme_store::lists::list_owners(c, 1)).remove(0);
    let site = http::init_service(bareme_web::app(world.engine().clone())).await;
    for (name, role) in [
        ("Maya", Role::Marketer),
        (owner.as_str(), Role::Rep),
        ("Lena", Role::SalesLeader),
        ("Mo", Role::MarketingLeader),
        ("Adi", Role::Admin),
    ] {
        let cookie = world.signed_in(name, role);
        let mut seen = BTreeSet::new();
        let mut waiting = vec![("/".to_owned(), String::new())];
        while let Some((path, from)) = waiting.pop().filter(|_| seen.len() < 120) {
            if path.starts_with("/preferences") || !seen.insert(path.clone()) {
                continue;
            }
            let mut step = nowhere(Verb::Get);
            step.path.clone_from(&path);
            let (status, _, body) = ask!(world, site, step, Some(&cookie));
            // Who stands beside one's own without a name has a page for others.
            let beside = from.starts_with("/accounts/") || from.starts_with("/contacts/");
            if role == Role::Rep && beside && status == StatusCode::NOT_FOUND {
                continue;
            }
            assert!(status.is_success(), "{role:?}: {from} leads to {path}: {status}");
            for form in body.split("<form").skip(1).filter(|form| form.contains("method=\"post\"")) {
                let form = form.split('>').next().unwrap_or_default();
                for address in addresses(form, "action") {
                    let open = may_ask(Some(role), Verb::Post, &address);
                    assert!(open, "{role:?}: {path} has a form for {address}");
                }
            }
            waiting.extend(addresses(&body, "href").into_iter().map(|link| (link, path.clone())));
        }
        assert!(seen.len() > 10, "{role:?} found little: {seen:?}");
    }
}
