//! What people should know about an import: sentences, each once, with every name behind it.

use serde::{Deserialize, Serialize};

/// Notices of an import, in the order in which they arose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Notices(Vec<Notice>);

/// One sentence and the names behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Notice {
    /// What it is about.
    about: String,
    /// The names, all of them.
    names: Vec<String>,
}

/// Names shown in a sentence before the rest is counted.
const SHOWN: usize = 12;

impl Notices {
    /// Adds a name to a sentence. `about` is what the sentence says before the names.
    pub fn add(&mut self, about: &str, name: String) {
        match self.0.iter_mut().find(|notice| notice.about == about) {
            Some(notice) => {
                if !notice.names.contains(&name) {
                    notice.names.push(name);
                }
            }
            None => self.0.push(Notice { about: about.to_owned(), names: vec![name] }),
        }
    }

    /// Adds a whole sentence.
    pub fn say(&mut self, sentence: &str) {
        if !self.0.iter().any(|notice| notice.about == sentence) {
            self.0.push(Notice { about: sentence.to_owned(), names: Vec::new() });
        }
    }

    /// The notices of stored text; none when it is not readable.
    pub fn from_text(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// As stored text.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_else(|_| "[]".to_owned())
    }

    /// One sentence a notice: how many, and the first names.
    pub fn sentences(&self) -> Vec<String> {
        self.0.iter().map(|notice| notice.sentence(SHOWN)).collect()
    }

    /// One sentence a notice with every name.
    pub fn whole_sentences(&self) -> Vec<String> {
        self.0.iter().map(|notice| notice.sentence(usize::MAX)).collect()
    }
}

impl Notice {
    fn sentence(&self, shown: usize) -> String {
        if self.names.is_empty() {
            return self.about.clone();
        }
        let names: Vec<&str> = self.names.iter().take(shown).map(String::as_str).collect();
        let rest = self.names.len().saturating_sub(shown);
        let more = if rest > 0 { format!(" … and {rest} more") } else { String::new() };
        format!("{} ({}): {}{more}", self.about, self.names.len(), names.join("; "))
    }
}
