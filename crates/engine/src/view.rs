//! What pages and commands show: plain values, ready to print, without a database behind them.

mod chance;
mod imports;
mod jobs;
mod work;

use bareme_scoring::{
    BuyingRole, Grade, Instant, Level, Points, Rating, RelationshipKind, Stage, Thresholds, Working,
};

use crate::reports::Names;

pub use chance::{ChanceOf, ChanceReason, ChanceView};
pub use imports::{ImportRow, ImportView, ImportsPage, Mention, Message, Notice, RejectView};
pub use jobs::{FailedJob, JobRow, JobTime, JobView, RunLogEntry, RunRow, RunView, WhenView};
pub use work::{
    CompanyCard, DoneView, HandOverView, LeadPage, LogEntry, OwnWork, PersonCard, ReasonChoice, SlaView,
    WorkCount, WorkRow, WorklistPage,
};

/// One page of a list, by key. The cursors are opaque and safe in a URL.
#[derive(Clone, Debug)]
pub struct Slice<T> {
    /// The rows, in the order asked for.
    pub rows: Vec<T>,
    /// Leads to the rows after these; `None` at the end.
    pub next: Option<String>,
    /// Leads to the rows before these; `None` at the beginning.
    pub previous: Option<String>,
}

/// A model by name, for pickers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelRef {
    /// Unique short name.
    pub name: String,
    /// Title for people.
    pub title: String,
    /// Whether it drives the lead.
    pub primary: bool,
    /// Its current version.
    pub version: u32,
}

/// Recent activity far above what was usual.
#[derive(Clone, Debug, PartialEq)]
pub struct SurgeView {
    /// Activities in the recent window.
    pub recent: u32,
    /// Activities in the window before it.
    pub baseline: u32,
    /// How many times the usual rate; `None` when nothing happened before.
    pub factor: Option<f64>,
    /// One-sided p-value.
    pub p: f64,
    /// Length of the recent window, days.
    pub recent_days: u32,
    /// Length of the window before it, days.
    pub baseline_days: u32,
    /// Who is behind it, most active first (empty in lists).
    pub people: Vec<SurgePerson>,
}

/// Somebody behind a surge.
#[derive(Clone, Debug, PartialEq)]
pub struct SurgePerson {
    /// The contact.
    pub contact_id: i64,
    /// Their name.
    pub name: String,
    /// Their activities in the recent window.
    pub recent: u32,
}

/// A score at a moment, for trends.
#[derive(Clone, Debug, PartialEq)]
pub struct TrendPoint {
    /// When.
    pub at: Instant,
    /// Fit, 0–100.
    pub fit: Points,
    /// Engagement, 0–100.
    pub engagement: Points,
    /// The rating then.
    pub rating: Rating,
}

/// A row of the list of accounts.
#[derive(Clone, Debug)]
pub struct AccountRow {
    /// Id in this database.
    pub id: i64,
    /// Name.
    pub name: String,
    /// Industry.
    pub industry: Option<String>,
    /// Country.
    pub country: Option<String>,
    /// Number of employees.
    pub employees: Option<i64>,
    /// The sales person who owns it.
    pub owner: Option<String>,
    /// Account rating; `None` until it has been scored with the model.
    pub rating: Option<Rating>,
    /// Account fit.
    pub fit: Points,
    /// Account engagement.
    pub engagement: Points,
    /// People who reach it.
    pub people: u32,
    /// Engaged people (level 1–3).
    pub engaged: u32,
    /// Committee coverage, percent.
    pub coverage: Points,
    /// Marketing-qualified.
    pub mqa: bool,
    /// Surge, if there is one.
    pub surge: Option<SurgeView>,
    /// Change of engagement over 30 days.
    pub change: Option<Points>,
    /// Snapshots of the last 90 days, oldest first, for a sparkline.
    pub trend: Vec<TrendPoint>,
}

/// The choices of the filters of a list: value and how many rows have it.
#[derive(Clone, Debug, Default)]
pub struct Facets {
    /// Industries.
    pub industries: Vec<String>,
    /// Countries.
    pub countries: Vec<String>,
    /// Owners.
    pub owners: Vec<String>,
}

