package access

import (
	"context"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
)

// Group is a set of accounts to which roles are given together.
type Group struct {
	ID        int64  `db:"id"`
	Version   int64  `db:"version"`
	Name      string `db:"name"`
	CreatedBy db.ID  `db:"created_by"`
	Members   int64  `db:"members"` // how many accounts
}

const groupColumns = "id, version, name, created_by, (SELECT count(*) FROM group_member m WHERE m.group_id = account_group.id) AS members"

type groupRow struct {
	ID         int64  `db:"id"`
	Version    int64  `db:"version"`
	Name       string `db:"name"`
	NameFolded string `db:"name_folded"`
	CreatedBy  db.ID  `db:"created_by"`
}

type rememberedGroup struct {
	Name string `json:"name"`
}

// CreateGroup makes a group without members.
func CreateGroup(ctx context.Context, tx *db.Tx, who Who, name string) (Group, error) {
	who, err := begin(ctx, tx, who)
	if err != nil {
		return Group{}, err
	}
	if err := Must(who.CanSomewhere(ManageUsers)); err != nil {
		return Group{}, err
	}
	g := Group{ID: tx.NewID(), Version: 1, CreatedBy: db.ID(who.ID)}
	if g.Name, err = freeGroupName(ctx, tx, g.ID, name); err != nil {
		return Group{}, err
	}
	if err := db.Insert(ctx, tx, "account_group", groupRow{g.ID, g.Version, g.Name, label.Fold(g.Name), g.CreatedBy}); err != nil {
		return Group{}, err
	}
	return g, record(tx, "group", g.ID, g.Version, rememberedGroup{g.Name})
}

func freeGroupName(ctx context.Context, tx *db.Tx, id int64, name string) (string, error) {
	name, err := cleanName("name", name, 100)
	if err != nil {
		return "", err
	}
	n, err := db.Get[int64](ctx, tx, "SELECT count(*) FROM account_group WHERE name_folded = $1 AND id <> $2", label.Fold(name), id)
	if err == nil && n > 0 {
		err = fault.Invalid("name", label.T("There is a group of this name", "Un groupe porte déjà ce nom"))
	}
	return name, err
}

// RenameGroup changes the name of a group that the person may manage.
func RenameGroup(ctx context.Context, tx *db.Tx, who Who, id, version int64, name string) (Group, error) {
	who, err := begin(ctx, tx, who)
	if err != nil {
		return Group{}, err
	}
	g, err := managedGroup(ctx, tx, who, id)
	if err != nil {
		return Group{}, err
	}
	if g.Version != version {
		return Group{}, fault.Outdated(g)
	}
	if g.Name, err = freeGroupName(ctx, tx, id, name); err != nil {
		return Group{}, err
	}
	g.Version++
	if err := db.Put(ctx, tx, "account_group", groupRow{g.ID, g.Version, g.Name, label.Fold(g.Name), g.CreatedBy}); err != nil {
		return Group{}, err
	}
	return g, record(tx, "group", g.ID, g.Version, rememberedGroup{g.Name})
}

// DeleteGroup removes a group, with what it was given. Its members stay.
func DeleteGroup(ctx context.Context, tx *db.Tx, who Who, id, version int64) error {
	who, err := begin(ctx, tx, who)
	if err != nil {
		return err
	}
	g, err := managedGroup(ctx, tx, who, id)
	if err != nil {
		return err
	}
	if g.Version != version {
		return fault.Outdated(g)
	}
	return keepingAdministrator(ctx, tx, func() error {
		grants, err := db.Select[int64](ctx, tx, "SELECT id FROM role_grant WHERE group_id = $1", id)
		if err != nil {
			return err
		}
		for _, grant := range grants {
			record(tx, "grant", grant, 2, nil)
		}
		members, err := db.Select[int64](ctx, tx, "SELECT account_id FROM group_member WHERE group_id = $1", id)
		if err != nil {
			return err
		}
		if _, err := db.Exec(ctx, tx, "DELETE FROM account_group WHERE id = $1", id); err != nil {
			return err
		}
		if err := touchMembers(ctx, tx, members); err != nil {
			return err
		}
		return record(tx, "group", id, version+1, nil)
	})
}

