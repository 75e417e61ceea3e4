package demo

import (
	"context"
	"fmt"
	"strings"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/milestone"
	"vigie/room/record"
)

// keyDate is a key date of a project, and what has become of it so far.
type keyDate struct {
	id          int64
	name, kind  string
	share       int64 // of the way from start to end, in thousandths
	contractual bool
	date        day.Day
	over        bool
}

// dateEdit is what somebody enters about a key date.
type dateEdit struct {
	of *keyDate
	vs field.Values
}

// datesOf are the key dates that a plan begins with.
func (p *life) datesOf() []*keyDate {
	costly := p.cost >= 250
	var out []*keyDate
	add := func(wanted bool, d keyDate) {
		if wanted {
			out = append(out, &d)
		}
	}
	switch {
	case p.kind == "programme":
		add(true, keyDate{name: "Lancement du programme", kind: "committee", share: 0})
		add(true, keyDate{name: "Revue à mi-parcours", kind: "committee", share: 500})
		add(true, keyDate{name: "Clôture du programme", kind: "committee", share: 1000})
		return out
	case p.kind == "regulatory":
		add(true, keyDate{name: "Lecture des textes validée", kind: "decision", share: 120})
		add(costly, keyDate{name: "Dossier remis au superviseur", kind: "delivery", share: 700, contractual: true})
		add(true, keyDate{name: "Mise en conformité", kind: "go_live", share: 1000, contractual: true})
		return out
	}
	add(p.risk > 12, keyDate{name: "Comité de lancement", kind: "committee", share: 0})
	add(true, keyDate{name: "Cahier des charges validé", kind: "delivery", share: 220})
	add(costly, keyDate{name: "Marché notifié au prestataire", kind: "contract", share: 320, contractual: true})
	add(p.length > 8, keyDate{name: "Recette prononcée", kind: "delivery", share: 800, contractual: costly && p.cost%3 == 0})
	add(true, keyDate{name: "Mise en service", kind: "go_live", share: 1000})
	add(p.cost > 400, keyDate{name: "Point d’étape au comité", kind: "committee", share: 600})
	return out
}

// dayOf is where a key date falls between the dates that its project has now.
func (d *keyDate) dayOf(p *life) day.Day {
	return working(p.start+(p.end-p.start)*day.Day(d.share)/1000, 1)
}

// firstDates records the key dates of a project. Those that lie before the
// history are reached already.
func (f *filler) firstDates(p *life, on day.Day) []dateEdit {
	p.dates = p.datesOf()
	if strings.HasPrefix(p.code, series) {
		p.dates = p.dates[max(0, len(p.dates)-2):]
	}
	var out []dateEdit
	for _, d := range p.dates {
		d.date = d.dayOf(p)
		vs := field.Values{"name": field.Str(french(d.name)), "type": f.dateOption("type", d.kind), "date": field.Int(int64(d.date))}
		if d.contractual {
			vs["contractual"] = field.Int(1)
		}
		if d.date < on {
			d.over = true
			vs["status"], vs["done_on"] = f.dateOption("status", milestone.Done), field.Int(int64(d.date))
		}
		out = append(out, dateEdit{d, vs})
	}
	return out
}

// movedDates is what a manager says of the key dates in a month: those that were
// reached, those that the slip of the end moves along, and, of a project that was
// stopped, those that will never be. In trouble, what was due waits a month.
func (f *filler) movedDates(before, p *life, r report, t int, on day.Day) []dateEdit {
	var out []dateEdit
	for _, d := range p.dates {
		next := d.dayOf(p)
		switch {
		case d.over || d.id == 0:
			continue
		case p.stage == "stopped":
			d.over = true
			out = append(out, dateEdit{d, field.Values{"status": f.dateOption("status", milestone.Dropped), "comment": field.Str(french("Abandonnée avec le projet"))}})
			continue
		case r.done || d.date <= on && (p.weather < 3 || d.date < on-40):
			d.over = true
			done := min(d.date+day.Day((len(p.name)+t+Months)%4), on)
			out = append(out, dateEdit{d, field.Values{"status": f.dateOption("status", milestone.Done), "done_on": field.Int(int64(done))}})
			continue
		case p.end == before.end || d.share < 450 || next == d.date || next < on:
			continue
		}
		vs := field.Values{"date": field.Int(int64(next))}
		if d.kind == "go_live" && r.slipped {
			vs["comment"] = field.Str(french("Reportée avec la fin du projet"))
		}
		d.date = next
		out = append(out, dateEdit{d, vs})
	}
	return out
}

// dateOption returns the value of a list of key dates by its key.
func (f *filler) dateOption(key, option string) field.Value {
	return f.option(milestone.Kind, key, option)
}

// writeDates writes what the entries of one change say of key dates.
func (f *filler) writeDates(ctx context.Context, tx *db.Tx, who access.Who, entries []entry) error {
	var edits []record.Edit
	var of []*keyDate
	for _, e := range entries {
		for _, d := range e.dates {
			if d.of.id == 0 {
				d.vs["project"] = field.Int(e.of.id)
			}
			edits, of = append(edits, record.Edit{ID: d.of.id, Values: d.vs}), append(of, d.of)
		}
	}
	done, err := milestone.Kind.Write(ctx, tx, who, f.registers[milestone.Entity], edits)
	for i, o := range done {
		if o.Err != nil {
			return fmt.Errorf("%s: %w", of[i].name, o.Err)
		}
		of[i].id = o.Record.ID
	}
	return err
}
