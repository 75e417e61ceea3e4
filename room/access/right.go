package access

import (
	"slices"
	"strings"

	"vigie/ground/fault"
	"vigie/ground/label"
)

// Right is a set of things a role allows, one bit each.
type Right uint64

// The rights. Their order is stored nowhere: roles keep the keys.
const (
	ReadProject Right = 1 << iota
	EditProject
	EditOwnProject // edit the projects one manages
	CreateProject
	DeleteProject // archive, bin, restore, merge
	ReadPortfolio
	EditPortfolio
	ShareView // offer views to others
	Import
	Export
	ReadHistory
	EditCatalogue
	ManageUsers // accounts and groups
	ManageUnits
	ManageRoles // roles and grants
	ManageSystem
	Comment     // take part in the discussion of projects: comments and attachments
	EditRates   // of exchange, on the whole organisation
	ReopenMonth // that a round has locked
	EditResources
	end
)

// All is every right there is.
const All = end - 1

// ofTheWhole are the rights on what the whole organisation shares.
const ofTheWhole = EditCatalogue | ManageSystem

// Reading is what a token of scope "read" is limited to.
const Reading = ReadProject | ReadPortfolio | Export | ReadHistory

// Permission describes a right to those who compose roles.
type Permission struct {
	Right Right
	Key   string
	Label label.Text
	Group label.Text
}

var (
	aboutProjects   = label.T("Projects", "Projets")
	aboutPortfolios = label.T("Portfolios", "Portefeuilles")
	aboutAdmin      = label.T("Administration", "Administration")
)

// Permissions lists every right, in the order in which people see them.
var Permissions = []Permission{
	{ReadProject, "project.read", label.T("See projects", "Voir les projets"), aboutProjects},
	{EditOwnProject, "project.edit_own", label.T("Edit the projects they manage", "Modifier les projets dont ils sont chefs"), aboutProjects},
	{EditProject, "project.edit", label.T("Edit all projects", "Modifier tous les projets"), aboutProjects},
	{CreateProject, "project.create", label.T("Create projects", "Créer des projets"), aboutProjects},
	{DeleteProject, "project.delete", label.T("Archive, delete, restore and merge projects", "Archiver, supprimer, restaurer et fusionner des projets"), aboutProjects},
	{Comment, "project.comment", label.T("Comment on projects and attach files", "Commenter les projets et y joindre des fichiers"), aboutProjects},
	{ReadHistory, "history.read", label.T("Read the history", "Lire l’historique"), aboutProjects},
	{ReadPortfolio, "portfolio.read", label.T("See portfolios", "Voir les portefeuilles"), aboutPortfolios},
	{EditPortfolio, "portfolio.edit", label.T("Create and change portfolios", "Créer et modifier des portefeuilles"), aboutPortfolios},
	{ShareView, "view.share", label.T("Share views, lock them, make them the default of a role", "Partager des vues, les verrouiller, les proposer par défaut à un rôle"), aboutPortfolios},
	{Import, "import.run", label.T("Import files", "Importer des fichiers"), aboutPortfolios},
	{Export, "export.run", label.T("Export lists", "Exporter des listes"), aboutPortfolios},
	{ReopenMonth, "month.reopen", label.T("Reopen a locked month", "Rouvrir un mois verrouillé"), aboutPortfolios},
	{EditCatalogue, "catalogue.edit", label.T("Define attributes and lists", "Définir les attributs et les listes"), aboutAdmin},
	{EditRates, "rate.edit", label.T("Enter exchange rates", "Saisir les taux de change"), aboutAdmin},
	{EditResources, "resource.edit", label.T("Define resources", "Définir les ressources"), aboutAdmin},
	{ManageUnits, "unit.manage", label.T("Manage units", "Gérer les entités"), aboutAdmin},
	{ManageUsers, "user.manage", label.T("Manage users and groups", "Gérer les utilisateurs et les groupes"), aboutAdmin},
	{ManageRoles, "role.manage", label.T("Manage roles and grants", "Gérer les rôles et les droits"), aboutAdmin},
	{ManageSystem, "system.manage", label.T("Run the system: audit, backup, settings", "Exploiter le système : audit, sauvegarde, réglages"), aboutAdmin},
}

// Administer is what an administrator holds on the whole organisation; one
// account at least always does.
const Administer = ManageUsers | ManageUnits | ManageRoles | ManageSystem

// Keys returns the keys of the rights in r, in the order of Permissions.
func (r Right) Keys() []string {
	keys := []string{}
	for _, p := range Permissions {
		if r&p.Right != 0 {
			keys = append(keys, p.Key)
		}
	}
	return keys
}

// Rights returns the set that keys name. An unknown key is refused.
func Rights(keys []string) (Right, error) {
	var r Right
	for _, key := range keys {
		i := slices.IndexFunc(Permissions, func(p Permission) bool { return p.Key == key })
		if i < 0 {
			return 0, fault.Invalid("permissions", label.F("There is no right called %q", "Aucun droit ne s’appelle « %s »", key))
		}
		r |= Permissions[i].Right
	}
	return r, nil
}

// readRights reads the keys a role is stored with; those this program does not
// know, such as of a right that no longer exists, allow nothing.
func readRights(stored string) Right {
	var r Right
	for key := range strings.SplitSeq(stored, " ") {
		for _, p := range Permissions {
			if p.Key == key {
				r |= p.Right
			}
		}
	}
	return r
}
