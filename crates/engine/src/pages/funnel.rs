//! The funnel as plain figures: what became of the leads that were handed over, cohort by cohort.

use bareme_store::AnyConnection;

use crate::reports::{Ground, ReportQuery, cohorts};
use crate::view::FunnelView;
use crate::{Engine, LoadedModel, Result};

/// The funnel in cohort view.
///
/// # Errors
///
/// An unknown model, and those of the store.
pub fn funnel(engine: &Engine, query: &ReportQuery) -> Result<FunnelView> {
    engine.database().read(|c| view(engine, c, query))
}

pub(super) fn view(engine: &Engine, c: &mut AnyConnection, query: &ReportQuery) -> Result<FunnelView> {
    let passages = engine.passages(c)?;
    let ground = Ground::new(engine, c, &passages)?;
    let (funnel, values) = cohorts(c, &ground, query)?;
    let model =
        query.model.as_deref().map(|name| ground.model(name).map(LoadedModel::reference)).transpose()?;
    Ok(FunnelView {
        models: ground.models.iter().map(LoadedModel::reference).collect(),
        model,
        left_out: ground.count().saturating_sub(funnel.total.mql),
        funnel,
        values: if query.by.is_period() { Vec::new() } else { values },
    })
}
