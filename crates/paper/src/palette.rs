//! Print colours. Each stands apart from the others in grey too: by lightness, and lines by their strokes.

/// Text and axes.
pub const INK: &str = "#16242c";
/// Text beside figures.
pub const MUTED: &str = "#55646d";
/// Lines that help the eye.
pub const RULE: &str = "#d5dbdd";
/// What is counted.
pub const ACCENT: &str = "#14605d";
/// What is counted, where an interval is drawn over it.
pub const ACCENT_MIDDLE: &str = "#79aeaa";
/// What is counted beside it.
pub const ACCENT_SOFT: &str = "#b5d5d2";
/// Surfaces without a figure.
pub const FAINT: &str = "#eef2f2";
/// Paper.
pub const WHITE: &str = "#ffffff";
/// What waits.
pub const WARM: &str = "#c77414";
/// A good end.
pub const GOOD: &str = "#1c6b3c";
/// A bad end.
pub const BAD: &str = "#a63a2e";

/// Colours of series, in the order to be used.
pub const SERIES: [&str; 6] = [ACCENT, "#b0641a", "#6a60b8", "#3d444a", "#8d9aa1", "#a63a2e"];

/// From white to the accent by a strength of 0 to 1.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "mixed within 0 to 255")]
pub fn shade(strength: f64) -> String {
    const DEEP: [f64; 3] = [20.0, 96.0, 93.0];
    let strength = strength.clamp(0.0, 1.0);
    let [red, green, blue] = DEEP.map(|deep| (255.0 + (deep - 255.0) * strength).round() as u8);
    format!("#{red:02x}{green:02x}{blue:02x}")
}
