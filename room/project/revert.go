package project

import (
	"cmp"
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
	Keys    []string // only these attributes, or months of them (weather@2026-10); all that differ when empty
}

// Differs returns how a project would change if it were brought back. Computed and read-only attributes follow
// and are left alone; the monthly ones are told by MonthsDiffer.
func Differs(ctx context.Context, d *db.DB, who access.Who, c *field.Catalogue, b Back) ([]Difference, error) {
	now, was, err := nowAndThen(ctx, d, who, &b)
	if err != nil {
		return nil, err
	}
	veil := c.Veil(who, now.Unit(), now.ID)
	var out []Difference
	for _, diff := range Compare(now, was) {
		f := c.Get(diff.Key)
		if f == nil || f.Kind == field.Computed || f.ReadOnly || f.PerMonth || f.Retired || diff.AfterText != "" || veil.Locks(diff.Key) {
			continue
		}
		if b.wants(diff.Key) {
			out = append(out, diff)
		}
	}
	return out, nil
}

func (b Back) wants(key string) bool { return len(b.Keys) == 0 || slices.Contains(b.Keys, key) }

// nowAndThen reads both states, and fills in the day of the change that b names.
func nowAndThen(ctx context.Context, d *db.DB, who access.Who, b *Back) (now, was *Project, err error) {
	if now, err = Get(ctx, d, who, b.ID); err != nil {
		return nil, nil, err
	}
	if !who.CanProject(access.ReadHistory, now.ID, now.Unit(), now.Manager()) {
		return nil, nil, fault.Forbidden()
	}
	was, err = wasAt(ctx, d, who, b)
	return now, was, err
}

func wasAt(ctx context.Context, d *db.DB, who access.Who, b *Back) (*Project, error) {
	if b.After != 0 {
		at, err := db.Get[int64](ctx, d, "SELECT at FROM change WHERE number = $1", b.After)
		if err != nil {
			return nil, err
		}
		b.On = day.OfTime(time.UnixMilli(at).In(d.Now().Location()))
	}
	was, err := GetAsOf(ctx, d, who, b.ID, b.On, b.After)
	if fault.KindOf(err) == fault.Missing {
		return nil, fault.Invalid("as_of", label.T("The project was not there yet on this date", "Le projet n’existait pas encore à cette date"))
	}
	return was, err
}

// Revert brings a project back to what it was, as one more change of today: the
// past stays as it is. Values of locked months stay too; no lifecycle stands in the way
// of a stage in which the project was.
func Revert(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, b Back, differences []Difference, months []MonthDifference) error {
	edits := []Edit{{ID: b.ID, Version: b.Version, Values: field.Values{}, States: true}}
	for _, d := range differences {
		edits[0].Values[d.Key] = d.After
	}
	for _, m := range months {
		if !m.Locked {
			edits = append(edits, Edit{ID: b.ID, Month: m.Month, Values: field.Values{m.Key: m.Then}, States: true})
		}
	}
	out, err := Write(ctx, tx, who, c, edits)
	for _, o := range out {
		err = cmp.Or(err, o.Err)
	}
	return err
}
