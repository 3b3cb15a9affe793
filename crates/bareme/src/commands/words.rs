//! Ledgers and what follows from them in English words, so that a person can work every line out again.

use bareme_engine::view::{Bands, Evidence, Ledger, LedgerLine, Worth};
use bareme_scoring::{Points, Rating, Thresholds, Working};

/// The lines of a ledger, each with its evidence and how it is worked out.
pub fn ledger(ledger: &Ledger) -> Vec<String> {
    ledger.lines.iter().flat_map(line).collect()
}

/// A line with its evidence and how it is worked out.
pub fn line(line: &LedgerLine) -> Vec<String> {
    let note = if line.missing { "  (not known)" } else { "" };
    let mut text = vec![format!("{:>10}  {}{note}", line.points.to_string(), line.rule)];
    text.extend(line.evidence.iter().map(|evidence| format!("{:>12}{}", "", fact(evidence))));
    text.extend(line.working.as_ref().map(|way| format!("{:>12}{}", "", working(way, line))));
    text
}

fn fact(evidence: &Evidence) -> String {
    match evidence {
        Evidence::Attribute { name, value } => {
            format!("{name} = {}", value.as_deref().unwrap_or("not known"))
        }
        Evidence::Activity { what, at, age_days, worth: None } => {
            format!("{at}  {what}, {age_days:.1} days old")
        }
        Evidence::Activity { what, at, age_days, worth: Some(worth) } => {
            format!("{at}  {what}, {age_days:.1} days old: {}", product(worth))
        }
    }
}

fn product(worth: &Worth) -> String {
    let digits = usize::from(worth.digits);
    if worth.points == Points::ZERO {
        return "0.00, over the limit".to_owned();
    }
    if worth.recency >= 1.0 {
        return format!("{:.digits$}", worth.product);
    }
    format!("{} × {:.4} = {:.digits$}", worth.points, worth.recency, worth.product)
}

fn working(way: &Working, line: &LedgerLine) -> String {
    let points = line.points;
    match way {
        Working::Share { criterion, percent, weight } => {
            let why = match criterion {
                Some(number) => format!("criterion {number}"),
                None if line.missing => "not known".to_owned(),
                None => "no criterion matches".to_owned(),
            };
            format!("{why}: {} % of {} = {points}", short(*percent), short(*weight))
        }
        Working::Sum { sum, digits, cap, weight } => {
            let digits = usize::from(*digits);
            format!("sum {sum:.digits$} of cap {} × weight {} = {points}", short(*cap), short(*weight))
        }
        Working::Tier { found, at_least, within_days, percent, weight } => {
            let span = within_days.map_or_else(|| "in all".to_owned(), |days| format!("in {days} days"));
            format!(
                "{found} {span}: at least {at_least} → {} % of {} = {points}",
                short(*percent),
                short(*weight)
            )
        }
        Working::Bound { sum, bound } => {
            let side = if sum > bound { "most" } else { "least" };
            format!("the lines add up to {sum}, at {side} {} counts: {points}", short(*bound))
        }
    }
}

/// Points without digits that are zero.
fn short(points: Points) -> String {
    let text = points.to_string();
    text.strip_suffix(".00").map(str::to_owned).unwrap_or(text)
}

/// Where the grades begin and what is missing to the next one: "A ≥ 75, B ≥ 50, C ≥ 25; 23.25 to A".
pub fn grades(bands: &Bands, fit: Points, rating: Rating) -> String {
    thresholds(&bands.grades, ["A", "B", "C"], fit, usize::from(rating.grade.index()))
}

/// The same of the levels.
pub fn levels(bands: &Bands, engagement: Points, rating: Rating) -> String {
    let band = usize::from(rating.level.number().saturating_sub(1));
    thresholds(&bands.levels, ["1", "2", "3"], engagement, band)
}

fn thresholds(all: &Thresholds, names: [&str; 3], score: Points, band: usize) -> String {
    let each: Vec<String> =
        names.iter().zip(all.0).map(|(name, at)| format!("{name} ≥ {}", short(at))).collect();
    let by_score = all.0.iter().position(|at| score >= *at).unwrap_or(3);
    // A knock-out forces a band that points do not mend.
    let next = band.checked_sub(1).filter(|_| by_score == band);
    let missing = next.and_then(|next| {
        let (name, at) = names.get(next).zip(all.0.get(next))?;
        Some(format!("; {} to {name}", *at - score))
    });
    format!("{}{}", each.join(", "), missing.unwrap_or_default())
}

/// What the cell of a rating asks for, in a line.
pub fn what_to_do(action: &str, sla_hours: Option<u32>, priority: u32, rank: Points) -> String {
    let hours = sla_hours.map(|hours| format!(" within {hours} h")).unwrap_or_default();
    format!("What to do: {}{hours} (priority {priority}, rank {rank})", action.replace('_', " "))
}
