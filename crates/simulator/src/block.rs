//! A block of neighbouring companies: their families, and how many people each has. It is the unit in which the world
//! is made, so memory stays bounded and each block can be made without the ones before it.

use crate::company::{Company, Kinship};
use crate::dice::{Dice, Stream};
use crate::number::{index, real, whole};
use crate::person::Person;
use crate::world::{BLOCK, World};

/// The companies of a block with the indexes of their people.
pub(crate) struct Block {
    pub(crate) companies: Vec<Company>,
    /// For each company the index of its first contact; one more at the end.
    first_contacts: Vec<u64>,
}

impl Block {
    /// Makes the block of a number.
    pub(crate) fn new(world: &World, block: u64) -> Self {
        let count = world.companies_in(block);
        let first = block * BLOCK;
        let mut companies: Vec<Company> =
            (first..first + count as u64).map(|index| Company::draw(world, index)).collect();
        let mut dice = Dice::new(world.seed, Stream::Block, block);
        for (slot, kinship) in families(&mut dice, first) {
            // Members beyond the end of a short last block do not exist; their parents always come before them.
            let root = index(kinship.root - first);
            if let Ok([root, member]) = companies.get_disjoint_mut([root, slot]) {
                member.join(root, kinship);
            }
        }
        let first_contacts =
            shared_out(&companies, world.first_contact(block), world.first_contact(block + 1));
        Self { companies, first_contacts }
    }

    /// The people of a company, by its place in the block.
    pub(crate) fn people<'a>(&'a self, world: &'a World, slot: usize) -> impl Iterator<Item = Person> + 'a {
        let company = &self.companies[slot];
        let (first, end) = (self.first_contacts[slot], self.first_contacts[slot + 1]);
        (first..end).map(move |contact| Person::draw(world, company, contact))
    }
}

/// The members of families: their place in the block, and their kinship. About a quarter of all companies belong to
/// one, in at most three generations.
fn families(dice: &mut Dice, first: u64) -> Vec<(usize, Kinship)> {
    let mut free: Vec<usize> = (0..index(BLOCK)).collect();
    let mut members = Vec::new();
    for _ in 0..2 + dice.below(2) {
        let size = 2 + dice.below(5);
        let mut family: Vec<usize> =
            (0..size).map(|_| free.remove(index(dice.below(free.len() as u64)))).collect();
        family.sort_unstable();
        let at = |slot: usize| first + slot as u64;
        let mut children: Vec<usize> = Vec::new();
        for (ordinal, slot) in (1..).zip(family.iter().skip(1)) {
            let grandchild = !children.is_empty() && dice.chance(0.3);
            let parent = if grandchild { *dice.pick(&children) } else { family[0] };
            if !grandchild {
                children.push(*slot);
            }
            let share = match dice.weighted(&[55, 35, 10]) {
                0 => Some(1.0),
                1 => Some(real(51 + dice.below(49)) / 100.0),
                _ => None,
            };
            members.push((*slot, Kinship { root: at(family[0]), parent: at(parent), share, ordinal }));
        }
    }
    members
}

/// Spreads the contacts `from`..`to` over the companies: larger ones have more people that we know. Returns the index
/// of the first contact of each, and `to`.
fn shared_out(companies: &[Company], from: u64, to: u64) -> Vec<u64> {
    let weight = |company: &Company| libm::pow(f64::from(company.employees), 0.33);
    let total: f64 = companies.iter().map(weight).sum();
    let mut firsts = Vec::with_capacity(companies.len() + 1);
    let mut passed = 0.0;
    for company in companies {
        firsts.push(from + whole(real(to - from) * passed / total).min(to - from));
        passed += weight(company);
    }
    firsts.push(to);
    firsts
}
