package snapshot

import (
	"slices"
	"strings"

	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/room/field"
	"vigie/room/project"
	"vigie/room/view"
)

// usualColumns are shown where a view names none: the best known first, then those
// that an administrator added.
var usualColumns = []string{
	"code", "name", "weather", "light", "progress", "start", "end", "total_cost", "stage", "unit", "total_cost_baseline",
	"actual_cost", "manager", "priority", "type", "duration", "programme",
}

// OfView is the list that a view shows, and the attributes of its columns, under the
// names that it gives them. Its portfolio and its dates are for whoever asks.
func (s *Snapshot) OfView(v view.State) (Query, []*field.Field) {
	q := Query{Filter: v.Filter, Search: v.Find, State: project.State(v.Rows), Group: GroupText(s.groupable(v.Group)), Rules: map[string]field.Consolidation{}}
	for _, o := range v.Sort {
		if s.Catalogue.Get(o.Key) == nil {
			continue
		}
		q.Sort = append(q.Sort, Sort{Key: o.Key, Down: o.Down})
	}
	columns := v.Columns
	if len(columns) == 0 {
		columns = s.usual(v.Group)
	}
	var fields []*field.Field
	for _, key := range []string{"name", "code"} {
		if !slices.ContainsFunc(columns, func(c view.Column) bool { return c.Key == key }) {
			columns = append([]view.Column{{Key: key}}, columns...)
		}
	}
	for _, c := range columns {
		f := s.Catalogue.Get(c.Key)
		if f == nil || f.Retired {
			continue
		}
		if c.Label != nil {
			f = f.Totalled(f.Consolidation) // a copy
			f.Label = c.Label.Text()
		}
		if rule := field.Consolidation(c.Total); c.Total != "" && slices.Contains(f.Rules(), rule) {
			q.Rules[f.Key] = rule
		}
		fields, q.Totals = append(fields, f), append(q.Totals, f.Key)
	}
	return q, fields
}

func (s *Snapshot) usual(group []view.Group) []view.Column {
	var out []view.Column
	add := func(key string) {
		grouped := slices.ContainsFunc(group, func(g view.Group) bool { return g.Key == key })
		if s.Catalogue.Get(key) != nil && !grouped {
			out = append(out, view.Column{Key: key})
		}
	}
	for _, key := range usualColumns {
		add(key)
	}
	for _, f := range s.Catalogue.Fields {
		if !f.Core && !f.Retired && !slices.Contains(usualColumns, f.Key) {
			add(f.Key)
		}
	}
	return out
}

// groupable are the levels of groups whose attributes there still are.
func (s *Snapshot) groupable(groups []view.Group) []view.Group {
	return slices.DeleteFunc(slices.Clone(groups), func(g view.Group) bool { return s.Catalogue.Get(g.Key) == nil })
}

// GroupText writes levels of groups as a query takes them: "unit,-stage,end.month".
func GroupText(groups []view.Group) string {
	var out []string
	for _, g := range groups {
		text := g.Key
		if g.Down {
			text = "-" + text
		}
		if g.By != "" {
			text += "." + g.By
		}
		out = append(out, text)
	}
	return strings.Join(out, ",")
}

// CrossingOf is how the pivot of a view crosses its list; a view that says nothing
// of it shows units by stages.
func CrossingOf(p view.Pivot) Crossing {
	if p.IsZero() {
		return Crossing{Rows: "unit", Columns: "stage"}
	}
	var measures []string
	for _, m := range p.Measures {
		if m.Key == "" {
			measures = append(measures, CountName)
		} else {
			measures = append(measures, m.Key+"."+m.Rule)
		}
	}
	return Crossing{Rows: GroupText(p.Rows), Columns: GroupText(p.Columns), Measures: strings.Join(measures, ","), Share: p.Share}
}

// DateOf is the date that a period of a view means on a day, as it is written; empty
// for none, and for what is no date.
func DateOf(period string, today day.Day) string {
	m := today.Month()
	switch period {
	case "last_month_end":
		return (m - 1).Last().String()
	case "last_quarter_end":
		return (m - day.Month(label.Adopted().FiscalMonth(int(m.Month()))%3) - 1).Last().String()
	case "last_fiscal_year_end":
		return (m - day.Month(label.Adopted().FiscalMonth(int(m.Month()))) - 1).Last().String()
	case "last_year_end":
		return (m - m%12 - 1).Last().String()
	}
	if _, err := day.Parse(period); err != nil {
		return ""
	}
	return period
}
