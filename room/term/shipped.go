package term

import (
	"slices"
	"strings"

	"vigie/engine/grammar"
	"vigie/ground/label"
)

// The rooms in which the terms are listed, in their order.
const (
	Portfolio = "portfolio"
	Method    = "method"
	Plan      = "plan"
	Steering  = "steering"
	Figures   = "figures"
	Catalogue = "catalogue"
)

// Rooms are all of them.
var Rooms = []string{Portfolio, Method, Plan, Steering, Figures, Catalogue}

// Shipped are the words of the interface that an organisation may call otherwise, in
// the order of screens: PRODUCT.md says what each of them means.
var Shipped = slices.Concat(
	in(Portfolio,
		Term{Key: "portfolio", EN: en("portfolio", "portfolios"), FR: of("portefeuille", "portefeuilles"), SureEN: true, SureFR: true},
		Term{Key: "programme", EN: en("programme", "programmes"), FR: of("programme", "programmes"), SureEN: true},
		Term{Key: "project", EN: en("project", "projects"), FR: of("projet", "projets"), SureEN: true, SureFR: true, Apart: []string{"Draft: the review is not closed", "Annual performance plan"}},
		Term{Key: "manager", EN: en("project manager", "project managers"), FR: or(of("chef de projet", "chefs de projet"), of("chef du projet", "chefs des projets")), SureEN: true, SureFR: true},
		Term{Key: "sponsor", EN: en("sponsor", "sponsors"), FR: of("commanditaire", "commanditaires"), SureEN: true, SureFR: true},
		Term{Key: "pmo", EN: en("PMO", "PMOs"), FR: of("bureau des projets", "bureaux des projets"), SureEN: true, SureFR: true},
		Term{Key: "committee", EN: en("committee", "committees"), FR: of("comité", "comités"), SureEN: true, SureFR: true},
		Term{Key: "unit", EN: en("unit", "units"), FR: she("entité", "entités"), SureFR: true},
		Term{Key: "group", EN: en("group", "groups"), FR: of("groupe", "groupes"), Apart: []string{
			"attributeGroup.", "screenHelp./admin/attribute-groups.", "attribute.section", "adminArea.kind", "grid.", "portfolio.", "views.blocks.", "views.part.group", "register.group.label", // of attributes, of rows, of conditions
			"%d lines between the records are titles of groups, and no records", "One line between the records is the title of a group, and no record", "the line holds nothing but a name: it may be the title of a group",
			"At most %d levels of groups", "Attributes stand in the group “%s”, such as “%s”: say which group takes them", "Another group has the key “%s”", "Groups of attributes", "Groups of attributes changed",
			"The group of whatever stands in no other stays: rename it, or move it", "There are at most %d groups of attributes", "There is no group of attributes “%s”", "There is no such version of the groups",
			"What stands in no other group stands in this one: it stays",
		}},
		Term{Key: "role", EN: en("role", "roles"), FR: of("rôle", "rôles"), SureFR: true},
		Term{Key: "delegation", EN: en("delegation", "delegations"), FR: she("délégation", "délégations"), SureEN: true},
		Term{Key: "accessreview", EN: en("access review", "access reviews"), FR: she("revue des accès", "revues des accès"), SureEN: true, SureFR: true},
	),
	in(Method,
		Term{Key: "lifecycle", EN: en("lifecycle", "lifecycles"), FR: of("cycle de vie", "cycles de vie"), SureEN: true, SureFR: true},
		Term{Key: "stage", EN: en("stage", "stages"), FR: she("étape", "étapes"), SureFR: true, Apart: []string{
			"Steps of the import", "Step %s of the schema is not the one that this database was built with",
			"The database is of a newer version of Vigie (step %d; this program knows %d). Start the newer program, or restore the backup made before the upgrade",
		}},
		Term{Key: "move", EN: en("move", "moves"), FR: of("passage", "passages"), SureFR: true, Apart: []string{"project.news.mark", "project.news.since"}},
		Term{Key: "variant", EN: en("variant", "variants"), FR: she("variante", "variantes"), SureFR: true},
		Term{Key: "template", EN: en("template", "templates"), FR: of("modèle", "modèles"), SureEN: true},
		Term{Key: "method", EN: en("method", "methods"), FR: she("méthode", "méthodes"), SureEN: true, SureFR: true},
		Term{Key: "guide", EN: en("guide", "guides"), FR: of("guide", "guides")},
		Term{Key: "glossary", EN: en("glossary", "glossaries"), FR: of("glossaire", "glossaires"), SureEN: true, SureFR: true},
	),
	in(Plan,
		Term{Key: "plan", EN: en("plan", "plans"), FR: of("plan", "plans"), Apart: []string{"Annual performance plan"}},
		Term{Key: "phase", EN: en("phase", "phases"), FR: she("phase", "phases"), SureEN: true, SureFR: true},
		Term{Key: "task", EN: en("task", "tasks"), FR: she("tâche", "tâches"), SureEN: true},
		Term{Key: "milestone", EN: or(en("key date", "key dates"), en("milestone", "milestones")), FR: or(she("date clé", "dates clés"), of("jalon", "jalons")), SureEN: true, SureFR: true},
		Term{Key: "baseline", EN: en("baseline", "baselines"), FR: she("référence", "références"), SureEN: true},
		Term{Key: "drift", EN: en("drift", "drifts"), FR: she("dérive", "dérives")},
		Term{Key: "progress", EN: en("progress", "progress"), FR: of("avancement", "avancements")},
		Term{Key: "link", EN: en("link", "links"), FR: of("lien", "liens"), Apart: []string{ // those that one follows
			"error.notFound.text", "forgot.", "guide.", "health.", "kind.link", "outbox.", "screenHelp./forgot.", "setting.", "user.", "views.", "--smtp needs --public-url, for the links in the letters",
			"A file may weigh %s at most; make it smaller, or put it elsewhere and add a link", "A link begins with https://, http:// or mailto:", "Link for a password made", "Only the name, and texts, links and numbers of your own, can be unique",
			"Password chosen by a link", "The workbook links to %d other workbooks; the links are not followed, only the values kept in this file are read", "The workbook links to another workbook; the link is not followed, only the values kept in this file are read",
			"This link has been used or is too old; ask for a new one", "This link works once, for 30 minutes. If you did not ask for it, ignore this letter: your password stays as it is.", "This link works once, for 7 days.",
			"Vigie was started without --public-url: this link names the address it listens on, %s, which others may not reach", "how people reach Vigie, for links: https://vigie.example.org",
		}},
		Term{Key: "predecessor", EN: en("predecessor", "predecessors"), FR: of("prédécesseur", "prédécesseurs"), SureEN: true, SureFR: true},
		Term{Key: "constraint", EN: en("constraint", "constraints"), FR: she("contrainte", "contraintes"), SureEN: true, SureFR: true},
		Term{Key: "criticalpath", EN: en("critical path", "critical paths"), FR: of("chemin critique", "chemins critiques"), SureEN: true, SureFR: true},
		Term{Key: "float", EN: en("float", "floats"), FR: she("marge", "marges"), SureEN: true},
		Term{Key: "roadmap", EN: en("roadmap", "roadmaps"), FR: she("feuille de route", "feuilles de route"), SureEN: true, SureFR: true},
		Term{Key: "calendar", EN: en("calendar", "calendars"), FR: of("calendrier", "calendriers"), Apart: []string{ // a leaf of a month; a file, an address of other programs
			"calendar.export", "calendar.import", "feed.", "field.openCalendar", "keys.field.", "token.scope", "screenHelp./milestones.", "Calendar at an address", "You have %d calendars at addresses already; revoke one first",
			"a calendar begins with BEGIN:VCALENDAR; choose a file that ends in .ics", "%s ends here and has not begun; export the calendar again", "The calendar has more than %d events; export fewer years", "The calendar is empty; choose another file",
			"The calendar is larger than %d MB; export fewer years", "a colon between a name and a value is missing; export the calendar again", "it is longer than %d KB; export the calendar again", "it is not in UTF-8; save the calendar in that encoding",
			"too many things stand in each other; export the calendar again", "The date would lie outside the calendar",
		}},
		Term{Key: "resource", EN: en("resource", "resources"), FR: she("ressource", "ressources"), SureFR: true},
		Term{Key: "assignment", EN: en("assignment", "assignments"), FR: she("affectation", "affectations"), SureEN: true, SureFR: true},
		Term{Key: "effort", EN: or(en("effort", "efforts"), en("load", "loads")), FR: she("charge", "charges"), SureEN: true},
	),
	in(Steering,
		Term{Key: "summary", EN: en("summary", "summaries"), FR: she("synthèse", "synthèses")},
		Term{Key: "round", EN: en("monthly round", "monthly rounds"), FR: of("point mensuel", "points mensuels"), SureEN: true, SureFR: true},
		Term{Key: "review", EN: en("review", "reviews"), FR: she("revue", "revues"), Apart: []string{
			"campaign.", "screenHelp./admin/access-campaigns.", // of access
			"Access review: %s", "Access review started", "Access review changed", "Access review deleted", "This access review is closed", "It was not answered yet, and the access review is open",
		}},
		Term{Key: "agenda", EN: en("agenda", "agendas"), FR: of("ordre du jour", "ordres du jour"), SureEN: true, SureFR: true},
		Term{Key: "minutes", EN: en("minutes", "minutes"), FR: of("compte rendu", "comptes rendus"), SureFR: true},
		Term{Key: "participant", EN: en("participant", "participants"), FR: of("participant", "participants"), SureEN: true, SureFR: true},
		Term{Key: "risk", EN: en("risk", "risks"), FR: of("risque", "risques")},
		Term{Key: "action", EN: en("action", "actions"), FR: she("action", "actions"), SureFR: true, Apart: []string{
			"palette.group.do", "portfolio.menu.title", "import.past.actions", "What you can do with your comment", "More actions", "Actions on {name}", "Actions on “{name}”", "“%s” is no action; say attribute, new or ignore",
		}},
		Term{Key: "decision", EN: en("decision", "decisions"), FR: she("décision", "décisions"), SureFR: true},
		Term{Key: "register", EN: en("register", "registers"), FR: of("registre", "registres"), SureFR: true},
		Term{Key: "report", EN: en("report", "reports"), FR: of("rapport", "rapports")},
		Term{Key: "comment", EN: en("comment", "comments"), FR: of("commentaire", "commentaires"), SureFR: true},
	),
	in(Figures,
		Term{Key: "weather", EN: en("weather", "weathers"), FR: she("météo", "météos"), SureEN: true, SureFR: true},
		Term{Key: "light", EN: en("light", "lights"), FR: of("feu", "feux")},
		Term{Key: "trust", EN: or(en("trust score", "trust scores"), en("score", "scores")), FR: or(of("indice de confiance", "indices de confiance"), of("indice", "indices")), SureEN: true, SureFR: true},
		Term{Key: "cost", EN: en("cost", "costs"), FR: of("coût", "coûts")},
		Term{Key: "budget", EN: en("budget", "budgets"), FR: of("budget", "budgets")},
		Term{Key: "fiscalyear", EN: or(en("fiscal year", "fiscal years"), en("financial year", "financial years")), FR: of("exercice", "exercices"), SureEN: true, SureFR: true},
	),
	in(Catalogue,
		Term{Key: "attribute", EN: en("attribute", "attributes"), FR: of("attribut", "attributs"), SureFR: true},
		Term{Key: "form", EN: en("form", "forms"), FR: of("formulaire", "formulaires"), SureFR: true, Apart: []string{"No file came with the form"}},
		Term{Key: "view", EN: en("view", "views"), FR: she("vue", "vues")},
		Term{Key: "hierarchy", EN: en("hierarchy", "hierarchies"), FR: she("hiérarchie", "hiérarchies"), SureEN: true, SureFR: true},
		Term{Key: "node", EN: en("node", "nodes"), FR: of("nœud", "nœuds"), SureEN: true, SureFR: true},
		Term{Key: "constant", EN: en("constant", "constants"), FR: she("constante", "constantes"), SureEN: true, SureFR: true},
	),
)

func in(room string, terms ...Term) []Term {
	for i := range terms {
		terms[i].Room = room
	}
	return terms
}

// or are several nouns for one thing.
func or(nouns ...[]grammar.Noun) []grammar.Noun { return slices.Concat(nouns...) }

// en is an English noun, of a French masculine one, she a feminine one.
func en(one, many string) []grammar.Noun { return noun(one, many, label.EN, false) }

func of(one, many string) []grammar.Noun { return noun(one, many, label.FR, false) }

func she(one, many string) []grammar.Noun { return noun(one, many, label.FR, true) }

func noun(one, many string, l label.Lang, feminine bool) []grammar.Noun {
	return []grammar.Noun{{One: one, Many: many, Feminine: feminine, Vowel: grammar.Vowel(one, l)}}
}

// IsApart reports whether a word of the term means something else in a text.
func (t Term) IsApart(key, english string) bool {
	return slices.ContainsFunc(t.Apart, func(a string) bool {
		return a == english || a == key || strings.HasSuffix(a, ".") && strings.HasPrefix(key, a)
	})
}
