//! The corporate family: every member's score in the tree, and one total in which each person counts once.

use bareme_scoring::{Level, Points};
use serde::Serialize;

use super::{AccountLedger, Rollup, Scratch};
use crate::error::GraphError;

/// One company of a family.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FamilyMember {
    /// The account.
    pub account: i64,
    /// Steps below the root, which has 0.
    pub depth: u32,
    /// The parent that it hangs under; none for the root.
    pub parent: Option<i64>,
    /// Ownership share of that parent, when known.
    pub share: Option<f64>,
    /// Further parents, by id: the tree shows the account under one of them only.
    pub extra_parents: Vec<i64>,
    /// Own engagement, 0–100.
    pub engagement: Points,
    /// Level of that engagement.
    pub level: Level,
}

/// A corporate tree with its scores.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Family {
    /// The topmost ancestor.
    pub root: i64,
    /// Parents before children, siblings by id; the root first.
    pub members: Vec<FamilyMember>,
    /// The family as one account: each contact counts once, with its strongest reach to any member, under the same
    /// strategy. With noisy-or, max and sum it is at least the best member's engagement; the other strategies take
    /// means or medians, which more people may lower.
    pub total: AccountLedger,
}

impl Rollup<'_> {
    /// The corporate tree that an account belongs to. An account without parent and subsidiaries is a family of one.
    ///
    /// Where accounts have several parents the tree hangs them under the one with the highest share (unknown is 1),
    /// then the lowest id, and they belong to that parent's family alone. Rings are cut, see [`HierarchyProblem::Cycle`](crate::HierarchyProblem::Cycle).
    ///
    /// # Errors
    ///
    /// An account that is not in the graph.
    pub fn family(&self, account: i64) -> Result<Family, GraphError> {
        let hierarchy = self.graph.hierarchy();
        let root = hierarchy.root(self.graph.account_index(account)?);
        let tree = hierarchy.below(root);
        let mut scratch = Scratch::new(self.graph);
        let member = |&(index, depth): &(u32, u32)| {
            let score = self.score(index as usize, &mut scratch);
            let chosen = hierarchy.chosen_parent(index);
            FamilyMember {
                account: score.account,
                depth,
                parent: chosen.map(|edge| self.graph.account_id(edge.parent)),
                share: chosen.and_then(|edge| edge.share),
                extra_parents: hierarchy
                    .extra_parents(index)
                    .iter()
                    .map(|&parent| self.graph.account_id(parent))
                    .collect(),
                engagement: score.engagement,
                level: score.level,
            }
        };
        let members = tree.iter().map(member).collect();
        let indices: Vec<u32> = tree.iter().map(|&(index, _)| index).collect();
        let root = self.graph.account_id(root);
        Ok(Family { root, members, total: self.ledger(root, &indices, &mut scratch) })
    }
}
