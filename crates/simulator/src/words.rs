//! Names that nobody bears: word lists for companies, people and titles.

pub(crate) mod companies;
pub(crate) mod people;
pub(crate) mod titles;

/// The text in plain lower-case ASCII for domains and addresses: accents dropped, the rest joined by hyphens.
pub(crate) fn slug(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in bareme_scoring::fold(text).chars() {
        match letter {
            'a'..='z' | '0'..='9' => plain.push(letter),
            'ß' => plain.push_str("ss"),
            'ø' => plain.push('o'),
            'œ' => plain.push_str("oe"),
            _ if plain.ends_with('-') || plain.is_empty() => {}
            _ => plain.push('-'),
        }
    }
    plain.trim_end_matches('-').to_owned()
}
