//! Every address of the site in one place: the patterns that the router knows, and typed ways to write them.

mod keeping;
mod mailing;
mod people;
mod recalibrating;
mod scheduling;

use std::fmt;

use bareme_reporting::{Behind, List};
use bareme_scoring::Rating;

pub use keeping::{ask_erasure, audit, erase, erasures, held, held_file};
pub use mailing::{letter_again, new_report_mail, report_mail, report_mail_act, report_mails};
pub use people::{
    invitation, me, my_factor, my_factor_acts, my_password, my_sessions, people, people_rules, person,
    person_acts, second_factor, set_up, sign_in, sign_out,
};
pub use recalibrating::{
    cancel_recalibration, proposal, proposal_decision, proposal_document, proposal_rescore, recalibration,
    recalibration_csv, recalibration_pdf, recalibrations, restore_model,
};
pub use scheduling::{cancel_job_run, job, job_acts, job_new, job_run, jobs};

/// Patterns for the router.
pub mod pattern {
    pub use super::keeping::pattern::*;
    pub use super::mailing::pattern::*;
    pub use super::people::pattern::*;
    pub use super::recalibrating::pattern::*;
    pub use super::scheduling::pattern::*;

    /// The dashboard.
    pub const HOME: &str = "/";
    /// The list of accounts.
    pub const ACCOUNTS: &str = "/accounts";
    /// One account.
    pub const ACCOUNT: &str = "/accounts/{id}";
    /// The list of contacts.
    pub const CONTACTS: &str = "/contacts";
    /// One contact.
    pub const CONTACT: &str = "/contacts/{id}";
    /// The search over everything.
    pub const SEARCH: &str = "/search";
    /// The 4×4 matrix.
    pub const MATRIX: &str = "/matrix";
    /// The list of leads.
    pub const LEADS: &str = "/leads";
    /// The leads of a list as a file.
    pub const LEADS_FILE: &str = "/leads.csv";
    /// What reports there are.
    pub const REPORTS: &str = "/reports";
    /// A report as a file for print.
    pub const REPORT_PDF: &str = "/reports/{kind}.pdf";
    /// A table of a report as a file.
    pub const REPORT_CSV: &str = "/reports/{kind}/{section}.csv";
    /// Keeps a filter of a report.
    pub const REPORT_VIEWS: &str = "/reports/{kind}/views";
    /// One report.
    pub const REPORT: &str = "/reports/{kind}";
    /// A saved view.
    pub const SAVED_VIEW: &str = "/views/{id}";
    /// Deletes a saved view.
    pub const SAVED_VIEW_DELETE: &str = "/views/{id}/delete";
    /// One lead.
    pub const LEAD: &str = "/leads/{id}";
    /// What is done to one lead.
    pub const LEAD_ACTS: &str = "/leads/{id}/acts";
    /// The worklist of a sales person.
    pub const WORKLIST: &str = "/worklist";
    /// The list of imports.
    pub const IMPORTS: &str = "/imports";
    /// One import.
    pub const IMPORT: &str = "/imports/{id}";
    /// The rejects file of one import.
    pub const REJECTS: &str = "/imports/{id}/rejects.csv";
    /// The list of models.
    pub const MODELS: &str = "/models";
    /// One model.
    pub const MODEL: &str = "/models/{name}";
    /// The agreement of marketing and sales.
    pub const AGREEMENT: &str = "/agreement";
    /// Why sales may say no.
    pub const AGREEMENT_REASONS: &str = "/agreement/reasons";
    /// Who sells.
    pub const AGREEMENT_TEAMS: &str = "/agreement/teams";
    /// Territories and rules.
    pub const AGREEMENT_ROUTING: &str = "/agreement/routing";
    /// When people work.
    pub const AGREEMENT_HOURS: &str = "/agreement/hours";
    /// In which time sales must respond.
    pub const AGREEMENT_SERVICE_LEVEL: &str = "/agreement/service-level";
    /// Language and theme.
    pub const PREFERENCES: &str = "/preferences";
    /// Whether the server runs.
    pub const HEALTH: &str = "/healthz";
    /// The icon, where no page names it.
    pub const FAVICON: &str = "/favicon.ico";
    /// Static files, with the fingerprint of all of them.
    pub const STATIC: &str = "/static/{fingerprint}/{path:.*}";
}

