//! The audit log: what is done is written down with it, in one chain that nobody changes unnoticed.

use std::collections::BTreeMap;

use bareme_engine::audit::{self, Act, AuditFilter, AuditQuery, AuditRow, Chain, Head};
use bareme_engine::doctor::examine;
use bareme_engine::jobs::manage::{self, JobDraft};
use bareme_engine::{EngineError, agreement, models};
use bareme_ingest::Kind;
use bareme_scoring::STARTER;
use bareme_store::inspect::execute;
use bareme_store::{Backend, StoreError, settings};
use bareme_testkit::{World, on_both_databases};

fn rows_of(world: &World, filter: AuditFilter) -> Vec<AuditRow> {
    let mut query = AuditQuery { filter, cursor: None };
    let mut rows = Vec::new();
    loop {
        let slice = audit::list(world.engine(), &query).unwrap();
        rows.extend(slice.rows);
        query.cursor = slice.next;
        if query.cursor.is_none() {
            return rows;
        }
    }
}

fn all(world: &World) -> Vec<AuditRow> {
    rows_of(world, AuditFilter::default())
}

/// The newest entry: who, what, and to which object.
fn newest(world: &World) -> (String, String, String) {
    let row = all(world).into_iter().next().unwrap();
    (row.actor, row.action, format!("{} {}", row.object_kind, row.object_id))
}

fn note(world: &World, actor: &str, number: i64) {
    audit::note_alone(world.engine(), &Act::new(actor, "export", "report", number)).unwrap();
}

fn chain(world: &World, known: Option<&Head>) -> Chain {
    world.database().read(|c| audit::verify(c, known)).unwrap()
}

fn head(world: &World) -> Head {
    match chain(world, None) {
        Chain::Whole(head) => head,
        Chain::Broken { says, .. } => panic!("{says}"),
    }
}

#[test]
fn acts_are_written_down_with_who_did_what_to_what() {
    on_both_databases(|world| {
        world.import(Kind::Contacts, "key,email\nc1,ann@example.org\nc2,bad").run();
        assert_eq!(newest(world), ("tests".into(), "import".into(), "import 1".into()));
        models::publish(world.engine(), STARTER, "Ana").unwrap();
        let name = world.read(bareme_store::models::list)[0].name.clone();
        assert_eq!(newest(world), ("Ana".into(), "model-publish".into(), format!("model {name}")));
        models::publish(world.engine(), STARTER, "Bo").unwrap();
        assert_eq!(newest(world).0, "Ana", "a document that says nothing new is not published");
        let (mut draft, document) = agreement::draft(world.engine()).unwrap();
        draft.fiscal_year.starts_in = 7;
        agreement::save(world.engine(), &draft, &document.digest, "Bo").unwrap().unwrap();
        let row = all(world).remove(0);
        assert_eq!((row.actor.as_str(), row.action.as_str()), ("Bo", "agreement-change"));
        assert_eq!(row.detail.iter().find(|(name, _)| name == "parts").unwrap().1, "[\"service_level\"]");
        let job = JobDraft {
            name: "Nightly".into(),
            kind: "score".into(),
            expression: "0 3 * * *".into(),
            parameters: BTreeMap::new(),
            ..JobDraft::default()
        };
        let id = manage::create(world.engine(), &job, "Cy").unwrap().unwrap();
        manage::pause(world.engine(), id, true, "Cy").unwrap();
        manage::pause(world.engine(), id, true, "Cy").unwrap();
        assert!(manage::delete(world.engine(), id, "Di").unwrap());
        let filter = AuditFilter { object_kind: Some("job".into()), ..AuditFilter::default() };
        let acts: Vec<String> = rows_of(world, filter).into_iter().map(|row| row.action).collect();
        assert_eq!(acts, ["job-delete", "job-pause", "job-create"], "pausing what is paused is no act");
        let text = format!("{:?}", all(world));
        assert!(!text.contains('@'), "no address is in the log: {text}");
        assert_eq!(head(world).seq, 6);
    });
}

#[test]
fn what_is_not_done_is_not_written_down() {
    on_both_databases(|world| {
        note(world, "Ana", 1);
        let failed: Result<(), EngineError> = world.database().write(|c| {
            audit::note(c, world.now(), &Act::new("Ana", "export", "report", 2))?;
            Err(StoreError::Aborted("changed my mind".into()).into())
        });
        assert!(failed.is_err());
        note(world, "Ana", 3);
        assert_eq!(head(world).seq, 2, "the chain has no hole where something was taken back");
    });
}

