# Les pages, l’une après l’autre.

## Accueil
home-title = Les entreprises qui s’échauffent
home-empty = Rien à noter pour l’instant
home-empty-text = La base est vide. Remplissez-la, et cette page montre quelles entreprises s’échauffent et pourquoi.
home-empty-reload = Rechargez ensuite cette page.
home-handed-over = Leads transmis
home-months = 12 derniers mois
home-warming = Ça chauffe maintenant
home-all-accounts = Tous les comptes
home-funnel = De MQL à gagné
home-funnel-more = Rapport complet, 12 derniers mois
home-best = Meilleurs comptes
home-surging = Comptes en pic d’activité
home-surging-hint = bien plus d’activité que d’habitude
home-qualified = Comptes qualifiés
home-qualified-hint = par le marketing (MQA)
home-waiting = Leads en attente des ventes
home-overdue =
    { $count ->
        [one] { $shown } en retard
       *[other] { $shown } en retard
    }
home-none-overdue = aucun en retard
home-all-surging = Tous les pics d’activité
home-no-surge = Aucun pic d’activité ; ces comptes ont le plus progressé en 30 jours
home-warming-none = Rien à comparer encore : l’historique commence avec la deuxième notation.
home-next = À regarder aujourd’hui
home-next-none = Rien d’urgent. Bravo.
home-matrix-more = Matrice complète
next-overdue =
    { $count ->
        [one] { $shown } lead est en retard : les ventes auraient déjà dû répondre
       *[other] { $shown } leads sont en retard : les ventes auraient déjà dû répondre
    }
next-undecided =
    { $count ->
        [one] { $shown } lead attend une réponse des ventes
       *[other] { $shown } leads attendent une réponse des ventes
    }
next-cell =
    { $count ->
        [one] { $shown } personne en { $rating } mérite le premier appel
       *[other] { $shown } personnes en { $rating } méritent les premiers appels
    }
next-surge = { $name } est en pic d’activité sans être qualifié : voyez qui manque
next-surge-qualified = { $name } est en pic d’activité et qualifié : voyez qui en est l’origine
next-rejects =
    { $count ->
        [one] { $shown } ligne de { $file } a été rejetée : corrigez-la et importez-la de nouveau
       *[other] { $shown } lignes de { $file } ont été rejetées : corrigez-les et importez-les de nouveau
    }
next-model = Publier un modèle de notation
next-score = Noter les contacts et les comptes

## Listes de comptes et de contacts
accounts-title = Comptes
accounts-lead =
    { $count ->
        [one] { $shown } compte,
       *[other] { $shown } comptes,
    }
accounts-count =
    { $count ->
        [one] { $shown } compte
       *[other] { $shown } comptes
    }
accounts-fit = { $fitting } sur { $total } comptes,
accounts-none = Pas encore de compte
accounts-none-text = Les comptes sont les entreprises à qui vous vendez. Ils viennent d’un fichier, ou de la démo.
accounts-no-match = Aucun compte ne convient
accounts-caption = Comptes avec note, scores, tendance et pic d’activité
accounts-shown =
    { $count ->
        [one] { $shown } compte sur cette page
       *[other] { $shown } comptes sur cette page
    }
accounts-search = Rechercher
accounts-search-placeholder = Partie du nom ; domaine, clé
only-mqa = Qualifiés par le marketing
only-surge = En pic d’activité
fitting-more = Plus de { $count }
has-account = Avec un compte
has-no-account = Sans compte
only-overdue = En retard
sort-score = Score
sort-name = Nom
sort-surge = Pic d’activité
sort-trend = Tendance sur 30 jours
sort-rank = Rang
sort-recent = Dernière activité
contacts-title = Contacts
contacts-lead =
    { $count ->
        [one] { $shown } contact,
       *[other] { $shown } contacts,
    }
contacts-count =
    { $count ->
        [one] { $shown } contact
       *[other] { $shown } contacts
    }
contacts-fit = { $fitting } sur { $total } contacts,
contacts-unscored =
    { $count ->
        [one] { $shown } d’entre eux n’est pas noté par ce modèle : voir tout le monde par nom
       *[other] { $shown } d’entre eux ne sont pas notés par ce modèle : voir tout le monde par nom
    }
contacts-none = Pas encore de contact
contacts-none-text = Les contacts sont les personnes dans les entreprises. Ils viennent d’un fichier, ou de la démo.
contacts-no-match = Aucun contact ne convient
contacts-caption = Contacts avec compte, note et scores
contacts-shown =
    { $count ->
        [one] { $shown } contact sur cette page
       *[other] { $shown } contacts sur cette page
    }
