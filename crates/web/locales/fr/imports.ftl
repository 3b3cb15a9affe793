# Ce que dit un import : pourquoi des lignes sont rejetées, et ce qu’il est bon de savoir.

said-plain = { $text }

## Lignes qui ne se découpent pas
said-quote-never-closed = le guillemet ouvert à la colonne { $column } n’est jamais fermé
said-text-after-quote = du texte suit le guillemet fermant à la colonne { $column } ; un guillemet à l’intérieur d’un champ entre guillemets s’écrit deux fois
said-line-too-long = la ligne dépasse { $limit } octets ; seul son début est gardé ici
said-not-text = l’octet { $byte } à la colonne { $column } n’est pas valable dans l’encodage du fichier ; réécrivez la valeur
said-nul-byte = la colonne { $column } contient un octet nul (NUL)
said-field-too-long = la colonne { $column } fait { $bytes } octets ; un champ peut en avoir { $limit }
said-one-field = { $found } champ au lieu de { $expected }
said-wrong-number-of-fields = { $found } champs au lieu de { $expected }
said-whole-row-quoted = 1 champ au lieu de { $expected } : toute la ligne est entre guillemets comme un seul champ ; à l’intérieur, elle en a { $expected }
said-lost-byte = le signe � ou ␀ remplace un octet illisible ; réécrivez la valeur

## Valeurs
said-not-a-boolean = « { $value } » n’est ni vrai ni faux (oui, non, yes, no, 1, 0 sont aussi compris)
said-number-too-large = « { $value } » est trop grand pour être un nombre
said-not-a-number = « { $value } » n’est pas un nombre ; un fichier de correspondance peut permettre decimal_comma, thousands_separators et currency_signs
said-not-a-number-as-mapped = « { $value } » n’est pas un nombre
said-not-an-amount = « { $value } » n’est pas un montant
said-amount-not-exact = « { $value } » n’est pas un montant en centièmes entiers, qui puisse être gardé exactement
said-amount-too-large = « { $value } » est un montant trop grand
said-date-out-of-range = « { $value } » est hors des années 1900 à 2200
said-impossible-date = « { $value } » est une date impossible
said-skipped-hour = « { $value } » n’existe pas dans le fuseau horaire : les horloges y ont été avancées
said-not-a-date = « { $value } » n’est pas une date comme 2026-06-30 ou 2026-06-30T12:00:00Z ; un fichier de correspondance peut nommer d’autres formats sous date_formats
said-not-a-date-as-mapped = « { $value } » n’est pas une date ISO 8601, ni dans un des date_formats du fichier de correspondance
said-not-a-share = « { $value } » doit être au-dessus de 0 et au plus 1 (ou 100 %)
said-unknown-role = « { $value } » n’est pas connu ; sont connus { $known } ; un fichier de correspondance peut le traduire sous [values]
said-unknown-relationship = « { $value } » n’est pas connu ; sont connus { $known } ; un fichier de correspondance peut le traduire sous [values]
said-unknown-stage = « { $value } » n’est pas connu ; sont connus { $known } ; un fichier de correspondance peut le traduire sous [values]
said-unknown-currency = « { $value } » n’est pas connu ; sont connus { $known } ; un fichier de correspondance peut le traduire sous [values]
said-missing-value = { $field } est vide ; il le faut
said-empty-key = { $field } est vide ; il le faut
said-empty-keys = { $field } et { $other } sont vides ; il faut l’un des deux
said-key-too-long = { $field } fait { $bytes } octets ; une clé peut en avoir { $limit }
said-amount-without-currency = le montant n’a pas de devise ; remplissez la colonne, ou donnez-en une sous [constants]
said-no-stage-date = aucune étape n’a de date, le lead n’a donc pas de place dans le temps ; remplissez une des colonnes d’étape
said-stage-without-date = le lead est à l’étape « { $stage } » et aucune colonne ne dit depuis quand
said-ends-before-it-begins = valid_to ({ $end }) est avant valid_from ({ $begin })

## Ce qui n’est pas là, ou qui l’est autrement
said-address-of-several = plusieurs contacts ont l’adresse « { $contact } » ; donnez la clé du contact
said-unknown-contact = il n’y a pas de contact « { $contact } » ; importez d’abord les contacts, puis renvoyez cette ligne
said-name-of-several = plusieurs comptes s’appellent « { $account } » ; donnez la clé de celui qui est voulu
said-unknown-account = il n’y a pas de compte « { $account } » ; importez d’abord les comptes, puis renvoyez cette ligne
said-unknown-model = il n’y a pas de modèle « { $model } » ; publiez-le d’abord
said-other-activity = une activité avec cet identifiant est déjà là, avec un autre contact, type ou moment ; donnez-lui son propre identifiant si c’en est une autre
said-refused-by-log = le journal du lead ne le permet pas : { $reason }
said-stage-before-stage = { $stage } le { $at } est avant { $before } le { $before_at } : un lead est d’abord { $before } ; corrigez l’une des dates
said-stage-cannot-follow =
    { $why ->
        [rejected] { $stage } le { $at } ne peut pas suivre { $before } le { $before_at } : un lead refusé est recyclé ou disqualifié
        [sql] { $stage } le { $at } ne peut pas suivre { $before } le { $before_at } : un lead à SQL devient une opportunité
        [opportunity] { $stage } le { $at } ne peut pas suivre { $before } le { $before_at } : une opportunité est gagnée ou perdue
        [recycled] { $stage } le { $at } ne peut pas suivre { $before } le { $before_at } : un lead recyclé est terminé, et un passage ultérieur est un autre lead
        [closed] { $stage } le { $at } ne peut pas suivre { $before } le { $before_at } : un lead n’a qu’une issue
       *[order] { $stage } le { $at } ne peut pas suivre { $before } le { $before_at } : les étapes d’un lead viennent dans un seul ordre, et le journal ne fait que croître
    }
