// Package onboarding is the set-up of a PMO, in the order in which one really goes:
// how far it is comes from what is there, never from ticks by hand.
package onboarding

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/convention"
	"vigie/room/lifecycle"
	"vigie/room/portfolio"
	"vigie/room/review"
)

// Step is one thing to do.
type Step struct {
	Key     string
	Part    string // "method", "people", "portfolio", "review"
	Done    bool
	Skipped bool
	Count   int // of what there is, as far as the person sees it
}

// order is that of the steps, by part.
var order = []Step{
	{Key: "attributes", Part: "method"},
	{Key: "types", Part: "method"},
	{Key: "conventions", Part: "method"},
	{Key: "units", Part: "people"},
	{Key: "users", Part: "people"},
	{Key: "grants", Part: "people"},
	{Key: "projects", Part: "portfolio"},
	{Key: "portfolios", Part: "portfolio"},
	{Key: "reviews", Part: "review"},
	{Key: "held", Part: "review"},
}

// from is how many of each there are before anything is set up: the organisation
// itself, and its first administrator.
var from = map[string]int{"units": 1, "users": 1, "grants": 1}

// skipped is where the steps that are left out are kept.
const skipped = "onboarding_skipped"

// Entity is the name under which the history knows the set-up; there is one object.
const (
	Entity = "onboarding"
	object = 1
)

// remembered is what the history keeps of the set-up.
type remembered struct {
	Skipped []string `json:"skipped"` // the keys of the steps that are left out
}

// record keeps which steps are left out, as one more version.
func record(ctx context.Context, tx *db.Tx, left []string) error {
	last, err := db.Get[int64](ctx, tx, "SELECT coalesce(max(version), 0) FROM history WHERE entity = $1 AND object = $2", Entity, object)
	if err != nil {
		return err
	}
	text, err := json.Marshal(remembered{append([]string{}, left...)})
	if err == nil {
		tx.Record(db.Version{Entity: Entity, Object: object, Version: last + 1, Data: string(text)})
	}
	return err
}

// Skipped returns the names of the steps that were left out as a version of the
// history has it.
func Skipped(data string) []label.Text {
	var m remembered
	if json.Unmarshal([]byte(data), &m) != nil {
		return nil
	}
	var out []label.Text
	for _, key := range m.Skipped {
		if t, ok := names[key]; ok {
			out = append(out, t)
		}
	}
	return out
}

// names are what the steps are called.
var names = map[string]label.Text{
	"attributes":  label.T("Choose a starter kit, or define your attributes", "Choisir un kit de démarrage, ou définir vos attributs"),
	"types":       label.T("Give projects a lifecycle", "Donner un cycle de vie aux projets"),
	"conventions": label.T("Set weeks, fiscal year and amounts", "Régler semaine, exercice et montants"),
	"units":       label.T("Describe the units", "Décrire les entités"),
	"users":       label.T("Invite the people", "Inviter les personnes"),
	"grants":      label.T("Give the roles", "Donner les rôles"),
	"projects":    label.T("Import your list of projects", "Importer votre tableau de projets"),
	"portfolios":  label.T("Gather projects in a portfolio", "Réunir les projets en portefeuille"),
	"reviews":     label.T("Prepare the first review", "Préparer la première revue"),
	"held":        label.T("Hold the review", "Tenir la revue"),
}

// May reports whether the person sets the PMO up.
func May(who access.Who) bool { return who.CanEverywhere(access.EditCatalogue) }

// Read returns the steps with what is done of each, as far as the person sees it.
func Read(ctx context.Context, q db.Querier, projects *snapshot.Keeper, who access.Who) ([]Step, error) {
	if err := access.Must(May(who)); err != nil {
		return nil, err
	}
	counts, err := count(ctx, q, projects, who)
	if err != nil {
		return nil, err
	}
	left, err := leftOut(ctx, q)
	out := slices.Clone(order)
	for i := range out {
		s := &out[i]
		s.Count = counts[s.Key]
		s.Done = s.Count > from[s.Key]
		s.Skipped = !s.Done && slices.Contains(left, s.Key)
	}
	return out, err
}

func count(ctx context.Context, q db.Querier, projects *snapshot.Keeper, who access.Who) (map[string]int, error) {
	out := map[string]int{}
	live, err := projects.Live(ctx)
	if err != nil {
		return nil, err
	}
	for _, f := range live.Catalogue.Fields {
		if !f.Core && !f.Retired {
			out["attributes"]++
		}
	}
	list, err := live.List(who, snapshot.Query{State: "active"})
	if err != nil {
		return nil, err
	}
	out["projects"] = len(list.Items)
	lives, err := lifecycle.All(ctx, q)
	if err != nil {
		return nil, err
	}
	for _, l := range lives {
		if l.Holds != nil {
			out["types"]++
		}
	}
	own, err := convention.Load(ctx, q)
	if err != nil {
		return nil, err
	}
	out["conventions"] = int(own.Version)
	return out, countOthers(ctx, q, who, out)
}

func countOthers(ctx context.Context, q db.Querier, who access.Who, out map[string]int) error {
	units, err := access.Units(ctx, q, who, access.Page{Limit: 1})
	if err != nil {
		return err
	}
	out["units"] = units.Total
	if who.CanSomewhere(access.ManageUsers) {
		users, err := access.Accounts(ctx, q, who, access.Page{Limit: 1})
		if err != nil {
			return err
		}
		out["users"] = users.Total
	}
	grants, err := access.Grants(ctx, q, who, access.Page{Limit: 1})
	if err != nil {
		return err
	}
	out["grants"] = grants.Total
	portfolios, err := portfolio.List(ctx, q, who)
	if err != nil {
		return err
	}
	out["portfolios"] = len(portfolios)
	reviews, err := review.List(ctx, q, who, 0)
	if err != nil {
		return err
	}
	out["reviews"] = len(reviews)
	for _, r := range reviews {
		if r.State != review.Draft {
			out["held"]++
		}
	}
	return nil
}

func leftOut(ctx context.Context, q db.Querier) ([]string, error) {
	found, err := db.Select[string](ctx, q, "SELECT value FROM setting WHERE key = $1", skipped)
	if err != nil || len(found) == 0 || found[0] == "" {
		return nil, err
	}
	return strings.Split(found[0], ","), nil
}

// Skip leaves a step out, or takes it up again, for everyone who sets the PMO up.
func Skip(ctx context.Context, tx *db.Tx, who access.Who, key string, skip bool) error {
	if err := access.Must(May(who)); err != nil {
		return err
	}
	if !slices.ContainsFunc(order, func(s Step) bool { return s.Key == key }) {
		return fault.Invalid("step", label.F("There is no step “%s”", "Il n’y a pas d’étape «\u202f%s\u202f»", key))
	}
	left, err := leftOut(ctx, tx)
	if err != nil {
		return err
	}
	if slices.Contains(left, key) == skip {
		return nil // no version for nothing
	}
	left = slices.DeleteFunc(left, func(k string) bool { return k == key })
	if skip {
		left = append(left, key)
	}
	if _, err := db.Exec(ctx, tx, "INSERT INTO setting (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value", skipped, strings.Join(left, ",")); err != nil {
		return err
	}
	return record(ctx, tx, left)
}
