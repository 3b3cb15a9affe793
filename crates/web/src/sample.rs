//! A sample of every page, for tests and for the gallery: full and empty, with names that would break careless HTML.

mod accounts;
mod agreement;
mod audit;
mod contacts;
mod jobs;
mod leads;
mod mails;
mod others;
mod people;
mod person;
mod recalibration;
mod reports;
mod work;

use askama::Template;
use bareme_access::Role;
use bareme_engine::pages::worklist::Scope;
use bareme_engine::view::{ModelRef, Slice};
use bareme_scoring::{Instant, Points, Rating};

use crate::error::ErrorPage;
use crate::i18n::{Language, Text};
use crate::{PageError, Shell, urls};

/// The agreement of the samples.
#[cfg(test)]
pub(crate) use agreement::DOCUMENT as AGREEMENT;

/// The moment at which samples are looked at.
pub fn now() -> Instant {
    Instant::parse("2026-06-30T12:00:00Z").unwrap_or(Instant::MIN)
}

/// A shell in a language.
pub fn shell(language: Language) -> Shell {
    Shell { who: some("Inès Valcourt"), role: Some(Role::Admin), ..Shell::plain(Text::new(language, now())) }
}

/// Every page by a name: its HTML, or why it could not be rendered.
pub fn pages(shell: &Shell) -> Vec<Page> {
    let mut pages = read(shell);
    pages.extend(worked_on(shell));
    pages.extend(agreed_upon(shell));
    pages.extend(mailed(shell));
    pages.extend(scheduled(shell));
    pages.extend(people::pages(shell));
    pages.extend(recalibrated(shell));
    pages
}

