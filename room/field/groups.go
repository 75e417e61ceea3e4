package field

import (
	"context"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/heading"
)

// usual are the groups in which core attributes of projects stand that name none.
var usual = map[string][]string{
	"identity": {"code", "name", "description", "unit", "manager", "sponsor", "type", "stage", "priority", "programme", "axes", "tags"},
	"health":   {"weather", "light", "progress", "comment"},
	"dates":    {"start", "end", "duration", "start_baseline", "end_baseline"},
	"costs":    {"total_cost", "total_cost_baseline", "actual_cost", "currency"},
}

// GroupOf returns the key of the group in which an attribute stands: the one that it
// names, else the usual one, else the rest.
func (c *Catalogue) GroupOf(f *Field) string { return groupOf(c.Groups, f) }

func groupOf(all heading.Set, f *Field) string {
	if f.Section == "" && f.Core && f.Object == "project" {
		for group, keys := range usual {
			if slices.Contains(keys, f.Key) {
				return all.Of(group)
			}
		}
	}
	return all.Of(f.Section)
}

// ChangeGroups changes the groups of attributes; version is the one that was read, and
// into says by the key of a group that goes which one takes its attributes. The
// attributes that moved are returned beside the groups.
func ChangeGroups(ctx context.Context, tx *db.Tx, who access.Who, version int64, into map[string]string, edit func(*heading.Set)) (heading.Set, []*Field, error) {
	all, err := held(ctx, tx)
	if err != nil {
		return heading.Set{}, nil, err
	}
	was, now, err := heading.Change(ctx, tx, who, version, edit)
	if err != nil {
		return was, nil, err
	}
	var moved []*Field
	for _, g := range was.Items {
		if _, stays := now.Get(g.Key); stays {
			continue
		}
		some, err := leaveGroup(ctx, tx, all, was, now, g, into[g.Key])
		if err != nil {
			return was, nil, err
		}
		moved = append(moved, some...)
	}
	return now, moved, nil
}

// held reads the attributes of every kind of object, to change them.
func held(ctx context.Context, tx *db.Tx) ([]*Catalogue, error) {
	var all []*Catalogue
	for _, object := range Objects {
		c, err := change(ctx, tx, object)
		if err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all, nil
}

// leaveGroup gives the attributes of a group that goes to another one. Those out of
// use go along, and need no group to be named.
func leaveGroup(ctx context.Context, tx *db.Tx, all []*Catalogue, was, now heading.Set, g heading.Group, into string) ([]*Field, error) {
	_, known := now.Get(into)
	var moved []*Field
	for _, c := range all {
		for _, f := range c.Fields {
			if groupOf(was, f) != g.Key {
				continue
			}
			if !known && !f.Retired {
				return nil, fault.Conflict(label.F("Attributes stand in the group “%s”, such as “%s”: say which group takes them", "Des attributs sont dans le groupe «\u202f%s\u202f», comme «\u202f%s\u202f»\u202f: dites quel groupe les reprend", g.Label, f.Label))
			}
			to := into
			if !known {
				to = heading.Rest
			}
			if err := regroup(ctx, tx, f, to); err != nil {
				return nil, err
			}
			moved = append(moved, f)
		}
	}
	return moved, nil
}

func regroup(ctx context.Context, tx *db.Tx, f *Field, group string) error {
	f.Section, f.Version = group, f.Version+1
	if err := db.Put(ctx, tx, "field", f.row()); err != nil {
		return err
	}
	return record(tx, f)
}

// Named is an attribute by its kind of object and its key.
type Named struct{ Object, Key string }

// Regroup puts attributes into a group; those that stand there already stay as they
// are. It returns the ones that moved.
func Regroup(ctx context.Context, tx *db.Tx, who access.Who, group string, named []Named) ([]*Field, error) {
	if err := access.Must(MayDefine(who)); err != nil {
		return nil, err
	}
	all, err := held(ctx, tx)
	if err != nil {
		return nil, err
	}
	if _, known := all[0].Groups.Get(group); !known {
		return nil, fault.NotFound()
	}
	var moved []*Field
	for _, n := range named {
		at := slices.Index(Objects, n.Object)
		if at < 0 {
			return nil, fault.NotFound()
		}
		f := all[at].Get(n.Key)
		if f == nil || f.Retired {
			return nil, fault.Invalid("attributes", label.F("There is no attribute “%s”", "Il n’y a pas d’attribut «\u202f%s\u202f»", n.Key))
		}
		if groupOf(all[at].Groups, f) == group {
			continue
		}
		if err := regroup(ctx, tx, f, group); err != nil {
			return nil, err
		}
		moved = append(moved, f)
	}
	return moved, nil
}

// RevertGroups brings the groups back to what they were in an earlier version, 0 for as
// shipped; version is the one that was read. Attributes return to groups that return,
// and those of groups that go stand in the rest.
func RevertGroups(ctx context.Context, tx *db.Tx, who access.Who, version, to int64) (heading.Set, error) {
	past, err := heading.History(ctx, tx, who)
	if err != nil {
		return heading.Set{}, err
	}
	then, before := heading.Shipped(), int64(0)
	if to != 0 {
		at := slices.IndexFunc(past, func(p heading.Past) bool { return p.Version == to })
		if at < 0 {
			return heading.Set{}, fault.Invalid("to", label.T("There is no such version of the groups", "Cette version des groupes n’existe pas"))
		}
		then = past[at].Set
	}
	if at := slices.IndexFunc(past, func(p heading.Past) bool { return p.Version == to+1 }); at >= 0 {
		before = past[at].Change.Number - 1
	}
	now, err := heading.Load(ctx, tx)
	if err != nil {
		return now, err
	}
	into := map[string]string{}
	for _, g := range now.Items {
		into[g.Key] = heading.Rest
	}
	set, _, err := ChangeGroups(ctx, tx, who, version, into, func(s *heading.Set) { s.Items = slices.Clone(then.Items) })
	if err != nil || before == 0 {
		return set, err
	}
	return set, returned(ctx, tx, now, then, before)
}

// returned brings attributes back to the groups that there were not until now, as they
// stood when a change was the last.
func returned(ctx context.Context, tx *db.Tx, now, then heading.Set, change int64) error {
	all, err := held(ctx, tx)
	if err != nil {
		return err
	}
	for _, c := range all {
		was, err := KnownAt(ctx, tx, c.Object, day.Of(9999, 12, 31), change)
		if err != nil {
			return err
		}
		for _, f := range c.Fields {
			old := was.ByID(f.ID)
			if old == nil {
				continue
			}
			group := groupOf(then, old)
			if _, stood := now.Get(group); stood || groupOf(then, f) == group {
				continue
			}
			if err := regroup(ctx, tx, f, group); err != nil {
				return err
			}
		}
	}
	return nil
}
