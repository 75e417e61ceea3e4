package db

import (
	"fmt"
	"strings"

	"vigie/ground/label"
)

var wild = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// Holding is the condition that a folded column holds every word of a text, with
// its arguments added; a text without words holds nothing. column is a constant
// of the caller; words only ever travel in args.
func Holding(column, text string, args []any) (string, []any) {
	var all []string
	for word := range strings.FieldsSeq(label.Fold(text)) {
		args = append(args, "%"+wild.Replace(word)+"%")
		all = append(all, fmt.Sprintf(`%s LIKE $%d ESCAPE '\'`, column, len(args)))
	}
	if len(all) == 0 {
		return "1 = 0", args
	}
	return strings.Join(all, " AND "), args
}

// LatestPage is how many rows Latest expects of a full page.
const LatestPage = 200

// Latest collects wanted rows, the highest ids first, until there are limit of
// them. page reads at most LatestPage rows below an id, in that order.
func Latest[T any](limit int, page func(below int64) ([]T, error), look func(T) (id int64, wanted bool)) ([]T, error) {
	var out []T
	for below := int64(1) << 62; ; {
		rows, err := page(below)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			id, wanted := look(r)
			below = id
			if !wanted {
				continue
			}
			if out = append(out, r); len(out) == limit {
				return out, nil
			}
		}
		if len(rows) < LatestPage {
			return out, nil
		}
	}
}
