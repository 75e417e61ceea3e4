package demo

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/money"
	"vigie/room/field"
	"vigie/room/project"
)

// keeper is who enters what committees decide.
const keeper = "camille.roussel"

// entry is one line to write: who enters what, on which day, and why.
type entry struct {
	on    day.Day
	login string
	note  string
	of    *life
	edit  project.Edit
	dates []dateEdit
	notes []noteEdit
	// answers says that the manager answers the monthly round with it.
	answers bool
}

// goThrough lives all projects, month by month, and writes what people entered.
func (f *filler) goThrough(ctx context.Context) error {
	f.everyProject()
	for t := -Months; t <= 0; t++ {
		f.foresee(t)
		var entries []entry
		for _, p := range f.lives {
			entries = append(entries, f.entries(p, t)...)
		}
		if err := f.write(ctx, entries); err != nil {
			return fmt.Errorf("%s: %w", f.at(t), err)
		}
		if err := f.happen(ctx, min(f.at(t).Last(), f.today)); err != nil {
			return fmt.Errorf("%s: %w", f.at(t), err)
		}
		if err := f.around(ctx, t); err != nil {
			return fmt.Errorf("%s: %w", f.at(t), err)
		}
		if f.o.Progress != nil {
			f.o.Progress(t+Months+1, Months+1)
		}
	}
	return nil
}

func (f *filler) everyProject() {
	f.byCode = map[string]*life{}
	for _, p := range slices.Concat(programmes, plans, []plan{duplicate}, f.many(f.o.Projects-named)) {
		l := f.newLife(p)
		if prefix, _, ok := strings.Cut(p.code, "-"); ok {
			l.parent = f.byCode[prefix]
		}
		if strings.HasPrefix(p.code, series) {
			l.seldom = 8
		}
		f.lives = append(f.lives, l)
		f.byCode[p.code] = l
	}
}

// at is the month that a number stands for.
func (f *filler) at(t int) day.Month { return f.month + day.Month(t) }

// committee is the day on which the board decides, as far as it has come.
func (f *filler) committee(t int) day.Day {
	if t == -Months {
		return f.begin()
	}
	return min(f.session(t), f.today)
}

// session is the day for which the board is called: the second Tuesday.
func (f *filler) session(t int) day.Day {
	d := f.at(t).First()
	for d.Weekday() != time.Tuesday {
		d++
	}
	return d + 7
}

// review is the day on which a project manager reports, around the 24th; in
// the current month some have done it already.
func (f *filler) review(p *life, t int) (day.Day, bool) {
	d := working(f.at(t).First()+21+day.Day(len(p.manager)%5), 1)
	if d <= f.today {
		return d, true
	}
	return f.today, len(p.name)%5 < 2
}

// entries are what is entered about a project in a month.
func (f *filler) entries(p *life, t int) []entry {
	if t < p.enters {
		return nil
	}
	var out []entry
	if t == p.enters {
		out = append(out, f.opening(p, t))
	}
	on, ok := f.review(p, t)
	if !ok || p.seldom > 0 && (t+len(f.lives)+int(p.cost))%p.seldom != 0 {
		return out
	}
	before := *p
	r, ok := f.lifeOf(p, t, on)
	if !ok {
		return append(out, f.ending(p, t)...)
	}
	if e, ok := f.decision(&before, p, r, t); ok {
		out = append(out, e)
	}
	return append(out, f.reported(&before, p, r, t, on))
}

// opening records a project for the first time.
func (f *filler) opening(p *life, t int) entry {
	note := "Reprise du portefeuille"
	switch {
	case p.kind == "programme":
		note = "Ouverture des programmes"
	case t > -Months:
		note = "Demande retenue"
	}
	p.stage = stageAt(t, p.begin, 0)
	vs := field.Values{
		"code": field.Str(p.code), "name": field.Str(french(p.name)), "description": field.Str(french(p.about)), "unit": field.Ref(f.units[p.unit]),
		"manager": field.Ref(f.accounts[p.manager]), "sponsor": field.Ref(f.accounts[sponsors[p.unit]]),
		"type": f.pick("type", p.kind), "priority": f.pick("priority", p.priority), "stage": f.pick("stage", p.stage),
		"axes": f.pick("axes", p.axis), "tags": f.pick("tags", p.tags), "start": field.Int(int64(p.start)), "end": field.Int(int64(p.end)),
		"objective": f.pick("objective", f.objective(p.axis, p.code)), "sites": f.pick("sites", sites(p.code)),
		"mandatory": field.Int(truth(p.kind == "regulatory")),
	}
	e := entry{on: f.committee(t), login: keeper, note: note, of: p, edit: project.Edit{Values: vs}, dates: f.firstDates(p, f.committee(t))}
	if p.kind == "programme" {
		return e
	}
	if currency := foreign[p.code]; currency != "" {
		vs["currency"] = field.Str(currency)
	}
	vs["documents"] = field.Str("https://documents.valmerance.example/" + p.code)
	if p.code == uncosted {
		e.edit.Unread = map[string]string{"total_cost": "Selon appel d’offres"}
		return e
	}
	vs["total_cost"], vs["benefit"] = euros(p.costNow), euros(p.benefit*1000)
	if p.begin <= t {
		p.baseline(vs)
	}
	return e
}

