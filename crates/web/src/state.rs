//! What handlers share: the engine and the clock.

use bareme_scoring::Instant;

/// Shared by all requests; cheap to copy.
#[derive(Clone, Debug)]
pub struct State {
    clock: fn() -> Instant,
}

impl State {
    /// A state whose pages read the time from `clock`.
    pub const fn new(clock: fn() -> Instant) -> Self {
        Self { clock }
    }

    /// The time.
    pub fn now(&self) -> Instant {
        (self.clock)()
    }
}
