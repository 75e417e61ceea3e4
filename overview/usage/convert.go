package usage

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strconv"

	"vigie/engine/formula"
	"vigie/format/cell"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/lifecycle"
	"vigie/room/portfolio"
	"vigie/room/view"
)

// How many values a preview shows, and how many values a list is proposed from.
const (
	mostSamples = 12
	mostFailing = 200
	mostOptions = 200
	mostSeen    = 400 // texts from which is told how numbers and dates are written
)

// Conversion is what would become of the values of an attribute of another kind.
type Conversion struct {
	Filled, Converts, Fails int
	Samples                 []Sample     // some that convert, the most frequent first
	Failing                 []Sample     // those that do not, the most frequent first
	Others                  int          // values that do not convert beyond these
	Proposed                []string     // texts that are not yet values of the list, the most frequent first
	Blocked                 []label.Text // attributes whose formula or rules, and lifecycles that, must be changed first
	Breaks                  []Place      // what has a condition that would no longer hold
	To                      field.Become
}

// Sample is a value, what it would be read as, and how many objects have it.
type Sample struct {
	From, To string
	Value    field.Value
	Count    int
}

// Convert tries on all that is stored what would become of an attribute of another
// kind: those archived or in the bin too. edit sets what belongs to the new kind.
func (d *Desk) Convert(ctx context.Context, f *field.Field, to field.Become, edit func(*field.Field) error) (*Conversion, error) {
	if err := access.Must(field.MayDefine(d.Who)); err != nil {
		return nil, err
	}
	to = d.Become(f, to)
	now, err := f.Reshaped(to)
	if err == nil {
		err = edit(now)
	}
	if err != nil {
		return nil, err
	}
	for i := range now.Choices {
		if now.Choices[i].ID == 0 {
			now.Choices[i].ID = -int64(i + 1) // as if it were there
		}
	}
	out, values := &Conversion{To: to}, d.values(f)
	for _, g := range d.catalogue().Blocked(f, now) {
		out.Blocked = append(out.Blocked, g.Label)
	}
	if err := d.broken(ctx, now, out); err != nil {
		return nil, err
	}
	former := now.Former[len(now.Former)-1]
	slots := field.NewCatalogue(f.Object, []*field.Field{now}).Slots()
	seen := map[string]*Sample{}
	for _, v := range values {
		from := f.Words(former, v)
		if s := seen[from]; s != nil {
			s.Count++
			continue
		}
		s := &Sample{From: from, Count: 1}
		if _, read, lacks, _ := slots.Read(former.Slot, v); lacks == "" {
			s.Value = read
		}
		seen[from] = s
	}
	out.tell(seen, now)
	if d.catalogue().Whole().Secret(f) { // counted, and not shown
		out.Samples, out.Failing, out.Others = nil, nil, len(out.Failing)+out.Others
		return out, nil
	}
	if to.Kind == field.Choice || to.Kind == field.Choices {
		out.propose(now, seen)
	}
	return out, nil
}

// tell counts what converts and what does not.
func (o *Conversion) tell(seen map[string]*Sample, now *field.Field) {
	all := make([]*Sample, 0, len(seen))
	for _, s := range seen {
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b *Sample) int { return cmp.Or(b.Count-a.Count, cmp.Compare(a.From, b.From)) })
	for _, s := range all {
		o.Filled += s.Count
		_, said := o.To.Into[s.From]
		switch {
		case !s.Value.Set && !said:
			if o.Fails += s.Count; len(o.Failing) < mostFailing {
				o.Failing = append(o.Failing, *s)
			} else {
				o.Others++
			}
		default:
			o.Converts += s.Count
			if len(o.Samples) < mostSamples {
				s.To = now.Words(field.Former{Kind: now.Kind, Lang: o.To.Lang, Names: map[int64]string{}}, s.Value)
				o.Samples = append(o.Samples, *s)
			}
		}
	}
}

// propose lists the texts from which a list can be made.
func (o *Conversion) propose(now *field.Field, seen map[string]*Sample) {
	counts, spelt := map[string]int{}, map[string]string{}
	for _, s := range seen {
		texts := []string{s.From}
		if now.Kind == field.Choices {
			texts = cell.List(cell.Of(s.From))
		}
		for _, text := range texts {
			if option, known := now.OptionByText(text); known && option.ID != 0 || label.Fold(text) == "" {
				continue
			}
			if _, said := o.To.Into[s.From]; said {
				continue
			}
			folded := label.Fold(text)
			counts[folded] += s.Count
			if spelt[folded] == "" || text < spelt[folded] {
				spelt[folded] = text
			}
		}
	}
	for folded := range counts {
		o.Proposed = append(o.Proposed, folded)
	}
	slices.SortFunc(o.Proposed, func(a, b string) int { return cmp.Or(counts[b]-counts[a], cmp.Compare(a, b)) })
	o.Proposed = o.Proposed[:min(len(o.Proposed), mostOptions)]
	for i, folded := range o.Proposed {
		o.Proposed[i] = spelt[folded]
	}
}

