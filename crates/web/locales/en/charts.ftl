# Charts: what is written on and beside them.
chart-heat-few = A dashed frame stands for a rate of fewer than 10 leads.
chart-heat-legend = The darker a cell, the higher its rate; n says how many leads it stands on.
chart-hidden = { $series }: hidden
chart-hide = Show or hide { $series }
chart-n = n = { $n }
chart-of = { $share } of { $whole }
chart-of-leads =
    { $count ->
        [one] of { $shown } lead
       *[other] of { $shown } leads
    }
chart-pareto-summary = { $few } of { $all } make up { $share } of all: start there.
chart-pareto-told = { $label }: { $count } { $what }, { $share } of all; with those before it { $sum }
chart-ribbon-told = { $from } → { $to }: { $count } { $unit } ({ $share })
chart-shown = { $series }: shown
report-flows = Where leads go
report-still-open = Still open
