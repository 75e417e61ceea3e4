package config

import (
	"context"
	"fmt"
	"strings"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/agenda"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/form"
	"vigie/room/guide"
	"vigie/room/lifecycle"
	"vigie/room/project"
	"vigie/room/record"
	"vigie/room/template"
)

// course is the lifecycle of one type of project, or of the lines of a register.
type course struct {
	Type     string  `json:"type" doc:"The key of a type of the object"`
	Object   string  `json:"object,omitempty" enum:"listed" doc:"Of what the type is; of projects where nothing is said"`
	Stages   []stage `json:"stages"`
	Moves    []move  `json:"moves"`
	Variants []scale `json:"variants"`
}

type stage struct {
	Stage    string   `json:"stage"`
	Start    bool     `json:"start"`
	Required []string `json:"required"`
}

type move struct {
	From      string   `json:"from"`
	To        string   `json:"to"`
	Label     both     `json:"label"`
	Roles     []string `json:"roles"`
	Condition string   `json:"condition"`
	Message   both     `json:"message"`
	Gate      bool     `json:"gate"`
	Effects   []effect `json:"effects"`
}

type effect struct {
	Attribute string `json:"attribute"`
	Value     string `json:"value"`
}

type scale struct {
	Variant   string `json:"variant"`
	Condition string `json:"condition"`
}

var lifecycles = part{
	name: "lifecycles", title: label.T("Lifecycles of types", "Cycles de vie des types"), may: May,
	shape:   func() any { return &course{Stages: []stage{}, Moves: []move{}, Variants: []scale{}} },
	address: func(b any) string { return b.(*course).address() },
	called:  func(b any) label.Text { return label.T(b.(*course).Type, b.(*course).Type) },
	read:    readLifecycles, write: writeLifecycles, impact: impactOfLifecycle,
}

// address names a lifecycle: by the key of its type, after the object where that is
// not the project.
func (c *course) address() string {
	if c.Object == "" || c.Object == project.Entity {
		return c.Type
	}
	return c.Object + "." + c.Type
}

// lives finds the catalogue that a lifecycle is about, and the key of its type, by its
// address.
func (st *state) lives(address string) (*field.Catalogue, string) {
	object, typ, other := strings.Cut(address, ".")
	if c := st.catalogues[object]; other && c != nil && lifecycle.Has(object) {
		return c, typ
	}
	return st.project(), address
}

func readLifecycles(ctx context.Context, q db.Querier, st *state) ([]entry, error) {
	holds := map[int64]*lifecycle.Definition{}
	if st.change != 0 {
		var err error
		if holds, err = lifecycle.KnownAt(ctx, q, st.change); err != nil {
			return nil, err
		}
	} else {
		all, err := lifecycle.All(ctx, q)
		if err != nil {
			return nil, err
		}
		for typ, l := range all {
			holds[typ] = l.Holds
		}
	}
	var out []entry
	for _, of := range lifecycle.Objects {
		c := st.catalogues[of.Entity]
		if c == nil {
			continue
		}
		for _, o := range lifecycle.Types(c) {
			if d := holds[o.ID]; d != nil {
				out = append(out, entry{o.ID, st.course(c, of, o.Key, d)})
			}
		}
	}
	return out, nil
}

func (st *state) course(c *field.Catalogue, of lifecycle.Object, typ string, d *lifecycle.Definition) *course {
	out := &course{typ, "", []stage{}, []move{}, []scale{}}
	if of.Entity != project.Entity {
		out.Object = of.Entity
	}
	for _, s := range d.Stages {
		out.Stages = append(out.Stages, stage{optionIn(c, of.Stage, s.Stage), s.Start, attributesIn(c, s.Required)})
	}
	for i := range d.Moves {
		m := &d.Moves[i]
		to := move{optionIn(c, of.Stage, m.From), optionIn(c, of.Stage, m.To), bothOf(m.Label), []string{}, c.KeyedText(m.When(), st.names), bothOf(m.Message), m.Gate, []effect{}}
		for _, r := range m.Roles {
			to.Roles = append(to.Roles, st.roleKeys[r])
		}
		for _, e := range m.Effects {
			for _, key := range attributesIn(c, []int64{e.Attribute}) {
				to.Effects = append(to.Effects, effect{key, e.Value})
			}
		}
		out.Moves = append(out.Moves, to)
	}
	for i := range d.Variants {
		out.Variants = append(out.Variants, scale{st.option(lifecycle.Variant, d.Variants[i].Variant), c.KeyedText(d.Variants[i].When(), st.names)})
	}
	return out
}