/// How many rows of a list fit its filters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FittingView {
    /// How many, counted up to a limit.
    pub count: u64,
    /// Whether there are more than that.
    pub more: bool,
}

/// The list of accounts.
#[derive(Clone, Debug)]
pub struct AccountsPage {
    /// The model whose scores are shown; `None` when none is published.
    pub model: Option<ModelRef>,
    /// Models to pick from.
    pub models: Vec<ModelRef>,
    /// The rows.
    pub slice: Slice<AccountRow>,
    /// Filter choices.
    pub facets: Facets,
    /// Accounts in the database, unfiltered.
    pub total: u64,
    /// How many fit, on all pages; `None` when nothing is filtered.
    pub fitting: Option<FittingView>,
    /// When the scores were computed.
    pub as_of: Option<Instant>,
}

/// A line of a ledger of a contact or of an account's fit.
#[derive(Clone, Debug, PartialEq)]
pub struct LedgerLine {
    /// The rule that gave the points.
    pub rule: String,
    /// The points; lines add up to the score.
    pub points: Points,
    /// The most that this rule can give, where it has a limit of its own.
    pub of: Option<Points>,
    /// The facts behind it.
    pub evidence: Vec<Evidence>,
    /// The fact that the rule asks for is not known.
    pub missing: bool,
    /// How the points follow from the facts.
    pub working: Option<Working>,
    /// What kind of line.
    pub kind: LineKind,
}

/// What kind of ledger line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// A rule of the model.
    Rule,
    /// A cap, a floor or a clip.
    Limit,
    /// A penalty.
    Penalty,
    /// An adjustment by a sales person.
    Adjustment,
}

/// A fact behind a ledger line.
#[derive(Clone, Debug, PartialEq)]
pub enum Evidence {
    /// An attribute and its value (`None`: not known).
    Attribute {
        /// Such as `contact.title`.
        name: String,
        /// Its value.
        value: Option<String>,
    },
    /// Activities that were counted.
    Activity {
        /// What was done, such as `page_view /pricing`.
        what: String,
        /// When.
        at: Instant,
        /// Age in days.
        age_days: f64,
        /// What it is worth; `None` where activities are only counted, as for tiers.
        worth: Option<Worth>,
    },
}

/// What an activity is worth for a signal: points × recency. The worths of a line add up to the sum of its working.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Worth {
    /// Points after limits and before decay.
    pub points: Points,
    /// Recency, above 0 and at most 1.
    pub recency: f64,
    /// Both multiplied.
    pub product: f64,
    /// Digits after the point with which the product is shown.
    pub digits: u8,
}

/// Where the grades and levels of a rating begin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bands {
    /// Fit that takes A, B, C.
    pub grades: Thresholds,
    /// Engagement that takes 1, 2, 3.
    pub levels: Thresholds,
}

/// One side of a score with its reasons.
#[derive(Clone, Debug)]
pub struct Ledger {
    /// The score: the sum of the lines.
    pub score: Points,
    /// The lines.
    pub lines: Vec<LedgerLine>,
}

/// What the matrix says of a rating.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellView {
    /// The cell.
    pub rating: Rating,
    /// `hand_off`, `nurture`, `watch` or `disqualify`.
    pub action: &'static str,
    /// 1 is first.
    pub priority: u32,
    /// Hours in which sales must respond.
    pub sla_hours: Option<u32>,
    /// What to do.
    pub play: Option<String>,
}

/// A person behind an account's engagement.
#[derive(Clone, Debug)]
pub struct ContributionView {
    /// The contact.
    pub contact_id: i64,
    /// Their name.
    pub name: String,
    /// Their title.
    pub title: Option<String>,
    /// Role at this account (`None` when they reach it by other ways).
    pub role: Option<BuyingRole>,
    /// Strongest-path reach, 0.05–1.
    pub reach: f64,
    /// The way from the person to the account, in names.
    pub path: Vec<String>,
    /// Their engagement.
    pub engagement: Points,
    /// Their rating.
    pub rating: Option<Rating>,
    /// Their part of the account's engagement; these add up to it.
    pub points: Points,
}