contacts-search = Rechercher
contacts-search-placeholder = Nom, e-mail, domaine

## Un compte
account-contacts = Ses contacts
owned-by = suivi par { $owner }
account-why = Pourquoi
account-why-title = Pourquoi cette note
account-unscored = Ce compte n’a pas encore été noté avec ce modèle. Lancez
account-no-people = Personne qui touche ce compte n’est engagé.
strategy-by = Engagement : { $strategy }
contributions-caption = Personnes dont l’engagement touche ce compte ; leurs points font la somme de son engagement.
reach = Portée
points-here = Points ici
reaches-by-others = le touche par d’autres
path = Chemin :
engagement-sum = Engagement, somme des lignes
fit-sum = Adéquation, somme des lignes
fit-title = Adéquation : qui ils sont
engagement-title = Engagement : ce qu’ils font
ledger-hint = Ouvrez une ligne pour voir son calcul
ledger-missing = inconnu
ledger-because = { $why } : { $share }
ledger-criterion = critère { $number }
ledger-no-criterion = aucun critère ne correspond
ledger-share = { $percent } de { $weight } = { $points }
ledger-sum-of-cap = somme { $sum } sur plafond { $cap } × poids { $weight } = { $points }
ledger-found = { $shown } en tout
ledger-found-within = { $shown } en { $days } jours
ledger-tier = au moins { $least } → { $percent } de { $weight } = { $points }
ledger-bound-high = les lignes font { $sum }, au plus { $bound } compte : { $points }
ledger-bound-low = les lignes font { $sum }, au moins { $bound } compte : { $points }
ledger-over-limit = { $points }, au-delà de la limite
to-next-band = { $points } jusqu’à { $name }
ledger-limit = limite
ledger-penalty = pénalité
ledger-adjustment = ajusté par les ventes
committee = Comité d’achat
committee-none = Le modèle ne demande pas de comité.
coverage-of = couvert à { $percent }
seat-nobody = Personne n’est connu dans ce rôle.
seat-asleep = Connus, mais pas engagés :
mqa-unknown = Pas encore calculé.
mqa-grade = Classe { $wanted }
mqa-level = Niveau { $wanted }
mqa-coverage = Comité couvert à { $wanted } au moins
mqa-people =
    { $count ->
        [one] Au moins { $shown } personne engagée
       *[other] Au moins { $shown } personnes engagées
    }
condition-holds = (rempli)
condition-fails = (pas rempli)
surge-new = nouveau
surge-recent =
    { $count ->
        [one] { $shown } activité ces { $days } derniers jours,
       *[other] { $shown } activités ces { $days } derniers jours,
    }
surge-before =
    { $count ->
        [one] contre { $shown } les { $days } jours d’avant.
       *[other] contre { $shown } les { $days } jours d’avant.
    }
activities-count =
    { $count ->
        [one] { $shown } activité
       *[other] { $shown } activités
    }
activities-shown =
    { $count ->
        [one] { $shown } activité sur cette page
       *[other] { $shown } activités sur cette page
    }
spark-label = Engagement { $change } sur { $days } jours
trend-change = En 30 jours
trend-none = L’historique commence à la deuxième notation.
history = Historique des scores
history-title = Adéquation et engagement au fil du temps
timeline = Chronologie
timeline-empty = Pas encore d’activité.
about-campaign = campagne { $name }
family = Groupe
family-total = Total
family-total-hint = Le total compte chaque personne une seule fois.
family-depth = Niveau { $depth } :
family-hidden =
    { $count ->
        [one] { $shown } autre membre n’est pas montré.
       *[other] { $shown } autres membres ne sont pas montrés.
    }
owned-share = détenu à { $share }
tree-self-parent = { $name } est saisi comme sa propre maison mère. Le lien est ignoré ; corrigez-le à la source.
tree-cycle = Ces comptes se possèdent en cercle : { $names }. L’arbre y est coupé ; corrigez-le à la source.
tree-several-parents = { $name } a plusieurs maisons mères : { $parents }. L’arbre montre la première.
tree-missing-parent = La maison mère de { $name } n’est pas dans la base : { $parent }. Importez-la pour voir tout le groupe.
graph = Relations, dessinées
graph-title = Graphe des relations
graph-hidden =
    { $count ->
        [one] { $shown } voisin est laissé de côté
       *[other] { $shown } voisins sont laissés de côté
    }
graph-account = compte
graph-contact = contact
graph-past = passé
facts = Faits
facts-none = Rien n’est connu en dehors de la clé.
natural-key = Clé

