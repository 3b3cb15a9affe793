//! The agreement in the database: what is shipped until somebody sets one, and nobody's change lost.

use bareme_engine::agreement::{self, AgreementDraft, NotSaved};
use bareme_engine::{Engine, EngineError};
use bareme_ingest::Kind;
use bareme_scoring::{Reason, ReasonPolicy, Team};
use bareme_store::settings;
use bareme_testkit::{World, on_both_databases};

fn in_force(engine: &Engine) -> std::sync::Arc<agreement::Agreement> {
    engine.database().read(|c| engine.agreement(c)).unwrap()
}

fn team(name: &str, members: &[&str]) -> Team {
    let members = members.iter().map(|member| (*member).to_owned()).collect();
    Team { name: name.to_owned(), members, ..Team::default() }
}

fn reason(code: &str) -> Reason {
    let (code, policy) = (code.to_owned(), ReasonPolicy::Recycle);
    Reason { code, policy, cool_off_days: None, label: None, retired: false }
}

#[test]
fn what_is_shipped_holds_until_somebody_sets_something_else() {
    on_both_databases(|world| {
        let shipped = in_force(world.engine());
        assert_eq!(shipped.reasons.offered().count(), 10);
        assert_eq!((shipped.teams.len(), shipped.cool_off_days, shipped.fiscal_year_start), (0, 30, 1));
        assert!(agreement::document(world.engine()).unwrap().saved.is_none());
        // The setting of the time before there was an agreement.
        world.write(|c| settings::upsert(c, "fiscal_year_start", "4"));
        assert_eq!(in_force(world.engine()).fiscal_year_start, 4);
        let (mut draft, document) = agreement::draft(world.engine()).unwrap();
        assert_eq!(draft.fiscal_year.starts_in, 4, "the form begins with what holds");
        draft.fiscal_year.starts_in = 7;
        agreement::save(world.engine(), &draft, &document.digest, "Ana").unwrap().unwrap();
        assert_eq!(in_force(world.engine()).fiscal_year_start, 7);
        let saved = agreement::document(world.engine()).unwrap().saved.unwrap();
        assert_eq!((saved.by.as_str(), saved.at), ("Ana", world.now()));
    });
}

#[test]
fn another_server_sees_a_change_at_once() {
    on_both_databases(|world| {
        let database = bareme_engine::Database::open(world.url(), 2).unwrap();
        let other = Engine::new(database, std::sync::Arc::new(bareme_testkit::FixedClock::new(world.now())));
        assert_eq!(in_force(&other).teams, []);
        let (mut draft, document) = agreement::draft(world.engine()).unwrap();
        draft.teams = vec![team("North", &["Ana"])];
        agreement::save(world.engine(), &draft, &document.digest, "Ana").unwrap().unwrap();
        assert_eq!(in_force(&other).teams, draft.teams);
    });
}

#[test]
fn of_many_who_change_the_same_agreement_one_wins_and_the_others_are_told_by_whom() {
    on_both_databases(|world| {
        for round in 0..3 {
            let (draft, document) = agreement::draft(world.engine()).unwrap();
            let outcomes: Vec<_> = std::thread::scope(|scope| {
                let threads: Vec<_> = (0..4)
                    .map(|person| {
                        let (mut draft, digest) = (draft.clone(), document.digest.clone());
                        draft.teams = vec![team(&format!("t{round}-{person}"), &["Ana"])];
                        let who = format!("p{person}");
                        scope.spawn(move || agreement::save(world.engine(), &draft, &digest, &who).unwrap())
                    })
                    .collect();
                threads.into_iter().map(|thread| thread.join().unwrap()).collect()
            });
            let winners: Vec<usize> = (0..4).filter(|person| outcomes[*person].is_ok()).collect();
            let [winner] = winners.as_slice() else { panic!("{outcomes:?}") };
            assert_eq!(in_force(world.engine()).teams[0].name, format!("t{round}-{winner}"));
            for outcome in outcomes.iter().filter_map(|outcome| outcome.as_ref().err()) {
                assert!(matches!(outcome, NotSaved::Changed(_)), "{outcome:?}");
            }
            // Who comes later still is told, too, and by whom.
            let late = agreement::save(world.engine(), &draft, &document.digest, "late").unwrap();
            let Err(NotSaved::Changed(Some(by))) = late else { panic!("{late:?}") };
            assert_eq!(by.by, format!("p{winner}"));
        }
    });
}

