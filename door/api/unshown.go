package api

import (
	"context"
	"encoding/json"
	"maps"
	"regexp"
	"slices"

	"vigie/door/auth"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/summary"
	"vigie/overview/templating"
	"vigie/room/dashboard"
	"vigie/room/field"
	"vigie/room/intake"
	"vigie/room/plan"
)

// unshown leaves out of what is shown the attributes that the caller may read nowhere.
type unshown struct {
	hides func(key string) bool            // of projects
	of    map[string]func(key string) bool // of each kind of object
	words *regexp.Regexp                   // tells a condition that names one; nil where there are none
}

// leaves returns what is to be left out for the caller.
func (s *Server) leaves(ctx context.Context) (unshown, error) {
	who, out := auth.Who(ctx), unshown{of: map[string]func(string) bool{}}
	for _, object := range field.Objects {
		c, err := field.Load(ctx, s.DB, object)
		if err != nil {
			return unshown{}, err
		}
		out.of[object] = hiddenIn(c, who)
		if object == "project" {
			out.hides, out.words = out.of[object], c.For(who).Unknown()
		}
	}
	return out, nil
}

// names reports whether a condition names an attribute that is hidden.
func (l unshown) names(condition string) bool {
	return l.words != nil && l.words.MatchString(condition)
}

// sections returns the sections of a template without what is hidden, and whether
// something was left out. A line of which nothing stays goes.
func (l unshown) sections(all []templating.DraftSection) ([]templating.DraftSection, bool) {
	out, left := []templating.DraftSection{}, false
	for _, s := range all {
		hides := l.of[s.Kind]
		switch s.Kind {
		case "fields":
			hides = l.hides
		case plan.Entity:
			hides = l.ofPlan
		}
		if hides != nil {
			lines := []templating.DraftLine{}
			for _, line := range s.Lines {
				values := maps.Clone(line.Values)
				maps.DeleteFunc(values, func(key string, _ templating.DraftValue) bool { return hides(key) })
				left = left || len(values) < len(line.Values)
				if team, some := templating.TeamWithout(values[templating.TeamKey].Value, l.hides); some && s.Kind == plan.Entity {
					left = true
					values[templating.TeamKey] = templating.DraftValue{Value: team}
				}
				if line.Values = values; len(values) > 0 {
					lines = append(lines, line)
				}
			}
			s.Lines = lines
		}
		if s.Kind == dashboard.Entity {
			s.Lines = slices.Clone(s.Lines)
			for i, line := range s.Lines {
				values := maps.Clone(line.Values)
				known, some := summary.Known(l.words, json.RawMessage(values["settings"].Value))
				if some {
					left = true
					values["settings"] = templating.DraftValue{Value: string(known)}
					s.Lines[i].Values = values
				}
			}
		}
		out = append(out, s)
	}
	return out, left
}

// ofPlan reports whether what a line of the plan of a template says is hidden.
func (l unshown) ofPlan(key string) bool {
	hides, attribute := l.of[field.Task], templating.AttributeOf(key)
	return hides != nil && attribute != "" && hides(attribute)
}

// trust returns the settings of the trust score without what is hidden.
func (l unshown) trust(out trustOut) trustOut {
	n := len(out.Attributes) + len(out.Rules)
	out.Attributes = slices.DeleteFunc(out.Attributes, func(a requiredAttribute) bool { return l.hides(a.Attribute) })
	out.Rules = slices.DeleteFunc(out.Rules, func(r trustRule) bool { return l.names(r.Condition) })
	out.LeftOut = len(out.Attributes)+len(out.Rules) < n
	return out
}

// mapping returns what was decided of the columns of files, with those of what is
// hidden as if nobody had said where they go.
func (l unshown) mapping(object string, d intake.Decided) intake.Decided {
	d.Columns = slices.Clone(d.Columns)
	for i, c := range d.Columns {
		if hides := l.of[object]; hides != nil && hides(c.Attribute) {
			d.Columns[i] = intake.DecidedColumn{Header: c.Header, Action: "ignore"}
		}
	}
	return d
}

// partHidden refuses to change what the caller was shown in part.
func partHidden() error {
	return fault.Conflict(label.T("Something here is not for you, and would be lost: ask somebody who may read all of it", "Un élément ne vous est pas destiné et serait perdu\u202f: demandez à quelqu’un qui peut tout lire"))
}
