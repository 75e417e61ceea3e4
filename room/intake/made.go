package intake

import (
	"context"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/lifecycle"
	"vigie/room/portfolio"
	"vigie/room/project"
	"vigie/room/record"
)

func (m *Import) makePortfolio(ctx context.Context, tx *db.Tx, who access.Who) error {
	if m.Object != "project" || m.Portfolio != 0 || m.Name == "" {
		return nil
	}
	p, err := portfolio.Create(ctx, tx, who, portfolio.Portfolio{Name: m.Name, Kind: portfolio.Manual, Unit: m.Unit})
	if err != nil {
		return err
	}
	m.Portfolio, m.made.Portfolio = p.ID, p.ID
	return nil
}

func (m *Import) makeUnits(ctx context.Context, tx *db.Tx, who access.Who) error {
	if len(m.made.Units) == 0 {
		return nil
	}
	there, err := everyone(func(p access.Page) (access.Found[access.Unit], error) { return access.Units(ctx, tx, who, p) })
	if err != nil {
		return err
	}
	for i := range m.made.Units {
		u := &m.made.Units[i]
		at := slices.IndexFunc(there, func(x access.Unit) bool {
			return bare(x.Name) == bare(u.Name) || u.Code != "" && bare(x.Code) == bare(u.Code)
		})
		if at >= 0 {
			u.ID, u.Found = there[at].ID, true
			continue
		}
		made, err := access.CreateUnit(ctx, tx, who, access.Unit{Parent: db.ID(m.Unit), Name: u.Name, Code: u.Code})
		if err != nil {
			return err
		}
		u.ID = made.ID
	}
	return nil
}

func (m *Import) makeFields(ctx context.Context, tx *db.Tx, who access.Who) error {
	c, err := field.Load(ctx, tx, m.Object)
	if err != nil {
		return err
	}
	for i := range m.made.Fields {
		n := &m.made.Fields[i]
		f := c.Get(n.Key)
		switch {
		case f == nil:
			err = field.Create(ctx, tx, who, newField(m.Object, n.NewField))
		case f.Kind != n.Kind:
			err = fault.Conflict(label.F("There is by now another attribute “%s” with the key %s; make the dry run again", "Il existe désormais un autre attribut « %s » avec la clé %s ; refaites l’essai à blanc", f.Label, f.Key))
		case f.Retired:
			_, err = field.Revive(ctx, tx, who, m.Object, n.Key)
		default:
			n.Found = true
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (m *Import) makeOptions(ctx context.Context, tx *db.Tx, who access.Who) error {
	texts := map[string][]string{}
	var keys []string
	for _, o := range m.made.Options {
		if texts[o.Key] == nil {
			keys = append(keys, o.Key)
		}
		texts[o.Key] = append(texts[o.Key], o.Text)
	}
	c, err := field.Load(ctx, tx, m.Object)
	if err != nil {
		return err
	}
	for _, key := range keys {
		was := map[int64]bool{}
		if f := c.Get(key); f != nil {
			for _, o := range f.Choices {
				was[o.ID] = !o.Retired
			}
		}
		f, err := field.AddOptions(ctx, tx, who, m.Object, key, texts[key])
		if err != nil {
			return err
		}
		for i := range m.made.Options {
			o := &m.made.Options[i]
			if o.Key != key {
				continue
			}
			found, _ := f.OptionByText(o.Text)
			o.ID, o.Found = found.ID, was[found.ID]
		}
	}
	return nil
}

// unmake removes what an import made beside its rows, where nothing uses it.
func (m *Import) unmake(ctx context.Context, tx *db.Tx, used usage) error {
	if m.Object != "project" && kindOf(m.Object) == nil {
		return nil
	}
	who := access.System("import")
	for _, u := range m.made.Units {
		if u.Found || u.ID == 0 {
			continue
		}
		unit, err := access.UnitByID(ctx, tx, who, u.ID)
		if err == nil {
			err = access.DeleteUnit(ctx, tx, who, u.ID, unit.Version)
		}
		if k := fault.KindOf(err); err != nil && k != fault.Clash && k != fault.Missing {
			return err
		}
	}
	if err := m.unmakeCatalogue(ctx, tx, who, used); err != nil {
		return err
	}
	if m.made.Portfolio != 0 {
		if err := portfolio.Discard(ctx, tx, who, m.made.Portfolio); err != nil {
			return err
		}
		if m.Portfolio == m.made.Portfolio {
			m.Portfolio = 0
		}
	}
	m.made = made{}
	return nil
}

func (m *Import) unmakeCatalogue(ctx context.Context, tx *db.Tx, who access.Who, used usage) error {
	c, err := field.Load(ctx, tx, m.Object)
	if err != nil {
		return err
	}
	gone := map[string]bool{}
	for _, n := range m.made.Fields {
		f := c.Get(n.Key)
		if n.Found || f == nil || f.Retired || used.fields[n.Key] {
			continue
		}
		err := m.freeOf(ctx, tx, who, n.Key)
		if err == nil {
			err = field.Retire(ctx, tx, who, m.Object, n.Key, f.Version)
		}
		if err != nil && fault.KindOf(err) != fault.Clash {
			return err
		}
		gone[n.Key] = err == nil
	}
	idle := map[string][]int64{}
	for _, o := range m.made.Options {
		if !o.Found && o.ID != 0 && !used.options[o.ID] && !gone[o.Key] {
			idle[o.Key] = append(idle[o.Key], o.ID)
		}
	}
	held, err := lifecycle.All(ctx, tx)
	if err != nil {
		return err
	}
	for key, ids := range idle {
		ids = slices.DeleteFunc(ids, func(id int64) bool { return lifecycle.Keep(held, c.Get(key), id) })
		if err := field.RetireOptions(ctx, tx, who, m.Object, key, ids); err != nil {
			return err
		}
	}
	return nil
}

// freeOf refuses to let an attribute go by which projects are led.
func (m *Import) freeOf(ctx context.Context, tx *db.Tx, who access.Who, key string) error {
	return lifecycle.FreeOfAttribute(ctx, tx, who, m.Object, key)
}

// usage is which attributes and options projects have values of.
type usage struct {
	fields  map[string]bool
	options map[int64]bool
}

func (k *Desk) usage(ctx context.Context, m *Import) (usage, error) {
	u := usage{map[string]bool{}, map[int64]bool{}}
	lists := map[string]bool{}
	for _, o := range m.made.Options {
		lists[o.Key] = true
	}
	if kind := kindOf(m.Object); kind != nil {
		err := kind.Each(ctx, k.DB, nil, func(x *record.Record) error {
			for key, v := range x.Values {
				u.fields[key] = true
				if lists[key] {
					u.options[v.N] = true
				}
			}
			return nil
		})
		return u, err
	}
	err := project.Each(ctx, k.DB, nil, func(p *project.Project) error {
		for key, v := range p.Values {
			u.fields[key] = true
			if lists[key] {
				u.options[v.N] = true
				for _, id := range v.L {
					u.options[id] = true
				}
			}
		}
		for key := range p.Unread {
			u.fields[key] = true
		}
		return nil
	})
	return u, err
}
