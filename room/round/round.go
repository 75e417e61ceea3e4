// Package round keeps monthly rounds: a PMO asks the managers of the projects of a
// portfolio for the values of a month, by a day, sees who has answered, and locks
// the month, which is reopened only by right.
package round

import (
	"context"
	"slices"
	"strings"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/room/access"
	"vigie/room/field"
)

// Entity is the name under which the history and the events know rounds.
const Entity = "round"

// State is how far a round has come.
type State string

// The states.
const (
	Open   State = "open"
	Locked State = "locked"
)

// Round asks for the values of one month.
type Round struct {
	ID        int64     `db:"id"`
	Version   int64     `db:"version"`
	Portfolio db.ID     `db:"portfolio_id"` // 0 for all projects
	Unit      int64     `db:"unit_id"`      // that of the portfolio; the root for all projects
	Month     day.Month `db:"month"`
	Due       day.Day   `db:"due"`
	Fields    string    `db:"fields"` // keys of attributes, separated by spaces
	Note      string    `db:"note"`   // what the managers read first
	State     State     `db:"state"`
	Created   int64     `db:"created"` // milliseconds since 1970 UTC
	CreatedBy db.ID     `db:"created_by"`
	Locked    int64     `db:"locked"` // the same; 0 while open
	LockedBy  db.ID     `db:"locked_by"`
}

// Keys returns the attributes that are asked for.
func (r Round) Keys() []string { return strings.Fields(r.Fields) }

// Ask is what is asked for one project.
type Ask struct {
	Round      int64   `db:"round_id"`
	Project    int64   `db:"project_id"`
	Account    db.ID   `db:"account_id"` // the manager; 0 where the project has none
	Answered   int64   `db:"answered"`   // milliseconds since 1970 UTC; 0 for not yet
	AnsweredBy db.ID   `db:"answered_by"`
	Reminded   day.Day `db:"reminded"` // when a reminder was sent last
	Reminders  int64   `db:"reminders"`
}

// MayRun reports whether a person starts, changes and locks a round.
func MayRun(who access.Who, r Round) bool { return who.Can(access.EditPortfolio, r.Unit) }

// MayReopen reports whether a person may open a locked month again.
func MayReopen(who access.Who, r Round) bool { return who.Can(access.ReopenMonth, r.Unit) }

func maySee(who access.Who, r Round) bool {
	return who.IsSystem() || who.Can(access.ReadPortfolio, r.Unit)
}

// from reads rounds on the unit that their portfolio is on now; the one it was on
// last, where there is no portfolio any more.
var from = " FROM (SELECT " + strings.Replace(db.Columns[Round]("v"), "v.unit_id", "COALESCE(p.unit_id, v.unit_id) AS unit_id", 1) +
	" FROM round v LEFT JOIN portfolio p ON p.id = v.portfolio_id) r "

// List returns the rounds that the person may see: those on units where portfolios
// can be seen, and those in which something is asked of the person; the latest
// month first.
func List(ctx context.Context, q db.Querier, who access.Who) ([]Round, error) {
	all, err := db.Select[Round](ctx, q, "SELECT "+db.Columns[Round]("r")+from+"ORDER BY month DESC, id DESC")
	if err != nil {
		return nil, err
	}
	mine, err := db.Select[int64](ctx, q, "SELECT DISTINCT round_id FROM round_ask WHERE account_id = $1", who.ID)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(r Round) bool { return !maySee(who, r) && !slices.Contains(mine, r.ID) }), nil
}

// Get returns a round that the person may see, or is asked in.
func Get(ctx context.Context, q db.Querier, who access.Who, id int64) (Round, error) {
	r, err := db.Get[Round](ctx, q, "SELECT "+db.Columns[Round]("r")+from+"WHERE id = $1", id)
	if err != nil || maySee(who, r) {
		return r, err
	}
	asked, err := db.Get[int64](ctx, q, "SELECT count(*) FROM round_ask WHERE round_id = $1 AND account_id = $2", id, who.ID)
	if err == nil && asked == 0 {
		err = fault.NotFound()
	}
	if err != nil {
		return Round{}, err
	}
	return r, nil
}

// Asks returns what a round asks, of everybody to whoever sees the round, else of
// the person alone. Whether a project of it can be seen is for whoever shows it.
func Asks(ctx context.Context, q db.Querier, who access.Who, r Round) ([]Ask, error) {
	where, args := "round_id = $1", []any{r.ID}
	if !maySee(who, r) {
		where, args = where+" AND account_id = $2", append(args, who.ID)
	}
	return db.Select[Ask](ctx, q, "SELECT "+db.Columns[Ask]("")+" FROM round_ask WHERE "+where+" ORDER BY project_id", args...)
}

// Tally is how far a round has come.
type Tally struct {
	Asked    int // of how many projects
	Answered int
	Mine     int // for how many the person has yet to answer, while the round is open
}

// Tallies counts what some rounds ask of the projects that are seen: of everybody to
// whoever sees the round, else of the person alone.
func Tallies(ctx context.Context, q db.Querier, who access.Who, all []Round, seen func(project int64) bool) (map[int64]Tally, error) {
	out, of, ids := map[int64]Tally{}, map[int64]Round{}, make([]int64, len(all))
	for i, r := range all {
		of[r.ID], ids[i] = r, r.ID
	}
	count := func(a *Ask) error {
		r, mine := of[a.Round], int64(a.Account) == who.ID
		if !mine && !maySee(who, r) || !seen(a.Project) {
			return nil
		}
		t := out[r.ID]
		t.Asked++
		switch {
		case a.Answered != 0:
			t.Answered++
		case mine && r.State == Open:
			t.Mine++
		}
		out[r.ID] = t
		return nil
	}
	for part := range slices.Chunk(ids, 400) {
		in, args := db.List(nil, part)
		if err := db.Each(ctx, q, count, "SELECT round_id, project_id, account_id, answered FROM round_ask WHERE round_id IN "+in, args...); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Pending returns, by round, how many projects the person has yet to answer for
// in open rounds.
func Pending(ctx context.Context, q db.Querier, who access.Who) (map[int64]int, error) {
	type count struct {
		Round int64 `db:"round_id"`
		N     int   `db:"n"`
	}
	rows, err := db.Select[count](ctx, q, `SELECT a.round_id, count(*) AS n FROM round_ask a JOIN round r ON r.id = a.round_id JOIN project p ON p.id = a.project_id
		WHERE a.account_id = $1 AND a.answered = 0 AND r.state = 'open' AND p.state = 'active' GROUP BY a.round_id`, who.ID)
	out := map[int64]int{}
	for _, c := range rows {
		out[c.Round] = c.N
	}
	return out, err
}

// record keeps a version of the round in the history.
func (r Round) record(tx *db.Tx) {
	tx.Record(db.Version{Entity: Entity, Object: r.ID, Version: r.Version, Data: field.Encode(field.Values{
		"portfolio": field.Ref(int64(r.Portfolio)), "unit": field.Ref(r.Unit), "month": field.Int(int64(r.Month)), "due": field.Int(int64(r.Due)),
		"fields": field.Str(r.Fields), "note": field.Str(r.Note), "state": field.Str(string(r.State)),
	}, nil)})
}
