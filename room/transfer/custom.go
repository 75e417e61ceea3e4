package transfer

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"vigie/format/cell"
	"vigie/format/planfile"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/field"
	"vigie/room/plan"
	"vigie/room/project"
)

// What may be said of a custom field instead of the key of an attribute.
const (
	LeaveOut = ""  // nothing of it is brought in
	MakeOne  = "+" // an attribute is made for it
)

// Custom is a custom field of the tasks of a file: an extended attribute, a user field, a
// code, a column that plans do not have.
type Custom struct {
	ID      string     // by which the file knows it
	Name    string     // as its users call it
	Program string     // as the program calls it, "Text1"; "" where it is the same or not said
	Kind    field.Kind // that an attribute made for it is of
	Count   int        // how many tasks have a value
	Some    []string   // the first few values
	Choices []string   // that an attribute made for it offers
	To      string     // the key of the attribute, LeaveOut or MakeOne
	Failing []string   // the first few values that do not fit To
	Fails   int        // how many do not
	Beyond  int        // milestones have a value, and key dates no such attribute

	cells  map[int]cell.Cell // by task
	format cell.Format
}

// mostSome is how many values of a custom field are shown, mostChoices how many an
// attribute made for it may offer, mostCustoms how many custom fields a file may have.
// longestCode is from where on, in bytes, nothing more is added to what a task has
// several times.
const (
	mostSome    = 5
	mostChoices = 50
	mostCustoms = 1000
	longestCode = 100_000
)

// customs are the custom fields of the tasks that are brought in, in the order of the file.
func (c *carrier) customs() []Custom {
	by, order := map[string]*Custom{}, []string(nil)
	declared := map[string]*planfile.Field{}
	for i := range c.p.Fields {
		declared[c.p.Fields[i].ID] = &c.p.Fields[i]
	}
	of := func(id string) *Custom {
		if by[id] == nil {
			by[id] = &Custom{ID: id, Name: id, cells: map[int]cell.Cell{}}
			if f := declared[id]; f != nil {
				by[id].Name, by[id].Program = cmp.Or(strings.TrimSpace(f.Alias), f.Name, id), f.Name
			}
			if by[id].Program == by[id].Name {
				by[id].Program = ""
			}
			order = append(order, id)
		}
		return by[id]
	}
	for i := range c.p.Tasks {
		if c.item[i] == 0 {
			continue
		}
		for _, v := range c.p.Tasks[i].Values {
			known, said := c.s.cells[v.Field][i]
			if !said {
				known = cell.Of(plainText(v.Text))
			}
			if !known.Blank() {
				of(v.Field).add(i, known)
			}
		}
	}
	out := make([]Custom, 0, len(order))
	for _, id := range order {
		x := by[id]
		x.guess(declared[id])
		out = append(out, *x)
	}
	return out
}

func (x *Custom) add(task int, v cell.Cell) {
	if was, twice := x.cells[task]; twice { // a code that a task has twice
		if v.Text = was.Text + ", " + v.Text; len(was.Text) > longestCode {
			v = was
		}
	} else {
		x.Count++
	}
	x.cells[task] = v
	if text := strings.TrimSpace(v.Text); len(x.Some) < mostSome && !slices.Contains(x.Some, text) {
		x.Some = append(x.Some, text)
	}
}

var (
	hourPart   = regexp.MustCompile(`^(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d(:\d\d)?$`)
	lengthPart = regexp.MustCompile(`^PT(\d+)H(\d+)M\d+S$`)
)

// plainText writes what files of programs say as people do: dates without their hour,
// lengths in hours.
func plainText(text string) string {
	text = strings.TrimSpace(text)
	if m := hourPart.FindStringSubmatch(text); m != nil {
		return m[1]
	}
	if m := lengthPart.FindStringSubmatch(text); m != nil {
		hours, _ := strconv.Atoi(m[1])
		minutes, _ := strconv.Atoi(m[2])
		return strconv.FormatFloat(float64(hours)+float64(minutes)/60, 'f', -1, 64) + " h"
	}
	return text
}

