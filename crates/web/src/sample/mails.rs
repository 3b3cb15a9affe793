//! Samples of the pages of mailed reports.

use bareme_engine::jobs::Status;
use bareme_engine::jobs::manage::JobProblem;
use bareme_engine::jobs::pattern::Pattern;
use bareme_engine::mailing::schedules::{KIND, ReportMail};
use bareme_engine::mailing::{DeliveryView, LetterView, Order, Outbox, State};
use bareme_engine::view::{JobRow, JobTime, Message, RunRow, WhenView};

use super::{days_ago, now, some};
use crate::Shell;
use crate::pages::jobs::edit::{Editing, fill_when};
use crate::pages::post::{PostForm, Posted};
use crate::pages::reports::mail::ReportMailPage;
use crate::pages::reports::mails::ReportMails;

const SERVER: &str = "smtps://mail.example.com:465, Bareme <reports@example.com>";

fn row(id: i64, name: &str, expression: &str) -> JobRow {
    let at = now().plus_days(id);
    JobRow {
        id,
        name: name.to_owned(),
        built_in: false,
        kind: KIND.to_owned(),
        when: WhenView {
            pattern: Pattern::of(expression),
            expression: expression.to_owned(),
            zone: "Europe/Paris".to_owned(),
            of_company: id == 1,
        },
        paused: id == 2,
        next: (id != 2).then(|| JobTime { at, wall: at.plus_millis(7_200_000) }),
        open: None,
        last: (id == 1).then(|| run(Status::Done)),
    }
}

fn run(status: Status) -> RunRow {
    let says = Message::new("mail-sent", "").with("sent", 1).with("later", 0).with("failed", 1);
    RunRow {
        id: 17,
        due: days_ago(1),
        slots: 1,
        origin: bareme_engine::jobs::Origin::Schedule,
        asked_by: None,
        status,
        attempt: 1,
        retry_at: None,
        cancelled_by: None,
        holder: some("server-a:4711"),
        progress: 1_000,
        stage: None,
        started_at: Some(days_ago(1)),
        finished_at: Some(days_ago(1)),
        says: vec![Message::new("letter-written", "").with("addresses", 2), says],
        error: None,
    }
}

fn mail(id: i64, name: &str, expression: &str, order: (&str, &str, &str)) -> ReportMail {
    let (report, query, language) = order;
    ReportMail {
        row: row(id, name, expression),
        order: Order {
            report: report.to_owned(),
            query: query.to_owned(),
            to: "ann@example.com\nbob.with.a.very.long.name@a.very.long.domain.of.a.company.example.org"
                .to_owned(),
            language: language.to_owned(),
            schedule: Some(id),
        },
        zone: None,
        catch_up: true,
        revision: 2,
    }
}

fn delivery(id: i64, state: State, answer: Option<&str>) -> DeliveryView {
    DeliveryView {
        id,
        address: format!("person{id}@example.com"),
        state,
        attempts: u32::from(answer.is_some()),
        answer: answer.map(str::to_owned),
        changed_at: days_ago(id),
        next_at: (state == State::Waiting).then(now),
    }
}

fn outbox() -> Outbox {
    let letter = |id, subject: &str, deliveries| LetterView {
        id,
        schedule: Some(1),
        subject: subject.to_owned(),
        written_at: days_ago(id),
        deliveries,
    };
    let refused =
        Some("550 5.1.1 <person2@example.com>: Recipient address rejected: User unknown <b>here</b>");
    Outbox {
        letters: vec![
            letter(
                1,
                "Funnel: 1 Apr 2026 to 30 Jun 2026",
                vec![
                    delivery(1, State::Sent, Some("250 2.0.0 Ok: queued as 4F2A81C0")),
                    delivery(2, State::Failed, refused),
                ],
            ),
            letter(
                2,
                "Acceptance <i>by</i> owner",
                vec![
                    delivery(3, State::Waiting, Some("451 4.3.0 mailbox busy")),
                    delivery(4, State::Waiting, None),
                ],
            ),
        ],
        waiting: 2,
        failed: 1,
        set_up: some(SERVER),
    }
}

/// The list.
pub(super) fn list(shell: Shell) -> ReportMails {
    let mails = [
        mail(1, "Funnel for <b>leaders</b>", "0 7 * * 1", ("funnel", "period=last_quarter&by=source", "fr")),
        mail(2, "Acceptance by owner", "0 6 1 Q *", ("acceptance", "by=owner", "en")),
    ];
    ReportMails::new(shell, &mails, outbox())
}

/// The list before anybody mailed anything, and before mail was set up.
pub(super) fn list_empty(shell: Shell) -> ReportMails {
    ReportMails::new(shell, &[], Outbox::default())
}

fn editing() -> Editing {
    let mut values = Posted::default();
    for (name, value) in [
        ("report", "funnel"),
        ("query", "period=last_quarter&by=source"),
        ("name", "Funnel by mail"),
        ("language", "en"),
        ("catch_up", "yes"),
    ] {
        values.push(name, value);
    }
    fill_when(&mut values, "0 7 * * 1");
    let mut editing = Editing::of_kind(PostForm::new(values), KIND.to_owned());
    let time = |week: i64| {
        let at = now().plus_days(week * 7);
        JobTime { at, wall: at.plus_millis(7_200_000) }
    };
    editing.next = (1..=5).map(time).collect();
    "Europe/Paris".clone_into(&mut editing.zone);
    editing
}

/// A new one.
pub(super) fn form(shell: Shell) -> ReportMailPage {
    ReportMailPage::new(shell, None, editing(), some(SERVER))
}

/// One whose form is wrong, where mail is not set up.
pub(super) fn form_wrong(shell: Shell) -> ReportMailPage {
    let mut editing = editing();
    editing.form.values.set("to", "ann@example.com\n<script>alert(1)</script>");
    editing.form.problem("to", "mail-error-form", vec![("value", "<script>alert(1)</script>".to_owned())]);
    editing.note(vec![JobProblem::NameTaken]);
    ReportMailPage::new(shell, Some(1), editing, None)
}
