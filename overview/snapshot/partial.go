package snapshot

import (
	"cmp"
	"slices"

	"vigie/room/access"
	"vigie/room/portfolio"
	"vigie/room/project"
)

// partial reports whether what a query totals leaves out projects that the person
// may not see. It never depends on what those hold, nor on how many they are:
// filters and words looked for say nothing here, and a portfolio that a filter
// fills counts as all projects. Otherwise whoever writes filters could ask for
// the content of what is hidden, one answer at a time.
func (s *Snapshot) partial(who access.Who, q Query) bool {
	need := access.ReadProject | q.Need
	if who.CanEverywhere(need) {
		return false
	}
	in := func(Row) bool { return true }
	if p := q.Portfolio; p != nil && p.Kind != portfolio.Filter {
		members := s.members[p.ID]
		in = func(r Row) bool { return members[s.ID(r)] }
	}
	state, see := cmp.Or(q.State, project.Active), s.holds(who, need)
	for r := range s.count {
		st := s.head(r).state
		if (st == state || state == "all" && (st == project.Active || st == project.Archived)) && in(r) && !see(r) {
			return true
		}
	}
	return false
}

// Partial reports whether a portfolio holds active projects that the person may
// not see; of one that a filter fills it says whether there are any at all.
func (s *Snapshot) Partial(who access.Who, p *portfolio.Portfolio) bool {
	return s.partial(who, Query{Portfolio: p})
}

// Partial reports whether the totals leave out projects that the person may not
// see.
func (res *Result) Partial() bool {
	res.partialOnce.Do(func() { res.isPartial = res.Snapshot.partial(res.who, res.query) })
	return res.isPartial
}

// missing returns the test whether the totals of a group may leave out projects,
// inside one for which that is given. That of a unit on which the person holds
// the right is whole; that of a programme is as whole as what he sees of it.
func (res *Result) missing(l Level, g Group, above bool) bool {
	switch {
	case !above || !g.Value.Set || l.By != "":
		return above
	case l.Field.Key == "unit":
		return !res.who.Can(access.ReadProject|res.query.Need, g.Value.N)
	case l.Field.Key == "programme" && g.Value.N != hiddenProject:
		return res.missingBelow(g.Value.N)
	}
	return above
}

// missingBelow reports whether a programme has children that the person may not
// see, or not take out.
func (res *Result) missingBelow(id int64) bool {
	s := res.Snapshot
	see := s.holds(res.who, access.ReadProject|res.query.Need)
	for _, r := range s.children(id) {
		if !see(r) {
			return true
		}
	}
	return false
}

// PartialProgrammes returns the opaque ids of the programmes in the list with
// children that the person may not see.
func (res *Result) PartialProgrammes() []string {
	if !res.Partial() {
		return nil
	}
	var out []string
	for _, it := range res.Items {
		if !it.Gone && res.missingBelow(res.Snapshot.ID(it.Row)) {
			out = append(out, res.Snapshot.head(it.Row).public)
		}
	}
	return out
}

// WholeUnits returns the opaque ids of the units of which the person sees every
// project; nil where nothing is left out anyway.
func (res *Result) WholeUnits() []string {
	if !res.Partial() {
		return nil
	}
	var out []string
	for id, u := range res.Snapshot.Directory.Units {
		if res.who.Can(access.ReadProject|res.query.Need, id) {
			out = append(out, u.Public)
		}
	}
	slices.Sort(out)
	return out
}
