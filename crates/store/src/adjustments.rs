//! Points that sales people added or took.

use bareme_scoring::{Instant, Points};
use diesel::prelude::*;

use crate::schema::adjustments;
use crate::{AnyConnection, Result};

/// An adjustment as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredAdjustment {
    /// Whose score.
    pub contact_id: i64,
    /// In which model.
    pub model_id: i64,
    /// Points added, negative when taken.
    pub points: Points,
    /// Why.
    pub reason: String,
    /// Who.
    pub made_by: String,
    /// From when.
    pub valid_from: Instant,
    /// Until when.
    pub valid_to: Instant,
}

/// The adjustments of one model, of one contact or of all, that hold at `as_of`, by contact and id.
pub fn list(
    connection: &mut AnyConnection,
    model_id: i64,
    contact_id: Option<i64>,
    as_of: Instant,
) -> Result<Vec<StoredAdjustment>> {
    type Row = (i64, i64, i64, i32, String, String, i64, i64);
    let mut query = adjustments::table
        .filter(adjustments::model_id.eq(model_id))
        .filter(adjustments::valid_from.le(as_of.millis()))
        .filter(adjustments::valid_to.gt(as_of.millis()))
        .order((adjustments::contact_id, adjustments::id))
        .into_boxed();
    if let Some(contact_id) = contact_id {
        query = query.filter(adjustments::contact_id.eq(contact_id));
    }
    let rows: Vec<Row> = query.load(connection)?;
    Ok(rows
        .into_iter()
        .map(|(_, contact_id, model_id, points, reason, made_by, valid_from, valid_to)| StoredAdjustment {
            contact_id,
            model_id,
            points: Points::from_hundredths(i64::from(points)),
            reason,
            made_by,
            valid_from: Instant::from_millis(valid_from),
            valid_to: Instant::from_millis(valid_to),
        })
        .collect())
}

/// Inserts an adjustment.
pub fn insert(connection: &mut AnyConnection, new: &StoredAdjustment) -> Result<()> {
    let id = crate::sequences::take(connection, "adjustments", 1)?;
    diesel::insert_into(adjustments::table)
        .values((
            adjustments::id.eq(id),
            adjustments::contact_id.eq(new.contact_id),
            adjustments::model_id.eq(new.model_id),
            adjustments::points.eq(i32::try_from(new.points.hundredths()).unwrap_or(i32::MAX)),
            adjustments::reason.eq(&new.reason),
            adjustments::made_by.eq(&new.made_by),
            adjustments::valid_from.eq(new.valid_from.millis()),
            adjustments::valid_to.eq(new.valid_to.millis()),
        ))
        .execute(connection)?;
    Ok(())
}
