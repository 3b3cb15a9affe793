# Lettres des rapports.

mail-subject = { $title } : { $period } ({ $day })
mail-subject-of-day = { $title } ({ $day })
mail-interval = 95 % : de { $low } à { $high }
mail-made = Établi le
mail-nothing = Il n’y a rien à rapporter pour cette période.
mail-rows = { $count ->
    [one] 1 ligne de plus
   *[other] { $shown } lignes de plus
  }
mail-columns = { $count ->
    [one] 1 colonne de plus
   *[other] { $shown } colonnes de plus
  }
mail-both = { $one } et { $other }
mail-left-out = { $what } dans le PDF et sur la page.
mail-left-out-page = { $what } sur la page.
mail-open-leads = Ouvrir ces leads dans Bareme
overdue-title = Leads que les commerciaux ont trop fait attendre
overdue-lead = Leur délai de réponse est passé, et vous dirigez l’équipe qui les a.
overdue-contact = Contact
overdue-company = Entreprise
overdue-due = Réponse attendue
mail-further = Également dans le PDF et sur la page : { $titles }.
mail-file = Le rapport entier est joint : { $file }.
mail-open = Ouvrir le rapport dans Bareme
mail-why = Vous recevez ce message parce que quelqu’un a saisi votre adresse pour cet envoi. Toute personne qui utilise Bareme peut le modifier ou l’arrêter :
mail-change = modifier ou arrêter ces envois

mails-title = Rapports par e-mail
mails-lead = Quels rapports sont envoyés à qui, quand, et ce que les lettres sont devenues.
mails-none = Aucun rapport n’est encore envoyé
mails-none-text = Ouvrez un rapport, filtrez-le comme il vous le faut, puis choisissez « Envoyer ce rapport ».
mail-this = Envoyer ce rapport
mail-title = Envoyer un rapport
mail-lead = Tel qu’il est ce jour-là, avec son filtre et le PDF :
mail-lead-newest = Le rapport le plus récent ce jour-là, avec le PDF :
mail-newest = Le rapport le plus récent ce jour-là.
report-title-recalibration = Recalibrage
mail-name = { $report } par e-mail
mail-what = Rapport
mail-to-whom = À
mail-to = À
mail-to-hint = Des adresses, une par ligne ou séparées par des virgules. Chacune reçoit sa propre lettre.
mail-language = Langue
mail-language-hint = De la lettre, de ses chiffres et de son PDF.
mail-not-yet = Pas encore envoyé.
mail-change-it = Modifier, envoyer ou arrêter
mail-edit = Modifier
mail-send-now = Envoyer maintenant
mail-set-up = Les lettres partent par { $server }.
mail-not-set-up = L’e-mail n’est pas configuré : rien n’est envoyé.
mail-not-set-up-text = Tout le reste fonctionne. La personne qui exploite Bareme écrit ces lignes dans bareme.toml et le redémarre :
mail-not-set-up-more = smtps:// est chiffré dès le début, smtp:// par STARTTLS. BAREME_MAIL_URL, BAREME_MAIL_FROM et BAREME_PUBLIC_URL dans l’environnement font de même.
mail-example-name = nom
mail-example-password = motdepasse
mail-error-nobody = Indiquez au moins une adresse.
mail-error-many = Une lettre part à { $most } adresses au plus ; au-delà, utilisez une liste de diffusion.
mail-error-form = « { $value } » n’est pas une adresse telle que nom@example.com.
mail-error-name = Dans « { $value } », seuls des lettres sans accent, des chiffres et . _ - + ' peuvent précéder le @.
mail-error-domain = Dans « { $value } », ce qui suit le @ n’est pas un domaine tel que example.com.
mail-error-long = « { $value } » est trop long pour une adresse.
letters-title = Lettres
letters-counts = en attente : { $waiting }, en échec : { $failed }
letter = Lettre
letter-state = État
letter-is-waiting = en attente
letter-is-sent = envoyée
letter-is-failed = en échec
letter-not-tried = Elle part dans les minutes qui viennent.
letter-tried-again = Nouvel essai à { $when }. { $said }
letter-send-again = Renvoyer
done-mail-made = Le rapport est désormais envoyé.
done-mail-asked = Il part dans les secondes qui viennent ; rechargez cette page pour voir ce qu’il en est.
done-mail-paused = Rien n’est envoyé tant que vous ne le relancez pas.
done-mail-resumed = L’envoi reprend à sa prochaine échéance.
done-mail-deleted = Le rapport n’est plus envoyé.
done-mail-kept = L’envoi est en cours ; supprimez-le dans un instant.
done-letter-again = La lettre attend son tour, qui vient dans quelques minutes.

job-name-mail-sending = Envoi des e-mails
job-kind-report-mail = Envoyer un rapport
job-kind-send-mail = Envoyer les lettres en attente
job-does-report-mail = Écrit un rapport sous forme de lettre avec son PDF et l’envoie. Les destinataires se règlent sous Rapports par e-mail.
job-does-send-mail = Envoie les lettres qui attendent leur tour, y compris celles que le serveur n’a pas prises auparavant.
job-says-letter-written = Lettres écrites : { $addresses }.
job-says-letter-known = Lettres déjà écrites : { $addresses } ; personne ne reçoit deux fois la même lettre.
job-says-mail-sent = Lettres prises par le serveur : { $sent } ; à réessayer : { $later } ; refusées : { $failed }.
job-says-mail-nothing = Aucune lettre n’attendait son tour.
job-says-mail-not-set-up = L’e-mail n’est pas configuré : rien n’a été envoyé.
