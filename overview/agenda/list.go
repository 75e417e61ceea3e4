package agenda

import (
	"slices"
	"strings"

	"vigie/engine/formula"
	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/portfolio"
	"vigie/room/record"
)

// The parts of the time in which records are looked for.
const (
	Late    = "late"    // passed, and open
	Next30  = "next_30" // open, within thirty days
	Next90  = "next_90" // open, within ninety days
	Open    = "open"
	High    = "high" // open, and asking for attention: risks alone
	Reached = "done" // done; of kinds without such a state, no more open
)

// Whens lists the parts of the time.
var Whens = []string{Late, Next30, Next90, Open, Reached}

// WhensOf lists the parts of the time that records of a kind can be in.
func WhensOf(k *record.Kind) []string {
	if k.Date == "" {
		return []string{High, Open, Reached}
	}
	return Whens
}

// Query asks for a list.
type Query struct {
	Filter      string // of records
	Search      string // words that the name of the record, or of its project, holds
	OfProjects  string // a filter of the projects
	Portfolio   *portfolio.Portfolio
	Project     int64   // 0 for those of all active projects
	Review      int64   // only those made in this review; 0 for all
	Decision    int64   // only those that come from this decision; 0 for all
	Own         bool    // only those that belong to Portfolio itself, and to no project
	From, Until day.Day // of the date; 0 for no bound
	When        string  // one of Whens; "" for all
	Sort        []snapshot.Sort
	Group       string   // an attribute; "" for none
	Against     *Reading // the one to compare with; nil for none
	Need        access.Right
}

// Item is one record in a list; Then is what it was in the reading compared
// with. One that is only in that reading has Gone set, and is what it was there.
type Item struct {
	*record.Record
	Then *record.Record // nil when it was not there
	Gone bool
}

// Group is a run of items with one value of the attribute that they are grouped by.
type Group struct {
	Value field.Value
	Count int
}

// Result is a list: every record that matches, in order.
type Result struct {
	Reading *Reading
	Against *Reading
	Items   []Item
	Hidden  int            // visible to the person, but left out by filters
	Counts  map[string]int // by part of the time, whichever was asked for
	Groups  []Group
	GroupBy *field.Field

	who access.Who
	now reader
	was reader
}

// List answers a query with what the person may see.
func (r *Reading) List(who access.Who, q Query) (*Result, error) {
	res := &Result{Reading: r, Against: q.Against, who: who, now: r.reader(who), Counts: map[string]int{}}
	found, err := res.now.match(q, res.Counts)
	if err != nil {
		return nil, err
	}
	res.Hidden = found.hidden
	for _, m := range found.items {
		res.Items = append(res.Items, Item{Record: m})
	}
	if q.Against != nil {
		res.was = q.Against.reader(who)
		if err := res.compare(q); err != nil {
			return nil, err
		}
	}
	if err := res.order(q); err != nil {
		return nil, err
	}
	res.group(q.Group)
	return res, nil
}

type matched struct {
	items  []*record.Record
	hidden int
}

// match finds what a query asks for and the person may see, and counts by part
// of the time what is left of it without that part.
func (r reader) match(q Query, counts map[string]int) (matched, error) {
	see, err := r.visible(q)
	if err != nil {
		return matched{}, err
	}
	keep, err := r.predicate(q)
	if err != nil {
		return matched{}, err
	}
	var out matched
	for i, m := range r.all {
		switch {
		case !see(m):
		case !keep(int32(i)):
			out.hidden++
		default:
			in := r.whens(m)
			for _, w := range in {
				counts[w]++
			}
			counts["all"]++
			if q.When == "" || slices.Contains(in, q.When) {
				out.items = append(out.items, m)
			} else {
				out.hidden++
			}
		}
	}
	return out, nil
}

// visible returns whether a record is asked for, by what it belongs to, and may
// be seen.
func (r reader) visible(q Query) (func(*record.Record) bool, error) {
	if q.Project != 0 {
		shown := r.Projects.Shows(r.who, q.Project)
		return func(m *record.Record) bool { return shown && m.Project() == q.Project }, nil
	}
	ids, err := r.Projects.Matching(r.who, snapshot.Query{Filter: q.OfProjects, Portfolio: q.Portfolio, Need: q.Need})
	homes := r.seenHomes(q)
	return func(m *record.Record) bool {
		if p := m.Project(); p != 0 {
			return ids[p] && !q.Own
		}
		return homes[m.Portfolio()]
	}, err
}

