# Travailler les leads : la liste de travail, la page d’un lead, qui travaille.

## Ce qu’on peut faire d’un lead, ce qui en a été fait, et la même chose dans une phrase
do-accept = Accepter
do-reject = Rejeter
do-return = Rendre
do-qualify = Qualifier
do-open-opportunity = Ouvrir une opportunité
do-win = Gagné
do-lose = Perdu
do-assign = Confier à quelqu’un
did-inquire = Premier contact
did-hand-off = Transmis
did-accept = Accepté
did-accept-by-default = Accepté par silence
did-pass-sla = En retard
did-reject = Rejeté
did-return = Rendu
did-qualify = Qualifié
did-open-opportunity = Opportunité ouverte
did-win = Gagné
did-lose = Perdu
did-recycle = Retour au nurturing
did-disqualify = Écarté pour de bon
did-assign = Confié
did-undo = Annulation
participle-inquire = ouvert comme premier contact
participle-hand-off = transmis
participle-accept = accepté
participle-accept-by-default = accepté par silence
participle-pass-sla = marqué en retard
participle-reject = rejeté
participle-return = rendu
participle-qualify = qualifié
participle-open-opportunity = transformé en opportunité
participle-win = gagné
participle-lose = perdu
participle-recycle = recyclé
participle-disqualify = disqualifié
participle-assign = confié à quelqu’un d’autre
participle-undo = rétabli

## Pourquoi quelque chose est refusé
refused-event-not-allowed = Ce lead est au stade { $stage } et ne peut pas y être { $event }.
refused-before-newest-entry = La date { $at } précède la dernière ligne du journal ({ $newest_at }). Corrigez la date.
refused-reason-missing = Dites pourquoi : un lead n’est pas { $event } sans motif.
refused-reason-unknown = Le motif « { $reason } » n’existe plus. Choisissez parmi : { $known }.
refused-party-not-allowed = Cela ne revient pas au commerce : c’est quelqu’un d’autre par qui un lead est { $event }.
refused-overtaken = { $who } a été plus rapide : le lead a été { $event } le { $at }, après son affichage ici. Rien n’a été enregistré de votre part, et rien n’en est perdu.
refused-another-lead-open = Cette personne a un autre lead au commerce, au stade { $stage } depuis le { $since }. On travaille une personne dans un seul lead à la fois.
refused-amount-without-currency = Le montant { $amount } n’a pas de devise. Choisissez-en une.
refused-currency-unknown = { $currency } n’est pas une devise en usage. Choisissez-en une dans la liste.
refused-amount-negative = Le montant { $amount } est négatif. Une opportunité vaut quelque chose, ou rien.
refused-close-before-open = L’opportunité est ouverte le { $opened } et ne peut pas se conclure dès le { $expected }. Donnez un jour plus tardif.
refused-nobody-to-assign = Dites à qui confier le lead : une personne, une équipe, ou les deux.
refused-not-due = Le commerce a jusqu’au { $due } ; un lead n’est { $event } qu’ensuite.
refused-no-sla = Ce lead a été transmis sans délai de réponse : il ne peut pas être { $event }.
refused-overdue-already = Ce lead est déjà en retard depuis le { $since }.
refused-nothing-to-undo = Il n’y a rien à annuler : autre chose est arrivé à ce lead entre-temps, ou c’est déjà annulé.
refused-undo-too-late = Le lead a été { $event } le { $at }. Une erreur ne s’annule que dans la minute ; passez plutôt à l’étape suivante.
refused-undo-not-yours = Le lead a été { $event } par { $who }. Seule cette personne peut l’annuler.
refused-stage-before-stage = { $stage } le { $at } précède { $before } le { $before_at }. Corrigez l’une des dates.
refused-stage-cannot-follow = { $stage } le { $at } ne peut pas suivre { $before } le { $before_at }.
refused-stage-given-twice = { $stage } est donné deux fois, le { $first } et le { $second }. Gardez-en un.
refused-stage-in-future = La date { $at } est dans le futur (nous sommes le { $now }). Donnez un jour passé.
refused-stage-contradicts-log = { $stage } le { $at } contredit le journal, qui dit le { $logged }.
refused-stage-contradicts-implied = { $stage } le { $at } contredit le journal, qui tire le { $logged } du stade suivant.
refused-refused-by-log = Le journal de ce lead ne le permet pas : { $reason }

