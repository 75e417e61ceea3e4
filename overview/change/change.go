// Package change finds the changes that people made, one by one or many at
// once, shows what taking one back would do, and takes it back.
package change

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/overview/agenda"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/baseline"
	"vigie/room/dashboard"
	"vigie/room/field"
	"vigie/room/plan"
	"vigie/room/portfolio"
	"vigie/room/project"
	"vigie/room/record"
)

// entities are what a change of the portfolio touches. Everything else is
// administration, which the audit shows.
var entities = func() []string {
	out := []string{project.Entity, project.MonthEntity, project.LinkEntity, portfolio.MemberEntity, portfolio.Entity, plan.Entity, plan.ItemEntity, baseline.Entity, dashboard.Entity}
	for _, k := range agenda.Kinds {
		out = append(out, k.Entity)
	}
	return out
}()

// Set is what a person, or an import, did at one time.
type Set struct {
	db.Change
	Counts   map[string]int // by entity, how many objects that the reader may see
	Projects []int64        // a few of them
	TookBack int64          // the change that this one took back; 0 for none
	GoneBy   int64          // the change that took this one back; 0 for none
}

// Query says which changes are wanted.
type Query struct {
	Actor        int64 // 0 for everybody
	From, Before int64 // instants; 0 for no bound
	Project      int64 // 0 for all
	After        int64 // goes on below this number; 0 for the latest
	Limit        int
}

// List returns the changes of the portfolio that the person may know of, latest
// first. An import is one, however many steps it took. next is where the next
// page begins; 0 at the end.
func List(ctx context.Context, d *db.DB, who access.Who, live *snapshot.Snapshot, q Query) (sets []Set, next int64, err error) {
	f := finder{d: d, who: who, live: live, q: q}
	below := q.After
	for {
		page, err := f.page(ctx, below)
		if err != nil || len(page) == 0 {
			return sets, 0, err
		}
		found, err := f.describe(ctx, page)
		if err != nil {
			return nil, 0, err
		}
		for _, s := range found {
			if len(sets) == q.Limit {
				return sets, sets[len(sets)-1].Number, nil
			}
			sets = append(sets, s)
		}
		below = page[len(page)-1].Number
	}
}

type finder struct {
	d    *db.DB
	who  access.Who
	live *snapshot.Snapshot
	q    Query
}

const pageSize = 100

// page reads the next changes below a number, the last of each set standing for
// it, whoever may see them.
func (f *finder) page(ctx context.Context, below int64) ([]db.Change, error) {
	args := []any{}
	where := []string{}
	and := func(condition string, value any) {
		args = append(args, value)
		where = append(where, strings.ReplaceAll(condition, "?", "$"+strconv.Itoa(len(args))))
	}
	if below != 0 {
		and("c.number < ?", below)
	}
	if f.q.Actor != 0 {
		and("c.actor = ?", f.q.Actor)
	}
	if f.q.From != 0 {
		and("c.at >= ?", f.q.From)
	}
	if f.q.Before != 0 {
		and("c.at < ?", f.q.Before)
	}
	if f.q.Project != 0 {
		and("EXISTS (SELECT 1 FROM history p WHERE p.change = c.number AND p.entity = 'project' AND p.object = ?)", f.q.Project)
	}
	in, args := db.List(args, entities)
	where = append(where, "EXISTS (SELECT 1 FROM history h WHERE h.change = c.number AND h.entity IN "+in+")",
		"(c.change_set IS NULL OR NOT EXISTS (SELECT 1 FROM change m WHERE m.change_set = c.change_set AND m.number > c.number))")
	return db.Select[db.Change](ctx, f.d, fmt.Sprintf("SELECT %s FROM change c WHERE %s ORDER BY c.number DESC LIMIT %d",
		db.Columns[db.Change]("c"), strings.Join(where, " AND "), pageSize), args...)
}

// describe counts what each change touched, and leaves out those of which the
// person may see nothing.
func (f *finder) describe(ctx context.Context, page []db.Change) ([]Set, error) {
	out := make([]Set, len(page))
	by := map[int64]*Set{}
	var single []int64
	for i, c := range page {
		out[i] = Set{Change: c, Counts: map[string]int{}}
		if n, ok := strings.CutPrefix(c.Via, "undo:"); ok {
			out[i].TookBack, _ = strconv.ParseInt(n, 10, 64)
		}
		by[c.Number] = &out[i]
		if c.Set == 0 {
			single = append(single, c.Number)
		}
	}
	in, args := db.List(nil, single)
	if err := f.count(ctx, "change IN "+in, args, func(n int64) *Set { return by[n] }); err != nil {
		return nil, err
	}
	for i := range out {
		if out[i].Set == 0 {
			continue
		}
		if err := f.count(ctx, "change IN (SELECT number FROM change WHERE change_set = $1)", []any{int64(out[i].Set)}, func(int64) *Set { return &out[i] }); err != nil {
			return nil, err
		}
	}
	if err := f.markTakenBack(ctx, by); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(out, func(s Set) bool { return len(s.Counts) == 0 }), nil
}

