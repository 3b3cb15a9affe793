//! The domain: what a score means and how it is computed. No input, no output, no clock.

mod account_rules;
mod activity;
mod agreement;
mod calendar;
mod check;
mod day;
pub mod document;
mod evaluate;
mod fold;
mod instant;
mod lead;
pub mod model;
mod money;
mod points;
mod rating;
mod record;
mod relationship;
mod routing;
pub mod spreadsheet;
mod starter;
mod value;

pub use account_rules::{EdgeWeights, MqaRule, Seat, Strategy, SurgeRule};
pub use activity::{Activity, ActivityKind};
pub use agreement::{
    Agreement, AgreementDraft, CalendarPart, FiscalYearPart, MOST_COOL_OFF_DAYS, RulePart, ServiceLevelPart,
    TerritoryPart, WeekPart,
};
pub use calendar::{
    Calendar, CalendarDraft, CalendarProblem, HOUR_MS, HolidayDraft, Hours, SlaClock, when_shown,
};
pub use check::{
    AgreementReport, Code as ProblemCode, Known, Problem, Report, RoutingReport, Severity, check,
    check_agreement,
};
pub use document::{Change, Draft, Node, SyntaxError, diff};
pub use evaluate::{
    Adjustment, ContactDocument, CountedActivity, DocumentError, EngagementEvaluation, Evaluation, Evidence,
    FitEvaluation, FitScore, KnockedOut, Line, LineKind, Matcher, Score, Subject, Working,
};
pub use fold::fold;
pub use instant::{DAY_MS, Instant};
pub use lead::{
    Act, Answer, Assignee, Bant, By, COOL_OFF_DAYS, Detail, Event, Finding, HandOver, Lead, Newest, Party,
    Reached, Reason, ReasonPolicy, ReasonProblem, Reasons, Refusal, Stage, Transition, UNDO_MS, WhyNot,
    history, may_hand_off, project,
};
pub use model::{
    AccountRules, Action, ActivityFilter, AttributeRef, AttributesRead, CategoryRules, Cell,
    EngagementCategory, EngagementRules, Facets, FitCategory, FitRules, Matrix, Model, Scope, Signal,
    Thresholds, Tier,
};
pub use money::{Currency, Money, MoneyError};
pub use points::Points;
pub use rating::{Grade, Level, Rating, RatingError};
pub use record::{
    AccountRecord, ActivityRecord, ContactRecord, JobLink, LeadRecord, ParentLink, RelationshipRecord,
};
pub use relationship::{BuyingRole, RelationshipKind};
pub use routing::{Route, Routed, Routing, Rule, Target, Team, Territory, Trial, Turns, Why};
pub use starter::STARTER;
pub use value::{AttributeType, Attributes, Value};
