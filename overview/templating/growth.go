package templating

import (
	"context"
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

	now, had map[string]*template.Line // the lines by their ids, and those of when it was last applied
	started  map[int64]bool            // rows that have begun, or in which something has
	veil     *field.Veil               // of the attributes of phases and tasks
	parts    []Part
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
	now, had := w.lines(r, treeKey)
	g := &growth{
		r: r, w: w, view: v, rows: map[int64]*plan.Row{}, at: map[string]int64{}, of: map[int64]string{}, now: byID(now), had: byID(had),
		veil: r.catalogues[field.Task].Veil(r.who, w.values["unit"].N, w.Project.ID), parts: treeParts(r.state),
	}
	if v == nil {
		return g
	}
	for i := range v.Rows {
		g.rows[v.Rows[i].ID] = &v.Rows[i]
	}
	g.started = begun(v.Rows)
	for _, l := range slices.Concat(now, had) {
		id := w.done[treeKey+"/"+l.ID].Object
		if isMilestone(&l) {
			id = w.done[milestoneKey+"/"+saidOf(&l, "key_date")].Object
		}
		if g.rows[id] != nil {
			g.at[l.ID], g.of[id] = id, l.ID
		}
	}
	g.match(now)
	return g
}

// match takes for what a line made what has its name, where it made nothing yet.
func (g *growth) match(now []template.Line) {
	free := map[string][]int64{} // by kind and name, in the order of the plan
	named := func(kind, name string) string { return kind + " " + label.Fold(name) }
	for i := range g.view.Rows {
		if row := &g.view.Rows[i]; g.of[row.ID] == "" {
			key := named(string(row.Kind), row.Name)
			free[key] = append(free[key], row.ID)
		}
	}
	for i := range now {
		l := &now[i]
		name := l.Keyed("name")
		if _, known := g.w.before(treeKey, l.ID); known || name == nil || isMilestone(l) || g.at[l.ID] != 0 {
			continue
		}
		for _, called := range []string{name.Text.EN, name.Text.FR} {
			key := named(saidOf(l, "kind"), called)
			for len(free[key]) > 0 && g.of[free[key][0]] != "" {
				free[key] = free[key][1:]
			}
			if all := free[key]; len(all) > 0 && g.at[l.ID] == 0 {
				g.at[l.ID], g.of[all[0]] = all[0], l.ID
			}
		}
	}
}

func planTree(ctx context.Context, r *run, w *work) error {
	now, had := w.lines(r, treeKey)
	if len(now)+len(had) == 0 {
		return nil
	}
	if err := r.unitsAbove(ctx, r.q, w); err != nil {
		return err
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
		switch {
		case row != nil:
			g.compare(l, g.had[l.ID], row, known)
		case !isMilestone(l):
			g.add(l, w.Use != nil && g.had[l.ID] != nil)
		}
	}
	for i := range had {
		l := &had[i]
		if row := g.rows[g.at[l.ID]]; row != nil && g.now[l.ID] == nil && !isMilestone(l) {
			g.drop(l.ID, row, false)
		}
	}
	if r.insert.Replace && g.view != nil {
		for i := range g.view.Rows {
			if row := &g.view.Rows[i]; g.of[row.ID] == "" && row.Kind != plan.Milestone {
				g.drop("="+r.DB.Seal(row.ID), row, !g.started[row.ID])
			}
		}
	}
	return nil
}

// begun are the rows that have begun, and those in which something has.
func begun(rows []plan.Row) map[int64]bool {
	out := map[int64]bool{}
	for _, row := range slices.Backward(rows) { // what is in a phase comes after it
		if out[row.ID] || row.ActualStart != 0 || row.Done > 0 {
			out[row.ID], out[row.Parent] = true, true
		}
	}
	return out
}

// called is the name of a line.
func (g *growth) called(l *template.Line) label.Text {
	return g.r.called[treeKey+"/"+l.ID]
}

// add says what a line would add. The place of a key date that comes with the template
// comes with it.
func (g *growth) add(l *template.Line, left bool) {
	it := &Item{Section: treeKey, Line: l.ID, Do: Add, Name: g.called(l), ByHand: left}
	for _, part := range g.parts {
		s := part.of(l)
		if s == nil || part.Key == "name" || part.Key == "key_date" || part.Field != nil && g.veil.Locks(part.Field.Key) {
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
	same, mine := true, g.r.saysOf(row, g.view.Measures, g.of)
	fresh := isMilestone(l) && row.Version == 0 // a key date that nobody placed yet
	if fresh {
		same = false
		g.place(l, row)
	}
	for _, part := range g.parts {
		own := part.Field == nil
		if part.Key == "kind" || part.Key == "key_date" || part.Key == "name" && !known || fresh && part.Key == "phase" || !own && g.veil.Hides(part.Field.Key) {
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
		if same = false; !own && g.veil.Locks(part.Field.Key) {
			change.Why = mayNotWrite
		}
		g.item(change, !change.ByHand || g.r.insert.Replace)
	}
	if same {
		g.w.Same++
	}
}

// place says where a key date that is there, and that nobody placed in the plan, would
// stand.
func (g *growth) place(l *template.Line, row *plan.Row) {
	under := label.T("at the top", "au premier niveau")
	if up := g.now[saidOf(l, "phase")]; up != nil {
		under = g.called(up)
	} else if up := g.rows[g.r.insert.Under]; up != nil {
		under = label.T(up.Name, up.Name)
	}
	part := Part{Key: placeKey, Label: label.T("Place in the plan", "Place dans le plan"), Kind: string(field.Text)}
	g.item(&Item{Section: treeKey, Line: l.ID, Do: Change, Name: label.T(row.Name, row.Name), Part: part, Now: field.Str(under.In(g.r.who.Lang)), object: row.ID}, true)
}

const placeKey = "place"

// drop offers to remove a row.
func (g *growth) drop(line string, row *plan.Row, proposed bool) {
	it := &Item{Section: treeKey, Line: line, Do: Remove, Name: label.T(row.Name, row.Name), object: row.ID, ByHand: g.started[row.ID]}
	done, mine := g.w.done[treeKey+"/"+line], g.r.saysOf(row, g.view.Measures, g.of)
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
// dates that were made with them. placed are those of key dates that were there before.
func (g *growth) coming() (out, placed map[string]bool) {
	out, placed = map[string]bool{}, map[string]bool{}
	made := map[string]bool{}
	for _, it := range g.w.Items {
		switch {
		case !it.Chosen:
		case it.Section == treeKey && it.Do == Add:
			out[it.Line] = true
		case it.Section == treeKey && it.Part.Key == placeKey:
			out[it.Line], placed[it.Line] = true, true
		case it.Section == milestoneKey && it.Do == Add:
			made[it.Line] = true
		}
	}
	for id, l := range g.now {
		if isMilestone(l) && made[saidOf(l, "key_date")] && g.at[id] != 0 {
			out[id] = true
		}
	}
	return out, placed
}
