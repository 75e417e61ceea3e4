package access

import (
	"context"
	"slices"
	"strings"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
)

// Screen is a part of the application that a role may leave out: what somebody does
// not need, he does not see. It is comfort and no defence: rights decide what can be
// read and done.
type Screen struct {
	Key   string
	Label label.Text
	Group label.Text
	Needs Right // one of these, somewhere, or it shows nothing
}

// Reached reports whether rights, held somewhere, leave something to see on the screen.
func (s Screen) Reached(held Right) bool { return s.Needs&held != 0 }

var (
	aboutFollowing = label.T("Following projects", "Suivi des projets")
	aboutTogether  = label.T("Working together", "Travail collectif")
)

// Screens lists them, in the order of the navigation. Home, projects and one's own
// account are always there.
var Screens = []Screen{
	{"summary", label.T("Summary", "Synthèse"), aboutFollowing, ReadPortfolio},
	{"portfolio", label.T("Portfolio", "Portefeuille"), aboutFollowing, ReadProject},
	{"milestones", label.T("Key dates", "Dates clés"), aboutFollowing, ReadProject},
	{"risks", label.T("Risks", "Risques"), aboutFollowing, ReadProject},
	{"actions", label.T("Actions", "Actions"), aboutFollowing, ReadProject},
	{"decisions", label.T("Decisions", "Décisions"), aboutFollowing, ReadProject},
	{"reviews", label.T("Reviews", "Revues"), aboutTogether, ReadPortfolio},
	{"rounds", label.T("Monthly rounds", "Points mensuels"), aboutTogether, ReadProject},
	{"history", label.T("History", "Historique"), aboutTogether, ReadHistory},
	{"import", label.T("Imports", "Imports"), aboutTogether, Import},
	{"admin.people", label.T("Administration: people and rights", "Administration : personnes et droits"), aboutAdmin, ManageUsers | ManageUnits | ManageRoles},
	{"admin.catalogue", label.T("Administration: catalogue", "Administration : catalogue"), aboutAdmin, EditCatalogue | EditRates},
	{"admin.system", label.T("Administration: system", "Administration : système"), aboutAdmin, ManageSystem},
}

// cleanHidden puts the screens that a role leaves out in the order of Screens.
func (r *Role) cleanHidden() error {
	var out []string
	for _, s := range Screens {
		if slices.Contains(r.Hidden, s.Key) {
			out = append(out, s.Key)
		}
	}
	for _, key := range r.Hidden {
		if !slices.Contains(out, key) {
			return fault.Invalid("hidden_screens", label.F("There is no screen called %q", "Aucun écran ne s’appelle « %s »", key))
		}
	}
	// The one who can give roles must find where.
	if r.Rights&ManageRoles != 0 && slices.Contains(out, "admin.people") {
		return fault.Invalid("hidden_screens", label.T("This role gives roles: it needs the administration of people", "Ce rôle attribue des rôles : il a besoin de l’administration des personnes"))
	}
	r.Hidden = out
	return nil
}

// HiddenScreens returns the screens that none of the person's roles shows, those by
// delegation included. Who has no role is shown all: rights leave little of them.
func HiddenScreens(ctx context.Context, q db.Querier, who Who) ([]string, error) {
	people := []int64{who.ID}
	for _, b := range who.ActsFor() {
		people = append(people, b.ID)
	}
	in, args := db.List(nil, people)
	all, err := db.Select[string](ctx, q, `SELECT DISTINCT r.hidden FROM role_grant g JOIN role r ON r.id = g.role_id
		WHERE g.account_id IN `+in+` OR g.group_id IN (SELECT group_id FROM group_member WHERE account_id IN `+in+`)`, args...)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	out := strings.Fields(all[0])
	for _, text := range all[1:] {
		other := strings.Fields(text)
		out = slices.DeleteFunc(out, func(key string) bool { return !slices.Contains(other, key) })
	}
	return out, nil
}
