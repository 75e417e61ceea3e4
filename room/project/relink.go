package project

import (
	"context"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// LinkReversal is what taking a change back would do to one link.
type LinkReversal struct {
	Link
	Ends   bool       // the change made it
	Why    label.Text // why it cannot go back; zero when it can
	Denied bool       // Why is that the person may not
}

// LinkReversals returns what taking a change back would do to the links that it made
// or untied, of projects that the person may see.
func LinkReversals(ctx context.Context, q db.Querier, who access.Who, change int64) ([]LinkReversal, error) {
	ids, lines, err := db.LinesOf(ctx, q, LinkEntity, change)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	var out []LinkReversal
	for _, id := range ids {
		before, after := db.Step(lines[id], change)
		there, gone := before != nil && !before.Data.Null, after != nil && after.Data.Null
		if there != gone {
			continue // it was changed, and neither made nor untied
		}
		data := after
		if gone {
			data = before
		}
		l, err := recordedLink(data)
		if err != nil {
			return nil, err
		}
		from, err := Get(ctx, q, who, l.From)
		if err != nil || !who.CanProject(access.ReadHistory, from.ID, from.Unit(), from.Manager()) {
			continue
		}
		now, err := db.Select[Link](ctx, q, "SELECT "+db.Columns[Link]("")+" FROM project_link WHERE id = $1", id)
		if err != nil {
			return nil, err
		}
		r := LinkReversal{Link: l, Ends: !gone}
		switch {
		case (len(now) > 0) == gone:
			continue // it is as it was
		case !who.CanProject(access.EditProject, from.ID, from.Unit(), from.Manager()):
			r.Denied, r.Why = true, label.T("You may not edit this project", "Vous ne pouvez pas modifier ce projet")
		case from.State == Deleted:
			r.Why = label.T("The project is in the bin; restore it first", "Le projet est dans la corbeille\u202f; restaurez-le d’abord")
		}
		out = append(out, r)
	}
	return out, nil
}

func recordedLink(h *db.Recorded) (Link, error) {
	vs, _, err := field.DecodeAll(h.Data.S)
	return Link{ID: h.Object, Version: h.Version, Kind: vs["kind"].S, From: vs["from"].N, To: vs["to"].N, Note: vs["note"].S}, err
}

// Relink takes back what a change did to a link.
func Relink(ctx context.Context, tx *db.Tx, who access.Who, r LinkReversal) error {
	if r.Ends {
		return RemoveLink(ctx, tx, who, r.From, r.ID)
	}
	_, err := AddLink(ctx, tx, who, r.Link)
	return err
}
