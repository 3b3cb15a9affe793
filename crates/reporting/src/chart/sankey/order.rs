//! In which order the nodes of each column stand, so that ribbons cross little.

use super::SankeyChart;

/// A node, or the place of a ribbon in a column that it passes.
pub(super) struct Place {
    /// Index of the node.
    pub(super) node: Option<usize>,
    pub(super) column: usize,
    pub(super) count: u64,
}

/// A ribbon's way from one column to the next.
pub(super) struct Step {
    pub(super) link: usize,
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) count: u64,
}

/// A chart with a place in each column for each ribbon that passes it.
pub(super) struct Layers {
    /// The nodes in the order of the chart, then the places of passing ribbons.
    pub(super) places: Vec<Place>,
    /// All steps of a link follow each other.
    pub(super) steps: Vec<Step>,
    /// Indexes of places, from the top.
    pub(super) columns: Vec<Vec<usize>>,
}

impl Layers {
    pub(super) fn new(chart: &SankeyChart) -> Option<Self> {
        // Columns without a node are left out.
        let mut numbers: Vec<usize> = chart.nodes.iter().map(|node| node.column).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let column = |node: usize| {
            let number = chart.nodes.get(node)?.column;
            numbers.binary_search(&number).ok()
        };
        let mut places: Vec<Place> = (0..chart.nodes.len())
            .map(|node| Place { node: Some(node), column: column(node).unwrap_or(0), count: 0 })
            .collect();
        let mut steps = Vec::new();
        let (mut into, mut out) = (vec![0_u64; places.len()], vec![0_u64; places.len()]);
        for (index, link) in chart.links.iter().enumerate() {
            let (Some(first), Some(last)) = (column(link.from), column(link.to)) else { continue };
            if link.count == 0 || last <= first {
                continue;
            }
            *out.get_mut(link.from)? += link.count;
            *into.get_mut(link.to)? += link.count;
            let mut from = link.from;
            for column in first + 1..last {
                places.push(Place { node: None, column, count: link.count });
                steps.push(Step { link: index, from, to: places.len() - 1, count: link.count });
                from = places.len() - 1;
            }
            steps.push(Step { link: index, from, to: link.to, count: link.count });
        }
        for (place, (into, out)) in places.iter_mut().zip(into.into_iter().zip(out)) {
            place.count = into.max(out);
        }
        let mut columns = vec![Vec::new(); numbers.len()];
        for (index, place) in places.iter().enumerate() {
            columns.get_mut(place.column)?.push(index);
        }
        let layers = Self { places, steps, columns };
        (!layers.steps.is_empty()).then(|| layers.ordered())
    }

    /// What the fullest column carries.
    pub(super) fn fullest(&self) -> u64 {
        let carried = |column: &Vec<usize>| -> u64 {
            column.iter().filter_map(|place| self.places.get(*place)).map(|place| place.count).sum()
        };
        self.columns.iter().map(carried).max().unwrap_or(0)
    }

    /// Places of the column before or after that a place is connected with, and how strongly.
    pub(super) fn neighbours(&self, place: usize, to_the_left: bool) -> impl Iterator<Item = (usize, u64)> {
        self.steps.iter().filter_map(move |step| {
            let (here, there) = if to_the_left { (step.to, step.from) } else { (step.from, step.to) };
            (here == place).then_some((there, step.count))
        })
    }

    /// Sweeps to and fro, ordering each column by the mean place of its neighbours, and keeps the best order met.
    fn ordered(mut self) -> Self {
        const SWEEPS: usize = 12;
        let mut best = (self.crossing(), self.columns.clone());
        for sweep in 0..SWEEPS {
            let to_the_left = sweep % 2 == 0;
            let count = self.columns.len();
            let columns: Vec<usize> =
                if to_the_left { (1..count).collect() } else { (0..count.saturating_sub(1)).rev().collect() };
            for column in columns {
                self.sort(column, to_the_left);
            }
            let crossing = self.crossing();
            if crossing < best.0 {
                best = (crossing, self.columns.clone());
            }
        }
        self.columns = best.1;
        self
    }

    fn sort(&mut self, column: usize, to_the_left: bool) {
        let ranks = self.ranks();
        let mean = |place: usize| {
            let (mut sum, mut weight) = (0, 0);
            for (other, count) in self.neighbours(place, to_the_left) {
                sum += ranks.get(other).copied().unwrap_or(0) * u128::from(count);
                weight += u128::from(count);
            }
            // Thousandths, so that orders are compared exactly.
            let own = || ranks.get(place).copied().unwrap_or(0) * 1_000;
            (sum * 1_000_u128).checked_div(weight).unwrap_or_else(own)
        };
        let Some(places) = self.columns.get(column) else { return };
        let mut keyed: Vec<(u128, usize)> = places.iter().map(|place| (mean(*place), *place)).collect();
        keyed.sort_by_key(|(mean, _)| *mean);
        if let Some(places) = self.columns.get_mut(column) {
            *places = keyed.into_iter().map(|(_, place)| place).collect();
        }
    }

    /// The place of every place in its column, spread over a thousand so that columns of different lengths compare.
    fn ranks(&self) -> Vec<u128> {
        let mut ranks = vec![0; self.places.len()];
        for column in &self.columns {
            let count = column.len() as u128;
            for (index, place) in column.iter().enumerate() {
                if let Some(rank) = ranks.get_mut(*place) {
                    *rank = (2 * index as u128 + 1) * 1_000 / (2 * count);
                }
            }
        }
        ranks
    }

    /// How much crosses: for every two ribbons that do, the smaller of what they carry.
    fn crossing(&self) -> u128 {
        let ranks = self.ranks();
        let at = |place: usize| (self.places.get(place).map(|place| place.column), ranks.get(place).copied());
        let mut sum = 0;
        for (index, first) in self.steps.iter().enumerate() {
            for second in self.steps.iter().skip(index + 1) {
                let (a, b, c, d) = (at(first.from), at(first.to), at(second.from), at(second.to));
                let turned = (a.1 < c.1 && b.1 > d.1) || (a.1 > c.1 && b.1 < d.1);
                if a.0 == c.0 && turned {
                    sum += u128::from(first.count.min(second.count));
                }
            }
        }
        sum
    }
}
