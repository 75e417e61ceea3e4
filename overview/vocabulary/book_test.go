package vocabulary_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"vigie/engine/grammar"
	"vigie/ground/label"
	"vigie/overview/vocabulary"
	"vigie/room/term"
)

func book(t *testing.T) *vocabulary.Book {
	t.Helper()
	b, err := vocabulary.NewBook(os.DirFS("../../web/messages"))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// renamed is a vocabulary in which a term has another noun in both languages.
func renamed(key string, en, fr grammar.Noun) term.Vocabulary {
	return term.Vocabulary{Version: 1, Terms: map[string]term.Renamed{key: {EN: &en, FR: &fr}}}
}

var (
	frInitiative = grammar.Noun{One: "initiative", Many: "initiatives", Feminine: true, Vowel: true}
	// other names for a project, of both genders, with and without a vowel
	others = []grammar.Noun{
		frInitiative,
		{One: "chantier", Many: "chantiers"},
		{One: "opération", Many: "opérations", Feminine: true, Vowel: true},
		{One: "activité", Many: "activités", Feminine: true, Vowel: true},
		{One: "axe", Many: "axes", Vowel: true},
		{One: "mission", Many: "missions", Feminine: true},
	}
)

func TestNoTextKeepsANounThatHasAnotherName(t *testing.T) {
	b := book(t)
	for _, shipped := range term.Shipped {
		en, fr := grammar.Noun{One: "zuvard", Many: "zuvards"}, grammar.Noun{One: "zuvard", Many: "zuvards", Feminine: shipped.FR[0].Feminine}
		overlay := b.Overlay(renamed(shipped.Key, en, fr))
		for _, line := range b.Lines {
			if !slices.Contains(line.Names(), shipped.Key) {
				continue
			}
			for _, l := range []label.Lang{label.EN, label.FR} {
				said := said(overlay, line, l)
				if grammar.Names(said, l, shipped.In(l)) {
					t.Errorf("%s still names %s in %s: %q", line.Key, shipped.Key, l, said)
				}
			}
		}
	}
}

func TestTheHelpOfTheScreensFollowsAnotherName(t *testing.T) {
	noun := grammar.Noun{One: "initiative", Many: "initiatives", Feminine: true, Vowel: true}
	o := book(t).Overlay(renamed("project", noun, noun))
	for l, want := range map[label.Lang]string{label.FR: "Toutes les initiatives que vous voyez, dans une grille qui se comporte comme un tableur.", label.EN: "initiatives"} {
		if got := o.Messages[l]["screenHelp./portfolio.0"]; !strings.Contains(got, want) {
			t.Errorf("the help of the portfolio says %q in %s, want %q", got, l, want)
		}
	}
}

// said is a text as an overlay says it.
func said(o vocabulary.Overlay, line vocabulary.Line, l label.Lang) string {
	own := o.Messages[l][line.Key]
	if line.Server {
		own = o.Words[line.Texts][l]
	}
	if own == "" {
		return line.Texts[l]
	}
	return own
}

// A noun that one language names, and by a word that means other things too, is
// either looked at here or named in the other language too.
func TestATextThatNamesATermInOneLanguageWasLookedAt(t *testing.T) {
	code := regexp.MustCompile(`(^|[^a-zé])(--|stage |vigie |MINE|"%s" cannot)|project, (milestone|unit)|review:ID`)
	looked := []string{ // by the English text: what is said there is no term
		"Unit of time", "Unit of measure", "Unit", "%d amounts name no unit beside others that do; they are read as they stand", "Amounts are read in the same unit as the costs of the projects",
		"No unit is given; costs this small are read as millions", "a person, unit or project", "Drift", "decisions", "summary", "Summary by mail",
		"You receive this summary because you asked for it in Vigie, under your account; there you can also end it.",
		"end or cost has slipped", "The agenda, the participants and the notes stay. From the first decision or action on, it can no longer be frozen again.", "Choose the date whose state is reviewed",
		"Everything that was set up here as one file: compare it, review it, move it to another instance, go back to what it was.",
		"Reference starts at", "Reference ends at", "Design reference", "The short reference by which the project is known everywhere",
	}
	for _, line := range book(t).Lines {
		en, fr := line.Texts[label.EN], line.Texts[label.FR]
		for _, shipped := range term.Shipped {
			inEN, inFR := grammar.Names(en, label.EN, shipped.EN), grammar.Names(fr, label.FR, shipped.FR)
			if inEN == inFR || slices.Contains(line.Names(), shipped.Key) || slices.Contains(shipped.Apart, en) || slices.Contains(shipped.Apart, line.Key) || slices.Contains(looked, en) || code.MatchString(en) || shipped.Key == "programme" {
				continue
			}
			t.Errorf("only one language of %s names %s; name it in both, or say that it is none:\n%q\n%q", line.Key, shipped.Key, en, fr)
		}
	}
}

func TestEveryFrenchTextAgreesWithANounOfTheOtherGender(t *testing.T) {
	b := book(t)
	for _, shipped := range term.Shipped {
		to := grammar.Noun{One: "zuvard", Many: "zuvards", Feminine: !shipped.FR[0].Feminine}
		for _, d := range b.Doubts(renamed(shipped.Key, to, to)) {
			t.Errorf("when %s changes its gender, does %v agree in %s?\n%q\nAdd the sentence to agreement.txt, with ⟦%s:word|its other gender⟧ or, if nothing agrees, as it is", shipped.Key, d.Words, d.Line.Key, d.Line.Texts[label.FR], shipped.Key)
		}
	}
}

func TestEveryAgreementIsOfATextThatThereIs(t *testing.T) {
	b := book(t)
	known := map[string]bool{}
	for _, line := range b.Lines {
		known[line.Texts[label.FR]] = true
	}
	text, err := os.ReadFile("agreement.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		line = strings.ReplaceAll(strings.TrimSuffix(line, "\n"), `\n`, "\n")
		if !known[grammar.Plain(line)] {
			t.Errorf("agreement.txt has a sentence that nobody says; change it along, or remove it:\n%q", line)
		}
		for _, m := range regexp.MustCompile(`⟦([a-z]*):`).FindAllStringSubmatch(line, -1) {
			if _, ok := term.Get(m[1]); !ok {
				t.Errorf("agreement.txt names the term %q, which there is not: %q", m[1], line)
			}
		}
	}
}

func TestEveryTextKeepsItsPlaceholders(t *testing.T) {
	b := book(t)
	for _, to := range others {
		overlay := b.Overlay(renamed("project", to, to))
		for _, line := range b.Lines {
			for _, l := range []label.Lang{label.EN, label.FR} {
				if why := vocabulary.Placeholders(line, l, said(overlay, line, l)); why != nil {
					t.Errorf("%s with %s: %s", line.Key, to.One, why.In(label.EN))
				}
			}
		}
	}
}

// wrong is French that no noun makes right: an article that does not fit what stands
// behind it.
var wrong = regexp.MustCompile(`(?i)(^|[^a-zà-ÿ’-])(le|la|de|que|ce|du|au|nouveau|ma|sa) (initiative|opération|activité|axe)|(^|[^a-zà-ÿ])(l’|d’|qu’|cet )(chantier|mission)|(^|[^a-zà-ÿ])(la|une|cette|aucune|toutes les|nouvelle|nouvelles|quelles) (chantier|axe)s?\\b|(^|[^a-zà-ÿ])(le|un|ce|cet|aucun|tous les|nouveau|nouvel|nouveaux|quels|du|au) (initiative|opération|activité|mission)s?\\b`)

func TestNoArticleIsLeftBesideANounThatItDoesNotFit(t *testing.T) {
	b := book(t)
	for _, shipped := range term.Shipped {
		for _, to := range others {
			overlay := b.Overlay(renamed(shipped.Key, to, to))
			for _, line := range b.Lines {
				if s := said(overlay, line, label.FR); s != line.Texts[label.FR] && wrong.MatchString(s) {
					t.Errorf("%s as %s: %q", shipped.Key, to.One, s)
				}
				if s := said(overlay, line, label.EN); s != line.Texts[label.EN] && regexp.MustCompile(`(?i)\\b(a (initiative|axe|opération)|an (chantier|mission))\\b`).MatchString(s) && to.One != "axe" {
					t.Errorf("%s as %s: %q", shipped.Key, to.One, s)
				}
			}
		}
	}
}

func TestTheSentencesOfProjectsAreRightWithEveryNoun(t *testing.T) {
	b := book(t)
	for key, want := range map[string][4]string{
		"portfolio.new.title":   {"Nouvelle initiative", "Nouveau chantier", "Nouvelle opération", "Nouvelle activité"},
		"project.history.title": {"Historique de l’initiative", "Historique du chantier", "Historique de l’opération", "Historique de l’activité"},
		"portfolio.count": {
			"{count, plural, =0 {aucune initiative} one {# initiative} other {# initiatives}}", "{count, plural, =0 {aucun chantier} one {# chantier} other {# chantiers}}",
			"{count, plural, =0 {aucune opération} one {# opération} other {# opérations}}", "{count, plural, =0 {aucune activité} one {# activité} other {# activités}}",
		},
		"portfolio.why.archived": {
			"Cette initiative est archivée. Sortez-la de l’archive pour la modifier.", "Ce chantier est archivé. Sortez-le de l’archive pour le modifier.",
			"Cette opération est archivée. Sortez-la de l’archive pour la modifier.", "Cette activité est archivée. Sortez-la de l’archive pour la modifier.",
		},
		"round.manager":        {"Chef d’initiative", "Chef de chantier", "Chef d’opération", "Chef d’activité"},
		"portfolio.bin.text":   {"Les initiatives supprimées restent ici 30 jours et peuvent être restaurées.", "Les chantiers supprimés restent ici 30 jours et peuvent être restaurés.", "Les opérations supprimées restent ici 30 jours et peuvent être restaurées.", "Les activités supprimées restent ici 30 jours et peuvent être restaurées."},
		"home.mine":            {"Mes initiatives", "Mes chantiers", "Mes opérations", "Mes activités"},
		"portfolio.all":        {"Toutes les initiatives", "Tous les chantiers", "Toutes les opérations", "Toutes les activités"},
		"review.isNew":         {"Nouvelle dans le portefeuille depuis la dernière revue.", "Nouveau dans le portefeuille depuis la dernière revue.", "Nouvelle dans le portefeuille depuis la dernière revue.", "Nouvelle dans le portefeuille depuis la dernière revue."},
		"project.merge.other":  {"L’initiative qui est la même", "Le chantier qui est le même", "L’opération qui est la même", "L’activité qui est la même"},
		"changes.others":       {"{names} et {count, plural, one {une autre initiative} other {# autres initiatives}}", "{names} et {count, plural, one {un autre chantier} other {# autres chantiers}}", "{names} et {count, plural, one {une autre opération} other {# autres opérations}}", "{names} et {count, plural, one {une autre activité} other {# autres activités}}"},
		"summary.explain.rows": {"{count, plural, one {Voir l’initiative} other {Voir les # initiatives}}", "{count, plural, one {Voir le chantier} other {Voir les # chantiers}}", "{count, plural, one {Voir l’opération} other {Voir les # opérations}}", "{count, plural, one {Voir l’activité} other {Voir les # activités}}"},
	} {
		line, ok := b.Get(key)
		if !ok {
			t.Errorf("there is no message %s", key)
			continue
		}
		for i, to := range others[:4] {
			if got := said(b.Overlay(renamed("project", to, to)), line, label.FR); got != want[i] {
				t.Errorf("%s with %s:\n got %q\nwant %q", key, to.One, got, want[i])
			}
		}
	}
}
