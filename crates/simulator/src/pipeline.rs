//! The leads: who is handed over, and what sales makes of them, decided by the hidden truth and slowed by Fridays.

use bareme_scoring::{Activity, DAY_MS, Instant, LeadRecord, Points, Reasons, Stage};

use crate::block::Block;
use crate::calendar::{after_working_hours, weekday};
use crate::catalogue::act_of;
use crate::company::Company;
use crate::dice::{Dice, Stream};
use crate::number::{index, real, signed, whole};
use crate::person::{Person, SOURCES};
use crate::refusal::{self, Case};
use crate::simulation::contact_key;
use crate::strength::strength;
use crate::truth::STEPS;
use crate::world::World;
use crate::{behaviour, handoff};

/// Of all leads, how many are a person's first.
const FIRST_LEADS: f64 = 0.84;

/// Days after a refusal before the same person is handed over again.
const COOL_OFF_DAYS: i64 = 30;

/// Somebody whose rating called for a hand-over.
struct Candidate<'a> {
    company: &'a Company,
    person: Person,
    activities: Vec<Activity>,
    entries: Vec<Instant>,
    /// Lower comes first when not everybody can be handed over.
    turn: u32,
}

/// The leads of a block's people, by contact and then by time.
pub(crate) fn leads(world: &World, block: &Block, number: u64) -> Vec<LeadRecord> {
    let mut candidates = candidates(world, block, number);
    let quota = quota(world, number);
    candidates.sort_by_key(|candidate| candidate.turn);
    candidates.truncate(index(quota));
    candidates.sort_by_key(|candidate| candidate.person.index);
    candidates.iter().flat_map(|candidate| passages(world, candidate)).collect()
}

/// How many people of the block become leads: the share of all people, spread evenly.
fn quota(world: &World, block: u64) -> u64 {
    let until = |block: u64| whole(real(world.first_contact(block)) * world.lead_share * FIRST_LEADS + 0.5);
    until(block + 1).saturating_sub(until(block))
}

fn candidates<'a>(world: &World, block: &'a Block, number: u64) -> Vec<Candidate<'a>> {
    let mut dice = Dice::new(world.seed, Stream::Quota, number);
    let mut found = Vec::new();
    let mut activities = Vec::new();
    for (slot, company) in block.companies.iter().enumerate() {
        for person in block.people(world, slot) {
            let turn = dice.word();
            behaviour::act(world, company, &person, &mut activities);
            let entries = handoff::entries(company, &person, &activities);
            if !entries.is_empty() {
                found.push(Candidate { company, person, activities: activities.clone(), entries, turn });
            }
        }
    }
    found
}

/// The passages of one person: a recycled lead may be followed by a new one after the cool-off.
fn passages(world: &World, candidate: &Candidate<'_>) -> Vec<LeadRecord> {
    let mut dice = Dice::new(world.seed, Stream::Lead, candidate.person.index);
    let mut leads: Vec<LeadRecord> = Vec::new();
    // Half of the people were handed over the first time that their rating called for it, the others later.
    let skipped = if dice.chance(0.5) { 0 } else { dice.below(candidate.entries.len() as u64) };
    let mut entries = candidate.entries.iter().skip(index(skipped));
    let mut known_since = candidate.person.created;
    let mut not_before = Instant::MIN;
    while let Some(entry) = entries.find(|entry| **entry >= not_before) {
        let mql = entry.plus_millis(signed(dice.range(60.0, 900.0)) * 1_000);
        if mql > world.until {
            break;
        }
        let mut passage = Passage::new(world, &mut dice, candidate, known_since, mql);
        passage.run();
        let (recycled, mut lead) = passage.end();
        lead.key = format!("L{:07}-{}", candidate.person.index + 1, leads.len() + 1);
        leads.push(lead);
        match recycled {
            Some(at) if leads.len() < 3 && dice.chance(0.6) => {
                known_since = at;
                not_before = at.plus_days(COOL_OFF_DAYS);
            }
            _ => break,
        }
    }
    leads
}

/// One lead on its way.
struct Passage<'a> {
    world: &'a World,
    dice: &'a mut Dice,
    candidate: &'a Candidate<'a>,
    strength: f64,
    now: Instant,
    lead: LeadRecord,
}

impl<'a> Passage<'a> {
    fn new(
        world: &'a World,
        dice: &'a mut Dice,
        candidate: &'a Candidate<'a>,
        known_since: Instant,
        mql: Instant,
    ) -> Self {
        let person = &candidate.person;
        let strength = strength(world, candidate.company, person, &candidate.activities, mql);
        let lead = LeadRecord {
            contact: contact_key(person.index),
            source: Some(SOURCES[person.source].to_owned()),
            campaign: person.campaign(),
            owner: Some(candidate.company.seller().name.to_owned()),
            stages: vec![(Stage::Inquiry, known_since), (Stage::Mql, mql)],
            ..LeadRecord::default()
        };
        Self { world, dice, candidate, strength, now: mql, lead }
    }

    /// The record, and when it was recycled.
    fn end(self) -> (Option<Instant>, LeadRecord) {
        let last = self.lead.stages.last().filter(|(stage, _)| *stage == Stage::Recycled);
        (last.map(|(_, at)| *at), self.lead)
    }

