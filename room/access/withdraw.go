package access

import (
	"context"
	"errors"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
)

var (
	staysOwn   = label.T("This is your own: somebody else must withdraw it", "C’est le vôtre : quelqu’un d’autre doit le retirer")
	staysLast  = label.T("Nobody would be left to administer Vigie", "Plus personne ne pourrait administrer Vigie")
	staysGone  = label.T("It was not there any more", "Il n’était plus là")
	staysOver  = label.T("It would be over by now", "Il serait terminé à présent")
	staysOther = label.T("You may not change this", "Vous ne pouvez pas modifier ceci")
)

// Withdraw takes an item back and returns what it takes to bring it back, or why it
// stays: nobody takes from himself, nor from the last administrator, nor what he
// could not give.
func Withdraw(ctx context.Context, tx *db.Tx, who Who, i Item) (was int64, stays label.Text, err error) {
	switch i.Kind {
	case GrantItem:
		stays, err = withdrawGrant(ctx, tx, who, i)
	case DelegationItem:
		_, err = EndDelegation(ctx, tx, who, i.ID)
	default:
		was, err = suspendToken(ctx, tx, who, i.ID)
	}
	return was, orStays(&stays, &err), err
}

// orStays turns what the person may not do, and what is not there, into words.
func orStays(stays *label.Text, err *error) label.Text {
	var f *fault.Fault
	if !errors.As(*err, &f) {
		return *stays
	}
	switch f.Kind {
	case fault.Missing:
		*stays, *err = staysGone, nil
	case fault.Denied:
		*stays, *err = f.Text, nil
		if stays.IsZero() {
			*stays = staysOther
		}
	case fault.Clash, fault.BadInput:
		*stays, *err = f.Text, nil
	}
	return *stays
}

func withdrawGrant(ctx context.Context, tx *db.Tx, who Who, i Item) (label.Text, error) {
	g, err := db.Get[Grant](ctx, tx, "SELECT "+grantColumns+" FROM role_grant WHERE id = $1", i.ID)
	if err != nil {
		return label.Text{}, err
	}
	own := int64(g.Account) == who.ID
	if g.Group != 0 {
		n, err := db.Get[int64](ctx, tx, "SELECT count(*) FROM group_member WHERE group_id = $1 AND account_id = $2", int64(g.Group), who.ID)
		if err != nil {
			return label.Text{}, err
		}
		own = n > 0
	}
	if own {
		return staysOwn, nil
	}
	left, err := administered(ctx, tx, g.ID)
	if err != nil || left == 0 {
		return staysLast, err
	}
	return label.Text{}, RemoveGrant(ctx, tx, who, g.ID)
}

// suspendToken ends a token of an account that the person manages, and returns when
// it would have ended.
func suspendToken(ctx context.Context, tx *db.Tx, who Who, id int64) (int64, error) {
	t, err := tokenOf(ctx, tx, who, id)
	if err != nil {
		return 0, err
	}
	now := tx.Millis()
	if t.Expires <= now {
		return 0, fault.NotFound()
	}
	audit(tx, auditEvent{Event: TokenRevoked, Account: t.Account, Detail: t.Scope})
	_, err = db.Exec(ctx, tx, "UPDATE api_token SET expires = $1 WHERE id = $2", now, id)
	return t.Expires, err
}

func tokenOf(ctx context.Context, tx *db.Tx, who Who, id int64) (Token, error) {
	t, err := db.Get[Token](ctx, tx, "SELECT "+db.Columns[Token]("")+" FROM api_token WHERE id = $1", id)
	if err == nil && t.Account != who.ID {
		_, err = managed(ctx, tx, who, t.Account)
	}
	return t, err
}

// Reinstate brings back what Withdraw took, and returns its id from now on, or why it
// stays away.
func Reinstate(ctx context.Context, tx *db.Tx, who Who, i Item, was int64) (id int64, stays label.Text, err error) {
	id = i.ID
	switch i.Kind {
	case GrantItem:
		var g Grant
		g, err = AddGrant(ctx, tx, who, Grant{Account: db.ID(i.Account), Group: db.ID(i.Group), Role: i.Role, Unit: db.ID(i.Unit), Project: db.ID(i.Project), Node: db.ID(i.Node)})
		id = g.ID
	case DelegationItem:
		stays, err = resumeDelegation(ctx, tx, who, i.ID)
	default:
		stays, err = resumeToken(ctx, tx, who, i.ID, was)
	}
	return id, orStays(&stays, &err), err
}

func resumeDelegation(ctx context.Context, tx *db.Tx, who Who, id int64) (label.Text, error) {
	who, err := begin(ctx, tx, who)
	if err != nil {
		return label.Text{}, err
	}
	d, err := DelegationByID(ctx, tx, who, id)
	if err != nil {
		return label.Text{}, err
	}
	if d.Ends <= tx.Millis() {
		return staysOver, nil
	}
	d.Ended, d.Version = 0, d.Version+1
	if err := db.Put(ctx, tx, "delegation", d.row()); err != nil {
		return label.Text{}, err
	}
	audit(tx, auditEvent{Event: Delegated, Account: d.To, Detail: d.said(ctx, tx)})
	return label.Text{}, d.record(tx)
}

func resumeToken(ctx context.Context, tx *db.Tx, who Who, id, until int64) (label.Text, error) {
	t, err := tokenOf(ctx, tx, who, id)
	if err != nil {
		return label.Text{}, err
	}
	if until <= tx.Millis() {
		return staysOver, nil
	}
	audit(tx, auditEvent{Event: TokenMade, Account: t.Account, Detail: t.Scope})
	_, err = db.Exec(ctx, tx, "UPDATE api_token SET expires = $1 WHERE id = $2", until, id)
	return label.Text{}, err
}

// Stands returns which of some items are still there, by kind and id.
func Stands(ctx context.Context, q db.Querier, who Who, items []Item) (map[string]map[int64]bool, error) {
	out := map[string]map[int64]bool{}
	for kind, query := range map[string]string{
		GrantItem:      "SELECT id FROM role_grant WHERE CAST($1 AS BIGINT) > 0 AND id IN ",
		DelegationItem: "SELECT id FROM delegation WHERE ended = 0 AND ends > $1 AND id IN ",
		TokenItem:      "SELECT id FROM api_token WHERE expires > $1 AND id IN ",
	} {
		out[kind] = map[int64]bool{}
		var ids []int64
		for _, i := range items {
			if i.Kind == kind {
				ids = append(ids, i.ID)
			}
		}
		for part := range slices.Chunk(ids, 400) {
			in, args := db.List([]any{clock(q)}, part)
			found, err := db.Select[int64](ctx, q, query+in, args...)
			if err != nil {
				return nil, err
			}
			for _, id := range found {
				out[kind][id] = true
			}
		}
	}
	return out, nil
}

// GroupsOf returns the groups of which an account is one.
func GroupsOf(ctx context.Context, q db.Querier, _ Who, account int64) ([]int64, error) {
	return db.Select[int64](ctx, q, "SELECT group_id FROM group_member WHERE account_id = $1", account)
}
