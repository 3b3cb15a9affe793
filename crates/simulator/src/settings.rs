//! What a simulated world is made from: everything that is not fixed in the crate.

use bareme_scoring::Instant;

/// Size, seed and period of a simulation.
#[derive(Clone, Debug, PartialEq)]
pub struct SimulationSettings {
    /// Number of companies.
    pub accounts: u64,
    /// Number of people, exact; ten for each company when absent.
    pub contacts: Option<u64>,
    /// Mean number of activities of a person over the whole history; the total comes within a few percent.
    pub activities_per_contact: f64,
    /// Leads as a share of people. People whose rating never called for a hand-over get none, so very high shares
    /// are not reached.
    pub lead_share: f64,
    /// The same seed gives the same world.
    pub seed: u64,
    /// The demo's "now": nothing happens later. Held between the years 1970 and 2969.
    pub until: Instant,
    /// Length of the history that ends at `until`, in years of 365.25 days; held between 1 and 20.
    pub years_of_history: f64,
}

impl SimulationSettings {
    /// The default demo: 200 companies, about 2,000 people and 40,000 activities over two and a half years.
    pub fn new(until: Instant) -> Self {
        Self {
            accounts: 200,
            contacts: None,
            activities_per_contact: 20.0,
            lead_share: 0.20,
            seed: 2,
            until,
            years_of_history: 2.5,
        }
    }
}
