//! What the system, sales and the CRM may do to a lead, by example: the table, its payloads and its sentences.

use chrono::NaiveDate;

use crate::{
    Act, Answer, Assignee, Bant, By, COOL_OFF_DAYS, Event, Grade, HandOver, Instant, Lead, Level, Money,
    Party, Points, Rating, Reason, ReasonPolicy, ReasonProblem, Reasons, Refusal, Stage, Transition, UNDO_MS,
    may_hand_off, project,
};

fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

fn eur(amount: i64) -> Option<Money> {
    Money::read(Some(Points::from_whole(amount)), Some("EUR")).unwrap()
}

/// A lead that is worked on, with its log.
struct Desk {
    reasons: Reasons,
    log: Vec<Transition>,
    lead: Lead,
}

impl Desk {
    /// Handed over on Monday 2026-03-02 at nine, to be answered within a day.
    fn with_mql() -> Self {
        let mut desk = Self { reasons: Reasons::default(), log: Vec::new(), lead: Lead::default() };
        let over = HandOver {
            rating: Rating::new(Grade::A, Level::ONE),
            model_version: 7,
            priority: 1,
            sla_due_at: Some(at("2026-03-03T09:00:00Z")),
            to: Assignee {
                owner: Some("ana".into()),
                team: Some("north".into()),
                rule: Some("Nordics".into()),
            },
        };
        desk.done(Party::System, "system", "2026-03-02T09:00:00Z", Act::HandOff(over));
        desk
    }

    fn tried(&self, party: Party, who: &str, when: &str, act: Act) -> Result<Vec<Transition>, Refusal> {
        self.lead.act(act, &By::now(party, who, at(when), &self.reasons))
    }

    fn done(&mut self, party: Party, who: &str, when: &str, act: Act) {
        for entry in self.tried(party, who, when, act).unwrap() {
            self.lead.apply(&entry).unwrap();
            self.log.push(entry);
        }
        assert_eq!(project(&self.log).as_ref(), Ok(&self.lead));
    }

    fn refused(&self, party: Party, who: &str, when: &str, act: Act) -> String {
        self.tried(party, who, when, act).unwrap_err().to_string()
    }
}

fn accept() -> Act {
    Act::Accept { note: None }
}

fn reject(reason: &str) -> Act {
    Act::Reject { reason: Some(reason.to_owned()), note: None }
}

#[test]
fn a_lead_that_is_worked_to_the_end_keeps_all_that_was_said() {
    let mut desk = Desk::with_mql();
    desk.done(
        Party::Sales,
        "ana",
        "2026-03-02T10:00:00Z",
        Act::Accept { note: Some("  calls at noon ".into()) },
    );
    let bant = Bant { budget: Answer::Yes.into(), need: Answer::Yes.into(), ..Bant::default() };
    desk.done(
        Party::Sales,
        "ana",
        "2026-03-04T10:00:00Z",
        Act::Qualify { bant: bant.clone(), note: Some(" ".into()) },
    );
    let closes = NaiveDate::from_ymd_opt(2026, 6, 30);
    let opened = Act::OpenOpportunity { money: eur(1_200), expected_close: closes, note: None };
    desk.done(Party::Crm, "crm", "2026-03-09T10:00:00Z", opened);
    desk.done(Party::Crm, "crm", "2026-06-01T10:00:00Z", Act::Win { money: eur(1_000), note: None });
    let lead = &desk.lead;
    assert_eq!(lead.stage, Stage::Won);
    assert_eq!((lead.owner.as_deref(), lead.team.as_deref()), (Some("ana"), Some("north")));
    assert_eq!((lead.bant.as_ref(), bant.met()), (Some(&bant), 2));
    assert_eq!((lead.amount, lead.currency.as_deref()), (Some(Points::from_whole(1_000)), Some("EUR")));
    assert_eq!(lead.expected_close, closes);
    assert_eq!(lead.answered_at(), Some(at("2026-03-02T10:00:00Z")));
    assert_eq!(desk.log[0].detail.rule.as_deref(), Some("Nordics"));
    let notes: Vec<_> = desk.log.iter().map(|entry| entry.detail.note.as_deref()).collect();
    assert_eq!(notes, [None, Some("calls at noon"), None, None, None]);
    let text = serde_json::to_string(&desk.log).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Transition>>(&text).unwrap(), desk.log);
}

