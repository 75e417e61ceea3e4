package baseline

import (
	"context"

	"vigie/engine/schedule"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/plan"
)

// ForeseeShift returns what shifting the reference of a plan would lead to: the items of it
// that would stand elsewhere, and the reference as it is. mark is that of the plan that was
// read, of whose key dates the reference has its dates. Nothing is kept.
func ForeseeShift(ctx context.Context, q db.Querier, who access.Who, project int64, mark string, s plan.Shift) (*Baseline, []plan.Moved, error) {
	if _, err := editable(ctx, q, who, project); err != nil {
		return nil, nil, err
	}
	b, _, moved, err := shifted(ctx, q, who, project, mark, s)
	return b, moved, err
}

// ChangeShift shifts the reference of a plan, as one change, with the dates that it gives
// the project and its key dates. version is that of the reference that was read, besides
// the mark of the plan. What began since shifts too: a promise is moved whole.
func ChangeShift(ctx context.Context, tx *db.Tx, who access.Who, c Catalogues, project int64, mark string, version int64, s plan.Shift) (*Baseline, []plan.Moved, error) {
	if version <= 0 {
		return nil, nil, fault.Invalid("reference_version", label.T("Give the version that was read, as the preview answers it", "Donnez la version qui a été lue, telle que l’aperçu la donne"))
	}
	if _, err := held(ctx, tx, who, project, 0, version); err != nil {
		return nil, nil, noReference(err)
	}
	b, content, moved, err := shifted(ctx, tx, who, project, mark, s)
	if err != nil || len(moved) == 0 {
		return b, moved, err
	}
	if err := b.keepContent(ctx, tx, content); err != nil {
		return nil, nil, err
	}
	if err := b.lead(ctx, tx, who, c, content); err != nil {
		return nil, nil, err
	}
	return b, moved, put(ctx, tx, b)
}

func noReference(err error) error {
	if fault.KindOf(err) == fault.Missing {
		return fault.Conflict(label.T("This plan has no baseline in force to shift; save one first", "Ce plan n’a pas de référence en vigueur à décaler\u202f; enregistrez-en d’abord une"))
	}
	return err
}

// shifted is the reference with a part of it elsewhere.
func shifted(ctx context.Context, q db.Querier, who access.Who, project int64, mark string, s plan.Shift) (*Baseline, *Content, []plan.Moved, error) {
	if err := s.Check(); err != nil {
		return nil, nil, nil, err
	}
	b, content, err := Get(ctx, q, who, project, 0)
	if err != nil {
		return nil, nil, nil, noReference(err)
	}
	if err := content.promise(ctx, q, project); err != nil {
		return nil, nil, nil, err
	}
	v, err := plan.Get(ctx, q, who, project)
	if err != nil {
		return nil, nil, nil, err
	}
	if v.Mark != mark {
		return nil, nil, nil, fault.Outdated(v)
	}
	chosen, err := content.part(v, s)
	if err != nil {
		return nil, nil, nil, err
	}
	var moved []plan.Moved
	for n := range content.Items {
		i := &content.Items[n]
		if !chosen[i.ID] {
			continue
		}
		was := *i
		i.Start, i.Finish = v.Later(i.ID, was.Start, s.Days, false), v.Later(i.ID, was.Finish, s.Days, true)
		if i.Day != 0 {
			i.Day = v.Later(i.ID, schedule.At(was.Day, 12*60), s.Days, true).Day()
		}
		moved = append(moved, plan.Moved{ID: i.ID, Name: i.Name, Kind: i.Kind, Start: i.Start, Finish: i.Finish, WasStart: was.Start, WasEnds: was.Finish})
	}
	if err := s.Stays(moved); err != nil {
		return nil, nil, nil, err
	}
	content.widen(moved, s, v)
	return b, content, moved, nil
}

// part are the items of a content that a shift is about. Lines are those of the plan as it
// is now; what was deleted since goes with the whole only.
func (c *Content) part(v *plan.View, s plan.Shift) (map[int64]bool, error) {
	out := map[int64]bool{}
	if s.Part == "" {
		for _, i := range c.Items {
			out[i.ID] = true
		}
		return out, nil
	}
	at, from := -1, schedule.Time(0)
	for n, r := range v.Rows {
		if r.ID == s.From {
			at, from = n, r.Dates.EarlyStart
		}
	}
	if at < 0 {
		return nil, fault.Invalid("from", label.T("There is no such line in this plan; somebody may have deleted it: read the plan again", "Cette ligne n’est pas dans ce plan\u202f; quelqu’un l’a peut-être supprimée\u202f: relisez le plan"))
	}
	for n, r := range v.Rows {
		if s.Part == plan.Below && n >= at || s.Part == plan.Later && r.Dates.EarlyStart >= from {
			out[r.ID] = true
		}
	}
	return out, nil
}

// widen moves the start and the end of the project that were promised: both with the
// whole, the end alone with a part.
func (c *Content) widen(moved []plan.Moved, s plan.Shift, v *plan.View) {
	if len(moved) == 0 {
		return
	}
	if c.End != 0 {
		c.End = v.Later(0, schedule.At(c.End, 12*60), s.Days, true).Day()
	}
	if c.Start != 0 && s.Part == "" {
		c.Start = v.Later(0, schedule.At(c.Start, 12*60), s.Days, false).Day()
	}
}
