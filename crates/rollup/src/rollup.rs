//! The roll-up itself: every account's engagement, committee and surge, and the ledger behind it.

mod family;

use std::sync::atomic::{AtomicUsize, Ordering};

use bareme_scoring::{Level, Points, RelationshipKind, Seat, Strategy, SurgeRule};
use serde::Serialize;

pub use family::{Family, FamilyMember};

use crate::committee::{Coverage, RoleCounts, RoleSet};
use crate::error::GraphError;
use crate::graph::{Graph, PathStep};
use crate::people::People;
use crate::search::Search;
use crate::strategy::{Contribution, account_engagement, attribute};
use crate::surge::{Surge, SurgePerson, surge};

/// Accounts that one thread takes at a time.
const BLOCK: usize = 512;

/// What a model says about accounts, as far as the roll-up needs it.
#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    /// How engagements are put together.
    pub strategy: Strategy,
    /// Least engagement of the levels 1, 2 and 3, descending.
    pub levels: [Points; 3],
    /// The seats of the buying committee.
    pub seats: Vec<Seat>,
    /// When activity surges.
    pub surge: SurgeRule,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            strategy: Strategy::default(),
            levels: [75, 50, 25].map(Points::from_whole),
            seats: Vec::new(),
            surge: SurgeRule::default(),
        }
    }
}

impl Rules {
    /// The level of an engagement.
    fn level(&self, engagement: Points) -> Level {
        let reached = Level::ALL.into_iter().zip(self.levels).find(|(_, least)| engagement >= *least);
        reached.map_or(Level::FOUR, |(level, _)| level)
    }
}

/// One account's figures.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct AccountScore {
    /// The account.
    pub account: i64,
    /// Engagement, 0–100.
    pub engagement: Points,
    /// Level of the engagement.
    pub level: Level,
    /// Contacts with reach above 0, engaged or not.
    pub reaching: u32,
    /// People who work at the account.
    pub people: u32,
    /// … of them engaged (levels 1 to 3).
    pub engaged_people: u32,
    /// Committee coverage in percent; 100 when the model asks for no seat.
    pub coverage: Points,
    /// The roles of which engaged people are missing.
    pub missing: RoleSet,
    /// Recent activity of those who work at or advise the account against the time before.
    pub surge: Surge,
}

/// What one contact adds to an account's engagement.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LedgerLine {
    /// The contact.
    pub contact: i64,
    /// Reach to the account, above 0 and at most 1.
    pub reach: f64,
    /// The contact's own engagement, above 0.
    pub engagement: Points,
    /// The part of the account's engagement; may be 0 (somebody whom the maximum passes over).
    pub points: Points,
    /// The strongest path, from the contact to the account.
    pub path: Vec<PathStep>,
}

/// An account's engagement down to the people.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AccountLedger {
    /// The account; the root, in the ledger of a family.
    pub account: i64,
    /// The sum of the lines, exactly.
    pub engagement: Points,
    /// By points, most first, then by contact. Contacts without engagement have no line.
    pub lines: Vec<LedgerLine>,
    /// Contacts with reach but without engagement. They have no line, but count in means and medians.
    pub silent: u32,
}

/// A graph, its people and the rules: everything that account scores follow from.
#[derive(Clone, Copy, Debug)]
pub struct Rollup<'a> {
    graph: &'a Graph,
    people: &'a People,
    rules: &'a Rules,
}

impl<'a> Rollup<'a> {
    /// Puts the three together. `people` must have been made for `graph`.
    pub const fn new(graph: &'a Graph, people: &'a People, rules: &'a Rules) -> Self {
        Self { graph, people, rules }
    }

    /// The figures of every account, by id, worked out on so many threads (at least one). The number of threads
    /// changes no byte.
    pub fn all(&self, threads: usize) -> Vec<AccountScore> {
        let accounts = self.graph.accounts().len();
        let blocks: Vec<usize> = (0..accounts).step_by(BLOCK).collect();
        let turn = AtomicUsize::new(0);
        let work = || {
            let mut scratch = Scratch::new(self.graph);
            let mut done = Vec::new();
            while let Some(&start) = blocks.get(turn.fetch_add(1, Ordering::Relaxed)) {
                let scores =
                    (start..accounts.min(start + BLOCK)).map(|index| self.score(index, &mut scratch));
                done.push((start, scores.collect::<Vec<_>>()));
            }
            done
        };
        let mut done = std::thread::scope(|scope| {
            let others: Vec<_> = (1..threads.max(1)).map(|_| scope.spawn(work)).collect();
            let mut done = work();
            for other in others {
                // A panic of a thread is a panic of the whole: nothing here could answer for the missing part.
                done.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            }
            done
        });
        done.sort_unstable_by_key(|(start, _)| *start);
        done.into_iter().flat_map(|(_, scores)| scores).collect()
    }

    /// The figures of some accounts, in the order asked.
    ///
    /// # Errors
    ///
    /// An account that is not in the graph.
    pub fn accounts(&self, accounts: &[i64]) -> Result<Vec<AccountScore>, GraphError> {
        let mut scratch = Scratch::new(self.graph);
        let score = |&account: &i64| {
            let index = self.graph.account_index(account)? as usize;
            Ok(self.score(index, &mut scratch))
        };
        accounts.iter().map(score).collect()
    }

    /// One account's engagement with its lines and their paths.
    ///
    /// # Errors
    ///
    /// An account that is not in the graph.
    pub fn account_ledger(&self, account: i64) -> Result<AccountLedger, GraphError> {
        let index = self.graph.account_index(account)?;
        Ok(self.ledger(account, &[index], &mut Scratch::new(self.graph)))
    }

