//! Addresses that letters go to: what people type, checked before anything is kept.

use std::fmt;

/// No address is longer, in characters: RFC 5321, section 4.5.3.1.3, without the angle brackets.
const LONGEST: usize = 254;
/// No part before the @ is longer: section 4.5.3.1.1.
const LONGEST_LOCAL: usize = 64;

/// An address of the form `name@domain` that every mail server can read: plain letters before the @, and a domain that is
/// written as the name service has it (`exämple.fr` as `xn--exmple-cua.fr`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address(String);

/// Why a text is no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadAddress {
    /// No @, or nothing on one of its sides.
    #[error("an address looks like name@example.com")]
    Form,
    /// Blanks, line breaks, quotation marks, or letters that mail servers do not take before the @.
    #[error("before the @, only plain letters, digits and . _ - + ' & # are taken")]
    Name,
    /// The part behind the @ is no domain.
    #[error("what stands behind the @ is no domain such as example.com")]
    Domain,
    /// It is too long.
    #[error("an address has at most {LONGEST} characters")]
    Long,
}

impl BadAddress {
    /// Its word in message keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Name => "name",
            Self::Domain => "domain",
            Self::Long => "long",
        }
    }
}

impl Address {
    /// Reads an address.
    ///
    /// # Errors
    ///
    /// Why it is none.
    pub fn parse(text: &str) -> Result<Self, BadAddress> {
        let text = text.trim();
        let (local, domain) = text.rsplit_once('@').ok_or(BadAddress::Form)?;
        if local.is_empty() || domain.is_empty() {
            return Err(BadAddress::Form);
        }
        // Quoted names ("a b"@example.com) are allowed on paper and taken by hardly any server.
        let dotted = local.split('.').all(|piece| !piece.is_empty() && piece.chars().all(is_atom));
        if !dotted || local.len() > LONGEST_LOCAL {
            return Err(BadAddress::Name);
        }
        let domain = domain_of(domain).ok_or(BadAddress::Domain)?;
        let address = format!("{local}@{domain}");
        if address.len() > LONGEST { Err(BadAddress::Long) } else { Ok(Self(address)) }
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part behind the @.
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Reads a list of addresses, one a line or with commas or semicolons between them; each counts once. The first that is
/// none is returned with its reason.
///
/// # Errors
///
/// The text that is no address, and why.
pub fn addresses(text: &str) -> Result<Vec<Address>, (String, BadAddress)> {
    let mut found: Vec<Address> = Vec::new();
    let pieces = text.split([',', ';', '\n', '\r']).map(str::trim).filter(|piece| !piece.is_empty());
    for piece in pieces {
        // As copied from another mail: Ann Lee <ann@example.com>.
        let bare = piece.rsplit_once('<').and_then(|(_, rest)| rest.strip_suffix('>')).unwrap_or(piece);
        let address = Address::parse(bare).map_err(|bad| (piece.to_owned(), bad))?;
        if !found.iter().any(|known| known.0.eq_ignore_ascii_case(&address.0)) {
            found.push(address);
        }
    }
    Ok(found)
}

/// RFC 5322, section 3.2.3.
fn is_atom(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c)
}

fn domain_of(text: &str) -> Option<String> {
    let url::Host::Domain(domain) = url::Host::parse(text).ok()? else { return None };
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let sound = domain.contains('.') || domain == "localhost";
    (sound && domain.split('.').all(label)).then_some(domain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<String, BadAddress> {
        Address::parse(text).map(|address| address.to_string())
    }

    #[test]
    fn ordinary_addresses_are_taken_and_domains_written_as_the_name_service_has_them() {
        for good in ["ann@example.com", "o'neil+crm@mail.example.co.uk", "a.b@x-y.fr", "root@localhost"] {
            assert_eq!(parsed(good).as_deref(), Ok(good));
        }
        assert_eq!(parsed(" ann@Exämple.FR ").as_deref(), Ok("ann@xn--exmple-cua.fr"));
    }

    #[test]
    fn what_is_no_address_is_refused_with_its_reason() {
        let cases = [
            ("", BadAddress::Form),
            ("ann", BadAddress::Form),
            ("@example.com", BadAddress::Form),
            ("ann@", BadAddress::Form),
            ("ann lee@example.com", BadAddress::Name),
            ("ann\r\nBcc: x@example.com", BadAddress::Name),
            (".ann@example.com", BadAddress::Name),
            ("a..b@example.com", BadAddress::Name),
            ("andré@example.com", BadAddress::Name),
            ("\"a b\"@example.com", BadAddress::Name),
            ("a@b@example.com", BadAddress::Name),
            ("ann@example", BadAddress::Domain),
            ("ann@exa mple.com", BadAddress::Domain),
            ("ann@[127.0.0.1]", BadAddress::Domain),
            ("ann@127.0.0.1", BadAddress::Domain),
            ("ann@-example.com", BadAddress::Domain),
            ("ann@example.com>", BadAddress::Domain),
            ("ann@example..com", BadAddress::Domain),
        ];
        for (text, reason) in cases {
            assert_eq!(parsed(text), Err(reason), "{text:?}");
        }
        let long = format!("ann@{}example.com", "sub.".repeat(70));
        assert!(matches!(parsed(&long), Err(BadAddress::Long | BadAddress::Domain)));
    }

    #[test]
    fn lists_are_read_as_people_paste_them() {
        let found = addresses("ann@example.com; Bob Ray <bob@example.com>,\n ANN@example.com\n").unwrap();
        let found: Vec<&str> = found.iter().map(Address::as_str).collect();
        assert_eq!(found, ["ann@example.com", "bob@example.com"]);
        assert_eq!(addresses("ann@example.com, bob"), Err(("bob".to_owned(), BadAddress::Form)));
        assert_eq!(addresses(" ;\n"), Ok(Vec::new()));
    }
}
