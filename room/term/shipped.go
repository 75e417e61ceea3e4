package term

import "vigie/engine/grammar"

// Shipped are the words of the interface that an organisation may call otherwise, in
// the order of screens: PRODUCT.md says what each of them means.
var Shipped = []Term{
	{Key: "portfolio", EN: forms(of("portfolio", "portfolios")), FR: forms(of("portefeuille", "portefeuilles")), SureEN: true, SureFR: true},
	{Key: "programme", EN: forms(of("programme", "programmes")), FR: forms(of("programme", "programmes")), SureEN: true},
	{Key: "project", EN: forms(of("project", "projects")), FR: forms(of("projet", "projets")), SureEN: true, SureFR: true, Apart: []string{"Draft: the review is not closed", "Annual performance plan"}},
	{Key: "manager", EN: forms(of("project manager", "project managers")), FR: forms(of("chef de projet", "chefs de projet"), of("chef du projet", "chefs des projets")), SureEN: true, SureFR: true},
	{Key: "pmo", EN: forms(of("PMO", "PMOs")), FR: forms(of("bureau des projets", "bureaux des projets")), SureEN: true, SureFR: true},
	{Key: "unit", EN: forms(of("unit", "units")), FR: forms(she("entité", "entités")), SureFR: true},
	{Key: "stage", EN: forms(of("stage", "stages")), FR: forms(she("étape", "étapes")), SureFR: true, Apart: []string{
		"Steps of the import", "Step %s of the schema is not the one that this database was built with",
		"The database is of a newer version of Vigie (step %d; this program knows %d). Start the newer program, or restore the backup made before the upgrade",
	}},
	{Key: "lifecycle", EN: forms(of("lifecycle", "lifecycles")), FR: forms(of("cycle de vie", "cycles de vie")), SureEN: true, SureFR: true},
	{Key: "milestone", EN: forms(of("key date", "key dates"), of("milestone", "milestones")), FR: forms(she("date clé", "dates clés"), of("jalon", "jalons")), SureEN: true, SureFR: true},
	{Key: "weather", EN: forms(of("weather", "weathers")), FR: forms(she("météo", "météos")), SureEN: true, SureFR: true},
	{Key: "baseline", EN: forms(of("baseline", "baselines")), FR: forms(she("référence", "références")), SureEN: true},
	{Key: "drift", EN: forms(of("drift", "drifts")), FR: forms(she("dérive", "dérives"))},
	{Key: "trust", EN: forms(of("trust score", "trust scores"), of("score", "scores")), FR: forms(of("indice de confiance", "indices de confiance"), of("indice", "indices")), SureEN: true, SureFR: true},
	{Key: "risk", EN: forms(of("risk", "risks")), FR: forms(of("risque", "risques"))},
	{Key: "action", EN: forms(of("action", "actions")), FR: forms(she("action", "actions")), SureFR: true, Apart: []string{
		"palette.group.do", "portfolio.menu.title", "import.past.actions", "What you can do with your comment", "More actions", "Actions on {name}", "Actions on “{name}”", "“%s” is no action; say attribute, new or ignore",
	}},
	{Key: "decision", EN: forms(of("decision", "decisions")), FR: forms(she("décision", "décisions")), SureFR: true, Apart: []string{"HAS.DECISION"}},
	{Key: "review", EN: forms(of("review", "reviews")), FR: forms(she("revue", "revues")), Apart: []string{
		"campaign.asked", "campaign.lead", "campaign.rights", "notice.kind.access", "%s asks you to look through access rights",
		"Access campaign changed", "Access campaign deleted", "Access campaign started", "Right looked through",
	}},
	{Key: "summary", EN: forms(of("summary", "summaries")), FR: forms(she("synthèse", "synthèses"))},
}

func forms(nouns ...grammar.Noun) []grammar.Noun { return nouns }

// of is a noun that is masculine in French.
func of(one, many string) grammar.Noun { return noun(one, many, false) }

// she is a feminine one.
func she(one, many string) grammar.Noun { return noun(one, many, true) }

func noun(one, many string, feminine bool) grammar.Noun {
	return grammar.Noun{One: one, Many: many, Feminine: feminine}
}
