//! What marketing and sales agreed on besides the model: reasons, teams, territories and routing, working hours and the
//! service level. It is one document, so that it can be read, compared and agreed upon as a whole.

mod draft;
#[cfg(test)]
mod tests;

use crate::{COOL_OFF_DAYS, Calendar, CalendarDraft, Reasons, Routing, SlaClock, Team};

pub use draft::{
    AgreementDraft, CalendarPart, FiscalYearPart, RulePart, ServiceLevelPart, TerritoryPart, WeekPart,
};

/// No cool-off is longer, in days.
pub const MOST_COOL_OFF_DAYS: u32 = 3_650;

/// A checked agreement. Made by [`check_agreement`](crate::check_agreement) or [`AgreementDraft::check`].
#[derive(Clone, Debug)]
pub struct Agreement {
    /// Why sales may say no, and what follows.
    pub reasons: Reasons,
    /// Who sells.
    pub teams: Vec<Team>,
    /// Who gets a lead; the territories are [`Routing::territories`].
    pub routing: Routing,
    /// When people work, whether or not the service level counts these hours only.
    pub calendar: Calendar,
    /// How the time in which sales must respond is counted.
    pub clock: SlaClock,
    /// Whether a lead that nobody answered in time counts as accepted.
    pub accept_by_default: bool,
    /// Days in which a recycled contact is not handed over again, where its reason says nothing.
    pub cool_off_days: u32,
    /// Who is told of an overdue lead whose team has no leader.
    pub escalate_to: Option<String>,
    /// The month in which the fiscal year begins, 1 to 12.
    pub fiscal_year_start: u32,
}

/// What holds before anybody has agreed on anything: the shipped reasons, nobody to route to, every hour counts.
impl Default for Agreement {
    fn default() -> Self {
        Self {
            reasons: Reasons::default(),
            teams: Vec::new(),
            routing: Routing::default(),
            calendar: CalendarDraft::shipped(),
            clock: SlaClock::Plain,
            accept_by_default: false,
            cool_off_days: COOL_OFF_DAYS,
            escalate_to: None,
            fiscal_year_start: 1,
        }
    }
}

impl Agreement {
    /// The team of a name.
    pub fn team(&self, name: &str) -> Option<&Team> {
        self.teams.iter().find(|team| team.name == name)
    }

    /// The team of a sales person: the first that they are a member of, or else the first that they lead.
    pub fn team_of(&self, person: &str) -> Option<&Team> {
        Team::of(&self.teams, person)
    }

    /// Every team that a person is a member of or leads.
    pub fn teams_of<'a>(&'a self, person: &'a str) -> impl Iterator<Item = &'a Team> {
        self.teams.iter().filter(move |team| team.has(person))
    }

    /// Who is told when a lead of a team is overdue: its leader, or else who is named for all.
    pub fn escalated_to(&self, team: Option<&str>) -> Option<&str> {
        let leader = team.and_then(|name| self.team(name)?.leader.as_deref());
        leader.or(self.escalate_to.as_deref())
    }

    /// Everybody whom it names: members of teams, leaders, owners in rules, who is escalated to; sorted, each once.
    pub fn people(&self) -> Vec<&str> {
        let teams = self.teams.iter().flat_map(|team| team.members.iter().chain(&team.leader));
        let owners = self.routing.rules().iter().filter_map(|rule| match &rule.to {
            crate::Target::Person { owner, .. } => Some(owner),
            _ => None,
        });
        let mut people: Vec<&str> =
            teams.chain(owners).chain(&self.escalate_to).map(String::as_str).collect();
        people.sort_unstable();
        people.dedup();
        people
    }
}
