package project

import (
	"context"
	"slices"
	"time"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// Back says to what state a project is to be brought back.
type Back struct {
	ID      int64
	Version int64    // the version that was read; 0 does not ask
	On      day.Day  // as it was at the end of this day
	After   int64    // or as it was known after this change, on its day
	Keys    []string // only these attributes; all that differ when empty
}

// Differs returns how a project would change if it were brought back. Computed, monthly and read-only attributes are left alone: the months have
// their own past, the others follow.
func Differs(ctx context.Context, d *db.DB, who access.Who, c *field.Catalogue, b Back) ([]Difference, error) {
	now, err := Get(ctx, d, who, b.ID)
	if err != nil {
		return nil, err
	}
	if !who.CanProject(access.ReadHistory, now.ID, now.Unit(), now.Manager()) {
		return nil, fault.Forbidden()
	}
	was, err := wasAt(ctx, d, who, b)
	if err != nil {
		return nil, err
	}
	var out []Difference
	for _, diff := range Compare(now, was) {
		f := c.Get(diff.Key)
		if f == nil || f.Kind == field.Computed || f.ReadOnly || f.PerMonth || f.Retired || diff.AfterText != "" {
			continue
		}
		if len(b.Keys) == 0 || slices.Contains(b.Keys, diff.Key) {
			out = append(out, diff)
		}
	}
	return out, nil
}

func wasAt(ctx context.Context, d *db.DB, who access.Who, b Back) (*Project, error) {
	on := b.On
	if b.After != 0 {
		at, err := db.Get[int64](ctx, d, "SELECT at FROM change WHERE number = $1", b.After)
		if err != nil {
			return nil, err
		}
		on = day.OfTime(time.UnixMilli(at).In(d.Now().Location()))
	}
	was, err := GetAsOf(ctx, d, who, b.ID, on, b.After)
	if fault.KindOf(err) == fault.Missing {
		return nil, fault.Invalid("as_of", label.T("The project was not there yet on this date", "Le projet n’existait pas encore à cette date"))
	}
	return was, err
}

// Revert brings a project back to what it was, as one more change of today: the
// past stays as it is.
func Revert(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, b Back, differences []Difference) (*Project, error) {
	vs := field.Values{}
	for _, d := range differences {
		vs[d.Key] = d.After
	}
	return Change(ctx, tx, who, c, Edit{ID: b.ID, Version: b.Version, Values: vs})
}
