package api

import (
	"context"
	"net/http"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/overview/agenda"
	"vigie/room/access"
	"vigie/room/baseline"
	"vigie/room/plan"
)

func (s *Server) planShiftRoutes(a *frame) {
	register(a, op(http.MethodPost, "/projects/{id}/plan/shift", "Move a plan, or a part of it, or its reference, by working days; with preview, say what would move and keep nothing"), s.shiftPlan)
}

type shiftIn struct {
	ByID
	Matching
	Preview bool `query:"preview" doc:"Say what would move, and keep nothing"`
	Body    struct {
		Days  int    `json:"days" doc:"Working days of each item; negative for earlier"`
		Part  string `json:"part,omitempty" enum:"all,below,later" doc:"below: a line and all under it; later: what starts when it does, or later"`
		From  string `json:"from,omitempty" maxLength:"20" doc:"The line, of a part"`
		Dates string `json:"dates,omitempty" enum:"current,reference" doc:"Which dates move: those of the plan, or those of its reference"`
		Read  int64  `json:"reference_version,omitempty" doc:"Of the reference that was read, as the preview answers it; needed to shift it"`
	}
}

type shiftOut struct {
	Preview bool       `json:"preview" doc:"Nothing was kept"`
	Change  int64      `json:"change,omitempty" doc:"The number of the change, by which it is taken back"`
	Moved   []movedOut `json:"moved" doc:"What is elsewhere, in the order of the tree"`
	Held    int        `json:"held" doc:"How many items stay short: what they wait for, or are bound by, does not move"`
	Finish  string     `json:"finish" doc:"When all is done then"`
	Was     string     `json:"was_finish"`
	Version int64      `json:"reference_version,omitempty" doc:"Of the reference, where its dates are asked for"`
}

func (s *Server) shiftPlan(ctx context.Context, in *shiftIn) (*body[shiftOut], error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	ask := plan.Shift{Days: in.Body.Days, Part: in.Body.Part}
	if ask.Part == "all" {
		ask.Part = ""
	}
	if in.Body.From != "" && ask.Part != "" {
		if ask.From, err = s.DB.Unseal(in.Body.From); err != nil {
			return nil, err
		}
	}
	mark, err := in.mark()
	if err != nil {
		return nil, err
	}
	out := &shiftOut{Preview: in.Preview, Moved: []movedOut{}}
	if in.Body.Dates == "reference" {
		err = s.shiftReference(ctx, id, mark, in.Body.Read, ask, out)
	} else {
		err = s.shiftCurrent(ctx, id, mark, ask, out)
	}
	out.Change = changeOf(ctx)
	return answer(*out, err)
}

func (s *Server) shiftCurrent(ctx context.Context, id int64, mark string, ask plan.Shift, out *shiftOut) error {
	who := auth.Who(ctx)
	before, err := plan.Get(ctx, s.DB, who, id)
	if err != nil {
		return err
	}
	var done *plan.Shifted
	if out.Preview {
		done, err = plan.ForeseeShift(ctx, s.DB, who, id, mark, ask)
	} else {
		done, err = s.keepShift(ctx, id, mark, ask)
	}
	if err != nil {
		return s.showingPlan(ctx, err)
	}
	out.Held, out.Was, out.Finish = done.Held, minuteText(before.Finish), minuteText(done.Finish)
	out.Moved = s.showMoved(done.Moved)
	return nil
}

func (s *Server) keepShift(ctx context.Context, id int64, mark string, ask plan.Shift) (out *plan.Shifted, err error) {
	live, err := s.Agenda.Of(agenda.Kinds[0]).Live(ctx)
	if err != nil {
		return nil, err
	}
	c := live.Catalogue()
	err = s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		out, err = plan.ChangeShift(ctx, tx, who, c, id, mark, ask)
		return err
	})
	return out, err
}

func (s *Server) shiftReference(ctx context.Context, id int64, mark string, version int64, ask plan.Shift, out *shiftOut) error {
	c, err := s.baselineCatalogues(ctx)
	if err != nil {
		return err
	}
	var b *baseline.Baseline
	var moved []plan.Moved
	if out.Preview {
		b, moved, err = baseline.ForeseeShift(ctx, s.DB, auth.Who(ctx), id, mark, ask)
	} else {
		err = s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
			b, moved, err = baseline.ChangeShift(ctx, tx, who, c, id, mark, version, ask)
			return err
		})
	}
	if err != nil {
		return s.showingBaseline(ctx, s.showingPlan(ctx, err))
	}
	out.Moved, out.Version = s.showMoved(moved), b.Version
	for _, m := range out.Moved {
		out.Finish, out.Was = max(out.Finish, m.Finish), max(out.Was, m.WasFinish)
	}
	return nil
}

func (s *Server) showMoved(all []plan.Moved) []movedOut {
	out := make([]movedOut, 0, len(all))
	for _, m := range all {
		out = append(out, movedOut{s.planID(m.ID), m.Name, string(m.Kind), minuteText(m.Start), minuteText(m.Finish), minuteText(m.WasStart), minuteText(m.WasEnds)})
	}
	return out
}
