package api

import (
	"context"
	"encoding/json"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/overview/templating"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
	"vigie/room/template"
)

type templatePart struct {
	Key      string    `json:"key"`
	Label    bilingual `json:"label"`
	Kind     string    `json:"kind" doc:"That of the attribute, or role, person, group, link_kind, option, span, line, waits, team, calendar, box, settings"`
	Object   string    `json:"object,omitempty" doc:"Of which kind of object it is an attribute; empty for none"`
	Required bool      `json:"required"`
	Options  []option  `json:"options,omitempty" doc:"Of what is no attribute: what can be chosen"`
	Of       string    `json:"of,omitempty" doc:"Of kind line: the section whose lines it names"`
}

type option struct {
	Key   string    `json:"key"`
	Label bilingual `json:"label"`
}

type templateSection struct {
	Key   string         `json:"key"`
	Title bilingual      `json:"title"`
	Parts []templatePart `json:"parts"`
}

func (s *Server) templateSections(ctx context.Context, _ *struct{}) (*body[list[templateSection]], error) {
	who := auth.Who(ctx)
	parts, err := s.templating().Parts(ctx, who)
	if err != nil {
		return nil, err
	}
	roles, err := access.Roles(ctx, s.DB, access.System("api"))
	if err != nil {
		return nil, err
	}
	out := list[templateSection]{Items: []templateSection{}, Total: len(templating.Sections)}
	for _, section := range templating.Sections {
		shown := templateSection{section.Key, inBoth(section.Title), []templatePart{}}
		for _, p := range parts[section.Key] {
			part := templatePart{Key: p.Key, Label: inBoth(p.Label), Kind: p.Kind, Required: p.Required, Of: p.Of}
			for _, o := range p.Options {
				part.Options = append(part.Options, option{o.Key, inBoth(o.Label)})
			}
			if p.Field != nil {
				part.Object = p.Field.Object
			}
			switch p.Kind {
			case templating.KindRole:
				for _, r := range roles {
					part.Options = append(part.Options, option{r.Key, inBoth(r.Label)})
				}
			case templating.KindLink:
				for _, k := range project.LinkKinds {
					part.Options = append(part.Options, option{k.Key, inBoth(k.Forth)})
				}
			}
			shown.Parts = append(shown.Parts, part)
		}
		out.Items = append(out.Items, shown)
	}
	return &body[list[templateSection]]{out}, nil
}

// planItem is one thing that applying a template would do.
type planItem struct {
	ID        string          `json:"id"`
	Section   string          `json:"section"`
	Do        string          `json:"do" enum:"add,change,remove"`
	Name      string          `json:"name" doc:"What it makes is called"`
	Attribute string          `json:"attribute,omitempty" doc:"Of a change: what would change"`
	Label     string          `json:"label,omitempty"`
	Kind      string          `json:"kind,omitempty" doc:"Of what is no attribute; was and now are then texts"`
	Was       json.RawMessage `json:"was,omitempty"`
	Now       json.RawMessage `json:"now,omitempty"`
	Says      []planSaid      `json:"says,omitempty" doc:"All that is said of what is added"`
	ByHand    bool            `json:"by_hand" doc:"Somebody wrote here since, or left it out before: it is left unless chosen"`
	Why       string          `json:"why,omitempty" doc:"Why it cannot be done"`
	Chosen    bool            `json:"chosen"`
}

type planSaid struct {
	Attribute string          `json:"attribute"`
	Label     string          `json:"label"`
	Kind      string          `json:"kind,omitempty" doc:"Of what is no attribute; the value is then a text"`
	Value     json.RawMessage `json:"value"`
	Why       string          `json:"why,omitempty" doc:"Why it comes to nothing"`
}

// planOut is what applying a template would do to a project.
type planOut struct {
	Project  *refOut    `json:"project" doc:"Null for a new one"`
	Items    []planItem `json:"items"`
	Same     int        `json:"same" doc:"How many lines are there as the template says"`
	Applied  int64      `json:"applied" doc:"The version of the template that was applied last; 0 for none"`
	Problems []string   `json:"problems" doc:"What stands in the way of all"`
	Match    string     `json:"match" doc:"Send it back when applying, so that what is done is what was shown"`
}

