package config

import (
	"context"

	"vigie/format/cell"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/usage"
	"vigie/room/field"
)

// attributeWriter brings attributes to what a document says.
type attributeWriter struct {
	ctx context.Context
	tx  *db.Tx
	st  *state
}

// find returns an attribute as it is now, in use.
func (w attributeWriter) find(s *Step, a *attribute) (*field.Catalogue, *field.Field, error) {
	c, err := field.Load(w.ctx, w.tx, a.Object)
	if err != nil {
		return nil, nil, err
	}
	f := c.Get(a.Key)
	if f == nil || !f.Retired {
		return c, f, nil
	}
	if a.Retired && s.was != nil && onlyRetired(s) {
		return c, f, nil
	}
	f, err = field.Revive(w.ctx, w.tx, w.st.who, a.Object, a.Key)
	return c, f, err
}

// onlyRetired reports whether nothing is different but that it goes out of use.
func onlyRetired(s *Step) bool {
	a, b := *s.was.(*attribute), *s.now.(*attribute)
	a.Retired = b.Retired
	return equal(a, b)
}

// begin makes an attribute, or brings one that is there to all that names no other.
func (w attributeWriter) begin(s *Step, a *attribute) error {
	if err := w.rename(s, a); err != nil {
		return err
	}
	_, f, err := w.find(s, a)
	if err != nil || s.was != nil && onlyRetired(s) {
		return err
	}
	if f == nil {
		f = &field.Field{Object: a.Object, Key: a.Key, Kind: a.Kind, PerMonth: a.PerMonth}
		a.plain(f)
		return w.create(f, a)
	}
	if f.PerMonth != a.PerMonth {
		return fault.Invalid("per_month", label.T("Whether an attribute is kept per month is settled once; give the new one another key", "Qu’un attribut soit tenu par mois se décide une fois pour toutes\u202f; donnez une autre clé au nouveau"))
	}
	if f.Kind != a.Kind {
		if f, err = w.become(f, a); err != nil {
			return err
		}
	}
	if sameBut(s, func(a *attribute) {
		a.Formula, a.RequiredIf, a.Rule, a.ShownIf, a.Weight, a.Consolidation, a.Retired, a.Message = "", "", "", "", "", "", false, both{}
		a.Readers, a.Writers, a.PastReaders, a.PastWriters = nil, nil, nil, nil
	}) {
		return nil
	}
	_, err = field.Update(w.ctx, w.tx, w.st.who, a.Object, a.Key, f.Version, func(f *field.Field) error {
		message := f.Message
		a.plain(f)
		f.Message = message // with its rule
		return nil
	})
	return err
}

// rename gives an attribute the key that the document has for it, everywhere.
func (w attributeWriter) rename(s *Step, a *attribute) error {
	was, ok := s.was.(*attribute)
	if !ok || was.Key == a.Key {
		return nil
	}
	c, err := field.Load(w.ctx, w.tx, a.Object)
	if err != nil {
		return err
	}
	f := c.Get(was.Key)
	if f == nil {
		return fault.NotFound()
	}
	if f.Retired {
		if f, err = field.Revive(w.ctx, w.tx, w.st.who, a.Object, was.Key); err != nil {
			return err
		}
	}
	if f, err = field.Rename(w.ctx, w.tx, w.st.who, a.Object, was.Key, f.Version, a.Key); err != nil {
		return err
	}
	return usage.Rename(w.ctx, w.tx, w.st.who, w.st.live.Names(systemWho), f, was.Key)
}

// become gives an attribute another kind: what is stored is converted as it is read,
// numbers and dates in the language of whoever applies the document.
func (w attributeWriter) become(f *field.Field, a *attribute) (*field.Field, error) {
	form := cell.Format{Decimal: '.', Order: cell.DayFirst}
	if w.st.who.Lang == label.FR {
		form.Decimal = ','
	}
	to := field.Become{Kind: a.Kind, Lang: w.st.who.Lang, Form: form}
	return field.Reshape(w.ctx, w.tx, w.st.who, a.Object, f.Key, f.Version, to, func(f *field.Field) error {
		a.plain(f)
		return nil
	})
}

// sameBut reports whether an attribute is the same in what is left when without
// has taken something out.
func sameBut(s *Step, without func(*attribute)) bool {
	if s.was == nil {
		return false
	}
	a, b := *s.was.(*attribute), *s.now.(*attribute)
	without(&a)
	without(&b)
	return equal(a, b)
}

// complete brings an attribute to all that names others.
func (w attributeWriter) complete(s *Step, a *attribute) error {
	c, err := field.Load(w.ctx, w.tx, a.Object)
	if err != nil {
		return err
	}
	f := c.Get(a.Key)
	if f == nil || f.Retired || s.was != nil && onlyRetired(s) {
		return nil
	}
	if equal(w.st.attributeOf(c, f), s.now) {
		return nil
	}
	now := *a
	now.Retired = false
	if equal(w.st.attributeOf(c, f), &now) {
		return nil
	}
	_, err = field.Update(w.ctx, w.tx, w.st.who, a.Object, a.Key, f.Version, func(f *field.Field) error { return a.whole(c, w.st, f) })
	return err
}

// inTurn makes computed attributes, each once what it is computed from is there.
func (w attributeWriter) inTurn(steps []*Step) error {
	for len(steps) > 0 {
		var later []*Step
		var last []error
		for _, s := range steps {
			err := w.compute(s, s.now.(*attribute))
			if kind := fault.KindOf(err); err != nil && kind == fault.Internal {
				return err
			}
			if err != nil {
				later, last = append(later, s), append(last, err)
			}
		}
		if len(later) == len(steps) {
			for i, s := range later {
				if err := w.st.try(s, last[i]); err != nil {
					return err
				}
			}
			return nil
		}
		steps = later
	}
	return nil
}

func (w attributeWriter) compute(s *Step, a *attribute) error {
	c, f, err := w.find(s, a)
	if err != nil {
		return err
	}
	if f != nil {
		if f.Kind != a.Kind {
			return fault.Invalid("kind", label.F("“%s” cannot become an attribute of this kind; create another one", "«\u202f%s\u202f» ne peut pas devenir un attribut de cette nature\u202f; créez-en un autre", f.Label))
		}
		if err := w.rename(s, a); err != nil {
			return err
		}
		return w.complete(s, a)
	}
	f = &field.Field{Object: a.Object, Key: a.Key, Kind: a.Kind}
	if err := a.whole(c, w.st, f); err != nil {
		return err
	}
	return w.create(f, a)
}

// create makes an attribute; where it says no place of its own, it is the last.
func (w attributeWriter) create(f *field.Field, a *attribute) error {
	err := field.Create(w.ctx, w.tx, w.st.who, f)
	a.Position = f.Position
	return err
}
