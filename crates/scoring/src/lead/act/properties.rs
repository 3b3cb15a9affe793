//! For any sequence of acts: each is refused and changes nothing, or keeps what must hold of a lead and its log.

use chrono::NaiveDate;
use proptest::prelude::*;

use crate::{
    Act, Answer, Assignee, Bant, By, Event, Grade, HandOver, Instant, Lead, Level, Money, Party, Points,
    Rating, Reasons, Stage, Transition, UNDO_MS, project,
};

fn start() -> Instant {
    Instant::parse("2026-03-02T09:00:00Z").unwrap()
}

fn words(of: &'static [&'static str]) -> impl Strategy<Value = Option<String>> {
    prop::option::weighted(0.9, prop::sample::select(of).prop_map(str::to_owned))
}

fn money() -> impl Strategy<Value = Option<Money>> {
    prop::option::of((0_i64..9_999_999, prop::sample::select(vec!["EUR", "USD", "JPY"])).prop_map(
        |(hundredths, code)| {
            Money::read(Some(Points::from_hundredths(hundredths)), Some(code)).unwrap().unwrap()
        },
    ))
}

fn assignee() -> impl Strategy<Value = Assignee> {
    (words(&["ana", "bo", " "]), words(&["north", ""])).prop_map(|(owner, team)| Assignee {
        owner,
        team,
        rule: None,
    })
}

fn bant() -> impl Strategy<Value = Bant> {
    prop::collection::vec(prop::sample::select(Answer::ALL.to_vec()), 4).prop_map(|answers| Bant {
        budget: answers[0].into(),
        authority: answers[1].into(),
        need: answers[2].into(),
        timeline: answers[3].into(),
    })
}

fn act() -> impl Strategy<Value = Act> {
    let note = || words(&["a note", " "]);
    let reason = || words(&["no_need", "student", "mood"]);
    prop_oneof![
        3 => (assignee(), prop::option::of(1_i64..200)).prop_map(|(to, hours)| Act::HandOff(HandOver {
            rating: Rating::new(Grade::B, Level::ONE),
            model_version: 3,
            priority: 2,
            sla_due_at: hours.map(|hours| start().plus_millis(hours * 60_000)),
            to,
        })),
        4 => note().prop_map(|note| Act::Accept { note }),
        1 => Just(Act::AcceptByDefault),
        2 => words(&["lea"]).prop_map(|escalated_to| Act::PassSla { escalated_to }),
        2 => (reason(), note()).prop_map(|(reason, note)| Act::Reject { reason, note }),
        1 => (reason(), note()).prop_map(|(reason, note)| Act::Return { reason, note }),
        4 => (bant(), note()).prop_map(|(bant, note)| Act::Qualify { bant, note }),
        4 => (money(), 0_u32..60, note()).prop_map(|(money, day, note)| Act::OpenOpportunity {
            money,
            expected_close: NaiveDate::from_yo_opt(2026, 40 + day),
            note,
        }),
        2 => (money(), note()).prop_map(|(money, note)| Act::Win { money, note }),
        2 => (reason(), note()).prop_map(|(reason, note)| Act::Lose { reason, note }),
        2 => (assignee(), note()).prop_map(|(to, note)| Act::Assign { to, note }),
        3 => Just(Act::Undo),
    ]
}

/// An act, by whom, and how many seconds after the one before (before it, when negative).
fn try_of() -> impl Strategy<Value = (Act, Option<Party>, &'static str, i64)> {
    (
        act(),
        prop::option::weighted(0.1, prop::sample::select(Party::ALL.to_vec())),
        prop::sample::select(vec!["ana", "bo"]),
        prop_oneof![8 => 0_i64..50, 2 => 50_i64..30_000, 1 => -30_i64..0],
    )
}

/// The lead without what an undo leaves behind: the number and the moment of its newest entry.
fn plain(lead: &Lead) -> Lead {
    let mut plain = lead.clone();
    (plain.seq, plain.last_at, plain.newest, plain.slip) = (0, None, None, None);
    plain
}

