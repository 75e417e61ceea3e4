package form

import (
	"context"
	"fmt"
	"reflect"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/lifecycle"
)

// Past is one version of one form.
type Past struct {
	Form
	Gone   bool     // the form was deleted; it is shown as it was
	Parts  []string // what changed since the version before: name, whole, for, position, sections; none for the first
	Change db.Change
}

// mostPast is how many versions the history shows.
const mostPast = 200

// History returns the versions of the forms of an object, of all objects where it is
// empty, also of those that are gone, the latest first.
func History(ctx context.Context, q db.Querier, who access.Who, object string) ([]Past, error) {
	if err := access.Must(MayDesign(who)); err != nil {
		return nil, err
	}
	type recorded struct {
		Object  int64   `db:"object"`
		Version int64   `db:"version"`
		Data    db.Text `db:"data"`
		db.Change
	}
	var out []Past
	last := map[int64]*Form{}
	err := db.Each(ctx, q, func(r *recorded) error {
		p, err := pastOf(r.Object, r.Version, r.Data, last[r.Object])
		p.Change = r.Change
		if err == nil {
			last[r.Object] = &p.Form
			if object == "" || p.Object == object {
				out = append(out, p)
			}
		}
		return err
	}, "SELECT h.object, h.version, h.data, "+db.Columns[db.Change]("c")+" FROM history h JOIN change c ON c.number = h.change WHERE h.entity = $1 ORDER BY h.change, h.object, h.version", Entity)
	slices.Reverse(out)
	return out[:min(len(out), mostPast)], err
}

// pastOf reads a version beside the one before it, nil for none.
func pastOf(id, version int64, data db.Text, before *Form) (Past, error) {
	if data.Null {
		p := Past{Gone: true}
		if before != nil {
			p.Form = *before
		}
		p.ID, p.Version = id, version
		return p, nil
	}
	f, err := recall(id, version, data.S)
	p := Past{Form: f}
	if err == nil && before != nil {
		p.Parts = f.since(before)
	}
	return p, err
}

// since returns what differs from an earlier version.
func (f *Form) since(o *Form) []string {
	out := []string{}
	for _, part := range []struct {
		name string
		a, b any
	}{{"name", f.Name, o.Name}, {"for", f.For, o.For}, {"position", f.Position, o.Position}, {"whole", f.Whole, o.Whole}, {"sections", f.Sections, o.Sections}} {
		if !reflect.DeepEqual(part.a, part.b) {
			out = append(out, part.name)
		}
	}
	return out
}

// Revert keeps an earlier version of a form again, one that is gone too; version
// is the last one that was read. Its place among the others stays where it has one.
func Revert(ctx context.Context, tx *db.Tx, who access.Who, id, version, to int64) (Form, error) {
	object, err := ObjectOf(ctx, tx, who, id)
	if err != nil {
		return Form{}, err
	}
	forms, c, err := change(ctx, tx, who, object)
	if err != nil {
		return Form{}, err
	}
	type recorded struct {
		Version int64   `db:"version"`
		Data    db.Text `db:"data"`
	}
	all, err := db.Select[recorded](ctx, tx, "SELECT version, data FROM history WHERE entity = $1 AND object = $2", Entity, id)
	if err != nil {
		return Form{}, err
	}
	last := int64(0)
	var then *Form
	for _, r := range all {
		last = max(last, r.Version)
		if r.Version == to && !r.Data.Null {
			f, err := recall(id, to, r.Data.S)
			if err != nil {
				return Form{}, err
			}
			then = &f
		}
	}
	at := slices.IndexFunc(forms, func(f Form) bool { return f.ID == id })
	switch {
	case then == nil:
		return Form{}, fault.Invalid("to", label.T("The form has no such version", "Le formulaire n’a pas cette version"))
	case last != version && at >= 0:
		return Form{}, fault.Outdated(forms[at])
	case last != version:
		return Form{}, fault.Conflict(label.T("The form has changed meanwhile", "Le formulaire a changé entre-temps"))
	}
	then.drop(func(field int64) bool { return c.ByID(field) == nil })
	then.Version = last + 1
	if err := then.keepRoles(ctx, tx); err != nil {
		return Form{}, err
	}
	if at < 0 {
		return *then, then.insert(ctx, tx, c)
	}
	then.Position = forms[at].Position
	if err := then.check(ctx, tx, c); err != nil {
		return Form{}, err
	}
	return *then, then.put(ctx, tx)
}

