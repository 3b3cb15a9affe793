# Ce que disent les rapports. Les mêmes clés se trouvent dans crates/reporting/src/words.rs, pour la ligne de commande.

count-leads =
    { $count ->
        [one] { $shown } lead
       *[other] { $shown } leads
    }
count-accounts =
    { $count ->
        [one] { $shown } compte
       *[other] { $shown } comptes
    }
count-days =
    { $count ->
        [one] { $shown } jour
       *[other] { $shown } jours
    }
by-size = Taille
by-persona = Persona
by-model = Modèle
by-version = Version du modèle
by-reason = Motif
by-account-attribute = { $name } de l’entreprise
by-contact-attribute = { $name } du contact
report-title-funnel = Entonnoir
report-lead-funnel = Vue par cohorte : les leads devenus MQL dans la période, suivis aussi longtemps qu’ils existent.
report-lead-funnel-activity = Vue d’activité : ce qui s’est passé dans la période, quels que soient les leads. Aucune conversion n’est calculée ici, car un SAL de cette période peut être un MQL d’une période antérieure.
report-followed-until = Suivis jusqu’au { $date }.
report-left-out = Non comptés, car jamais MQL ou hors du filtre : { $leads }.
report-implied = Acceptés sans date, ce que seule une étape ultérieure indique, et exclus du taux d’acceptation : { $leads }.
report-view = Vue
report-view-cohort = Cohorte : les leads devenus MQL dans la période
report-view-activity = Activité : ce qui s’est passé dans la période
report-by = Lignes
report-all-models = Tous les modèles
report-compared = Comparé à
report-period-all = Depuis toujours
report-period-from = À partir du { $from }
report-period-until = Avant le { $until }
report-period-between = Du { $from } jusqu’avant le { $until }
report-version = { $model }, version { $version }
report-part-of = { $part } sur { $leads }.
report-change-points = { $change } points par rapport à { $period } : { $verdict }.
report-change-percent = { $change } % par rapport à { $period } : { $verdict }.
report-change-none = Aucun dans { $period }.
report-change-days = { $days } jours dans { $period }.
report-more-than-chance = plus que le hasard
report-maybe-chance = peut-être le hasard
report-mql-to-won = De MQL à gagné
report-median-to-won = Délai médian jusqu’au gain
report-oldest-days = Le plus ancien attend depuis { $days } jours.
report-estimated = Environ { $share } en { $days } jours, une fois les leads ouverts décidés.
report-estimate = Estimation
report-estimate-low = Estimation, 95 % de
report-estimate-high = Estimation, 95 % à
report-funnel-by = Leads par étape atteinte, par { $by }
report-conversions-by = Conversion des leads, par { $by }
report-chart-trend = Conversion de chaque étape
report-section-way = De MQL à gagné
report-section-conversions = Conversion
report-section-counts = Leads par étape
report-section-activity = Ce qui s’est passé
report-note-way = Tous les leads du filtre ensemble.
report-note-trend = Les cohortes jeunes sont marquées immatures : leurs taux monteront encore, et l’estimation à côté tient compte des leads ouverts.
report-note-compared-rows = Taux avec leurs intervalles à 95 % : là où ils se chevauchent, la différence peut être due au hasard.
report-note-opens = Chaque chiffre ouvre ses leads.
report-note-activity = Compté à la date de chaque événement.
define-activity = Vue d’activité
define-activity-text = Les événements datés de la période, quelle que soit la date à laquelle leurs leads sont devenus MQL.
define-estimate = Estimation
define-estimate-text = Ce que devient un taux quand on tient compte des leads encore ouverts : incidence cumulée d’Aalen–Johansen, avec le rejet et la perte comme sorties concurrentes.
define-compared = Comparaison
define-compared-text = La période précédente, ses leads à l’âge qu’ont ceux de cette période aujourd’hui. Une différence dépasse le hasard quand son intervalle à 95 % exclut zéro.
lead-happened = Ce qui s’est passé
lead-happened-from = Arrivé depuis le
lead-happened-until = Arrivé avant le
lead-only = Seulement
lead-attributes = Attributs
only-decided = Décidés par les commerciaux
only-accepted = Acceptés, date connue
only-refused = Rejetés ou rendus
only-answered = Répondus par les commerciaux
only-judged = Délai de réponse écoulé, ou répondus
only-unpriced = Opportunités sans montant
only-in-time = Répondus à temps
only-late = Répondus trop tard
only-defaulted = Acceptés par silence
only-waiting = Délai de réponse en cours
only-left = Sortis de { $stage }, dates connues
only-standing = À l’étape { $stage }
only-flow = De { $from } à { $to }
only-flow-end = Pas plus loin que { $from }
