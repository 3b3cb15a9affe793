//! One person: who they are for the simulation, in numbers.

use bareme_scoring::{BuyingRole, DAY_MS, Instant};

use crate::company::{Company, Standing};
use crate::dice::{Dice, Stream};
use crate::market::{Department, JobLevel, Language, Size};
use crate::number::{real, signed};
use crate::world::World;

/// How a contact came to us. The place in the list is what a person refers to.
pub(crate) const SOURCES: [&str; 8] =
    ["Website", "Search ads", "Newsletter", "Webinar", "Trade fair", "Referral", "Partner", "Purchased list"];
const SOURCE_SHARES: [u32; 8] = [30, 14, 12, 13, 12, 7, 5, 7];

/// Where somebody reads mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mailbox {
    Company,
    /// At a free-mail provider.
    Private,
}

/// A person.
pub(crate) struct Person {
    pub(crate) index: u64,
    pub(crate) language: Language,
    pub(crate) first_name: u64,
    pub(crate) last_name: u64,
    pub(crate) level: JobLevel,
    pub(crate) department: Department,
    /// What our records say, unless nobody wrote it down.
    pub(crate) known_department: Option<Department>,
    pub(crate) title_form: u64,
    pub(crate) role: BuyingRole,
    /// What kind of person this is, as marketing calls it, unless nobody decided.
    pub(crate) persona: Option<&'static str>,
    pub(crate) created: Instant,
    pub(crate) source: usize,
    pub(crate) consent: bool,
    pub(crate) mailbox: Mailbox,
    /// Multiplies how much the person does; 1 on average.
    pub(crate) vigour: f64,
    /// Takes part when the company thinks of buying.
    pub(crate) involved: bool,
    /// Looks at the careers pages.
    pub(crate) seeks_job: bool,
    /// When the person came from another company.
    pub(crate) moved_at: Option<Instant>,
}

impl Person {
    /// The person of an index, at a company.
    pub(crate) fn draw(world: &World, company: &Company, index: u64) -> Self {
        let mut dice = Dice::new(world.seed, Stream::Person, index);
        let level = level(&mut dice, company.size());
        let department = Department::ALL[dice.weighted(&Department::SHARES)];
        let role = role(&mut dice, level, department);
        let created = created(world, &mut dice);
        let moved_at = dice.chance(0.06).then(|| {
            let since = created.max(world.start).plus_days(20);
            let days = world.until.day() - since.day();
            (days > 30).then(|| since.plus_days(dice.between(0, days - 15)))
        });
        let sigma = 0.95;
        Self {
            index,
            language: company.language,
            first_name: dice.below(1 << 16),
            last_name: dice.below(1 << 16),
            level,
            department,
            known_department: (!dice.chance(0.08)).then_some(department),
            title_form: dice.below(1 << 16),
            role,
            persona: persona(level, !dice.chance(0.07)),
            created,
            source: dice.weighted(&SOURCE_SHARES),
            consent: dice.chance(0.93),
            mailbox: mailbox(&mut dice, level),
            vigour: dice.log_normal(libm::exp(-sigma * sigma / 2.0), sigma).min(12.0),
            involved: dice.chance(0.7) && company.standing != Standing::Competitor,
            seeks_job: dice.chance(if level == JobLevel::Student { 0.5 } else { 0.04 }),
            moved_at: moved_at.flatten(),
        }
    }
}

/// The word for what kind of person this is. Students are always recognised.
const fn persona(level: JobLevel, decided: bool) -> Option<&'static str> {
    match (decided, level) {
        (_, JobLevel::Student) => Some("Student"),
        (false, _) | (_, JobLevel::Unknown) => None,
        (_, JobLevel::Chief) => Some("Executive"),
        (_, JobLevel::Director) => Some("Business lead"),
        (_, JobLevel::Manager) => Some("Project owner"),
        (_, JobLevel::Specialist) => Some("Practitioner"),
    }
}

fn mailbox(dice: &mut Dice, level: JobLevel) -> Mailbox {
    let private = dice.chance(if level == JobLevel::Student { 0.5 } else { 0.03 });
    if private { Mailbox::Private } else { Mailbox::Company }
}

/// Small companies have more chiefs, large ones more specialists.
fn level(dice: &mut Dice, size: Size) -> JobLevel {
    let shares = match size {
        Size::Micro => [26, 16, 24, 20, 6, 8],
        Size::Small => [15, 20, 29, 24, 5, 7],
        Size::Middle | Size::Unknown => [9, 22, 31, 26, 5, 7],
        Size::Large | Size::Giant => [5, 21, 33, 29, 5, 7],
    };
    match dice.weighted(&shares) {
        0 => JobLevel::Chief,
        1 => JobLevel::Director,
        2 => JobLevel::Manager,
        3 => JobLevel::Specialist,
        4 => JobLevel::Student,
        _ => JobLevel::Unknown,
    }
}

/// The part played in a purchase, in the order of `BuyingRole::ALL`.
fn role(dice: &mut Dice, level: JobLevel, department: Department) -> BuyingRole {
    let technical = matches!(department, Department::It | Department::Research);
    let shares: [u32; 7] = match level {
        JobLevel::Chief => [45, 3, 40, 0, 4, 0, 8],
        JobLevel::Director => [8, 24, 38, if technical { 14 } else { 2 }, 10, 0, 10],
        JobLevel::Manager => [0, 26, 6, if technical { 30 } else { 4 }, 18, 14, 12],
        JobLevel::Specialist => [0, 6, 0, if technical { 34 } else { 6 }, 12, 36, 12],
        JobLevel::Student => [0, 0, 0, 0, 0, 40, 60],
        JobLevel::Unknown => [2, 4, 4, 4, 6, 10, 70],
    };
    BuyingRole::ALL[dice.weighted(&shares)]
}

/// Four in ten people were known when the history begins; the others come in growing numbers.
fn created(world: &World, dice: &mut Dice) -> Instant {
    if dice.chance(0.4) {
        return world.start.plus_days(-dice.between(1, 25)).plus_millis(dice.between(0, DAY_MS / 2));
    }
    let share = libm::pow(dice.unit(), 0.8);
    let days = real((world.until.day() - world.start.day()).unsigned_abs());
    let day = world.start.day() + signed(share * days);
    let day = world.calendar.day(dice, day, (day + 4).min(world.until.day() - 1));
    world.calendar.office_time(dice, day, 0).min(world.until.plus_days(-1))
}
