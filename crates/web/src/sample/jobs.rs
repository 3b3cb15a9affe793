//! Samples of the pages of scheduled jobs.

use bareme_engine::jobs::manage::JobProblem;
use bareme_engine::jobs::pattern::Pattern;
use bareme_engine::jobs::schedule::{CronField, ScheduleProblem};
use bareme_engine::jobs::{Origin, Status};
use bareme_engine::view::{JobRow, JobTime, JobView, Message, RunLogEntry, RunRow, RunView, WhenView};

use super::{days_ago, now, some};
use crate::Shell;
use crate::pages::jobs::edit::Editing;
use crate::pages::jobs::list::JobsList;
use crate::pages::jobs::new::JobNew;
use crate::pages::jobs::run::RunShow;
use crate::pages::jobs::show::JobShow;

const TWO_HOURS: i64 = 7_200_000;

fn when(expression: &str, of_company: bool) -> WhenView {
    WhenView {
        pattern: Pattern::of(expression),
        expression: expression.to_owned(),
        zone: "Europe/Paris".to_owned(),
        of_company,
    }
}

fn time(days: i64) -> JobTime {
    let at = now().plus_days(days);
    JobTime { at, wall: at.plus_millis(TWO_HOURS) }
}

fn run(id: i64, days: i64, status: Status) -> RunRow {
    let begin = days_ago(days);
    let open = matches!(status, Status::Running | Status::Waiting);
    RunRow {
        id,
        due: begin,
        slots: if status == Status::Missed { 3 } else { 1 },
        origin: if id == 4 { Origin::ByHand } else { Origin::Schedule },
        asked_by: (id == 4).then(|| "Inès <b>Müller</b>".to_owned()),
        status,
        attempt: if status == Status::Failed { 4 } else { 1 },
        retry_at: (status == Status::Waiting).then(now),
        cancelled_by: (status == Status::Cancelled).then(|| "Ana".to_owned()),
        holder: (status != Status::Missed).then(|| "server-a:4711".to_owned()),
        progress: if status == Status::Running { 437 } else { 1_000 },
        stage: (status == Status::Running)
            .then(|| Message::new("scoring", "").with("done", 4_370).with("total", 10_000)),
        started_at: (status != Status::Missed).then_some(begin),
        finished_at: (!open).then(|| begin.plus_millis(200_000)),
        says: (status == Status::Done).then(scored).into_iter().collect(),
        error: match status {
            Status::Failed => Some(Message::new("failed", "").with("why", "the disk is full")),
            Status::Missed => Some(Message::new("missed-down", "")),
            _ => None,
        },
    }
}

fn scored() -> Message {
    let says = Message::new("scored", "").with("model", "enterprise").with("contacts", 10_000);
    says.with("changed", 312).with("accounts", 900).with("leads", 4)
}

fn row(id: i64, name: &str, kind: &str, expression: &str) -> JobRow {
    let own = name.contains('<');
    JobRow {
        id,
        name: name.to_owned(),
        built_in: !own,
        kind: kind.to_owned(),
        when: when(expression, !own),
        paused: own,
        next: (!own).then(|| time(1)),
        open: None,
        last: Some(run(id, 1, Status::Done)),
    }
}

fn rows() -> Vec<JobRow> {
    let nightly = row(1, "nightly-scoring", "score", "0 2 * * *");
    let sweep = row(2, "service-level-sweep", "sweep", "*/5 * * * *");
    let retention = row(3, "retention", "retention", "30 3 * * 7");
    let own = row(5, "Scores <b>Müller</b>", "score", "15 6,18 * * 1-5");
    vec![
        JobRow { open: Some(run(7, 0, Status::Running)), ..nightly },
        JobRow { last: Some(run(6, 1, Status::Failed)), ..sweep },
        JobRow { last: None, ..retention },
        own,
    ]
}

fn view(row: JobRow) -> JobView {
    let statuses = [Status::Running, Status::Done, Status::Failed, Status::Cancelled, Status::Missed];
    JobView {
        parameters: if row.kind == "retention" {
            vec![
                ("rejects_days".to_owned(), 90),
                ("runs_days".to_owned(), 180),
                ("people_days".to_owned(), 0),
            ]
        } else {
            Vec::new()
        },
        catch_up: true,
        revision: 3,
        changed_by: some("Inès Valcourt"),
        zone: (!row.built_in).then(|| "Europe/Paris".to_owned()),
        next: (1..=5).map(time).collect(),
        runs: (1..).zip(statuses).map(|(id, status)| run(id, id, status)).collect(),
        older: Some(17),
        row,
    }
}

/// The list.
pub(super) fn list(shell: Shell) -> JobsList {
    JobsList::new(shell, rows())
}

/// The list before any server ran.
pub(super) fn list_empty(shell: Shell) -> JobsList {
    JobsList::new(shell, Vec::new())
}

/// A job that exists from the start, at work.
pub(super) fn show(shell: Shell) -> JobShow {
    let open = Some(run(7, 0, Status::Running));
    let view = view(JobRow { open, ..row(1, "nightly-scoring", "score", "0 2 * * *") });
    let editing = Editing::of(&view);
    JobShow::new(shell, view, editing)
}

/// A job that people made, with what is wrong with its form.
pub(super) fn wrong(shell: Shell) -> JobShow {
    let view = view(row(5, "Scores <b>Müller</b>", "retention", "15 6,18 * * 1-5"));
    let mut editing = Editing::of(&view);
    editing.form.values.set("zone", "Paris <none>");
    editing.form.values.set("expression", "15 25 * * 1-5");
    editing.form.values.set("parameter.runs_days", "x");
    editing.next = Vec::new();
    editing.note(vec![
        JobProblem::NameTaken,
        JobProblem::Schedule(ScheduleProblem::Field(CronField::Hour, "25".to_owned())),
        JobProblem::Schedule(ScheduleProblem::Zone("Paris <none>".to_owned())),
        JobProblem::Parameter { name: "runs_days", typed: "x".to_owned(), least: 7, most: 3_650 },
        JobProblem::Changed(some("Ben <i>Hacker</i>")),
    ]);
    let runs = Vec::new();
    JobShow::new(shell, JobView { runs, older: None, ..view }, editing)
}

/// A new job.
pub(super) fn new(shell: Shell) -> JobNew {
    let mut editing = Editing::fresh();
    editing.next = (1..=5).map(time).collect();
    "Europe/Paris".clone_into(&mut editing.zone);
    JobNew::new(shell, editing)
}

/// A run that failed, with its log.
pub(super) fn failed(shell: Shell) -> RunShow {
    let says = [
        Message::new("abandoned", "").with("holder", "server-b:12"),
        Message::new("failed", "").with("why", "no <b>Müller"),
        Message::new("something-new", "what a later version says"),
    ];
    let log = says.into_iter().enumerate().map(|(number, says)| RunLogEntry {
        at: days_ago(1),
        attempt: u32::try_from(number).unwrap_or(0) + 1,
        says,
    });
    let job = row(1, "nightly-scoring", "score", "0 2 * * *");
    RunShow::new(shell, RunView { job, run: run(6, 1, Status::Failed), log: log.collect() })
}

/// A run at work.
pub(super) fn running(shell: Shell) -> RunShow {
    let job = row(1, "nightly-scoring", "score", "0 2 * * *");
    RunShow::new(shell, RunView { job, run: run(7, 0, Status::Running), log: Vec::new() })
}
