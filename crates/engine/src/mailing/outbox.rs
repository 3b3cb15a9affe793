//! The outbox: letters wait in the database until the mail server took them. Queued once for each occasion, tried again
//! after ever longer pauses, kept with the server's words when it refuses.
//!
//! What can be known is never sent twice: the answer of the server is written down at once. Between the server taking a
//! letter and that writing lies a moment in which this process or the connection can die; then nobody knows, and the letter
//! is sent again, with the same Message-ID, by which most receivers tell that they have it already.

use bareme_scoring::Instant;
use bareme_store::letters::{self, Delivery, LetterHead, Outcome, StoredLetter};

use super::{Address, Attachment, Dispatch, Letter, Postman, Undelivered};
use crate::{Engine, EngineError, Result};

/// Minutes until the next attempt, after the first, the second …; the last holds for all further ones.
const PAUSES: [i64; 6] = [1, 5, 15, 60, 120, 240];
/// A letter that could not be delivered in these days is given up: a report that comes later only confuses.
const GIVE_UP_AFTER_DAYS: i64 = 3;
/// Nobody else tries a letter meanwhile: longer than any conversation with a server can take.
const LEASE: i64 = 30;
/// Letters are kept so long, unless somebody still waits for them.
const KEEP_DAYS: i64 = 90;
/// No answer of a server is kept longer, in characters.
const LONGEST_ANSWER: usize = 600;
/// Letters on the page.
const SHOWN: i64 = 50;

const MINUTE: i64 = 60_000;

/// What happened to a letter that was to be queued.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Queued {
    /// It waits.
    New(i64),
    /// One was queued for the same occasion before; nothing was queued now.
    Known,
}

/// What a round of sending did, in letters to one address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// Taken by the server.
    pub sent: u64,
    /// To be tried again later.
    pub later: u64,
    /// Refused, or given up.
    pub failed: u64,
}

/// Where a delivery stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// To be tried, now or later.
    Waiting,
    /// Taken by the server.
    Sent,
    /// Refused, or given up.
    Failed,
}

/// A letter in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterView {
    /// Its number.
    pub id: i64,
    /// The schedule that asked for it.
    pub schedule: Option<i64>,
    /// Its subject.
    pub subject: String,
    /// When it was written.
    pub written_at: Instant,
    /// Its addresses.
    pub deliveries: Vec<DeliveryView>,
}

/// A letter on its way to one address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryView {
    /// Its number.
    pub id: i64,
    /// To whom.
    pub address: String,
    /// Where it stands.
    pub state: State,
    /// How often it was tried.
    pub attempts: u32,
    /// What the server said last.
    pub answer: Option<String>,
    /// When that was, or when it was queued.
    pub changed_at: Instant,
    /// When it is tried next; only while it waits.
    pub next_at: Option<Instant>,
}

/// The outbox as a page shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outbox {
    /// The newest letters, newest first.
    pub letters: Vec<LetterView>,
    /// Deliveries that wait.
    pub waiting: u64,
    /// Deliveries that failed.
    pub failed: u64,
    /// The server and the sender; `None` where mail is not set up.
    pub set_up: Option<String>,
}

/// Queues a letter to these addresses; `key` names the occasion, about which nobody is written to twice.
///
/// # Errors
///
/// Those of the store.
pub fn queue(
    engine: &Engine,
    key: &str,
    schedule: Option<i64>,
    letter: &Letter,
    to: &[Address],
) -> Result<Queued> {
    let (name, kind, bytes) = match &letter.file {
        Some(file) => (Some(file.name.clone()), Some(file.kind.clone()), Some(file.bytes.clone())),
        None => (None, None, None),
    };
    let stored = StoredLetter {
        id: 0,
        key: key.to_owned(),
        schedule_id: schedule,
        subject: letter.subject.clone(),
        plain: letter.plain.clone(),
        html: letter.html.clone(),
        stop_at: letter.stop_at.clone(),
        file_name: name,
        file_kind: kind,
        file: bytes,
        queued_at: engine.now().millis(),
    };
    let addresses: Vec<&str> = to.iter().map(Address::as_str).collect();
    let id = engine.database().write(|c| letters::insert(c, &stored, &addresses))?;
    Ok(id.map_or(Queued::Known, Queued::New))
}