// values returns every value of an attribute that is stored now.
func (d *Desk) values(f *field.Field) []field.Value {
	var out []field.Value
	add := func(v field.Value) {
		if v.Set {
			out = append(out, v)
		}
	}
	if d.isProject() {
		d.Reading.Projects.EachValue(f, add)
		return out
	}
	d.each(func(vs field.Values) { add(vs[f.Key]) })
	return out
}

// formOf tells from texts how they write numbers and dates; what they leave open is
// as the language has it.
func formOf(values []field.Value, l label.Lang) cell.Format {
	var cells []cell.Cell
	for _, v := range values[:min(len(values), mostSeen)] {
		cells = append(cells, cell.Of(v.S))
	}
	form := cell.Guess(cell.Column{Cells: cells}).Format
	if form.Decimal == 0 {
		form.Decimal = '.'
		if l == label.FR {
			form.Decimal = ','
		}
	}
	if form.Order == cell.AnyOrder {
		form.Order = cell.DayFirst
	}
	form.Multiplier = 0
	return form
}

func (d *Desk) people(values []field.Value) map[int64]string {
	names, all := map[int64]string{}, d.Reading.Projects.Names(access.System("usage"))
	for _, v := range values {
		if names[v.N] == "" {
			names[v.N] = all.Name(field.User, v.N)
		}
	}
	return names
}

// Become completes what an attribute is to become by what is stored: how its texts are
// written, and what the people are called that it names, or whom its texts name.
func (d *Desk) Become(f *field.Field, to field.Become) field.Become {
	values := d.values(f)
	if f.Kind.IsText() {
		to.Form = formOf(values, to.Lang)
	}
	if f.Kind == field.User {
		to.Names = d.people(values)
	}
	if to.Kind != field.User {
		return to
	}
	told, all := map[string]string{}, d.Reading.Projects.Names(access.System("usage"))
	for _, v := range values {
		if id, ok := all.Find(field.User, v.S); ok {
			told[v.S] = strconv.FormatInt(id, 10)
		}
	}
	maps.Copy(told, to.Into)
	to.Into = told
	return to
}

// broken finds the conditions of views and portfolios that hold now and would not with
// the attribute as it is to be, and the lifecycles that name it.
func (d *Desk) broken(ctx context.Context, now *field.Field, out *Conversion) error {
	fields := slices.Clone(d.catalogue().Fields)
	for i, f := range fields {
		if f.ID == now.ID {
			fields[i] = now
		}
	}
	f := finder{Desk: d, c: d.catalogue(), all: access.System("usage")}
	f.words = field.Words{Catalogue: f.c, Directory: d.Reading.Projects.Names(f.all)}
	then := field.Words{Catalogue: d.catalogue().Over(fields), Directory: f.words.Directory}
	breaks := func(conditions ...string) bool {
		return slices.ContainsFunc(conditions, func(text string) bool {
			if text == "" {
				return false
			}
			if _, err := formula.ParseFilter(text, label.EN, f.words); err != nil {
				return false
			}
			_, err := formula.ParseFilter(text, label.EN, then)
			return err != nil
		})
	}
	views, err := view.All(ctx, d.DB, f.all, d.Object)
	if err != nil {
		return err
	}
	seen, err := view.List(ctx, d.DB, d.Who, d.Object)
	if err != nil {
		return err
	}
	for _, v := range views {
		if _, conditions := v.State.Named(); breaks(conditions...) {
			p := Place{Kind: View}
			if slices.ContainsFunc(seen, func(s view.View) bool { return s.ID == v.ID }) {
				p.Name = v.Name
			}
			out.Breaks = append(out.Breaks, p)
		}
	}
	if !d.isProject() {
		return nil
	}
	portfolios, err := portfolio.List(ctx, d.DB, f.all)
	if err != nil {
		return err
	}
	for _, p := range portfolios {
		if breaks(p.Filter) {
			out.Breaks = append(out.Breaks, Place{Portfolio, f.nameOf(p)})
		}
	}
	all, err := lifecycle.All(ctx, d.DB)
	for _, o := range lifecycle.Types(f.c) {
		if l := all[o.ID]; l != nil && !o.Retired && slices.Contains(append(l.Holds.Named(f.c), l.Draft.Named(f.c)...), now.Key) {
			out.Blocked = append(out.Blocked, label.F("Lifecycle of “%s”", "Cycle de vie de «\u202f%s\u202f»", o.Label))
		}
	}
	return err
}
