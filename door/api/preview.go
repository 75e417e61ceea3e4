package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"vigie/door/auth"
	"vigie/engine/formula"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/room/field"
	"vigie/room/project"
)

// previewed is how many projects a formula is tried on.
const previewed = 5

type previewIn struct {
	OfCatalogue
	Body struct {
		Formula string `json:"formula" maxLength:"20000" doc:"As typed in the language of the caller"`
		As      string `json:"as,omitempty" enum:"formula,required_if,rule,shown_if" doc:"What it is to be; formula by default"`
		Of      string `json:"of,omitempty" maxLength:"40" doc:"The attribute whose condition it is to be; empty for a new one"`

		Own *ownField `json:"own,omitempty" doc:"The new attribute whose condition it is to be, which it may name"`
	}
}

type formulaProblem struct {
	At      int    `json:"at" doc:"The character, counted from 1; 0 for the whole"`
	Message string `json:"message"`
}

type previewOut struct {
	Problem *formulaProblem `json:"problem" doc:"Why the formula does not hold; null when it does"`
	Gives   string          `json:"gives" doc:"The type of its values"`
	Items   []row           `json:"items" doc:"Projects: id, code, name, and its value under the key preview; of a condition, those that do not fulfil it, of a register its lines with their projects"`
	Total   int             `json:"total" doc:"How many there are of those"`
	Filter  string          `json:"filter" doc:"Of a condition: the filter that finds them"`
}

// previewFormula says what a formula that is being typed would give, largest
// values first, and of a condition which projects do not fulfil it as they are. One
// that does not hold yet is no refusal: it is the answer.
func (s *Server) previewFormula(ctx context.Context, in *previewIn) (*body[previewOut], error) {
	if in.object() != project.Entity {
		return s.previewCondition(ctx, in)
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	known, err := in.Body.Own.with(live.Catalogue)
	if err != nil {
		return nil, err
	}
	text, err := known.ParseFormula(in.Body.Formula, who.Lang, live.Names(who))
	if err != nil {
		return problemInFormula(err, who.Lang)
	}
	condition := in.Body.As != "" && in.Body.As != "formula"
	if e := field.ParseStored(text); condition && e.Type() == formula.Bool && slices.Contains(e.Uses(), ownID) {
		return &body[previewOut]{previewOut{Gives: e.Type().Key(), Items: []row{}, Filter: "1 = 0"}}, nil // it holds nothing yet
	}
	f := &field.Field{ID: previewID, Object: "project", Key: "preview", Kind: field.Computed, Formula: text, Consolidation: field.None}
	with := live.With(f)
	t, _ := f.FormulaType()
	out := previewOut{Gives: t.Key(), Items: []row{}}
	query := snapshot.Query{Sort: []snapshot.Sort{{Key: f.Key, Down: true}}}
	if condition {
		if t != formula.Bool {
			return problemInFormula(fault.Invalid("formula", field.NotYesOrNo), who.Lang)
		}
		typed := "(" + with.Catalogue.FormulaText(f, live.Names(who)).EN + ")"
		out.Filter = breaking(in.Body.As, in.Body.Of, typed)
		query = snapshot.Query{Filter: out.Filter, Sort: []snapshot.Sort{{Key: "name"}}}
	}
	res, err := with.List(who, query)
	if err != nil {
		return nil, err
	}
	out.Total = len(res.Items)
	w := res.NewWriter(res.Columns([]string{"code", "name", f.Key}))
	for _, it := range res.Items[:min(previewed, len(res.Items))] {
		out.Items = append(out.Items, row(json.RawMessage(w.Object(nil, it))))
	}
	return &body[previewOut]{out}, nil
}

// breaking is the filter of the projects that do not fulfil a condition of an
// attribute. What a new one holds is nothing yet.
func breaking(as, of, condition string) string {
	switch {
	case as == "shown_if":
		return "not " + condition
	case as == "required_if" && of == "":
		return condition
	case as == "required_if":
		return condition + " and " + of + " is empty"
	case of == "":
		return "1 = 0"
	}
	return of + " is not empty and not " + condition
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
