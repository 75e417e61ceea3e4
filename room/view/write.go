package view

import (
	"context"
	"reflect"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

// lock keeps others from a view until the transaction ends, and returns it.
func lock(ctx context.Context, tx *db.Tx, who access.Who, id int64) (View, error) {
	if _, err := db.Exec(ctx, tx, "UPDATE view SET version = version WHERE id = $1", id); err != nil {
		return View{}, err
	}
	return Get(ctx, tx, who, id)
}

// Update changes a view; version is the one that was read. Whoever sees a shared
// view that is not locked may save over what it shows; its name, whom it is
// shared with and its lock are for its owner, and for those who may share it.
func Update(ctx context.Context, tx *db.Tx, who access.Who, id, version int64, change func(*View)) (View, error) {
	v, err := lock(ctx, tx, who, id)
	if err != nil {
		return v, err
	}
	if v.Deleted != 0 {
		return v, fault.NotFound()
	}
	if !MayChange(who, v) {
		return v, locked(v)
	}
	if v.Version != version {
		return v, fault.Outdated(v)
	}
	before := v
	v.Audience = slices.Clone(v.Audience)
	change(&v)
	v.ID, v.Object, v.Owner, v.Origin, v.Created, v.Deleted = before.ID, before.Object, before.Owner, before.Origin, before.Created, 0
	if err := v.allowed(who, before); err != nil {
		return before, err
	}
	if err := v.cleanAs(ctx, tx); err != nil {
		return before, err
	}
	before.Audience = distinct(before.Audience)
	if reflect.DeepEqual(v, before) {
		return before, nil // no version for nothing
	}
	v.Version, v.Updated = before.Version+1, tx.Millis()
	if err := db.Put(ctx, tx, "view", v.row()); err != nil {
		return before, err
	}
	return v, v.save(ctx, tx)
}

func locked(v View) error {
	if v.Locked {
		return fault.Conflict(label.F("“%s” is locked: save your changes as a view of your own", "« %s » est verrouillée : enregistrez vos changements dans une vue à vous", v.Name))
	}
	return fault.Forbidden()
}

// allowed refuses what the person may not change of the view as it was.
func (v *View) allowed(who access.Who, before View) error {
	if v.Scope == Personal && before.Scope != Personal {
		v.Audience, v.Locked = nil, false
	}
	v.Audience = distinct(v.Audience)
	shared := v.Scope != before.Scope || !reflect.DeepEqual(v.Audience, distinct(before.Audience))
	managed := shared || !sameName(v.Name, before.Name) || v.Locked != before.Locked || v.Position != before.Position
	if managed && !MayManage(who, before) {
		return fault.Forbidden()
	}
	if v.Scope == Personal && before.Scope != Personal && before.Owner == 0 {
		return fault.Conflict(label.T("This view belongs to nobody in particular: copy it to have one of your own", "Cette vue n’appartient à personne en particulier : copiez-la pour en avoir une à vous"))
	}
	if !shared || v.Scope == Personal && len(v.Audience) == 0 {
		return nil
	}
	return checkSharing(who, *v)
}

// distinct is an audience in one order, each once.
func distinct(list []Audience) []Audience {
	out := slices.Clone(list)
	slices.SortFunc(out, func(a, b Audience) int {
		if a.Kind != b.Kind {
			if a.Kind < b.Kind {
				return -1
			}
			return 1
		}
		return int(max(min(a.Target-b.Target, 1), -1))
	})
	return slices.CompactFunc(out, func(a, b Audience) bool { return a.Kind == b.Kind && a.Target == b.Target })
}

// checkAudience refuses to share with what does not exist.
func (v View) checkAudience(ctx context.Context, q db.Querier) error {
	for _, a := range v.Audience {
		ok, err := access.Exists(ctx, q, a.Kind, a.Target)
		if err != nil {
			return err
		}
		if !ok {
			return fault.Invalid("audience", label.T("A unit, a group or a role that the view is shared with does not exist", "Une entité, un groupe ou un rôle avec qui la vue est partagée n’existe pas"))
		}
		if a.Standard && a.Kind != ForRole {
			return fault.Invalid("audience", label.T("A view is the default of roles only", "Une vue ne peut être celle par défaut que d’un rôle"))
		}
	}
	return nil
}

// Delete puts a view into the bin, for 30 days.
func Delete(ctx context.Context, tx *db.Tx, who access.Who, id, version int64) error {
	v, err := lock(ctx, tx, who, id)
	if err != nil {
		return err
	}
	if !MayManage(who, v) {
		return locked(v)
	}
	if v.Deleted != 0 {
		return fault.NotFound()
	}
	if v.Version != version {
		return fault.Outdated(v)
	}
	v.Version, v.Updated, v.Deleted = v.Version+1, tx.Millis(), tx.Millis()
	return v.put(ctx, tx)
}

// Restore takes a view back out of the bin.
func Restore(ctx context.Context, tx *db.Tx, who access.Who, id int64) (View, error) {
	v, err := lock(ctx, tx, who, id)
	if err != nil {
		return v, err
	}
	if !MayManage(who, v) {
		return v, fault.NotFound()
	}
	if v.Deleted == 0 {
		return v, nil
	}
	if v.Deleted < tx.Millis()-binDays*86_400_000 {
		return v, fault.NotFound()
	}
	v.Version, v.Updated, v.Deleted = v.Version+1, tx.Millis(), 0
	return v, v.put(ctx, tx)
}

func (v View) put(ctx context.Context, tx *db.Tx) error {
	if err := db.Put(ctx, tx, "view", v.row()); err != nil {
		return err
	}
	return v.save(ctx, tx)
}

// Copy makes a personal view of the person's out of one that the person sees.
func Copy(ctx context.Context, tx *db.Tx, who access.Who, id int64, name label.Text) (View, error) {
	v, err := Get(ctx, tx, who, id)
	if err != nil {
		return v, err
	}
	if v.Deleted != 0 {
		return v, fault.NotFound()
	}
	v.Scope, v.Audience, v.Locked, v.Position, v.Origin = Personal, nil, false, 0, ""
	if !name.IsZero() {
		v.Name = name
	}
	return Create(ctx, tx, who, v)
}
