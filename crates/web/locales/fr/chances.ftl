# Chances prédites, à côté de la note.

chance-title-sql = Chance d’être qualifié
chance-title-won = Chance d’être gagné
chance-short-sql = { $percent } de chances d’être qualifié
chance-short-won = { $percent } de chances d’être gagné
chance-usual-sql = { $percent } des { $leads } leads d’apprentissage ont été qualifiés
chance-usual-won = { $percent } des { $leads } leads d’apprentissage ont été gagnés
chance-below = moins de { $percent }
chance-above = plus de { $percent }
chance-for = joue en sa faveur :
chance-against = joue contre lui :
chance-nothing = rien de tel
chance-as-now = D’après ce qui est connu aujourd’hui.
chance-as-handed-over = D’après ce qui était connu lors de la transmission.
chance-beside = Elle accompagne la note, sans changer ni les points ni la transmission.
chance-report = Sa justesse jusqu’ici
