//! Rates as the pictures write them.

use bareme_reporting::Proportion;

use crate::i18n::Text;

/// The rate and its interval in words; a dash and nothing out of nothing.
pub(super) fn rate(t: Text, proportion: Option<Proportion>) -> (String, String) {
    let share = proportion.and_then(Proportion::rate);
    let interval = proportion.and_then(Proportion::interval);
    (
        share.map_or_else(|| String::from("–"), |rate| t.share(&rate)),
        interval
            .map(|ends| t.with2("interval", "low", t.share(&ends.low), "high", t.share(&ends.high)))
            .unwrap_or_default(),
    )
}
