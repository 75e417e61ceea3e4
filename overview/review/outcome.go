package review

import (
	"cmp"
	"context"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/room/action"
	"vigie/room/decision"
	"vigie/room/field"
	"vigie/room/record"
	meeting "vigie/room/review"
)

// Outcome is a decision or an action of a review.
type Outcome struct {
	Register    string   `json:"register" enum:"decision,action"`
	ID          string   `json:"id"`
	Version     int64    `json:"version"`
	Project     *Subject `json:"project" doc:"null when it is of the portfolio as a whole"`
	Name        string   `json:"name"`
	Kind        string   `json:"kind" doc:"Of a decision: go, stop, hold, ask, or what the catalogue holds"`
	KindLabel   string   `json:"kind_label"`
	Owner       *Subject `json:"owner"`
	Due         string   `json:"due" doc:"A date; empty for none"`
	Status      string   `json:"status"`
	StatusLabel string   `json:"status_label"`
	State       string   `json:"state" enum:"open,late,done,dropped" doc:"How it stands, for both registers alike"`
	DoneOn      string   `json:"done_on" doc:"A date; empty when it is not done"`
	Note        string   `json:"note"`
	Made        string   `json:"made" doc:"Of a decision: the day on which it was taken"`
	Review      *Subject `json:"review" doc:"The review in which it was taken"`

	project, review int64
	due             day.Day
}

// Registers are the registers of what a review ends with.
var Registers = []*record.Kind{decision.Kind, action.Kind}

// shelf is one register as it was on a day, as known when a change was the last;
// it never changes.
type shelf struct {
	kind   *record.Kind
	on     day.Day
	change int64
	fields *field.Catalogue
	all    []*record.Record
}

// keepShelves is how many stay in memory.
const keepShelves = 12

