package config

import (
	"cmp"
	"context"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/guide"
)

// guidance is one guide of the method.
type guidance struct {
	Key      string   `json:"key"`
	Title    both     `json:"title"`
	Position int      `json:"position" doc:"From 1: guides stand in this order"`
	Type     string   `json:"type" doc:"The type of project that it is about; of none in particular when empty"`
	Stage    string   `json:"stage" doc:"The stage that it is about"`
	Role     string   `json:"role" doc:"The key of the role whose work it is about"`
	Readers  []string `json:"readers" doc:"The keys of the roles that are shown it; everybody when empty"`
	Text     both     `json:"text" doc:"In Markdown"`
}

func (g *guidance) sortSets() { slices.Sort(g.Readers) }

var guides = part{
	name: "guides", title: label.T("Guides", "Guides"), may: May,
	shape:   func() any { return &guidance{Readers: []string{}} },
	address: func(b any) string { return b.(*guidance).Key },
	called:  func(b any) label.Text { return b.(*guidance).Title.text() },
	read:    readGuides, write: writeGuides,
}

func readGuides(ctx context.Context, q db.Querier, st *state) ([]entry, error) {
	all, err := guide.List(ctx, q)
	if st.change != 0 && err == nil {
		all, err = guide.KnownAt(ctx, q, st.change)
	}
	var out []entry
	for i, g := range all {
		item := &guidance{Key: g.Key, Title: bothOf(g.Title), Position: i + 1, Readers: []string{}, Text: bothOf(g.Text)}
		if g.Type != 0 {
			item.Type = st.option("type", g.Type)
		}
		if g.Stage != 0 {
			item.Stage = st.option("stage", g.Stage)
		}
		item.Role = st.roleKeys[g.Role]
		for _, id := range g.Readers {
			item.Readers = append(item.Readers, st.roleKeys[id])
		}
		item.sortSets()
		out = append(out, entry{g.ID, item})
	}
	return out, err
}

// guide is what a document says of one.
func (r *finder) guide(b *guidance) guide.Guide {
	g := guide.Guide{Key: b.Key, Title: b.Title.text(), Text: b.Text.text()}
	if b.Type != "" {
		g.Type = r.option("type", "type", b.Type)
	}
	if b.Stage != "" {
		g.Stage = r.option("stage", "stage", b.Stage)
	}
	if b.Role != "" {
		g.Role = r.role("role", b.Role)
	}
	for _, key := range b.Readers {
		g.Readers = append(g.Readers, r.role("readers", key))
	}
	return g
}

func writeGuides(ctx context.Context, tx *db.Tx, st *state, steps []*Step) error {
	if len(steps) == 0 {
		return nil
	}
	before, err := guide.List(ctx, tx)
	if err != nil {
		return err
	}
	places := map[int64]int{} // that the document gives
	for _, s := range steps {
		id, err := writeGuide(ctx, tx, st, s)
		if err := st.try(s, err); err != nil {
			return err
		}
		if err == nil && s.Kind != Removed {
			places[id] = s.now.(*guidance).Position
		}
	}
	return st.orderGuides(ctx, tx, before, places)
}

func writeGuide(ctx context.Context, tx *db.Tx, st *state, s *Step) (int64, error) {
	all, err := guide.List(ctx, tx)
	if err != nil {
		return 0, err
	}
	i := slices.IndexFunc(all, func(g guide.Guide) bool { return g.ID == s.id })
	if s.Kind == Removed {
		return s.id, guide.Delete(ctx, tx, st.who, s.id, all[i].Version)
	}
	r := &finder{state: st}
	to := r.guide(s.now.(*guidance))
	if err := fault.InvalidAll(r.bad); err != nil {
		return 0, err
	}
	if s.id == 0 {
		g, err := guide.Create(ctx, tx, st.who, to)
		return g.ID, err
	}
	_, err = guide.Update(ctx, tx, st.who, s.id, all[i].Version, func(g *guide.Guide) error {
		g.Title, g.Text, g.Type, g.Stage, g.Role, g.Readers = to.Title, to.Text, to.Type, to.Stage, to.Role, to.Readers
		return nil
	})
	return s.id, err
}

// orderGuides puts the guides that a document names where it says, the others where
// they stood before it was written.
func (st *state) orderGuides(ctx context.Context, tx *db.Tx, before []guide.Guide, places map[int64]int) error {
	all, err := guide.List(ctx, tx)
	if err != nil {
		return err
	}
	now, place := make([]int64, len(all)), map[int64]int{}
	for i, g := range before {
		place[g.ID] = 2 * (i + 1)
	}
	for i, g := range all {
		now[i] = g.ID
		if to := places[g.ID]; to != 0 {
			place[g.ID] = 2*to - 1
		} else if place[g.ID] == 0 {
			place[g.ID] = 2 * (len(all) + 1) // a new one that says nothing: last
		}
	}
	want := slices.Clone(now)
	slices.SortStableFunc(want, func(a, b int64) int { return cmp.Compare(place[a], place[b]) })
	if slices.Equal(want, now) {
		return nil
	}
	return guide.Order(ctx, tx, st.who, want)
}
