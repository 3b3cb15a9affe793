//! The page of one's own account.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use bareme_access::Principal;
use bareme_engine::people::Refusal;
use bareme_engine::people::account::{self, AccountView};
use bareme_engine::people::sessions::{self, SessionView};

use crate::i18n::Text;
use crate::pages::entry::{PASSWORD, again, note, private, secret, typed_twice};
use crate::pages::post::{self, PostForm, Posted};
use crate::signed_in::{Came, SignedIn, Visit, cookie, no_cookie};
use crate::{PageError, Shell, engine, urls};

/// Fields of the form of the password.
const CURRENT: &str = "current";

/// The page.
#[derive(Template)]
#[template(path = "pages/me/show.html")]
pub struct MePage {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// Who they are.
    pub me: Principal,
    /// Their account.
    pub account: AccountView,
    /// Their sessions.
    pub sessions: Vec<SessionView>,
    /// The session of this browser.
    pub here: i64,
    /// What is wrong with a form.
    pub form: PostForm,
}

impl MePage {
    fn is_here(&self, session: &SessionView) -> bool {
        session.id == self.here
    }

    fn role_key(&self) -> String {
        format!("access-role-{}", self.me.role.word())
    }
}

/// Shows the account of who looks.
pub async fn show(
    engine: engine::Data,
    me: SignedIn,
    came: Came,
    shell: Shell,
) -> Result<HttpResponse, PageError> {
    let page = page(&engine, me.0, &came, shell, PostForm::default()).await?;
    post::page(StatusCode::OK, &page).map(private)
}

/// The page as it is now.
pub(super) async fn page(
    engine: &engine::Data,
    me: Principal,
    came: &Came,
    mut shell: Shell,
    form: PostForm,
) -> Result<MePage, PageError> {
    let id = me.user;
    let (account, sessions) = engine::ask(engine, urls::home(), move |engine| {
        Ok((account::show(engine, id)?, sessions::list(engine, id)?))
    })
    .await?;
    shell.here = urls::me().to_string();
    let here = came.0.as_ref().map_or(0, |current| current.session);
    Ok(MePage { t: shell.t, shell, me, account, sessions, here, form })
}

/// Sets another password.
pub async fn change_password(
    engine: engine::Data,
    me: SignedIn,
    came: Came,
    form: Posted,
    visit: Visit,
    shell: Shell,
) -> Result<HttpResponse, PageError> {
    let mut form = PostForm::new(form);
    let mut refused = None;
    if typed_twice(&mut form) {
        let (current, new) = (secret(&form.values, CURRENT), secret(&form.values, PASSWORD));
        let (id, visitor) = (me.0.user, visit.0);
        let outcome = engine::ask(&engine, urls::me(), move |engine| {
            account::change_password(engine, id, &current, &new, &visitor)
        });
        match outcome.await? {
            Ok(opened) => {
                let mut answer = post::done(&urls::me(), "password-changed");
                answer.add_cookie(&cookie(&opened.token)).map_err(PageError::internal)?;
                return Ok(answer);
            }
            Err(refusal) => {
                note(&mut form, &refusal, CURRENT);
                refused = Some(refusal);
            }
        }
    }
    again(&page(&engine, me.0, &came, shell, form).await?, refused.as_ref())
}

/// Ends one session, or all of them.
pub async fn end_sessions(
    engine: engine::Data,
    me: SignedIn,
    came: Came,
    form: Posted,
) -> Result<HttpResponse, PageError> {
    let id = me.0.user;
    if form.typed("act") == "all" {
        engine::ask(&engine, urls::me(), move |engine| sessions::end_all(engine, id)).await?;
        return left();
    }
    let session: i64 = form.typed("session").parse().map_err(|_| PageError::NotFound)?;
    let ended = engine::ask(&engine, urls::me(), move |engine| sessions::end_one(engine, id, session));
    if !ended.await? {
        return Err(PageError::NotFound);
    }
    let own = came.0.is_some_and(|current| current.session == session);
    if own { left() } else { Ok(post::done(&urls::me(), "session-ended")) }
}

fn left() -> Result<HttpResponse, PageError> {
    let mut answer = post::done(&urls::sign_in(), "signed-out");
    answer.add_cookie(&no_cookie()).map_err(PageError::internal)?;
    Ok(answer)
}

/// The page that answers what was refused about the second factor.
pub(super) async fn refused(
    engine: &engine::Data,
    me: Principal,
    came: &Came,
    shell: Shell,
    refusal: &Refusal,
) -> Result<HttpResponse, PageError> {
    let mut form = PostForm::default();
    note(&mut form, refusal, "code");
    again(&page(engine, me, came, shell, form).await?, Some(refusal))
}