    /// Goes on until the lead is closed, stays where it is, or "now" is reached.
    fn run(&mut self) {
        if self.dice.chance(0.02) || !self.answered() {
            return;
        }
        if !self.takes(0) {
            return self.refuse(Stage::Rejected);
        }
        self.enter(Stage::Sal);
        if self.dice.chance(0.03) {
            return;
        }
        let qualifies = self.takes(1);
        if !self.pass(if qualifies { 55.0 } else { 85.0 }, 0.6) {
            return;
        }
        if !qualifies {
            return self.refuse(Stage::Recycled);
        }
        self.enter(Stage::Sql);
        if !self.takes(2) || !self.pass(70.0, 0.6) {
            return;
        }
        self.open();
        let wins = self.takes(3);
        // Strong leads sign sooner.
        let hours = 330.0 * libm::exp(-0.12 * self.strength.clamp(-3.0, 3.0));
        if !self.pass(hours, 0.45) {
            return;
        }
        if wins {
            self.enter(Stage::Won);
        } else {
            self.lead.reason = Some(self.reason(Stage::Lost).to_owned());
            self.enter(Stage::Lost);
        }
    }

    fn takes(&mut self, step: usize) -> bool {
        self.dice.chance(STEPS[step].probability(self.strength))
    }

    fn enter(&mut self, stage: Stage) {
        self.lead.stages.push((stage, self.now));
    }

    /// Lets working time pass, log-normal; whether there is still time before "now".
    fn pass(&mut self, median_hours: f64, sigma: f64) -> bool {
        let hours = self.dice.log_normal(median_hours, sigma).max(0.2);
        self.now = after_working_hours(self.now, hours);
        self.now <= self.world.until
    }

    /// Sales answers: within the day as a rule, but what comes on a Friday waits for the new week.
    fn answered(&mut self) -> bool {
        let pace = self.candidate.company.seller().pace;
        let friday = weekday(self.now.day()) == 4;
        if friday && self.dice.chance(0.8) {
            let monday = Instant::from_millis((self.now.day() + 3) * DAY_MS);
            self.now = monday;
        }
        self.pass(5.5 * pace * if friday { 1.6 } else { 1.0 }, 0.8)
    }

    /// Sales says no: rejected or given back, with what the reason's policy says.
    fn refuse(&mut self, from: Stage) {
        let reason = self.reason(from);
        let policy = Reasons::default().policy(reason).unwrap_or_default();
        if from == Stage::Rejected {
            self.enter(Stage::Rejected);
        }
        self.enter(policy.stage());
        self.lead.reason = Some(reason.to_owned());
        self.lead.note = self.dice.chance(0.4).then(|| refusal::note(reason).to_owned());
    }

    fn open(&mut self) {
        self.enter(Stage::Opportunity);
        let median = 9_000.0 * libm::pow(f64::from(self.candidate.company.employees) / 100.0, 0.42);
        let hundreds = whole(self.dice.log_normal(median, 0.5) / 100.0).clamp(20, 20_000);
        self.lead.amount = i64::try_from(hundreds).ok().map(|hundreds| Points::from_whole(hundreds * 100));
        self.lead.currency = Some("EUR".to_owned());
    }

    fn reason(&mut self, stage: Stage) -> &'static str {
        let candidate = self.candidate;
        let past = candidate.activities.iter().take_while(|activity| activity.at <= self.now);
        let case = Case {
            stage,
            company: candidate.company,
            person: &candidate.person,
            since_change: self.now >= self.world.change,
            past: past.map(|activity| act_of(activity.kind)),
        };
        refusal::reason(self.dice, case)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SimulationSettings;

    /// For each matured lead: since the change, strength, the shipped model's score, whether it reached SQL.
    fn judged(seed: u64, accounts: u64) -> Vec<(bool, f64, f64, bool)> {
        let until = Instant::parse("2026-06-30T12:00:00Z").unwrap();
        let world = World::new(&SimulationSettings { accounts, seed, ..SimulationSettings::new(until) });
        let mut judged = Vec::new();
        for number in 0..world.blocks() {
            let block = Block::new(&world, number);
            for candidate in candidates(&world, &block, number) {
                for lead in passages(&world, &candidate) {
                    let mql = lead.stages[1].1;
                    let person = &candidate.person;
                    if mql > until.plus_days(-60) {
                        continue;
                    }
                    let strength = strength(&world, candidate.company, person, &candidate.activities, mql);
                    let mut engagement = handoff::Engagement::new(person.consent);
                    candidate
                        .activities
                        .iter()
                        .take_while(|a| a.at <= mql)
                        .for_each(|a| engagement.count(*a));
                    let score = handoff::fit(candidate.company, person) + engagement.score_at(mql);
                    let sql = lead.stages.iter().any(|(stage, _)| *stage == Stage::Sql);
                    judged.push((mql >= world.change, strength, score, sql));
                }
            }
        }
        judged
    }

    /// Area under the curve by counting pairs.
    fn area(scores: &(impl Iterator<Item = (f64, bool)> + Clone)) -> f64 {
        let (mut won, mut pairs) = (0.0, 0.0);
        for (good, _) in scores.clone().filter(|(_, event)| *event) {
            for (bad, _) in scores.clone().filter(|(_, event)| !event) {
                pairs += 1.0;
                won += if good > bad {
                    1.0
                } else if good < bad {
                    0.0
                } else {
                    0.5
                };
            }
        }
        won / pairs
    }

    #[test]
    fn the_truth_tells_leads_apart_better_than_the_shipped_model() {
        for seed in 1..3 {
            let all = judged(seed, 2_000);
            for since in [false, true] {
                let part = || all.iter().filter(move |lead| lead.0 == since);
                let truth = area(&part().map(|lead| (lead.1, lead.3)));
                let shipped = area(&part().map(|lead| (lead.2, lead.3)));
                assert!((0.70..0.82).contains(&truth), "area of the truth {truth}");
                assert!((0.48..0.62).contains(&shipped), "area of the shipped model {shipped}");
            }
        }
    }
}