// option is the key of a value of a list of projects, empty for none.
func (st *state) option(list string, id int64) string { return optionIn(st.project(), list, id) }

func optionIn(c *field.Catalogue, list string, id int64) string {
	if f := c.Get(list); f != nil {
		o, _ := f.OptionByID(id)
		return o.Key
	}
	return ""
}

// attributesIn are the keys of those that are in use: what is out of use is asked of
// nobody, and no lifecycle may be published with it.
func attributesIn(c *field.Catalogue, ids []int64) []string {
	out := []string{}
	for _, id := range ids {
		if f := c.ByID(id); f != nil && !f.Retired {
			out = append(out, f.Key)
		}
	}
	return out
}

// finder turns keys into ids, and takes down those that name nothing.
type finder struct {
	*state
	c   *field.Catalogue // whose keys they are; that of projects when nil
	bad []fault.Detail
}

func (r *finder) fields() *field.Catalogue {
	if r.c == nil {
		return r.project()
	}
	return r.c
}

func (r *finder) say(where string, t label.Text) {
	r.bad = append(r.bad, fault.Detail{Where: where, Text: t})
}

func (r *finder) option(where, list, key string) int64 {
	if f := r.fields().Get(list); f != nil {
		if o, ok := f.OptionByKey(key); ok {
			return o.ID
		}
	}
	r.say(where, label.F("There is no “%s” in the list", "«\u202f%s\u202f» n’est pas dans la liste", key))
	return 0
}

func (r *finder) attribute(where, key string) int64 {
	if f := r.fields().Get(key); f != nil {
		return f.ID
	}
	r.say(where, agenda.NoAttribute(r.fields().Object, key))
	return 0
}

func (r *finder) role(where, key string) int64 {
	id := r.roleIDs[key]
	if id == 0 {
		r.say(where, label.F("There is no role called “%s”", "Aucun rôle ne s’appelle «\u202f%s\u202f»", key))
	}
	return id
}

func (r *finder) condition(where, text string) string {
	tree, err := r.fields().ParseKeyed(text, r.names)
	if err != nil {
		if f, ok := at(where, err).(*fault.Fault); ok && len(f.Details) > 0 {
			r.bad = append(r.bad, f.Details[0])
		} else {
			r.say(where, label.F("It cannot be read: %v", "Illisible\u202f: %v", err))
		}
	}
	return tree
}

func (r *finder) definition(c *course) *lifecycle.Definition {
	d, of := &lifecycle.Definition{}, lifecycle.ObjectOf(r.fields().Object)
	for i, s := range c.Stages {
		where := fmt.Sprintf("stages[%d]", i)
		step := lifecycle.Step{Stage: r.option(where, of.Stage, s.Stage), Start: s.Start}
		for _, key := range s.Required {
			step.Required = append(step.Required, r.attribute(where+".required", key))
		}
		d.Stages = append(d.Stages, step)
	}
	for i, m := range c.Moves {
		where := fmt.Sprintf("moves[%d]", i)
		to := lifecycle.Move{From: r.option(where, of.Stage, m.From), To: r.option(where, of.Stage, m.To), Label: m.Label.text(), Message: m.Message.text(), Gate: m.Gate, Condition: r.condition(where+".condition", m.Condition)}
		for _, key := range m.Roles {
			to.Roles = append(to.Roles, r.role(where+".roles", key))
		}
		for _, e := range m.Effects {
			to.Effects = append(to.Effects, lifecycle.Effect{Attribute: r.attribute(where+".effects", e.Attribute), Value: e.Value})
		}
		d.Moves = append(d.Moves, to)
	}
	for i, v := range c.Variants {
		where := fmt.Sprintf("variants[%d]", i)
		d.Variants = append(d.Variants, lifecycle.Scale{Variant: r.option(where, lifecycle.Variant, v.Variant), Condition: r.condition(where+".condition", v.Condition)})
	}
	return d
}

