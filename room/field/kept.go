package field

import (
	"cmp"
	"slices"

	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/constant"
	"vigie/room/heading"
	"vigie/room/hierarchy"
)

// kept are the catalogues that a transaction has read, by kind of object.
type kept map[string]*keptOf

// keptOf is a catalogue as it is in a transaction: touches is how many changes there
// were of what it is made of when it was so.
type keptOf struct {
	fields    []*Field // never handed out, and never changed
	constants constant.Set
	groups    heading.Set
	touches   int
}

type keptKey struct{}

// Remember has a transaction that makes many attributes keep the catalogues that it has
// read, which everyone may. Without it each one that is made reads all those before it.
func Remember(tx *db.Tx, _ access.Who) { tx.Keep(keptKey{}, kept{}) }

// touches counts the changes in a transaction of what catalogues are made of.
func touches(tx *db.Tx) int {
	return tx.Touches(Entity, hierarchy.Entity, hierarchy.NodeEntity, constant.Entity, heading.Entity, "role")
}

// keptIn is what a transaction keeps of a catalogue; remembers is whether it does at all.
func keptIn(q db.Querier, object string) (c *Catalogue, tx *db.Tx, remembers bool) {
	tx, _ = q.(*db.Tx)
	if tx == nil {
		return nil, nil, false
	}
	all, ok := tx.Kept(keptKey{}).(kept)
	if !ok {
		return nil, tx, false
	}
	k := all[object]
	if k == nil || k.touches != touches(tx) {
		return nil, tx, true
	}
	fields := make([]*Field, len(k.fields))
	for i, f := range k.fields {
		fields[i] = f.copied()
	}
	c = NewCatalogue(object, fields)
	c.Constants, c.Groups = k.constants, k.groups
	return c, tx, true
}

func (f *Field) copied() *Field {
	out := *f
	out.Choices, out.Aliases = slices.Clone(f.Choices), slices.Clone(f.Aliases)
	return &out
}

// keep keeps a catalogue that was just read.
func (c *Catalogue) keep(tx *db.Tx) {
	k := &keptOf{constants: c.Constants, groups: c.Groups, touches: touches(tx)}
	for _, f := range c.Fields {
		k.fields = append(k.fields, f.copied())
	}
	tx.Kept(keptKey{}).(kept)[c.Object] = k
}

// keepSaved has what a transaction keeps follow an attribute that was just written. Where
// more than that changed the catalogue is read again: with an attribute that some roles
// read go the marks of roles, and with a hierarchy its nodes.
func (f *Field) keepSaved(tx *db.Tx, readersChanged bool) {
	all, ok := tx.Kept(keptKey{}).(kept)
	if !ok || all[f.Object] == nil {
		return
	}
	k := all[f.Object]
	now := touches(tx)
	if now != k.touches+1 || readersChanged || len(f.namedRoles()) > 0 || f.Hierarchy != 0 {
		delete(all, f.Object)
		return
	}
	k.touches = now
	made := f.row().field()
	made.parse()
	for i, o := range f.Choices {
		made.Choices = append(made.Choices, choiceRow{o.ID, f.ID, o.Key, o.Label.EN, o.Label.FR, o.Colour, o.Icon, int64(i + 1), o.Retired, o.Meaning, o.Parent, o.From, o.Until}.option())
	}
	k.fields = append(slices.DeleteFunc(k.fields, func(g *Field) bool { return g.ID == f.ID }), made)
	slices.SortFunc(k.fields, func(a, b *Field) int { return cmp.Or(cmp.Compare(a.Position, b.Position), cmp.Compare(a.ID, b.ID)) })
}
