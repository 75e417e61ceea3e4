package snapshot

import (
	"maps"
	"slices"
	"sync"

	"vigie/ground/day"
	"vigie/room/access"
	"vigie/room/field"
)

// mostVeils is how many readings of one snapshot are kept: one for all people who
// may read the same values.
const mostVeils = 200

// veils are the readings of a snapshot by people to whom some attributes are shut.
// They pass from a snapshot to the one that replaces it, so that only pages that
// changed are veiled anew.
type veils struct {
	mu sync.Mutex
	by map[string]*veiled // by sight
}

type veiled struct {
	from, made *Snapshot
}

// veil is what is shut to a reader of a snapshot.
type veil struct {
	sight string
	held  []access.Marks // by row, which of the roles that attributes name he has there
}

// For returns the snapshot as a person may read it. Values that are not for him are
// absent before anything else looks at them: what filters, sorts, groups, adds up,
// computes, draws or writes never meets them. Every snapshot that a Keeper gives out
// went through here.
func (s *Snapshot) For(who access.Who) *Snapshot {
	if s == nil || s.whole != nil || who.IsSystem() || !s.Catalogue.Sensitive() || s.opens(who) {
		return s
	}
	sight := "~" + who.Sight()
	s.veils.mu.Lock()
	defer s.veils.mu.Unlock()
	before := s.veils.by[sight]
	if before != nil && before.from == s {
		return before.made
	}
	made := s.veiledFor(who, sight, before)
	if s.veils.by == nil || len(s.veils.by) >= mostVeils {
		s.veils.by = map[string]*veiled{}
	}
	s.veils.by[sight] = &veiled{s, made}
	return made
}

// Sight is the same for two readings of one snapshot in which the same values are
// shut; empty where nothing is.
func (s *Snapshot) Sight() string { return s.shut.sight }

// opens reports whether a person may read every attribute everywhere.
func (s *Snapshot) opens(who access.Who) bool {
	held := who.MarksEverywhere()
	return !slices.ContainsFunc(s.Catalogue.Fields, func(f *field.Field) bool {
		return !s.Catalogue.Readable(f, held) || !s.Catalogue.ReadablePast(f, held)
	})
}

func (s *Snapshot) veiledFor(who access.Who, sight string, before *veiled) *Snapshot {
	dir := *s.Directory
	out := &Snapshot{
		Change: s.Change, On: s.On, Live: s.Live, Title: s.Title, Catalogue: s.Catalogue.For(who), Directory: &dir, count: s.count, index: s.index,
		columns: s.columns, money: s.money, members: s.members, trend: s.trend, live: s.live, present: s.present, stamp: s.stamp, rates: s.rates,
		whole: s, shut: veil{sight, s.marks(who)}, veils: &veils{},
	}
	dir.projects = out
	out.pages = make([]*page, len(s.pages))
	for i, p := range s.pages {
		if before != nil && before.from.Catalogue == s.Catalogue && before.from.On.Month() == s.On.Month() && i < len(before.from.pages) && before.from.pages[i] == p {
			out.pages[i] = before.made.pages[i]
			continue
		}
		out.pages[i] = s.veilPage(p, out.shut.held[i*pageRows:])
	}
	if f := s.Catalogue.Get("weather"); f != nil && s.trend != nil && (s.Catalogue.Secret(f) || s.Catalogue.Dated(f)) {
		out.trend = maps.Clone(s.trend)
		maps.DeleteFunc(out.trend, func(id int64, _ *[trendMonths]int8) bool {
			r, there := s.index[id]
			return !there || !s.Catalogue.ReadablePast(f, out.shut.held[r])
		})
	}
	return out
}

// UnitNow returns the unit of a project as it is now, also in a reading of the past:
// rights are those of now. It is 0 where there is no such project.
func (s *Snapshot) UnitNow(id int64) int64 {
	if s.live != nil {
		if r, ok := s.live.index[id]; ok {
			return s.live.head(r).unit
		}
	}
	if r, ok := s.index[id]; ok {
		return s.head(r).unit
	}
	return 0
}

// ChangeNow is the last change that the rights know with which a snapshot is read.
func (s *Snapshot) ChangeNow() int64 {
	if s.live != nil {
		return s.live.Change
	}
	return s.Change
}

