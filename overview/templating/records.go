package templating

import (
	"context"
	"maps"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/field"
	"vigie/room/milestone"
	"vigie/room/project"
	"vigie/room/record"
	"vigie/room/template"
)

const milestoneKey = milestone.Entity

// records is the section of a register: key dates, risks, actions.
func records(k *record.Kind) Section {
	return Section{
		Key: k.Entity, Title: k.Label,
		parts: func(st *state) []Part { return recordParts(st, k) },
		fits: func(p Part, v field.Value) error {
			if err := fitsField(p, v); err != nil || !v.Set || k.Check == nil {
				return err
			}
			return k.Check(p.Field, v)
		},
		take: func(ctx context.Context, q db.Querier, st *state, p *project.Project) ([]template.Line, error) {
			return takeRecords(ctx, q, st, k, p)
		},
		load: func(ctx context.Context, r *run) (err error) {
			r.have[k.Entity], err = k.OfProjects(ctx, r.q, r.who, r.ids())
			return err
		},
		plan:  func(_ context.Context, r *run, w *work) error { return planRecords(r, w, k) },
		write: func(ctx context.Context, r *run) error { return writeRecords(ctx, r, k) },
	}
}

// recordParts are what a line of a register says; how it stands, and since when, is
// for people.
func recordParts(st *state, k *record.Kind) []Part {
	var out []Part
	for _, f := range st.catalogues[k.Entity].Fields {
		own := f.Key == record.Project || f.Key == k.Status || f.Key == k.DoneOn || f.Key == "baseline"
		if !f.Retired && !f.ReadOnly && f.Kind != field.Computed && !own {
			out = append(out, Part{Key: f.Key, Label: f.Label, Kind: string(f.Kind), Field: f, Required: f.Required})
		}
	}
	return out
}

func takeRecords(ctx context.Context, q db.Querier, st *state, k *record.Kind, p *project.Project) ([]template.Line, error) {
	all, err := k.Of(ctx, q, st.who, p.ID)
	if err != nil {
		return nil, err
	}
	rules := k.Rules(st.catalogues[k.Entity])
	ids := newIDs()
	var out []template.Line
	for _, m := range all {
		if state := rules.State(m.Values); k != milestone.Kind && !rules.IsOpen(m.Values) || state == milestone.Dropped {
			continue
		}
		l := template.Line{ID: ids.of(m.Name())}
		if k == milestone.Kind {
			st.dateLines[m.ID] = l.ID
		}
		for _, part := range recordParts(st, k) {
			v := m.Values[part.Key]
			if part.Field.Kind == field.User && v.N != p.Manager() && v.N != p.Values["sponsor"].N {
				continue
			}
			if v.Set {
				l.Set = append(l.Set, st.taken(part, v, p))
			}
		}
		out = append(out, l)
	}
	return out, nil
}

// veilOf says which attributes of the records of a project are not for the person.
func (r *run) veilOf(w *work, k *record.Kind) *field.Veil {
	return r.catalogues[k.Entity].Veil(r.who, w.Project.Unit(), w.Project.ID)
}

func planRecords(r *run, w *work, k *record.Kind) error {
	now, had := w.lines(r, k.Entity)
	have := r.have[k.Entity][w.Project.ID]
	if k.Entity == milestoneKey {
		r.settleDates(w, now, have)
	}
	taken := map[int64]bool{}
	for _, l := range now {
		if d, ok := w.before(k.Entity, l.ID); ok {
			taken[d.Object] = true
		}
	}
	for i := range now {
		l := &now[i]
		m, done, known := r.find(w, k.Entity, l, have, taken)
		if m != nil {
			taken[m.ID] = true
			r.compareRecord(w, k, l, template.Find(had, l.ID), m, done, known)
			continue
		}
		r.addRecord(w, k, l, w.Use != nil && template.Find(had, l.ID) != nil)
	}
	for i := range had {
		r.dropRecord(w, k, &had[i], now, have)
	}
	return nil
}

// settleDates notes the dates that key dates of the template have in the project.
func (r *run) settleDates(w *work, now []template.Line, have []*record.Record) {
	for i := range now {
		if m, _, _ := r.find(w, milestoneKey, &now[i], have, nil); m != nil && m.Values["date"].Set {
			w.dates[now[i].ID] = day.Day(m.Values["date"].N)
		}
	}
}

// find returns what a line made, or what has its name where it made nothing yet.
func (r *run) find(w *work, section string, l *template.Line, have []*record.Record, taken map[int64]bool) (*record.Record, template.Done, bool) {
	done, known := w.before(section, l.ID)
	if known {
		for _, m := range have {
			if m.ID == done.Object {
				return m, done, true
			}
		}
		return nil, done, true
	}
	name := l.Of(r.catalogues[section].Get("name").ID)
	if name == nil {
		return nil, done, false
	}
	for _, m := range have {
		is := label.Fold(m.Name())
		if !taken[m.ID] && is != "" && (is == label.Fold(name.Text.EN) || is == label.Fold(name.Text.FR)) {
			return m, template.Done{Object: m.ID, Values: field.Values{}}, false
		}
	}
	return nil, done, false
}