// guess says of what kind a field is: as the file declares it, else as its values look.
func (x *Custom) guess(f *planfile.Field) {
	column := cell.Column{Header: x.Name}
	for _, i := range slices.Sorted(maps.Keys(x.cells)) {
		column.Cells = append(column.Cells, x.cells[i])
	}
	g := cell.Guess(column)
	x.format, x.Kind = g.Format, field.Kind(g.Kind)
	if x.Choices = g.Choices; x.Kind == field.Money {
		x.Kind = field.Number
	}
	if f == nil {
		return
	}
	switch said := f.Kind + " " + strings.TrimRight(f.Name, "0123456789"); {
	case len(f.Choices) > 0 && len(f.Choices) <= mostChoices:
		x.Kind, x.Choices = field.Choice, nil
		for _, c := range f.Choices {
			x.Choices = append(x.Choices, c.Text)
		}
	case strings.HasPrefix(said, "FT_TEXT"), strings.HasSuffix(said, " Text"):
		if x.Kind != field.LongText {
			x.Kind = field.Text
		}
	case strings.HasSuffix(said, " Flag"):
		x.Kind = field.YesNo
	}
}

var flags = map[string]int64{"1": 1, "0": 0}

// value reads a cell as a value of an attribute; ok is false where it is none.
func (x *Custom) value(f *field.Field, v cell.Cell, find Find) (out field.Value, ok bool) {
	switch f.Kind {
	case field.Text, field.LongText, field.Link:
		out = field.Str(strings.TrimSpace(v.Text))
	case field.Number:
		n, err := cell.Number(v, x.format)
		if err != nil {
			if n, err = cell.Duration(v, x.format); err != nil {
				return out, false
			}
		}
		out = field.Int(int64(n))
	case field.Percent:
		n, err := cell.Percent(v, x.format)
		if err != nil {
			return out, false
		}
		out = field.Int(int64(n))
	case field.Date:
		d, err := cell.Date(v, x.format)
		if err != nil {
			return out, false
		}
		out = field.Int(int64(d))
	case field.Month:
		m, err := cell.Month(v, x.format)
		if err != nil {
			return out, false
		}
		out = field.Int(int64(m))
	case field.YesNo:
		n, known := flags[strings.TrimSpace(v.Text)]
		if !known {
			yes, err := cell.YesNo(v)
			if err != nil {
				return out, false
			}
			if n = 0; yes {
				n = 1
			}
		}
		out = field.Int(n)
	case field.Choice:
		o, known := f.OptionByText(strings.TrimSpace(v.Text))
		if !known {
			return out, false
		}
		out = field.Int(o.ID)
	case field.Choices:
		var ids []int64
		for _, text := range cell.List(v) {
			o, known := f.OptionByText(text)
			if !known {
				return out, false
			}
			ids = append(ids, o.ID)
		}
		out = field.List(ids)
	case field.User, field.Unit, field.Project:
		if find == nil {
			return out, false
		}
		id, known := find(f.Kind, strings.TrimSpace(v.Text))
		if !known {
			return out, false
		}
		out = field.Ref(id)
	default:
		var err error
		if out, err = field.ParsePlain(f, strings.TrimSpace(v.Text)); err != nil {
			return out, false
		}
	}
	return out, true
}

// Find finds a person, a unit or a project by name.
type Find func(kind field.Kind, name string) (int64, bool)

