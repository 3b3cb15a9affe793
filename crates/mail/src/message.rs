//! A letter as a MIME message: headers that every client understands, and every text encoded by the library.

use std::time::{Duration, SystemTime};

use bareme_engine::mailing::{Dispatch, Letter};
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};

use crate::voice::tame;

/// The message of a dispatch.
///
/// # Errors
///
/// An address or a media type that the library does not take, in a sentence.
pub(crate) fn message(from: &Mailbox, dispatch: &Dispatch<'_>) -> Result<Message, String> {
    let Dispatch { letter, to, id, at } = dispatch;
    let to: Address = to.as_str().parse().map_err(|error| format!("{to}: {error}"))?;
    let millis = u64::try_from(at.millis()).unwrap_or(0);
    let mut builder = Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, to))
        .subject(tame(&letter.subject))
        .date(SystemTime::UNIX_EPOCH + Duration::from_millis(millis))
        .message_id(Some(format!("<{id}@{}>", from.email.domain())))
        // No answers by programs: RFC 3834, and what Exchange reads instead.
        .raw_header(plain_header("Auto-Submitted", "auto-generated"))
        .raw_header(plain_header("X-Auto-Response-Suppress", "All"));
    if let Some(stop) = letter.stop_at.as_deref().and_then(linked) {
        builder = builder.raw_header(plain_header("List-Unsubscribe", &stop));
    }
    builder.multipart(body(letter)?).map_err(|error| error.to_string())
}

fn body(letter: &Letter) -> Result<MultiPart, String> {
    let texts = MultiPart::alternative_plain_html(letter.plain.clone(), letter.html.clone());
    let Some(file) = &letter.file else { return Ok(texts) };
    let kind = ContentType::parse(&file.kind).map_err(|error| format!("{}: {error}", file.kind))?;
    let part: SinglePart = Attachment::new(tame(&file.name)).body(file.bytes.clone(), kind);
    Ok(MultiPart::mixed().multipart(texts).singlepart(part))
}

fn plain_header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// An address for a header: angle brackets around it, and nothing in it that ends them.
fn linked(address: &str) -> Option<String> {
    let sound = address.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>' | ','));
    sound.then(|| format!("<{address}>"))
}
