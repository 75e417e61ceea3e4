package demo

import (
	"context"
	"fmt"
	"strings"

	"vigie/ground/db"
	"vigie/room/milestone"
	room "vigie/room/plan"
)

// part is a task of a detailed plan: when it begins and how long it takes are
// thousandths of its project, and it waits for others of the same list.
type part struct {
	phase, name string
	from, takes int
	waits       []int
}

// parts are what the projects of the demonstration consist of.
var parts = []part{
	{"Cadrage", "Entretiens avec les métiers", 0, 90, nil},
	{"Cadrage", "Expression des besoins", 90, 120, []int{0}},
	{"Conception", "Architecture et sécurité", 210, 100, []int{1}},
	{"Conception", "Maquettes et parcours", 210, 80, []int{1}},
	{"Réalisation", "Développement", 310, 300, []int{2, 3}},
	{"Réalisation", "Interfaces avec le système d’information", 310, 240, []int{2}},
	{"Réalisation", "Reprise des données", 420, 190, []int{2}},
	{"Recette", "Recette fonctionnelle", 620, 160, []int{4, 5, 6}},
	{"Recette", "Essais de charge", 620, 70, []int{4}},
	{"Déploiement", "Formation des équipes", 780, 90, []int{7}},
	{"Déploiement", "Site pilote", 780, 100, []int{7, 8}},
	{"Déploiement", "Généralisation", 880, 110, []int{9, 10}},
}

// planned is how many projects have a detailed plan.
const planned = 12

// schedule gives some projects under way a detailed plan, which their managers keep.
func (f *filler) schedule(ctx context.Context) error {
	left := planned
	for _, p := range f.lives {
		if left == 0 {
			break
		}
		if p.kind == "programme" || p.over || !p.begun || p.archived || strings.HasPrefix(p.code, series) {
			continue
		}
		left--
		if err := f.scheduleOne(ctx, p); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
	}
	return nil
}

// scheduleOne makes a plan, and then says how far its tasks have come by their dates.
func (f *filler) scheduleOne(ctx context.Context, p *life) error {
	who := f.people[p.manager]
	v, err := room.Get(ctx, f.d, who, p.id)
	if err != nil {
		return err
	}
	made, err := f.changePlan(ctx, p, v.Mark, f.partsOf(p, v.Measures.Day))
	if err != nil {
		return err
	}
	var done []room.Edit
	for n, t := range parts {
		if progress := f.progressOf(p, t); progress > 0 {
			done = append(done, room.Edit{ID: made.Made[int64(-1-n)], Set: room.Patch{Progress: &progress}})
		}
	}
	if len(done) > 0 {
		_, err = f.changePlan(ctx, p, made.Mark, done)
	}
	return err
}

// changePlan is one change of a plan by the manager of its project.
func (f *filler) changePlan(ctx context.Context, p *life, mark string, edits []room.Edit) (out *room.Result, err error) {
	who := f.people[p.manager]
	err = f.update(ctx, f.today, who, "", func(tx *db.Tx) error {
		out, err = room.Change(ctx, tx, who, f.registers[milestone.Entity], p.id, mark, edits)
		return err
	})
	return out, err
}

// partsOf are the edits that make the plan of a project: phases, tasks, and its key
// dates in the phases in which they fall.
func (f *filler) partsOf(p *life, dayMinutes int64) []room.Edit {
	from := p.start
	out := []room.Edit{{Plan: &room.Patches{Start: &from}}}
	phases := map[string]int64{}
	days := int64(0)
	for d := p.start; d <= p.end; d++ {
		if working(d, 1) == d {
			days++
		}
	}
	for n, t := range parts {
		parent, known := phases[t.phase]
		if !known {
			parent = int64(-100 - len(phases))
			phases[t.phase] = parent
			name := french(t.phase)
			out = append(out, room.Edit{ID: parent, Add: room.Phase, Set: room.Patch{Name: &name}})
		}
		name, minutes := french(t.name), max(1, days*int64(t.takes)/1000)*dayMinutes
		links := []room.Link{}
		for _, w := range t.waits {
			links = append(links, room.Link{From: int64(-1 - w)})
		}
		out = append(out, room.Edit{
			ID: int64(-1 - n), Add: room.Task, Move: &room.Move{Parent: parent, After: room.Last},
			Set: room.Patch{Name: &name, Duration: &minutes, Links: &links},
		})
	}
	for _, d := range p.dates {
		if d.id != 0 {
			out = append(out, room.Edit{ID: d.id, Move: &room.Move{Parent: phases[phaseAt(d.share)], After: room.Last}})
		}
	}
	return out
}

// phaseAt is the phase in which a share of a project falls.
func phaseAt(share int64) string {
	name := parts[0].phase
	for _, t := range parts {
		if int64(t.from) < share {
			name = t.phase
		}
	}
	return name
}

// progressOf is how far a task is, in percent by steps of five: as far as the calendar
// says, a little less where the project is in trouble.
func (f *filler) progressOf(p *life, t part) int {
	elapsed := int(f.today-p.start) * 1000 / max(1, int(p.end-p.start))
	if p.weather > 2 {
		elapsed -= 40
	}
	return max(0, min(100, (elapsed-t.from)*100/t.takes)) / 5 * 5
}
