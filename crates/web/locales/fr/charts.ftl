# Graphiques : ce qui est écrit dessus et à côté.
report-flows = Où vont les leads
report-still-open = Encore ouverts
