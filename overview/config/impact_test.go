package config_test

import (
	"testing"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/label"
	"vigie/overview/config"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
	"vigie/room/template"
	"vigie/room/view"
)

func TestAChangeOfAViewOrATemplateNamesWhomItTouches(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := fresh(t, d)
		var reader access.Account
		w.change(func(tx *db.Tx) error {
			c, err := field.Load(ctx, tx, "project")
			if err != nil {
				return err
			}
			root, err := access.Root(ctx, tx)
			if err != nil {
				return err
			}
			if reader, err = access.CreateAccount(ctx, tx, sys, access.Account{Login: "lea", Name: "Léa Moreau", Language: "fr"}, ""); err != nil {
				return err
			}
			p, err := project.Change(ctx, tx, sys, c, project.Edit{Values: field.Values{"name": field.Str("Saphir"), "unit": field.Int(root.ID)}})
			if err != nil {
				return err
			}
			made, err := template.Create(ctx, tx, sys, template.Template{Name: label.T("Light", "Léger"), Sections: []template.Section{}})
			if err != nil {
				return err
			}
			if err := template.Keep(ctx, tx, sys, template.Use{Project: p.ID, Template: made.ID, Applied: 1}); err != nil {
				return err
			}
			v, err := view.Create(ctx, tx, sys, view.View{Object: "project", Name: label.T("Late", "En retard"), Scope: view.Everyone, State: view.State{Columns: []view.Column{{Key: "name"}}}})
			if err != nil {
				return err
			}
			_, err = db.Exec(ctx, tx, "INSERT INTO view_use (view_id, account_id, opens, last, place) VALUES ($1, $2, 2, 1, 0)", v.ID, reader.ID)
			return err
		})
		out, err := w.Diff(ctx, sys, config.Ask{Prune: true, Document: w.parse(`{"format": 1, "sections": {"templates": [], "views": []}}`)})
		w.must(err)
		named := map[string]bool{}
		for _, s := range out.Steps {
			for _, n := range s.Some {
				named[s.Section+" "+n.Name] = true
			}
			for _, n := range s.Persons {
				named[s.Section+" "+n.Name] = true
			}
		}
		if !named["templates Saphir"] || !named["views Léa Moreau"] {
			t.Errorf("named are %v, of %d steps", named, len(out.Steps))
		}
	})
}
