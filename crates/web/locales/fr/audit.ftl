# Qui a fait quoi, et à quel objet.

nav-audit = Journal d’audit
audit-title = Journal d’audit
audit-lead = Qui a fait quoi, du plus récent au plus ancien. On ne fait qu’ajouter des entrées, et chacune est liée à la précédente : bareme doctor signale celle qui a été changée ou qui manque.
audit-none = Rien n’a encore été fait
audit-none-text = Les publications, signatures, imports, exports et changements de réglages apparaîtront ici.
audit-no-match = Aucune entrée ne correspond
audit-shown =
    { $count ->
        [one] 1 entrée
       *[other] { $count } entrées
    }
audit-number = N°
audit-when = Quand
audit-actor = Qui
audit-actor-placeholder = le nom entier
audit-action = Quoi
audit-object = Objet
audit-id = Numéro ou nom
audit-detail = Détails

audit-by-system = le système
audit-by-somebody = quelqu’un

## Ce qui a été fait
audit-action-sign-in = s’est connecté
audit-action-sign-in-refused = s’est vu refuser la connexion
audit-action-sign-out = s’est déconnecté
audit-action-password-change = a changé un mot de passe
audit-action-second-factor-change = a changé un second facteur
audit-action-user-create = a créé un utilisateur
audit-action-user-change = a modifié un utilisateur
audit-action-token-create = a créé un jeton d’accès
audit-action-token-delete = a supprimé un jeton d’accès
audit-action-look = a consulté
audit-action-export = a exporté
audit-action-import = a importé
audit-action-import-undo = a annulé un import
audit-action-model-publish = a publié un modèle
audit-action-proposal-open = a ouvert une proposition
audit-action-proposal-edit = a modifié une proposition
audit-action-proposal-sign = a signé une proposition
audit-action-proposal-reject = a refusé une proposition
audit-action-agreement-change = a modifié l’accord
audit-action-job-create = a créé une tâche
audit-action-job-change = a modifié une tâche
audit-action-job-pause = a suspendu une tâche
audit-action-job-resume = a repris une tâche
audit-action-job-run = a lancé une tâche
audit-action-job-cancel = a arrêté une exécution
audit-action-job-delete = a supprimé une tâche
audit-action-settings-change = a changé des réglages
audit-action-backup = a fait une sauvegarde
audit-action-restore = a restauré une sauvegarde
audit-action-erase-ask = a demandé un effacement
audit-action-erase = a effacé une personne
audit-action-readmit = a réadmis une personne effacée

## À quoi
audit-object-user = utilisateur
audit-object-token = jeton
audit-object-account = compte
audit-object-contact = contact
audit-object-lead = lead
audit-object-leads = liste de leads
audit-object-report = rapport
audit-object-import = import
audit-object-model = modèle
audit-object-proposal = proposition
audit-object-agreement = accord
audit-object-job = tâche
audit-object-database = base de données
