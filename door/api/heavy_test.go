package api

import (
	"runtime"
	"testing"

	"vigie/door/heavy"
)

func TestHeavyWorkWaitsItsTurnAndTheRestGoesOn(t *testing.T) {
	w := newWorld(t, sqlite(t))
	w.s.Heavy = heavy.New(1)
	root := w.signedIn(w.administrator())
	want(t, root.send("POST", "/projects", map[string]any{"name": "Alpha", "unit": w.d.Seal(w.units["own"])}), 201)
	for _, path := range []string{"/reports/project?format=pdf", "/reports/project?format=xlsx", "/exports/projects.xlsx", "/exports/risks.xlsx", "/exports/audit.xlsx"} {
		leave, err := w.s.Heavy.Take(t.Context(), 0)
		if err != nil {
			t.Fatal(err)
		}
		answer := make(chan int, 1)
		go func() { answer <- root.send("GET", path, nil).StatusCode }()
		for w.s.Heavy.Load().Waiting == 0 {
			select {
			case code := <-answer:
				t.Fatalf("%s: got %d before its turn", path, code)
			default:
				runtime.Gosched()
			}
		}
		for _, light := range []string{"/projects", "/exports/projects.csv", "/health"} {
			want(t, root.send("GET", light, nil), 200)
		}
		said := want(t, root.send("GET", "/health", nil), 200).json(t)["heavy"].(map[string]any)
		if said["most"] != 1.0 || said["running"] != 1.0 || said["waiting"] != 1.0 {
			t.Errorf("%s: the page of health says %v", path, said)
		}
		leave()
		if code := <-answer; code != 200 {
			t.Errorf("%s: got %d in its turn", path, code)
		}
	}
	if l := w.s.Heavy.Load(); l.Running != 0 || l.Waiting != 0 {
		t.Errorf("got %+v left", l)
	}
}