func writeLifecycles(ctx context.Context, tx *db.Tx, st *state, steps []*Step) error {
	for _, s := range steps {
		if err := st.try(s, writeLifecycle(ctx, tx, st, s)); err != nil {
			return err
		}
	}
	return nil
}

// writeLifecycle publishes a lifecycle, and keeps what is being drawn beside it.
func writeLifecycle(ctx context.Context, tx *db.Tx, st *state, s *Step) error {
	var d *lifecycle.Definition
	c, key := st.lives(s.Key)
	r := &finder{state: st, c: c}
	typ := r.option("type", lifecycle.ObjectOf(c.Object).Type, key)
	if s.Kind != Removed {
		d = r.definition(s.now.(*course))
	}
	if err := fault.InvalidAll(r.bad); err != nil {
		return err
	}
	if d != nil {
		if err := checkEffects(c, d); err != nil {
			return err
		}
	}
	now, err := lifecycle.Get(ctx, tx, typ)
	if err != nil {
		return err
	}
	draft := now.Draft
	if o, _ := c.Get(lifecycle.ObjectOf(c.Object).Type).OptionByID(typ); o.Retired {
		draft = nil // of a type that goes out of use, nothing is drawn any more
	}
	if now, err = lifecycle.Publish(ctx, tx, st.who, typ, now.Version, d); err != nil {
		return err
	}
	if err := st.bringIn(ctx, tx, c, s.Key, typ, d); err != nil || draft == nil {
		return err
	}
	_, err = lifecycle.Draw(ctx, tx, st.who, typ, now.Version, draft)
	return err
}

// checkEffects says which of the values that moves write no object could have.
func checkEffects(c *field.Catalogue, d *lifecycle.Definition) error {
	if kind := agenda.KindOf(c.Object); kind != nil {
		return kind.CheckEffects(c, d)
	}
	return project.CheckEffects(c, d)
}

// impactOfLifecycle counts the projects of the type, or with lines of it.
func impactOfLifecycle(ctx context.Context, q db.Querier, st *state, s *Step) error {
	c, key := st.lives(s.Key)
	if c.Get(lifecycle.ObjectOf(c.Object).Type) == nil {
		return nil
	}
	of := lifecycle.ObjectOf(c.Object)
	o, ok := c.Get(of.Type).OptionByKey(key)
	if kind := agenda.KindOf(c.Object); kind != nil && ok {
		s.Name = o.Label
		with := map[int64]bool{}
		if err := kind.Each(ctx, q, nil, func(m *record.Record) error {
			with[m.Project()] = with[m.Project()] || m.Values[of.Type].N == o.ID
			return nil
		}); err != nil {
			return err
		}
		return st.touches(s, "", func(row snapshot.Row) bool { return with[st.live.ID(row)] })
	}
	if ok {
		s.Name = o.Label
		return st.touches(s, `type = "`+o.Key+`"`, func(row snapshot.Row) bool { return st.live.Value(row, lifecycle.Type).N == o.ID })
	}
	return nil
}

// leave refuses to let a role go that a lifecycle, a form, a template or an attribute names.
func leave(ctx context.Context, tx *db.Tx, who access.Who, role int64) error {
	if err := lifecycle.FreeOfRole(ctx, tx, who, role); err != nil {
		return err
	}
	if err := template.PassRole(ctx, tx, who, role, 0); err != nil {
		return err
	}
	if err := field.LeaveRole(ctx, tx, who, role, 0); err != nil {
		return err
	}
	if err := guide.LeaveRole(ctx, tx, who, role, 0); err != nil {
		return err
	}
	return form.LeaveRole(ctx, tx, who, role, 0)
}
