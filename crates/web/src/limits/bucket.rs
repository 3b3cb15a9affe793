//! A bucket of tokens for each visitor: each request takes one, and they come back evenly over time.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::time::Duration;

use actix_web::rt::time::Instant;

/// More visitors than this are looked through for those whose bucket is full again, who are as if they never came.
const MANY: usize = 10_000;

/// The buckets of all visitors.
pub(super) struct Buckets {
    per_second: f64,
    size: f64,
    of: BTreeMap<IpAddr, Bucket>,
    /// So many are looked through next.
    many: usize,
}

#[derive(Clone, Copy)]
struct Bucket {
    tokens: f64,
    at: Instant,
}

impl Buckets {
    pub fn new(per_second: f64, size: f64) -> Self {
        Self { per_second, size, of: BTreeMap::new(), many: MANY }
    }

    /// Takes a token, or says after how long there will be one.
    pub fn take(&mut self, visitor: IpAddr, now: Instant) -> Result<(), Duration> {
        self.forget(now);
        let (per_second, size) = (self.per_second, self.size);
        let bucket = self.of.entry(visitor).or_insert(Bucket { tokens: size, at: now });
        *bucket = bucket.filled(per_second, size, now);
        if bucket.tokens >= 1.0 {
            bucket.tokens -= 1.0;
            return Ok(());
        }
        let seconds = (1.0 - bucket.tokens) / per_second;
        Err(Duration::try_from_secs_f64(seconds).unwrap_or(Duration::from_hours(1)))
    }

    /// Keeps memory bounded by who came within the time that a bucket takes to fill.
    fn forget(&mut self, now: Instant) {
        if self.of.len() < self.many {
            return;
        }
        let (per_second, size) = (self.per_second, self.size);
        self.of.retain(|_, bucket| bucket.filled(per_second, size, now).tokens < size);
        self.many = MANY.max(self.of.len() * 2);
    }
}

impl Bucket {
    fn filled(self, per_second: f64, size: f64, now: Instant) -> Self {
        let passed = now.saturating_duration_since(self.at).as_secs_f64();
        Self { tokens: passed.mul_add(per_second, self.tokens).min(size), at: now.max(self.at) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_bounded_by_who_came_of_late() {
        let mut buckets = Buckets::new(10.0, 10.0);
        let mut now = Instant::now();
        for number in 0..100_000_u32 {
            now += Duration::from_millis(1);
            assert!(buckets.take(IpAddr::from(number.to_be_bytes()), now).is_ok());
        }
        assert!(buckets.of.len() <= MANY, "{}", buckets.of.len());
    }

    #[test]
    fn over_time_so_many_a_second_pass() {
        let mut buckets = Buckets::new(5.0, 10.0);
        let begin = Instant::now();
        let visitor = IpAddr::from([192, 0, 2, 1]);
        let passed =
            (0..10_000).filter(|step| buckets.take(visitor, begin + Duration::from_millis(*step)).is_ok());
        assert_eq!(passed.count(), 10 + 49);
    }
}
