# Charts: what is written on and beside them.
report-flows = Where leads go
report-still-open = Still open
