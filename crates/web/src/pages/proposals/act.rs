//! What is done with a proposal: signed, rejected, changed, or opened to bring an earlier version back.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use bareme_engine::proposals::{self, Decider, NoAuthority, Refusal, Side, Signed};
use bareme_engine::tasks;
use bareme_scoring::Instant;

use super::show::{self, Forms};
use crate::i18n::Text;
use crate::pages::post::{self, PostForm, Posted};
use crate::{PageError, Shell, engine, urls};

/// Fields of the forms.
const SIDE: &str = "side";
const REASON: &str = "reason";
pub(super) const SEEN: &str = "seen";
pub(super) const DOCUMENT: &str = "document";
/// What is about the proposal as a whole.
pub(super) const WHOLE: &str = "proposal";

/// Signs or rejects.
pub async fn decide(
    engine: engine::Data,
    id: web::Path<i64>,
    form: Posted,
    shell: Shell,
) -> Result<HttpResponse, PageError> {
    let id = id.into_inner();
    let mut form = PostForm::new(form);
    let side = form.parsed(SIDE, "form-error-choice", Side::from_word);
    if form.values.text(SIDE).is_none() {
        form.problem(SIDE, "proposal-side-missing", Vec::new());
    }
    if let (Some(side), true) = (side, form.is_sound()) {
        let rejects = form.value("act") == "reject";
        let [seen, reason] = [SEEN, REASON].map(|name| form.value(name).to_owned());
        let who = shell.actor();
        let outcome = engine::ask(&engine, urls::models(), move |engine| {
            let by = Decider { who: &who, side };
            if rejects {
                return Ok(proposals::reject(engine, id, &seen, by, &reason)?.map(|()| Done::Rejected));
            }
            let signed = proposals::sign(engine, id, &seen, by)?;
            if let Ok(Signed::Published { model, .. }) = &signed {
                // Where another rescoring goes on, the page offers to begin one after it.
                tasks::rescore(engine, model)?;
            }
            Ok(signed.map(Done::Signed))
        });
        match outcome.await? {
            Ok(done) => return Ok(post::done(&urls::proposal(&id), done.word())),
            Err(refusal) => note(shell.t, &mut form, &refusal),
        }
    }
    let status = status(&form);
    let page = show::page(&engine, shell, id, Forms { decision: Some(form), document: None }).await?;
    post::page(status, &page)
}

enum Done {
    Signed(Signed),
    Rejected,
}

impl Done {
    const fn word(&self) -> &'static str {
        match self {
            Self::Signed(Signed::First) => "proposal-signed",
            Self::Signed(Signed::Published { .. }) => "proposal-published",
            Self::Rejected => "proposal-rejected",
        }
    }
}

/// Puts another document in place of the proposed one.
pub async fn edit(
    engine: engine::Data,
    id: web::Path<i64>,
    form: Posted,
    shell: Shell,
) -> Result<HttpResponse, PageError> {
    let id = id.into_inner();
    let mut form = PostForm::new(form);
    let [seen, document] = [SEEN, DOCUMENT].map(|name| form.value(name).to_owned());
    let who = shell.actor();
    let outcome = engine::ask(&engine, urls::models(), move |engine| {
        let signed = proposals::find(engine, id)?.signatures.iter().any(|(_, signed)| signed.is_some());
        Ok(proposals::edit(engine, id, &seen, &document, &who)?.map(|()| signed))
    });
    match outcome.await? {
        Ok(true) => return Ok(post::done(&urls::proposal(&id), "proposal-edited-signed")),
        Ok(false) => return Ok(post::done(&urls::proposal(&id), "proposal-edited")),
        Err(refusal) => note(shell.t, &mut form, &refusal),
    }
    let status = status(&form);
    let page = show::page(&engine, shell, id, Forms { decision: None, document: Some(form) }).await?;
    post::page(status, &page)
}

/// Scores everything anew with the version that is in force.
pub async fn rescore(engine: engine::Data, id: web::Path<i64>) -> Result<HttpResponse, PageError> {
    let id = id.into_inner();
    let begun = engine::ask(&engine, urls::models(), move |engine| {
        let view = proposals::find(engine, id)?;
        tasks::rescore(engine, &view.model.name)
    });
    let word = if begun.await? { "rescoring-begun" } else { "rescoring-running" };
    Ok(post::done(&urls::proposal(&id), word))
}

/// Proposes to bring an earlier version of a model back.
pub async fn restore(
    engine: engine::Data,
    name: web::Path<String>,
    form: Posted,
    shell: Shell,
) -> Result<HttpResponse, PageError> {
    let name = name.into_inner();
    let version = form.text("version").and_then(|number| number.parse().ok()).ok_or(PageError::NotFound)?;
    let who = shell.actor();
    let model = name.clone();
    let opened =
        engine::ask(&engine, urls::models(), move |engine| proposals::restore(engine, &model, version, &who));
    match opened.await? {
        Ok(id) => Ok(post::done(&urls::proposal(&id), "proposal-opened")),
        Err(refusal) => {
            let mut answer = PostForm::new(form);
            note(shell.t, &mut answer, &refusal);
            let page = crate::pages::models::show::page(&engine, shell, name, answer).await?;
            post::page(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

/// Puts a refusal beside the field that it is about.
fn note(t: Text, form: &mut PostForm, refusal: &Refusal) {
    let field = match refusal {
        Refusal::NoName
        | Refusal::SamePerson { .. }
        | Refusal::NoAuthority(_)
        | Refusal::SideHasSigned { .. } => SIDE,
        Refusal::NoReason => REASON,
        Refusal::NothingNew | Refusal::OtherModel { .. } | Refusal::Problems(_) => DOCUMENT,
        _ => WHOLE,
    };
    form.problem(field, format!("proposal-refused-{}", refusal.code()), arguments(t, refusal));
    if let Refusal::Problems(problems) = refusal {
        for problem in problems {
            form.problem("problem", "proposal-problem", vec![("problem", problem.to_string())]);
        }
    }
}

fn arguments(t: Text, refusal: &Refusal) -> Vec<(&'static str, String)> {
    let side = |side: &Side| t.say(format!("side-{}", side.word()));
    let moment = |at: &Instant| t.moment(at);
    match refusal {
        Refusal::Changed { by, at } => vec![("who", by.clone()), ("when", moment(at))],
        Refusal::Rejected { by } => vec![("who", by.clone())],
        Refusal::SideHasSigned { side: of, by } => vec![("side", side(of)), ("who", by.clone())],
        Refusal::SamePerson { side: of } => vec![("side", side(of))],
        Refusal::NoAuthority(NoAuthority::NotALeader { leaders }) => {
            vec![("leaders", leaders.join(", "))]
        }
        Refusal::NoAuthority(NoAuthority::OfSales { team }) => vec![("team", team.clone())],
        Refusal::OtherModel { name } => vec![("name", name.clone())],
        Refusal::Problems(problems) => vec![("count", t.int(problems.len()))],
        _ => Vec::new(),
    }
}

/// Somebody was quicker, or something is wrong with what was typed.
fn status(form: &PostForm) -> StatusCode {
    let meanwhile = form.problems.iter().any(|problem| problem.field == WHOLE);
    if meanwhile { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY }
}
