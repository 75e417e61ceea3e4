package config

import (
	"context"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/field"
)

// both is a text in both languages.
type both struct {
	EN string `json:"en"`
	FR string `json:"fr"`
}

func bothOf(t label.Text) both { return both{t.EN, t.FR} }

// Text is the text of both languages.
func (b both) Text() label.Text { return b.text() }

func (b both) text() label.Text { return label.T(b.EN, b.FR) }

// attribute is one attribute of one kind of object.
type attribute struct {
	Object        string              `json:"object" enum:"objects"`
	Key           string              `json:"key"`
	Aliases       []string            `json:"aliases" doc:"The keys that it had before: an attribute of one of these is renamed"`
	Kind          field.Kind          `json:"kind"`
	Label         both                `json:"label"`
	Help          both                `json:"help"`
	Unit          string              `json:"unit" doc:"What a number counts"`
	Required      bool                `json:"required"`
	Default       string              `json:"default" doc:"What a new object starts with: 1234.50, 2026-11-22, the key of a value, true"`
	Consolidation field.Consolidation `json:"consolidation"`
	Weight        string              `json:"weight" doc:"For a weighted mean: the key of the attribute that weighs"`
	PerMonth      bool                `json:"per_month"`
	Formula       string              `json:"formula" doc:"In English, with keys for names"`
	RequiredIf    string              `json:"required_if" doc:"The condition under which it is asked for"`
	Rule          string              `json:"rule" doc:"What must hold where it is filled in"`
	Message       both                `json:"message" doc:"What is to be done where the rule does not hold"`
	Position      int64               `json:"position"`
	Section       string              `json:"section" doc:"The key of the group of attributes in which it stands; empty for the usual one"`
	Free          bool                `json:"free" doc:"Whoever fills in a list may add to it"`
	ShownIf       string              `json:"shown_if" doc:"The condition under which it is shown; empty for always"`
	Searchable    bool                `json:"searchable" doc:"The search over everything reads it"`
	UniqueIn      string              `json:"unique_in" enum:",all,unit,type,programme,project" doc:"Within what no two projects have the same value; of lines of registers: all, or their project"`
	Pattern       string              `json:"pattern" doc:"How a value is made where none is given: {type}-{yyyy}-{0000}"`
	Retired       bool                `json:"retired"`
	Readers       []string            `json:"readers" doc:"The keys of the roles that may read its values; whoever sees the object when empty"`
	Writers       []string            `json:"writers" doc:"The keys of the roles that may write its values; whoever may edit the object when empty"`
	PastReaders   []string            `json:"past_readers" doc:"Of one kept by month: the keys of the roles that may read past months; whoever reads it when empty"`
	PastWriters   []string            `json:"past_writers" doc:"The keys of the roles that may write past months; whoever writes it when empty"`
	Hierarchy     string              `json:"hierarchy" doc:"Of a list: the key of the hierarchy whose nodes are its values"`
	Grants        bool                `json:"grants" doc:"Roles given on a node hold for the projects attached to it by this attribute"`
	Choices       []choice            `json:"choices" doc:"Of a list of its own"`
}

// choice is one value of a list.
type choice struct {
	Key     string `json:"key"`
	Label   both   `json:"label"`
	Colour  string `json:"colour"`
	Icon    string `json:"icon"`
	Meaning string `json:"meaning" enum:",draft,candidate,running,suspended,done,dropped,archived" doc:"Of a stage: what it stands for"`
	Parent  string `json:"parent" doc:"The key of the value that it stands below; empty at the top"`
	From    string `json:"from" doc:"The first date on which it is offered: 2026-11-22; empty for none"`
	Until   string `json:"until" doc:"The last one"`
	Retired bool   `json:"retired"`
}

var attributes = part{
	name: "attributes", title: label.T("Attributes and lists", "Attributs et listes"), may: May,
	shape: func() any {
		return &attribute{Readers: []string{}, Writers: []string{}, PastReaders: []string{}, PastWriters: []string{}, Choices: []choice{}, Aliases: []string{}}
	},
	address: func(b any) string { a := b.(*attribute); return a.Object + "." + a.Key },
	called:  func(b any) label.Text { return b.(*attribute).Label.text() },
	read:    readAttributes, write: writeAttributes, finish: retireAttributes, impact: impactOfAttribute,
}

func readAttributes(_ context.Context, _ db.Querier, st *state) ([]entry, error) {
	var out []entry
	for _, object := range field.Objects {
		c := st.catalogues[object]
		fields := slices.Clone(c.Fields)
		slices.SortStableFunc(fields, func(a, b *field.Field) int { return order(a.Position, b.Position, a.Key, b.Key) })
		for _, f := range fields {
			out = append(out, entry{f.ID, st.attributeOf(c, f)})
		}
	}
	return out, nil
}

