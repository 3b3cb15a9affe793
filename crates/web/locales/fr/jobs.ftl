# Tâches planifiées : ce qui s’exécute, quand, et ce qui en est résulté.

nav-jobs = Tâches
jobs-title = Tâches planifiées
jobs-lead = Ce que Bareme fait tout seul, quand, et comment cela s’est passé. Chaque échéance s’exécute une seule fois, quel que soit le nombre de serveurs.
jobs-none = Il n’y a pas encore de tâche
jobs-none-text = Elles sont créées au démarrage d’un serveur qui exécute les tâches : bareme serve.
job = Tâche
job-new = Nouvelle tâche
job-new-lead = Choisissez ce qu’il faut faire et quand. Les prochaines échéances s’affichent avant tout enregistrement.
job-make = Créer la tâche

job-name-nightly-scoring = Notation nocturne
job-name-service-level-sweep = Contrôle des délais de réponse
job-name-retention = Nettoyage
job-name-quarterly-recalibration = Recalibrage trimestriel
job-name-weekly-drift-check = Contrôle hebdomadaire de la dérive
job-kind-score = Tout noter
job-kind-sweep = Marquer les leads en retard
job-kind-retention = Supprimer ce qui ne sert plus
job-kind-recalibration = Recalibrer les modèles
job-kind-drift = Contrôler la dérive
job-does-score = Note tous les contacts, agrège les entreprises, garde l’instantané du jour et transmet les leads.
job-does-sweep = Marque les leads que les commerciaux ont trop fait attendre et prévient le responsable de l’équipe.
job-does-retention = Supprime les lignes rejetées des imports et les anciennes exécutions. Les notes et les leads restent.
job-does-recalibration = Mesure chaque modèle à ce que ses leads sont devenus, et garde un rapport avec une proposition à signer. Ne change aucun modèle.
job-does-drift = Dit si les leads ne ressemblent plus à ce qu’ils étaient. Ne garde aucun rapport.

job-when = Quand
job-next-run = Prochaine exécution
job-last-run = Dernière exécution
job-never = jamais
job-not-yet = Pas encore exécutée.
job-is-paused = en pause
job-name = Nom
job-name-hint = Sert aussi en ligne de commande : bareme jobs run NOM.
job-kind = Ce qu’elle fait
job-often = Fréquence
job-every = Toutes les
job-past = Minute de l’heure
job-past-hint = De 0 à 59
job-weekday = Jour de la semaine
job-day = Jour du mois
job-day-hint = De 1 à 28 ; pour la fin du mois, choisissez « le dernier jour du mois ».
job-time = Heure
job-time-hint = Par exemple 06:30.
job-expression = Expression
job-expression-hint = Minute, heure, jour, mois, jour de la semaine, comme dans cron : 30 6 * * 1-5. Q à la place du mois désigne le premier mois de chaque trimestre fiscal.
job-zone = Fuseau horaire
job-zone-hint = Par exemple Europe/Paris. Vide : celui des heures de travail de l’accord.
job-zone-company = celui de l’entreprise
job-catch-up = Rattraper une échéance manquée
job-catch-up-hint = Si aucun serveur ne fonctionnait à l’heure prévue, elle s’exécute une fois dès qu’il y en a un. Sinon, l’échéance est notée comme manquée.
job-parameter-rejects-days = Conserver les lignes rejetées, en jours
job-parameter-rejects-days-hint = Les lignes rejetées par un import sont ensuite supprimées.
job-parameter-runs-days = Conserver les exécutions, en jours
job-parameter-runs-days-hint = La dernière exécution de chaque tâche reste toujours.
job-parameter-people-days = Effacer les personnes sans nouvelles, en jours
job-parameter-people-days-hint = 0 garde tout le monde. Comptent les activités, les changements de faits et les leads ; les leads restent comme chiffres.
job-minutes =
    { $count ->
        [one] minute
       *[other] { $shown } minutes
    }
job-weekday-1 = lundi
job-weekday-2 = mardi
job-weekday-3 = mercredi
job-weekday-4 = jeudi
job-weekday-5 = vendredi
job-weekday-6 = samedi
job-weekday-7 = dimanche
often-minutes = toutes les quelques minutes
often-hourly = toutes les heures
often-daily = tous les jours
often-workdays = du lundi au vendredi
often-weekly = une fois par semaine
often-monthly = une fois par mois
often-last-of-month = le dernier jour du mois
often-quarterly = une fois par trimestre civil
often-fiscal-quarterly = une fois par trimestre fiscal
often-expression = selon une expression
when-minutes =
    { $count ->
        [one] Toutes les minutes
       *[other] Toutes les { $shown } minutes
    }
when-every-hour = Toutes les heures
when-hourly = Toutes les heures, à la minute { $shown }
when-daily = Tous les jours à { $time }
when-workdays = Du lundi au vendredi à { $time }
when-weekly = Chaque { $day } à { $time }
when-first-of-month = Le premier jour de chaque mois à { $time }
when-monthly = Le { $day } de chaque mois à { $time }
when-last-of-month = Le dernier jour de chaque mois à { $time }
when-quarterly = Le premier jour de chaque trimestre à { $time }
when-fiscal-quarterly = Le premier jour de chaque trimestre fiscal à { $time }
when-expression = Selon l’expression { $expression }

