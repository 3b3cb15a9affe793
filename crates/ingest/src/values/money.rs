//! Amounts of money: exact hundredths, never through a floating-point number.

use bareme_scoring::Points;

use super::Refusal;
use super::number::{Style, plain};

/// An amount in exact hundredths of the currency's unit.
pub(crate) fn parse(text: &str, style: Style) -> Result<Points, Refusal> {
    let refused = || Refusal::new("not_an_amount", "is not an amount of money");
    let (digits, power) = plain(text, style).ok_or_else(refused)?;
    let (digits, exponent) = match digits.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, exponent.parse::<i32>().map_err(|_| refused())?),
        None => (digits.as_str(), 0),
    };
    let negative = digits.starts_with('-');
    let digits = digits.trim_start_matches(['-', '+']);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let shift =
        i64::from(power) + i64::from(exponent) + 2 - i64::try_from(fraction.len()).unwrap_or(i64::MAX);
    let all: i128 = format!("{whole}{fraction}").parse().map_err(|_| refused())?;
    let hundredths = shifted(all, shift).ok_or_else(|| {
        Refusal::new("amount_not_exact", "is not an amount in whole hundredths that can be kept exactly")
    })?;
    i64::try_from(if negative { -hundredths } else { hundredths })
        .map(Points::from_hundredths)
        .map_err(|_| Refusal::new("amount_too_large", "is too large an amount"))
}

/// `number × 10^shift`, when that is whole and fits.
fn shifted(number: i128, shift: i64) -> Option<i128> {
    if number == 0 {
        return Some(0);
    }
    let factor = 10_i128.checked_pow(u32::try_from(shift.unsigned_abs()).ok()?)?;
    if shift >= 0 { number.checked_mul(factor) } else { (number % factor == 0).then(|| number / factor) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact_to_the_hundredth_or_refused() {
        let plain = Style::default();
        let money = Style { decimal_comma: false, thousands: true, currency: true };
        assert_eq!(parse("1054", plain), Ok(Points::from_hundredths(105_400)));
        assert_eq!(parse("-0.10", plain), Ok(Points::from_hundredths(-10)));
        assert_eq!(parse("12.5000", plain), Ok(Points::from_hundredths(1_250)));
        assert_eq!(parse("2.412E7", plain), Ok(Points::from_hundredths(2_412_000_000)));
        assert_eq!(parse("$1,117.10K", money), Ok(Points::from_hundredths(111_710_000)));
        for wrong in ["12.345", "1e309", "abc", "$5", "", "99999999999999999999"] {
            assert!(parse(wrong, plain).is_err(), "{wrong}");
        }
    }
}