/// An address within the site: a path and its query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    path: String,
    query: Vec<(&'static str, String)>,
    fragment: Option<&'static str>,
}

impl Link {
    /// An address without a query.
    pub fn to(path: impl Into<String>) -> Self {
        Self { path: path.into(), query: Vec::new(), fragment: None }
    }

    /// With one more parameter; an empty value leaves it out.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        let value = value.to_string();
        if !value.is_empty() {
            self.query.push((name, value));
        }
        self
    }

    /// With these parameters as well.
    #[must_use]
    pub fn with_all(self, words: &[(&'static str, String)]) -> Self {
        words.iter().fold(self, |link, (name, value)| link.with(name, value))
    }

    /// The query alone, as it stands in an address.
    pub fn query(&self) -> String {
        let mut pairs = form_urlencoded::Serializer::new(String::new());
        self.query.iter().for_each(|(name, value)| {
            pairs.append_pair(name, value);
        });
        pairs.finish()
    }

    /// With one more parameter where there is a value.
    #[must_use]
    pub fn with_some(self, name: &'static str, value: Option<impl fmt::Display>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Without a parameter.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.query.retain(|(key, _)| *key != name);
        self
    }

    /// At a place of the page.
    #[must_use]
    pub const fn at(mut self, fragment: &'static str) -> Self {
        self.fragment = Some(fragment);
        self
    }

    /// The parameters, for hidden fields.
    pub fn parameters(&self) -> &[(&'static str, String)] {
        &self.query
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if !self.query.is_empty() {
            let mut pairs = form_urlencoded::Serializer::new(String::new());
            for (name, value) in &self.query {
                pairs.append_pair(name, value);
            }
            write!(f, "?{}", pairs.finish())?;
        }
        match self.fragment {
            Some(fragment) => write!(f, "#{fragment}"),
            None => Ok(()),
        }
    }
}

/// The dashboard.
pub fn home() -> Link {
    Link::to(pattern::HOME)
}

/// The list of accounts.
pub fn accounts() -> Link {
    Link::to(pattern::ACCOUNTS)
}

/// One account.
pub fn account(id: &i64) -> Link {
    Link::to(format!("/accounts/{id}"))
}

/// The list of contacts.
pub fn contacts() -> Link {
    Link::to(pattern::CONTACTS)
}

/// The contacts of one cell of the matrix.
pub fn contacts_in(rating: &Rating, model: Option<&str>) -> Link {
    contacts().with("rating", rating).with_some("model", model)
}

/// The contacts whose main job is at an account.
pub fn contacts_at(account: &i64) -> Link {
    contacts().with("account", account)
}

/// One contact.
pub fn contact(id: &i64) -> Link {
    Link::to(format!("/contacts/{id}"))
}

/// The search over everything.
pub fn search() -> Link {
    Link::to(pattern::SEARCH)
}

/// The 4×4 matrix.
pub fn matrix() -> Link {
    Link::to(pattern::MATRIX)
}

/// The list of leads.
pub fn leads() -> Link {
    Link::to(pattern::LEADS)
}

/// The leads of a list as a file.
pub fn leads_file() -> Link {
    Link::to(pattern::LEADS_FILE)
}

/// What reports there are.
pub fn reports() -> Link {
    Link::to(pattern::REPORTS)
}

/// A report, by its word.
pub fn report(kind: &str) -> Link {
    Link::to(format!("/reports/{kind}"))
}

/// One lead.
pub fn lead(id: &i64) -> Link {
    Link::to(format!("/leads/{id}"))
}

/// What is done to one lead.
pub fn lead_acts(id: &i64) -> Link {
    Link::to(format!("/leads/{id}/acts"))
}

/// The worklist of a sales person.
pub fn worklist() -> Link {
    Link::to(pattern::WORKLIST)
}

/// The funnel report.
pub fn funnel() -> Link {
    report("funnel")
}

/// A report as a file for print.
pub fn report_pdf(kind: &str) -> Link {
    Link::to(format!("/reports/{kind}.pdf"))
}

/// A table of a report as a file.
pub fn report_csv(kind: &str, section: &str) -> Link {
    Link::to(format!("/reports/{kind}/{section}.csv"))
}

/// Keeps a filter of a report.
pub fn report_views(kind: &str) -> Link {
    Link::to(format!("/reports/{kind}/views"))
}

/// A saved view.
pub fn saved_view(id: &i64) -> Link {
    Link::to(format!("/views/{id}"))
}

/// Deletes a saved view.
pub fn delete_saved_view(id: &i64) -> Link {
    Link::to(format!("/views/{id}/delete"))
}

/// The list behind a figure of a report.
pub fn behind(behind: &Behind) -> Link {
    let words = behind.words.iter();
    match behind.list {
        List::Leads => words.fold(leads(), |link, (name, value)| link.with(name, value)),
        List::Accounts => words.fold(accounts(), |link, (name, value)| link.with(name, value)),
        List::Account => one("/accounts", behind),
        List::Contact => one("/contacts", behind),
        List::Lead => one("/leads", behind),
    }
}

/// The page of the one thing that is meant.
fn one(folder: &str, behind: &Behind) -> Link {
    let id = behind.words.iter().find(|(name, _)| *name == "id").map_or("", |(_, id)| id);
    Link::to(format!("{folder}/{id}"))
}

/// The list of imports.
pub fn imports() -> Link {
    Link::to(pattern::IMPORTS)
}

/// One import.
pub fn import(id: &i64) -> Link {
    Link::to(format!("/imports/{id}"))
}

/// The rejects file of one import.
pub fn rejects(id: &i64) -> Link {
    Link::to(format!("/imports/{id}/rejects.csv"))
}

/// The list of models.
pub fn models() -> Link {
    Link::to(pattern::MODELS)
}

/// One model.
pub fn model(name: &str) -> Link {
    Link::to(format!("/models/{}", segment(name)))
}

/// A model's name comes from a person: everything that could end a path segment is encoded.
fn segment(name: &str) -> String {
    let encoded: String = form_urlencoded::byte_serialize(name.as_bytes()).collect();
    encoded.replace('+', "%20")
}

/// The agreement of marketing and sales.
pub fn agreement() -> Link {
    Link::to(pattern::AGREEMENT)
}

/// Why sales may say no.
pub fn agreement_reasons() -> Link {
    Link::to(pattern::AGREEMENT_REASONS)
}

/// Who sells.
pub fn agreement_teams() -> Link {
    Link::to(pattern::AGREEMENT_TEAMS)
}

/// Territories and rules.
pub fn agreement_routing() -> Link {
    Link::to(pattern::AGREEMENT_ROUTING)
}

/// When people work.
pub fn agreement_hours() -> Link {
    Link::to(pattern::AGREEMENT_HOURS)
}

/// In which time sales must respond.
pub fn agreement_service_level() -> Link {
    Link::to(pattern::AGREEMENT_SERVICE_LEVEL)
}

/// Switches language or theme and comes back.
pub fn preferences(back: &str) -> Link {
    Link::to(pattern::PREFERENCES).with("back", back)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_typed_cannot_break_out_of_an_address() {
        let link = accounts().with("q", "a&b=c #ü").with("owner", "").with_some("rating", None::<&str>);
        assert_eq!(link.to_string(), "/accounts?q=a%26b%3Dc+%23%C3%BC");
        assert_eq!(model("a/b c").to_string(), "/models/a%2Fb%20c");
    }

    #[test]
    fn a_parameter_can_be_taken_away() {
        let link = accounts().with("q", "x").with("rating", "A1").without("q").at("top");
        assert_eq!(link.to_string(), "/accounts?rating=A1#top");
    }
}
