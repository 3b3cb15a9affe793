//! A selection made ready to be asked about 300,000 leads, and the leads that it takes.

use bareme_scoring::{Instant, Stage};
use bareme_store::AnyConnection;

use super::ground::Ground;
use super::lens::Lens;
use super::selection::{Happened, Only, Selection};
use crate::passages::Row;
use crate::{Engine, Result};

/// A selection made ready.
pub(crate) struct Picker<'p> {
    model_id: Option<i64>,
    mql: (Instant, Instant),
    stage: Option<Stage>,
    reached: Option<Stage>,
    happened: Option<Happened>,
    only: Option<Only>,
    currency: Option<bareme_scoring::Currency>,
    /// A lens, and the numbers of which one must be seen through it.
    filters: Vec<(Lens<'p>, Vec<u32>)>,
    as_of: Instant,
}

impl<'p> Picker<'p> {
    /// Of a selection.
    ///
    /// # Errors
    ///
    /// A model that does not exist, and those of the store.
    pub fn new(c: &mut AnyConnection, ground: &Ground<'p>, selection: &Selection) -> Result<Self> {
        let model_id = match &selection.model {
            Some(name) => Some(ground.model(name)?.stored.id),
            None => None,
        };
        let mut filters = Vec::new();
        for filter in &selection.filters {
            ground.hold(&filter.by)?;
            let lens = Lens::new(c, ground, &filter.by)?;
            let numbers = lens.numbers(&filter.by, filter.value.as_deref());
            filters.push((lens, numbers));
        }
        Ok(Self {
            model_id,
            mql: (selection.from.unwrap_or(Instant::MIN), selection.before.unwrap_or(Instant::MAX)),
            stage: selection.stage,
            reached: selection.reached.or((selection.from.or(selection.before)).map(|_| Stage::Mql)),
            happened: selection.happened,
            only: selection.only,
            currency: selection.currency,
            filters,
            as_of: ground.as_of,
        })
    }

    /// Whether it takes a lead.
    pub fn takes(&self, row: &Row) -> bool {
        let lead = &row.passage;
        let within = |at: Instant, from: Instant, before: Instant| from <= at && at < before;
        self.model_id.is_none_or(|id| row.model_id == id)
            && self.stage.is_none_or(|stage| row.stage == stage)
            && self.reached.is_none_or(|stage| lead.reached(stage).is_some())
            && lead.reached(Stage::Mql).is_none_or(|at| within(at, self.mql.0, self.mql.1))
            && self.filters.iter().all(|(lens, numbers)| numbers.contains(&lens.number(row)))
            && self.currency.is_none_or(|currency| {
                lead.reached(Stage::Opportunity).is_some() && lead.pipeline_currency() == Some(currency)
            })
            && self.happened.is_none_or(|happened| {
                let (from, before) =
                    (happened.from.unwrap_or(Instant::MIN), happened.before.unwrap_or(Instant::MAX));
                happened.deed.moment(lead).is_some_and(|at| within(at, from, before))
            })
            && self.only.is_none_or(|only| only.holds(lead, self.as_of))
    }
}

/// Does something with the leads of a selection.
///
/// # Errors
///
/// A model that does not exist, and those of the store.
pub(crate) fn with_picked<T>(
    engine: &Engine,
    c: &mut AnyConnection,
    selection: &Selection,
    work: impl FnOnce(&mut dyn Iterator<Item = &Row>, &Ground<'_>) -> T,
) -> Result<T> {
    let passages = engine.passages(c)?;
    let ground = Ground::new(engine, c, &passages)?;
    let picker = Picker::new(c, &ground, selection)?;
    Ok(work(&mut ground.rows().filter(|row| picker.takes(row)), &ground))
}

/// How many leads a selection takes.
///
/// # Errors
///
/// A model that does not exist, and those of the store.
pub fn count(engine: &Engine, c: &mut AnyConnection, selection: &Selection) -> Result<u64> {
    with_picked(engine, c, selection, |rows, _| rows.map(|_| 1).sum())
}
