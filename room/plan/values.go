package plan

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/field"
	"vigie/room/milestone"
	"vigie/room/project"
)

// Attribute is a column that the lines of a plan have by the catalogue. Milestones have
// that of key dates with the same key and kind, where there is one.
type Attribute struct {
	*field.Field              // of phases and tasks
	Date         *field.Field // of milestones; nil for none that the reader may know
	Locked       bool         // the reader may not write it here
	DateLocked   bool         // nor that of milestones
}

// Of is the attribute as items of a kind have it; nil where they do not.
func (a Attribute) Of(k Kind) *field.Field {
	if k == Milestone {
		return a.Date
	}
	return a.Field
}

// locked reports whether the reader may not write it on items of a kind.
func (a Attribute) locked(k Kind) bool {
	if k == Milestone {
		return a.DateLocked
	}
	return a.Locked
}

// Said reads the values of attributes that were said of an item, with what the catalogue
// says of each; nil says nothing. The keys are those that find returns an attribute for.
type Said func(find func(key string) *field.Field) (field.Values, error)

// attributes are those of the items of a plan, as they are for whoever reads it.
type attributes struct {
	slots field.Slots // under which values of phases and tasks are stored
	all   *field.Catalogue
	veil  *field.Veil    // of all, for the reader
	asks  bool           // some are required, or have rules
	list  []Attribute    // that are in use and may be read, in the order of the catalogue
	used  []*field.Field // that are in use, also those that may not be read, in the same order
	on    day.Day        // for which values of lists are offered
}

// planned are the attributes of key dates that plans themselves say.
var planned = []string{"project", "name", "date", "baseline", "done_on"}

// attributes reads those that the items of the plan have.
func (d *draft) attributes(ctx context.Context, q db.Querier) (attributes, error) {
	n, err := db.Get[int64](ctx, q, "SELECT count(*) FROM field WHERE object = $1 AND key <> 'name'", field.Task)
	if err != nil || n == 0 {
		return attributes{all: field.NewCatalogue(field.Task, nil)}, err
	}
	c, err := field.Load(ctx, q, field.Task)
	if err != nil {
		return attributes{}, err
	}
	a := attributes{slots: c.Slots(), all: c}
	switch q := q.(type) {
	case *db.Tx:
		a.on = q.Today()
	case *db.DB:
		a.on = day.OfTime(q.Now())
	}
	veil := c.Veil(d.who, d.project.Unit(), d.project.ID)
	a.veil = veil
	for _, f := range c.Fields {
		if f.Core || f.Retired {
			continue
		}
		if a.used = append(a.used, f); !veil.Hides(f.Key) {
			a.list = append(a.list, Attribute{Field: f, Locked: veil.Locks(f.Key)})
			a.asks = a.asks || f.Required || len(f.Trees()) > 0
		}
	}
	if len(a.list) == 0 {
		return a, nil
	}
	dates, err := field.Load(ctx, q, milestone.Entity)
	if err != nil {
		return attributes{}, err
	}
	veil = dates.Veil(d.who, d.project.Unit(), d.project.ID) // the room of key dates gives all to the plan
	for n, one := range a.list {
		if g := dates.Get(one.Key); g != nil && g.Kind == one.Kind && !g.Retired && !g.ReadOnly && !slices.Contains(planned, g.Key) && !veil.Hides(g.Key) {
			a.list[n].Date, a.list[n].DateLocked = g, veil.Locks(g.Key)
		}
	}
	return a, nil
}

// find returns the column with a key that items of a kind have, also by a key that its
// attribute had before; nil for none.
func (a attributes) find(k Kind, key string) *Attribute {
	f := a.all.Get(key)
	n := slices.IndexFunc(a.list, func(one Attribute) bool { return one.Field == f })
	if f == nil || n < 0 || a.list[n].Of(k) == nil {
		return nil
	}
	return &a.list[n]
}

// stored reads all values of a phase or task, those also that nobody is shown.
func (a attributes) stored(i *Item) field.Values {
	if len(i.Values) == 0 {
		return field.Values{}
	}
	vs, _, err := a.slots.DecodeAll(string(i.Values))
	if err != nil {
		panic(fmt.Sprintf("reading the values of item %d of a plan: %v", i.ID, err)) // written by store alone
	}
	return vs
}

// store writes values as the item keeps them.
func (a attributes) store(vs field.Values) json.RawMessage {
	text := a.slots.Encode(vs, nil)
	if text == "{}" {
		return nil
	}
	return json.RawMessage(text)
}

// with are the values of an item with those of another version of it that the reader may
// write: what is not for him stays.
func (a attributes) with(i, then *Item) json.RawMessage {
	if len(a.list) == 0 {
		return i.Values
	}
	all, were := a.stored(i), a.stored(then)
	for _, one := range a.list {
		if one.Locked {
			continue
		}
		if delete(all, one.Key); were[one.Key].Set {
			all[one.Key] = were[one.Key]
		}
	}
	return a.store(all)
}

// valuesOf are the values of an item that its reader may know, by the keys of columns.
func (d *draft) valuesOf(i *Item) field.Values {
	if len(d.has.list) == 0 {
		return nil
	}
	all := d.dates[i.ID].values
	if i.Kind == Milestone {
		all = maps.Clone(all)
		for key, v := range d.dates[i.ID].said {
			if all == nil {
				all = field.Values{}
			}
			all[key] = v
		}
	} else {
		all = d.has.stored(i)
	}
	var out field.Values
	for _, a := range d.has.list {
		f := a.Of(i.Kind)
		if f == nil || !all[f.Key].Set {
			continue
		}
		if out == nil {
			out = field.Values{}
		}
		out[a.Key] = all[f.Key]
	}
	return out
}

