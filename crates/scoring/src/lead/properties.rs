//! For all leads: a log always adds up, a refusal changes nothing, and imported history never invents or rewrites.

use proptest::prelude::*;

use super::{Detail, Event, Lead, Reasons, Refusal, Stage, Transition, history, project};
use crate::{Instant, LeadRecord};

fn day(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

fn now() -> Instant {
    day("2027-01-01")
}

fn because(reason: &str) -> Detail {
    Detail { reason: Some(reason.into()), ..Detail::default() }
}

/// A walk through the table: each number chooses the next step, and how many hours pass before it.
fn walk() -> impl Strategy<Value = Vec<Transition>> {
    prop::collection::vec((0_usize..100, 0_i64..100), 0..8).prop_map(|choices| {
        let mut lead = Lead::default();
        let mut log = Vec::new();
        let mut at = day("2026-01-01");
        for (choice, hours) in choices {
            at = at.plus_millis(hours * 3_600_000);
            let open: Vec<(Event, Stage)> = Event::ALL
                .into_iter()
                .flat_map(|event| event.targets(lead.stage).map(move |to| (event, to)))
                .filter(|(event, _)| *event != Event::Inquire || lead.seq == 0)
                .collect();
            let Some((event, to)) = open.get(choice % open.len().max(1)) else { break };
            let mut entry = lead.step(*event, *to, at, "test");
            entry.detail.reason = Some("other".into());
            lead.apply(&entry).unwrap();
            log.push(entry);
        }
        log
    })
}

fn any_entry() -> impl Strategy<Value = Transition> {
    let stage = prop::sample::select(Stage::ALL.to_vec());
    let event = prop::sample::select(Event::ALL.to_vec());
    (0_u32..9, stage.clone(), stage, event, -50_i64..50, any::<bool>()).prop_map(
        |(seq, from, to, event, days, why)| {
            let detail = if why { because("other") } else { Detail::default() };
            let at = day("2026-01-15").plus_days(days);
            Transition {
                seq,
                at,
                recorded_at: at,
                from,
                to,
                event,
                who: "test".into(),
                implied: false,
                detail,
            }
        },
    )
}

/// The stages of a log as a file would tell them.
fn stages_of(log: &[Transition]) -> LeadRecord {
    // A file knows stages: who has a lead, and that it was marked overdue, is not among them.
    let reached = |entry: &&Transition| entry.from != entry.to || entry.event == Event::Inquire;
    let stages = log.iter().filter(reached).map(|entry| (entry.to, entry.at)).collect();
    LeadRecord { stages, reason: Some("other".into()), ..LeadRecord::default() }
}

fn import(record: &LeadRecord, log: &[Transition]) -> Result<Vec<Transition>, Refusal> {
    history(record, "import", log, &Reasons::default(), now())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_log_applied_entry_by_entry_gives_what_it_gives_at_once(log in walk()) {
        let mut lead = Lead::default();
        for length in 0..=log.len() {
            prop_assert_eq!(project(&log[..length]), Ok(lead.clone()));
            if let Some(entry) = log.get(length) {
                lead.apply(entry).unwrap();
            }
        }
        prop_assert_eq!(lead.closed_at.is_some(), lead.stage.is_closed());
        prop_assert_eq!(lead.last_at, log.last().map(|entry| entry.at));
    }

    #[test]
    fn a_refused_entry_changes_nothing(log in walk(), entry in any_entry()) {
        let before = project(&log).unwrap();
        let mut lead = before.clone();
        let allowed = entry.event.targets(before.stage).any(|to| to == entry.to);
        match lead.apply(&entry) {
            Ok(()) => prop_assert!(allowed && entry.from == before.stage && entry.seq == before.seq + 1),
            Err(refusal) => {
                prop_assert_eq!(lead, before);
                prop_assert!(!refusal.to_string().is_empty());
            }
        }
    }

    #[test]
    fn what_is_decided_always_extends_the_log(log in walk(), event in prop::sample::select(Event::ALL.to_vec())) {
        let mut lead = project(&log).unwrap();
        if let Ok(written) = lead.decide(event, now(), "sales", because("student"), &Reasons::default()) {
            for entry in &written {
                prop_assert_eq!(lead.apply(entry), Ok(()));
            }
            prop_assert!(lead.stage != Stage::Rejected);
        }
    }

    #[test]
    fn any_lived_history_can_be_imported_and_imported_again(log in walk(), keep in prop::collection::vec(any::<bool>(), 8)) {
        let kept: Vec<Transition> =
            log.iter().zip(&keep).filter(|(_, keep)| **keep).map(|(entry, _)| entry.clone()).collect();
        let record = stages_of(&kept);
        let imported = import(&record, &[]).unwrap();
        let lead = project(&imported).unwrap();
        for (stage, at) in &record.stages {
            let reached = lead.reached(*stage).unwrap();
            prop_assert_eq!((reached.at, reached.implied), (*at, false));
        }
        let explicit = imported.iter().filter(|entry| !entry.implied).count();
        prop_assert_eq!(explicit, record.stages.len());
        prop_assert_eq!(import(&record, &imported), Ok(vec![]));
    }

    #[test]
    fn a_history_that_arrives_in_two_files_gives_the_log_of_one(log in walk(), cut in 0_usize..8) {
        let (early, _) = log.split_at(cut.min(log.len()));
        // A rejection that nothing follows is closed by its reason; the rest of it must come with it.
        prop_assume!(early.last().is_none_or(|entry| entry.to != Stage::Rejected));
        let mut in_two = import(&stages_of(early), &[]).unwrap();
        in_two.extend(import(&stages_of(&log), &in_two).unwrap());
        prop_assert_eq!(in_two, import(&stages_of(&log), &[]).unwrap());
    }

    #[test]
    fn the_order_of_the_stages_in_a_record_changes_nothing(log in walk(), turn in 0_usize..8) {
        let record = stages_of(&log);
        let mut turned = record.clone();
        let by = turn % turned.stages.len().max(1);
        turned.stages.rotate_left(by);
        prop_assert_eq!(import(&turned, &[]), import(&record, &[]));
    }
}
