package resource

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/calendar"
)

type row struct {
	ID       int64  `db:"id"`
	Version  int64  `db:"version"`
	Name     string `db:"name"`
	Folded   string `db:"name_folded"`
	Kind     string `db:"kind"`
	Account  db.ID  `db:"account_id"`
	Unit     db.ID  `db:"unit_id"`
	Calendar db.ID  `db:"calendar_id"`
	Units    int64  `db:"units"`
	Email    string `db:"email"`
	Inactive int64  `db:"inactive"`
}

func (r Resource) row() row {
	out := row{r.ID, r.Version, r.Name, label.Fold(r.Name), string(r.Kind), db.ID(r.Account), db.ID(r.Unit), db.ID(r.Calendar), r.Units, r.Email, 0}
	if r.Inactive {
		out.Inactive = 1
	}
	return out
}

func (r row) resource() Resource {
	return Resource{r.ID, r.Version, Body{r.Name, Kind(r.Kind), int64(r.Account), int64(r.Unit), int64(r.Calendar), r.Units, r.Email, r.Inactive != 0}}
}

// Decode reads a resource as the history has it.
func Decode(id, version int64, text string) (Resource, error) {
	r := Resource{ID: id, Version: version}
	if err := json.Unmarshal([]byte(text), &r.Body); err != nil {
		return r, fmt.Errorf("reading a resource: %w", err)
	}
	return r, nil
}

// Load returns all the resources, by name. Who reads them MayRead says.
func Load(ctx context.Context, q db.Querier) (Set, error) {
	return load(ctx, q, "SELECT "+db.Columns[row]("")+" FROM resource ORDER BY name_folded, id")
}

// Some returns those of the resources that are there.
func Some(ctx context.Context, q db.Querier, ids []int64) (Set, error) {
	var all []Resource
	for part := range slices.Chunk(ids, 400) {
		in, args := db.List(nil, part)
		s, err := load(ctx, q, "SELECT "+db.Columns[row]("")+" FROM resource WHERE id IN "+in, args...)
		if err != nil {
			return Set{}, err
		}
		all = append(all, s.All...)
	}
	return newSet(all), nil
}

func load(ctx context.Context, q db.Querier, query string, args ...any) (Set, error) {
	var all []Resource
	err := db.Each(ctx, q, func(r *row) error { all = append(all, r.resource()); return nil }, query, args...)
	return newSet(all), err
}

// Get returns a resource that the person may read.
func Get(ctx context.Context, q db.Querier, who access.Who, id int64) (Resource, error) {
	if !MayRead(who) {
		return Resource{}, fault.NotFound()
	}
	r, err := db.Get[row](ctx, q, "SELECT "+db.Columns[row]("")+" FROM resource WHERE id = $1", id)
	return r.resource(), err
}

// Use is how much the plan of a project depends on a resource.
type Use struct {
	Resource int64 `db:"resource_id"`
	Project  int64 `db:"project_id"`
	Items    int64 `db:"items"` // to how many it is assigned
}

// Uses hands over in whose plans resources are assigned: the one named, or all with 0.
// Which of the projects may be counted for whom is for the caller to say.
func Uses(ctx context.Context, q db.Querier, id int64, each func(Use)) error {
	only, args := "", []any(nil)
	if id != 0 {
		only, args = " WHERE resource_id = $1", append(args, id)
	}
	return db.Each(ctx, q, func(u *Use) error { each(*u); return nil },
		"SELECT resource_id, project_id, count(*) AS items FROM assignment"+only+" GROUP BY resource_id, project_id", args...)
}

// isUsed reports whether anything is assigned to a resource, in any plan.
func isUsed(ctx context.Context, q db.Querier, id int64) (bool, error) {
	found, err := db.Select[int64](ctx, q, "SELECT resource_id FROM assignment WHERE resource_id = $1 LIMIT 1", id)
	return len(found) > 0, err
}

