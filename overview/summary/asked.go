package summary

import (
	"cmp"
	"slices"

	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/overview/agenda"
	"vigie/room/decision"
	"vigie/room/review"
	"vigie/room/round"
)

type askedOut struct {
	Kind    string      `json:"kind"`
	ID      string      `json:"id"`
	Text    string      `json:"text"`
	Project *projectRef `json:"project"`
	Due     day.Day     `json:"due"`
	Days    *int64      `json:"days"`
	Late    bool        `json:"late"`
	Owner   *personRef  `json:"owner"`
}

type askedData struct {
	Total  int            `json:"total"`
	Counts map[string]int `json:"counts"` // by kind
	Items  []askedOut     `json:"items"`
}

// askedBlock lists what awaits somebody: the decisions that are asked for and not
// taken yet, then, on a page of today, the answers that a monthly round awaits and
// the reviews that are being prepared, each by its day.
func (p *Page) askedBlock(in limitSettings) (any, error) {
	all, err := p.askedDecisions()
	if err != nil {
		return nil, err
	}
	if p.now.Live {
		answers, err := p.askedAnswers()
		if err != nil {
			return nil, err
		}
		coming, err := p.comingReviews()
		if err != nil {
			return nil, err
		}
		all = append(append(all, answers...), coming...)
	}
	counts := map[string]int{}
	for i := range all {
		all[i].Days = p.daysTo(all[i].Due)
		counts[all[i].Kind]++
	}
	slices.SortStableFunc(all, func(a, b askedOut) int { return cmp.Compare(whenDue(a), whenDue(b)) })
	return askedData{len(all), counts, all[:min(len(all), in.Limit)]}, nil
}

// whenDue orders what is asked by its day; what has none comes last.
func whenDue(o askedOut) day.Day {
	if o.Due == 0 {
		return day.Day(1 << 30)
	}
	return o.Due
}

func (p *Page) askedDecisions() ([]askedOut, error) {
	r, err := p.register(decision.Kind, agenda.Open, "due")
	if err != nil {
		return nil, err
	}
	asks := int64(0)
	if f := r.Reading.Catalogue().Get("kind"); f != nil {
		o, _ := f.OptionByText(decision.Ask)
		asks = o.ID
	}
	out := []askedOut{}
	for _, it := range r.Items {
		if it.Values["kind"].N == asks {
			out = append(out, askedOut{Kind: "decision", ID: p.desk.DB.Seal(it.ID), Text: it.Name(), Project: r.home(it), Due: day.Day(it.Values["due"].N), Late: r.rules.IsLate(it.Values, p.now.On), Owner: r.owner(it)})
		}
	}
	return out, nil
}

// askedAnswers are the open rounds with a project of this page that nobody answered
// for: whoever runs a round is told how many, a manager which of their own.
func (p *Page) askedAnswers() ([]askedOut, error) {
	rounds, err := round.List(p.ctx, p.desk.DB, p.ask.Who)
	if err != nil {
		return nil, err
	}
	var out []askedOut
	for _, r := range rounds {
		if r.State != round.Open {
			continue
		}
		asks, err := round.Asks(p.ctx, p.desk.DB, p.ask.Who, r)
		if err != nil {
			return nil, err
		}
		out = append(out, p.answersOf(r, asks)...)
	}
	return out, nil
}

func (p *Page) answersOf(r round.Round, asks []round.Ask) (out []askedOut) {
	title := label.F("Monthly round of %s", "Point mensuel : %s", r.Month.In(p.lang)).In(p.lang)
	missing := 0
	for _, a := range asks {
		row, ok := p.now.row(a.Project)
		if a.Answered != 0 || !ok {
			continue
		}
		missing++
		if int64(a.Account) == p.ask.Who.ID {
			ref := p.now.project(row)
			out = append(out, p.ofRound(r, title, &ref))
		}
	}
	if missing > 0 && round.MayRun(p.ask.Who, r) {
		waits := label.F("%s: %s without an answer", "%s, %s sans réponse", title, money.Units(int64(missing)).In(p.lang)).In(p.lang)
		out = append(out, p.ofRound(r, waits, nil))
	}
	return out
}

func (p *Page) ofRound(r round.Round, text string, of *projectRef) askedOut {
	return askedOut{Kind: "round", ID: p.desk.DB.Seal(r.ID), Text: text, Project: of, Due: r.Due, Late: r.Due < p.now.On, Owner: p.actor(int64(r.CreatedBy))}
}

// comingReviews are the reviews that are being prepared for today or later, of the
// portfolio of this page, or of all when it shows all projects.
func (p *Page) comingReviews() ([]askedOut, error) {
	var of int64
	if p.ask.Portfolio != nil {
		of = p.ask.Portfolio.ID
	}
	found, err := review.List(p.ctx, p.desk.DB, p.ask.Who, of)
	if err != nil {
		return nil, err
	}
	var out []askedOut
	for _, r := range found {
		if r.State == review.Draft && r.Day >= p.now.On {
			out = append(out, askedOut{Kind: "review", ID: p.desk.DB.Seal(r.ID), Text: r.Name, Due: r.Day, Owner: p.actor(int64(r.Leader))})
		}
	}
	return out, nil
}
