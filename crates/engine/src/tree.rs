//! The corporate tree in the words of pages.

use bareme_rollup::HierarchyProblem;
use bareme_scoring::{Instant, RelationshipKind};
use bareme_store::relationships;
use bareme_store::{AnyConnection, accounts};

use crate::Result;
use crate::view::TreeProblem;

/// A family with more members than this is cut off: nobody reads a longer tree.
const MOST: usize = 2_000;

/// The accounts that own or are owned by an account, directly or through others, itself included; by id.
pub(crate) fn family_ids(c: &mut AnyConnection, account: i64, moment: Instant) -> Result<Vec<i64>> {
    let mut all = vec![account];
    let mut front = vec![account];
    while !front.is_empty() && all.len() < MOST {
        let mut edges = relationships::list_from(c, &[RelationshipKind::SubsidiaryOf], &front)?;
        edges.extend(relationships::list_to(c, &[RelationshipKind::SubsidiaryOf], &front)?);
        let mut next: Vec<i64> = edges
            .iter()
            .filter(|edge| edge.holds_at(moment))
            .flat_map(|edge| [edge.from_id, edge.to_id])
            .filter(|id| all.binary_search(id).is_err())
            .collect();
        next.sort_unstable();
        next.dedup();
        all.extend(&next);
        all.sort_unstable();
        front = next;
    }
    Ok(all)
}

/// The problems that concern an account.
pub(crate) fn problems_of(
    c: &mut AnyConnection,
    problems: &[HierarchyProblem],
    account: i64,
) -> Result<Vec<TreeProblem>> {
    let mut found = Vec::new();
    for problem in problems {
        match problem {
            HierarchyProblem::SelfParent { account: own } if *own == account => {
                found.push(TreeProblem::SelfParent(names(c, &[account])?.join("")));
            }
            HierarchyProblem::Cycle { members } if members.contains(&account) => {
                found.push(TreeProblem::Cycle(names(c, members)?));
            }
            HierarchyProblem::SeveralParents { account: own, parents } if *own == account => {
                found.push(TreeProblem::SeveralParents(names(c, &[account])?.join(""), names(c, parents)?));
            }
            _ => {}
        }
    }
    Ok(found)
}

/// Parents of an account that are named but not here.
pub(crate) fn missing_parents(c: &mut AnyConnection, account: i64) -> Result<Vec<TreeProblem>> {
    let waiting = relationships::list_unresolved_from(c, RelationshipKind::SubsidiaryOf, account)?;
    let name = names(c, &[account])?.join("");
    Ok(waiting
        .into_iter()
        .map(|reference| TreeProblem::MissingParent(name.clone(), reference.to_key))
        .collect())
}

fn names(c: &mut AnyConnection, ids: &[i64]) -> Result<Vec<String>> {
    let found = accounts::list_names(c, ids)?;
    Ok(ids
        .iter()
        .map(|id| {
            found.iter().find(|(known, _)| known == id).map(|(_, name)| name.clone()).unwrap_or_default()
        })
        .collect())
}
