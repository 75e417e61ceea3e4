package project_test

import (
	"testing"

	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

// said lists what the history of a project says of merges, latest first.
func (w *world) said(who access.Who, id int64) (out []project.Merger) {
	w.t.Helper()
	entries, err := project.History(ctx, w.d, who, id, project.Filter{}, project.Place{}, 100)
	w.must(err)
	for _, e := range entries {
		if e.Merger == nil {
			continue
		}
		if e.Change.Number == 0 || e.Change.At == 0 || e.Effective != w.today {
			w.t.Errorf("the entry does not say when: %+v", e)
		}
		out = append(out, *e.Merger)
	}
	return out
}

func TestTheHistoryOfAProjectSaysWithWhatItWasMerged(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		from := w.create(w.today-100, "Old", field.Values{"comment": field.Str("old")})
		into := w.create(w.today-10, "New", nil)
		other := w.create(0, "Other", nil)
		w.must(w.merge(w.who, into, from))
		if got := w.said(w.who, into); len(got) != 1 || got[0] != (project.Merger{Other: from, Name: "Old"}) {
			t.Fatalf("got %+v", got)
		}
		if got := w.said(w.who, other); len(got) != 0 {
			t.Errorf("another project says %+v", got)
		}
		w.sound()
		w.must(w.unmerge(w.who, into, from))
		if got := w.said(w.who, into); len(got) != 2 || got[0] != (project.Merger{Other: from, Name: "Old", Undone: true}) || got[1].Undone {
			t.Errorf("undone: got %+v", got)
		}
		if got := w.said(w.who, from); len(got) != 2 || got[0] != (project.Merger{Other: into, Name: "New", Gone: true, Undone: true}) || !got[1].Gone {
			t.Errorf("the other one says %+v", got)
		}
		// Once more, and undone: what was said of it before stands in nobody's way.
		w.must(w.merge(w.who, into, from))
		w.must(w.unmerge(w.who, into, from))
		if got := w.said(w.who, into); len(got) != 4 {
			t.Errorf("twice: got %+v", got)
		}
		w.sound()
	})
}

// Two empty projects leave no other trace of their merge than this line.
func TestAMergeThatChangesNothingIsStillSaid(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		into, from := w.create(0, "Same", nil), w.create(0, "Same", nil)
		w.must(w.merge(w.who, into, from))
		if got := w.said(w.who, into); len(got) != 1 {
			t.Errorf("got %+v", got)
		}
		entries, err := project.History(ctx, w.d, w.who, into, project.Filter{Key: "name"}, project.Place{}, 100)
		w.must(err)
		for _, e := range entries {
			if e.Merger != nil {
				t.Error("the history of one attribute says it too")
			}
		}
		first, err := project.History(ctx, w.d, w.who, into, project.Filter{}, project.Place{}, 1)
		w.must(err)
		rest, err := project.History(ctx, w.d, w.who, into, project.Filter{}, project.Place{Change: first[0].Change.Number, Seen: 1}, 100)
		w.must(err)
		if first[0].Merger == nil || len(rest) == 0 || rest[0].Merger != nil {
			t.Errorf("page by page: %+v, then %+v", first, rest)
		}
	})
}

// A project that is one again and hidden from the reader is not named to him.
func TestAHiddenProjectIsNotNamedByAMerge(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		into, from := w.create(0, "Seen", field.Values{"unit": field.Ref(w.other)}), w.create(0, "Secret", nil)
		w.must(w.merge(w.who, into, from))
		w.must(w.unmerge(w.who, into, from))
		reader := w.person("pmo", w.other)
		if got := w.said(reader, into); len(got) != 2 || got[0].Name != "" || got[1].Name != "" {
			t.Errorf("got %+v", got)
		}
	})
}
