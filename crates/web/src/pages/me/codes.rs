//! The recovery codes of one's second factor, shown once.

use askama::Template;
use bareme_engine::people::Secret;

use crate::Shell;
use crate::i18n::Text;

/// The page that shows the recovery codes, once.
#[derive(Template)]
#[template(path = "pages/me/codes.html")]
pub struct CodesPage {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// The codes.
    pub codes: Vec<Secret>,
    /// Where the way leads then.
    pub back: String,
}