/// A seat of the buying committee.
#[derive(Clone, Debug)]
pub struct SeatView {
    /// The role.
    pub role: BuyingRole,
    /// People required.
    pub required: u32,
    /// Engaged people in that role: id and name.
    pub engaged: Vec<(i64, String)>,
    /// Known people in that role who are not engaged: id and name.
    pub not_engaged: Vec<(i64, String)>,
}

/// One condition for being marketing-qualified.
#[derive(Clone, Debug)]
pub enum MqaCondition {
    /// The account's grade is one of these.
    Grade {
        /// The grades that qualify.
        wanted: Vec<Grade>,
        /// The account's.
        actual: Grade,
        /// Whether it holds.
        holds: bool,
    },
    /// The account's level is one of these.
    Level {
        /// The levels that qualify.
        wanted: Vec<Level>,
        /// The account's.
        actual: Level,
        /// Whether it holds.
        holds: bool,
    },
    /// Committee coverage in percent.
    Coverage {
        /// At least.
        wanted: u32,
        /// The account's.
        actual: Points,
        /// Whether it holds.
        holds: bool,
    },
    /// Engaged people.
    People {
        /// At least.
        wanted: u32,
        /// The account's.
        actual: u32,
        /// Whether it holds.
        holds: bool,
    },
}

/// Something that happened at an account or with a contact.
#[derive(Clone, Debug)]
pub struct TimelineEntry {
    /// When.
    pub at: Instant,
    /// Who.
    pub contact_id: i64,
    /// Their name.
    pub contact: String,
    /// The type of activity.
    pub activity: String,
    /// Content type.
    pub content_type: Option<String>,
    /// Content.
    pub content: Option<String>,
    /// Campaign.
    pub campaign: Option<String>,
    /// Channel.
    pub channel: Option<String>,
}

/// A member of a corporate family, in tree order.
#[derive(Clone, Debug)]
pub struct FamilyMember {
    /// The account.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// Depth below the top, 0 for the top.
    pub depth: u32,
    /// Ownership share that its parent holds, 0–1.
    pub share: Option<f64>,
    /// Its rating.
    pub rating: Option<Rating>,
    /// Its engagement.
    pub engagement: Points,
    /// Whether it is the account of this page.
    pub here: bool,
}

/// The corporate tree with its total.
#[derive(Clone, Debug)]
pub struct FamilyView {
    /// The members, tree order. Empty when the account stands alone.
    pub members: Vec<FamilyMember>,
    /// Members left out of a very large family.
    pub hidden: usize,
    /// Engagement of the whole family, each person counted once.
    pub total: Points,
}

/// What is wrong with the corporate tree around an account, as a sentence's parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TreeProblem {
    /// The account is its own parent.
    SelfParent(String),
    /// The accounts own each other in a circle.
    Cycle(Vec<String>),
    /// Several parents; the first is the one that the tree shows.
    SeveralParents(String, Vec<String>),
    /// A parent that is not in the database: account, key of the parent.
    MissingParent(String, String),
}

/// A node of the relationship graph.
#[derive(Clone, Debug)]
pub struct GraphNode {
    /// Id of the contact or account.
    pub id: i64,
    /// Name.
    pub label: String,
    /// Whether it is an account (otherwise a contact).
    pub account: bool,
    /// Its rating.
    pub rating: Option<Rating>,
}

/// An edge of the relationship graph: indexes into the nodes.
#[derive(Clone, Debug)]
pub struct GraphEdge {
    /// Index of the node that it starts from.
    pub from: usize,
    /// Index of the node that it leads to.
    pub to: usize,
    /// Its type.
    pub kind: RelationshipKind,
    /// Buying role.
    pub role: Option<BuyingRole>,
    /// Weight, 0–1.
    pub weight: f64,
    /// False for a past job.
    pub current: bool,
}

/// The graph around an account or a contact; the first node is the one in the middle.
#[derive(Clone, Debug, Default)]
pub struct GraphView {
    /// Nodes.
    pub nodes: Vec<GraphNode>,
    /// Edges.
    pub edges: Vec<GraphEdge>,
    /// Neighbours left out of a crowded picture.
    pub hidden: usize,
}

