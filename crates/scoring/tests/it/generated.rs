//! Random models, contacts and slips of the pen for the property tests.

use bareme_scoring::document::{Content, Node};
use bareme_scoring::{
    Activity, ActivityKind, Adjustment, Attributes, DAY_MS, Draft, Instant, Points, Subject, Value,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// A contact with everything that a score looks at.
#[derive(Clone, Debug)]
pub struct Contact {
    pub person: Attributes,
    pub account: Attributes,
    pub kinds: Vec<ActivityKind>,
    pub activities: Vec<Activity>,
    pub adjustments: Vec<Adjustment>,
}

impl Contact {
    pub fn subject(&self) -> Subject<'_> {
        Subject {
            contact: &self.person,
            account: Some(&self.account),
            relationship: None,
            activities: &self.activities,
            adjustments: &self.adjustments,
        }
    }
}

const WORDS: [&str; 6] = ["alpha", "Béta", "gamma ray", "alphabet", "42", "2026-03-01"];
const TYPES: [&str; 3] = ["page_view", "download", "form_submit"];
const CONTENTS: [&str; 4] = ["/pricing", "/pricing/enterprise", "/Careers", "guide"];

fn kinds() -> Vec<ActivityKind> {
    let kind = |index: usize| ActivityKind {
        activity: TYPES[index % 3].to_owned(),
        content: (index != 7).then(|| CONTENTS[index % 4].to_owned()),
        channel: index.is_multiple_of(2).then(|| "web".to_owned()),
        ..ActivityKind::default()
    };
    (0..8).map(kind).collect()
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        select(WORDS.to_vec()).prop_map(Value::from),
        (0_i32..100).prop_map(|number| Value::from(f64::from(number) / 2.0)),
        any::<bool>().prop_map(Value::from),
    ]
}

fn attributes() -> impl Strategy<Value = Attributes> {
    proptest::collection::btree_map(select(vec!["a", "b", "c"]).prop_map(str::to_owned), value(), 0..4)
}

fn as_of_ms() -> i64 {
    Instant::parse("2026-06-30T12:00:00Z").unwrap().millis()
}

/// Activities of 200 days before and 20 after, many of them on a round hour so that some coincide.
fn activities() -> impl Strategy<Value = Vec<Activity>> {
    let hour = (-20_i64 * 24..200 * 24).prop_map(|hours| hours * DAY_MS / 24);
    let exact = -20 * DAY_MS..200 * DAY_MS;
    let recent = (0_i64..4).prop_map(|hours| hours * DAY_MS / 24);
    let age = prop_oneof![hour, exact, recent];
    vec((age, 0_u32..8), 0..25).prop_map(|rows| {
        let mut activities: Vec<Activity> = rows
            .into_iter()
            .map(|(age, kind)| Activity { at: Instant::from_millis(as_of_ms() - age), kind })
            .collect();
        activities.sort_unstable();
        activities
    })
}

fn adjustments() -> impl Strategy<Value = Vec<Adjustment>> {
    let one = (-40_i64..40, 0_i64..10, 0_i64..10, select(vec!["ana", "bob"])).prop_map(
        |(points, from, length, by)| {
            let from = Instant::from_millis(as_of_ms()).plus_days(-from);
            Adjustment {
                points: Points::from_hundredths(points * 33),
                reason: "met at a fair".to_owned(),
                by: by.to_owned(),
                from,
                until: from.plus_days(length),
            }
        },
    );
    vec(one, 0..3)
}

pub fn contact() -> impl Strategy<Value = Contact> {
    (attributes(), attributes(), activities(), adjustments()).prop_map(
        |(person, account, activities, adjustments)| Contact {
            person,
            account,
            kinds: kinds(),
            activities,
            adjustments,
        },
    )
}

