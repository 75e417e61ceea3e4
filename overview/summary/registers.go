package summary

import (
	"slices"
	"strings"

	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/overview/agenda"
	"vigie/overview/snapshot"
	"vigie/room/action"
	"vigie/room/field"
	"vigie/room/milestone"
	"vigie/room/record"
	"vigie/room/risk"
)

type datesSettings struct {
	Limit int    `json:"limit"`
	When  string `json:"when"`
}

func (in datesSettings) check(*field.Catalogue) error {
	for when := range strings.SplitSeq(in.When, ",") {
		if !slices.Contains(agenda.Whens, when) {
			return fault.Invalid("settings.when", label.T("Choose among late, next_30, next_90, open and done", "Choisissez parmi late (en retard), next_30, next_90, open et done"))
		}
	}
	return checkLimit(in.Limit, 100)
}

func (in limitSettings) check(*field.Catalogue) error { return checkLimit(in.Limit, 100) }

// register is what a person sees of a register at the date of the page, with what
// reads it.
type register struct {
	*agenda.Result
	rules record.Rules
	p     *Page
}

// register returns the records of a kind that are in one of some parts of the
// time, in the order that is asked for.
func (p *Page) register(k *record.Kind, when, sort string) (*register, error) {
	book, err := p.records(p.desk.Agenda.Of(k))
	if err != nil {
		return nil, err
	}
	q := agenda.Query{Portfolio: p.ask.Portfolio, Project: p.ask.Project, OfProjects: p.ask.Filter, Sort: snapshot.ParseSort(sort)}
	if !strings.Contains(when, ",") {
		q.When = when
	}
	res, err := book.List(p.ask.Who, q)
	if err != nil {
		return nil, err
	}
	r := &register{res, k.Rules(book.Catalogue()), p}
	if q.When == "" && when != "" {
		r.keep(strings.Split(when, ","))
	}
	return r, nil
}

// keep leaves the open records that are in one of the parts of the time.
func (r *register) keep(whens []string) {
	date := r.Reading.Kind.Date
	r.Items = slices.DeleteFunc(r.Items, func(it agenda.Item) bool {
		days, dated := it.Values[date].N-int64(r.p.now.On), it.Values[date].Set
		open, done := r.rules.IsOpen(it.Values), r.rules.IsDone(it.Values)
		return !slices.ContainsFunc(whens, func(w string) bool {
			switch w {
			case agenda.Late:
				return open && dated && days < 0
			case agenda.Next30:
				return open && dated && days >= 0 && days <= 30
			case agenda.Next90:
				return open && dated && days >= 0 && days <= 90
			case agenda.Open:
				return open
			}
			return done
		})
	})
}

// home is the project of a record; nil for one of a portfolio.
func (r *register) home(it agenda.Item) *projectRef {
	row, ok := r.Reading.Projects.Find(it.Project())
	if it.Project() == 0 || !ok {
		return nil
	}
	s := r.Reading.Projects
	return &projectRef{s.Public(row), s.Value(row, "name").S, s.Value(row, "code").S}
}

func (r *register) owner(it agenda.Item) *personRef { return r.p.actor(it.Values["owner"].N) }

// state returns the option that says how a record stands, and how that is read.
func (r *register) state(it agenda.Item) (key, text string) {
	f := r.Reading.Catalogue().Get(r.Reading.Kind.Status)
	if f == nil {
		return "", ""
	}
	o, _ := f.OptionByID(it.Values[r.Reading.Kind.Status].N)
	return o.Key, o.Label.In(r.p.lang)
}

func (r *register) first(n int) []agenda.Item { return r.Items[:min(len(r.Items), n)] }

type dateOut struct {
	ID       string      `json:"id"`
	Name     string      `json:"name"`
	Project  *projectRef `json:"project"`
	Date     day.Day     `json:"date"`
	Baseline day.Day     `json:"baseline"`
	Drift    *string     `json:"drift"`
	Late     bool        `json:"late"`
	Days     int64       `json:"days"`
	Status   string      `json:"status"`
}

