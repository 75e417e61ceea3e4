package field

import "vigie/ground/label"

// ofMilestones is what every key date has. What is read only follows from the
// rest, or is the project's.
var ofMilestones = []Field{
	{Key: "project", Kind: Project, Label: label.T("Project", "Projet"), Required: true, Consolidation: None},
	{Key: "name", Kind: Text, Label: label.T("Key date", "Date clé"), Required: true},
	{Key: "type", Kind: Choice, Label: label.T("Type", "Type"), Consolidation: CountByValue},
	{Key: "date", Kind: Date, Label: label.T("Date", "Date"), Consolidation: Maximum, Help: label.T("When it is expected, as known today", "Quand elle est attendue, à ce que l’on sait aujourd’hui")},
	{Key: "baseline", Kind: Date, Label: label.T("Baseline", "Référence"), Consolidation: Maximum, Help: label.T("The date that was promised. The first date of a key date is taken for it, unless another one is entered", "La date promise. La première date saisie en tient lieu, sauf si une autre est donnée")},
	{Key: "drift", Kind: Number, Label: label.T("Drift", "Écart"), Measure: "days", ReadOnly: true, Consolidation: Maximum, Help: label.T("How many days the date, or the day on which it was reached, lies after the baseline", "De combien de jours la date, ou le jour où elle a été atteinte, suit la référence")},
	{Key: "status", Kind: Choice, Label: label.T("Status", "Statut"), Initial: "planned", Consolidation: CountByValue},
	{Key: "done_on", Kind: Date, Label: label.T("Reached on", "Atteinte le"), Consolidation: Maximum},
	{Key: "late", Kind: YesNo, Label: label.T("Late", "En retard"), ReadOnly: true, Consolidation: CountByValue, Help: label.T("Its date has passed and it is neither reached nor dropped", "Sa date est passée et elle n’est ni atteinte ni abandonnée")},
	{Key: "contractual", Kind: YesNo, Label: label.T("Contractual", "Contractuelle"), Consolidation: CountByValue},
	{Key: "comment", Kind: LongText, Label: label.T("Comment", "Commentaire")},
	{Key: "project_code", Kind: Text, Label: label.T("Project code", "Code du projet"), ReadOnly: true},
	{Key: "unit", Kind: Unit, Label: label.T("Unit of the project", "Entité du projet"), ReadOnly: true, Consolidation: CountByValue},
	{Key: "manager", Kind: User, Label: label.T("Project manager", "Chef de projet"), ReadOnly: true, Consolidation: CountByValue},
	{Key: "date_month", Kind: Month, Label: label.T("Month", "Mois"), ReadOnly: true},
}

// milestoneOptions are the lists that key dates start with; all can be changed.
var milestoneOptions = map[string][]Option{
	"type": {
		option("go_live", "Go-live", "Mise en service", "green"), option("delivery", "Delivery", "Livraison", "blue"), option("committee", "Steering committee", "Comité de pilotage", "violet"),
		option("contract", "Contract", "Contrat", "orange"), option("decision", "Decision", "Décision", "cyan"),
	},
	"status": {
		option("planned", "Planned", "Prévue", "blue"), option("done", "Reached", "Atteinte", "green"), option("dropped", "Dropped", "Abandonnée", "grey"),
	},
}
