package snapshot

import (
	"cmp"
	"strings"
	"sync"

	"vigie/engine/formula"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/portfolio"
	"vigie/room/project"
)

// Query says which projects a list shows, and how.
type Query struct {
	Filter    string               // a condition, in English words and attribute keys
	Search    string               // words that the code, name or description holds
	State     project.State        // Active when empty; "all" for active and archived
	Portfolio *portfolio.Portfolio // nil for all projects
	Sort      []Sort
	Group     string // levels of groups: "unit,-stage,end.quarter"; "" for none
	Totals    []string
	Rules     map[string]field.Consolidation // by which some attributes are totalled, in the place of their own
	Against   *Snapshot                      // the one to compare with; nil for none
	Need      access.Right                   // what the person must hold on a project beside reading it
}

// Sort is one key of an order.
type Sort struct {
	Key  string
	Down bool
}

// ParseSort reads "-total_cost,name".
func ParseSort(s string) []Sort {
	var out []Sort
	for part := range strings.SplitSeq(s, ",") {
		if key := strings.TrimSpace(part); key != "" {
			key, down := strings.CutPrefix(key, "-")
			out = append(out, Sort{key, down})
		}
	}
	return out
}

// Item is one project in a list; Then is its row in the snapshot compared
// with. A project that is only in that one has Gone set, and Row is its row there.
type Item struct {
	Row  Row
	Then Row // -1 when it was not there
	Gone bool
}

// Result is a list: every row that matches, in order, with its totals.
type Result struct {
	Snapshot *Snapshot
	Against  *Snapshot
	Items    []Item
	Hidden   int // visible to the person, but left out by filter and search
	Totals   map[string]Total
	Groups   []Group
	Levels   []Level // what the groups are by; none when empty
	Names    Names

	who   access.Who
	rd    reader
	query Query

	partialOnce sync.Once
	isPartial   bool
}

// Whole returns the list as it is before filter and search, by name.
func (res *Result) Whole() (*Result, error) {
	q := res.query
	return res.Snapshot.List(res.who, Query{State: q.State, Portfolio: q.Portfolio, Need: q.Need})
}

// List answers a query with what the person may see.
func (s *Snapshot) List(who access.Who, q Query) (*Result, error) {
	s, q.Against = s.For(who), q.Against.For(who)
	res := &Result{Snapshot: s, Against: q.Against, who: who, rd: s.reader(who), query: q, Names: s.Names(who)}
	levels, err := parseLevels(s.Catalogue, q.Group)
	if err != nil {
		return nil, err
	}
	rows, hidden, err := s.match(who, q)
	if err != nil {
		return nil, err
	}
	res.Levels, res.Hidden = levels, hidden
	if q.Against == nil {
		res.Items = itemsOf(rows)
	} else if err := res.compare(q, rows); err != nil {
		return nil, err
	}
	res.total(q) // before sorting, while the rows come as they lie in memory
	if err := res.order(q); err != nil {
		return nil, err
	}
	res.group(q)
	return res, nil
}

func itemsOf(rows []Row) []Item {
	items := make([]Item, len(rows))
	for i, r := range rows {
		items[i] = Item{Row: r, Then: -1}
	}
	return items
}

// match returns the rows that the query asks for and the person may see, and
// how many more he could see that filter and search leave out.
func (s *Snapshot) match(who access.Who, q Query) (rows []Row, hidden int, err error) {
	s = s.For(who)
	rd := s.reader(who)
	keep, err := rd.predicate(q)
	if err != nil {
		return nil, 0, err
	}
	in, err := s.scope(who, q)
	if err != nil {
		return nil, 0, err
	}
	rows = make([]Row, 0, s.count)
	for r := range s.count {
		if !in(r) {
			continue
		}
		if keep(r) {
			rows = append(rows, r)
		} else {
			hidden++
		}
		if rd.left.Load() < 0 {
			return nil, 0, tooMuch(q.Filter, int(r), int(s.count))
		}
	}
	return rows, hidden, nil
}

// tooMuch refuses a filter that was stopped: it, or what it reads, asks for too much.
func tooMuch(filter string, done, of int) error {
	if r := []rune(filter); len(r) > 80 {
		filter = string(r[:80]) + "…"
	}
	return fault.Invalid("filter", label.F("The filter “%s” was stopped after %d of %d projects: it asks for too much work. Shorten it, or the formulas of the attributes that it names",
		"Le filtre «\u202f%s\u202f» a été arrêté après %d projets sur %d\u202f: il demande trop de travail. Raccourcissez-le, ou les formules des attributs qu’il nomme", filter, done, of))
}

// scope returns the test whether a row is one that the query is about and the
// person may see, before filter and search.
func (s *Snapshot) scope(who access.Who, q Query) (func(Row) bool, error) {
	in, err := s.inPortfolio(who, q.Portfolio)
	state := cmp.Or(q.State, project.Active)
	see := s.holds(who, access.ReadProject|q.Need)
	return func(r Row) bool {
		st := s.head(r).state
		if st != state && !(state == "all" && (st == project.Active || st == project.Archived)) {
			return false
		}
		return in(r) && see(r)
	}, err
}

