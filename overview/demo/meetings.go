package demo

import (
	"vigie/room/decision"
	"vigie/room/review"
)

// outcome is what a review decided about a project, or about the portfolio as a
// whole when code is empty, and what it asked to be done.
type outcome struct {
	code, kind, name string
	owner            string // a login
	within           int    // days until it is due
	after            int    // days after which it was carried out; 0 for not yet
	note             string
	task             task // what is to be done for it; none without a name
}

type task struct {
	name, owner   string
	within, after int
}

// meeting is a past review of the portfolio of the board.
type meeting struct {
	at         int
	agenda     []string // codes, each with the reason for which it is there
	outcomes   []outcome
	conclusion string
}

// meetings are the reviews that were held. What they decided is what the stories
// tell of the months that follow.
var meetings = []meeting{
	{
		at:     -9,
		agenda: []string{"CAP-01 all", "REG-01 all", "SOC-01 all", "ADH-01 all", "ADH-02 all", "ADH-04 all", "REG-02 all", "COM-04 all", "ETU-01 all", "DRH-01 all"},
		outcomes: []outcome{
			{
				code: "CAP-01", kind: decision.Go, name: "Poursuivre à périmètre réduit : deux régimes au lieu de quatre, direction de projet renouvelée", owner: "marc.lestrade", within: 30, after: 16,
				note: "Les deux autres régimes seront réexaminés après le premier bilan.",
				task: task{"Présenter le plan de reprise chiffré, avec l’éditeur", "sandrine.lacombe", 28, 24},
			},
			{
				code: "REG-01", kind: decision.Go, name: "Accepter la nouvelle référence : 1,18 M€ et quatre mois de plus", owner: "philippe.aumont", within: 7, after: 1,
				note: "L’extension s’impose à tous les assureurs.",
			},
			{
				code: "ADH-04", kind: decision.Ask, name: "Fixer le taux de reconnaissance au-dessous duquel l’assistant vocal s’arrête", owner: "marc.lestrade", within: 60, after: 50,
				task: task{"Refaire l’essai avec 500 appels réels", "hugo.ferrand", 45, 41},
			},
			{kind: decisionOther, name: "Revoir le portefeuille tous les deux à trois mois, le deuxième mardi", owner: "camille.roussel", within: 90, after: 63},
		},
		conclusion: "Un projet majeur en difficulté, repris en main. Le reste du portefeuille tient ses engagements.",
	},
	{
		at:     -7,
		agenda: []string{"CAP-01 pending", "ADH-04 health", "ADH-02 drift", "SOC-01 changed", "REG-01 pending", "COM-04 changed"},
		outcomes: []outcome{
			{
				code: "CAP-01", kind: decision.Go, name: "Valider le plan de reprise, ramené à 4,7 M€", owner: "marc.lestrade", within: 15, after: 10,
				task: task{"Traiter le rapprochement comptable avant la répétition générale", "sandrine.lacombe", 40, 37},
			},
			{
				code: "ADH-04", kind: decision.Hold, name: "Suspendre les dépenses du projet jusqu’au troisième essai", owner: "sylvie.carpentier", within: 45, after: 40,
				task: task{"Remettre un dossier d’arrêt ou de poursuite", "hugo.ferrand", 42, 39},
			},
			{code: "ADH-02", kind: decisionOther, name: "Associer la direction des achats à tout nouvel avenant", owner: "philippe.aumont", within: 60, task: task{"Négocier un plafond avec le prestataire", "maelle.legoff", 60, 0}},
		},
		conclusion: "La reprise de CAP-01 tient. ADH-04 joue son dernier essai.",
	},
	{
		at:     -5,
		agenda: []string{"ADH-04 pending", "CAP-01 changed", "ADH-02 health", "ADH-01 hand", "REG-02 late", "SOC-01 drift"},
		outcomes: []outcome{
			{
				code: "ADH-04", kind: decision.Stop, name: "Arrêter l’assistant vocal et rendre 263 k€ au portefeuille", owner: "marc.lestrade", within: 30, after: 1,
				note: "La reconnaissance plafonne à 62 %, pour 80 % attendus.",
				task: task{"Transmettre les enseignements au projet REL-01", "hugo.ferrand", 30, 22},
			},
			{code: "CAP-01", kind: decision.Go, name: "Autoriser la bascule du premier régime", owner: "marc.lestrade", within: 20, after: 12},
			{code: "REG-02", kind: decisionOther, name: "Confier la collecte des données à chaque direction", owner: "anne.quemeneur", within: 60, after: 58},
			{kind: decisionOther, name: "Réaffecter 150 k€ à la sécurité des échanges", owner: "isabelle.fontanel", within: 45, after: 40},
		},
		conclusion: "Un arrêt décidé à temps. Les moyens rendus vont à la sécurité.",
	},
	{
		at:     -2,
		agenda: []string{"CAP-01 changed", "ADH-02 pending", "ADH-01 hand", "REG-01 changed", "SOC-01 changed", "ETU-01 changed", "COM-04 changed"},
		outcomes: []outcome{
			{
				code: "ADH-02", kind: decision.Ask, name: "Plafonner le coût à 1,65 M€, ou réduire le périmètre", owner: "sylvie.carpentier", within: 75,
				note: "Quatre avenants en huit mois : le comité tranche à sa prochaine séance.",
				task: task{"Chiffrer un périmètre sans les notifications", "maelle.legoff", 40, 0},
			},
			{code: "CAP-01", kind: decision.Go, name: "Engager la reprise du second régime", owner: "marc.lestrade", within: 30, after: 21, task: task{"Planifier la répétition générale du second régime", "sandrine.lacombe", 45, 36}},
			{code: "REG-01", kind: decisionOther, name: "Publier le registre des prestataires au comité des risques", owner: "philippe.aumont", within: 50, after: 44},
			{code: "SOC-01", kind: decision.Go, name: "Prolonger de trois mois la garantie de l’hébergeur sortant", owner: "isabelle.fontanel", within: 40, task: task{"Signer l’avenant de prolongation", "damien.poirier", 30, 0}},
			{kind: decisionOther, name: "Faire vérifier par le bureau des projets les météos au beau fixe depuis six mois", owner: "camille.roussel", within: 80},
		},
		conclusion: "CAP-01 est rétabli. Le coût d’ADH-02 demande une décision à la prochaine séance.",
	},
}

// decisionOther is the kind of a decision that neither goes, stops nor holds.
const decisionOther = "other"

// next is the agenda of the review that is being prepared.
var next = []string{"ADH-02 pending", "ADH-01 hand", "CAP-01 changed", "SOC-01 pending", "ETU-01 hand", "REG-02 changed", "COM-04 changed", "FIN-04 hand"}

// rule is how the agenda of a meeting is made.
func (m meeting) rule() string {
	if m.at == meetings[0].at {
		return "all"
	}
	return review.JoinRules([]string{"new", "pending", "health", "drift", "changed"})
}
