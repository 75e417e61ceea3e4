package field

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

// Swap says which option of a list takes the place of which.
type Swap struct{ From, To int64 }

// Swaps reads, by the keys of options, which take the place of which.
func (f *Field) Swaps(keys map[string]string) ([]Swap, error) {
	var out []Swap
	for from, to := range keys {
		old, here := f.optionByKey(from)
		by, there := f.optionByKey(to)
		switch {
		case !here:
			return nil, fault.Invalid("replace", label.F("“%s” is not a value of the list “%s”", "« %s » n’est pas une valeur de la liste « %s »", from, f.Label))
		case !there || by.Retired || from == to:
			return nil, fault.Invalid("replace", label.F("Choose another value of the list “%s” that is in use", "Choisissez une autre valeur, en usage, de la liste « %s »", f.Label))
		case f.PerMonth:
			return nil, fault.Conflict(label.F("“%s” is kept per month: past months keep their value", "« %s » est tenu par mois : les mois passés gardent leur valeur", f.Label))
		}
		out = append(out, Swap{old.ID, by.ID})
	}
	return out, nil
}

func (f *Field) optionByKey(key string) (Option, bool) {
	i := slices.IndexFunc(f.Choices, func(o Option) bool { return o.Key == key })
	if i < 0 {
		return Option{}, false
	}
	return f.Choices[i], true
}

// Swapped returns a value of a list with each option that another takes the place
// of replaced by it; changed is false when it holds none of them.
func (v Value) Swapped(swaps []Swap) (out Value, changed bool) {
	turn := func(id int64) int64 {
		for _, s := range swaps {
			if s.From == id {
				changed = true
				return s.To
			}
		}
		return id
	}
	if v.L == nil {
		if !v.Set {
			return v, false
		}
		v.N = turn(v.N)
		return v, changed
	}
	ids := make([]int64, len(v.L))
	for i, id := range v.L {
		ids[i] = turn(id)
	}
	slices.Sort(ids)
	return List(slices.Compact(ids)), changed
}

// ReturnOptions takes the options back into use that a change retired, so that
// the values which it replaced can go back; it reports whether there were any.
// Whoever may not define attributes takes none back.
func ReturnOptions(ctx context.Context, tx *db.Tx, who access.Who, number int64) (bool, error) {
	if !MayDefine(who) {
		return false, nil
	}
	versions, err := db.Select[string](ctx, tx, "SELECT data FROM history WHERE entity = $1 AND change = $2 AND data IS NOT NULL ORDER BY object, version", Entity, number)
	if err != nil {
		return false, err
	}
	found := false
	for _, data := range versions {
		var then Field
		if err := json.Unmarshal([]byte(data), &then); err != nil {
			return false, fmt.Errorf("reading an attribute of the past: %w", err)
		}
		done, err := then.returnOptions(ctx, tx)
		if err != nil {
			return false, err
		}
		found = found || done
	}
	return found, nil
}

// returnOptions takes back into use what this version of an attribute retired.
func (f *Field) returnOptions(ctx context.Context, tx *db.Tx) (bool, error) {
	data, err := db.Select[string](ctx, tx, "SELECT data FROM history WHERE entity = $1 AND object = $2 AND version = $3 AND data IS NOT NULL", Entity, f.ID, f.Version-1)
	if err != nil || len(data) == 0 {
		return false, err
	}
	var before Field
	if err := json.Unmarshal([]byte(data[0]), &before); err != nil {
		return false, fmt.Errorf("reading an attribute of the past: %w", err)
	}
	c, err := change(ctx, tx, f.Object)
	if err != nil {
		return false, err
	}
	now := c.ByID(f.ID)
	if now == nil || now.Retired {
		return false, nil
	}
	found := false
	for i, o := range now.Choices {
		was, there := before.OptionByID(o.ID)
		then, _ := f.OptionByID(o.ID)
		if o.Retired && there && !was.Retired && then.Retired {
			now.Choices[i].Retired, found = false, true
		}
	}
	if !found {
		return false, nil
	}
	now.Version++
	if err := db.Put(ctx, tx, "field", now.row()); err != nil {
		return false, err
	}
	return true, saveChoices(ctx, tx, now)
}
