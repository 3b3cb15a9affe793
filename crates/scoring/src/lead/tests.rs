//! What sales and a file may do to a lead, by example.

use super::{
    COOL_OFF_DAYS, Detail, Event, Lead, ReasonPolicy, Reasons, Refusal, Stage, Transition, WhyNot, history,
    may_hand_off, project,
};
use crate::{Grade, Instant, LeadRecord, Level, Points, Rating};

fn day(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

fn now() -> Instant {
    day("2027-01-01")
}

fn record(stages: &[(Stage, &str)]) -> LeadRecord {
    LeadRecord {
        key: "L1".into(),
        stages: stages.iter().map(|(stage, at)| (*stage, day(at))).collect(),
        ..LeadRecord::default()
    }
}

fn told(stages: &[(Stage, &str)], log: &[Transition]) -> Result<Vec<Transition>, Refusal> {
    history(&record(stages), "import", log, &Reasons::default(), now())
}

fn sentence(stages: &[(Stage, &str)]) -> String {
    told(stages, &[]).unwrap_err().to_string()
}

fn because(reason: &str) -> Detail {
    Detail { reason: Some(reason.into()), ..Detail::default() }
}

/// Lets events happen one after the other, a day apart, and gives the log and the lead.
fn lived(events: &[(Event, Detail)]) -> (Vec<Transition>, Lead) {
    let mut log = Vec::new();
    let mut lead = Lead::default();
    for (at, (event, detail)) in (0..).map(|n| day("2026-01-01").plus_days(n)).zip(events) {
        for entry in lead.decide(*event, at, "sales", detail.clone(), &Reasons::default()).unwrap() {
            lead.apply(&entry).unwrap();
            log.push(entry);
        }
    }
    (log, lead)
}

fn at_mql() -> Lead {
    lived(&[(Event::HandOff, Detail::default())]).1
}

fn recycled_on_second_of_january() -> Lead {
    lived(&[(Event::HandOff, Detail::default()), (Event::Reject, because("no_budget"))]).1
}

#[test]
fn a_lead_keeps_what_was_known_when_it_was_handed_over() {
    let rating = Rating::new(Grade::A, Level::ONE);
    let handed_over = Detail {
        owner: Some("ana".into()),
        rating: Some(rating),
        model_version: Some(7),
        sla_due_at: Some(day("2026-01-02")),
        ..Detail::default()
    };
    let opened =
        Detail { amount: Some(Points::from_whole(900)), currency: Some("EUR".into()), ..Detail::default() };
    let (log, lead) = lived(&[
        (Event::HandOff, handed_over),
        (Event::Accept, Detail { rating: Some(Rating::new(Grade::D, Level::FOUR)), ..Detail::default() }),
        (Event::Qualify, Detail::default()),
        (Event::OpenOpportunity, opened),
        (Event::Lose, because("no_budget")),
    ]);
    assert_eq!(lead.stage, Stage::Lost);
    assert_eq!((lead.rating, lead.model_version), (Some(rating), Some(7)));
    assert_eq!((lead.owner.as_deref(), lead.reason.as_deref()), (Some("ana"), Some("no_budget")));
    assert_eq!((lead.amount, lead.currency.as_deref()), (Some(Points::from_whole(900)), Some("EUR")));
    assert_eq!(lead.answered_at(), Some(day("2026-01-02")));
    assert_eq!(lead.reached(Stage::Sql).map(|reached| reached.at), Some(day("2026-01-03")));
    assert_eq!(lead.closed_at, Some(day("2026-01-05")));
    assert_eq!(project(&log), Ok(lead));
}

#[test]
fn a_rejection_ends_where_its_reason_says() {
    for (reason, stage) in [("no_budget", Stage::Recycled), ("competitor", Stage::Disqualified)] {
        let (log, lead) = lived(&[(Event::HandOff, Detail::default()), (Event::Reject, because(reason))]);
        assert_eq!((log.len(), lead.stage), (3, stage));
        assert!(lead.reached(Stage::Rejected).is_some());
        let (log, lead) = lived(&[
            (Event::HandOff, Detail::default()),
            (Event::Accept, Detail::default()),
            (Event::Return, because(reason)),
        ]);
        assert_eq!((log.len(), lead.stage, lead.reached(Stage::Rejected)), (3, stage, None));
    }
}

#[test]
fn sales_must_say_why_and_choose_from_the_list() {
    let lead = at_mql();
    let reject = |detail| {
        lead.decide(Event::Reject, now(), "sales", detail, &Reasons::default()).unwrap_err().to_string()
    };
    assert_eq!(reject(Detail::default()), "a lead cannot be rejected without a reason");
    assert_eq!(
        reject(because("mood")),
        "'mood' is not a reason on the list; choose one of unreachable, wrong_person, no_need, no_budget, bad_timing, \
         bad_data, competitor, student, duplicate, other"
    );
}

#[test]
fn what_the_table_does_not_allow_is_refused_in_a_sentence() {
    let refused = |lead: &Lead, event| {
        lead.decide(event, now(), "sales", because("other"), &Reasons::default()).unwrap_err().to_string()
    };
    let won = project(&told(&[(Stage::Won, "2026-02-01")], &[]).unwrap()).unwrap();
    assert_eq!(
        refused(&won, Event::Accept),
        "a lead that is already won cannot be accepted: that takes a lead that is at MQL"
    );
    assert_eq!(
        refused(&at_mql(), Event::OpenOpportunity),
        "a lead that is at MQL cannot be made an opportunity: that takes a lead that is at SQL"
    );
    let inquiry = project(&told(&[(Stage::Inquiry, "2026-02-01")], &[]).unwrap()).unwrap();
    assert_eq!(
        refused(&inquiry, Event::Inquire),
        "a lead that is an inquiry cannot be opened as an inquiry again"
    );
}

#[test]
fn a_lead_is_overdue_only_after_its_time_and_only_while_nobody_answered() {
    let due = Detail { sla_due_at: Some(day("2026-01-02")), ..Detail::default() };
    let (_, waiting) = lived(&[(Event::HandOff, due.clone())]);
    assert!(!waiting.is_overdue(day("2026-01-02")));
    assert!(waiting.is_overdue(day("2026-01-02").plus_millis(1)));
    let (_, accepted) = lived(&[(Event::HandOff, due), (Event::Accept, Detail::default())]);
    assert!(!accepted.is_overdue(now()));
}

#[test]
fn a_contact_is_handed_over_again_only_after_the_cool_off() {
    let recycled = [recycled_on_second_of_january()];
    assert_eq!(
        may_hand_off(&recycled, day("2026-01-31"), COOL_OFF_DAYS).unwrap_err().to_string(),
        "sales refused this contact on 2026-01-02; it may be handed over again from 2026-02-01"
    );
    assert_eq!(may_hand_off(&recycled, day("2026-02-01"), COOL_OFF_DAYS), Ok(()));
}

#[test]
fn an_open_won_or_disqualified_lead_stands_in_the_way_of_another_and_an_inquiry_or_a_loss_does_not() {
    let may = |stages| {
        let lead = project(&told(stages, &[]).unwrap()).unwrap();
        may_hand_off(&[lead], now(), COOL_OFF_DAYS)
    };
    let at = day("2026-02-01");
    assert_eq!(may(&[(Stage::Sal, "2026-02-01")]), Err(WhyNot::Open { stage: Stage::Sal, since: at }));
    assert_eq!(may(&[(Stage::Won, "2026-02-01")]), Err(WhyNot::Won { at }));
    assert_eq!(may(&[(Stage::Disqualified, "2026-02-01")]), Err(WhyNot::Disqualified { at }));
    assert_eq!(may(&[(Stage::Lost, "2026-02-01")]), Ok(()));
    assert_eq!(may(&[(Stage::Inquiry, "2026-02-01")]), Ok(()));
    assert_eq!(may_hand_off(&[], now(), COOL_OFF_DAYS), Ok(()));
}

#[test]
fn stages_that_the_source_skipped_are_implied_at_the_next_known_date() {
    let log = told(&[(Stage::Won, "2018-02-26T19:58:54Z"), (Stage::Mql, "2018-02-01")], &[]).unwrap();
    let seen: Vec<_> = log.iter().map(|entry| (entry.to, entry.at.to_string(), entry.implied)).collect();
    let won = || "2018-02-26T19:58:54Z".to_owned();
    assert_eq!(
        seen,
        [
            (Stage::Mql, "2018-02-01T00:00:00Z".to_owned(), false),
            (Stage::Sal, won(), true),
            (Stage::Sql, won(), true),
            (Stage::Opportunity, won(), true),
            (Stage::Won, won(), false),
        ]
    );
    assert_eq!(project(&log).unwrap().answered_at(), None, "an implied date is no response time");
}

#[test]
fn a_second_file_brings_the_outcome_and_the_same_file_again_brings_nothing() {
    let first = [(Stage::Mql, "2026-02-01")];
    let second = [(Stage::Lost, "2026-03-01")];
    let mut log = told(&first, &[]).unwrap();
    assert_eq!(told(&first, &log), Ok(vec![]));
    log.extend(told(&second, &log).unwrap());
    assert_eq!(log.len(), 5);
    for again in [&first[..], &second[..], &[first[0], second[0]][..], &[][..]] {
        assert_eq!(told(again, &log), Ok(vec![]));
    }
}

#[test]
fn what_the_record_says_stands_in_the_entry_it_belongs_to() {
    let mut lost = record(&[(Stage::Mql, "2026-02-01"), (Stage::Lost, "2026-03-01")]);
    lost.reason = Some("Price".into());
    lost.note = Some("went to the incumbent".into());
    lost.owner = Some("ana".into());
    lost.amount = Some(Points::from_whole(100));
    lost.currency = Some("BRL".into());
    let log = history(&lost, "import", &[], &Reasons::default(), now()).unwrap();
    let lead = project(&log).unwrap();
    assert_eq!((lead.reason.as_deref(), lead.owner.as_deref()), (Some("Price"), Some("ana")));
    assert_eq!((lead.amount, lead.currency.as_deref()), (Some(Points::from_whole(100)), Some("BRL")));
    assert_eq!(log.iter().filter(|entry| entry.detail.note.is_some()).count(), 1);
    assert_eq!(log.last().unwrap().detail.note.as_deref(), Some("went to the incumbent"));
}

#[test]
fn a_rejection_from_a_file_is_followed_by_its_reasons_policy() {
    let mut refused = record(&[(Stage::Mql, "2026-02-01"), (Stage::Rejected, "2026-02-03")]);
    for (reason, stage) in [
        (Some("student"), Stage::Disqualified),
        (Some("no_need"), Stage::Recycled),
        (Some("some words of the CRM"), Stage::Recycled),
        (None, Stage::Recycled),
    ] {
        refused.reason = reason.map(str::to_owned);
        let log = history(&refused, "import", &[], &Reasons::default(), now()).unwrap();
        let last = log.last().unwrap();
        assert_eq!((log.len(), last.to, last.implied), (3, stage, true));
        assert_eq!(history(&refused, "import", &log, &Reasons::default(), now()), Ok(vec![]));
        assert_eq!(project(&log).unwrap().reason.as_deref(), Some(reason.unwrap_or(Reasons::NOT_GIVEN)));
    }
    let recycled = told(&[(Stage::Mql, "2026-02-01"), (Stage::Recycled, "2026-02-03")], &[]).unwrap();
    let stages: Vec<_> = recycled.iter().map(|entry| (entry.to, entry.implied)).collect();
    assert_eq!(stages, [(Stage::Mql, false), (Stage::Rejected, true), (Stage::Recycled, false)]);
}

#[test]
fn impossible_histories_are_refused_with_both_stages_and_dates() {
    assert_eq!(
        sentence(&[(Stage::Won, "2026-01-31"), (Stage::Mql, "2026-02-01T10:00:00Z")]),
        "won on 2026-01-31 is before MQL on 2026-02-01T10:00:00Z: a lead is MQL first; correct one of the dates"
    );
    assert_eq!(
        sentence(&[(Stage::Sql, "2026-02-01"), (Stage::Sal, "2026-02-02")]),
        "SQL on 2026-02-01 is before SAL on 2026-02-02: a lead is SAL first; correct one of the dates"
    );
    assert_eq!(
        sentence(&[(Stage::Won, "2026-02-01"), (Stage::Lost, "2026-02-02")]),
        "lost on 2026-02-02 cannot follow won on 2026-02-01: a lead has one outcome"
    );
    assert_eq!(
        sentence(&[(Stage::Sql, "2026-02-01"), (Stage::Recycled, "2026-02-02")]),
        "recycled on 2026-02-02 cannot follow SQL on 2026-02-01: a lead at SQL becomes an opportunity"
    );
    assert_eq!(
        sentence(&[(Stage::Mql, "2027-01-02")]),
        "MQL on 2027-01-02 lies in the future (it is 2027-01-01 now)"
    );
    assert_eq!(
        sentence(&[(Stage::Mql, "2026-01-02"), (Stage::Mql, "2026-01-01")]),
        "MQL is given twice, on 2026-01-01 and on 2026-01-02: keep one"
    );
}

#[test]
fn a_log_is_extended_and_never_rewritten() {
    let log = told(&[(Stage::Mql, "2026-02-01"), (Stage::Won, "2026-03-01")], &[]).unwrap();
    let refused = |stages| told(stages, &log).unwrap_err().to_string();
    assert_eq!(
        refused(&[(Stage::Mql, "2026-02-02")]),
        "MQL on 2026-02-02 contradicts the log, which has MQL on 2026-02-01: history is not rewritten"
    );
    assert_eq!(
        refused(&[(Stage::Sal, "2026-02-05")]),
        "SAL on 2026-02-05 contradicts the log, which has SAL on 2026-03-01 (taken from the next stage, as no date was \
         known): history is not rewritten"
    );
    assert_eq!(
        refused(&[(Stage::Lost, "2026-03-02")]),
        "lost on 2026-03-02 cannot follow won on 2026-03-01: a lead has one outcome"
    );
}

#[test]
fn a_date_without_a_time_does_not_run_backwards_on_its_own_day() {
    let stages = [(Stage::Mql, "2026-02-01T10:00:00Z"), (Stage::Sal, "2026-02-01")];
    let log = told(&stages, &[]).unwrap();
    assert_eq!(log[1].at, day("2026-02-01T10:00:00Z"));
    assert_eq!(told(&stages, &log), Ok(vec![]));
    assert!(
        told(&[(Stage::Mql, "2026-02-01T10:00:00Z"), (Stage::Sal, "2026-02-01T09:00:00Z")], &[]).is_err()
    );
}

#[test]
fn entries_are_written_and_read_back_as_they_were() {
    let log = told(&[(Stage::Mql, "2026-02-01"), (Stage::Rejected, "2026-03-01")], &[]).unwrap();
    let text = serde_json::to_string(&log).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Transition>>(&text).unwrap(), log);
    for stage in Stage::ALL {
        assert_eq!(Stage::from_word(&stage.word().to_uppercase()), Some(stage));
        assert_eq!(serde_json::to_value(stage).unwrap(), stage.word());
    }
    for event in Event::ALL {
        assert_eq!(Event::from_word(event.word()), Some(event));
        assert_eq!(serde_json::to_value(event).unwrap(), event.word());
    }
}

#[test]
fn the_policy_of_every_reason_on_the_list_is_known_and_no_other() {
    let reasons = Reasons::default();
    assert_eq!(reasons.0.len(), 10);
    assert_eq!(reasons.policy("duplicate"), Some(ReasonPolicy::Disqualify));
    assert_eq!(reasons.policy("not_given"), None);
}
