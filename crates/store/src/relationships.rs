//! Edges of the relationship graph, and references that wait for their other end.

use bareme_scoring::{BuyingRole, Instant, RelationshipKind};
use diesel::prelude::*;
use diesel::upsert::excluded;

use crate::bulk::{BATCH, on_backend, stream};
use crate::schema::{relationships, unresolved_references};
use crate::{AnyConnection, Result, StoreError};

/// An edge as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Relationship {
    /// Id in this database.
    pub id: i64,
    /// Its type.
    pub kind: RelationshipKind,
    /// Contact or account that it starts from.
    pub from_id: i64,
    /// Contact or account that it leads to.
    pub to_id: i64,
    /// Buying role (jobs only).
    pub role: BuyingRole,
    /// Own weight in place of the default.
    pub weight: Option<f64>,
    /// Ownership share (subsidiaries only).
    pub share: Option<f64>,
    /// From when it holds; [`Instant::MIN`] for ever since.
    pub valid_from: Instant,
    /// Until when it held; [`Instant::MAX`] while it holds.
    pub valid_to: Instant,
}

impl Relationship {
    /// Whether it holds at a moment.
    pub fn holds_at(&self, as_of: Instant) -> bool {
        self.valid_from <= as_of && as_of < self.valid_to
    }
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = relationships, treat_none_as_default_value = false)]
struct Row {
    id: i64,
    kind: i16,
    from_id: i64,
    to_id: i64,
    role: i16,
    weight: Option<f64>,
    share: Option<f64>,
    valid_from: i64,
    valid_to: i64,
}

impl Row {
    fn of(edge: &Relationship) -> Self {
        Self {
            id: edge.id,
            kind: kind_number(edge.kind),
            from_id: edge.from_id,
            to_id: edge.to_id,
            role: role_number(edge.role),
            weight: edge.weight,
            share: edge.share,
            valid_from: edge.valid_from.millis(),
            valid_to: edge.valid_to.millis(),
        }
    }

    fn read(self) -> Result<Relationship> {
        Ok(Relationship {
            kind: kind_from_number("relationships", self.id, self.kind)?,
            role: role_from_number("relationships", self.id, self.role)?,
            id: self.id,
            from_id: self.from_id,
            to_id: self.to_id,
            weight: self.weight,
            share: self.share,
            valid_from: Instant::from_millis(self.valid_from),
            valid_to: Instant::from_millis(self.valid_to),
        })
    }
}

/// The number a kind is stored as.
pub fn kind_number(kind: RelationshipKind) -> i16 {
    RelationshipKind::ALL.iter().zip(1..).find(|(known, _)| **known == kind).map_or(0, |(_, number)| number)
}

fn kind_from_number(table: &'static str, row: i64, number: i16) -> Result<RelationshipKind> {
    let index = usize::try_from(number - 1).ok();
    index
        .and_then(|index| RelationshipKind::ALL.get(index).copied())
        .ok_or_else(|| StoreError::bad_row(table, "kind", row, number))
}

/// The number a role is stored as.
pub(crate) fn role_number(role: BuyingRole) -> i16 {
    BuyingRole::ALL.iter().zip(1..).find(|(known, _)| **known == role).map_or(0, |(_, number)| number)
}

pub(crate) fn role_from_number(table: &'static str, row: i64, number: i16) -> Result<BuyingRole> {
    let index = usize::try_from(number - 1).ok();
    index
        .and_then(|index| BuyingRole::ALL.get(index).copied())
        .ok_or_else(|| StoreError::bad_row(table, "role", row, number))
}

/// Every edge, by kind, from and to, one after another.
///
/// # Errors
///
/// Those of the query, and what `each` returns.
pub fn for_each<E: From<StoreError>>(
    connection: &mut AnyConnection,
    mut each: impl FnMut(Relationship) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let query = relationships::table.order((
        relationships::kind,
        relationships::from_id,
        relationships::to_id,
        relationships::valid_from,
    ));
    stream!(connection, query, Row, |row: Row| -> std::result::Result<(), E> { each(row.read()?) });
    Ok(())
}

/// Edges of these kinds that start from one of these ids.
pub fn list_from(
    connection: &mut AnyConnection,
    kinds: &[RelationshipKind],
    ids: &[i64],
) -> Result<Vec<Relationship>> {
    let kinds: Vec<i16> = kinds.iter().map(|kind| kind_number(*kind)).collect();
    let mut found: Vec<Row> = Vec::new();
    for part in ids.chunks(BATCH) {
        found.extend(
            relationships::table
                .filter(relationships::kind.eq_any(&kinds))
                .filter(relationships::from_id.eq_any(part))
                .load::<Row>(connection)?,
        );
    }
    found.sort_by_key(|row| (row.kind, row.from_id, row.to_id, row.valid_from));
    found.into_iter().map(Row::read).collect()
}

/// Edges of these kinds that lead to one of these ids.
pub fn list_to(
    connection: &mut AnyConnection,
    kinds: &[RelationshipKind],
    ids: &[i64],
) -> Result<Vec<Relationship>> {
    let kinds: Vec<i16> = kinds.iter().map(|kind| kind_number(*kind)).collect();
    let mut found: Vec<Row> = Vec::new();
    for part in ids.chunks(BATCH) {
        found.extend(
            relationships::table
                .filter(relationships::kind.eq_any(&kinds))
                .filter(relationships::to_id.eq_any(part))
                .load::<Row>(connection)?,
        );
    }
    found.sort_by_key(|row| (row.kind, row.from_id, row.to_id, row.valid_from));
    found.into_iter().map(Row::read).collect()
}

