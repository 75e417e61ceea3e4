package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"vigie/door/auth"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/room/field"
)

// previewed is how many projects a formula is tried on.
const previewed = 5

type previewIn struct {
	Body struct {
		Formula string `json:"formula" maxLength:"20000" doc:"As typed in the language of the caller"`
	}
}

type formulaProblem struct {
	At      int    `json:"at" doc:"The character, counted from 1; 0 for the whole"`
	Message string `json:"message"`
}

type previewOut struct {
	Problem *formulaProblem `json:"problem" doc:"Why the formula does not hold; null when it does"`
	Gives   string          `json:"gives" doc:"The type of its values"`
	Items   []row           `json:"items" doc:"Projects: id, code, name, and its value under the key preview"`
}

// previewFormula says what a formula that is being typed would give, largest
// values first. One that does not hold yet is no refusal: it is the answer.
func (s *Server) previewFormula(ctx context.Context, in *previewIn) (*body[previewOut], error) {
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	text, err := live.Catalogue.ParseFormula(in.Body.Formula, who.Lang, live.Names(who))
	if err != nil {
		return problemInFormula(err, who.Lang)
	}
	f := &field.Field{ID: previewID, Object: "project", Key: "preview", Kind: field.Computed, Formula: text, Consolidation: field.None}
	res, err := live.With(f).List(who, snapshot.Query{Sort: []snapshot.Sort{{Key: f.Key, Down: true}}})
	if err != nil {
		return nil, err
	}
	t, _ := f.FormulaType()
	out := previewOut{Gives: t.Key(), Items: []row{}}
	w := res.NewWriter(res.Columns([]string{"code", "name", f.Key}))
	for _, it := range res.Items[:min(previewed, len(res.Items))] {
		out.Items = append(out.Items, row(json.RawMessage(w.Object(nil, it))))
	}
	return &body[previewOut]{out}, nil
}

// previewID is the id of the attribute that a preview adds: no other has it.
const previewID = 1 << 52

func problemInFormula(err error, l label.Lang) (*body[previewOut], error) {
	var f *fault.Fault
	if !errors.As(err, &f) || f.Kind != fault.BadInput || len(f.Details) == 0 {
		return nil, err
	}
	p := formulaProblem{Message: f.Details[0].Text.In(l)}
	if place, ok := strings.CutPrefix(f.Details[0].Where, "char "); ok {
		fmt.Sscan(place, &p.At)
	}
	return &body[previewOut]{previewOut{Problem: &p, Items: []row{}}}, nil
}
