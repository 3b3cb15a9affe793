# Ce qu’un rapport imprimé dit à côté de ses propres mots.

paper-definitions = Ce que veulent dire les mots
paper-made = établi le
paper-nothing = Il n’y a rien à montrer ici.
paper-of = sur
paper-page = page
