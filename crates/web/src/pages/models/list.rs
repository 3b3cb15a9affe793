//! The list of models.

use askama::Template;
use askama_web::WebTemplate;
use bareme_engine::view::ModelRef;

use crate::i18n::Text;
use crate::{Area, Shell};

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
