package vocabulary_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"vigie/engine/grammar"
	"vigie/ground/label"
	"vigie/overview/vocabulary"
	"vigie/room/term"
)

// shipped is the book of this program, read once.
var shipped = sync.OnceValues(func() (*vocabulary.Book, error) { return vocabulary.NewBook(os.DirFS("../../web/messages")) })

func book(t *testing.T) *vocabulary.Book {
	t.Helper()
	b, err := shipped()
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
	// other names for a project
	others = []grammar.Noun{
		frInitiative,
		{One: "chantier", Many: "chantiers"},
		{One: "opération", Many: "opérations", Feminine: true, Vowel: true},
		{One: "activité", Many: "activités", Feminine: true, Vowel: true},
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
				names := func(text string) int {
					return grammar.Rewrite(text, l, []grammar.Swap{{From: shipped.In(l), To: en}}).Found
				}
				said := said(overlay, line, l)
				if codes := names(line.Texts[l]) - names(line.Marked(l)); names(said) != codes {
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
	names := regexp.MustCompile(`(^|[^a-zé])(--|stage |vigie |MINE|"%s" cannot)|project, (milestone|unit)|review:ID`)
	looked := []string{ // by the English text: what is said there is no term
		// The job of a server, a pattern of codes, "par rapport à", "à ma charge", the light theme.
		"Unit of time", "Unit of measure", "Unit", "%d amounts name no unit beside others that do; they are read as they stand", "Amounts are read in the same unit as the costs of the projects",
		"No unit is given; costs this small are read as millions", "a person, unit or project", "Drift", "decisions", "summary", "Summary by mail",
		"You receive this summary because you asked for it in Vigie, under your account; there you can also end it.",
		"end or cost has slipped", "The agenda, the participants and the notes stay. From the first decision or action on, it can no longer be frozen again.", "Choose the date whose state is reviewed",
		"Everything that was set up here as one file: compare it, review it, move it to another instance, go back to what it was.",
		"Reference starts at", "Reference ends at", "Design reference", "The short reference by which the project is known everywhere",
		"Seeing as somebody",                                                                                                                                                                                                                                                        // view
		"Made by a pattern", "%s is no part of a pattern; there are {type}, {yyyy}, {yy}, {mm} and zeros such as {0000}", "A pattern has one number, written as zeros, such as {yyyy}-{000}", "Only short texts of projects are made by a pattern", "This attribute has no pattern", // template
		"Nothing to report", "This password is too easy to guess: it is common, or made of names and runs of characters. Choose several words that do not go together", // report
		"Name what several formulas repeat: a daily rate, a threshold, the end of the fiscal year. Then it is changed in one place.", "Choose end, cost or both", "Everything the project will have cost at its end, as estimated today", // cost
		"Jobs", "{count, plural, one {One job has failed} other {# jobs have failed}}: see Jobs.", "Background jobs", "No job", "Finished jobs stay for 30 days.", "Job", "Background jobs: done, running, failed.", "Run a failed job again", "Job tried again", // task
		"No action of yours is late or due soon.", "Mine to do", // effort
		"Light", "Go", // light
		"{name} asks you to look through access rights", "%s asks you to look through access rights", "Right looked through", // review
		"Note the response", // plan
		"A monthly round: your projects to update, or how far the answers are.", // progress
		"Comment on the schedule", "Dates", "Timeline", "“%s” is of a financial year; write a month or a quarter of the calendar", // calendar
		"Hyperlinks", "the activities %s wait for each other in a circle; take one of their relationships out", "the relationship is of an activity that is not there (task_id %s)", // link
		"form of the log", "“%s” is no form of plans; choose %s", // form
		"roles", // role
	}
	// In English, also what one does, or minutes on a clock.
	verbs := []string{"move", "comment", "minutes", "group", "link", "plan", "view"}
	for _, line := range book(t).Lines {
		en, fr := line.Texts[label.EN], line.Texts[label.FR]
		for _, shipped := range term.Shipped {
			inEN, inFR := grammar.Names(line.Marked(label.EN), label.EN, shipped.EN), grammar.Names(line.Marked(label.FR), label.FR, shipped.FR)
			if inEN && !inFR && slices.Contains(verbs, shipped.Key) {
				continue
			}
			if inEN == inFR || slices.Contains(line.Names(), shipped.Key) || shipped.IsApart(line.Key, en) || slices.Contains(looked, en) || names.MatchString(en) || shipped.Key == "programme" {
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
		known[line.Texts[label.FR]], known[line.Texts[label.EN]] = true, true
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

// shapes are nouns of both genders, with a vowel first and without, among them two
// whose h is aspirated.
var shapes = []grammar.Noun{
	frInitiative,
	{One: "hangar", Many: "hangars"},
	{One: "axe", Many: "axes", Vowel: true},
	{One: "halte", Many: "haltes", Feminine: true},
}

// misfit is what no sentence says before a noun: an article, an elision or an adjective
// that does not fit it.
func misfit(n grammar.Noun, l label.Lang) *regexp.Regexp {
	before := map[[2]bool]string{ // by gender and vowel
		{false, false}: "la|une|cette|aucune|nouvelle|quelle|ma|sa|toute|dernière|première|cet|nouvel",
		{false, true}:  "la|une|cette|aucune|nouvelle|quelle|ma|sa|toute|dernière|première|le|de|que|ce|du|au|nouveau",
		{true, false}:  "le|un|ce|cet|aucun|nouveau|nouvel|quel|mon|son|dernier|premier|du|au",
		{true, true}:   "le|un|ce|cet|aucun|nouveau|nouvel|quel|ma|sa|dernier|premier|du|au|la|de|que",
	}[[2]bool{n.Feminine, n.Vowel}]
	several := "toutes les|nouvelles|quelles|certaines|dernières|premières|l’une des|une des|l’une de ces"
	if n.Feminine {
		several = "tous les|nouveaux|quels|certains|derniers|premiers|l’un des|un des|l’un de ces"
	}
	elision := "l’|d’|qu’|jusqu’"
	if n.Vowel {
		elision, several = "‡", several+"|de|que"
	}
	if l == label.EN {
		before, several, elision = "an", "‡", "‡"
		if n.Vowel {
			before = "a"
		}
	}
	return regexp.MustCompile(fmt.Sprintf(`(?i)(^|[^\pL’-])((%s) %s|(%s) %s|(%s)%s)([^\pL]|$)`, before, n.One, several, n.Many, elision, n.One))
}

// code is what a text says to programs, and names of others.
var code = regexp.MustCompile(`[a-z]+(_[a-z]+)+|--[a-z-]+|(^|[ (])/[a-z][a-z/-]*|[a-z]+:(ID|KEY|CLÉ|id|all)|<[A-Za-z]+>|#[a-z._]+|[A-Z]{2,}[.(][a-zA-Z]*|Microsoft Project|https?:[^ ]*|[a-z]+ = "[a-z]+"`)

// codes are those of a text, and what both languages have in parentheses.
func codes(l vocabulary.Line, text string) []string {
	out := code.FindAllString(text, -1)
	for _, word := range inside.FindAllString(l.Texts[label.EN], -1) {
		if strings.Contains(l.Texts[label.FR], word) {
			out = append(out, slices.Repeat([]string{word}, strings.Count(text, word))...)
		}
	}
	return out
}

var inside = regexp.MustCompile(`\([a-z]+\)`)

func TestEveryTextIsRightWithNounsOfEveryShape(t *testing.T) {
	b := book(t)
	for _, shipped := range term.Shipped {
		for _, to := range shapes {
			overlay := b.Overlay(renamed(shipped.Key, to, to))
			for _, l := range []label.Lang{label.EN, label.FR} {
				wrong := misfit(to, l)
				for _, line := range b.Lines {
					was, s := line.Texts[l], said(overlay, line, l)
					if s == was {
						continue
					}
					if m := wrong.FindString(s); m != "" && !strings.Contains(was, m) {
						t.Errorf("%s as %s, %q: %q", shipped.Key, to.One, m, s)
					}
					if why := vocabulary.Placeholders(line, l, s); why != nil {
						t.Errorf("%s as %s: %s: %q", shipped.Key, to.One, why.In(label.EN), s)
					}
					if want, got := codes(line, was), codes(line, s); !slices.Equal(got, want) {
						t.Errorf("%s as %s: a text names %q, want %q: %q", shipped.Key, to.One, got, want, s)
					}
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
		for i, to := range others {
			if got := said(b.Overlay(renamed("project", to, to)), line, label.FR); got != want[i] {
				t.Errorf("%s with %s:\n got %q\nwant %q", key, to.One, got, want[i])
			}
		}
	}
}
