package dashboard

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/project"
)

// Owner is the project whose own layout is kept in a version of the history; 0 for a
// layout of people, of portfolios or of the configuration.
func Owner(data string) int64 {
	var m remembered
	if json.Unmarshal([]byte(data), &m) != nil {
		return 0
	}
	id, of := strings.CutPrefix(m.Place, "project:")
	n, err := strconv.ParseInt(id, 10, 64)
	if !of || err != nil {
		return 0
	}
	return n
}

// Reversal is what taking a change back would make of the layout of a project.
type Reversal struct {
	ID, Project int64
	Ends        bool       // it would be given up
	Why         label.Text // why it cannot go back; zero when it can
	Denied      bool       // Why is that the person may not

	was     []Block
	version int64
}

// Reversals returns what a change did to the layouts of projects whose history the person
// may read.
func Reversals(ctx context.Context, q db.Querier, who access.Who, change int64) ([]Reversal, error) {
	ids, lines, err := db.LinesOf(ctx, q, Entity, change)
	if err != nil {
		return nil, err
	}
	var out []Reversal
	for _, id := range ids {
		before, after := db.Step(lines[id], change)
		if after == nil || Owner(after.Data.S) == 0 {
			continue
		}
		p, err := project.Get(ctx, q, who, Owner(after.Data.S))
		if fault.KindOf(err) == fault.Missing {
			continue
		}
		if err != nil {
			return nil, err
		}
		if !who.CanProject(access.ReadHistory, p.ID, p.Unit(), p.Manager()) {
			continue
		}
		r := Reversal{ID: id, Project: p.ID}
		if before != nil {
			var m remembered
			if err := json.Unmarshal([]byte(before.Data.S), &m); err != nil {
				return nil, fmt.Errorf("reading how a project was laid out: %w", err)
			}
			r.was = m.Blocks
		}
		r.Ends = r.was == nil
		now, err := Get(ctx, q, who, OfProject, OfOne(p))
		if err != nil {
			return nil, err
		}
		r.version = now.Version
		switch {
		case !OfOne(p).may(who, OfProject):
			r.Why, r.Denied = label.T("You may not edit this project", "Vous ne pouvez pas modifier ce projet"), true
		case now.Version != after.Version:
			r.Why = label.T("The summary was arranged otherwise since", "La synthèse a été disposée autrement depuis")
		case r.Ends && now.Blocks == nil:
			r.Why = label.T("The project has no layout of its own any more", "Le projet n’a plus de disposition à lui")
		}
		out = append(out, r)
	}
	return out, nil
}

// Return carries a reversal out.
func Return(ctx context.Context, tx *db.Tx, who access.Who, r Reversal) error {
	p, err := project.Get(ctx, tx, who, r.Project)
	if err != nil {
		return err
	}
	if r.Ends {
		return Reset(ctx, tx, who, OfProject, OfOne(p), r.version)
	}
	_, err = Keep(ctx, tx, who, OfProject, OfOne(p), r.version, r.was)
	return err
}