#[test]
fn many_who_write_at_once_make_one_chain() {
    on_both_databases(|world| {
        std::thread::scope(|scope| {
            for thread in 0..6 {
                scope.spawn(move || (0..15).for_each(|number| note(world, &format!("t{thread}"), number)));
            }
        });
        assert_eq!(head(world).seq, 90);
        let mine = AuditFilter { actors: Some(vec!["t1".into(), "t2".into()]), ..AuditFilter::default() };
        let rows = rows_of(world, mine);
        assert_eq!(rows.len(), 30, "over several pages");
        assert!(rows.windows(2).all(|pair| pair[0].seq > pair[1].seq));
    });
}

#[test]
fn the_log_refuses_to_be_changed_by_whoever() {
    on_both_databases(|world| {
        (1..=3).for_each(|number| note(world, "Ana", number));
        let columns = "(seq, at, actor, action, object_kind, object_id, detail, previous, hash)";
        let mut attempts = vec![
            "UPDATE audit_log SET actor = 'Bo' WHERE seq = 2".to_owned(),
            "DELETE FROM audit_log WHERE seq = 3".to_owned(),
            format!("INSERT INTO audit_log {columns} VALUES (5, 0, '', '', '', '', '', '', '')"),
            format!("INSERT INTO audit_log {columns} VALUES (4, 0, '', '', '', '', '', 'forged', '')"),
        ];
        attempts.push(match world.database().backend() {
            Backend::Sqlite => {
                format!(
                    "INSERT OR REPLACE INTO audit_log {columns} VALUES (3, 0, '', '', '', '', '', '', '')"
                )
            }
            Backend::Postgres => "TRUNCATE audit_log".to_owned(),
        });
        for attempt in attempts {
            let Err(error) = execute(world.database(), &attempt) else { panic!("{attempt} was allowed") };
            assert!(error.to_string().contains("the audit log is append-only"), "{attempt}: {error}");
        }
        assert_eq!(head(world).seq, 3);
    });
}

/// Changes the log as somebody could who owns the database: without its triggers.
fn forge(world: &World, statement: &str) {
    let (off, on) = match world.database().backend() {
        Backend::Sqlite => (
            "DROP TRIGGER audit_log_keep; DROP TRIGGER audit_log_unchanged; DROP TRIGGER audit_log_in_order;",
            "",
        ),
        Backend::Postgres => {
            ("ALTER TABLE audit_log DISABLE TRIGGER USER;", "ALTER TABLE audit_log ENABLE TRIGGER USER;")
        }
    };
    execute(world.database(), &format!("{off} {statement}; {on}")).unwrap();
}

#[test]
fn doctor_says_at_which_entry_the_chain_breaks() {
    let forgeries = [
        ("UPDATE audit_log SET actor = 'Bo' WHERE seq = 3", 3, "entry 3 was changed"),
        ("UPDATE audit_log SET detail = '{\"rows\":1}' WHERE seq = 5", 5, "entry 5 was changed"),
        ("DELETE FROM audit_log WHERE seq = 2", 2, "entry 2 is missing"),
        ("DELETE FROM audit_log WHERE seq >= 4", 4, "entries 4 to 5 were written and are missing"),
        ("DELETE FROM audit_log", 1, "entries 1 to 5 were written and are missing"),
    ];
    for (statement, at, sentence) in forgeries {
        on_both_databases(|world| {
            (1..=5).for_each(|number| note(world, "Ana", number));
            forge(world, statement);
            let Chain::Broken { seq, says } = chain(world, None) else {
                panic!("{statement} went unnoticed")
            };
            assert_eq!(seq, at, "{statement}");
            assert!(says.contains(sentence), "{statement}: {says}");
            let findings = examine(world.engine()).unwrap();
            let finding = findings.iter().find(|finding| finding.check == "Audit log").unwrap();
            assert!(!finding.sound && finding.says == says);
        });
    }
}

#[test]
fn an_end_that_was_written_down_elsewhere_shows_what_the_database_alone_cannot() {
    on_both_databases(|world| {
        (1..=5).for_each(|number| note(world, "Ana", number));
        let known = head(world);
        // Whoever owns the database cuts the log, and mends the note of its end as well.
        forge(world, "DELETE FROM audit_log WHERE seq >= 4");
        let third = all(world).remove(0);
        world.write(|c| settings::upsert(c, "audit_head", &format!("3 {}", third.hash)));
        assert!(matches!(chain(world, None), Chain::Whole(_)), "the database alone says nothing is missing");
        assert!(matches!(chain(world, Some(&known)), Chain::Broken { seq: 4, .. }));
        // And writes another story, in a chain that is sound in itself.
        (4..=6).for_each(|number| note(world, "Bo", number));
        assert!(matches!(chain(world, None), Chain::Whole(_)));
        assert!(matches!(chain(world, Some(&known)), Chain::Broken { seq: 5, .. }));
    });
}
