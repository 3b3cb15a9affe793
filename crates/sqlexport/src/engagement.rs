//! Engagement: signals under their limits and caps, tiers of which the best counts, penalties and adjustments.

use bareme_scoring::model::{Curve, Decay};
use bareme_scoring::{
    ActivityFilter, CategoryRules, DAY_MS, EngagementCategory, EngagementRules, Points, Signal, Tier,
};

use crate::dialect::{common, real, text};
use crate::fit::share;
use crate::{Writer, pattern};

/// Half-lives after which nothing is left of an activity, not even in the last bit.
const MOST_HALF_LIVES: i64 = 1_075;

pub(crate) fn write(writer: &mut Writer<'_>) {
    let model = writer.model;
    let Some(rules) = &model.engagement else {
        writer.part("contact_engagement", "  SELECT id, 0 AS engagement FROM scored");
        return;
    };
    let as_of = writer.as_of.millis();
    writer.part(
        "acts",
        format!(
            "  SELECT contact_id, happened_at, {as_of} - happened_at AS age,\n\
             happened_at - (((happened_at % {DAY_MS}) + {DAY_MS}) % {DAY_MS}) AS day,\n\
             activity, content_type, content, campaign, channel\n\
             FROM plain_activities WHERE happened_at <= {as_of}"
        ),
    );
    let mut categories = Vec::new();
    for (index, category) in rules.categories.iter().enumerate() {
        let text = match &category.rules {
            CategoryRules::Accumulate { cap, signals } => {
                let signals = rules.signals.get(signals.clone()).unwrap_or_default();
                accumulate(writer, category, *cap, signals)
            }
            CategoryRules::Tiers { rows } => {
                tiers(writer, category, rules.tiers.get(rows.clone()).unwrap_or_default())
            }
        };
        let name = format!("category_{index}");
        writer.part(&name, text);
        categories.push(name);
    }
    whole(writer, rules, &categories);
}

/// The categories, the penalties and the adjustments together, held in 0 to 100.
fn whole(writer: &mut Writer<'_>, rules: &EngagementRules, categories: &[String]) {
    let as_of = writer.as_of.millis();
    let mut sum: Vec<String> = categories.iter().map(|name| format!("COALESCE({name}.points, 0)")).collect();
    for penalty in &rules.penalties {
        let mut parts = vec!["1 = 1".to_owned()];
        if let Some(length) = penalty.inactive_ms {
            parts.push(format!("(last.happened_at IS NULL OR {as_of} - last.happened_at > {length})"));
        }
        if let Some(when) = &penalty.when {
            parts.push(writer.condition(when, &penalty.path));
        }
        let points = penalty.points.hundredths();
        sum.push(format!("CASE WHEN {} THEN {points} ELSE 0 END", parts.join(" AND ")));
    }
    writer.part(
        "adjusted",
        format!(
            "  SELECT contact_id, SUM(hundredths) AS points FROM plain_adjustments\n\
             WHERE model = {} AND begins_at <= {as_of} AND ends_at > {as_of} GROUP BY contact_id",
            text(&writer.model.name)
        ),
    );
    sum.push("COALESCE(adjusted.points, 0)".to_owned());
    let joins: Vec<String> = categories
        .iter()
        .map(|name| format!("\nLEFT JOIN {name} ON {name}.contact_id = scored.id"))
        .collect();
    let dialect = writer.dialect;
    let clipped = dialect.least("10000", &dialect.greatest("0", "raw"));
    writer.part(
        "contact_engagement",
        format!(
            "  SELECT id, CAST({clipped} AS BIGINT) AS engagement FROM (\nSELECT scored.id AS id,\n{} AS raw\n\
             FROM scored{}\nLEFT JOIN adjusted ON adjusted.contact_id = scored.id\n\
             LEFT JOIN (SELECT contact_id, MAX(happened_at) AS happened_at FROM acts GROUP BY contact_id) AS last\n\
             ON last.contact_id = scored.id) AS raw_engagement",
            sum.join("\n+ "),
            joins.concat()
        ),
    );
}

fn accumulate(
    writer: &mut Writer<'_>,
    category: &EngagementCategory,
    cap: Points,
    signals: &[Signal],
) -> String {
    let lines: Vec<String> =
        signals.iter().map(|signal| counted(writer, signal, category.weight, cap)).collect();
    let most = i64::from(category.weight) * 100;
    let held = writer.dialect.least(&most.to_string(), &writer.dialect.greatest("0", "SUM(points)"));
    let none = "SELECT CAST(NULL AS BIGINT) AS contact_id, 0 AS points WHERE 1 = 0".to_owned();
    let lines = if lines.is_empty() { none } else { lines.join("\nUNION ALL\n") };
    format!("  SELECT contact_id, {held} AS points FROM (\n{lines}\n) AS lines GROUP BY contact_id")
}