// marks returns which of the roles that attributes name a person has on each row.
// Of the past it asks the present: rights are those of now.
func (s *Snapshot) marks(who access.Who) []access.Marks {
	out := make([]access.Marks, len(s.pages)*pageRows)
	for r := range s.count {
		h := s.head(r)
		if s.live != nil {
			if now, ok := s.live.index[h.id]; ok {
				h = s.live.head(now)
			}
		}
		out[r] = who.MarksOn(h.unit, h.id)
	}
	return out
}

// veilPage returns a page without the values that are shut; the page itself where
// none is.
func (s *Snapshot) veilPage(p *page, held []access.Marks) *page {
	out := p
	for _, f := range s.Catalogue.Fields {
		if !s.Catalogue.Secret(f) && !s.Catalogue.Dated(f) {
			continue
		}
		var shut []int
		for i := range pageRows {
			if !s.Catalogue.Readable(f, held[i]) || s.isStale(p, i, f) && !s.Catalogue.ReadablePast(f, held[i]) {
				shut = append(shut, i)
			}
		}
		if len(shut) == 0 {
			continue
		}
		if out == p {
			out = &page{heads: p.heads, cols: slices.Clone(p.cols)}
		}
		for _, key := range []string{f.Key, monthColumn(f)} {
			if c, ok := s.columns[key]; ok {
				out.cols[c] = p.cols[c].without(shut)
			}
		}
		for _, i := range shut {
			if unread := out.heads[i].unread; unread[f.Key] != "" {
				unread = maps.Clone(unread)
				delete(unread, f.Key)
				out.heads[i].unread = unread
			}
		}
	}
	return out
}

// isStale reports whether what stands in a row is of a past month.
func (s *Snapshot) isStale(p *page, row int, f *field.Field) bool {
	if !f.PerMonth {
		return false
	}
	c, ok := s.columns[monthColumn(f)]
	return ok && (p.cols[c].n == nil || p.cols[c].n[row] == none || day.Month(p.cols[c].n[row]) < s.On.Month())
}

// without copies a column, some rows emptied.
func (c *column) without(rows []int) column {
	out := column{n: cloneOf(c.n), s: cloneOf(c.s), f: cloneOf(c.f), l: cloneOf(c.l)}
	for _, i := range rows {
		if out.n != nil {
			out.n[i] = none
		}
		if out.s != nil {
			out.s[i] = ""
		}
		if out.f != nil {
			out.f[i] = ""
		}
		if out.l != nil {
			out.l[i] = nil
		}
	}
	return out
}

// hides returns the test whether an attribute is shut in a row; nil where it is in none.
func (s *Snapshot) hides(f *field.Field) func(Row) bool {
	if s.whole == nil || !s.Catalogue.Secret(f) {
		return nil
	}
	return func(r Row) bool { return !s.Catalogue.Readable(f, s.shut.held[r]) }
}

// hidesPast returns the test whether past months of an attribute are shut in a row; nil
// where they are in none.
func (s *Snapshot) hidesPast(f *field.Field) func(Row) bool {
	if s.whole == nil || !s.Catalogue.Dated(f) {
		return s.hides(f)
	}
	return func(r Row) bool { return !s.Catalogue.ReadablePast(f, s.shut.held[r]) }
}

// Hides reports whether an attribute is not for the reader in a row.
func (s *Snapshot) Hides(r Row, key string) bool {
	if s.whole == nil {
		return false
	}
	c := s.Catalogue.Whole()
	f := c.Get(key)
	return f != nil && !c.Readable(f, s.shut.held[r])
}

// Locked returns the attributes of a row that a person who may edit it may read and
// not write, in the order of the catalogue.
func (s *Snapshot) Locked(who access.Who, r Row) []*field.Field {
	if !s.Catalogue.Sensitive() || who.IsSystem() {
		return nil
	}
	h := s.head(r)
	held := who.MarksOn(h.unit, h.id)
	var out []*field.Field
	for _, f := range s.Catalogue.Fields {
		if !f.Retired && s.Catalogue.Readable(f, held) && !s.Catalogue.Writable(f, held) {
			out = append(out, f)
		}
	}
	return out
}
