//! One's own second factor: set up with an app, its recovery codes, and taken away.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use bareme_engine::people::Refusal;
use bareme_engine::people::account::{self, Enrolment};
use qrcode::{Color, QrCode};

use super::codes::CodesPage;
use super::show;
use crate::i18n::Text;
use crate::pages::entry::{CODE, again, note, private, secret, wanted, wanted_by};
use crate::pages::post::{self, PostForm, Posted};
use crate::pages::query::Params;
use crate::signed_in::{Came, SignedIn, Visit, cookie};
use crate::{PageError, Shell, engine, redirect, urls};

/// The page on which it is set up.
#[derive(Template)]
#[template(path = "pages/me/factor.html")]
pub struct FactorPage {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// The second factor that waits for its first code.
    pub enrolment: Enrolment,
    /// What is wrong with the code.
    pub form: PostForm,
    /// Where the way leads then.
    pub back: String,
}

/// A picture of black and white squares.
pub struct Picture {
    /// How many squares wide and high, with the quiet zone around.
    pub size: usize,
    /// The black ones, as a path of SVG.
    pub path: String,
}

impl FactorPage {
    /// The picture that an app reads.
    fn picture(&self) -> Option<Picture> {
        picture(self.enrolment.link.reveal())
    }

    /// The secret in groups of four, for who types it.
    fn grouped(&self) -> String {
        let letters: Vec<char> = self.enrolment.secret.reveal().chars().collect();
        letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
    }
}

fn picture(text: &str) -> Option<Picture> {
    const QUIET: usize = 4;
    let code = QrCode::new(text).ok()?;
    let width = code.width();
    let squares = code.to_colors().into_iter().enumerate().filter(|(_, color)| *color == Color::Dark);
    let square = |(at, _): (usize, Color)| format!("M{} {}h1v1h-1z", at % width + QUIET, at / width + QUIET);
    let path = squares.map(square).collect::<Vec<String>>().concat();
    Some(Picture { size: width + 2 * QUIET, path })
}

/// Whose session this is, in or on the way to set up what their role needs.
fn owner(came: &Came) -> Result<i64, PageError> {
    came.0.as_ref().map(|current| current.principal.user).ok_or(PageError::SignedOut)
}

/// Shows the second factor that waits; who has one already goes to their account.
pub async fn show(
    engine: engine::Data,
    params: Params,
    came: Came,
    shell: Shell,
) -> Result<HttpResponse, PageError> {
    let back = params.text("back").map_or_else(|| urls::me().to_string(), |_| wanted_by(&params));
    page(&engine, owner(&came)?, shell, PostForm::default(), back, None).await
}

async fn page(
    engine: &engine::Data,
    id: i64,
    mut shell: Shell,
    form: PostForm,
    back: String,
    refusal: Option<&Refusal>,
) -> Result<HttpResponse, PageError> {
    let enrolment = engine::ask(engine, urls::me(), move |engine| account::enrol(engine, id)).await?;
    let Some(enrolment) = enrolment else {
        return Ok(redirect::to(&urls::me()));
    };
    shell.here = urls::my_factor().with("back", &back).to_string();
    let page = FactorPage { t: shell.t, shell, enrolment, form, back };
    match refusal {
        None => post::page(StatusCode::OK, &page).map(private),
        refusal => again(&page, refusal),
    }
}

/// Confirms it by its first code, and shows the recovery codes.
pub async fn confirm(
    engine: engine::Data,
    came: Came,
    form: Posted,
    visit: Visit,
    shell: Shell,
) -> Result<HttpResponse, PageError> {
    let (id, code, visitor, back) = (owner(&came)?, secret(&form, CODE), visit.0, wanted(form.text("back")));
    let outcome =
        engine::ask(&engine, urls::me(), move |engine| account::confirm(engine, id, &code, &visitor));
    match outcome.await? {
        Ok(enrolled) => {
            let page = CodesPage { t: shell.t, shell, codes: enrolled.recovery_codes, back };
            let mut answer = private(post::page(StatusCode::OK, &page)?);
            answer.add_cookie(&cookie(&enrolled.opened.token)).map_err(PageError::internal)?;
            Ok(answer)
        }
        Err(refusal) => {
            let mut form = PostForm::default();
            note(&mut form, &refusal, CODE);
            page(&engine, id, shell, form, back, Some(&refusal)).await
        }
    }
}

/// Makes the recovery codes anew, or takes the second factor away.
pub async fn act(
    engine: engine::Data,
    me: SignedIn,
    came: Came,
    form: Posted,
    visit: Visit,
    shell: Shell,
) -> Result<HttpResponse, PageError> {
    let (id, code, visitor) = (me.0.user, secret(&form, CODE), visit.0);
    let refusal = match form.typed("act") {
        "codes" => {
            let fresh = engine::ask(&engine, urls::me(), move |engine| {
                account::renew_codes(engine, id, &code, &visitor)
            });
            match fresh.await? {
                Ok(codes) => {
                    let page = CodesPage { t: shell.t, shell, codes, back: urls::me().to_string() };
                    return post::page(StatusCode::OK, &page).map(private);
                }
                Err(refusal) => refusal,
            }
        }
        "remove" => {
            let removed = engine::ask(&engine, urls::me(), move |engine| {
                account::remove_factor(engine, id, &code, &visitor)
            });
            match removed.await? {
                Ok(()) => return Ok(post::done(&urls::me(), "factor-removed")),
                Err(refusal) => refusal,
            }
        }
        _ => return Err(PageError::NotFound),
    };
    show::refused(&engine, me.0, &came, shell, &refusal).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_has_its_three_corners_and_a_quiet_zone() {
        let picture = picture("otpauth://totp/Bareme:ana@example.com?secret=ABC&issuer=Bareme").unwrap();
        assert!(picture.size > 30);
        assert!(picture.path.contains("M4 4h1v1h-1z"), "{}", picture.path);
        assert!(!picture.path.contains("M0 ") && !picture.path.contains(" 3h1"), "{}", picture.path);
    }
}