// count adds what the changes of a condition touched to their sets.
func (f *finder) count(ctx context.Context, condition string, args []any, set func(change int64) *Set) error {
	type touched struct {
		Change int64   `db:"change"`
		Entity string  `db:"entity"`
		Object int64   `db:"object"`
		Data   db.Text `db:"data"`
	}
	in, args := db.List(args, entities)
	seen := map[[2]int64]bool{}
	return db.Each(ctx, f.d, func(t *touched) error {
		s := set(t.Change)
		key := [2]int64{s.Number, t.Object}
		if seen[key] {
			return nil
		}
		entity, owner, err := f.owner(ctx, t.Entity, t.Object, t.Data)
		if err != nil || t.Entity == dashboard.Entity && owner == 0 || !f.mayKnow(entity, owner) {
			return err
		}
		seen[key] = true
		s.Counts[t.Entity]++
		if entity != portfolio.Entity && len(s.Projects) < 3 && !slices.Contains(s.Projects, owner) {
			s.Projects = append(s.Projects, owner)
		}
		return nil
	}, "SELECT change, entity, object, CASE WHEN entity = 'project' THEN NULL ELSE data END AS data FROM history WHERE "+condition+" AND entity IN "+in+" ORDER BY change, id", args...)
}

// owner is the project, or the portfolio, that an object belongs to, and which of
// the two it is.
func (f *finder) owner(ctx context.Context, entity string, object int64, data db.Text) (of string, id int64, err error) {
	switch entity {
	case project.Entity, portfolio.Entity:
		return entity, object, nil
	case plan.Entity: // it has the id of its project
		return project.Entity, object, nil
	}
	text := data.S
	if data.Null {
		last, err := db.Select[string](ctx, f.d, "SELECT data FROM history WHERE entity = $1 AND object = $2 AND data IS NOT NULL ORDER BY change DESC LIMIT 1", entity, object)
		if err != nil || len(last) == 0 {
			return project.Entity, 0, err
		}
		text = last[0]
	}
	switch entity {
	case plan.ItemEntity:
		return project.Entity, plan.Owner(text), nil
	case baseline.Entity:
		return project.Entity, baseline.Owner(text), nil
	case dashboard.Entity: // of the project alone; what people keep for themselves is theirs
		return project.Entity, dashboard.Owner(text), nil
	}
	vs, _, err := field.DecodeAll(text)
	switch {
	case entity == project.LinkEntity:
		return project.Entity, vs["from"].N, err
	case agenda.KindOf(entity) != nil && !vs[record.Project].Set:
		return portfolio.Entity, vs[record.Portfolio].N, err
	}
	return project.Entity, vs["project"].N, err
}

func (f *finder) mayKnow(entity string, owner int64) bool {
	if f.who.CanEverywhere(access.ReadProject | access.ReadHistory) {
		return true
	}
	if entity == portfolio.Entity {
		return f.who.CanEverywhere(access.ReadPortfolio | access.ReadHistory)
	}
	p, err := f.live.Get(f.who, owner)
	return err == nil && f.who.CanProject(access.ReadHistory, owner, p.Unit(), p.Manager())
}

// markTakenBack notes which changes were taken back by a later one.
func (f *finder) markTakenBack(ctx context.Context, by map[int64]*Set) error {
	names := make([]string, 0, len(by))
	for n := range by {
		names = append(names, Via(n))
	}
	slices.Sort(names)
	in, args := db.List(nil, names)
	return db.Each(ctx, f.d, func(c *db.Change) error {
		n, err := strconv.ParseInt(strings.TrimPrefix(c.Via, "undo:"), 10, 64)
		if s := by[n]; err == nil && s != nil {
			s.GoneBy = c.Number
		}
		return nil
	}, "SELECT "+db.Columns[db.Change]("")+" FROM change WHERE via >= 'undo:' AND via < 'undo:~' AND via IN "+in, args...)
}

// Via is how a change that takes another back says so.
func Via(number int64) string { return "undo:" + strconv.FormatInt(number, 10) }

// Get returns one change of the portfolio that the person may know of.
func Get(ctx context.Context, d *db.DB, who access.Who, live *snapshot.Snapshot, number int64) (Set, error) {
	c, err := db.Get[db.Change](ctx, d, "SELECT "+db.Columns[db.Change]("")+" FROM change WHERE number = $1", number)
	if err != nil {
		return Set{}, err
	}
	f := finder{d: d, who: who, live: live}
	found, err := f.describe(ctx, []db.Change{c})
	if err == nil && len(found) == 0 {
		err = fault.NotFound()
	}
	if err != nil {
		return Set{}, err
	}
	return found[0], nil
}