func (s *Server) showTemplatePlan(live *snapshot.Snapshot, who access.Who, p *templating.Plan) planOut {
	out := planOut{Items: []planItem{}, Same: p.Same, Problems: []string{}, Match: p.Match}
	names, currency := live.Names(who), p.Project.Values["currency"].S
	if p.Project.ID != 0 {
		out.Project = &refOut{s.DB.Seal(p.Project.ID), p.Project.Name()}
	}
	if p.Use != nil {
		out.Applied = p.Use.Applied
	}
	for _, text := range p.Problems {
		out.Problems = append(out.Problems, text.In(who.Lang))
	}
	for _, it := range p.Items {
		shown := planItem{ID: it.ID, Section: it.Section, Do: it.Do, Name: it.Name.In(who.Lang), ByHand: it.ByHand, Why: it.Why.In(who.Lang), Chosen: it.Chosen}
		if f := it.Part.Field; f != nil {
			shown.Attribute, shown.Label = f.Key, f.Label.In(who.Lang)
			shown.Was, shown.Now = names.AppendValue(nil, f, it.Was, currency), names.AppendValue(nil, f, it.Now, currency)
		} else if it.Part.Key != "" {
			shown.Attribute, shown.Label, shown.Kind = it.Part.Key, it.Part.Label.In(who.Lang), it.Part.Kind
			shown.Was, shown.Now = saidText(names, p, it.Part, it.Was, who.Lang), saidText(names, p, it.Part, it.Now, who.Lang)
		}
		for _, said := range it.Says {
			if f := said.Part.Field; f != nil {
				shown.Says = append(shown.Says, planSaid{f.Key, f.Label.In(who.Lang), "", names.AppendValue(nil, f, said.Value, currency), said.Text.In(who.Lang)})
			} else if said.Part.Key != "" {
				shown.Says = append(shown.Says, planSaid{said.Part.Key, said.Part.Label.In(who.Lang), said.Part.Kind, saidText(names, p, said.Part, said.Value, who.Lang), said.Text.In(who.Lang)})
			}
		}
		out.Items = append(out.Items, shown)
	}
	return out
}

// saidText is a value of what is no attribute, as people read it.
func saidText(names snapshot.Names, p *templating.Plan, part templating.Part, v field.Value, l label.Lang) json.RawMessage {
	said := part.Text(v, p.Named, l)
	if part.Kind == templating.KindPerson {
		said = names.Name(field.User, v.N)
	}
	text, _ := json.Marshal(said) // a text
	return text
}

// InsertPlan says how the plan of a template comes into that of a project.
type InsertPlan struct {
	Under   string `json:"under,omitempty" maxLength:"20" doc:"The phase in which it stands; the end of the plan when empty"`
	From    string `json:"from,omitempty" maxLength:"10" doc:"The date from which it counts, and before which nothing of it starts; the start of the project when empty"`
	Replace bool   `json:"replace,omitempty" doc:"Propose to remove what the plan holds beside it, but for key dates and what has begun"`
}

func (s *Server) insertion(in *InsertPlan) (*templating.Insertion, error) {
	if in == nil {
		return nil, nil
	}
	out := &templating.Insertion{Replace: in.Replace}
	var err error
	if out.From, err = dayIn("insert.from", in.From); err != nil {
		return nil, err
	}
	out.Under, err = s.unsealed(in.Under)
	return out, err
}

// PlanFor says to what a template is to be applied.
type PlanFor struct {
	Project string      `json:"project,omitempty" maxLength:"20" doc:"The project; a new one when empty"`
	Values  attributes  `json:"values,omitempty" doc:"What is said of a new project"`
	Start   string      `json:"start,omitempty" maxLength:"10" doc:"To look what a template would do to a project that began on another date"`
	Insert  *InsertPlan `json:"insert,omitempty" doc:"To bring in the plan alone, with its key dates; nothing else is then proposed"`
	Items   *[]string   `json:"items,omitempty" maxItems:"5000" doc:"What to do of it; what is proposed when absent"`
	Match   string      `json:"match,omitempty" maxLength:"60"`
}

func (s *Server) templateAsk(ctx context.Context, live *snapshot.Snapshot, t template.Template, in PlanFor) (templating.Ask, error) {
	ask := templating.Ask{Template: t, Match: in.Match}
	var err error
	if ask.Insert, err = s.insertion(in.Insert); err != nil {
		return ask, err
	}
	if in.Items != nil {
		ask.Picked = append([]string{}, *in.Items...)
	}
	if in.Project != "" {
		id, err := s.DB.Unseal(in.Project)
		ask.Projects = []int64{id}
		return ask, err
	}
	ask.Given, err = valuesIn(live.Catalogue, live.Names(auth.Who(ctx)), in.Values, nil)
	return ask, err
}

// lookAt shows what a template would do, and writes nothing.
func (s *Server) lookAt(ctx context.Context, t template.Template, in PlanFor) (*body[planOut], error) {
	live, err := s.liveFor(ctx, in.Values)
	if err != nil {
		return nil, err
	}
	ask, err := s.templateAsk(ctx, live, t, in)
	if err != nil {
		return nil, err
	}
	if ask.Start, err = dayIn("start", in.Start); err != nil {
		return nil, err
	}
	plans, err := s.templating().Show(ctx, auth.Who(ctx), ask)
	if err != nil {
		return nil, err
	}
	return &body[planOut]{s.showTemplatePlan(live, auth.Who(ctx), plans[0])}, nil
}

func (s *Server) tryTemplate(ctx context.Context, in *struct {
	Body struct {
		PlanFor
		Template templateIn `json:"template"`
		Of       string     `json:"of,omitempty" maxLength:"20" doc:"The template that it is an edition of"`
	}
},
) (*body[planOut], error) {
	var t template.Template
	if in.Body.Of != "" {
		var err error
		if t, err = s.templateByID(ctx, in.Body.Of); err != nil {
			return nil, err
		}
	}
	if err := s.readTemplateIn(ctx, s.DB, auth.Who(ctx), in.Body.Template, &t); err != nil {
		return nil, err
	}
	return s.lookAt(ctx, t, in.Body.PlanFor)
}

