package api

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"strings"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/agenda"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/lifecycle"
	"vigie/room/milestone"
)

func (s *Server) fieldRoutes(a *frame) {
	register(a, op(http.MethodGet, "/fields", "The catalogue: every attribute of an object"), s.listFields)
	register(a, op(http.MethodPost, "/fields", "Add an attribute", created), s.createField)
	register(a, op(http.MethodPatch, "/fields/{key}", "Change an attribute"), s.changeField)
	register(a, op(http.MethodDelete, "/fields/{key}", "Retire an attribute; what it held stays in the history", noContent), s.retireField)
	register(a, op(http.MethodPost, "/fields/{key}/restore", "Take a retired attribute back into use, with what it held"), s.restoreField)
	register(a, op(http.MethodPost, "/fields/{key}/conversion", "What would become of the values of an attribute of another kind"), s.tryConversion)
	register(a, op(http.MethodGet, "/fields/{key}/duplicates", "Values of an attribute that several projects have"), s.listTwice)
	register(a, op(http.MethodGet, "/fields/{key}/next", "What a pattern would give the next project"), s.nextCode)
	register(a, op(http.MethodGet, "/fields/uses", "What the attributes are used for: how many values, and what names them"), s.usesOfFields)
	register(a, op(http.MethodGet, "/fields/functions", "The functions of formulas, for help and completion"), s.listFunctions)
	register(a, op(http.MethodGet, "/fields/readers", "How many people have the roles that are to read or write an attribute"), s.whoReads)
	register(a, op(http.MethodPost, "/fields/preview", "Try a formula on a few projects, before it is kept"), s.previewFormula)
}

type optionOut struct {
	Key     string    `json:"key"`
	Label   bilingual `json:"label"`
	Colour  string    `json:"colour"`
	Icon    string    `json:"icon"`
	Retired bool      `json:"retired"`
	Meaning string    `json:"meaning,omitempty" doc:"Of a stage: draft, candidate, running, suspended, done, dropped or archived; empty for none"`
	Parent  string    `json:"parent,omitempty" doc:"The key of the value that it stands below"`
	From    string    `json:"from,omitempty" doc:"The first date on which it is offered"`
	Until   string    `json:"until,omitempty" doc:"The last one"`

	Name *bilingual `json:"name,omitempty" doc:"Of a value of a tree: its own name, where the label is its path because others have that name too"`
}

type fieldOut struct {
	Key           string              `json:"key"`
	Kind          field.Kind          `json:"kind"`
	Gives         string              `json:"gives" doc:"For a computed attribute, the type of its values"`
	Label         bilingual           `json:"label"`
	Help          bilingual           `json:"help"`
	Unit          string              `json:"unit" doc:"What a number counts"`
	Required      bool                `json:"required"`
	Default       string              `json:"default"`
	Choices       []optionOut         `json:"choices,omitempty"`
	Free          bool                `json:"free" doc:"Whoever fills it in may add to the list, as with tags"`
	Hierarchy     string              `json:"hierarchy,omitempty" doc:"The key of the hierarchy whose nodes are its choices"`
	Grants        bool                `json:"grants,omitempty" doc:"Roles given on a node hold for the projects attached to it by this attribute"`
	Consolidation field.Consolidation `json:"consolidation"`
	Weight        string              `json:"weight,omitempty"`
	Core          bool                `json:"core"`
	PerMonth      bool                `json:"per_month"`
	ReadOnly      bool                `json:"read_only"`
	Formula       *bilingual          `json:"formula"`
	RequiredIf    *bilingual          `json:"required_if" doc:"The condition under which it is asked for"`
	Rule          *bilingual          `json:"rule" doc:"What must hold where it is filled in"`
	Message       bilingual           `json:"message" doc:"What is to be done where the rule does not hold"`
	ShownIf       *bilingual          `json:"shown_if,omitempty" doc:"Of a project: the condition under which it is shown; null for always"`
	Searchable    bool                `json:"searchable,omitempty" doc:"The search over everything reads it"`
	MaySearch     bool                `json:"may_search,omitempty" doc:"It can be searched"`
	UniqueIn      string              `json:"unique_in,omitempty" doc:"Within what no two objects have the same value: of projects all, unit, type or programme, of lines of registers all or project; empty for nothing"`
	Pattern       string              `json:"pattern,omitempty" doc:"How a value is made where none is given, such as {type}-{yyyy}-{0000}"`
	Position      int64               `json:"position"`
	Section       string              `json:"section" doc:"The key of the group of attributes in which it stands"`
	Version       int64               `json:"version"`
	Aliases       []string            `json:"aliases,omitempty" doc:"The keys that it had before; they still answer"`
	CanBecome     []field.Kind        `json:"can_become,omitempty" doc:"The kinds that it can be given"`
	Retired       bool                `json:"retired,omitempty"`

	MayBeSecret bool        `json:"may_be_secret,omitempty" doc:"It can be given readers"`
	Readers     []string    `json:"readers,omitempty" doc:"The keys of the roles that may read its values, where the object is; whoever sees the object when empty"`
	Writers     []string    `json:"writers,omitempty" doc:"The keys of the roles that may write its values, where the object is; whoever may edit it when empty"`
	PastReaders []string    `json:"past_readers,omitempty" doc:"Of one kept by month: the keys of the roles that may read past months; whoever reads it when empty"`
	PastWriters []string    `json:"past_writers,omitempty" doc:"The keys of the roles that may write past months; whoever writes it when empty"`
	WrittenBy   []bilingual `json:"written_by,omitempty" doc:"What the roles that write it are called"`
	Secret      bool        `json:"secret,omitempty" doc:"Its values, or some that it is computed from, are not for everybody"`
}

