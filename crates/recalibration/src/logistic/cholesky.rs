//! Symmetric positive definite systems of some ten to hundred unknowns.

/// A lower triangular factor L with L·Lᵀ = A, row by row.
pub(crate) struct Cholesky {
    size: usize,
    factor: Vec<f64>,
}

impl Cholesky {
    /// Factors a symmetric matrix given row by row, of which only the lower triangle is read. `Err` with the first column that
    /// follows from those before it: its remainder is below `least` of its diagonal.
    pub(crate) fn new(size: usize, matrix: &[f64], least: f64) -> Result<Self, usize> {
        let mut factor = vec![0.0; size * size];
        for row in 0..size {
            for column in 0..=row {
                let (above, below) = (&factor[column * size..], &factor[row * size..]);
                let dot: f64 = above[..column].iter().zip(&below[..column]).map(|(a, b)| a * b).sum();
                let rest = matrix[row * size + column] - dot;
                if column < row {
                    factor[row * size + column] = rest / factor[column * size + column];
                } else if rest.is_finite() && rest > 0.0 && rest > least * matrix[row * size + row] {
                    factor[row * size + row] = rest.sqrt();
                } else {
                    return Err(row);
                }
            }
        }
        Ok(Self { size, factor })
    }

    /// Solves A·x = b in place.
    pub(crate) fn solve(&self, b: &mut [f64]) {
        let (size, factor) = (self.size, &self.factor);
        for row in 0..size {
            let dot: f64 = factor[row * size..row * size + row].iter().zip(&*b).map(|(a, b)| a * b).sum();
            b[row] = (b[row] - dot) / factor[row * size + row];
        }
        for row in (0..size).rev() {
            let dot: f64 = (row + 1..size).map(|below| factor[below * size + row] * b[below]).sum();
            b[row] = (b[row] - dot) / factor[row * size + row];
        }
    }

    /// A⁻¹, row by row.
    pub(crate) fn inverse(&self) -> Vec<f64> {
        let mut inverse = Vec::with_capacity(self.size * self.size);
        for column in 0..self.size {
            let mut unit = vec![0.0; self.size];
            unit[column] = 1.0;
            self.solve(&mut unit);
            inverse.extend(unit);
        }
        inverse
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::golden::near;

    #[test]
    fn a_system_is_solved_and_inverted() {
        let matrix = [4.0, 2.0, 0.6, 2.0, 5.0, 1.0, 0.6, 1.0, 3.0];
        let factor = Cholesky::new(3, &matrix, 0.0).unwrap();
        let mut x = [1.0, 2.0, 3.0];
        factor.solve(&mut x);
        for (row, expected) in [1.0, 2.0, 3.0].into_iter().enumerate() {
            let got: f64 = matrix[row * 3..row * 3 + 3].iter().zip(&x).map(|(a, b)| a * b).sum();
            near(got, expected, 1e-14);
        }
        let inverse = factor.inverse();
        let first: f64 = (0..3).map(|at| matrix[at] * inverse[at * 3]).sum();
        near(first, 1.0, 1e-14);
    }

    #[test]
    fn a_column_that_follows_from_others_is_named() {
        assert_eq!(Cholesky::new(2, &[1.0, 2.0, 2.0, 4.0], 1e-9).err(), Some(1));
        assert_eq!(Cholesky::new(1, &[f64::NAN], 0.0).err(), Some(0));
    }
}
