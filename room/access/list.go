package access

import (
	"context"
	"fmt"
	"strings"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
)

// listing is a table to read page by page. Its texts are constants of this
// package; values only ever travel in args.
type listing struct {
	table, columns, order string
	find                  []string // the folded columns that words are looked for in
	where                 string
	args                  []any
}

// paged reads the page of a listing, in its order and then by id.
func paged[T any](ctx context.Context, q db.Querier, p Page, l listing, id func(T) int64) (Found[T], error) {
	where, args := l.where, l.args
	if p.Q != "" {
		args = append(args, p.like())
		var any []string
		for _, column := range l.find {
			any = append(any, fmt.Sprintf(`%s LIKE $%d ESCAPE '\'`, column, len(args)))
		}
		where += " AND (" + strings.Join(any, " OR ") + ")"
	}
	total, err := db.Get[int64](ctx, q, "SELECT count(*) FROM "+l.table+" WHERE "+where, args...)
	if err != nil {
		return Found[T]{}, err
	}
	if p.After != 0 {
		known, err := db.Get[int64](ctx, q, "SELECT count(*) FROM "+l.table+" WHERE id = $1", p.After)
		if err != nil {
			return Found[T]{}, err
		}
		if known == 0 {
			return Found[T]{}, fault.Invalid("after", label.T("The list has changed; read it again from the start", "La liste a changé ; relisez-la depuis le début"))
		}
		args = append(args, p.After)
		where += fmt.Sprintf(" AND (%s, id) > (SELECT b.%s, b.id FROM %s b WHERE b.id = $%d)", l.order, l.order, l.table, len(args))
	}
	args = append(args, p.size()+1)
	rows, err := db.Select[T](ctx, q, fmt.Sprintf("SELECT %s FROM %s WHERE %s ORDER BY %s, id LIMIT $%d", l.columns, l.table, where, l.order, len(args)), args...)
	return cut(rows, p, total, id), err
}

// limitFrom is the end of a query that reads on after an id: the last two of n
// arguments are that id and how many rows to read.
func limitFrom(id string, n int) string {
	return fmt.Sprintf(" AND %s > $%d ORDER BY %s LIMIT $%d", id, n-1, id, n)
}