// showField shows an attribute, with the roles that read and write it to whoever
// defines attributes.
func showField(c *field.Catalogue, n snapshot.Names, w roleWords, f *field.Field, defines bool) fieldOut {
	out := fieldOut{
		Key: f.Key, Kind: f.Kind, Label: inBoth(f.Label), Help: inBoth(f.Help), Unit: f.Measure, Required: f.Required, Default: f.Initial,
		Consolidation: f.Consolidation, Weight: f.Weight, Core: f.Core, PerMonth: f.PerMonth, ReadOnly: f.ReadOnly || f.Kind == field.Computed,
		Position: f.Position, Section: c.GroupOf(f), Version: f.Version, Free: f.Free,
		UniqueIn: f.UniqueIn, Pattern: f.Pattern, Aliases: f.Aliases, CanBecome: f.CanBecome(), Retired: f.Retired,
		Hierarchy: f.Tree, Grants: f.Grants,
	}
	for _, o := range f.Choices {
		out.Choices = append(out.Choices, showOption(f, o))
	}
	if f.Kind == field.Computed {
		t, _ := f.FormulaType()
		text := inBoth(c.FormulaText(f, n))
		out.Gives, out.Formula = t.Key(), &text
	}
	out.MayBeSecret, out.Secret = f.MayBeSecret(), c.Secret(f)
	if defines {
		out.Readers, out.Writers = w.keysOf(f.Readers), w.keysOf(f.Writers)
		out.PastReaders, out.PastWriters = w.keysOf(f.PastReaders), w.keysOf(f.PastWriters)
	}
	for _, id := range f.Writers {
		out.WrittenBy = append(out.WrittenBy, inBoth(w.names[id]))
	}
	requiredIf, rule := c.ConditionTexts(f, n)
	out.RequiredIf, out.Rule, out.Message = orNone(requiredIf), orNone(rule), inBoth(f.Message)
	out.ShownIf, out.Searchable, out.MaySearch = orNone(c.ShownText(f, n)), f.Searchable, f.MaySearch()
	return out
}

// orNone is a text in both languages, nil for none.
func orNone(t label.Text) *bilingual {
	if t.IsZero() {
		return nil
	}
	both := inBoth(t)
	return &both
}

// catalogue returns the attributes of a kind of object, with the names that the
// caller may know.
func (s *Server) catalogue(ctx context.Context, object string) (*field.Catalogue, snapshot.Names, error) {
	kind := cmp.Or(agenda.KindOf(object), milestone.Kind)
	live, err := s.Agenda.Of(kind).Live(ctx)
	if err != nil {
		return nil, snapshot.Names{}, err
	}
	names := live.Projects.Names(auth.Who(ctx))
	if object == field.Task {
		c, err := field.Load(ctx, s.DB, object)
		if err != nil {
			return nil, names, err
		}
		return c.For(auth.Who(ctx)), names, nil
	}
	if object == kind.Entity {
		return live.Catalogue(), names, nil
	}
	return live.Projects.Catalogue, names, nil
}

type listFieldsIn struct {
	OfCatalogue
	Retired bool `query:"retired" doc:"Those that were retired instead"`
	Whole   bool `query:"whole" doc:"Also the attributes that the caller may read nowhere: for whoever defines attributes"`
}

