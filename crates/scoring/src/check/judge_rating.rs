//! Ratings that no contact can have.

use super::Code;
use super::reader::{Checker, Read};
use crate::Points;
use crate::model::Thresholds;

/// A percent of a weight, rounded up so that no rating is called unreachable by a rounding.
pub(super) fn share(weight: u32, percent: Points) -> Points {
    let product = i64::from(weight) * percent.hundredths();
    Points::from_hundredths(product.div_euclid(100) + i64::from(product.rem_euclid(100) > 0))
}

/// Whether the weights add to 100; otherwise what can be reached means nothing.
pub(super) fn whole(weights: impl Iterator<Item = Option<u32>>) -> bool {
    weights.sum::<Option<u32>>() == Some(100)
}

impl Checker<'_> {
    /// Warns about bands that nobody reaches when `best` is the most that a contact can have. `forced` says that
    /// the last band can be reached otherwise than by points.
    pub fn judge_bands(
        &mut self,
        thresholds: &Read<Thresholds>,
        best: Points,
        names: [&str; 4],
        what: &str,
        forced: bool,
    ) {
        let [a, b, c, last] = names;
        for (name, threshold) in [a, b, c].into_iter().zip(thresholds.value.0) {
            if threshold > best {
                let message = format!(
                    "nobody can reach {name}: the {what} is {best} at most, the threshold {threshold}; the ratings \
                     {} stay empty",
                    cells(name)
                );
                self.warn(&thresholds.at, Code::UnreachableRating, message);
            }
        }
        let [_, _, third] = thresholds.value.0;
        if third <= Points::ZERO && !forced {
            let message = format!(
                "nobody can fall to {last}: the threshold of {c} is 0; the ratings {} stay empty",
                cells(last)
            );
            self.warn(&thresholds.at, Code::UnreachableRating, message);
        }
    }
}

/// The four ratings of a grade or of a level.
fn cells(name: &str) -> String {
    let level = name.parse::<u8>().is_ok();
    let each = |other: &str| if level { format!("{other}{name}") } else { format!("{name}{other}") };
    if level { ["A", "B", "C", "D"] } else { ["1", "2", "3", "4"] }.map(each).join(", ")
}
