//! Problems of the document beside the fields of the forms, in the visitor's language.

use bareme_engine::agreement::{AgreementDraft, Problem};
use bareme_scoring::{ProblemCode, Severity};

use crate::pages::post::PostForm;

/// Where the items of the document's lists stand in the form: the numbers of the rows, in the document's order.
type Places<'a> = [(&'static str, &'a [usize])];

/// Puts what blocks beside its field. `draft` is what is in force, for the names in parts that the form does not have.
pub fn note(form: &mut PostForm, problems: &[Problem], places: &Places<'_>, draft: &AgreementDraft) {
    for problem in problems.iter().filter(|problem| problem.severity == Severity::Error) {
        let field = field(&problem.path, places);
        let typed = form.values.typed(&field).trim().to_owned();
        let detail = problem.message.clone();
        if let Some((key, name)) = elsewhere(problem, places, draft) {
            form.problem(field, key, vec![("name", name)]);
        } else {
            let arguments = vec![("value", typed), ("detail", detail)];
            form.problem(field, format!("agreement-problem-{}", word(problem)), arguments);
        }
    }
}

/// The field of a path: `team[2].members[1]` is typed into the members of the row of the second team.
fn field(path: &str, places: &Places<'_>) -> String {
    let Some((list, index, rest)) = split(path) else { return path.to_owned() };
    let row = places
        .iter()
        .find(|(own, _)| *own == list)
        .and_then(|(_, numbers)| numbers.get(index.checked_sub(1)?).copied());
    let Some(row) = row else { return path.to_owned() };
    let name = rest.split(['.', '[']).next().unwrap_or_default();
    // A thing as a whole is known by its name.
    format!("{list}[{row}].{}", if name.is_empty() { "name" } else { name })
}

/// List, index from 1, and what follows, of `rule[2].when.attribute`.
fn split(path: &str) -> Option<(&str, usize, &str)> {
    let (list, rest) = path.split_once('[')?;
    let (index, rest) = rest.split_once(']')?;
    Some((list, index.parse().ok()?, rest.trim_start_matches('.')))
}

/// A problem of another part, which this form brings about: somebody there needs what is to go.
fn elsewhere(
    problem: &Problem,
    places: &Places<'_>,
    draft: &AgreementDraft,
) -> Option<(&'static str, String)> {
    let (list, index, rest) = split(&problem.path)?;
    if places.iter().any(|(own, _)| *own == list) {
        return None;
    }
    let place = index.checked_sub(1)?;
    match (list, rest) {
        ("rule", "team") => Some(("agreement-problem-team-used", draft.rules.get(place)?.name.clone())),
        ("team", "territory") => {
            Some(("agreement-problem-territory-used", draft.teams.get(place)?.name.clone()))
        }
        _ => None,
    }
}

/// The end of the key of a problem's message.
fn word(problem: &Problem) -> &'static str {
    let path = problem.path.as_str();
    if path.contains(".when") {
        return "condition";
    }
    match problem.code {
        ProblemCode::MissingKey => "needed",
        ProblemCode::DuplicateName => "twice",
        ProblemCode::OutOfRange => "range",
        ProblemCode::Conflict if path.contains("cool_off_days") => "for-good",
        ProblemCode::UnknownWord if path == "calendar.zone" => "zone",
        ProblemCode::UnknownWord => "unknown",
        ProblemCode::InvalidDate if path.contains("week") => "hours",
        ProblemCode::InvalidDate => "holiday",
        ProblemCode::Overlap => "overlap",
        ProblemCode::Empty if path == "reason" => "no-reason",
        ProblemCode::Empty if path.starts_with("calendar") => "no-hours",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_finds_the_field_that_it_was_typed_into() {
        let places: &Places<'_> = &[("team", &[3, 1])];
        assert_eq!(field("team[1].members[2]", places), "team[3].members");
        assert_eq!(field("team[2]", places), "team[1].name");
        assert_eq!(field("team[3].name", places), "team[3].name", "no such row");
        assert_eq!(field("rule[1].when.attribute", places), "rule[1].when.attribute");
        assert_eq!(field("calendar.week.monday", places), "calendar.week.monday");
    }
}
