package access

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
)

// Delegation lets one person act for another for a while. Nothing is given: what
// counts is, at each moment, what the other holds then. It is not passed on, and
// administering never is: whoever could give roles would keep them.
type Delegation struct {
	ID        int64
	Version   int64
	From, To  int64   // accounts: for whom is acted, and who acts
	Begins    int64   // milliseconds since 1970 UTC, like the others
	Ends      int64   // excluded
	Roles     []int64 // those of From; all when empty
	Units     []int64 // on which, and below; everywhere when empty
	Note      string
	Created   int64
	CreatedBy db.ID
	Ended     int64 // when it was given up before its end; 0 when it was not
}

// longestDelegation is the longest that one person may act for another.
const longestDelegation = 366 * 24 * time.Hour

type delegationRow struct {
	ID        int64  `db:"id"`
	Version   int64  `db:"version"`
	From      int64  `db:"from_id"`
	To        int64  `db:"to_id"`
	Begins    int64  `db:"begins"`
	Ends      int64  `db:"ends"`
	Roles     string `db:"roles"`
	Units     string `db:"units"`
	Note      string `db:"note"`
	Created   int64  `db:"created"`
	CreatedBy db.ID  `db:"created_by"`
	Ended     int64  `db:"ended"`
}

var delegationColumns = db.Columns[delegationRow]("d")

func (r delegationRow) delegation() Delegation {
	return Delegation{r.ID, r.Version, r.From, r.To, r.Begins, r.Ends, idsOf(r.Roles), idsOf(r.Units), r.Note, r.Created, r.CreatedBy, r.Ended}
}

func (d Delegation) row() delegationRow {
	return delegationRow{d.ID, d.Version, d.From, d.To, d.Begins, d.Ends, textOf(d.Roles), textOf(d.Units), d.Note, d.Created, d.CreatedBy, d.Ended}
}

func idsOf(text string) []int64 {
	var out []int64
	for part := range strings.FieldsSeq(text) {
		if id, err := strconv.ParseInt(part, 10, 64); err == nil {
			out = append(out, id)
		}
	}
	return out
}

func textOf(ids []int64) string {
	parts := make([]string, len(ids))
	for i, id := range ids {
		parts[i] = strconv.FormatInt(id, 10)
	}
	return strings.Join(parts, " ")
}

// Holds reports whether somebody acts for the other at an instant.
func (d Delegation) Holds(at int64) bool { return d.Ended == 0 && d.Begins <= at && at < d.Ends }

type rememberedDelegation struct {
	From   int64   `json:"from"`
	To     int64   `json:"to"`
	Begins int64   `json:"begins"`
	Ends   int64   `json:"ends"`
	Roles  []int64 `json:"roles,omitempty"`
	Units  []int64 `json:"units,omitempty"`
	Note   string  `json:"note,omitempty"`
	By     int64   `json:"by,omitempty"`
	Ended  int64   `json:"ended,omitempty"`
}

func (d Delegation) record(tx *db.Tx) error {
	return record(tx, "delegation", d.ID, d.Version, rememberedDelegation{d.From, d.To, d.Begins, d.Ends, d.Roles, d.Units, d.Note, int64(d.CreatedBy), d.Ended})
}

// Delegate lets somebody act for another. The person does it for himself, or for
// an account that he manages.
func Delegate(ctx context.Context, tx *db.Tx, who Who, d Delegation) (Delegation, error) {
	who, err := begin(ctx, tx, who)
	if err != nil {
		return d, err
	}
	if d.From == 0 {
		d.From = who.ID
	}
	if err := mayDelegate(ctx, tx, who, d.From); err != nil {
		return d, err
	}
	if err := d.clean(ctx, tx); err != nil {
		return d, err
	}
	d.ID, d.Version, d.Created, d.CreatedBy, d.Ended = tx.NewID(), 1, tx.Millis(), db.ID(who.ID), 0
	if err := db.Insert(ctx, tx, "delegation", d.row()); err != nil {
		return d, err
	}
	audit(tx, auditEvent{Event: Delegated, Account: d.To, Detail: d.said(ctx, tx)})
	return d, d.record(tx)
}

// mayDelegate lets a person delegate his own roles, and those of accounts that he manages.
func mayDelegate(ctx context.Context, q db.Querier, who Who, from int64) error {
	if from == who.ID || who.system {
		return nil
	}
	_, err := managed(ctx, q, who, from)
	return err
}

