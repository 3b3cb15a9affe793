//! The words that reports are made of, by message key: callers bring their own catalogue.

/// Gives the message of a key in the reader's language.
pub type Words<'a> = &'a dyn Fn(&str) -> String;

/// Every key that this crate asks for, and what it is in English. Catalogues in other languages have the same keys.
pub const ENGLISH: [(&str, &str); 37] = [
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
    ("report-cohort", "Cohort"),
    ("report-conversion", "Conversion"),
    ("report-conversions", "Conversion of leads, by when they became MQL"),
    ("report-date", "Date"),
    ("report-engagement", "Engagement"),
    ("report-entered", "Entered"),
    ("report-fit", "Fit"),
    ("report-funnel", "Leads by stage reached, by when they became MQL"),
    ("report-funnel-total", "From MQL to won"),
    ("report-graph-from", "From"),
    ("report-graph-more", "and more"),
    ("report-graph-strength", "Strength"),
    ("report-graph-to", "To"),
    ("report-graph-what", "Relationship"),
    ("report-immature", "Immature"),
    ("report-interval-high", "95 % up to"),
    ("report-interval-low", "95 % from"),
    ("report-leads", "Leads"),
    ("report-no", "no"),
    ("report-oldest-undecided", "Oldest undecided"),
    ("report-rate", "Rate"),
    ("report-reached", "Reached"),
    ("report-step", "Step"),
    ("report-total", "Total"),
    ("report-undecided", "Undecided"),
    ("report-yes", "yes"),
];

/// The English message of a key; the key itself when there is none.
pub fn english(key: &str) -> String {
    ENGLISH.iter().find(|(known, _)| *known == key).map_or(key, |(_, message)| message).to_owned()
}
