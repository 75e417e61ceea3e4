package templating

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/lifecycle"
	"vigie/room/project"
	"vigie/room/template"
)

// Take returns the template that would make a project that the person sees again:
// dates from its start, people by what they are for it. Nothing is kept.
func (d *Desk) Take(ctx context.Context, who access.Who, id int64) (template.Template, error) {
	if err := access.Must(template.MayEdit(who)); err != nil {
		return template.Template{}, err
	}
	p, err := project.Get(ctx, d.DB, who, id)
	if err != nil {
		return template.Template{}, err
	}
	st, err := d.state(ctx, d.DB, who)
	if err != nil {
		return template.Template{}, err
	}
	t := template.Template{Name: label.T(p.Name(), p.Name()), Type: p.Values[lifecycle.Type].N, Variant: p.Values[lifecycle.Variant].N, Owner: who.ID}
	for _, s := range Sections {
		lines, err := s.take(ctx, d.DB, st, p)
		if err != nil {
			return t, fmt.Errorf("reading %s for a template: %w", s.Key, err)
		}
		if len(lines) > 0 {
			t.Sections = append(t.Sections, template.Section{Kind: s.Key, Lines: lines})
		}
	}
	at := st.catalogues[milestoneKey].Get("date").ID
	dates := t.Section(milestoneKey)
	for i := range dates {
		if st.following[dates[i].ID] {
			dates[i].Set = slices.DeleteFunc(dates[i].Set, func(s template.Setting) bool { return s.Field == at })
		}
	}
	return t, nil
}

// ids gives lines ids of their own.
type ids map[string]bool

func newIDs() ids { return ids{} }

func (taken ids) of(name string) string {
	base := cmp.Or(label.Key(name), "line")
	if len(base) > 50 {
		base = base[:50]
	}
	id := base
	for n := 2; taken[id]; n++ {
		id = fmt.Sprintf("%s_%d", base, n)
	}
	taken[id] = true
	return id
}
