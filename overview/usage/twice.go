package usage

import (
	"cmp"
	"fmt"
	"slices"

	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

// Twice is a value that several projects have which it should tell apart.
type Twice struct {
	Value    string
	Projects int
	Names    []string // of a few that the person may see
}

// mostTwice and someTwice bound what is said of them.
const (
	mostTwice = 50
	someTwice = 5
)

// Twice finds the values that more than one project has, in use or archived, within a
// scope; all says how many there are.
func (d *Desk) Twice(f *field.Field, within string) (out []Twice, all int, err error) {
	if err := access.Must(field.MayDefine(d.Who)); err != nil {
		return nil, 0, err
	}
	s := d.Reading.Projects
	set, err := s.Set(access.System("usage"), snapshot.Query{State: "all"})
	if err != nil {
		return nil, 0, err
	}
	type place struct {
		scope int64
		value string
	}
	rows := map[place][]snapshot.Row{}
	for _, row := range set.Rows {
		v := s.Value(row, f.Key)
		if state := s.StateOf(row); !v.Set || state == project.Deleted || state == project.Merged {
			continue
		}
		at := place{value: label.Fold(v.S)}
		if f.Kind == field.Number {
			at.value = fmt.Sprint(v.N)
		}
		if within != "all" {
			at.scope = s.Value(row, within).N
		}
		rows[at] = append(rows[at], row)
	}
	for _, same := range rows {
		if len(same) < 2 {
			continue
		}
		t := Twice{Value: f.Words(field.Former{Kind: f.Kind, Lang: d.Who.Lang}, s.Value(same[0], f.Key)), Projects: len(same)}
		for _, row := range same {
			if p, err := s.Get(d.Who, s.ID(row)); err == nil && len(t.Names) < someTwice {
				t.Names = append(t.Names, p.Name())
			}
		}
		out = append(out, t)
	}
	if d.catalogue().Whole().Secret(f) { // counted, and not shown
		return nil, len(out), nil
	}
	slices.SortFunc(out, func(a, b Twice) int { return cmp.Or(b.Projects-a.Projects, cmp.Compare(a.Value, b.Value)) })
	return out[:min(len(out), mostTwice)], len(out), nil
}
