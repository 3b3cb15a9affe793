//! The mail server that a URL names: which host, whether the way to it is encrypted, and who we are there.

use std::fmt;

/// A mail server.
#[derive(Clone, PartialEq, Eq)]
pub struct Server {
    /// Its name, by which it is also known in its certificate.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the way to it is encrypted.
    pub security: Security,
    /// Name and password, where it wants them.
    pub login: Option<(String, String)>,
}

/// How the way to a server is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// From the first byte: `smtps://`, port 465 (RFC 8314).
    Tls,
    /// From the STARTTLS command on, without which nothing is said: `smtp://`, port 587 (RFC 3207).
    StartTls,
    /// Not at all: `smtp://` to this machine, or with `?tls=none`; port 25.
    None,
}

/// Why a URL names no mail server. Never says a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadServer {
    /// It is no URL of a mail server.
    #[error(
        "the mail server is named as smtps://name:password@host, smtp://name:password@host:587 or smtp://localhost:25"
    )]
    Form,
    /// An option that is not known.
    #[error("the only option of a mail server is tls, which is starttls or none: smtp://host?tls=none")]
    Option,
    /// A password over an open line.
    #[error("a password would cross the network unencrypted: take smtps://, or smtp:// without ?tls=none")]
    OpenPassword,
}

impl Server {
    /// Reads the URL of a server.
    ///
    /// # Errors
    ///
    /// Why it names none.
    pub fn parse(text: &str) -> Result<Self, BadServer> {
        let url = url::Url::parse(text.trim()).map_err(|_| BadServer::Form)?;
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or(BadServer::Form)?;
        if !matches!(url.path(), "" | "/") || url.fragment().is_some() {
            return Err(BadServer::Form);
        }
        let here = is_here(host);
        let security = match (url.scheme(), asked(&url)?) {
            ("smtps", None) => Security::Tls,
            ("smtps", Some(_)) => return Err(BadServer::Option),
            ("smtp", Some(security)) => security,
            ("smtp", None) if here => Security::None,
            ("smtp", None) => Security::StartTls,
            _ => return Err(BadServer::Form),
        };
        let login = login(&url)?;
        if login.is_some() && security == Security::None && !here {
            return Err(BadServer::OpenPassword);
        }
        let port = url.port().unwrap_or(match security {
            Security::Tls => 465,
            Security::StartTls => 587,
            Security::None => 25,
        });
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        Ok(Self { host, port, security, login })
    }
}

/// Without the password.
impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.security == Security::Tls { "smtps" } else { "smtp" };
        write!(f, "{scheme}://{}:{}", self.host, self.port)
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

fn asked(url: &url::Url) -> Result<Option<Security>, BadServer> {
    let mut security = None;
    for (name, value) in url.query_pairs() {
        security = match (&*name, &*value) {
            ("tls", "none") => Some(Security::None),
            ("tls", "starttls") => Some(Security::StartTls),
            _ => return Err(BadServer::Option),
        };
    }
    Ok(security)
}

fn login(url: &url::Url) -> Result<Option<(String, String)>, BadServer> {
    match (url.username(), url.password()) {
        ("", None) => Ok(None),
        ("", Some(_)) => Err(BadServer::Form),
        (name, password) => {
            let decode = |text: &str| decoded(text).ok_or(BadServer::Form);
            Ok(Some((decode(name)?, decode(password.unwrap_or_default())?)))
        }
    }
}

/// Percent signs and two digits as the byte that they stand for.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            let digits = std::str::from_utf8(&digits).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn is_here(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare.eq_ignore_ascii_case("localhost")
        || bare.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_names_host_port_security_and_login() {
        let cases = [
            ("smtps://mail.example.com", "mail.example.com", 465, Security::Tls, None),
            ("smtp://mail.example.com", "mail.example.com", 587, Security::StartTls, None),
            ("smtp://mail.example.com:25?tls=none", "mail.example.com", 25, Security::None, None),
            ("smtp://localhost", "localhost", 25, Security::None, None),
            ("smtp://[::1]:2525", "::1", 2525, Security::None, None),
            ("smtp://127.0.0.1:2525?tls=starttls", "127.0.0.1", 2525, Security::StartTls, None),
            (
                "smtps://ann%40x.com:p%20%C3%A9%2F%2B+@m.x.com/",
                "m.x.com",
                465,
                Security::Tls,
                Some(("ann@x.com", "p é/++")),
            ),
        ];
        for (url, host, port, security, login) in cases {
            let login = login.map(|(name, password): (&str, &str)| (name.to_owned(), password.to_owned()));
            let expected = Server { host: host.to_owned(), port, security, login };
            assert_eq!(Server::parse(url), Ok(expected), "{url}");
        }
    }

    #[test]
    fn what_names_no_server_is_refused_with_what_would() {
        let cases = [
            ("mail.example.com", BadServer::Form),
            ("http://mail.example.com", BadServer::Form),
            ("smtp://", BadServer::Form),
            ("smtp://host/path", BadServer::Form),
            ("smtp://:secret@host", BadServer::Form),
            ("smtp://a%zz:b@host", BadServer::Form),
            ("smtp://host?tls=maybe", BadServer::Option),
            ("smtps://host?tls=none", BadServer::Option),
            ("smtp://ann:secret@mail.example.com?tls=none", BadServer::OpenPassword),
        ];
        for (url, why) in cases {
            assert_eq!(Server::parse(url), Err(why), "{url}");
        }
    }

    #[test]
    fn a_password_is_never_shown() {
        let server = Server::parse("smtps://ann:secret@mail.example.com").unwrap();
        assert_eq!(
            format!("{server} {server:?}"),
            "smtps://mail.example.com:465 smtps://mail.example.com:465"
        );
    }
}
