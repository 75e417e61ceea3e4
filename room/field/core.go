package field

import "vigie/ground/label"

// core is what every project has. Custom attributes come after.
var core = []Field{
	{Key: "code", Kind: Text, Label: label.T("Code", "Code"), Help: label.T("The short reference by which the project is known everywhere", "La référence courte sous laquelle le projet est connu partout")},
	{Key: "name", Kind: Text, Label: label.T("Name", "Nom"), Required: true},
	{Key: "description", Kind: LongText, Label: label.T("Description", "Description"), Help: label.T("What the project is for, in a few sentences", "À quoi sert le projet, en quelques phrases")},
	{Key: "manager", Kind: User, Label: label.T("Project manager", "Chef de projet")},
	{Key: "sponsor", Kind: User, Label: label.T("Sponsor", "Commanditaire")},
	{Key: "unit", Kind: Unit, Label: label.T("Unit", "Entité"), Required: true, Consolidation: CountByValue},
	{Key: "type", Kind: Choice, Label: label.T("Type", "Type"), Consolidation: CountByValue},
	{Key: "stage", Kind: Choice, Label: label.T("Stage", "Étape"), Consolidation: CountByValue},
	{Key: "priority", Kind: Choice, Label: label.T("Priority", "Priorité"), Consolidation: CountByValue},
	{Key: "weather", Kind: Weather, Label: label.T("Weather", "Météo"), PerMonth: true, Consolidation: Worst, Help: label.T("How the project is doing this month, in one word", "Comment va le projet ce mois-ci, en un mot")},
	{Key: "light", Kind: Light, Label: label.T("Delivery confidence", "Confiance"), Consolidation: Worst, Help: label.T("How likely the project is to deliver, on five lights", "La probabilité d’aboutir, sur cinq feux")},
	{Key: "progress", Kind: Percent, Label: label.T("Progress", "Avancement"), Measure: "%", Consolidation: WeightedMean, Weight: "total_cost"},
	{Key: "start", Kind: Date, Label: label.T("Start", "Début"), Consolidation: Minimum},
	{Key: "end", Kind: Date, Label: label.T("End", "Fin"), Consolidation: Maximum},
	{Key: "duration", Kind: Number, Label: label.T("Duration", "Durée"), Measure: "years", Help: label.T("From start to end, in years. It follows the dates; when it is entered and the end is not, it gives the end", "Du début à la fin, en années. Elle suit les dates ; saisie sans la fin, elle donne la fin")},
	{Key: "start_baseline", Kind: Date, Label: label.T("Start (baseline)", "Début (référence)"), Consolidation: Minimum},
	{Key: "end_baseline", Kind: Date, Label: label.T("End (baseline)", "Fin (référence)"), Consolidation: Maximum},
	{Key: "total_cost", Kind: Money, Label: label.T("Total cost", "Coût total"), Consolidation: Sum, Help: label.T("Everything the project will have cost at its end, as estimated today", "Tout ce que le projet aura coûté à sa fin, estimé aujourd’hui")},
	{Key: "total_cost_baseline", Kind: Money, Label: label.T("Total cost (baseline)", "Coût total (référence)"), Consolidation: Sum},
	{Key: "actual_cost", Kind: Money, Label: label.T("Actual cost to date", "Coût réalisé à date"), Consolidation: Sum},
	{Key: "currency", Kind: Text, Label: label.T("Currency", "Devise"), Help: label.T("The currency of all the amounts of the project, by its three letters: EUR", "La devise de tous les montants du projet, par ses trois lettres : EUR")},
	{Key: "comment", Kind: LongText, Label: label.T("Comment of the month", "Commentaire du mois"), PerMonth: true},
	{Key: "axes", Kind: Choices, Label: label.T("Strategic axes", "Axes stratégiques"), Consolidation: CountByValue},
	{Key: "tags", Kind: Choices, Free: true, Label: label.T("Tags", "Étiquettes"), Consolidation: CountByValue},
	{Key: "programme", Kind: Project, Label: label.T("Programme", "Programme"), Help: label.T("The parent project, which consolidates this one", "Le projet parent, qui consolide celui-ci")},
}

func option(key, en, fr, colour string) Option {
	return Option{Key: key, Label: label.T(en, fr), Colour: colour}
}

// stage is an option of the list of stages, with what it stands for.
func stage(key, en, fr, colour, meaning string) Option {
	o := option(key, en, fr, colour)
	o.Meaning = meaning
	return o
}

// coreOptions are the lists that a new instance starts with; all can be changed.
var coreOptions = map[string][]Option{
	"type": {
		option("project", "Project", "Projet", ""), option("programme", "Programme", "Programme", ""),
	},
	"stage": {
		stage("idea", "Idea", "Idée", "grey", "candidate"), stage("framing", "Framing", "Cadrage", "violet", "candidate"), stage("build", "Design and build", "Conception / Réalisation", "blue", "running"),
		stage("pilot", "Pilot", "Expérimentation", "cyan", "running"), stage("rollout", "Roll-out", "Déploiement", "green", "running"), stage("done", "Done", "Terminé", "grey", "done"), stage("stopped", "Stopped", "Arrêté", "red", "dropped"),
	},
	"priority": {
		option("critical", "Critical", "Critique", "red"), option("high", "High", "Haute", "orange"), option("medium", "Medium", "Moyenne", "blue"), option("low", "Low", "Basse", "grey"),
	},
}
