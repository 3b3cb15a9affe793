//! The list of models.

use askama::Template;
use askama_web::WebTemplate;
use bareme_engine::pages::models;
use bareme_engine::view::ModelRef;

use crate::i18n::Text;
use crate::{Area, PageError, Shell, engine, urls};

/// Shows the list.
pub async fn list(engine: engine::Data, shell: Shell) -> Result<ModelsList, PageError> {
    let models = engine::ask(&engine, urls::models(), models::list).await?;
    Ok(ModelsList::new(shell, models))
}

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "pages/models/list.html")]
pub struct ModelsList {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// The models, the primary one first.
    pub models: Vec<ModelRef>,
}

impl ModelsList {
    /// The page of some models.
    pub fn new(shell: Shell, models: Vec<ModelRef>) -> Self {
        Self { t: shell.t, models, shell: shell.within(Area::Models) }
    }
}
