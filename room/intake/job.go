package intake

import (
	"context"
	"fmt"
	"slices"

	"vigie/format/cell"
	"vigie/format/sheet"
	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

// job is one dry run: the file against what is there.
type job struct {
	k          *Desk
	who        access.Who
	m          *Import
	t          *target
	c          *field.Catalogue // with the attributes and options that are still to be made
	table      *sheet.Table
	columns    []*bound
	byKey      map[string]*bound
	lines      []*line
	entries    []entry
	units      *unitFinder
	people     map[string]int64
	parents    map[string]*line // rows by folded name and code, as programmes of others
	plan       project.Plan
	until      map[int64]day.Day // project → the next later edition that states it
	options    []newOption
	grows      bool              // the person may add attributes, and values to lists
	makes      bool              // the person may create projects in the unit
	programmes map[string]*line  // to be made, by folded name
	said       map[string]string // what was decided of a programme, by folded text
	needed     map[int64]bool    // programmes that rows name
	byText     map[string]int64  // projects that are there, by folded name and code
	standing
}

// bound is a column with the attribute that its cells become.
type bound struct {
	*Column
	at      int // in the table
	f       *field.Field
	format  cell.Format
	options map[string]int64 // folded text → option, 0 for one that is not taken
	added   int
}

type newOption struct {
	Key  string // of the attribute
	Text string
	ID   int64 // provisional
}

// mostNew is how many options an import may add to one list.
const mostNew = 500

func (k *Desk) begin(ctx context.Context, who access.Who, m *Import) (*job, error) {
	content, err := k.content(ctx, m)
	if err != nil {
		return nil, err
	}
	t := targets[m.Object]
	j := &job{k: k, who: who, m: m, t: t, grows: t.mayGrow(who), makes: m.mayMakeProgrammes(who), byKey: map[string]*bound{}}
	if j.table, err = k.read(ctx, m, content); err != nil {
		return nil, err
	}
	if err := j.bind(ctx); err != nil {
		return nil, err
	}
	if err := j.findPeople(ctx); err != nil {
		return nil, err
	}
	j.units, err = findUnits(ctx, j)
	return j, err
}

// bind ties the columns to attributes, those still to be made included.
func (j *job) bind(ctx context.Context) error {
	c, err := j.t.catalogue(ctx, j.k.DB)
	if err != nil {
		return err
	}
	fields := slices.Clone(c.Fields)
	for i := range j.m.Settings.Columns {
		col := &j.m.Settings.Columns[i]
		if col.Action == ToNew && c.Get(col.New.Key) == nil {
			f := newField(j.t.object, *col.New)
			f.ID, f.Position = int64(-1000-i), int64(1_000_000+i)
			fields = append(fields, f)
		}
	}
	j.c = c.Over(fields)
	for i := range j.m.Settings.Columns {
		if err := j.bindColumn(&j.m.Settings.Columns[i]); err != nil {
			return err
		}
	}
	return nil
}

func (j *job) bindColumn(col *Column) error {
	if col.Action == Ignore || col.Filled == 0 {
		return nil
	}
	key := col.Attribute
	if col.Action == ToNew {
		key = col.New.Key
	}
	f := j.c.Get(key)
	if f != nil && f.ID < 0 && !j.grows {
		return mayNotDefine(col.Header)
	}
	at := slices.IndexFunc(j.table.Columns, func(c sheet.Column) bool { return c.Number == col.Number })
	if f == nil || at < 0 {
		return outdatedMapping(col.Header)
	}
	if j.byKey[key] != nil {
		return twiceMapped(col.Header, f)
	}
	b := &bound{Column: col, at: at, f: f, format: col.Options.format(), options: map[string]int64{}}
	j.columns = append(j.columns, b)
	j.byKey[key] = b
	if f.Kind == field.Choice || f.Kind == field.Choices {
		for _, v := range col.Values {
			j.option(b, v.Text, v.Option)
		}
	}
	return nil
}

// option notes what a text of a list is: an option by its key, a new one, or
// nothing ("").
func (j *job) option(b *bound, text, key string) int64 {
	folded := label.Fold(text)
	id := int64(0)
	i := slices.IndexFunc(b.f.Choices, func(o field.Option) bool { return o.Key == key && key != "" && key != NewOption })
	if i < 0 && key == NewOption {
		i = slices.IndexFunc(b.f.Choices, func(o field.Option) bool {
			return !o.Retired && o.Label.IsCalled(folded)
		})
	}
	switch {
	case i >= 0:
		id = b.f.Choices[i].ID
	case key == NewOption && j.grows && b.added < mostNew:
		b.added++
		id = -int64(len(j.options) + 1)
		j.options = append(j.options, newOption{b.f.Key, text, id})
		b.f.Choices = append(b.f.Choices, field.Option{ID: id, Key: fmt.Sprintf("+%d", -id), Label: label.T(text, text)})
	}
	b.options[folded] = id
	return id
}

// optionOf returns the option of a text, which may be one never met before.
func (j *job) optionOf(b *bound, text string) int64 {
	if id, known := b.options[label.Fold(text)]; known {
		return id
	}
	return j.option(b, text, optionFor(b.f, text, j.grows))
}

// isMapped reports whether a column of the file becomes an attribute.
func (j *job) isMapped(key string) bool { return j.byKey[key] != nil }

// text returns what a row says for an attribute, on one line.
func (j *job) text(r *sheet.Row, key string) string {
	b := j.byKey[key]
	if b == nil {
		return ""
	}
	return project.OneLine(r.Cells[b.at].Text)
}
