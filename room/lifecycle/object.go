package lifecycle

import (
	"context"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// Object is a kind of object that has types with lifecycles: which of its lists says
// of what type it is, and which at what stage it stands.
type Object struct {
	Entity string
	Type   string
	Stage  string
	Scaled bool // its types have variants and gates
}

// Objects are those that there are; a new one takes its line here.
var Objects = []Object{
	{Entity: "project", Type: Type, Stage: Stage, Scaled: true},
	{Entity: "milestone", Type: "type", Stage: "status"},
	{Entity: "risk", Type: "type", Stage: "status"},
	{Entity: "action", Type: "type", Stage: "status"},
	{Entity: "decision", Type: "kind", Stage: "status"},
}

// ObjectOf returns the object of an entity; the zero one where it has no lifecycles.
func ObjectOf(entity string) Object {
	i := slices.IndexFunc(Objects, func(o Object) bool { return o.Entity == entity })
	if i < 0 {
		return Object{}
	}
	return Objects[i]
}

// Has reports whether an entity has types with lifecycles.
func Has(entity string) bool { return ObjectOf(entity).Entity != "" }

// Types are the types of a catalogue's object, those out of use among them; none
// where the list was not made yet.
func Types(c *field.Catalogue) []field.Option {
	if f := c.Get(ObjectOf(c.Object).Type); f != nil && !f.Retired {
		return f.Choices
	}
	return nil
}

// objectOf finds of which object a type is.
func objectOf(ctx context.Context, q db.Querier, typ int64) (Object, error) {
	type of struct {
		Object string `db:"object"`
		Key    string `db:"key"`
	}
	found, err := db.Select[of](ctx, q, "SELECT f.object, f.key FROM choice c JOIN field f ON f.id = c.field_id WHERE c.id = $1", typ)
	if err != nil {
		return Object{}, err
	}
	if len(found) == 0 || ObjectOf(found[0].Object).Type != found[0].Key {
		return Object{}, fault.NotFound()
	}
	return ObjectOf(found[0].Object), nil
}

// AddType adds a type to an object, and the list of its types where that is not there
// yet, and returns its key.
func AddType(ctx context.Context, tx *db.Tx, who access.Who, entity string, name label.Text) (string, error) {
	if err := access.Must(MayChange(who)); err != nil {
		return "", err
	}
	o := ObjectOf(entity)
	c, err := field.Hold(ctx, tx, who, entity)
	if err != nil {
		return "", err
	}
	option := field.Option{Label: field.Clean(name), Colour: "grey"}
	f := c.Get(o.Type)
	switch {
	case o.Entity == "":
		return "", fault.NotFound()
	case f == nil:
		f = &field.Field{
			Object: entity, Key: o.Type, Kind: field.Choice, Label: label.T("Type", "Type"), Consolidation: field.CountByValue,
			Help:    label.T("What kind of thing it is; its life follows from it", "De quelle sorte il s’agit\u202f; sa vie en découle"),
			Choices: []field.Option{option},
		}
		if err := field.Create(ctx, tx, who, f); err != nil {
			return "", err
		}
		return f.Choices[0].Key, nil
	case f.Retired:
		if f, err = field.Revive(ctx, tx, who, entity, o.Type); err != nil {
			return "", err
		}
	}
	if f, err = field.Update(ctx, tx, who, entity, f.Key, f.Version, func(f *field.Field) error {
		if slices.ContainsFunc(f.Choices, func(c field.Option) bool { return !c.Retired && same(c.Label, option.Label) }) {
			return fault.Invalid("label", label.F("There is already a type “%s”", "Il y a déjà un type «\u202f%s\u202f»", option.Label))
		}
		f.Choices = append(f.Choices, option)
		return nil
	}); err != nil {
		return "", err
	}
	return f.Choices[len(f.Choices)-1].Key, nil
}

func same(a, b label.Text) bool {
	return a.In(label.EN) == b.In(label.EN) || a.In(label.FR) == b.In(label.FR)
}

// TakesBack reports whether today's values of an object take back the last move: to is
// the stage where it stood before, and the same person led it away on the same day.
// stageOf reads the stage out of what the history keeps.
func TakesBack(ctx context.Context, q db.Querier, who access.Who, entity string, id int64, on int64, to field.Value, stageOf func(data string) (field.Value, error)) (bool, error) {
	type recorded struct {
		Actor int64  `db:"actor"`
		From  int64  `db:"from_day"`
		Data  string `db:"data"`
	}
	lines, err := db.Select[recorded](ctx, q, "SELECT actor, from_day, data FROM history WHERE entity = $1 AND object = $2 AND data IS NOT NULL ORDER BY version DESC, id DESC LIMIT 50", entity, id)
	if err != nil || len(lines) == 0 {
		return false, err
	}
	now, err := stageOf(lines[0].Data)
	for i, l := range lines[1:] {
		was, failed := stageOf(l.Data)
		if err != nil || failed != nil {
			return false, err
		}
		if later := lines[i]; !now.Equal(was) {
			return later.Actor == who.ID && later.From == on && was.Equal(to), nil
		}
		now = was
	}
	return false, err
}