#[test]
fn what_cannot_be_used_is_not_saved_and_every_problem_is_told() {
    on_both_databases(|world| {
        let (mut draft, document) = agreement::draft(world.engine()).unwrap();
        "Paris".clone_into(&mut draft.calendar.zone);
        "fast".clone_into(&mut draft.service_level.clock);
        draft.reasons.0.push(reason("No Code"));
        let refused = agreement::save(world.engine(), &draft, &document.digest, "Ana").unwrap();
        let Err(NotSaved::Problems(problems)) = refused else { panic!("{refused:?}") };
        let places: Vec<&str> = problems.iter().map(|problem| problem.path.as_str()).collect();
        assert_eq!(places, ["reason[11].code", "calendar.zone", "service_level.clock"]);
        let after = agreement::document(world.engine()).unwrap();
        assert_eq!((after.text, after.saved), (document.text, None), "nothing was written");
    });
}

#[test]
fn a_reason_that_leads_name_is_retired_rather_than_removed() {
    on_both_databases(|world| {
        world.import(Kind::Contacts, "key\nc\n").run();
        let lead = "key,contact,mql at,rejected at,reason\nl1,c,2026-05-20,2026-05-25T12:00:00Z,no_budget\n";
        world.import(Kind::Leads, lead).run();
        let (mut draft, document) = agreement::draft(world.engine()).unwrap();
        draft.reasons.0 = vec![reason("other"), reason("too_small")];
        let change = agreement::save(world.engine(), &draft, &document.digest, "Ana").unwrap().unwrap();
        assert_eq!(change.retired, ["no_budget"]);
        let reasons = in_force(world.engine()).reasons.clone();
        let all: Vec<(&str, bool)> =
            reasons.0.iter().map(|reason| (reason.code.as_str(), reason.retired)).collect();
        assert_eq!(all, [("other", false), ("too_small", false), ("no_budget", true)]);
        assert!(reasons.find("no_budget").is_none(), "it is not offered any more");
        // A file cannot be mended silently, because it is kept as it was written.
        let text = "[[reason]]\ncode = \"other\"\npolicy = \"recycle\"\n";
        let Err(EngineError::Invalid(sentence)) = agreement::set(world.engine(), text, None, "Ana") else {
            panic!("a reason of the log was removed")
        };
        assert!(sentence.contains("no_budget"), "{sentence}");
    });
}

#[test]
fn a_file_is_kept_with_its_comments_and_can_be_set_again() {
    on_both_databases(|world: &World| {
        let text = "# Agreed in the meeting of 1 June.\n[fiscal_year]\nstarts_in = 10\n";
        let first = agreement::set(world.engine(), text, None, "Ana").unwrap().unwrap();
        assert_eq!(agreement::document(world.engine()).unwrap().text, text);
        assert_eq!(in_force(world.engine()).fiscal_year_start, 10);
        let again = agreement::set(world.engine(), text, Some(&first.digest), "Bo").unwrap().unwrap();
        assert_eq!(again.digest, first.digest);
        let saved = agreement::document(world.engine()).unwrap().saved.unwrap();
        assert_eq!(saved.by, "Ana", "who changes nothing has saved nothing");
        let warned = agreement::check_document(world.engine(), &AgreementDraft::default().to_toml()).unwrap();
        assert_eq!(warned.problems, []);
    });
}
