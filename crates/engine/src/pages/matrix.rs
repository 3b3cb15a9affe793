//! The 4×4 matrix: how many contacts stand in each cell, and what happens there.

use bareme_scoring::{Rating, Thresholds};
use bareme_store::AnyConnection;

use crate::pages::ledger::cell_view;
use crate::pages::scored_as_of;
use crate::view::{MatrixCell, MatrixView};
use crate::{Engine, LoadedModel, Result};

/// The matrix of a model; the primary one when no name is given.
///
/// # Errors
///
/// An unknown model, and those of the store.
pub fn show(engine: &Engine, model: Option<&str>) -> Result<MatrixView> {
    engine.database().read(|c| view(engine, c, model))
}

pub(super) fn view(engine: &Engine, c: &mut AnyConnection, name: Option<&str>) -> Result<MatrixView> {
    let (model, models) = engine.pick_model(c, name)?;
    let seen = engine.people(c)?;
    let total = super::contacts::total(c, &seen)?;
    let Some(loaded) = &model else {
        let zero = Thresholds([bareme_scoring::Points::ZERO; 3]);
        return Ok(MatrixView {
            model: None,
            models,
            cells: Vec::new(),
            scored: 0,
            unscored: total,
            grades: zero.0,
            levels: zero.0,
            as_of: None,
        });
    };
    let counts = seen.rating_counts(c, loaded.stored.id)?;
    let scored = counts.iter().sum();
    let cells = Rating::all()
        .zip(counts)
        .map(|(rating, contacts)| MatrixCell {
            cell: cell_view(rating, loaded.model.matrix.cell(rating)),
            contacts,
        })
        .collect();
    Ok(MatrixView {
        model: Some(loaded.reference()),
        models,
        cells,
        scored,
        unscored: total.saturating_sub(scored),
        grades: loaded.model.fit.grades.0,
        levels: levels(loaded),
        as_of: scored_as_of(model.as_ref()),
    })
}

/// Thresholds of the levels of contacts; those of accounts when the model looks at no activity.
pub(super) fn levels(model: &LoadedModel) -> [bareme_scoring::Points; 3] {
    model.model.engagement.as_ref().map_or(model.model.account.levels.0, |rules| rules.levels.0)
}
