package access

import (
	"context"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
)

const (
	readAll = ReadProject | ReadPortfolio | Export | ReadHistory
	work    = readAll | Comment
	runPMO  = work | EditProject | EditOwnProject | CreateProject | DeleteProject | EditPortfolio | ShareView | Import
)

// builtin are the roles that come with the program. Each may be changed.
var builtin = []Role{
	{Key: "administrator", Label: label.T("Administrator", "Administrateur"), Rights: All},
	{Key: "pmo", Label: label.T("PMO", "Bureau des projets"), Rights: runPMO | EditCatalogue | ManageUnits | EditRates | ReopenMonth | EditResources},
	{Key: "executive", Label: label.T("Executive", "Direction"), Rights: work},
	{Key: "project_manager", Label: label.T("Project manager", "Chef de projet"), Rights: work | EditOwnProject},
	{Key: "contributor", Label: label.T("Contributor", "Contributeur"), Rights: ReadProject | ReadPortfolio | Comment},
	{Key: "resource_manager", Label: label.T("Resource manager", "Responsable de ressources"), Rights: work | EditResources},
	{Key: "finance", Label: label.T("Finance", "Finance"), Rights: work | EditRates},
	{Key: "reader", Label: label.T("Reader", "Lecteur"), Rights: ReadProject | ReadPortfolio | ReadHistory},
}

// Seed makes what every instance starts with, where it is not there yet: the
// roles, and the root unit, named after the organisation.
func Seed(ctx context.Context, tx *db.Tx, who Who, organisation string) error {
	if err := Must(who.system); err != nil {
		return err
	}
	if _, err := begin(ctx, tx, who); err != nil {
		return err
	}
	if err := renewRoles(ctx, tx, who); err != nil {
		return err
	}
	return seedRoot(ctx, tx, organisation)
}

func seedRoot(ctx context.Context, tx *db.Tx, organisation string) error {
	n, err := db.Get[int64](ctx, tx, "SELECT count(*) FROM unit")
	if err != nil || n > 0 {
		return err
	}
	u := Unit{ID: tx.NewID(), Version: 1, Name: organisation, Place: 1, End: 2}
	if err := u.clean(ctx, tx); err != nil {
		return err
	}
	if err := db.Insert(ctx, tx, "unit", unitRow{u, label.Fold(u.Name)}); err != nil {
		return err
	}
	return u.record(tx)
}

// Root returns the root unit: the organisation.
func Root(ctx context.Context, q db.Querier) (Unit, error) {
	return db.Get[Unit](ctx, q, "SELECT "+unitColumns+" FROM unit WHERE parent_id IS NULL ORDER BY id LIMIT 1")
}

// Organisation returns the name of the organisation; "" before there is one.
func Organisation(ctx context.Context, q db.Querier) (string, error) {
	u, err := Root(ctx, q)
	if fault.KindOf(err) == fault.Missing {
		return "", nil
	}
	return u.Name, err
}

// IsNew reports whether nobody has an account yet.
func IsNew(ctx context.Context, q db.Querier) (bool, error) {
	n, err := db.Get[int64](ctx, q, "SELECT count(*) FROM (SELECT id FROM account LIMIT 1) a")
	return n == 0, err
}

// First is what the first start asks for.
type First struct {
	Organisation string
	Account      Account
	Password     string
}

// SetUp makes the organisation and its first administrator, once: with an
// account there it is a conflict. It signs the administrator in.
func (g *Gate) SetUp(ctx context.Context, f First, t Try) (SignedIn, error) {
	name, err := cleanName("organisation", f.Organisation, 200)
	if err != nil {
		return SignedIn{}, err
	}
	if err := f.Account.clean(); err != nil {
		return SignedIn{}, err
	}
	hash, err := g.NewPassword(ctx, f.Password, f.Account, name)
	if err != nil {
		return SignedIn{}, err
	}
	var out SignedIn
	_, err = g.DB.Update(ctx, db.Origin{Via: "web", Note: "first start"}, func(tx *db.Tx) error {
		who := System("web")
		if err := Seed(ctx, tx, who, name); err != nil {
			return err
		}
		id, err := firstAccount(ctx, tx, who, name, f.Account, hash)
		if err != nil {
			return err
		}
		at := try{login: label.Fold(f.Account.Login), address: t.Address, device: t.Device}
		device, err := at.welcome(ctx, tx, nil)
		if err != nil {
			return err
		}
		out, err = g.open(ctx, tx, id, t)
		out.Device = device
		audit(tx, auditEvent{Event: FirstStart, Account: id, Address: t.Address})
		return err
	})
	return out, err
}

func firstAccount(ctx context.Context, tx *db.Tx, who Who, organisation string, a Account, hash Hash) (int64, error) {
	empty, err := IsNew(ctx, tx)
	if err != nil {
		return 0, err
	}
	if !empty {
		return 0, fault.Conflict(label.T("Vigie is set up already; sign in", "Vigie est déjà configuré ; connectez-vous"))
	}
	root, err := Root(ctx, tx)
	if err != nil {
		return 0, err
	}
	if root.Name != organisation {
		if _, err := UpdateUnit(ctx, tx, who, root.ID, root.Version, func(u *Unit) { u.Name = organisation }); err != nil {
			return 0, err
		}
	}
	if a, err = CreateAccount(ctx, tx, who, a, hash); err != nil {
		return 0, err
	}
	return a.ID, Administrator(ctx, tx, who, a.ID)
}

// Administrator gives an account the role of administrator on the whole
// organisation; only the program itself does that, at the first start and for
// commands on the server.
func Administrator(ctx context.Context, tx *db.Tx, who Who, account int64) error {
	if err := Must(who.system); err != nil {
		return err
	}
	root, err := Root(ctx, tx)
	if err != nil {
		return err
	}
	role, err := db.Get[int64](ctx, tx, "SELECT id FROM role WHERE key = 'administrator'")
	if err != nil {
		return err
	}
	_, err = AddGrant(ctx, tx, who, Grant{Account: db.ID(account), Role: role, Unit: db.ID(root.ID)})
	return err
}
