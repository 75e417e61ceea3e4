package snapshot

import (
	"context"
	"slices"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/field"
)

// Directory is who and what is known by name: people, units, projects.
type Directory struct {
	Accounts map[int64]Entry
	Units    map[int64]Entry
	byName   map[field.Kind]map[string][]int64 // folded names, logins and codes, first made first
	unseal   func(string) (int64, error)
	projects *Snapshot
	links    func() Links    // what lies beside the portfolio; nil for nothing
	above    map[int64]int64 // unit → the one above it
}

// Entry is one person or unit.
type Entry struct {
	Public string // the opaque id
	Name   string
	Folded string // for sorting
	Detail string // a login, a code
}

type entryRow struct {
	ID     int64  `db:"id"`
	Name   string `db:"name"`
	Detail string `db:"detail"`
}

func loadDirectory(ctx context.Context, d *db.DB) (*Directory, error) {
	dir := &Directory{Accounts: map[int64]Entry{}, Units: map[int64]Entry{}, byName: map[field.Kind]map[string][]int64{field.User: {}, field.Unit: {}}, unseal: d.Unseal}
	for _, t := range []struct {
		kind  field.Kind
		into  map[int64]Entry
		query string
	}{
		{field.User, dir.Accounts, "SELECT id, name, login AS detail FROM account ORDER BY id"},
		{field.Unit, dir.Units, "SELECT id, name, code AS detail FROM unit ORDER BY id"},
	} {
		rows, err := db.Select[entryRow](ctx, d, t.query)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			t.into[r.ID] = Entry{d.Seal(r.ID), r.Name, label.Fold(r.Name), r.Detail}
			for _, name := range []string{r.Name, r.Detail} {
				if f := label.Fold(name); f != "" && !slices.Contains(dir.byName[t.kind][f], r.ID) {
					dir.byName[t.kind][f] = append(dir.byName[t.kind][f], r.ID)
				}
			}
		}
	}
	var err error
	dir.above, err = parents(ctx, d)
	return dir, err
}

func parents(ctx context.Context, d *db.DB) (map[int64]int64, error) {
	type unit struct {
		ID     int64 `db:"id"`
		Parent int64 `db:"parent_id"`
	}
	out := map[int64]int64{}
	err := db.Each(ctx, d, func(u *unit) error {
		out[u.ID] = u.Parent
		return nil
	}, "SELECT id, parent_id FROM unit WHERE parent_id IS NOT NULL")
	return out, err
}

// Below returns a unit and all below it.
func (d *Directory) Below(unit int64) map[int64]bool {
	out := map[int64]bool{unit: true}
	for id := range d.Units {
		for at := id; at != 0; at = d.above[at] {
			if at == unit {
				out[id] = true
				break
			}
		}
	}
	return out
}

// entry returns the entry of a reference, whatever it refers to.
func (d *Directory) entry(kind field.Kind, id int64) (Entry, bool) {
	switch kind {
	case field.User:
		e, ok := d.Accounts[id]
		return e, ok
	case field.Unit:
		e, ok := d.Units[id]
		return e, ok
	case field.Project:
		if r, ok := d.projects.Find(id); ok {
			name := d.projects.Value(r, "name").S
			return Entry{d.projects.head(r).public, name, label.Fold(name), d.projects.Value(r, "code").S}, true
		}
	}
	return Entry{}, false
}

// Name returns the name of an entry, "" when there is none.
func (d *Directory) Name(kind field.Kind, id int64) string {
	e, _ := d.entry(kind, id)
	return e.Name
}

// called returns the people or units that a name, a login, a code or an opaque
// id names.
func (d *Directory) called(kind field.Kind, name string) []int64 {
	if id, err := d.unseal(name); err == nil {
		if _, ok := d.entry(kind, id); ok {
			return []int64{id}
		}
	}
	return d.byName[kind][label.Fold(name)]
}
