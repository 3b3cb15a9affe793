# Graphiques : ce qui est écrit dessus et à côté.
chart-heat-few = Un cadre en pointillé signale un taux calculé sur moins de 10 leads.
chart-heat-legend = Plus une case est foncée, plus son taux est élevé ; n indique le nombre de leads.
chart-hidden = { $series } : masqué
chart-hide = Afficher ou masquer { $series }
chart-n = n = { $n }
chart-of = { $share } de { $whole }
chart-of-leads =
    { $count ->
        [one] sur { $shown } lead
       *[other] sur { $shown } leads
    }
chart-pareto-summary = { $few } sur { $all } font { $share } du total : commencez par là.
chart-pareto-told = { $label } : { $count } { $what }, { $share } du total ; avec ce qui précède { $sum }
chart-ribbon-told = { $from } → { $to } : { $count } { $unit } ({ $share })
chart-shown = { $series } : affiché
report-flows = Où vont les leads
report-still-open = Encore ouverts
