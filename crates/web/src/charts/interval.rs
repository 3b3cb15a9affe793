//! A rate with its interval, small enough for a table.

use bareme_reporting::{Interval, Proportion};

/// The interval as a band and the rate as a mark on a track from 0 to 1; nothing out of nothing. The figures stand
/// beside it in the table, so the picture is hidden from screen readers.
pub fn interval_bar(proportion: &Proportion) -> String {
    match (proportion.rate(), proportion.interval()) {
        (Some(rate), Some(interval)) => interval_mark(rate, interval),
        _ => String::new(),
    }
}

/// The same from figures.
pub fn interval_mark(rate: f64, interval: Interval) -> String {
    format!(
        "<svg class=\"interval-bar\" viewBox=\"0 0 100 12\" preserveAspectRatio=\"none\" aria-hidden=\"true\" \
         focusable=\"false\"><rect class=\"track\" y=\"3\" width=\"100\" height=\"6\"/><rect class=\"range\" \
         x=\"{:.2}\" y=\"1\" width=\"{:.2}\" height=\"10\"/><rect class=\"point\" x=\"{:.2}\" width=\"1.4\" \
         height=\"12\"/></svg>",
        interval.low * 100.0,
        ((interval.high - interval.low) * 100.0).max(0.5),
        (rate * 100.0 - 0.7).clamp(0.0, 98.6),
    )
}
