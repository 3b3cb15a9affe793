//! Is a company suddenly more active? An exact test of recent activity against the activity before it.

use bareme_scoring::SurgeRule;
use serde::Serialize;

/// Recent activity of the people with a direct edge to an account, against the time before.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Surge {
    /// Activities in the recent window.
    pub recent: u64,
    /// Activities in the window before it.
    pub baseline: u64,
    /// Daily rate of the recent window over that of the window before it; `None` when there was nothing before (the
    /// factor would be infinite or undefined).
    pub factor: Option<f64>,
    /// One-sided p-value, see [`surge_p_value`].
    pub p: f64,
    /// Enough activities, and p below the rule's bound.
    pub surging: bool,
}

/// Somebody behind a surge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct SurgePerson {
    /// The contact.
    pub contact: i64,
    /// Activities in the recent window.
    pub recent: u32,
    /// Activities in the window before it.
    pub baseline: u32,
}

/// Tests counts against a rule.
pub fn surge(rule: &SurgeRule, recent: u64, baseline: u64) -> Surge {
    let (recent_days, baseline_days) = (f64::from(rule.recent_days), f64::from(rule.baseline_days));
    let before = number(baseline) / baseline_days;
    let factor = (before > 0.0 && recent_days > 0.0).then(|| number(recent) / recent_days / before);
    let p = surge_p_value(recent, baseline, recent_days / (recent_days + baseline_days));
    Surge { recent, baseline, factor, p, surging: recent >= u64::from(rule.at_least) && p < rule.p }
}

/// One-sided p-value of the exact conditional test of two Poisson rates.
///
/// Under equal rates, `recent` given `recent + baseline` is binomial with the share of the recent window in all days;
/// the value is P(X ≥ recent). 1 without any activity, or when one window has no length.
///
/// Source: J. Przyborowski and H. Wilenski, "Homogeneity of results in testing samples from Poisson series",
/// Biometrika 31 (1940), 313–323.
pub fn surge_p_value(recent: u64, baseline: u64, share: f64) -> f64 {
    let all = recent + baseline;
    if recent == 0 || share.is_nan() || share <= 0.0 || share >= 1.0 {
        return 1.0;
    }
    let odds = share / (1.0 - share);
    if number(recent) > number(all) * share {
        // Above the mean the terms fall: add them upwards from the first.
        let first = binomial_term(all, recent, share);
        let ratio = |k: u64| number(all - k) / number(k + 1) * odds;
        sum_falling(first, recent, all, ratio).min(1.0)
    } else {
        // Below it the other tail is the short one: add it downwards and take it from 1.
        let first = binomial_term(all, recent - 1, share);
        let ratio = |step: u64| number(recent - 1 - step) / number(all + 2 + step - recent) / odds;
        (1.0 - sum_falling(first, 0, recent - 1, ratio)).clamp(0.0, 1.0)
    }
}

/// Adds `first` and the terms after it, each the one before times its ratio, until they no longer matter.
fn sum_falling(first: f64, from: u64, to: u64, ratio: impl Fn(u64) -> f64) -> f64 {
    let mut term = first;
    let mut sum = first;
    for k in from..to {
        term *= ratio(k);
        sum += term;
        if term < sum * 1e-18 {
            break;
        }
    }
    sum
}

/// C(n, k) × p^k × (1 − p)^(n − k), with the same digits on every machine.
fn binomial_term(n: u64, k: u64, p: f64) -> f64 {
    let (n, k) = (number(n), number(k));
    let choose = libm::lgamma(n + 1.0) - libm::lgamma(k + 1.0) - libm::lgamma(n - k + 1.0);
    libm::exp(choose + k * libm::log(p) + (n - k) * libm::log1p(-p))
}

#[expect(clippy::cast_precision_loss, reason = "counts of activities are far below 2^52")]
fn number(count: u64) -> f64 {
    count as f64
}