## Un contact
contact-why = Pourquoi
knocked-out = Éliminé
knock-out-title = À ne pas transmettre, car :
model-does-not-apply = Ce modèle ne note pas cette personne. Choisissez-en un autre, ou lisez pourquoi dans le modèle.
completeness-of = { $percent } du poids est connu
engagement-none = Aucune activité ne compte à ce moment.
cell-title = Ce que demande { $rating }
cell-people = Les autres de cette case
cell-priority = Priorité { $priority } · rang { $rank }
contact-no-leads = Pas encore transmis.
lead-model = modèle { $model }
lead-due = Réponse attendue
step-implied = sans date dans la source, repris d’une étape suivante
relationships = Relations
relationships-none = Aucune connue.
relationship-past = passé

## Recherche
search-title = Recherche
search-results = Résultats pour « { $text } »
search-what = Un compte se trouve par le début de son nom, de son domaine ou de sa clé ; un contact par le début de son nom, de son nom de famille, de son e-mail ou de sa clé, ou par le domaine de son entreprise.
search-start = Que cherchez-vous ?
search-start-text = Saisissez le début d’un nom, d’un domaine ou d’un e-mail dans le champ de recherche. La touche / y mène depuis chaque page.
search-none = Rien ne commence ainsi
search-none-text = Accents et majuscules ne comptent pas, mais le début doit être exact. La liste des comptes se fouille aussi à l’intérieur des noms.
search-within = Chercher à l’intérieur des noms de comptes
search-all-accounts = Tout voir dans la liste des comptes
search-all-contacts = Tout voir dans la liste des contacts
search-no-account = Aucun compte ne commence ainsi.
search-no-contact = Aucun contact ne commence ainsi.
search-first = Les premiers par nom ; la liste montre tout.

## Matrice
matrix-title = Matrice
matrix-lead = L’adéquation donne la classe, l’engagement le niveau. Chaque case dit ce qui est fait, et sous combien d’heures.
matrix-people = Personnes par note
matrix-hint = Choisissez une case pour voir ses personnes
matrix-caption = Contacts par classe (lignes) et niveau (colonnes)
matrix-axes = Lignes : adéquation, A est le meilleur. Colonnes : engagement, 1 est le plus fort.
matrix-scored = Contacts notés
matrix-unscored =
    { $count ->
        [one] { $shown } autre n’est pas noté par ce modèle
       *[other] { $shown } autres ne sont pas notés par ce modèle
    }

## Leads
leads-title = Leads
leads-lead =
    { $count ->
        [one] { $shown } lead en tout, le dernier changement d’abord.
       *[other] { $shown } leads en tout, le dernier changement d’abord.
    }
leads-fit = { $fitting } sur { $total } leads, le dernier changement d’abord.
leads-none = Pas encore de lead
leads-none-text = Un lead commence quand la note d’un contact entre dans une case à transmettre. Notez vos contacts, ou importez d’anciens leads avec leurs dates d’étapes :
leads-no-match = Aucun lead ne convient
leads-caption = Leads avec contact, compte, étape et dates
leads-shown =
    { $count ->
        [one] { $shown } lead sur cette page
       *[other] { $shown } leads sur cette page
    }
lead-stage = Étape actuelle
lead-reached = A atteint
lead-from = MQL dès le
lead-until = MQL avant le
lead-rating-long = Note à la transmission
lead-mql-at = MQL depuis
lead-since = Dernier changement
lead-without = Sans
lead-answer = Réponse des ventes
lead-overdue = en retard

## Entonnoir
by-month = Mois
by-quarter = Trimestre
by-year = Année
by-week = Semaine
by-source = Source
by-campaign = Campagne
by-owner = Responsable
by-rating = Note à la transmission
by-country = Pays
by-industry = Secteur
cohort-unknown = Inconnu
definitions = Ce que veut dire chaque chiffre
define-what = Qu’est-ce que cela veut dire ?
define-view = Vue par cohorte
define-view-text = Les leads devenus MQL dans la période, suivis aussi longtemps qu’ils existent. Les événements d’autres leads ne comptent pas.
define-mql = MQL
define-mql-text = Leads qualifiés par le marketing : transmis aux ventes, à la date de la transmission.
define-sal = SAL
define-sal-text = Leads acceptés par les ventes.
define-sql = SQL
define-sql-text = Leads qualifiés par les ventes.
define-opportunity = Opportunité
define-opportunity-text = Une opportunité a été ouverte.
define-won = Gagné
define-won-text = L’opportunité a été gagnée.
define-rejected = Refusé
define-rejected-text = Les ventes ne les ont pas acceptés, quelle que soit la suite (recyclés ou disqualifiés).
define-undecided = En attente
define-undecided-text = MQL que les ventes n’ont ni acceptés ni refusés. Ils n’entrent dans aucun taux avant décision.
define-acceptance = Taux d’acceptation
define-acceptance-text = SAL / (SAL + refusés), parmi les leads décidés seulement.
define-conversion = Conversion
define-conversion-text = Parmi les leads entrés dans une étape, la part qui a atteint la suivante. De MQL à gagné : gagnés / MQL.
define-interval = Intervalle
define-interval-text = Intervalle de Wilson à 95 % de la part : avec peu de leads il est large, et un écart peut être le hasard.
define-immature = Cohorte immature
define-immature-text = Son lead le plus jeune a eu moins de temps que le lead médian de MQL à gagné : ses taux vont encore monter.

