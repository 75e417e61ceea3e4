package intake

import (
	"regexp"
	"slices"
	"strings"

	"vigie/format/cell"
	"vigie/ground/label"
	"vigie/room/field"
)

// rule says by which headers an attribute is known. A header is reduced to
// plain words first (see plainHeader). Names are whole headers; words are sets
// of which all must occur; none must not.
type rule struct {
	key   string
	names string // separated by |
	words string // sets separated by |, words of a set by spaces
	none  string // words
	takes string // kinds of cells that fit, besides those of the attribute's kind
}

// projectRules are the headers of the core attributes of projects, in French
// and English, the surest first.
var projectRules = []rule{
	{key: "code", names: "code|code projet|code du projet|id|id projet|identifiant|identifiant projet|reference|ref|ref projet|reference projet|reference du projet|numero|numero projet|numero de projet|n projet|no projet|n|no|project number|project id|project code|project ref|project reference|project no|gmpp id|gmpp id number|id number|key|trigramme", words: "gmpp id|project number|project id|project code|code projet", none: "name nom"},
	{key: "unit_code", names: "code ministere|sigle|sigle ministere|sigle entite|code entite|code direction|code service|unit code|department code|dept code"},
	{key: "name", names: "nom|name|projet|projets|project|projects|nom du projet|nom projet|nom de projet|intitule|intitule du projet|intitule projet|libelle|libelle du projet|libelle projet|titre|titre du projet|title|project name|project title|project programme name|name of project|nom du projet programme|projet nom|designation", words: "project name|nom projet|intitule projet|libelle projet|project title", none: "manager chef owner description id code number numero phase"},
	{key: "description", names: "description|descriptif|objectif|objectifs|objet|description et objectifs|description et objectifs du projet|aims|description aims|project description|presentation|resume|summary|scope|perimetre", words: "description|objectifs projet|aims", none: "commentary narrative risque risk benefits"},
	{key: "manager", names: "chef de projet|cheffe de projet|chef fe de projet|cp|responsable|responsable projet|responsable du projet|pilote|pilote du projet|manager|project manager|pm|project lead|lead|owner|project owner|directeur de projet|chef de projet moe|chef de projet si|responsable operationnel|porteur du projet|referent", words: "chef projet|project manager|directeur projet|project lead"},
	{key: "sponsor", names: "sponsor|commanditaire|sro|senior responsible owner|executive sponsor|project sponsor|sponsor metier|sponsor du projet|maitre d'ouvrage", words: "senior responsible owner|commanditaire|sponsor", none: "rating rag colour confidence assessment comment narrative"},
	{key: "unit", names: "unite|unit|entite|ministere|ministere porteur|ministere nom complet|nom du ministere|department|departement|direction|service|pole|dg|direction metier|direction porteuse|division|directorate|business unit|organisation|organization|organisme|agency|ministry|department name|dept|structure|entite porteuse|direction pilote|parent department", words: "ministere|department|departement porteur|direction porteuse|entite porteuse|ministry", none: "narrative commentary comment autres partenaires code"},
	{key: "type", names: "type|type de projet|type projet|nature|nature du projet|project type|methodologie"},
	{key: "stage", names: "phase|etape|statut|etat|avancement phase|stage|status|phase du projet|phase du projet en cours|phase en cours|phase actuelle|etape du projet|statut du projet|etat du projet|project stage|project status|project phase|lifecycle stage|statut projet|etat d'avancement|current stage|phase projet", words: "phase cours|phase projet|stage project|statut projet", none: "meteo rag date comment commentaire"},
	{key: "priority", names: "priorite|priority|niveau de priorite|rang de priorite|priorite du projet|project priority|urgence"},
	{key: "weather", names: "meteo|weather|meteo projet|meteo du projet|meteo du mois|meteo globale|tendance meteo"},
	{key: "light", names: "statut global|etat global|situation globale|indicateur global|overall status|overall rag|status global|rag|rag status|rag rating|mpa rag rating|ipa rag rating|rating|colour rating|color rating|feu|feux|voyant|indicateur|sante|health|project health|confiance|delivery confidence|delivery confidence assessment|dca|mpa dca|ipa dca|ipa delivery confidence assessment|mpa delivery confidence assessment|ipa dca rating|statut rag|couleur|overall rag|rag overall|risque global", words: "rag rating|colour rating|delivery confidence|ipa rating|nista rating|nista delivery|rag status", none: "comment commentary narrative sro owner actions rationale"},
	{key: "progress", names: "avancement|% avancement|avancement %|taux d'avancement|progress|% complete|percent complete|completion|% progress|pourcentage d'avancement|% realise|avancement physique|avancement global", words: "% avancement|percent complete|taux avancement", takes: "number"},
	{key: "start_baseline", names: "debut reference|debut initial|date de debut initiale|date debut initiale|debut initialement prevu|baseline start|baseline start date|planned start|original start date|original start|debut prevu initial|date de debut de reference|debut cible", words: "debut initial|debut initiale|baseline start|original start|debut reference", takes: "month"},
	{key: "end_baseline", names: "fin reference|fin initiale|date de fin initiale|date fin initiale|fin initialement prevue|baseline end|baseline end date|baseline finish|original end date|original end|fin prevue initiale|date de fin de reference|echeance initiale|fin cible initiale", words: "fin initiale|baseline end|baseline finish|original end|fin reference|echeance initiale|original finish", takes: "month"},
	{key: "start", names: "debut|date de debut|date debut|date debut projet|demarrage|date de demarrage|date demarrage|date de lancement|lancement|start|start date|project start|project start date|begin|begin date|from|commencement date|debut du projet|debut projet|debut prevu|date de debut prevue|debut previsionnel", words: "start date|date debut|date demarrage|debut projet|date lancement", none: "narrative commentary comment fin end", takes: "month"},
	{key: "end", names: "fin|date de fin|date fin|date fin projet|echeance|date d'echeance|livraison|date de livraison|end|end date|finish|finish date|project end|project end date|due date|target date|deadline|to|completion date|fin du projet|fin projet|fin prevue|date de fin prevue|fin previsionnelle|date de fin previsionnelle|mise en service|date de mise en service|fin estimee|fin reestimee", words: "end date|date fin|finish date|completion date|date livraison|fin projet|fin prevue|fin previsionnelle", none: "narrative commentary comment debut start", takes: "month"},
	{key: "duration", names: "duree|duration|duree du projet|duree projet|duree du projet en annees|duree previsionnelle|duree previsionnelle en annee|duree previsionnelle en annees|duree en annees|duree en mois|duree annees|duree mois|project duration|length|term", words: "duree projet|duree previsionnelle|duree annees|duree annee|duree mois|project duration", none: "ecart variance initiale"},
	{key: "total_cost_baseline", names: "cout initial|budget initial|cout de reference|budget de reference|cout total initial|cout estime initial|original budget|baseline budget|baseline cost|original cost|initial budget|initial cost|cout complet initial", words: "cout initial|budget initial|cout reference|budget reference|original budget|baseline cost|original cost|initial budget", none: "whole life wlc year financial yearly annee exercice narrative comment", takes: "number"},
	{key: "actual_cost", names: "realise|consomme|depense|depenses|cout realise|cout constate|cout consomme|budget consomme|budget realise|montant consomme|montant realise|depenses realisees|cout realise a date|actual|actuals|actual cost|actual cost to date|spend|spend to date|spent|cost to date|expenditure to date|facture|paye|realise cumule|consomme a date|depense a date", words: "actual cost|cost date|spend date|cout realise|budget consomme|budget realise|cout consomme|cout constate|montant consomme", none: "year forecast narrative comment annee exercice reste", takes: "number"},
	{key: "total_cost", names: "cout|couts|cout estime|cout complet|cout complet estime|cout total|cout global|cout du projet|cout projet|cout total estime|budget|budget total|budget global|budget du projet|budget projet|budget prevu|budget previsionnel|montant|montant total|montant global|enveloppe|cost|total cost|project cost|estimated cost|total budget|project budget|whole life cost|whole life costs|wlc|total wlc|wlc baseline|wlc baseline incl ncg|total budgeted whole life costs|total baseline whole life costs|cout previsionnel|cout a terminaison|atterrissage|estimate at completion|eac|lifetime cost|total project cost|approved budget|budget alloue|budget vote|budget revise|budget actualise|budget reestime|cout actualise|cout revise|cout reestime|cout actuel|cout estimatif|estimation du cout|revised budget|budget revised|current budget|latest budget|revised cost|current cost|latest cost|approved cost|forecast cost|cost forecast|cost estimate|estimated budget|total estimated cost|estimated total cost|budgeted cost|planned cost|planned budget|budget approved|authorised budget|authorized budget|budget at completion|bac|budget actuel|budget valide|budget approuve|budget autorise|budget cible|couts previsionnels|couts estimes|couts totaux|enveloppe budgetaire|montant previsionnel|montant estime|montant du projet|montant projet|total project budget|budget amount", words: "whole life cost|whole life costs|wlc|cout estime|cout complet|cout total|total cost|budget total|total budget|cout projet|budget projet|lifetime cost|cout previsionnel|budget previsionnel", none: "narrative commentary comment tranche variance ecart benefits yearly annuel annuelle year", takes: "number"},
	{key: "currency", names: "devise|currency|monnaie|ccy|code devise"},
	{key: "comment", names: "commentaire|commentaires|observation|observations|remarque|remarques|comment|comments|notes|note|faits marquants|commentaire du mois|point d'avancement|latest update|update|highlights|commentary|commentaire general|commentaire du chef de projet"},
	{key: "axes", names: "axe|axes|axe strategique|axes strategiques|axe de la feuille de route|strategic axis|strategic axes|strategic objective|strategic objectives|strategic theme|orientation strategique|pilier"},
	{key: "tags", names: "tags|tag|etiquettes|etiquette|mots cles|mots clefs|keywords|labels"},
	{key: "programme", names: "programme|program|programme parent|programme de rattachement|parent programme|programme name|nom du programme|parent project|projet parent|portefeuille programme"},
}

