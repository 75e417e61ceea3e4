package api

import (
	"context"
	"encoding/json"
	"slices"

	"vigie/door/auth"
	"vigie/engine/formula"
	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/agenda"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/plan"
	"vigie/room/project"
)

// previewCondition says which lines of a register, or how many tasks, do not fulfil a
// condition that is being typed for one of their attributes.
func (s *Server) previewCondition(ctx context.Context, in *previewIn) (*body[previewOut], error) {
	as, who := in.Body.As, auth.Who(ctx)
	if as != "rule" && as != "required_if" {
		return problemInFormula(fault.Invalid("formula", label.T("Only attributes of projects are computed, or shown under a condition", "Seuls les attributs de projets sont calculés, ou montrés sous condition")), who.Lang)
	}
	c, names, err := s.definitions(ctx, in.object())
	if err != nil {
		return nil, err
	}
	if c, err = in.Body.Own.with(c); err != nil {
		return nil, err
	}
	stored, err := c.ParseFormula(in.Body.Formula, who.Lang, names)
	if err != nil {
		return problemInFormula(err, who.Lang)
	}
	e := field.ParseStored(stored)
	out := previewOut{Gives: e.Type().Key(), Items: []row{}, Filter: "1 = 0"}
	switch {
	case e.Type() != formula.Bool:
		return problemInFormula(fault.Invalid("formula", field.NotYesOrNo), who.Lang)
	case c.LooksBelow(e):
		return problemInFormula(fault.Invalid("formula", field.LooksBelowText), who.Lang)
	case slices.Contains(e.Uses(), ownID): // it holds nothing yet
	case !mayTry(who, c, e, in.object(), in.Body.Of):
		return problemInFormula(fault.Invalid("formula", label.T("You may not read everything that this looks at: what does not fulfil it is not counted", "Vous ne pouvez pas lire tout ce que ceci regarde\u202f: ce qui n’y satisfait pas n’est pas compté")), who.Lang)
	case in.object() == field.Task:
		out.Total, err = s.tasksBreaking(ctx, c, e, as, in.Body.Of)
	default:
		out.Filter = breaking(as, in.Body.Of, "("+c.ConditionText(e, names).EN+")")
		err = s.linesBreaking(ctx, in.object(), &out)
	}
	return answer(out, err)
}

// mayTry reports whether a person may learn what does not fulfil a condition of an
// attribute: what he may not read would be told by it. Lines are tried with what he reads
// of them, and tasks with what they hold, which he must be allowed to read everywhere.
func mayTry(who access.Who, c *field.Catalogue, e *formula.Expr, object, of string) bool {
	held := who.MarksSomewhere()
	if object == field.Task {
		held = who.MarksEverywhere()
	}
	f := c.Get(of)
	return c.Opens(e, held) && (f == nil || c.Readable(f, held))
}

// linesBreaking finds the lines of a register that a filter finds.
func (s *Server) linesBreaking(ctx context.Context, object string, out *previewOut) error {
	live, err := s.Agenda.Of(agenda.KindOf(object)).Live(ctx)
	if err != nil {
		return err
	}
	res, err := live.List(auth.Who(ctx), agenda.Query{Filter: out.Filter, Sort: []snapshot.Sort{{Key: "name"}}})
	if err != nil {
		return err
	}
	out.Total = len(res.Items)
	w := res.NewWriter(res.Columns([]string{"name", "project"}), s.DB.Seal)
	for _, it := range res.Items[:min(previewed, len(res.Items))] {
		out.Items = append(out.Items, row(json.RawMessage(w.Object(nil, it))))
	}
	return nil
}

// tasksBreaking counts the phases and tasks of all plans that do not fulfil a condition of
// one of their attributes.
func (s *Server) tasksBreaking(ctx context.Context, c *field.Catalogue, e *formula.Expr, as, of string) (n int, err error) {
	held, err := plan.Everywhere(ctx, s.DB, auth.Who(ctx))
	if err != nil {
		return 0, err
	}
	today := day.OfTime(s.DB.Now())
	for _, vs := range held.Values {
		holds, filled := (&project.Project{Values: vs}).Fulfils(e, c, today), vs[of].Set
		if as == "rule" && filled && !holds || as == "required_if" && !filled && holds {
			n++
		}
	}
	return n, nil
}
