//! The form of a report that is mailed on a schedule: to whom, when, and in which language.

use actix_web::{HttpResponse, web};
use askama::Template;
use bareme_engine::jobs::manage::{self, JobDraft, JobProblem};
use bareme_engine::mailing::schedules::{self, ReportMail};
use bareme_engine::mailing::{BadAddress, Order, RECALIBRATION, addresses};

use super::mailed::Mailed;
use crate::i18n::{Language, Text};
use crate::pages::form::Choice;
use crate::pages::jobs::edit::{Editing, fill_when};
use crate::pages::post::{self, PostForm, Posted};
use crate::pages::query::Params;
use crate::urls::{self, Link};
use crate::{Area, PageError, Shell, engine};

/// The field of the addresses.
const TO: &str = "to";
/// No letter goes to more: longer lists belong to a mailing list of the company's.
const MOST: usize = 50;

/// The page.
#[derive(Template)]
#[template(path = "pages/reports/mail.html")]
pub struct ReportMailPage {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// Its number; absent while it is new.
    pub id: Option<i64>,
    /// The title of the report.
    pub report: String,
    /// The report, with its filter.
    pub link: Link,
    /// The form.
    pub editing: Editing,
    /// The mail server and the sender; `None` where mail is not set up.
    pub set_up: Option<String>,
}

/// Shows the empty form for a report with its filter.
pub async fn new(engine: engine::Data, params: Params, shell: Shell) -> Result<HttpResponse, PageError> {
    let mailed =
        mailed(&params.text("report").unwrap_or_default(), &params.text("query").unwrap_or_default())?;
    let t = shell.t;
    let mut values = Posted::default();
    values.push("report", mailed.word());
    values.push("query", mailed.query());
    values.push("name", t.with("mail-name", "report", t.say(format!("report-title-{}", mailed.word()))));
    values.push("language", t.language.code());
    values.push("catch_up", "yes");
    fill_when(&mut values, mailed.usual());
    let mut editing = Editing::of_kind(PostForm::new(values), schedules::KIND.to_owned());
    let draft = editing.draft();
    editing.look(&engine, &draft).await?;
    answer(&engine, shell, None, editing)
}

/// Shows the form of one that is there.
pub async fn edit(engine: engine::Data, id: web::Path<i64>, shell: Shell) -> Result<HttpResponse, PageError> {
    let id = id.into_inner();
    let mail = engine::ask(&engine, urls::report_mails(), move |engine| schedules::find(engine, id)).await?;
    let mut editing = Editing::of_kind(filled(&mail), schedules::KIND.to_owned());
    let draft = editing.draft();
    editing.look(&engine, &draft).await?;
    answer(&engine, shell, Some(id), editing)
}

/// Mails a report on the schedule of a form.
pub async fn create(engine: engine::Data, form: Posted, shell: Shell) -> Result<HttpResponse, PageError> {
    let mut editing = Editing::of_kind(PostForm::new(form), schedules::KIND.to_owned());
    let draft = draft(&mut editing)?;
    if !editing.only_looks() {
        let (who, wanted) = (shell.actor(), draft.clone());
        let made =
            engine::ask(&engine, urls::report_mails(), move |engine| manage::create(engine, &wanted, &who));
        match made.await? {
            Ok(_) => return Ok(post::done(&urls::report_mails(), "mail-made")),
            Err(problems) => note(&mut editing, problems),
        }
    }
    editing.look(&engine, &draft).await?;
    answer(&engine, shell, None, editing)
}

/// Saves the form of one that is there.
pub async fn save(
    engine: engine::Data,
    id: web::Path<i64>,
    form: Posted,
    shell: Shell,
) -> Result<HttpResponse, PageError> {
    let id = id.into_inner();
    let mut editing = Editing::of_kind(PostForm::new(form), schedules::KIND.to_owned());
    let mut draft = draft(&mut editing)?;
    let addressed = draft.parameters.contains_key(TO);
    // What is missing would be kept as it was; nobody to send to is to be said instead.
    draft.parameters.entry(TO.to_owned()).or_default();
    if !editing.only_looks() && addressed {
        let (seen, who, wanted) = (editing.seen(), shell.actor(), draft.clone());
        let saved = engine::ask(&engine, urls::report_mails(), move |engine| {
            schedules::find(engine, id)?;
            manage::change(engine, id, seen, &wanted, &who)
        });
        match saved.await? {
            Ok(()) => return Ok(post::done(&urls::report_mails(), "saved")),
            Err(problems) => note(&mut editing, problems),
        }
        if editing.changed.is_some() {
            // Who saves again replaces what somebody else saved meanwhile.
            let mail = engine::ask(&engine, urls::report_mails(), move |engine| schedules::find(engine, id));
            editing.form.values.set("seen", mail.await?.revision.to_string());
        }
    }
    editing.look(&engine, &draft).await?;
    answer(&engine, shell, Some(id), editing)
}

