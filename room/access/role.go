package access

import (
	"context"
	"strings"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
)

// Role is a named set of rights, given to people by grants. Roles are the same
// for the whole organisation, so only who gives roles there may change them.
type Role struct {
	ID      int64
	Version int64
	Key     string
	Label   label.Text
	Rights  Right
	Builtin bool // came with the program: may be changed, not deleted
	Factor  bool // asks a second factor of those who have it
	// Idle and Life are after how many minutes, without a request and in any case,
	// a session of those who have the role ends; 0 for what the instance says.
	Idle, Life int
	Hidden     []string // the screens that it leaves out, by key
}

type roleRow struct {
	ID          int64  `db:"id"`
	Version     int64  `db:"version"`
	Key         string `db:"key"`
	LabelEN     string `db:"label_en"`
	LabelFR     string `db:"label_fr"`
	Permissions string `db:"permissions"`
	Builtin     int64  `db:"builtin"`
	Factor      bool   `db:"second_factor"`
	Idle        int64  `db:"session_idle"`
	Life        int64  `db:"session_life"`
	Hidden      string `db:"hidden"`
}

const roleColumns = "id, version, key, label_en, label_fr, permissions, builtin, second_factor <> 0 AS second_factor, session_idle, session_life, hidden"

func (r roleRow) role() Role {
	return Role{r.ID, r.Version, r.Key, label.T(r.LabelEN, r.LabelFR), readRights(r.Permissions), r.Builtin != 0, r.Factor, int(r.Idle), int(r.Life), strings.Fields(r.Hidden)}
}

func (r Role) row() roleRow {
	out := roleRow{ID: r.ID, Version: r.Version, Key: r.Key, LabelEN: r.Label.EN, LabelFR: r.Label.FR, Permissions: strings.Join(r.Rights.Keys(), " "), Factor: r.Factor, Idle: int64(r.Idle), Life: int64(r.Life), Hidden: strings.Join(r.Hidden, " ")}
	if r.Builtin {
		out.Builtin = 1
	}
	return out
}

type rememberedRole struct {
	Key         string     `json:"key"`
	Label       label.Text `json:"label"`
	Permissions []string   `json:"permissions"`
	Factor      bool       `json:"second_factor,omitempty"`
	Idle        int        `json:"session_idle,omitempty"`
	Life        int        `json:"session_life,omitempty"`
	Hidden      []string   `json:"hidden_screens,omitempty"`
}

func (r Role) record(tx *db.Tx) error {
	return record(tx, "role", r.ID, r.Version, rememberedRole{r.Key, r.Label, r.Rights.Keys(), r.Factor, r.Idle, r.Life, r.Hidden})
}

func (r *Role) clean() error {
	en, fr := r.Label.EN, r.Label.FR
	if strings.TrimSpace(en) == "" {
		en = fr
	}
	if strings.TrimSpace(fr) == "" {
		fr = en
	}
	var err error
	if en, err = cleanName("label.en", en, 100); err != nil {
		return err
	}
	if fr, err = cleanName("label.fr", fr, 100); err != nil {
		return err
	}
	r.Label = label.T(en, fr)
	if r.Key == "" {
		r.Key = label.Key(en)
	}
	if r.Key == "" || r.Key != label.Key(r.Key) {
		return fault.Invalid("key", label.T("A key is made of small letters, digits and underscores", "Une clé se compose de minuscules, de chiffres et de traits bas"))
	}
	if err := r.cleanHidden(); err != nil {
		return err
	}
	return r.cleanLife()
}

func (r *Role) cleanLife() error {
	if r.Idle != 0 && (r.Idle < shortestIdle || r.Idle > longestIdle) {
		return fault.Invalid("session_idle", label.T("From 5 minutes to 24 hours, or nothing", "De 5 minutes à 24 heures, ou rien"))
	}
	if r.Life != 0 && (r.Life < max(r.Idle, shortestIdle) || r.Life > longestLife) {
		return fault.Invalid("session_life", label.T("At least the time without use, at most 30 days", "Au moins la durée sans usage, au plus 30 jours"))
	}
	return nil
}

// mayDefine refuses roles to those who do not give roles on the whole
// organisation, and rights that they do not hold there themselves.
func mayDefine(who Who, rights ...Right) error {
	if !who.CanEverywhere(ManageRoles) {
		return fault.Forbidden()
	}
	for _, r := range rights {
		if !who.CanEverywhere(r) {
			return fault.Forbidden()
		}
	}
	return nil
}

