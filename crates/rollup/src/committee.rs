//! The buying committee: which seats are taken by engaged people and which are still empty.

use bareme_scoring::{BuyingRole, Points, Seat};
use serde::Serialize;

/// How far one seat is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct SeatCoverage {
    /// The role.
    pub role: BuyingRole,
    /// How many engaged people it takes.
    pub required: u32,
    /// How many engaged people hold the role at the account.
    pub engaged: u32,
    /// How many people hold the role at the account, engaged or not.
    pub known: u32,
    /// How many engaged people are missing.
    pub missing: u32,
}

/// How far the committee is taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Mean over the seats of min(engaged / required, 1), in percent; 100 when no seat is asked for.
    pub percent: Points,
    /// Seat by seat, in the order of the model.
    pub seats: Vec<SeatCoverage>,
}

impl Coverage {
    /// The seats that still miss somebody.
    pub fn missing(&self) -> impl Iterator<Item = &SeatCoverage> {
        self.seats.iter().filter(|seat| seat.missing > 0)
    }
}

/// A set of buying roles: a bit for each, in the order of [`BuyingRole::ALL`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RoleSet(u8);

impl RoleSet {
    /// The set with a role.
    #[must_use]
    pub const fn with(self, role: BuyingRole) -> Self {
        Self(self.0 | 1 << (role as u8))
    }

    /// Whether a role is in it.
    pub const fn has(self, role: BuyingRole) -> bool {
        self.0 & (1 << (role as u8)) != 0
    }

    /// Its bits.
    pub const fn bits(self) -> u8 {
        self.0
    }
}

/// Engaged people and all people, by role.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct RoleCounts {
    pub(crate) engaged: [u32; BuyingRole::ALL.len()],
    pub(crate) known: [u32; BuyingRole::ALL.len()],
}

impl RoleCounts {
    /// Mean of min(engaged / required, 1) in percent.
    pub(crate) fn percent(&self, seats: &[Seat]) -> Points {
        if seats.is_empty() {
            return Points::HUNDRED;
        }
        let taken = |seat: &Seat| {
            let engaged = f64::from(self.engaged[seat.role as usize]);
            if seat.required == 0 { 1.0 } else { (engaged / f64::from(seat.required)).min(1.0) }
        };
        let (sum, count) =
            seats.iter().map(taken).fold((0.0, 0.0), |(sum, count), one| (sum + one, count + 1.0));
        Points::round(100.0 * sum / count)
    }

    /// The roles of seats that still miss somebody.
    pub(crate) fn missing(&self, seats: &[Seat]) -> RoleSet {
        let empty = seats.iter().filter(|seat| self.engaged[seat.role as usize] < seat.required);
        empty.fold(RoleSet::default(), |roles, seat| roles.with(seat.role))
    }

    pub(crate) fn coverage(&self, seats: &[Seat]) -> Coverage {
        let seat = |seat: &Seat| {
            let engaged = self.engaged[seat.role as usize];
            SeatCoverage {
                role: seat.role,
                required: seat.required,
                engaged,
                known: self.known[seat.role as usize],
                missing: seat.required.saturating_sub(engaged),
            }
        };
        Coverage { percent: self.percent(seats), seats: seats.iter().map(seat).collect() }
    }
}
