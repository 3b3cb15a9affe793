# L’accord du marketing et des ventes : motifs, équipes, territoires et attribution, horaires, délais.

nav-agreement = Accord
agreement-title = Accord
agreement-lead = Ce dont le marketing et les ventes sont convenus : motifs de refus, équipes, territoires et attribution, horaires de travail et délais de réponse.
agreement-parts = Parties de l’accord
agreement-all = Vue d’ensemble
agreement-reasons = Motifs
agreement-teams = Équipes
agreement-routing = Territoires et attribution
agreement-hours = Horaires de travail
agreement-service-level = Délais de réponse
agreement-change = Modifier
agreement-shipped = Ce sont les réglages fournis : personne ne les a encore changés.
agreement-saved-by = Dernière modification par { $who }, { $when }
agreement-saved-at = Dernière modification { $when }
agreement-document = En un document
agreement-document-hint = Tout l’accord est un seul texte, que l’on peut garder sous gestion de versions et rétablir. Les commentaires restent tant qu’il n’est changé que par fichier.
agreement-document-show = Afficher le document
agreement-changed-by = { $who } a modifié cette partie en même temps que vous ({ $when }). Votre saisie est ci-dessous, pas encore enregistrée ; enregistrer maintenant remplace sa version.
agreement-changed = Quelqu’un a modifié cette partie en même temps que vous. Votre saisie est ci-dessous, pas encore enregistrée ; enregistrer maintenant remplace sa version.
agreement-theirs = Voir sa version

done-agreement-saved = Enregistré. Cela vaut dès maintenant ; les leads déjà transmis gardent ce qui était convenu avant.
done-agreement-retired = Enregistré. Les motifs que des leads citent ont été retirés de la liste plutôt que supprimés, pour que leur historique reste lisible.

row-order = Place dans la liste
row-remove = Enlever

## Motifs
reasons-lead = Pourquoi les ventes peuvent refuser, et ce qui s’ensuit. Sans bons motifs, personne n’apprend d’un refus.
reasons-foot = Un motif cité par des leads n’est jamais supprimé, seulement retiré : il n’est plus proposé, et les anciens leads le gardent. Sans texte à vous, le texte fourni est affiché dans la langue de chacun.
reason-new = Un nouveau motif
reason-label = Texte affiché
reason-policy = Ce qui s’ensuit
reason-cool-off = Jours de repos
reason-retired = retiré
reason-retire = Plus proposé (retiré)
policy-recycle = retour au nurturing
policy-disqualify = écarté pour de bon
policy-recycle-days =
    { $count ->
        [one] retour au nurturing, { $shown } jour de repos
       *[other] retour au nurturing, { $shown } jours de repos
    }

## Équipes
teams-lead = Qui vend. Les membres sont servis à tour de rôle quand une règle le dit ; le responsable est prévenu quand un lead de l’équipe est en retard.
teams-none = Pas encore d’équipe : les leads vont au propriétaire du compte ou du contact, s’il y en a un.
team-new = Une nouvelle équipe
team-name = Nom de l’équipe
team-leader = Responsable
team-members = Membres
team-members-hint = Un nom par ligne, écrit comme dans le champ propriétaire de vos données. Laissez de côté les absents.
team-territory = Territoire
team-no-territory = Aucun
team-led-by = responsable : { $who }

## Attribution
routing-lead = Qui reçoit un lead : la première règle qui s’applique et trouve quelqu’un décide.
territories-title = Territoires
territories-lead = Des parties du marché. Un lead appartient au premier territoire dont toutes les conditions sont remplies.
territory-new = Un nouveau territoire
territory-name = Nom du territoire
territory-asks-nothing = Dites qui en fait partie : un pays, un secteur, une taille ou une autre condition.
rules-title = Règles
rules-lead = Essayées de haut en bas. Une règle sans condition vaut pour tous les leads : mettez-en une à la fin, pour n’oublier personne.
rules-none = Pas encore de règle : les leads vont au propriétaire du compte ou du contact, s’il y en a un.
rule-new = Une nouvelle règle
rule-name = Nom de la règle
rule-to = Qui reçoit le lead
rule-team = Équipe
rule-owner = Personne
rule-no-team = Aucune
rule-for-all = tous les leads
target-account-owner = le propriétaire du compte ou du contact
target-territory = les vendeurs du territoire, à tour de rôle
target-round-robin = les membres d’une équipe, à tour de rôle
target-person = une personne
target-team = la file commune d’une équipe
condition-countries = Le pays est parmi
condition-industries = Le secteur est parmi
condition-employees-from = Effectif, au moins
condition-employees-to = Effectif, au plus
condition-other = Une autre condition
condition-other-label = Condition, comme dans un modèle
condition-other-hint = Par exemple { "{" } attribute = "contact.title", contains = "chief" { "}" }. Elle s’ajoute aux champs ci-dessus.