// touchMembers gives accounts whose groups changed a new version.
func touchMembers(ctx context.Context, tx *db.Tx, members []int64) error {
	for _, id := range members {
		if _, err := db.Exec(ctx, tx, "UPDATE account SET version = version + 1 WHERE id = $1", id); err != nil {
			return err
		}
		a, err := account(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := a.record(tx); err != nil {
			return err
		}
	}
	return nil
}

// GroupByID returns a group that the person may see, or fault.NotFound.
func GroupByID(ctx context.Context, q db.Querier, who Who, id int64) (Group, error) {
	g, err := managedGroup(ctx, q, who, id)
	if fault.KindOf(err) == fault.Missing && who.CanEverywhere(ManageRoles) {
		return db.Get[Group](ctx, q, "SELECT "+groupColumns+" FROM account_group WHERE id = $1", id)
	}
	return g, err
}

func managedGroup(ctx context.Context, q db.Querier, who Who, id int64) (Group, error) {
	g, err := db.Get[Group](ctx, q, "SELECT "+groupColumns+" FROM account_group WHERE id = $1", id)
	if err != nil {
		return Group{}, err
	}
	grants, err := grantedToGroup(ctx, q, id)
	if err != nil {
		return Group{}, err
	}
	ok, err := who.manages(ctx, q, grants, int64(g.CreatedBy))
	if err == nil && !ok {
		err = fault.NotFound()
	}
	return g, err
}

func grantedToGroup(ctx context.Context, q db.Querier, id int64) ([]given, error) {
	return db.Select[given](ctx, q, "SELECT g.unit_id, g.project_id, g.node_id, r.permissions, r.mark FROM role_grant g JOIN role r ON r.id = g.role_id WHERE g.group_id = $1", id)
}

// Groups lists, by name, the groups that the person may see: those he may
// manage, or all for whoever gives roles on the whole organisation.
func Groups(ctx context.Context, q db.Querier, who Who, p Page) (Found[Group], error) {
	if who.Somewhere()&(ManageUsers|ManageRoles) == 0 {
		return Found[Group]{}, fault.Forbidden()
	}
	l := listing{table: "account_group", columns: groupColumns, order: "name_folded", find: []string{"name_folded"}, where: "1 = 1"}
	if !who.CanEverywhere(ManageRoles) {
		all, err := db.Select[int64](ctx, q, "SELECT id FROM account_group")
		if err != nil {
			return Found[Group]{}, err
		}
		var ids []int64
		for _, id := range all {
			switch _, err := managedGroup(ctx, q, who, id); {
			case err == nil:
				ids = append(ids, id)
			case fault.KindOf(err) != fault.Missing:
				return Found[Group]{}, err
			}
		}
		var in string
		in, l.args = db.List(nil, ids)
		l.where = "id IN " + in
	}
	return paged(ctx, q, p, l, func(g Group) int64 { return g.ID })
}

// setGroups makes an account a member of the groups given, and of no other.
// Whoever adds to a group gives what the group was given, and so must manage
// it; the same to take away.
func setGroups(ctx context.Context, tx *db.Tx, who Who, account int64, was, now []int64) error {
	for _, id := range now {
		if slices.Contains(was, id) {
			continue
		}
		if err := memberOf(ctx, tx, who, id); err != nil {
			return err
		}
		if _, err := db.Exec(ctx, tx, "INSERT INTO group_member (group_id, account_id) VALUES ($1, $2)", id, account); err != nil {
			return err
		}
	}
	for _, id := range was {
		if slices.Contains(now, id) {
			continue
		}
		if err := memberOf(ctx, tx, who, id); err != nil {
			return err
		}
		if _, err := db.Exec(ctx, tx, "DELETE FROM group_member WHERE group_id = $1 AND account_id = $2", id, account); err != nil {
			return err
		}
	}
	return nil
}

// memberOf refuses a change of who is in a group that the person does not manage.
func memberOf(ctx context.Context, tx *db.Tx, who Who, group int64) error {
	_, err := managedGroup(ctx, tx, who, group)
	if fault.KindOf(err) == fault.Missing {
		return fault.Invalid("groups", label.T("One of these groups does not exist, or you do not manage it", "L’un de ces groupes n’existe pas, ou vous ne le gérez pas"))
	}
	tx.Touch("group", group) // whose members are others from now on
	return err
}
