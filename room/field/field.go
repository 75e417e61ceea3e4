package field

import (
	"slices"
	"sync"

	"vigie/engine/formula"
	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/constant"
	"vigie/room/heading"
)

// Field defines one attribute of one kind of object.
type Field struct {
	ID            int64
	Version       int64
	Object        string // "project"
	Key           string
	Kind          Kind
	Label         label.Text
	Help          label.Text
	Measure       string // what a number counts, such as "years"
	Required      bool
	Initial       string // what a new object starts with, as it would be typed; "" for nothing
	Consolidation Consolidation
	Weight        string // for a weighted mean: the key of the attribute that weighs
	Core          bool   // shipped; may be relabelled, not removed
	PerMonth      bool   // kept once per month
	ReadOnly      bool   // set by the program alone
	Formula       string // for Computed: the stored tree
	Position      int64
	Section       string // the key of the group in which it stands; "" for the usual one
	Retired       bool
	Choices       []Option   // of Choice and Choices, in order
	Free          bool       // whoever fills it in may add to its list, as with tags
	RequiredIf    string     // the stored condition under which it is asked for; "" for none
	Rule          string     // the stored condition that must hold where it is filled in; "" for none
	Message       label.Text // what is to be done where Rule does not hold
	Readers       []int64    `json:",omitempty"` // the roles that may read its values; none for whoever may read the object
	Writers       []int64    `json:",omitempty"` // the roles that may write them; none for whoever may read them and edit the object
	PastReaders   []int64    `json:",omitempty"` // of one kept per month: the roles among those that read it which read past months; none for all of them
	PastWriters   []int64    `json:",omitempty"` // the roles that write past months; none for whoever writes it
	Hierarchy     int64      `json:",omitempty"` // whose nodes are the Choices; 0 for a list of its own
	Tree          string     `json:"-"`          // the key of that hierarchy
	Grants        bool       `json:",omitempty"` // roles given on a node hold for the projects attached to it by this attribute

	Slot       string   `json:",omitempty"` // under which its values are stored; "" for its key
	Aliases    []string `json:",omitempty"` // the keys that it had before: they still answer
	Former     []Former `json:",omitempty"` // where values stand from when it was of another kind
	UniqueIn   string   `json:",omitempty"` // within what no two have the same value: one of Scopes; "" for nothing
	Pattern    string   `json:",omitempty"` // how a value is made where none is given; "" for not at all
	ShownIf    string   `json:",omitempty"` // of projects: the stored condition under which it is shown; "" for always
	Searchable bool     `json:",omitempty"` // the search over everything reads it

	expr, requiredIf, rule, shownIf *formula.Expr // what Formula, RequiredIf, Rule and ShownIf hold
	reads, writes                   access.Marks  // those of Readers and Writers
	readsPast, writesPast           access.Marks  // those of PastReaders and PastWriters
	found                           *lookup       // of a long list
}

// Option is one value of a choice list.
type Option struct {
	ID      int64
	Key     string
	Label   label.Text
	Colour  string // a name of the palette: "blue", "green"...; "" for none
	Icon    string
	Retired bool    // kept for old values, not offered any more
	Meaning string  // of a stage: what it stands for, whatever it is called; one of Meanings, or ""
	Parent  int64   `json:",omitempty"` // the option that it stands below; 0 at the top
	From    day.Day `json:",omitempty"` // the first day on which it is offered; 0 for none
	Until   day.Day `json:",omitempty"` // the last one

	Name label.Text `json:"-"` // of a node: without the path that the label has where the name is that of several
	Path label.Text `json:"-"` // of a node: with all that stands above it

	Under string `json:"-"` // while a list is changed: the key of the option that it is to stand below
}

// Meanings are what stages stand for, in the order of a life.
var Meanings = []string{"draft", "candidate", "running", "suspended", "done", "dropped", "archived"}

// Ended reports whether nothing more is expected of a project at a stage.
func (o Option) Ended() bool {
	return o.Meaning == "done" || o.Meaning == "dropped" || o.Meaning == "archived"
}

// OptionByID returns the option with an id.
func (f *Field) OptionByID(id int64) (Option, bool) {
	if l := f.known(); l != nil {
		if i, ok := l.byID[id]; ok && f.Choices[i].ID == id {
			return f.Choices[i], true
		}
	}
	i := slices.IndexFunc(f.Choices, func(o Option) bool { return o.ID == id })
	if i < 0 {
		return Option{}, false
	}
	return f.Choices[i], true
}

// OptionByText returns the option whose key, label or path, in either language, a
// text is, whatever its case and accents.
func (f *Field) OptionByText(text string) (Option, bool) {
	want := label.Fold(text)
	if l := f.known(); l != nil {
		for _, t := range []string{"=" + text, want} {
			if i, ok := l.byText[t]; ok {
				return f.Choices[i], true
			}
		}
		if !label.HasWords() {
			return f.optionByPath(text)
		}
	}
	for _, o := range f.Choices {
		if o.Key == text || o.Label.IsCalled(want) {
			return o, true
		}
	}
	if f.IsTree() {
		return f.optionByPath(text)
	}
	return Option{}, false
}

// Catalogue is all the attributes of one kind of object, in order.
type Catalogue struct {
	Object    string
	Fields    []*Field
	Constants constant.Set // those of the platform, which formulas and filters name
	Groups    heading.Set  // in which the attributes stand wherever they are listed
	byKey     map[string]*Field
	byID      map[int64]*Field
	slots     Slots

	sensitive bool                     // some attribute is not for everybody who sees its object
	needs     map[int64][]access.Marks // one of each is needed to read what the attribute holds, or is computed from
	needsPast map[int64][]access.Marks // the same of past months
	past      bool                     // it is read as of the past
	whole     *Catalogue               // of one that a person knows: the one with every attribute
	known     sync.Map                 // access.Marks → *Catalogue: as people who have these know it
}

// NewCatalogue indexes fields and puts them in order.
func NewCatalogue(object string, fields []*Field) *Catalogue {
	c := &Catalogue{Object: object, Fields: fields, byKey: map[string]*Field{}, byID: map[int64]*Field{}}
	slices.SortStableFunc(c.Fields, func(a, b *Field) int { return int(a.Position - b.Position) })
	for _, f := range fields {
		if len(f.Trees()) == 0 {
			f.parse()
		}
		f.index()
		c.byKey[f.Key] = f
		c.byID[f.ID] = f
	}
	for _, f := range fields {
		for _, key := range f.Aliases {
			if c.byKey[key] == nil {
				c.byKey[key] = f
			}
		}
	}
	c.slots = slotsOf(fields)
	c.weigh()
	return c
}

// Over returns a catalogue of other attributes of the same kind of object, beside the
// same constants and under the same groups.
func (c *Catalogue) Over(fields []*Field) *Catalogue {
	out := NewCatalogue(c.Object, fields)
	out.Constants, out.Groups, out.past = c.Constants, c.Groups, c.past
	return out
}

// Get returns the attribute that has a key, or had it before it was renamed; nil
// when there is none.
func (c *Catalogue) Get(key string) *Field { return c.byKey[key] }

// ByID returns the attribute with an id, nil when there is none.
func (c *Catalogue) ByID(id int64) *Field { return c.byID[id] }