// Create makes a resource.
func Create(ctx context.Context, tx *db.Tx, who access.Who, says Says) (Resource, error) {
	r := Resource{Version: 1, Body: Body{Kind: Person, Units: Whole}}
	says.apply(&r)
	if err := access.Must(MayEdit(who, r.Unit)); err != nil {
		return r, err
	}
	n, err := db.Get[int64](ctx, tx, "SELECT count(*) FROM resource")
	if err != nil {
		return r, err
	}
	if n >= mostResources {
		return r, fault.Conflict(label.F("There are %d resources already; delete one first", "Il y a déjà %d ressources\u202f; supprimez-en une d’abord", mostResources))
	}
	if err := r.fit(ctx, tx, Resource{}); err != nil {
		return r, err
	}
	r.ID = tx.NewID()
	return r, r.save(ctx, tx, true)
}

// Change changes a resource; version is the one that was read.
func Change(ctx context.Context, tx *db.Tx, who access.Who, id, version int64, says Says) (Resource, error) {
	return update(ctx, tx, who, id, version, says.apply)
}

func update(ctx context.Context, tx *db.Tx, who access.Who, id, version int64, change func(*Resource)) (Resource, error) {
	if _, err := db.Exec(ctx, tx, "UPDATE resource SET version = version WHERE id = $1", id); err != nil {
		return Resource{}, err
	}
	was, err := Get(ctx, tx, who, id)
	if err != nil {
		return was, err
	}
	if err := access.Must(MayEdit(who, was.Unit)); err != nil {
		return was, err
	}
	if was.Version != version {
		return was, fault.Outdated(was)
	}
	now := was
	change(&now)
	if err := access.Must(MayEdit(who, now.Unit)); err != nil {
		return was, err
	}
	if err := now.fit(ctx, tx, was); err != nil {
		return was, err
	}
	if now.Body == was.Body {
		return was, nil
	}
	if now.Kind.Works() != was.Kind.Works() || now.Kind != was.Kind && !now.Kind.Works() {
		used, err := isUsed(ctx, tx, id)
		if err != nil {
			return was, err
		}
		if used {
			return was, fault.Conflict(label.F("“%s” is assigned to tasks, whose effort depends on its kind; make another resource", "«\u202f%s\u202f» est affectée à des tâches, dont la charge dépend de sa nature\u202f; créez une autre ressource", was.Name))
		}
	}
	now.Version++
	if err := now.save(ctx, tx, false); err != nil {
		return was, err
	}
	if now.Calendar != was.Calendar {
		return now, tx.EnqueueOnce(ctx, calendar.ChangedKind) // the plans that follow it
	}
	return now, nil
}

// Delete takes a resource away that nothing is assigned to.
func Delete(ctx context.Context, tx *db.Tx, who access.Who, id, version int64) error {
	if _, err := db.Exec(ctx, tx, "UPDATE resource SET version = version WHERE id = $1", id); err != nil {
		return err
	}
	r, err := Get(ctx, tx, who, id)
	if err != nil {
		return err
	}
	if err := access.Must(MayEdit(who, r.Unit)); err != nil {
		return err
	}
	if r.Version != version {
		return fault.Outdated(r)
	}
	used, err := isUsed(ctx, tx, id)
	if err != nil {
		return err
	}
	if used {
		return stillUsed(r.Name)
	}
	if _, err := db.Exec(ctx, tx, "DELETE FROM resource WHERE id = $1", id); err != nil {
		return err
	}
	tx.Record(db.Version{Entity: Entity, Object: id, Version: version + 1})
	tx.Touch(Entity, id)
	return nil
}

func stillUsed(name string) error {
	return fault.Conflict(label.F("“%s” is assigned to tasks; take it off them first, or set it inactive, so that it is offered no more", "«\u202f%s\u202f» est affectée à des tâches\u202f; retirez-la d’abord, ou désactivez-la pour qu’elle ne soit plus proposée", name))
}

