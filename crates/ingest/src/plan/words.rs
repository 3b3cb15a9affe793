//! Translations of values.

use std::collections::BTreeMap;

use bareme_scoring::fold;

/// What stands for everything that is not in the list.
const ANYTHING: &str = "*";

/// From → to, compared without case and accents.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words {
    list: Vec<(String, String)>,
    anything: Option<String>,
}

impl Words {
    /// `own` are words that mean themselves and that `*` does not touch.
    pub fn new(words: &BTreeMap<String, String>, own: &[&str]) -> Self {
        let key = |word: &str| fold(word.trim()).into_owned();
        let mut list: BTreeMap<String, String> = BTreeMap::new();
        for word in own {
            list.insert(key(word), (*word).to_owned());
            list.insert(key(&word.replace('_', " ")), (*word).to_owned());
        }
        for (from, to) in words.iter().filter(|(from, _)| *from != ANYTHING) {
            list.insert(key(from), to.trim().to_owned());
        }
        Self {
            list: list.into_iter().collect(),
            anything: words.get(ANYTHING).map(|to| to.trim().to_owned()),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty() && self.anything.is_none()
    }

    /// The translation; `None` when the value stays as it is.
    pub fn translate(&self, value: &str) -> Option<&str> {
        let folded;
        let value = if value.is_ascii() {
            value
        } else {
            folded = fold(value);
            &*folded
        };
        let found = self.list.iter().find(|(from, _)| from.eq_ignore_ascii_case(value));
        found.map(|(_, to)| to.as_str()).or(self.anything.as_deref())
    }
}
