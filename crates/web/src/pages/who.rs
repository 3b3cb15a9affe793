//! Who works: chosen once from the people of the teams and kept in a cookie, so that every act is logged under a name.

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use bareme_engine::pages::worklist;

use crate::i18n::Text;
use crate::pages::post::{self, PostForm, Posted};
use crate::pages::preferences::is_local;
use crate::pages::query::Params;
use crate::urls;
use crate::{Area, PageError, Shell, engine};

/// The cookie, and the field of a form that says it.
pub const WHO: &str = "who";

/// Nobody is called longer, in bytes.
const LONGEST: usize = 300;

/// Shows the choice.
pub async fn show(engine: engine::Data, params: Params, shell: Shell) -> Result<HttpResponse, PageError> {
    let back = params.text("back").filter(|back| is_local(back));
    let back = back.unwrap_or_else(|| urls::worklist().to_string());
    ask(&engine, shell, &Asking::ToLookAt(back)).await
}

/// Keeps the choice and goes back.
pub async fn choose(engine: engine::Data, form: Posted, shell: Shell) -> Result<HttpResponse, PageError> {
    let back = form.text("back").filter(|back| is_local(back)).map(str::to_owned);
    let back = back.unwrap_or_else(|| urls::worklist().to_string());
    let people = engine::ask(&engine, urls::home(), worklist::people).await?;
    let mut answer = PostForm::new(form);
    let Some(who) = chosen(&mut answer, &people) else {
        return page(shell, WhoPage::new(answer, people, &Asking::ToLookAt(back)));
    };
    let mut response = HttpResponse::SeeOther();
    response.cookie(cookie(&who));
    Ok(response.insert_header((header::LOCATION, back)).finish())
}

/// Why somebody is asked.
pub(crate) enum Asking {
    /// To look at something: where the way leads then.
    ToLookAt(String),
    /// To carry something out: the address that it was sent to, and all that was sent.
    ToCarryOut(String, Posted),
}

/// Who acts: whom the form names, or the cookie; or else the page that asks first.
pub(crate) enum Actor {
    /// Somebody. The cookie is to be set when the form named them.
    Is(String, Option<Cookie<'static>>),
    /// The answer that asks.
    Asked(HttpResponse),
}

/// Who carries out what a form says. Without a name they are asked, and what the form said comes along.
pub(crate) async fn actor(
    engine: &engine::Data,
    shell: &Shell,
    form: &Posted,
    address: &str,
) -> Result<Actor, PageError> {
    if let Some(who) = shell.who.clone().filter(|_| !form.has(WHO)) {
        return Ok(Actor::Is(who, None));
    }
    let people = engine::ask(engine, urls::home(), worklist::people).await?;
    let asking = Asking::ToCarryOut(address.to_owned(), form.clone());
    let mut answer = PostForm::new(if form.has(WHO) { form.clone() } else { Posted::default() });
    if form.has(WHO)
        && let Some(who) = chosen(&mut answer, &people)
    {
        let cookie = cookie(&who);
        return Ok(Actor::Is(who, Some(cookie)));
    }
    // The address of a form can only be sent to: who changes the language here begins at the worklist.
    let shell = Shell { here: urls::worklist().to_string(), ..shell.clone() };
    Ok(Actor::Asked(page(shell, WhoPage::new(answer, people, &asking))?))
}

/// Asks who somebody is.
pub(crate) async fn ask(
    engine: &engine::Data,
    shell: Shell,
    asking: &Asking,
) -> Result<HttpResponse, PageError> {
    let people = engine::ask(engine, urls::home(), worklist::people).await?;
    page(shell, WhoPage::new(PostForm::default(), people, asking))
}

/// Who a cookie says a visitor is.
pub(crate) fn in_cookie(request: &HttpRequest) -> Option<String> {
    let cookie = request.cookie(WHO)?;
    let encoded = format!("{WHO}={}", cookie.value());
    let (_, who) = form_urlencoded::parse(encoded.as_bytes()).next()?;
    let who = who.trim();
    (!who.is_empty() && who.len() <= LONGEST).then(|| who.to_owned())
}

/// A cookie for a year, for this site only. Names have letters that a cookie has not.
pub(crate) fn cookie(who: &str) -> Cookie<'static> {
    let encoded: String = form_urlencoded::byte_serialize(who.as_bytes()).collect();
    Cookie::build(WHO, encoded)
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .max_age(Duration::days(365))
        .finish()
}

fn chosen(answer: &mut PostForm, people: &[String]) -> Option<String> {
    let typed = answer.values.text(WHO).map(str::to_owned);
    if typed.is_none() {
        answer.problem(WHO, "who-missing", Vec::new());
    }
    let known = typed.as_ref().filter(|who| people.contains(who));
    if let (Some(typed), None) = (&typed, known) {
        answer.problem(WHO, "who-unknown", vec![("value", typed.clone())]);
    }
    known.cloned()
}

fn page(mut shell: Shell, page: WhoPage) -> Result<HttpResponse, PageError> {
    // The ways out of this page lead back to where it was asked from: not to itself, with itself as the way back.
    if let Some((_, back)) = page.kept.iter().find(|(name, _)| !page.waits && name == "back") {
        shell.here.clone_from(back);
    }
    let t = shell.t;
    let shown = WhoShow { t, shell: shell.within(Area::Elsewhere), page };
    post::page(StatusCode::OK, &shown)
}

/// What the page asks and keeps.
#[derive(Clone, Debug)]
pub struct WhoPage {
    /// Where the answer is sent.
    pub action: String,
    /// What is sent along.
    pub kept: Vec<(String, String)>,
    /// Whether something waits to be carried out.
    pub waits: bool,
    /// Who can be chosen.
    pub people: Vec<String>,
    /// What was chosen, and what is wrong with it.
    pub form: PostForm,
}

/// The page.
#[derive(Template)]
#[template(path = "pages/who.html")]
pub struct WhoShow {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// What it asks and keeps.
    pub page: WhoPage,
}

impl WhoShow {
    fn is_chosen(&self, person: &str) -> bool {
        self.page.form.values.text(WHO).or(self.shell.who.as_deref()) == Some(person)
    }
}

impl WhoPage {
    /// What is asked of these people, and why.
    pub(crate) fn new(form: PostForm, people: Vec<String>, asking: &Asking) -> Self {
        let (action, kept, waits) = match asking {
            Asking::ToLookAt(back) => {
                (urls::who().to_string(), vec![("back".to_owned(), back.clone())], false)
            }
            Asking::ToCarryOut(address, sent) => {
                let kept = sent.pairs().filter(|(name, _)| *name != WHO);
                let kept = kept.map(|(name, value)| (name.to_owned(), value.to_owned()));
                (address.clone(), kept.collect(), true)
            }
        };
        Self { action, kept, waits, people, form }
    }
}
