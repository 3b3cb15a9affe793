//! The domain: what a score means and how it is computed. No input, no output, no clock.

mod account_rules;
mod activity;
mod fold;
mod instant;
mod lead;
mod points;
mod rating;
mod record;
mod relationship;
mod value;

pub use account_rules::{EdgeWeights, MqaRule, Seat, Strategy, SurgeRule};
pub use activity::{Activity, ActivityKind};
pub use fold::fold;
pub use instant::{DAY_MS, Instant};
pub use lead::{
    COOL_OFF_DAYS, Detail, Event, Lead, Reached, Reason, ReasonPolicy, Reasons, Refusal, Stage, Transition, WhyNot,
    history, may_hand_off, project,
};
pub use points::Points;
pub use rating::{Grade, Level, Rating, RatingError};
pub use record::{
    AccountRecord, ActivityRecord, ContactRecord, JobLink, LeadRecord, ParentLink, RelationshipRecord,
};
pub use relationship::{BuyingRole, RelationshipKind};
pub use value::{AttributeType, Attributes, Value};
