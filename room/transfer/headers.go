package transfer

import (
	"regexp"
	"slices"
	"strings"

	"vigie/format/sheet"
	"vigie/ground/label"
)

// The columns of a tree of tasks.
const (
	colNumber = iota
	colWBS
	colLevel
	colPhase
	colName
	colKind
	colMilestone
	colStart
	colFinish
	colDuration
	colProgress
	colWaits
	colConstraint
	colBound
	colDeadline
	colNote
	colResources
	columns
)

// heads are what the columns are called where a plan goes out.
var heads = [columns]label.Text{
	colNumber: label.T("No.", "N°"), colWBS: label.T("WBS", "WBS"), colLevel: label.T("Level", "Niveau"), colName: label.T("Name", "Nom"),
	colPhase: label.T("Phase", "Phase"), colMilestone: label.T("Milestone", "Jalon"),
	colKind: label.T("Type", "Type"), colStart: label.T("Start", "Début"), colFinish: label.T("Finish", "Fin"), colDuration: label.T("Duration", "Durée"),
	colProgress: label.T("% complete", "% achevé"), colWaits: label.T("Predecessors", "Prédécesseurs"), colConstraint: label.T("Constraint", "Contrainte"),
	colBound: label.T("Constraint date", "Date de contrainte"), colDeadline: label.T("Deadline", "Échéance"), colNote: label.T("Note", "Note"),
	colResources: label.T("Resources", "Ressources"),
}

// synonyms are what people and programs call the columns, folded, in both languages.
var synonyms = [columns][]string{
	colNumber:     {"no", "n", "number", "numero", "line", "ligne", "id", "identifiant", "unique id", "task id", "#", "row"},
	colWBS:        {"wbs", "otp", "code wbs", "wbs code", "outline number", "numero hierarchique", "numero wbs", "n wbs", "code hierarchique", "structure", "code"},
	colLevel:      {"level", "niveau", "outline level", "niveau hierarchique", "niveau de plan", "wbs level", "indent"},
	colPhase:      {"phase", "lot", "etape", "stage", "workstream", "chantier", "groupe", "group", "summary"},
	colName:       {"name", "nom", "task name", "nom de la tache", "task", "tache", "intitule", "libelle", "activity", "activite", "activity name", "nom de l activite", "title", "titre", "designation", "task title", "action"},
	colKind:       {"type", "kind", "nature", "type de ligne", "task type", "activity type", "type de tache"},
	colMilestone:  {"milestone", "jalon", "is milestone", "est un jalon"},
	colStart:      {"start", "debut", "start date", "date de debut", "date debut", "begin", "begins", "planned start", "debut prevu", "debut planifie", "date de debut prevue", "early start", "du", "from"},
	colFinish:     {"finish", "fin", "end", "finish date", "end date", "date de fin", "date fin", "ends", "planned finish", "planned end", "fin prevue", "fin planifiee", "date de fin prevue", "early finish", "due", "due date", "au", "to", "until"},
	colDuration:   {"duration", "duree", "original duration", "duree prevue", "planned duration", "length", "duree jours", "duration days"},
	colProgress:   {"% complete", "% acheve", "progress", "avancement", "complete", "acheve", "percent complete", "% avancement", "avancement %", "pourcentage acheve", "% realise", "activity % complete", "done", "%"},
	colWaits:      {"predecessors", "predecesseurs", "predecessor", "predecesseur", "depends on", "depend de", "dependencies", "dependances", "waits for", "attend", "liens", "links"},
	colConstraint: {"constraint", "contrainte", "constraint type", "type de contrainte", "primary constraint"},
	colBound:      {"constraint date", "date de contrainte", "date de la contrainte", "primary constraint date"},
	colDeadline:   {"deadline", "echeance", "date limite", "date butoir"},
	colNote:       {"note", "notes", "comment", "comments", "commentaire", "commentaires", "remarque", "remarques", "description"},
	colResources:  {"resources", "ressources", "resource names", "noms ressources", "noms des ressources", "assigned to", "affecte a", "affectee a", "assignee", "assignees", "ressource", "resource", "affectations"},
}

