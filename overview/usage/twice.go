package usage

import (
	"cmp"
	"slices"

	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
	"vigie/room/record"
)

// Twice is a value that several objects have which it should tell apart.
type Twice struct {
	Value   string
	Objects int
	Names   []string // of a few that the person may see
}

// mostTwice and someTwice bound what is said of them.
const (
	mostTwice = 50
	someTwice = 5
)

// Twice finds the values that more than one project has, in use or archived, or more than
// one line of a register, within a scope; all says how many there are.
func (d *Desk) Twice(f *field.Field, within string) (out []Twice, all int, err error) {
	if err := access.Must(field.MayDefine(d.Who)); err != nil {
		return nil, 0, err
	}
	if !slices.Contains(field.Scopes(d.Object), within) {
		return nil, 0, fault.Invalid("within", label.T("Values of these objects are not unique within this", "Les valeurs de ces objets ne sont pas uniques dans ce cadre"))
	}
	rows := map[field.Same][]func() (field.Value, string){}
	note := func(vs field.Values, name func() string) {
		if v := vs[f.Key]; v.Set {
			is := f.SameWithin(within, vs)
			rows[is] = append(rows[is], func() (field.Value, string) { return v, name() })
		}
	}
	if d.isProject() {
		err = d.eachProject(f.Key, within, note)
	} else {
		d.Reading.Each(func(m *record.Record) {
			note(m.Values, func() string {
				if !d.Reading.Sees(d.Who, m) {
					return ""
				}
				return m.Name()
			})
		})
	}
	for _, same := range rows {
		if len(same) < 2 {
			continue
		}
		v, _ := same[0]()
		t := Twice{Value: f.Words(field.Former{Kind: f.Kind, Lang: d.Who.Lang}, v), Objects: len(same)}
		for _, one := range same {
			if _, name := one(); name != "" && len(t.Names) < someTwice {
				t.Names = append(t.Names, name)
			}
		}
		out = append(out, t)
	}
	if err != nil {
		return nil, 0, err
	}
	if d.catalogue().Whole().Secret(f) { // counted, and not shown
		return nil, len(out), nil
	}
	slices.SortFunc(out, func(a, b Twice) int { return cmp.Or(b.Objects-a.Objects, cmp.Compare(a.Value, b.Value)) })
	return out[:min(len(out), mostTwice)], len(out), nil
}

// eachProject hands over what projects that are not in the bin have of an attribute and of
// that within which it is to be unique, with what says their name to the person.
func (d *Desk) eachProject(key, within string, f func(field.Values, func() string)) error {
	s := d.Reading.Projects
	set, err := s.Set(access.System("usage"), snapshot.Query{State: "all"})
	if err != nil {
		return err
	}
	for _, row := range set.Rows {
		if state := s.StateOf(row); state == project.Deleted || state == project.Merged {
			continue
		}
		vs := field.Values{key: s.Value(row, key)}
		if within != "all" {
			vs[within] = s.Value(row, within)
		}
		f(vs, func() string {
			p, err := s.Get(d.Who, s.ID(row))
			if err != nil {
				return ""
			}
			return p.Name()
		})
	}
	return nil
}