fn test() -> impl Strategy<Value = String> {
    let word = || select(WORDS.to_vec());
    prop_oneof![
        word().prop_map(|word| format!("is = \"{word}\"")),
        word().prop_map(|word| format!("is_not = \"{word}\"")),
        (word(), word()).prop_map(|(a, b)| format!("in = [\"{a}\", \"{b}\", 7]")),
        (word(), word()).prop_map(|(a, b)| format!("contains_any = [\"{a}\", \"{b}\"]")),
        word().prop_map(|word| format!("starts_with = \"{word}\"")),
        (0..50_i32).prop_map(|number| format!("at_least = {number}")),
        (0..50_i32, 1..50_i32).prop_map(|(low, width)| format!("between = [{low}, {}]", low + width)),
        (0..50_i32).prop_map(|number| format!("below = {number}.5")),
        any::<bool>().prop_map(|known| format!("known = {known}")),
        (1..400_i32).prop_map(|days| format!("within_days = {days}")),
        Just("matches = '^a.*a$'".to_owned()),
        Just("is_true = true".to_owned()),
        Just("after = 2026-01-01".to_owned()),
    ]
}

fn condition() -> impl Strategy<Value = String> {
    let names = vec!["contact.a", "contact.b", "account.a", "account.b", "account.c"];
    let leaf =
        (select(names), test()).prop_map(|(name, test)| format!("{{ attribute = \"{name}\", {test} }}"));
    leaf.prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 1..3).prop_map(|parts| format!("{{ all = [{}] }}", parts.join(", "))),
            vec(inner.clone(), 1..3).prop_map(|parts| format!("{{ any = [{}] }}", parts.join(", "))),
            inner.prop_map(|part| format!("{{ not = {part} }}")),
        ]
    })
}

/// Whole weights that add to 100.
fn weights() -> impl Strategy<Value = Vec<u32>> {
    vec(1_u32..60, 1..5).prop_map(|mut parts| {
        let mut left = 100_u32;
        for part in &mut parts {
            *part = (*part).min(left);
            left -= *part;
        }
        if let Some(last) = parts.last_mut() {
            *last += left;
        }
        parts
    })
}

fn fit_category() -> impl Strategy<Value = String> {
    let criterion = (condition(), 0..=100_u32).prop_map(|(when, percent)| {
        format!("[[fit.category.criterion]]\nwhen = {when}\npercent = {percent}\n")
    });
    (0..=100_u32, vec(criterion, 1..4))
        .prop_map(|(missing, criteria)| format!("missing = {missing}\n{}", criteria.concat()))
}

fn fit() -> impl Strategy<Value = String> {
    let extras = vec((condition(), 1..60_u32), 0..2);
    let knock_outs = vec(condition(), 0..2);
    (weights(), vec(fit_category(), 5), extras, knock_outs).prop_map(
        |(weights, categories, penalties, knock_outs)| {
            let mut text = "[fit]\n".to_owned();
            for (index, (weight, category)) in weights.iter().zip(categories).enumerate() {
                let block = format!("[[fit.category]]\nname = \"f{index}\"\nweight = {weight}\n{category}");
                text.push_str(&block);
            }
            for (index, (when, points)) in penalties.iter().enumerate() {
                let block =
                    format!("[[fit.penalty]]\nname = \"p{index}\"\nwhen = {when}\npoints = -{points}.25\n");
                text.push_str(&block);
            }
            for (index, when) in knock_outs.iter().enumerate() {
                let block = format!("[[fit.knock_out]]\nname = \"k{index}\"\nwhen = {when}\n");
                text.push_str(&block);
            }
            text
        },
    )
}

fn decay() -> impl Strategy<Value = String> {
    let curve = prop_oneof![
        Just(String::new()),
        (1..90_u32).prop_map(|days| format!("half_life_days = {days}")),
        (1..90_u32).prop_map(|days| format!("linear_days = {days}.5")),
        (1..=100_u32, 1..40_u32)
            .prop_map(|(percent, days)| format!("step_percent = {percent}, every_days = {days}")),
    ];
    (curve, proptest::option::of(1..120_u32)).prop_map(|(curve, window)| {
        let window = window.map(|days| format!("window_days = {days}"));
        let parts: Vec<String> =
            Some(curve).filter(|curve| !curve.is_empty()).into_iter().chain(window).collect();
        format!("{{ {} }}", parts.join(", "))
    })
}

