//! Figures as the visitor's language writes them: 1,234.5 or 1 234,5; 62.5% or 62,5 %.

use std::fmt::Display;

use bareme_reporting::{Cell, Kind, Proportion, readable_digits};
use bareme_scoring::Points;

use super::{Language, Text};

/// Groups of three digits and the unit are kept on one line by this space in French.
const NARROW_SPACE: char = '\u{202f}';
/// The minus sign of typography, as wide as a plus.
const MINUS: char = '\u{2212}';

impl Text {
    /// A whole number, digits grouped by three.
    pub fn int(self, number: impl Display) -> String {
        let plain = number.to_string();
        let (sign, digits) = match plain.strip_prefix('-') {
            Some(digits) => (Some(MINUS), digits),
            None => (None, plain.as_str()),
        };
        sign.into_iter().chain(self.group(digits).chars()).collect()
    }

    /// Points with their two digits.
    pub fn points(self, points: &Points) -> String {
        self.fixed(points.hundredths(), 2)
    }

    /// Points with their sign: a change, or a line that takes.
    pub fn signed(self, points: &Points) -> String {
        let plus = if points.hundredths() > 0 { "+" } else { "" };
        format!("{plus}{}", self.points(points))
    }

    /// A percentage that is kept in points: as short as it is exact (50 %, 62.5 %, 33.33 %).
    pub fn percent(self, percent: &Points) -> String {
        let hundredths = percent.hundredths();
        let number = if hundredths % 100 == 0 {
            self.int(hundredths / 100)
        } else if hundredths % 10 == 0 {
            self.fixed(hundredths / 10, 1)
        } else {
            self.fixed(hundredths, 2)
        };
        self.with_percent_sign(&number)
    }

    /// A percentage that is kept in points, rounded to a whole one: for lists, where the exact one only distracts.
    pub fn percent_rounded(self, percent: &Points) -> String {
        self.whole_percent((percent.hundredths() + 50).div_euclid(100))
    }

    /// A whole percentage.
    pub fn whole_percent(self, percent: impl Display) -> String {
        let number = self.int(percent);
        self.with_percent_sign(&number)
    }

    /// A share of 0 to 1 as a percentage with one digit.
    pub fn share(self, share: &f64) -> String {
        let number = self.decimal(&(share * 100.0), 1);
        self.with_percent_sign(&number)
    }

    /// A real number with so many digits after the point.
    pub fn decimal(self, number: &f64, digits: usize) -> String {
        let plain = format!("{number:.digits$}");
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
        let mut text = self.int(whole);
        if !fraction.is_empty() {
            text.push(self.point());
            text.push_str(fraction);
        }
        text
    }

    /// A rate; a dash out of none.
    pub fn rate(self, proportion: &Proportion) -> String {
        proportion.rate().map_or_else(|| String::from("–"), |rate| self.share(&rate))
    }

    /// The interval of a rate; empty out of none.
    pub fn rate_interval(self, proportion: &Proportion) -> String {
        proportion.interval().map_or_else(String::new, |ends| {
            self.with2("interval", "low", self.share(&ends.low), "high", self.share(&ends.high))
        })
    }

    /// A value of a table, as its column says; a dash where it is not known.
    pub fn cell(self, cell: &Cell, kind: Kind) -> String {
        match (cell, kind) {
            (Cell::Empty, _) => String::from("–"),
            (Cell::Text(text), _) => text.clone(),
            (Cell::Count(count), _) => self.int(count),
            (Cell::Number(share), Kind::Share) => self.share(share),
            (Cell::Number(number), Kind::Number { digits }) => {
                self.decimal(number, usize::from(readable_digits(*number, digits)))
            }
            (Cell::Number(number), _) => self.decimal(number, 2),
            (Cell::Hundredths(points), _) => self.points(points),
            (Cell::Moment(at), Kind::Moment) => self.moment(at),
            (Cell::Moment(at), _) => self.date(at),
            (Cell::Flag(flag), _) => self.say(if *flag { "yes" } else { "no" }),
        }
    }

    /// The same with the unit that the kind does not say: 12.3 days.
    pub fn cell_in(self, cell: &Cell, kind: Kind, unit: Option<&str>) -> String {
        match unit {
            Some(unit) if *cell != Cell::Empty => format!("{}\u{a0}{unit}", self.cell(cell, kind)),
            _ => self.cell(cell, kind),
        }
    }

