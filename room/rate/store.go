package rate

import (
	"context"
	"fmt"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

// Query says which rates a list shows.
type Query struct {
	Currency    string  // one of the two; "" for all
	From, Until day.Day // 0 for no bound
	Limit       int     // 200 when 0
	Offset      int
}

// MayEdit reports whether a person may enter rates: they change what everybody
// reads, and so the right must hold on the whole organisation.
func MayEdit(who access.Who) bool { return who.CanEverywhere(access.EditRates) }

// List returns rates, the latest day first, and how many there are in all.
// Everybody who is signed in reads them: totals name them.
func List(ctx context.Context, q db.Querier, _ access.Who, in Query) ([]Rate, int, error) {
	where, args := " WHERE 1 = 1", []any{}
	add := func(condition string, v any) {
		args = append(args, v)
		where += fmt.Sprintf(" AND "+condition, len(args))
	}
	if in.Currency != "" {
		add("$%[1]d IN (currency, against)", in.Currency)
	}
	if in.From != 0 {
		add("day >= $%d", in.From)
	}
	if in.Until != 0 {
		add("day <= $%d", in.Until)
	}
	total, err := db.Get[int64](ctx, q, "SELECT count(*) FROM rate"+where, args...)
	if err != nil {
		return nil, 0, err
	}
	limit := in.Limit
	if limit <= 0 {
		limit = 200
	}
	found, err := db.Select[Rate](ctx, q, "SELECT "+db.Columns[Rate]("")+" FROM rate"+where+
		fmt.Sprintf(" ORDER BY day DESC, currency, against, id LIMIT %d OFFSET %d", limit, max(in.Offset, 0)), args...)
	return found, int(total), err
}

// ByID returns one rate.
func ByID(ctx context.Context, q db.Querier, _ access.Who, id int64) (Rate, error) {
	return db.Get[Rate](ctx, q, "SELECT "+db.Columns[Rate]("")+" FROM rate WHERE id = $1", id)
}

// OnDay returns the rate of two currencies that was entered for a day, whichever
// of them stands first, or fault.NotFound.
func OnDay(ctx context.Context, q db.Querier, currency, against string, on day.Day) (Rate, error) {
	return db.Get[Rate](ctx, q, "SELECT "+db.Columns[Rate]("")+` FROM rate
		WHERE day = $3 AND (currency = $1 AND against = $2 OR currency = $2 AND against = $1) ORDER BY id LIMIT 1`, currency, against, on)
}

// Create enters a rate. The id is taken as given inside an import. There is one
// for two currencies on a day at most.
func Create(ctx context.Context, tx *db.Tx, who access.Who, r Rate) (Rate, error) {
	if !MayEdit(who) {
		return Rate{}, fault.Forbidden()
	}
	if err := r.clean(); err != nil {
		return Rate{}, err
	}
	switch there, err := OnDay(ctx, tx, r.Currency, r.Against, r.Day); {
	case err == nil:
		return Rate{}, fault.Conflict(label.F("There is already a rate for this day: %s", "Il y a déjà un taux pour ce jour : %s", said(there)))
	case fault.KindOf(err) != fault.Missing:
		return Rate{}, err
	}
	if r.ID == 0 || tx.Origin().Set == 0 {
		r.ID = tx.NewID()
	}
	r.Version, r.Created, r.Updated, r.UpdatedBy = 1, tx.Millis(), tx.Millis(), db.ID(who.ID)
	if err := db.Insert(ctx, tx, "rate", r); err != nil {
		return Rate{}, err
	}
	return r, r.record(tx, r.data())
}

// said is a rate in both languages.
type said Rate

// In implements the argument of a sentence.
func (s said) In(l label.Lang) string { return Rate(s).Says(l) }

// Update corrects the number, its direction or its source. The two currencies and
// the day are what the rate is: another day is another rate.
func Update(ctx context.Context, tx *db.Tx, who access.Who, id, version int64, change func(*Rate)) (Rate, error) {
	if !MayEdit(who) {
		return Rate{}, fault.Forbidden()
	}
	was, err := ByID(ctx, tx, who, id)
	if err != nil {
		return Rate{}, err
	}
	if was.Version != version {
		return Rate{}, fault.Outdated(was)
	}
	r := was
	change(&r)
	r.ID, r.Currency, r.Against, r.Day, r.Created = id, was.Currency, was.Against, was.Day, was.Created
	if err := r.clean(); err != nil {
		return Rate{}, err
	}
	if r.Value == was.Value && r.Inverse == was.Inverse && r.Source == was.Source {
		return was, nil
	}
	r.Version, r.Updated, r.UpdatedBy = version+1, tx.Millis(), db.ID(who.ID)
	if err := db.Put(ctx, tx, "rate", r); err != nil {
		return Rate{}, err
	}
	return r, r.record(tx, r.data())
}

// Delete takes a rate away: totals use the one before.
func Delete(ctx context.Context, tx *db.Tx, who access.Who, id, version int64) error {
	if !MayEdit(who) {
		return fault.Forbidden()
	}
	was, err := ByID(ctx, tx, who, id)
	if err != nil {
		return err
	}
	if was.Version != version {
		return fault.Outdated(was)
	}
	if _, err := db.Exec(ctx, tx, "DELETE FROM rate WHERE id = $1", id); err != nil {
		return err
	}
	was.Version++
	return was.record(tx, "")
}

// record keeps a version from the day of the rate on.
func (r Rate) record(tx *db.Tx, data string) error {
	tx.Record(db.Version{Entity: Entity, Object: r.ID, Version: r.Version, From: r.Day, Data: data})
	return nil
}