func (s *Server) listFields(ctx context.Context, in *listFieldsIn) (*body[list[fieldOut]], error) {
	find, defines := s.catalogue, field.MayDefine(auth.Who(ctx))
	if in.Whole {
		find = s.definitions
	}
	c, names, err := find(ctx, in.object())
	if err != nil {
		return nil, err
	}
	roles, err := s.roleWords(ctx)
	if err != nil {
		return nil, err
	}
	out := list[fieldOut]{Items: []fieldOut{}}
	for _, f := range c.Fields {
		if f.Retired == in.Retired {
			out.Items = append(out.Items, showField(c, names, roles, f, defines))
		}
	}
	out.Total = len(out.Items)
	return &body[list[fieldOut]]{out}, nil
}

type optionIn struct {
	Key     string    `json:"key,omitempty" maxLength:"60"`
	Label   bilingual `json:"label"`
	Colour  string    `json:"colour,omitempty" maxLength:"30"`
	Icon    string    `json:"icon,omitempty" maxLength:"30"`
	Retired bool      `json:"retired,omitempty"`
	Meaning string    `json:"meaning,omitempty" maxLength:"20"`
	Parent  string    `json:"parent,omitempty" maxLength:"60" doc:"The key of the value that it stands below, which comes before it"`
	From    string    `json:"from,omitempty" maxLength:"10" doc:"The first date on which it is offered"`
	Until   string    `json:"until,omitempty" maxLength:"10"`
}

// fieldIn is what may be said of an attribute; what is absent stays.
type fieldIn struct {
	Key           *string              `json:"key,omitempty" maxLength:"40"`
	Kind          *field.Kind          `json:"kind,omitempty" maxLength:"20"`
	Label         *bilingual           `json:"label,omitempty"`
	Help          *bilingual           `json:"help,omitempty"`
	Unit          *string              `json:"unit,omitempty" maxLength:"40"`
	Required      *bool                `json:"required,omitempty"`
	Default       *string              `json:"default,omitempty" maxLength:"500"`
	Choices       *[]optionIn          `json:"choices,omitempty" maxItems:"2000"`
	Consolidation *field.Consolidation `json:"consolidation,omitempty" maxLength:"20"`
	Weight        *string              `json:"weight,omitempty" maxLength:"40"`
	PerMonth      *bool                `json:"per_month,omitempty"`
	Formula       *string              `json:"formula,omitempty" maxLength:"20000" doc:"As typed in the language of the caller"`
	RequiredIf    *string              `json:"required_if,omitempty" maxLength:"20000" doc:"The condition under which it is asked for, as typed in the language of the caller; empty for none"`
	Rule          *string              `json:"rule,omitempty" maxLength:"20000" doc:"What must hold where it is filled in, as typed in the language of the caller; empty for none"`
	ShownIf       *string              `json:"shown_if,omitempty" maxLength:"20000" doc:"Of a project: the condition under which it is shown, as typed in the language of the caller; empty for always"`
	Searchable    *bool                `json:"searchable,omitempty" doc:"The search over everything reads it"`
	Message       *bilingual           `json:"message,omitempty" doc:"What is to be done where the rule does not hold"`
	Position      *int64               `json:"position,omitempty"`
	Section       *string              `json:"section,omitempty" maxLength:"40" doc:"The key of the group of attributes in which it is to stand; empty for the usual one"`
	UniqueIn      *string              `json:"unique_in,omitempty" maxLength:"20" doc:"Of projects all, unit, type or programme; of lines of registers all or project; empty for nothing"`
	Pattern       *string              `json:"pattern,omitempty" maxLength:"80" doc:"How a value is made where none is given: text, {type}, {yyyy}, {yy}, {mm}, and one number as zeros"`
	Free          *bool                `json:"free,omitempty" doc:"Of a list: whoever fills it in may add to it"`
	Hierarchy     *string              `json:"hierarchy,omitempty" maxLength:"40" doc:"Of a list: the key of the hierarchy whose nodes are its choices"`
	Grants        *bool                `json:"grants,omitempty" doc:"Of a project: roles given on a node hold for the projects attached to it by this attribute"`

	Into        map[string]string `json:"into,omitempty" doc:"Where the kind changes: texts, and what is to be read in their place, as defaults are written; empty for nothing, of people their ids"`
	Readers     *[]string         `json:"readers,omitempty" maxItems:"50" doc:"The keys of the roles that may read its values; empty for whoever sees the object"`
	Writers     *[]string         `json:"writers,omitempty" maxItems:"50" doc:"The keys of the roles that may write its values; empty for whoever may edit the object"`
	PastReaders *[]string         `json:"past_readers,omitempty" maxItems:"50" doc:"Of one kept by month: the keys of the roles that may read past months; empty for whoever reads it"`
	PastWriters *[]string         `json:"past_writers,omitempty" maxItems:"50" doc:"The keys of the roles that may write past months; empty for whoever writes it"`

	Replace map[string]string `json:"replace,omitempty" doc:"Of a list that is there already: values whose place another takes, by their keys; whatever holds the one gets the other, in the same change"`
}

