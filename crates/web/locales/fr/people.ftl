# Les personnes : connexion, compte personnel, et qui peut entrer.

sign-in-title = Connexion
sign-in-go = Se connecter
sign-in-help = Pas de mot de passe, ou oublié ? Un administrateur vous donne un lien qui permet d’en choisir un.
sign-in-unset = Aucun administrateur ne peut encore se connecter. La console du serveur affiche un code qui permet de créer le premier.
sign-out = Se déconnecter
done-signed-out = Vous êtes déconnecté.
done-set-up = Vous êtes le premier administrateur.
done-welcome = Votre mot de passe est choisi, et vous êtes connecté.

password = Mot de passe
password-again = Le même mot de passe encore une fois
password-hint = Au moins 12 caractères. Plusieurs mots se retiennent facilement et se devinent mal.
person-email = Adresse e-mail
person-name = Nom
person-name-hint = Ce que vous faites est noté sous ce nom.

second-factor-title = Encore une étape
second-factor-text = Votre mot de passe est juste. Donnez maintenant le code que montre votre application d’authentification.
second-factor-code = Code
second-factor-hint = Six chiffres ; ou l’un de vos codes de secours, si vous n’avez pas l’application sous la main.
second-factor-other = Se connecter sous un autre nom

set-up-title = Mettre Bareme en service
set-up-text = Il n’y a pas encore d’administrateur. Qui peut lire la console du serveur crée le premier, qui fait ensuite entrer les autres.
set-up-code = Code de mise en service
set-up-code-hint = La console l’affiche au démarrage du serveur ; chaque démarrage en fait un autre.
set-up-go = Devenir administrateur

invitation-title = Choisir votre mot de passe
invitation-text = { $name }, vous vous connectez avec l’adresse { $email } et un mot de passe que vous seul connaissez.
invitation-go = Choisir ce mot de passe
invitation-code = Code de votre invitation
invitation-code-hint = C’est la dernière partie du lien que l’on vous a donné.
invitation-show = Continuer

refused-wrong = Cette adresse et ce mot de passe ne vont pas ensemble.
refused-wrong-password = Ce n’est pas votre mot de passe.
refused-wrong-code = Ce code n’est pas juste, ou a déjà servi. Votre application montre le suivant d’ici une demi-minute.
refused-code-gone = Ce code n’est pas valable : il a servi, un autre l’a remplacé, ou il est trop ancien.
refused-wait = Trop d’essais. Attendez { $seconds } s, puis réessayez.
refused-short = Un mot de passe a au moins 12 caractères.
refused-long = Un mot de passe a au plus 256 caractères.
refused-guessable = Un mot de passe n’est ni votre nom, ni votre adresse, ni un signe répété.
refused-not-the-same = Ce n’est pas le même mot de passe.
refused-email = Il faut une adresse comme ana@example.com.
refused-email-taken = Quelqu’un d’autre a cette adresse.
refused-name = Il faut un nom d’une ligne.
refused-name-taken = Quelqu’un d’autre a ce nom, et les actes sont notés sous les noms. Complétez-le.
refused-role = Choisissez un rôle.
refused-team = Cette équipe n’est pas dans l’accord.
refused-last-admin = C’est le dernier administrateur qui peut se connecter. Faites-en d’abord entrer un autre.
refused-factor-needed = Votre rôle exige un second facteur.
refused-no-factor = Aucun second facteur n’attend son premier code.

error-signed-out-title = Vous n’êtes pas connecté
error-signed-out-text = Rien n’a été changé. Votre session a pris fin, ou un second facteur manque encore. Connectez-vous dans un autre onglet, puis revenez ici et envoyez le formulaire à nouveau : ce que vous avez saisi y est encore.
error-signed-out-back = Se connecter

me-title = Mon compte
me-password = Mot de passe
password-current = Votre mot de passe actuel
password-new = Un nouveau mot de passe
password-change = Changer le mot de passe
password-ends = Toutes vos sessions prennent alors fin, sauf celle-ci.
done-password-changed = Votre mot de passe est changé. Toutes vos autres sessions ont pris fin.
factor-title = Second facteur
factor-text = Avec une application d’authentification, qui apprend votre mot de passe ne peut pas se connecter à votre place. Scannez l’image avec l’application, ou saisissez-y le secret, puis donnez le premier code qu’elle montre.
factor-picture = Une image à scanner avec une application d’authentification
factor-secret = Le secret :
factor-code-hint = Six chiffres.
factor-confirm = Confirmer
factor-none = Vous vous connectez avec votre seul mot de passe.
factor-set-up = Mettre en place un second facteur
factor-is-set =
    { $count ->
        [one] Vous vous connectez avec un second facteur. Il reste { $shown } code de secours.
       *[other] Vous vous connectez avec un second facteur. Il reste { $shown } codes de secours.
    }
factor-remove = Retirer le second facteur
done-factor-removed = Vous vous connectez désormais avec votre seul mot de passe.
codes-title = Codes de secours
codes-text = Votre second facteur compte dès maintenant. Gardez ces codes là où personne d’autre ne les trouve : chacun vous fait entrer une fois quand vous n’avez pas l’application. Ils ne sont plus montrés ensuite.
codes-kept = Je les ai gardés
codes-renew = Faire de nouveaux codes de secours
sessions-title = Où vous êtes connecté
session-here = ce navigateur
session-unknown = un navigateur sans nom
session-times = depuis le { $since }, vu le { $seen }
session-end = Terminer
sessions-end = Se déconnecter partout
done-session-ended = Cette session a pris fin.

access-role-marketer = Marketing
access-role-rep = Vente
access-role-sales-leader = Responsable d’une équipe de vente
access-role-marketing-leader = Responsable du marketing
access-role-admin = Administration

nav-people = Personnes
people-title = Personnes
people-lead = Qui peut entrer, et à quel titre. Personne d’autre ne voit ni ne choisit leur mot de passe.
person-role = Rôle
person-role-hint = S’il change, la personne se connecte à nouveau.
person-team = Équipe
person-no-team = Aucune
person-team-hint = Une équipe de l’accord, pour qui vend et qui la dirige.
person-state = État
person-is-in = peut se connecter
person-is-new = n’a pas encore de mot de passe
person-is-out = n’entre plus
person-new = Une nouvelle personne
person-new-name-hint = Comme dans les équipes de l’accord et comme responsable de leads : il ne peut plus changer ensuite.
person-add = Ajouter
done-person-added = Ajouté. Donnez maintenant un lien qui permet de choisir un mot de passe.
done-person-placed = Enregistré. Si quelque chose a changé, la personne se connecte à nouveau.
done-person-out = Cette personne n’entre plus.
done-person-in = Cette personne peut entrer à nouveau.
door-title = La porte
door-open = Laisser entrer à nouveau
door-shut = Ne plus laisser entrer
invite = Faire un lien qui permet de choisir un mot de passe
invite-again = Retirer mot de passe et second facteur, et faire un lien
invite-again-text = Pour qui a perdu son mot de passe ou son application : toutes ses sessions prennent fin, et le lien permet de recommencer.
invite-title = Un lien, montré cette seule fois
invite-text = Copiez ce lien et donnez-le à { $name } par une voie que personne d’autre ne lit. Il sert une fois, pendant sept jours, tant qu’aucun autre n’est fait.
factor-rules-title = Qui doit avoir un second facteur
factor-rules-text = Qui a l’un de ces rôles doit mettre en place un second facteur avant toute autre chose, dès la page suivante.

unseen = non affiché pour vous