// shelf returns a register as it was known.
func (d *Desk) shelf(ctx context.Context, k *record.Kind, on day.Day, change int64) (*shelf, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	i := slices.IndexFunc(d.shelves, func(s *shelf) bool { return s.kind == k && s.on == on && s.change == change })
	if i >= 0 {
		return d.shelves[i], nil
	}
	c, err := field.KnownAt(ctx, d.DB, k.Entity, on, change)
	if err != nil {
		return nil, err
	}
	s := &shelf{kind: k, on: on, change: change, fields: c}
	err = db.EachAsOf(ctx, d.DB, k.Entity, on, change, func(st *db.State) error {
		m, err := record.FromHistory(c.Slots(), st.Object, st.Version, st.Data)
		s.all = append(s.all, m)
		return err
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(s.all, func(a, b *record.Record) int { return cmp.Compare(a.ID, b.ID) })
	d.shelves = slices.Insert(d.shelves, 0, s)
	d.shelves = d.shelves[:min(len(d.shelves), keepShelves)]
	return s, nil
}

// nowShelf returns a register as it is.
func (d *Desk) nowShelf(ctx context.Context, k *record.Kind) (*shelf, error) {
	live, err := d.Agenda.Of(k).Live(ctx)
	if err != nil {
		return nil, err
	}
	s := &shelf{kind: k, on: day.OfTime(d.DB.Now()), fields: live.Catalogue()}
	live.Each(func(m *record.Record) { s.all = append(s.all, m) })
	return s, nil
}

// frozenShelf returns a register as it was when the review was frozen; for a
// draft, as it is.
func (r *Reading) frozenShelf(ctx context.Context, k *record.Kind) (*shelf, error) {
	if r.Review.State == meeting.Draft {
		return r.desk.nowShelf(ctx, k)
	}
	return r.desk.shelf(ctx, k, r.Review.FrozenOn, r.Review.Frozen)
}

// lastShelf returns a register as it was when the review was closed; until then,
// as it is.
func (r *Reading) lastShelf(ctx context.Context, k *record.Kind) (*shelf, error) {
	if r.Review.State != meeting.Closed {
		return r.desk.nowShelf(ctx, k)
	}
	return r.desk.shelf(ctx, k, r.Review.ClosedOn, r.Review.Closed)
}

// earlier returns the reviews before this one, of the same portfolio, by id.
func (r *Reading) earlier(ctx context.Context) (map[int64]meeting.Review, error) {
	out := map[int64]meeting.Review{}
	at := r.Review
	for {
		before, ok, err := meeting.Before(ctx, r.desk.DB, r.who, at)
		if err != nil || !ok || out[before.ID].ID != 0 {
			return out, err
		}
		out[before.ID] = before
		at = before
	}
}

// followUp returns what became of the decisions and actions of earlier reviews
// about a project, or, when it is 0, of all that the person may see: those of the
// review before, and whatever was still open when it was frozen.
func (r *Reading) followUp(ctx context.Context, project int64) ([]Outcome, error) {
	out := []Outcome{}
	earlier, err := r.earlier(ctx)
	if err != nil || len(earlier) == 0 {
		return out, err
	}
	for _, k := range Registers {
		s, err := r.frozenShelf(ctx, k)
		if err != nil {
			return nil, err
		}
		open, err := r.openBefore(ctx, k)
		if err != nil {
			return nil, err
		}
		for _, m := range s.all {
			from, ok := earlier[m.Values[record.Review].N]
			wanted := from.ID == r.Previous.ID || open[m.ID]
			if ok && wanted && (project == 0 || m.Project() == project) && r.sees(m) {
				out = append(out, r.outcome(s, m, from))
			}
		}
	}
	slices.SortStableFunc(out, byState)
	return out, nil
}

// openBefore returns what was open when the review before was frozen.
func (r *Reading) openBefore(ctx context.Context, k *record.Kind) (map[int64]bool, error) {
	s, err := r.desk.shelf(ctx, k, r.Previous.FrozenOn, r.Previous.Frozen)
	if err != nil {
		return nil, err
	}
	out, rules := map[int64]bool{}, k.Rules(s.fields)
	for _, m := range s.all {
		out[m.ID] = rules.IsOpen(m.Values)
	}
	return out, nil
}

var states = []string{"late", "open", "done", "dropped"}

// byState puts what is late first, then what is open, by its date.
func byState(a, b Outcome) int {
	return cmp.Or(cmp.Compare(slices.Index(states, a.State), slices.Index(states, b.State)), cmp.Compare(a.due, b.due))
}

// pending returns the projects with decisions and actions of earlier reviews that
// are not done.
func (r *Reading) pending(ctx context.Context) (map[int64]bool, error) {
	all, err := r.followUp(ctx, 0)
	out := map[int64]bool{}
	for _, o := range all {
		if o.project != 0 && (o.State == "open" || o.State == "late") {
			out[o.project] = true
		}
	}
	return out, err
}

// Outcomes is what a review ends with.
type Outcomes struct {
	Items   []Outcome `json:"items" doc:"The decisions and actions of the review: as they are now, until it is closed"`
	Touched []Outcome `json:"touched" doc:"Those of earlier reviews whose state changed since this one was frozen"`
}

// Outcomes returns the decisions and actions of the review that the person may
// see: as they are, until it is closed; then as they were at that moment.
func (r *Reading) Outcomes(ctx context.Context) (Outcomes, error) {
	out := Outcomes{Items: []Outcome{}, Touched: []Outcome{}}
	before, err := r.followUp(ctx, 0)
	if err != nil {
		return out, err
	}
	earlier, err := r.earlier(ctx)
	if err != nil {
		return out, err
	}
	for _, k := range Registers {
		s, err := r.lastShelf(ctx, k)
		if err != nil {
			return out, err
		}
		for _, m := range s.all {
			if !r.sees(m) {
				continue
			}
			if m.Values[record.Review].N == r.Review.ID {
				out.Items = append(out.Items, r.outcome(s, m, r.Review))
				continue
			}
			id := r.desk.DB.Seal(m.ID)
			i := slices.IndexFunc(before, func(o Outcome) bool { return o.ID == id && o.Register == k.Entity })
			if o := r.outcome(s, m, earlier[m.Values[record.Review].N]); i >= 0 && (before[i].State != o.State || before[i].Status != o.Status) {
				out.Touched = append(out.Touched, o)
			}
		}
	}
	return out, nil
}

// One returns a decision or an action of the review, as it was just written.
func (r *Reading) One(ctx context.Context, k *record.Kind, m *record.Record) (Outcome, error) {
	s, err := r.desk.nowShelf(ctx, k)
	if err != nil {
		return Outcome{}, err
	}
	return r.outcome(s, m, r.Review), nil
}

// sees reports whether the person may see a record: by its project, or by the
// portfolio of the review.
func (r *Reading) sees(m *record.Record) bool {
	if p := m.Project(); p != 0 {
		return r.Shows(p)
	}
	return m.Portfolio() == r.Review.Portfolio
}

func (r *Reading) outcome(s *shelf, m *record.Record, from meeting.Review) Outcome {
	rules, seal := s.kind.Rules(s.fields), r.desk.DB.Seal
	o := Outcome{
		Register: s.kind.Entity, ID: seal(m.ID), Version: m.Version, Name: m.Name(), Note: m.Values["note"].S, Status: rules.State(m.Values),
		project: m.Project(), review: from.ID, due: day.Day(m.Values["due"].N),
		Due: dateText(m.Values["due"]), DoneOn: dateText(m.Values["done_on"]), Made: dateText(m.Values["made"]),
	}
	o.Kind, o.KindLabel = r.option(s.fields.Get("kind"), m.Values["kind"])
	_, o.StatusLabel = r.option(s.fields.Get("status"), m.Values["status"])
	o.State = stateOf(rules, m.Values, s.on)
	if o.project != 0 {
		n := r.named(o.project)
		o.Project = &n
	}
	if owner := m.Values["owner"]; owner.Set {
		o.Owner = &Subject{ID: seal(owner.N), Name: r.Now.Directory.Name(field.User, owner.N)}
	}
	if from.ID != 0 {
		o.Review = &Subject{ID: seal(from.ID), Name: from.Name}
	}
	return o
}

func (r *Reading) option(f *field.Field, v field.Value) (key, text string) {
	if f == nil || !v.Set {
		return "", ""
	}
	o, ok := f.OptionByID(v.N)
	if !ok {
		return "", ""
	}
	return o.Key, o.Label.In(r.who.Lang)
}

func dateText(v field.Value) string {
	if !v.Set {
		return ""
	}
	return day.Day(v.N).String()
}
