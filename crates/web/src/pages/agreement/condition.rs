//! Conditions as most people need them (country, industry, employees) taken out of the document and put into it again;
//! whatever else a condition says stays as it is written.

use bareme_scoring::Draft;
use bareme_scoring::document::{Content, Entry, Node};

const COUNTRY: &str = "account.country";
const INDUSTRY: &str = "account.industry";
const EMPLOYEES: &str = "account.employees";

/// A condition in parts: all of them must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// Countries of the company, one of which it must have.
    pub countries: Vec<String>,
    /// Industries of the company, one of which it must have.
    pub industries: Vec<String>,
    /// At least so many employees.
    pub at_least: Option<u32>,
    /// At most so many employees.
    pub at_most: Option<u32>,
    /// Whatever else, as it is written in documents.
    pub other: String,
}

impl Parts {
    /// The parts of a condition.
    pub fn of(condition: &Draft) -> Self {
        let root = condition.root();
        let all = match root.entries() {
            Some([only]) if only.key == "all" => only.node.items(),
            _ => None,
        };
        let mut parts = Self::default();
        let mut others = Vec::new();
        for node in all.unwrap_or(std::slice::from_ref(root)) {
            if !parts.take(node) {
                others.push(node.clone());
            }
        }
        parts.other = match others.as_slice() {
            [] => String::new(),
            [one] => one.to_string(),
            _ => table(vec![("all", Node::new(Content::List(others)))]).to_string(),
        };
        parts
    }

    /// Takes a part of a condition when a field has room for it.
    fn take(&mut self, node: &Node) -> bool {
        let Some(entries) = node.entries() else { return false };
        let subject = node.get("attribute").and_then(Node::text);
        let list = match subject {
            Some(COUNTRY) if self.countries.is_empty() => &mut self.countries,
            Some(INDUSTRY) if self.industries.is_empty() => &mut self.industries,
            Some(EMPLOYEES) if self.at_least.is_none() && self.at_most.is_none() => {
                return self.take_employees(entries);
            }
            _ => return false,
        };
        let values = match entries {
            [_, _] => {
                node.get("in").and_then(Node::items).or_else(|| node.get("is").map(std::slice::from_ref))
            }
            _ => None,
        };
        let texts: Option<Vec<String>> = values.and_then(|values| {
            values
                .iter()
                .map(|value| value.text().filter(|text| !text.contains([',', '\n'])).map(str::to_owned))
                .collect()
        });
        match texts.filter(|texts| !texts.is_empty()) {
            Some(texts) => {
                *list = texts;
                true
            }
            None => false,
        }
    }

    fn take_employees(&mut self, entries: &[Entry]) -> bool {
        let (mut low, mut high) = (None, None);
        for entry in entries.iter().filter(|entry| entry.key != "attribute") {
            let place = match entry.key.as_str() {
                "at_least" => &mut low,
                "at_most" => &mut high,
                _ => return false,
            };
            let Content::Integer(number) = entry.node.content else { return false };
            let Ok(number) = u32::try_from(number) else { return false };
            *place = Some(number);
        }
        if low.is_none() && high.is_none() {
            return false;
        }
        (self.at_least, self.at_most) = (low, high);
        true
    }

    /// The condition; `None` when it asks nothing.
    ///
    /// # Errors
    ///
    /// The sentence about a text that is no condition at all.
    pub fn condition(&self) -> Result<Option<Draft>, String> {
        let mut all = Vec::new();
        for (attribute, values) in [(COUNTRY, &self.countries), (INDUSTRY, &self.industries)] {
            if !values.is_empty() {
                let list = values.iter().map(|value| text(value)).collect();
                all.push(table(vec![("attribute", text(attribute)), ("in", Node::new(Content::List(list)))]));
            }
        }
        let number = |number: u32| Node::new(Content::Integer(i64::from(number)));
        let mut employees = vec![("attribute", text(EMPLOYEES))];
        employees.extend(self.at_least.map(|low| ("at_least", number(low))));
        employees.extend(self.at_most.map(|high| ("at_most", number(high))));
        if employees.len() > 1 {
            all.push(table(employees));
        }
        if !self.other.trim().is_empty() {
            all.push(written(&self.other)?);
        }
        Ok(match all.len() {
            0 => None,
            1 => all.pop().map(Draft::new),
            _ => Some(Draft::new(table(vec![("all", Node::new(Content::List(all)))]))),
        })
    }
}