/// A page by its name: its HTML, or why it could not be rendered.
pub type Page = (&'static str, askama::Result<String>);

/// What sales works with.
fn worked_on(shell: &Shell) -> Vec<Page> {
    let new = || shell.clone();
    vec![
        ("worklist", work::list(new()).render()),
        ("worklist-team", work::team(new()).render()),
        ("worklist-empty", work::empty(new(), Scope::Mine).render()),
        ("worklist-queue-empty", work::empty(new(), Scope::Queue).render()),
        ("worklist-no-match", work::no_match(new()).render()),
        ("lead", work::fresh(new()).render()),
        ("lead-accepted", work::accepted(new()).render()),
        ("lead-qualified", work::qualified(new()).render()),
        ("lead-opportunity", work::opportunity(new()).render()),
        ("lead-closed-meanwhile", work::closed_meanwhile(new()).render()),
        ("lead-imported", work::imported(new()).render()),
    ]
}

/// What marketing and sales agreed on.
fn agreed_upon(shell: &Shell) -> Vec<Page> {
    let new = || shell.clone();
    vec![
        ("agreement", agreement::agreed(new()).map_or(Ok(String::new()), |page| page.render())),
        ("agreement-shipped", agreement::shipped(new()).map_or(Ok(String::new()), |page| page.render())),
        ("agreement-reasons", agreement::reasons(new()).render()),
        ("agreement-reasons-wrong", agreement::reasons_wrong(new()).render()),
        ("agreement-teams", agreement::teams(new()).render()),
        ("agreement-teams-empty", agreement::teams_empty(new()).render()),
        ("agreement-routing", agreement::routing(new()).render()),
        ("agreement-routing-wrong", agreement::routing_wrong(new()).render()),
        ("agreement-hours", agreement::hours(new()).render()),
        ("agreement-hours-wrong", agreement::hours_wrong(new()).render()),
        ("agreement-service-level", agreement::service_level(new()).render()),
    ]
}

/// What runs when.
fn scheduled(shell: &Shell) -> Vec<Page> {
    let new = || shell.clone();
    vec![
        ("jobs", jobs::list(new()).render()),
        ("jobs-empty", jobs::list_empty(new()).render()),
        ("job", jobs::show(new()).render()),
        ("job-wrong", jobs::wrong(new()).render()),
        ("job-new", jobs::new(new()).render()),
        ("job-run-failed", jobs::failed(new()).render()),
        ("person", person::show(new()).render()),
        ("person-unscored", person::unscored(new()).render()),
        ("erasures", person::requests(new()).render()),
        ("erasures-none", person::no_requests(new()).render()),
        ("audit", audit::show(new()).render()),
        ("audit-filtered", audit::filtered(new()).render()),
        ("audit-empty", audit::empty(new()).render()),
        ("job-run-running", jobs::running(new()).render()),
    ]
}

/// What recalibration shows, and what is signed.
fn recalibrated(shell: &Shell) -> Vec<Page> {
    let new = || shell.clone();
    vec![
        ("recalibration", recalibration::list(new()).render()),
        ("recalibration-running", recalibration::running(new()).render()),
        ("recalibration-refused", recalibration::refused(new()).render()),
        ("recalibration-empty", recalibration::empty(new()).render()),
        ("recalibration-no-model", recalibration::no_model(new()).render()),
        ("recalibration-report", recalibration::report(new()).render()),
        ("proposal", recalibration::proposal(new()).map_or(Ok(String::new()), |page| page.render())),
        (
            "proposal-wrong",
            recalibration::proposal_wrong(new()).map_or(Ok(String::new()), |page| page.render()),
        ),
        ("proposal-rejected", recalibration::rejected(new()).map_or(Ok(String::new()), |page| page.render())),
        (
            "proposal-overtaken",
            recalibration::overtaken(new()).map_or(Ok(String::new()), |page| page.render()),
        ),
        (
            "proposal-published",
            recalibration::published(new()).map_or(Ok(String::new()), |page| page.render()),
        ),
    ]
}

/// What is mailed.
fn mailed(shell: &Shell) -> Vec<Page> {
    let new = || shell.clone();
    vec![
        ("report-mails", mails::list(new()).render()),
        ("report-mails-empty", mails::list_empty(new()).render()),
        ("report-mail", mails::form(new()).render()),
        ("report-mail-wrong", mails::form_wrong(new()).render()),
    ]
}

/// What is read.
fn read(shell: &Shell) -> Vec<Page> {
    let new = || shell.clone();
    vec![
        ("home", others::home(new()).render()),
        ("home-empty", others::home_empty(new()).render()),
        ("accounts", accounts::list(new()).render()),
        ("accounts-filtered", accounts::filtered(new()).render()),
        ("accounts-no-match", accounts::no_match(new()).render()),
        ("accounts-empty", accounts::empty(new()).render()),
        ("account", accounts::show(new()).render()),
        ("account-bare", accounts::bare(new()).render()),
        ("contacts", contacts::list(new()).render()),
        ("contacts-empty", contacts::empty(new()).render()),
        ("contact", contacts::show(new()).render()),
        ("contact-knocked-out", contacts::knocked_out(new()).render()),
        ("search", others::search(new()).render()),
        ("search-one-kind", others::search_one_kind(new()).render()),
        ("search-none", others::search_none(new(), "<Q4>").render()),
        ("search-start", others::search_none(new(), "").render()),
        ("matrix", others::matrix_page(new()).render()),
        ("matrix-empty", others::matrix_empty(new()).render()),
        ("reports", reports::index(new()).render()),
        ("reports-empty", reports::index_empty(new()).render()),
        ("report", reports::show(new()).render()),
        ("report-refused", reports::refused(new()).render()),
        ("report-nothing", reports::nothing(new(), "").render()),
        ("report-nothing-filtered", reports::nothing(new(), "period=last_month").render()),
        ("leads", leads::list(new()).render()),
        ("leads-empty", leads::empty(new()).render()),
        ("imports", others::imports(new()).render()),
        ("imports-empty", others::imports_empty(new()).render()),
        ("import", others::import(new()).render()),
        ("models", others::models(new()).render()),
        ("models-empty", others::models_empty(new()).render()),
        ("model", others::show_model(new()).map_or(Ok(String::new()), |page| page.render())),
        ("other-site", error(new(), &PageError::OtherSite)),
        ("stale-form", error(new(), &PageError::StaleForm)),
        ("too-large", error(new(), &PageError::TooLarge)),
        ("not-found", error(new(), &PageError::NotFound)),
        ("bad-cursor", error(new(), &PageError::BadCursor { back: urls::accounts().with("country", "FR") })),
        ("view-gone", error(new(), &PageError::ViewGone)),
        ("unavailable", error(new(), &PageError::Unavailable("the disk is full".into()))),
        ("internal", error(new(), &PageError::internal("the disk is full"))),
    ]
}

fn error(shell: Shell, error: &PageError) -> askama::Result<String> {
    use actix_web::ResponseError;

    ErrorPage::new(shell, error.status_code(), Some(error)).render()
}

/// Models of the samples.
fn model_refs() -> Vec<ModelRef> {
    let model = |name: &str, title: &str, primary, version| ModelRef {
        name: name.to_owned(),
        title: title.to_owned(),
        primary,
        version,
    };
    vec![
        model("enterprise", "Enterprise software, Europe", true, 3),
        model("customers", "Customers: cross-sell", false, 1),
    ]
}

#[expect(clippy::unnecessary_wraps, reason = "saves a word in each of many fields")]
fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn rating(text: &str) -> Option<Rating> {
    text.parse().ok()
}

const fn points(hundredths: i64) -> Points {
    Points::from_hundredths(hundredths)
}

fn days_ago(days: i64) -> Instant {
    now().plus_days(-days)
}

const fn whole<T>(rows: Vec<T>) -> Slice<T> {
    Slice { rows, next: None, previous: None }
}

fn paged<T>(rows: Vec<T>) -> Slice<T> {
    Slice { rows, next: some("bmV4dA"), previous: some("cHJldg") }
}
