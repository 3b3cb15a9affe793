//! The way to the mail server: one conversation a letter, by RFC 5321, and what its answers mean for the letter.

use std::io::ErrorKind;
use std::time::Duration;

use bareme_engine::mailing::{Dispatch, Postman, Undelivered};
use lettre::message::Mailbox;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;

use crate::message::message;
use crate::{Security, Server};

/// A server that is silent for so long is given up.
const PATIENCE: Duration = Duration::from_mins(1);
/// It may take so many times longer to say that it took the letter: it looks for viruses meanwhile. RFC 5321, section
/// 4.5.3.2.6, would wait for ten minutes.
const AT_THE_END: u32 = 5;

/// Hands letters to one mail server, in the name of one sender.
pub struct Smtp {
    server: Server,
    from: Mailbox,
    patience: Duration,
}

/// The sender cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the sender of mails is written as Bareme <reports@example.com>, or as the address alone")]
pub struct BadSender;

impl Smtp {
    /// A way to a server for a sender: an address, or a name with an address in angle brackets.
    ///
    /// # Errors
    ///
    /// A sender that cannot be read.
    pub fn new(server: Server, from: &str) -> Result<Self, BadSender> {
        let (name, address) = match from.trim().rsplit_once('<') {
            Some((name, rest)) => (name.trim().trim_matches('"'), rest.strip_suffix('>').ok_or(BadSender)?),
            None => ("", from.trim()),
        };
        let address = bareme_engine::mailing::Address::parse(address).map_err(|_| BadSender)?;
        if name.chars().any(char::is_control) {
            return Err(BadSender);
        }
        let name = Some(name.to_owned()).filter(|name| !name.is_empty());
        let address = address.as_str().parse().map_err(|_| BadSender)?;
        Ok(Self { server, from: Mailbox::new(name, address), patience: PATIENCE })
    }

    /// The same with less patience, for tests of silent servers.
    #[must_use]
    pub const fn with_patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// A connection on which letters are taken: greeted, encrypted and logged in as the server's URL says.
    fn connect(&self) -> Result<SmtpConnection, Error> {
        let Server { host, port, security, login } = &self.server;
        let tls = || TlsParameters::new(host.clone());
        // Our own name would say less: mail servers know the sender's domain.
        let hello = ClientId::Domain(self.from.email.domain().to_owned());
        let wrapped = if *security == Security::Tls { Some(tls()?) } else { None };
        let address = (host.as_str(), *port);
        let mut connection =
            SmtpConnection::connect(address, Some(self.patience), &hello, wrapped.as_ref(), None)?;
        if *security == Security::StartTls {
            connection.starttls(&tls()?, &hello)?;
        }
        if let Some((name, password)) = login {
            connection.auth(DEFAULT_MECHANISMS, &Credentials::new(name.clone(), password.clone()))?;
        }
        Ok(connection)
    }

    fn hand_over(
        &self,
        connection: &mut SmtpConnection,
        dispatch: &Dispatch<'_>,
    ) -> Result<String, Undelivered> {
        let message = message(&self.from, dispatch).map_err(Undelivered::Refused)?;
        // What stands before DATA is about addresses; what the server never takes then, it never will.
        let to = message.envelope().to().first().cloned();
        let to = to.ok_or_else(|| Undelivered::Refused("the letter has no address".to_owned()))?;
        let from = message.envelope().from().cloned();
        connection.command(Mail::new(from, Vec::new())).map_err(|error| refused(&error))?;
        connection.command(Rcpt::new(to, Vec::new())).map_err(|error| refused(&error))?;
        connection.command(Data).map_err(|error| refused(&error))?;
        drop(connection.set_timeout(Some(self.patience * AT_THE_END)));
        let answer = connection.message(&message.formatted()).map_err(|error| refused(&error))?;
        let lines: Vec<&str> = answer.message().collect();
        Ok(format!("{} {}", answer.code(), lines.join(" ")).trim().to_owned())
    }
}

impl Postman for Smtp {
    fn deliver(&self, dispatch: &Dispatch<'_>) -> Result<String, Undelivered> {
        let mut connection = self.connect().map_err(|error| Undelivered::Closed(said(&error)))?;
        let answer = self.hand_over(&mut connection, dispatch);
        if answer.is_ok() {
            // It has the letter, whatever it says to this.
            drop(connection.quit());
        } else {
            connection.abort();
        }
        answer
    }

    fn described(&self) -> String {
        match &self.from.name {
            Some(name) => format!("{}, {name} <{}>", self.server, self.from.email),
            None => format!("{}, {}", self.server, self.from.email),
        }
    }
}

/// What an answer about the letter means for it: 5yz is never, anything else is not now.
fn refused(error: &Error) -> Undelivered {
    if error.is_permanent() { Undelivered::Refused(said(error)) } else { Undelivered::Later(said(error)) }
}

/// The server's code and sentence, or what happened to the connection.
fn said(error: &Error) -> String {
    let inner = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    match error.status() {
        Some(code) => format!("{code} {inner}").trim().to_owned(),
        None if was_silent(error) => "the server did not answer in time".to_owned(),
        None if error.is_response() && inner == "incomplete response" => {
            "the server broke off the conversation".to_owned()
        }
        None if inner.is_empty() => error.to_string(),
        None => inner,
    }
}

/// Whether a wait for the server ran out. The system calls that by two names.
fn was_silent(error: &Error) -> bool {
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        if let Some(cause) = cause.downcast_ref::<std::io::Error>() {
            return matches!(cause.kind(), ErrorKind::TimedOut | ErrorKind::WouldBlock);
        }
        source = cause.source();
    }
    false
}