// CreateRole makes a role.
func CreateRole(ctx context.Context, tx *db.Tx, who Who, r Role) (Role, error) {
	who, err := begin(ctx, tx, who)
	if err != nil {
		return Role{}, err
	}
	if err := mayDefine(who, r.Rights); err != nil {
		return Role{}, err
	}
	r.ID, r.Version, r.Builtin = tx.NewID(), 1, false
	return r, r.insert(ctx, tx)
}

func (r *Role) insert(ctx context.Context, tx *db.Tx) error {
	if err := r.clean(); err != nil {
		return err
	}
	n, err := db.Get[int64](ctx, tx, "SELECT count(*) FROM role WHERE key = $1", r.Key)
	if err == nil && n > 0 {
		err = fault.Invalid("key", label.T("Another role has this key", "Un autre rôle porte cette clé"))
	}
	if err != nil {
		return err
	}
	if err := db.Insert(ctx, tx, "role", r.row()); err != nil {
		return err
	}
	return r.record(tx)
}

// UpdateRole changes label and rights of a role; its key stays.
func UpdateRole(ctx context.Context, tx *db.Tx, who Who, id, version int64, change func(*Role)) (Role, error) {
	who, err := begin(ctx, tx, who)
	if err != nil {
		return Role{}, err
	}
	if err := mayDefine(who); err != nil {
		return Role{}, err
	}
	was, err := role(ctx, tx, id)
	if err != nil {
		return Role{}, err
	}
	if was.Version != version {
		return Role{}, fault.Outdated(was)
	}
	r := was
	change(&r)
	r.ID, r.Version, r.Key, r.Builtin = id, version+1, was.Key, was.Builtin
	if err := mayDefine(who, was.Rights, r.Rights); err != nil {
		return Role{}, err
	}
	if err := r.clean(); err != nil {
		return Role{}, err
	}
	return r, keepingAdministrator(ctx, tx, func() error {
		if err := db.Put(ctx, tx, "role", r.row()); err != nil {
			return err
		}
		return r.record(tx)
	})
}

// DeleteRole removes a role that nobody is given and that did not come with the
// program.
func DeleteRole(ctx context.Context, tx *db.Tx, who Who, id, version int64) error {
	who, err := begin(ctx, tx, who)
	if err != nil {
		return err
	}
	if err := mayDefine(who); err != nil {
		return err
	}
	r, err := role(ctx, tx, id)
	if err != nil {
		return err
	}
	if r.Version != version {
		return fault.Outdated(r)
	}
	if err := mayDefine(who, r.Rights); err != nil {
		return err
	}
	n, err := db.Get[int64](ctx, tx, "SELECT count(*) FROM role_grant WHERE role_id = $1", id)
	switch {
	case err != nil:
		return err
	case r.Builtin:
		return fault.Conflict(label.T("This role came with Vigie: it can be changed, not deleted", "Ce rôle est fourni avec Vigie : il peut être modifié, pas supprimé"))
	case n > 0:
		return fault.Conflict(label.F("It is given to people %d times; take it back first", "Il est attribué %d fois ; retirez-le d’abord", n))
	}
	if _, err := db.Exec(ctx, tx, "DELETE FROM role WHERE id = $1", id); err != nil {
		return err
	}
	return record(tx, "role", id, version+1, nil)
}

// RoleByID returns a role to those who give roles or manage users somewhere.
func RoleByID(ctx context.Context, q db.Querier, who Who, id int64) (Role, error) {
	if who.Somewhere()&(ManageRoles|ManageUsers) == 0 {
		return Role{}, fault.NotFound()
	}
	return role(ctx, q, id)
}

func role(ctx context.Context, q db.Querier, id int64) (Role, error) {
	r, err := db.Get[roleRow](ctx, q, "SELECT "+roleColumns+" FROM role WHERE id = $1", id)
	return r.role(), err
}

// Roles lists the roles, those of the program first, to those who give roles or
// manage users somewhere.
func Roles(ctx context.Context, q db.Querier, who Who) ([]Role, error) {
	if err := Must(who.Somewhere()&(ManageRoles|ManageUsers) != 0); err != nil {
		return nil, err
	}
	rows, err := db.Select[roleRow](ctx, q, "SELECT "+roleColumns+" FROM role ORDER BY builtin DESC, id")
	out := make([]Role, len(rows))
	for i, r := range rows {
		out[i] = r.role()
	}
	return out, err
}
