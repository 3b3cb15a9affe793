//! What can be true of a lead now, and what can have happened to it in a period.

use bareme_reporting::{Passage, SlaFate};
use bareme_scoring::{Instant, Stage};

/// What is true of leads now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Only {
    /// Sales has accepted or rejected them, and is known to have: those that the acceptance rate is about.
    Decided,
    /// Of these, the accepted.
    Accepted,
    /// Sales rejected them, or gave them back.
    Refused,
    /// Sales accepted them and gave them back.
    Returned,
    /// How the time to respond was kept.
    Answer(SlaFate),
    /// Sales answered, in time or late.
    Answered,
    /// The time to respond is over, or sales answered: those that the share answered in time is about.
    Judged,
    /// They left this stage, and it is known when they came and went.
    Left(Stage),
    /// They stand at this stage, and it is known since when.
    Standing(Stage),
    /// They went from one stage to another; to none: they ended or still stand at the first.
    Flow(Stage, Option<Stage>),
    /// They reached an opportunity of which nobody said what it is worth.
    Unpriced,
}

/// What happened to a lead, on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// It reached a stage.
    Reached(Stage),
    /// Sales accepted or rejected it.
    Decided,
    /// Sales rejected it or gave it back.
    Refused,
}

const ANSWERS: [(SlaFate, &str); 5] = [
    (SlaFate::InTime, "in-time"),
    (SlaFate::Late, "late"),
    (SlaFate::Defaulted, "defaulted"),
    (SlaFate::Overdue, "overdue"),
    (SlaFate::Waiting, "waiting"),
];

impl Only {
    /// Those that need no stage.
    const PLAIN: [(Self, &'static str); 7] = [
        (Self::Decided, "decided"),
        (Self::Accepted, "accepted"),
        (Self::Refused, "refused"),
        (Self::Returned, "returned"),
        (Self::Answered, "answered"),
        (Self::Judged, "judged"),
        (Self::Unpriced, "unpriced"),
    ];

    /// The word in addresses.
    pub fn word(self) -> String {
        match self {
            Self::Left(stage) => format!("left-{}", stage.word()),
            Self::Standing(stage) => format!("standing-{}", stage.word()),
            Self::Flow(from, to) => format!("flow-{}-{}", from.word(), to.map_or("end", Stage::word)),
            Self::Answer(fate) => {
                ANSWERS.iter().find(|(known, _)| *known == fate).map_or("", |(_, word)| *word).to_owned()
            }
            plain => {
                Self::PLAIN.iter().find(|(known, _)| *known == plain).map_or("", |(_, word)| *word).to_owned()
            }
        }
    }

    /// What a word says, exactly as [`Self::word`] writes it.
    pub fn from_word(word: &str) -> Option<Self> {
        let plain = Self::PLAIN.into_iter().find(|(_, known)| *known == word);
        if let Some((only, _)) = plain {
            return Some(only);
        }
        if let Some((fate, _)) = ANSWERS.into_iter().find(|(_, known)| *known == word) {
            return Some(Self::Answer(fate));
        }
        let (what, rest) = word.split_once('-')?;
        match what {
            "left" => Some(Self::Left(Stage::from_word(rest)?)),
            "standing" => Some(Self::Standing(Stage::from_word(rest)?)),
            "flow" => {
                let (from, to) = rest.split_once('-')?;
                let to = if to == "end" { None } else { Some(Stage::from_word(to)?) };
                Some(Self::Flow(Stage::from_word(from)?, to))
            }
            _ => None,
        }
    }

    /// Whether it is true of a lead at a moment.
    pub(crate) fn holds(self, lead: &Passage, as_of: Instant) -> bool {
        let reached = |stage| lead.reached(stage).is_some();
        match self {
            Self::Decided => Self::Accepted.holds(lead, as_of) || reached(Stage::Rejected),
            Self::Accepted => lead.dated(Stage::Sal).is_some(),
            Self::Refused => Deed::Refused.moment(lead).is_some(),
            Self::Returned => Deed::Refused.moment(lead).is_some() && !reached(Stage::Rejected),
            Self::Answer(fate) => lead.sla(as_of) == Some(fate),
            Self::Answered => matches!(lead.sla(as_of), Some(SlaFate::InTime | SlaFate::Late)),
            Self::Judged => lead.sla(as_of).is_some_and(|fate| fate != SlaFate::Waiting),
            Self::Left(stage) => lead.time_in(stage).is_some(),
            Self::Standing(stage) => lead.stands_at(stage) && lead.dated(stage).is_some(),
            Self::Flow(from, to) => bareme_reporting::Path::from(lead).leads(from, to),
            Self::Unpriced => reached(Stage::Opportunity) && lead.pipeline_currency().is_none(),
        }
    }
}

impl Deed {
    /// The word in addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Reached(stage) => stage.word(),
            Self::Decided => "decided",
            Self::Refused => "refused",
        }
    }

    /// What a word says.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "decided" => Some(Self::Decided),
            "refused" => Some(Self::Refused),
            stage => Stage::from_word(stage).map(Self::Reached),
        }
    }

    /// When it happened to a lead.
    pub(crate) fn moment(self, lead: &Passage) -> Option<Instant> {
        match self {
            Self::Reached(stage) => lead.reached(stage),
            Self::Decided => lead.reached(Stage::Sal).or_else(|| lead.reached(Stage::Rejected)),
            Self::Refused => lead
                .reached(Stage::Rejected)
                .or_else(|| lead.reached(Stage::Recycled))
                .or_else(|| lead.reached(Stage::Disqualified)),
        }
    }
}
