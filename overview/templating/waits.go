package templating

import (
	"cmp"
	"slices"
	"strings"

	"vigie/engine/schedule"
	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/room/field"
	"vigie/room/plan"
	"vigie/room/template"
)

// wait is a predecessor of a line: another line of the plan.
type wait struct {
	from string
	typ  string // as in plan.Link
	less bool   // the lag is a lead
	lag  plan.Span
}

// parseWaits reads predecessors by the ids of their lines, each with a type and a lag
// where it has them: design FS+3d; build.
func parseWaits(text string) (out []wait, ok bool) {
	for part := range strings.SplitSeq(text, ";") {
		words := strings.Fields(strings.ReplaceAll(part, "−", "-"))
		if len(words) == 0 {
			continue
		}
		w := wait{from: words[0]}
		rest := strings.ToUpper(strings.Join(words[1:], ""))
		if len(rest) >= 2 && rest[0] != '+' && rest[0] != '-' {
			w.typ = map[string]string{"FD": "FS", "DD": "SS", "DF": "SF"}[rest[:2]]
			if w.typ = cmp.Or(w.typ, rest[:2]); !slices.Contains([]string{"FS", "SS", "FF", "SF"}, w.typ) {
				return nil, false
			}
			rest = rest[2:]
		}
		if w.typ == "FS" {
			w.typ = ""
		}
		if rest != "" {
			if w.less = rest[0] == '-'; !w.less && rest[0] != '+' {
				return nil, false
			}
			if w.lag, ok = plan.ParseSpan(rest[1:]); !ok {
				return nil, false
			}
		}
		out = append(out, w)
	}
	return out, true
}

// waitsText writes predecessors as parseWaits reads them.
func waitsText(all []wait) string {
	var out []string
	for _, w := range all {
		s := w.from
		if w.typ != "" || w.lag.Hundredths != 0 {
			s += " " + cmp.Or(w.typ, "FS")
		}
		if w.lag.Hundredths != 0 {
			s += map[bool]string{false: "+", true: "-"}[w.less] + w.lag.Text(label.EN)
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

// linksOf are the predecessors of a row that lines of the template made.
func linksOf(r *plan.Row, of map[int64]string, m plan.Measures) []wait {
	var out []wait
	for _, l := range r.Links {
		if of[l.From] != "" {
			out = append(out, wait{of[l.From], l.Type, l.Lag < 0, plan.SpanOf(max(l.Lag, -l.Lag), l.Kind, m)})
		}
	}
	return out
}

func sorted(all []wait) []wait {
	slices.SortStableFunc(all, func(a, b wait) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.typ, b.typ)) })
	return all
}

// normal is a code as rows of a plan with these measures say it, so that what says the
// same is the same: 2w is 10d where a week has five days.
func normal(kind, code string, m plan.Measures) string {
	if m == (plan.Measures{}) {
		return code // of a project that is to be made
	}
	switch kind {
	case KindSpan:
		if s, ok := plan.ParseSpan(code); ok {
			return plan.SpanOf(s.Minutes(m), s.Kind, m).Text(label.EN)
		}
	case KindWaits:
		all, ok := parseWaits(code)
		if !ok {
			return code
		}
		for i, w := range all {
			all[i].lag = plan.SpanOf(w.lag.Minutes(m), w.lag.Kind, m)
		}
		return waitsText(sorted(all))
	}
	return code
}

// ending is a minute for constraints on a finish: a day ends where the next one begins.
func ending(constraint string) schedule.Time {
	if strings.HasPrefix(constraint, "finish") || constraint == "must_finish" {
		return 1
	}
	return 0
}

// bound is the time that a constraint on a day stands for.
func bound(constraint string, d day.Day) schedule.Time {
	return schedule.At(d+day.Day(ending(constraint)), 0)
}

// Text writes a value of a part that is no attribute in the words of a language; named
// are the lines of the plan and the key dates, by section and id.
func (p Part) Text(v field.Value, named map[string]label.Text, l label.Lang) string {
	called := func(section, id string) string { return cmp.Or(named[section+"/"+id].In(l), id) }
	switch p.Kind {
	case string(field.Date):
		if !v.Set {
			return ""
		}
		return day.Day(v.N).String()
	case KindOption, KindCalendar:
		for _, o := range p.Options {
			if o.Key == v.S {
				return o.Label.In(l)
			}
		}
	case KindSpan:
		if s, ok := plan.ParseSpan(v.S); ok {
			return s.Text(l)
		}
	case KindLine:
		if v.S != "" {
			return called(p.Of, v.S)
		}
	case KindWaits:
		var out []string
		all, _ := parseWaits(v.S)
		for _, w := range all {
			s := called(treeKey, w.from)
			typ := map[string]string{"": "FD", "SS": "DD", "FF": "FF", "SF": "DF"}[w.typ]
			if l == label.EN {
				typ = cmp.Or(w.typ, "FS")
			}
			if w.typ != "" || w.lag.Hundredths != 0 {
				s += " (" + typ
				if w.lag.Hundredths != 0 {
					s += map[bool]string{false: " + ", true: " − "}[w.less] + w.lag.Text(l)
				}
				s += ")"
			}
			out = append(out, s)
		}
		return strings.Join(out, "; ")
	}
	return v.S
}

// namesOf are what the lines of a template are called, by section and id.
func (st *state) namesOf(t *template.Template) map[string]label.Text {
	out := map[string]label.Text{}
	name := st.catalogues[milestoneKey].Get("name").ID
	for _, l := range t.Section(milestoneKey) {
		if s := l.Of(name); s != nil {
			out[milestoneKey+"/"+l.ID] = s.Text
		}
	}
	for _, l := range t.Section(treeKey) {
		if s := l.Keyed("name"); s != nil {
			out[treeKey+"/"+l.ID] = s.Text
		}
		if isMilestone(&l) {
			out[treeKey+"/"+l.ID] = out[milestoneKey+"/"+saidOf(&l, "key_date")]
		}
	}
	return out
}