func (st *state) attributeOf(c *field.Catalogue, f *field.Field) *attribute {
	d := st.names
	requiredIf, rule := f.Conditions()
	a := &attribute{
		Object: f.Object, Key: f.Key, Kind: f.Kind, Label: bothOf(f.Label), Help: bothOf(f.Help), Unit: f.Measure, Required: f.Required, Default: f.Initial,
		Consolidation: f.Consolidation, Weight: f.Weight, PerMonth: f.PerMonth, Formula: c.KeyedText(f.Expr(), d), RequiredIf: c.KeyedText(requiredIf, d), Rule: c.KeyedText(rule, d), ShownIf: c.KeyedText(f.Shown(), d), Searchable: f.Searchable,
		Message: bothOf(f.Message), Position: f.Position, Section: f.Section, Free: f.Free, UniqueIn: f.UniqueIn, Pattern: f.Pattern, Retired: f.Retired, Readers: st.keysOfRoles(f.Readers), Writers: st.keysOfRoles(f.Writers), PastReaders: st.keysOfRoles(f.PastReaders), PastWriters: st.keysOfRoles(f.PastWriters), Choices: []choice{}, Aliases: append([]string{}, f.Aliases...),
		Hierarchy: f.Tree, Grants: f.Grants,
	}
	if f.Tree != "" {
		return a // its values stand in the section of hierarchies
	}
	for _, o := range f.Choices {
		above, _ := f.OptionByID(o.Parent)
		a.Choices = append(a.Choices, choice{o.Key, bothOf(o.Label), o.Colour, o.Icon, o.Meaning, above.Key, isoDay(o.From), isoDay(o.Until), o.Retired})
	}
	return a
}

func (a *attribute) formerAddresses() []string {
	var out []string
	for _, key := range a.Aliases {
		out = append(out, a.Object+"."+key)
	}
	return out
}

// keepOptions keeps the values of a list that a document leaves out, for what is
// stored may hold them: out of use when it is pruned.
func (a *attribute) keepOptions(was any, prune bool) {
	a.Aliases = was.(*attribute).Aliases // what it was called is no matter of documents
	for _, o := range was.(*attribute).Choices {
		if !slices.ContainsFunc(a.Choices, func(c choice) bool { return c.Key == o.Key }) {
			o.Retired = o.Retired || prune
			a.Choices = append(a.Choices, o)
		}
	}
}

// plain brings all but what names other attributes into f.
func (a *attribute) plain(f *field.Field) {
	f.Label, f.Help, f.Measure, f.Required, f.Initial = a.Label.text(), a.Help.text(), a.Unit, a.Required, a.Default
	f.Message, f.Position, f.Section, f.Free = a.Message.text(), a.Position, a.Section, a.Free
	f.UniqueIn, f.Pattern, f.Searchable, f.Consolidation = a.UniqueIn, a.Pattern, a.Searchable, a.Consolidation
	if a.Consolidation == field.WeightedMean && f.Weight == "" {
		f.Consolidation = field.None // until what weighs is there
	}
	f.Tree, f.Grants = a.Hierarchy, a.Grants
	before := f.Choices
	if a.Hierarchy != "" {
		return
	}
	f.Choices = nil
	for _, c := range a.Choices {
		o := field.Option{Key: c.Key, Label: c.Label.text(), Colour: c.Colour, Icon: c.Icon, Retired: c.Retired, Meaning: c.Meaning, Under: c.Parent}
		o.From, _ = day.Parse(c.From)
		o.Until, _ = day.Parse(c.Until)
		if i := slices.IndexFunc(before, func(b field.Option) bool { return b.Key == c.Key }); i >= 0 {
			o.ID = before[i].ID
		}
		f.Choices = append(f.Choices, o)
	}
}

// whole brings everything into f; c is the catalogue that its conditions stand on.
func (a *attribute) whole(c *field.Catalogue, st *state, f *field.Field) (err error) {
	if err := a.shut(st, f); err != nil {
		return err
	}
	a.plain(f)
	f.Consolidation, f.Weight = a.Consolidation, a.Weight
	for _, t := range []struct {
		where, text string
		into        *string
	}{{"formula", a.Formula, &f.Formula}, {"required_if", a.RequiredIf, &f.RequiredIf}, {"rule", a.Rule, &f.Rule}, {"shown_if", a.ShownIf, &f.ShownIf}} {
		if *t.into, err = c.ParseKeyed(t.text, st.names); err != nil {
			return at(t.where, err)
		}
	}
	return nil
}

// writeAttributes makes what is new before what names it: lists and plain attributes,
// then those computed from others, then every condition.
func writeAttributes(ctx context.Context, tx *db.Tx, st *state, steps []*Step) error {
	w := attributeWriter{ctx, tx, st}
	var computed, conditions []*Step
	for _, s := range steps {
		if s.Kind == Removed {
			continue
		}
		a := s.now.(*attribute)
		switch {
		case a.Kind == field.Computed:
			computed = append(computed, s)
		default:
			if err := st.try(s, w.begin(s, a)); err != nil {
				return err
			}
			conditions = append(conditions, s)
		}
	}
	if err := w.inTurn(computed); err != nil {
		return err
	}
	for _, s := range conditions {
		if st.failed(s) || onlyPlain(s) {
			continue
		}
		if err := st.try(s, w.complete(s, s.now.(*attribute))); err != nil {
			return err
		}
	}
	return nil
}

// onlyPlain reports whether an attribute names no other, and did not before: it is whole
// once it is there.
func onlyPlain(s *Step) bool {
	for _, body := range []any{s.was, s.now} {
		a, there := body.(*attribute)
		if there && (a.Formula+a.RequiredIf+a.Rule+a.ShownIf+a.Weight != "" || len(a.Readers)+len(a.Writers)+len(a.PastReaders)+len(a.PastWriters) > 0 || a.Retired) {
			return false
		}
	}
	return true
}

// failed reports whether something is wrong with an item already.
func (st *state) failed(s *Step) bool {
	return slices.ContainsFunc(st.problems, func(p Problem) bool { return p.Section == s.Section && p.Key == s.Key })
}
