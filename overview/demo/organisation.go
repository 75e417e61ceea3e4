package demo

import (
	"context"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
)

// units is the company, each below the one named by parent.
var units = []struct{ code, parent, name string }{
	{"DG", "", "Direction générale"},
	{"BDP", "DG", "Bureau des projets"},
	{"DSI", "", "Direction des systèmes d’information"},
	{"ETU", "DSI", "Études et développement"},
	{"PRD", "DSI", "Production et infrastructures"},
	{"SEC", "DSI", "Sécurité et architecture"},
	{"DSP", "", "Direction santé et prévoyance"},
	{"GES", "DSP", "Gestion des prestations"},
	{"REL", "DSP", "Relation adhérents"},
	{"DCD", "", "Direction commerciale et du développement"},
	{"MKT", "DCD", "Marketing et digital"},
	{"DAF", "", "Direction administrative et financière"},
	{"RAC", "DAF", "Risques, actuariat et conformité"},
	{"DRH", "", "Direction des ressources humaines"},
}

// Persona is an account that stands for a role on the page where one signs in.
type Persona struct {
	Login string
	Name  string
	Role  string // its key
	Title label.Text
	About label.Text // what there is to see with this role
}

// Personas lists one account of every role, in the order in which they are shown.
var Personas = []Persona{
	{"camille.roussel", "Camille Roussel", "pmo", label.T("PMO", "Bureau des projets"), label.T("Runs the portfolio: every project, imports, attributes", "Tient le portefeuille : tous les projets, imports, attributs")},
	{"bernard.delattre", "Bernard Delattre", "executive", label.T("Executive", "Direction générale"), label.T("Reads, compares with last month, decides", "Lit, compare au mois dernier, décide")},
	{"julien.mercier", "Julien Mercier", "project_manager", label.T("Project manager", "Chef de projet"), label.T("Keeps six projects true, sees the others", "Tient à jour six projets, voit les autres")},
	{"lucie.hamon", "Lucie Hamon", "contributor", label.T("Contributor", "Contributrice"), label.T("Sees the projects of her department", "Voit les projets de sa direction")},
	{"gilles.pasquier", "Gilles Pasquier", "resource_manager", label.T("Resource manager", "Responsable d’équipe"), label.T("Follows the projects of IT", "Suit les projets de l’informatique")},
	{"mathilde.sorel", "Mathilde Sorel", "finance", label.T("Finance", "Finance"), label.T("Follows costs and their drift, exports", "Suit les coûts et leurs dérives, exporte")},
	{"antoine.riviere", "Antoine Rivière", "reader", label.T("Reader", "Lecteur"), label.T("Reads, and changes nothing", "Consulte, sans rien modifier")},
	{"helene.vasseur", "Hélène Vasseur", "administrator", label.T("Administrator", "Administratrice"), label.T("Users, units, roles and rights", "Utilisateurs, entités, rôles et droits")},
}

// staff is everyone else who has an account: directors, who sponsor projects,
// project managers, and some of those who take part.
var staff = []struct{ login, name, group string }{
	{"thomas.guerin", "Thomas Guérin", "pmo"},
	{"nadia.belkacem", "Nadia Belkacem", "pmo"},
	{"isabelle.fontanel", "Isabelle Fontanel", "board"},
	{"marc.lestrade", "Marc Lestrade", "board"},
	{"sylvie.carpentier", "Sylvie Carpentier", "board"},
	{"philippe.aumont", "Philippe Aumont", "board"},
	{"anne.quemeneur", "Anne Quéméneur", "board"},
	{"sandrine.lacombe", "Sandrine Lacombe", "managers"},
	{"olivier.bastide", "Olivier Bastide", "managers"},
	{"karim.haddad", "Karim Haddad", "managers"},
	{"elodie.perrin", "Élodie Perrin", "managers"},
	{"vincent.chauvel", "Vincent Chauvel", "managers"},
	{"maelle.legoff", "Maëlle Le Goff", "managers"},
	{"stephane.noiret", "Stéphane Noiret", "managers"},
	{"aurelie.tessier", "Aurélie Tessier", "managers"},
	{"damien.poirier", "Damien Poirier", "managers"},
	{"claire.montagnac", "Claire Montagnac", "managers"},
	{"romain.desjours", "Romain Desjours", "managers"},
	{"fatou.diarra", "Fatou Diarra", "managers"},
	{"laurent.esnault", "Laurent Esnault", "managers"},
	{"marion.gaillard", "Marion Gaillard", "managers"},
	{"hugo.ferrand", "Hugo Ferrand", "managers"},
	{"celine.aubry", "Céline Aubry", "managers"},
	{"yann.kerdoncuff", "Yann Kerdoncuff", "managers"},
	{"patrice.volland", "Patrice Volland", "managers"},
	{"ines.lavigne", "Inès Lavigne", "managers"},
	{"paul.etchegaray", "Paul Etchegaray", "staff"},
	{"sarah.benoliel", "Sarah Bénoliel", "staff"},
	{"mickael.jaouen", "Mickaël Jaouen", "staff"},
	{"beatrice.collard", "Béatrice Collard", "staff"},
	{"remi.sauvanet", "Rémi Sauvanet", "staff"},
	{"chloe.tanguy", "Chloé Tanguy", "staff"},
}