// fit says what is wrong with a resource among the others.
func (r *Resource) fit(ctx context.Context, tx *db.Tx, was Resource) error {
	if err := r.check(); err != nil {
		return err
	}
	others, err := load(ctx, tx, "SELECT "+db.Columns[row]("")+" FROM resource WHERE (name_folded = $1 OR account_id = $2) AND id <> $3", label.Fold(r.Name), r.Account, r.ID)
	if err != nil {
		return err
	}
	for _, o := range others.All {
		if label.Fold(o.Name) == label.Fold(r.Name) {
			return fault.Invalid("name", label.F("Another resource is called “%s”; give it another name", "Une autre ressource s’appelle «\u202f%s\u202f»\u202f; donnez-lui un autre nom", o.Name))
		}
		if r.Account != 0 {
			return fault.Invalid("account", label.F("That account is the one of “%s”; choose another", "Ce compte est celui de «\u202f%s\u202f»\u202f; choisissez-en un autre", o.Name))
		}
	}
	if r.Account != 0 && r.Account != was.Account {
		name, err := access.NameOf(ctx, tx, r.Account)
		if err != nil {
			return err
		}
		if name == "" {
			return fault.Invalid("account", label.T("There is no such person; choose one of the list", "Cette personne n’existe pas\u202f; choisissez-la dans la liste"))
		}
	}
	if r.Unit != 0 && r.Unit != was.Unit {
		if n, err := db.Get[int64](ctx, tx, "SELECT count(*) FROM unit WHERE id = $1", r.Unit); err != nil || n == 0 {
			return cmpErr(err, fault.Invalid("unit", label.T("There is no such unit; choose one of the list", "Cette entité n’existe pas\u202f; choisissez-la dans la liste")))
		}
	}
	if r.Calendar == 0 || r.Calendar == was.Calendar {
		return nil
	}
	set, err := calendar.Load(ctx, tx)
	if err != nil {
		return err
	}
	if c, ok := set.Get(r.Calendar); !ok || c.Project != 0 {
		return fault.Invalid("calendar", label.T("There is no such calendar for resources; choose one of the organisation or of a unit", "Ce calendrier n’existe pas pour les ressources\u202f; choisissez-en un de l’organisation ou d’une entité"))
	}
	return nil
}

func cmpErr(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}

func (r Resource) save(ctx context.Context, tx *db.Tx, fresh bool) error {
	data, err := json.Marshal(r.Body)
	if err != nil {
		return err
	}
	if fresh {
		err = db.Insert(ctx, tx, "resource", r.row())
	} else {
		err = db.Put(ctx, tx, "resource", r.row())
	}
	if db.IsDuplicate(err) { // somebody else took the name, or the account, at the same moment
		return fault.Conflict(label.F("Another resource has just been given the name “%s”, or that account; read the resources again", "Une autre ressource vient de recevoir le nom «\u202f%s\u202f», ou ce compte\u202f; relisez les ressources", r.Name))
	}
	if err != nil {
		return err
	}
	tx.Record(db.Version{Entity: Entity, Object: r.ID, Version: r.Version, Data: string(data)})
	tx.Touch(Entity, r.ID)
	return nil
}

// Past is one version of a resource.
type Past struct {
	Resource
	Change db.Change
}

// History returns the versions of a resource, the latest first, to those who may change
// it.
func History(ctx context.Context, q db.Querier, who access.Who, id int64) ([]Past, error) {
	r, err := Get(ctx, q, who, id)
	if err != nil {
		return nil, err
	}
	if err := access.Must(MayEdit(who, r.Unit)); err != nil {
		return nil, err
	}
	var out []Past
	err = db.EachVersion(ctx, q, Entity, id, func(version int64, data string, by db.Change) error {
		r, err := Decode(id, version, data)
		out = append(out, Past{r, by})
		return err
	})
	return out, err
}

// Revert makes a resource what an earlier version of it was.
func Revert(ctx context.Context, tx *db.Tx, who access.Who, id, version, to int64) (Resource, error) {
	past, err := History(ctx, tx, who, id)
	if err != nil {
		return Resource{}, err
	}
	at := slices.IndexFunc(past, func(p Past) bool { return p.Version == to })
	if at < 0 {
		return Resource{}, fault.Invalid("to", label.T("The resource has no such version", "Cette ressource n’a pas cette version"))
	}
	return update(ctx, tx, who, id, version, func(r *Resource) { r.Body = past[at].Body })
}
