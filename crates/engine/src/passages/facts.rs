//! One attribute of everybody that leads speak of, for whoever breaks a report down by it.

use bareme_scoring::Attributes;
use bareme_store::AnyConnection;
use bareme_store::leads::{self, FactsOf};

use super::{Vocabulary, Word};
use crate::Result;

/// The values of one attribute.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts {
    /// By id of the contact or account; ids are handed out without gaps.
    by_id: Vec<Word>,
    values: Vocabulary,
}

impl Facts {
    /// Reads them all.
    pub fn read(c: &mut AnyConnection, of: FactsOf, name: &str) -> Result<Self> {
        let mut facts = Self::default();
        leads::for_each_facts(c, of, |id, attributes| -> Result<()> {
            facts.put(id, &attributes, name);
            Ok(())
        })?;
        Ok(facts)
    }

    /// Writes what is known now of some of them.
    pub fn refresh(&mut self, changed: Vec<(i64, Attributes)>, name: &str) {
        for (id, attributes) in changed {
            self.put(id, &attributes, name);
        }
    }

    fn put(&mut self, id: i64, attributes: &Attributes, name: &str) {
        let Ok(place) = usize::try_from(id) else { return };
        let word = self.values.word(attributes.get(name).map(ToString::to_string));
        if self.by_id.len() <= place {
            self.by_id.resize(place + 1, Word::default());
        }
        if let Some(slot) = self.by_id.get_mut(place) {
            *slot = word;
        }
    }

    /// The value of a contact or account.
    pub fn of(&self, id: i64) -> Word {
        usize::try_from(id).ok().and_then(|place| self.by_id.get(place)).copied().unwrap_or_default()
    }

    /// The values, in the order of their words.
    pub fn values(&self) -> &[String] {
        self.values.texts()
    }
}
