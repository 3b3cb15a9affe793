//! What each contact brings into the roll-up: their own score and how often they acted.

use bareme_scoring::{Level, Points};

use crate::{Graph, GraphError};

/// One contact's part. The default is somebody of whom nothing is known: no engagement, level 4, no activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person {
    /// Engagement, 0–100.
    pub engagement: Points,
    /// Level of that engagement; levels 1 to 3 are engaged.
    pub level: Level,
    /// Activities in the recent window of the surge rule (age ≤ `recent_days`).
    pub recent: u32,
    /// Activities in the window before it (`recent_days` < age ≤ `recent_days + baseline_days`).
    pub baseline: u32,
}

impl Default for Person {
    fn default() -> Self {
        Self { engagement: Points::ZERO, level: Level::FOUR, recent: 0, baseline: 0 }
    }
}

/// The people of one graph.
#[derive(Clone, Debug)]
pub struct People(Vec<Person>);

impl People {
    /// The people of a graph; contacts that are not mentioned keep the default. Engagement outside 0–100 is held
    /// there.
    ///
    /// # Errors
    ///
    /// [`GraphError::UnknownContact`] for an id that the graph was not given.
    pub fn new(graph: &Graph, people: impl IntoIterator<Item = (i64, Person)>) -> Result<Self, GraphError> {
        let mut all = Self(vec![Person::default(); graph.contacts().len()]);
        for (contact, person) in people {
            all.set(graph, contact, person)?;
        }
        Ok(all)
    }

    /// Replaces one person, for instance after one more activity.
    ///
    /// # Errors
    ///
    /// [`GraphError::UnknownContact`] for an id that the graph was not given.
    pub fn set(&mut self, graph: &Graph, contact: i64, person: Person) -> Result<(), GraphError> {
        let index = graph.contact_index(contact)?;
        let engagement = person.engagement.clamp_to(Points::ZERO, Points::HUNDRED);
        self.0[index] = Person { engagement, ..person };
        Ok(())
    }

    /// One person, by dense index of the contact.
    pub(crate) fn at(&self, index: usize) -> Person {
        self.0[index]
    }
}