/// What must hold of every lead.
fn is_sound(lead: &Lead) -> Result<(), TestCaseError> {
    prop_assert_eq!(lead.closed_at.is_some(), lead.stage.is_closed());
    prop_assert!(lead.stage != Stage::Rejected, "a rejection never ends there");
    prop_assert_eq!(lead.amount.is_some(), lead.currency.is_some());
    prop_assert!(lead.seq == 0 || lead.stage_at().is_some());
    let way = [Stage::Mql, Stage::Sal, Stage::Sql, Stage::Opportunity, Stage::Won];
    let reached: Vec<Option<Instant>> =
        way.iter().map(|stage| lead.reached(*stage).map(|reached| reached.at)).collect();
    for pair in reached.windows(2) {
        prop_assert!(pair[1].is_none() || (pair[0].is_some() && pair[0] <= pair[1]), "{:?}", reached);
    }
    let ends = [Stage::Won, Stage::Lost, Stage::Recycled, Stage::Disqualified];
    let ended = ends.iter().filter(|stage| lead.reached(**stage).is_some()).count();
    prop_assert_eq!(ended, usize::from(lead.stage.is_closed()), "one outcome, and only when closed");
    prop_assert!(!(lead.reached(Stage::Rejected).is_some() && lead.reached(Stage::Sal).is_some()));
    prop_assert_eq!(lead.bant.is_some(), lead.reached(Stage::Sql).is_some());
    prop_assert!(lead.overdue_at.is_none() || lead.sla_due_at < lead.overdue_at);
    prop_assert!(!lead.accepted_by_default || lead.answered_at().is_none());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_of_acts_is_refused_or_keeps_what_must_hold(tries in prop::collection::vec(try_of(), 0..40)) {
        let reasons = Reasons::default();
        let (mut lead, mut log, mut now) = (Lead::default(), Vec::<Transition>::new(), start());
        for (act, party, who, seconds) in tries {
            let at = now.plus_millis(seconds * 1_000);
            let usual = Party::ALL.into_iter().rev().find(|party| party.may(act.event())).unwrap();
            let by = By::now(party.unwrap_or(usual), who, at, &reasons);
            let (before, event) = (lead.clone(), act.event());
            match lead.act(act, &by) {
                Err(refusal) => {
                    prop_assert_eq!(&lead, &before);
                    prop_assert!(!refusal.to_string().is_empty());
                    continue;
                }
                Ok(entries) => {
                    prop_assert!(by.party.may(event));
                    for entry in entries {
                        prop_assert_eq!(lead.apply(&entry), Ok(()));
                        log.push(entry);
                    }
                }
            }
            now = at;
            is_sound(&lead)?;
            prop_assert!(!before.stage.is_closed() || event == Event::Undo, "what is closed stays closed");
            prop_assert_eq!(project(&log), Ok(lead.clone()));
        }
        // What was taken back did not happen, so that what follows it may lie before it.
        let mut stands: Vec<&Transition> = Vec::new();
        for entry in &log {
            match entry.detail.undoes {
                Some(undone) => stands.retain(|entry| entry.seq < undone),
                None => stands.push(entry),
            }
        }
        prop_assert!(stands.is_sorted_by_key(|entry| entry.at));
    }

    #[test]
    fn whatever_a_person_did_an_undo_within_the_minute_gives_the_lead_before_and_a_later_one_nothing(
        tries in prop::collection::vec(try_of(), 0..30),
        wait in 0..=UNDO_MS,
    ) {
        let reasons = Reasons::default();
        let (mut lead, mut now) = (Lead::default(), start());
        for (act, _, who, seconds) in tries {
            let at = now.plus_millis(seconds * 1_000);
            let usual = Party::ALL.into_iter().rev().find(|party| party.may(act.event())).unwrap();
            let (before, event) = (lead.clone(), act.event());
            let Ok(entries) = lead.act(act, &By::now(usual, who, at, &reasons)) else { continue };
            for entry in &entries {
                lead.apply(entry).unwrap();
            }
            now = at;
            let undone = |after| lead.undo(&By::now(Party::Sales, who, now.plus_millis(after), &reasons));
            prop_assert!(undone(UNDO_MS + 1).is_err());
            match undone(wait) {
                Ok(undo) => {
                    let mut back = lead.clone();
                    for entry in &undo {
                        back.apply(entry).unwrap();
                    }
                    prop_assert!(event.can_be_undone());
                    prop_assert_eq!(plain(&back), plain(&before));
                    let again = By::now(Party::Sales, who, now.plus_millis(wait), &reasons);
                    prop_assert!(back.undo(&again).is_err());
                }
                Err(_) => prop_assert!(!event.can_be_undone()),
            }
        }
    }
}
