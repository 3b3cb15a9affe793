//! One act on all ticked leads: each for itself, so that one that is refused stops none of the others.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use bareme_engine::pages::worklist;
use bareme_engine::work;
use bareme_scoring::{Act, Assignee, Refusal};

use super::{Refused, Wish, Worklist};
use crate::i18n::Text;
use crate::pages::leads::act::{know, note};
use crate::pages::post::{PostForm, Posted};
use crate::pages::query::Params;
use crate::urls::{self, Link};
use crate::{PageError, Shell, engine, redirect};

/// A lead with the number of the entry that its page showed.
type Seen = (i64, Option<u32>);

/// Does to all ticked leads what was chosen; says for each one that was refused why.
pub async fn act_on_all(
    engine: engine::Data,
    form: Posted,
    mut shell: Shell,
) -> Result<HttpResponse, PageError> {
    let back = way_back_or(&form, &urls::worklist());
    shell.here.clone_from(&back);
    let mut answer = PostForm::new(form);
    let leads = ticked(&mut answer);
    let act = read(&mut answer);
    if let Some(Act::Assign { to, .. }) = &act {
        know(&engine, &mut answer, to.owner.as_deref()).await?;
    }
    let Some(act) = act.filter(|_| answer.is_sound()) else {
        return again(&engine, shell, answer, Vec::new(), Vec::new()).await;
    };
    let by = shell.actor();
    let outcomes =
        engine::ask(&engine, urls::worklist(), move |engine| work::act_on_all(engine, &leads, &act, &by))
            .await?;
    let mut done = Vec::new();
    let mut refused: Vec<(i64, Refusal)> = Vec::new();
    for (id, outcome) in outcomes {
        match outcome {
            Ok(_) => done.push(id),
            Err(refusal) => refused.push((id, refusal)),
        }
    }
    if refused.is_empty() {
        return Ok(lead_on(&landing(&back, &done, None)));
    }
    again(&engine, shell, answer, done, refused).await
}

/// The address that a form says to go back to; another one when it names none of this site.
pub(crate) fn way_back_or(form: &Posted, other: &Link) -> String {
    let back = form.text("back").and_then(redirect::inside);
    back.map_or_else(|| other.to_string(), str::to_owned)
}

/// Where somebody lands after an act: where they came from, told what they did, at the next lead.
pub(crate) fn landing(back: &str, worked: &[i64], next: Option<i64>) -> String {
    let (path, query) = back.split('#').next().unwrap_or_default().split_once('?').unwrap_or((back, ""));
    let mut pairs: Vec<String> = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("worked="))
        .map(str::to_owned)
        .collect();
    let ids: Vec<String> = worked.iter().map(ToString::to_string).collect();
    pairs.push(format!("worked={}", ids.join(".")));
    let place = next.map(|id| format!("#lead-{id}")).unwrap_or_default();
    format!("{path}?{}{place}", pairs.join("&"))
}

/// Leads the browser to an address.
pub(crate) fn lead_on(address: &str) -> HttpResponse {
    redirect::finish(redirect::begin(), Some(address), &urls::worklist())
}

fn ticked(answer: &mut PostForm) -> Vec<Seen> {
    let seen = |text: &str| {
        let (id, seq) = text.split_once('.')?;
        Some((id.parse().ok()?, Some(seq.parse().ok()?)))
    };
    let read: Option<Vec<Seen>> = answer.values.all("lead").map(seen).collect();
    match read {
        None => answer.problem("lead", "bulk-unreadable", Vec::new()),
        Some(leads) if leads.is_empty() => answer.problem("lead", "bulk-none", Vec::new()),
        Some(leads) => return leads,
    }
    Vec::new()
}

/// What is to be done with all of them.
fn read(answer: &mut PostForm) -> Option<Act> {
    let text = |answer: &PostForm, name: &str| answer.values.text(name).map(str::to_owned);
    let note = note(answer);
    match answer.values.typed("act") {
        "accept" => Some(Act::Accept { note }),
        "reject" => {
            let reason = text(answer, "reason");
            if reason.is_none() {
                answer.problem("reason", "bulk-reason-missing", Vec::new());
            }
            Some(Act::Reject { reason, note })
        }
        "assign" => {
            let owner = text(answer, "owner");
            if owner.is_none() {
                answer.problem("owner", "bulk-owner-missing", Vec::new());
            }
            Some(Act::Assign { to: Assignee { owner, ..Assignee::default() }, note })
        }
        "undo" => Some(Act::Undo),
        _ => {
            answer.problem("lead", "act-unreadable", Vec::new());
            None
        }
    }
}

/// The list as it stands now, with what was refused, and all that was typed.
async fn again(
    engine: &engine::Data,
    shell: Shell,
    answer: PostForm,
    done: Vec<i64>,
    refused: Vec<(i64, Refusal)>,
) -> Result<HttpResponse, PageError> {
    let query = shell.here.split_once('?').map_or("", |(_, query)| query).to_owned();
    let (mut wish, errors) = Wish::read(&Params::read(&query));
    wish.worked = done;
    let query = wish.query(&shell.actor());
    let ids: Vec<i64> = refused.iter().map(|(id, _)| *id).collect();
    let (view, names) = engine::ask(engine, wish.link(), move |engine| {
        Ok((worklist::list(engine, &query)?, worklist::names(engine, &ids)?))
    })
    .await?;
    let t: Text = shell.t;
    let mut page = Worklist::new(shell, view, wish, &errors);
    page.refused = refused
        .into_iter()
        .map(|(id, refusal)| {
            let name = names.iter().find(|(known, _)| *known == id).map(|(_, name)| name.clone());
            let sentence = t.refusal(&refusal, &page.view.reasons);
            Refused { id, name: name.unwrap_or_default(), sentence }
        })
        .collect();
    let status =
        if page.refused.is_empty() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::CONFLICT };
    page.bulk = answer;
    page.answer(status)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_names_what_was_done_once() {
        assert_eq!(landing("/worklist", &[3], Some(4)), "/worklist?worked=3#lead-4");
        let back = "/worklist?scope=team&worked=1.2&cursor=x#lead-1";
        assert_eq!(landing(back, &[5, 6], None), "/worklist?scope=team&cursor=x&worked=5.6");
    }
}
