package api

import (
	"context"
	"encoding/json"
	"slices"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/constant"
	"vigie/room/field"
)

// someMoved is how many projects are named of those that a constant would change.
const someMoved = 5

type movedProject struct {
	Project named           `json:"project"`
	Was     json.RawMessage `json:"was"`
	Now     json.RawMessage `json:"now"`
}

type movedAttribute struct {
	Key      string         `json:"key"`
	Label    bilingual      `json:"label"`
	Gives    string         `json:"gives" doc:"The type of its values"`
	Projects int            `json:"projects" doc:"Of how many projects it would be another value"`
	Some     []movedProject `json:"some" doc:"A few of them"`
}

type constantPreview struct {
	Attributes []movedAttribute `json:"attributes" doc:"Those computed from it, in the order of the catalogue"`
	Projects   int              `json:"projects" doc:"How many projects would have another value in one of them"`
}

func (s *Server) previewConstant(ctx context.Context, in *setConstantIn) (*body[constantPreview], error) {
	who := auth.Who(ctx)
	if err := access.Must(constant.MayChange(who)); err != nil {
		return nil, err
	}
	all, err := constant.Load(ctx, s.DB)
	if err != nil {
		return nil, err
	}
	c, err := in.Body.constant(in.Key, all)
	if err != nil {
		return nil, err
	}
	then, err := constant.Foresee(all, func(s *constant.Set) { *s = s.With(c) })
	if err != nil {
		return nil, err
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	out, err := s.movedBy(who, live, live.WithConstants(then), c.ID)
	return answer(out, err)
}

// movedBy compares what is computed from a constant in two readings of the portfolio.
func (s *Server) movedBy(who access.Who, was, now *snapshot.Snapshot, id int64) (constantPreview, error) {
	out := constantPreview{Attributes: []movedAttribute{}}
	before, err := was.Set(who, snapshot.Query{})
	if err != nil {
		return out, err
	}
	after, err := now.Set(who, snapshot.Query{})
	if err != nil {
		return out, err
	}
	names, rows := was.Names(who), map[snapshot.Row]bool{}
	for _, f := range was.For(who).Catalogue.Fields {
		if f.Retired || id == 0 || !was.Catalogue.Rests(f, id) {
			continue
		}
		t, _ := f.FormulaType()
		moved := movedAttribute{Key: f.Key, Label: inBoth(f.Label), Gives: t.Key(), Some: []movedProject{}}
		a, b := before.Get(f), after.Get(now.For(who).Catalogue.Get(f.Key))
		for _, row := range before.Rows {
			x, y := a(row), b(row)
			if x.Equal(y) {
				continue
			}
			moved.Projects++
			rows[row] = true
			if len(moved.Some) < someMoved {
				of := was.CurrencyOf(row)
				moved.Some = append(moved.Some, movedProject{named{was.Public(row), was.Value(row, "name").S}, names.AppendValue(nil, f, x, of), names.AppendValue(nil, f, y, of)})
			}
		}
		out.Attributes = append(out.Attributes, moved)
	}
	out.Projects = len(rows)
	return out, nil
}

type constantsPast struct {
	Version int64         `json:"version"`
	At      string        `json:"at"`
	By      *named        `json:"by"`
	Changes []auditChange `json:"changes" doc:"What it changed, in the language of the caller"`
}

func (s *Server) constantHistory(ctx context.Context, _ *struct{}) (*body[list[constantsPast]], error) {
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	past, err := constant.History(ctx, s.DB, who)
	out, names := list[constantsPast]{Items: []constantsPast{}, Total: len(past)}, live.Names(who)
	for i, p := range past {
		was := constant.Set{}
		if i+1 < len(past) {
			was = past[i+1].Set
		}
		actor := int64(p.Change.Actor)
		out.Items = append(out.Items, constantsPast{p.Version, instant(p.Change.At), s.named(actor, names.Name(field.User, actor)), saidOfConstants(constant.Differences(was, p.Set), who.Lang)})
	}
	return answer(out, err)
}

func saidOfConstants(all []constant.Difference, l label.Lang) []auditChange {
	out := []auditChange{}
	for _, d := range all {
		out = append(out, auditChange{d.What.In(l), d.Was.In(l), d.Now.In(l)})
	}
	return out
}

// revertConstants keeps an earlier version again; 0 is that there are none.
func (s *Server) revertConstants(ctx context.Context, in *struct {
	Matching
	Body struct {
		To int64 `json:"to" minimum:"0" doc:"The version to keep again; 0 for none at all"`
	}
},
) (*constantsAnswer, error) {
	version, err := in.orNew()
	if err != nil {
		return nil, err
	}
	return s.keepConstants(ctx, func(tx *db.Tx, who access.Who) (constant.Set, error) {
		past, err := constant.History(ctx, tx, who)
		if err != nil {
			return constant.Set{}, err
		}
		then := constant.Set{}
		if in.Body.To != 0 {
			at := slices.IndexFunc(past, func(p constant.Past) bool { return p.Version == in.Body.To })
			if at < 0 {
				return then, fault.Invalid("to", label.T("There is no such version of the constants", "Cette version des constantes n’existe pas"))
			}
			then = past[at].Set
		}
		return field.ChangeConstants(ctx, tx, who, version, func(all *constant.Set) { all.Items = then.Items })
	})
}
