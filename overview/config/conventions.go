package config

import (
	"context"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/convention"
)

// conventions are how the organisation counts and writes. There is one item.
var conventions = part{
	name: "conventions", title: label.T("Conventions", "Conventions"), may: May,
	shape:   func() any { b := convention.Shipped; return &b },
	address: func(any) string { return "" },
	called:  func(any) label.Text { return label.T("Conventions", "Conventions") },
	read:    readConventions, write: writeConventions,
}

func readConventions(ctx context.Context, q db.Querier, st *state) ([]entry, error) {
	c, err := convention.Load(ctx, q)
	if st.change != 0 && err == nil {
		c, err = convention.KnownAt(ctx, q, st.change)
	}
	return []entry{{1, &c.Body}}, err
}

func writeConventions(ctx context.Context, tx *db.Tx, st *state, steps []*Step) error {
	for _, s := range steps {
		if s.Kind == Removed {
			continue
		}
		now, err := convention.Load(ctx, tx)
		if err != nil {
			return err
		}
		to := *s.now.(*convention.Body)
		_, err = convention.Change(ctx, tx, st.who, now.Version, func(b *convention.Body) { *b = to })
		if err := st.try(s, err); err != nil {
			return err
		}
	}
	return nil
}
