package demo

// beat is what happens to a project in one month of its story.
type beat struct {
	at      int // the month
	weather int // 1 sunny to 4 stormy; 0 leaves it
	comment string
	slip    int   // months by which the end moves
	cost    int64 // the new total cost, in thousands of euros
	manager string
	stage   string
	frozen  bool   // the actual cost moves no more
	rebased bool   // the committee accepted new baselines
	note    string // the decision, where one was taken
}

// story is a project whose life was not left to chance.
type story struct {
	weather int      // where the story begins
	quiet   []string // comments of the months in which nothing happens; none: ordinary ones
	silent  int      // from this month on nobody reports any more; 0 for never
	beats   []beat
}

// stories are what a committee should find in this portfolio.
var stories = map[string]story{
	// A slip that nobody reported: always sunny, and ten months late.
	"ADH-01": {
		weather: 1,
		quiet:   []string{"RAS.", "Le projet suit son cours.", "Avancement conforme.", "RAS, prochain point le mois prochain."},
		beats: []beat{
			{at: -12, slip: 1}, {at: -10, slip: 1}, {at: -8, slip: 2}, {at: -6, slip: 1}, {at: -5, slip: 1}, {at: -3, slip: 2}, {at: -1, slip: 2},
		},
	},
	// A recovery: in the storm a year ago, taken in hand, sunny today.
	"CAP-01": {
		weather: 1,
		beats: []beat{
			{at: -13, weather: 2, comment: "La recette du régime général a pris trois semaines de retard : 212 anomalies ouvertes, dont 31 bloquantes."},
			{at: -12, weather: 3, slip: 2, comment: "Le lot 1 est reporté de deux mois. L’éditeur ne tient pas ses délais de correction ; réunion de direction à direction demandée."},
			{at: -11, weather: 4, slip: 4, cost: 4950, comment: "Bascule du régime général impossible à la date prévue. Fin repoussée de quatre mois et coût réestimé à 4,95 M€. Le comité de direction est saisi."},
			{at: -10, weather: 4, comment: "Arbitrage attendu : réduire le périmètre, changer d’intégrateur ou arrêter. L’équipe prépare les trois hypothèses chiffrées."},
			{at: -9, weather: 4, manager: "sandrine.lacombe", note: "Comité de direction : reprise en main du projet, périmètre ramené à deux régimes", comment: "Décision du comité : deux régimes au lieu de quatre, direction de projet renouvelée, point hebdomadaire avec l’éditeur."},
			{at: -8, weather: 3, cost: 4700, comment: "Plan de reprise validé. 96 anomalies ouvertes, dont 9 bloquantes. Coût ramené à 4,7 M€ grâce au périmètre réduit."},
			{at: -7, weather: 3, comment: "Deuxième répétition générale réussie à 94 %. Reste à traiter le rapprochement comptable."},
			{at: -6, weather: 2, slip: -1, comment: "Répétition générale réussie. La marge d’un mois est rendue."},
			{at: -5, weather: 2, comment: "Bascule du premier régime faite en un week-end : 118 000 bénéficiaires, aucun remboursement en retard."},
			{at: -4, weather: 1, slip: -1, comment: "Délai moyen de remboursement revenu sous quatre jours. Le second régime est avancé d’un mois."},
			{at: -3, weather: 1, comment: "Bilan du premier régime présenté au comité. L’équipe est stable, l’éditeur tient ses engagements."},
			{at: -2, weather: 1, comment: "Reprise du second régime en cours : 71 % des dossiers contrôlés, écart nul avec la comptabilité."},
			{at: -1, weather: 1, comment: "Tous les indicateurs sont dans le vert. Prochaine étape : répétition générale du second régime."},
		},
	},
	// A project stopped in time.
	"ADH-04": {
		weather: 1,
		beats: []beat{
			{at: -9, weather: 2, comment: "Le premier essai reconnaît 58 % des demandes, pour 80 % attendus."},
			{at: -8, weather: 3, comment: "Deuxième essai : 61 %. Les accents et les noms de médecins restent mal compris."},
			{at: -7, weather: 4, cost: 610, slip: 3, comment: "Le fournisseur propose un modèle plus puissant : 160 k€ de plus et trois mois. L’intérêt du projet est à réexaminer."},
			{at: -6, weather: 4, comment: "Troisième essai : 62 %. Dossier d’arrêt remis au comité."},
			{at: -5, weather: 4, cost: 187, stage: "stopped", frozen: true, note: "Comité de direction : arrêt du projet, 263 k€ rendus au portefeuille", comment: "Arrêt décidé : la reconnaissance plafonne à 62 %, pour 80 % attendus. 187 k€ dépensés, 263 k€ rendus au portefeuille. Les enseignements vont au projet REL-01."},
		},
	},
	// Done a month early and below its budget.
	"CAP-04": {
		weather: 1,
		beats: []beat{
			{at: -8, weather: 1, cost: 495, comment: "Le raccordement des opticiens a demandé moins d’efforts que prévu : coût réestimé à 495 k€."},
			{at: -6, weather: 1, slip: -1, comment: "Le pilote est concluant ; le déploiement est avancé d’un mois."},
			{at: -5, weather: 1, cost: 478, comment: "Dernier lot en service. 92 % des demandes reçoivent une réponse en moins de dix secondes."},
		},
	},
	// More expensive for a good reason, and accepted as such.
	"REG-01": {
		weather: 2,
		beats: []beat{
			{at: -12, weather: 2, comment: "Le registre compte 164 prestataires, deux fois plus que prévu."},
			{at: -10, weather: 3, cost: 1180, slip: 4, comment: "Les textes d’application étendent les tests aux prestataires critiques : coût réestimé à 1,18 M€, fin repoussée de quatre mois."},
			{at: -9, weather: 2, rebased: true, note: "Comité de direction : nouvelle référence, à la suite de l’extension réglementaire", comment: "Le comité accepte la nouvelle référence : 1,18 M€ et quatre mois, l’obligation s’imposant à tous."},
			{at: -6, weather: 2, comment: "Premier test de résilience mené avec l’hébergeur ; trois écarts, tous corrigés."},
			{at: -3, weather: 1, comment: "Registre remis au superviseur sans observation."},
		},
	},
	// It costs a little more every few months.
	"ADH-02": {
		weather: 1,
		beats: []beat{
			{at: -10, weather: 2, cost: 1230, comment: "Avenant no 1 du prestataire : la carte de tiers payant n’était pas au contrat (80 k€)."},
			{at: -7, weather: 2, cost: 1340, slip: 1, comment: "Avenant no 2 : mise en conformité d’accessibilité (110 k€) et un mois de plus."},
			{at: -4, weather: 2, cost: 1470, comment: "Avenant no 3 : reprise des notifications (130 k€). La direction des achats est associée au prochain point."},
			{at: -2, weather: 3, cost: 1610, slip: 1, comment: "Avenant no 4 (140 k€) : le coût dépasse la référence de 40 %. Un plafond est demandé au comité."},
		},
	},
	// The project manager left, and what was found then.
	"PRD-02": {
		weather: 1,
		quiet:   []string{"Déploiement en cours.", "Le déploiement continue."},
		beats: []beat{
			{at: -4, weather: 3, manager: "laurent.esnault", slip: 2, note: "Départ de Patrice Volland : reprise par Laurent Esnault", comment: "À la reprise du dossier, 11 sites sur 38 sont équipés, et non 24. Deux mois de retard qui n’avaient pas été signalés."},
			{at: -3, weather: 2, comment: "Planning refait site par site avec l’opérateur. 16 sites équipés."},
			{at: -2, weather: 2, comment: "22 sites équipés. Le rythme est tenu."},
			{at: -1, weather: 1, comment: "29 sites équipés, fin de déploiement confirmée."},
		},
	},
	// Nobody has reported for months, and the last word was a warning.
	"SEC-02": {
		weather: 2,
		silent:  -3,
		beats: []beat{
			{at: -6, weather: 2, comment: "Le prestataire est choisi. La connexion des journaux commence."},
			{at: -4, weather: 3, comment: "Les journaux de l’hébergeur n’arrivent pas : la surveillance de nuit ne peut pas commencer."},
		},
	},
}
