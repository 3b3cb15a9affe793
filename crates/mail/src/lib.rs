//! Reports as letters, and their way to a mail server.
//!
//! A report becomes a letter of two bodies that say the same (`letter`, `plain`), in the reader's [`Voice`]; the letter becomes a
//! MIME message (`message`), which [`Smtp`] hands to the server that a URL names. What a report says reaches headers only
//! through the encoder, as one line: nothing in a name can add a header or a receiver.

mod letter;
mod message;
mod plain;
mod server;
mod smtp;
mod voice;

pub use letter::{Links, letter};
pub use server::{BadServer, Security, Server};
pub use smtp::{BadSender, Smtp};
pub use voice::Voice;

/// A letter could not be written: a mistake of this crate and not of the report.
#[derive(Debug, thiserror::Error)]
#[error("the letter could not be written: {0}; the report's page and its PDF hold the same figures")]
pub struct LetterError(#[from] askama::Error);
