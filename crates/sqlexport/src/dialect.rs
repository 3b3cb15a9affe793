//! Where the three databases differ: names of functions, whole division, rounding.

/// A database that a query is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite 3.35 or later, with its mathematical functions.
    Sqlite,
    /// PostgreSQL 12 or later, with UTF-8 as its encoding.
    Postgres,
    /// DuckDB 1.0 or later.
    Duckdb,
}

impl Dialect {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Sqlite, Self::Postgres, Self::Duckdb];

    /// As the command line and messages name it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
            Self::Duckdb => "duckdb",
        }
    }

    /// The smaller of two expressions, neither of which is NULL.
    pub(crate) fn least(self, a: &str, b: &str) -> String {
        if self == Self::Sqlite { format!("MIN({a}, {b})") } else { format!("LEAST({a}, {b})") }
    }

    /// The larger of two expressions, neither of which is NULL.
    pub(crate) fn greatest(self, a: &str, b: &str) -> String {
        if self == Self::Sqlite { format!("MAX({a}, {b})") } else { format!("GREATEST({a}, {b})") }
    }

    /// Whole division of whole numbers of which the first is a multiple of the second, or neither is below zero.
    pub(crate) fn divided(self, a: &str, b: &str) -> String {
        match self {
            Self::Sqlite => format!("(({a}) / ({b}))"),
            Self::Postgres => format!("DIV(({a})::numeric, ({b})::numeric)"),
            Self::Duckdb => format!("(({a}) // ({b}))"),
        }
    }

    /// A whole number over another above zero, rounded half to even. `number` is a column's name.
    pub(crate) fn ratio(self, number: &str, divisor: i128) -> String {
        if divisor == 1 {
            return format!("CAST({number} AS BIGINT)");
        }
        let rest = format!("((({number} % {divisor}) + {divisor}) % {divisor})");
        let floor = self.divided(&format!("{number} - {rest}"), &divisor.to_string());
        let exact = format!(
            "CAST({floor} + CASE WHEN 2 * {rest} > {divisor} OR (2 * {rest} = {divisor} AND {floor} % 2 <> 0) \
             THEN 1 ELSE 0 END AS BIGINT)"
        );
        if self == Self::Sqlite {
            // What does not fit into its whole numbers any more is a real number there.
            let real = self.half_even(&format!("({number} * 1.0 / {divisor})"));
            format!("CASE WHEN typeof({number}) = 'integer' THEN {exact} ELSE {real} END")
        } else {
            exact
        }
    }

    /// A real number rounded half to even to a whole one.
    pub(crate) fn half_even(self, number: &str) -> String {
        match self {
            Self::Sqlite => format!(
                "CASE WHEN ABS({number} - CAST({number} AS INTEGER)) = 0.5 \
                 THEN CAST({number} AS INTEGER) + (CAST({number} AS INTEGER) % 2) \
                 ELSE CAST(ROUND({number}) AS INTEGER) END"
            ),
            Self::Postgres => format!("CAST(ROUND(({number})::double precision) AS BIGINT)"),
            Self::Duckdb => format!("CAST(ROUND_EVEN(CAST({number} AS DOUBLE), 0) AS BIGINT)"),
        }
    }
}

/// A text as a literal; all three read it alike.
pub(crate) fn text(value: &str) -> String {
    format!("'{}'", value.replace('\'', "''"))
}

/// A real number as a literal, to the last bit.
pub(crate) fn real(value: f64) -> String {
    format!("CAST('{value:?}' AS DOUBLE PRECISION)")
}

/// The greatest common divisor.
pub(crate) const fn common(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    if a < 0 { -a } else { a }
}
