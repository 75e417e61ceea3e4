package field

import (
	"context"
	"fmt"
	"slices"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/ground/shipped"
	"vigie/room/access"
)

// properties are what is shipped of an attribute. Its kind, and whether it is kept
// per month, are settled once; formulas and rules are never shipped.
var properties = []shipped.Property[Field]{
	shipped.Of("label", func(f *Field) *label.Text { return &f.Label }),
	shipped.Of("help", func(f *Field) *label.Text { return &f.Help }),
	shipped.Of("measure", func(f *Field) *string { return &f.Measure }),
	shipped.Of("required", func(f *Field) *bool { return &f.Required }),
	shipped.Of("initial", func(f *Field) *string { return &f.Initial }),
	shipped.Of("consolidation", func(f *Field) *Consolidation { return &f.Consolidation }),
	shipped.Of("weight", func(f *Field) *string { return &f.Weight }),
	shipped.Of("read_only", func(f *Field) *bool { return &f.ReadOnly }),
	shipped.Of("position", func(f *Field) *int64 { return &f.Position }),
	shipped.Of("section", func(f *Field) *string { return &f.Section }),
	shipped.Of("free", func(f *Field) *bool { return &f.Free }),
}

// optionProperties are what is shipped of a value of a list.
var optionProperties = []shipped.Property[Option]{
	shipped.Of("label", func(o *Option) *label.Text { return &o.Label }),
	shipped.Of("colour", func(o *Option) *string { return &o.Colour }),
	shipped.Of("icon", func(o *Option) *string { return &o.Icon }),
	shipped.Of("retired", func(o *Option) *bool { return &o.Retired }),
	shipped.Of("meaning", func(o *Option) *string { return &o.Meaning }),
}

// What the records of what was shipped are kept under.
const (
	shippedField  = "field"
	shippedOption = "option"
)

// seeding is one renewal of the catalogue of one kind of object.
type seeding struct {
	*Catalogue
	fields, options map[string]shipped.Record
}

// Seed writes the core attributes of every kind of object where they are missing,
// and brings those that are there to what this program ships, as far as nobody
// changed them by hand.
func Seed(ctx context.Context, tx *db.Tx, who access.Who) error {
	if err := access.Must(who.CanEverywhere(access.EditCatalogue)); err != nil {
		return err
	}
	if err := shipped.Alone(ctx, tx); err != nil {
		return err
	}
	fields, err := shipped.Load(ctx, tx, shippedField)
	if err != nil {
		return err
	}
	options, err := shipped.Load(ctx, tx, shippedOption)
	if err != nil {
		return err
	}
	for _, core := range cores {
		c, err := change(ctx, tx, core.object)
		if err != nil {
			return err
		}
		s := seeding{c, fields, options}
		for i, f := range core.fields {
			f.Object, f.Core, f.Position = core.object, true, int64(i+1)*10
			if f.Consolidation == "" {
				f.Consolidation = None
			}
			f.Choices = slices.Clone(core.options[f.Key])
			if err := s.seed(ctx, tx, &f); err != nil {
				return fmt.Errorf("writing the core attribute %s of %s: %w", f.Key, core.object, err)
			}
		}
	}
	return nil
}

// seed writes one core attribute, or renews it.
func (s *seeding) seed(ctx context.Context, tx *db.Tx, ours *Field) error {
	now := s.Get(ours.Key)
	if now != nil && !now.Core {
		if err := s.makeWay(ctx, tx, now, ours); err != nil {
			return err
		}
		now = s.Get(ours.Key)
	}
	if now != nil {
		return s.renew(ctx, tx, now, ours)
	}
	f := *ours
	f.ID, f.Version, f.Choices = tx.NewID(), 1, slices.Clone(ours.Choices)
	if err := insert(ctx, tx, &f); err != nil {
		return err
	}
	s.Catalogue = s.Over(append(s.Fields, &f))
	l := list{fresh: f.Choices}
	for i := range ours.Choices {
		l.made(ours.Choices[i].Key, ours.Choices[i].Key, shipped.PartsOf(optionProperties, &ours.Choices[i]))
	}
	l.order = shipped.OrderOf(l.keys)
	return s.keep(ctx, tx, &f, shipped.PartsOf(properties, ours), l)
}

// makeWay deals with an attribute of the instance that has the key of one that is
// shipped now: of the same kind it becomes that one, and keeps what was set by
// hand; of another it goes on under a key of its own.
func (s *seeding) makeWay(ctx context.Context, tx *db.Tx, own, ours *Field) error {
	if own.Kind == ours.Kind && own.PerMonth == ours.PerMonth && !own.Retired {
		own.Core = true
	} else {
		own.Key = s.freeKey(label.T(own.Key, own.Key))
	}
	own.Version++
	if err := db.Put(ctx, tx, "field", own.row()); err != nil {
		return err
	}
	s.Catalogue = s.Over(s.Fields)
	return record(tx, own)
}

