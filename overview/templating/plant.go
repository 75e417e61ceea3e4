package templating

import (
	"context"
	"slices"

	"vigie/engine/schedule"
	"vigie/ground/day"
	"vigie/room/field"
	"vigie/room/plan"
	"vigie/room/template"
)

func writeTrees(ctx context.Context, r *run) error {
	if !r.concerns(treeKey) {
		return nil
	}
	for _, w := range r.work {
		v, err := plan.Get(ctx, r.tx, r.who, w.Project.ID) // with the key dates that were made
		if err != nil {
			return named(w, err)
		}
		w.measures = v.Measures
		if err := r.grow(w, v).plant(ctx); err != nil {
			return named(w, err)
		}
	}
	return nil
}

// batch is what a template asks of a plan.
type batch struct {
	*growth
	edits  []plan.Edit
	made   map[string]int64 // the numbers of new items, by line
	coming map[string]bool
	there  map[string]bool // of those, key dates that were there before
	placed map[string]bool
	moved  map[string]bool  // lines whose rows the batch moves to another phase
	picked map[string]*Item // the changes that were chosen, by their ids
}

// plant carries out what was chosen.
func (g *growth) plant(ctx context.Context) error {
	b := &batch{growth: g, made: map[string]int64{}, placed: map[string]bool{}, moved: map[string]bool{}, picked: map[string]*Item{}}
	b.coming, b.there = g.coming()
	now, _ := g.w.lines(g.r, treeKey)
	for i := range now {
		if l := &now[i]; b.coming[l.ID] && g.at[l.ID] == 0 {
			b.made[l.ID] = -int64(i + 1)
		}
	}
	for i := range now {
		b.put(&now[i])
	}
	for i := range now {
		if l := &now[i]; b.coming[l.ID] && !b.there[l.ID] {
			b.link(l)
		}
	}
	chosen := g.chosen()
	for _, it := range chosen {
		if it.Do == Change {
			b.picked[it.ID] = it
		}
	}
	for _, it := range chosen {
		if it.Do == Change && it.Part.Key != placeKey {
			b.change(it)
		}
	}
	b.remove(chosen)
	if len(b.edits) == 0 {
		return nil
	}
	out, err := plan.Change(ctx, g.r.tx, g.r.who, g.r.catalogues[milestoneKey], g.w.Project.ID, g.view.Mark, b.edits)
	if err != nil {
		return err
	}
	b.note(out, chosen)
	return nil
}

// ref is what a line has in the plan, or the number by which the batch names it.
func (b *batch) ref(line string) int64 {
	if id := b.at[line]; id != 0 {
		return id
	}
	return b.made[line]
}

// parent is the nearest phase of a line that is there, or comes.
func (b *batch) parent(l *template.Line) int64 {
	for n := 0; l != nil && n < deepest; n++ {
		l = b.now[saidOf(l, "phase")]
		if l != nil && b.ref(l.ID) != 0 {
			return b.ref(l.ID)
		}
	}
	return b.r.insert.Under
}

// after is the item behind which a line stands: that of the line before it in the same
// phase.
func (b *batch) after(l *template.Line, parent int64) int64 {
	now, last := b.r.t.Section(treeKey), int64(plan.Last)
	for i := range now {
		o := &now[i]
		if o.ID == l.ID {
			break
		}
		id := b.ref(o.ID)
		if row := b.rows[id]; id != 0 && b.parent(o) == parent && (b.coming[o.ID] && b.placed[o.ID] || b.moved[o.ID] || row != nil && row.Parent == parent) {
			last = id
		}
	}
	return last
}

// put adds a line that comes, after the phase that holds it.
func (b *batch) put(l *template.Line) {
	if b.placed[l.ID] {
		return
	}
	b.placed[l.ID] = true
	if up := b.now[saidOf(l, "phase")]; up != nil {
		b.put(up)
	}
	if !b.coming[l.ID] {
		return
	}
	parent := b.parent(l)
	e := plan.Edit{ID: b.ref(l.ID), Move: &plan.Move{Parent: parent, After: b.after(l, parent)}}
	if b.there[l.ID] { // what else it says is chosen by itself
		b.edits = append(b.edits, e)
		return
	}
	if e.Set = b.patch(l); e.ID < 0 {
		e.Add = plan.Kind(saidOf(l, "kind"))
	} else {
		stands := b.stands(l)
		e.Set.Name, e.Set.Manual = nil, &stands
	}
	b.edits = append(b.edits, e)
}