## Essayer l’attribution
try-title = Essayer
try-hint = Le tour de personne n’est pris.
try-contact = Contact : clé, e-mail ou nom
try-country = Ou un pays
try-do = Qui recevrait le lead ?
try-no-contact = Il n’y a pas de contact « { $value } ».
try-several = Plusieurs contacts s’appellent « { $value } » : donnez la clé ou l’adresse e-mail.
try-owner-team = { $owner } ({ $team }) recevrait le lead.
try-owner = { $owner } recevrait le lead.
try-team = La file commune de { $team } recevrait le lead.
try-nobody = Aucune règle ne trouve personne : le lead irait au propriétaire du compte ou du contact, s’il y en a un.
try-no-rules = Il n’y a pas encore de règle.
try-territory = Territoire : { $name }
try-no-territory = Dans aucun territoire
try-does-not-hold = ne s’applique pas
try-finds-nobody = s’applique, mais ne trouve personne
try-not-asked = plus consultée
try-decides = décide : { $why }
why-account-owner = propriétaire du compte ou du contact
why-territory = à tour de rôle dans { $territory }
why-round-robin = à tour de rôle dans { $team }
why-person = cette personne
why-team = la file de { $team }

## Horaires
hours-lead = Quand on travaille. Seules ces heures comptent quand les délais se comptent en heures ouvrées.
hours-zone = Fuseau horaire
hours-zone-hint = Son nom IANA, comme Europe/Paris.
hours-week = Heures de la semaine
hours-week-hint = Par exemple 09:00-12:30, 13:30-18:00. Laissez vide un jour sans travail ; un horaire qui passe minuit se donne en deux parties.
hours-holidays = Jours fériés
hours-holidays-hint = Un par ligne : le jour, puis son nom, comme 2026-12-25 Noël.
hours-examples = À partir de maintenant, cela donne
hours-no-examples = Dès que les horaires sont lisibles, on voit ici quand une échéance tomberait.
hours-example =
    { $count ->
        [one] { $shown } heure ouvrée
       *[other] { $shown } heures ouvrées
    }
day-monday = Lundi
day-tuesday = Mardi
day-wednesday = Mercredi
day-thursday = Jeudi
day-friday = Vendredi
day-saturday = Samedi
day-sunday = Dimanche
day-off = sans travail

## Délais de réponse
level-lead = En combien de temps les ventes doivent répondre, et ce qui s’ensuit sinon. Le nombre d’heures de chaque note est dans le modèle.
level-clock = Heures qui comptent
level-clock-hint = Un changement vaut pour les leads transmis à partir de maintenant.
clock-plain = toutes les heures
clock-business = seulement les heures ouvrées
level-accept = Un lead resté sans réponse à temps compte comme accepté
level-accept-hint = Ces acceptations sont tenues à part de celles des personnes dans chaque rapport.
level-escalate = Les leads en retard sont signalés à
level-escalate-hint = Quand l’équipe n’a pas de responsable.
level-cool-off = Jours de repos après un refus
level-cool-off-hint = Pour les motifs qui ne disent rien d’autre. Pendant ce temps, le contact n’est pas transmis à nouveau.
level-fiscal-year = L’exercice commence en
level-fiscal-year-hint = Les trimestres et années des rapports le suivent.
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre

## Ce qui ne va pas
agreement-problem-needed = Ce champ est nécessaire : remplissez-le.
agreement-problem-twice = « { $value } » y est deux fois : donnez à chacun son nom.
agreement-problem-range = « { $value } » sort de ce qui a un sens.
agreement-problem-for-good = Ce motif écarte pour de bon, il n’a donc pas de jours de repos : laissez-les vides, ou choisissez le retour au nurturing.
agreement-problem-zone = « { $value } » n’est pas un fuseau horaire : écrivez son nom IANA, comme Europe/Paris.
agreement-problem-unknown = « { $value } » n’existe pas ou plus : choisissez autre chose.
agreement-problem-hours = « { $value } » ne sont pas des horaires : écrivez-les ainsi, 09:00-12:30, 13:30-18:00, la fin après le début.
agreement-problem-holiday = « { $value } » n’est pas un jour : écrivez-le ainsi, 2026-12-25, puis le nom.
agreement-problem-overlap = Ces heures se chevauchent : mettez-les dans l’ordre, sans qu’elles se touchent.
agreement-problem-no-hours = La semaine compte moins d’une heure de travail : aucune échéance n’arriverait jamais.
agreement-problem-no-reason = Tous les motifs sont retirés, les ventes ne pourraient plus rien refuser : gardez-en un.
agreement-problem-condition = Cette condition est illisible (message en anglais) : { $detail }
agreement-problem-other = Ceci est inutilisable (message en anglais) : { $detail }
agreement-problem-team-used = La règle « { $name } » donne des leads à une équipe qui n’existerait plus : changez d’abord cette règle.
agreement-problem-territory-used = L’équipe « { $name } » travaille dans un territoire qui n’existerait plus : changez d’abord cette équipe.
