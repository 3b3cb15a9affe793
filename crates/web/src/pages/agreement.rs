//! The agreement of marketing and sales: one page for each part, and what their forms have in common.
//!
//! Names of fields are the paths of the document, so that a problem finds its field: `reason[2].label`.

mod condition;
pub mod hours;
mod problems;
pub mod reasons;
pub mod routing;
mod rows;
pub mod service_level;
pub mod show;
pub mod teams;
mod trying;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use bareme_access::Action;
use bareme_engine::agreement::{self, AgreementDraft, Change, NotSaved, Part, Problem, Saved};

use super::post::{self, PostForm};
use crate::i18n::Text;
use crate::rights::Access::To;
use crate::rights::Routes;
use crate::urls::{self, Link, pattern};
use crate::{PageError, engine};

pub use rows::Row;
pub use trying::{Asked, TriedView, outcome, tone};

/// The field that says what the form began with.
const SEEN: &str = "seen";

/// Adds the pages to the router.
pub(super) fn routes(routes: &mut Routes) {
    routes
        .get(pattern::AGREEMENT, To(Action::SeeAgreement), show::show)
        .get(pattern::AGREEMENT_REASONS, To(Action::ChangeAgreement), reasons::show)
        .post(pattern::AGREEMENT_REASONS, To(Action::ChangeAgreement), reasons::save)
        .get(pattern::AGREEMENT_TEAMS, To(Action::ChangeTeams), teams::show)
        .post(pattern::AGREEMENT_TEAMS, To(Action::ChangeTeams), teams::save)
        .get(pattern::AGREEMENT_ROUTING, To(Action::ChangeTeams), routing::show)
        .post(pattern::AGREEMENT_ROUTING, To(Action::ChangeTeams), routing::save)
        .get(pattern::AGREEMENT_HOURS, To(Action::ChangeAgreement), hours::show)
        .post(pattern::AGREEMENT_HOURS, To(Action::ChangeAgreement), hours::save)
        .get(pattern::AGREEMENT_SERVICE_LEVEL, To(Action::ChangeAgreement), service_level::show)
        .post(pattern::AGREEMENT_SERVICE_LEVEL, To(Action::ChangeAgreement), service_level::save);
}

/// A form of the agreement as it is shown.
#[derive(Clone, Debug)]
pub struct Editing {
    /// The fields.
    pub form: PostForm,
    /// Who changed the same part meanwhile, if somebody did.
    pub changed: Option<Option<Saved>>,
    /// Which part it is.
    pub part: Part,
}

impl Editing {
    /// The form of a part as it is in force.
    fn new(part: Part, draft: &AgreementDraft, mut form: PostForm) -> Self {
        form.values.set(SEEN, part.digest(draft));
        Self { form, changed: None, part }
    }

    /// The sentence about who changed the part meanwhile.
    pub fn told(&self, t: &Text) -> Option<String> {
        let who = self.changed.as_ref()?;
        Some(match who.as_ref().filter(|saved| !saved.by.is_empty()) {
            Some(saved) => t.with2("agreement-changed-by", "who", &saved.by, "when", t.moment(&saved.at)),
            None => t.say("agreement-changed"),
        })
    }

    /// How many things are wrong.
    pub const fn wrong(&self) -> usize {
        self.form.problems.len()
    }

    /// Problems that belong to no field of the form: those of other parts, and of a list as a whole.
    pub fn elsewhere(&self, t: &Text) -> Vec<String> {
        let problems = self.form.problems.iter();
        let other = problems.filter(|problem| !self.form.values.has(&problem.field));
        other.map(|problem| t.with_all(&problem.key, problem.arguments.clone())).collect()
    }

    /// What the form began with.
    pub fn seen(&self) -> &str {
        self.form.value(SEEN)
    }

    /// Where the form is sent, and where the part as it is in force is shown.
    pub fn address(&self) -> Link {
        address(self.part)
    }
}

