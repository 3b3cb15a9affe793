//! Who writes letters and who carries them, as configured.

use std::sync::Arc;

use bareme_engine::mailing::{Post, Postman};
use bareme_mail::Smtp;
use bareme_web::LetterPress;

use crate::config::Settings;
use crate::output::Failure;

/// The post office of a run. Links in letters lead to `site`, where people find it.
///
/// # Errors
///
/// A sender that cannot be read.
pub fn post(settings: &Settings, site: &str) -> Result<Post, Failure> {
    let postman = match &settings.mail {
        None => None,
        Some(mail) => {
            let smtp = Smtp::new(mail.server.clone(), &mail.from).map_err(Failure::usage)?;
            Some(Arc::new(smtp) as Arc<dyn Postman>)
        }
    };
    let language = settings.mail.as_ref().map(|mail| mail.language).unwrap_or_default();
    Ok(Post { postman, press: Some(Arc::new(LetterPress::new(site).in_language(language))) })
}
