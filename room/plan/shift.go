package plan

import (
	"context"

	"vigie/engine/schedule"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// MostShift is by how many working days a plan may be shifted at once, either way.
const MostShift = 2600

// rounds are how often what falls short is looked for, one chain further each time.
const rounds = 40

// The parts of a plan that may be shifted.
const (
	Below = "below" // a line and all under it
	Later = "later" // what starts when a line does, or later
)

// Shift asks to move a plan, or a part of it, by working days of the calendar of each item.
type Shift struct {
	Days int    // not 0; negative for earlier
	Part string // "" for the whole plan, Below or Later
	From int64  // the line, of a part
}

// Shifted is what a shift leads to.
type Shifted struct {
	*Result
	Held int // how many items stay short of it: what they wait for, or are bound by, does not move
}

// ForeseeShift returns what a shift would lead to. Nothing is kept.
func ForeseeShift(ctx context.Context, q db.Querier, who access.Who, id int64, mark string, s Shift) (*Shifted, error) {
	d, err := load(ctx, q, who, id)
	if err != nil {
		return nil, err
	}
	out, _, err := d.runShift(mark, s)
	return out, err
}

// ChangeShift shifts a plan, as one change. mark is that of the plan that was read. c is
// the catalogue of key dates. What has begun or is done stays; so do deadlines.
func ChangeShift(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, id int64, mark string, s Shift) (*Shifted, error) {
	if err := hold(ctx, tx, who, id); err != nil {
		return nil, err
	}
	d, err := load(ctx, tx, who, id)
	if err != nil {
		return nil, err
	}
	out, was, err := d.runShift(mark, s)
	if err != nil {
		return nil, err
	}
	if _, err = d.keep(ctx, tx, c, was); err != nil {
		return nil, err
	}
	if err := d.carryOn(ctx, tx, c); err != nil {
		return nil, err
	}
	out.View = d.view()
	return out, nil
}

// Check refuses a shift that says nothing, or too much.
func (s Shift) Check() error {
	if s.Days == 0 || s.Days < -MostShift || s.Days > MostShift {
		return fault.Invalid("days", label.F("Give a number of working days from −%d to %d, other than 0", "Donnez un nombre de jours ouvrés de −%d à %d, autre que 0", MostShift, MostShift))
	}
	return nil
}

// runShift carries a shift out in memory.
func (d *draft) runShift(mark string, s Shift) (*Shifted, *before, error) {
	was, err := d.open(mark)
	if err != nil {
		return nil, nil, err
	}
	if err := s.Check(); err != nil {
		return nil, nil, err
	}
	m, err := d.mover(s)
	if err != nil {
		return nil, nil, err
	}
	if err := m.run(); err != nil {
		return nil, nil, err
	}
	d.follow()
	moved := d.moved(was)
	if err := s.Stays(moved); err != nil {
		return nil, nil, err
	}
	return &Shifted{&Result{View: d.view(), Moved: moved}, m.held()}, was, nil
}

// The years in which a shift leaves what stands in them, however often it is repeated.
const (
	firstYear = 1950
	lastYear  = 2199
)

// Stays refuses a shift that drives something out of the years that plans are about.
func (s Shift) Stays(moved []Moved) error {
	first, last := day.Of(firstYear, 1, 1), day.Of(lastYear, 12, 31)
	in := func(from, to schedule.Time) bool { return from.Day() >= first && lastDay(to) <= last }
	for _, m := range moved {
		if m.WasStart != 0 && m.Start != 0 && in(m.WasStart, m.WasEnds) && !in(m.Start, m.Finish) {
			return fault.Invalid("days", label.F("“%s” would no longer stand between %d and %d; shift by fewer days", "«\u202f%s\u202f» ne serait plus entre %d et %d\u202f; décalez de moins de jours", m.Name, firstYear, lastYear))
		}
	}
	return stand(moved)
}

// stand refuses dates that cannot be written: before the year 1 or after 9999.
func stand(moved []Moved) error {
	for _, m := range moved {
		if m.Start != 0 && m.Start.Day() < 1 || m.Finish != 0 && lastDay(m.Finish) > day.Last {
			return fault.Invalid("edits", label.F("“%s” would stand after the year 9999; give it an earlier date, or what it waits for less time", "«\u202f%s\u202f» serait après l’an 9999\u202f; donnez-lui une date plus proche, ou moins de temps à ce qu’il attend", m.Name))
		}
	}
	return nil
}

// mover carries one shift out.
type mover struct {
	d     *draft
	s     Shift
	days  counted
	goals map[int64]stored // where the items that may move are to stand
}

// mover takes in which items are to move, and where each is to stand.
func (d *draft) mover(s Shift) (*mover, error) {
	m := &mover{d: d, s: s, days: counted{}, goals: map[int64]stored{}}
	first, from := 0, schedule.Time(0)
	if s.Part != "" {
		at, in := d.at[s.From]
		if !in || int(at) >= len(d.order) {
			return nil, fault.Invalid("from", label.T("There is no such line in this plan; somebody may have deleted it: read the plan again", "Cette ligne n’est pas dans ce plan\u202f; quelqu’un l’a peut-être supprimée\u202f: relisez le plan"))
		}
		if first = int(at); s.Part == Later {
			span, _ := d.span(s.From)
			first, from = 0, span.start
		}
	}
	for n, i := range d.order {
		span, _ := d.span(i.ID)
		if n < first || span.start < from || !d.movable(i) {
			continue
		}
		w := m.of(int32(n))
		m.goals[i.ID] = stored{w.shiftTime(span.start, s.Days, false), w.shiftTime(span.finish, s.Days, true)}
	}
	return m, nil
}

func (m *mover) of(at int32) *workdays {
	return m.days.of(m.d.net.Calendars[m.d.net.Activities[at].Calendar])
}

// movable reports whether nothing of an item has happened yet. Of a phase that holds
// others only these can have begun.
func (d *draft) movable(i *Item) bool {
	if i.Kind == Phase && d.holds(i.ID) {
		return true
	}
	return i.ActualStart == 0 && i.ActualFinish == 0 && d.dates[i.ID].done == 0
}

// run moves what people said of the items: where the plan starts, dates by hand, dates of
// constraints. What then falls short, for it follows from something that stays, is bound
// not to start earlier.
func (m *mover) run() error {
	d := m.d
	for n, i := range d.order {
		if _, moves := m.goals[i.ID]; moves {
			m.move(i, m.of(int32(n)))
		}
	}
	if m.s.Part == "" && len(m.goals) > 0 {
		d.settings.Start = m.days.of(d.net.Calendars[d.net.Calendar]).shift(d.start(), m.s.Days)
	}
	if err := d.reckon(); err != nil {
		return err
	}
	if m.s.Days < 0 {
		return nil
	}
	for round := range rounds {
		short := m.short()
		holding := m.holding(short)
		for _, i := range d.order {
			if short[i.ID] && (round == rounds-1 || !m.waits(i, short, holding)) {
				m.bind(i)
			}
		}
		if len(short) == 0 {
			break
		}
		if err := d.reckon(); err != nil {
			return err
		}
	}
	return nil
}

func (m *mover) move(i *Item, w *workdays) {
	n := m.s.Days
	i.Date = w.shiftTime(i.Date, n, constraints[i.Constraint] == schedule.FinishNoEarlier || constraints[i.Constraint] == schedule.FinishNoLater || constraints[i.Constraint] == schedule.MustFinish)
	switch k := m.d.dates[i.ID]; {
	case !i.Manual:
	case i.Kind == Milestone && k.date != 0:
		k.date = w.shift(k.date, n)
		m.d.dates[i.ID], i.Kept = k, 0
	case i.Kind != Milestone:
		i.Start, i.Finish = w.shiftTime(i.Start, n, false), w.shiftTime(i.Finish, n, true)
	}
}

// short are the items that stand before where they are to, and may be bound.
func (m *mover) short() map[int64]bool {
	out := map[int64]bool{}
	for id, goal := range m.goals {
		i := m.d.items[id]
		now, _ := m.d.span(id)
		free := i.Constraint == "" || i.Constraint == "start_no_earlier" || i.Kind == Milestone && i.Constraint == "finish_no_earlier"
		if free && !i.Manual && !(i.Kind == Phase && m.d.holds(id)) && goal.start.Day() > now.start.Day() {
			out[id] = true
		}
	}
	return out
}

// waits reports whether an item follows from one that falls short itself, or from a phase
// that holds one.
func (m *mover) waits(i *Item, short, holding map[int64]bool) bool {
	for at := i; at != nil; at = m.d.items[at.Parent] {
		for _, l := range at.Links {
			if short[l.From] || holding[l.From] {
				return true
			}
		}
	}
	return false
}

// holding are the phases in which something falls short: looked for once a round, for any
// number of items may wait for any number of phases.
func (m *mover) holding(short map[int64]bool) map[int64]bool {
	out := map[int64]bool{}
	for id := range short {
		for up := m.d.items[id].Parent; up != 0 && !out[up]; up = m.d.items[up].Parent {
			out[up] = true
		}
	}
	return out
}

func (m *mover) bind(i *Item) {
	goal := m.goals[i.ID]
	if i.Kind == Milestone {
		i.Constraint, i.Date = "finish_no_earlier", goal.finish
		return
	}
	i.Constraint, i.Date = "start_no_earlier", goal.start
}

// held counts the items, other than phases that hold some, that do not stand where they
// were to.
func (m *mover) held() int {
	n := 0
	for id, goal := range m.goals {
		now, _ := m.d.span(id)
		short := now.start.Day() < goal.start.Day()
		if m.s.Days < 0 {
			short = now.start.Day() > goal.start.Day()
		}
		if i := m.d.items[id]; short && !(i.Kind == Phase && m.d.holds(id)) {
			n++
		}
	}
	return n
}
