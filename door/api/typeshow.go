package api

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"vigie/engine/formula"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/life"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/guide"
	"vigie/room/lifecycle"
	"vigie/room/template"
)

type stepOut struct {
	Stage    string   `json:"stage" maxLength:"60" doc:"The key of an option of the attribute stage"`
	Start    bool     `json:"start,omitempty" doc:"Projects may begin here; in the first stage when none says so"`
	Required []string `json:"required,omitempty" maxItems:"100" doc:"The attributes without which no project enters it"`
}

type effectOut struct {
	Attribute string `json:"attribute" maxLength:"60"`
	Value     string `json:"value" maxLength:"500" doc:"As in a default of an attribute; today for the day of the move; empty to empty it"`
}

type moveOut struct {
	From      string      `json:"from"`
	To        string      `json:"to"`
	Label     bilingual   `json:"label" doc:"What is done, such as “Start the build”; empty for none"`
	Roles     []string    `json:"roles" doc:"The keys of the roles that may; empty for whoever may edit the project"`
	Condition *bilingual  `json:"condition" doc:"What must hold; null for nothing"`
	Message   bilingual   `json:"message" doc:"What is to be done where it does not"`
	Gate      bool        `json:"gate" doc:"A decision is taken with it"`
	Effects   []effectOut `json:"effects" doc:"What it writes into the project"`
}

type scaleOut struct {
	Variant   string     `json:"variant"`
	Condition *bilingual `json:"condition" doc:"Null for every project that no other took"`
}

type lifeOut struct {
	Stages   []stepOut  `json:"stages"`
	Moves    []moveOut  `json:"moves"`
	Variants []scaleOut `json:"variants"`
}

type moveIn struct {
	From      string      `json:"from" maxLength:"60"`
	To        string      `json:"to" maxLength:"60"`
	Label     *bilingual  `json:"label,omitempty"`
	Roles     []string    `json:"roles,omitempty" maxItems:"50"`
	Condition string      `json:"condition,omitempty" maxLength:"20000" doc:"As typed in the language of the caller"`
	Message   *bilingual  `json:"message,omitempty"`
	Gate      bool        `json:"gate,omitempty"`
	Effects   []effectOut `json:"effects,omitempty" maxItems:"20"`
}

type scaleIn struct {
	Variant   string `json:"variant" maxLength:"60"`
	Condition string `json:"condition,omitempty" maxLength:"20000" doc:"As typed in the language of the caller"`
}

// Drawing is a lifecycle as it is typed.
type Drawing struct {
	Stages   []stepOut `json:"stages" maxItems:"40"`
	Moves    []moveIn  `json:"moves" maxItems:"200"`
	Variants []scaleIn `json:"variants,omitempty" maxItems:"20"`
}

// read makes the definition that was typed, nil for none, or says everything in it
// that names nothing.
func (c *course) read(in *Drawing) (*lifecycle.Definition, error) {
	if in == nil {
		return nil, nil
	}
	r := lifeReader{course: c}
	d := &lifecycle.Definition{}
	for i, s := range in.Stages {
		at := fmt.Sprintf("stages[%d]", i)
		step := lifecycle.Step{Stage: r.option(at, c.of.Stage, s.Stage), Start: s.Start}
		for n, key := range s.Required {
			step.Required = append(step.Required, r.attribute(fmt.Sprintf("%s.required[%d]", at, n), key))
		}
		d.Stages = append(d.Stages, step)
	}
	for i, m := range in.Moves {
		d.Moves = append(d.Moves, r.move(fmt.Sprintf("moves[%d]", i), m))
	}
	for i, v := range in.Variants {
		at := fmt.Sprintf("variants[%d]", i)
		d.Variants = append(d.Variants, lifecycle.Scale{Variant: r.option(at, lifecycle.Variant, v.Variant), Condition: r.condition(at+".condition", v.Condition)})
	}
	return d, fault.InvalidAll(r.bad)
}

type lifeReader struct {
	*course
	bad []fault.Detail
}

