package field

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"vigie/engine/formula"
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
		old, here := f.OptionByKey(from)
		by, there := f.OptionByKey(to)
		switch {
		case !here:
			return nil, fault.Invalid("replace", label.F("“%s” is not a value of the list “%s”", "« %s » n’est pas une valeur de la liste « %s »", from, f.Label))
		case !there || by.Retired || from == to:
			return nil, fault.Invalid("replace", label.F("Choose another value of the list “%s” that is in use", "Choisissez une autre valeur, en usage, de la liste « %s »", f.Label))
		}
		out = append(out, Swap{old.ID, by.ID})
	}
	return out, nil
}

// OptionByKey returns the option with a key, in use or not.
func (f *Field) OptionByKey(key string) (Option, bool) {
	i := slices.IndexFunc(f.Choices, func(o Option) bool { return o.Key == key })
	if i < 0 {
		return Option{}, false
	}
	return f.Choices[i], true
}

// Name is what conditions call the option that takes the place of another.
func (f *Field) Name(swaps []Swap) func(id int64) (name string, ok bool) {
	return func(id int64) (string, bool) {
		by, ok := other(swaps, id)
		o, there := f.OptionByID(by)
		return o.Key, ok && there
	}
}

// By says which option takes the place of another.
func (f *Field) By(swaps []Swap) func(id int64) (by int64, ok bool) {
	return func(id int64) (int64, bool) { return other(swaps, id) }
}

func other(swaps []Swap, id int64) (by int64, ok bool) {
	for _, s := range swaps {
		if s.From == id {
			return s.To, true
		}
	}
	return id, false
}

// Initially gives a new object the option that takes the place of the one with
// which it began.
func (f *Field) Initially(swaps []Swap) {
	v, err := ParsePlain(f, f.Initial)
	if err != nil {
		return
	}
	v, changed := v.Swapped(swaps)
	if !changed {
		return
	}
	ids, keys := v.L, []string{}
	if f.Kind == Choice {
		ids = []int64{v.N}
	}
	for _, id := range ids {
		o, _ := f.OptionByID(id)
		keys = append(keys, o.Key)
	}
	f.Initial = strings.Join(keys, ", ")
}

// ReplaceOptions gives the attributes whose formula or rules name an option the one
// that takes its place.
func ReplaceOptions(ctx context.Context, tx *db.Tx, who access.Who, of *Field, swaps []Swap) error {
	if err := access.Must(MayDefine(who)); err != nil {
		return err
	}
	c, err := change(ctx, tx, of.Object)
	if err != nil {
		return err
	}
	for _, f := range c.Fields {
		if f.Retired {
			continue
		}
		changed, err := f.swap(of.ID, swaps)
		if err != nil {
			return err
		}
		if !changed {
			continue
		}
		f.Version++
		if err := db.Put(ctx, tx, "field", f.row()); err != nil {
			return err
		}
		if err := record(tx, f); err != nil {
			return err
		}
	}
	return nil
}

// swap puts options in the place of others in all that an attribute computes and asks.
func (f *Field) swap(list int64, swaps []Swap) (changed bool, err error) {
	for into, e := range map[*string]*formula.Expr{&f.Formula: f.expr, &f.RequiredIf: f.requiredIf, &f.Rule: f.rule, &f.ShownIf: f.shownIf} {
		if e == nil {
			continue
		}
		now, turned := e.Swap(list, func(id int64) (int64, bool) { return other(swaps, id) })
		if !turned {
			continue
		}
		b, err := now.MarshalJSON()
		if err != nil {
			return false, err
		}
		*into, changed = string(b), true
	}
	return changed, nil
}

// Swapped returns a value of a list with each option that another takes the place
// of replaced by it; changed is false when it holds none of them.
func (v Value) Swapped(swaps []Swap) (out Value, changed bool) {
	turn := func(id int64) int64 {
		by, ok := other(swaps, id)
		changed = changed || ok
		return by
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
// the values which it replaced can go back, with the formulas and the first value
// that it rewrote; it reports whether the change was one of attributes at all. Whoever
// may not define attributes takes nothing back.
func ReturnOptions(ctx context.Context, tx *db.Tx, who access.Who, number int64) (bool, error) {
	if !MayDefine(who) {
		return false, nil
	}
	versions, err := db.Select[string](ctx, tx, "SELECT data FROM history WHERE entity = $1 AND change = $2 AND data IS NOT NULL ORDER BY object, version", Entity, number)
	if err != nil {
		return false, err
	}
	for _, data := range versions {
		var then Field
		if err := json.Unmarshal([]byte(data), &then); err != nil {
			return false, fmt.Errorf("reading an attribute of the past: %w", err)
		}
		if err := then.returnOptions(ctx, tx); err != nil {
			return false, err
		}
	}
	return len(versions) > 0, nil
}

// returnOptions takes back into use what this version of an attribute retired.
func (f *Field) returnOptions(ctx context.Context, tx *db.Tx) error {
	data, err := db.Select[string](ctx, tx, "SELECT data FROM history WHERE entity = $1 AND object = $2 AND version = $3 AND data IS NOT NULL", Entity, f.ID, f.Version-1)
	if err != nil || len(data) == 0 {
		return err
	}
	var before Field
	if err := json.Unmarshal([]byte(data[0]), &before); err != nil {
		return fmt.Errorf("reading an attribute of the past: %w", err)
	}
	c, err := change(ctx, tx, f.Object)
	if err != nil {
		return err
	}
	now := c.ByID(f.ID)
	if now == nil || now.Retired {
		return nil
	}
	found := false
	for i, o := range now.Choices {
		was, there := before.OptionByID(o.ID)
		then, _ := f.OptionByID(o.ID)
		if o.Retired && there && !was.Retired && then.Retired {
			now.Choices[i].Retired, found = false, true
		}
	}
	for text, of := range map[*string][2]string{
		&now.Formula: {f.Formula, before.Formula}, &now.Initial: {f.Initial, before.Initial}, &now.RequiredIf: {f.RequiredIf, before.RequiredIf}, &now.Rule: {f.Rule, before.Rule}, &now.ShownIf: {f.ShownIf, before.ShownIf},
	} {
		if *text == of[0] && of[0] != of[1] {
			*text, found = of[1], true
		}
	}
	if !found {
		return nil
	}
	now.Version++
	if err := db.Put(ctx, tx, "field", now.row()); err != nil {
		return err
	}
	return saveChoices(ctx, tx, now)
}