// setValues changes the values of an item. A new one starts with those that the
// catalogue gives it.
func (d *draft) setValues(i *Item, said Said, fresh bool) error {
	var vs field.Values
	if said != nil {
		var err error
		vs, err = said(func(key string) *field.Field {
			if a := d.has.find(i.Kind, key); a != nil {
				return a.Of(i.Kind)
			}
			return nil
		})
		if err != nil {
			return d.ofItem(i, err)
		}
	}
	all := d.has.stored(i)
	if i.Kind == Milestone {
		all = d.dates[i.ID].values
	}
	next, bad := field.Values{}, []fault.Detail(nil)
	for key, v := range vs {
		v, err := d.accept(i, key, v, all)
		if f, is := err.(*fault.Fault); is {
			bad = append(bad, f.Details...)
			continue
		}
		next[d.has.find(i.Kind, key).Of(i.Kind).Key] = v
	}
	if err := fault.InvalidAll(bad); err != nil {
		return d.ofItem(i, err)
	}
	if i.Kind == Milestone {
		if k := d.dates[i.ID]; len(next) > 0 {
			k.said = maps.Clone(k.said)
			if k.said == nil {
				k.said = field.Values{}
			}
			maps.Copy(k.said, next)
			d.dates[i.ID] = k
		}
		return nil
	}
	if fresh {
		d.begin(next)
	}
	if len(next) == 0 {
		return nil
	}
	was := d.has.as(i, d.has.stored(i))
	maps.Copy(all, next)
	if bad := d.has.as(i, all).Breaks(d.has.all, d.has.on, was, d.has.veil); len(bad) > 0 {
		return d.ofItem(i, fault.InvalidAll(bad))
	}
	i.Values = d.has.store(all)
	return nil
}

// as is a phase or task with some values as the rules of its attributes look at it.
func (a attributes) as(i *Item, vs field.Values) *project.Project {
	vs = maps.Clone(vs)
	vs["name"] = field.Str(i.Name)
	return &project.Project{ID: i.ID, Values: vs}
}

// accept returns a value as it will be kept, or refuses it. all is what the item has.
func (d *draft) accept(i *Item, key string, v field.Value, all field.Values) (field.Value, error) {
	a := d.has.find(i.Kind, key)
	f := a.Of(i.Kind)
	if a.locked(i.Kind) && !v.Equal(all[f.Key]) {
		return v, fault.Invalid(key, label.F("“%s” is entered by other roles; ask one of them, or leave it as it is", "«\u202f%s\u202f» est saisi par d’autres rôles\u202f; demandez à l’un d’eux, ou laissez-le tel quel", f.Label))
	}
	return project.CheckValue(f, v, all[f.Key], d.has.on)
}

// begin gives a new phase or task what the catalogue says that one starts with, where
// nothing else is said.
func (d *draft) begin(vs field.Values) {
	for _, f := range d.has.all.Fields {
		if f.Core || f.Retired || f.Initial == "" {
			continue
		}
		if _, said := vs[f.Key]; said {
			continue
		}
		if v, err := field.ParsePlain(f, f.Initial); err == nil {
			vs[f.Key] = v
		}
	}
}

// ofItem says in which item a value is refused, and that it is one of an attribute.
func (d *draft) ofItem(i *Item, err error) error {
	f, is := err.(*fault.Fault)
	if !is || f.Kind != fault.BadInput {
		return err
	}
	var all []fault.Detail
	for _, one := range f.Details {
		all = append(all, fault.Detail{Where: "values." + one.Where, Text: label.F("“%s”: %s", "«\u202f%s\u202f»\u202f: %s", i.Name, one.Text)})
	}
	return fault.InvalidAll(all)
}

// lacking says which attributes a phase or task should have and does not, and which break
// their rule. It can be added and changed without them: a plan is first drawn, and then
// described.
func (d *draft) lacking(i *Item) []label.Text {
	var out []label.Text
	if i.Kind == Milestone {
		return nil
	}
	if !d.has.asks {
		return nil
	}
	is := d.has.as(i, d.has.stored(i))
	under := is.AskedUnder(d.has.all, d.has.on, d.has.veil)
	for _, a := range d.has.list {
		if (a.Required || slices.Contains(under, a.Key)) && !is.Values[a.Key].Set {
			out = append(out, label.F("“%s” is required and is not filled in", "«\u202f%s\u202f» est obligatoire et n’est pas rempli", a.Label))
		}
	}
	for _, b := range is.Breaks(d.has.all, d.has.on, &project.Project{}, d.has.veil) {
		out = append(out, label.F("“%s”: %s", "«\u202f%s\u202f»\u202f: %s", d.has.all.Get(b.Where).Label, b.Text))
	}
	return out
}

// Attributes are the columns that lines of the plan have by the catalogue.
func (t *Taker) Attributes() []Attribute { return t.d.has.list }

// fill gives a phase or task of an incoming plan its values; it keeps those of which
// nothing is said.
func (t *Taker) fill(i *Item, vs field.Values, fresh bool) {
	if i.Kind == Milestone || len(vs) == 0 && !fresh {
		return
	}
	next := maps.Clone(vs)
	if next == nil {
		next = field.Values{}
	}
	if fresh {
		t.d.begin(next)
	}
	all := t.d.has.stored(i)
	maps.Copy(all, next)
	i.Values = t.d.has.store(all)
}

// ofDate are values of columns by the keys that key dates have for them.
func (a attributes) ofDate(vs field.Values) field.Values {
	var out field.Values
	for _, one := range a.list {
		if v, said := vs[one.Key]; said && one.Date != nil {
			if out == nil {
				out = field.Values{}
			}
			out[one.Date.Key] = v
		}
	}
	return out
}