#[test]
fn each_party_may_do_what_the_table_gives_it() {
    let desk = Desk::with_mql();
    let noon = "2026-03-02T12:00:00Z";
    assert_eq!(
        desk.refused(Party::Crm, "crm", noon, accept()),
        "the CRM cannot do this: a lead is accepted by sales"
    );
    assert_eq!(
        desk.refused(Party::System, "system", noon, Act::Win { money: None, note: None }),
        "the system cannot do this: a lead is won by sales or the CRM"
    );
    assert!(desk.refused(Party::Sales, "ana", noon, Act::AcceptByDefault).contains("by the system"));
    for party in Party::ALL {
        let allowed = Event::ALL.into_iter().filter(|event| party.may(*event)).count();
        assert_eq!(allowed, [7, 9, 4][party as usize], "{party}");
    }
}

#[test]
fn silence_is_marked_once_told_to_the_leader_and_only_accepted_when_the_time_is_over() {
    let mut desk = Desk::with_mql();
    let pass = || Act::PassSla { escalated_to: Some("lea".into()) };
    assert_eq!(
        desk.refused(Party::System, "system", "2026-03-03T09:00:00Z", pass()),
        "sales has until 2026-03-03T09:00:00Z to respond; a lead is marked overdue only after that"
    );
    desk.done(Party::System, "system", "2026-03-03T09:05:00Z", pass());
    assert_eq!((desk.lead.stage, desk.lead.escalated_to.as_deref()), (Stage::Mql, Some("lea")));
    assert_eq!(desk.lead.overdue_at, Some(at("2026-03-03T09:05:00Z")));
    assert_eq!(desk.lead.stage_at(), Some(at("2026-03-02T09:00:00Z")), "a mark is no new stage");
    assert_eq!(
        desk.refused(Party::System, "system", "2026-03-03T09:10:00Z", pass()),
        "this lead has been overdue since 2026-03-03T09:05:00Z already"
    );
    desk.done(Party::System, "system", "2026-03-05T09:00:00Z", Act::AcceptByDefault);
    assert_eq!((desk.lead.stage, desk.lead.answered_at()), (Stage::Sal, None), "silence is no response");
    assert!(desk.lead.accepted_by_default);
}

#[test]
fn a_slip_is_taken_back_within_a_minute_by_who_made_it_and_all_is_as_before() {
    let mut desk = Desk::with_mql();
    let before = desk.lead.clone();
    desk.done(Party::Sales, "ana", "2026-03-02T10:00:00Z", reject("student"));
    assert_eq!((desk.lead.stage, desk.log.len()), (Stage::Disqualified, 3));
    assert_eq!(desk.lead.undo_until("ana"), Some(at("2026-03-02T10:01:00Z")));
    assert_eq!(
        desk.refused(Party::Sales, "bo", "2026-03-02T10:00:30Z", Act::Undo),
        "this lead was rejected by ana; only they can take it back"
    );
    assert_eq!(
        desk.refused(Party::Sales, "ana", "2026-03-02T10:01:01Z", Act::Undo),
        "this lead was rejected on 2026-03-02T10:00:00Z, and a slip can be taken back within a minute; \
         do the next step instead"
    );
    desk.done(Party::Sales, "ana", "2026-03-02T10:01:00Z", Act::Undo);
    assert_eq!((desk.log.len(), desk.log[3].detail.undoes), (4, Some(2)), "nothing is deleted");
    assert_eq!((desk.lead.stage, desk.lead.closed_at, desk.lead.reason.as_deref()), (Stage::Mql, None, None));
    assert_eq!(desk.lead.reached(Stage::Rejected), None);
    assert_eq!((desk.lead.stage_at(), desk.lead.answered_at()), (before.stage_at(), None));
    assert_eq!(
        desk.refused(Party::Sales, "ana", "2026-03-02T10:01:10Z", Act::Undo),
        "there is nothing to take back: what could be taken back has been"
    );
    desk.done(Party::Sales, "ana", "2026-03-02T10:02:00Z", accept());
    assert_eq!(desk.lead.stage, Stage::Sal);
}

