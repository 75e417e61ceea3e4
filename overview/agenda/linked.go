package agenda

import (
	"context"
	"fmt"

	"vigie/engine/formula"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
)

// Attributes implements snapshot.Links.
func (k *Keeper) Attributes(kind string) *field.Catalogue {
	other := k.others[kind]
	if other == nil {
		return nil
	}
	b, err := other.now(context.Background())
	if err != nil {
		return nil // the condition is then refused, and reading the list says why
	}
	return b.catalogue
}

// Holding implements snapshot.Links. Of a day in the past, and of a frozen reading,
// it reads the records of then.
func (k *Keeper) Holding(s *snapshot.Snapshot, who access.Who, me int64, kind string, condition *formula.Expr) (map[int64]bool, error) {
	r, err := k.others[kind].beside(access.For(context.Background(), who), s)
	if err != nil {
		return nil, fmt.Errorf("reading what is linked to projects: %w", err)
	}
	holds := func(int32) bool { return true }
	if condition != nil {
		who.ID = me
		holds = formula.Predicate(condition, r.reader(who))
	}
	out := map[int64]bool{}
	for i, m := range r.all {
		if p := m.Project(); p != 0 && !out[p] && holds(int32(i)) {
			out[p] = true
		}
	}
	return out, nil
}

// beside reads the records at the date of a snapshot.
func (k *Keeper) beside(ctx context.Context, s *snapshot.Snapshot) (*Reading, error) {
	switch {
	case s.Live:
		return k.Live(ctx)
	case s.Frozen():
		return k.KnownAt(ctx, s.On, s.Change)
	}
	return k.AsOf(ctx, s.On)
}