// stands reports whether a key date has a date of its own in the template.
func (b *batch) stands(l *template.Line) bool {
	date := template.Find(b.r.t.Section(milestoneKey), saidOf(l, "key_date"))
	return date.Of(b.r.catalogues[milestoneKey].Get("date").ID) != nil
}

// patch is what a line says, but for what it waits for.
func (b *batch) patch(l *template.Line) plan.Patch {
	p, values := plan.Patch{}, field.Values{}
	for _, part := range b.parts {
		s := part.of(l)
		if s == nil || part.Key == "constraint" || part.Key == "constraint_date" || part.Key == TeamKey {
			continue
		}
		v, _ := b.r.resolve(b.w, part, s)
		if part.Field == nil {
			b.say(&p, l, part.Key, v)
		} else if v.Set && !b.veil.Locks(part.Field.Key) {
			values[part.Field.Key] = v
		}
	}
	p.Values = saying(values)
	v, _ := b.r.resolve(b.w, Part{Key: "constraint_date", Kind: string(field.Date)}, l.Keyed("constraint_date"))
	b.bind(&p, saidOf(l, "constraint"), day.Day(v.N))
	if from := b.r.insert.From; from != 0 && p.Constraint == nil && saidOf(l, "kind") == string(plan.Task) && !b.waits(l) {
		b.bind(&p, "start_no_earlier", from)
	}
	return p
}

// saying are values as a patch takes them: those that there are attributes for.
func saying(values field.Values) plan.Said {
	if len(values) == 0 {
		return nil
	}
	return func(find func(key string) *field.Field) (field.Values, error) {
		out := field.Values{}
		for key, v := range values {
			if find(key) != nil {
				out[key] = v
			}
		}
		return out, nil
	}
}

// waits reports whether a line, or a phase that it is in, waits for something.
func (b *batch) waits(l *template.Line) bool {
	for n := 0; l != nil && n < deepest; n++ {
		all, _ := parseWaits(saidOf(l, "predecessors"))
		if slices.ContainsFunc(all, func(w wait) bool { return b.ref(w.from) != 0 }) {
			return true
		}
		l = b.now[saidOf(l, "phase")]
	}
	return false
}

// bind sets a constraint; one without the date that it needs is left out.
func (b *batch) bind(p *plan.Patch, constraint string, on day.Day) {
	if constraint == "" || on == 0 && constraint != "late" {
		return
	}
	p.Constraint = &constraint
	if on != 0 {
		at := bound(constraint, on)
		p.Date = &at
	}
}

// say sets one part of a patch.
func (b *batch) say(p *plan.Patch, l *template.Line, key string, v field.Value) {
	task := l == nil || saidOf(l, "kind") == string(plan.Task)
	span, ok := plan.ParseSpan(v.S)
	minutes := span.Minutes(b.view.Measures)
	switch {
	case key == "name":
		p.Name = &v.S
	case key == "responsible":
		p.Owner = &v.N
	case key == "deadline":
		at := schedule.Time(0)
		if v.Set {
			at = schedule.At(day.Day(v.N)+1, 0)
		}
		p.Deadline = &at
	case key == calendarKey && v.Set:
		c, _ := b.r.calendars.ByKey(v.S)
		p.Calendar = &c.ID
	case key == aloneKey:
		alone := v.S == "true"
		p.Alone = &alone
	case !task:
	case key == "duration" && ok:
		elapsed := span.Kind == "elapsed"
		p.Duration, p.Elapsed = &minutes, &elapsed
	case key == "effort" && ok:
		p.Effort = &minutes
	case key == "work":
		p.Type = &v.S
	}
}

// link lets a line wait for those that are there, or come, and gives it those who work on
// it, when how long it takes is said.
func (b *batch) link(l *template.Line) {
	e := plan.Edit{ID: b.ref(l.ID), Set: b.waiting(l)}
	if s := l.Keyed(TeamKey); s != nil {
		if v, _ := b.r.resolve(b.w, Part{Key: TeamKey, Kind: KindTeam}, s); v.Set {
			team := b.assigns(v.S, true)
			e.Set.Assigned = &team
		}
	}
	b.edits = append(b.edits, e)
}

