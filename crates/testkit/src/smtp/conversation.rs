//! One conversation with a client: strict about the order of commands, the ends of lines and the length of both, as RFC 5321
//! is, so that a client that passes here passes elsewhere.

use std::io::{BufRead, BufReader, Error, ErrorKind, Result, Write};
use std::net::TcpStream;
use std::sync::atomic::Ordering;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{Fault, Shared, Step, TakenLetter};

/// Section 4.5.3.1.4: a command, its end included.
const LONGEST_COMMAND: usize = 512;
/// Section 4.5.3.1.6: a line of a letter, its end included.
const LONGEST_LINE: usize = 1_000;
/// What the server says that it takes.
const LARGEST_LETTER: usize = 20_000_000;

/// A conversation.
pub(super) struct Conversation<'a> {
    reader: BufReader<&'a TcpStream>,
    stream: &'a TcpStream,
    shared: &'a Shared,
    fault: Option<(Step, Fault)>,
    hello: Option<String>,
    logged_in: Option<(String, String)>,
    from: Option<String>,
    to: Vec<String>,
}

/// What comes after a command.
enum Next {
    Goes,
    Ends,
}

impl<'a> Conversation<'a> {
    pub(super) fn new(stream: &'a TcpStream, shared: &'a Shared, fault: Option<(Step, Fault)>) -> Self {
        // A client that says nothing more must not keep the test's process alive.
        stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
        Self {
            reader: BufReader::new(stream),
            stream,
            shared,
            fault,
            hello: None,
            logged_in: None,
            from: None,
            to: Vec::new(),
        }
    }

    /// Talks until either side ends it; `take` gets the letters.
    pub(super) fn run(mut self, take: &mut dyn FnMut(TakenLetter)) -> Result<()> {
        if !self.goes_on(Step::Greeting)? {
            return Ok(());
        }
        self.say("220 peer.example ESMTP")?;
        loop {
            let line = self.line(LONGEST_COMMAND)?;
            if let Next::Ends = self.command(&line, take)? {
                return Ok(());
            }
        }
    }

    fn command(&mut self, line: &str, take: &mut dyn FnMut(TakenLetter)) -> Result<Next> {
        let upper = line.to_ascii_uppercase();
        let verb = upper.split([' ', ':']).next().unwrap_or_default();
        let step = match verb {
            "EHLO" | "HELO" => Step::Hello,
            "AUTH" => Step::Login,
            "MAIL" => Step::From,
            "RCPT" => Step::To,
            "DATA" => Step::Data,
            "QUIT" => {
                self.say("221 2.0.0 bye")?;
                return Ok(Next::Ends);
            }
            "RSET" => {
                (self.from, self.to) = (None, Vec::new());
                self.say("250 2.0.0 forgotten")?;
                return Ok(Next::Goes);
            }
            "NOOP" => {
                self.say("250 2.0.0 nothing done")?;
                return Ok(Next::Goes);
            }
            _ => {
                self.say("500 5.5.1 what is that")?;
                return Ok(Next::Goes);
            }
        };
        match self.fault.take_if(|(at, _)| *at == step) {
            Some((_, Fault::Says(code, text))) => {
                self.say(&format!("{code} {text}"))?;
                return Ok(Next::Goes);
            }
            Some((_, Fault::HangsUp | Fault::TakesAndHangsUp)) => return Ok(Next::Ends),
            Some((_, Fault::IsSilent(time))) => std::thread::sleep(time),
            None => {}
        }
        match step {
            Step::Hello => self.hello(line)?,
            Step::Login => self.log_in(line)?,
            Step::From => self.mail(line)?,
            Step::To => self.receiver(line)?,
            _ => return self.data(take),
        }
        Ok(Next::Goes)
    }

    fn hello(&mut self, line: &str) -> Result<()> {
        let name = line.split_once(' ').map_or("", |(_, name)| name.trim());
        if name.is_empty() {
            return self.say("501 5.5.4 who are you");
        }
        self.hello = Some(name.to_owned());
        let login = if self.shared.login.is_some() { "250-AUTH PLAIN\r\n" } else { "" };
        self.say(&format!(
            "250-peer.example greets {name}\r\n250-8BITMIME\r\n{login}250-ENHANCEDSTATUSCODES\r\n250 SIZE {LARGEST_LETTER}"
        ))
    }

    fn log_in(&mut self, line: &str) -> Result<()> {
        let mut words = line.split(' ').skip(1);
        if !words.next().is_some_and(|word| word.eq_ignore_ascii_case("PLAIN")) {
            return self.say("504 5.5.4 only PLAIN");
        }
        let sent = if let Some(sent) = words.next() {
            sent.to_owned()
        } else {
            self.say("334 ")?;
            self.line(LONGEST_COMMAND)?
        };
        // RFC 4616: who to act as, who it is, and the password, with zero bytes between them.
        let plain = STANDARD.decode(sent.trim()).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let parts: Vec<&str> = plain.as_deref().unwrap_or_default().split('\0').collect();
        self.shared.logins.fetch_add(1, Ordering::SeqCst);
        match (parts.as_slice(), self.shared.login.as_ref()) {
            ([_, name, password], Some((known, secret))) if name == known && password == secret => {
                self.logged_in = Some(((*name).to_owned(), (*password).to_owned()));
                self.say("235 2.7.0 welcome")
            }
            _ => self.say("535 5.7.8 Authentication credentials invalid"),
        }
    }

