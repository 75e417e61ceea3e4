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