// waiting are the links of a line; what its row waited for beside them stays.
func (b *batch) waiting(l *template.Line) plan.Patch {
	links := []plan.Link{}
	if row := b.rows[b.at[l.ID]]; row != nil {
		for _, one := range row.Links {
			if b.of[one.From] == "" {
				links = append(links, one)
			}
		}
	}
	all, _ := parseWaits(saidOf(l, "predecessors"))
	for _, w := range all {
		from := b.ref(w.from)
		if from == 0 {
			continue
		}
		lag := w.lag.Minutes(b.view.Measures)
		if w.less {
			lag = -lag
		}
		links = append(links, plan.Link{From: from, Type: w.typ, Kind: w.lag.Kind, Lag: lag})
	}
	p := plan.Patch{Links: &links}
	if row := b.rows[b.at[l.ID]]; row != nil && row.Kind == plan.Milestone {
		manual := row.Manual
		if b.coming[l.ID] {
			manual = b.stands(l)
		}
		p.Manual = &manual
	}
	return p
}

// change carries out a change of one part.
func (b *batch) change(it *Item) {
	l, row := b.now[it.Line], b.rows[it.object]
	if l == nil || row == nil {
		return
	}
	e := plan.Edit{ID: it.object}
	switch key := it.Part.Key; {
	case it.Part.Field != nil:
		e.Set.Values = saying(field.Values{it.Part.Field.Key: it.Now})
	case key == "predecessors":
		e.Set = b.waiting(l)
	case key == TeamKey:
		team := b.assigns(it.Now.S, false)
		e.Set.Assigned = &team
	case key == "phase":
		parent := b.parent(l)
		e.Move = &plan.Move{Parent: parent, After: b.after(l, parent)}
		b.moved[l.ID] = true
	case key == "constraint" || key == "constraint_date":
		says := b.r.saysOf(row, b.view.Measures, b.of)
		for _, part := range []string{"constraint", "constraint_date"} { // the other of the two may change as well
			if o := b.picked[treeKey+"/"+it.Line+"/"+part]; o != nil {
				says[part] = o.Now
			}
		}
		b.bind(&e.Set, says["constraint"].S, day.Day(says["constraint_date"].N))
	default:
		b.say(&e.Set, l, it.Part.Key, it.Now)
	}
	b.edits = append(b.edits, e)
}

// remove takes rows out; what is in them and stays comes to stand at the top.
func (b *batch) remove(chosen []*Item) {
	gone := map[int64]bool{}
	for _, it := range chosen {
		gone[it.object] = gone[it.object] || it.Do == Remove
	}
	for i := range b.view.Rows {
		if row := &b.view.Rows[i]; gone[row.Parent] && !gone[row.ID] && row.Parent != 0 && !b.moves(row.ID) {
			b.edits = append(b.edits, plan.Edit{ID: row.ID, Move: &plan.Move{After: plan.Last}})
		}
	}
	for _, row := range slices.Backward(b.view.Rows) { // what is in a phase before the phase
		if gone[row.ID] {
			b.edits = append(b.edits, plan.Edit{ID: row.ID, Delete: true})
		}
	}
}

// moves reports whether the batch says already where a row is to stand.
func (b *batch) moves(id int64) bool {
	return slices.ContainsFunc(b.edits, func(e plan.Edit) bool { return e.ID == id && e.Move != nil })
}

// note keeps what was made and written.
func (b *batch) note(out *plan.Result, chosen []*Item) {
	for line, number := range b.made {
		b.w.done[treeKey+"/"+line] = template.Done{Object: out.Made[number], Values: field.Values{}}
	}
	for line := range b.coming {
		if b.made[line] == 0 && !b.there[line] {
			b.w.done[treeKey+"/"+line] = template.Done{Object: b.at[line], Values: field.Values{}}
		}
	}
	after := b.r.grow(b.w, out.View)
	says := func(line string) field.Values {
		if row := after.rows[after.at[line]]; row != nil {
			return b.r.saysOf(row, out.Measures, after.of)
		}
		return field.Values{}
	}
	for line := range b.coming {
		now, l := says(line), b.now[line]
		for _, part := range b.parts {
			if v := now[part.Key]; v.Set && part.of(l) != nil && !b.there[line] {
				b.w.done[treeKey+"/"+line].Values[part.Key] = v
			}
		}
	}
	for _, it := range chosen {
		switch key := treeKey + "/" + it.Line; it.Do {
		case Change:
			if it.Part.Key == placeKey {
				continue
			}
			b.w.done[key].Values[it.Part.Key] = says(it.Line)[it.Part.Key]
		case Remove:
			delete(b.w.done, key)
		}
	}
}
