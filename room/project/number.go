package project

import (
	"context"
	"fmt"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// number gives a new project the values that patterns make, where it has none, and
// moves the numbers on past those that it brings itself. It comes last, so that an
// edit that is refused takes no number.
func (w *writer) number(ctx context.Context, p *Project, e *Edit, isNew bool) error {
	for _, f := range w.c.Fields {
		if f.Pattern == "" || f.Retired {
			continue
		}
		code := f.CodeOf(w.typeKey(p), w.on)
		said, given := e.Values[f.Key]
		switch {
		case given && said.Set:
			if n, ok := code.Number(p.Values[f.Key].S); ok && w.tx != nil {
				if err := w.pass(ctx, f, code, n); err != nil {
					return err
				}
			}
		case isNew && !p.Values[f.Key].Set && p.Unread[f.Key] == "":
			n, err := w.next(ctx, f, code)
			if err != nil {
				return err
			}
			p.Values[f.Key] = field.Str(code.Text(n))
			if f.Key == "code" {
				w.codes[code.Text(n)] = p.ID
			}
		}
	}
	return nil
}

func (w *writer) typeKey(p *Project) string {
	if f := w.c.Get("type"); f != nil {
		o, _ := f.OptionByID(p.Values["type"].N)
		return o.Key
	}
	return ""
}

// next takes the next number of a line. Two that ask at once wait for one another.
func (w *writer) next(ctx context.Context, f *field.Field, code field.Code) (int64, error) {
	if w.tx == nil {
		w.tried++
		last, err := lastNumber(ctx, w.q, w.slots, f, code)
		return last + w.tried, err
	}
	if err := w.line(ctx, f, code); err != nil {
		return 0, err
	}
	return db.Get[int64](ctx, w.tx, "UPDATE code_counter SET last = last + 1 WHERE field_id = $1 AND prefix = $2 RETURNING last", f.ID, code.Line())
}

// pass moves a line on past a number that somebody brought.
func (w *writer) pass(ctx context.Context, f *field.Field, code field.Code, n int64) error {
	if err := w.line(ctx, f, code); err != nil {
		return err
	}
	_, err := db.Exec(ctx, w.tx, "UPDATE code_counter SET last = $3 WHERE field_id = $1 AND prefix = $2 AND last < $3", f.ID, code.Line(), n)
	return err
}

// line begins a line of numbers after the highest number that any project has, those in the bin
// or merged too.
func (w *writer) line(ctx context.Context, f *field.Field, code field.Code) error {
	there, err := db.Get[int64](ctx, w.tx, "SELECT count(*) FROM code_counter WHERE field_id = $1 AND prefix = $2", f.ID, code.Line())
	if err != nil || there > 0 {
		return err
	}
	last, err := lastNumber(ctx, w.tx, w.slots, f, code)
	if err != nil {
		return err
	}
	_, err = db.Exec(ctx, w.tx, "INSERT INTO code_counter (id, field_id, prefix, last) VALUES ($1, $2, $3, $4) ON CONFLICT (field_id, prefix) DO NOTHING", w.tx.NewID(), f.ID, code.Line(), last)
	return err
}

// lastNumber is the last number of a line: that given out, or the highest there is.
func lastNumber(ctx context.Context, q db.Querier, slots field.Slots, f *field.Field, code field.Code) (int64, error) {
	counted, err := db.Select[int64](ctx, q, "SELECT last FROM code_counter WHERE field_id = $1 AND prefix = $2", f.ID, code.Line())
	if err != nil || len(counted) > 0 {
		return max(0, first(counted)), err
	}
	texts, err := db.Select[string](ctx, q, "SELECT "+storedText(slots, f)+" FROM project WHERE "+storedText(slots, f)+" IS NOT NULL")
	last := int64(0)
	for _, text := range texts {
		if n, ok := code.Number(text); ok {
			last = max(last, n)
		}
	}
	return last, err
}

func first(ns []int64) int64 {
	if len(ns) == 0 {
		return 0
	}
	return ns[0]
}

// storedText is where the table has the values of a text or number, as text. Names under which values
// are stored are made of letters, digits, _ and ~.
func storedText(slots field.Slots, f *field.Field) string {
	if texts[f.Key] != nil {
		return f.Key
	}
	return "custom->>'" + slots.Of(f.Key) + "'"
}

// NextCode is what a pattern would give the next project of a type on a day.
func NextCode(ctx context.Context, q db.Querier, f *field.Field, typ string, on day.Day) (string, error) {
	slots, err := field.SlotsOf(ctx, q, Entity)
	if err != nil {
		return "", err
	}
	code := f.CodeOf(typ, on)
	n, err := lastNumber(ctx, q, slots, f, code)
	return code.Text(n + 1), err
}

// owned is the project that has a value which must be the only one.
type owned struct {
	ID      int64
	Name    string
	Unit    int64
	Manager int64
}

// loadUnique learns who has the values that must be the only ones, where the edits
// touch any. Whoever writes such a value waits for the others who do.
func (w *writer) loadUnique(ctx context.Context, edits []Edit) error {
	w.unique = map[field.Same]owned{}
	for _, f := range w.c.Fields {
		if f.UniqueIn == "" || f.Retired || !touchesUnique(f, edits) {
			continue
		}
		if w.tx != nil {
			if _, err := db.Exec(ctx, w.tx, "UPDATE field SET version = version WHERE id = $1", f.ID); err != nil {
				return err
			}
		}
		if err := w.owners(ctx, f); err != nil {
			return err
		}
	}
	return nil
}

func touchesUnique(f *field.Field, edits []Edit) bool {
	for _, e := range edits {
		_, value := e.Values[f.Key]
		_, scope := e.Values[f.UniqueIn]
		if value || scope || e.State != "" || e.ID == 0 {
			return true
		}
		for _, key := range f.Aliases {
			if _, old := e.Values[key]; old {
				return true
			}
		}
	}
	return false
}

// owners reads who has which value of an attribute.
func (w *writer) owners(ctx context.Context, f *field.Field) error {
	note := func(p *Project) {
		if p.State != Deleted && p.State != Merged && p.Values[f.Key].Set {
			w.unique[f.SameOf(p.Values)] = owned{p.ID, p.Name(), p.Unit(), p.Manager()}
		}
	}
	if len(f.Former) > 0 { // what stands elsewhere is converted
		return Each(ctx, w.q, nil, func(p *Project) error { note(p); return nil })
	}
	type line struct {
		ID        int64  `db:"id"`
		State     State  `db:"state"`
		Name      string `db:"name"`
		Unit      int64  `db:"unit_id"`
		Manager   db.ID  `db:"manager_id"`
		Type      db.ID  `db:"type_id"`
		Programme db.ID  `db:"programme_id"`
		Value     string `db:"value"`
	}
	value := storedText(w.slots, f)
	return db.Each(ctx, w.q, func(l *line) error {
		p := &Project{ID: l.ID, State: l.State, Values: field.Values{
			"name": field.Str(l.Name), "unit": field.Ref(l.Unit), "manager": field.Ref(int64(l.Manager)), "type": field.Ref(int64(l.Type)), "programme": field.Ref(int64(l.Programme)),
		}}
		v := field.Str(l.Value)
		if f.Kind == field.Number {
			var n int64
			if _, err := fmt.Sscan(l.Value, &n); err != nil {
				return err
			}
			v = field.Int(n)
		}
		p.Values[f.Key] = v
		note(p)
		return nil
	}, "SELECT id, state, name, unit_id, manager_id, type_id, programme_id, CAST("+value+" AS TEXT) AS value FROM project WHERE state NOT IN ('deleted', 'merged') AND "+value+" IS NOT NULL")
}

// checkUnique refuses a value that another project has already, and names that one to
// whoever may see it. What was there twice before stands in nobody's way.
func (w *writer) checkUnique(p, old *Project) []fault.Detail {
	var bad []fault.Detail
	for _, f := range w.c.Fields {
		if f.UniqueIn == "" || f.Retired || !p.Values[f.Key].Set || p.State == Deleted || p.State == Merged {
			continue
		}
		is := f.SameOf(p.Values)
		if old != nil && old.State != Deleted && old.Values[f.Key].Set && f.SameOf(old.Values) == is {
			continue
		}
		other, taken := w.unique[is]
		if !taken || other.ID == p.ID {
			continue
		}
		text := label.F("“%s” must be unique, and another project has this value", "«\u202f%s\u202f» doit être unique, et un autre projet a cette valeur", f.Label)
		if !w.c.Whole().Secret(f) && w.who.CanProject(access.ReadProject, other.ID, other.Unit, other.Manager) {
			text = label.F("“%s” must be unique, and “%s” has this value", "«\u202f%s\u202f» doit être unique, et «\u202f%s\u202f» a cette valeur", f.Label, other.Name)
		}
		bad = append(bad, fault.Detail{Where: f.Key, Text: text})
	}
	return bad
}

// own notes which values that must be the only ones a project has after an edit.
func (w *writer) own(p, old *Project) {
	for _, f := range w.c.Fields {
		if f.UniqueIn == "" || f.Retired {
			continue
		}
		if old != nil {
			if was := f.SameOf(old.Values); w.unique[was].ID == p.ID {
				delete(w.unique, was)
			}
		}
		if p.Values[f.Key].Set && p.State != Deleted {
			w.unique[f.SameOf(p.Values)] = owned{p.ID, p.Name(), p.Unit(), p.Manager()}
		}
	}
}