/// One account.
#[derive(Clone, Debug)]
pub struct AccountView {
    /// Its row, as in the list (with the people behind the surge).
    pub row: AccountRow,
    /// Natural key.
    pub key: String,
    /// All known facts, name and value.
    pub attributes: Vec<(String, String)>,
    /// The model whose scores are shown.
    pub model: Option<ModelRef>,
    /// Models to pick from.
    pub models: Vec<ModelRef>,
    /// When the score was computed.
    pub as_of: Option<Instant>,
    /// How people's engagement becomes the account's, the word of the model document.
    pub strategy: String,
    /// Where grades and levels begin; `None` without a model.
    pub bands: Option<Bands>,
    /// Fit with its reasons.
    pub fit: Ledger,
    /// People behind the engagement; their points add up to it.
    pub contributions: Vec<ContributionView>,
    /// Committee.
    pub seats: Vec<SeatView>,
    /// Why it is or is not marketing-qualified.
    pub mqa: Vec<MqaCondition>,
    /// Snapshots, oldest first.
    pub trend: Vec<TrendPoint>,
    /// What happened, newest first.
    pub timeline: Slice<TimelineEntry>,
    /// Corporate family.
    pub family: FamilyView,
    /// Problems of the corporate tree.
    pub problems: Vec<TreeProblem>,
    /// The picture.
    pub graph: GraphView,
}

/// A row of the list of contacts.
#[derive(Clone, Debug)]
pub struct ContactRow {
    /// Id in this database.
    pub id: i64,
    /// Name, or e-mail, or key.
    pub name: String,
    /// E-mail.
    pub email: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// The account they work at: id and name.
    pub account: Option<(i64, String)>,
    /// Rating; `None` when the model does not apply or nothing was scored yet.
    pub rating: Option<Rating>,
    /// Fit.
    pub fit: Points,
    /// Engagement.
    pub engagement: Points,
    /// Rank score.
    pub rank: Points,
    /// Last activity.
    pub last_activity: Option<Instant>,
}

/// The list of contacts.
#[derive(Clone, Debug)]
pub struct ContactsPage {
    /// The model whose scores are shown.
    pub model: Option<ModelRef>,
    /// Models to pick from.
    pub models: Vec<ModelRef>,
    /// The rows.
    pub slice: Slice<ContactRow>,
    /// Filter choices: values of their accounts.
    pub facets: Facets,
    /// The account whose people are shown, when one is asked for: id and name.
    pub account: Option<(i64, String)>,
    /// Contacts in the database, unfiltered.
    pub total: u64,
    /// Those of them that only an order by name shows, because the model does not score them.
    pub unscored: u64,
    /// How many fit, on all pages; `None` when nothing is filtered.
    pub fitting: Option<FittingView>,
    /// When the scores were computed.
    pub as_of: Option<Instant>,
}

/// A step in a lead's life.
#[derive(Clone, Debug)]
pub struct TransitionView {
    /// When it happened.
    pub at: Instant,
    /// From which stage (`None`: it began).
    pub from: Option<Stage>,
    /// To which stage.
    pub to: Stage,
    /// Who did it.
    pub who: String,
    /// Reason.
    pub reason: Option<String>,
    /// Note.
    pub note: Option<String>,
    /// Rating at that moment.
    pub rating: Option<Rating>,
    /// Passed by implication: the source named only a later stage.
    pub implied: bool,
}

/// A lead with its log.
#[derive(Clone, Debug)]
pub struct LeadView {
    /// Id in this database.
    pub id: i64,
    /// Natural key in the CRM, if it came from one.
    pub key: Option<String>,
    /// Where it stands.
    pub stage: Stage,
    /// The model that it belongs to.
    pub model: String,
    /// Version it was handed over with.
    pub version: Option<u32>,
    /// Owner.
    pub owner: Option<String>,
    /// When sales must have answered.
    pub due_at: Option<Instant>,
    /// Its log, oldest first.
    pub transitions: Vec<TransitionView>,
}

