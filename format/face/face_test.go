package face

import (
	"math"
	"testing"
)

func TestFiguresAreAllOfOneWidth(t *testing.T) {
	for _, bold := range []bool{false, true} {
		want := Width("0", 10, bold)
		if want < 5 || want > 8 {
			t.Errorf("a figure is %.2f wide at 10, want some 6.5", want)
		}
		for _, r := range "123456789" {
			if got := Width(string(r), 10, bold); math.Abs(got-want) > 1e-9 {
				t.Errorf("%c: got %.3f, want %.3f", r, got, want)
			}
		}
	}
}

func TestFrenchCanBeSet(t *testing.T) {
	for _, r := range "éèêëàâäîïôöùûüçœæÉÈÀÇŒŸ«»’…–—€·→≤≥▲▼●■◆\u202f\u00a0−↑↓" {
		if !Has(r) {
			t.Errorf("the font lacks %q", r)
		}
	}
	if Width("\u202f", 12, false) >= Width(" ", 12, false) {
		t.Error("the narrow space is not narrower than the space")
	}
}

func TestALineIsCutToItsWidth(t *testing.T) {
	if got := Fit("Projet", 100, 10, false); got != "Projet" {
		t.Errorf("got %q", got)
	}
	got := Fit("Système d’information des ressources humaines", 80, 10, false)
	if Width(got, 10, false) > 80 || []rune(got)[len([]rune(got))-1] != '…' {
		t.Errorf("got %q, %.1f wide", got, Width(got, 10, false))
	}
}
