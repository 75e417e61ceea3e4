package summary

import (
	"cmp"
	"slices"

	"vigie/engine/quality"
	"vigie/room/trust"
)

// Foreseen is what other settings of the trust score would do to a page.
type Foreseen struct {
	Count  int       `json:"count" doc:"How many projects are scored"`
	Before scoreOut  `json:"before"`
	After  scoreOut  `json:"after"`
	Better int       `json:"better" doc:"How many projects would have a higher score"`
	Worse  int       `json:"worse" doc:"How many would have a lower one"`
	Items  []shifted `json:"items" doc:"Those whose score would move most"`
}

// shifted is a project whose score would move.
type shifted struct {
	projectRef
	Before string `json:"before"`
	After  string `json:"after"`
}

// Foresee scores the page by the settings that hold and by others, on what the
// person sees, and names so many of the projects that would move most.
func (p *Page) Foresee(was, now trust.Settings, most int) Foreseen {
	before, after := *p.now, *p.now
	before.settings, before.judged, before.scored = was, nil, nil
	after.settings, after.judged, after.scored = now, nil, nil
	_, old := before.judgements()
	_, judged := after.judgements()
	mean := func(r *reading) scoreOut {
		s, _ := p.score(r)
		return scoreOf(s)
	}
	out := Foreseen{Count: len(p.now.rows), Before: mean(&before), After: mean(&after), Items: []shifted{}}
	var moved []int
	for i := range judged {
		switch d := step(old[i].Score, judged[i].Score); {
		case d > 0:
			out.Better++
		case d < 0:
			out.Worse++
		default:
			continue
		}
		moved = append(moved, i)
	}
	slices.SortStableFunc(moved, func(a, b int) int {
		return cmp.Compare(abs(step(old[b].Score, judged[b].Score)), abs(step(old[a].Score, judged[a].Score)))
	})
	for _, i := range moved[:min(most, len(moved))] {
		out.Items = append(out.Items, shifted{p.now.project(p.now.rows[i]), scoreOf(old[i].Score).Score, scoreOf(judged[i].Score).Score})
	}
	return out
}

// step is by how much a score would move, as it is shown.
func step(was, now quality.Score) int64 { return int64(now.Value.Round(1) - was.Value.Round(1)) }