fn filter() -> impl Strategy<Value = String> {
    let rest =
        select(vec!["", "content = \"/PRICING*\"\n", "content = \"*careers\"\n", "channel = \"Web\"\n"]);
    (select(TYPES.to_vec()), rest).prop_map(|(activity, rest)| format!("activity = \"{activity}\"\n{rest}"))
}

fn limit(key: &'static str) -> impl Strategy<Value = String> {
    proptest::option::of(1..60_u32)
        .prop_map(move |limit| limit.map_or(String::new(), |limit| format!("{key} = {limit}\n")))
}

fn engagement_category(positive: bool) -> impl Strategy<Value = String> {
    let points = (1..400_i64, any::<bool>()).prop_map(move |(tenths, minus)| {
        let sign = if minus && !positive { "-" } else { "" };
        format!("points = {sign}{}.{}\n", tenths / 10, tenths % 10)
    });
    let own = proptest::option::of(decay())
        .prop_map(|decay| decay.map_or(String::new(), |decay| format!("decay = {decay}\n")));
    let signal = (filter(), points, limit("per_day"), limit("in_all"), own).prop_map(
        |(filter, points, day, all, decay)| {
            format!("[[engagement.category.signal]]\n{filter}{points}{day}{all}{decay}")
        },
    );
    let signals = (1..90_u32, vec(signal, 1..4))
        .prop_map(|(cap, signals)| format!("cap = {cap}\n{}", signals.concat()));
    let row =
        (filter(), proptest::option::of(1..100_u32), 0..=100_u32).prop_map(|(filter, days, percent)| {
            let within = days.map_or(String::new(), |days| format!("within_days = {days}\n"));
            (filter, within, percent)
        });
    // Rows ask for different numbers, so that none is given twice.
    let tiers = vec(row, 1..4).prop_map(|rows| {
        let row = |(index, (filter, within, percent)): (usize, (String, String, u32))| {
            format!(
                "[[engagement.category.tier]]\n{filter}at_least = {}\n{within}percent = {percent}\n",
                index + 1
            )
        };
        rows.into_iter().enumerate().map(row).collect::<String>()
    });
    prop_oneof![2 => signals.boxed(), 1 => tiers.boxed()]
}

fn engagement(positive: bool) -> impl Strategy<Value = String> {
    let inactive = proptest::option::of(1..100_u32);
    (weights(), vec(engagement_category(positive), 5), decay(), inactive).prop_map(
        |(weights, categories, decay, inactive)| {
            let mut text = format!("[engagement]\ndecay = {decay}\n");
            for (index, (weight, category)) in weights.iter().zip(categories).enumerate() {
                let block =
                    format!("[[engagement.category]]\nname = \"e{index}\"\nweight = {weight}\n{category}");
                text.push_str(&block);
            }
            if let Some(days) = inactive {
                let block = format!(
                    "[[engagement.penalty]]\nname = \"silent\"\ninactive_days = {days}\npoints = -12.5\n"
                );
                text.push_str(&block);
            }
            text
        },
    )
}

/// A valid model document.
pub fn document() -> impl Strategy<Value = String> {
    (proptest::option::of(condition()), fit(), engagement(false), 0..=100_u32).prop_map(
        |(applies_to, fit, engagement, share)| {
            let applies_to = applies_to.map_or(String::new(), |when| format!("applies_to = {when}\n"));
            format!("name = \"random\"\n{applies_to}rank = {{ fit_share = {share} }}\n{fit}{engagement}")
        },
    )
}

/// A valid model document for everyone, in which no activity takes points away.
pub fn positive_document() -> impl Strategy<Value = String> {
    (fit(), engagement(true)).prop_map(|(fit, engagement)| format!("name = \"random\"\n{fit}{engagement}"))
}

