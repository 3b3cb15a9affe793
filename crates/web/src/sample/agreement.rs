//! Samples of the agreement: as shipped, agreed upon, with everything wrong, and changed by two at once.

use bareme_engine::agreement::{AgreementDraft, Saved, Tried, TriedRule};
use bareme_scoring::{Instant, Routed, Rule, Turns, Value};

use super::now;
use crate::Shell;
use crate::pages::agreement::hours::HoursPage;
use crate::pages::agreement::reasons::ReasonsPage;
use crate::pages::agreement::routing::RoutingPage;
use crate::pages::agreement::service_level::ServiceLevelPage;
use crate::pages::agreement::show::AgreementPage;
use crate::pages::agreement::teams::TeamsPage;
use crate::pages::agreement::{Asked, TriedView};

/// An agreement with names that would break careless HTML.
pub const DOCUMENT: &str = r#"
[[reason]]
code = "no_budget"
policy = "recycle"
cool_off_days = 90

[[reason]]
code = "too_small"
label = "Fewer than <b>fair</b> & 10 people"
policy = "disqualify"

[[reason]]
code = "other"
policy = "recycle"
retired = true

[[team]]
name = "France & <Q4>"
leader = "Inès Valcourt"
members = ["Camille Renaudot", "<none>"]
territory = "France"

[[territory]]
name = "France"
when = { attribute = "account.country", in = ["FR"] }

[[rule]]
name = "Key accounts"
when = { all = [{ attribute = "account.employees", at_least = 1000 }, { attribute = "contact.title", contains = "chief" }] }
to = "account_owner"

[[rule]]
name = "Territories"
to = "territory"

[[rule]]
name = "Everything else"
to = "round_robin"
team = "France & <Q4>"

[calendar]
zone = "Europe/Paris"

[calendar.week]
monday = "09:00-12:30, 13:30-18:00"
friday = "09:00-12:30"

[[calendar.holiday]]
day = "2026-07-14"
name = "Fête nationale"

[service_level]
clock = "business"
accept_by_default = true
cool_off_days = 45
escalate_to = "Dee"

[fiscal_year]
starts_in = 4
"#;

fn draft() -> AgreementDraft {
    AgreementDraft::read(DOCUMENT).unwrap_or_default()
}

/// Nobody has agreed on anything yet.
pub fn shipped(shell: Shell) -> Option<AgreementPage> {
    AgreementPage::of(shell, &AgreementDraft::default(), None)
}

/// Everything is agreed upon.
pub fn agreed(shell: Shell) -> Option<AgreementPage> {
    let saved = Saved { by: "Ana <b>fair".to_owned(), at: now() };
    AgreementPage::of(shell, &draft(), Some(saved))
}

/// The list of reasons.
pub fn reasons(shell: Shell) -> ReasonsPage {
    ReasonsPage::of(shell, &draft())
}

/// Something is wrong with a reason, and somebody else changed the list.
pub fn reasons_wrong(shell: Shell) -> ReasonsPage {
    let mut page = ReasonsPage::of(shell, &draft());
    let form = &mut page.editing.form;
    form.values.set("reason[1].cool_off_days", "<Q4>");
    form.problem("reason[1].cool_off_days", "form-error-whole", vec![("value", "<Q4>".to_owned())]);
    form.problem("reason", "agreement-problem-no-reason", Vec::new());
    page.editing.changed = Some(Some(Saved { by: "<none>".to_owned(), at: now() }));
    page
}

/// The teams.
pub fn teams(shell: Shell) -> TeamsPage {
    TeamsPage::of(shell, &draft())
}

/// No team yet.
pub fn teams_empty(shell: Shell) -> TeamsPage {
    TeamsPage::of(shell, &AgreementDraft::default())
}

/// Territories and rules, tried on somebody.
pub fn routing(shell: Shell) -> RoutingPage {
    let mut page = RoutingPage::of(shell, &draft());
    page.asked = Asked { country: "fr".to_owned(), ..Asked::default() };
    page.tried = tried();
    page
}

/// What would become of a lead of France.
fn tried() -> Option<TriedView> {
    let agreement = draft().check(None).agreement?;
    let facts = [("country".to_owned(), Value::from("FR"))].into();
    let lead = Routed { contact: &facts, account: Some(&facts), as_of: Instant::MIN };
    let trials = agreement.routing.trials(&lead, &agreement.teams, &Turns::new());
    let rule = |(rule, trial): (&Rule, _)| TriedRule { name: rule.name.clone(), trial };
    let rules = trials.into_iter().map(rule).collect();
    let contact = Some((1, "<Q4>".to_owned()));
    Some(TriedView { tried: Tried { contact, account: None, territory: Some("France".to_owned()), rules } })
}

/// A condition that cannot be read, and a contact that there is not.
pub fn routing_wrong(shell: Shell) -> RoutingPage {
    let mut page = RoutingPage::of(shell, &draft());
    let form = &mut page.editing.form;
    form.values.set("rule[1].when", "country is <Q4>");
    let arguments = vec![("detail", "<Q4>".to_owned())];
    form.problem("rule[1].when", "agreement-problem-condition", arguments);
    let error = Some(("contact", "try-no-contact".to_owned()));
    page.asked = Asked { contact: "<none>".to_owned(), error, ..Asked::default() };
    page
}

/// The hours.
pub fn hours(shell: Shell) -> HoursPage {
    HoursPage::of(shell, &draft())
}

/// Hours that cannot be read.
pub fn hours_wrong(shell: Shell) -> HoursPage {
    let mut wrong = draft();
    "<Q4>".clone_into(&mut wrong.calendar.zone);
    let mut page = HoursPage::of(shell, &wrong);
    let form = &mut page.editing.form;
    form.problem("calendar.zone", "agreement-problem-zone", vec![("value", "<Q4>".to_owned())]);
    page
}

/// The service level.
pub fn service_level(shell: Shell) -> ServiceLevelPage {
    ServiceLevelPage::of(shell, &draft())
}