#[test]
fn what_the_system_did_is_no_slip() {
    let desk = Desk::with_mql();
    assert_eq!(
        desk.refused(Party::Sales, "ana", "2026-03-02T09:00:10Z", Act::Undo),
        "there is nothing to take back: the newest entry is the system's"
    );
    assert_eq!(desk.lead.undo_until("system"), None);
}

#[test]
fn a_log_with_an_undo_that_names_another_entry_does_not_add_up() {
    let mut desk = Desk::with_mql();
    desk.done(Party::Sales, "ana", "2026-03-02T10:00:00Z", accept());
    let mut undo = desk.tried(Party::Sales, "ana", "2026-03-02T10:00:10Z", Act::Undo).unwrap().remove(0);
    undo.detail.undoes = Some(1);
    assert_eq!(
        desk.lead.apply(&undo).unwrap_err().to_string(),
        "entry 1 cannot be taken back to MQL: the log does not say so"
    );
    undo.detail.undoes = Some(2);
    undo.to = Stage::Inquiry;
    assert!(desk.lead.apply(&undo).is_err());
}

#[test]
fn a_lead_that_changes_hands_is_as_the_last_one_said_and_keeps_its_clock() {
    let mut desk = Desk::with_mql();
    let noon = "2026-03-02T12:00:00Z";
    let to = |owner: Option<&str>, team: Option<&str>| Act::Assign {
        to: Assignee { owner: owner.map(str::to_owned), team: team.map(str::to_owned), rule: None },
        note: Some("holiday".into()),
    };
    assert_eq!(
        desk.refused(Party::Sales, "lea", noon, to(Some(" "), None)),
        "say who is to have the lead: a person, a team, or both"
    );
    desk.done(Party::Sales, "lea", noon, to(Some("bo"), Some("south")));
    assert_eq!((desk.lead.owner.as_deref(), desk.lead.team.as_deref()), (Some("bo"), Some("south")));
    assert_eq!((desk.lead.stage, desk.lead.sla_due_at), (Stage::Mql, Some(at("2026-03-03T09:00:00Z"))));
    assert_eq!(desk.lead.stage_at(), Some(at("2026-03-02T09:00:00Z")));
    desk.done(Party::Sales, "lea", "2026-03-02T13:00:00Z", to(None, Some("south")));
    assert_eq!(desk.lead.owner, None, "a team's queue is nobody's in particular");
    desk.done(Party::Sales, "lea", "2026-03-02T13:00:20Z", Act::Undo);
    assert_eq!(desk.lead.owner.as_deref(), Some("bo"));
    desk.done(Party::Sales, "bo", "2026-03-02T14:00:00Z", reject("no_need"));
    assert_eq!(
        desk.refused(Party::Sales, "lea", "2026-03-02T15:00:00Z", to(Some("bo"), None)),
        "a lead that is already recycled cannot be assigned: only a lead that sales has can change hands"
    );
}

