package plan

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"

	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

// Held is what the phases and tasks of all plans hold by the catalogue.
type Held struct {
	Catalogue *field.Catalogue
	Values    []field.Values
}

// Everywhere reads what the phases and tasks of all plans hold, for whoever defines what
// they have; what they may not read is not among it.
func Everywhere(ctx context.Context, q db.Querier, who access.Who) (*Held, error) {
	c, err := field.Load(ctx, q, field.Task)
	if err != nil {
		return nil, err
	}
	out := &Held{Catalogue: c.For(who)}
	if !field.MayDefine(who) {
		return out, nil
	}
	a := attributes{slots: c.Slots()}
	return out, holding(ctx, q, func(i *Item) error {
		held := a.stored(i)
		maps.DeleteFunc(held, func(key string, _ field.Value) bool { return out.Catalogue.Get(key) == nil })
		out.Values = append(out.Values, held)
		return nil
	})
}

// holding calls f for every phase and task that holds values.
func holding(ctx context.Context, q db.Querier, f func(*Item) error) error {
	return db.Each(ctx, q, func(r *itemRow) error {
		i := &Item{ID: r.ID, Version: r.Version, Project: r.Project, Parent: int64(r.Parent), Place: r.Place, Kind: Kind(r.Kind), Name: r.Name}
		if err := json.Unmarshal([]byte(r.Body), &i.Body); err != nil {
			return fmt.Errorf("reading item %d of a plan: %w", r.ID, err)
		}
		if len(i.Values) == 0 {
			return nil
		}
		return f(i)
	}, "SELECT "+db.Columns[itemRow]("")+` FROM activity WHERE body LIKE '%"values":%' ORDER BY project_id, id`)
}

// ReplaceOptions gives whatever holds a value of a list the one that takes its place. The
// person must be allowed to edit each project; those in the bin keep what they have.
func ReplaceOptions(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, key string, swaps []field.Swap) error {
	a := attributes{slots: c.Slots()}
	swap := func(i *Item) bool {
		vs := a.stored(i)
		v, changed := vs[key].Swapped(swaps)
		if changed {
			vs[key] = v
			i.Values = a.store(vs)
		}
		return changed
	}
	var projects []int64
	err := holding(ctx, tx, func(i *Item) error {
		if swap(i) && (len(projects) == 0 || projects[len(projects)-1] != i.Project) {
			projects = append(projects, i.Project)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, id := range projects {
		if err := keepSwapped(ctx, tx, who, id, swap); err != nil {
			return err
		}
	}
	return nil
}

// keepSwapped swaps values of the items of one plan, as they are once nobody else can
// change it.
func keepSwapped(ctx context.Context, tx *db.Tx, who access.Who, id int64, swap func(*Item) bool) error {
	if err := hold(ctx, tx, who, id); err != nil {
		return err
	}
	d, err := load(ctx, tx, who, id)
	if err != nil {
		return err
	}
	if d.project.State == project.Deleted {
		return nil
	}
	if err := d.may(); err != nil {
		return err
	}
	for _, i := range d.items {
		swap(i)
	}
	if err := d.reckon(); err != nil {
		return err
	}
	changed, err := d.keepItems(ctx, tx)
	if err != nil || !changed {
		return err
	}
	return d.keepSettings(ctx, tx)
}
