//! One account: its rating and why, down to each rule; its committee, its people, its family, what happened.

use actix_web::web;
use askama::Template;
use askama_web::WebTemplate;
use bareme_engine::pages::accounts;
use bareme_engine::view::{AccountView, Bands, MqaCondition, SeatView, TreeProblem};
use bareme_scoring::{Points, Rating};

use crate::charts::{self, Drawing};
use crate::i18n::Text;
use crate::pages::form::{Choice, Pager};
use crate::pages::parts::{self, Day};
use crate::pages::query::Params;
use crate::urls::{self, Link};
use crate::{Area, PageError, Shell, engine};

/// Shows one account under a model.
pub async fn show(
    engine: engine::Data,
    id: web::Path<i64>,
    params: Params,
    shell: Shell,
) -> Result<AccountShow, PageError> {
    let (id, model, cursor) = (id.into_inner(), params.text("model"), params.text("cursor"));
    let back = urls::account(&id).with_some("model", model.as_deref());
    let view = engine::ask(&engine, back, move |engine| {
        accounts::show(engine, id, model.as_deref(), cursor.as_deref())
    })
    .await?;
    Ok(AccountShow::new(shell, view))
}

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "pages/accounts/show.html")]
pub struct AccountShow {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// What it shows.
    pub view: AccountView,
    /// Models to pick from.
    pub models: Vec<Choice>,
    /// History of the scores.
    pub trend: Option<Drawing>,
    /// The relationship graph.
    pub graph: Option<Drawing>,
    /// The way on in the timeline.
    pub pager: Pager,
}

impl AccountShow {
    /// The page of a view.
    pub fn new(shell: Shell, view: AccountView) -> Self {
        let t = shell.t;
        let model = view.model.as_ref().map(|model| model.name.as_str());
        let here = urls::account(&view.row.id).with_some("model", model).at("timeline");
        Self {
            t,
            models: parts::model_choices(t, &view.models),
            trend: charts::history(t, &view.trend),
            graph: charts::relationships(t, &view.graph),
            pager: Pager::new(t, "activities-shown", &here, &view.timeline),
            view,
            shell: shell.within(Area::Accounts),
        }
    }

    /// Where the bands of the rating begin, and the rating.
    fn bands(&self) -> Option<(&Bands, &Rating)> {
        self.view.bands.as_ref().zip(self.view.row.rating.as_ref())
    }

    fn days(&self) -> Vec<Day<'_>> {
        parts::days(&self.view.timeline.rows)
    }

    /// A contact's page, with the same model.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references to fields")]
    fn contact(&self, id: &i64) -> Link {
        urls::contact(id).with_some("model", self.view.model.as_ref().map(|model| &model.name))
    }

    /// Sum of what the people give, which is the engagement.
    fn sum(&self) -> Points {
        self.view.contributions.iter().map(|person| person.points).sum()
    }

    fn is_mqa(&self) -> bool {
        self.view.row.mqa
    }
}

impl Text {
    /// Industry, country and size of a company in a line.
    pub fn firm(self, row: &bareme_engine::view::AccountRow) -> String {
        let parts = [
            row.industry.clone(),
            row.country.clone(),
            row.employees.map(|employees| self.count("employees-count", employees)),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// Industry and country of a company in a line.
    pub fn place(self, row: &bareme_engine::view::AccountRow) -> String {
        [row.industry.clone(), row.country.clone()].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// A condition for being marketing-qualified, in words: what is wanted, what is.
    pub fn mqa_condition(self, condition: &MqaCondition) -> (String, String) {
        let list = |words: Vec<String>| words.join(", ");
        match condition {
            MqaCondition::Grade { wanted, actual, .. } => (
                self.with("mqa-grade", "wanted", list(wanted.iter().map(ToString::to_string).collect())),
                actual.to_string(),
            ),
            MqaCondition::Level { wanted, actual, .. } => (
                self.with("mqa-level", "wanted", list(wanted.iter().map(ToString::to_string).collect())),
                actual.to_string(),
            ),
            MqaCondition::Coverage { wanted, actual, .. } => {
                (self.with("mqa-coverage", "wanted", self.whole_percent(wanted)), self.percent(actual))
            }
            MqaCondition::People { wanted, actual, .. } => {
                (self.count("mqa-people", wanted), self.int(actual))
            }
        }
    }

    /// A problem of the corporate tree, as a sentence.
    pub fn tree_problem(self, problem: &TreeProblem) -> String {
        match problem {
            TreeProblem::SelfParent(name) => self.with("tree-self-parent", "name", name),
            TreeProblem::Cycle(names) => self.with("tree-cycle", "names", names.join(" → ")),
            TreeProblem::SeveralParents(name, parents) => {
                self.with2("tree-several-parents", "name", name, "parents", parents.join(", "))
            }
            TreeProblem::MissingParent(name, parent) => {
                self.with2("tree-missing-parent", "name", name, "parent", parent)
            }
        }
    }
}

/// Whether a condition holds.
pub const fn holds(condition: &MqaCondition) -> bool {
    match condition {
        MqaCondition::Grade { holds, .. }
        | MqaCondition::Level { holds, .. }
        | MqaCondition::Coverage { holds, .. }
        | MqaCondition::People { holds, .. } => *holds,
    }
}

/// Whether a seat of the committee has the people that it requires.
pub const fn is_filled(seat: &SeatView) -> bool {
    seat.engaged.len() >= seat.required as usize
}

/// How deep a member of a family is drawn; deeper ones stand at the deepest step.
pub fn depth_step(depth: &u32) -> u32 {
    (*depth).min(5)
}
