package api

import (
	"context"
	"net/http"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

type batchIn struct {
	Body struct {
		Items []struct {
			ID      string     `json:"id" maxLength:"20"`
			Version int64      `json:"version"`
			Changes attributes `json:"changes"`
			Unread  unread     `json:"unread,omitempty" doc:"Imported texts that are no value, by attribute: put back where a value had taken their place"`
			State   string     `json:"state,omitempty" enum:"active,archived,deleted" doc:"Bring the project into the archive or the bin, or back"`
		} `json:"items" maxItems:"5000"`
		Partial bool   `json:"partial,omitempty" doc:"Keep what is accepted; otherwise all or nothing"`
		Why     string `json:"why,omitempty" maxLength:"500" doc:"The reason, for the history"`
	}
}

// unread is imported text that is no value, by attribute.
type unread map[string]string

// longestUnread is how long such a text may be, in bytes.
const longestUnread = 10_000

// unreadIn accepts texts for the attributes that may be entered.
func unreadIn(c *field.Catalogue, in unread) (map[string]string, error) {
	var bad []fault.Detail
	for key, text := range in {
		if f := c.Get(key); f == nil || f.Retired || f.ReadOnly || f.Kind == field.Computed || text == "" || len(text) > longestUnread {
			bad = append(bad, fault.Detail{Where: key, Text: label.F("“%s” takes no text that could not be read", "« %s » ne prend pas de texte illisible", key)})
		}
	}
	return in, fault.InvalidAll(bad)
}

type batchLine struct {
	ID      string   `json:"id"`
	Status  int      `json:"status" doc:"As the same change alone would have been answered; 424 when it was not done because of others"`
	Row     *row     `json:"row,omitempty"`
	Problem *Problem `json:"problem,omitempty"`
}

// changeProjects changes many projects in one transaction, and says line by
// line what happened.
func (s *Server) changeProjects(ctx context.Context, in *batchIn) (*body[list[batchLine]], error) {
	because(ctx, in.Body.Why)
	edits := make([]project.Edit, len(in.Body.Items))
	faults := make([]error, len(edits))
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	ids, bodies := make([]int64, len(edits)), []attributes(nil)
	for i, item := range in.Body.Items {
		if ids[i], faults[i] = s.DB.Unseal(item.ID); faults[i] == nil {
			faults[i] = mayFill(live, auth.Who(ctx), ids[i], item.Changes)
		}
		if faults[i] == nil {
			bodies = append(bodies, item.Changes)
		}
	}
	if live, err = s.liveFor(ctx, bodies...); err != nil {
		return nil, err
	}
	for i, item := range in.Body.Items {
		id, err := ids[i], faults[i]
		if err == nil && item.Version <= 0 {
			err = fault.Invalid("version", versionMissing)
		}
		if err == nil {
			edits[i], err = editIn(ctx, live, id, item.Version, item.Changes, "")
			edits[i].State = project.State(item.State)
		}
		if err == nil {
			edits[i].Unread, err = unreadIn(live.Catalogue, item.Unread)
		}
		faults[i] = err
	}
	refused := refusedIn(faults)
	if !refused || in.Body.Partial {
		err := s.update(ctx, func(tx *db.Tx, who access.Who) error {
			return writeBatch(ctx, tx, who, live.Catalogue, edits, faults, in.Body.Partial)
		})
		if err != nil && err != errRefused {
			return nil, err
		}
		refused = err == errRefused
	}
	return s.batchAnswer(ctx, in, edits, faults, refused && !in.Body.Partial)
}

// errRefused rolls a batch back that is all or nothing.
var errRefused = fault.Conflict(versionMissing)

// writeBatch makes the edits that have no fault so far, and notes the faults
// of those that are refused.
func writeBatch(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, edits []project.Edit, faults []error, partial bool) error {
	var todo []project.Edit
	var places []int
	for i, e := range edits {
		if faults[i] == nil {
			todo, places = append(todo, e), append(places, i)
		}
	}
	if len(todo) == 0 {
		return nil
	}
	out, err := project.Write(ctx, tx, who, c, todo)
	if err != nil {
		return err
	}
	for n, o := range out {
		faults[places[n]] = o.Err
	}
	if refusedIn(faults) && !partial {
		return errRefused
	}
	return nil
}

func refusedIn(faults []error) bool {
	for _, f := range faults {
		if f != nil {
			return true
		}
	}
	return false
}

func (s *Server) batchAnswer(ctx context.Context, in *batchIn, edits []project.Edit, faults []error, nothing bool) (*body[list[batchLine]], error) {
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	out := list[batchLine]{Items: make([]batchLine, len(edits)), Total: len(edits)}
	for i := range edits {
		line := batchLine{ID: in.Body.Items[i].ID, Status: http.StatusOK}
		switch {
		case faults[i] != nil:
			line.Problem = problemOf(ctx, withSent(s.withCurrent(ctx, edits[i].ID, faults[i]), in.Body.Items[i].Changes))
			line.Status = line.Problem.Status
		case nothing:
			line.Status = http.StatusFailedDependency
		default:
			// Without a row when the change took the project out of the caller's sight.
			if shown, err := showIn(ctx, live, nil, edits[i].ID); err == nil {
				line.Row = &shown.Body
			}
		}
		out.Items[i] = line
	}
	return &body[list[batchLine]]{out}, nil
}

var versionMissing = label.T("Say which version you changed", "Indiquez la version que vous avez modifiée")
