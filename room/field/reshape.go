package field

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"vigie/engine/formula"
	"vigie/format/cell"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

// mostAliases is how many former keys of an attribute answer.
const mostAliases = 20

// hold returns an attribute for somebody who changes its version, and the catalogue.
func hold(ctx context.Context, tx *db.Tx, who access.Who, object, key string, version int64) (*Catalogue, *Field, error) {
	if err := access.Must(who.CanEverywhere(access.EditCatalogue)); err != nil {
		return nil, nil, err
	}
	c, err := change(ctx, tx, object)
	if err != nil {
		return nil, nil, err
	}
	f := c.Get(key)
	if f == nil || f.Retired {
		return nil, nil, fault.NotFound()
	}
	if version != f.Version {
		return nil, nil, fault.Outdated(f)
	}
	return c, f, nil
}

// Rename gives an attribute another key. What is stored stays where it is, and the
// old key goes on answering; what names the attribute by its key is for the caller.
func Rename(ctx context.Context, tx *db.Tx, who access.Who, object, key string, version int64, to string) (*Field, error) {
	c, f, err := hold(ctx, tx, who, object, key, version)
	if err != nil {
		return nil, err
	}
	was := f.Key
	if to == was {
		return f, nil
	}
	if f.Core {
		return nil, fault.Conflict(label.T("The key of an attribute that came with Vigie stays, for programs count on it; its name can be changed", "La clé d’un attribut fourni avec Vigie reste, car des programmes comptent dessus\u202f; son nom peut être changé"))
	}
	f.Slot = f.StoredAs()
	f.Aliases = slices.DeleteFunc(f.Aliases, func(k string) bool { return k == to })
	f.Aliases = append(f.Aliases, was)
	f.Aliases = f.Aliases[max(0, len(f.Aliases)-mostAliases):]
	f.Key = to
	f.Version++
	if err := c.check(f); err != nil {
		return nil, err
	}
	if err := db.Put(ctx, tx, "field", f.row()); err != nil {
		return nil, err
	}
	if err := record(tx, f); err != nil {
		return nil, err
	}
	return f, c.reweigh(ctx, tx, was, to)
}

// reweigh has the means that an attribute weighs name it by its new key.
func (c *Catalogue) reweigh(ctx context.Context, tx *db.Tx, was, to string) error {
	for _, g := range c.Fields {
		if g.Weight != was {
			continue
		}
		g.Weight, g.Version = to, g.Version+1
		if err := db.Put(ctx, tx, "field", g.row()); err != nil {
			return err
		}
		if err := record(tx, g); err != nil {
			return err
		}
	}
	return nil
}

// Become is what an attribute is to become, and how what is stored is read then.
type Become struct {
	Kind  Kind
	Lang  label.Lang
	Form  cell.Format
	Into  map[string]string
	Names map[int64]string
}

// Reshaped returns the attribute as it would be of another kind. Where it was of
// that kind before, its values of then are read as they were.
func (f *Field) Reshaped(to Become) (*Field, error) {
	if !slices.Contains(f.CanBecome(), to.Kind) && !f.was(to.Kind) {
		return nil, fault.Invalid("kind", label.F("“%s” cannot become an attribute of this kind; create another one", "«\u202f%s\u202f» ne peut pas devenir un attribut de cette nature\u202f; créez-en un autre", f.Label))
	}
	now := *f
	now.Choices = slices.Clone(f.Choices)
	now.Former = slices.Clone(f.Former)
	back := slices.IndexFunc(now.Former, func(o Former) bool { return o.Kind == to.Kind })
	slot := ""
	if back >= 0 && len(to.Into) == 0 {
		slot = now.Former[back].Slot
		now.Former = slices.Delete(now.Former, back, back+1)
	} else {
		slot = f.freeSlot()
	}
	now.Former = append(now.Former, Former{Slot: f.StoredAs(), Kind: f.Kind, Lang: to.Lang, Form: to.Form, Into: to.Into, Names: to.Names})
	now.Slot, now.Kind = slot, to.Kind
	if !slices.Contains(Consolidations(to.Kind), now.Consolidation) {
		now.Consolidation, now.Weight = None, ""
	}
	if v, err := ParsePlain(&now, now.Initial); err != nil || !v.Set {
		now.Initial = ""
	}
	if to.Kind != Choice && to.Kind != Choices {
		now.Free, now.Grants = false, false
	}
	if to.Kind != Text {
		now.Pattern = ""
	}
	if now.checkUnique() != nil {
		now.UniqueIn = ""
	}
	return &now, nil
}

// was reports whether values of a kind are stored from before.
func (f *Field) was(k Kind) bool {
	return slices.ContainsFunc(f.Former, func(o Former) bool { return o.Kind == k })
}

