"""Stand in for DuckDB's own command line, which its Python package doesn't bring: `-csv -c SQL`."""

import csv
import sys

import duckdb

with duckdb.connect() as database:
    question = database.execute(sys.argv[sys.argv.index("-c") + 1])
    rows = csv.writer(sys.stdout, lineterminator="\n")
    rows.writerow(column[0] for column in question.description)
    rows.writerows(question.fetchall())