// visible returns the test whether the person may see a row. For the past it
// asks the present: rights are those of now.
func (s *Snapshot) visible(who access.Who) func(Row) bool { return s.holds(who, access.ReadProject) }

// holds returns the test whether the person holds all of some rights on a row.
func (s *Snapshot) holds(who access.Who, need access.Right) func(Row) bool {
	if who.CanEverywhere(need) {
		return func(Row) bool { return true }
	}
	byUnit := map[int64]bool{}
	return func(r Row) bool {
		h := s.head(r)
		if s.live != nil {
			if now, ok := s.live.index[h.id]; ok {
				h = s.live.head(now)
			}
		}
		ok, known := byUnit[h.unit]
		if !known {
			ok = who.Can(need, h.unit)
			byUnit[h.unit] = ok
		}
		return ok || who.CanProject(need, h.id, h.unit, h.manager)
	}
}

// CanEdit reports whether the person may edit a row; the past can never be.
func (s *Snapshot) CanEdit(who access.Who, r Row) bool {
	h := s.head(r)
	return s.live == nil && h.state != project.Deleted && who.CanProject(access.EditProject, h.id, h.unit, h.manager)
}

func (s *Snapshot) predicate(who access.Who, q Query) (func(Row) bool, error) {
	return s.reader(who).predicate(q)
}

// predicate reads the filter and the search of a query.
func (rd reader) predicate(q Query) (func(Row) bool, error) {
	s, test := rd.s, func(Row) bool { return true }
	if q.Filter != "" {
		e, err := formula.ParseFilter(q.Filter, label.EN, rd.words())
		if err != nil {
			return nil, inFilter(err)
		}
		if test, err = rd.predicateOf(e); err != nil {
			return nil, err
		}
	}
	words := strings.Fields(label.Fold(q.Search))
	if len(words) == 0 {
		return test, nil
	}
	said := s.saying()
	return func(r Row) bool { return test(r) && said(r, words) }, nil
}

// CheckFilter refuses a filter that cannot be read, or that names what the person
// may not see.
func (s *Snapshot) CheckFilter(who access.Who, filter string) error {
	_, err := s.predicate(who, Query{Filter: filter})
	return err
}

// FilterWords is a condition as people read it, with the names of attributes and
// values in their language; as it is written where it cannot be read.
func (s *Snapshot) FilterWords(who access.Who, filter string) string {
	words := s.reader(who).words()
	e, err := formula.ParseFilter(filter, label.EN, words)
	if filter == "" || err != nil {
		return filter
	}
	return formula.Format(e, who.Lang, words)
}

// CheckPortfolio refuses what CheckFilter does, and a filter that depends on the
// units of its reader: a portfolio is the same for everyone.
func (s *Snapshot) CheckPortfolio(who access.Who, filter string) error {
	e, err := formula.ParseFilter(filter, label.EN, s.reader(who).words())
	if err != nil {
		return inFilter(err)
	}
	if e.UsesMine() {
		return fault.Invalid("filter", label.T("A portfolio is the same for everyone: name the units instead of “my units”", "Un portefeuille est le même pour tous : nommez les entités au lieu de « mes entités »"))
	}
	return nil
}

func inFilter(err error) error {
	if f, ok := err.(*fault.Fault); ok {
		for i, d := range f.Details {
			f.Details[i].Where = "filter"
			if at, ok := strings.CutPrefix(d.Where, "char "); ok && len(f.Details) == 1 {
				f.Details = append(f.Details, fault.Detail{Where: "filter@" + at, Text: d.Text}) // the character, from 1
			}
		}
	}
	return err
}

func (s *Snapshot) inPortfolio(who access.Who, p *portfolio.Portfolio) (func(Row) bool, error) {
	switch {
	case p == nil:
		return func(Row) bool { return true }, nil
	case p.Kind == portfolio.Filter:
		// What its filter names was checked when it was written, and me is its
		// owner; what the filter reads, the reader must be able to read himself.
		words := field.Words{Catalogue: s.Catalogue.Whole(), Directory: s.Names(access.System("portfolio"))}
		e, err := formula.ParseFilter(p.Filter, label.EN, words)
		if err != nil {
			return nil, inFilter(err)
		}
		return reader{s, s.Names(who), int64(p.Owner), label.EN, nil, new(sync.Map), s.budget()}.predicateOf(e)
	}
	members := s.members[p.ID]
	return func(r Row) bool { return members[s.ID(r)] }, nil
}

// compare pairs the rows with those of the other date: what is in one only was
// added or has gone.
func (res *Result) compare(q Query, rows []Row) error {
	other := q
	other.Against = nil
	then, _, err := q.Against.match(res.who, other)
	if err != nil {
		return err
	}
	was := make(map[int64]Row, len(then))
	for _, r := range then {
		was[q.Against.ID(r)] = r
	}
	for _, r := range rows {
		id := res.Snapshot.ID(r)
		t, ok := was[id]
		if !ok {
			t = -1
		}
		delete(was, id)
		res.Items = append(res.Items, Item{Row: r, Then: t})
	}
	for _, r := range then {
		if _, left := was[q.Against.ID(r)]; left {
			res.Items = append(res.Items, Item{Row: r, Then: r, Gone: true})
		}
	}
	return nil
}
