package field

import "vigie/ground/label"

// What the records of every register know of the project they belong to.
var (
	itsProject = Field{Key: "project", Kind: Project, Label: label.T("Project", "Projet"), Required: true, Consolidation: None}
	itsCode    = Field{Key: "project_code", Kind: Text, Label: label.T("Project code", "Code du projet"), ReadOnly: true}
	itsUnit    = Field{Key: "unit", Kind: Unit, Label: label.T("Unit of the project", "Entité du projet"), ReadOnly: true, Consolidation: CountByValue}
	itsManager = Field{Key: "manager", Kind: User, Label: label.T("Project manager", "Chef de projet"), ReadOnly: true, Consolidation: CountByValue}
	// itsPortfolio is the name of the portfolio to which a record belongs that
	// concerns no project in particular.
	itsPortfolio = Field{Key: "portfolio", Kind: Text, Label: label.T("Portfolio", "Portefeuille"), ReadOnly: true, Help: label.T("The portfolio that it belongs to where it concerns no project in particular", "Le portefeuille auquel elle appartient quand elle ne concerne aucun projet en particulier")}
)

// ofRisks is what every risk has.
var ofRisks = []Field{
	itsProject,
	{Key: "name", Kind: Text, Label: label.T("Risk", "Risque"), Required: true, Help: label.T("What may happen, and what it would do", "Ce qui peut arriver, et ce que cela entraînerait")},
	{Key: "probability", Kind: Number, Label: label.T("Probability", "Probabilité"), Consolidation: Maximum, Help: label.T("From 1, very unlikely, to 5, almost certain", "De 1, très improbable, à 5, quasi certain")},
	{Key: "impact", Kind: Number, Label: label.T("Impact", "Impact"), Consolidation: Maximum, Help: label.T("From 1, negligible, to 5, critical", "De 1, négligeable, à 5, critique")},
	{Key: "criticality", Kind: Number, Label: label.T("Criticality", "Criticité"), ReadOnly: true, Consolidation: Maximum, Help: label.T("Probability times impact, from 1 to 25", "La probabilité multipliée par l’impact, de 1 à 25")},
	{Key: "owner", Kind: User, Label: label.T("Owner", "Responsable"), Consolidation: CountByValue, Help: label.T("Who watches the risk", "Qui surveille le risque")},
	{Key: "response", Kind: LongText, Label: label.T("Response", "Parade"), Help: label.T("What is done so that it does not happen, or does less harm", "Ce qui est fait pour qu’il n’arrive pas, ou fasse moins de dégâts")},
	{Key: "status", Kind: Choice, Label: label.T("Status", "Statut"), Initial: "open", Consolidation: CountByValue},
	itsCode, itsUnit, itsManager,
}

var riskOptions = map[string][]Option{
	"status": {option("open", "Open", "Ouvert", "orange"), option("happened", "Happened", "Survenu", "red"), option("closed", "Closed", "Clos", "grey")},
}

// ofActions is what every action has.
var ofActions = []Field{
	itsProject,
	{Key: "name", Kind: Text, Label: label.T("Action", "Action"), Required: true},
	{Key: "owner", Kind: User, Label: label.T("Owner", "Responsable"), Consolidation: CountByValue},
	{Key: "due", Kind: Date, Label: label.T("Due", "Échéance"), Consolidation: Maximum},
	{Key: "status", Kind: Choice, Label: label.T("Status", "Statut"), Initial: "to_do", Consolidation: CountByValue},
	{Key: "done_on", Kind: Date, Label: label.T("Done on", "Faite le"), Consolidation: Maximum},
	{Key: "late", Kind: YesNo, Label: label.T("Late", "En retard"), ReadOnly: true, Consolidation: CountByValue, Help: label.T("It is due, and neither done nor dropped", "Son échéance est passée et elle n’est ni faite ni abandonnée")},
	{Key: "note", Kind: LongText, Label: label.T("Note", "Note")},
	itsPortfolio, itsCode, itsUnit, itsManager,
	{Key: "due_month", Kind: Month, Label: label.T("Month", "Mois"), ReadOnly: true},
}

var actionOptions = map[string][]Option{
	"status": {option("to_do", "To do", "À faire", "blue"), option("doing", "Under way", "En cours", "cyan"), option("done", "Done", "Faite", "green"), option("dropped", "Dropped", "Abandonnée", "grey")},
}

// ofDecisions is what every decision has.
var ofDecisions = []Field{
	itsProject,
	{Key: "name", Kind: Text, Label: label.T("Decision", "Décision"), Required: true, Help: label.T("What was decided, or is asked to be decided", "Ce qui a été décidé, ou ce qu’il est demandé de décider")},
	{Key: "kind", Kind: Choice, Label: label.T("Kind", "Nature"), Consolidation: CountByValue},
	{Key: "made", Kind: Date, Label: label.T("Made on", "Prise le"), Consolidation: Maximum},
	{Key: "owner", Kind: User, Label: label.T("Owner", "Responsable"), Consolidation: CountByValue, Help: label.T("Who carries it out", "Qui la met en œuvre")},
	{Key: "due", Kind: Date, Label: label.T("Due", "Échéance"), Consolidation: Maximum},
	{Key: "status", Kind: Choice, Label: label.T("Status", "Statut"), Initial: "open", Consolidation: CountByValue},
	{Key: "done_on", Kind: Date, Label: label.T("Carried out on", "Appliquée le"), Consolidation: Maximum},
	{Key: "late", Kind: YesNo, Label: label.T("Late", "En retard"), ReadOnly: true, Consolidation: CountByValue, Help: label.T("It is due, and neither carried out nor dropped", "Son échéance est passée et elle n’est ni appliquée ni abandonnée")},
	{Key: "note", Kind: LongText, Label: label.T("Note", "Note")},
	itsPortfolio, itsCode, itsUnit, itsManager,
	{Key: "due_month", Kind: Month, Label: label.T("Month", "Mois"), ReadOnly: true},
}

var decisionOptions = map[string][]Option{
	"kind": {
		option("go", "Go", "Feu vert", "green"), option("stop", "Stop", "Arrêt", "red"), option("hold", "Hold", "Suspension", "orange"),
		option("ask", "Asked for", "Demandée", "violet"), option("other", "Other", "Autre", "grey"),
	},
	"status": {option("open", "Open", "Ouverte", "blue"), option("carried_out", "Carried out", "Appliquée", "green"), option("dropped", "Dropped", "Abandonnée", "grey")},
}
