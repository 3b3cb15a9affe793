//! Evaluations as pages show them.

use bareme_scoring::{
    Cell, CountedActivity, Evaluation, FitEvaluation, Line, LineKind as Kind, Model, Points, Rating, Working,
};

use crate::view::{Bands, CellView, Evidence, Ledger, LedgerLine, LineKind, Worth};

/// Lines as pages and commands show them.
pub fn lines_of(lines: &[Line]) -> Vec<LedgerLine> {
    lines.iter().map(|line| shown(line, &[])).collect()
}

/// A line as pages show it, without what it is worth at best.
pub(crate) fn shown_line(line: &Line) -> LedgerLine {
    shown(line, &[])
}

/// The ledger of a fit.
pub(super) fn fit_ledger(fit: &FitEvaluation, weights: &[(String, Points)]) -> Ledger {
    Ledger { score: fit.score, lines: fit.lines.iter().map(|line| shown(line, weights)).collect() }
}

/// The ledger of an engagement.
pub(super) fn engagement_ledger(evaluation: &Evaluation, model: &Model) -> Ledger {
    let weights: Vec<(String, Points)> = model.engagement.iter().flat_map(category_weights).collect();
    match &evaluation.engagement {
        Some(part) => {
            Ledger { score: part.score, lines: part.lines.iter().map(|line| shown(line, &weights)).collect() }
        }
        None => Ledger { score: Points::ZERO, lines: Vec::new() },
    }
}

fn category_weights(rules: &bareme_scoring::EngagementRules) -> impl Iterator<Item = (String, Points)> {
    rules
        .categories
        .iter()
        .map(|category| (category.path.clone(), Points::from_whole(i64::from(category.weight))))
}

/// Worth of each fit category at best, by its place in the document.
pub(super) fn fit_weights(rules: &bareme_scoring::FitRules) -> Vec<(String, Points)> {
    rules.categories.iter().map(|category| (category.path.clone(), category.weight)).collect()
}

fn shown(line: &Line, weights: &[(String, Points)]) -> LedgerLine {
    let path = line.path.as_deref().unwrap_or_default();
    let is_limit = matches!(line.kind, Kind::Cap | Kind::Floor | Kind::Clip);
    // What a limit takes is no share of the category's worth.
    let of = weights.iter().find(|(place, _)| path == place && !is_limit).map(|(_, weight)| *weight);
    let attributes = line.evidence.iter().map(|(name, value)| Evidence::Attribute {
        name: name.clone(),
        value: value.as_ref().map(ToString::to_string),
    });
    let digits = match line.working {
        Some(Working::Sum { digits, .. }) => digits,
        _ => 2,
    };
    let activities = line.counted.iter().map(|counted| done(counted, digits));
    LedgerLine {
        rule: line.rule.clone(),
        points: line.points,
        of,
        evidence: attributes.chain(activities).collect(),
        missing: line.missing,
        working: line.working.clone(),
        kind: match line.kind {
            Kind::Category | Kind::Signal | Kind::Tier => LineKind::Rule,
            Kind::Cap | Kind::Floor | Kind::Clip => LineKind::Limit,
            Kind::Penalty => LineKind::Penalty,
            Kind::Adjustment => LineKind::Adjustment,
        },
    }
}

fn done(counted: &CountedActivity, digits: u8) -> Evidence {
    let kind = &counted.kind;
    let parts = [Some(&kind.activity), kind.content_type.as_ref(), kind.content.as_ref()];
    let worth = counted.counted.zip(counted.factor).zip(counted.worth);
    Evidence::Activity {
        what: parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" "),
        at: counted.at,
        age_days: counted.age_days,
        worth: worth.map(|((points, recency), product)| Worth { points, recency, product, digits }),
    }
}

/// Where the grades and levels of contacts begin.
pub(super) fn contact_bands(model: &Model) -> Bands {
    let levels = model.engagement.as_ref().map(|rules| rules.levels).unwrap_or_default();
    Bands { grades: model.fit.grades, levels }
}

/// Where the grades and levels of accounts begin.
pub(super) fn account_bands(model: &Model) -> Bands {
    let grades = model.account.fit.as_ref().map(|rules| rules.grades).unwrap_or_default();
    Bands { grades, levels: model.account.levels }
}

/// A cell of the matrix.
pub(super) fn cell_view(rating: Rating, cell: &Cell) -> CellView {
    CellView {
        rating,
        action: cell.action.word(),
        priority: u32::from(cell.priority),
        sla_hours: cell.sla_hours,
        play: cell.play.clone(),
    }
}
