//! The language of a paper: its code, its words, and how it writes values.

use bareme_reporting::{Cell, Kind, readable_digits};

use crate::words::english;

/// What is not known.
const NOTHING: &str = "–";

/// The reader's language. Web and command line bring theirs.
#[derive(Clone, Copy)]
pub struct PaperLanguage<'a> {
    /// ISO 639-1: `en`, `fr`.
    pub code: &'a str,
    /// The message of a key of [`ENGLISH`](crate::ENGLISH), and of those keys of `bareme_reporting::ENGLISH` that pictures show.
    pub words: &'a dyn Fn(&str) -> String,
    /// A cell as text for people, by the kind and the unit of its column. The unit is to be written only where `Some`.
    pub write: &'a dyn Fn(&Cell, Kind, Option<&str>) -> String,
}

impl PaperLanguage<'static> {
    /// English, with figures as the command line writes them, their digits grouped.
    pub fn english() -> Self {
        Self { code: "en", words: &english, write: &write }
    }
}

impl PaperLanguage<'_> {
    pub(crate) fn say(&self, key: &str) -> String {
        (self.words)(key)
    }

    pub(crate) fn cell(&self, cell: &Cell, kind: Kind, unit: Option<&str>) -> String {
        tame(&(self.write)(cell, kind, unit))
    }

    /// A share without digits after the point where it has none: figures of axes.
    pub(crate) fn short_share(&self, share: f64) -> String {
        let percent = share * 100.0;
        if (percent - percent.round()).abs() > 1e-9 {
            return self.cell(&Cell::Number(share), Kind::Share, None);
        }
        // The sign and the space before it are the language's: they follow the last digit of any share.
        let sample = self.cell(&Cell::Number(0.0), Kind::Share, None);
        let sign = sample.rsplit(|c: char| c.is_ascii_digit()).next().unwrap_or("%").to_owned();
        self.cell(&Cell::Number(percent.round()), Kind::Number { digits: 0 }, None) + &sign
    }
}

/// Text without what steers a terminal or turns the direction of what follows; a line break is a space.
pub fn tame(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'))
        .map(|c| match c {
            '\n' | '\t' | '\r' | '\u{2028}' | '\u{2029}' => ' ',
            c if c.is_control() => '·',
            c => c,
        })
        .collect()
}

/// How the command line writes a cell, with digits grouped by three.
fn write(cell: &Cell, kind: Kind, unit: Option<&str>) -> String {
    let text = match cell {
        Cell::Empty => return NOTHING.to_owned(),
        Cell::Text(text) => text.clone(),
        Cell::Count(count) => group(&count.to_string()),
        Cell::Number(number) => match kind {
            Kind::Share => format!("{:.1} %", number * 100.0),
            Kind::Number { digits } => {
                let digits = usize::from(readable_digits(*number, digits));
                group(&format!("{number:.digits$}"))
            }
            _ => group(&number.to_string()),
        },
        Cell::Hundredths(points) => group(&points.to_string()),
        Cell::Moment(moment) if kind == Kind::Date => moment.date().to_string(),
        Cell::Moment(moment) => format!("{} UTC", moment.to_chrono().format("%Y-%m-%d %H:%M")),
        Cell::Flag(flag) => english(if *flag { "report-yes" } else { "report-no" }),
    };
    unit.map_or(text.clone(), |unit| format!("{text} {unit}"))
}

fn group(plain: &str) -> String {
    let (sign, rest) = plain.strip_prefix('-').map_or(("", plain), |rest| ("-", rest));
    let (whole, fraction) = rest.split_once('.').map_or((rest, None), |(whole, rest)| (whole, Some(rest)));
    let mut text = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push('.');
        text.push_str(fraction);
    }
    text
}
