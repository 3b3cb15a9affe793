//! Reports: one page for each of them, their files, the filters that people keep under a name, and reports by mail.

pub mod columns;
pub mod files;
pub mod filter;
pub mod index;
pub mod mail;
pub(crate) mod mailed;
pub mod mails;
mod marks;
pub mod show;
pub mod views;

use bareme_access::Action;

use crate::rights::Access::To;
use crate::rights::Routes;
use crate::urls::pattern;

/// Adds the pages to the router.
pub(super) fn routes(routes: &mut Routes) {
    routes
        .get(pattern::REPORTS, To(Action::SeeReports), index::list)
        .get(pattern::REPORT_MAILS, To(Action::MailReports), mails::list)
        .post(pattern::REPORT_MAILS, To(Action::MailReports), mail::create)
        .get(pattern::REPORT_MAIL_NEW, To(Action::MailReports), mail::new)
        .get(pattern::REPORT_MAIL, To(Action::MailReports), mail::edit)
        .post(pattern::REPORT_MAIL, To(Action::MailReports), mail::save)
        .post(pattern::REPORT_MAIL_ACTS, To(Action::MailReports), mails::act)
        .post(pattern::LETTER_AGAIN, To(Action::MailReports), mails::again)
        .get(pattern::REPORT_PDF, To(Action::Export), files::pdf)
        .get(pattern::REPORT_CSV, To(Action::Export), files::csv)
        .post(pattern::REPORT_VIEWS, To(Action::SeeReports), views::save)
        .get(pattern::REPORT, To(Action::SeeReports), show::show)
        .get(pattern::SAVED_VIEW, To(Action::SeeReports), views::open)
        .post(pattern::SAVED_VIEW, To(Action::SeeReports), views::rename)
        .post(pattern::SAVED_VIEW_DELETE, To(Action::SeeReports), views::delete);
}