/// What the fields say. Addresses that cannot be used are noted and left out.
fn draft(editing: &mut Editing) -> Result<JobDraft, PageError> {
    let mailed = mailed(editing.form.value("report"), editing.form.value("query"))?;
    let mut order = Order {
        report: mailed.word().to_owned(),
        query: mailed.query(),
        to: String::new(),
        language: Language::from_tag(editing.form.value("language")).unwrap_or_default().code().to_owned(),
        schedule: None,
    };
    let found = receivers(&mut editing.form);
    let mut draft = editing.draft();
    order.to = found.clone().unwrap_or_default();
    draft.parameters = order.parameters();
    if found.is_none() {
        draft.parameters.remove(TO);
    }
    Ok(draft)
}

/// The addresses of the form, one a line.
fn receivers(form: &mut PostForm) -> Option<String> {
    match addresses(form.value(TO)) {
        Ok(found) if found.is_empty() => form.problem(TO, "mail-error-nobody", Vec::new()),
        Ok(found) if found.len() > MOST => {
            form.problem(TO, "mail-error-many", vec![("most", MOST.to_string())]);
        }
        Ok(found) => {
            let lines: Vec<String> = found.iter().map(ToString::to_string).collect();
            return Some(lines.join("\n"));
        }
        Err((text, bad)) => form.problem(TO, bad_address(bad), vec![("value", text)]),
    }
    None
}

/// The sentence of what is no address.
const fn bad_address(bad: BadAddress) -> &'static str {
    match bad {
        BadAddress::Form => "mail-error-form",
        BadAddress::Name => "mail-error-name",
        BadAddress::Domain => "mail-error-domain",
        BadAddress::Long => "mail-error-long",
    }
}

/// Puts what is wrong beside its field; what was said of the addresses is not said again.
fn note(editing: &mut Editing, problems: Vec<JobProblem>) {
    editing.note(problems.into_iter().filter(|problem| *problem != JobProblem::Text(TO)).collect());
}

fn filled(mail: &ReportMail) -> PostForm {
    let mut values = Posted::default();
    values.push("seen", mail.revision.to_string());
    values.push("report", &*mail.order.report);
    values.push("query", &*mail.order.query);
    values.push("name", &*mail.row.name);
    values.push(TO, &*mail.order.to);
    values.push("language", &*mail.order.language);
    fill_when(&mut values, &mail.row.when.expression);
    values.push("zone", mail.zone.clone().unwrap_or_default());
    if mail.catch_up {
        values.push("catch_up", "yes");
    }
    PostForm::new(values)
}

/// What is mailed.
fn mailed(report: &str, query: &str) -> Result<Mailed, PageError> {
    Mailed::read(report, query).ok_or(PageError::NotFound)
}

/// A report with its filter; the list of reports when there is no such report.
pub(super) fn report_link(report: &str, query: &str) -> Link {
    Mailed::read(report, query).map_or_else(urls::reports, |mailed| mailed.link())
}

fn answer(
    engine: &engine::Data,
    shell: Shell,
    id: Option<i64>,
    editing: Editing,
) -> Result<HttpResponse, PageError> {
    let status = editing.status();
    post::page(status, &ReportMailPage::new(shell, id, editing, engine.mail_set_up()))
}

impl ReportMailPage {
    /// The page of a form.
    pub fn new(shell: Shell, id: Option<i64>, editing: Editing, set_up: Option<String>) -> Self {
        let t = shell.t;
        let report = editing.form.value("report").to_owned();
        Self {
            t,
            id,
            report: t.say(format!("report-title-{report}")),
            link: report_link(&report, editing.form.value("query")),
            editing,
            set_up,
            shell: shell.within(Area::Reports),
        }
    }

    /// What is mailed on the day.
    fn lead(&self) -> String {
        let newest = self.editing.form.value("report") == RECALIBRATION;
        self.t.say(if newest { "mail-lead-newest" } else { "mail-lead" })
    }

    /// Where the form is sent.
    fn action(&self) -> Link {
        self.id.map_or_else(urls::report_mails, |id| urls::report_mail(&id))
    }
}

/// The languages of letters.
pub fn languages() -> Vec<Choice> {
    Language::ALL.into_iter().map(|known| Choice::new(known.code(), known.own_name())).collect()
}