/// An edge of a contact, in words.
#[derive(Clone, Debug)]
pub struct RelationshipView {
    /// Its type.
    pub kind: RelationshipKind,
    /// Whether it starts from the contact of the page.
    pub outward: bool,
    /// Buying role.
    pub role: Option<BuyingRole>,
    /// The other end: whether it is an account.
    pub account: bool,
    /// The other end: id.
    pub id: i64,
    /// The other end: name.
    pub name: String,
    /// From when.
    pub valid_from: Option<Instant>,
    /// Until when.
    pub valid_to: Option<Instant>,
}

/// One contact.
#[derive(Clone, Debug)]
pub struct ContactView {
    /// The row, as in the list.
    pub row: ContactRow,
    /// Natural key.
    pub key: String,
    /// All known facts, name and value.
    pub attributes: Vec<(String, String)>,
    /// The model whose score is shown.
    pub model: Option<ModelRef>,
    /// Models to pick from.
    pub models: Vec<ModelRef>,
    /// The moment that the ledgers are computed for.
    pub as_of: Option<Instant>,
    /// False when the model does not score this person.
    pub applies: bool,
    /// Known weight of 100.
    pub completeness: u32,
    /// Names of the knock-outs that hold.
    pub knock_outs: Vec<String>,
    /// The cell of the matrix.
    pub cell: Option<CellView>,
    /// Where grades and levels begin; `None` without a model.
    pub bands: Option<Bands>,
    /// How likely it is that sales qualifies them, by what is known now.
    pub chance: Option<ChanceView>,
    /// Fit with its reasons.
    pub fit: Ledger,
    /// Engagement with its reasons.
    pub engagement: Ledger,
    /// History of the scores, oldest first, recomputed point in time with the version of each day.
    pub history: Vec<TrendPoint>,
    /// Leads, newest first.
    pub leads: Vec<LeadView>,
    /// The reasons of the agreement.
    pub reasons: Vec<ReasonChoice>,
    /// Relationships.
    pub relationships: Vec<RelationshipView>,
    /// What they did, newest first.
    pub timeline: Slice<TimelineEntry>,
    /// The picture.
    pub graph: GraphView,
}

/// One cell with its count.
#[derive(Clone, Debug)]
pub struct MatrixCell {
    /// What the model says of it.
    pub cell: CellView,
    /// Contacts in it.
    pub contacts: u64,
}

/// The 4×4 matrix.
#[derive(Clone, Debug)]
pub struct MatrixView {
    /// The model.
    pub model: Option<ModelRef>,
    /// Models to pick from.
    pub models: Vec<ModelRef>,
    /// Sixteen cells, A1 to D4 (empty without a model).
    pub cells: Vec<MatrixCell>,
    /// Contacts that the model scores.
    pub scored: u64,
    /// Contacts that the model does not apply to, or that wait for scoring.
    pub unscored: u64,
    /// Thresholds of the grades A, B, C.
    pub grades: [Points; 3],
    /// Thresholds of the levels 1, 2, 3.
    pub levels: [Points; 3],
    /// When the scores were computed.
    pub as_of: Option<Instant>,
}

/// A row of the list of leads.
#[derive(Clone, Debug)]
pub struct LeadRow {
    /// Id in this database.
    pub id: i64,
    /// The contact: id and name.
    pub contact: (i64, String),
    /// The account: id and name.
    pub account: Option<(i64, String)>,
    /// Where it stands.
    pub stage: Stage,
    /// Rating at hand-over.
    pub rating: Option<Rating>,
    /// When it became MQL.
    pub mql_at: Option<Instant>,
    /// When it reached the stage that it is in.
    pub stage_at: Instant,
    /// Owner.
    pub owner: Option<String>,
    /// Source.
    pub source: Option<String>,
    /// Reason of the last rejection, loss …
    pub reason: Option<String>,
    /// When sales must answer, while it is an MQL.
    pub due_at: Option<Instant>,
}

