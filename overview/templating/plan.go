package templating

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/dashboard"
	"vigie/room/field"
	"vigie/room/plan"
	"vigie/room/project"
	"vigie/room/record"
	"vigie/room/template"
)

// What an item does.
const (
	Add    = "add"
	Change = "change"
	Remove = "remove"
)

// Item is one thing that applying a template would do to a project, and may be
// left.
type Item struct {
	ID      string // "risk/supplier", "milestone/go_live/date"
	Section string
	Line    string
	Do      string
	Name    label.Text // what the line makes is called
	Part    Part       // of a change: what would change
	Was     field.Value
	Now     field.Value
	Says    []Said     // of what is added: all that it says
	ByHand  bool       // somebody wrote here since, or said it otherwise: it is left unless chosen
	Why     label.Text // why it cannot be done; zero when it can
	Chosen  bool

	object int64  // what there is; 0 for nothing
	mark   string // tells it from another of which the same is said
}

// Said is one value of what is added.
type Said struct {
	Part  Part
	Value field.Value
	Text  label.Text // instead of Value, for what is no attribute
}

// Plan is what applying a template would do to one project.
type Plan struct {
	Project  *project.Project // as it is; of one that is to be made, as it would begin
	Use      *template.Use    // as it was last applied; nil for never
	Items    []*Item
	Same     int                   // how many lines are there as the template says
	Problems []label.Text          // what stands in the way of all
	Match    string                // tells this plan from another one
	Fields   []*field.Field        // of those that a new project still lacks
	Named    map[string]label.Text // what the lines of the plan and the key dates are called, by section and id
}

// Counts are how many items of a plan are chosen to do what, and how many are left.
type Counts struct{ Add, Change, Remove, Left int }

// Counts counts the items.
func (p *Plan) Counts() Counts {
	var c Counts
	for _, it := range p.Items {
		switch {
		case !it.Chosen:
			c.Left++
		case it.Do == Add:
			c.Add++
		case it.Do == Change:
			c.Change++
		default:
			c.Remove++
		}
	}
	return c
}

// run is one application of a template to some projects.
type run struct {
	*state
	q    db.Querier
	tx   *db.Tx // nil when nothing is to be written
	t    template.Template
	had  map[int64]*template.Template // earlier versions, by version
	work []*work
	// have is what there is in the projects, by section and project.
	have    map[string]map[int64][]*record.Record
	links   map[int64][]project.Link
	grants  map[int64][]access.Grant
	granted bool // they were read
	crew    crew
	layouts map[int64]dashboard.Layout // of the projects themselves
	today   day.Day
	trees   map[int64]*plan.View // by project
	insert  Insertion
	called  map[string]label.Text // as in Plan
}

// work is what a run does to one project.
type work struct {
	Plan
	fresh    bool
	given    field.Values // of a new project: what its maker says
	had      *template.Template
	lang     label.Lang
	picked   map[string]bool // nil for what is proposed
	veil     *field.Veil     // what of the project is not for the person
	values   field.Values    // of the project as it will be
	dates    map[string]day.Day
	edits    bool     // the person may edit the project
	only     []string // the sections of which something is proposed; nil for all
	measures plan.Measures
	units    []int64 // that of the project and those above it
	done     map[string]template.Done

	refused error // by the room of projects, of all that was to be written
}

// lines are those of a section, now and when the template was last applied.
func (w *work) lines(r *run, section string) (now, had []template.Line) {
	return r.t.Section(section), w.had.Section(section)
}

// before is what a line made, as it is noted.
func (w *work) before(section, line string) (template.Done, bool) {
	if w.Use == nil {
		return template.Done{}, false
	}
	d, ok := w.Use.Done[section+"/"+line]
	return d, ok
}

// item adds an item. proposed is whether it is chosen where nobody chose.
func (w *work) item(it *Item, proposed bool) {
	it.ID = it.Section + "/" + it.Line
	if it.Do == Change && it.Section != fieldsKey {
		it.ID += "/" + it.Part.Key
	}
	switch {
	case !it.Why.IsZero():
		it.Chosen = false
	case w.picked != nil:
		it.Chosen = w.picked[it.ID]
	default:
		it.Chosen = proposed && (w.only == nil || slices.Contains(w.only, it.Section))
	}
	w.Items = append(w.Items, it)
}

