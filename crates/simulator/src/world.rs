//! What every part of the simulation needs to know: sizes, seed, period and calendar.

use bareme_scoring::Instant;

use crate::calendar::Calendar;
use crate::number::{index, real, signed};
use crate::settings::SimulationSettings;

/// Companies in a block: what is made, and held in memory, at a time.
pub(crate) const BLOCK: u64 = 40;

/// How long before "now" the market changed: two quarters.
pub(crate) const CHANGE_DAYS: i64 = 182;

/// The settings, checked, with what follows from them.
pub(crate) struct World {
    pub(crate) seed: u64,
    pub(crate) accounts: u64,
    pub(crate) contacts: u64,
    pub(crate) activities_per_contact: f64,
    pub(crate) lead_share: f64,
    /// First moment of the history.
    pub(crate) start: Instant,
    /// The moment of the market change.
    pub(crate) change: Instant,
    /// Last moment.
    pub(crate) until: Instant,
    pub(crate) calendar: Calendar,
}

impl World {
    /// A world; settings that make no sense are held at the nearest that do.
    pub(crate) fn new(settings: &SimulationSettings) -> Self {
        let years = if settings.years_of_history.is_finite() { settings.years_of_history } else { 2.5 };
        let days = signed(years.clamp(1.0, 20.0) * 365.25);
        let mean = settings.activities_per_contact;
        // Far from the ends of the calendar, where sums of days would overflow.
        let until =
            settings.until.max(Instant::from_millis(0)).min(Instant::from_millis(0).plus_days(365_000));
        let start = Instant::from_millis(until.plus_days(-days).day() * bareme_scoring::DAY_MS);
        Self {
            seed: settings.seed,
            accounts: settings.accounts,
            contacts: if settings.accounts == 0 {
                0
            } else {
                settings.contacts.unwrap_or(settings.accounts.saturating_mul(10))
            },
            activities_per_contact: if mean.is_finite() { mean.clamp(0.0, 2_000.0) } else { 20.0 },
            lead_share: settings.lead_share.clamp(0.0, 1.0),
            start,
            change: until.plus_days(-CHANGE_DAYS),
            until,
            calendar: Calendar::new(start.day(), until.day()),
        }
    }

    /// Number of blocks; the last may be shorter.
    pub(crate) const fn blocks(&self) -> u64 {
        self.accounts.div_ceil(BLOCK)
    }

    /// Number of companies of a block.
    pub(crate) fn companies_in(&self, block: u64) -> usize {
        index(self.accounts.saturating_sub(block * BLOCK).min(BLOCK))
    }

    /// Index of the first contact of a block: people are spread evenly over blocks, so the place of a block is known
    /// without making the blocks before it.
    pub(crate) fn first_contact(&self, block: u64) -> u64 {
        let before = (block * BLOCK).min(self.accounts);
        let share = u128::from(self.contacts) * u128::from(before) / u128::from(self.accounts.max(1));
        u64::try_from(share).unwrap_or(u64::MAX)
    }

    /// How much of the history somebody can have been active in, 0 to 1, who entered at that moment.
    pub(crate) fn tenure(&self, created: Instant) -> f64 {
        let history = self.until.millis_since(self.start).max(1);
        let own = self.until.millis_since(created.max(self.start)).clamp(0, history);
        real(own.unsigned_abs()) / real(history.unsigned_abs())
    }
}