// compareRecord says what would change of a record that is there.
func (r *run) compareRecord(w *work, k *record.Kind, l, had *template.Line, m *record.Record, done template.Done, known bool) {
	if !known {
		had = nil
		w.done[k.Entity+"/"+l.ID] = template.Done{Object: m.ID, Values: field.Values{}}
	}
	same, veil := true, r.veilOf(w, k)
	for _, part := range recordParts(r.state, k) {
		if part.Key == "name" && !known || veil.Hides(part.Key) {
			continue // found by its name, or not for the person
		}
		mine := m.Values[part.Key]
		it := Item{Section: k.Entity, Line: l.ID, Name: label.T(m.Name(), m.Name()), object: m.ID}
		change := r.three(w, it, part, l, had, mine, done.Values[part.Key])
		if change == nil {
			if !known && part.of(l) != nil && mine.Set {
				w.done[k.Entity+"/"+l.ID].Values[part.Key] = mine
			}
			continue
		}
		same = false
		switch {
		case !w.edits:
			change.Why = mayNotEdit
		case veil.Locks(part.Key):
			change.Why = mayNotWrite
		}
		w.item(change, !change.ByHand)
	}
	if same {
		w.Same++
	}
}

// addRecord says what a line would add. One that the project once had, or that was
// left when the template was last applied, is not proposed again.
func (r *run) addRecord(w *work, k *record.Kind, l *template.Line, left bool) {
	it, veil := &Item{Section: k.Entity, Line: l.ID, Do: Add, ByHand: left}, r.veilOf(w, k)
	for _, part := range recordParts(r.state, k) {
		s := part.of(l)
		if s == nil || veil.Locks(part.Key) {
			continue
		}
		if part.Key == "name" {
			it.Name = s.Text
		}
		v, why := r.resolve(w, part, s)
		if v.Set || !why.IsZero() {
			it.Says = append(it.Says, Said{part, v, why})
		}
	}
	if !w.edits {
		it.Why = mayNotEdit
	}
	w.item(it, !left)
}

// dropRecord offers to remove what a line made that the template has no more. It is
// never proposed: what is there may have become somebody's work.
func (r *run) dropRecord(w *work, k *record.Kind, l *template.Line, now []template.Line, have []*record.Record) {
	done, known := w.before(k.Entity, l.ID)
	if !known || template.Find(now, l.ID) != nil {
		return
	}
	for _, m := range have {
		if m.ID != done.Object {
			continue
		}
		it := &Item{Section: k.Entity, Line: l.ID, Do: Remove, Name: label.T(m.Name(), m.Name()), object: m.ID}
		for key, v := range done.Values {
			it.ByHand = it.ByHand || !m.Values[key].Equal(v)
		}
		if !w.edits {
			it.Why = mayNotEdit
		}
		w.item(it, false)
	}
}

func writeRecords(ctx context.Context, r *run, k *record.Kind) error {
	var edits []record.Edit
	type at struct {
		w  *work
		it *Item
	}
	var of []at
	for _, w := range r.work {
		changes := map[int64]int{}
		for _, it := range w.Items {
			if it.Section != k.Entity || !it.Chosen {
				continue
			}
			e := record.Edit{ID: it.object, Delete: it.Do == Remove, Values: field.Values{}}
			switch it.Do {
			case Change:
				if i, there := changes[it.object]; there {
					edits[i].Values[it.Part.Key] = it.Now
					continue
				}
				changes[it.object] = len(edits)
				e.Values[it.Part.Key] = it.Now
			case Add:
				e.Values[record.Project] = field.Int(w.Project.ID)
				for _, s := range it.Says {
					e.Values[s.Part.Key] = s.Value
				}
			}
			edits, of = append(edits, e), append(of, at{w, it})
		}
	}
	if len(edits) == 0 {
		return nil
	}
	sent := make([]field.Values, len(edits))
	for i, e := range edits {
		sent[i] = maps.Clone(e.Values)
	}
	out, err := k.Write(ctx, r.tx, r.who, r.catalogues[k.Entity], edits)
	if err != nil {
		return err
	}
	for i, o := range out {
		w, it := of[i].w, of[i].it
		if o.Err != nil {
			return named(w, o.Err)
		}
		key := k.Entity + "/" + it.Line
		if o.Record == nil {
			delete(w.done, key)
			continue
		}
		d := template.Done{Object: o.Record.ID, Values: field.Values{}}
		maps.Copy(d.Values, w.done[key].Values)
		for part := range sent[i] {
			if part != record.Project {
				d.Values[part] = o.Record.Values[part]
			}
		}
		w.done[key] = d
	}
	return nil
}