// extra describes attributes that files of this kind often have and projects
// have not by themselves: they are created under one key, so that the next
// edition finds them again.
type extra struct {
	rule
	kind  field.Kind
	label label.Text
}

var extras = []extra{
	{rule{key: "interministerial", names: "projet inter ministeriel|projet interministeriel|interministeriel|inter ministeriel|interministerial|cross government", words: "projet interministeriel|projet inter ministeriel"}, field.YesNo, label.T("Interministerial project", "Projet interministériel")},
	{rule{key: "functional_area", names: "zone fonctionnelle|zone fonctionnelle principale|functional area|domaine fonctionnel", words: "zone fonctionnelle"}, field.Choice, label.T("Functional area", "Zone fonctionnelle")},
	{rule{key: "funding_programme", names: "programme de financement|programmes de financement|financement|financement programme s|financement programmes|funding programme|funding", words: "programme financement|financement programme"}, field.Text, label.T("Funding programme", "Programme de financement")},
	{rule{key: "cost_bracket", names: "cout estime par tranche|tranche de cout|cost bracket|cost band", words: "cout tranche"}, field.Choice, label.T("Cost bracket", "Tranche de coût")},
	{rule{key: "more_information", names: "en savoir plus|en savoir plus sur le projet|more information|plus d'informations", words: "savoir plus"}, field.Link, label.T("More about the project", "En savoir plus sur le projet")},
	{rule{key: "performance_plan", words: "projets annuels performances"}, field.Link, label.T("Annual performance plan", "Projet annuel de performances")},
	{rule{key: "published", names: "date de publication|publication date|date de mise a jour|last updated|date maj", words: "date publication"}, field.Date, label.T("Publication date", "Date de publication")},
	{rule{key: "report_category", names: "report category|annual report category|category|categorie|categorie de projet|project category|portfolio category", words: "report category"}, field.Choice, label.T("Category", "Catégorie")},
	{rule{key: "owner_light", names: "sro rating|sro rag rating|sro dca|sro delivery confidence assessment", words: "sro rating|sro rag|sro delivery|sro dca|owner rating|owner delivery"}, field.Light, label.T("Rating by the owner", "Évaluation par le commanditaire")},
	{rule{key: "light_comment", names: "rating comment|rag comment", words: "commentary actions|commentary rag|rating comment|narrative rag|commentary delivery confidence|rationale rag|commentary dca|commentary rating"}, field.LongText, label.T("Comment on the rating", "Commentaire sur l’évaluation")},
	{rule{key: "schedule_comment", names: "schedule comment|schedule narrative", words: "narrative schedule|schedule comment|commentary schedule"}, field.LongText, label.T("Comment on the schedule", "Commentaire sur le calendrier")},
	{rule{key: "variance_comment", names: "variance comment|variance narrative", words: "narrative variance|variance comment|commentary variance|narrative forecast"}, field.LongText, label.T("Comment on the variance of the year", "Commentaire sur l’écart de l’année")},
	{rule{key: "cost_comment", names: "budget comment|cost comment", words: "narrative whole life|narrative budgeted|budget comment|commentary whole life|narrative costs|narrative wlc", none: "benefits"}, field.LongText, label.T("Comment on the whole life cost", "Commentaire sur le coût complet")},
	{rule{key: "benefits_comment", words: "narrative benefits|benefits comment|commentary benefits"}, field.LongText, label.T("Comment on the benefits", "Commentaire sur les bénéfices")},
	{rule{key: "benefits", names: "benefits|total baseline benefits|benefices attendus|gains attendus|total benefits|monetised benefits", words: "total benefits|baseline benefits|monetised benefits", takes: "number"}, field.Money, label.T("Benefits", "Bénéfices attendus")},
	{rule{key: "year_variance_percent", names: "variance %|variance %age|% variance|year variance %|financial year variance %|ecart %", words: "variance %|variance %age|ecart %", none: "narrative comment"}, field.Percent, label.T("Variance of the year, %", "Écart de l’année, %")},
	{rule{key: "year_variance", names: "variance|year variance|financial year variance|yearly variance|in year variance|ecart|ecart annuel", words: "year variance|variance", none: "narrative comment whole life % %age", takes: "number"}, field.Money, label.T("Variance of the year", "Écart de l’année")},
	{rule{key: "year_forecast", names: "forecast|yearly forecast|year forecast|financial year forecast|in year forecast|forecast incl ngc|forecast incl ncg|prevision annuelle|prevision de l'annee", words: "yearly forecast|year forecast|forecast incl|forecast", none: "narrative comment whole life variance", takes: "number"}, field.Money, label.T("Forecast of the year", "Prévision de l’année")},
	{rule{key: "year_budget", names: "total baseline|year budget|yearly budget|financial year baseline|financial year budget|in year baseline|in year budget|year baseline|yearly baseline|budget annuel|budget de l'annee|budget exercice", words: "year baseline|year budget|yearly budget|yearly baseline|budget annuel", none: "narrative comment whole life benefits", takes: "number"}, field.Money, label.T("Budget of the year", "Budget de l’année")},
}

