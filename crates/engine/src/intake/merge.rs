//! The facts of a record over those that are known, and what was known before.

use bareme_scoring::{Attributes, Instant};
use bareme_store::facts::PastFacts;

use super::Intake;

/// What is known of a contact or account.
pub(super) struct Known<'a> {
    pub attributes: &'a mut Attributes,
    pub created_at: &'a mut Option<Instant>,
    pub updated_at: &'a mut Instant,
}

/// What a record says, and of when.
pub(super) struct Said<'a> {
    pub attributes: &'a Attributes,
    pub created_at: Option<Instant>,
    pub updated_at: Option<Instant>,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Merged {
    /// Nothing that was not known.
    Nothing,
    /// Something new.
    Changed,
    /// Something else than was said of the same moment.
    Contradicted,
}

/// Adds what a record says to what is known. Facts that it does not mention stay, and a record that is older than what is
/// known changes nothing.
pub(super) fn merge(known: &mut Known<'_>, said: &Said<'_>, now: Instant) -> Merged {
    if said.updated_at.is_some_and(|at| at < *known.updated_at) {
        return Merged::Nothing;
    }
    let at = said.updated_at.unwrap_or(now);
    let (mut merged, same_moment) = (Merged::Nothing, at == *known.updated_at);
    for (name, value) in said.attributes {
        let before = known.attributes.get(name);
        if before == Some(value) {
            continue;
        }
        merged = match (before, merged) {
            (Some(_), _) if same_moment => Merged::Contradicted,
            (_, Merged::Contradicted) => Merged::Contradicted,
            _ => Merged::Changed,
        };
        known.attributes.insert(name.clone(), value.clone());
    }
    if said.created_at.is_some() && *known.created_at != said.created_at {
        *known.created_at = said.created_at;
        merged = if merged == Merged::Nothing { Merged::Changed } else { merged };
    }
    if merged != Merged::Nothing {
        *known.updated_at = at;
    }
    merged
}

/// What was known until a change; nothing when it is of the same moment as what it replaces, which was never known then.
pub(super) fn past(
    id: i64,
    before: (&Attributes, Instant),
    now: (&Attributes, Instant),
) -> Option<PastFacts> {
    let changed = before.0 != now.0 && before.1 < now.1;
    changed.then(|| PastFacts { id, known_until: now.1, attributes: before.0.clone() })
}

impl Intake {
    /// Counts a row whose key is known, and names it when it contradicts another.
    pub(super) fn count_merged(&mut self, merged: Merged, key: &str, line: u64) {
        match merged {
            Merged::Nothing => self.counts.unchanged += 1,
            Merged::Changed | Merged::Contradicted => self.counts.updated += 1,
        }
        if merged == Merged::Contradicted {
            self.notices.add(
                "Keys with different facts for the same moment; the later row counts",
                format!("{key} (line {line})"),
            );
        }
    }
}
