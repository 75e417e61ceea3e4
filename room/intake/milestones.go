package intake

import "vigie/ground/label"

var milestones = target{
	place: 2,
	help:  label.T("One key date per row: project (code or name), key date, type, date, baseline, status. Or one project per row with a column of dates for each key date.", "Une date clé par ligne : projet (code ou nom), date clé, type, date, référence, statut. Ou un projet par ligne, avec une colonne de dates pour chaque date clé."),
	keeps: []string{"name", "project", "project_code", "status", "baseline", "done_on"},
	rules: milestoneRules,
}

var milestoneRules = []rule{
	{key: "project_code", names: "code projet|code du projet|code de projet|project code|project id|id projet|id du projet|reference projet|reference du projet|numero de projet|numero du projet"},
	{key: "project", names: "projet|project|nom du projet|nom projet|project name|intitule du projet|libelle du projet|intitule projet|projets|projects"},
	{key: "name", names: "date cle|date clef|dates cles|jalon|jalons|nom du jalon|libelle du jalon|intitule du jalon|libelle|intitule|key date|key dates|milestone|milestones|milestone name|nom|name|evenement|event|livrable|deliverable|description du jalon"},
	{key: "type", names: "type|type de jalon|type de date|type de date cle|type du jalon|milestone type|type of milestone|nature|categorie|nature du jalon|category"},
	{key: "baseline", names: "reference|date de reference|baseline|baseline date|date initiale|date cible|cible|target|target date|date contractuelle|date d'origine|original date|initial date|date prevue initiale|date initialement prevue|date engagee|engagement|planned baseline", takes: "month"},
	{key: "done_on", names: "atteinte le|atteint le|date reelle|realise le|date de realisation|date realisee|actual date|actual|reached on|done on|completed on|achieved on|date effective|date constatee", takes: "month"},
	{key: "date", names: "date|date prevue|prevue le|date previsionnelle|date actuelle|date estimee|date reestimee|date revisee|prevision|forecast|forecast date|current date|planned date|due date|expected date|revised date|echeance|date d'echeance|date du jalon|date du jour j|milestone date|nouvelle date|when|quand", takes: "month"},
	{key: "status", names: "statut|status|etat|state|situation|statut du jalon|etat du jalon"},
	{key: "contractual", names: "contractuelle|contractuel|contractual|jalon contractuel|date contractuelle ?"},
	{key: "comment", names: "commentaire|commentaires|comment|comments|note|notes|remarque|remarques|observation|observations"},
}

// milestoneWords are how files write the states of key dates; a state that is
// neither reached nor dropped is planned.
var milestoneWords = map[string]string{
	"fait": "done", "faite": "done", "realise": "done", "realisee": "done", "termine": "done", "terminee": "done", "atteint": "done", "atteinte": "done", "tenu": "done", "tenue": "done",
	"passe": "done", "passee": "done", "livre": "done", "livree": "done", "clos": "done", "done": "done", "achieved": "done", "completed": "done", "complete": "done", "reached": "done", "met": "done", "delivered": "done", "ok": "done", "100%": "done",
	"annule": "dropped", "annulee": "dropped", "abandonne": "dropped", "abandonnee": "dropped", "supprime": "dropped", "cancelled": "dropped", "canceled": "dropped", "dropped": "dropped", "sans objet": "dropped",
	"prevu": "planned", "prevue": "planned", "a venir": "planned", "a faire": "planned", "planifie": "planned", "planifiee": "planned", "en cours": "planned", "en retard": "planned", "reporte": "planned", "reportee": "planned", "retard": "planned",
	"planned": "planned", "upcoming": "planned", "on track": "planned", "in progress": "planned", "late": "planned", "delayed": "planned", "open": "planned", "to do": "planned", "not started": "planned", "postponed": "planned",
}
