package snapshot

import (
	"maps"
	"slices"

	"vigie/ground/db"
	"vigie/room/field"
	"vigie/room/project"
)

// builder makes a snapshot: from nothing, or from an older one whose pages it
// copies when it first writes to them.
type builder struct {
	s      *Snapshot
	seal   func(int64) string
	copied map[int]bool // pages that are this builder's own
	shared bool         // the index is still that of the older snapshot
	kinds  []field.Kind
	like   *Snapshot // one whose texts may be shared; nil for none
}

func newBuilder(c *field.Catalogue, seal func(int64) string) *builder {
	s := &Snapshot{veils: &veils{}, Catalogue: c, index: map[int64]int32{}, columns: map[string]int{}}
	b := &builder{s: s, seal: seal, copied: map[int]bool{}}
	for _, f := range c.Fields {
		if f.Kind == field.Computed {
			continue
		}
		s.columns[f.Key] = len(b.kinds)
		b.kinds = append(b.kinds, f.Kind)
	}
	months := []string{"weather_month", "comment_month"}
	for _, f := range c.Fields {
		if key := monthColumn(f); f.PerMonth && c.Dated(f) && !slices.Contains(months, key) {
			months = append(months, key)
		}
	}
	for _, key := range months {
		s.columns[key] = len(b.kinds)
		b.kinds = append(b.kinds, field.Month)
	}
	s.money = s.columns["currency"]
	return b
}

// monthColumn is the column that says of which month a monthly value is.
func monthColumn(f *field.Field) string {
	if f.Key == "weather" || f.Key == "comment" {
		return f.Key + "_month"
	}
	return f.Key + ".month"
}

// from starts from an older snapshot of the same catalogue.
func from(old *Snapshot, seal func(int64) string) *builder {
	b := newBuilder(old.Catalogue, seal)
	b.s.pages, b.s.count, b.s.index = slices.Clone(old.pages), old.count, old.index
	b.shared = true
	b.s.Directory, b.s.members, b.s.On, b.s.Live = old.Directory, old.members, old.On, old.Live
	if old.Live {
		b.s.veils = old.veils
	}
	return b
}

// row returns the page and place of a project, a new one where needed.
func (b *builder) row(id int64) (*page, int) {
	r, ok := b.s.index[id]
	if !ok {
		r = b.s.count
		if b.shared {
			b.s.index, b.shared = maps.Clone(b.s.index), false
		}
		b.s.index[id] = r
		b.s.count++
	}
	at := int(r / pageRows)
	if at == len(b.s.pages) {
		b.s.pages = append(b.s.pages, &page{cols: make([]column, len(b.kinds))})
		b.copied[at] = true
	}
	if !b.copied[at] {
		b.s.pages[at] = b.s.pages[at].clone()
		b.copied[at] = true
	}
	return b.s.pages[at], int(r % pageRows)
}

// put writes a project over its row.
func (b *builder) put(p *project.Project) {
	pg, i := b.row(p.ID)
	h := &pg.heads[i]
	*h = head{id: p.ID, version: p.Version, public: h.public, state: p.State, unit: p.Unit(), manager: p.Manager(), created: p.Created, updated: p.Updated, updatedBy: p.UpdatedBy, unread: p.Unread, fresh: dayOfMillis(p.Updated)}
	if h.public == "" {
		h.public = b.seal(p.ID)
	}
	for key, c := range b.s.columns {
		pg.cols[c].set(i, b.kinds[c], p.Values[key])
	}
}

// putStored writes a version of the history into a row, without making a project of it.
func (b *builder) putStored(r *db.State) error {
	pg, i := b.row(r.Object)
	h := &pg.heads[i]
	*h = head{id: r.Object, version: r.Version, public: b.public(r.Object), state: project.Active, fresh: r.From}
	return b.s.Catalogue.Slots().Decode(r.Data, func(key string, v field.Value) {
		c, ok := b.s.columns[key]
		if !ok {
			if key == "state" {
				h.state = project.State(v.S)
			}
			return
		}
		if !b.share(&pg.cols[c], i, r.Object, key, v) {
			pg.cols[c].set(i, b.kinds[c], v)
		}
		switch key {
		case "unit":
			h.unit = v.N
		case "manager":
			h.manager = v.N
		}
	}, func(key, text string) {
		if h.unread == nil {
			h.unread = map[string]string{}
		}
		h.unread[key] = text
	})
}

// drop marks the row of a project that is there no more.
func (b *builder) drop(id int64) {
	if _, ok := b.s.index[id]; !ok {
		return
	}
	pg, i := b.row(id)
	pg.heads[i].state = project.Merged
}