var notWords = regexp.MustCompile(`[^\pL\pN%#]+`)

// plainHead is a header without accents, units and signs.
func plainHead(s string) string {
	s = label.Fold(s)
	if at := strings.IndexAny(s, "(["); at > 0 {
		s = s[:at]
	}
	return strings.TrimSpace(notWords.ReplaceAllString(s, " "))
}

// columnsOf finds which column of a table says what; -1 for none. The words of the
// organisation, in which plans go out, come first.
func columnsOf(t *sheet.Table) (of [columns]int) {
	for c := range of {
		of[c] = -1
	}
	taken := map[int]bool{}
	for c, head := range heads {
		if !label.HasWords() || head.IsZero() {
			continue
		}
		at := slices.IndexFunc(t.Columns, func(k sheet.Column) bool { return head.IsCalled(label.Fold(k.Name)) })
		if at >= 0 && !taken[at] {
			of[c], taken[at] = at, true
		}
	}
	for rank := range 24 { // the most usual words of each first
		for c := range of {
			if of[c] >= 0 || rank >= len(synonyms[c]) {
				continue
			}
			at := slices.IndexFunc(t.Columns, func(k sheet.Column) bool { return plainHead(k.Name) == synonyms[c][rank] })
			if at >= 0 && !taken[at] && !t.Columns[at].Blank {
				of[c], taken[at] = at, true
			}
		}
	}
	return of
}

// kindWords are what a line is called, folded.
var kindWords = map[string][]string{
	"phase":     {"phase", "summary", "summary task", "recapitulative", "tache recapitulative", "lot", "etape", "stage", "wbs", "group", "groupe"},
	"milestone": {"milestone", "jalon", "key date", "date cle", "start milestone", "finish milestone"},
}

// constraintWords are what holds a task, folded: as programs and this one write it.
var constraintWords = map[string][]string{
	"":                  {"", "as soon as possible", "asap", "des que possible", "au plus tot", "aucune", "none"},
	"late":              {"as late as possible", "alap", "le plus tard possible", "au plus tard"},
	"start_no_earlier":  {"start no earlier than", "snet", "start on or after", "debut au plus tot le", "pas avant le", "debut au plus tot", "start no earlier"},
	"start_no_later":    {"start no later than", "snlt", "start on or before", "debut au plus tard le", "debut au plus tard", "start no later"},
	"finish_no_earlier": {"finish no earlier than", "fnet", "finish on or after", "fin au plus tot le", "fin au plus tot", "finish no earlier"},
	"finish_no_later":   {"finish no later than", "fnlt", "finish on or before", "fin au plus tard le", "fin au plus tard", "finish no later"},
	"must_start":        {"must start on", "mso", "start on", "doit commencer le", "doit debuter le", "mandatory start"},
	"must_finish":       {"must finish on", "mfo", "finish on", "doit finir le", "mandatory finish"},
}

// constraintNames are what a constraint is called where a plan goes out.
var constraintNames = map[string]label.Text{
	"late": label.T("As late as possible", "Le plus tard possible"), "start_no_earlier": label.T("Start no earlier than", "Début au plus tôt le"),
	"start_no_later": label.T("Start no later than", "Début au plus tard le"), "finish_no_earlier": label.T("Finish no earlier than", "Fin au plus tôt le"),
	"finish_no_later": label.T("Finish no later than", "Fin au plus tard le"), "must_start": label.T("Must start on", "Doit commencer le"), "must_finish": label.T("Must finish on", "Doit finir le"),
}

// kindOf is what a line is called, in the words of the organisation too.
func kindOf(text string) string {
	for kind, name := range kindNames {
		if name.IsCalled(label.Fold(text)) {
			return string(kind)
		}
	}
	key, _ := keyOf(kindWords, text)
	return key
}

// keyOf finds the word that a text is among some.
func keyOf(words map[string][]string, text string) (string, bool) {
	text = plainHead(text)
	for key, all := range words {
		if slices.Contains(all, text) {
			return key, true
		}
	}
	return "", false
}
