//! Feeds a parser of outside input with what nobody would write: known inputs, changed at random, for a bounded time.
//!
//! A target fails by panicking or by taking longer than [`LONGEST`]. The input is then kept beside the test's other files;
//! it belongs into `tests/fuzz/<target>/` once it is understood: what lies there is tried first in every run.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::environment::{checkout, variable};

/// No input may keep a parser busy for longer.
const LONGEST: Duration = Duration::from_secs(10);
/// No input is longer, in bytes.
const MOST_BYTES: usize = 64 * 1024;
/// Each target runs for so long, in seconds, unless `BAREME_FUZZ_SECONDS` says otherwise.
const SECONDS: u64 = 2;

/// A target: what it is called, what it begins with, and which words mean something to it.
pub struct Fuzz<'a> {
    name: &'a str,
    seeds: Vec<Vec<u8>>,
    words: Vec<Vec<u8>>,
    random: Random,
}

impl<'a> Fuzz<'a> {
    /// A target. Its seeds are those in `tests/fuzz/<name>/`, and those that are added.
    pub fn new(name: &'a str) -> Self {
        let folder = checkout().join("tests/fuzz").join(name);
        let mut paths: Vec<PathBuf> =
            fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())).collect();
        paths.sort();
        let seeds = paths.iter().map(|path| fs::read(path).unwrap()).collect();
        let seed = variable("BAREME_FUZZ_SEED").map_or(1, |text| text.parse().unwrap());
        Self { name, seeds, words: Vec::new(), random: Random(seed) }
    }

    /// With inputs to begin with.
    #[must_use]
    pub fn seeds<T: AsRef<[u8]>>(mut self, seeds: impl IntoIterator<Item = T>) -> Self {
        self.seeds.extend(seeds.into_iter().map(|seed| seed.as_ref().to_owned()));
        self
    }

    /// With words that mean something.
    #[must_use]
    pub fn words<T: AsRef<[u8]>>(mut self, words: impl IntoIterator<Item = T>) -> Self {
        self.words.extend(words.into_iter().map(|word| word.as_ref().to_owned()));
        self
    }

    /// Tries every seed as it is, and changed ones until the time is over. Returns how many there were.
    pub fn run(mut self, mut target: impl FnMut(&[u8])) -> u64 {
        assert!(!self.seeds.is_empty(), "{} has nothing to begin with", self.name);
        let seconds = variable("BAREME_FUZZ_SECONDS").map_or(SECONDS, |text| text.parse().unwrap());
        let end = Instant::now() + Duration::from_secs(seconds);
        let mut tried = 0;
        for seed in self.seeds.clone() {
            self.try_one(&seed, &mut target);
            tried += 1;
        }
        while Instant::now() < end {
            let input = self.changed();
            self.try_one(&input, &mut target);
            tried += 1;
        }
        eprintln!("{}: {tried} inputs in {seconds} s", self.name);
        tried
    }

    fn try_one(&self, input: &[u8], target: &mut impl FnMut(&[u8])) {
        let begin = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| target(input)));
        let took = begin.elapsed();
        if outcome.is_ok() && took < LONGEST {
            return;
        }
        let path = self.kept(input);
        let shown: String = String::from_utf8_lossy(input).chars().take(2_000).collect();
        eprintln!("{} took {took:?} for this input, kept as {}:\n{shown:?}", self.name, path.display());
        match outcome {
            Err(panic) => resume_unwind(panic),
            Ok(()) => panic!("{} takes longer than {LONGEST:?}", self.name),
        }
    }

    fn kept(&self, input: &[u8]) -> PathBuf {
        let tests = std::env::current_exe().unwrap();
        let folder = tests.ancestors().nth(2).unwrap_or(Path::new(".")).join("fuzz");
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join(format!("{}-{:x}", self.name, self.random.0));
        fs::write(&path, input).unwrap();
        path
    }

    /// A seed with a few changes.
    fn changed(&mut self) -> Vec<u8> {
        let mut input = self.seed();
        for _ in 0..=self.random.below(6) {
            self.change(&mut input);
        }
        input.truncate(MOST_BYTES);
        input
    }

    fn seed(&mut self) -> Vec<u8> {
        let at = self.random.below(self.seeds.len());
        self.seeds[at].clone()
    }

    fn change(&mut self, input: &mut Vec<u8>) {
        const ODD: [u8; 12] = [0, b'"', b'\'', b'\n', b'\r', b',', b'=', b'[', b'{', b'9', 0x80, 0xFF];
        let at = self.random.below(input.len() + 1);
        let end = (at + self.random.below(40)).min(input.len());
        match self.random.below(9) {
            0 if at < input.len() => input[at] ^= 1 << self.random.below(8),
            1 if at < input.len() => input[at] = ODD[self.random.below(ODD.len())],
            2 => drop(input.drain(at..end)),
            3 => {
                let part = input[at..end].to_vec();
                let times = [1, 2, 50][self.random.below(3)];
                input.splice(at..at, part.repeat(times));
            }
            4 | 5 if !self.words.is_empty() => {
                let word = self.words[self.random.below(self.words.len())].clone();
                let replaced = if self.random.below(2) == 0 { at } else { end };
                input.splice(at..replaced, word);
            }
            6 => {
                let other = self.seed();
                let from = self.random.below(other.len() + 1);
                input.truncate(at);
                input.extend_from_slice(&other[from..]);
            }
            7 => input.truncate(at),
            _ => {
                let numbers: [&[u8]; 8] = [
                    b"0",
                    b"-1",
                    b"1e308",
                    b"9223372036854775807",
                    b"-0.005",
                    b"NaN",
                    b"1e-400",
                    b"2026-02-30",
                ];
                let number = numbers[self.random.below(numbers.len())];
                input.splice(at..at, number.iter().copied());
            }
        }
    }
}

/// Numbers as `SplitMix64` gives them (Steele, Lea, Flood 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end.max(1)).unwrap()).unwrap()
    }
}
