package form

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/lifecycle"
)

type row struct {
	ID       int64  `db:"id"`
	Version  int64  `db:"version"`
	Object   string `db:"object"`
	Position int64  `db:"position"`
	NameEN   string `db:"name_en"`
	NameFR   string `db:"name_fr"`
	Whole    bool   `db:"whole"`
	Types    string `db:"types"`
	Stages   string `db:"stages"`
	Variants string `db:"variants"`
	Roles    string `db:"roles"`
	Layout   string `db:"layout"`
}

func (f *Form) row() (row, error) {
	r := row{ID: f.ID, Version: f.Version, Object: f.Object, Position: f.Position, NameEN: f.Name.EN, NameFR: f.Name.FR, Whole: f.Whole}
	for into, value := range map[*string]any{
		&r.Types: ids(f.For.Types), &r.Stages: ids(f.For.Stages), &r.Variants: ids(f.For.Variants), &r.Roles: ids(f.For.Roles),
		&r.Layout: f.Sections,
	} {
		b, err := json.Marshal(value)
		if err != nil {
			return r, err
		}
		*into = string(b)
	}
	return r, nil
}

// ids is a list that is never null.
func ids(list []int64) []int64 { return append([]int64{}, list...) }

func (r row) form() (Form, error) {
	f := Form{ID: r.ID, Version: r.Version, Object: r.Object, Position: r.Position, Name: label.T(r.NameEN, r.NameFR), Whole: r.Whole}
	for text, into := range map[*string]any{
		&r.Types: &f.For.Types, &r.Stages: &f.For.Stages, &r.Variants: &f.For.Variants, &r.Roles: &f.For.Roles, &r.Layout: &f.Sections,
	} {
		if err := json.Unmarshal([]byte(*text), into); err != nil {
			return f, fmt.Errorf("reading the form %d: %w", r.ID, err)
		}
	}
	return f, nil
}

// All returns the forms of all objects, object by object in the order in which they
// are tried. Which one a person reads with is no secret of it; who may see them all is
// for the caller to ask.
func All(ctx context.Context, q db.Querier) ([]Form, error) {
	rows, err := db.Select[row](ctx, q, "SELECT "+db.Columns[row]("")+" FROM form")
	if err != nil {
		return nil, fmt.Errorf("reading the forms: %w", err)
	}
	out := make([]Form, len(rows))
	for i, r := range rows {
		if out[i], err = r.form(); err != nil {
			return nil, err
		}
	}
	inOrder(out)
	return out, nil
}

// Of returns the forms of an object, in the order in which they are tried.
func Of(ctx context.Context, q db.Querier, object string) ([]Form, error) {
	all, err := All(ctx, q)
	return slices.DeleteFunc(all, func(f Form) bool { return f.Object != object }), err
}

// inOrder sorts forms: object by object, in the order in which they are tried.
func inOrder(forms []Form) {
	place := map[string]int{}
	for i, o := range lifecycle.Objects {
		place[o.Entity] = i
	}
	slices.SortFunc(forms, func(a, b Form) int {
		return cmp.Or(cmp.Compare(place[a.Object], place[b.Object]), cmp.Compare(a.Position, b.Position), cmp.Compare(a.ID, b.ID))
	})
}

// change reads the forms of an object to change them: one transaction at a time, on
// every node.
func change(ctx context.Context, tx *db.Tx, who access.Who, object string) ([]Form, *field.Catalogue, error) {
	if err := access.Must(MayDesign(who)); err != nil {
		return nil, nil, err
	}
	if _, err := db.Exec(ctx, tx, "UPDATE field SET version = version WHERE object = $1 AND key = 'name'", object); err != nil {
		return nil, nil, err
	}
	c, err := field.Load(ctx, tx, object)
	if err != nil {
		return nil, nil, err
	}
	forms, err := Of(ctx, tx, object)
	return forms, c, err
}

// changeOne reads the forms among which one stands.
func changeOne(ctx context.Context, tx *db.Tx, who access.Who, id int64) ([]Form, *field.Catalogue, error) {
	object, err := ObjectOf(ctx, tx, who, id)
	if err != nil {
		return nil, nil, err
	}
	return change(ctx, tx, who, object)
}

// Create adds a form, as the last of its object.
func Create(ctx context.Context, tx *db.Tx, who access.Who, f Form) (Form, error) {
	if err := access.Must(MayDesign(who)); err != nil {
		return f, err
	}
	if len(Lists(f.Object)) == 0 {
		return f, fault.Invalid("object", label.F("There are no forms of “%s”", "Il n’y a pas de formulaires de «\u202f%s\u202f»", f.Object))
	}
	forms, c, err := change(ctx, tx, who, f.Object)
	if err != nil {
		return f, err
	}
	if len(forms) >= mostForms {
		return f, fault.Conflict(label.F("There are %d forms already: delete those that are no longer used", "Il y a déjà %d formulaires\u202f: supprimez ceux qui ne servent plus", len(forms)))
	}
	f.ID, f.Version, f.Position = tx.NewID(), 1, 10
	if n := len(forms); n > 0 {
		f.Position = forms[n-1].Position + 10
	}
	return f, f.insert(ctx, tx, c)
}

