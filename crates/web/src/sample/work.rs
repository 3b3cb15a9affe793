//! Samples of the worklist, of one lead, and of the question who works.

use bareme_engine::pages::worklist::Scope;
use bareme_engine::view::{
    CellView, ChanceOf, CompanyCard, DoneView, HandOverView, LeadPage, LogEntry, PersonCard, ReasonChoice,
    SlaView, WorkCount, WorkRow, WorklistPage,
};
use bareme_scoring::{
    Act, Answer, Assignee, Bant, By, Event, Finding, Grade, HandOver, Lead, Level, Money, Party, Rating,
    ReasonPolicy, Reasons, Stage, Transition,
};

use super::{contacts, days_ago, now, paged, points, rating, some, whole};
use crate::Shell;
use crate::pages::leads::show::LeadShow;
use crate::pages::post::{PostForm, Posted};
use crate::pages::query::Params;
use crate::pages::worklist::{Refused, Wish, Worklist};

const WHO: &str = "Inès Valcourt";

pub(super) fn reasons() -> Vec<ReasonChoice> {
    let reasons = Reasons::default();
    let shipped = reasons.offered().map(|reason| ReasonChoice {
        code: reason.code.clone(),
        label: None,
        for_good: reason.policy == ReasonPolicy::Disqualify,
        retired: false,
    });
    let own = |code: &str, label: &str, retired| ReasonChoice {
        code: code.to_owned(),
        label: some(label),
        for_good: false,
        retired,
    };
    shipped.chain([own("own", "No <b>Müller", false), own("former", "No <i>Meier", true)]).collect()
}

fn rows() -> Vec<WorkRow> {
    let fit = contacts::ledgers().0.lines;
    let engagement = contacts::ledgers().1.lines;
    let stages = [Stage::Mql, Stage::Mql, Stage::Mql, Stage::Sal, Stage::Sql, Stage::Opportunity];
    (1_i64..)
        .zip(stages)
        .map(|(id, stage)| WorkRow {
            id,
            seq: 1,
            contact: (10 + id, ["Camille Roux", "Tom <i>Hacker</i>"][usize::from(id % 2 == 0)].to_owned()),
            title: (id != 3).then(|| String::from("Head of <b>Müller Works")),
            email: some("camille.roux@aldermoor.example"),
            phone: (id != 2).then(|| String::from("+33 1 23 45 67 89")),
            account: (id != 3).then(|| (1, String::from("Aldermoor Pharma"))),
            stage,
            stage_at: days_ago(id),
            owner: (id != 3).then(|| String::from(WHO)),
            team: some("France"),
            rating: rating(["A1", "B2", "A3"][usize::try_from(id % 3).unwrap_or(0)]),
            rating_now: rating("B2"),
            priority: (id != 2).then_some(1),
            sla: (stage == Stage::Mql).then(|| SlaView {
                due: days_ago(id * 2 - 3),
                left: (2 - id) * 50 * 3_600_000 + 1_800_000,
                business: id == 2,
            }),
            play: some("Call within the day; <script>alert(1)</script> offer the pilot."),
            fit: if id == 3 { Vec::new() } else { fit.clone() },
            engagement: if id == 3 { Vec::new() } else { engagement.clone() },
            chance: (id != 3).then(|| {
                contacts::chance(if stage == Stage::Opportunity { ChanceOf::Won } else { ChanceOf::Sql })
            }),
            last_activity: (id != 3).then(|| days_ago(id)),
            amount: (stage == Stage::Opportunity).then(|| (points(1_250_050), String::from("EUR"))),
        })
        .collect()
}

fn view() -> WorklistPage {
    let count = WorkCount { to_answer: 12, overdue: 3, to_qualify: 4, to_open: 1, opportunities: 2 };
    WorklistPage {
        who: WHO.to_owned(),
        slice: paged(rows()),
        count,
        reps: Vec::new(),
        teams: vec!["France".to_owned()],
        queue: WorkCount { to_answer: 2, ..WorkCount::default() },
        reasons: reasons(),
        people: vec![WHO.to_owned(), "Tom <i>Hacker</i>".to_owned()],
        done: Vec::new(),
    }
}

fn worker(mut shell: Shell) -> Shell {
    shell.who = some(WHO);
    shell
}

fn done(id: i64, event: Event, stage: Stage) -> DoneView {
    let undo_until = (event != Event::Undo).then(|| now().plus_millis(42_000));
    DoneView { id, seq: 2, contact: "Tom <i>Hacker</i>".to_owned(), event, stage, owner: None, undo_until }
}

