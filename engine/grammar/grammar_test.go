package grammar_test

import (
	"testing"

	"vigie/engine/grammar"
	"vigie/ground/label"
)

var (
	project    = []grammar.Noun{{One: "projet", Many: "projets"}}
	keyDate    = []grammar.Noun{{One: "date clé", Many: "dates clés", Feminine: true}, {One: "jalon", Many: "jalons"}}
	initiative = grammar.Noun{One: "initiative", Many: "initiatives", Feminine: true, Vowel: true}
	operation  = grammar.Noun{One: "opération", Many: "opérations", Feminine: true, Vowel: true}
	chantier   = grammar.Noun{One: "chantier", Many: "chantiers"}
	axe        = grammar.Noun{One: "axe", Many: "axes", Vowel: true}
	etape      = grammar.Noun{One: "échéance", Many: "échéances", Feminine: true, Vowel: true}
	tache      = grammar.Noun{One: "tâche", Many: "tâches", Feminine: true}
)

func TestFrenchAgreesWithTheNewNoun(t *testing.T) {
	for _, c := range []struct {
		text string
		from []grammar.Noun
		to   grammar.Noun
		want string
	}{
		{"Projet", project, initiative, "Initiative"},
		{"Tous les projets", project, initiative, "Toutes les initiatives"},
		{"Tous les projets", project, chantier, "Tous les chantiers"},
		{"Le projet", project, initiative, "L’initiative"},
		{"Historique du projet", project, initiative, "Historique de l’initiative"},
		{"Historique du projet", project, tache, "Historique de la tâche"},
		{"Historique du projet", project, axe, "Historique de l’axe"},
		{"Nouveau projet {name}", project, initiative, "Nouvelle initiative {name}"},
		{"Nouveau projet", project, axe, "Nouvel axe"},
		{"Ce projet n’est pas terminé", project, axe, "Cet axe n’est pas terminé"},
		{"Ce projet n’est pas terminé", project, initiative, "Cette initiative n’est pas terminée"},
		{"Aucun projet archivé", project, operation, "Aucune opération archivée"},
		{"chef de projet", project, initiative, "chef d’initiative"},
		{"chef de projet", project, chantier, "chef de chantier"},
		{"{count, plural, =0 {aucun projet} one {# projet choisi} other {# projets choisis}}", project, initiative, "{count, plural, =0 {aucune initiative} one {# initiative choisie} other {# initiatives choisies}}"},
		{"Projets actifs, archivés et supprimés", project, initiative, "Initiatives actives, archivées et supprimées"},
		{"Les # projets", project, initiative, "Les # initiatives"},
		{"Mon projet et ma date clé", keyDate, etape, "Mon projet et mon échéance"},
		{"à la date clé, de la date clé", keyDate, chantier, "au chantier, du chantier"},
		{"Jalons", keyDate, etape, "Échéances"},
		{"jusqu’au projet, qu’un projet, que projet", project, initiative, "jusqu’à l’initiative, qu’une initiative, qu’initiative"},
		{"Nombre de projets masqués", project, initiative, "Nombre d’initiatives masquées"},
		{"Le chef de projet est absent", project, initiative, "Le chef d’initiative est absent"},
		{"Le premier projet et le dernier projet", project, initiative, "La première initiative et la dernière initiative"},
		{"L’autre projet, un autre projet", project, initiative, "L’autre initiative, une autre initiative"},
		{"%d projets sur %d", project, initiative, "%d initiatives sur %d"},
		{"Ces projets quittent ; ⟦ils|elles⟧ restent.", project, initiative, "Ces initiatives quittent ; elles restent."},
		{"Ces projets quittent ; ⟦ils|elles⟧ restent.", project, chantier, "Ces chantiers quittent ; ils restent."},
		{"{object, select, project {Projets} other {{object}}}", project, initiative, "{object, select, project {Initiatives} other {{object}}}"},
		{"L’un de ces projets", project, initiative, "L’une de ces initiatives"},
		{"retirez un des projets", project, initiative, "retirez une des initiatives"},
		{"l’un des projets", project, chantier, "l’un des chantiers"},
		{"⟦Projet⟧ ou projet, total_projet, <Projet>, /projet, --projet, A.PROJET", project, initiative, "Projet ou initiative, total_projet, <Projet>, /projet, --projet, A.PROJET"},
		{"projet/portefeuille", project, initiative, "initiative/portefeuille"},
		{"Tout projet", project, initiative, "Toute initiative"},
		{"tout le projet", project, initiative, "toute l’initiative"},
	} {
		if got := grammar.Rewrite(c.text, label.FR, []grammar.Swap{{From: c.from, To: c.to}}); got.Text != c.want {
			t.Errorf("%q with %s:\n got %q\nwant %q", c.text, c.to.One, got.Text, c.want)
		}
	}
}

func TestEnglishTakesAOrAn(t *testing.T) {
	from := []grammar.Noun{{One: "project", Many: "projects"}}
	to := grammar.Noun{One: "initiative", Many: "initiatives", Vowel: true}
	for text, want := range map[string]string{
		"A project": "An initiative", "a project’s page": "an initiative’s page", "a new project": "a new initiative", "Projects of {name}": "Initiatives of {name}", "subproject": "subproject",
	} {
		if got := grammar.Rewrite(text, label.EN, []grammar.Swap{{From: from, To: to}}).Text; got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
	minutes := []grammar.Swap{{From: []grammar.Noun{{One: "minutes", Many: "minutes"}}, To: grammar.Noun{One: "record", Many: "records"}}}
	if got := grammar.Rewrite("The minutes are final", label.EN, minutes).Text; got != "The records are final" {
		t.Errorf("got %q, want %q", got, "The records are final")
	}
	progress := []grammar.Swap{{From: []grammar.Noun{{One: "progress", Many: "progress"}}, To: grammar.Noun{One: "completion", Many: "completions"}}}
	if got := grammar.Rewrite("Progress is 100 %", label.EN, progress).Text; got != "Completion is 100 %" {
		t.Errorf("got %q, want %q", got, "Completion is 100 %")
	}
	action := []grammar.Swap{{From: []grammar.Noun{{One: "action", Many: "actions", Vowel: true}}, To: grammar.Noun{One: "task", Many: "tasks"}}}
	if got := grammar.Rewrite("An action", label.EN, action).Text; got != "A task" {
		t.Errorf("got %q, want %q", got, "A task")
	}
}

func TestWhatMayHaveToAgreeIsADoubt(t *testing.T) {
	swap := []grammar.Swap{{From: project, To: initiative}}
	if got := grammar.Rewrite("Ces projets partent. Ils sont gardés.", label.FR, swap); len(got.Doubts) != 2 {
		t.Errorf("got doubts %v, want the pronoun and its participle", got.Doubts)
	}
	for _, text := range []string{"Ce projet attend. Restaurez-le.", "Aucun projet ici ; créez-en un.", "Les projets sont là ; demandez à l’un d’eux."} {
		if got := grammar.Rewrite(text, label.FR, swap); len(got.Doubts) == 0 {
			t.Errorf("%q: got no doubt, want the pronoun", text)
		}
	}
	if got := grammar.Rewrite("Exportez de nouveau le projet, puis à nouveau.", label.FR, swap); len(got.Doubts) != 0 {
		t.Errorf("got doubts %v, want none", got.Doubts)
	}
	if got := grammar.Rewrite("Ces projets sont gardés.", label.FR, swap); len(got.Doubts) != 0 {
		t.Errorf("got doubts %v, want none", got.Doubts)
	}
}