/// The page of a part.
pub fn address(part: Part) -> Link {
    match part {
        Part::Reasons => urls::agreement_reasons(),
        Part::Teams => urls::agreement_teams(),
        Part::Routing => urls::agreement_routing(),
        Part::Hours => urls::agreement_hours(),
        Part::ServiceLevel => urls::agreement_service_level(),
    }
}

/// The tabs of a page of a part.
pub fn tabs_at(part: &Part) -> Vec<(&'static str, Link, bool)> {
    tabs(Some(part))
}

/// The tabs of the page of the whole.
pub fn tabs_at_all() -> Vec<(&'static str, Link, bool)> {
    tabs(None)
}

/// The tabs of the agreement: message key, address, whether the visitor is there.
fn tabs(here: Option<&Part>) -> Vec<(&'static str, Link, bool)> {
    let tab = |key, part| (key, address(part), here == Some(&part));
    vec![
        ("agreement-all", urls::agreement(), here.is_none()),
        tab("agreement-reasons", Part::Reasons),
        tab("agreement-teams", Part::Teams),
        tab("agreement-routing", Part::Routing),
        tab("agreement-hours", Part::Hours),
        tab("agreement-service-level", Part::ServiceLevel),
    ]
}

/// What came of a form.
enum Sent {
    /// It was saved; the answer leads back to the page.
    Saved(HttpResponse),
    /// It was not; the form is shown again.
    Again(Editing, StatusCode),
}

/// Saves a part. `note` puts problems of the document beside their fields.
async fn send(
    engine: &engine::Data,
    who: String,
    mut editing: Editing,
    change: impl FnOnce(&mut AgreementDraft) + Send + 'static,
    note: impl FnOnce(&mut PostForm, &[Problem], &AgreementDraft),
) -> Result<Sent, PageError> {
    let part = editing.part;
    if !editing.form.is_sound() {
        return Ok(Sent::Again(editing, StatusCode::UNPROCESSABLE_ENTITY));
    }
    let seen = editing.form.value(SEEN).to_owned();
    let outcome = engine::ask(engine, address(part), move |engine| {
        let outcome = agreement::change(engine, part, &seen, &who, change)?;
        Ok((outcome, agreement::draft(engine)?.0))
    });
    Ok(match outcome.await? {
        (Ok(change), _) => Sent::Saved(post::done(&address(part), word(&change))),
        (Err(NotSaved::Problems(problems)), draft) => {
            note(&mut editing.form, &problems, &draft);
            Sent::Again(editing, StatusCode::UNPROCESSABLE_ENTITY)
        }
        (Err(NotSaved::Changed(by)), draft) => {
            editing.form.values.set(SEEN, part.digest(&draft));
            editing.changed = Some(by);
            Sent::Again(editing, StatusCode::CONFLICT)
        }
    })
}

const fn word(change: &Change) -> &'static str {
    if change.retired.is_empty() { "agreement-saved" } else { "agreement-retired" }
}

/// The answer to a form: where it leads, or the page with the form again.
async fn answer<P: Template>(
    engine: &engine::Data,
    sent: Sent,
    page: impl FnOnce(Editing, AgreementDraft) -> P,
) -> Result<HttpResponse, PageError> {
    match sent {
        Sent::Saved(response) => Ok(response),
        Sent::Again(editing, status) => {
            let (draft, _) = engine::ask(engine, urls::agreement(), agreement::draft).await?;
            post::page(status, &page(editing, draft))
        }
    }
}

/// Everybody whom a draft names, sorted, each once: what a field of a name offers.
fn people(draft: &AgreementDraft) -> Vec<String> {
    let teams = draft.teams.iter().flat_map(|team| team.members.iter().chain(&team.leader));
    let owners = draft.rules.iter().filter_map(|rule| rule.owner.as_ref());
    let mut people: Vec<String> =
        teams.chain(owners).chain(&draft.service_level.escalate_to).cloned().collect();
    people.sort_unstable();
    people.dedup();
    people
}
