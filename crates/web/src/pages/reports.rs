//! Reports: one page for each of them, their files, the filters that people keep under a name, and reports by mail.

pub mod columns;
pub mod files;
pub mod filter;
pub mod index;
pub mod mail;
pub mod mails;
mod marks;
pub mod show;
pub mod views;

use actix_web::web::ServiceConfig;

use super::{get, post};
use crate::urls::pattern;

/// Adds the pages to the router.
pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .route(pattern::REPORTS, get().to(index::list))
        .route(pattern::REPORT_MAILS, get().to(mails::list))
        .route(pattern::REPORT_MAILS, post().to(mail::create))
        .route(pattern::REPORT_MAIL_NEW, get().to(mail::new))
        .route(pattern::REPORT_MAIL, get().to(mail::edit))
        .route(pattern::REPORT_MAIL, post().to(mail::save))
        .route(pattern::REPORT_MAIL_ACTS, post().to(mails::act))
        .route(pattern::LETTER_AGAIN, post().to(mails::again))
        .route(pattern::REPORT_PDF, get().to(files::pdf))
        .route(pattern::REPORT_CSV, get().to(files::csv))
        .route(pattern::REPORT_VIEWS, post().to(views::save))
        .route(pattern::REPORT, get().to(show::show))
        .route(pattern::SAVED_VIEW, get().to(views::open))
        .route(pattern::SAVED_VIEW, post().to(views::rename))
        .route(pattern::SAVED_VIEW_DELETE, post().to(views::delete));
}
