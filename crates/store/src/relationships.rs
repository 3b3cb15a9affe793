//! Edges of the relationship graph, and references that wait for their other end.

use bareme_scoring::{BuyingRole, Instant, RelationshipKind};
use diesel::prelude::*;
use diesel::upsert::excluded;

use crate::bulk::{BATCH, on_backend};
use crate::reading::{in_parts, row_by_row};
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
    number_of(&RelationshipKind::ALL, kind)
}

fn kind_from_number(table: &'static str, row: i64, number: i16) -> Result<RelationshipKind> {
    of_number(&RelationshipKind::ALL, number).ok_or_else(|| StoreError::bad_row(table, "kind", row, number))
}

/// The number a role is stored as.
pub(crate) fn role_number(role: BuyingRole) -> i16 {
    number_of(&BuyingRole::ALL, role)
}

pub(crate) fn role_from_number(table: &'static str, row: i64, number: i16) -> Result<BuyingRole> {
    of_number(&BuyingRole::ALL, number).ok_or_else(|| StoreError::bad_row(table, "role", row, number))
}

/// A word is stored as its place among all of its kind, from 1 on.
fn number_of<T: PartialEq + Copy>(all: &[T], wanted: T) -> i16 {
    all.iter().zip(1..).find(|(known, _)| **known == wanted).map_or(0, |(_, number)| number)
}

fn of_number<T: Copy>(all: &[T], number: i16) -> Option<T> {
    usize::try_from(number).ok()?.checked_sub(1).and_then(|index| all.get(index).copied())
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
    row_by_row(connection, query, |row: Row| each(row.read()?))
}

/// An id that no edge has yet, and none below it will get.
pub fn next_id(connection: &mut AnyConnection) -> Result<i64> {
    let last: Option<i64> =
        relationships::table.select(diesel::dsl::max(relationships::id)).first(connection)?;
    Ok(last.unwrap_or(0) + 1)
}

/// Edges of these kinds that start from one of these ids.
pub fn list_from(
    connection: &mut AnyConnection,
    kinds: &[RelationshipKind],
    ids: &[i64],
) -> Result<Vec<Relationship>> {
    let of_kinds = relationships::kind.eq_any(kind_numbers(kinds));
    in_order(in_parts(ids, |part| {
        relationships::table
            .filter(of_kinds.clone())
            .filter(relationships::from_id.eq_any(part))
            .load(connection)
    })?)
}

/// Edges of these kinds that lead to one of these ids.
pub fn list_to(
    connection: &mut AnyConnection,
    kinds: &[RelationshipKind],
    ids: &[i64],
) -> Result<Vec<Relationship>> {
    let of_kinds = relationships::kind.eq_any(kind_numbers(kinds));
    in_order(in_parts(ids, |part| {
        relationships::table
            .filter(of_kinds.clone())
            .filter(relationships::to_id.eq_any(part))
            .load(connection)
    })?)
}

fn kind_numbers(kinds: &[RelationshipKind]) -> Vec<i16> {
    kinds.iter().map(|kind| kind_number(*kind)).collect()
}

/// The order of [`for_each`], whichever parts the rows came in.
fn in_order(mut rows: Vec<Row>) -> Result<Vec<Relationship>> {
    rows.sort_by_key(|row| (row.kind, row.from_id, row.to_id, row.valid_from));
    rows.into_iter().map(Row::read).collect()
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

impl UnresolvedRow {
    fn of(id: i64, reference: &Unresolved) -> Self {
        Self {
            id,
            import_id: reference.import_id,
            line: i64::try_from(reference.line).unwrap_or(i64::MAX),
            kind: kind_number(reference.kind),
            from_id: reference.from_id,
            to_key: reference.to_key.clone(),
            role: role_number(reference.role),
            share: reference.share,
        }
    }

    fn read(self) -> Result<(i64, Unresolved)> {
        let reference = Unresolved {
            import_id: self.import_id,
            line: u64::try_from(self.line).unwrap_or(0),
            kind: kind_from_number("unresolved_references", self.id, self.kind)?,
            from_id: self.from_id,
            to_key: self.to_key,
            role: role_from_number("unresolved_references", self.id, self.role)?,
            share: self.share,
        };
        Ok((self.id, reference))
    }
}

/// Keeps references whose other end is missing; one that waits already takes the new role and share. None
/// may be given twice.
pub fn upsert_unresolved(connection: &mut AnyConnection, references: &[Unresolved]) -> Result<()> {
    for part in references.chunks(BATCH) {
        let first = crate::sequences::take(connection, "unresolved_references", part.len())?;
        let rows: Vec<UnresolvedRow> =
            (first..).zip(part).map(|(id, reference)| UnresolvedRow::of(id, reference)).collect();
        on_backend!(connection, c => diesel::insert_into(unresolved_references::table)
            .values(&rows)
            .on_conflict((
                unresolved_references::kind,
                unresolved_references::from_id,
                unresolved_references::to_key,
            ))
            .do_update()
            .set((
                unresolved_references::role.eq(excluded(unresolved_references::role)),
                unresolved_references::share.eq(excluded(unresolved_references::share)),
            ))
            .execute(c))?;
    }
    Ok(())
}

/// References that wait, with their ids, by id: at most `limit`, after `after`.
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
    rows.into_iter().map(UnresolvedRow::read).collect()
}

/// References of a kind from these contacts or accounts that wait, with their ids.
pub fn list_unresolved_of(
    connection: &mut AnyConnection,
    kind: RelationshipKind,
    from_ids: &[i64],
) -> Result<Vec<(i64, Unresolved)>> {
    let mut rows: Vec<UnresolvedRow> = in_parts(from_ids, |part| {
        unresolved_references::table
            .filter(unresolved_references::kind.eq(kind_number(kind)))
            .filter(unresolved_references::from_id.eq_any(part))
            .load(connection)
    })?;
    rows.sort_by_key(|row| row.id);
    rows.into_iter().map(UnresolvedRow::read).collect()
}

/// References of a kind from one contact or account that wait.
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
    rows.into_iter().map(|row| Ok(row.read()?.1)).collect()
}

/// Forgets references that found their other end.
pub fn delete_unresolved(connection: &mut AnyConnection, ids: &[i64]) -> Result<()> {
    for part in ids.chunks(BATCH) {
        diesel::delete(unresolved_references::table.filter(unresolved_references::id.eq_any(part)))
            .execute(connection)?;
    }
    Ok(())
}