/// Sends what waits for its turn, one after another, until nothing does, the server is closed or `cancelled` says so.
/// Several servers may do so at once: each letter is tried by one of them at a time.
///
/// # Errors
///
/// When mail is not set up, and those of the store. What the server refuses is no error: it is written down.
pub fn send_waiting(engine: &Engine, cancelled: &dyn Fn() -> bool) -> Result<Round> {
    let postman = engine.postman()?;
    let mut round = Round::default();
    while !cancelled() {
        let Some(delivery) = take_next(engine)? else { break };
        let attempt = try_one(engine, postman, &delivery)?;
        let outcome = attempt.outcome(&delivery, engine.now());
        engine.database().write(|c| letters::settle(c, delivery.id, delivery.attempts, &outcome))?;
        match outcome.state {
            letters::SENT => round.sent += 1,
            letters::FAILED => round.failed += 1,
            _ => round.later += 1,
        }
        tracing::info!(
            delivery_id = delivery.id,
            attempt = delivery.attempts,
            state = outcome.state,
            "mailed"
        );
        if attempt.closed {
            break;
        }
    }
    let old = engine.now().plus_days(-KEEP_DAYS).millis();
    engine.database().write(|c| letters::prune(c, old))?;
    Ok(round)
}

/// Takes the next delivery that is due; as it is after that, with its attempt counted.
fn take_next(engine: &Engine) -> Result<Option<Delivery>> {
    let now = engine.now().millis();
    engine.database().write(|c| {
        while let Some(seen) = letters::find_due(c, now)? {
            if letters::claim(c, &seen, now + LEASE * MINUTE)? {
                return Ok(Some(Delivery { attempts: seen.attempts + 1, ..seen }));
            }
        }
        Ok(None)
    })
}

/// What came of an attempt.
struct Attempt {
    state: &'static str,
    answer: String,
    closed: bool,
    /// When the letter was queued.
    since: i64,
}

fn try_one(engine: &Engine, postman: &dyn Postman, delivery: &Delivery) -> Result<Attempt> {
    let stored = engine
        .database()
        .read(|c| letters::find(c, delivery.letter_id))?
        .ok_or_else(|| EngineError::not_found("letter", delivery.letter_id))?;
    let since = stored.queued_at;
    let (state, answer, closed) = match Address::parse(&delivery.address) {
        Err(bad) => (letters::FAILED, bad.to_string(), false),
        Ok(to) => {
            let id = message_id(&stored.key, &to);
            let letter = letter_of(stored);
            let at = Instant::from_millis(since);
            match postman.deliver(&Dispatch { letter: &letter, to: &to, id: &id, at }) {
                Ok(answer) => (letters::SENT, answer, false),
                Err(Undelivered::Refused(why)) => (letters::FAILED, why, false),
                Err(Undelivered::Later(why)) => (letters::WAITING, why, false),
                Err(Undelivered::Closed(why)) => (letters::WAITING, why, true),
            }
        }
    };
    let answer = answer.chars().map(|c| if c.is_control() { ' ' } else { c });
    Ok(Attempt { state, answer: answer.take(LONGEST_ANSWER).collect(), closed, since })
}

impl Attempt {
    /// What is written down: a letter that waited too long is given up, but not before it was tried as often as there are
    /// pauses, so that one which a person sends again has a fair chance.
    fn outcome(&self, delivery: &Delivery, now: Instant) -> Outcome<'_> {
        let tried = usize::try_from(delivery.attempts).unwrap_or(1);
        let pause = PAUSES.get(tried.saturating_sub(1)).or(PAUSES.last()).copied().unwrap_or(1);
        let old = self.since <= now.plus_days(-GIVE_UP_AFTER_DAYS).millis();
        let given_up = self.state == letters::WAITING && old && tried >= PAUSES.len();
        Outcome {
            state: if given_up { letters::FAILED } else { self.state },
            next_at: now.millis() + pause * MINUTE,
            answer: &self.answer,
            at: now.millis(),
        }
    }
}

