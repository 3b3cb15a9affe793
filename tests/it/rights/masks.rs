//! The admin sees that people are there, and not who.

use bareme_engine::audit::{self, AuditFilter, AuditQuery};
use bareme_engine::pages::contacts::{self, ContactsQuery};
use bareme_engine::pages::{accounts, lead, leads, search};
use bareme_engine::{Engine, EngineError};
use bareme_store::lists::ContactSort;
use bareme_testkit::on_both_databases;

use super::world::{adi, lena, rita, two_teams};

const SECRETS: [&str; 8] = [
    "Ana Own", "Ben Mate", "Cleo", "Queue", "ana.own@", "ben.mate", "23 45 67",
    // The folded form, as sort values and cursors have it.
    "ana own",
];

#[test]
fn names_addresses_and_numbers_are_shortened_everywhere() {
    on_both_databases(|world| {
        two_teams(world);
        let engine = adi(world);
        let contact = world.contact("Ana Own").id;
        let account = world.account("Company of Rita").id;
        let shown = [
            format!("{:?}", contacts::list(&engine, &ContactsQuery::default()).unwrap()),
            format!("{:?}", contacts::show(&engine, contact, None, None).unwrap()),
            format!("{:?}", accounts::show(&engine, account, None, None).unwrap()),
            format!("{:?}", search::search(&engine, "ana.own@example.com").unwrap().contacts),
        ];
        for text in shown {
            for secret in SECRETS {
                assert!(!text.contains(secret), "{secret} in {text}");
            }
            assert!(text.contains("A… O…"), "{text}");
        }
        let view = contacts::show(&engine, contact, None, None).unwrap();
        assert_eq!(view.row.email.as_deref(), Some("a…@example.com"));
        assert!(view.attributes.contains(&("phone".to_owned(), "…89".to_owned())), "{:?}", view.attributes);
        assert!(view.attributes.contains(&("title".to_owned(), "Chief".to_owned())));
    });
}

#[test]
fn neither_an_order_nor_half_an_address_tells_what_is_masked() {
    on_both_databases(|world| {
        two_teams(world);
        let engine = adi(world);
        let found = |text: &str| search::search(&engine, text).unwrap().contacts.len();
        for half in ["ana", "a", "ana.own@example.co", "own", "Ana Own ", "example.com"] {
            // The whole key finds: it is what somebody who asks to be erased gives.
            let whole = half.trim() == "Ana Own";
            assert_eq!(found(half), usize::from(whole), "{half}");
            let query = ContactsQuery { search: Some(half.to_owned()), ..ContactsQuery::default() };
            assert_eq!(contacts::list(&engine, &query).unwrap().slice.rows.len(), usize::from(whole));
        }
        assert_eq!(found("ANA.OWN@example.com"), 1);
        let query = ContactsQuery { sort: ContactSort::Name, limit: 1, ..ContactsQuery::default() };
        let page = contacts::list(&engine, &query).unwrap().slice;
        let cursor = page.next.unwrap();
        // A cursor holds the sort value: of an order by arrival, a number.
        assert!(cursor.starts_with("an."), "{cursor}");
        let reversed = ContactsQuery { reversed: true, ..query };
        assert_ne!(contacts::list(&engine, &reversed).unwrap().slice.rows[0].id, page.rows[0].id);
    });
}

#[test]
fn there_is_no_list_of_leads_behind_the_figures() {
    on_both_databases(|world| {
        let ids = two_teams(world);
        let engine = adi(world);
        let list = leads::list(&engine, &leads::LeadsQuery::default());
        assert!(matches!(list, Err(EngineError::NotFound { .. })));
        assert!(matches!(lead::show(&engine, ids.own, None), Err(EngineError::NotFound { .. })));
    });
}

#[test]
fn each_look_of_the_admin_is_written_down_and_a_leader_reads_what_the_team_did() {
    on_both_databases(|world| {
        two_teams(world);
        let looks = |engine: &Engine| {
            let rows = audit::list(engine, &AuditQuery::default()).unwrap().rows;
            rows.into_iter().map(|row| (row.actor, row.action, row.object_id)).collect::<Vec<_>>()
        };
        let before = looks(&adi(world)).len();
        let contact = world.contact("Ana Own").id;
        contacts::show(&adi(world), contact, None, None).unwrap();
        contacts::list(&adi(world), &ContactsQuery::default()).unwrap();
        // Who sees what is theirs leaves no trace.
        contacts::show(&rita(world), contact, None, None).unwrap();
        let after = looks(&adi(world));
        assert_eq!(after.len(), before + 2);
        let look = |id: &str| ("Adi".to_owned(), "look".to_owned(), id.to_owned());
        assert!(after.contains(&look(&contact.to_string())) && after.contains(&look("list")), "{after:?}");
        assert!(looks(&lena(world)).iter().all(|(actor, _, _)| actor != "Adi"));
        let asked = AuditFilter { actors: Some(vec!["Adi".to_owned()]), ..AuditFilter::default() };
        let query = AuditQuery { filter: asked, ..AuditQuery::default() };
        assert!(audit::list(&lena(world), &query).unwrap().rows.is_empty());
        assert!(matches!(audit::list(&rita(world), &query), Err(EngineError::NotFound { .. })));
    });
}