// seenHomes are the portfolios whose own records are asked for and may be seen: a
// condition on projects leaves all of them out.
func (r reader) seenHomes(q Query) map[int64]bool {
	out := map[int64]bool{}
	if q.OfProjects != "" {
		return out
	}
	for id, p := range r.homes {
		asked := q.Portfolio == nil || q.Portfolio.ID == id
		out[id] = asked && r.who.Can(access.ReadPortfolio|record.OnPortfolio(q.Need), p.Unit)
	}
	return out
}

// whens returns the parts of the time that a record is in.
func (r reader) whens(m *record.Record) []string {
	k := r.Kind
	if !r.rules.IsOpen(m.Values) {
		if k.Done == "" || r.rules.IsDone(m.Values) {
			return []string{Reached}
		}
		return nil
	}
	out := []string{Open}
	if k.High != nil && k.High(m.Values) {
		out = append(out, High)
	}
	d := m.Values[k.Date]
	days := day.Day(d.N) - r.On()
	switch {
	case !d.Set:
	case days < 0:
		out = append(out, Late)
	case days <= 30:
		out = append(out, Next30, Next90)
	case days <= 90:
		out = append(out, Next90)
	}
	return out
}

func (r reader) predicate(q Query) (func(row int32) bool, error) {
	test := func(int32) bool { return true }
	if q.Filter != "" {
		e, err := formula.ParseFilter(q.Filter, label.EN, r.words())
		if err != nil {
			return nil, inFilter(err)
		}
		test = formula.Predicate(e, r)
	}
	words := strings.Fields(label.Fold(q.Search))
	return func(row int32) bool {
		m := r.all[row]
		if !from(m, record.Review, q.Review) || !from(m, record.Decision, q.Decision) {
			return false
		}
		d := m.Values[r.Kind.Date]
		if q.From != 0 && (!d.Set || day.Day(d.N) < q.From) || q.Until != 0 && (!d.Set || day.Day(d.N) > q.Until) {
			return false
		}
		return r.says(m, words) && test(row)
	}, nil
}

// from reports whether a record comes from what is asked for.
func from(m *record.Record, key string, id int64) bool { return id == 0 || m.Values[key].N == id }

// says reports whether the names of a record and its project hold all words.
func (r reader) says(m *record.Record, words []string) bool {
	if len(words) == 0 {
		return true
	}
	e, name := r.ownerOf(m), r.fold(m.Name())
	code := r.fold(e.Detail)
	return !slices.ContainsFunc(words, func(w string) bool {
		return !strings.Contains(name, w) && !strings.Contains(e.Folded, w) && !strings.Contains(code, w)
	})
}

// CheckFilter refuses a filter that cannot be read, or that names what the person
// may not see.
func (r *Reading) CheckFilter(who access.Who, filter string) error {
	_, err := r.reader(who).predicate(Query{Filter: filter})
	return err
}

// FilterWords is a condition as people read it; as it is written where it cannot
// be read.
func (r *Reading) FilterWords(who access.Who, filter string) string {
	words := r.reader(who).words()
	e, err := formula.ParseFilter(filter, label.EN, words)
	if filter == "" || err != nil {
		return filter
	}
	return formula.Format(e, who.Lang, words)
}

func inFilter(err error) error {
	if f, ok := err.(*fault.Fault); ok {
		for i := range f.Details {
			f.Details[i].Where = "filter"
		}
	}
	return err
}

// compare pairs the items with those of the other date: what is in one only was
// added or has gone.
func (res *Result) compare(q Query) error {
	then, err := res.was.match(q, map[string]int{})
	if err != nil {
		return err
	}
	was := make(map[int64]*record.Record, len(then.items))
	for _, m := range then.items {
		was[m.ID] = m
	}
	for i := range res.Items {
		it := &res.Items[i]
		it.Then = was[it.ID]
		delete(was, it.ID)
	}
	for _, m := range then.items {
		if was[m.ID] != nil {
			res.Items = append(res.Items, Item{Record: m, Then: m, Gone: true})
		}
	}
	return nil
}
