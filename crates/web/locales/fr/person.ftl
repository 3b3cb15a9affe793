# Ce qui est dit aux personnes qui reçoivent un score, et de celles qui ont été effacées.

said-person-not-scored = Vous n’avez pas de score.
said-person-scores = Le { $day }, vous aviez { $fit } points sur 100 parce que vous et votre entreprise ressemblez à ceux à qui nous adressons nos offres, et { $engagement } sur 100 pour ce que vous avez fait avec nous.
said-person-did = { $points } points pour « { $rule } » : { $count } choses que vous avez faites, la dernière le { $day }.
said-person-did-once = { $points } points pour « { $rule } » : 1 chose que vous avez faite, le { $day }.
said-person-is = { $points } points pour « { $rule } » ({ $facts }).
said-person-rule = { $points } points pour « { $rule } ».
said-person-contacted = Avec ce résultat, quelqu’un de notre équipe commerciale peut vous contacter.
said-person-not-contacted = Avec ce résultat, personne de notre équipe commerciale ne vous contacte de sa propre initiative.
said-person-rights = Les points décident seulement dans quel ordre nous regardons les demandes. Vous pouvez nous demander de corriger ce qui est faux, de vous donner tout ce que nous avons sur vous, ou de vous effacer.
said-erased-person = cette ligne est celle d’une personne effacée ; rien n’en a été gardé. Si elle est revenue d’elle-même : bareme person readmit, puis importez la ligne de nouveau
