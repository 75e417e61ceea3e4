package field

import (
	"context"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/hierarchy"
)

// Share makes the list of an attribute a hierarchy, from which other attributes can
// draw as well. Its values become nodes under their ids, so that whatever holds or
// names one stays as it is. h says what the hierarchy is called; by default as the
// attribute.
func Share(ctx context.Context, tx *db.Tx, who access.Who, object, key string, version int64, h hierarchy.Hierarchy) (*Field, hierarchy.Hierarchy, error) {
	if err := access.Must(MayDefine(who)); err != nil {
		return nil, h, err
	}
	c, err := change(ctx, tx, object)
	if err != nil {
		return nil, h, err
	}
	f := c.Get(key)
	switch {
	case f == nil || f.Retired:
		return nil, h, fault.NotFound()
	case f.Version != version:
		return nil, h, fault.Outdated(f)
	case f.Hierarchy != 0 || f.Kind != Choice && f.Kind != Choices || f.named():
		return nil, h, fault.Conflict(label.T("This attribute has no list that could become a hierarchy", "Cet attribut n’a pas de liste qui puisse devenir une hiérarchie"))
	}
	if h.Label.IsZero() {
		h.Label = f.Label
	}
	if h, err = hierarchy.Create(ctx, tx, who, h); err != nil {
		return nil, h, err
	}
	nodes := make([]hierarchy.Node, len(f.Choices))
	for i, o := range f.Choices {
		nodes[i] = hierarchy.Node{ID: o.ID, Parent: o.Parent, Key: o.Key, Label: o.Label, Colour: o.Colour, Icon: o.Icon, Retired: o.Retired, From: o.From, Until: o.Until}
	}
	if err := hierarchy.Sow(ctx, tx, who, h.ID, nodes); err != nil {
		return nil, h, err
	}
	if _, err := db.Exec(ctx, tx, "DELETE FROM choice WHERE field_id = $1", f.ID); err != nil {
		return nil, h, err
	}
	f.Hierarchy, f.Tree, f.Free, f.Version = h.ID, h.Key, false, f.Version+1
	if err := db.Put(ctx, tx, "field", f.row()); err != nil {
		return nil, h, err
	}
	return f, h, record(tx, f)
}

// named reports whether the program itself knows values of the list, which is then
// the attribute's own.
func (f *Field) named() bool {
	return f.Core && (f.Key == "stage" || f.Key == "type" || f.Key == "status")
}
