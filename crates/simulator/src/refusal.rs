//! Why sales says no: reasons cluster on what is wrong with a lead, so that they tell something about the model.

use bareme_scoring::Stage;

use crate::catalogue::Act;
use crate::company::Company;
use crate::dice::Dice;
use crate::market::{Industry, JobLevel, Size};
use crate::person::Person;

const REASONS: [&str; 10] = [
    "unreachable",
    "wrong_person",
    "no_need",
    "no_budget",
    "bad_timing",
    "bad_data",
    "competitor",
    "duplicate",
    "student",
    "other",
];

/// A lead that sales turns down.
pub(crate) struct Case<'a, Past> {
    /// Rejected as an MQL, recycled as a SAL, or lost as an opportunity.
    pub(crate) stage: Stage,
    pub(crate) company: &'a Company,
    pub(crate) person: &'a Person,
    /// Whether the market has changed already.
    pub(crate) since_change: bool,
    /// What the person did until then.
    pub(crate) past: Past,
}

/// The reason, as the managed list has it.
pub(crate) fn reason<Past>(dice: &mut Dice, case: Case<'_, Past>) -> &'static str
where
    Past: Iterator<Item = Act>,
{
    let mut weights: [u32; 10] = match case.stage {
        Stage::Lost => [4, 0, 14, 24, 22, 0, 26, 0, 0, 10],
        Stage::Recycled => [14, 10, 24, 20, 22, 1, 3, 1, 0, 5],
        _ => [26, 12, 15, 9, 12, 7, 3, 5, 1, 10],
    };
    if matches!(case.person.level, JobLevel::Specialist | JobLevel::Chief) && case.stage != Stage::Lost {
        weights[1] += 26;
    }
    if matches!(case.company.size(), Size::Micro | Size::Small) {
        weights[3] += 30;
    }
    if case.since_change && case.company.industry == Industry::PublicSector {
        weights[4] += 70;
    }
    let (mut webinar, mut pricing) = (false, false);
    for act in case.past {
        webinar |= act == Act::Webinar;
        pricing |= act == Act::Pricing;
    }
    if webinar && !pricing {
        weights[2] += 30;
    }
    REASONS[dice.weighted(&weights)]
}

/// What a rep would have written.
pub(crate) const fn note(reason: &str) -> &'static str {
    match reason.as_bytes() {
        b"unreachable" => "Three calls, two mails, no answer.",
        b"wrong_person" => "Does not decide; asked for the person who does.",
        b"no_need" => "Was curious, has no project.",
        b"no_budget" => "No money before the next budget.",
        b"bad_timing" => "Come back in two quarters.",
        b"bad_data" => "The number does not exist.",
        b"competitor" => "Has signed with somebody else.",
        b"duplicate" => "We talk to a colleague already.",
        _ => "See the call notes.",
    }
}
