//! The domain: what a score means and how it is computed. No input, no output, no clock.

mod account_rules;
mod activity;
mod check;
pub mod document;
mod evaluate;
mod fold;
mod instant;
mod lead;
pub mod model;
mod points;
mod rating;
mod record;
mod relationship;
mod starter;
mod value;

pub use account_rules::{EdgeWeights, MqaRule, Seat, Strategy, SurgeRule};
pub use activity::{Activity, ActivityKind};
pub use check::{Code as ProblemCode, Known, Problem, Report, Severity, check};
pub use document::{Change, Draft, Node, SyntaxError, diff};
pub use evaluate::{
    Adjustment, ContactDocument, CountedActivity, DocumentError, EngagementEvaluation, Evaluation, Evidence,
    FitEvaluation, FitScore, KnockedOut, Line, LineKind, Matcher, Score, Subject,
};
pub use fold::fold;
pub use instant::{DAY_MS, Instant};
pub use lead::{
    COOL_OFF_DAYS, Detail, Event, Lead, Reached, Reason, ReasonPolicy, Reasons, Refusal, Stage, Transition,
    WhyNot, history, may_hand_off, project,
};
pub use model::{
    AccountRules, Action, ActivityFilter, AttributeRef, AttributesRead, CategoryRules, Cell,
    EngagementCategory, EngagementRules, FitCategory, FitRules, Matrix, Model, Scope, Signal, Thresholds,
    Tier,
};
pub use points::Points;
pub use rating::{Grade, Level, Rating, RatingError};
pub use record::{
    AccountRecord, ActivityRecord, ContactRecord, JobLink, LeadRecord, ParentLink, RelationshipRecord,
};
pub use relationship::{BuyingRole, RelationshipKind};
pub use starter::STARTER;
pub use value::{AttributeType, Attributes, Value};
