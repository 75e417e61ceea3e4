package review

import (
	"context"
	"slices"

	"vigie/ground/day"
	"vigie/overview/agenda"
	"vigie/room/field"
	"vigie/room/milestone"
	"vigie/room/record"
	meeting "vigie/room/review"
	"vigie/room/risk"
)

// SlideDate is a key date of a project, as a page shows it.
type SlideDate struct {
	Name     string `json:"name"`
	Date     string `json:"date"`
	Baseline string `json:"baseline"`
	Drift    *int64 `json:"drift" doc:"Days after the baseline; null without one"`
	Was      string `json:"was" doc:"Its date at the review before, when it was another"`
	State    string `json:"state" enum:"open,late,done,dropped"`
}

// SlideRisk is a risk of a project, as a page shows it.
type SlideRisk struct {
	Name        string `json:"name"`
	Probability int64  `json:"probability"`
	Impact      int64  `json:"impact"`
	Criticality int64  `json:"criticality"`
	Owner       string `json:"owner"`
	Response    string `json:"response"`
	High        bool   `json:"high" doc:"Whether it asks for attention"`
}

// mostRisks is how many risks a page shows.
const mostRisks = 5

// registers adds to a page what stands in the registers about its project.
func (r *Reading) registers(ctx context.Context, project int64, p *Slide) error {
	var err error
	if p.FollowUp, err = r.followUp(ctx, project); err != nil {
		return err
	}
	if p.Dates, err = r.keyDates(ctx, project); err != nil {
		return err
	}
	p.Risks, err = r.risks(ctx, project)
	return err
}

// book returns a register at the day of a review.
func (r *Reading) book(ctx context.Context, k *record.Kind, of meeting.Review) (*agenda.Reading, error) {
	keeper := r.desk.Agenda.Of(k)
	if of.State == meeting.Draft {
		return keeper.AsOf(ctx, of.Day)
	}
	return keeper.KnownAt(ctx, of.Day, of.Frozen)
}

func (r *Reading) keyDates(ctx context.Context, project int64) ([]SlideDate, error) {
	now, err := r.book(ctx, milestone.Kind, r.Review)
	if err != nil {
		return nil, err
	}
	var then *agenda.Reading
	if r.Previous != nil {
		if then, err = r.book(ctx, milestone.Kind, *r.Previous); err != nil {
			return nil, err
		}
	}
	found, err := now.List(r.who, agenda.Query{Project: project, Against: then, Sort: nil})
	if err != nil {
		return nil, err
	}
	rules, out := milestone.Kind.Rules(now.Catalogue()), []SlideDate{}
	for _, it := range found.Items {
		if !it.Gone {
			out = append(out, keyDate(rules, it, r.Review.Day))
		}
	}
	return out, nil
}

func keyDate(rules record.Rules, it agenda.Item, on day.Day) SlideDate {
	vs := it.Values
	k := SlideDate{Name: it.Name(), Date: dateText(vs["date"]), Baseline: dateText(vs["baseline"]), State: stateOf(rules, vs, on)}
	if vs["date"].Set && vs["baseline"].Set {
		n := vs["date"].N - vs["baseline"].N
		k.Drift = &n
	}
	if it.Then != nil && !it.Then.Values["date"].Equal(vs["date"]) {
		k.Was = dateText(it.Then.Values["date"])
	}
	return k
}

func stateOf(rules record.Rules, vs field.Values, on day.Day) string {
	switch {
	case rules.IsDone(vs):
		return "done"
	case !rules.IsOpen(vs):
		return "dropped"
	case rules.IsLate(vs, on):
		return "late"
	}
	return "open"
}

func (r *Reading) risks(ctx context.Context, project int64) ([]SlideRisk, error) {
	now, err := r.book(ctx, risk.Kind, r.Review)
	if err != nil {
		return nil, err
	}
	found, err := now.List(r.who, agenda.Query{Project: project, When: agenda.Open})
	if err != nil {
		return nil, err
	}
	out := []SlideRisk{}
	for _, it := range found.Items {
		vs := it.Values
		out = append(out, SlideRisk{
			Name: it.Name(), Probability: risk.Step(vs, "probability"), Impact: risk.Step(vs, "impact"), Criticality: risk.Criticality(vs),
			Owner: r.Now.Directory.Name(field.User, vs["owner"].N), Response: vs["response"].S, High: risk.Criticality(vs) >= risk.High,
		})
	}
	slices.SortStableFunc(out, func(a, b SlideRisk) int { return int(b.Criticality - a.Criticality) })
	return out[:min(len(out), mostRisks)], nil
}
