//! One contact: both ledgers with their evidence, what the matrix asks for, the history, the leads.

use actix_web::web;
use askama::Template;
use askama_web::WebTemplate;
use bareme_engine::pages::contacts;
use bareme_engine::view::{Bands, ContactView, TransitionView};
use bareme_scoring::{Rating, Stage};

use crate::charts::{self, Drawing};
use crate::i18n::Text;
use crate::pages::form::{Choice, Pager};
use crate::pages::parts::{self, Day};
use crate::pages::query::Params;
use crate::urls::{self, Link};
use crate::{Area, PageError, Shell, engine};

/// Shows one contact under a model.
pub async fn show(
    engine: engine::Data,
    id: web::Path<i64>,
    params: Params,
    shell: Shell,
) -> Result<ContactShow, PageError> {
    let (id, model, cursor) = (id.into_inner(), params.text("model"), params.text("cursor"));
    let back = urls::contact(&id).with_some("model", model.as_deref());
    let view = engine::ask(&engine, back, move |engine| {
        contacts::show(engine, id, model.as_deref(), cursor.as_deref())
    })
    .await?;
    Ok(ContactShow::new(shell, view))
}

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "pages/contacts/show.html")]
pub struct ContactShow {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// What it shows.
    pub view: ContactView,
    /// Models to pick from.
    pub models: Vec<Choice>,
    /// History of the scores.
    pub history: Option<Drawing>,
    /// The relationship graph.
    pub graph: Option<Drawing>,
    /// The way on in the timeline.
    pub pager: Pager,
}

impl ContactShow {
    /// The page of a view.
    pub fn new(shell: Shell, view: ContactView) -> Self {
        let t = shell.t;
        let model = view.model.as_ref().map(|model| model.name.as_str());
        let here = urls::contact(&view.row.id).with_some("model", model).at("timeline");
        Self {
            t,
            models: parts::model_choices(t, &view.models),
            history: charts::history(t, &view.history),
            graph: charts::relationships(t, &view.graph),
            pager: Pager::new(t, "activities-shown", &here, &view.timeline),
            view,
            shell: shell.within(Area::Contacts),
        }
    }

    /// Where the bands of the rating begin, and the rating.
    fn bands(&self) -> Option<(&Bands, &Rating)> {
        self.view.bands.as_ref().zip(self.view.row.rating.as_ref())
    }

    fn days(&self) -> Vec<Day<'_>> {
        parts::days(&self.view.timeline.rows)
    }

    /// The other people in the same cell.
    fn cell_link(&self) -> Link {
        let model = self.view.model.as_ref().map(|model| model.name.as_str());
        urls::contacts().with_some("rating", self.view.row.rating).with_some("model", model)
    }
}

/// Whether a step leaves the way to the customer.
pub const fn is_away(transition: &TransitionView) -> bool {
    matches!(transition.to, Stage::Rejected | Stage::Recycled | Stage::Disqualified | Stage::Lost)
}

impl Text {
    /// Title and e-mail of a person in a line.
    pub fn person(self, row: &bareme_engine::view::ContactRow) -> String {
        let email = row.email.clone().filter(|email| *email != row.name);
        [row.title.clone(), email].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }
}
