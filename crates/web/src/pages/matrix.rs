//! The 4×4 matrix: how many people stand where, and what is done with them.

use askama::Template;
use askama_web::WebTemplate;
use bareme_engine::pages::matrix;
use bareme_engine::view::MatrixView;

use crate::i18n::Text;
use crate::pages::form::Choice;
use crate::pages::parts::{self, MatrixTable};
use crate::pages::query::Params;
use crate::{Area, PageError, Shell, engine, urls};

/// Shows the matrix of a model.
pub async fn show(engine: engine::Data, params: Params, shell: Shell) -> Result<MatrixShow, PageError> {
    let model = params.text("model");
    let view =
        engine::ask(&engine, urls::matrix(), move |engine| matrix::show(engine, model.as_deref())).await?;
    Ok(MatrixShow::new(shell, view))
}

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "pages/matrix.html")]
pub struct MatrixShow {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// What it shows.
    pub view: MatrixView,
    /// The matrix, unless there is no model.
    pub table: Option<MatrixTable>,
    /// Models to pick from.
    pub models: Vec<Choice>,
    /// People by what is done with them: action, how many, their share.
    pub actions: Vec<(&'static str, u64, f64)>,
}

impl MatrixShow {
    /// The page of a view.
    pub fn new(shell: Shell, view: MatrixView) -> Self {
        let t = shell.t;
        let actions = ["hand_off", "nurture", "watch", "disqualify"]
            .into_iter()
            .map(|action| {
                let people = view
                    .cells
                    .iter()
                    .filter(|cell| cell.cell.action == action)
                    .map(|cell| cell.contacts)
                    .sum();
                (action, people, parts::ratio(people, view.scored))
            })
            .collect();
        Self {
            t,
            table: MatrixTable::new(t, &view),
            models: parts::model_choices(t, &view.models),
            actions,
            view,
            shell: shell.within(Area::Matrix),
        }
    }
}
