//! A reader of HTML, just strict enough to find what browsers forgive: tags that are never closed, ids given twice.

/// A tag as written.
#[derive(Clone, Debug)]
pub(super) struct Tag {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Elements without an end.
const VOID: [&str; 5] = ["meta", "link", "input", "br", "col"];

/// All tags of a page, in order.
///
/// # Panics
///
/// When a tag is closed that is not open, or an attribute is given twice.
pub(super) fn tags(page: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut rest = page;
    while let Some((_, after)) = rest.split_once('<') {
        let (inside, next) = tag_end(after);
        rest = next;
        if inside.starts_with('!') {
            continue;
        }
        if let Some(name) = inside.strip_prefix('/') {
            let expected = open.pop();
            assert_eq!(
                expected.as_deref(),
                Some(name.trim()),
                "closed in the wrong order, before: {}",
                start(next)
            );
            continue;
        }
        let tag = read(inside.trim_end_matches('/'));
        if !inside.ends_with('/') && !VOID.contains(&tag.name.as_str()) {
            open.push(tag.name.clone());
        }
        found.push(tag);
    }
    assert_eq!(open, Vec::<String>::new(), "never closed");
    found
}

/// Splits at the `>` that ends a tag, which is not within quotes.
fn tag_end(text: &str) -> (&str, &str) {
    let mut quoted = false;
    for (index, character) in text.char_indices() {
        match character {
            '"' => quoted = !quoted,
            '>' if !quoted => return (text.get(..index).unwrap(), text.get(index + 1..).unwrap()),
            _ => {}
        }
    }
    panic!("a tag never ends: {}", start(text));
}

fn start(text: &str) -> String {
    text.chars().take(120).collect()
}

fn read(inside: &str) -> Tag {
    let (name, mut rest) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
    let mut attributes: Vec<(String, String)> = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            break;
        }
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let (key, after) = rest.split_at(end);
        let value = if let Some(after) = after.strip_prefix("=\"") {
            let (value, after) = after.split_once('"').unwrap();
            rest = after;
            value
        } else {
            assert!(!after.starts_with('='), "a value without quotes: {inside}");
            rest = after;
            ""
        };
        assert!(attributes.iter().all(|(known, _)| known != key), "'{key}' twice: {inside}");
        attributes.push((key.to_owned(), value.to_owned()));
    }
    Tag { name: name.to_owned(), attributes }
}
