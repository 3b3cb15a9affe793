//! Numbers as people and exports write them; only finite ones.

use super::Refusal;

/// The code of a number that is not finite.
pub(crate) const TOO_LARGE: &str = "number_too_large";

/// What may stand in a number besides digits, a point and an exponent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Style {
    /// `1.234,5` is 1234.5.
    pub decimal_comma: bool,
    /// `1,234.5` (or, with a decimal comma, `1.234,5`; with spaces, always) is 1234.5.
    pub thousands: bool,
    /// `$5`, `5 €`, `EUR 5` and `1.5K`, `2M` are numbers.
    pub currency: bool,
}

/// A number, not rounded. The refusal goes on after the value: "'x' is not a number".
pub(crate) fn parse(text: &str, style: Style) -> Result<f64, Refusal> {
    let (plain, power) = plain(text, style).ok_or_else(|| not_a_number(style))?;
    let number: f64 = plain.parse().map_err(|_| not_a_number(style))?;
    let number = if power == 0 { number } else { number * 10_f64.powi(power) };
    if number.is_finite() { Ok(number) } else { Err(Refusal::new(TOO_LARGE, "is too large to be a number")) }
}

fn not_a_number(style: Style) -> Refusal {
    if style == Style::default() {
        let hint =
            "is not a number; a mapping can allow decimal_comma, thousands_separators and currency_signs";
        Refusal::new("not_a_number", hint)
    } else {
        Refusal::new("not_a_number_as_mapped", "is not a number")
    }
}

/// The number with a decimal point and without ornaments, and the power of ten that a letter behind it stands for.
/// `None` when it has a shape that no number has.
pub(crate) fn plain(text: &str, style: Style) -> Option<(String, i32)> {
    let mut text = text.trim().to_owned();
    let mut power = 0;
    if style.currency {
        (text, power) = without_currency(&text);
    }
    if style.thousands || style.decimal_comma {
        text = without_thousands(&text, style)?;
    }
    is_plain(&text).then_some((text, power))
}

fn without_currency(text: &str) -> (String, i32) {
    let is_sign =
        |c: char| matches!(c, '$' | '€' | '£' | '¥' | '₹' | '₽' | '₩' | '\u{20A3}') || c.is_whitespace();
    let negative = text.starts_with('-') || (text.starts_with('(') && text.ends_with(')'));
    let bare = text.trim_matches(|c: char| is_sign(c) || matches!(c, '-' | '(' | ')'));
    let bare = without_code(bare).trim_matches(is_sign);
    let (digits, power) = match bare.char_indices().next_back() {
        Some((at, 'k' | 'K')) => (bare.get(..at).unwrap_or_default(), 3),
        Some((at, 'm' | 'M')) => (bare.get(..at).unwrap_or_default(), 6),
        Some((at, 'b' | 'B')) => (bare.get(..at).unwrap_or_default(), 9),
        _ => (bare, 0),
    };
    let sign = if negative { "-" } else { "" };
    (format!("{sign}{}", digits.trim()), power)
}

/// `EUR 5` and `5 EUR` without the three letters.
fn without_code(text: &str) -> &str {
    let is_code = |code: &str| code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    if text.get(..3).is_some_and(is_code) {
        return text.get(3..).unwrap_or_default();
    }
    let split = text.len().saturating_sub(3);
    if text.get(split..).is_some_and(is_code) { text.get(..split).unwrap_or_default() } else { text }
}

/// Groups must have three digits, so that `1,5` is never taken for 15.
fn without_thousands(text: &str, style: Style) -> Option<String> {
    let (point, group) = if style.decimal_comma { (',', '.') } else { ('.', ',') };
    let (whole, fraction) = match text.split_once(point) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let is_group = |c: char| style.thousands && (c == group || c == '\'' || c.is_whitespace());
    let mut groups = whole.split(is_group);
    let mut digits = groups.next()?.to_owned();
    let head_is_short = digits.trim_start_matches(['-', '+']).len() <= 3;
    for next in groups {
        if next.len() != 3 || !head_is_short || digits.is_empty() {
            return None;
        }
        digits.push_str(next);
    }
    match fraction {
        Some(fraction) => Some(format!("{digits}.{fraction}")),
        None => Some(digits),
    }
}

