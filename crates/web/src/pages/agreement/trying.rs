//! Trying the routing: what came of each rule, in words.

use bareme_engine::agreement::{Tried, TriedFacts, try_routing};
use bareme_engine::{Engine, EngineError};
use bareme_scoring::{Route, Target, Trial};

use crate::i18n::Text;
use crate::pages::query::Params;
use crate::{PageError, engine, urls};

/// The form that tries the routing: what was asked, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Key, address or name of a contact.
    pub contact: String,
    /// Country of the company.
    pub country: String,
    /// Industry of the company.
    pub industry: String,
    /// Employees of the company.
    pub employees: String,
    /// What is wrong: the field, and what the engine says about it.
    pub error: Option<(&'static str, String)>,
}

/// What came of trying.
#[derive(Clone, Debug)]
pub struct TriedView {
    /// What the engine found.
    pub tried: Tried,
}

/// Tries the routing when the address asks for it.
pub(super) async fn answer(
    engine: &engine::Data,
    params: &Params,
) -> Result<(Asked, Option<TriedView>), PageError> {
    let text = |name: &str| params.text(name).unwrap_or_default();
    let mut asked = Asked {
        contact: text("contact"),
        country: text("country"),
        industry: text("industry"),
        employees: text("employees"),
        error: None,
    };
    let employees = params.text("employees").map(|typed| typed.parse::<u32>());
    if let Some(Err(_)) = employees {
        asked.error = Some(("employees", "form-error-whole".to_owned()));
        return Ok((asked, None));
    }
    let facts = TriedFacts {
        contact: params.text("contact"),
        country: params.text("country"),
        industry: params.text("industry"),
        employees: employees.and_then(Result::ok),
        owner: None,
    };
    if facts == TriedFacts::default() {
        return Ok((asked, None));
    }
    let outcome = engine::ask(engine, urls::agreement_routing(), move |engine| carefully(engine, &facts));
    Ok(match outcome.await? {
        Ok(tried) => (asked, Some(TriedView { tried })),
        Err(key) => {
            asked.error = Some(("contact", key.to_owned()));
            (asked, None)
        }
    })
}

/// A contact that there is not, or that several are called like, is told beside the field.
fn carefully(engine: &Engine, facts: &TriedFacts) -> bareme_engine::Result<Result<Tried, &'static str>> {
    match try_routing(engine, facts) {
        Ok(tried) => Ok(Ok(tried)),
        Err(EngineError::NotFound { .. }) => Ok(Err("try-no-contact")),
        Err(EngineError::Invalid(_)) => Ok(Err("try-several")),
        Err(other) => Err(other),
    }
}

impl Asked {
    /// The sentence beside a field.
    pub fn problem(&self, t: &Text, field: &str) -> Option<String> {
        let (_, key) = self.error.as_ref().filter(|(own, _)| *own == field)?;
        let value = if field == "contact" { &self.contact } else { &self.employees };
        Some(t.with_all(key, vec![("value", value.clone())]))
    }
}

impl TriedView {
    /// Who gets the lead, in a sentence.
    pub fn verdict(&self, t: &Text) -> String {
        let Some(route) = self.route() else { return t.say("try-nobody") };
        match (&route.to.owner, &route.to.team) {
            (Some(owner), Some(team)) => t.with2("try-owner-team", "owner", owner, "team", team),
            (Some(owner), None) => t.with("try-owner", "owner", owner),
            (None, Some(team)) => t.with("try-team", "team", team),
            (None, None) => t.say("try-nobody"),
        }
    }

    fn route(&self) -> Option<&Route> {
        self.tried.rules.iter().find_map(|rule| match &rule.trial {
            Trial::Decides(route) => Some(&**route),
            _ => None,
        })
    }
}

/// What came of a rule, in words.
pub fn outcome(t: &Text, trial: &Trial) -> String {
    match trial {
        Trial::DoesNotHold => t.say("try-does-not-hold"),
        Trial::FindsNobody => t.say("try-finds-nobody"),
        Trial::NotAsked => t.say("try-not-asked"),
        Trial::Decides(route) => t.with("try-decides", "why", why(t, route)),
    }
}

/// The class of a rule's badge.
pub const fn tone(trial: &Trial) -> &'static str {
    match trial {
        Trial::Decides(_) => "badge good",
        Trial::FindsNobody => "badge warm",
        Trial::DoesNotHold | Trial::NotAsked => "badge",
    }
}

fn why(t: &Text, route: &Route) -> String {
    match &route.why.target {
        Target::AccountOwner => t.say("why-account-owner"),
        Target::Territory => {
            t.with("why-territory", "territory", route.why.territory.as_deref().unwrap_or_default())
        }
        Target::RoundRobin { team } => t.with("why-round-robin", "team", team),
        Target::Person { .. } => t.say("why-person"),
        Target::Team { team } => t.with("why-team", "team", team),
    }
}
