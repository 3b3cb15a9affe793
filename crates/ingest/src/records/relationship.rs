//! Edges of the relationship graph.

use bareme_scoring::{RelationshipKind, RelationshipRecord};

use super::contact::role;
use super::{contact_key, key};
use crate::message::Message;
use crate::plan::{Misfit, Row, Slot};

/// Where the parts of a relationship lie.
#[derive(Clone, Debug)]
pub(crate) struct RelationshipShape {
    pub kind: Slot,
    pub from: Slot,
    pub to: Slot,
    pub role: Slot,
    pub weight: Slot,
    pub share: Slot,
    pub valid_from: Slot,
    pub valid_to: Slot,
}

impl RelationshipShape {
    /// `swapped` rows say the relationship from its other end.
    pub fn build(&self, row: &Row<'_>, swapped: bool) -> Result<RelationshipRecord, Misfit> {
        let words = RelationshipKind::ALL.map(RelationshipKind::word);
        let kind = self
            .kind
            .word(row, "unknown_relationship", &words, RelationshipKind::from_word)?
            .ok_or_else(|| self.kind.missing("kind"))?;
        let ends = (key(&[(&self.from, "from")], row)?, key(&[(&self.to, "to")], row)?);
        let (from, to) = if swapped { (ends.1, ends.0) } else { ends };
        let from = if kind.from_contact() { contact_key(from.into()).into_owned() } else { from };
        let to = if kind.to_contact() { contact_key(to.into()).into_owned() } else { to };
        let (valid_from, valid_to) = (self.valid_from.instant(row)?, self.valid_to.instant(row)?);
        if let (Some(begin), Some(end)) = (valid_from, valid_to)
            && end < begin
        {
            let text = format!("valid_to ({end}) lies before valid_from ({begin})");
            let message = Message::new("ends_before_it_begins", text).with("begin", begin);
            return Err(Misfit::of_row(message.with("end", end)));
        }
        let role = role(&self.role, row)?.filter(|_| kind == RelationshipKind::WorksAt);
        let share = self.share.share(row)?.filter(|_| kind == RelationshipKind::SubsidiaryOf);
        Ok(RelationshipRecord {
            kind,
            from,
            to,
            role,
            weight: self.weight.share(row)?,
            share,
            valid_from,
            valid_to,
        })
    }
}