    fn mail(&mut self, line: &str) -> Result<()> {
        if self.hello.is_none() {
            return self.say("503 5.5.1 greet first");
        }
        if self.shared.login.is_some() && self.logged_in.is_none() {
            return self.say("530 5.7.0 Authentication required");
        }
        if self.from.is_some() {
            return self.say("503 5.5.1 one sender a letter");
        }
        let Some(address) = bracketed(line) else { return self.say("501 5.5.4 MAIL FROM:<address>") };
        self.from = Some(address.to_owned());
        self.say("250 2.1.0 sender ok")
    }

    fn receiver(&mut self, line: &str) -> Result<()> {
        if self.from.is_none() {
            return self.say("503 5.5.1 a sender first");
        }
        let Some(address) = bracketed(line).filter(|address| !address.is_empty()) else {
            return self.say("501 5.5.4 RCPT TO:<address>");
        };
        self.to.push(address.to_owned());
        self.say("250 2.1.5 receiver ok")
    }

    fn data(&mut self, take: &mut dyn FnMut(TakenLetter)) -> Result<Next> {
        let Some(from) = self.from.clone().filter(|_| !self.to.is_empty()) else {
            self.say("503 5.5.1 a receiver first")?;
            return Ok(Next::Goes);
        };
        self.say("354 go on, and end with a dot")?;
        let Some(bytes) = self.letter()? else { return Ok(Next::Ends) };
        let letter = TakenLetter {
            hello: self.hello.clone().unwrap_or_default(),
            login: self.logged_in.clone(),
            from,
            to: std::mem::take(&mut self.to),
            bytes,
        };
        self.from = None;
        match self.fault.take_if(|(at, _)| *at == Step::End) {
            Some((_, Fault::Says(code, text))) => {
                self.say(&format!("{code} {text}"))?;
                return Ok(Next::Goes);
            }
            Some((_, Fault::HangsUp)) => return Ok(Next::Ends),
            Some((_, Fault::IsSilent(time))) => std::thread::sleep(time),
            Some((_, Fault::TakesAndHangsUp)) => {
                take(letter);
                return Ok(Next::Ends);
            }
            None => {}
        }
        take(letter);
        self.say("250 2.0.0 queued as 4711")?;
        Ok(Next::Goes)
    }

    /// The lines of a letter until the lone dot, each without the dot that was put before it; `None` when the peer hangs up.
    fn letter(&mut self) -> Result<Option<Vec<u8>>> {
        let mut bytes = Vec::new();
        let mut lines = 0;
        loop {
            let line = self.line(LONGEST_LINE)?;
            if line == "." {
                return Ok(Some(bytes));
            }
            lines += 1;
            if lines == 5 && !self.goes_on(Step::Letter)? {
                return Ok(None);
            }
            bytes.extend_from_slice(line.strip_prefix('.').unwrap_or(&line).as_bytes());
            bytes.extend_from_slice(b"\r\n");
            if bytes.len() > LARGEST_LETTER {
                return Err(wrong("the letter is too large"));
            }
        }
    }

    /// Lets a step go wrong where it is to; whether the conversation goes on.
    fn goes_on(&mut self, step: Step) -> Result<bool> {
        match self.fault.take_if(|(at, _)| *at == step) {
            Some((_, Fault::Says(code, text))) => {
                self.say(&format!("{code} {text}"))?;
                Ok(false)
            }
            Some((_, Fault::HangsUp | Fault::TakesAndHangsUp)) => Ok(false),
            Some((_, Fault::IsSilent(time))) => {
                std::thread::sleep(time);
                Ok(true)
            }
            None => Ok(true),
        }
    }

    /// A line without its end, which is CR and LF and nothing else. The peer takes plain letters only.
    fn line(&mut self, longest: usize) -> Result<String> {
        let mut line = Vec::new();
        self.reader.read_until(b'\n', &mut line)?;
        let Some(text) = line.strip_suffix(b"\r\n") else {
            let why = if line.is_empty() { "the client hung up" } else { "a line ends with CR and LF" };
            return Err(wrong(why));
        };
        if line.len() > longest {
            self.say("500 5.5.6 the line is too long")?;
            return Err(wrong("a line is too long"));
        }
        if !text.is_ascii() || text.contains(&b'\r') {
            self.say("554 5.6.1 plain letters only")?;
            return Err(wrong("the client sent something else than plain letters"));
        }
        String::from_utf8(text.to_vec()).map_err(|_| wrong("no text"))
    }

    fn say(&mut self, text: &str) -> Result<()> {
        self.stream.write_all(format!("{text}\r\n").as_bytes())
    }
}

fn wrong(why: &'static str) -> Error {
    Error::new(ErrorKind::InvalidData, why)
}

/// What stands between angle brackets.
fn bracketed(line: &str) -> Option<&str> {
    let (_, rest) = line.split_once('<')?;
    rest.split_once('>').map(|(address, _)| address)
}