// resolve says what a setting comes to in a project; why it comes to nothing, or to less
// than it says, where it does.
func (r *run) resolve(w *work, p Part, s *template.Setting) (field.Value, label.Text) {
	switch {
	case s == nil:
		return field.Value{}, label.Text{}
	case s.Date != nil:
		return r.date(w, s.Date, 0)
	case p.Kind == KindTeam:
		return r.team(w, s.Text.EN)
	case p.Kind == KindCalendar:
		return r.calendar(w, s.Text.EN)
	case p.coded():
		return field.Str(normal(p.Kind, s.Text.EN, w.measures)), label.Text{}
	case s.Who != "":
		return r.person(w, s.Who)
	case s.N != nil:
		if p.Kind == string(field.Choice) && !offered(p.Field, *s.N) {
			return field.Value{}, label.F("A value of “%s” is no longer in its list", "Une valeur de «\u202f%s\u202f» n’est plus dans sa liste", p.Label)
		}
		return field.Int(*s.N), label.Text{}
	case len(s.L) > 0:
		var kept []int64
		for _, id := range s.L {
			if offered(p.Field, id) {
				kept = append(kept, id)
			}
		}
		slices.Sort(kept)
		return field.List(kept), label.Text{}
	}
	return field.Str(s.Text.In(w.lang)), label.Text{}
}

func offered(f *field.Field, id int64) bool {
	o, ok := f.OptionByID(id)
	return ok && !o.Retired
}

func (r *run) person(w *work, is string) (field.Value, label.Text) {
	switch is {
	case template.Manager, template.Sponsor:
		if v := w.values[is]; v.Set {
			return v, label.Text{}
		}
		return field.Value{}, label.F("The project has nobody as “%s”", "Le projet n’a personne comme «\u202f%s\u202f»", r.project().Get(is).Label)
	}
	return field.Ref(r.who.ID), label.Text{}
}

// deepest is how many dates may follow one another.
const deepest = 50

func (r *run) date(w *work, d *template.Relative, depth int) (field.Value, label.Text) {
	var from day.Day
	switch d.From {
	case template.Start, template.End:
		from = day.Day(w.values[d.From].N)
		if from == 0 {
			return field.Value{}, label.F("The project has no date in “%s”", "Le projet n’a pas de date dans «\u202f%s\u202f»", r.project().Get(d.From).Label)
		}
	default:
		v, why := r.keyDate(w, d.From, depth)
		if !v.Set {
			return v, why
		}
		from = day.Day(v.N)
	}
	at := d.After(from)
	if at < 1 || at > day.Last {
		return field.Value{}, label.T("The date would lie outside the calendar", "La date sortirait du calendrier")
	}
	return field.Int(int64(at)), label.Text{}
}

// keyDate is the date of a line among the key dates: that of the project where it
// is there, else the one that the template gives it.
func (r *run) keyDate(w *work, line string, depth int) (field.Value, label.Text) {
	gone := label.T("The key date that this one follows is not there", "La date clé que suit celle-ci n’est pas là")
	if at, ok := w.dates[line]; ok {
		return field.Int(int64(at)), label.Text{}
	}
	l := template.Find(r.t.Section(milestoneKey), line)
	if l == nil || depth > deepest {
		return field.Value{}, gone
	}
	s := l.Of(r.catalogues[milestoneKey].Get("date").ID)
	if s == nil {
		return field.Value{}, gone
	}
	if s.Date != nil {
		return r.date(w, s.Date, depth+1)
	}
	if s.N != nil {
		return field.Int(*s.N), label.Text{}
	}
	return field.Value{}, gone
}

// three compares a part of a line three ways: what the template said when it was
// last applied, what the project says, and what the template says now. It returns
// nil where there is nothing to do.
func (r *run) three(w *work, it Item, p Part, now, had *template.Line, mine, wrote field.Value) *Item {
	s := p.of(now)
	if s == nil || had != nil && template.Same(s, p.of(had)) {
		return nil
	}
	theirs, why := r.resolve(w, p, s)
	if !theirs.Set && why.IsZero() || theirs.Equal(mine) {
		return nil
	}
	if it.Do, it.Part, it.Was, it.Now = Change, p, mine, theirs; !theirs.Set {
		it.Why = why
	}
	it.ByHand = mine.Set && !mine.Equal(wrote)
	return &it
}

// seal gives a plan the mark that tells it from another one.
func (w *work) seal(version int64) error {
	type line struct {
		ID, Do   string
		Was, Now field.Value
		Says     []field.Value
		Mark     string `json:",omitempty"`
		Cannot   bool
	}
	all := []any{version}
	for _, it := range w.Items {
		l := line{ID: it.ID, Do: it.Do, Was: it.Was, Now: it.Now, Cannot: !it.Why.IsZero(), Mark: it.mark}
		for _, s := range it.Says {
			l.Says = append(l.Says, s.Value)
		}
		all = append(all, l)
	}
	b, err := json.Marshal(all)
	sum := sha256.Sum256(b)
	w.Match = hex.EncodeToString(sum[:12])
	return err
}

// earlier returns the template as it was when it was last applied to a project.
func (r *run) earlier(ctx context.Context, u *template.Use) (*template.Template, error) {
	if u == nil {
		return nil, nil
	}
	if t, known := r.had[u.Applied]; known {
		return t, nil
	}
	t, err := template.At(ctx, r.q, r.t.ID, u.Applied)
	if err != nil {
		return nil, fmt.Errorf("reading what a template said: %w", err)
	}
	r.had[u.Applied] = &t
	return &t, nil
}
