//! Changing one part of the agreement: who changes another part meanwhile stands in nobody's way.

use bareme_scoring::AgreementDraft;
use serde::{Deserialize, Serialize};

use super::{Change, NotSaved};
use crate::{Engine, Result};

/// A part of the agreement, as one form changes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Why sales may say no.
    Reasons,
    /// Who sells.
    Teams,
    /// Territories and rules.
    Routing,
    /// The calendar.
    Hours,
    /// The service level and the fiscal year.
    ServiceLevel,
}

impl Part {
    /// Every part.
    pub const ALL: [Self; 5] = [Self::Reasons, Self::Teams, Self::Routing, Self::Hours, Self::ServiceLevel];

    /// The word in logs.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Reasons => "reasons",
            Self::Teams => "teams",
            Self::Routing => "routing",
            Self::Hours => "hours",
            Self::ServiceLevel => "service_level",
        }
    }

    /// Tells what a draft says in this part from anything else that it could say there.
    pub fn digest(self, draft: &AgreementDraft) -> String {
        match self {
            Self::Reasons => of(&draft.reasons),
            Self::Teams => of(&draft.teams),
            Self::Routing => of(&(&draft.territories, &draft.rules)),
            Self::Hours => of(&draft.calendar),
            Self::ServiceLevel => of(&(&draft.service_level, &draft.fiscal_year)),
        }
    }
}

fn of(part: &impl Serialize) -> String {
    super::digest(&serde_json::to_string(part).unwrap_or_default())
}

/// Changes a part for somebody who saw what it said under a digest. What others changed in other parts is kept.
///
/// # Errors
///
/// As [`save`](super::save).
pub fn change(
    engine: &Engine,
    part: Part,
    seen_digest: &str,
    who: &str,
    change: impl FnOnce(&mut AgreementDraft),
) -> Result<std::result::Result<Change, NotSaved>> {
    engine.database().write(|c| {
        let current = super::text(c)?;
        let mut draft = super::read(&current)?;
        if part.digest(&draft) != seen_digest {
            return Ok(Err(NotSaved::Changed(super::saved_part(c, part)?)));
        }
        change(&mut draft);
        let (draft, retired) = super::keep_reasons(c, &draft)?;
        super::write(engine, c, &draft.to_toml(), Some(&super::digest(&current)), who, retired)
    })
}
