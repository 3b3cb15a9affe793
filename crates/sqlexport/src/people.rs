//! Who is scored, what is known of them, and their final figures.

use bareme_scoring::{Action, BuyingRole, EdgeWeights, Points, Scope};

use crate::Writer;
use crate::dialect::{real, text};
use crate::{Dialect, pattern};

/// Facets of a fact, with the type of each.
const FACETS: [(&str, &str); 4] =
    [("text", "TEXT"), ("number", "DOUBLE PRECISION"), ("flag", "SMALLINT"), ("moment", "BIGINT")];

/// That a relationship holds at the moment; `r` is its alias.
pub(crate) fn holds(as_of: i64) -> String {
    format!(
        "(r.valid_from IS NULL OR r.valid_from <= {as_of}) AND (r.valid_to IS NULL OR r.valid_to > {as_of})"
    )
}

/// The weight of a role, by the column of an alias.
pub(crate) fn of_role(column: &str, weights: &EdgeWeights) -> String {
    let whens: Vec<String> = BuyingRole::ALL
        .iter()
        .filter(|role| **role != BuyingRole::Unknown)
        .map(|role| format!(" WHEN {} THEN {}", text(role.word()), real(weights.of_role(*role))))
        .collect();
    format!("CASE {column}{} ELSE {} END", whens.concat(), real(weights.of_role(BuyingRole::Unknown)))
}

pub(crate) fn write(writer: &mut Writer<'_>) {
    let as_of = writer.as_of.millis();
    if writer.dialect == Dialect::Sqlite {
        writer.part("words", format!("  SELECT {} AS nonword", text(&pattern::nonword())));
    }
    writer.part(
        "jobs",
        format!(
            "  SELECT contact_id, account_id, role FROM (\n\
             SELECT r.from_id AS contact_id, r.to_id AS account_id, r.role AS role,\n\
             ROW_NUMBER() OVER (PARTITION BY r.from_id ORDER BY {} DESC, r.to_id,\n\
             COALESCE(r.valid_from, -9000000000000000000)) AS place\n\
             FROM plain_relationships AS r WHERE r.kind = 'works_at' AND {}\n) AS ranked WHERE place = 1",
            of_role("r.role", &EdgeWeights::default()),
            holds(as_of)
        ),
    );
    for (scope, name) in [(Scope::Contact, "contact_facts"), (Scope::Account, "account_facts")] {
        let text = pivot(writer, scope);
        writer.part(name, text);
    }
    let columns = columns(writer, &[Scope::Contact, Scope::Account, Scope::Relationship]);
    writer.part(
        "known",
        format!(
            "  SELECT c.id AS id{columns}\nFROM plain_contacts AS c\n\
             LEFT JOIN jobs AS j ON j.contact_id = c.id\n\
             LEFT JOIN contact_facts AS cf ON cf.id = c.id\n\
             LEFT JOIN account_facts AS af ON af.id = j.account_id\n\
             WHERE c.created_at IS NULL OR c.created_at <= {as_of}"
        ),
    );
    let applies = writer.model.applies_to.as_ref();
    let applies = applies.map_or_else(|| "1 = 1".to_owned(), |when| writer.condition(when, "applies_to"));
    writer.part("scored", format!("  SELECT * FROM known WHERE {applies}"));
    let columns = self::columns(writer, &[Scope::Account]);
    writer.part(
        "known_accounts",
        format!("  SELECT a.id AS id{columns}\nFROM plain_accounts AS a LEFT JOIN account_facts AS af ON af.id = a.id"),
    );
}

/// A row for each subject, with a column for each facet of each attribute that the model reads.
fn pivot(writer: &Writer<'_>, scope: Scope) -> String {
    let wanted: Vec<(usize, String)> = writer
        .model
        .attributes
        .iter()
        .enumerate()
        .filter(|(_, attribute)| attribute.scope == scope)
        .map(|(index, attribute)| (index, text(&attribute.name)))
        .collect();
    let mut columns = String::new();
    for (index, name) in &wanted {
        for (facet, _) in FACETS {
            columns.extend([format!(
                ",\nMAX(CASE WHEN f.name = {name} THEN f.{facet} END) AS a{index}_{facet}"
            )]);
        }
    }
    format!(
        "  SELECT f.id AS id{columns}\nFROM plain_facts AS f WHERE f.about = '{}' GROUP BY f.id",
        scope.word()
    )
}

/// Columns for every attribute of the model; those of other scopes are unknown.
fn columns(writer: &Writer<'_>, scopes: &[Scope]) -> String {
    let mut columns = String::new();
    for (index, attribute) in writer.model.attributes.iter().enumerate() {
        let is_role = attribute.scope == Scope::Relationship && attribute.name == "role";
        for (facet, kind) in FACETS {
            let column = format!("a{index}_{facet}");
            let source = match attribute.scope {
                scope if !scopes.contains(&scope) => None,
                Scope::Contact => Some(format!("cf.{column}")),
                Scope::Account => Some(format!("af.{column}")),
                Scope::Relationship => {
                    (is_role && facet == "text").then(|| "NULLIF(j.role, 'unknown')".to_owned())
                }
            };
            let source = source.unwrap_or_else(|| format!("CAST(NULL AS {kind})"));
            columns.extend([format!(",\n{source} AS {column}")]);
        }
    }
    columns
}

/// Fit and engagement put together.
pub(crate) fn write_scores(writer: &mut Writer<'_>) {
    let model = writer.model;
    let share = model.fit_share.hundredths();
    let (level, rank) = match &model.engagement {
        Some(rules) => (
            level_of("g.engagement", rules.levels.0.map(Points::hundredths)),
            format!("{share} * f.fit + {} * g.engagement", 10_000 - share),
        ),
        None => ("4".to_owned(), "10000 * f.fit".to_owned()),
    };
    let rounded = writer.dialect.ratio("s.rank_sum", 10_000);
    writer.part(
        "contact_scores",
        format!(
            "  SELECT s.id AS id, s.fit, s.grade, s.completeness, s.knocked_out, s.engagement, s.level,\n\
             {rounded} AS rank_points\nFROM (\n\
             SELECT f.id AS id, f.fit, f.grade, f.completeness, f.knocked_out, g.engagement, {level} AS level,\n\
             {rank} AS rank_sum FROM contact_fit AS f JOIN contact_engagement AS g ON g.id = f.id\n) AS s"
        ),
    );
    let actions = model.matrix.cells().map(|(rating, cell)| {
        let knocked = cell.action == Action::HandOff;
        let sla = cell.sla_hours.map_or_else(|| "NULL".to_owned(), |hours| hours.to_string());
        format!(
            "  SELECT '{}' AS grade, {} AS level, '{}' AS action, '{}' AS knocked_action, {} AS priority,\n\
             CAST({sla} AS BIGINT) AS sla_hours, CAST({} AS BIGINT) AS knocked_sla_hours",
            rating.grade,
            rating.level,
            cell.action.word(),
            if knocked { Action::Watch } else { cell.action }.word(),
            cell.priority,
            if knocked { "NULL" } else { &sla },
        )
    });
    let cells = actions.collect::<Vec<_>>().join("\nUNION ALL\n");
    writer.part("cells", cells);
}

/// The level of an engagement in hundredths.
pub(crate) fn level_of(column: &str, least: [i64; 3]) -> String {
    let [one, two, three] = least;
    format!(
        "CASE WHEN {column} >= {one} THEN 1 WHEN {column} >= {two} THEN 2 WHEN {column} >= {three} THEN 3 ELSE 4 END"
    )
}
