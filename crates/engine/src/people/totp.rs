//! The second factor: codes of an app, by RFC 6238 with SHA-1, six digits and 30 seconds, which every app knows.

use bareme_scoring::Instant;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use url::Url;

use super::secret::{Secret, random};
use crate::Result;

/// Length of a step, in milliseconds.
const STEP: i64 = 30_000;
/// Steps before and after now that count, since clocks differ.
const DRIFT: i64 = 1;
const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// A fresh secret of 160 bits, base32.
pub(super) fn fresh() -> Result<Secret> {
    Ok(Secret::new(base32(&random::<20>()?)))
}

/// The address that an app reads from a picture.
pub(super) fn link(secret: &Secret, email: &str) -> Secret {
    let Ok(mut link) = Url::parse("otpauth://totp/") else { return Secret::default() };
    if let Ok(mut path) = link.path_segments_mut() {
        path.pop_if_empty().push(&format!("Bareme:{email}"));
    }
    link.query_pairs_mut().append_pair("secret", secret.reveal()).append_pair("issuer", "Bareme");
    Secret::new(link)
}

/// The step that a code belongs to, when it is right at `now` and later than the last one that was used.
pub(super) fn step_of(secret: &Secret, code: &str, now: i64, last: i64) -> Option<i64> {
    let typed: String = code.chars().filter(|letter| !letter.is_whitespace()).collect();
    let key = unbase32(secret.reveal())?;
    let here = now.div_euclid(STEP);
    // All are computed, whichever fits.
    let fitting: Vec<i64> =
        (here - DRIFT..=here + DRIFT).filter(|step| same(&code_at(&key, *step), &typed)).collect();
    fitting.into_iter().find(|step| *step > last)
}

/// The code of a step.
fn code_at(key: &[u8], step: i64) -> String {
    let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(key) else { return String::new() };
    mac.update(&step.to_be_bytes());
    let tag = mac.finalize().into_bytes();
    let offset = tag.last().map_or(0, |byte| usize::from(byte & 15));
    let number = tag.iter().skip(offset).take(4).fold(0_u32, |number, byte| number << 8 | u32::from(*byte));
    format!("{:06}", (number & 0x7fff_ffff) % 1_000_000)
}

/// Compared as a whole, so that time does not tell how much of it was right.
fn same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

/// Base32 without padding (RFC 4648).
pub(super) fn base32(bytes: &[u8]) -> String {
    let bits: Vec<u8> = bytes.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1)).collect();
    let letter = |five: &[u8]| {
        let index = five.iter().fold(0, |index, bit| index << 1 | usize::from(*bit)) << (5 - five.len());
        LETTERS.get(index).map_or('A', |letter| char::from(*letter))
    };
    bits.chunks(5).map(letter).collect()
}

fn unbase32(text: &str) -> Option<Vec<u8>> {
    let mut bits = Vec::new();
    for letter in text.bytes() {
        let index = LETTERS.iter().position(|known| *known == letter.to_ascii_uppercase())?;
        bits.extend((0..5).rev().map(|bit| index >> bit & 1 == 1));
    }
    Some(
        bits.chunks_exact(8)
            .map(|byte| byte.iter().fold(0, |byte, bit| byte << 1 | u8::from(*bit)))
            .collect(),
    )
}

/// The code that an app with a secret shows at a moment, for tests.
pub fn code_shown(secret: &Secret, at: Instant) -> Option<Secret> {
    unbase32(secret.reveal()).map(|key| Secret::new(code_at(&key, at.millis().div_euclid(STEP))))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, SHA-1, of which six digits are taken.
    #[test]
    fn codes_are_those_of_the_standard() {
        let key = b"12345678901234567890";
        for (seconds, code) in [
            (59_i64, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code_at(key, seconds / 30), code, "{seconds}");
        }
    }

    #[test]
    fn base32_is_that_of_the_standard_and_comes_back() {
        for (plain, text) in [("f", "MY"), ("fo", "MZXQ"), ("foobar", "MZXW6YTBOI")] {
            assert_eq!(base32(plain.as_bytes()), text);
            assert_eq!(unbase32(text).unwrap(), plain.as_bytes());
        }
        assert_eq!(unbase32("M1"), None);
    }

    #[test]
    fn a_code_counts_a_step_around_now_and_once() {
        let secret = Secret::new(base32(b"12345678901234567890"));
        let now = 1_111_111_109_000;
        let code = code_at(b"12345678901234567890", now / STEP);
        assert_eq!(step_of(&secret, &code, now, 0), Some(now / STEP));
        assert_eq!(step_of(&secret, " 081 804 ", now, 0), Some(now / STEP));
        assert!(step_of(&secret, &code, now + STEP, 0).is_some());
        assert_eq!(step_of(&secret, &code, now + 2 * STEP, 0), None, "too late");
        assert_eq!(step_of(&secret, &code, now, now / STEP), None, "used");
        assert_eq!(step_of(&secret, "", now, 0), None);
    }

    #[test]
    fn the_address_for_an_app_names_the_site_and_the_person() {
        let link = link(&Secret::new("ABC"), "ana+b@example.com");
        assert_eq!(link.reveal(), "otpauth://totp/Bareme:ana+b@example.com?secret=ABC&issuer=Bareme");
    }
}
