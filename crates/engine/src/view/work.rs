//! What the worklist and the page of a lead show.

use bareme_scoring::{Event, Instant, Lead, Points, Rating, Stage, Transition};

use super::{CellView, ChanceView, Ledger, LedgerLine, Slice};

/// The time in which sales must respond, as it stands now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SlaView {
    /// Until when.
    pub due: Instant,
    /// Milliseconds left on the agreement's clock; negative when the time is over.
    pub left: i64,
    /// Whether only business hours count.
    pub business: bool,
}

/// A reason of the agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReasonChoice {
    /// Its code.
    pub code: String,
    /// What people read, where the agreement says it.
    pub label: Option<String>,
    /// Whether the lead is out for good with it.
    pub for_good: bool,
    /// It is not to be chosen any more, and leads of earlier times have it.
    pub retired: bool,
}

/// A row of a worklist.
#[derive(Clone, Debug)]
pub struct WorkRow {
    /// The lead.
    pub id: i64,
    /// How many entries its log has, so that who comes too late is told.
    pub seq: u32,
    /// The contact: id and name.
    pub contact: (i64, String),
    /// Their title.
    pub title: Option<String>,
    /// Their e-mail address.
    pub email: Option<String>,
    /// Their telephone.
    pub phone: Option<String>,
    /// The account: id and name.
    pub account: Option<(i64, String)>,
    /// Where it stands.
    pub stage: Stage,
    /// Since when.
    pub stage_at: Instant,
    /// Who has it.
    pub owner: Option<String>,
    /// The team that has it.
    pub team: Option<String>,
    /// The rating at hand-over.
    pub rating: Option<Rating>,
    /// The rating now.
    pub rating_now: Option<Rating>,
    /// 1 is first.
    pub priority: Option<u32>,
    /// The time to respond, while it is an MQL.
    pub sla: Option<SlaView>,
    /// What the model's cell says to do.
    pub play: Option<String>,
    /// The strongest lines of the fit as it is now.
    pub fit: Vec<LedgerLine>,
    /// The strongest lines of the engagement as it is now.
    pub engagement: Vec<LedgerLine>,
    /// How likely it is that the lead goes on, by what was known at the hand-over.
    pub chance: Option<ChanceView>,
    /// What the contact did last.
    pub last_activity: Option<Instant>,
    /// Amount and currency of the opportunity.
    pub amount: Option<(Points, String)>,
}

/// How much waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WorkCount {
    /// MQLs to answer.
    pub to_answer: u64,
    /// Those of them that are overdue.
    pub overdue: u64,
    /// Accepted leads to qualify.
    pub to_qualify: u64,
    /// Qualified leads to make opportunities of.
    pub to_open: u64,
    /// Open opportunities.
    pub opportunities: u64,
}

impl WorkCount {
    /// Everything.
    pub const fn all(&self) -> u64 {
        self.to_answer + self.to_qualify + self.to_open + self.opportunities
    }

    /// Both together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            to_answer: self.to_answer + other.to_answer,
            overdue: self.overdue + other.overdue,
            to_qualify: self.to_qualify + other.to_qualify,
            to_open: self.to_open + other.to_open,
            opportunities: self.opportunities + other.opportunities,
        }
    }
}

/// What somebody did a moment ago, from the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoneView {
    /// The lead.
    pub id: i64,
    /// How many entries its log has.
    pub seq: u32,
    /// The contact's name.
    pub contact: String,
    /// What was done.
    pub event: Event,
    /// Where the lead stands now.
    pub stage: Stage,
    /// Who has it now.
    pub owner: Option<String>,
    /// Until when it can be taken back by whoever looks; `None` when it cannot.
    pub undo_until: Option<Instant>,
}

/// The worklist of somebody.
#[derive(Clone, Debug)]
pub struct WorklistPage {
    /// Whose.
    pub who: String,
    /// The rows.
    pub slice: Slice<WorkRow>,
    /// What waits in what is shown, whatever its filters.
    pub count: WorkCount,
    /// What waits for each person of the team, and `None` for the team's common queue; of one's own list nothing.
    pub reps: Vec<(Option<String>, WorkCount)>,
    /// The teams of whoever looks.
    pub teams: Vec<String>,
    /// What waits in the common queues of these teams.
    pub queue: WorkCount,
    /// The reasons of the agreement, those that are retired with them.
    pub reasons: Vec<ReasonChoice>,
    /// Who could have a lead.
    pub people: Vec<String>,
    /// What was done a moment ago.
    pub done: Vec<DoneView>,
}

/// An entry of a lead's log.
#[derive(Clone, Debug)]
pub struct LogEntry {
    /// The entry.
    pub entry: Transition,
    /// Whether a later entry took it back.
    pub taken_back: bool,
}

/// Why a lead was handed over: the contact's score at that moment, by the version of that time.
#[derive(Clone, Debug)]
pub struct HandOverView {
    /// When.
    pub at: Instant,
    /// The rating of that moment.
    pub rating: Rating,
    /// The number of the version.
    pub version: u32,
    /// Fit with its reasons.
    pub fit: Ledger,
    /// Engagement with its reasons.
    pub engagement: Ledger,
    /// Facts or activities that came in later make the score of that moment another one: this one.
    pub now_says: Option<Rating>,
}

/// The contact of a lead.
#[derive(Clone, Debug)]
pub struct PersonCard {
    /// Id.
    pub id: i64,
    /// Name.
    pub name: String,
    /// Title.
    pub title: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// Rating now.
    pub rating: Option<Rating>,
    /// What they did last.
    pub last_activity: Option<Instant>,
}

/// The account of a lead's contact.
#[derive(Clone, Debug)]
pub struct CompanyCard {
    /// Id.
    pub id: i64,
    /// Name.
    pub name: String,
    /// Industry.
    pub industry: Option<String>,
    /// Country.
    pub country: Option<String>,
    /// Number of employees.
    pub employees: Option<i64>,
    /// Rating now.
    pub rating: Option<Rating>,
}

/// One lead.
#[derive(Clone, Debug)]
pub struct LeadPage {
    /// Id in this database.
    pub id: i64,
    /// Natural key in the CRM, if it came from one.
    pub key: Option<String>,
    /// Where it stands, with all that its log says.
    pub lead: Lead,
    /// The model that it belongs to.
    pub model: Option<String>,
    /// Where it came from.
    pub source: Option<String>,
    /// The campaign that brought it.
    pub campaign: Option<String>,
    /// The time to respond, while it is an MQL.
    pub sla: Option<SlaView>,
    /// The person.
    pub person: PersonCard,
    /// Their company.
    pub company: Option<CompanyCard>,
    /// What the model's cell says to do.
    pub cell: Option<CellView>,
    /// How likely it is that the lead goes on, by what was known at the hand-over.
    pub chance: Option<ChanceView>,
    /// Why it was handed over; `None` for imported history.
    pub why: Option<HandOverView>,
    /// Its log, newest first.
    pub log: Vec<LogEntry>,
    /// What sales may do now, in the order in which it is offered.
    pub may: Vec<Event>,
    /// Until when whoever looks can take the newest entry back.
    pub undo_until: Option<Instant>,
    /// The reasons of the agreement, those that are retired with them.
    pub reasons: Vec<ReasonChoice>,
    /// Who could have it.
    pub people: Vec<String>,
    /// Teams that could have it.
    pub teams: Vec<String>,
}

/// What waits for somebody, for the first page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnWork {
    /// Who.
    pub who: String,
    /// How much.
    pub count: WorkCount,
}
