package intake

import (
	"vigie/ground/label"
	"vigie/room/action"
	"vigie/room/decision"
	"vigie/room/field"
	"vigie/room/milestone"
	"vigie/room/project"
	"vigie/room/risk"
)

// The headers by which every register knows the project of a row and its own
// name for it.
var (
	codeRule    = rule{key: "project_code", names: "code projet|code du projet|code de projet|project code|project id|id projet|id du projet|reference projet|reference du projet|numero de projet|numero du projet"}
	projectRule = rule{key: "project", names: "projet|project|nom du projet|nom projet|project name|intitule du projet|libelle du projet|intitule projet|projets|projects"}
	ownerRule   = rule{key: "owner", names: "responsable|porteur|pilote|owner|assigned to|assignee|affecte a|attribue a|en charge|par qui|qui|who|responsible|risk owner|action owner|proprietaire"}
	dueRule     = rule{key: "due", names: "echeance|date d'echeance|pour le|date limite|due|due date|deadline|target date|date cible|a faire pour|avant le|quand|when|date prevue", takes: "month"}
	noteRule    = rule{key: "note", names: "note|notes|commentaire|commentaires|comment|comments|remarque|remarques|observation|observations|detail|details|description"}
	doneRule    = rule{key: "done_on", names: "faite le|fait le|realisee le|realise le|date de realisation|done on|completed on|closed on|date de cloture|cloturee le|appliquee le|carried out on", takes: "month"}
	statusRule  = rule{key: "status", names: "statut|status|etat|state|situation|avancement"}
)

var risks = target{
	place: 3,
	help:  label.T("One risk per row: project (code or name), risk, probability and impact from 1 to 5, owner, response, status.", "Un risque par ligne : projet (code ou nom), risque, probabilité et impact de 1 à 5, responsable, parade, statut."),
	keeps: []string{"name", "project", "project_code", "status"},
	rules: []rule{
		codeRule, projectRule,
		{key: "name", names: "risque|risques|nom du risque|libelle du risque|intitule du risque|intitule|libelle|risk|risks|risk name|risk title|titre|title|nom|name|description du risque|risk description|evenement redoute"},
		{key: "probability", names: "probabilite|proba|vraisemblance|frequence|probability|likelihood|p"},
		{key: "impact", names: "impact|gravite|severite|consequence|severity|impact (1-5)|i|g"},
		ownerRule,
		{key: "response", names: "parade|parades|reponse|plan de mitigation|mitigation|plan d'action|mesure|mesures|traitement|response|mitigation plan|treatment|action de reduction|actions"},
		statusRule,
	},
}

var actions = target{
	place: 4,
	help:  label.T("One action per row: project (code or name), action, owner, due date, status, note.", "Une action par ligne : projet (code ou nom), action, responsable, échéance, statut, note."),
	keeps: []string{"name", "project", "project_code", "status", "done_on"},
	rules: []rule{
		codeRule, projectRule,
		{key: "name", names: "action|actions|libelle de l'action|intitule de l'action|action a mener|tache|a faire|intitule|libelle|task|to do|what|quoi|titre|title|nom|name|action item"},
		ownerRule, dueRule, statusRule, doneRule, noteRule,
	},
}

var decisions = target{
	place: 5,
	help:  label.T("One decision per row: project (code or name), decision, kind, date, owner, due date, status, note.", "Une décision par ligne : projet (code ou nom), décision, nature, date, responsable, échéance, statut, note."),
	keeps: []string{"name", "project", "project_code", "status", "done_on", "made"},
	rules: []rule{
		codeRule, projectRule,
		{key: "name", names: "decision|decisions|libelle de la decision|intitule de la decision|intitule|libelle|arbitrage|what was decided|titre|title|nom|name"},
		{key: "kind", names: "nature|type|type de decision|nature de la decision|kind|decision type|avis"},
		{key: "made", names: "prise le|date de decision|date de la decision|date|decided on|decision date|made on|comite du|seance du", takes: "month"},
		ownerRule, dueRule, statusRule, doneRule, noteRule,
	},
}

