package app

import (
	"encoding/json"
	"fmt"
	"time"
)

// reviewed is what the measurement reads of a review.
type reviewed struct {
	ID      string
	Version int
	Items   []struct{ Project struct{ ID string } }
}

func (w *budget) review(method, path string, version int, body string) reviewed {
	w.b.Helper()
	seen := ""
	if version != 0 {
		seen = fmt.Sprintf(`"%d"`, version)
	}
	var r reviewed
	if err := json.Unmarshal(w.call(method, path, seen, body).Body.Bytes(), &r); err != nil {
		w.b.Fatal(err)
	}
	return r
}

// measureReview measures the pages of a frozen review, compared with the review before.
func (w *budget) measureReview() {
	all := w.review("POST", "/portfolios", 0, `{"name":"All","kind":"filter","filter":"name is not empty"}`)
	hold := func(day string) reviewed {
		r := w.review("POST", "/reviews", 0, fmt.Sprintf(`{"portfolio":%q,"day":%q,"name":%q}`, all.ID, day, day))
		return w.review("POST", "/reviews/"+r.ID+"/freeze", r.Version, "")
	}
	first := hold("2026-09-30")
	w.review("POST", "/reviews/"+first.ID+"/close", first.Version, "")
	r := hold("2026-10-31")
	w.app.parts.portfolio.Rest()
	get := func(path string) func(int) {
		return func(int) { w.call("GET", "/reviews/"+r.ID+path, "", "") }
	}
	w.line("opening of a review, for the first time since the start", 8*time.Second, 0.5, 1, get("/opening"))
	w.line("opening of a review", 100*time.Millisecond, 0.5, 10, get("/opening"))
	w.line("page of a project in a review", 100*time.Millisecond, 0.5, 20, func(i int) {
		w.call("GET", "/reviews/"+r.ID+"/pages/"+r.Items[i%len(r.Items)].Project.ID, "", "")
	})
	w.line("page of a project in a review after a cell was saved", 100*time.Millisecond, 0.5, 8, func(i int) {
		w.saveCell(i)
		w.call("GET", "/reviews/"+r.ID+"/pages/"+r.Items[i%len(r.Items)].Project.ID, "", "")
	})
	w.line("a review with its agenda", 150*time.Millisecond, 0.5, 10, get(""))
}
