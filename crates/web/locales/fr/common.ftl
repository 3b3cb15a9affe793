# Cadre, navigation, et mots communs à plusieurs pages.

skip-to-content = Aller au contenu
menu = Menu
nav-label = Principal
search-everything = Chercher des comptes et des contacts
search-placeholder = Chercher
nav-group-work = Entreprises et personnes
nav-group-results = Résultats
nav-group-setup = Réglages
nav-home = Accueil
nav-accounts = Comptes
nav-contacts = Contacts
nav-leads = Leads
nav-matrix = Matrice
nav-funnel = Entonnoir
nav-models = Modèles
nav-imports = Imports
theme-dark = Thème sombre
theme-light = Thème clair
foot-loopback = Ce serveur n’écoute que la boucle locale : aucune autre machine ne peut l’atteindre.
foot-times = Toutes les heures sont en UTC.
crumbs-label = Où vous êtes
sections-label = Sur cette page

yes = oui
no = non
not-yet = pas encore
never = jamais
show = Afficher
since = depuis le { $date }
until = jusqu’au { $date }
value-unknown = inconnu
times-utc = Heures en UTC
contacts-word = contacts
as-of = Au

account = Compte
contact = Contact
person = Personne
model = Modèle
model-primary = { $title } (principal)
model-version = { $model }, version { $version }
version-number = version { $version }
owner = Responsable
source = Source
campaign = Campagne
reason = Motif
industry = Secteur
country = Pays
account-owner = Responsable du compte
employees = Effectif
employees-count =
    { $count ->
        [one] { $shown } salarié
       *[other] { $shown } salariés
    }
size-and-more = { $low } et plus
rating = Note
rating-none = non noté
rating-grade = { $grade }, tout niveau
rating-level = Niveau { $level }, toute classe
fit = Adéquation
engagement = Engagement
fit-and-engagement = Adéquation et engagement
points = Points
of-points = sur { $of }
rank = Rang
trend = Tendance
surge = Pic d’activité
coverage = Couverture
people-engaged = Personnes engagées
last-activity = Dernière activité
sort = Trier par
mqa-long = Compte qualifié par le marketing
within-hours = sous { $hours } h
scored-with = notés avec { $model }, version { $version }
no-model-title = Pas encore de barème
no-model = Aucun modèle n’est publié : rien ne peut être noté. Publiez-en un :

interval = ({ $low } – { $high })
interval-95 = Intervalle à 95 %
quarter = T{ $quarter } { $year }
chart-figures = Voir les chiffres

ago-now = à l’instant
ago-minutes =
    { $count ->
        [one] il y a { $shown } minute
       *[other] il y a { $shown } minutes
    }
ago-hours =
    { $count ->
        [one] il y a { $shown } heure
       *[other] il y a { $shown } heures
    }
ago-days =
    { $count ->
        [one] il y a { $shown } jour
       *[other] il y a { $shown } jours
    }
ago-months = il y a { $shown } mois
ago-years =
    { $count ->
        [one] il y a { $shown } an
       *[other] il y a { $shown } ans
    }
ahead-minutes =
    { $count ->
        [one] dans { $shown } minute
       *[other] dans { $shown } minutes
    }
ahead-hours =
    { $count ->
        [one] dans { $shown } heure
       *[other] dans { $shown } heures
    }
ahead-days =
    { $count ->
        [one] dans { $shown } jour
       *[other] dans { $shown } jours
    }
ahead-months = dans { $shown } mois
ahead-years =
    { $count ->
        [one] dans { $shown } an
       *[other] dans { $shown } ans
    }
age-days = { $days } j

labelled = { $label } :
filter-more = Plus de filtres
filter-any = Tous
filter-apply = Appliquer
filter-active = Filtres actifs
filter-remove = retirer ce filtre
filter-clear = Retirer tous les filtres
filter-only = Statut
list-no-match-text = Rien ne répond à tous les filtres à la fois. Retirez-en un, ou tous.
pager-label = Pages de la liste
pager-previous = Précédent
pager-next = Suivant
field-error-rating = « { $value } » n’est pas une note : choisissez de A1 à D4.
field-error-choice = « { $value } » ne fait pas partie des choix.
field-error-date = « { $value } » n’est pas une date : écrivez-la ainsi, 2026-06-30.
field-error-period = « { $value } » n’est pas après le premier jour : la période serait vide.

start-demo = Pour découvrir, remplissez la base vide avec une entreprise simulée :
start-import = Pour voir la vôtre, importez vos fichiers, puis notez :

error-reference = Référence dans le journal :
error-not-found-title = Il n’y a rien ici
error-not-found-text = L’adresse est mal écrite, ou ce qu’elle désignait n’existe plus. Rien n’est cassé.
error-not-found-back = Aller à l’accueil
error-bad-cursor-title = Cet endroit de la liste n’existe plus
error-bad-cursor-text = Le lien mène dans une liste qui a changé depuis. Vos filtres sont gardés : reprenez à la première page.
error-bad-cursor-back = Reprendre la liste
error-bad-request-title = Cette adresse est illisible
error-bad-request-text = Elle contient quelque chose que cette page n’attend pas.
error-bad-request-back = Aller à l’accueil
error-internal-title = La page n’a pas pu être faite
error-internal-text = La faute est de notre côté, et le journal du serveur la garde sous la référence ci-dessous. Réessayer peut suffire.
error-internal-back = Aller à l’accueil

error-unavailable-title = La base de données ne répond pas pour l’instant
error-unavailable-text = Elle est arrêtée, occupée, ou n’a plus de place pour écrire. Rien de ce que vous avez envoyé n’a été gardé ; revenez en arrière et renvoyez-le dans un instant.
error-unavailable-back = Aller à l’accueil