/// Points of one signal, by contact.
fn counted(writer: &mut Writer<'_>, signal: &Signal, weight: u32, cap: Points) -> String {
    let dialect = writer.dialect;
    let rooms = rooms(writer, signal);
    let sign = signal.points.hundredths().signum();
    let cap = cap.hundredths();
    if let Curve::HalfLife(length) = signal.decay.curve {
        // In the order in which the ledger computes it.
        let points = dialect.half_even("points");
        return format!(
            "SELECT contact_id, {points} AS points FROM (\nSELECT contact_id, 100.0 * ({weight} * worth / {}) AS points FROM (\n\
             SELECT contact_id, SUM({sign} * room * POWER({}, -age / {})) AS worth\nFROM {rooms} GROUP BY contact_id\n) AS sums) AS lines",
            real_of(cap),
            real(2.0),
            real_of(length)
        );
    }
    let factor = match signal.decay.curve {
        Curve::Linear(length) => format!("({length} - age)"),
        Curve::Step { percent, every_ms } => {
            let steps = dialect.divided("age", &every_ms.max(1).to_string());
            format!("(10000 - {} * {steps})", percent.hundredths())
        }
        Curve::Full | Curve::HalfLife(_) => "1".to_owned(),
    };
    let times = 100 * i128::from(weight);
    let divisor = i128::from(signal.decay.curve.denominator()) * i128::from(cap);
    let shared = common(times, divisor).max(1);
    let points = dialect.ratio("worth", divisor / shared);
    format!(
        "SELECT contact_id, {points} AS points FROM (\nSELECT contact_id, {} * SUM({sign} * room * {factor}) AS worth\n\
         FROM {rooms} GROUP BY contact_id) AS sums",
        times / shared
    )
}

#[expect(clippy::cast_precision_loss, reason = "spans and caps are far below 2^53")]
fn real_of(number: i64) -> String {
    real(number as f64)
}

/// The activities that a signal counts, each with the points for which its limits leave room.
fn rooms(writer: &mut Writer<'_>, signal: &Signal) -> String {
    let dialect = writer.dialect;
    let mut filter = filter(writer, &signal.filter, &signal.path);
    fresh(writer, &signal.decay, &mut filter);
    let points = signal.points.hundredths().abs();
    let source = format!("acts WHERE {}", filter.join(" AND "));
    if signal.per_day.is_none() && signal.in_all.is_none() {
        return format!("(SELECT contact_id, age, {points} AS room FROM {source}) AS rooms");
    }
    let today = signal.per_day.map_or_else(
        || points.to_string(),
        |limit| {
            let before = "(ROW_NUMBER() OVER (PARTITION BY contact_id, day ORDER BY place) - 1)";
            let left = format!("{} - {before} * {points}", limit.hundredths());
            dialect.least(&points.to_string(), &dialect.greatest("0", &left))
        },
    );
    let room = signal.in_all.map_or_else(
        || "today".to_owned(),
        |limit| {
            let before = "COALESCE(SUM(today) OVER (PARTITION BY contact_id ORDER BY place \
                          ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)";
            let left = format!("{} - {before}", limit.hundredths());
            dialect.least("today", &dialect.greatest("0", &left))
        },
    );
    format!(
        "(\nSELECT contact_id, age, {room} AS room FROM (\nSELECT contact_id, age, place, {today} AS today FROM (\n\
         SELECT contact_id, age, day, ROW_NUMBER() OVER (PARTITION BY contact_id ORDER BY happened_at) AS place\n\
         FROM {source}) AS placed) AS days) AS rooms"
    )
}

/// That something is left of an activity.
fn fresh(writer: &Writer<'_>, decay: &Decay, filter: &mut Vec<String>) {
    if let Some(window) = decay.window_ms {
        filter.push(format!("age <= {window}"));
    }
    match decay.curve {
        Curve::Full => {}
        Curve::HalfLife(length) => {
            filter.push(format!("age < {}", length.saturating_mul(MOST_HALF_LIVES)));
        }
        Curve::Linear(length) => filter.push(format!("age < {length}")),
        Curve::Step { percent, every_ms } => {
            let steps = writer.dialect.divided("age", &every_ms.max(1).to_string());
            filter.push(format!("{} * {steps} < 10000", percent.hundredths()));
        }
    }
}

fn tiers(writer: &mut Writer<'_>, category: &EngagementCategory, tiers: &[Tier]) -> String {
    let weight = Points::from_whole(i64::from(category.weight));
    let mut lines = vec!["SELECT id AS contact_id, 0 AS points FROM scored".to_owned()];
    for tier in tiers {
        let mut filter = filter(writer, &tier.filter, &tier.path);
        if let Some(within) = tier.within_ms {
            filter.push(format!("age <= {within}"));
        }
        let points = share(weight, tier.percent);
        if tier.at_least == 0 {
            lines.push(format!("SELECT id AS contact_id, {points} AS points FROM scored"));
        } else {
            lines.push(format!(
                "SELECT contact_id, {points} AS points FROM acts WHERE {} GROUP BY contact_id HAVING COUNT(*) >= {}",
                filter.join(" AND "),
                tier.at_least
            ));
        }
    }
    format!(
        "  SELECT contact_id, MAX(points) AS points FROM (\n{}\n) AS lines GROUP BY contact_id",
        lines.join("\nUNION ALL\n")
    )
}

/// What an activity must be to concern a rule.
fn filter(writer: &mut Writer<'_>, filter: &ActivityFilter, place: &str) -> Vec<String> {
    let mut parts = vec![format!("activity = {}", text(&filter.activity))];
    for (column, wanted) in
        [("content_type", &filter.content_type), ("campaign", &filter.campaign), ("channel", &filter.channel)]
    {
        if let Some(wanted) = wanted {
            parts.push(format!("{column} = {}", text(wanted)));
        }
    }
    if let Some(content) = &filter.content {
        match pattern::glob(content.glob(), "content", writer.dialect) {
            Ok(matches) => parts.push(format!("content IS NOT NULL AND {matches}")),
            Err(why) => writer.refuse(place, format!("the content {content} {why}")),
        }
    }
    parts
}
