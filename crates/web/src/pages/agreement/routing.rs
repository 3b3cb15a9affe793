//! Who gets a lead: territories, and rules of which the first that holds and finds somebody decides; and a way to try them.

use actix_web::HttpResponse;
use askama::Template;
use askama_web::WebTemplate;
use bareme_engine::agreement::{self, AgreementDraft, Part, RulePart, TerritoryPart};
use bareme_scoring::Draft;

use super::condition::{self, Parts};
use super::rows::{self, Listed, Row};
use super::trying::{self, Asked, TriedView};
use super::{Editing, answer, people, problems, send};
use crate::i18n::Text;
use crate::pages::form::Choice;
use crate::pages::post::{PostForm, Posted};
use crate::pages::query::Params;
use crate::{Area, PageError, Shell, engine, urls};

/// Who may get leads.
const TARGETS: [&str; 5] = ["account_owner", "territory", "round_robin", "person", "team"];

/// Fields of a row which make it more than a blank one.
const TEXTS: [&str; 7] =
    ["name", "countries", "industries", "employees_from", "employees_to", "when", "owner"];

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "pages/agreement/routing.html")]
pub struct RoutingPage {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// The form.
    pub editing: Editing,
    /// Rows of territories.
    pub territories: Vec<Row>,
    /// Rows of rules.
    pub rules: Vec<Row>,
    /// Names of the teams.
    pub teams: Vec<String>,
    /// Names that a field of a person offers.
    pub people: Vec<String>,
    /// The form that tries the routing.
    pub asked: Asked,
    /// What came of trying it.
    pub tried: Option<TriedView>,
}

/// Shows territories and rules, and what they would do with somebody.
pub async fn show(engine: engine::Data, params: Params, shell: Shell) -> Result<RoutingPage, PageError> {
    let (draft, _) = engine::ask(&engine, urls::agreement(), agreement::draft).await?;
    let mut page = RoutingPage::of(shell, &draft);
    (page.asked, page.tried) = trying::answer(&engine, &params).await?;
    Ok(page)
}

/// Saves territories and rules. Teams follow a territory that is renamed.
pub async fn save(engine: engine::Data, form: Posted, shell: Shell) -> Result<HttpResponse, PageError> {
    let mut form = PostForm::new(form);
    let territories = read_territories(&mut form);
    let rules = read_rules(&mut form);
    let editing = Editing { form, changed: None, part: Part::Routing };
    let renamed = territories.renamed;
    let change = move |draft: &mut AgreementDraft| {
        draft.territories = territories.values;
        draft.rules = rules.values;
        for team in &mut draft.teams {
            let new = renamed.iter().find(|(old, _)| Some(old) == team.territory.as_ref());
            if let Some((_, new)) = new {
                team.territory = Some(new.clone());
            }
        }
    };
    let note = |form: &mut PostForm, found: &[agreement::Problem], draft: &AgreementDraft| {
        let places = [("territory", territories.numbers.as_slice()), ("rule", rules.numbers.as_slice())];
        problems::note(form, found, &places, draft);
    };
    let sent = send(&engine, shell.actor(), editing, change, note).await?;
    answer(&engine, sent, |editing, draft| RoutingPage::new(shell, editing, &draft)).await
}

impl RoutingPage {
    /// The page of a form.
    pub fn new(shell: Shell, editing: Editing, draft: &AgreementDraft) -> Self {
        Self {
            t: shell.t,
            shell: shell.within(Area::Agreement),
            territories: rows::rows(&editing.form, "territory"),
            rules: rows::rows(&editing.form, "rule"),
            editing,
            teams: draft.teams.iter().map(|team| team.name.clone()).collect(),
            people: people(draft),
            asked: Asked::default(),
            tried: None,
        }
    }

    /// The page of a draft.
    pub fn of(shell: Shell, draft: &AgreementDraft) -> Self {
        let editing = Editing::new(Part::Routing, draft, filled(draft));
        Self::new(shell, editing, draft)
    }