// freeSlot returns a name under which nothing of the attribute is stored.
func (f *Field) freeSlot() string {
	base, _, _ := strings.Cut(f.StoredAs(), "~")
	for n := 2; ; n++ {
		slot := fmt.Sprintf("%s~%d", base, n)
		if slot != f.StoredAs() && !slices.ContainsFunc(f.Former, func(o Former) bool { return o.Slot == slot }) {
			return slot
		}
	}
}

// Reshape gives an attribute another kind. No value is written: what is stored is
// converted as it is read, and read as it was when the attribute becomes what it was
// again. edit may set what belongs to the new kind, such as a list. Formulas and
// conditions must hold with it.
func Reshape(ctx context.Context, tx *db.Tx, who access.Who, object, key string, version int64, to Become, edit func(*Field) error) (*Field, error) {
	c, f, err := hold(ctx, tx, who, object, key, version)
	if err != nil {
		return nil, err
	}
	now, err := f.Reshaped(to)
	if err != nil {
		return nil, err
	}
	if err := edit(now); err != nil {
		return nil, err
	}
	now.Kind, now.Version = to.Kind, f.Version+1
	if err := c.check(now); err != nil {
		return nil, err
	}
	if err := keepsOptions(f.Choices, now.Choices); err != nil {
		return nil, err
	}
	if err := carry(ctx, tx, who, f, now); err != nil {
		return nil, err
	}
	if err := db.Put(ctx, tx, "field", now.row()); err != nil {
		return nil, err
	}
	if err := saveChoices(ctx, tx, now); err != nil {
		return nil, err
	}
	return now, c.retype(ctx, tx, f, now)
}

// retype reads the formulas and conditions again that name an attribute which became
// of another kind, and refuses the change where one no longer holds.
func (c *Catalogue) retype(ctx context.Context, tx *db.Tx, was, now *Field) error {
	for _, g := range c.Blocked(was, now) {
		return fault.Conflict(label.F("The formula or a rule of “%s” would no longer hold; change it first", "La formule ou une règle de «\u202f%s\u202f» ne tiendrait plus\u202f; changez-la d’abord", g.Label))
	}
	next := c.with(now)
	for _, g := range next.Fields {
		if !slices.Contains(g.Uses(), now.ID) {
			continue
		}
		if !g.reread(c, next) {
			continue
		}
		g.Version++
		if g.ID == now.ID {
			now.Version = g.Version
		}
		if err := db.Put(ctx, tx, "field", g.row()); err != nil {
			return err
		}
		if err := record(tx, g); err != nil {
			return err
		}
	}
	return nil
}

// Blocked returns the attributes whose formula or conditions would no longer hold if
// one became of another kind.
func (c *Catalogue) Blocked(was, now *Field) []*Field {
	next := c.with(now)
	var out []*Field
	for _, g := range c.Fields {
		if g.Retired || !slices.Contains(g.Uses(), was.ID) {
			continue
		}
		for _, e := range g.Trees() {
			if _, err := next.ParseKeyed(c.KeyedText(e, numbered{}), numbered{}); err != nil {
				out = append(out, g)
				break
			}
		}
	}
	return out
}

// with is the catalogue with an attribute as it would be.
func (c *Catalogue) with(now *Field) *Catalogue {
	fields := make([]*Field, len(c.Fields))
	for i, f := range c.Fields {
		g := *f
		if fields[i] = &g; f.ID == now.ID {
			fields[i] = now
		}
	}
	return c.Over(fields)
}

// numbered names people, units and projects by their numbers, so that a formula can be
// written and read again whoever they are.
type numbered struct{}

// Name implements Directory.
func (numbered) Name(_ Kind, id int64) string { return strconv.FormatInt(id, 10) }

// Find implements Directory.
func (numbered) Find(_ Kind, name string) (int64, bool) {
	id, err := strconv.ParseInt(name, 10, 64)
	return id, err == nil
}

// reread reads formula and conditions of the attribute as another catalogue means
// them; changed is false where they are the same.
func (g *Field) reread(from, to *Catalogue) (changed bool) {
	for into, e := range map[*string]*formula.Expr{&g.Formula: g.expr, &g.RequiredIf: g.requiredIf, &g.Rule: g.rule, &g.ShownIf: g.shownIf} {
		if e == nil {
			continue
		}
		if tree, err := to.ParseKeyed(from.KeyedText(e, numbered{}), numbered{}); err == nil && tree != *into {
			*into, changed = tree, true
		}
	}
	g.parse()
	return changed
}

// Restore takes an attribute back into use that was retired: what it held is there again.
func Restore(ctx context.Context, tx *db.Tx, who access.Who, object, key string) (*Field, error) {
	if err := access.Must(who.CanEverywhere(access.EditCatalogue)); err != nil {
		return nil, err
	}
	c, err := change(ctx, tx, object)
	if err != nil {
		return nil, err
	}
	f := c.Get(key)
	if f == nil || !f.Retired {
		return nil, fault.NotFound()
	}
	return Revive(ctx, tx, who, object, f.Key)
}
