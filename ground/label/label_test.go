package label_test

import (
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"vigie/ground/label"
)

func TestFoldComparesWhatPeopleTake(t *testing.T) {
	for in, want := range map[string]string{
		"Réseau Œuvre": "reseau oeuvre", "  a \t\n b  ": "a b", "L’ÉTAT": "l'etat", "Paysage\u00a0: suite": "paysage : suite", "MCIC²": "mcic2",
		"œ Æ ß ø": "oe ae ss o", "a\u200bb": "ab", "– — −": "- - -", "": "", "ABC def": "abc def", "PNR": "pnr",
	} {
		if got := label.Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestFoldingTwiceChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		once := label.Fold(s)
		if twice := label.Fold(once); twice != once || !utf8.ValidString(once) {
			t.Fatalf("Fold(%q) = %q, then %q", s, once, twice)
		}
	})
}

func TestKeysAreFitForAttributes(t *testing.T) {
	for in, want := range map[string]string{"Coût total (k€)": "cout_total_k", "2013/2014 Budget": "budget", "  ": "", "Zone fonctionnelle principale": "zone_fonctionnelle_principale"} {
		if got := label.Key(in); got != want {
			t.Errorf("Key(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestTextsAreReadInTheirLanguage(t *testing.T) {
	inner := label.T("cost", "coût")
	text := label.F("%s of %d", "%s de %d", inner, 3)
	if text.In(label.FR) != "coût de 3" || text.In(label.EN) != "cost of 3" {
		t.Errorf("got %q and %q", text.In(label.FR), text.In(label.EN))
	}
	if only := label.T("", "seul"); only.In(label.EN) != "seul" {
		t.Errorf("got %q, want the other language", only.In(label.EN))
	}
	for tags, want := range map[string]label.Lang{"fr-FR,fr;q=0.9,en;q=0.8": label.FR, "de,en;q=0.5,fr;q=0.4": label.EN, "": label.EN, "FR": label.FR, "xx": label.EN} {
		if got := label.Parse(tags); got != want {
			t.Errorf("Parse(%q) = %s, want %s", tags, got, want)
		}
	}
}