func (r *lifeReader) say(where string, t label.Text) {
	r.bad = append(r.bad, fault.Detail{Where: where, Text: t})
}

func (r *lifeReader) move(at string, in moveIn) lifecycle.Move {
	m := lifecycle.Move{From: r.option(at, r.of.Stage, in.From), To: r.option(at, r.of.Stage, in.To), Gate: in.Gate, Condition: r.condition(at+".condition", in.Condition)}
	if in.Label != nil {
		m.Label = in.Label.text()
	}
	if in.Message != nil {
		m.Message = in.Message.text()
	}
	for _, key := range in.Roles {
		id := int64(0)
		for role, k := range r.roles {
			if k == key {
				id = role
			}
		}
		if id == 0 {
			r.say(at+".roles", label.F("There is no role called “%s”", "Aucun rôle ne s’appelle « %s »", key))
		}
		m.Roles = append(m.Roles, id)
	}
	for n, e := range in.Effects {
		m.Effects = append(m.Effects, lifecycle.Effect{Attribute: r.attribute(fmt.Sprintf("%s.effects[%d]", at, n), e.Attribute), Value: e.Value})
	}
	return m
}

func (r *lifeReader) option(where, list, key string) int64 {
	if f := r.c.Get(list); f != nil {
		if o, ok := f.OptionByKey(key); ok {
			return o.ID
		}
	}
	r.say(where, label.F("There is no “%s” in the list", "« %s » n’est pas dans la liste", key))
	return 0
}

func (r *lifeReader) attribute(where, key string) int64 {
	if f := r.c.Get(key); f != nil && !f.Retired {
		return f.ID
	}
	r.say(where, label.F("There is no attribute “%s”", "Il n’y a pas d’attribut «\u202f%s\u202f»", key))
	return 0
}

func (r *lifeReader) condition(where, text string) string {
	if text == "" {
		return ""
	}
	tree, err := r.c.ParseFormula(text, r.who.Lang, r.live.Names(r.who))
	var f *fault.Fault
	if errors.As(err, &f) && len(f.Details) > 0 {
		r.say(where, f.Details[0].Text)
	}
	return tree
}

func (c *course) showLife(d *lifecycle.Definition) *lifeOut {
	if d == nil {
		return nil
	}
	out := &lifeOut{Stages: []stepOut{}, Moves: []moveOut{}, Variants: []scaleOut{}}
	for _, s := range d.Stages {
		step := stepOut{Stage: c.key(c.of.Stage, s.Stage), Start: s.Start}
		for _, id := range s.Required {
			step.Required = append(step.Required, c.attribute(id))
		}
		out.Stages = append(out.Stages, step)
	}
	for i := range d.Moves {
		m := &d.Moves[i]
		move := moveOut{From: c.key(c.of.Stage, m.From), To: c.key(c.of.Stage, m.To), Label: inBoth(m.Label), Roles: []string{}, Condition: c.condition(m.When()), Message: inBoth(m.Message), Gate: m.Gate, Effects: []effectOut{}}
		for _, r := range m.Roles {
			move.Roles = append(move.Roles, c.roles[r])
		}
		for _, e := range m.Effects {
			move.Effects = append(move.Effects, effectOut{c.attribute(e.Attribute), e.Value})
		}
		out.Moves = append(out.Moves, move)
	}
	for i := range d.Variants {
		v := &d.Variants[i]
		out.Variants = append(out.Variants, scaleOut{c.key(lifecycle.Variant, v.Variant), c.condition(v.When())})
	}
	return out
}

func (c *course) condition(e *formula.Expr) *bilingual {
	return orNone(c.c.ConditionText(e, c.live.Names(c.who)))
}

// key is the key of an option; empty for none.
func (c *course) key(list string, id int64) string {
	if f := c.c.Get(list); f != nil {
		if o, ok := f.OptionByID(id); ok {
			return o.Key
		}
	}
	return ""
}