## Ce qui vient d’être fait
worked-event = { $name } : { $what }.
worked-assign = { $name } : désormais chez { $owner }.
worked-undo = { $name } : annulé. Le lead est de nouveau au stade { $stage }.
undo = Annuler
undo-all = Tout annuler
undo-within =
    { $count ->
        [one] encore { $shown } seconde
       *[other] encore { $shown } secondes
    }
refused-some =
    { $count ->
        [one] { $shown } lead est resté tel quel :
       *[other] { $shown } leads sont restés tels quels :
    }
nobody = personne en particulier

## Délai de réponse
left-minutes = encore { $shown } min
left-hours = encore { $shown } h
left-days = encore { $shown } j
left-business-minutes = encore { $shown } min ouvrées
left-business-hours = encore { $shown } h ouvrées
over-minutes = en retard de { $shown } min
over-hours = en retard de { $shown } h
over-days = en retard de { $shown } j
over-business-minutes = en retard de { $shown } min ouvrées
over-business-hours = en retard de { $shown } h ouvrées
sla-until = À répondre avant le { $due }
sla-business = Seules les heures ouvrées comptent.

## Qui travaille
who = Vous êtes
who-pick = Choisissez votre nom
who-back = Retour

## Liste de travail
nav-worklist = À traiter
worklist-title = À traiter
worklist-of = À traiter par { $who }
worklist-mine = Les miens
worklist-queue = À personne encore
worklist-team = Toute mon équipe
worklist-scopes = Les leads de qui
count-to-answer = { $shown } à répondre
count-overdue = { $shown } en retard
count-to-qualify = { $shown } à qualifier
count-to-open = { $shown } à transformer en opportunité
count-opportunities =
    { $count ->
        [one] { $shown } opportunité ouverte
       *[other] { $shown } opportunités ouvertes
    }
work-mql = À répondre
work-sal = Acceptés, à qualifier
work-sql = Qualifiés, à transformer en opportunités
work-opportunity = Opportunités ouvertes
work-stage = À faire
work-due = Échéance
work-today = Aujourd’hui ou avant
work-rep = Personne
work-priority = Priorité { $priority }
work-rating-now = { $rating } aujourd’hui
work-rating-title = Noté { $then } à la transmission, { $now } aujourd’hui
work-no-reasons = Ce modèle ne note pas cette personne.
work-fit = Qui c’est
work-engagement = Ce qu’elle fait
because-what = { $activity } : { $about }
because-one = { $what }, { $when }
because-several = { $what } et { $more } autres, la dernière fois { $when }
work-last = Dernière activité
work-never-active = aucune activité connue
work-since = Étape { $stage } atteinte
work-tick = Cocher { $name }
work-take = Je le prends
work-next-sal = Qualifier
work-next-sql = Ouvrir une opportunité
work-next-opportunity = Gagné ou perdu
work-reject-of = Rejeter { $name }
work-return-of = Rendre { $name }
work-empty = Tout est fait
work-empty-text = Rien ne vous attend. Les nouveaux leads arrivent ici dès qu’ils vous sont transmis.
work-empty-queue =
    { $count ->
        [one] { $shown } lead de votre équipe n’est encore à personne
       *[other] { $shown } leads de votre équipe ne sont encore à personne
    }
work-empty-queue-none = Aucun lead de votre équipe n’attend que quelqu’un le prenne.
work-empty-team = Rien n’attend personne dans votre équipe.
work-no-team = Vous n’êtes dans aucune équipe. Les équipes sont nommées dans l’accord.
work-no-match = Aucun lead ne correspond à ces filtres
work-shown =
    { $count ->
        [one] { $shown } lead sur cette page
       *[other] { $shown } leads sur cette page
    }
work-all-leads = Tous les leads
work-reps-title = Qui a quoi
work-reps-caption = Ce qui attend chaque personne de l’équipe
work-reps-queue = À personne encore
work-overdue = En retard
bulk-title = Avec les leads cochés
bulk-hint = Cochez des leads dans la liste, puis choisissez ce qui leur arrive à tous.
bulk-ticked = Cochés : { $number }
bulk-none = Cochez d’abord au moins un lead.
bulk-reason-missing = Choisissez un motif de rejet.
bulk-owner-missing = Choisissez à qui les confier.
bulk-unreadable = La liste des leads cochés n’a pas pu être lue. Cochez-les de nouveau.
bulk-accept = Les accepter
bulk-reject = Les rejeter
bulk-assign = Les confier
reason-choose = Choisissez un motif
reason-for-good = { $reason } (pour de bon)
note = Note
note-optional = Note (facultative)
next-worklist = Votre liste : { $waiting }

