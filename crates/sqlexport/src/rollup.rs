//! The roll-up: who reaches which account how strongly, and what becomes of it.

use bareme_scoring::{BuyingRole, EdgeWeights, MqaRule, Points, RelationshipKind, Seat};

use crate::dialect::{real, text};
use crate::people::{holds, level_of, of_role};
use crate::{Dialect, Writer, strategy};

/// The rows of the answer.
pub(crate) const ANSWER: &str = "\
SELECT 'contact' AS what, s.id AS id, c.key AS key, s.fit / 100.0 AS fit, s.grade AS grade,
s.completeness AS completeness, s.knocked_out AS knocked_out, s.engagement / 100.0 AS engagement, s.level AS level,
s.grade || CAST(s.level AS TEXT) AS rating, s.rank_points / 100.0 AS rank_score,
CASE WHEN s.knocked_out = 1 THEN m.knocked_action ELSE m.action END AS action, m.priority AS priority,
CASE WHEN s.knocked_out = 1 THEN m.knocked_sla_hours ELSE m.sla_hours END AS sla_hours,
CAST(NULL AS BIGINT) AS reaching, CAST(NULL AS BIGINT) AS people, CAST(NULL AS BIGINT) AS engaged_people,
CAST(NULL AS DOUBLE PRECISION) AS coverage, CAST(NULL AS BIGINT) AS qualified
FROM contact_scores AS s JOIN plain_contacts AS c ON c.id = s.id
JOIN cells AS m ON m.grade = s.grade AND m.level = s.level
UNION ALL
SELECT 'account', a.id, a.key, a.fit / 100.0, a.grade, a.completeness, a.knocked_out, a.engagement / 100.0, a.level,
a.grade || CAST(a.level AS TEXT), NULL, NULL, NULL, NULL, a.reaching, a.people, a.engaged_people,
a.coverage / 100.0, a.qualified
FROM account_scores AS a";

pub(crate) fn write(writer: &mut Writer<'_>) {
    let weights = writer.model.account.weights.clone();
    let as_of = writer.as_of.millis();
    writer.part("steps", steps(&weights, as_of));
    writer.part(
        "reach_0",
        "  SELECT a.id AS account_id, 2 * a.id AS node, 1.0 AS strength FROM plain_accounts AS a",
    );
    let floor = real(weights.floor * (1.0 - 1e-12));
    let mut layers = Vec::new();
    for edges in 1..=weights.max_edges {
        let name = format!("reach_{edges}");
        writer.part(
            &name,
            format!(
                "  SELECT b.account_id AS account_id, s.from_node AS node, MAX(s.weight * b.strength) AS strength\n\
                 FROM reach_{} AS b JOIN steps AS s ON s.to_node = b.node\n\
                 WHERE s.weight * b.strength >= {floor} GROUP BY b.account_id, s.from_node",
                edges - 1
            ),
        );
        layers.push(format!("SELECT account_id, node, strength FROM {name}"));
    }
    // Contacts are the odd nodes.
    let halved = writer.dialect.divided("node - 1", "2");
    writer.part(
        "reach",
        format!(
            "  SELECT account_id, CAST({halved} AS BIGINT) AS contact_id, MAX(strength) AS reach FROM (\n{}\n) AS layers\n\
             WHERE ((node % 2) + 2) % 2 = 1 GROUP BY account_id, node",
            layers.join("\nUNION ALL\n")
        ),
    );
    writer.part(
        "brought",
        "  SELECT r.account_id AS account_id, r.contact_id AS contact_id, r.reach AS reach,\n\
         COALESCE(s.engagement, 0) AS engagement, r.reach * (COALESCE(s.engagement, 0) / 100.0) / 100.0 AS x\n\
         FROM reach AS r LEFT JOIN contact_scores AS s ON s.id = r.contact_id",
    );
    strategy::write(writer);
    committee(writer, as_of);
    accounts(writer);
}

