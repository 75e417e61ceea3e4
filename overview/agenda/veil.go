package agenda

import (
	"sync"

	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/portfolio"
	"vigie/room/record"
)

// mostVeils is how many readings of one book are kept: one for all people who may read
// the same values.
const mostVeils = 50

// veils are the readings of a book by people to whom some attributes are shut.
type veils struct {
	mu sync.Mutex
	by map[sight]*book
}

// sight is what decides which values of a book are shut: who reads, and where projects
// stand, which is known by the last change that the portfolio knows.
type sight struct {
	who    string
	change int64
}

// reading pairs a book with the portfolio of its date, as the reader of the context may
// read both. Every reading that a Keeper gives out went through here: what is not for a
// person is absent before anything else looks at it.
func (b *book) reading(k *Keeper, who access.Who, s *snapshot.Snapshot, homes map[int64]portfolio.Portfolio, past bool) *Reading {
	return &Reading{Kind: k.Kind, Projects: s, homes: homes, past: past, book: b.veiled(who, s, homes)}
}

// veiled is the book without what is not for a person; itself where all is.
func (b *book) veiled(who access.Who, s *snapshot.Snapshot, homes map[int64]portfolio.Portfolio) *book {
	if who.IsSystem() || !b.catalogue.Sensitive() {
		return b
	}
	at := sight{who.Sight(), s.ChangeNow()}
	b.veils.mu.Lock()
	defer b.veils.mu.Unlock()
	if made := b.veils.by[at]; made != nil {
		return made
	}
	made := *b
	made.catalogue, made.veils = b.catalogue.For(who), &veils{}
	made.all = make([]*record.Record, len(b.all))
	known := map[[2]int64]*field.Veil{}
	for i, m := range b.all {
		unit, project := place(m, s, homes)
		v, there := known[[2]int64{unit, project}]
		if !there {
			v = b.catalogue.Veil(who, unit, project)
			known[[2]int64{unit, project}] = v
		}
		made.all[i] = m.Under(v)
	}
	if len(b.veils.by) >= mostVeils || b.veils.by == nil {
		b.veils.by = map[sight]*book{}
	}
	b.veils.by[at] = &made
	return &made
}

// place is where the rights on a record are held: those of now, also of the past.
func place(m *record.Record, s *snapshot.Snapshot, homes map[int64]portfolio.Portfolio) (unit, project int64) {
	if id := m.Project(); id != 0 {
		return s.UnitNow(id), id
	}
	return homes[m.Portfolio()].Unit, 0
}