    /// A value on an axis, as short as it is exact: 40%, 62.1%, 12 days.
    pub fn measured(self, value: f64, kind: Kind, unit: Option<&str>) -> String {
        let text = match kind {
            Kind::Share if (value * 100.0).fract().abs() < 1e-9 => {
                self.whole_percent(format!("{:.0}", value * 100.0))
            }
            Kind::Share => self.share(&value),
            _ if value.fract().abs() < 1e-9 => self.decimal(&value, 0),
            _ => self.decimal(&value, 1),
        };
        match unit {
            Some(unit) => format!("{text}\u{a0}{unit}"),
            None => text,
        }
    }

    /// How many times: 3.4×.
    pub fn factor(self, factor: &f64) -> String {
        format!("{}×", self.decimal(factor, 1))
    }

    /// A p-value: `p = 0.0032`, or `p < 0.0001` below that.
    pub fn p_value(self, p: &f64) -> String {
        if *p < 0.0001 {
            format!("p < {}", self.decimal(&0.0001, 4))
        } else {
            format!("p = {}", self.decimal(p, 4))
        }
    }

    /// A fixed-point number from its smallest units.
    fn fixed(self, units: i64, digits: u32) -> String {
        let scale = 10_u64.pow(digits);
        let magnitude = units.unsigned_abs();
        let sign = if units < 0 { String::from(MINUS) } else { String::new() };
        let width = digits as usize;
        format!(
            "{sign}{}{}{:0width$}",
            self.group(&(magnitude / scale).to_string()),
            self.point(),
            magnitude % scale
        )
    }

    fn group(self, digits: &str) -> String {
        let separator = match self.language {
            Language::English => ',',
            Language::French => NARROW_SPACE,
        };
        let mut text = String::with_capacity(digits.len() * 2);
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                text.push(separator);
            }
            text.push(digit);
        }
        text
    }

    fn with_percent_sign(self, number: &str) -> String {
        match self.language {
            Language::English => format!("{number}%"),
            Language::French => format!("{number}{NARROW_SPACE}%"),
        }
    }

    const fn point(self) -> char {
        match self.language {
            Language::English => '.',
            Language::French => ',',
        }
    }
}

#[cfg(test)]
mod tests {
    use bareme_scoring::Instant;

    use super::*;

    fn both() -> (Text, Text) {
        let now = Instant::from_millis(0);
        (Text::new(Language::English, now), Text::new(Language::French, now))
    }

    #[test]
    fn figures_follow_the_language() {
        let (en, fr) = both();
        assert_eq!(en.int(1_234_567), "1,234,567");
        assert_eq!(fr.int(1_234_567), "1\u{202f}234\u{202f}567");
        assert_eq!(en.int(-1234), "\u{2212}1,234");
        assert_eq!(fr.int(12), "12");
        assert_eq!(en.points(&Points::from_hundredths(123_450)), "1,234.50");
        assert_eq!(fr.points(&Points::from_hundredths(-5)), "\u{2212}0,05");
        assert_eq!(en.signed(&Points::from_hundredths(1_500)), "+15.00");
        assert_eq!(en.signed(&Points::ZERO), "0.00");
    }

    #[test]
    fn percentages_are_as_short_as_they_are_exact() {
        let (en, fr) = both();
        assert_eq!(en.percent(&Points::from_whole(50)), "50%");
        assert_eq!(fr.percent(&Points::from_hundredths(6_250)), "62,5\u{202f}%");
        assert_eq!(en.percent(&Points::from_hundredths(3_333)), "33.33%");
        assert_eq!(fr.share(&0.125), "12,5\u{202f}%");
    }

    #[test]
    fn a_value_is_written_as_its_column_says() {
        let (en, fr) = both();
        assert_eq!(en.cell(&Cell::Number(0.621), Kind::Share), "62.1%");
        assert_eq!(
            fr.cell_in(&Cell::Number(12.34), Kind::Number { digits: 1 }, Some("jours")),
            "12,3\u{a0}jours"
        );
        assert_eq!(en.cell(&Cell::Count(1_234), Kind::Count), "1,234");
        assert_eq!(en.cell_in(&Cell::Empty, Kind::Count, Some("days")), "–");
        assert_eq!(en.measured(0.4, Kind::Share, None), "40%");
        assert_eq!(en.measured(12.0, Kind::Number { digits: 1 }, Some("days")), "12\u{a0}days");
    }

    #[test]
    fn tiny_p_values_are_bounded_not_shown_as_zero() {
        let (en, fr) = both();
        assert_eq!(en.p_value(&0.0032), "p = 0.0032");
        assert_eq!(fr.p_value(&1e-9), "p < 0,0001");
    }
}