// uncosted is a project whose cost nobody knows yet: its cell says why.
const uncosted = "FIN-02"

func truth(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// euros is an amount; nothing rather than zero.
func euros(n int64) field.Value {
	if n == 0 {
		return field.Value{}
	}
	return field.Int(int64(money.Units(n)))
}

// baseline keeps dates and cost to compare with.
func (p *life) baseline(vs field.Values) {
	p.begun = true
	vs["start_baseline"], vs["end_baseline"] = field.Int(int64(p.start)), field.Int(int64(p.endBase))
	if p.kind != "programme" && p.code != uncosted {
		vs["total_cost_baseline"] = euros(p.costBase)
	}
}

// decision is what a committee decided about a project in a month, which the
// office of projects enters: a launch, a new manager, a stop, a new baseline.
func (f *filler) decision(before, p *life, r report, t int) (entry, bool) {
	vs, note := field.Values{}, r.note
	var notes []noteEdit
	if !p.begun && t >= p.begin && p.kind != "programme" {
		p.baseline(vs)
		note = "Lancement : référence validée en comité"
		notes = f.launched(p, f.committee(t))
	}
	if p.manager == leaver && t == leaving+1 {
		p.manager = "ines.lavigne"
		note = "Départ de Patrice Volland : reprise par Inès Lavigne"
	}
	if p.manager != before.manager {
		vs["manager"] = field.Ref(f.accounts[p.manager])
	}
	if r.rebased {
		p.baseline(vs)
	}
	if r.frozen {
		vs["stage"] = f.pick("stage", p.stage)
	}
	return entry{on: f.committee(t), login: keeper, note: french(note), of: p, edit: project.Edit{Values: vs}, notes: notes}, len(vs) > 0
}

// reported is what the manager enters.
func (f *filler) reported(before, p *life, r report, t int, on day.Day) entry {
	vs := field.Values{"comment": field.Str(r.comment), "stage": f.pick("stage", p.stage)}
	if t >= p.begin {
		vs["weather"], vs["light"] = field.Int(int64(p.weather)), field.Int(p.light())
	}
	if p.kind != "programme" {
		vs["progress"] = field.Int(int64(money.Units(p.progress)))
		if p.code != uncosted {
			vs["total_cost"], vs["actual_cost"] = euros(p.costNow), euros(p.actual)
		}
	}
	if p.seldom > 0 && p.weather == 1 && !r.done {
		delete(vs, "comment") // nothing to say
	}
	if p.end != before.end {
		vs["end"] = field.Int(int64(p.end))
	}
	return entry{
		on: on, login: p.manager, of: p, edit: project.Edit{Values: vs, Month: f.at(t)},
		dates: f.movedDates(before, p, r, t, on), notes: f.noted(before, p, r, t, on), answers: true,
	}
}

// kept is how many months a project that has ended stays in the lists.
const kept = 6

// ending takes out of the lists what ended long enough ago.
func (f *filler) ending(p *life, t int) []entry {
	if !p.over || p.archived || p.seldom > 0 || p.code == duplicate.code || t-p.ended < kept {
		return nil
	}
	p.archived = true
	return []entry{{on: f.committee(t), login: keeper, note: "Projet clos depuis six mois", of: p, edit: project.Edit{State: project.Archived}}}
}

// write writes the entries of a month: those of one person, on one day and for
// one reason are one change.
func (f *filler) write(ctx context.Context, entries []entry) error {
	slices.SortStableFunc(entries, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.on, b.on), strings.Compare(a.login, b.login))
	})
	for len(entries) > 0 {
		n := 1
		for n < len(entries) && n < 2000 && entries[n].on == entries[0].on && entries[n].login == entries[0].login && entries[n].note == entries[0].note {
			n++
		}
		if err := f.happen(ctx, entries[0].on); err != nil {
			return err
		}
		if err := f.change(ctx, entries[:n]); err != nil {
			return err
		}
		entries = entries[n:]
	}
	return nil
}

func (f *filler) change(ctx context.Context, entries []entry) error {
	first := entries[0]
	edits := make([]project.Edit, len(entries))
	for i, e := range entries {
		edits[i] = e.edit
		if edits[i].ID = e.of.id; e.of.id == 0 && e.of.parent != nil {
			edits[i].Values["programme"] = field.Ref(e.of.parent.id)
		}
	}
	who := f.people[first.login]
	return f.update(ctx, first.on, who, first.note, func(tx *db.Tx) error {
		done, err := project.Write(ctx, tx, who, f.catalogue, edits)
		if err != nil {
			return err
		}
		for i, o := range done {
			if o.Err != nil {
				return fmt.Errorf("%s: %w", entries[i].of.code, o.Err)
			}
			entries[i].of.id = o.Project.ID
		}
		if err := f.writeDates(ctx, tx, who, entries); err != nil {
			return err
		}
		if err := f.writeNotes(ctx, tx, who, entries); err != nil {
			return err
		}
		return f.answer(ctx, tx, who, entries)
	})
}