/// A condition as documents write it: one table, on as many lines as one likes.
fn written(text: &str) -> Result<Node, String> {
    // TOML keeps a table on one line, and so nothing that follows on another one can become a key of its own.
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let draft = Draft::from_toml(&format!("when = {line}")).map_err(|error| error.message)?;
    let node = draft.root().get("when").filter(|node| node.entries().is_some());
    node.cloned().ok_or_else(|| "{ attribute = \"account.…\", is = \"…\" }".to_owned())
}

/// The values between commas.
pub fn values(typed: &str) -> Vec<String> {
    typed
        .split([',', ';', '\n'])
        .map(str::trim)
        .filter(|value| !value.is_empty())
        .map(str::to_owned)
        .collect()
}

fn text(text: &str) -> Node {
    Node::new(Content::Text(text.to_owned()))
}

fn table(entries: Vec<(&str, Node)>) -> Node {
    let entry = |(key, node): (&str, Node)| Entry { key: key.to_owned(), place: None, node };
    Node::new(Content::Table(entries.into_iter().map(entry).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn condition(toml: &str) -> Draft {
        Draft::new(written(toml).unwrap())
    }

    #[test]
    fn what_the_fields_have_room_for_is_taken_and_the_rest_stays_as_it_is_written() {
        let parts = Parts::of(&condition(
            "{ all = [{ attribute = \"account.country\", in = [\"FR\", \"BE\"] }, { attribute = \"account.employees\", \
             at_least = 50 }, { attribute = \"contact.title\", contains = \"chief\" }] }",
        ));
        assert_eq!(parts.countries, ["FR", "BE"]);
        assert_eq!((parts.at_least, parts.at_most), (Some(50), None));
        assert_eq!(parts.other, "{ attribute = \"contact.title\", contains = \"chief\" }");
    }

    #[test]
    fn a_condition_comes_back_as_it_was_whatever_it_says() {
        for toml in [
            "{ attribute = \"account.country\", in = [\"FR\"] }",
            "{ attribute = \"account.industry\", contains = \"bank\" }",
            "{ attribute = \"account.industry\", in = [\"Food, drinks\"] }",
            "{ attribute = \"account.employees\", between = [1, 9] }",
            "{ any = [{ attribute = \"account.country\", is = \"FR\" }, { attribute = \"contact.country\", is = \"FR\" }] }",
            "{ all = [{ attribute = \"account.employees\", at_least = 10, at_most = 99 }, { attribute = \"account.x\", known = true }] }",
            "{ all = [{ attribute = \"account.country\", in = [\"A\"] }, { attribute = \"account.country\", in = [\"B\"] }] }",
        ] {
            let condition = condition(toml);
            let again = Parts::of(&condition).condition().unwrap();
            assert_eq!(again.as_ref(), Some(&condition), "{toml}");
        }
        assert_eq!(Parts::default().condition(), Ok(None));
    }

    #[test]
    fn a_text_that_is_no_condition_is_told_and_adds_no_keys() {
        let of = |other: &str| Parts { other: other.to_owned(), ..Parts::default() }.condition();
        assert!(of("country is FR").is_err());
        assert!(of("3").is_err());
        assert!(of("{ attribute = \"account.x\", is = \"y\" }\nto = \"person\"").is_err());
        assert!(of("{ attribute = \"account.x\",\n is = \"y\" }").is_ok());
    }
}