pub(super) fn list(shell: Shell) -> Worklist {
    let mut view = view();
    view.done = vec![done(9, Event::Accept, Stage::Sal)];
    let (wish, errors) = Wish::read(&Params::read("stage=won&rating=A&due=today&cursor=x"));
    Worklist::new(worker(shell), view, wish, &errors)
}

pub(super) fn team(shell: Shell) -> Worklist {
    let mut view = view();
    view.done = vec![done(8, Event::Assign, Stage::Mql), done(9, Event::Undo, Stage::Mql)];
    view.reps = vec![(some(WHO), view.count), (None, view.queue)];
    let wish = Wish { scope: Scope::Team, ..Wish::default() };
    let mut page = Worklist::new(worker(shell), view, wish, &[]);
    let ticked = [("lead", "1.1"), ("lead", "2.1"), ("act", "reject"), ("note", "<script>alert(2)</script>")];
    page.bulk = PostForm::new(Posted::of(ticked.map(|(name, value)| (name.to_owned(), value.to_owned()))));
    page.bulk.problem("reason", "bulk-reason-missing", Vec::new());
    page.bulk.problem("owner", "bulk-owner-missing", Vec::new());
    page.refused =
        vec![Refused { id: 2, name: "Tom <i>Hacker</i>".to_owned(), sentence: "Eve was quicker".to_owned() }];
    page
}

pub(super) fn empty(shell: Shell, scope: Scope) -> Worklist {
    let none = WorkCount::default();
    let teams = if scope == Scope::Queue { Vec::new() } else { vec!["France".to_owned()] };
    let view = WorklistPage { slice: whole(Vec::new()), count: none, teams, ..view() };
    Worklist::new(worker(shell), view, Wish { scope, ..Wish::default() }, &[])
}

pub(super) fn no_match(shell: Shell) -> Worklist {
    let (wish, errors) = Wish::read(&Params::read("rating=D4"));
    Worklist::new(worker(shell), WorklistPage { slice: whole(Vec::new()), ..view() }, wish, &errors)
}

/// A log that grows by these acts of sales, half a minute apart, from a hand-over five days ago on.
fn log(acts: Vec<Act>) -> (Lead, Vec<Transition>) {
    let reasons = Reasons::default();
    let to = Assignee { owner: some(WHO), team: some("France"), rule: some("Territory <b>Müller") };
    let over = HandOver {
        rating: Rating::new(Grade::A, Level::ONE),
        model_version: 3,
        priority: 1,
        sla_due_at: Some(days_ago(4)),
        to,
    };
    let mut lead = Lead::default();
    let mut log = Vec::new();
    let start = days_ago(5);
    let all = std::iter::once((Party::System, Act::HandOff(over)));
    for (step, (party, act)) in (0..).zip(all.chain(acts.into_iter().map(|act| (Party::Sales, act)))) {
        let at = start.plus_millis(step * 30_000);
        let who = if party == Party::System { "system" } else { WHO };
        let by = By { party, who, at, now: at, reasons: &reasons };
        for entry in lead.act(act, &by).unwrap_or_default() {
            if lead.apply(&entry).is_ok() {
                log.push(entry);
            }
        }
    }
    (lead, log)
}

fn page(acts: Vec<Act>, may: &[Event]) -> LeadPage {
    let (lead, log) = log(acts);
    let undone: Vec<u32> = log.iter().filter_map(|entry| entry.detail.undoes).collect();
    LeadPage {
        id: 7,
        key: some("006-<none>"),
        sla: (lead.stage == Stage::Mql).then(|| SlaView {
            due: days_ago(4),
            left: -5_400_000,
            business: true,
        }),
        model: some("Enterprise software, Europe"),
        source: some("webinar"),
        campaign: None,
        person: PersonCard {
            id: 12,
            name: "Tom <i>Hacker</i>".to_owned(),
            title: some("Head of <b>Müller Works"),
            email: some("tom@aldermoor.example"),
            phone: some("+33 1 23 45 67 89"),
            rating: rating("B2"),
            last_activity: Some(days_ago(2)),
        },
        company: Some(CompanyCard {
            id: 1,
            name: "Aldermoor Pharma".to_owned(),
            industry: some("Pharma"),
            country: some("FR"),
            employees: Some(1_200),
            rating: rating("A2"),
        }),
        chance: (lead.stage == Stage::Opportunity).then(|| contacts::chance(ChanceOf::Won)),
        cell: lead.rating.map(|rating| CellView {
            rating,
            action: "hand_off",
            priority: 1,
            sla_hours: Some(24),
            play: some("Call within the day"),
        }),
        why: lead.rating.map(|then| HandOverView {
            at: days_ago(5),
            rating: then,
            version: 3,
            fit: contacts::ledgers().0,
            engagement: contacts::ledgers().1,
            now_says: rating("A2"),
        }),
        log: log
            .into_iter()
            .rev()
            .map(|entry| LogEntry { taken_back: undone.contains(&entry.seq), entry })
            .collect(),
        may: may.to_vec(),
        undo_until: None,
        reasons: reasons(),
        people: vec![WHO.to_owned(), "Tom <i>Hacker</i>".to_owned()],
        teams: vec!["France".to_owned()],
        lead,
    }
}

