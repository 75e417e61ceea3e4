package config

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/field"
	"vigie/room/intake"
)

// mapped is a mapping of imports that people gave a name. Those that an import keeps by
// itself, and what was decided about single rows, are of one instance and stay there.
type mapped struct {
	Object   string         `json:"object" enum:"project,milestone,risk,action,decision,rate,unit,user"`
	Key      string         `json:"key"`
	Name     string         `json:"name"`
	Headers  string         `json:"headers" doc:"Which files it is for, drawn from all their headers; empty for those that have the headers of its columns and no other"`
	Currency string         `json:"currency" doc:"Of amounts that name none"`
	Empty    string         `json:"empty" enum:",clear,keep" doc:"What an empty cell does"`
	Gone     string         `json:"gone" enum:",leave,keep" doc:"What becomes of what the file does not name"`
	Columns  []mappedColumn `json:"columns"`
}

// mappedColumn is what becomes of the column with a header.
type mappedColumn struct {
	Header    string            `json:"header"`
	Action    string            `json:"action" enum:"attribute,new,ignore"`
	Attribute string            `json:"attribute,omitempty" doc:"The key of the attribute to which it goes"`
	New       *mappedNew        `json:"new,omitempty" doc:"The attribute that it adds where there is none of that key"`
	Options   *intake.Options   `json:"options,omitempty" doc:"How its cells are read"`
	Values    map[string]string `json:"values,omitempty" doc:"Which value of the list a text of the file is: its key; empty for none"`
}

type mappedNew struct {
	Key           string              `json:"key"`
	Kind          field.Kind          `json:"kind"`
	Label         both                `json:"label"`
	Consolidation field.Consolidation `json:"consolidation"`
}

func (m *mapped) nameInSection() string { return m.Object + "\n" + m.Name }

var mappings = part{
	name: "mappings", title: label.T("Saved mappings", "Correspondances enregistrées"), may: May,
	shape:   func() any { return &mapped{Columns: []mappedColumn{}} },
	address: func(b any) string { return b.(*mapped).Object + "." + b.(*mapped).Key },
	called:  func(b any) label.Text { return label.T(b.(*mapped).Name, b.(*mapped).Name) },
	read:    readMappings, write: writeMappings,
}

func readMappings(ctx context.Context, q db.Querier, st *state) ([]entry, error) {
	now, err := intake.Named(ctx, q, st.who)
	if err != nil {
		return nil, err
	}
	known := map[int64]string{}
	keep := map[string]keys{}
	for _, object := range intake.Importable() {
		keep[object] = newKeys(nil)
	}
	for _, m := range now {
		known[m.ID] = keep[m.Object].of(m.ID, label.T(m.Name, m.Name))
	}
	all := now
	if st.change != 0 {
		if all, err = intake.NamedKnownAt(ctx, q, st.who, st.change); err != nil {
			return nil, err
		}
		for object := range keep {
			keep[object] = newKeys(known)
		}
	}
	var out []entry
	for _, m := range all {
		key := known[m.ID]
		if key == "" {
			key = keep[m.Object].of(m.ID, label.T(m.Name, m.Name))
		}
		out = append(out, entry{m.ID, mappedOf(key, m)})
	}
	return out, nil
}

func mappedOf(key string, m intake.Mapping) *mapped {
	out := &mapped{m.Object, key, m.Name, m.Signature, m.Plan.Currency, m.Plan.Empty, m.Plan.Gone, []mappedColumn{}}
	for _, c := range m.Plan.Columns {
		col := mappedColumn{Header: c.Header, Action: c.Action, Attribute: c.Attribute, Options: c.Options, Values: c.Values}
		if n := c.New; n != nil {
			col.New = &mappedNew{n.Key, n.Kind, bothOf(n.Label), n.Consolidation}
		}
		out.Columns = append(out.Columns, col)
	}
	return out
}

// into brings what a document says of a mapping over what there is of it.
func (m *mapped) into(to *intake.Mapping) {
	to.Object, to.Name, to.Signature = m.Object, m.Name, m.Headers
	p := &to.Plan
	p.Currency, p.Empty, p.Gone, p.Columns = m.Currency, m.Empty, m.Gone, nil
	for _, c := range m.Columns {
		col := intake.DecidedColumn{Header: c.Header, Action: c.Action, Attribute: c.Attribute, Options: c.Options, Values: maps.Clone(c.Values)}
		if n := c.New; n != nil {
			col.New = &intake.NewField{Key: n.Key, Kind: n.Kind, Label: n.Label.text(), Consolidation: n.Consolidation}
		}
		p.Columns = append(p.Columns, col)
	}
}

func writeMappings(ctx context.Context, tx *db.Tx, st *state, steps []*Step) error {
	for _, s := range steps {
		if err := st.try(s, writeMapping(ctx, tx, st, s)); err != nil {
			return err
		}
	}
	return nil
}

func writeMapping(ctx context.Context, tx *db.Tx, st *state, s *Step) error {
	if s.Kind == Removed {
		return intake.DropNamed(ctx, tx, st.who, s.id)
	}
	to := s.now.(*mapped)
	if err := to.check(st); err != nil && len(st.was) == 0 { // what held once comes back as it was
		return err
	}
	all, err := intake.Named(ctx, tx, st.who)
	if err != nil {
		return err
	}
	var m intake.Mapping
	if i := slices.IndexFunc(all, func(m intake.Mapping) bool { return m.ID == s.id }); i >= 0 {
		m = all[i]
	}
	to.into(&m)
	_, err = intake.SaveNamed(ctx, tx, st.who, m)
	return err
}

// check says what a mapping names that is not there.
func (m *mapped) check(st *state) error {
	c := st.catalogues[m.Object]
	if c == nil {
		return nil // units, people and rates have no catalogue
	}
	var bad []fault.Detail
	for i, col := range m.Columns {
		f := c.Get(col.Attribute)
		if col.Attribute != "" && f == nil {
			bad = append(bad, fault.Detail{Where: fmt.Sprintf("columns[%d].attribute", i), Text: label.F("There is no attribute “%s”", "Il n’y a pas d’attribut «\u202f%s\u202f»", col.Attribute)})
		}
	}
	return fault.InvalidAll(bad)
}