/// Steps of paths with their weights; the strongest between two nodes. Accounts are even nodes, contacts odd ones.
fn steps(weights: &EdgeWeights, as_of: i64) -> String {
    let holds = holds(as_of);
    let one_way = RelationshipKind::ALL.into_iter().map(|kind| {
        let node = |contact: bool, column: &str| format!("2 * r.{column} + {}", u8::from(contact));
        let weight = match kind {
            RelationshipKind::WorksAt => of_role("r.role", weights),
            RelationshipKind::SubsidiaryOf => {
                format!("{} * COALESCE(r.share, {})", real(weights.subsidiary_up), real(1.0))
            }
            kind => real(weights.of_kind(kind, BuyingRole::Unknown)),
        };
        format!(
            "SELECT {} AS from_node, {} AS to_node, COALESCE(r.weight, {weight}) AS weight\n\
             FROM plain_relationships AS r WHERE r.kind = {} AND {holds}",
            node(kind.from_contact(), "from_id"),
            node(kind.to_contact(), "to_id"),
            text(kind.word())
        )
    });
    let back = [
        ("subsidiary_of", format!("{} * COALESCE(r.share, {})", real(weights.subsidiary_down), real(1.0))),
        ("partner_of", format!("COALESCE(r.weight, {})", real(weights.partner_of))),
    ]
    .map(|(kind, weight)| {
        format!(
            "SELECT 2 * r.to_id, 2 * r.from_id, {weight}\nFROM plain_relationships AS r WHERE r.kind = '{kind}' AND {holds}"
        )
    });
    let all: Vec<String> = one_way.chain(back).collect();
    format!(
        "  SELECT from_node, to_node, MAX(weight) AS weight FROM (\n{}\n) AS ways GROUP BY from_node, to_node",
        all.join("\nUNION ALL\n")
    )
}

/// People who work at each account, and how far the committee is taken.
fn committee(writer: &mut Writer<'_>, as_of: i64) {
    writer.part(
        "staff",
        format!(
            "  SELECT DISTINCT r.to_id AS account_id, r.from_id AS contact_id, r.role AS role,\n\
             CASE WHEN COALESCE(s.level, 4) <= 3 THEN 1 ELSE 0 END AS engaged\n\
             FROM plain_relationships AS r LEFT JOIN contact_scores AS s ON s.id = r.from_id\n\
             WHERE r.kind = 'works_at' AND {}",
            holds(as_of)
        ),
    );
    let seats: Vec<Seat> = writer.model.account.committee.clone();
    let dialect = writer.dialect;
    let taken: Vec<String> = seats.iter().map(|seat| seat_taken(dialect, *seat)).collect();
    let (columns, empty): (Vec<String>, f64) = if seats.is_empty() {
        (vec!["10000".to_owned()], 10_000.0)
    } else {
        #[expect(clippy::cast_precision_loss, reason = "a committee has few seats")]
        let count = seats.len() as f64;
        let open = seats.iter().filter(|seat| seat.required == 0).map(|_| 1.0).sum::<f64>();
        (
            vec![format!("(100.0 * ({}) / {}) * 100.0", taken.join(" + "), real(count))],
            10_000.0 * open / count,
        )
    };
    writer.part(
        "committees",
        format!(
            "  SELECT account_id, COUNT(DISTINCT contact_id) AS people,\n\
             COUNT(DISTINCT CASE WHEN engaged = 1 THEN contact_id END) AS engaged_people, {} AS coverage\n\
             FROM staff GROUP BY account_id",
            columns.concat()
        ),
    );
    writer.part("no_committee", format!("  SELECT {} AS coverage", real(empty)));
}

fn seat_taken(dialect: Dialect, seat: Seat) -> String {
    if seat.required == 0 {
        return "1.0".to_owned();
    }
    let engaged = format!("SUM(CASE WHEN role = {} THEN engaged ELSE 0 END)", text(seat.role.word()));
    dialect.least("1.0", &format!("{engaged} / {}", real(f64::from(seat.required))))
}

fn accounts(writer: &mut Writer<'_>) {
    let rules = &writer.model.account;
    let level = level_of("e.engagement", rules.levels.0.map(Points::hundredths));
    let qualified = qualified(&rules.mqa);
    let coverage = writer.dialect.half_even("COALESCE(p.coverage, n.coverage)");
    writer.part(
        "account_scores",
        format!(
            "  SELECT q.*, CASE WHEN {qualified} THEN 1 ELSE 0 END AS qualified FROM (\n\
             SELECT a.id AS id, a.key AS key, f.fit, f.grade, f.completeness, f.knocked_out, e.engagement, {level} AS level,\n\
             e.reaching, COALESCE(p.people, 0) AS people, COALESCE(p.engaged_people, 0) AS engaged_people,\n\
             {coverage} AS coverage\n\
             FROM plain_accounts AS a JOIN account_fit AS f ON f.id = a.id JOIN account_engagement AS e ON e.id = a.id\n\
             CROSS JOIN no_committee AS n LEFT JOIN committees AS p ON p.account_id = a.id) AS q"
        ),
    );
}

fn qualified(rule: &MqaRule) -> String {
    let among = |words: Vec<String>, column: &str| {
        if words.is_empty() { "1 = 0".to_owned() } else { format!("{column} IN ({})", words.join(", ")) }
    };
    format!(
        "{} AND {} AND coverage >= {} AND engaged_people >= {}",
        among(rule.grades.iter().map(|grade| format!("'{grade}'")).collect(), "grade"),
        among(rule.levels.iter().map(ToString::to_string).collect(), "level"),
        u64::from(rule.coverage) * 100,
        rule.people
    )
}
