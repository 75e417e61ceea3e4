package api

import (
	"context"

	"vigie/door/auth"
	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/overview/agenda"
	"vigie/overview/fitting"
	"vigie/room/access"
	"vigie/room/field"
	design "vigie/room/form"
	"vigie/room/lifecycle"
	"vigie/room/record"
)

// formOf is the form with which the caller reads a line of the register.
func (g registry) formOf(ctx context.Context, in *ByID) (*body[fitOut], error) {
	id, err := g.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	live, err := g.keeper.Live(ctx)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	m, err := live.Get(who, id)
	if err != nil {
		return nil, err
	}
	fit, err := fitting.OfLine(ctx, g.DB, who, live, m, day.OfTime(g.DB.Now()))
	return answer(g.showFit(fit), err)
}

type newLineIn struct {
	Project   string `query:"project" maxLength:"20" doc:"To which the line is to belong"`
	Portfolio string `query:"portfolio" maxLength:"20" doc:"To which it is to belong where it concerns no project in particular"`
	Type      string `query:"type" maxLength:"60" doc:"The key of its type; what the catalogue begins with when empty"`
}

type newLineOut struct {
	Form   fitOut         `json:"form" doc:"The form with which the caller fills it in"`
	Values map[string]any `json:"values" doc:"The keys of the type and the status that it begins with; absent for none"`
	Starts []string       `json:"starts" doc:"The statuses in which a line of the type may begin; empty for any"`
}

// formOfNew is the form with which the caller fills in a line that there is not yet.
func (g registry) formOfNew(ctx context.Context, in *newLineIn) (*body[newLineOut], error) {
	live, err := g.keeper.Live(ctx)
	if err != nil {
		return nil, err
	}
	who, c := auth.Who(ctx), live.Catalogue()
	said, err := g.homeOf(ctx, live, who, in)
	if err != nil {
		return nil, err
	}
	of := lifecycle.ObjectOf(g.kind.Entity)
	if in.Type != "" {
		ids, err := optionIDs(c, design.List{Name: "type", Key: of.Type}, []string{in.Type})
		if err != nil {
			return nil, err
		}
		said[of.Type] = field.Int(ids[0])
	}
	today := day.OfTime(g.DB.Now())
	m, d, err := g.kind.Blank(ctx, g.DB, c, said, today)
	if err != nil {
		return nil, err
	}
	fit, err := fitting.OfLine(ctx, g.DB, who, live, m, today)
	out := newLineOut{Form: g.showFit(fit), Values: map[string]any{}, Starts: []string{}}
	for _, key := range []string{of.Type, of.Stage} {
		if f := c.Get(key); f != nil {
			if o, ok := f.OptionByID(m.Values[key].N); ok {
				out.Values[key] = o.Key
			}
		}
	}
	if d != nil {
		out.Starts = keysOfOptions(c, of.Stage, d.Starts())
	}
	return answer(out, err)
}

// homeOf is what a new line is to belong to, which the caller sees.
func (g registry) homeOf(ctx context.Context, live *agenda.Reading, who access.Who, in *newLineIn) (field.Values, error) {
	if in.Project == "" && in.Portfolio != "" && g.kind.Homes {
		p, err := g.portfolioByID(ctx, in.Portfolio)
		if err != nil {
			return nil, err
		}
		return field.Values{record.Portfolio: field.Int(p.ID)}, nil
	}
	id, err := g.DB.Unseal(in.Project)
	if err != nil {
		return nil, err
	}
	if !live.Projects.Shows(who, id) {
		return nil, fault.NotFound()
	}
	return field.Values{record.Project: field.Int(id)}, nil
}

// movesOf says where a line is in the life of its type, and the ways that lead on.
func (g registry) movesOf(ctx context.Context, in *ByID) (*body[movesOut], error) {
	id, err := g.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	c, err := g.course(ctx, g.kind.Entity)
	if err != nil {
		return nil, err
	}
	m, err := c.lines.Get(c.who, id)
	if err != nil {
		return nil, err
	}
	d, ways, err := g.kind.Ways(ctx, g.DB, c.who, c.c, m, day.OfTime(g.DB.Now()))
	if err != nil {
		return nil, err
	}
	out := movesOut{Bound: d != nil, Stage: c.key(c.of.Stage, m.Values[c.of.Stage].N), Stages: []stepOut{}, Moves: []wayOut{}}
	if shown := c.showLife(d); shown != nil {
		out.Stages = shown.Stages
	}
	for _, w := range ways {
		out.Moves = append(out.Moves, wayOut{c.key(c.of.Stage, w.To), inBoth(w.Label), w.Gate, w.Closed.IsZero(), w.Closed.In(c.who.Lang), keysOf(w.Missing)})
	}
	return &body[movesOut]{out}, nil
}
