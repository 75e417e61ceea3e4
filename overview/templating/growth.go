package templating

import (
	"context"
	"maps"
	"slices"

	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/field"
	"vigie/room/plan"
	"vigie/room/template"
)

// Insertion says how the plan of a template comes into one that is there. What the other
// sections would do is then not proposed.
type Insertion struct {
	Under   int64   // the phase in which it stands; 0 for the end of the plan
	From    day.Day // what nothing holds starts no earlier; 0 for the start of the project
	Replace bool    // what the plan holds beside it goes, but for key dates and what has begun
}

// growth is the plan of a project beside that of a template.
type growth struct {
	r    *run
	w    *work
	view *plan.View // nil for a project that is to be made
	rows map[int64]*plan.Row
	at   map[string]int64 // what each line has in the plan; 0 for nothing
	of   map[int64]string // the same the other way
}

func loadTrees(ctx context.Context, r *run) error {
	for _, id := range r.ids() {
		v, err := plan.Get(ctx, r.q, r.who, id)
		if err != nil {
			return err
		}
		r.trees[id] = v
	}
	return nil
}

func (r *run) grow(w *work, v *plan.View) *growth {
	g := &growth{r, w, v, map[int64]*plan.Row{}, map[string]int64{}, map[int64]string{}}
	if v == nil {
		return g
	}
	for i := range v.Rows {
		g.rows[v.Rows[i].ID] = &v.Rows[i]
	}
	now, had := w.lines(r, treeKey)
	for _, l := range slices.Concat(now, had) {
		id := w.done[treeKey+"/"+l.ID].Object
		if isMilestone(&l) {
			id = w.done[milestoneKey+"/"+saidOf(&l, "key_date")].Object
		}
		if g.rows[id] != nil {
			g.at[l.ID], g.of[id] = id, l.ID
		}
	}
	for i := range now {
		g.match(&now[i])
	}
	return g
}

// match takes for what a line made what has its name, where it made nothing yet.
func (g *growth) match(l *template.Line) {
	name := l.Keyed("name")
	if _, known := g.w.before(treeKey, l.ID); known || name == nil || isMilestone(l) || g.at[l.ID] != 0 {
		return
	}
	for i := range g.view.Rows {
		row := &g.view.Rows[i]
		is := label.Fold(row.Name)
		if g.of[row.ID] == "" && string(row.Kind) == saidOf(l, "kind") && (is == label.Fold(name.Text.EN) || is == label.Fold(name.Text.FR)) {
			g.at[l.ID], g.of[row.ID] = row.ID, l.ID
			return
		}
	}
}

func planTree(_ context.Context, r *run, w *work) error {
	now, had := w.lines(r, treeKey)
	if len(now)+len(had) == 0 {
		return nil
	}
	g := r.grow(w, r.trees[w.Project.ID])
	if g.view != nil {
		w.measures = g.view.Measures
	}
	if u := r.insert.Under; u != 0 && (g.rows[u] == nil || g.rows[u].Kind != plan.Phase) {
		return fault.Invalid("under", label.T("There is no such phase in the plan; somebody may have deleted it: open the plan again", "Cette phase n’est pas dans le plan\u202f; quelqu’un l’a peut-être supprimée\u202f: rouvrez le plan"))
	}
	for i := range now {
		l := &now[i]
		row := g.rows[g.at[l.ID]]
		_, known := w.before(treeKey, l.ID)
		left := w.Use != nil && template.Find(had, l.ID) != nil
		switch {
		case row != nil && (known || !isMilestone(l)):
			g.compare(l, template.Find(had, l.ID), row, known)
		case row != nil || !isMilestone(l):
			g.add(l, left)
		}
	}
	for i := range had {
		l := &had[i]
		if row := g.rows[g.at[l.ID]]; row != nil && template.Find(now, l.ID) == nil && !isMilestone(l) {
			g.drop(l.ID, row, false)
		}
	}
	if r.insert.Replace && g.view != nil {
		for i := range g.view.Rows {
			if row := &g.view.Rows[i]; g.of[row.ID] == "" && row.Kind != plan.Milestone {
				g.drop("="+r.DB.Seal(row.ID), row, !g.begun(row))
			}
		}
	}
	return nil
}