func (d *Delegation) clean(ctx context.Context, tx *db.Tx) error {
	now := tx.Millis()
	switch {
	case d.To == d.From:
		return fault.Invalid("to", label.T("Name somebody else", "Désignez quelqu’un d’autre"))
	case d.Ends <= now:
		return fault.Invalid("until", label.T("The end lies in the future", "La fin est dans le futur"))
	case d.Ends <= d.Begins:
		return fault.Invalid("until", label.T("The end lies after the beginning", "La fin suit le début"))
	case d.Ends-max(d.Begins, now) > longestDelegation.Milliseconds():
		return fault.Invalid("until", label.T("A year at most", "Un an au plus"))
	}
	n, err := db.Get[int64](ctx, tx, "SELECT count(*) FROM account WHERE id = $1 AND disabled = 0", d.To)
	if err == nil && n == 0 {
		err = fault.Invalid("to", label.T("There is no such user", "Cet utilisateur n’existe pas"))
	}
	if err != nil {
		return err
	}
	held, err := granted(ctx, tx, d.From)
	if err != nil {
		return err
	}
	if len(held) == 0 {
		return fault.Invalid("from", label.T("This person has no role to act with", "Cette personne n’a aucun rôle à déléguer"))
	}
	for _, list := range []struct {
		where, table string
		ids          *[]int64
	}{{"roles", "role", &d.Roles}, {"units", "unit", &d.Units}} {
		slices.Sort(*list.ids)
		*list.ids = slices.Compact(*list.ids)
		if len(*list.ids) == 0 {
			continue
		}
		in, args := db.List(nil, *list.ids)
		n, err := db.Get[int64](ctx, tx, "SELECT count(*) FROM "+list.table+" WHERE id IN "+in, args...)
		if err != nil {
			return err
		}
		if int(n) != len(*list.ids) {
			return fault.Invalid(list.where, label.T("One of these is not there any more", "L’un de ces éléments n’existe plus"))
		}
	}
	if d.Note = strings.TrimSpace(d.Note); len(d.Note) > 1000 {
		return fault.Invalid("note", label.T("1000 characters at most", "1000 caractères au plus"))
	}
	return nil
}

// said names for whom is acted, for the audit.
func (d Delegation) said(ctx context.Context, q db.Querier) string {
	name, _ := NameOf(ctx, q, d.From)
	day := func(ms int64) string { return time.UnixMilli(ms).Format(time.DateOnly) }
	return fmt.Sprintf("%s, %s – %s", name, day(d.Begins), day(d.Ends-1))
}

// EndDelegation ends one at once. Both people may, and whoever manages the one for
// whom is acted.
func EndDelegation(ctx context.Context, tx *db.Tx, who Who, id int64) (Delegation, error) {
	who, err := begin(ctx, tx, who)
	if err != nil {
		return Delegation{}, err
	}
	d, err := DelegationByID(ctx, tx, who, id)
	if err != nil {
		return d, err
	}
	if d.Ended != 0 || d.Ends <= tx.Millis() {
		return d, fault.Conflict(label.T("It has ended already", "Elle est déjà terminée"))
	}
	d.Ended, d.Version = tx.Millis(), d.Version+1
	if err := db.Put(ctx, tx, "delegation", d.row()); err != nil {
		return d, err
	}
	audit(tx, auditEvent{Event: DelegationEnded, Account: d.To, Detail: d.said(ctx, tx)})
	return d, d.record(tx)
}

// DelegationByID returns one to those whom it concerns.
func DelegationByID(ctx context.Context, q db.Querier, who Who, id int64) (Delegation, error) {
	r, err := db.Get[delegationRow](ctx, q, "SELECT "+delegationColumns+" FROM delegation d WHERE d.id = $1", id)
	if err != nil {
		return Delegation{}, err
	}
	if r.To != who.ID {
		if err := mayDelegate(ctx, q, who, r.From); err != nil {
			return Delegation{}, err
		}
	}
	return r.delegation(), nil
}

// Delegations returns those that concern an account, the person's own or one that
// he manages, the latest first. account is 0 for all, to those who manage everybody.
func Delegations(ctx context.Context, q db.Querier, who Who, account int64) ([]Delegation, error) {
	where, args := "1 = 1", []any(nil)
	if account != 0 {
		if err := mayDelegate(ctx, q, who, account); err != nil {
			return nil, err
		}
		where, args = "d.from_id = $1 OR d.to_id = $1", []any{account}
	} else if !who.CanEverywhere(All) && !who.system {
		return nil, fault.Forbidden()
	}
	rows, err := db.Select[delegationRow](ctx, q, "SELECT "+delegationColumns+" FROM delegation d WHERE "+where+" ORDER BY d.begins DESC, d.id DESC", args...)
	out := make([]Delegation, len(rows))
	for i, r := range rows {
		out[i] = r.delegation()
	}
	return out, err
}
