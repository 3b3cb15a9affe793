//! Fit of contacts and of accounts: the first criterion that matches gives its share of the category's weight.

use bareme_scoring::{FitRules, Points};

use crate::Writer;

pub(crate) fn write(writer: &mut Writer<'_>) {
    let model = writer.model;
    part(writer, &model.fit, ("contact_fit", "scored"), "fit");
    match &model.account.fit {
        Some(rules) => part(writer, rules, ("account_fit", "known_accounts"), "account.fit"),
        None => writer.part(
            "account_fit",
            "  SELECT id, 0 AS fit, 'D' AS grade, CAST(NULL AS BIGINT) AS completeness, 0 AS knocked_out FROM known_accounts",
        ),
    }
}

/// Fit of the rows of one part of the query, as another.
fn part(writer: &mut Writer<'_>, rules: &FitRules, (name, source): (&str, &str), place: &str) {
    let mut sum = vec!["0".to_owned()];
    let mut weights = vec!["0".to_owned()];
    for category in &rules.categories {
        let known: Vec<String> =
            category.attributes.iter().map(|attribute| format!("a{attribute}_text IS NOT NULL")).collect();
        let known = if known.is_empty() { "(1 = 0)".to_owned() } else { format!("({})", known.join(" OR ")) };
        let mut points = String::new();
        let mut matched = Vec::new();
        for criterion in &category.criteria {
            let when = writer.condition(&criterion.when, &category.path);
            let when = if criterion.asks_for_unknown { when } else { format!("({known} AND {when})") };
            points.extend([format!("\nWHEN {when} THEN {}", share(category.weight, criterion.percent))]);
            matched.push(when);
        }
        sum.push(format!(
            "CASE{points}\nWHEN {known} THEN 0 ELSE {} END",
            share(category.weight, category.missing)
        ));
        matched.push(known);
        weights.push(format!(
            "CASE WHEN {} THEN {} ELSE 0 END",
            matched.join(" OR "),
            category.weight.hundredths()
        ));
    }
    for penalty in &rules.penalties {
        let when = writer.condition(&penalty.when, &penalty.path);
        sum.push(format!("CASE WHEN {when} THEN {} ELSE 0 END", penalty.points.hundredths()));
    }
    let mut knocked = vec!["(1 = 0)".to_owned()];
    for knock_out in &rules.knock_outs {
        knocked.push(writer.condition(&knock_out.when, &knock_out.path));
    }
    if rules.categories.is_empty() {
        writer.refuse(place, "there is no category");
    }
    let dialect = writer.dialect;
    let [a, b, c] = rules.grades.0.map(Points::hundredths);
    let clipped = dialect.least("10000", &dialect.greatest("0", "raw"));
    let completeness = dialect.ratio("known_weight", 100);
    writer.part(
        name,
        format!(
            "  SELECT id, fit, CASE WHEN knocked_out = 1 THEN 'D' WHEN fit >= {a} THEN 'A' WHEN fit >= {b} THEN 'B'\n\
             WHEN fit >= {c} THEN 'C' ELSE 'D' END AS grade, {completeness} AS completeness, knocked_out\nFROM (\n\
             SELECT id, {clipped} AS fit, known_weight, knocked_out FROM (\nSELECT id,\n{} AS raw,\n{} AS known_weight,\n\
             CASE WHEN {} THEN 1 ELSE 0 END AS knocked_out\nFROM {source}) AS raw_fit\n) AS clipped_fit",
            sum.join("\n+ "),
            weights.join("\n+ "),
            knocked.join(" OR ")
        ),
    );
}

/// A percent of a weight, in hundredths of points, rounded half to even.
pub(crate) fn share(weight: Points, percent: Points) -> i64 {
    let product = i128::from(weight.hundredths()) * i128::from(percent.hundredths());
    Points::from_ratio(product, i128::from(Points::HUNDRED.hundredths())).hundredths()
}
