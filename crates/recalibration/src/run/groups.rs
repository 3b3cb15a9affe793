//! Leads that share a part of the model, or a value of an attribute: what is asked about one after the other.

use std::collections::BTreeMap;

use bareme_scoring::Model;

use super::grid::Grid;
use super::members::{Member, members};
use super::outcome::Read;
use super::{Case, Extra, Half, Rate, Spot, Values};
use crate::Choice;

/// A value that fewer leads have is not asked about.
const LEAST: usize = 30;

/// Values of one attribute that are asked about: the most frequent.
const MOST_VALUES: usize = 40;

/// Leads that share something.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub spot: Spot,
    /// The attribute, when one value of it is meant.
    pub attribute: Option<String>,
    /// The place of its member among all; of a value the criterion that takes it.
    pub member: Option<usize>,
    /// Whether each lead, in order of time, belongs to it.
    pub inside: Vec<bool>,
}

/// All groups, and the members that they refer to.
pub(super) struct Groups {
    pub members: Vec<Member>,
    pub all: Vec<Group>,
}

impl Group {
    /// Conversion of the leads inside.
    pub(super) fn rate(&self, cases: &[&Case]) -> Rate {
        let own = cases.iter().zip(&self.inside).filter(|(_, inside)| **inside);
        Rate::among(own.map(|(case, _)| case), |case| case.outcome.event)
    }

    fn size(&self) -> usize {
        self.inside.iter().filter(|inside| **inside).count()
    }
}

impl Groups {
    pub(super) fn new(model: &Model, grid: &Grid, cases: &[&Case], extras: &[Extra]) -> Self {
        let members = members(model, grid);
        let of_member = |(at, member): (usize, &Member)| Group {
            spot: member.spot.clone(),
            attribute: None,
            member: Some(at),
            inside: cases.iter().map(|case| member.read.of(&case.seen) > 0.0).collect(),
        };
        let mut groups = Self { all: members.iter().enumerate().map(of_member).collect(), members };
        for extra in extras {
            if let Values::Words(words) = &extra.at_mql {
                groups.add_values(model, cases, &extra.name, words);
            }
        }
        groups
    }

    /// The frequent values of an attribute. A criterion that takes one value only gets the value's name instead of a twin.
    fn add_values(&mut self, model: &Model, cases: &[&Case], name: &str, words: &[Option<String>]) {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for word in words.iter().flatten() {
            *counts.entry(word).or_default() += 1;
        }
        let mut values: Vec<(&str, usize)> =
            counts.into_iter().filter(|(_, count)| *count >= LEAST).collect();
        values.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        values.truncate(MOST_VALUES);
        let category = category_of(model, name);
        for (value, count) in values {
            let inside: Vec<bool> = words.iter().map(|word| word.as_deref() == Some(value)).collect();
            let member = category.and_then(|category| self.taken_by(category, cases, &inside));
            let spot = match (member, category) {
                (Some(member), _) => self.members[member].spot.clone(),
                (None, category) => category.map_or_else(|| outside(name), |at| category_spot(model, at)),
            };
            let twin =
                member.and_then(|member| self.all.get_mut(member)).filter(|group| group.size() == count);
            if let Some(twin) = twin {
                twin.spot.value = Some(value.to_owned());
                twin.attribute = Some(name.to_owned());
                continue;
            }
            let spot = Spot { value: Some(value.to_owned()), ..spot };
            self.all.push(Group { spot, attribute: Some(name.to_owned()), member, inside });
        }
    }

    /// The criterion that takes all leads of a value.
    fn taken_by(&self, category: usize, cases: &[&Case], inside: &[bool]) -> Option<usize> {
        let mut own = cases
            .iter()
            .zip(inside)
            .filter(|(_, inside)| **inside)
            .map(|(case, _)| case.seen.choices.get(category).copied());
        let choice = own.next()??;
        if !own.all(|other| other == Some(choice)) || !matches!(choice, Choice::Criterion(_)) {
            return None;
        }
        self.members.iter().position(|member| member.read == Read::Choice(category, choice))
    }
}

/// The category of fit that looks at an attribute.
pub(super) fn category_of(model: &Model, name: &str) -> Option<usize> {
    let attribute = model.attributes.iter().position(|attribute| attribute.to_string() == name)?;
    model.fit.categories.iter().position(|category| category.attributes.contains(&attribute))
}

fn category_spot(model: &Model, at: usize) -> Spot {
    let category = model.fit.categories.get(at);
    Spot {
        path: category.map(|category| category.path.clone()).unwrap_or_default(),
        category: category.map(|category| category.name.clone()).unwrap_or_default(),
        ..outside("")
    }
}

/// An attribute that the fit does not look at.
fn outside(name: &str) -> Spot {
    Spot {
        half: Half::Fit,
        path: name.to_owned(),
        category: name.to_owned(),
        criterion: None,
        missing: false,
        value: None,
    }
}
