package demo

import (
	"context"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/lifecycle"
)

// way is a move of the company's method; stages, attributes and roles by their keys.
type way struct {
	from, to string
	label    label.Text
	gate     bool
	roles    []string
	when     string // as typed in English
	message  label.Text
	effects  [][2]string
}

var stopping = label.T("Stop the project", "Arrêter le projet")

// method is how the company runs its projects, by type: what each stage asks for, and
// the ways between them.
var method = []struct {
	types    []string
	stages   []string
	required map[string][]string
	ways     []way
}{
	{
		types:    []string{"project", "regulatory", "infrastructure"},
		stages:   []string{"idea", "framing", "build", "pilot", "rollout", "done", "stopped"},
		required: map[string][]string{"framing": {"manager"}, "build": {"manager", "sponsor", "end", "total_cost"}},
		ways: []way{
			{from: "idea", to: "framing", label: label.T("Start the framing", "Lancer le cadrage")},
			{from: "framing", to: "build", label: label.T("Start the build", "Lancer la réalisation"), gate: true},
			{from: "build", to: "pilot", label: label.T("Start the pilot", "Lancer l’expérimentation")},
			{from: "build", to: "rollout", label: label.T("Roll out without a pilot", "Déployer sans expérimentation"), roles: []string{"pmo"}},
			{from: "pilot", to: "build", label: label.T("Go back to the build", "Revenir en réalisation")},
			{from: "pilot", to: "rollout", label: label.T("Roll out", "Généraliser"), gate: true},
			{
				from: "rollout", to: "done", label: label.T("Close the project", "Clore le projet"), when: "end <= TODAY()",
				message: label.T("A project closes once its end has come: bring its end forward first", "Un projet se clôt une fois sa fin atteinte\u202f: avancez d’abord sa date de fin"),
				effects: [][2]string{{"progress", "100"}},
			},
			{from: "framing", to: "stopped", label: stopping, gate: true},
			{from: "build", to: "stopped", label: stopping, gate: true, roles: []string{"pmo", "executive"}},
			{from: "pilot", to: "stopped", label: stopping, gate: true, roles: []string{"pmo", "executive"}},
		},
	},
	{
		types:  []string{"study"},
		stages: []string{"idea", "framing", "done", "stopped"},
		ways: []way{
			{from: "idea", to: "framing", label: label.T("Start the study", "Lancer l’étude")},
			{from: "framing", to: "done", label: label.T("Hand the study in", "Remettre l’étude"), effects: [][2]string{{"progress", "100"}}},
			{from: "framing", to: "stopped", label: stopping},
		},
	},
}

// agree publishes the method, once the history is written.
func (f *filler) agree(ctx context.Context) error {
	who := f.people["helene.vasseur"]
	keys, _, err := access.KnownRoles(ctx, f.d)
	if err != nil {
		return err
	}
	roles := map[string]int64{}
	for id, key := range keys {
		roles[key] = id
	}
	for _, m := range method {
		d := &lifecycle.Definition{}
		for i, key := range m.stages {
			step := lifecycle.Step{Stage: f.pick("stage", key).N, Start: i == 0}
			for _, a := range m.required[key] {
				step.Required = append(step.Required, f.catalogue.Get(a).ID)
			}
			d.Stages = append(d.Stages, step)
		}
		for _, w := range m.ways {
			move, err := f.move(w, roles)
			if err != nil {
				return err
			}
			d.Moves = append(d.Moves, move)
		}
		for _, typ := range m.types {
			err := f.update(ctx, f.today, who, "", func(tx *db.Tx) error {
				_, err := lifecycle.Publish(ctx, tx, who, f.pick("type", typ).N, 0, d)
				return err
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func (f *filler) move(w way, roles map[string]int64) (lifecycle.Move, error) {
	m := lifecycle.Move{From: f.pick("stage", w.from).N, To: f.pick("stage", w.to).N, Label: w.label, Gate: w.gate, Message: w.message}
	for _, key := range w.roles {
		m.Roles = append(m.Roles, roles[key])
	}
	for _, e := range w.effects {
		m.Effects = append(m.Effects, lifecycle.Effect{Attribute: f.catalogue.Get(e[0]).ID, Value: e[1]})
	}
	if w.when == "" {
		return m, nil
	}
	var err error
	m.Condition, err = f.catalogue.ParseFormula(w.when, label.EN, nil)
	return m, err
}