    /// The buying committee of one account, seat by seat.
    ///
    /// # Errors
    ///
    /// An account that is not in the graph.
    pub fn coverage(&self, account: i64) -> Result<Coverage, GraphError> {
        let index = self.graph.account_index(account)?;
        Ok(self.direct_people(index).roles.coverage(&self.rules.seats))
    }

    /// The people behind recent activity at one account: those with a direct edge who acted in the recent window, most
    /// active first, then by id.
    ///
    /// # Errors
    ///
    /// An account that is not in the graph.
    pub fn surge_people(&self, account: i64) -> Result<Vec<SurgePerson>, GraphError> {
        let direct = self.graph.direct(self.graph.account_index(account)?);
        let mut people: Vec<SurgePerson> = direct
            .chunk_by(|one, next| one.contact == next.contact)
            .filter_map(|edges| edges.first())
            .map(|edge| (edge.contact as usize, self.people.at(edge.contact as usize)))
            .filter(|(_, person)| person.recent > 0)
            .map(|(index, person)| SurgePerson {
                contact: self.graph.contact_id(index),
                recent: person.recent,
                baseline: person.baseline,
            })
            .collect();
        people.sort_by(|a, b| b.recent.cmp(&a.recent).then(a.contact.cmp(&b.contact)));
        Ok(people)
    }

    /// The figures of an account by dense index.
    fn score(&self, index: usize, scratch: &mut Scratch) -> AccountScore {
        #[expect(clippy::cast_possible_truncation, reason = "the builder refuses more than u32::MAX nodes")]
        let node = index as u32;
        self.graph.search_into(&mut scratch.search, &[node]);
        self.contributions(scratch);
        let engagement = account_engagement(self.rules.strategy, &scratch.contributions);
        let direct = self.direct_people(node);
        AccountScore {
            account: self.graph.account_id(node),
            engagement,
            level: self.rules.level(engagement),
            reaching: count(scratch.contributions.len()),
            people: direct.people,
            engaged_people: direct.engaged,
            coverage: direct.roles.percent(&self.rules.seats),
            missing: direct.roles.missing(&self.rules.seats),
            surge: surge(&self.rules.surge, direct.recent, direct.baseline),
        }
    }

    /// What the contacts found by the last search bring, by contact.
    fn contributions(&self, scratch: &mut Scratch) {
        scratch.contributions.clear();
        let brought = self.graph.reaching(&mut scratch.search).map(|(index, reach)| Contribution {
            contact: self.graph.contact_id(index),
            reach,
            engagement: self.people.at(index).engagement,
        });
        scratch.contributions.extend(brought);
    }

    /// The ledger of a set of accounts taken as one: each contact once, with its strongest reach to any of them.
    fn ledger(&self, account: i64, members: &[u32], scratch: &mut Scratch) -> AccountLedger {
        let trails = self.graph.trails_into(&mut scratch.search, members);
        let mut ledger = self.lines(account, scratch);
        for line in &mut ledger.lines {
            if let Some(node) = self.graph.node_of_contact(line.contact) {
                line.path = self.graph.steps(&trails, node);
            }
        }
        ledger
    }

    /// The lines of one account without their paths, for many accounts in a row.
    pub(crate) fn short_ledger(
        &self,
        account: i64,
        scratch: &mut Scratch,
    ) -> Result<AccountLedger, GraphError> {
        let index = self.graph.account_index(account)?;
        self.graph.search_into(&mut scratch.search, &[index]);
        Ok(self.lines(account, scratch))
    }

    /// Divides the engagement that follows from the last search.
    fn lines(&self, account: i64, scratch: &mut Scratch) -> AccountLedger {
        self.contributions(scratch);
        let (engagement, points) = attribute(self.rules.strategy, &scratch.contributions);
        let active =
            scratch.contributions.iter().zip(points).filter(|(one, _)| one.engagement > Points::ZERO);
        let mut lines: Vec<LedgerLine> = active
            .map(|(one, points)| LedgerLine {
                contact: one.contact,
                reach: one.reach,
                engagement: one.engagement,
                points,
                path: Vec::new(),
            })
            .collect();
        lines.sort_by(|a, b| b.points.cmp(&a.points).then(a.contact.cmp(&b.contact)));
        let silent = count(scratch.contributions.len() - lines.len());
        AccountLedger { account, engagement, lines, silent }
    }

    /// Counts the people with a direct edge to an account, each once, and once per role in the roles.
    fn direct_people(&self, account: u32) -> DirectPeople {
        let mut counts = DirectPeople::default();
        for edges in self.graph.direct(account).chunk_by(|one, next| one.contact == next.contact) {
            let person = edges.first().map(|edge| self.people.at(edge.contact as usize)).unwrap_or_default();
            let engaged = u32::from(person.level.is_engaged());
            counts.recent += u64::from(person.recent);
            counts.baseline += u64::from(person.baseline);
            let mut works = false;
            for job in edges.iter().filter(|edge| edge.kind == RelationshipKind::WorksAt) {
                works = true;
                counts.roles.known[job.role as usize] += 1;
                counts.roles.engaged[job.role as usize] += engaged;
            }
            counts.people += u32::from(works);
            counts.engaged += if works { engaged } else { 0 };
        }
        counts
    }
}

/// Counts over the people with a direct edge to an account.
#[derive(Clone, Copy, Debug, Default)]
struct DirectPeople {
    people: u32,
    engaged: u32,
    roles: RoleCounts,
    recent: u64,
    baseline: u64,
}

/// Working memory, used again for every account.
#[derive(Debug)]
pub(crate) struct Scratch {
    search: Search,
    contributions: Vec<Contribution>,
}

impl Scratch {
    pub(crate) fn new(graph: &Graph) -> Self {
        Self { search: graph.search(), contributions: Vec::new() }
    }
}

/// Numbers of contacts fit: the builder refuses more.
fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