job-preview = Voir les prochaines échéances
job-next = Les cinq prochaines échéances
job-next-none = Dès que la planification est lisible, ses prochaines échéances s’affichent ici.
job-schedule = Planification
job-last-changed = dernière modification par { $who }
job-run-now = Exécuter maintenant
job-pause = Mettre en pause
job-resume = Reprendre
job-runs = Exécutions
job-older = Exécutions plus anciennes
job-delete = Supprimer cette tâche
job-delete-hint = Ses exécutions et leurs journaux disparaissent avec elle. C’est irréversible.
job-changed = Quelqu’un d’autre a modifié cette tâche en même temps que vous. Rien de votre saisie n’est perdu : enregistrez de nouveau pour remplacer sa version.
job-changed-by = { $who } a modifié cette tâche en même temps que vous. Rien de votre saisie n’est perdu : enregistrez de nouveau pour remplacer sa version.

job-error-name-long = Un nom compte au plus { $most } caractères, sur une ligne.
job-error-name-taken = Une autre tâche porte ce nom.
job-error-many = Il y a trop de tâches ; supprimez-en qui ne servent plus.
job-error-time = « { $value } » n’est pas une heure telle que 06:30.
job-error-number = « { $value } » n’est pas un nombre entier de { $least } à { $most }.
job-error-fields = Il faut cinq champs : minute, heure, jour, mois, jour de la semaine. Il y en a { $fields }.
job-error-field-minute = « { $value } » n’est pas une minute : de 0 à 59, par exemple 0, 0,30 ou */5.
job-error-field-hour = « { $value } » n’est pas une heure : de 0 à 23, par exemple 6, 6,18 ou 8-18.
job-error-field-day = « { $value } » n’est pas un jour : de 1 à 31, L pour le dernier, ou *.
job-error-field-month = « { $value } » n’est pas un mois : de 1 à 12, Q pour les trimestres fiscaux, ou *.
job-error-field-weekday = « { $value } » n’est pas un jour de la semaine : de 0 à 7, où 0 et 7 sont le dimanche, ou *.
job-error-never = Aucun jour ne convient : la tâche ne s’exécuterait jamais.
job-error-zone = « { $value } » n’est pas un fuseau horaire tel que Europe/Paris.

run-waiting = attend un serveur
run-running = en cours
run-ending = en cours d’annulation
run-done = terminée
run-failed = échouée
run-failed-again = échouée, nouvel essai prévu
run-was-cancelled = annulée
run-abandoned = abandonnée
run-abandoned-again = abandonnée, recommence
run-missed = manquée
run-by-schedule = planifiée
run-made-up = rattrapée
run-by-hand = à la main
run-asked-by = demandée par { $who }
run-slots =
    { $count ->
        [one] une échéance
       *[other] { $shown } échéances en une
    }
run-next-attempt = Prochain essai
run-progress = Avancement
run-details = Détails
run-cancel = Annuler cette exécution
run-for = Échéance
run-status = État
run-took = Durée
run-outcome = Résultat
run-title = Exécution du { $when }
run-reload = Rechargez cette page pour voir l’avancement.
run-started = Début
run-finished = Fin
run-server = Serveur
run-attempts = Essais
run-ended-by = Annulée par
run-log = Journal
run-log-empty = Rien n’a été noté.
run-log-when = Quand
run-log-what = Quoi
run-attempt = Essai
took-no-time = moins d’une seconde

job-says-scoring = { $done } contacts sur { $total }
job-says-no-model = Il n’y a pas encore de modèle pour noter.
job-says-scored = { $model } : { $contacts } contacts notés, { $changed } modifiés, { $accounts } entreprises agrégées, { $leads } leads transmis.
job-says-swept = { $overdue } leads en retard, dont { $accepted } acceptés par défaut.
job-says-swept-nothing = Aucun lead n’est devenu en retard.
job-says-recalibrating = Recalibrage de { $model }
job-says-recalibrated-adopt = { $model } : { $leads } leads examinés. Une meilleure version est proposée et attend des signatures.
job-says-recalibrated-keep = { $model } : { $leads } leads examinés. Rien n’est meilleur au-delà du hasard.
job-says-recalibrated-insufficient-data = { $model } : { $leads } leads examinés, avec trop peu d’issues pour juger.
job-says-no-report = { $model } : il n’y a pas encore de leads pour le mesurer.
job-says-no-drift = { $model } : trop peu de leads pour constater une dérive.
job-says-drifted = { $model } : { $major } parmi le score, la note et les règles ont fortement dérivé.
job-says-deleted-rejects = { $deleted } lignes rejetées de plus de { $days } jours supprimées.
job-says-deleted-runs = { $deleted } exécutions de plus de { $days } jours supprimées.
job-says-deleted-people = { $deleted } personnes sans nouvelles depuis { $days } jours effacées.
job-says-abandoned = Le serveur { $holder } ne donnait plus signe de vie.
job-says-missed-down = Aucun serveur ne fonctionnait à cette heure.
job-says-missed-busy = L’exécution précédente n’était pas terminée à cette heure.
job-says-begun = Commencée par { $holder }.
job-says-failed = Échec : { $why }

done-job-made = La tâche est créée.
done-job-asked = Un serveur la prend dans quelques secondes.
done-job-busy = Elle est déjà en cours : rien n’a été lancé.
done-job-paused = La tâche attend que vous la repreniez.
done-job-resumed = La tâche reprend à sa prochaine échéance ; ce qui est passé entre-temps n’est pas rattrapé.
done-job-deleted = La tâche est supprimée.
done-job-kept = La tâche n’a pas été supprimée : elle est en cours, ou elle existe depuis l’origine.
done-run-cancelled = L’exécution s’arrête dans quelques secondes.
done-run-over = L’exécution était déjà finie.

rejects-deleted = Les lignes rejetées ont été supprimées par le nettoyage, car elles dépassaient la durée de conservation.
next-job-failed = « { $name } » a échoué : voir pourquoi.