// renew brings an attribute to the shipped state. One that would not hold together
// with what was changed by hand stays as it is.
func (s *seeding) renew(ctx context.Context, tx *db.Tx, now, ours *Field) error {
	first, err := s.first(ctx, tx, now)
	if err != nil {
		return err
	}
	f, base := *now, shipped.PartsOf(properties, &first)
	if r, known := s.fields[s.Object+"."+ours.Key]; known {
		base = r.Parts
	} else {
		base["order"] = shipped.OrderOf(keysOf(first.Choices))
	}
	next, changed := shipped.Renew(properties, base, &f, ours)
	l := list{fresh: now.Choices} // the nodes of a hierarchy are nobody's but the instance's
	if now.Hierarchy == 0 {
		l = s.renewList(now, ours, first, base["order"])
	}
	f.Choices = l.fresh
	if changed || l.changed {
		f.Version++
		if err := s.check(&f); fault.KindOf(err) == fault.BadInput {
			return nil
		} else if err != nil {
			return err
		}
		if err := db.Put(ctx, tx, "field", f.row()); err != nil {
			return err
		}
		if err := saveChoices(ctx, tx, &f); err != nil {
			return err
		}
		s.Fields[slices.Index(s.Fields, now)] = &f
		s.Catalogue = s.Over(s.Fields)
	}
	return s.keep(ctx, tx, &f, next, l)
}

// first is the attribute as it was shipped by a program that did not keep that
// apart: its first version, unless it was somebody's own then.
func (s *seeding) first(ctx context.Context, tx *db.Tx, now *Field) (Field, error) {
	var first Field
	if _, known := s.fields[s.Object+"."+now.Key]; known {
		return first, nil
	}
	there, err := shipped.First(ctx, tx, Entity, now.ID, &first)
	if !there || !first.Core {
		first = Field{}
	}
	return first, err
}

// list is the list of values of an attribute after a renewal.
type list struct {
	fresh   []Option
	keys    []string // of the values that stand for the shipped ones, in the shipped order
	records []shipped.Record
	order   string // the order in which they were last shipped
	changed bool
}

// made takes down what is shipped of a value, and which value it is.
func (l *list) made(key, stands string, parts shipped.Parts) {
	l.keys = append(l.keys, stands)
	l.records = append(l.records, shipped.Record{Kind: shippedOption, Key: key, Parts: parts})
}

// renewList brings a list to the shipped state; order is that in which its values
// were last shipped. A value of the instance's own that has the name of one that is
// shipped now stands for it.
func (s *seeding) renewList(now, ours *Field, first Field, order string) list {
	l := list{fresh: slices.Clone(now.Choices)}
	for i := range ours.Choices {
		o := &ours.Choices[i]
		r, known := s.options[s.Object+"."+ours.Key+"."+o.Key]
		base := r.Parts
		if was, there := first.OptionByKey(o.Key); !known && there {
			base = shipped.PartsOf(optionProperties, &was)
		}
		at := slices.IndexFunc(l.fresh, func(have Option) bool {
			return known && have.ID == r.Object || !known && (have.Key == o.Key || have.isCalled(o.Label))
		})
		switch {
		case at >= 0:
			next, changed := shipped.Renew(optionProperties, base, &l.fresh[at], o)
			l.changed = l.changed || changed
			l.made(o.Key, l.fresh[at].Key, next)
		case !known:
			l.fresh, l.changed = append(l.fresh, *o), true
			l.made(o.Key, o.Key, shipped.PartsOf(optionProperties, o))
		}
	}
	l.arrange(keysOf(now.Choices), order)
	return l
}

// isCalled reports whether a value has the name of another in some language.
func (o Option) isCalled(t label.Text) bool {
	return label.Fold(o.Label.EN) == label.Fold(t.EN) || label.Fold(o.Label.FR) == label.Fold(t.FR)
}

// arrange puts the values in order; last is the one in which they were last shipped.
func (l *list) arrange(now []string, last string) {
	var want []string
	want, l.order = shipped.RenewOrder(last, now, l.keys)
	slices.SortStableFunc(l.fresh, func(a, b Option) int { return slices.Index(want, a.Key) - slices.Index(want, b.Key) })
	l.changed = l.changed || !slices.Equal(want, now)
}

func keysOf(options []Option) []string {
	out := make([]string, len(options))
	for i, o := range options {
		out[i] = o.Key
	}
	return out
}

// keep writes down what is shipped of an attribute and of its list.
func (s *seeding) keep(ctx context.Context, tx *db.Tx, f *Field, parts shipped.Parts, l list) error {
	key := s.Object + "." + f.Key
	if l.order != "" {
		parts["order"] = l.order
	}
	if err := shipped.Keep(ctx, tx, s.fields, shipped.Record{Kind: shippedField, Key: key, Object: f.ID, Parts: parts}); err != nil {
		return err
	}
	for i, r := range l.records {
		o, _ := f.OptionByKey(l.keys[i])
		r.Key, r.Object = key+"."+r.Key, o.ID
		if err := shipped.Keep(ctx, tx, s.options, r); err != nil {
			return err
		}
	}
	return nil
}