/// The list of leads.
#[derive(Clone, Debug)]
pub struct LeadsPage {
    /// Models to pick from.
    pub models: Vec<ModelRef>,
    /// The rows, the latest change first.
    pub slice: Slice<LeadRow>,
    /// Leads that fit the filters, on all pages.
    pub fitting: u64,
    /// Leads in the database, unfiltered.
    pub total: u64,
    /// The reasons of the agreement.
    pub reasons: Vec<ReasonChoice>,
}

impl Names for LeadsPage {
    fn title(&self, model: &str) -> String {
        let known = self.models.iter().find(|known| known.name == model);
        known.map_or(model, |known| &known.title).to_owned()
    }

    fn reason(&self, code: &str) -> Option<String> {
        self.reasons.iter().find(|reason| reason.code == code)?.label.clone()
    }
}

/// The funnel of a model (or of all leads), in cohort view.
#[derive(Clone, Debug)]
pub struct FunnelView {
    /// The model; `None` for all leads together.
    pub model: Option<ModelRef>,
    /// Models to pick from.
    pub models: Vec<ModelRef>,
    /// The figures.
    pub funnel: bareme_reporting::Funnel,
    /// The value of the breakdown behind each row of the funnel, in its order; `None` for leads without one.
    /// Empty when the rows are periods.
    pub values: Vec<Option<String>>,
    /// Leads in the database that are not in the funnel because they never became MQL or lie outside of the period.
    pub left_out: u64,
}

/// A version of a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionView {
    /// 1, 2, 3 …
    pub number: u32,
    /// When it was published.
    pub published_at: Instant,
    /// Who published it.
    pub published_by: String,
}

/// A category of a model in words.
#[derive(Clone, Debug)]
pub struct CategoryView {
    /// Its name.
    pub name: String,
    /// Its worth at best.
    pub weight: Points,
    /// For accumulated signals: the sum that is worth the whole weight.
    pub cap: Option<Points>,
    /// Percent of the weight when nothing is known (fit only).
    pub missing: Option<Points>,
    /// Its rules, in order.
    pub rules: Vec<RuleView>,
}

/// A rule of a category in words.
#[derive(Clone, Debug)]
pub struct RuleView {
    /// The condition, or the activities, as written in the document.
    pub when: String,
    /// What it is worth.
    pub worth: RuleWorth,
}

/// What a rule is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleWorth {
    /// Percent of the category's weight.
    Percent(Points),
    /// Points for each activity, before decay.
    Points(Points),
}

/// One model.
#[derive(Clone, Debug)]
pub struct ModelView {
    /// The model.
    pub model: ModelRef,
    /// Its versions, newest first.
    pub versions: Vec<VersionView>,
    /// Fit categories.
    pub fit: Vec<CategoryView>,
    /// Engagement categories.
    pub engagement: Vec<CategoryView>,
    /// Penalties: name, condition, points.
    pub penalties: Vec<(String, String, Points)>,
    /// Knock-outs: name, condition.
    pub knock_outs: Vec<(String, String)>,
    /// Sixteen cells, A1 to D4.
    pub cells: Vec<CellView>,
    /// Thresholds of the grades A, B, C.
    pub grades: [Points; 3],
    /// Thresholds of the levels 1, 2, 3.
    pub levels: [Points; 3],
    /// The current version's document, TOML.
    pub document: String,
}

/// What the first page shows.
#[derive(Clone, Debug)]
pub struct HomeView {
    /// Accounts that warm up, a few: those that surge, the strongest first; where none does, those that rose most.
    pub warming: AccountsPage,
    /// How many accounts surge.
    pub surging: FittingView,
    /// The best accounts, a few.
    pub accounts: AccountsPage,
    /// How many accounts are marketing-qualified.
    pub qualified: FittingView,
    /// The matrix.
    pub matrix: MatrixView,
    /// The funnel of the last twelve months.
    pub funnel: FunnelView,
    /// The day on which these months begin.
    pub since: Instant,
    /// Leads on which sales has not decided.
    pub undecided: u64,
    /// Those of them that sales should have answered by now.
    pub overdue: u64,
    /// The last import.
    pub import: Option<ImportRow>,
    /// Jobs whose last run of the last day came to nothing.
    pub failed_jobs: Vec<FailedJob>,
    /// Contacts in the database.
    pub contacts: u64,
}
