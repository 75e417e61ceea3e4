package demo

import "testing"

func TestThePartsOfAPlanFitTheirProjectAndWaitForWhatComesBefore(t *testing.T) {
	ends := make([]int, len(parts))
	for n, p := range parts {
		begins := 0
		for _, w := range p.waits {
			if w >= n {
				t.Fatalf("%s waits for something that comes later in the list", p.name)
			}
			begins = max(begins, ends[w])
		}
		if ends[n] = begins + p.takes; ends[n] > 1000 || begins > p.from {
			t.Errorf("%s: from %d to %d, meant from %d", p.name, begins, ends[n], p.from)
		}
	}
	for share, want := range map[int64]string{0: "Cadrage", 210: "Cadrage", 220: "Conception", 600: "Réalisation", 1000: "Déploiement"} {
		if got := phaseAt(share); got != want {
			t.Errorf("at %d: %s, want %s", share, got, want)
		}
	}
}