#[test]
fn bad_input_is_refused_beside_its_field() {
    let mut desk = Desk::with_mql();
    let ten = "2026-03-02T10:00:00Z";
    let refused = |desk: &Desk, act| {
        let refusal = desk.tried(Party::Sales, "ana", ten, act).unwrap_err();
        (refusal.field(), refusal.to_string())
    };
    assert_eq!(refused(&desk, Act::Reject { reason: Some(" ".into()), note: None }).0, Some("reason"));
    desk.reasons.0[2].retired = true;
    let (field, sentence) = refused(&desk, reject("no_need"));
    assert_eq!(field, Some("reason"));
    assert!(sentence.starts_with("'no_need' is not a reason on the list"), "{sentence}");
    assert!(!sentence.contains("wrong_person, no_need"), "{sentence}");
    desk.done(Party::Sales, "ana", ten, accept());
    desk.done(Party::Sales, "ana", ten, Act::Qualify { bant: Bant::default(), note: None });
    let past = NaiveDate::from_ymd_opt(2026, 2, 27);
    let (field, sentence) =
        refused(&desk, Act::OpenOpportunity { money: None, expected_close: past, note: None });
    assert_eq!(field, Some("expected_close"));
    assert_eq!(
        sentence,
        "the opportunity is opened on 2026-03-02 and cannot be expected to close on 2026-02-27; give a later day"
    );
    let tomorrow =
        By { at: at("2026-03-03"), ..By::now(Party::Crm, "crm", at("2026-03-02T11:00:00Z"), &desk.reasons) };
    let early = desk.lead.open_opportunity(&tomorrow, None, None, None).unwrap_err();
    assert_eq!(
        early.to_string(),
        "opportunity on 2026-03-03 lies in the future (it is 2026-03-02T11:00:00Z now)"
    );
    assert_eq!(early.field(), Some("at"));
    let late = By { at: at("2026-03-02T09:30:00Z"), ..tomorrow };
    assert!(desk.lead.open_opportunity(&late, None, None, None).is_err());
}

#[test]
fn who_comes_second_is_told_who_was_quicker() {
    let mut desk = Desk::with_mql();
    let seen = desk.lead.seq;
    assert_eq!(desk.lead.still_at(seen), Ok(()));
    desk.done(Party::Sales, "ana", "2026-03-02T10:00:00Z", accept());
    assert_eq!(
        desk.lead.still_at(seen).unwrap_err().to_string(),
        "ana was quicker: this lead was accepted on 2026-03-02T10:00:00Z, after it was shown here; nothing was \
         changed, look at it again"
    );
    assert_eq!(
        desk.refused(Party::Sales, "bo", "2026-03-02T10:00:00Z", accept()),
        "a lead that is at SAL cannot be accepted: that takes a lead that is at MQL"
    );
}

#[test]
fn a_date_before_a_mark_in_the_same_stage_is_refused_with_the_date_of_the_mark() {
    let mut desk = Desk::with_mql();
    desk.done(Party::System, "system", "2026-03-03T09:05:00Z", Act::PassSla { escalated_to: None });
    assert_eq!(
        desk.refused(Party::Sales, "ana", "2026-03-03T08:00:00Z", accept()),
        "SAL on 2026-03-03T08:00:00Z is before the newest entry of the log, on 2026-03-03T09:05:00Z: the log only \
         grows; correct the date"
    );
}

#[test]
fn a_reason_with_days_of_its_own_keeps_the_contact_out_for_them_whatever_the_list_says_later() {
    let mut desk = Desk::with_mql();
    desk.reasons.0[3].cool_off_days = Some(90);
    desk.done(Party::Sales, "ana", "2026-03-02T10:00:00Z", reject("no_budget"));
    let recycled = [project(&desk.log).unwrap()];
    assert_eq!(
        may_hand_off(&recycled, at("2026-05-01"), COOL_OFF_DAYS).unwrap_err().to_string(),
        "sales refused this contact on 2026-03-02T10:00:00Z; it may be handed over again from 2026-05-31T10:00:00Z"
    );
    assert_eq!(may_hand_off(&recycled, at("2026-06-01"), COOL_OFF_DAYS), Ok(()));
}