said-stage-given-twice = { $stage } est donné deux fois, le { $first } et le { $second } : gardez une date
said-stage-in-future = { $stage } le { $at } est dans le futur (nous sommes le { $now })
said-stage-contradicts-log = { $stage } le { $at } contredit le journal, qui a { $stage } le { $logged } : l’historique n’est pas réécrit
said-stage-contradicts-implied = { $stage } le { $at } contredit le journal, qui a { $stage } le { $logged } (repris de l’étape suivante, faute de date connue) : l’historique n’est pas réécrit

## Bon à savoir
said-no-rows = le fichier a un en-tête et aucune ligne
said-mixed-encodings = le fichier est en UTF-8, sauf à { $places } endroits ; les lignes qui les contiennent sont rejetées
said-encoding-guessed = l’encodage a été deviné : { $encoding } ; si les noms semblent faux, dites le bon avec --encoding
said-empty-header = la colonne { $number } n’a pas d’en-tête et s’appelle « { $name } »
said-repeated-header = l’en-tête « { $header } » revient à la colonne { $number }, qui s’appelle « { $name } »
said-spoiled-numbers = « { $column } » ressemble à des nombres et est pris comme texte, parce que la valeur de la ligne { $line } n’en est pas un ; corrigez-la, ou donnez le type sous [attributes] d’un fichier de correspondance pour que de telles lignes soient rejetées
said-spoiled-dates = « { $column } » ressemble à des dates et est pris comme texte, parce que la valeur de la ligne { $line } n’en est pas une ; corrigez-la, ou donnez le type sous [attributes] d’un fichier de correspondance pour que de telles lignes soient rejetées
said-no-dates = « { $column } » n’est pas pris comme { $field }, et est laissé de côté : aucune valeur n’est une date (« { $value } ») ; si c’en est une, nommez son format sous date_formats d’un fichier de correspondance
said-no-dates-but-texts = « { $column } » n’est pas pris comme { $field }, mais comme le texte « { $attribute } » : aucune valeur n’est une date (« { $value } ») ; si c’en est une, nommez son format sous date_formats d’un fichier de correspondance
said-no-numbers = « { $column } » n’est pas pris comme { $field }, et est laissé de côté : aucune valeur n’est un nombre (« { $value } ») ; si c’en est un, permettez decimal_comma, thousands_separators ou currency_signs dans un fichier de correspondance
said-no-numbers-but-texts = « { $column } » n’est pas pris comme { $field }, mais comme le texte « { $attribute } » : aucune valeur n’est un nombre (« { $value } ») ; si c’en est un, permettez decimal_comma, thousands_separators ou currency_signs dans un fichier de correspondance
said-no-currency = les montants n’ont pas de devise : les lignes qui ont un montant sont rejetées jusqu’à ce qu’un fichier de correspondance en donne une, comme currency = "EUR" sous [constants]
said-dates-left-out = Valeurs de « { $attribute } » qui sont des dates impossibles ; les lignes sont entrées sans elles
said-numbers-left-out = Valeurs de « { $attribute } » qui sont des nombres impossibles ; les lignes sont entrées sans elles
said-contradictions = Clés avec des faits différents au même moment ; la dernière ligne compte
said-several-have-address = Adresses que plusieurs contacts ont ; ces lignes sont des contacts à part tant qu’elles ne donnent pas la clé du contact
said-missing-parents = Sociétés mères qui ne sont pas là ; les liens attendent leur arrivée
said-missing-employers = Employeurs qui ne sont pas là ; les liens attendent l’arrivée de ces comptes
said-several-accounts-wait = Plusieurs comptes portent ce nom, si bien que le lien attend ; utilisez la clé du compte
said-rings = Sociétés qui se possèdent en cercle
said-own-parent = Sa propre société mère ; le lien a été laissé de côté
said-linked-to-itself = Lié à lui-même ; le lien a été laissé de côté
said-several-parents = Sociétés qui ont plusieurs mères ; la vue de famille les place sous celle qui a la plus grande part

notice-names = { $about } ({ $number }) : { $names }
notice-names-more = { $about } ({ $number }) : { $names } … et { $more } de plus
mention-line = { $what } (ligne { $line })
mention-lines = { $what } (ligne { $line } et { $more } de plus)
mention-parents = { $what } ({ $parents } mères)

## Étapes dans une phrase
stage-within-inquiry = demande
stage-within-mql = MQL
stage-within-sal = SAL
stage-within-sql = SQL
stage-within-opportunity = opportunité
stage-within-won = gagné
stage-within-rejected = refusé
stage-within-recycled = recyclé
stage-within-disqualified = disqualifié
stage-within-lost = perdu