type datesData struct {
	Counts map[string]int `json:"counts"`
	Total  int            `json:"total"`
	Items  []dateOut      `json:"items"`
}

func (p *Page) datesBlock(in datesSettings) (any, error) {
	r, err := p.register(milestone.Kind, in.When, "date")
	if err != nil {
		return nil, err
	}
	out := datesData{r.Counts, len(r.Items), []dateOut{}}
	for _, it := range r.first(in.Limit) {
		d := dateOut{ID: p.desk.DB.Seal(it.ID), Name: it.Name(), Project: r.home(it), Date: day.Day(it.Values["date"].N), Baseline: day.Day(it.Values["baseline"].N)}
		d.Late, d.Days = r.rules.IsLate(it.Values, p.now.On), int64(d.Date-p.now.On)
		if drift := r.rules.Follow(it.Values, "drift", p.now.On); drift.Set {
			text := money.Amount(drift.N).String()
			d.Drift = &text
		}
		d.Status, _ = r.state(it)
		out.Items = append(out.Items, d)
	}
	return out, nil
}

type riskOut struct {
	ID          string      `json:"id"`
	Name        string      `json:"name"`
	Project     *projectRef `json:"project"`
	Probability int64       `json:"probability"`
	Impact      int64       `json:"impact"`
	Criticality int64       `json:"criticality"`
	Status      string      `json:"status"`
	StatusLabel string      `json:"status_label"`
	Owner       *personRef  `json:"owner"`
}

type risksData struct {
	Counts map[string]int              `json:"counts"`
	Total  int                         `json:"total"`
	Items  []riskOut                   `json:"items"`
	Matrix [risk.Worst][risk.Worst]int `json:"matrix"`
}

func (p *Page) risksBlock(in limitSettings) (any, error) {
	r, err := p.register(risk.Kind, agenda.Open, "-criticality,name")
	if err != nil {
		return nil, err
	}
	out := risksData{Counts: r.Counts, Total: len(r.Items), Items: []riskOut{}}
	for _, it := range r.Items {
		if a, b := risk.Step(it.Values, "probability"), risk.Step(it.Values, "impact"); a > 0 && b > 0 {
			out.Matrix[a-1][b-1]++
		}
	}
	for _, it := range r.first(in.Limit) {
		o := riskOut{
			ID: p.desk.DB.Seal(it.ID), Name: it.Name(), Project: r.home(it), Probability: risk.Step(it.Values, "probability"), Impact: risk.Step(it.Values, "impact"),
			Criticality: risk.Criticality(it.Values), Owner: r.owner(it),
		}
		o.Status, o.StatusLabel = r.state(it)
		out.Items = append(out.Items, o)
	}
	return out, nil
}

type actionOut struct {
	ID          string      `json:"id"`
	Name        string      `json:"name"`
	Project     *projectRef `json:"project"`
	Due         day.Day     `json:"due"`
	Days        *int64      `json:"days"`
	Late        bool        `json:"late"`
	Status      string      `json:"status"`
	StatusLabel string      `json:"status_label"`
	Owner       *personRef  `json:"owner"`
}

type actionsData struct {
	Counts map[string]int `json:"counts"`
	Total  int            `json:"total"`
	Items  []actionOut    `json:"items"`
}

func (p *Page) actionsBlock(in limitSettings) (any, error) {
	r, err := p.register(action.Kind, agenda.Open, "due")
	if err != nil {
		return nil, err
	}
	out := actionsData{r.Counts, len(r.Items), []actionOut{}}
	for _, it := range r.first(in.Limit) {
		o := actionOut{ID: p.desk.DB.Seal(it.ID), Name: it.Name(), Project: r.home(it), Due: day.Day(it.Values["due"].N), Late: r.rules.IsLate(it.Values, p.now.On), Owner: r.owner(it)}
		o.Days = p.daysTo(o.Due)
		o.Status, o.StatusLabel = r.state(it)
		out.Items = append(out.Items, o)
	}
	return out, nil
}

func (p *Page) daysTo(d day.Day) *int64 {
	if d == 0 {
		return nil
	}
	n := int64(d - p.now.On)
	return &n
}