var (
	brackets = regexp.MustCompile(`\([^()]*\)|\[[^\[\]]*\]|\(.*$`)
	years    = regexp.MustCompile(`\b(19|20)\d\d(\s*[/-]\s*((19|20)\d\d|\d\d))?\b`)
	notWord  = regexp.MustCompile(`[^\p{L}\p{N}%']+`)
)

// plainHeader reduces a header to its plain words: no case, accents, units,
// brackets or years. yearly says that it named a year.
func plainHeader(h string) (words string, yearly bool) {
	s := label.Fold(cell.WithoutUnit(strings.ReplaceAll(h, "_", " ")))
	yearly = years.MatchString(s) || strings.Contains(s, "financial year")
	percent := strings.Contains(s, "%")
	plain := strings.TrimSpace(brackets.ReplaceAllString(s, " "))
	if plain == "" {
		plain = s
	}
	plain = years.ReplaceAllString(plain, " ")
	plain = strings.TrimSpace(notWord.ReplaceAllString(plain, " "))
	if percent && !strings.Contains(plain, "%") {
		plain += " %"
	}
	for _, p := range []string{"d'", "l'"} {
		plain = strings.ReplaceAll(" "+plain, " "+p, " ")
	}
	return strings.Join(strings.Fields(plain), " "), yearly
}

// score says how surely a header names the rule's attribute: 100 for a whole
// name, less for a set of words, 0 for not at all.
func (r rule) score(plain string) int {
	for name := range strings.SplitSeq(r.names, "|") {
		if name != "" && simple(name) == plain {
			return 100
		}
	}
	words := strings.Fields(plain)
	for w := range strings.FieldsSeq(r.none) {
		if slices.Contains(words, w) {
			return 0
		}
	}
	best := 0
	for set := range strings.SplitSeq(r.words, "|") {
		if n := len(strings.Fields(set)); n > 0 && hasAll(words, set) {
			best = max(best, 55+10*n-2*min(len(words)-n, 10))
		}
	}
	return best
}

func simple(name string) string {
	name = " " + name
	for _, p := range []string{" d'", " l'"} {
		name = strings.ReplaceAll(name, p, " ")
	}
	return strings.TrimSpace(name)
}

func hasAll(words []string, set string) bool {
	for w := range strings.FieldsSeq(set) {
		if !slices.Contains(words, w) {
			return false
		}
	}
	return true
}
