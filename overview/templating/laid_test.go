package templating_test

import (
	"fmt"
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
	"vigie/overview/templating"
	"vigie/room/dashboard"
	"vigie/room/project"
)

func (w *world) layout(id int64) dashboard.Layout {
	w.t.Helper()
	p, err := project.Get(ctx, w.d, sys, id)
	w.must(err)
	l, err := dashboard.Get(ctx, w.d, sys, dashboard.OfProject, dashboard.OfOne(p))
	w.must(err)
	return l
}

func (w *world) arrange(id int64, blocks ...dashboard.Block) {
	w.t.Helper()
	w.change(func(tx *db.Tx) error {
		p, err := project.Get(ctx, tx, sys, id)
		if err == nil {
			_, err = dashboard.Keep(ctx, tx, sys, dashboard.OfProject, dashboard.OfOne(p), w.layout(id).Version, blocks)
		}
		return err
	})
}

func block(id, kind string, y int, settings string) dashboard.Block {
	return dashboard.Block{ID: id, Kind: kind, Settings: []byte(settings), X: 0, Y: y, W: 6, H: 4}
}

// shown are the blocks of a project, in the order in which one reads them.
func (w *world) shown(id int64) string {
	var out []string
	for _, b := range w.layout(id).Blocks {
		out = append(out, fmt.Sprintf("%s %s %d %s", b.ID, b.Kind, b.Y, b.Settings))
	}
	return strings.Join(out, "\n")
}

func TestTheSummaryOfAProjectIsTakenAppliedAndTakenBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		first, other, own := w.project("One"), w.project("Two"), w.project("Three")
		w.arrange(first, block("risks", "risks", 0, `{"limit":3}`), block("figures", "values", 4, `{"attributes":["progress","end"],"months":6}`))
		w.arrange(own, block("mine", "team", 0, `{}`), block("risks", "risks", 4, `{"limit":9}`))
		taken, err := w.Take(ctx, sys, first)
		w.must(err)
		drafts, err := w.Write(ctx, w.d, sys, known{}, taken)
		w.must(err)
		made := w.create(drafts[0])
		if plan := w.show(made, first)[0]; len(plan.Items) != 0 || plan.Same < 2 {
			t.Errorf("the project differs from its own template: %v", doing(plan))
		}
		if got := strings.Join(doing(w.show(made, own)[0]), ", "); !strings.Contains(got, "-change dashboard/risks/settings") || !strings.Contains(got, "+add dashboard/figures") {
			t.Errorf("got %s, want what is missing proposed, and what people arranged left", got)
		}
		before := w.shown(own)
		number := w.apply(made, nil, other, own)
		if got, want := w.shown(other), w.shown(first); got != want {
			t.Errorf("of a project without layout: got %s, want %s", got, want)
		}
		if got, want := w.shown(own), before+"\n"+`figures values 8 {"attributes":["progress","end"],"months":6}`; got != want {
			t.Errorf("of one with its own: got %s, want %s", got, want)
		}
		w.undo(number)
		if w.layout(other).Blocks != nil || w.shown(own) != before {
			t.Errorf("taken back: got %s and %s", w.shown(other), w.shown(own))
		}
	})
}

func TestBlocksThatCannotBeShownAreRefusedInATemplate(t *testing.T) {
	w := newWorld(t, dbtest.SQLite(t))
	for name, values := range map[string]map[string]templating.DraftValue{
		"no kind":              {"title": text("Risks", "Risques")},
		"a kind of portfolios": {"kind": is("bubble")},
		"outside":              {"kind": is("risks"), "place": is("7 0 6 4")},
		"no settings":          {"kind": is("risks"), "settings": is("many")},
		"an unknown attribute": {"kind": is("values"), "settings": is(`{"attributes":["sign"]}`)},
	} {
		in := templating.Draft{Name: templating.DraftText{EN: "A", FR: "A"}, Sections: []templating.DraftSection{
			{Kind: "dashboard", Lines: []templating.DraftLine{{ID: "one", Values: values}}},
		}}
		_, err := w.Read(ctx, w.d, sys, known{}, in)
		if f, ok := err.(*fault.Fault); !ok || len(f.Details) == 0 || !strings.HasPrefix(f.Details[0].Where, "dashboard.0") {
			t.Errorf("%s: got %v, want what is wrong with the line", name, err)
		}
	}
}
