package api

import (
	"context"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/decision"
	"vigie/room/field"
	"vigie/room/lifecycle"
	"vigie/room/project"
	"vigie/room/record"
)

type wayOut struct {
	To      string    `json:"to" doc:"The key of the stage it leads to"`
	Label   bilingual `json:"label" doc:"What is done; empty for none"`
	Gate    bool      `json:"gate" doc:"It takes the decision with it"`
	Open    bool      `json:"open" doc:"Whether the caller may take it with the project as it is, but for what is missing"`
	Closed  string    `json:"closed,omitempty" doc:"Why it is not open, in the language of the caller"`
	Missing []string  `json:"missing" doc:"The attributes that the stage asks for and the project does not have"`
}

type movesOut struct {
	Bound  bool      `json:"bound" doc:"False where the project moves freely: its type has no lifecycle"`
	Stage  string    `json:"stage"`
	Stages []stepOut `json:"stages" doc:"Of its lifecycle, in order"`
	Moves  []wayOut  `json:"moves"`
}

func (s *Server) listMoves(ctx context.Context, in *ByID) (*body[movesOut], error) {
	c, p, err := s.moving(ctx, in)
	if err != nil {
		return nil, err
	}
	d, ways, err := project.Ways(ctx, s.DB, c.who, c.live.Catalogue, p, c.live.On)
	if err != nil {
		return nil, err
	}
	out := movesOut{Bound: d != nil, Stage: c.key(lifecycle.Stage, p.Values[lifecycle.Stage].N), Stages: []stepOut{}, Moves: []wayOut{}}
	if shown := c.showLife(d); shown != nil {
		out.Stages = shown.Stages
	}
	for _, w := range ways {
		out.Moves = append(out.Moves, wayOut{c.key(lifecycle.Stage, w.To), inBoth(w.Label), w.Gate, w.Closed.IsZero(), w.Closed.In(c.who.Lang), keysOf(w.Missing)})
	}
	return &body[movesOut]{out}, nil
}

// moving finds the project that is to move, if the caller sees it.
func (s *Server) moving(ctx context.Context, in *ByID) (*course, *project.Project, error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, nil, err
	}
	c, err := s.course(ctx, project.Entity)
	if err != nil {
		return nil, nil, err
	}
	p, err := c.live.Get(c.who, id)
	return c, p, err
}

type takeMoveIn struct {
	ByID
	Matching
	Body struct {
		To       string     `json:"to" maxLength:"60" doc:"The key of the stage"`
		Changes  attributes `json:"changes,omitempty" doc:"What the stage asks for, and whatever changes with it"`
		Decision string     `json:"decision,omitempty" maxLength:"500" doc:"Through a gate: what was decided; it is kept among the decisions of the project"`
		Why      string     `json:"why,omitempty" maxLength:"500" doc:"The reason, for the history"`
	}
}

func (s *Server) takeMove(ctx context.Context, in *takeMoveIn) (*rowAnswer, error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	live, err := s.liveToFill(ctx, id, in.Body.Changes)
	if err != nil {
		return nil, err
	}
	e, err := editIn(ctx, live, id, version, in.Body.Changes, "")
	if err != nil {
		return nil, err
	}
	if err := into(live, &e, in.Body.To); err != nil {
		return nil, err
	}
	because(ctx, in.Body.Why)
	err = s.update(ctx, func(tx *db.Tx, who access.Who) error {
		return move(ctx, tx, who, live.Catalogue, e, project.OneLine(in.Body.Decision))
	})
	if err != nil {
		return nil, withSent(s.withCurrent(ctx, id, err), in.Body.Changes)
	}
	return s.showProject(ctx, id, When{})
}

// into has an edit lead to a stage.
func into(live *snapshot.Snapshot, e *project.Edit, key string) error {
	o, ok := live.Catalogue.Get(lifecycle.Stage).OptionByKey(key)
	if !ok {
		return fault.Invalid("to", label.F("There is no stage “%s”", "Il n’y a pas d’étape « %s »", key))
	}
	if e.Values == nil {
		e.Values = field.Values{}
	}
	e.Values[lifecycle.Stage] = field.Int(o.ID)
	return nil
}

// move leads a project to a stage and keeps the decision with which it passes a
// gate, in one change.
func move(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, e project.Edit, decided string) error {
	before, err := project.Get(ctx, tx, who, e.ID)
	if err != nil {
		return err
	}
	gate, err := gated(ctx, tx, before, e.Values)
	if err != nil {
		return err
	}
	if gate && decided == "" {
		return fault.Invalid("decision", label.T("Say what was decided: this move passes a gate", "Dites ce qui a été décidé : ce passage demande une décision"))
	}
	e.Decided = decided != ""
	if _, err := project.Change(ctx, tx, who, c, e); err != nil || decided == "" {
		return err
	}
	of, err := field.Load(ctx, tx, decision.Entity)
	if err != nil {
		return err
	}
	vs := field.Values{record.Project: field.Int(e.ID), "name": field.Str(decided), "owner": field.Ref(who.ID)}
	for list, key := range map[string]string{"kind": decision.Go, "status": decision.CarriedOut} {
		if o, ok := of.Get(list).OptionByKey(key); ok && !o.Retired {
			vs[list] = field.Int(o.ID)
		}
	}
	_, err = decision.Kind.Save(ctx, tx, who, of, record.Edit{Values: vs, States: true})
	return err
}

// gated reports whether an edit leads a project through a gate.
func gated(ctx context.Context, tx *db.Tx, p *project.Project, to field.Values) (bool, error) {
	l, err := lifecycle.Get(ctx, tx, p.Values[lifecycle.Type].N)
	if err != nil || l.Holds == nil {
		return false, err
	}
	m := l.Holds.Move(p.Values[lifecycle.Stage].N, to[lifecycle.Stage].N)
	return m != nil && m.Gate, nil
}