fn odd_value() -> impl Strategy<Value = Content> {
    let text = |text: &str| Node::new(Content::Text(text.to_owned()));
    prop_oneof![
        Just(Content::Null),
        any::<bool>().prop_map(Content::Boolean),
        select(vec![0, 1, -1, 7, 100, 101, i64::MAX, i64::MIN]).prop_map(Content::Integer),
        select(vec![0.005, 33.33, -0.5, 1e300, f64::NAN, f64::INFINITY, f64::MIN_POSITIVE])
            .prop_map(Content::Float),
        select(vec!["", " ", "contact.a", "account.b", "*", "[", "2026-01-01", "x"])
            .prop_map(move |it| text(it).content),
        Just(Content::List(Vec::new())),
        Just(Content::List(vec![text("a"), text("b")])),
        Just(Content::List(vec![Node::new(Content::Integer(5)), Node::new(Content::Integer(9))])),
        Just(Content::Table(Vec::new())),
    ]
}

/// A node of a tree, counted depth first.
fn nth<'a>(node: &'a mut Node, left: &mut usize) -> Option<&'a mut Node> {
    if *left == 0 {
        return Some(node);
    }
    *left -= 1;
    match &mut node.content {
        Content::List(items) => items.iter_mut().find_map(|item| nth(item, left)),
        Content::Table(entries) => entries.iter_mut().find_map(|entry| nth(&mut entry.node, left)),
        _ => None,
    }
}

/// One of the documents with some values replaced, items doubled, reversed or removed: good syntax, odd meaning.
pub fn twisted(texts: &[&'static str]) -> impl Strategy<Value = Draft> + use<> {
    let edit = (0..400_usize, 0..4_u8, odd_value());
    (select(texts.to_vec()), vec(edit, 1..5)).prop_map(|(text, edits)| {
        let mut root = Draft::parse(text).unwrap().root().clone();
        for (mut place, kind, value) in edits {
            let Some(node) = nth(&mut root, &mut place) else { continue };
            match (&mut node.content, kind) {
                (Content::List(items), 0) => items.extend(items.clone()),
                (Content::List(items), 1) => items.reverse(),
                (Content::List(items), 2) => drop(items.pop()),
                (Content::Table(entries), 1) => entries.reverse(),
                (Content::Table(entries), 2) => drop(entries.pop()),
                (content, _) => *content = value,
            }
        }
        Draft::new(root)
    })
}

const INSERTS: [&str; 16] = [
    "\"",
    "[",
    "]]",
    "{",
    "}",
    "=",
    "\n",
    "nan",
    "inf",
    "-1",
    "99999999999999999999",
    "1e400",
    "[[fit.category]]\n",
    "not = ",
    "\u{301}é",
    "[[[[[[[[[[[[[[[[",
];

/// One of the texts after a few random edits.
pub fn mutated(texts: &[&'static str]) -> impl Strategy<Value = String> + use<> {
    let edit =
        (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..4_u8, select(INSERTS.to_vec()));
    (select(texts.to_vec()), vec(edit, 1..6)).prop_map(|(text, edits)| {
        let mut bytes = text.as_bytes().to_vec();
        for (place, other, kind, insert) in edits {
            let (at, to) = (place.index(bytes.len() + 1), other.index(bytes.len() + 1));
            let (low, high) = (at.min(to), at.max(to).min(at.min(to) + 40));
            match kind {
                0 => drop(bytes.drain(low..high)),
                1 => drop(bytes.splice(at..at, insert.bytes())),
                2 => {
                    let copied: Vec<u8> = bytes[low..high].to_vec();
                    drop(bytes.splice(to..to, copied));
                }
                _ => drop(bytes.splice(low..high.min(low + 3), insert.bytes())),
            }
        }
        String::from_utf8_lossy(&bytes).into_owned()
    })
}