func put[T any](into *T, v *T) {
	if v != nil {
		*into = *v
	}
}

// apply brings what was said into f. A new default must be a value of the kind.
func (in fieldIn) apply(c *field.Catalogue, n snapshot.Names, w roleWords, l label.Lang, f *field.Field) error {
	if in.Label != nil {
		f.Label = in.Label.text()
	}
	if in.Help != nil {
		f.Help = in.Help.text()
	}
	put(&f.Measure, in.Unit)
	put(&f.Required, in.Required)
	put(&f.Consolidation, in.Consolidation)
	put(&f.Weight, in.Weight)
	put(&f.PerMonth, in.PerMonth)
	put(&f.Position, in.Position)
	put(&f.Section, in.Section)
	put(&f.Free, in.Free)
	for _, named := range []struct {
		where string
		keys  *[]string
		into  *[]int64
	}{{"readers", in.Readers, &f.Readers}, {"writers", in.Writers, &f.Writers}, {"past_readers", in.PastReaders, &f.PastReaders}, {"past_writers", in.PastWriters, &f.PastWriters}} {
		if named.keys == nil {
			continue
		}
		ids, err := w.ids(named.where, *named.keys)
		if err != nil {
			return err
		}
		*named.into = ids
	}
	put(&f.Searchable, in.Searchable)
	put(&f.UniqueIn, in.UniqueIn)
	put(&f.Pattern, in.Pattern)
	put(&f.Tree, in.Hierarchy)
	put(&f.Grants, in.Grants)
	if in.Choices != nil {
		var err error
		if f.Choices, err = mergeOptions(f.Choices, *in.Choices); err != nil {
			return err
		}
	}
	if in.Message != nil {
		f.Message = in.Message.text()
	}
	if f.Version == 0 {
		c = c.With(f) // its conditions may name it
	}
	for _, typed := range []struct {
		where string
		text  *string
		into  *string
	}{{"formula", in.Formula, &f.Formula}, {"required_if", in.RequiredIf, &f.RequiredIf}, {"rule", in.Rule, &f.Rule}, {"shown_if", in.ShownIf, &f.ShownIf}} {
		if typed.text == nil {
			continue
		}
		if strings.TrimSpace(*typed.text) == "" && typed.where != "formula" {
			*typed.into = ""
			continue
		}
		tree, err := c.ParseFormula(*typed.text, l, n)
		if err != nil {
			return inCondition(err, typed.where)
		}
		*typed.into = tree
	}
	if in.Default != nil {
		f.Initial = *in.Default
		if _, err := field.ParsePlain(f, f.Initial); err != nil {
			return err
		}
	}
	return nil
}

// inCondition says of what is wrong with a condition in which of the two it stands.
func inCondition(err error, where string) error {
	var f *fault.Fault
	if where != "formula" && errors.As(err, &f) {
		for i := range f.Details {
			f.Details[i].Where = where
		}
	}
	return err
}

type changeFieldIn struct {
	Key string `path:"key" maxLength:"60"`
	OfCatalogue
	Matching
	Body fieldIn
}

func (s *Server) changeField(ctx context.Context, in *changeFieldIn) (*body[fieldOut], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	c, names, err := s.definitions(ctx, in.object())
	if err != nil {
		return nil, err
	}
	roles, err := s.roleWords(ctx)
	if err != nil {
		return nil, err
	}
	var f *field.Field
	err = s.update(ctx, func(tx *db.Tx, who access.Who) error {
		key, version, err := s.reshape(ctx, tx, who, in, version)
		if err != nil {
			return err
		}
		f, err = field.Update(ctx, tx, who, in.object(), key, version, func(f *field.Field) error {
			if in.Body.Kind != nil {
				f.Kind = *in.Body.Kind
			}
			if err := in.Body.apply(c, names, roles, who.Lang, f); err != nil {
				return err
			}
			swaps, err := f.Swaps(in.Body.Replace)
			f.Initially(swaps)
			return err
		})
		if err == nil {
			err = replaceOptions(ctx, tx, who, f, in.Body.Replace, names.All())
		}
		if err == nil && in.Body.Choices != nil {
			err = lifecycle.FreeOfOptions(ctx, tx, who, in.object(), in.Key)
		}
		return err
	})
	return s.fieldAnswer(ctx, f, showing(err, func(f *field.Field) fieldOut { return showField(c, names, roles, f, true) }))
}