    fn targets(&self) -> Vec<Choice> {
        TARGETS.map(|word| Choice::new(word, self.t.say(format!("target-{}", word.replace('_', "-"))))).into()
    }

    fn team_choices(&self) -> Vec<Choice> {
        let none = Choice::new("", self.t.say("rule-no-team"));
        std::iter::once(none).chain(self.teams.iter().map(|name| Choice::new(name, name))).collect()
    }

    fn legend(&self, row: &Row, key: &str) -> String {
        if row.is_new() { self.t.say(key) } else { row.was.clone() }
    }
}

fn filled(draft: &AgreementDraft) -> PostForm {
    let mut values = Posted::default();
    for (number, territory) in (1..).zip(&draft.territories) {
        let mut fields = vec![("name", territory.name.clone())];
        fields.extend(condition_fields(Some(&territory.when)));
        rows::push(&mut values, "territory", number, &territory.name, &fields);
    }
    rows::push(&mut values, "territory", draft.territories.len() + 1, "", &condition_fields(None));
    for (number, rule) in (1..).zip(&draft.rules) {
        let mut fields = vec![
            ("name", rule.name.clone()),
            ("to", rule.to.clone()),
            ("team", rule.team.clone().unwrap_or_default()),
            ("owner", rule.owner.clone().unwrap_or_default()),
        ];
        fields.extend(condition_fields(rule.when.as_ref()));
        rows::push(&mut values, "rule", number, &rule.name, &fields);
    }
    rows::push(&mut values, "rule", draft.rules.len() + 1, "", &condition_fields(None));
    PostForm::new(values)
}

fn condition_fields(when: Option<&Draft>) -> Vec<(&'static str, String)> {
    let parts = when.map(Parts::of).unwrap_or_default();
    let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    vec![
        ("countries", parts.countries.join(", ")),
        ("industries", parts.industries.join(", ")),
        ("employees_from", number(parts.at_least)),
        ("employees_to", number(parts.at_most)),
        ("when", parts.other),
    ]
}

/// The condition of a row, if it has one; when something is wrong with it, that is noted.
fn read_condition(form: &mut PostForm, row: &Row) -> Result<Option<Draft>, ()> {
    let number = |form: &mut PostForm, name: &str| {
        form.parsed(&row.field(name), "form-error-whole", |text| text.parse::<u32>().ok())
    };
    let parts = Parts {
        at_least: number(form, "employees_from"),
        at_most: number(form, "employees_to"),
        countries: condition::values(form.value(row.field("countries"))),
        industries: condition::values(form.value(row.field("industries"))),
        other: form.value(row.field("when")).to_owned(),
    };
    parts.condition().map_err(|detail| {
        let arguments = vec![("value", parts.other.clone()), ("detail", detail)];
        form.problem(row.field("when"), "agreement-problem-condition", arguments);
    })
}

fn read_territories(form: &mut PostForm) -> Listed<TerritoryPart> {
    rows::read(form, "territory", &TEXTS, |form, row| {
        let name = form.needed(&row.field("name"));
        let when = read_condition(form, row).ok()?;
        if when.is_none() {
            form.problem(row.field("countries"), "territory-asks-nothing", Vec::new());
        }
        let name = name?;
        Some((name.clone(), TerritoryPart { name, when: when? }))
    })
}

fn read_rules(form: &mut PostForm) -> Listed<RulePart> {
    rows::read(form, "rule", &TEXTS, |form, row| {
        let name = form.needed(&row.field("name"));
        let when = read_condition(form, row).ok()?;
        let to = form.value(row.field("to")).to_owned();
        let text = |form: &PostForm, name: &str| form.values.text(&row.field(name)).map(str::to_owned);
        // What has no meaning with the chosen target may stay in its field from another choice.
        let team = text(form, "team").filter(|_| matches!(to.as_str(), "round_robin" | "team" | "person"));
        let owner = text(form, "owner").filter(|_| to == "person");
        let name = name?;
        Some((name.clone(), RulePart { name, when, to, team, owner }))
    })
}
