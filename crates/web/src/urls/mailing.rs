//! Addresses of reports by mail and their letters.

use super::Link;

/// Patterns for the router.
pub mod pattern {
    /// Reports that are mailed on a schedule, and what became of the letters.
    pub const REPORT_MAILS: &str = "/reports/mails";
    /// A new one.
    pub const REPORT_MAIL_NEW: &str = "/reports/mails/new";
    /// One of them.
    pub const REPORT_MAIL: &str = "/reports/mails/{id}";
    /// What is done with one of them: pause, resume, send, delete.
    pub const REPORT_MAIL_ACTS: &str = "/reports/mails/{id}/{act}";
    /// Sends a letter that failed once more.
    pub const LETTER_AGAIN: &str = "/letters/{id}/again";
}

/// Reports that are mailed on a schedule, and what became of the letters.
pub fn report_mails() -> Link {
    Link::to(pattern::REPORT_MAILS)
}

/// A new one, of a report with its filter.
pub fn new_report_mail(kind: &str, query: &str) -> Link {
    Link::to(pattern::REPORT_MAIL_NEW).with("report", kind).with("query", query)
}

/// One of them.
pub fn report_mail(id: &i64) -> Link {
    Link::to(format!("/reports/mails/{id}"))
}

/// What is done with one of them: `pause`, `resume`, `send`, `delete`.
pub fn report_mail_act(id: &i64, act: &str) -> Link {
    Link::to(format!("/reports/mails/{id}/{act}"))
}

/// Sends a letter that failed once more.
pub fn letter_again(id: &i64) -> Link {
    Link::to(format!("/letters/{id}/again"))
}
