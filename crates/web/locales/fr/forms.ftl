# Formulaires envoyés : ce qui ne va pas dans un champ, et ce qui a été fait.

form-needed = Ce champ est nécessaire : remplissez-le.
form-error-whole = « { $value } » n’est pas un nombre entier.
form-error-choice = « { $value } » ne fait pas partie des choix.
form-problems =
    { $count ->
        [one] Une chose est à corriger avant d’enregistrer. Elle est signalée ci-dessous ; rien de ce que vous avez saisi n’est perdu.
       *[other] { $shown } choses sont à corriger avant d’enregistrer. Elles sont signalées ci-dessous ; rien de ce que vous avez saisi n’est perdu.
    }
form-save = Enregistrer

done-saved = Enregistré.

error-other-site-title = Ceci ne vient pas d’une page de Bareme
error-other-site-text = Un autre site, ou un navigateur qui ne dit pas d’où il vient, a tenté de changer quelque chose ici. Rien n’a été changé. Si c’était vous, ouvrez la page dans Bareme et envoyez-la de là.
error-other-site-back = Aller à l’accueil
error-stale-form-title = Ce formulaire est périmé
error-stale-form-text = Il a été affiché avant que quelqu’un d’autre ne se connecte ici, ou avant que votre mot de passe ne change. Rien n’a été changé : rouvrez la page et envoyez-le de là.
error-stale-form-back = Aller à l’accueil
error-too-slow-title = Cela a pris trop de temps
error-too-slow-text = Ce qui a été envoyé n’est pas arrivé en entier en une demi-minute. Rien n’a été changé : vérifiez votre connexion, revenez en arrière et renvoyez.
error-too-slow-back = Aller à l’accueil
busy = Il y a trop à faire en ce moment. Attendez une seconde, puis rechargez la page.
busy-with-you = Vous demandez plus à la fois qu’il n’est possible de répondre. Attendez une seconde, puis rechargez la page.
error-too-large-title = C’est trop long
error-too-large-text = Ce qui a été envoyé dépasse ce qu’un formulaire de ce site accepte. Rien n’a été changé : revenez en arrière et raccourcissez.
error-too-large-back = Aller à l’accueil