type planIn struct {
	ByID
	Body PlanFor
}

func (s *Server) previewTemplate(ctx context.Context, in *planIn) (*body[planOut], error) {
	t, err := s.templateByID(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return s.lookAt(ctx, t, in.Body)
}

type applyOut struct {
	Change int64   `json:"change" doc:"The number of the change, by which it can be taken back"`
	Plan   planOut `json:"plan" doc:"What was done, and what was left"`
}

func (s *Server) applyTemplate(ctx context.Context, in *planIn) (*body[applyOut], error) {
	if in.Body.Project == "" {
		return nil, fault.Invalid("project", label.T("Name the project", "Indiquez le projet"))
	}
	plans, number, err := s.applyOne(ctx, in)
	if err != nil {
		return nil, err
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	return &body[applyOut]{applyOut{number, s.showTemplatePlan(live, auth.Who(ctx), plans[0])}}, nil
}

func (s *Server) applyOne(ctx context.Context, in *planIn) ([]*templating.Plan, int64, error) {
	live, err := s.liveFor(ctx, in.Body.Values)
	if err != nil {
		return nil, 0, err
	}
	t, err := s.templateByID(ctx, in.ID)
	if err != nil {
		return nil, 0, err
	}
	ask, err := s.templateAsk(ctx, live, t, in.Body)
	if err != nil {
		return nil, 0, err
	}
	return s.carryOut(ctx, ask)
}

// carryOut applies a template, as one change that says which.
func (s *Server) carryOut(ctx context.Context, ask templating.Ask) (plans []*templating.Plan, number int64, err error) {
	because(ctx, label.F("Template “%s”", "Modèle «\u202f%s\u202f»", ask.Template.Name).In(auth.Who(ctx).Lang))
	err = s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		plans, err = s.templating().Apply(ctx, tx, who, ask)
		return err
	})
	if c := callOf(ctx); c != nil {
		number = c.change
	}
	return plans, number, err
}

func (s *Server) createFromTemplate(ctx context.Context, in *planIn) (*rowAnswer, error) {
	if in.Body.Project != "" {
		return nil, fault.Invalid("project", label.T("This makes a new project: apply the template to one that is there instead", "Ceci crée un nouveau projet\u202f: appliquez plutôt le modèle à un projet existant"))
	}
	plans, _, err := s.applyOne(ctx, in)
	if err != nil {
		return nil, err
	}
	return s.showProject(ctx, plans[0].Project.ID, When{})
}

type manyIn struct {
	ByID
	Body struct {
		Projects []string `json:"projects" minItems:"1" maxItems:"500"`
		Dry      bool     `json:"dry,omitempty" doc:"Say what it would do, and write nothing"`
	}
}

type manyLine struct {
	Project refOut `json:"project"`
	Add     int    `json:"add"`
	Change  int    `json:"change"`
	Remove  int    `json:"remove"`
	Left    int    `json:"left" doc:"What people wrote, or cannot be done"`
	Why     string `json:"why,omitempty" doc:"Why nothing is done to it"`
}

type manyOut struct {
	Items  []manyLine `json:"items"`
	Total  int        `json:"total"`
	Change int64      `json:"change,omitempty" doc:"The number of the change, by which all of it can be taken back"`
}

func (s *Server) applyToMany(ctx context.Context, in *manyIn) (*body[manyOut], error) {
	t, err := s.templateByID(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	ask := templating.Ask{Template: t}
	for _, public := range in.Body.Projects {
		id, err := s.DB.Unseal(public)
		if err != nil {
			return nil, err
		}
		ask.Projects = append(ask.Projects, id)
	}
	leave, err := s.heavy(ctx, "template")
	if err != nil {
		return nil, err
	}
	defer leave()
	var plans []*templating.Plan
	out := manyOut{Items: []manyLine{}}
	if in.Body.Dry {
		plans, err = s.templating().Show(ctx, auth.Who(ctx), ask)
	} else {
		plans, out.Change, err = s.carryOut(ctx, ask)
	}
	if err != nil {
		return nil, err
	}
	for _, p := range plans {
		out.Items = append(out.Items, s.manyLine(p, auth.Who(ctx).Lang))
	}
	out.Total = len(out.Items)
	return &body[manyOut]{out}, nil
}

func (s *Server) manyLine(p *templating.Plan, lang label.Lang) manyLine {
	line := manyLine{Project: refOut{s.DB.Seal(p.Project.ID), p.Project.Values["name"].S}}
	if len(p.Problems) > 0 {
		line.Why, line.Left = p.Problems[0].In(lang), len(p.Items)
		return line
	}
	c := p.Counts()
	line.Add, line.Change, line.Remove, line.Left = c.Add, c.Change, c.Remove, c.Left
	return line
}
