//! Texts that many rows share, as numbers: rows stay small, and comparing them is comparing numbers.

use std::collections::BTreeMap;

/// A text that many leads share, as its place among all such texts. 0 is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Word(pub u32);

/// The texts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vocabulary {
    texts: Vec<String>,
    places: BTreeMap<String, Word>,
}

impl Vocabulary {
    /// The word of a text, new or known.
    pub fn word(&mut self, text: Option<String>) -> Word {
        let Some(text) = text else { return Word::default() };
        if let Some(word) = self.places.get(&text) {
            return *word;
        }
        self.texts.push(text.clone());
        let word = Word(u32::try_from(self.texts.len()).unwrap_or(0));
        self.places.insert(text, word);
        word
    }

    /// The word of a text, if any lead has it.
    pub fn find(&self, text: &str) -> Option<Word> {
        self.places.get(text).copied()
    }

    /// What a word says.
    pub fn text(&self, word: Word) -> Option<&str> {
        let place = usize::try_from(word.0).ok()?.checked_sub(1)?;
        self.texts.get(place).map(String::as_str)
    }

    /// Every text, in the order of their words.
    pub fn texts(&self) -> &[String] {
        &self.texts
    }
}
