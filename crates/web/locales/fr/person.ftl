# Les droits des personnes qui reçoivent un score.

contact-rights = Droits
person-title = Ce que nous avons sur { $name }
person-lead = Pour une personne qui demande ce que nous avons sur elle, pourquoi elle a ce score, ou à être effacée.
person-file = Tout dans un fichier
person-why = Pourquoi ce score, en mots simples
person-why-hint = À lire à voix haute, ou à copier dans une lettre.

said-person-not-scored = Vous n’avez pas de score.
said-person-scores = Le { $day }, vous aviez { $fit } points sur 100 parce que vous et votre entreprise ressemblez à ceux à qui nous adressons nos offres, et { $engagement } sur 100 pour ce que vous avez fait avec nous.
said-person-did = { $points } points pour « { $rule } » : { $count } choses que vous avez faites, la dernière le { $day }.
said-person-did-once = { $points } points pour « { $rule } » : 1 chose que vous avez faite, le { $day }.
said-person-is = { $points } points pour « { $rule } » ({ $facts }).
said-person-rule = { $points } points pour « { $rule } ».
said-person-cap = { $points } points, car « { $category } » à lui seul ne donne pas plus que son maximum.
said-person-contacted = Avec ce résultat, quelqu’un de notre équipe commerciale peut vous contacter.
said-person-not-contacted = Avec ce résultat, personne de notre équipe commerciale ne vous contacte de sa propre initiative.
said-person-rights = Les points décident seulement dans quel ordre nous regardons les demandes. Vous pouvez nous demander de corriger ce qui est faux, de vous donner tout ce que nous avons sur vous, ou de vous effacer.
said-erased-person = cette ligne est celle d’une personne effacée ; rien n’en a été gardé. Si elle est revenue d’elle-même : bareme person readmit, puis importez la ligne de nouveau

erase-title = Effacement
erase-hint = Les faits, activités, scores, relations, notes, lignes rejetées et lettres disparaissent pour de bon. Les leads restent comme chiffres, sans personne.
erase-ask = Demander un effacement
erase-sure = J’ai lu ce qui disparaît, et que cela ne peut pas être annulé
erase-now = Effacer cette personne
erase-not-sure = Cochez la case qui dit que vous êtes sûr ; rien n’a été effacé.

erasures-title = Effacements
erasures-lead = Qui a demandé l’effacement de qui. Une personne n’a pas de nom ici : le sien a disparu.
erasures-none = Personne n’a rien demandé
erasures-none-text = Les demandes faites depuis la page d’une personne attendront ici.
erasure-whose = Personne
erasure-contact = Contact { $number }
erasure-asked-by = Demandé par
erasure-when = Quand
erasure-done = Effacé par
erasure-open = ouvert

done-erasure-asked = L’effacement est demandé ; un administrateur s’en charge.
done-erasure-asked-before = Quelqu’un a déjà demandé cet effacement.
done-erased = La personne est effacée.
done-erased-not-yet = La personne est effacée, mais un octet d’une adresse est encore dans le fichier de la base, parce que quelqu’un lit depuis avant. Il disparaîtra avec le temps.
