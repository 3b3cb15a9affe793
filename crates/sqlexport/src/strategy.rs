//! The six strategies by which people's engagement becomes the account's.

use bareme_scoring::Strategy;

use crate::Writer;
use crate::dialect::real;

pub(crate) fn write(writer: &mut Writer<'_>) {
    let dialect = writer.dialect;
    let strategy = writer.model.account.strategy;
    let points = match strategy {
        Strategy::NoisyOr => {
            let held = dialect.least("x", &real(0.999));
            format!("100.0 * (1.0 - EXP(SUM(LN(1.0 - {held}))))")
        }
        Strategy::Champion { share } => {
            let share = if share.is_nan() { 0.0 } else { share.clamp(0.0, 1.0) };
            format!(
                "100.0 * CASE WHEN COUNT(*) = 1 THEN MAX(x)\n\
                 ELSE {} * MAX(x) + {} * (SUM(x) - MAX(x)) / (COUNT(*) - 1) END",
                real(share),
                real(1.0 - share)
            )
        }
        Strategy::WeightedMean => "100.0 * SUM(x) / SUM(reach)".to_owned(),
        Strategy::Max => "100.0 * MAX(x)".to_owned(),
        // The one in the middle, or both.
        Strategy::Median => {
            "100.0 * AVG(CASE WHEN 2 * place BETWEEN size AND size + 2 THEN x END)".to_owned()
        }
        Strategy::Sum { cap } => {
            let cap = if cap.is_nan() { 0.0 } else { cap.clamp(0.0, 100.0) };
            dialect.least("100.0 * SUM(x)", &real(cap))
        }
    };
    let source = if strategy == Strategy::Median {
        "(SELECT account_id, x, ROW_NUMBER() OVER (PARTITION BY account_id ORDER BY x, contact_id) AS place,\n\
         COUNT(*) OVER (PARTITION BY account_id) AS size FROM brought) AS ranked"
    } else {
        "brought"
    };
    writer.part(
        "together",
        format!(
            "  SELECT account_id, COUNT(*) AS reaching, {points} AS points\nFROM {source} GROUP BY account_id"
        ),
    );
    // The noise beyond a millionth of a hundredth is taken off, so that a decimal tie is rounded as one.
    let rounded = dialect.half_even("hundredths");
    let held = dialect.least("10000", &dialect.greatest("0", "whole"));
    writer.part(
        "account_engagement",
        format!(
            "  SELECT id, {held} AS engagement, reaching FROM (\nSELECT id, {rounded} AS whole, reaching FROM (\n\
             SELECT a.id AS id, ROUND(COALESCE(t.points, 0.0) * 100000000.0) / 1000000.0 AS hundredths,\n\
             COALESCE(t.reaching, 0) AS reaching\n\
             FROM plain_accounts AS a LEFT JOIN together AS t ON t.account_id = a.id) AS exact) AS rounded"
        ),
    );
}
