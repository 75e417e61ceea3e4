package config

import (
	"context"

	"vigie/ground/db"
	"vigie/room/access"
)

// known is the state of the configuration when a change was the last.
type known struct {
	change int64
	hash   string
}

func lastChange(ctx context.Context, q db.Querier) (int64, error) {
	return db.Get[int64](ctx, q, "SELECT n FROM counter WHERE name = 'change'")
}

// hash tells the state of the configuration; what is known of it is not read again as
// long as nothing has changed.
func (d Desk) hash(ctx context.Context, q db.Querier, who access.Who, k known) (string, error) {
	if k.hash != "" {
		if last, err := lastChange(ctx, q); err != nil || last == k.change {
			return k.hash, err
		}
	}
	now, err := d.Read(ctx, q, who, 0)
	if err != nil {
		return "", err
	}
	return now.Hash()
}

// compare reports whether a document says what there is: then there is nothing to try.
func (d Desk) compare(ctx context.Context, who access.Who, ask *Ask) (out Outcome, same bool, err error) {
	if err := ask.Document.check(); err != nil {
		return out, false, err
	}
	if ask.known.change, err = lastChange(ctx, d.DB); err != nil {
		return out, false, err
	}
	if out.Hash, err = d.hash(ctx, d.DB, who, known{}); err != nil || len(ask.Document.wrong) > 0 || ask.Match != "" && ask.Match != out.Hash {
		return out, false, err
	}
	ask.known.hash = out.Hash
	st, err := d.state(ctx, d.DB, who, 0)
	if err != nil {
		return out, false, err
	}
	st.was = ask.was
	for _, p := range parts() {
		wanted, there := ask.Document.Sections[p.name]
		if !there {
			continue
		}
		if !p.may(who) {
			return out, false, nil
		}
		steps, err := p.plan(ctx, d.DB, st, wanted, ask.Prune)
		if err != nil || len(steps)+len(st.problems) > 0 {
			return out, false, err
		}
	}
	to, err := lastChange(ctx, d.DB)
	return out, to == ask.known.change, err // what changed meanwhile may be in a part of it alone
}