/// Optional sign, digits with at most one point, optional exponent.
fn is_plain(text: &str) -> bool {
    let bytes = text.strip_prefix(['-', '+']).unwrap_or(text).as_bytes();
    let (mantissa, exponent) = match bytes.iter().position(|byte| matches!(byte, b'e' | b'E')) {
        Some(at) => (&bytes[..at], Some(&bytes[at + 1..])),
        None => (bytes, None),
    };
    let points = memchr::memchr_iter(b'.', mantissa).count();
    let digits = mantissa.iter().filter(|byte| byte.is_ascii_digit()).count();
    let exponent_is_right = exponent.is_none_or(|exponent| {
        let digits = exponent.strip_prefix(b"-").or(exponent.strip_prefix(b"+")).unwrap_or(exponent);
        !digits.is_empty() && digits.iter().all(u8::is_ascii_digit)
    });
    digits > 0 && points <= 1 && digits + points == mantissa.len() && exponent_is_right
}

/// Whether a text has the shape of a number, however large.
pub(crate) fn is_meant(text: &str, style: Style) -> bool {
    plain(text, style).is_some()
}

/// Whether a text has the shape of a number and is none, because it is not finite.
pub(crate) fn is_too_large(text: &str, style: Style) -> bool {
    parse(text, style).is_err_and(|refusal| refusal.code == TOO_LARGE)
}

/// Whether a column of such values may be called a column of numbers: no leading zeros (`00123` is a code), not so many
/// digits that a floating-point number would change them (long ids), finite.
pub(crate) fn is_surely_number(text: &str, style: Style) -> bool {
    let Some((plain, _)) = plain(text, style) else { return false };
    let digits = plain.trim_start_matches('-');
    let mut bytes = digits.bytes();
    let leading_zero = bytes.next() == Some(b'0') && bytes.next().is_some_and(|byte| byte.is_ascii_digit());
    let significant = digits.bytes().filter(u8::is_ascii_digit).count();
    let sign = digits.starts_with('+');
    !leading_zero && !sign && significant <= 15 && plain.parse::<f64>().is_ok_and(f64::is_finite)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Style = Style { decimal_comma: false, thousands: false, currency: false };

    #[test]
    fn only_finite_plain_numbers_are_numbers_unless_the_mapping_says_more() {
        assert_eq!(parse("-1.5e3", PLAIN), Ok(-1500.0));
        for wrong in ["1e309", "NaN", "inf", "1,5", "$5", "1 000", "", "-", ".", "1e", "0x10"] {
            assert!(parse(wrong, PLAIN).is_err(), "{wrong}");
        }
        assert_eq!(parse("1e309", PLAIN).unwrap_err().code, "number_too_large");
    }

    #[test]
    fn ornaments_are_read_where_they_are_allowed() {
        let comma = Style { decimal_comma: true, thousands: true, currency: false };
        assert_eq!(parse("1.234.567,5", comma), Ok(1_234_567.5));
        assert_eq!(parse("1\u{202F}234,5", comma), Ok(1234.5));
        assert!(parse("1.5", comma).is_err(), "a group has three digits");
        let money = Style { decimal_comma: false, thousands: true, currency: true };
        assert_eq!(parse("$1,117.10K", money), Ok(1_117_100.0));
        assert_eq!(parse("-€22,700.00", money), Ok(-22_700.0));
        assert_eq!(parse("(12.50 EUR)", money), Ok(-12.5));
        assert!(parse("1,5", money).is_err());
    }

    #[test]
    fn codes_and_long_ids_are_not_surely_numbers() {
        for sure in ["0", "0.5", "-12", "1e5", "2020"] {
            assert!(is_surely_number(sure, PLAIN), "{sure}");
        }
        for unsure in ["00123", "+331234", "1234567890123456", "1e309", "12a", "007"] {
            assert!(!is_surely_number(unsure, PLAIN), "{unsure}");
        }
    }
}
