//! A mail server for tests: speaks RFC 5321 on a port of loopback, keeps what it takes, and fails as it is told.

mod conversation;

use std::collections::VecDeque;
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// Where a conversation can go wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Before the first word.
    Greeting,
    /// EHLO.
    Hello,
    /// AUTH.
    Login,
    /// MAIL FROM.
    From,
    /// RCPT TO.
    To,
    /// The command DATA.
    Data,
    /// While the letter arrives.
    Letter,
    /// The letter is there, and was not answered yet.
    End,
}

/// How it goes wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The peer says this instead: code and sentence.
    Says(u16, &'static str),
    /// The peer hangs up.
    HangsUp,
    /// The peer is silent for so long, and then goes on as if nothing were wrong.
    IsSilent(Duration),
    /// The peer takes the letter and hangs up before it says so.
    TakesAndHangsUp,
}

/// A letter that the peer took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenLetter {
    /// Who the client said it is.
    pub hello: String,
    /// Who logged in.
    pub login: Option<(String, String)>,
    /// The sender of the envelope.
    pub from: String,
    /// The receivers of the envelope.
    pub to: Vec<String>,
    /// The message, its dots as they were written.
    pub bytes: Vec<u8>,
}

/// A mail server on loopback, gone when it is dropped.
pub struct SmtpPeer {
    port: u16,
    shared: Arc<Shared>,
    listening: Option<JoinHandle<()>>,
}

/// What its conversations share.
#[derive(Default)]
struct Shared {
    login: Option<(String, String)>,
    faults: Mutex<VecDeque<(Step, Fault)>>,
    taken: Mutex<Vec<TakenLetter>>,
    conversations: Mutex<u32>,
    logins: AtomicU32,
    ending: AtomicBool,
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl SmtpPeer {
    /// A server that takes letters from anybody.
    pub fn start() -> Self {
        Self::start_with(None)
    }

    /// A server that takes letters from one user only.
    pub fn start_for(name: &str, password: &str) -> Self {
        Self::start_with(Some((name.to_owned(), password.to_owned())))
    }

    fn start_with(login: Option<(String, String)>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::new(Shared { login, ..Shared::default() });
        let own = Arc::clone(&shared);
        let listening = std::thread::spawn(move || {
            for stream in listener.incoming() {
                if own.ending.load(Ordering::SeqCst) {
                    return;
                }
                let Ok(stream) = stream else { continue };
                let own = Arc::clone(&own);
                std::thread::spawn(move || converse(&stream, &own));
            }
        });
        Self { port, shared, listening: Some(listening) }
    }

    /// Its URL.
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// Lets the next conversation go wrong, and the next after that when it is called again.
    pub fn fail(&self, step: Step, fault: Fault) {
        held(&self.shared.faults).push_back((step, fault));
    }

    /// What it took, in order.
    pub fn taken(&self) -> Vec<TakenLetter> {
        held(&self.shared.taken).clone()
    }

    /// How many clients tried to log in.
    pub fn logins(&self) -> u32 {
        self.shared.logins.load(Ordering::SeqCst)
    }

    /// How many clients called.
    pub fn conversations(&self) -> u32 {
        *held(&self.shared.conversations)
    }
}

impl Drop for SmtpPeer {
    fn drop(&mut self) {
        self.shared.ending.store(true, Ordering::SeqCst);
        // Wakes the listener, which then sees that it is over.
        drop(TcpStream::connect(("127.0.0.1", self.port)));
        if let Some(listening) = self.listening.take() {
            drop(listening.join());
        }
    }
}

fn converse(stream: &TcpStream, shared: &Shared) {
    *held(&shared.conversations) += 1;
    let fault = held(&shared.faults).pop_front();
    // A client that goes away in the middle is none of this server's business.
    drop(conversation::Conversation::new(stream, shared, fault).run(&mut |letter| {
        held(&shared.taken).push(letter);
    }));
    drop(stream.shutdown(Shutdown::Both));
}