func (c *course) attribute(id int64) string {
	if f := c.c.ByID(id); f != nil {
		return f.Key
	}
	return ""
}

func (c *course) problems(f *fault.Fault) []problemOut {
	out := make([]problemOut, len(f.Details))
	for i, d := range f.Details {
		out[i] = problemOut{d.Where, d.Text.In(c.who.Lang)}
	}
	return out
}

func (c *course) showImpact(in life.Impact) impactOut {
	out := impactOut{Problems: []problemOut{}, Projects: in.Projects, Stages: c.atStages(in.Stages), Outside: c.atStages(in.Outside), Moves: []onMoveOut{}, Variants: map[string]int{}, Sample: []triedOut{}}
	for _, m := range in.Moves {
		out.Moves = append(out.Moves, onMoveOut(m))
	}
	for id, n := range in.Variants {
		out.Variants[c.key(lifecycle.Variant, id)] = n
	}
	for _, t := range in.Sample {
		tried := triedOut{c.DB.Seal(t.Project), t.Code, t.Name, c.key(c.of.Stage, t.Stage), []wayOut{}}
		for _, w := range t.Ways {
			tried.Ways = append(tried.Ways, wayOut{To: c.key(c.of.Stage, w.To), Open: w.Holds && len(w.Missing) == 0, Missing: keysOf(w.Missing)})
		}
		out.Sample = append(out.Sample, tried)
	}
	return out
}

func (c *course) atStages(all []life.AtStage) []atStageOut {
	out := make([]atStageOut, len(all))
	for i, n := range all {
		out[i] = atStageOut{c.key(c.of.Stage, n.Stage), n.Count, n.Lacking, n.Stuck}
	}
	return out
}

func keysOf(fields []*field.Field) []string {
	out := []string{}
	for _, f := range fields {
		out = append(out, f.Key)
	}
	return out
}

// differences says in the language of the caller what is different between two
// lifecycles.
func (c *course) differences(was, now *lifecycle.Definition) []auditChange {
	names := lifecycle.Names{Catalogue: c.c, Directory: c.live.Names(c.who), Roles: c.roleNames}
	out := []auditChange{}
	for _, d := range names.Differences(was, now) {
		out = append(out, auditChange{d.What.In(c.who.Lang), d.Was.In(c.who.Lang), d.Now.In(c.who.Lang)})
	}
	return out
}

// lifecycle says what became of a lifecycle; a draft that was kept says only that.
func (w *auditWords) lifecycle(e access.AuditEntry) []auditChange {
	was, _, _ := lifecycle.Remembered(e.Before.S)
	now, _, _ := lifecycle.Remembered(e.Data.S)
	out := []auditChange{}
	for _, d := range (lifecycle.Names{Catalogue: w.fieldsOf(e), Directory: w.names, Roles: w.roleNames}).Differences(was, now) {
		out = append(out, auditChange{d.What.In(w.lang), d.Was.In(w.lang), d.Now.In(w.lang)})
	}
	return out
}

// fieldsOf is the catalogue of the object whose lifecycle an entry is about.
func (w *auditWords) fieldsOf(e access.AuditEntry) *field.Catalogue {
	typ := lifecycle.TypeOf(cmp.Or(e.Data.S, e.Before.S))
	for _, c := range w.others {
		if slices.ContainsFunc(lifecycle.Types(c), func(o field.Option) bool { return o.ID == typ }) {
			return c
		}
	}
	return w.fields
}

// passOn has the lifecycles, the templates and the guides that name a role that goes name
// another instead, or keeps it where there is none.
func passOn(ctx context.Context, tx *db.Tx, who access.Who, role, by int64) error {
	if err := template.PassRole(ctx, tx, who, role, by); err != nil {
		return err
	}
	if err := guide.LeaveRole(ctx, tx, who, role, by); err != nil {
		return err
	}
	if by == 0 {
		return lifecycle.FreeOfRole(ctx, tx, who, role)
	}
	return lifecycle.ReplaceRole(ctx, tx, who, role, by)
}
