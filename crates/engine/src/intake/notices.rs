//! What people should know about an import: sentences, each once, with the names behind it.

use bareme_ingest::Message;
use serde::{Deserialize, Serialize};

use crate::view::{Mention, Notice};

/// Notices of an import, in the order in which they arose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Notices(Vec<Notice>);

/// Names shown in a sentence of the command line before the rest is counted.
const SHOWN: usize = 12;
/// Different names that are kept of a sentence; further ones are counted. A file can have a million of them.
const KEPT: usize = 1_000;

impl Notices {
    /// Adds a name to a sentence; one that is there already is counted once more.
    pub fn add(&mut self, about: Message, mention: Mention) {
        let notice = self.notice(about);
        let has_room = notice.names.len() < KEPT;
        match notice.names.iter_mut().find(|known| known.what == mention.what) {
            // The same place twice says nothing new: the tree is looked at again at the end.
            Some(known) if mention.line.is_none() || known.line == mention.line => {}
            Some(known) => known.further_lines += 1 + mention.further_lines,
            None if has_room => notice.names.push(mention),
            None => notice.further_names += 1,
        }
    }

    /// Adds a whole sentence.
    pub fn say(&mut self, sentence: Message) {
        self.notice(sentence);
    }

    fn notice(&mut self, about: Message) -> &mut Notice {
        let index = self.0.iter().position(|notice| notice.about == about).unwrap_or_else(|| {
            self.0.push(Notice { about, names: Vec::new(), further_names: 0 });
            self.0.len() - 1
        });
        &mut self.0[index]
    }

    /// The notices of stored text; none when it is not readable.
    pub fn from_text(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// As stored text.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_else(|_| "[]".to_owned())
    }

    /// One sentence a notice in English: how many, and the first names.
    pub fn sentences(&self) -> Vec<String> {
        self.0.iter().map(|notice| notice.sentence(SHOWN)).collect()
    }

    /// The notices with every name that was kept.
    pub fn into_list(self) -> Vec<Notice> {
        self.0
    }
}
