//! Letters: what is mailed, to whom, and what became of it. How a letter looks and which server carries it is decided
//! above: the engine knows a [`Press`] and a [`Postman`], as it knows a clock.

mod address;
mod outbox;
pub(crate) mod overdue;
mod report;
pub mod schedules;
pub(crate) mod work;

use std::sync::Arc;

use bareme_reporting::Report;
use bareme_scoring::Instant;

pub use address::{Address, BadAddress, addresses};
pub use outbox::{
    DeliveryView, LetterView, Outbox, Queued, Round, State, latest, queue, send_again, send_waiting, show,
};
pub use report::{Occasion, Order, RECALIBRATION, mail_report};

use crate::reports::Wording;
use crate::{Engine, EngineError, Result};

/// A letter, ready to be sent to anybody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letter {
    /// Its subject, one line.
    pub subject: String,
    /// What it says, for programs that show no HTML.
    pub plain: String,
    /// What it says, as HTML.
    pub html: String,
    /// What comes with it.
    pub file: Option<Attachment>,
    /// The page on which whoever reads it can stop further ones.
    pub stop_at: Option<String>,
}

/// A file that comes with a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// Its media type: `application/pdf`.
    pub kind: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// One letter on its way to one address.
#[derive(Clone, Copy, Debug)]
pub struct Dispatch<'a> {
    /// What is sent.
    pub letter: &'a Letter,
    /// To whom.
    pub to: &'a Address,
    /// What no other dispatch has, and this one keeps however often it is tried: letters, digits and hyphens. Receivers
    /// tell by it that they have a letter already.
    pub id: &'a str,
    /// When the letter was written.
    pub at: Instant,
}

/// Carries letters.
pub trait Postman: Send + Sync {
    /// Hands a letter over and returns what the server answered when it took it. May take minutes.
    ///
    /// # Errors
    ///
    /// Why the server has not taken it, as far as anybody can know.
    fn deliver(&self, dispatch: &Dispatch<'_>) -> std::result::Result<String, Undelivered>;

    /// The server and the sender, for people: no password in it.
    fn described(&self) -> String;
}

/// Why a letter was not taken, in the server's words where it said any.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Undelivered {
    /// The server will never take this letter for this address.
    #[error("{0}")]
    Refused(String),
    /// It did not take it now, or nobody knows whether it did.
    #[error("{0}")]
    Later(String),
    /// It cannot be reached, or takes nothing from us: other letters need not be tried now.
    #[error("{0}")]
    Closed(String),
}

/// Writes letters: in the reader's language, with the file for print.
pub trait Press: Send + Sync {
    /// The letter of a report, as it is now.
    ///
    /// # Errors
    ///
    /// A report that is not known, a filter that cannot be read, and those of the store.
    fn report(&self, engine: &Engine, order: &Order) -> Result<Letter>;

    /// The letter of something that happened, made in the language in which such letters are written; it leads to a page of
    /// the site.
    ///
    /// # Errors
    ///
    /// A letter that cannot be written.
    fn notice(&self, engine: &Engine, make: &dyn Fn(&dyn Wording) -> Report, page: &str) -> Result<Letter>;
}

/// Who writes and who carries letters. Without a postman nothing is sent, and everything else works.
#[derive(Clone, Default)]
pub struct Post {
    /// Who carries them; absent where no mail server is configured.
    pub postman: Option<Arc<dyn Postman>>,
    /// Who writes them.
    pub press: Option<Arc<dyn Press>>,
}

impl Engine {
    /// Who carries letters; whoever asks for mail where nobody does is told how to set it up.
    ///
    /// # Errors
    ///
    /// When no mail server is configured.
    pub fn postman(&self) -> Result<&dyn Postman> {
        self.post().postman.as_deref().ok_or_else(|| EngineError::Invalid(NOT_SET_UP.to_owned()))
    }

    /// Who writes letters.
    ///
    /// # Errors
    ///
    /// When this program writes none.
    pub fn press(&self) -> Result<&dyn Press> {
        self.post().press.as_deref().ok_or_else(|| EngineError::Invalid(NOT_SET_UP.to_owned()))
    }

    /// The server and the sender in words; `None` where mail is not set up.
    pub fn mail_set_up(&self) -> Option<String> {
        self.post().postman.as_ref().map(|postman| postman.described())
    }
}

/// What is said instead of a letter.
const NOT_SET_UP: &str = "mail is not set up: name a mail server and a sender in bareme.toml (url and from under [mail]), \
     or in BAREME_MAIL_URL and BAREME_MAIL_FROM, and start Bareme again";
