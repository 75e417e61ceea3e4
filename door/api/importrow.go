package api

import (
	"context"
	"encoding/json"

	"vigie/door/auth"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/room/field"
	"vigie/room/intake"
)

func kindOf(m *intake.Import) field.Kind {
	switch m.Object {
	case "unit":
		return field.Unit
	case "user":
		return field.User
	}
	return field.Project
}

type importRowOut struct {
	Row        int               `json:"row"`
	Kind       string            `json:"kind"`
	Name       string            `json:"name"`
	Project    *refOut           `json:"project"`
	Changes    []importChangeOut `json:"changes"`
	Refused    []refusedOut      `json:"cells_refused"`
	Reason     string            `json:"reason"`
	Candidates []candidateOut    `json:"candidates"`
	Decision   string            `json:"decision"`
}

type importChangeOut struct {
	Attribute  string          `json:"attribute"`
	Before     json.RawMessage `json:"before"`
	After      json.RawMessage `json:"after"`
	BeforeText string          `json:"before_text"`
	AfterText  string          `json:"after_text"`
}

// rowShower shows the rows of one import to one person.
type rowShower struct {
	s       *Server
	m       *intake.Import
	names   snapshot.Names
	lang    label.Lang
	c       *field.Catalogue
	units   map[int64]string
	options map[int64]string
	fresh   map[int64]string // what the import is to make, by id
}

func (s *Server) rowsShown(ctx context.Context, m *intake.Import) (*rowShower, error) {
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	c, err := s.Imports.Catalogue(ctx, m)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	r := &rowShower{s: s, m: m, names: live.Names(who), lang: who.Lang, c: c}
	r.units, r.options = m.Provisional()
	r.fresh, err = s.Imports.Fresh(ctx, m)
	return r, err
}

func (r *rowShower) row(x intake.Row) importRowOut {
	out := importRowOut{
		Row: x.Line, Kind: x.Kind, Name: x.Name, Changes: []importChangeOut{}, Refused: []refusedOut{}, Reason: x.Reason.In(r.lang),
		Candidates: r.s.showCandidates(x.Candidates, r.lang), Decision: x.Decision,
	}
	if x.Object != 0 {
		out.Project = &refOut{r.s.DB.Seal(x.Object), orElse(r.names.Name(kindOf(r.m), x.Object), x.Name)}
	}
	for _, c := range x.Refused {
		out.Refused = append(out.Refused, showRefused(c, r.lang))
	}
	for _, c := range x.Changes {
		f := r.c.Get(c.Key)
		if f == nil {
			continue
		}
		out.Changes = append(out.Changes, importChangeOut{c.Key, r.value(f, c.Before, x.Currencies[0]), r.value(f, c.After, x.Currencies[1]), c.BeforeText, c.AfterText})
	}
	return out
}

// value shows a value, by its name where what it refers to is still to be made.
func (r *rowShower) value(f *field.Field, v field.Value, currency string) json.RawMessage {
	switch {
	case f.Kind == field.Unit && v.N < 0:
		b := field.AppendString([]byte(`{"id":"","name":`), r.units[v.N])
		return append(b, '}')
	case (f.Kind == field.Unit || f.Kind == field.Project) && r.fresh[v.N] != "":
		b := field.AppendString([]byte(`{"id":"","name":`), r.fresh[v.N])
		return append(b, '}')
	case f.Kind == field.Choice && v.N < 0:
		return field.AppendString(nil, r.options[v.N])
	case f.Kind == field.Choices:
		b := []byte{'['}
		for i, id := range v.L {
			if i > 0 {
				b = append(b, ',')
			}
			o, known := f.OptionByID(id)
			text := o.Key
			if !known {
				text = r.options[id]
			}
			b = field.AppendString(b, text)
		}
		return append(b, ']')
	}
	return r.names.AppendValue(nil, f, v, currency)
}
