//! Looking at something changes nothing, whatever the address says: a link on a foreign page can make a browser look.

use std::collections::BTreeMap;

use bareme_access::Role;
use bareme_testkit::{World, on_both_databases};
use bareme_web::rights::table;

use super::{here, serve, tell, visitor};

/// Every address that the router knows, with what is there in the demo.
fn addresses() -> Vec<String> {
    let filled = |pattern: &str| {
        let filled =
            pattern.replace("{id}", "1").replace("{kind}", "funnel").replace("{section}", "conversions");
        let filled = filled.replace("{fingerprint}", "0").replace("{path:.*}", "css/base.css");
        filled.replace("{name}", "lead%20scoring").replace("{act}", "send")
    };
    let found: Vec<String> = table().entries().iter().map(|entry| filled(entry.pattern)).collect();
    assert!(found.len() > 50 && found.iter().all(|address| !address.contains('{')), "{found:?}");
    found
}

/// All rows but those that write down who is in, who looked, or who took a file.
fn rows(world: &World) -> BTreeMap<String, String> {
    world
        .digest()
        .into_iter()
        .filter(|(table, _)| !["audit", "session"].iter().any(|word| table.contains(word)))
        .collect()
}

fn filled(world: &World) {
    world.fill_demo(12, 2);
    bareme_engine::jobs::seed(world.engine()).unwrap();
    assert!(!world.read(bareme_store::models::list).is_empty());
}

#[test]
fn no_address_changes_a_row_when_it_is_looked_at() {
    on_both_databases(|world| {
        filled(world);
        let to = serve(world.engine(), here());
        let cookies = Role::ALL.map(|role| world.signed_in(role.word(), role));
        let before = rows(world);
        tell(async {
            for address in addresses() {
                let acts =
                    "who=Ana&act=accept&seen=1&lead=1.1&name=x&reason=no_need&worked=1&done=saved&lang=fr";
                for path in [address.clone(), format!("{address}?{acts}")] {
                    for (number, method) in ["GET", "HEAD", "OPTIONS", "TRACE", "GET"].iter().enumerate() {
                        // Each role looks in one of the ways; an administrator and a leader of marketing in the first and last.
                        let cookie = &cookies[(number + 3) % cookies.len()];
                        let lines =
                            format!("{method} {path} HTTP/1.1\r\nhost: localhost\r\ncookie: {cookie}");
                        let answer = super::ask(visitor(1), to, &lines).await;
                        assert!(answer.status < 500, "{method} {path}: {answer:?}");
                    }
                }
            }
        });
        assert_eq!(rows(world), before);
    });
}

#[test]
fn every_answer_says_what_browsers_must_not_do() {
    let world = World::new(bareme_engine::Backend::Sqlite);
    filled(&world);
    let to = serve(world.engine(), here());
    let cookie = world.signed_in("Mia Lead", Role::MarketingLeader);
    let large = format!(
        "POST /sign-in HTTP/1.1\r\nhost: localhost\r\nsec-fetch-site: same-origin\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {}",
        1 << 20
    );
    let asked = [
        ("GET / HTTP/1.1\r\nhost: localhost", 200),
        ("GET /nothing HTTP/1.1\r\nhost: localhost", 404),
        ("GET /accounts/x HTTP/1.1\r\nhost: localhost", 404),
        ("GET /accounts?cursor=x HTTP/1.1\r\nhost: localhost", 400),
        ("GET /healthz HTTP/1.1\r\nhost: localhost", 200),
        ("GET /static/0/css/base.css HTTP/1.1\r\nhost: localhost", 200),
        ("GET /static/0/../../Cargo.toml HTTP/1.1\r\nhost: localhost", 404),
        ("GET /preferences?theme=dark&back=%2F%2Fevil.example HTTP/1.1\r\nhost: localhost", 303),
        ("GET / HTTP/1.1\r\nhost: evil.example", 421),
        ("GET http://evil.example/ HTTP/1.1\r\nhost: localhost", 200),
        ("DELETE / HTTP/1.1\r\nhost: localhost\r\nsec-fetch-site: cross-site", 403),
        (
            "POST /sign-in HTTP/1.1\r\nhost: localhost\r\ncontent-type: text/plain\r\nsec-fetch-site: same-origin\r\ncontent-length: 0",
            403,
        ),
        (&large, 413),
        ("GET /leads.csv HTTP/1.1\r\nhost: localhost", 200),
    ];
    tell(async {
        for (lines, status) in asked {
            let answer = super::ask(visitor(1), to, &format!("{lines}\r\ncookie: {cookie}")).await;
            assert_eq!(answer.status, status, "{lines}: {answer:?}");
            let policy = answer.header("content-security-policy").unwrap_or_default();
            assert!(
                policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"),
                "{lines}: {policy}"
            );
            assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{lines}");
            assert_eq!(answer.header("x-frame-options"), Some("deny"), "{lines}");
            assert!(!answer.head.contains("evil.example"), "{lines}: {}", answer.head);
        }
        // What is no request at all never reaches the site; such an answer has no body that could be shown.
        let nonsense = super::ask(visitor(1), to, "GET / HTTP/9.9\r\nhost: localhost").await;
        assert_eq!((nonsense.status, nonsense.body.as_str()), (400, ""));
        let twice =
            super::ask(visitor(1), to, "GET / HTTP/1.1\r\nhost: localhost\r\nhost: evil.example").await;
        assert_eq!((twice.status, twice.body.as_str()), (400, ""), "two names are one too many");
    });
}
