package agenda

import (
	"maps"

	"vigie/room/record"
)

// promised is the attribute that holds what was promised of the date of a record.
const promised = "baseline"

// Baseline returns the records with the dates that were promised. What has no
// baseline is as it is here, so that it differs in nothing.
func (r *Reading) Baseline() *Reading {
	b := *r.book
	b.all = make([]*record.Record, len(r.all))
	for i, m := range r.all {
		b.all[i] = m
		if base := m.Values[promised]; base.Set && r.Kind.Date != "" {
			then := *m
			then.Values = maps.Clone(m.Values)
			then.Values[r.Kind.Date] = base
			b.all[i] = &then
		}
	}
	out := *r
	out.book, out.past = &b, true
	return &out
}
