//! What an import says, in the visitor's language: messages with a code and arguments, and the names behind a notice.

use bareme_engine::view::{Mention, Message, Notice};

use super::Text;

/// Arguments that are words of stages.
const STAGES: [&str; 2] = ["stage", "before"];

impl Text {
    /// A message; one whose code the catalogue does not know is said in English.
    pub fn said(self, message: &Message) -> String {
        let key = format!("said-{}", message.code.replace('_', "-"));
        let arguments = message.arguments.iter().map(|(name, value)| {
            let value = if STAGES.contains(&&**name) { self.stage_within(value) } else { value.clone() };
            (name.clone(), value)
        });
        self.find_with(&key, arguments).unwrap_or_else(|| message.text.clone())
    }

    /// A notice with its names.
    pub fn notice(self, notice: &Notice) -> String {
        let about = self.said(&notice.about);
        if notice.names.is_empty() {
            return about;
        }
        let names: Vec<String> = notice.names.iter().map(|mention| self.mention(mention)).collect();
        let mut arguments =
            vec![("about", about), ("number", self.int(notice.count())), ("names", names.join("; "))];
        if notice.further_names > 0 {
            arguments.push(("more", self.int(notice.further_names)));
        }
        let key = if notice.further_names > 0 { "notice-names-more" } else { "notice-names" };
        self.with_all(key, arguments)
    }

    fn mention(self, mention: &Mention) -> String {
        let Mention { what, line, further_lines, parents } = mention;
        let mut arguments = vec![("what", what.clone())];
        let key = match (line, parents) {
            (_, Some(parents)) => {
                arguments.push(("parents", self.int(parents)));
                "mention-parents"
            }
            (Some(line), None) => {
                arguments.extend([("line", line.to_string()), ("more", self.int(further_lines))]);
                if *further_lines > 0 { "mention-lines" } else { "mention-line" }
            }
            (None, None) => return what.clone(),
        };
        self.with_all(key, arguments)
    }

    /// A stage as it stands in a sentence; a word that is none as it is.
    fn stage_within(self, word: &str) -> String {
        self.find(&format!("stage-within-{word}")).unwrap_or_else(|| word.to_owned())
    }
}
