//! The words that reports are made of, by message key: callers bring their own catalogue.

mod accounts;
mod measured;
mod recalibration;
mod reports;

/// Gives the message of a key in the reader's language.
pub type Words<'a> = &'a dyn Fn(&str) -> String;

/// What this crate asks for itself, in English.
const ENGLISH: &[(&str, &str)] = &[
    ("stage-inquiry", "Inquiry"),
    ("stage-mql", "MQL"),
    ("stage-sal", "SAL"),
    ("stage-sql", "SQL"),
    ("stage-opportunity", "Opportunity"),
    ("stage-won", "Won"),
    ("stage-rejected", "Rejected"),
    ("stage-recycled", "Recycled"),
    ("stage-disqualified", "Disqualified"),
    ("stage-lost", "Lost"),
    ("report-acceptance", "Acceptance"),
    ("report-activity", "What happened, by period"),
    ("report-amount", "Amount"),
    ("report-answered-in-time", "Answered in time"),
    ("report-cohort", "Cohort"),
    ("report-conversion", "Conversion"),
    ("report-conversions", "Conversion of leads, by when they became MQL"),
    ("report-cumulative", "Cumulative"),
    ("report-currency", "Currency"),
    ("report-date", "Date"),
    ("report-days", "days"),
    ("report-defaulted", "Accepted by silence"),
    ("report-engagement", "Engagement"),
    ("report-entered", "Entered"),
    ("report-fit", "Fit"),
    ("report-flows", "Where leads go"),
    ("report-funnel", "Leads by stage reached, by when they became MQL"),
    ("report-funnel-total", "From MQL to won"),
    ("report-graph-from", "From"),
    ("report-graph-more", "and more"),
    ("report-graph-strength", "Strength"),
    ("report-graph-to", "To"),
    ("report-graph-what", "Relationship"),
    ("report-hours", "hours"),
    ("report-immature", "Immature"),
    ("report-in-time", "In time"),
    ("report-interval-high", "95 % up to"),
    ("report-interval-low", "95 % from"),
    ("report-late", "Late"),
    ("report-leads", "Leads"),
    ("report-left", "Left"),
    ("report-median", "Median"),
    ("report-no", "no"),
    ("report-oldest-undecided", "Oldest undecided"),
    ("report-opportunities", "Opportunities"),
    ("report-overdue", "Overdue now"),
    ("report-p75", "75 % within"),
    ("report-p90", "90 % within"),
    ("report-period", "Period"),
    ("report-pipeline", "Pipeline by rating at MQL"),
    ("report-rate", "Rate"),
    ("report-rating", "Rating"),
    ("report-reached", "Reached"),
    ("report-reason", "Reason"),
    ("report-reasons", "Why sales said no"),
    ("report-share", "Share"),
    ("report-sla", "Time to respond"),
    ("report-stage", "Stage"),
    ("report-stage-times", "Time at each stage"),
    ("report-standing", "Still there"),
    ("report-standing-median", "Median so far"),
    ("report-step", "Step"),
    ("report-still-open", "Still open"),
    ("report-total", "Total"),
    ("report-undecided", "Undecided"),
    ("report-unrated", "No rating"),
    ("report-waiting", "Still in time"),
    ("report-win-rate", "Win rate"),
    ("report-won-amount", "Won amount"),
    ("report-yes", "yes"),
];

/// Every key that reports ask for, and what it is in English. Catalogues in other languages have the same keys.
pub fn messages() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    let tables = [reports::REPORTS, accounts::ACCOUNTS, measured::MEASURED, recalibration::RECALIBRATION];
    ENGLISH.iter().chain(tables.into_iter().flatten())
}

/// The English message of a key; the key itself when there is none.
pub fn english(key: &str) -> String {
    messages().find(|(known, _)| *known == key).map_or(key, |(_, message)| message).to_owned()
}
