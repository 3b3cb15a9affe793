//! Database ids on the outside, dense positions on the inside: sorted once, so that order of input changes nothing.

/// A sorted set of ids; the position of an id is its dense index.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ids(Vec<i64>);

impl Ids {
    /// Sorts and drops repetitions.
    pub(crate) fn new(mut ids: Vec<i64>) -> Self {
        ids.sort_unstable();
        ids.dedup();
        Self(ids)
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn as_slice(&self) -> &[i64] {
        &self.0
    }

    /// The id at a position that this set gave out.
    pub(crate) fn id(&self, index: usize) -> i64 {
        self.0[index]
    }

    /// The position of an id. Databases number almost without gaps, so the place where the id would stand in an
    /// unbroken run is tried first.
    pub(crate) fn index(&self, id: i64) -> Option<usize> {
        let guess = id.checked_sub(*self.0.first()?).and_then(|offset| usize::try_from(offset).ok());
        match guess {
            Some(guess) if self.0.get(guess) == Some(&id) => Some(guess),
            _ => self.0.binary_search(&id).ok(),
        }
    }
}
