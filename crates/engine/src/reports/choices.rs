//! What the filters of a report offer: the values that leads have.

use std::sync::Arc;

use bareme_store::AnyConnection;

use super::Dimension;
use super::ground::Ground;
use super::lens::Lens;
use crate::pages::worklist::reasons;
use crate::passages::Offered;
use crate::view::{ModelRef, ReasonChoice};
use crate::{Engine, Result};

/// No filter offers more values: those that most leads have.
const MOST: usize = 200;

/// What the filters of a report offer.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// The models, the primary one first.
    pub models: Vec<ModelRef>,
    /// Values by name, or in the order of their own, of each dimension that leads are filtered by.
    pub values: Arc<Vec<(Dimension, Vec<String>)>>,
    /// The reasons of the agreement, by which the values of their dimension are named.
    pub reasons: Vec<ReasonChoice>,
    /// The month in which the fiscal year begins, 1 to 12.
    pub fiscal_start: u32,
}

/// What the filters offer.
///
/// # Errors
///
/// Those of the store.
pub fn choices(engine: &Engine) -> Result<Choices> {
    engine.database().read(|c| {
        let passages = engine.passages(c)?;
        let ground = Ground::new(engine, c, &passages)?;
        let mut count = || -> Result<Offered> {
            let dimensions = Dimension::ALL.into_iter().filter(is_offered);
            dimensions.map(|by| Ok((by.clone(), offered(c, &ground, &by)?))).collect()
        };
        // What is kept for the next who asks is what all leads have.
        let values =
            if ground.is_all() { passages.offered(&ground.agreement, count)? } else { Arc::new(count()?) };
        Ok(Choices {
            models: ground.models.iter().map(crate::LoadedModel::reference).collect(),
            values,
            reasons: reasons(&ground.agreement.reasons),
            fiscal_start: ground.fiscal_start,
        })
    })
}

/// The month in which the fiscal year begins, 1 to 12.
///
/// # Errors
///
/// Those of the store.
pub fn fiscal_start(engine: &Engine) -> Result<u32> {
    engine.database().read(|c| Ok(engine.agreement(c)?.fiscal_year_start))
}

/// Everybody knows the values of ratings; models have a field of their own.
fn is_offered(by: &Dimension) -> bool {
    !by.is_period() && !matches!(by, Dimension::Rating | Dimension::Model | Dimension::Version)
}

fn offered(c: &mut AnyConnection, ground: &Ground<'_>, by: &Dimension) -> Result<Vec<String>> {
    let lens = Lens::new(c, ground, by)?;
    let mut counts: Vec<u64> = Vec::new();
    for row in ground.rows() {
        let place = lens.number(row) as usize;
        if place >= counts.len() {
            counts.resize(place + 1, 0);
        }
        if let Some(count) = counts.get_mut(place) {
            *count += 1;
        }
    }
    let mut numbers: Vec<(u64, u32)> =
        counts.into_iter().zip(0..).skip(1).filter(|(count, _)| *count > 0).collect();
    numbers.sort_by_key(|(count, number)| (std::cmp::Reverse(*count), *number));
    numbers.truncate(MOST);
    numbers.sort_by_key(|(_, number)| *number);
    let mut values: Vec<String> =
        numbers.into_iter().filter_map(|(_, number)| lens.value(number).map(ToOwned::to_owned)).collect();
    if !by.is_ordered() {
        values.sort();
    }
    Ok(values)
}