// wordsOf are how files write the states of projects and records and the kinds
// of decisions, by object and attribute.
var wordsOf = map[string]map[string]map[string]string{
	project.Entity: {"stage": {
		"en cadrage": "framing", "phase de cadrage": "framing", "en experimentation": "pilot", "en deploiement": "rollout", "phase de deploiement": "rollout", "rollout": "rollout", "deployment": "rollout",
		"terminee": "done", "clos": "done", "close": "done", "cloture": "done", "cloturee": "done", "acheve": "done", "livre": "done", "closed": "done", "completed": "done", "complete": "done", "finished": "done", "delivered": "done",
		"arretee": "stopped", "abandonne": "stopped", "abandonnee": "stopped", "annule": "stopped", "annulee": "stopped", "cancelled": "stopped", "canceled": "stopped",
	}},
	milestone.Entity: {"status": milestoneWords},
	risk.Entity: {"status": {
		"actif": "open", "active": "open", "avere": "happened", "materialise": "happened", "survenu": "happened", "occurred": "happened", "materialised": "happened", "issue": "happened",
		"clos": "closed", "cloture": "closed", "ferme": "closed", "leve": "closed", "maitrise": "closed", "accepte": "closed", "en cours": "open", "nouveau": "open", "new": "open", "identifie": "open", "surveille": "open", "mitigated": "closed",
	}},
	action.Entity: {"status": {
		"a lancer": "to_do", "non commencee": "to_do", "non demarree": "to_do", "ouverte": "to_do", "ouvert": "to_do", "open": "to_do", "todo": "to_do", "not started": "to_do", "planifiee": "to_do", "prevue": "to_do", "en retard": "to_do",
		"in progress": "doing", "ongoing": "doing", "demarree": "doing", "lancee": "doing", "started": "doing", "wip": "doing",
		"fait": "done", "terminee": "done", "termine": "done", "close": "done", "closed": "done", "cloturee": "done", "clos": "done", "soldee": "done", "realisee": "done", "completed": "done", "complete": "done", "ok": "done", "100%": "done",
		"annulee": "dropped", "annule": "dropped", "cancelled": "dropped", "canceled": "dropped", "sans objet": "dropped", "abandonne": "dropped",
	}},
	decision.Entity: {
		"status": {
			"en cours": "open", "a appliquer": "open", "prise": "open", "en attente": "open", "pending": "open",
			"faite": "carried_out", "fait": "carried_out", "realisee": "carried_out", "mise en oeuvre": "carried_out", "executee": "carried_out", "done": "carried_out", "implemented": "carried_out", "close": "carried_out", "closed": "carried_out", "terminee": "carried_out",
			"annulee": "dropped", "cancelled": "dropped", "canceled": "dropped", "sans objet": "dropped",
		},
		"kind": {
			"accord": "go", "valide": "go", "validee": "go", "favorable": "go", "approved": "go", "approuvee": "go", "poursuite": "go", "oui": "go", "yes": "go",
			"no go": "stop", "no-go": "stop", "refus": "stop", "defavorable": "stop", "rejected": "stop", "arreter": "stop", "non": "stop",
			"report": "hold", "reportee": "hold", "ajourne": "hold", "ajournee": "hold", "on hold": "hold", "postponed": "hold", "gel": "hold",
			"demande": "ask", "a decider": "ask", "arbitrage": "ask", "requested": "ask", "to decide": "ask", "attendue": "ask",
		},
	},
}

// synonym returns the key of the option that files write in other words, where
// the list still has it.
func synonym(f *field.Field, text string) string {
	key := wordsOf[f.Object][f.Key][label.Fold(text)]
	if o, ok := f.OptionByText(key); key == "" || !ok || o.Retired || o.Key != key {
		return ""
	}
	return key
}

// saysState reports whether a list says how records stand; it does not grow by
// what a file writes.
func saysState(f *field.Field) bool { return kindOf(f.Object) != nil && f.Key == "status" }