/// The edges that are stored for these (kind, from, to) already.
pub fn list_existing(connection: &mut AnyConnection, wanted: &[Relationship]) -> Result<Vec<Relationship>> {
    let mut from_ids: Vec<i64> = wanted.iter().map(|edge| edge.from_id).collect();
    from_ids.sort_unstable();
    from_ids.dedup();
    list_from(connection, &RelationshipKind::ALL, &from_ids)
}

/// Inserts edges; one that exists already (same kind, ends and beginning) takes the new role, weight, share and end.
pub fn upsert(connection: &mut AnyConnection, edges: &[Relationship]) -> Result<()> {
    for part in edges.chunks(BATCH) {
        let rows: Vec<Row> = part.iter().map(Row::of).collect();
        on_backend!(connection, c => diesel::insert_into(relationships::table)
            .values(&rows)
            .on_conflict((
                relationships::kind,
                relationships::from_id,
                relationships::to_id,
                relationships::valid_from,
            ))
            .do_update()
            .set((
                relationships::role.eq(excluded(relationships::role)),
                relationships::weight.eq(excluded(relationships::weight)),
                relationships::share.eq(excluded(relationships::share)),
                relationships::valid_to.eq(excluded(relationships::valid_to)),
            ))
            .execute(c))?;
    }
    Ok(())
}

/// A reference by key or name to something that is not here.
#[derive(Clone, Debug, PartialEq)]
pub struct Unresolved {
    /// The import that brought it.
    pub import_id: i64,
    /// Line in that file.
    pub line: u64,
    /// The edge that it would be.
    pub kind: RelationshipKind,
    /// The end that is here.
    pub from_id: i64,
    /// Key or name of the end that is not.
    pub to_key: String,
    /// Buying role (jobs only).
    pub role: BuyingRole,
    /// Ownership share (subsidiaries only).
    pub share: Option<f64>,
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = unresolved_references, treat_none_as_default_value = false)]
struct UnresolvedRow {
    id: i64,
    import_id: i64,
    line: i64,
    kind: i16,
    from_id: i64,
    to_key: String,
    role: i16,
    share: Option<f64>,
}

/// Keeps references whose other end is missing; the same reference again changes nothing.
pub fn insert_unresolved(connection: &mut AnyConnection, references: &[Unresolved]) -> Result<()> {
    for part in references.chunks(BATCH) {
        let mut id = crate::sequences::take(connection, "unresolved_references", part.len())?;
        let mut rows = Vec::with_capacity(part.len());
        for reference in part {
            rows.push(UnresolvedRow {
                id,
                import_id: reference.import_id,
                line: i64::try_from(reference.line).unwrap_or(i64::MAX),
                kind: kind_number(reference.kind),
                from_id: reference.from_id,
                to_key: reference.to_key.clone(),
                role: role_number(reference.role),
                share: reference.share,
            });
            id += 1;
        }
        on_backend!(connection, c => diesel::insert_into(unresolved_references::table)
            .values(&rows)
            .on_conflict_do_nothing()
            .execute(c))?;
    }
    Ok(())
}

/// References that wait, by id; only those of one end when `from_id` is given. At most `limit`, after `after`.
pub fn list_unresolved(
    connection: &mut AnyConnection,
    after: i64,
    limit: i64,
) -> Result<Vec<(i64, Unresolved)>> {
    let rows: Vec<UnresolvedRow> = unresolved_references::table
        .filter(unresolved_references::id.gt(after))
        .order(unresolved_references::id)
        .limit(limit)
        .load(connection)?;
    rows.into_iter().map(read_unresolved).collect()
}

/// References of these kinds from one contact or account that wait.
pub fn list_unresolved_from(
    connection: &mut AnyConnection,
    kind: RelationshipKind,
    from_id: i64,
) -> Result<Vec<Unresolved>> {
    let rows: Vec<UnresolvedRow> = unresolved_references::table
        .filter(unresolved_references::kind.eq(kind_number(kind)))
        .filter(unresolved_references::from_id.eq(from_id))
        .order(unresolved_references::id)
        .load(connection)?;
    rows.into_iter().map(|row| read_unresolved(row).map(|(_, reference)| reference)).collect()
}

fn read_unresolved(row: UnresolvedRow) -> Result<(i64, Unresolved)> {
    let reference = Unresolved {
        import_id: row.import_id,
        line: u64::try_from(row.line).unwrap_or(0),
        kind: kind_from_number("unresolved_references", row.id, row.kind)?,
        from_id: row.from_id,
        to_key: row.to_key,
        role: role_from_number("unresolved_references", row.id, row.role)?,
        share: row.share,
    };
    Ok((row.id, reference))
}

/// Forgets references that found their other end.
pub fn delete_unresolved(connection: &mut AnyConnection, ids: &[i64]) -> Result<()> {
    for part in ids.chunks(BATCH) {
        diesel::delete(unresolved_references::table.filter(unresolved_references::id.eq_any(part)))
            .execute(connection)?;
    }
    Ok(())
}
