package project

import (
	"context"
	"slices"

	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/field"
	"vigie/room/lifecycle"
)

// retype holds a change of type to the life that the project leaves: it is no way
// around the moves of the one, nor into the middle of the other. d is what holds for
// it then, nil for nothing. Whoever draws lifecycles may put a project right.
func (w *writer) retype(ctx context.Context, d, left *lifecycle.Definition, p, old *Project, e *Edit) ([]fault.Detail, error) {
	mends := lifecycle.MayChange(w.who)
	if d == nil {
		if left == nil || mends {
			return nil, nil
		}
		return []fault.Detail{{Where: lifecycle.Type, Text: label.T(
			"A project is taken out of the life of its type by whoever defines types; choose another type instead",
			"Seul qui définit les types sort un projet du cycle de vie du sien\u202f; choisissez plutôt un autre type")}}, nil
	}
	stage, was := p.Values[lifecycle.Stage], old.Values[lifecycle.Stage]
	_, said := e.Values[lifecycle.Stage]
	switch {
	case left != nil && !said && d.Step(stage.N) == nil:
		p.setValue(lifecycle.Stage, field.Int(d.Starts()[0]))
	case left != nil && !mends && !stage.Equal(was) && d.Step(stage.N) != nil && !slices.Contains(d.Starts(), stage.N):
		return refused(label.F("With another type, a project stays in its stage or begins in: %s", "Avec un autre type, un projet reste à son étape ou commence par\u202f: %s", w.stages(d.Starts()))), nil
	}
	return w.move(ctx, d, p, old, e)
}
