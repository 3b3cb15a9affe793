//! Recalibration and the check of drift as work of jobs. Reports are computed first and written in the transaction in which
//! the run ends, so that a run that is begun anew gives the reports of an undisturbed one, and gives them once.

use bareme_recalibration::Band;
use bareme_recalibration::run::DriftReport;

use super::context::RunContext;
use super::kinds::RunResult;
use crate::recalibrate::{self, Asked, NoReport, Prepared, Verdict, verdict_word};
use crate::view::Message;
use crate::{Engine, Result};

/// Who asks for a report that a job makes.
const BY: &str = "schedule";

/// Measures every model against what became of its leads, and keeps each report with its proposal.
pub(super) fn recalibrate(engine: &Engine, context: &RunContext) -> Result<RunResult> {
    let (mut says, mut kept) = (Vec::new(), Vec::new());
    for (model, answer) in prepared(engine, context)? {
        match answer {
            Ok(prepared) => {
                says.push(recalibrated(&model, &prepared));
                kept.push(prepared);
            }
            Err(why) => says.push(no_report(&model, &why)),
        }
    }
    let engine = engine.clone();
    context
        .write_at_the_end(move |c| kept.iter().try_for_each(|prepared| prepared.keep(&engine, c).map(drop)));
    Ok(result(says))
}

/// Looks whether the leads of each model have drifted; nothing is kept but the sentences.
pub(super) fn check_drift(engine: &Engine, context: &RunContext) -> Result<RunResult> {
    let says = prepared(engine, context)?.into_iter().map(|(model, answer)| match answer {
        Ok(prepared) => drifted(&model, prepared.whole().run.drift.as_ref()),
        Err(why) => no_report(&model, &why),
    });
    Ok(result(says.collect()))
}

/// What was found of each model, by its title. Outcomes count until the time for which the run is due, whenever it runs.
fn prepared(
    engine: &Engine,
    context: &RunContext,
) -> Result<Vec<(String, std::result::Result<Prepared, NoReport>)>> {
    let models = engine.database().read(|c| engine.models(c))?;
    let mut all = Vec::with_capacity(models.len());
    for (place, model) in models.iter().enumerate() {
        let (name, title) = (model.stored.name.clone(), model.stored.title.clone());
        let as_of = Some(context.due().min(engine.now()));
        let asked = Asked { as_of, ..Asked::new(Some(name), BY) };
        let mut told = |progress: recalibrate::Progress| {
            let says = Message::new("recalibrating", format!("recalibrating {title}")).with("model", &title);
            context.progress(part(place, models.len(), progress.share), &says);
        };
        let answer = recalibrate::prepare(engine, &asked, context.cancelled(), &mut told)?;
        all.push((title, answer));
    }
    Ok(all)
}

fn result(says: Vec<Message>) -> RunResult {
    if says.is_empty() {
        return RunResult::of(Message::new("no-model", "there is no model to score with yet"));
    }
    RunResult { says }
}

fn recalibrated(model: &str, prepared: &Prepared) -> Message {
    let run = &prepared.whole().run;
    let verdict = run.judgement.verdict;
    let leads = run.population.cases;
    let code = match verdict {
        Verdict::Adopt => "recalibrated-adopt",
        Verdict::Keep => "recalibrated-keep",
        Verdict::InsufficientData => "recalibrated-insufficient-data",
    };
    Message::new(code, format!("{model}: {leads} leads looked at; verdict: {}", verdict_word(verdict)))
        .with("model", model)
        .with("leads", leads)
}

fn no_report(model: &str, why: &NoReport) -> Message {
    Message::new("no-report", format!("{model}: {why}")).with("model", model)
}

/// How many of score, rating and rules have drifted in a major way.
fn drifted(model: &str, drift: Option<&DriftReport>) -> Message {
    let Some(drift) = drift else {
        return Message::new("no-drift", format!("{model}: too few leads to tell drift"))
            .with("model", model);
    };
    let rules = drift.criteria.iter().filter_map(|row| row.drift.as_ref());
    let all = [&drift.score, &drift.rating].into_iter().chain(rules);
    let major = all.filter(|found| found.band == Band::Major).count();
    let text = format!("{model}: {major} of score, rating and rules have drifted in a major way");
    Message::new("drifted", text).with("model", model).with("major", major)
}

/// How much of the whole is done, 0 to 1.
#[expect(clippy::cast_precision_loss, reason = "there are few models")]
fn part(place: usize, count: usize, share: f64) -> f64 {
    (place as f64 + share) / count.max(1) as f64
}
