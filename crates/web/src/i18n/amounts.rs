//! Amounts of money as people of each language type and read them: 1,234.56 or 1 234,56. What could mean two things is
//! not guessed.

use bareme_scoring::Points;

use super::{Language, Text};

/// More digits before the point are a slip, not an amount.
const MOST_DIGITS: usize = 13;

impl Text {
    /// An amount with its currency; cents only where there are any.
    pub fn money(self, amount: &Points, currency: &str) -> String {
        let hundredths = amount.hundredths();
        let figure = if hundredths % 100 == 0 { self.int(hundredths / 100) } else { self.points(amount) };
        format!("{figure}\u{a0}{currency}")
    }

    /// An amount as it stands in a field.
    pub fn typed_amount(self, amount: &Points) -> String {
        let (whole, cents) = (amount.hundredths() / 100, amount.hundredths() % 100);
        match (cents, self.language) {
            (0, _) => whole.to_string(),
            (_, Language::English) => format!("{whole}.{cents:02}"),
            (_, Language::French) => format!("{whole},{cents:02}"),
        }
    }

    /// What somebody typed as an amount, to the cent; `None` when it cannot be read, or could mean two things.
    pub fn read_amount(self, typed: &str) -> Option<Points> {
        let typed = typed.trim();
        let (negative, typed) = match typed.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (true, rest),
            None => (false, typed),
        };
        let (whole, cents) = match self.language {
            Language::English => split(typed, ',', '.')?,
            // A dot of the number pad is a decimal point where it cannot part thousands.
            Language::French => split(typed, '.', ',').or_else(|| split_plain(typed))?,
        };
        let whole: i64 = whole.parse().ok()?;
        let hundredths = whole.checked_mul(100)?.checked_add(cents)?;
        Some(Points::from_hundredths(if negative { -hundredths } else { hundredths }))
    }
}

/// Whole digits without their groups, and cents.
fn split(typed: &str, group: char, point: char) -> Option<(String, i64)> {
    let (whole, cents) = match typed.split_once(point) {
        Some((whole, cents)) => (whole, cents_of(cents)?),
        None => (typed, 0),
    };
    Some((ungrouped(whole, group)?, cents))
}

/// Digits with a decimal point and nothing else.
fn split_plain(typed: &str) -> Option<(String, i64)> {
    let (whole, cents) = typed.split_once('.')?;
    Some((digits(whole)?, cents_of(cents)?))
}

/// One or two digits after the point.
fn cents_of(typed: &str) -> Option<i64> {
    let cents: i64 = digits(typed)?.parse().ok()?;
    match typed.len() {
        1 => Some(cents * 10),
        2 => Some(cents),
        _ => None,
    }
}

/// Groups of three digits, parted by a sign or by spaces, or no groups.
fn ungrouped(typed: &str, group: char) -> Option<String> {
    let is_space = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}');
    let separator = typed.chars().find(|c| *c == group || is_space(*c));
    let Some(separator) = separator else { return digits(typed) };
    let parts: Vec<&str> = typed.split(separator).collect();
    let (first, others) = parts.split_first()?;
    let fits = (1..=3).contains(&first.len()) && others.iter().all(|part| part.len() == 3);
    if fits { digits(&parts.concat()) } else { None }
}

fn digits(text: &str) -> Option<String> {
    let fits = !text.is_empty() && text.len() <= MOST_DIGITS && text.chars().all(|c| c.is_ascii_digit());
    fits.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use bareme_scoring::Instant;

    use super::*;

    fn read(language: Language, typed: &str) -> Option<i64> {
        Text::new(language, Instant::from_millis(0)).read_amount(typed).map(Points::hundredths)
    }

    #[test]
    fn an_amount_is_read_as_the_language_writes_it_and_never_guessed() {
        let cases = [
            ("1234", Some(123_400), Some(123_400)),
            ("1,234.56", Some(123_456), None),
            ("1.234,56", None, Some(123_456)),
            ("1 234,56", None, Some(123_456)),
            ("1\u{202f}234,5", None, Some(123_450)),
            ("12 000", Some(1_200_000), Some(1_200_000)),
            ("1,234", Some(123_400), None),
            ("1.234", None, Some(123_400)),
            ("1234.5", Some(123_450), Some(123_450)),
            ("1234,5", None, Some(123_450)),
            ("-5", Some(-500), Some(-500)),
            ("12,34,567", None, None),
            ("1,234,56", None, None),
            ("12.345.6", None, None),
            ("1.2345", None, None),
            ("12k", None, None),
            ("€ 5", None, None),
            ("", None, None),
            (".5", None, None),
            ("99999999999999", None, None),
        ];
        for (typed, english, french) in cases {
            assert_eq!(read(Language::English, typed), english, "'{typed}' in English");
            assert_eq!(read(Language::French, typed), french, "'{typed}' in French");
        }
    }

    #[test]
    fn what_a_field_shows_is_read_back() {
        for language in Language::ALL {
            let t = Text::new(language, Instant::from_millis(0));
            for hundredths in [0, 5, 1_200_000, 123_456] {
                let amount = Points::from_hundredths(hundredths);
                assert_eq!(t.read_amount(&t.typed_amount(&amount)), Some(amount), "{hundredths}");
            }
        }
    }

    #[test]
    fn money_shows_cents_only_where_there_are_any() {
        let t = Text::new(Language::English, Instant::from_millis(0));
        assert_eq!(t.money(&Points::from_whole(12_000), "EUR"), "12,000\u{a0}EUR");
        assert_eq!(t.money(&Points::from_hundredths(1_250), "USD"), "12.50\u{a0}USD");
    }
}
