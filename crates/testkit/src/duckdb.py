"""Runs scripts and queries in DuckDB, for crates/testkit/src/duckdb.rs."""

import sys

import duckdb

folder, count = sys.argv[1], int(sys.argv[2])


def read(name):
    with open(f"{folder}/{name}", encoding="utf-8", newline="") as file:
        return file.read()


for number in range(count):
    with duckdb.connect(":memory:") as connection:
        connection.execute(read(f"{number}.script.sql"))
        try:
            rows = connection.execute(read(f"{number}.query.sql")).fetchall()
        except duckdb.Error as error:
            sys.exit(f"case {number}: {error}")
    with open(f"{folder}/{number}.answer", "w", encoding="utf-8") as file:
        file.writelines(f"{row[0]}\n" for row in rows)