/// The same for every attempt of a delivery, and of no other.
fn message_id(key: &str, to: &Address) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(key.as_bytes()).update(b"\n").update(to.as_str().as_bytes());
    hasher.finalize().to_hex().chars().take(32).collect()
}

fn letter_of(stored: StoredLetter) -> Letter {
    let file = stored.file_name.zip(stored.file_kind).zip(stored.file);
    Letter {
        subject: stored.subject,
        plain: stored.plain,
        html: stored.html,
        file: file.map(|((name, kind), bytes)| Attachment { name, kind, bytes }),
        stop_at: stored.stop_at,
    }
}

/// The outbox, for a page: of all letters, or of one schedule.
///
/// # Errors
///
/// Those of the store.
pub fn show(engine: &Engine, schedule: Option<i64>) -> Result<Outbox> {
    let set_up = engine.mail_set_up();
    engine.database().read(|c| {
        let heads = letters::list_newest(c, schedule, SHOWN)?;
        let ids: Vec<i64> = heads.iter().map(|head| head.id).collect();
        let deliveries = letters::list_deliveries(c, &ids)?;
        let count = |found: i64| u64::try_from(found).unwrap_or(0);
        Ok(Outbox {
            letters: heads.into_iter().map(|head| view(head, &deliveries)).collect::<Result<_>>()?,
            waiting: count(letters::count(c, letters::WAITING)?),
            failed: count(letters::count(c, letters::FAILED)?),
            set_up,
        })
    })
}

/// The last letter of each of these schedules.
///
/// # Errors
///
/// Those of the store.
pub fn latest(engine: &Engine, schedules: &[i64]) -> Result<Vec<LetterView>> {
    engine.database().read(|c| {
        let mut found = Vec::new();
        for schedule in schedules {
            for head in letters::list_newest(c, Some(*schedule), 1)? {
                let deliveries = letters::list_deliveries(c, &[head.id])?;
                found.push(view(head, &deliveries)?);
            }
        }
        Ok(found)
    })
}

/// Puts a delivery that failed back into the queue.
///
/// # Errors
///
/// When there is none of that id that failed, and those of the store.
pub fn send_again(engine: &Engine, delivery: i64) -> Result<()> {
    let now = engine.now().millis();
    let found = engine.database().write(|c| letters::retry(c, delivery, now))?;
    if found { Ok(()) } else { Err(EngineError::not_found("failed letter", delivery)) }
}

fn view(head: LetterHead, deliveries: &[Delivery]) -> Result<LetterView> {
    let own = deliveries.iter().filter(|delivery| delivery.letter_id == head.id);
    Ok(LetterView {
        id: head.id,
        schedule: head.schedule_id,
        subject: head.subject,
        written_at: Instant::from_millis(head.queued_at),
        deliveries: own.map(DeliveryView::read).collect::<Result<_>>()?,
    })
}

impl DeliveryView {
    fn read(row: &Delivery) -> Result<Self> {
        let state = match row.state.as_str() {
            letters::WAITING => State::Waiting,
            letters::SENT => State::Sent,
            letters::FAILED => State::Failed,
            other => {
                let bad = bareme_store::StoreError::bad_row("deliveries", "state", row.id, other);
                return Err(bad.into());
            }
        };
        Ok(Self {
            id: row.id,
            address: row.address.clone(),
            state,
            attempts: u32::try_from(row.attempts).unwrap_or(0),
            answer: row.answer.clone(),
            changed_at: Instant::from_millis(row.changed_at),
            next_at: (state == State::Waiting).then(|| Instant::from_millis(row.next_at)),
        })
    }
}