// leaver is the manager who leaves the company; from then on the account is closed.
const leaver = "patrice.volland"

// groups are those to which roles are given together.
var groups = []struct{ key, name, role string }{
	{"pmo", "Bureau des projets", "pmo"},
	{"board", "Comité de direction", "executive"},
	{"managers", "Chefs de projet", "project_manager"},
	{"staff", "Collaborateurs associés aux projets", "reader"},
}

// organise makes units, accounts, groups, and gives the roles.
func (f *filler) organise(ctx context.Context) error {
	f.units, f.accounts, f.people = map[string]int64{}, map[string]int64{}, map[string]access.Who{}
	who := access.System("command")
	hash, err := access.NewHasher().Make(ctx, Password)
	if err != nil {
		return err
	}
	err = f.update(ctx, f.begin(), who, "", func(tx *db.Tx) error {
		if err := access.Seed(ctx, tx, who, Company); err != nil {
			return err
		}
		if err := f.makeUnits(ctx, tx, who); err != nil {
			return err
		}
		return f.makePeople(ctx, tx, who, hash)
	})
	for login, id := range f.accounts {
		if err == nil {
			f.people[login], err = access.Load(ctx, f.d, id, "web")
		}
	}
	return err
}

func (f *filler) makeUnits(ctx context.Context, tx *db.Tx, who access.Who) error {
	root, err := access.Root(ctx, tx)
	if err != nil {
		return err
	}
	f.units[""] = root.ID
	for _, u := range units {
		made, err := access.CreateUnit(ctx, tx, who, access.Unit{Code: u.code, Name: u.name, Parent: db.ID(f.units[u.parent])})
		if err != nil {
			return err
		}
		f.units[u.code] = made.ID
	}
	return nil
}

func (f *filler) makePeople(ctx context.Context, tx *db.Tx, who access.Who, hash access.Hash) error {
	roles, err := access.Roles(ctx, tx, who)
	if err != nil {
		return err
	}
	role := map[string]int64{}
	for _, r := range roles {
		role[r.Key] = r.ID
	}
	give := func(g access.Grant) error {
		_, err := access.AddGrant(ctx, tx, who, g)
		return err
	}
	group := map[string]int64{}
	for _, g := range groups {
		made, err := access.CreateGroup(ctx, tx, who, g.name)
		if err == nil {
			err = give(access.Grant{Group: db.ID(made.ID), Role: role[g.role], Unit: db.ID(f.units[""])})
		}
		if err != nil {
			return err
		}
		group[g.key] = made.ID
	}
	for _, p := range Personas {
		if err := f.makeAccount(ctx, tx, who, hash, p.Login, p.Name, nil); err != nil {
			return err
		}
		unit := map[string]string{"contributor": "DSP", "resource_manager": "DSI"}[p.Role]
		if err := give(access.Grant{Account: db.ID(f.accounts[p.Login]), Role: role[p.Role], Unit: db.ID(f.units[unit])}); err != nil {
			return err
		}
	}
	for _, p := range staff {
		if err := f.makeAccount(ctx, tx, who, hash, p.login, p.name, []int64{group[p.group]}); err != nil {
			return err
		}
	}
	return nil
}

func (f *filler) makeAccount(ctx context.Context, tx *db.Tx, who access.Who, hash access.Hash, login, name string, groups []int64) error {
	a, err := access.CreateAccount(ctx, tx, who, access.Account{
		Login: login, Name: name, Email: login + "@valmerance.example", Language: "fr", Groups: groups,
	}, hash)
	f.accounts[login] = a.ID
	return err
}
