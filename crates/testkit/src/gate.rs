//! A door in front of a PostgreSQL server that can be shut: to whoever came through it, the server is gone.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// The door. Open when it is made.
pub struct Gate {
    address: SocketAddr,
    server: String,
    passing: Arc<Mutex<Vec<TcpStream>>>,
    keeper: Option<(Arc<AtomicBool>, JoinHandle<()>)>,
}

impl Gate {
    /// A door to the server of a URL such as `postgres://name@127.0.0.1:5432/base`.
    ///
    /// # Panics
    ///
    /// When the URL is none, or no port is free.
    pub fn before(url: &str) -> (Self, String) {
        let (user, rest) = url.split_once('@').unwrap();
        let (server, name) = rest.split_once('/').unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let passing = Arc::default();
        let mut gate = Self { address, server: server.to_owned(), passing, keeper: None };
        gate.keep(listener);
        (gate, format!("{user}@{address}/{name}"))
    }

    /// Cuts everybody off, and lets nobody in.
    ///
    /// # Panics
    ///
    /// When the thread at the door has panicked.
    pub fn shut(&mut self) {
        if let Some((stop, keeper)) = self.keeper.take() {
            stop.store(true, Ordering::SeqCst);
            keeper.join().unwrap();
        }
        for stream in self.passing.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            drop(stream.shutdown(Shutdown::Both));
        }
    }

    /// Lets people in again.
    ///
    /// # Panics
    ///
    /// When somebody else has taken the port.
    pub fn open(&mut self) {
        let listener = TcpListener::bind(self.address).unwrap();
        self.keep(listener);
    }

    fn keep(&mut self, listener: TcpListener) {
        listener.set_nonblocking(true).unwrap();
        let stop = Arc::new(AtomicBool::new(false));
        let (stopped, server, passing) = (Arc::clone(&stop), self.server.clone(), Arc::clone(&self.passing));
        let keeper = std::thread::spawn(move || {
            while !stopped.load(Ordering::SeqCst) {
                match listener.accept() {
                    Ok((stream, _)) => let_through(stream, &server, &passing),
                    Err(_) => std::thread::sleep(Duration::from_millis(5)),
                }
            }
        });
        self.keeper = Some((stop, keeper));
    }
}

impl Drop for Gate {
    fn drop(&mut self) {
        self.shut();
    }
}

/// Carries bytes both ways until one side is done.
fn let_through(client: TcpStream, server: &str, passing: &Mutex<Vec<TcpStream>>) {
    client.set_nonblocking(false).unwrap();
    let Ok(server) = TcpStream::connect(server) else { return };
    let ways = [(&client, &server), (&server, &client)];
    for (from, into) in ways {
        let (from, into) = (from.try_clone().unwrap(), into.try_clone().unwrap());
        drop(from.set_nodelay(true));
        std::thread::spawn(move || carry(from, into));
    }
    passing.lock().unwrap_or_else(PoisonError::into_inner).extend([client, server]);
}

fn carry(mut from: TcpStream, mut into: TcpStream) {
    let mut buffer = [0; 16_384];
    while let Ok(read) = from.read(&mut buffer) {
        if read == 0 || into.write_all(&buffer[..read]).is_err() {
            break;
        }
    }
    drop(into.shutdown(Shutdown::Both));
}