func (f *Form) insert(ctx context.Context, tx *db.Tx, c *field.Catalogue) error {
	if err := f.check(ctx, tx, c); err != nil {
		return err
	}
	r, err := f.row()
	if err != nil {
		return err
	}
	if err := db.Insert(ctx, tx, "form", r); err != nil {
		return err
	}
	return f.record(tx)
}

// check also looks whether there are the roles of a form.
func (f *Form) check(ctx context.Context, q db.Querier, c *field.Catalogue) error {
	if err := f.Check(c); err != nil {
		return err
	}
	for _, id := range f.For.Roles {
		ok, err := access.Exists(ctx, q, "role", id)
		if err != nil {
			return err
		}
		if !ok {
			return fault.Invalid("roles", label.T("A role that the form is for does not exist", "Un rôle auquel le formulaire est destiné n’existe pas"))
		}
	}
	return nil
}

// Update changes a form; version is the one that was read.
func Update(ctx context.Context, tx *db.Tx, who access.Who, id, version int64, edit func(*Form) error) (Form, error) {
	forms, c, err := changeOne(ctx, tx, who, id)
	if err != nil {
		return Form{}, err
	}
	at := slices.IndexFunc(forms, func(f Form) bool { return f.ID == id })
	if at < 0 {
		return Form{}, fault.NotFound()
	}
	was := forms[at]
	if was.Version != version {
		return was, fault.Outdated(was)
	}
	f := was.clone()
	if err := edit(&f); err != nil {
		return was, err
	}
	f.ID, f.Object, f.Position = was.ID, was.Object, was.Position
	if err := f.check(ctx, tx, c); err != nil {
		return was, err
	}
	if f.same(was) {
		return was, nil // no version for nothing
	}
	f.Version = version + 1
	return f, f.put(ctx, tx)
}

// clone is a copy that shares no list with the form.
func (f *Form) clone() Form {
	out := *f
	out.For = For{slices.Clone(f.For.Types), slices.Clone(f.For.Stages), slices.Clone(f.For.Variants), slices.Clone(f.For.Roles)}
	out.Sections = slices.Clone(f.Sections)
	for i, s := range out.Sections {
		out.Sections[i].Lines = slices.Clone(s.Lines)
	}
	return out
}

func (f *Form) same(o Form) bool {
	a, errA := f.row()
	b, errB := o.row()
	return errA == nil && errB == nil && reflect.DeepEqual(a, b)
}

func (f *Form) put(ctx context.Context, tx *db.Tx) error {
	r, err := f.row()
	if err != nil {
		return err
	}
	if err := db.Put(ctx, tx, "form", r); err != nil {
		return err
	}
	return f.record(tx)
}

// Delete removes a form; the history keeps it, and Revert brings it back.
func Delete(ctx context.Context, tx *db.Tx, who access.Who, id, version int64) error {
	forms, _, err := changeOne(ctx, tx, who, id)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(forms, func(f Form) bool { return f.ID == id })
	if at < 0 {
		return fault.NotFound()
	}
	if forms[at].Version != version {
		return fault.Outdated(forms[at])
	}
	if _, err := db.Exec(ctx, tx, "DELETE FROM form WHERE id = $1", id); err != nil {
		return err
	}
	tx.Record(db.Version{Entity: Entity, Object: id, Version: version + 1})
	return nil
}

// Order says in which order the forms of an object are tried: all of them, by their
// ids. It is refused when somebody added or deleted one meanwhile.
func Order(ctx context.Context, tx *db.Tx, who access.Who, object string, order []int64) ([]Form, error) {
	forms, _, err := change(ctx, tx, who, object)
	if err != nil {
		return nil, err
	}
	out := make([]Form, 0, len(forms))
	for _, id := range distinctInOrder(order) {
		at := slices.IndexFunc(forms, func(f Form) bool { return f.ID == id })
		if at >= 0 {
			out = append(out, forms[at])
		}
	}
	if len(out) != len(forms) || len(order) != len(forms) {
		return nil, fault.Conflict(label.T("The forms have changed meanwhile: look at their order again", "Les formulaires ont changé entre-temps\u202f: revoyez leur ordre"))
	}
	for i := range out {
		if at := int64(i+1) * 10; out[i].Position != at {
			out[i].Position, out[i].Version = at, out[i].Version+1
			if err := out[i].put(ctx, tx); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

func distinctInOrder(list []int64) []int64 {
	var out []int64
	for _, id := range list {
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// remembered is what the history keeps of a form.
type remembered struct {
	Object   string     `json:"object"`
	Position int64      `json:"position"`
	Name     label.Text `json:"name"`
	Whole    bool       `json:"whole,omitempty"`
	For      For        `json:"for"`
	Sections []Section  `json:"sections"`
}

func (f *Form) record(tx *db.Tx) error {
	b, err := json.Marshal(remembered{f.Object, f.Position, f.Name, f.Whole, f.For, f.Sections})
	if err != nil {
		return err
	}
	tx.Record(db.Version{Entity: Entity, Object: f.ID, Version: f.Version, Data: string(b)})
	return nil
}

func recall(id, version int64, data string) (Form, error) {
	var m remembered
	if err := json.Unmarshal([]byte(data), &m); err != nil {
		return Form{}, fmt.Errorf("reading a form of the past: %w", err)
	}
	return Form{id, version, m.Object, m.Position, m.Name, m.Whole, m.For, m.Sections}, nil
}