// values matches the custom fields of the file with attributes, and gives the items of
// the plan what they say.
func (c *carrier) values() error {
	all := c.customs()
	if len(all) > mostCustoms {
		return fault.Invalid("file", label.F("The tasks have %d custom fields, and at most %d are read; export the plan with fewer of them", "Les tâches ont %d champs personnalisés, et %d au plus sont lus\u202f; exportez le plan avec moins de champs", len(all), mostCustoms))
	}
	for n := range all {
		x := &all[n]
		a := c.matched(x)
		if a == nil {
			continue
		}
		for _, i := range slices.Sorted(maps.Keys(x.cells)) {
			it := &c.in.Items[-c.item[i]-1]
			f := a.Of(it.Kind)
			if f == nil || it.Kind == plan.Milestone && a.DateLocked {
				x.Beyond++
				continue
			}
			v, ok := x.value(f, x.cells[i], c.find)
			if ok {
				var err error
				v, err = project.CheckValue(f, v, field.Value{}, 0)
				ok = err == nil
			}
			if !ok {
				x.Fails++
				if text := strings.TrimSpace(x.cells[i].Text); len(x.Failing) < mostSome && !slices.Contains(x.Failing, text) {
					x.Failing = append(x.Failing, text)
				}
				continue
			}
			if a.ID == 0 { // it is made when the plan is brought in
				continue
			}
			if c.in.Values[it.ID] == nil {
				c.in.Values[it.ID] = field.Values{}
			}
			c.in.Values[it.ID][a.Key] = v
		}
	}
	c.r.Customs = all
	return nil
}

// matched says where a custom field goes: as somebody chose, else to the attribute that
// is called so. It returns that attribute, nil for none.
func (c *carrier) matched(x *Custom) *plan.Attribute {
	x.To = LeaveOut
	said, chosen := c.chosen[x.ID]
	if chosen && said == MakeOne {
		x.To = MakeOne
		f := x.attribute()
		for n := range f.Choices {
			f.Choices[n].ID = -int64(n + 1)
		}
		return &plan.Attribute{Field: f, Date: f}
	}
	list := c.t.Attributes()
	n := slices.IndexFunc(list, func(a plan.Attribute) bool {
		if chosen || a.Locked {
			return chosen && !a.Locked && a.Key == said
		}
		return x.calls(a)
	})
	if n < 0 {
		return nil
	}
	x.To = list[n].Key
	return &list[n]
}

// calls reports whether the file calls a field what an attribute is called.
func (x *Custom) calls(a plan.Attribute) bool {
	for _, name := range []string{x.Name, x.Program} {
		folded := label.Fold(name)
		if folded != "" && (name == a.Key || label.Key(name) == a.Key || a.Label.IsCalled(folded)) {
			return true
		}
	}
	return false
}

// attribute is one that is made for a custom field.
func (x *Custom) attribute() *field.Field {
	f := &field.Field{Object: field.Task, Kind: x.Kind, Label: label.T(x.Name, x.Name), Consolidation: field.None}
	if x.Kind != field.Choice && x.Kind != field.Choices {
		return f
	}
	seen := map[string]bool{}
	for _, text := range x.Choices {
		if key := label.Fold(text); key != "" && !seen[key] {
			seen[key] = true
			f.Choices = append(f.Choices, field.Option{Label: label.T(text, text)})
		}
	}
	return f
}

// customs says what of the custom fields is left out: one line a field.
func (l *losses) customs() {
	for _, x := range l.c.r.Customs {
		what := label.F("Custom field “%s”", "Champ personnalisé «\u202f%s\u202f»", x.Name)
		add := func(key string, count int, why label.Text, names []string) {
			if count == 0 {
				return
			}
			l.by[key], l.order = &Lost{What: what, Count: count, Why: why, Names: names}, append(l.order, key)
		}
		if x.To == LeaveOut {
			add("left "+x.ID, x.Count, label.T("no attribute of tasks is chosen for it", "aucun attribut des tâches n’est choisi pour lui"), x.Some)
		}
		add("unread "+x.ID, x.Fails, label.T("these values do not fit the attribute", "ces valeurs ne conviennent pas à l’attribut"), x.Failing)
		add("beyond "+x.ID, x.Beyond, label.T("on milestones: key dates have no attribute of the same key and kind that you may enter", "sur des jalons\u202f: les dates clés n’ont pas d’attribut de même clé et de même nature que vous puissiez saisir"), nil)
	}
}
