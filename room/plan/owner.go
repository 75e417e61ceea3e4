package plan

import (
	"context"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

// meet reads what those are called who see to items, or are to by a batch.
func (d *draft) meet(ctx context.Context, q db.Querier, edits []Edit) error {
	if d.people == nil {
		d.people = map[int64]string{}
	}
	wanted := map[int64]bool{}
	for _, i := range d.items {
		wanted[i.Owner] = true
	}
	for _, e := range edits {
		if e.Set.Owner != nil {
			wanted[*e.Set.Owner] = true
		}
	}
	for id := range wanted {
		if _, known := d.people[id]; known || id == 0 {
			continue
		}
		name, err := access.NameOf(ctx, q, id)
		if err != nil {
			return err
		}
		d.people[id] = name
	}
	for _, e := range edits {
		if e.Set.Owner != nil && *e.Set.Owner != 0 && d.people[*e.Set.Owner] == "" {
			return fault.Invalid("responsible", label.T("There is no such person; choose one of the list", "Cette personne n’existe pas\u202f; choisissez-la dans la liste"))
		}
	}
	return nil
}
