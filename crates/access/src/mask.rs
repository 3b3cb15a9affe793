//! Names and addresses as those see them who may know that somebody is there, but not who.

/// A name as initials: `Anna Ronsard` is `A… R…`.
pub fn name(name: &str) -> String {
    name.split_whitespace().map(beginning).collect::<Vec<_>>().join(" ")
}

/// An address with its first letter and its domain: `a…@acme.example`.
pub fn email(address: &str) -> String {
    match address.rsplit_once('@') {
        Some((person, domain)) => format!("{}@{domain}", beginning(person)),
        None => beginning(address),
    }
}

/// A telephone number with its last two digits: `…89`.
pub fn phone(number: &str) -> String {
    let digits: Vec<char> = number.chars().filter(char::is_ascii_digit).collect();
    // Of a short number nothing is shown: two digits would be most of it.
    let hidden = if digits.len() >= 6 { digits.len() - 2 } else { digits.len() };
    format!("…{}", digits.iter().skip(hidden).collect::<String>())
}

/// Any other text: as an address where it is one, else its first letter.
pub fn text(text: &str) -> String {
    if text.contains('@') { email(text) } else { beginning(text) }
}

fn beginning(word: &str) -> String {
    word.chars().next().map(|first| format!("{first}…")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_masked_does_not_say_who_it_is() {
        assert_eq!(name("Anna  Ronsard"), "A… R…");
        assert_eq!(name(""), "");
        assert_eq!(email("anna.ronsard@acme.example"), "a…@acme.example");
        assert_eq!(email("Élise"), "É…");
        assert_eq!(email("a@b@acme.example"), "a…@acme.example");
        assert_eq!(phone("+33 1 23 45 67 89"), "…89");
        assert_eq!(phone("110"), "…");
        assert_eq!(text("anna@acme.example"), "a…@acme.example");
        assert_eq!(text("crm-4711"), "c…");
    }
}