// begun reports whether a row, or something in it, has begun.
func (g *growth) begun(row *plan.Row) bool {
	if row.ActualStart != 0 || row.Done > 0 {
		return true
	}
	for i := range g.view.Rows {
		if o := &g.view.Rows[i]; o.Parent == row.ID && g.begun(o) {
			return true
		}
	}
	return false
}

// called is the name of a line.
func (g *growth) called(l *template.Line) label.Text {
	return g.r.called[treeKey+"/"+l.ID]
}

// add says what a line would add: an item, or the place of a key date that is there.
// That of a key date that comes with the template comes with it.
func (g *growth) add(l *template.Line, left bool) {
	it := &Item{Section: treeKey, Line: l.ID, Do: Add, Name: g.called(l), ByHand: left}
	for _, part := range treeParts(g.r.state) {
		s := part.of(l)
		if s == nil || part.Key == "name" || part.Key == "key_date" {
			continue
		}
		if v, why := g.r.resolve(g.w, part, s); v.Set || !why.IsZero() {
			it.Says = append(it.Says, Said{part, v, why})
		}
	}
	g.item(it, !left)
}

func (g *growth) item(it *Item, proposed bool) {
	if !g.w.edits && !g.w.fresh {
		it.Why = mayNotEdit
	}
	g.w.item(it, proposed)
}

// compare says what would change of a row that is there.
func (g *growth) compare(l, had *template.Line, row *plan.Row, known bool) {
	key := treeKey + "/" + l.ID
	done := g.w.done[key]
	if !known {
		had = nil
		done = template.Done{Object: row.ID, Values: field.Values{}}
		g.w.done[key] = done
	}
	same, mine := true, saysOf(row, g.view.Measures, g.of)
	for _, part := range treeParts(g.r.state) {
		if part.Key == "kind" || part.Key == "key_date" || part.Key == "name" && !known {
			continue
		}
		is := mine[part.Key]
		change := g.r.three(g.w, Item{Section: treeKey, Line: l.ID, Name: label.T(row.Name, row.Name), object: row.ID}, part, l, had, is, done.Values[part.Key])
		if change == nil {
			if !known && part.of(l) != nil && is.Set {
				done.Values[part.Key] = is
			}
			continue
		}
		same = false
		g.item(change, !change.ByHand || g.r.insert.Replace)
	}
	if same {
		g.w.Same++
	}
}

// drop offers to remove a row.
func (g *growth) drop(line string, row *plan.Row, proposed bool) {
	it := &Item{Section: treeKey, Line: line, Do: Remove, Name: label.T(row.Name, row.Name), object: row.ID, ByHand: g.begun(row)}
	done, mine := g.w.done[treeKey+"/"+line], saysOf(row, g.view.Measures, g.of)
	for key, v := range done.Values {
		it.ByHand = it.ByHand || !mine[key].Equal(v)
	}
	g.item(it, proposed)
}

// chosen are the items of the plan that are to be carried out.
func (g *growth) chosen() []*Item {
	var out []*Item
	for _, it := range g.w.Items {
		if it.Section == treeKey && it.Chosen {
			out = append(out, it)
		}
	}
	return out
}

// coming are the lines that are to be put into the plan: those chosen, and those of key
// dates that were made with them.
func (g *growth) coming() map[string]bool {
	out := map[string]bool{}
	for _, it := range g.w.Items {
		out[it.Line] = out[it.Line] || it.Section == treeKey && it.Do == Add && it.Chosen
	}
	now, _ := g.w.lines(g.r, treeKey)
	for i := range now {
		l := &now[i]
		if !isMilestone(l) {
			continue
		}
		date := milestoneKey + "/" + saidOf(l, "key_date")
		made := slices.ContainsFunc(g.w.Items, func(it *Item) bool { return it.ID == date && it.Do == Add && it.Chosen })
		out[l.ID] = (out[l.ID] || made) && g.at[l.ID] != 0
	}
	maps.DeleteFunc(out, func(_ string, comes bool) bool { return !comes })
	return out
}
