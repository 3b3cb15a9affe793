//! A crowd is refused in part and never stops the site; one who asks too much stops nobody else.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};

use bareme_access::Role;
use bareme_engine::Backend;
use bareme_testkit::World;
use bareme_web::{Limits, Site};

use super::{get, get_as, here, serve, tell, visitor};

#[test]
fn one_who_asks_for_more_than_their_share_stops_nobody_else() {
    let world = World::new(Backend::Sqlite);
    world.fill_demo(12, 2);
    let limits = Limits { at_once: 4, at_once_each: 2, per_second: 1e6, burst: 1e6, ..Limits::default() };
    let cookie = Arc::new(world.signed_in("Mia Lead", Role::MarketingLeader));
    let to = serve(world.engine(), Site { limits, ..here() });
    tell(async {
        let over = Arc::new(AtomicBool::new(false));
        let (answered, refused) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let mut noise = Vec::new();
        for _ in 0..20 {
            let (over, answered, refused) = (over.clone(), answered.clone(), refused.clone());
            let cookie = cookie.clone();
            noise.push(tokio::spawn(async move {
                while !over.load(Relaxed) {
                    let answer = get_as(&cookie, visitor(2), to, "/accounts").await;
                    match answer.status {
                        200 => answered.fetch_add(1, Relaxed),
                        429 | 503 => {
                            let wait: u64 = answer.header("retry-after").unwrap().parse().unwrap();
                            assert!((1..=60).contains(&wait) && answer.body.contains("Wait"), "{answer:?}");
                            refused.fetch_add(1, Relaxed)
                        }
                        _ => panic!("{answer:?}"),
                    };
                }
            }));
        }
        for path in ["/", "/accounts", "/contacts", "/leads", "/reports/funnel", "/healthz"].repeat(5) {
            assert_eq!(get_as(&cookie, visitor(3), to, path).await.status, 200, "{path}");
        }
        over.store(true, Relaxed);
        for one in noise {
            one.await.unwrap();
        }
        assert!(answered.load(Relaxed) > 0 && refused.load(Relaxed) > 0, "{answered:?} {refused:?}");
        assert_eq!(get_as(&cookie, visitor(2), to, "/accounts").await.status, 200, "the noise is over");
    });
}

#[test]
fn who_asks_too_often_is_told_when_to_come_back() {
    let world = World::new(Backend::Sqlite);
    let limits = Limits { per_second: 0.01, burst: 5.0, ..Limits::default() };
    let to = serve(world.engine(), Site { limits, ..here() });
    tell(async {
        let mut statuses = Vec::new();
        for _ in 0..7 {
            statuses.push(get(visitor(2), to, "/sign-in").await.status);
        }
        assert_eq!(statuses, [200, 200, 200, 200, 200, 429, 429]);
        let french = "GET / HTTP/1.1\r\nhost: localhost\r\naccept-language: fr\r\nx-forwarded-for: 127.0.0.9";
        let refused = super::ask(visitor(2), to, french).await;
        assert_eq!(refused.status, 429, "nobody is believed to be somebody else");
        assert_eq!(refused.header("retry-after"), Some("100"));
        assert!(refused.body.contains("Attendez"), "{refused:?}");
        assert!(refused.header("content-security-policy").is_some());
        for free in ["/healthz", "/static/0/css/base.css"] {
            assert_eq!(get(visitor(2), to, free).await.status, 200, "{free}");
        }
        assert_eq!(get(visitor(3), to, "/sign-in").await.status, 200);
    });
}