## Touches
keys = Touches
keys-title = Touches de la liste de travail
keys-close = Fermer
keys-next = lead suivant
keys-previous = lead précédent
keys-accept = accepter
keys-reject = rejeter : choisir le motif
keys-step = qualifier, ou l’étape suivante
keys-open = ouvrir le lead
keys-undo = annuler
keys-tick = cocher
keys-show = montrer ces touches
keys-note = Les touches ne font rien pendant que vous écrivez dans un champ.

## Un lead
lead-of = Lead { $name }
lead-acts = Et maintenant ?
lead-acts-none = Ce lead est terminé. Il reste ici, avec tout ce qui s’est passé.
lead-steps = Où il en est
step-none = pas encore
step-skipped = sauté
lead-who-has = Chez
lead-team = Équipe
lead-model-title = Modèle
lead-escalated = Prévenu du retard
lead-reason = Motif
lead-cool-off = Pas de nouvelle transmission avant le
lead-amount = Montant
lead-expected = Conclusion attendue
lead-bant = Ce qu’on a appris
lead-person = Personne
lead-company = Entreprise
lead-details = À propos de ce lead
lead-play = Ce que demande { $rating }
lead-why = Pourquoi il a été transmis
lead-why-at = Noté { $rating } par la version { $version } le { $date }
lead-why-none = Ce lead vient d’un fichier, sans le score qui y a mené.
lead-why-differs = Des faits ou des activités de ce moment sont arrivés plus tard : recalculé aujourd’hui, le même instant donne { $rating }. Ce qui a été décidé alors reste au journal.
lead-log = Ce qui s’est passé
lead-log-undone = annulé
lead-log-to = à { $who }
lead-log-rule = par la règle { $rule }
lead-log-told = { $who } a été prévenu
lead-log-due = à répondre avant le { $due }
lead-log-close = conclusion attendue le { $date }
lead-answered-late = répondu en retard
lead-answered-in-time = répondu à temps
lead-answered = Réponse
lead-typed = Ce que vous aviez saisi
lead-typed-text = Ce n’est pas enregistré. Cela reste ici pour que vous puissiez vous en servir ailleurs.
contact-link = Contact
bant-budget = Budget
bant-authority = Décision
bant-need = Besoin
bant-timeline = Calendrier
bant-budget-hint = Y a-t-il de l’argent pour cela ?
bant-authority-hint = La personne décide-t-elle, ou atteint-elle qui décide ?
bant-need-hint = A-t-elle le problème que nous résolvons ?
bant-timeline-hint = Le veut-elle dans un délai qui peut être nommé ?
answer-unknown = Inconnu
answer-no = Non
answer-yes = Oui
bant-note = Ce qui en a été dit
bant-optional = Rien n’est obligatoire ici : répondez ce que vous savez.
amount = Montant
amount-hint = Par exemple { $example }. Laissez vide tant que personne ne le sait.
amount-final-hint = Le montant final, s’il diffère de { $amount }.
amount-unreadable = « { $value } » ne se lit pas comme un montant. Écrivez-le comme { $example }.
currency = Devise
currency-choose = Choisir
expected-close = Conclusion attendue le
expected-close-hint = Laissez vide tant que personne ne le sait.
act-day = Cela s’est passé le
act-day-hint = Laissez vide pour aujourd’hui.
lead-log-written = noté le { $at }
refused-done-already = Vous l’avez déjà fait : le lead a été { $event } le { $at }. Rien n’a changé cette fois-ci, et rien de ce que vous avez saisi n’est perdu.
owner-unknown = Personne du nom de « { $value } » ne peut recevoir de lead. Choisissez quelqu’un dans la liste.
note-too-long = La note dépasse { $most } caractères. Raccourcissez-la.
day-unreadable = « { $value } » n’est pas un jour. Écrivez-le comme 2026-06-30.
answer-unreadable = « { $value } » n’est pas une réponse. Choisissez l’une des trois.
assign-owner = Personne
assign-team = Équipe
assign-nobody = Personne en particulier
act-unreadable = Cette page n’a pas pu être lue. Rechargez-la et refaites l’étape ; rien n’a été changé.
