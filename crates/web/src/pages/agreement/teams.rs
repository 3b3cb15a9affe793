//! Who sells: teams with their leaders and members, and the territory that each works in.

use actix_web::HttpResponse;
use askama::Template;
use askama_web::WebTemplate;
use bareme_engine::agreement::{self, AgreementDraft, Part};
use bareme_scoring::Team;

use super::rows::{self, Listed, Row};
use super::{Editing, answer, people, problems, send};
use crate::i18n::Text;
use crate::pages::form::Choice;
use crate::pages::post::{PostForm, Posted};
use crate::{Area, PageError, Shell, engine, urls};

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "pages/agreement/teams.html")]
pub struct TeamsPage {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// The form.
    pub editing: Editing,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Names of the territories.
    pub territories: Vec<String>,
    /// Names that a field of a person offers.
    pub people: Vec<String>,
}

/// Shows the teams.
pub async fn show(engine: engine::Data, shell: Shell) -> Result<TeamsPage, PageError> {
    let (draft, _) = engine::ask(&engine, urls::agreement(), agreement::draft).await?;
    Ok(TeamsPage::of(shell, &draft))
}

/// Saves the teams. Rules follow a team that is renamed.
pub async fn save(engine: engine::Data, form: Posted, shell: Shell) -> Result<HttpResponse, PageError> {
    let mut form = PostForm::new(form);
    let Listed { numbers, values, renamed } = read(&mut form);
    let editing = Editing { form, changed: None, part: Part::Teams };
    let change = move |draft: &mut AgreementDraft| {
        draft.teams = values;
        for rule in &mut draft.rules {
            let new = renamed.iter().find(|(old, _)| Some(old) == rule.team.as_ref());
            if let Some((_, new)) = new {
                rule.team = Some(new.clone());
            }
        }
    };
    let note = |form: &mut PostForm, found: &[agreement::Problem], draft: &AgreementDraft| {
        problems::note(form, found, &[("team", &numbers)], draft);
    };
    let sent = send(&engine, shell.actor(), editing, change, note).await?;
    answer(&engine, sent, |editing, draft| TeamsPage::new(shell, editing, &draft)).await
}

impl TeamsPage {
    /// The page of a form.
    pub fn new(shell: Shell, editing: Editing, draft: &AgreementDraft) -> Self {
        Self {
            t: shell.t,
            shell: shell.within(Area::Agreement),
            rows: rows::rows(&editing.form, "team"),
            editing,
            territories: draft.territories.iter().map(|territory| territory.name.clone()).collect(),
            people: people(draft),
        }
    }

    /// The page of a draft.
    pub fn of(shell: Shell, draft: &AgreementDraft) -> Self {
        let editing = Editing::new(Part::Teams, draft, filled(draft));
        Self::new(shell, editing, draft)
    }

    fn choices(&self) -> Vec<Choice> {
        let none = Choice::new("", self.t.say("team-no-territory"));
        let territories = self.territories.iter().map(|name| Choice::new(name, name));
        std::iter::once(none).chain(territories).collect()
    }

    fn legend(&self, row: &Row) -> String {
        if row.is_new() { self.t.say("team-new") } else { row.was.clone() }
    }
}

fn filled(draft: &AgreementDraft) -> PostForm {
    let mut values = Posted::default();
    for (number, team) in (1..).zip(draft.teams.iter().chain([&Team::default()])) {
        let fields = [
            ("name", team.name.clone()),
            ("leader", team.leader.clone().unwrap_or_default()),
            ("members", team.members.join("\n")),
            ("territory", team.territory.clone().unwrap_or_default()),
        ];
        rows::push(&mut values, "team", number, &team.name, &fields);
    }
    PostForm::new(values)
}

fn read(form: &mut PostForm) -> Listed<Team> {
    rows::read(form, "team", &["name", "leader", "members"], |form, row| {
        let name = form.needed(&row.field("name"));
        let text = |name: &str| form.values.text(&row.field(name)).map(str::to_owned);
        let members = form.values.typed(&row.field("members")).lines();
        let members = members.map(str::trim).filter(|member| !member.is_empty()).map(str::to_owned).collect();
        let team = Team { name: name?, leader: text("leader"), members, territory: text("territory") };
        Some((team.name.clone(), team))
    })
}
