//! The trade's words in the visitor's language: roles, stages, kinds of relationship, kinds of activity.

use bareme_scoring::{BuyingRole, RelationshipKind, Stage};

use super::Text;

impl Text {
    /// A buying role.
    pub fn role(self, role: &BuyingRole) -> String {
        self.say(key("role", role.word()))
    }

    /// A kind of relationship, read from its start: "works at".
    pub fn relationship(self, kind: &RelationshipKind) -> String {
        self.say(key("relationship", kind.word()))
    }

    /// A kind of relationship, read from its end: "employs".
    pub fn relationship_back(self, kind: &RelationshipKind) -> String {
        self.say(key("relationship-back", kind.word()))
    }

    /// A stage of a lead.
    pub fn stage(self, stage: &Stage) -> String {
        self.say(key("stage", stage.word()))
    }

    /// What a cell of the matrix asks for: `hand_off`, `nurture`, `watch` or `disqualify`.
    pub fn action(self, word: &str) -> String {
        self.say(key("action", word))
    }

    /// The same in a word, for small cells.
    pub fn action_short(self, word: &str) -> String {
        self.say(key("action-short", word))
    }

    /// A type of activity. Those that the catalogue does not know are shown as the data has them.
    pub fn activity(self, word: &str) -> String {
        self.known_or_plain("activity", word)
    }

    /// A type of content, in the same way.
    pub fn content_type(self, word: &str) -> String {
        self.known_or_plain("content", word)
    }

    /// An attribute such as `contact.title` or `title`, in the same way.
    pub fn attribute(self, name: &str) -> String {
        let plain = name.rsplit_once('.').map_or(name, |(_, plain)| plain);
        self.known_or_plain("attribute", plain)
    }

    /// How people's engagement becomes the account's: the word of the model document.
    pub fn strategy(self, word: &str) -> String {
        self.known_or_plain("strategy", word)
    }

    /// A reason of a rejection or loss. The managed list can grow, so an unknown one is shown as it is.
    pub fn reason(self, word: &str) -> String {
        self.known_or_plain("reason", word)
    }

    /// What was detected about a file.
    pub fn detected(self, label: &str) -> String {
        self.known_or_plain("detected", label)
    }

    fn known_or_plain(self, family: &str, word: &str) -> String {
        let known = is_key(word).then(|| self.find(&key(family, word))).flatten();
        known.unwrap_or_else(|| if is_key(word) { word.replace('_', " ") } else { word.to_owned() })
    }
}

fn key(family: &str, word: &str) -> String {
    format!("{family}-{}", word.replace('_', "-"))
}

/// Whether a word from the data could be part of a message key at all.
fn is_key(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}
