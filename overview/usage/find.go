package usage

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/dashboard"
	"vigie/room/form"
	"vigie/room/intake"
	"vigie/room/lifecycle"
	"vigie/room/master"
	"vigie/room/portfolio"
	"vigie/room/project"
	"vigie/room/round"
	"vigie/room/template"
	"vigie/room/trust"
	"vigie/room/view"
)

func (f *finder) find(ctx context.Context) error {
	steps := []func(context.Context) error{f.views, f.formulas, f.mappings, f.templates}
	if f.isProject() {
		steps = append(steps, f.portfolios, f.dashboards, f.trust, f.rounds, f.masters)
	}
	if lifecycle.Has(f.c.Object) {
		steps = append(steps, f.lifecycles, f.forms)
	}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return fmt.Errorf("looking for what uses attributes: %w", err)
		}
	}
	return nil
}

func (f *finder) views(ctx context.Context) error {
	all, err := view.All(ctx, f.DB, f.all, f.Object)
	if err != nil {
		return err
	}
	seen, err := view.List(ctx, f.DB, f.Who, f.Object)
	for _, v := range all {
		keys, conditions := v.State.Named()
		p := Place{View, v.Name}
		if !slices.ContainsFunc(seen, func(s view.View) bool { return s.ID == v.ID }) {
			p.Name = label.Text{}
		}
		f.note(p, append(keys, f.named(conditions...)...)...)
	}
	return err
}

// formulas are those of computed attributes and the rules of all, and what weighs in a mean.
func (f *finder) formulas(context.Context) error {
	for _, a := range f.c.Fields {
		if a.Retired {
			continue
		}
		for _, e := range a.Trees() {
			f.note(Place{Formula, a.Label}, f.keys(e)...)
		}
		if a.Weight != "" {
			f.note(Place{Formula, a.Label}, a.Weight)
		}
	}
	return nil
}

func (f *finder) portfolios(ctx context.Context) error {
	all, err := portfolio.List(ctx, f.DB, f.all)
	for _, p := range all {
		f.note(Place{Portfolio, f.nameOf(p)}, f.named(p.Filter)...)
	}
	return err
}

func (f *finder) dashboards(ctx context.Context) error {
	all, err := dashboard.All(ctx, f.DB, f.all)
	if err != nil {
		return err
	}
	portfolios, err := portfolio.List(ctx, f.DB, f.all)
	names := map[int64]label.Text{}
	for _, p := range portfolios {
		names[p.ID] = f.nameOf(p)
	}
	for _, k := range all {
		p := Place{Kind: Dashboard}
		switch k.Scope {
		case dashboard.Portfolio:
			p.Name = names[k.Portfolio]
		case dashboard.OfType, dashboard.OfVariant:
			if list := f.c.Get(string(k.Scope)); list != nil {
				o, _ := list.OptionByID(k.Option)
				p.Name = o.Label
			}
		case dashboard.Instance:
			p.Name = label.T("All projects", "Tous les projets")
		}
		var keys []string
		for _, b := range k.Blocks {
			if b.Kind != "text" {
				keys = append(keys, f.inSettings(b.Settings)...)
			}
		}
		f.note(p, keys...)
	}
	return err
}

// inSettings returns the attributes that the settings of a block name: each text
// in them that is the key of one, or what a date falls in, such as end.quarter.
func (f *finder) inSettings(text json.RawMessage) []string {
	var settings any
	if json.Unmarshal(text, &settings) != nil {
		return nil
	}
	var keys []string
	var look func(any)
	look = func(v any) {
		switch v := v.(type) {
		case string:
			key, _, _ := strings.Cut(v, ".")
			keys = append(keys, key)
		case []any:
			for _, part := range v {
				look(part)
			}
		case map[string]any:
			for _, part := range v {
				look(part)
			}
		}
	}
	look(settings)
	return keys
}

func (f *finder) mappings(ctx context.Context) error {
	all, err := (&intake.Desk{DB: f.DB}).Mappings(ctx, f.all)
	for _, m := range all {
		if m.Object != f.Object {
			continue
		}
		var keys []string
		for _, c := range m.Plan.Columns {
			keys = append(keys, c.Attribute)
		}
		p := Place{Mapping, m.Title()}
		if !f.Who.CanSomewhere(access.Import) {
			p.Name = label.Text{}
		}
		f.note(p, keys...)
	}
	return err
}

// trust looks only at what was set: what holds by itself follows the catalogue.
func (f *finder) trust(ctx context.Context) error {
	s, err := trust.Load(ctx, f.DB, f.c)
	var keys, conditions []string
	for _, a := range s.Attributes {
		keys = append(keys, a.Key)
	}
	for _, r := range s.Rules {
		if !r.Off {
			conditions = append(conditions, r.Condition)
		}
	}
	f.note(Place{Trust, label.T("Trust score", "Indice de confiance")}, append(keys, f.named(conditions...)...)...)
	return err
}

// rounds are those that still ask.
func (f *finder) rounds(ctx context.Context) error {
	all, err := round.List(ctx, f.DB, f.all)
	for _, r := range all {
		if r.State == round.Open {
			f.note(Place{Round, label.T(r.Month.In(label.EN), r.Month.In(label.FR))}, r.Keys()...)
		}
	}
	return err
}

func (f *finder) masters(ctx context.Context) error {
	all, err := master.List(ctx, f.DB, f.all, "")
	for _, t := range all {
		var keys []string
		for _, key := range t.Found() {
			if rest, ok := strings.CutPrefix(strings.TrimPrefix(key, "mark "), project.Entity+"."); ok {
				keys = append(keys, strings.TrimSuffix(rest, ".label"))
			}
		}
		f.note(Place{Master, plain(t.Name)}, keys...)
	}
	return err
}

// forms show attributes, and are for values of a few.
func (f *finder) forms(ctx context.Context) error {
	all, err := form.Of(ctx, f.DB, f.c.Object)
	for _, k := range all {
		var keys []string
		for _, list := range form.Lists(k.Object) {
			if len(*k.For.Options(list.Name)) > 0 {
				keys = append(keys, list.Key)
			}
		}
		for _, a := range f.c.Fields {
			if k.Holds(a.ID) {
				keys = append(keys, a.Key)
			}
		}
		f.note(Place{Form, k.Name}, keys...)
	}
	return err
}

// lifecycles are those that hold or are drawn, by the name of their type.
func (f *finder) lifecycles(ctx context.Context) error {
	all, err := lifecycle.All(ctx, f.DB)
	for _, o := range lifecycle.Types(f.c) {
		if l := all[o.ID]; l != nil && !o.Retired {
			f.note(Place{Lifecycle, o.Label}, append(l.Holds.Named(f.c), l.Draft.Named(f.c)...)...)
		}
	}
	return err
}

// templates are those in use.
func (f *finder) templates(ctx context.Context) error {
	all, err := template.List(ctx, f.DB)
	for _, t := range all {
		if t.Retired {
			continue
		}
		keys := t.Named(f.c)
		if f.isProject() {
			for _, settings := range t.Laid() {
				keys = append(keys, f.inSettings(settings)...)
			}
		}
		f.note(Place{Template, t.Name}, keys...)
	}
	return err
}

// nameOf is the name of a portfolio that the person sees.
func (f *finder) nameOf(p portfolio.Portfolio) label.Text {
	if !f.Who.Can(access.ReadPortfolio, p.Unit) {
		return label.Text{}
	}
	return plain(p.Name)
}

func plain(name string) label.Text { return label.T(name, name) }
