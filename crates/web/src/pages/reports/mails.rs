//! Reports that are mailed on a schedule, and what became of the letters.

use actix_web::{HttpResponse, web};
use askama::Template;
use askama_web::WebTemplate;
use bareme_engine::jobs::manage;
use bareme_engine::mailing::schedules::{self, ReportMail};
use bareme_engine::mailing::{self, DeliveryView, Outbox, State};
use bareme_engine::view::JobRow;
use bareme_engine::{Engine, EngineError};
use bareme_reporting::Preset;

use super::views;
use crate::i18n::{Language, Text};
use crate::pages::post;
use crate::pages::query::Params;
use crate::urls::{self, Link};
use crate::{Area, PageError, Shell, engine};

/// A mailed report as the list shows it.
#[derive(Clone, Debug)]
pub struct MailRow {
    /// When it is sent, and how it went.
    pub job: JobRow,
    /// The title of the report.
    pub report: String,
    /// The report, with its filter.
    pub link: Link,
    /// Whether its period moves on with time, in a sentence.
    pub moves: String,
    /// The addresses.
    pub to: Vec<String>,
    /// The language, in itself.
    pub language: &'static str,
}

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "pages/reports/mails.html")]
pub struct ReportMails {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// The mailed reports.
    pub rows: Vec<MailRow>,
    /// What became of the letters.
    pub outbox: Outbox,
}

/// Shows the list.
pub async fn list(engine: engine::Data, shell: Shell) -> Result<ReportMails, PageError> {
    let read = |engine: &Engine| Ok((schedules::list(engine)?, mailing::show(engine, None)?));
    let (mails, outbox) = engine::ask(&engine, urls::reports(), read).await?;
    Ok(ReportMails::new(shell, &mails, outbox))
}

/// Sends a report now, lets it wait or go on, or deletes it.
pub async fn act(
    engine: engine::Data,
    path: web::Path<(i64, String)>,
    shell: Shell,
) -> Result<HttpResponse, PageError> {
    let (id, act) = path.into_inner();
    let who = shell.actor();
    let done = engine::ask(&engine, urls::report_mails(), move |engine| {
        // Only what is a mailed report: other jobs have pages of their own.
        schedules::find(engine, id)?;
        match act.as_str() {
            "send" => Ok(match manage::run_now(engine, id, &who)? {
                Some(_) => "mail-asked",
                None => "job-busy",
            }),
            "pause" => manage::pause(engine, id, true, &who).map(|()| "mail-paused"),
            "resume" => manage::pause(engine, id, false, &who).map(|()| "mail-resumed"),
            "delete" => {
                manage::delete(engine, id, &who).map(|gone| if gone { "mail-deleted" } else { "mail-kept" })
            }
            other => Err(EngineError::not_found("act", other)),
        }
    });
    Ok(post::done(&urls::report_mails(), done.await?))
}

/// Sends a letter that failed once more.
pub async fn again(engine: engine::Data, id: web::Path<i64>) -> Result<HttpResponse, PageError> {
    let id = id.into_inner();
    let sent = engine::ask(&engine, urls::report_mails(), move |engine| mailing::send_again(engine, id));
    sent.await?;
    Ok(post::done(&urls::report_mails().at("letters"), "letter-again"))
}

impl ReportMails {
    /// The page of these.
    pub fn new(shell: Shell, mails: &[ReportMail], outbox: Outbox) -> Self {
        let t = shell.t;
        let rows = mails.iter().map(|mail| MailRow::new(t, mail)).collect();
        Self { t, rows, outbox, shell: shell.within(Area::Reports) }
    }

    /// What is said of a delivery, besides its state.
    fn told(&self, delivery: &DeliveryView) -> String {
        let t = self.t;
        let said = delivery.answer.clone().unwrap_or_default();
        match (delivery.state, delivery.next_at) {
            (State::Sent | State::Failed, _) | (State::Waiting, None) => said,
            (State::Waiting, Some(_)) if delivery.attempts == 0 => t.say("letter-not-tried"),
            (State::Waiting, Some(at)) => t.with2("letter-tried-again", "when", t.moment(&at), "said", said),
        }
    }
}

impl MailRow {
    fn new(t: Text, mail: &ReportMail) -> Self {
        let order = &mail.order;
        let params = Params::read(&order.query);
        let preset = params.text("period").and_then(|word| Preset::from_word(&word));
        let dated = params.text("from").or_else(|| params.text("until")).is_some();
        Self {
            job: mail.row.clone(),
            report: t.say(format!("report-title-{}", order.report)),
            link: super::mail::report_link(&order.report, &order.query),
            moves: match order.report.as_str() {
                mailing::RECALIBRATION => t.say("mail-newest"),
                _ => views::moves(t, preset, dated),
            },
            to: order.to.lines().map(str::to_owned).collect(),
            language: Language::from_tag(&order.language).unwrap_or_default().own_name(),
        }
    }
}

/// The word of a state, in message keys.
pub const fn state_word(delivery: &DeliveryView) -> &'static str {
    match delivery.state {
        State::Waiting => "waiting",
        State::Sent => "sent",
        State::Failed => "failed",
    }
}

/// The colour of a state.
pub const fn state_class(delivery: &DeliveryView) -> &'static str {
    match delivery.state {
        State::Waiting => "warm",
        State::Sent => "good",
        State::Failed => "bad",
    }
}
