//! What jobs do with mail: write the letter of a schedule, and send what waits.

use std::sync::atomic::Ordering;

use super::{Occasion, Order, Queued, Round, mail_report, schedules, send_waiting};
use crate::jobs::{Kind, RunContext, RunResult};
use crate::view::Message;
use crate::{Engine, Result};

/// Mails a report to those who ordered it.
pub(crate) const REPORT_MAIL: Kind =
    Kind { word: schedules::KIND, parameters: &[], texts: &["language", "query", "report", "to"] };

/// Sends the letters that wait, again and again.
pub(crate) const SEND_MAIL: Kind = Kind { word: "send_mail", parameters: &[], texts: &[] };

/// Writes the letter of the time that the run is for, unless it was written before, and sends what waits. What the server does
/// not take now is tried again by the other job.
pub(crate) fn mail_one(engine: &Engine, context: &RunContext) -> Result<RunResult> {
    let text = |name| context.text(name).to_owned();
    let order = Order {
        report: text("report"),
        query: text("query"),
        to: text("to"),
        language: text("language"),
        schedule: Some(context.job_id()),
    };
    let occasion = Occasion { schedule: context.job_id(), due: context.due() };
    let queued = mail_report(engine, &order, &occasion)?;
    context.go_on()?;
    let addresses = order.addresses()?.len();
    let written = match queued {
        Queued::New(_) => Message::new("letter-written", format!("letters written: {addresses}")),
        Queued::Known => Message::new("letter-known", format!("letters written before: {addresses}")),
    };
    let mut says = vec![written.with("addresses", addresses)];
    says.push(told(send(engine, context)?));
    Ok(RunResult { says })
}

/// Sends what waits for its turn.
pub(crate) fn send_all(engine: &Engine, context: &RunContext) -> Result<RunResult> {
    if engine.mail_set_up().is_none() {
        return Ok(RunResult::of(Message::new("mail-not-set-up", "mail is not set up, so nothing was sent")));
    }
    Ok(RunResult::of(told(send(engine, context)?)))
}

fn send(engine: &Engine, context: &RunContext) -> Result<Round> {
    send_waiting(engine, &|| context.cancelled().load(Ordering::Relaxed))
}

fn told(round: Round) -> Message {
    let Round { sent, later, failed } = round;
    if round == Round::default() {
        return Message::new("mail-nothing", "no letter waited for its turn");
    }
    let text = format!("letters taken by the server: {sent}, to be tried again: {later}, refused: {failed}");
    Message::new("mail-sent", text).with("sent", sent).with("later", later).with("failed", failed)
}