#[test]
fn a_list_of_reasons_is_judged_as_a_whole() {
    assert_eq!(Reasons::default().problems(), []);
    let reason = |code: &str, policy, cool_off_days, retired| Reason {
        code: code.to_owned(),
        policy,
        cool_off_days,
        label: None,
        retired,
    };
    let list = Reasons(vec![
        reason("no budget", ReasonPolicy::Recycle, None, true),
        reason("later", ReasonPolicy::Recycle, Some(4_000), true),
        reason("later", ReasonPolicy::Disqualify, Some(1), true),
        reason("not_given", ReasonPolicy::Recycle, None, true),
    ]);
    assert_eq!(
        list.problems(),
        [
            ReasonProblem::Code("no budget".into()),
            ReasonProblem::CoolOffTooLong("later".into(), 4_000),
            ReasonProblem::Twice("later".into()),
            ReasonProblem::CoolOffForGood("later".into()),
            ReasonProblem::Code("not_given".into()),
            ReasonProblem::NoneLeft,
        ]
    );
    let old: Reasons = serde_json::from_str(r#"[{"code": "no_need", "policy": "recycle"}]"#).unwrap();
    assert_eq!(
        old.policy("no_need"),
        Some(ReasonPolicy::Recycle),
        "lists without the newer settings are read"
    );
}

#[test]
fn what_is_told_later_keeps_its_own_day_and_can_still_be_taken_back_for_a_minute() {
    let mut desk = Desk::with_mql();
    desk.done(Party::Sales, "ana", "2026-03-02T10:00:00Z", accept());
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let now = at("2026-03-20T15:00:00Z");
    let on = |text: &str| desk.lead.moment_on(day(text), day("2026-03-20"), now);
    assert_eq!(on("2026-03-20"), now, "today is now");
    assert_eq!(on("2026-03-05"), at("2026-03-05"));
    assert_eq!(
        on("2026-03-02"),
        at("2026-03-02T10:00:00Z"),
        "the day on which it was accepted: not before that"
    );
    // Where the day has begun already, it has come.
    assert_eq!(desk.lead.moment_on(day("2026-03-21"), day("2026-03-21"), now), now);
    let tell = |lead: &Lead, moment: Instant, told: Instant, act: Act| {
        lead.act(act, &By { at: moment, ..By::now(Party::Sales, "ana", told, &desk.reasons) })
    };
    let qualify = || Act::Qualify { bant: Bant::default(), note: None };
    let future = tell(&desk.lead, on("2026-03-21"), now, qualify()).unwrap_err();
    assert_eq!(future.field(), Some("at"), "{future}");
    assert!(future.to_string().contains("lies in the future"), "{future}");
    let before = tell(&desk.lead, on("2026-03-01"), now, qualify()).unwrap_err();
    assert_eq!(before.field(), Some("at"), "{before}");

    let mut lead = desk.lead.clone();
    let entries = tell(&lead, on("2026-03-05"), now, qualify()).unwrap();
    assert_eq!((entries[0].at, entries[0].recorded_at), (at("2026-03-05"), now));
    lead.apply(&entries[0]).unwrap();
    assert_eq!(lead.reached(Stage::Sql).map(|reached| reached.at), Some(at("2026-03-05")));
    assert_eq!(lead.undo_until("ana"), Some(now.plus_millis(UNDO_MS)));
    let soon = now.plus_millis(20_000);
    let undo = tell(&lead, soon, soon, Act::Undo).unwrap();
    lead.apply(&undo[0]).unwrap();
    assert_eq!(lead.stage, Stage::Sal);
    let again = tell(&lead, at("2026-03-04"), soon, qualify()).unwrap();
    lead.apply(&again[0]).unwrap();
    assert_eq!(
        lead.reached(Stage::Sql).map(|reached| reached.at),
        Some(at("2026-03-04")),
        "the day is mended"
    );
    let late = tell(&lead, now.plus_days(1), now.plus_days(1), Act::Undo).unwrap_err();
    assert!(matches!(late, Refusal::UndoTooLate { .. }), "{late}");
}
