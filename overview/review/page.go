package review

import (
	"context"
	"encoding/json"

	"vigie/overview/snapshot"
	"vigie/room/field"
	meeting "vigie/room/review"
)

// Slide is one project of a review: what changed since the review before, how it
// is, and what became of the decisions about it.
type Slide struct {
	Number   int             `json:"number" doc:"Its place on the agenda, from 1, among the projects that the reader sees"`
	Of       int             `json:"of"`
	Project  Subject         `json:"project"`
	Reason   string          `json:"reason" doc:"The rule by which it is on the agenda; hand when somebody put it there"`
	Minutes  int64           `json:"minutes" doc:"How long it is planned to take; 0 for no plan"`
	Kind     string          `json:"kind" enum:"new,gone,changed,same"`
	Changes  []Turn          `json:"changes" doc:"Since the review before, the most telling first"`
	Row      json.RawMessage `json:"row" doc:"The project as in GET /projects/{id}, at the day of the review; was holds what was different at the review before"`
	Weather  []string        `json:"weather" doc:"Of the twelve months that end with the day of the review, oldest first; empty where none was given"`
	Dates    []SlideDate     `json:"dates" doc:"Its key dates, at the day of the review"`
	Risks    []SlideRisk     `json:"risks" doc:"Its open risks, the most critical first"`
	FollowUp []Outcome       `json:"follow_up" doc:"Decisions and actions of earlier reviews about it, and what became of them"`
}

// Page returns the page of a project on the agenda.
func (r *Reading) Page(ctx context.Context, project int64) (*Slide, error) {
	at, err := r.Item(project)
	if err != nil {
		return nil, err
	}
	item := r.Agenda[at]
	p := &Slide{Number: at + 1, Of: len(r.Agenda), Project: r.named(project), Reason: item.Reason, Minutes: r.Length(item), Changes: []Turn{}}
	d := r.differ()
	kind, changes := d.of(project, d.fields)
	p.Kind, p.Changes = kind, append(p.Changes, changes...)
	res, it, err := r.Now.One(r.who, project, r.Then)
	if err != nil {
		return nil, err
	}
	p.Row = res.NewWriter(res.Columns(nil)).Object(nil, it)
	p.Weather = r.weather(project)
	if err := r.registers(ctx, project, p); err != nil {
		return nil, err
	}
	return p, nil
}

// named is a project by the name that it had.
func (r *Reading) named(id int64) Subject {
	for _, s := range []*snapshot.Snapshot{r.Now, r.Then} {
		if s == nil {
			continue
		}
		if e, ok := s.Directory.Entry(field.Project, id); ok && s.Shows(r.who, id) {
			return Subject{ID: e.Public, Name: e.Name, Code: e.Detail}
		}
	}
	return Subject{ID: r.desk.DB.Seal(id)}
}

// weather is empty for a draft, whose months are not read yet. Of a project that is
// no longer there it is what the review before knew.
func (r *Reading) weather(id int64) []string {
	if r.Review.State == meeting.Draft {
		return []string{}
	}
	if r.Then == nil || r.Now.Shows(r.who, id) {
		return r.Now.Weather(id)
	}
	course := r.Then.Weather(id)
	past := min(max(int(r.Now.On.Month()-r.Then.On.Month()), 0), len(course))
	return append(course[past:], make([]string, past)...)
}