// ObjectOf finds of which object a form is, or was.
func ObjectOf(ctx context.Context, q db.Querier, who access.Who, id int64) (string, error) {
	if err := access.Must(MayDesign(who)); err != nil {
		return "", err
	}
	made, err := db.Select[string](ctx, q, "SELECT data FROM history WHERE entity = $1 AND object = $2 AND data IS NOT NULL ORDER BY version LIMIT 1", Entity, id)
	if err == nil && len(made) == 0 {
		err = fault.NotFound()
	}
	if err != nil {
		return "", err
	}
	f, err := recall(id, 1, made[0])
	return f.Object, err
}

// drop takes attributes out of a form.
func (f *Form) drop(gone func(int64) bool) {
	for i := range f.Sections {
		f.Sections[i].Lines = slices.DeleteFunc(slices.Clone(f.Sections[i].Lines), func(l Line) bool { return gone(l.Field) })
	}
}

// keepRoles leaves out roles that there are no more. A form that was for such
// roles alone stays for them: for nobody, and not for everybody.
func (f *Form) keepRoles(ctx context.Context, q db.Querier) error {
	var kept []int64
	for _, id := range f.For.Roles {
		ok, err := access.Exists(ctx, q, "role", id)
		if err != nil {
			return err
		}
		if ok {
			kept = append(kept, id)
		}
	}
	if len(kept) == 0 && len(f.For.Roles) > 0 {
		return fault.Conflict(label.T("The roles that this form was for are gone: make a new one", "Les rôles auxquels ce formulaire était destiné n’existent plus\u202f: créez-en un nouveau"))
	}
	f.For.Roles = kept
	return nil
}

// ReplaceOptions gives the forms of an object that are for an option of a list the
// one that takes its place.
func ReplaceOptions(ctx context.Context, tx *db.Tx, who access.Who, object, key string, by func(id int64) (int64, bool)) error {
	lists := Lists(object)
	i := slices.IndexFunc(lists, func(l List) bool { return l.Key == key })
	if i < 0 {
		return nil
	}
	return rewrite(ctx, tx, who, object, func(f *Form) *[]int64 { return f.For.Options(lists[i].Name) }, by)
}

// LeaveRole has no form be for a role that goes: those that are get another one,
// where by says which; otherwise the role has to stay.
func LeaveRole(ctx context.Context, tx *db.Tx, who access.Who, role, by int64) error {
	forms, err := All(ctx, tx)
	if err != nil {
		return err
	}
	named := ForRole(forms, role)
	switch {
	case len(named) == 0:
		return nil
	case by == 0 || by == role || !MayDesign(who):
		return fault.Conflict(label.F("The form “%s” is for this role: change it first", "Le formulaire «\u202f%s\u202f» est destiné à ce rôle\u202f: modifiez-le d’abord", named[0]))
	}
	for _, o := range lifecycle.Objects {
		if err := rewrite(ctx, tx, who, o.Entity, func(f *Form) *[]int64 { return &f.For.Roles }, func(id int64) (int64, bool) { return by, id == role }); err != nil {
			return err
		}
	}
	return nil
}

func rewrite(ctx context.Context, tx *db.Tx, who access.Who, object string, of func(*Form) *[]int64, by func(int64) (int64, bool)) error {
	forms, _, err := change(ctx, tx, who, object)
	if err != nil {
		return err
	}
	for _, was := range forms {
		f, turned := was.clone(), false
		list := of(&f)
		for i, id := range *list {
			if other, ok := by(id); ok {
				(*list)[i], turned = other, true
			}
		}
		if !turned {
			continue
		}
		*list = distinct(*list)
		f.Version++
		if err := f.put(ctx, tx); err != nil {
			return err
		}
	}
	return nil
}

// Return gives the forms that a change rewrote what they said before, unless
// somebody changed one since.
func Return(ctx context.Context, tx *db.Tx, who access.Who, number int64) error {
	ids, lines, err := db.LinesOf(ctx, tx, Entity, number)
	if err != nil || len(ids) == 0 {
		return err
	}
	var forms []Form
	for _, o := range lifecycle.Objects {
		of, _, err := change(ctx, tx, who, o.Entity)
		if err != nil {
			return err
		}
		forms = append(forms, of...)
	}
	for _, f := range forms {
		before, after := db.Step(lines[f.ID], number)
		if before == nil || after == nil || before.Data.Null || after.Version != f.Version {
			continue
		}
		was, err := recall(f.ID, f.Version+1, before.Data.S)
		if err != nil {
			return fmt.Errorf("giving a form back: %w", err)
		}
		if err := was.put(ctx, tx); err != nil {
			return err
		}
	}
	return nil
}

// ForRole returns the names of the forms that are for a role.
func ForRole(forms []Form, role int64) []label.Text {
	var out []label.Text
	for _, f := range forms {
		if slices.Contains(f.For.Roles, role) {
			out = append(out, f.Name)
		}
	}
	return out
}
