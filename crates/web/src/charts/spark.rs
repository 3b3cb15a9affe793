//! A trend as small as a word, for rows of lists.

use std::fmt::Write;

use bareme_engine::view::TrendPoint;

use super::axis::Scale;
use crate::i18n::Text;

const WIDTH: f64 = 88.0;
const HEIGHT: f64 = 26.0;

impl Text {
    /// Engagement over the time of the points on a scale of 0 to 100, so that rows can be compared; a dash without a trend.
    #[expect(clippy::cast_precision_loss, reason = "moments are below 2^53 milliseconds")]
    pub fn spark(self, points: &[TrendPoint]) -> String {
        let [first, .., last] = points else { return String::from("<span class=\"muted\">–</span>") };
        let across = Scale::new(first.at.millis() as f64, last.at.millis() as f64, 1.0, WIDTH - 3.0);
        let down = Scale::new(0.0, 100.0, HEIGHT - 2.0, 2.0);
        let mut path = String::new();
        for point in points {
            let (x, y) = (across.at(point.at.millis() as f64), down.at(point.engagement.as_f64()));
            let _ = write!(path, "{}{x:.1} {y:.1}", if path.is_empty() { "M" } else { "L" });
        }
        let days = last.at.days_since(first.at).round();
        let change = format!("{} → {}", self.points(&first.engagement), self.points(&last.engagement));
        let label = self.with2("spark-label", "change", change, "days", self.decimal(&days, 0));
        format!(
            "<svg class=\"spark series-1\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{label}\">\
             <path class=\"area\" d=\"{path}L{:.1} {HEIGHT}L1 {HEIGHT}Z\"/><path class=\"line\" d=\"{path}\"/>\
             <circle class=\"dot\" cx=\"{:.1}\" cy=\"{:.1}\" r=\"2.2\"/></svg>",
            WIDTH - 3.0,
            WIDTH - 3.0,
            down.at(last.engagement.as_f64()),
        )
    }
}
