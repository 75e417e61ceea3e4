package review

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
	meeting "vigie/room/review"
)

// Propose makes the agenda of a draft by its rules: whatever somebody put on it by
// hand stays where it is, and the projects that a rule asks for follow, the most
// telling reason first. What the person may not see is left as it was.
func (d *Desk) Propose(ctx context.Context, who access.Who, id int64) ([]meeting.Item, error) {
	r, err := d.Open(ctx, who, id)
	if err != nil {
		return nil, err
	}
	all, err := meeting.Items(ctx, d.DB, who, id)
	if err != nil {
		return nil, err
	}
	kept := slices.DeleteFunc(slices.Clone(all), func(it meeting.Item) bool { return it.Reason != meeting.Hand && r.Shows(it.Project) })
	found, err := r.byRule(ctx)
	if err != nil {
		return nil, err
	}
	for _, it := range found {
		if slices.ContainsFunc(kept, func(k meeting.Item) bool { return k.Project == it.Project }) {
			continue
		}
		if i := slices.IndexFunc(all, func(k meeting.Item) bool { return k.Project == it.Project }); i >= 0 {
			it.Minutes, it.Note = all[i].Minutes, all[i].Note
		}
		kept = append(kept, it)
	}
	return kept[:min(len(kept), meeting.Most)], nil
}

// Arrange makes an agenda out of the projects that the person put in order, each
// with its minutes. What stood on it by a rule keeps its reason; the rest is there
// by hand. What the person may not see stays, at the end.
func (r *Reading) Arrange(ctx context.Context, wanted []meeting.Item) ([]meeting.Item, error) {
	all, err := meeting.Items(ctx, r.desk.DB, r.who, r.Review.ID)
	if err != nil {
		return nil, err
	}
	out := make([]meeting.Item, 0, len(wanted))
	for _, it := range wanted {
		if !r.Shows(it.Project) {
			return nil, fault.NotFound()
		}
		it.Reason = meeting.Hand
		if i := slices.IndexFunc(all, func(o meeting.Item) bool { return o.Project == it.Project }); i >= 0 {
			it.Reason = all[i].Reason
		}
		out = append(out, it)
	}
	for _, it := range all {
		if !r.Shows(it.Project) {
			out = append(out, it)
		}
	}
	return out, nil
}

// proposed is a project that a rule asks for.
type proposed struct {
	id     int64
	reason int // the place of the rule among Rules
	weight int64
	name   string
}

// byRule returns the projects that the rules of a review ask for.
func (r *Reading) byRule(ctx context.Context) ([]meeting.Item, error) {
	tests, err := r.tests(ctx)
	if err != nil {
		return nil, err
	}
	seen, _, err := inSet(r.Now, r.who, r.Set)
	if err != nil {
		return nil, err
	}
	d := r.differ()
	main := mainFields(d.fields)
	var out []proposed
	for _, id := range slices.Sorted(maps.Keys(seen)) {
		kind, changes := d.of(id, main)
		for i, rule := range meeting.Rules {
			if test := tests[rule]; test != nil && test(id, kind, changes) {
				out = append(out, proposed{id, i, total(changes), r.Now.Directory.Name(field.Project, id)})
				break
			}
		}
	}
	slices.SortStableFunc(out, func(a, b proposed) int {
		return cmp.Or(cmp.Compare(a.reason, b.reason), cmp.Compare(b.weight, a.weight), cmp.Compare(a.name, b.name))
	})
	items := make([]meeting.Item, len(out))
	for i, p := range out {
		items[i] = meeting.Item{Project: p.id, Reason: meeting.Rules[p.reason]}
	}
	return items, nil
}

func total(changes []Turn) (n int64) {
	for _, c := range changes {
		n += c.weight
	}
	return n
}

// mainFields are the attributes whose changes are looked at in every project.
func mainFields(fields []*field.Field) []*field.Field {
	return slices.DeleteFunc(slices.Clone(fields), func(f *field.Field) bool { return rank(f.Key) > 5 })
}

// tests returns, for each rule of a review, whether it asks for a project.
func (r *Reading) tests(ctx context.Context) (map[string]func(id int64, kind string, changes []Turn) bool, error) {
	known := map[string]func(int64, string, []Turn) bool{
		"all":     func(int64, string, []Turn) bool { return true },
		"new":     func(_ int64, kind string, _ []Turn) bool { return kind == "new" },
		"changed": func(_ int64, kind string, _ []Turn) bool { return kind == "changed" },
		"health":  func(id int64, _ string, changes []Turn) bool { return r.ill(id) || worsened(changes) },
		"drift":   func(_ int64, _ string, changes []Turn) bool { return drifted(changes) },
		"late":    func(id int64, _ string, _ []Turn) bool { return r.overdue(id) },
	}
	out := map[string]func(int64, string, []Turn) bool{}
	for _, rule := range r.Review.RuleList() {
		if test := known[rule]; test != nil {
			out[rule] = test
		}
	}
	if r.Review.HasRule("filter") {
		ids, err := r.Now.Matching(r.who, snapshot.Query{Filter: r.Review.Filter, Portfolio: &r.Set})
		if err != nil {
			return nil, err
		}
		out["filter"] = func(id int64, _ string, _ []Turn) bool { return ids[id] }
	}
	if r.Review.HasRule("pending") {
		ids, err := r.pending(ctx)
		if err != nil {
			return nil, err
		}
		out["pending"] = func(id int64, _ string, _ []Turn) bool { return ids[id] }
	}
	return out, nil
}

// ill reports whether a project stands in rain or storm, or its light is red or
// nearly.
func (r *Reading) ill(id int64) bool {
	row, ok := r.Now.Find(id)
	return ok && (r.Now.Value(row, "weather").N >= 3 || r.Now.Value(row, "light").N >= 4)
}

func worsened(changes []Turn) bool {
	return slices.ContainsFunc(changes, func(c Turn) bool {
		return (c.Attribute == "weather" || c.Attribute == "light") && c.Worse != nil && *c.Worse
	})
}

func drifted(changes []Turn) bool {
	return slices.ContainsFunc(changes, func(c Turn) bool {
		return (c.Attribute == "end" || c.Attribute == "total_cost") && c.Worse != nil && *c.Worse
	})
}

// overdue reports whether the end of a project has passed although it is not done.
func (r *Reading) overdue(id int64) bool {
	row, ok := r.Now.Find(id)
	if !ok {
		return false
	}
	end, progress := r.Now.Value(row, "end"), r.Now.Value(row, "progress")
	return end.Set && day.Day(end.N) < r.Now.On && !(progress.Set && progress.N >= 100*10_000)
}
