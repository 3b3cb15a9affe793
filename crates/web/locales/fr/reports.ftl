# Ce que disent les rapports. Les mêmes clés se trouvent dans crates/reporting/src/words.rs, pour la ligne de commande.

count-leads =
    { $count ->
        [one] { $shown } lead
       *[other] { $shown } leads
    }
leads-download =
    { $count ->
        [one] Télécharger { $shown } lead en CSV
       *[other] Télécharger { $shown } leads en CSV
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
report-note-trend = Chaque point repose sur au moins 20 leads : quand une période en a moins, les précédentes comptent avec elle. Les cohortes jeunes sont marquées immatures : leurs taux monteront encore, et l’estimation à côté, que montre le graphique, tient compte des leads ouverts.
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
by-team = Équipe
by-manager = Responsable d’équipe
by-territory = Territoire
report-title-acceptance = Acceptation
report-title-reasons = Motifs
report-title-sla = Délai de réponse
report-title-stages = Durée de chaque étape
report-title-pipeline = Opportunités
report-title-conversion = Conversion par note
report-title-flows = Parcours des leads
report-lead-acceptance = Si les commerciaux veulent les leads : acceptés parmi les décidés. Ceux que personne n’a décidés sont à part.
report-lead-acceptance-activity = Les décisions des commerciaux, à la date où elles ont été prises.
report-lead-reasons = Pourquoi les commerciaux ont dit non, et pourquoi des opportunités ont été perdues : les leads devenus MQL dans la période.
report-lead-reasons-activity = Pourquoi les commerciaux ont dit non, et pourquoi des opportunités ont été perdues, à la date où c’est arrivé.
report-lead-sla = Si les commerciaux répondent dans le délai convenu, en acceptant ou en rejetant : les leads devenus MQL dans la période.
report-lead-stages = Combien de temps les leads restent à chaque étape, et ce qui est gagné par jour : les leads devenus MQL dans la période.
report-lead-pipeline = Ce que valent les opportunités issues des leads devenus MQL dans la période. Les devises ne sont jamais additionnées.
report-lead-conversion = Si de meilleures notes convertissent mieux : les leads devenus MQL dans la période, par leur note à la transmission.
report-lead-flows = De quelle étape à quelle autre les leads sont allés, et où ils en sont : les leads devenus MQL dans la période.
report-accepted = Acceptés
report-median-waiting = La moitié attend depuis plus de { $days } jours.
report-median-age = Attente, médiane
report-oldest-age = Attente, la plus longue
report-section-rates = Taux d’acceptation
report-note-acceptance = Acceptés parmi acceptés et rejetés. Avec peu de leads, l’intervalle est large et les différences peuvent être dues au hasard.
report-section-reasons = Motifs de rejet
report-section-lost-reasons = Motifs de perte
report-section-reasons-by = Motifs côte à côte
report-note-reasons = Les plus fréquents d’abord ; la ligne additionne leurs parts.
report-refused = Refusés
report-returned = Rendus après acceptation
report-of-refused = Sur { $leads } refusés.
report-vital = Motifs qui expliquent l’essentiel
report-vital-hint = Autant de motifs font 80 % des refus.
report-response-median = Réponse médiane
report-response-p90 = 90 % répondent en
report-clock-plain = Chaque heure compte.
report-clock-business = Seules les heures ouvrées comptent.
report-section-sla = Niveau de service
report-note-sla = À temps, parmi les répondus ou hors délai. { $clock }
report-of-left = Sur { $leads } sortis de cette étape.
report-days-at = Médiane à l’étape { $stage }
report-section-stage-times = Jours à chaque étape
report-section-stages-by = Jours médians côte à côte
report-section-velocity = Vélocité
report-note-stages = Des leads sortis d’une étape, les deux dates connues ; ceux qui y sont encore sont à part.
report-note-medians = La moitié des leads n’a pas pris plus de temps.
report-note-velocity = Gagné par jour : opportunités × taux de gain × montant moyen / jours de MQL à gagné.
report-mean-amount = Montant moyen
report-cycle = De MQL à gagné, médiane
report-velocity = Gagné par jour
report-open = Ouvertes
report-won-of = Dont gagné : { $amount }.
report-section-pipeline = Opportunités
report-note-pipeline = Une ligne par devise ; les opportunités sans montant ont une ligne sans devise.
report-rank-holds = Aucune meilleure note ne convertit moins bien qu’une moins bonne au-delà du hasard.
report-rank-broken = { $better } convertit moins bien ({ $low }) que { $worse }, pourtant moins bonne ({ $high }), au-delà du hasard.
report-handed-over = Transmis
report-section-flows = D’étape en étape
report-note-flows = Plus un ruban est large, plus de leads ont suivi ce chemin.
define-refused = Refusés
define-refused-text = Rejetés, ou acceptés puis rendus. Les opportunités perdues sont à part.
define-cumulative = Cumulé
define-cumulative-text = La part d’un motif et de tous les plus fréquents ensemble.
define-sla = Répondu à temps
define-sla-text = Acceptés ou rejetés avant la fin du délai de réponse, parmi les répondus ou hors délai. Les leads encore dans le délai ne sont pas jugés.
define-response = Réponse
define-response-text = Le temps entre la transmission et la décision des commerciaux, à l’horloge convenue : toutes les heures, ou les heures ouvrées seulement.
define-overdue = En retard
define-overdue-text = Personne n’a répondu, et le délai de réponse est écoulé.
define-defaulted = Accepté par silence
define-defaulted-text = Personne n’a répondu à temps, et l’accord compte cela comme une acceptation.
define-time-in-stage = Durée d’une étape
define-time-in-stage-text = Jours entre l’arrivée à une étape et l’arrivée à la suivante, quand les deux dates sont connues. 75 % en : trois leads sur quatre n’ont pas pris plus de temps.
define-standing = Encore là
define-standing-text = Les leads à cette étape maintenant, avec leurs jours jusqu’ici.
define-cycle = Cycle
define-cycle-text = Jours de MQL à gagné, pour les leads gagnés.
define-velocity = Vélocité
define-velocity-text = Ce qui est gagné par jour : opportunités × taux de gain × montant moyen / jours du cycle, dans chaque devise à part.
define-pipeline = Opportunités
define-pipeline-text = Les opportunités et leur valeur, quelle que soit leur issue. Les montants de devises différentes ne sont jamais additionnés.
define-win-rate = Taux de gain
define-win-rate-text = Gagnées parmi gagnées et perdues. Les opportunités ouvertes ne sont pas jugées.
define-rank-order = Ordre des notes
define-rank-order-text = Une note qui n’est moins bonne ni en grade ni en niveau ne devrait pas convertir moins bien. Là où c’est le cas et que le hasard ne l’explique pas à 95 %, le rapport le dit.
define-recycled = Recyclé
define-recycled-text = De retour au nurturing : une transmission ultérieure ouvre un nouveau lead.
report-all-leads = Tous les leads
report-file-rows = lignes
report-cut = les { $rows } premières lignes sur { $all } : vos fichiers n’en contiennent pas plus
only-returned = Rendus après acceptation
report-table-rows =
    { $count ->
        [one] Tableau : { $shown } ligne
       *[other] Tableau : { $shown } lignes
    }