fn accept() -> Act {
    Act::Accept { note: some("Called back <img src=x>") }
}

fn qualify() -> Act {
    let budget = Finding { answer: Answer::Yes, note: some("40k <img src=x>") };
    Act::Qualify { bant: Bant { budget, ..Bant::default() }, note: None }
}

fn open() -> Act {
    let money = Money::read(Some(points(1_250_000)), Some("EUR")).ok().flatten();
    Act::OpenOpportunity { money, expected_close: Some(now().plus_days(60).date()), note: None }
}

fn sent(pairs: &[(&str, &str)]) -> PostForm {
    let owned = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    PostForm::new(Posted::of(owned))
}

pub(super) fn fresh(shell: Shell) -> LeadShow {
    let may = [Event::Accept, Event::Reject, Event::Assign];
    let reject = Act::Reject { reason: some("competitor"), note: some("A slip") };
    let acts = vec![reject, Act::Undo];
    let mut form = sent(&[("act", "reject"), ("reason", "gone"), ("note", "They <script>&amp; <b>fair")]);
    let said = vec![("reason", "gone".to_owned()), ("known", "No need".to_owned())];
    form.problem("reason", "refused-reason-unknown", said);
    LeadShow::new(worker(shell), page(acts, &may), some("/worklist?scope=team")).with(form)
}

pub(super) fn accepted(shell: Shell) -> LeadShow {
    let may = [Event::Qualify, Event::Return, Event::Assign];
    let mut page = LeadShow::new(worker(shell), page(vec![accept()], &may), None);
    page.done = vec![done(7, Event::Accept, Stage::Sal)];
    page
}

pub(super) fn qualified(shell: Shell) -> LeadShow {
    let may = [Event::OpenOpportunity, Event::Assign];
    let mut form = sent(&[
        ("act", "open_opportunity"),
        ("amount", "1.234,56 <none>"),
        ("currency", "ZZZ"),
        ("expected_close", "soon <none>"),
    ]);
    for (field, key) in [("amount", "amount-unreadable"), ("expected_close", "day-unreadable")] {
        let said = vec![("value", form.value(field).to_owned()), ("example", "12,500.50".to_owned())];
        form.problem(field, key, said);
    }
    form.problem("currency", "refused-currency-unknown", vec![("currency", "ZZZ".to_owned())]);
    LeadShow::new(worker(shell), page(vec![accept(), qualify()], &may), some("/worklist")).with(form)
}

pub(super) fn closed_meanwhile(shell: Shell) -> LeadShow {
    let win = Act::Win { money: None, note: some("Signed <b>Müller") };
    let mut form =
        sent(&[("act", "lose"), ("reason", "no_budget"), ("note", "They wait <img src=x>\nuntil spring")]);
    let at = days_ago(1).to_string();
    let said = vec![("who", "Eve <i>Hacker".to_owned()), ("event", "won".to_owned()), ("at", at)];
    form.problem("lead", "refused-overtaken", said);
    LeadShow::new(worker(shell), page(vec![accept(), qualify(), open(), win], &[]), None).with(form)
}

pub(super) fn opportunity(shell: Shell) -> LeadShow {
    let may = [Event::Win, Event::Lose, Event::Assign];
    LeadShow::new(shell, page(vec![accept(), qualify(), open()], &may), None)
}

/// A lead of imported history: no rating, no company, nothing to be done.
pub(super) fn imported(shell: Shell) -> LeadShow {
    let mut page = page(Vec::new(), &[]);
    page.lead = Lead::default();
    (page.why, page.cell, page.sla, page.company, page.log) = (None, None, None, None, Vec::new());
    LeadShow::new(shell, page, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logs_of_the_samples_are_ones_that_the_table_allows() {
        let (lead, entries) = log(vec![accept(), qualify(), open(), Act::Win { money: None, note: None }]);
        assert_eq!((lead.stage, entries.len()), (Stage::Won, 5));
        let (lead, entries) = log(vec![Act::Reject { reason: some("competitor"), note: None }, Act::Undo]);
        assert_eq!((lead.stage, entries.len()), (Stage::Mql, 4));
    }
}
