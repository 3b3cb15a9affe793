//! How much a site takes on: so many requests at once, and of one visitor so many at once and a second. What is more is
//! refused at once, with the time after which to try again, so that what was begun is finished and everybody else gets on.

mod bucket;

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{StatusCode, header};
use actix_web::middleware::Next;
use actix_web::rt::time::Instant;
use actix_web::{Error, HttpResponse, web};

use crate::site::House;
use crate::{Shell, urls, visitor};
use bucket::Buckets;

/// How much a site takes on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// Requests that are worked on or wait for the database at one time.
    pub at_once: usize,
    /// Of those, of one visitor.
    pub at_once_each: usize,
    /// Requests of one visitor a second, over time.
    pub per_second: f64,
    /// Requests of one visitor that may come in a burst.
    pub burst: f64,
    /// Connections at one time.
    pub connections: usize,
    /// A client that sends no head of a request for so long is cut off.
    pub head_seconds: u64,
    /// A client that takes so long for a body or an answer is cut off; a long answer gets more.
    pub body_seconds: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            at_once: 64,
            at_once_each: 16,
            per_second: 50.0,
            burst: 250.0,
            connections: 2_000,
            head_seconds: 20,
            body_seconds: 120,
        }
    }
}

/// Why a request is not taken on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Refused {
    /// This visitor asks too often.
    TooOften {
        /// After so long one more is taken.
        wait: Duration,
    },
    /// This visitor asks too much at once.
    TooMuchAtOnce,
    /// There is too much to do.
    Full,
}

impl Refused {
    /// The word for monitoring.
    pub const fn word(self) -> &'static str {
        match self {
            Self::TooOften { .. } => "too_often",
            Self::TooMuchAtOnce => "too_much_at_once",
            Self::Full => "full",
        }
    }

    const fn status(self) -> StatusCode {
        match self {
            Self::TooOften { .. } | Self::TooMuchAtOnce => StatusCode::TOO_MANY_REQUESTS,
            Self::Full => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// In whole seconds, rounded up.
    fn retry_after(self) -> u64 {
        match self {
            Self::TooOften { wait } => wait.as_secs() + u64::from(wait.subsec_nanos() > 0),
            Self::TooMuchAtOnce | Self::Full => 1,
        }
        .max(1)
    }

    const fn key(self) -> &'static str {
        match self {
            Self::TooOften { .. } | Self::TooMuchAtOnce => "busy-with-you",
            Self::Full => "busy",
        }
    }
}

/// Lets requests in.
pub(crate) struct Gate {
    limits: Limits,
    inside: Arc<Mutex<Inside>>,
    buckets: Mutex<Buckets>,
}

/// Who is inside.
#[derive(Default)]
struct Inside {
    all: usize,
    of: BTreeMap<IpAddr, usize>,
}

/// Held while a request is worked on.
pub(crate) struct Pass {
    inside: Arc<Mutex<Inside>>,
    visitor: Option<IpAddr>,
}

impl Gate {
    /// With nobody inside.
    pub fn new(limits: Limits) -> Self {
        let buckets = Mutex::new(Buckets::new(limits.per_second, limits.burst));
        Self { limits, inside: Arc::default(), buckets }
    }

    /// Lets a request in, or says why not. Without a visitor only the whole counts.
    pub fn enter(&self, visitor: Option<IpAddr>, now: Instant) -> Result<Pass, Refused> {
        if let Some(visitor) = visitor {
            let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
            buckets.take(visitor, now).map_err(|wait| Refused::TooOften { wait })?;
        }
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        let own = visitor.map_or(0, |visitor| inside.of.get(&visitor).copied().unwrap_or(0));
        if own >= self.limits.at_once_each {
            return Err(Refused::TooMuchAtOnce);
        }
        if inside.all >= self.limits.at_once {
            return Err(Refused::Full);
        }
        inside.all += 1;
        if let Some(visitor) = visitor {
            inside.of.insert(visitor, own + 1);
        }
        Ok(Pass { inside: Arc::clone(&self.inside), visitor })
    }

    /// Requests that are worked on now.
    pub fn at_work(&self) -> usize {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner).all
    }
}

impl Drop for Pass {
    fn drop(&mut self) {
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        inside.all = inside.all.saturating_sub(1);
        if let Some(visitor) = self.visitor
            && let Some(own) = inside.of.get_mut(&visitor)
        {
            *own = own.saturating_sub(1);
            if *own == 0 {
                inside.of.remove(&visitor);
            }
        }
    }
}

/// Takes a request on or refuses it, before anything is done for it. Static files and the question whether the server
/// lives cost nothing and always get an answer.
pub(crate) async fn admit(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let Some(house) = request.app_data::<web::Data<House>>().cloned().filter(|_| !is_free(request.path()))
    else {
        return next.call(request).await.map(ServiceResponse::map_into_boxed_body);
    };
    let visitor = visitor::address(request.request()).map(visitor::household);
    match house.gate().enter(visitor, Instant::now()) {
        Ok(_pass) => next.call(request).await.map(ServiceResponse::map_into_boxed_body),
        Err(refused) => {
            house.metrics().refused(refused.word());
            let Ok(shell) = request.extract::<Shell>().await;
            let answer = HttpResponse::build(refused.status())
                .insert_header((header::RETRY_AFTER, refused.retry_after()))
                .content_type("text/plain; charset=utf-8")
                .body(format!("{}\n", shell.t.say(refused.key())));
            Ok(request.into_response(answer))
        }
    }
}

fn is_free(path: &str) -> bool {
    path.starts_with("/static/") || path == urls::pattern::HEALTH
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visitor(last: u8) -> IpAddr {
        IpAddr::from([192, 0, 2, last])
    }

    fn few() -> Limits {
        Limits { at_once: 4, at_once_each: 2, per_second: 1.0, burst: 3.0, ..Limits::default() }
    }

    #[test]
    fn one_visitor_takes_their_share_and_leaves_the_others_theirs() {
        let gate = Gate::new(few());
        let now = Instant::now();
        let first = [gate.enter(Some(visitor(1)), now), gate.enter(Some(visitor(1)), now)];
        assert!(first.iter().all(Result::is_ok));
        assert_eq!(gate.enter(Some(visitor(1)), now).err(), Some(Refused::TooMuchAtOnce));
        let others = [gate.enter(Some(visitor(2)), now), gate.enter(Some(visitor(3)), now)];
        assert!(others.iter().all(Result::is_ok));
        assert_eq!(gate.enter(Some(visitor(4)), now).err(), Some(Refused::Full));
        drop(first);
        assert!(gate.enter(Some(visitor(4)), now).is_ok(), "there is room again");
        drop(others);
        assert_eq!(gate.at_work(), 0);
    }

    #[test]
    fn who_asks_too_often_is_told_when_to_come_back() {
        let gate = Gate::new(few());
        let now = Instant::now();
        for _ in 0..3 {
            assert!(gate.enter(Some(visitor(1)), now).is_ok());
        }
        let refused = gate.enter(Some(visitor(1)), now).err().unwrap();
        assert_eq!(refused, Refused::TooOften { wait: Duration::from_secs(1) });
        assert_eq!((refused.status().as_u16(), refused.retry_after()), (429, 1));
        assert!(gate.enter(Some(visitor(2)), now).is_ok(), "others are not concerned");
        assert!(gate.enter(Some(visitor(1)), now + Duration::from_secs(1)).is_ok());
        assert!(gate.enter(None, now).is_ok());
    }
}
