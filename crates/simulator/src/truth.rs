//! The hidden truth: what really makes a lead of the demo company convert. The shipped model does not know it, and
//! recalibration is judged by whether it moves towards it.
//!
//! The truth has the form of a model, so that both can be compared category by category: each category has an integer
//! weight, the weights of each half add to 100, and a criterion is worth a percent of its category. The categories bear the names of
//! the shipped model ([`crate::DEMO_MODEL`]). A lead's fit and engagement by the truth, each 0 to 100, give
//!
//! `strength = FIT_SLOPE × (fit − FIT_CENTRE) / 100 + ENGAGEMENT_SLOPE × (engagement − ENGAGEMENT_CENTRE) / 100`
//!
//! and each step of the funnel succeeds with probability `1 / (1 + exp(−(intercept + slope × strength)))`
//! ([`STEPS`]). Two quarters before "now" the market changes: leads from then on follow the `after` columns.
//!
//! Where the shipped model is wrong from the start: it trusts chiefs more than directors, the country far too much, software more than
//! manufacturing and logistics, IT more than operations, papers and events as much as prices and demonstrations. What
//! the change makes wrong on top: the public sector stops converting, webinars lose their meaning, companies of 200 to
//! 1,000 people become the best and the largest worse.

/// A category of the truth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrueCategory {
    /// The name of the same category in the shipped model.
    pub name: &'static str,
    /// Weight; the weights of a half add to 100. It does not change with the market.
    pub weight: u32,
    /// What is worth how much.
    pub criteria: &'static [TrueCriterion],
}

/// A criterion of a category.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrueCriterion {
    /// The value or the signal.
    pub name: &'static str,
    /// Percent of the category's weight before the market changed; of a signal: for each activity, before fading.
    pub before: i32,
    /// The same since the market changed.
    pub after: i32,
}

/// A step of the funnel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// What the step is.
    pub name: &'static str,
    /// Log-odds at strength 0.
    pub intercept: f64,
    /// Change of the log-odds for each unit of strength.
    pub slope: f64,
}

const fn steady(name: &'static str, percent: i32) -> TrueCriterion {
    TrueCriterion { name, before: percent, after: percent }
}

const fn changed(name: &'static str, before: i32, after: i32) -> TrueCriterion {
    TrueCriterion { name, before, after }
}

/// Signals of engagement fade with this half-life, in days.
pub const HALF_LIFE_DAYS: f64 = 30.0;

/// Who buys. The criteria stand in the order of the simulator's own lists.
pub const FIT: [TrueCategory; 5] = [
    TrueCategory {
        name: "Job level",
        weight: 25,
        criteria: &[
            steady("Chief", 55),
            steady("Director", 100),
            steady("Manager", 65),
            steady("Specialist", 10),
            steady("Student", 0),
            steady("Unknown", 30),
        ],
    },
    TrueCategory {
        name: "Industry",
        weight: 25,
        criteria: &[
            steady("Software", 40),
            steady("Pharma", 60),
            steady("Manufacturing", 100),
            steady("Banking", 40),
            steady("Insurance", 35),
            steady("Retail", 25),
            steady("Logistics", 85),
            steady("Energy", 55),
            steady("Telecom", 30),
            changed("Public sector", 60, 0),
            steady("Education", 10),
            steady("Food", 70),
            steady("Unknown", 40),
        ],
    },
    TrueCategory {
        name: "Company size",
        weight: 30,
        criteria: &[
            steady("Below 50", 0),
            steady("50 to 200", 30),
            changed("200 to 1,000", 55, 100),
            steady("1,000 to 5,000", 85),
            changed("5,000 and more", 75, 45),
            steady("Unknown", 40),
        ],
    },
    TrueCategory {
        name: "Country",
        weight: 5,
        criteria: &[
            steady("FR", 100),
            steady("DE", 90),
            steady("BE", 90),
            steady("CH", 80),
            steady("GB", 50),
            steady("ES", 60),
            steady("IT", 60),
            steady("NL", 70),
            steady("US", 40),
            steady("SE", 60),
            steady("CA", 40),
        ],
    },
    TrueCategory {
        name: "Department",
        weight: 15,
        criteria: &[
            steady("IT", 50),
            steady("Operations", 100),
            steady("Finance", 40),
            steady("Marketing", 10),
            steady("Human resources", 0),
            steady("Purchasing", 60),
            steady("Research", 40),
            steady("Unknown", 35),
        ],
    },
];

/// What buyers do. The signals of a category add up, held between 0 and 100 percent.
pub const ENGAGEMENT: [TrueCategory; 4] = [
    TrueCategory {
        name: "Web interest",
        weight: 45,
        criteria: &[
            steady("page_view /pricing", 35),
            steady("page_view /product", 10),
            steady("page_view /docs", 12),
            steady("page_view /blog", 0),
            steady("page_view /careers", -30),
        ],
    },
    TrueCategory {
        name: "Content",
        weight: 8,
        criteria: &[steady("download case_study", 60), steady("download white_paper", 5)],
    },
    TrueCategory {
        name: "Forms and demos",
        weight: 37,
        criteria: &[
            steady("demo_request", 90),
            steady("form_submit demo", 10),
            steady("form_submit contact", 40),
            steady("form_submit newsletter", 0),
        ],
    },
    TrueCategory {
        name: "Events and e-mail",
        weight: 10,
        criteria: &[
            changed("webinar_attend", 60, 0),
            steady("event_attend", 50),
            steady("email_click", 5),
            steady("email_open", 0),
            steady("unsubscribe", -50),
        ],
    },
];

/// Log-odds for a hundred points of fit.
pub const FIT_SLOPE: f64 = 6.5;
/// The fit of a usual lead before the change.
pub const FIT_CENTRE: f64 = 54.0;
/// Log-odds for a hundred points of engagement.
pub const ENGAGEMENT_SLOPE: f64 = 4.0;
/// The engagement of a usual lead before the change.
pub const ENGAGEMENT_CENTRE: f64 = 27.0;

/// The steps of the funnel: sales accepts, qualifies, opens an opportunity, wins.
pub const STEPS: [Step; 4] = [
    Step { name: "accept", intercept: 0.7, slope: 0.7 },
    Step { name: "qualify", intercept: -0.35, slope: 1.1 },
    Step { name: "open an opportunity", intercept: 0.8, slope: 0.3 },
    Step { name: "win", intercept: -1.15, slope: 0.5 },
];

/// The strength of a lead from its fit and engagement by the truth, 0 to 100 each.
pub fn strength(fit: f64, engagement: f64) -> f64 {
    FIT_SLOPE * (fit - FIT_CENTRE) / 100.0 + ENGAGEMENT_SLOPE * (engagement - ENGAGEMENT_CENTRE) / 100.0
}

impl Step {
    /// The probability that a lead of this strength takes the step.
    pub fn probability(&self, strength: f64) -> f64 {
        1.0 / (1.0 + libm::exp(-(self.intercept + self.slope * strength)))
    }
}

impl TrueCriterion {
    /// The percent that holds before, or since, the change.
    pub fn percent(&self, since_change: bool) -> f64 {
        f64::from(if since_change { self.after } else { self.before })
    }
}
