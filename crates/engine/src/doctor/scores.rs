//! Are the scores what they say they are? Ledgers are computed anew and added up, and nothing is dated after now.

use bareme_scoring::{Instant, Line, Points};
use bareme_store::scores::{self, ContactScore};
use bareme_store::{AnyConnection, contacts, imports};

use super::{Finding, counted, finding};
use crate::past::Past;
use crate::score::{CLOCKS_DIFFER_MS, hundredths};
use crate::{Engine, LoadedModel, Result};

/// Ledgers that are computed anew for each model.
const LEDGERS: usize = 300;

/// The lines of ledgers add up to their scores, and those are the ones that are stored.
pub(super) fn ledgers(engine: &Engine) -> Result<Finding> {
    engine.database().read(|c| {
        let (mut looked_at, mut waiting, mut wrong) = (0, 0, Vec::new());
        let newest = imports::newest(c)?;
        for model in engine.models(c)? {
            // What came in since the last run may say more about the moment of that run.
            let settled = newest.as_ref().is_none_or(|import| {
                let at = import.finished_at.unwrap_or(i64::MAX);
                model.stored.scored_as_of.is_some_and(|scored| at < scored.millis())
            });
            for score in sample(c, model.stored.id)? {
                looked_at += 1;
                match held(engine, c, &model, &score)? {
                    Held::Yes => {}
                    Held::Otherwise if !settled => waiting += 1,
                    Held::Otherwise | Held::SumDiffers => {
                        wrong.push(format!("contact {} under {}", score.contact_id, model.stored.name));
                    }
                    Held::Elsewhere => waiting += 1,
                }
            }
        }
        Ok(told(looked_at, waiting, &wrong))
    })
}

fn told(looked_at: usize, waiting: usize, wrong: &[String]) -> Finding {
    if !wrong.is_empty() {
        let names: Vec<&str> = wrong.iter().take(5).map(String::as_str).collect();
        let says = format!(
            "{} of {looked_at} scores are not what their ledgers add up to ({}); bareme score mends them",
            wrong.len(),
            names.join(", ")
        );
        return finding("Ledgers", false, says);
    }
    let sums =
        counted(looked_at, "score is what its ledger adds up to", "scores are what their ledgers add up to");
    let says = match waiting {
        0 => sums,
        waiting => format!("{sums}, of which {waiting} will change with the next scoring"),
    };
    finding("Ledgers", true, says)
}

/// Scores spread evenly over all contacts of a model.
fn sample(c: &mut AnyConnection, model_id: i64) -> Result<Vec<ContactScore>> {
    let mut all: Vec<ContactScore> = Vec::new();
    let mut step = 1;
    let mut number = 0_usize;
    scores::for_each_contact(c, model_id, 0..i64::MAX, |score| -> Result<()> {
        if number.is_multiple_of(step) {
            all.push(score);
        }
        number += 1;
        if all.len() == 2 * LEDGERS {
            // Every second one is left out, and so on from here.
            let mut place = 0;
            all.retain(|_| {
                place += 1;
                place % 2 == 1
            });
            step *= 2;
        }
        Ok(())
    })?;
    Ok(all)
}

/// How a stored score and its ledger go together.
enum Held {
    /// The lines add up to it.
    Yes,
    /// The lines do not add up to their own score.
    SumDiffers,
    /// The ledger adds up to another score.
    Otherwise,
    /// It was made with another version of the model than the one in force.
    Elsewhere,
}

fn held(engine: &Engine, c: &mut AnyConnection, model: &LoadedModel, score: &ContactScore) -> Result<Held> {
    if score.version_id != model.stored.version.id {
        return Ok(Held::Elsewhere);
    }
    let Some(contact) = contacts::find(c, score.contact_id)? else { return Ok(Held::Otherwise) };
    let as_of = Instant::from_millis(score.as_of).max(model.stored.scored_as_of.unwrap_or(Instant::MIN));
    let evaluation =
        Past::load(engine, c, &contact)?.evaluate(engine, c, model, &model.stored.version, as_of)?;
    let sum = |lines: &[Line]| -> Points { lines.iter().map(|line| line.points).sum() };
    let fit = evaluation.fit.as_ref().map(|part| (part.score, sum(&part.lines)));
    let engagement = evaluation.engagement.as_ref().map(|part| (part.score, sum(&part.lines)));
    if [fit, engagement].into_iter().flatten().any(|(score, sum)| score != sum) {
        return Ok(Held::SumDiffers);
    }
    let points = |part: Option<(Points, Points)>| part.map_or(0, |(score, _)| hundredths(score));
    let same = evaluation.applies && points(fit) == score.fit && points(engagement) == score.engagement;
    Ok(if same { Held::Yes } else { Held::Otherwise })
}

/// No score is dated after now: a clock that was ahead, or a moment that was asked for by mistake.
pub(super) fn moments(engine: &Engine) -> Result<Finding> {
    let limit = engine.now().plus_millis(CLOCKS_DIFFER_MS);
    let late = engine.database().read(|c| scores::count_after(c, limit))?;
    Ok(if late == 0 {
        finding("Moments", true, "no score is dated after now")
    } else {
        let scores = counted(late, "score is", "scores are");
        let says = format!(
            "{scores} dated after now: the clock of a server was ahead, or a moment was asked for that is yet to come; \
             once the clock is right, bareme score dates them anew"
        );
        finding("Moments", false, says)
    })
}