## Imports
imports-title = Imports
imports-lead = Ce qui est entré, et quelles lignes ont été rejetées. Une mauvaise ligne n’arrête jamais les bonnes.
imports-none = Rien n’a encore été importé
imports-none-text = Les fichiers s’importent en ligne de commande.
imports-shown =
    { $count ->
        [one] { $shown } import sur cette page
       *[other] { $shown } imports sur cette page
    }
import-file = Fichier
import-status = État
import-when = Début
import-read = Lignes lues
import-created = Nouvelles
import-updated = Modifiées
import-unchanged = Inchangées
import-skipped = Écartées
import-rejected = Rejetées
import-running = en cours
import-finished = terminé
import-failed = échoué
import-interrupted = interrompu
import-kind-accounts = Comptes
import-kind-contacts = Contacts
import-kind-relationships = Relations
import-kind-activities = Activités
import-kind-leads = Leads
notices = Bon à savoir
notices-count =
    { $count ->
        [one] { $shown } remarque
       *[other] { $shown } remarques
    }
rejects = Lignes rejetées
rejects-hint = Corrigez-les dans le fichier des rejets et importez-le à nouveau
rejects-none = Toutes les lignes sont entrées.
rejects-download = Fichier des rejets (CSV)
rejects-shown =
    { $count ->
        [one] { $shown } ligne sur cette page
       *[other] { $shown } lignes sur cette page
    }
reject-line = Ligne
reject-column = Colonne
reject-value = Valeur
reject-reason = Pourquoi, et que faire
detected = Comment le fichier a été lu
detected-hint = Détecté, ou donné en ligne de commande
detected-encoding = Encodage
detected-delimiter = Séparateur
detected-byte-order-mark = Marque d’ordre des octets
detected-present = présente
detected-absent = absente
detected-line-ends = Fins de ligne
detected-columns = Colonnes
detected-bytes = Octets
detected-comma = virgule
detected-semicolon = point-virgule
detected-tab = tabulation
detected-vertical-bar = barre verticale
detected-custom = comme indiqué
detected-mixed = mélangées
detected-none = aucune

## Modèles
models-title = Modèles
models-lead = Les grilles convenues pour noter contacts et comptes. Une version publiée ne change plus.
model-name = Nom
model-current = Version en vigueur
model-role = Rôle
model-drives = décide de la transmission
model-beside = note seulement
model-applies = Note ceux dont :
model-account-fit = Adéquation de l’entreprise
model-account = Ce qu’il dit des entreprises
model-matrix-caption = Ce qui est fait dans chaque case
model-rank = Rang au sein d’une note : { $percent } d’adéquation, le reste d’engagement.
model-surge = Les { $recent } derniers jours contre les { $before } jours d’avant ;
model-surge-when = au moins { $count } activités, p < { $p }.
model-document = Le document de la version en vigueur (TOML)
model-versions = Versions
model-in-force = en vigueur
model-read-only = Un modèle se modifie comme document :
threshold = { $name } dès { $at }
rule-weight = poids { $weight }
rule-first = Le premier critère qui convient donne son pourcentage du poids.
rule-missing = inconnu
rule-penalties = Pénalités
rule-knock-outs = Éliminations
rule-cap = somme des signaux, pleine à { $cap } points
rule-tiers = la meilleure ligne qui tient compte
decay-half-life = perd la moitié tous les { $days } jours
decay-linear = s’éteint en { $days } jours
decay-step = perd { $percent } tous les { $days } jours
decay-window = compte pendant { $days } jours
limit-per-day = au plus { $points } par jour
limit-in-all = au plus { $points } en tout
tier = au moins { $count } × { $what }
tier-within = sous { $days } jours
penalty-silent = silencieux depuis { $days } jours
hours = { $hours } h
