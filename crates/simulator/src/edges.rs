//! The relationships besides a person's present job: past jobs, advice, referrals, who reports to whom, partners.

use bareme_scoring::{BuyingRole, RelationshipKind, RelationshipRecord};

use crate::block::Block;
use crate::company::Company;
use crate::dice::{Dice, Stream};
use crate::market::JobLevel;
use crate::person::Person;
use crate::simulation::{account_key, contact_key};
use crate::world::World;

/// Every relationship that starts at a company of the block or at one of its people.
pub(crate) fn relationships(world: &World, block: &Block) -> Vec<RelationshipRecord> {
    let mut edges = Vec::new();
    for (slot, company) in block.companies.iter().enumerate() {
        let mut dice = Dice::new(world.seed, Stream::Edges, company.index);
        partners(&mut dice, company, &mut edges);
        let people: Vec<Person> = block.people(world, slot).collect();
        for person in &people {
            jobs(&mut dice, company, person, &mut edges);
            advice(&mut dice, company, person, &mut edges);
            colleagues(&mut dice, person, &people, &mut edges);
        }
    }
    edges
}

fn edge(kind: RelationshipKind, from: String, to: String) -> RelationshipRecord {
    RelationshipRecord {
        kind,
        from,
        to,
        role: None,
        weight: None,
        share: None,
        valid_from: None,
        valid_to: None,
    }
}

/// A few companies are partners of a company that came before them.
fn partners(dice: &mut Dice, company: &Company, edges: &mut Vec<RelationshipRecord>) {
    if company.index > 0 && dice.chance(0.05) {
        let other = dice.below(company.index);
        edges.push(edge(RelationshipKind::PartnerOf, account_key(company.index), account_key(other)));
    }
}

/// Who changed jobs has a past one, with its end, and the present one, with its beginning.
fn jobs(dice: &mut Dice, company: &Company, person: &Person, edges: &mut Vec<RelationshipRecord>) {
    let Some(moved_at) = person.moved_at else { return };
    if company.index == 0 {
        return;
    }
    let before = dice.below(company.index);
    let role = if person.role == BuyingRole::DecisionMaker { BuyingRole::Champion } else { person.role };
    let past = edge(RelationshipKind::WorksAt, contact_key(person.index), account_key(before));
    edges.push(RelationshipRecord {
        role: Some(role),
        valid_from: Some(person.created),
        valid_to: Some(moved_at),
        ..past
    });
    let present = edge(RelationshipKind::WorksAt, contact_key(person.index), account_key(company.index));
    edges.push(RelationshipRecord { role: Some(person.role), valid_from: Some(moved_at), ..present });
}

/// A few senior people advise another company.
fn advice(dice: &mut Dice, company: &Company, person: &Person, edges: &mut Vec<RelationshipRecord>) {
    let senior = matches!(person.level, JobLevel::Chief | JobLevel::Director);
    if senior && company.index > 0 && dice.chance(0.04) {
        let other = dice.below(company.index);
        let advises = edge(RelationshipKind::Advises, contact_key(person.index), account_key(other));
        edges.push(RelationshipRecord { valid_from: Some(person.created), ..advises });
    }
}

/// Reporting lines lead to the first superior of the company; referrals to whoever was known before.
fn colleagues(dice: &mut Dice, person: &Person, people: &[Person], edges: &mut Vec<RelationshipRecord>) {
    let rank = |person: &Person| match person.level {
        JobLevel::Chief => 0,
        JobLevel::Director => 1,
        JobLevel::Manager => 2,
        JobLevel::Specialist => 3,
        JobLevel::Student | JobLevel::Unknown => 4,
    };
    if rank(person) < 4 && dice.chance(0.35) {
        let superior = people.iter().find(|other| rank(other) < rank(person));
        if let Some(superior) = superior {
            let (from, to) = (contact_key(person.index), contact_key(superior.index));
            edges.push(edge(RelationshipKind::ReportsTo, from, to));
        }
    }
    let referred = crate::person::SOURCES[person.source] == "Referral";
    let earlier = people.iter().find(|other| other.created < person.created);
    if let (true, Some(earlier)) = (referred, earlier) {
        let (from, to) = (contact_key(person.index), contact_key(earlier.index));
        edges.push(edge(RelationshipKind::ReferredBy, from, to));
    }
}
