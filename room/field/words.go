package field

import (
	"vigie/engine/formula"
	"vigie/ground/fault"
	"vigie/ground/label"
)

// Directory knows people, units and projects by name.
type Directory interface {
	// Name returns the name of an entry, "" when there is none.
	Name(kind Kind, id int64) string
	// Find returns the entry that a name, a login, a code or an opaque id names.
	Find(kind Kind, name string) (id int64, ok bool)
}

// Links is a Directory that knows the attributes of what is linked to projects:
// key dates, risks, actions, decisions. A child is a project itself.
type Links interface {
	Linked(kind string) *Catalogue
}

// Linked implements formula.LinkCatalogue.
func (w Words) Linked(kind string) (formula.Catalogue, bool) {
	if w.Catalogue.Object != "project" {
		return nil, false
	}
	if kind == "child" {
		return w, true
	}
	links, ok := w.Directory.(Links)
	if !ok {
		return nil, false
	}
	c := links.Linked(kind)
	return Words{c, w.Directory}, c != nil
}

// Words lets formulas and filters name attributes and the values of lists. It
// implements formula.Catalogue.
type Words struct {
	Catalogue *Catalogue
	Directory Directory
}

// The lists that are not choice lists have numbers of their own, and so have
// the facts of a row that are not attributes.
const (
	usersList    = -1
	unitsList    = -2
	projectsList = -3
	lightsList   = -4
	weathersList = -5

	CreatedID = -10 // the day on which the project was recorded
	UpdatedID = -11 // the day of its last change
	SelfID    = -12 // the project itself
)

var facts = map[string]formula.Attribute{
	"created": {ID: CreatedID, Type: formula.Date},
	"updated": {ID: UpdatedID, Type: formula.Date},
	"id":      {ID: SelfID, Type: formula.Ref, List: projectsList},
}

// FormulaType returns the type that values of the attribute have in formulas,
// and the number of the list they come from.
func (f *Field) FormulaType() (t formula.Type, list int64) {
	switch f.Kind {
	case Number:
		return formula.Number, 0
	case Money:
		return formula.Money, 0
	case Percent:
		return formula.Percent, 0
	case Date:
		return formula.Date, 0
	case Month:
		return formula.Month, 0
	case Choice:
		return formula.Choice, f.ID
	case Choices:
		return formula.Choices, f.ID
	case User:
		return formula.Ref, usersList
	case Unit:
		return formula.Ref, unitsList
	case Project:
		return formula.Ref, projectsList
	case YesNo:
		return formula.Bool, 0
	case Light:
		return formula.Rank, lightsList
	case Weather:
		return formula.Rank, weathersList
	case Computed:
		if e := f.Expr(); e != nil {
			return e.Type(), 0
		}
		return formula.None, 0
	}
	return formula.Text, 0
}

// Expr returns the tree of a computed attribute, nil when there is none.
func (f *Field) Expr() *formula.Expr { return f.expr }

// ParseStored reads a tree that is kept as a text, nil for none.
func ParseStored(stored string) *formula.Expr {
	var e formula.Expr
	if stored == "" || e.UnmarshalJSON([]byte(stored)) != nil {
		return nil
	}
	return &e
}

// ParseFormula reads a formula typed in language l and returns the tree that a
// Field keeps.
func (c *Catalogue) ParseFormula(text string, l label.Lang, d Directory) (string, error) {
	e, err := formula.Parse(text, l, Words{c, d})
	if err != nil {
		return "", err
	}
	b, err := e.MarshalJSON()
	return string(b), err
}

// FormulaText returns a computed attribute's formula as it is typed in each language.
func (c *Catalogue) FormulaText(f *Field, d Directory) label.Text { return c.format(f.expr, d) }

func (c *Catalogue) format(e *formula.Expr, d Directory) label.Text {
	if e == nil {
		return label.Text{}
	}
	w := Words{c, d}
	return label.T(formula.Format(e, label.EN, w), formula.Format(e, label.FR, w))
}

// checkFormula refuses a formula that does not hold, or that in the end needs itself.
func (c *Catalogue) checkFormula(f *Field) error {
	e := ParseStored(f.Formula)
	if e == nil {
		return fault.Invalid("formula", label.T("A computed attribute needs a formula", "Un attribut calculé demande une formule"))
	}
	f.expr = e
	exprs := map[int64]*formula.Expr{f.ID: e}
	fields := []*Field{f}
	for _, g := range c.Fields {
		if g.ID != f.ID {
			fields = append(fields, g)
			if g.expr != nil {
				exprs[g.ID] = g.expr
			}
		}
	}
	if _, err := formula.Order(exprs, Words{Catalogue: c.Over(fields)}); err != nil {
		return err
	}
	return c.keepsRules(f)
}

func (w Words) attribute(f *Field) formula.Attribute {
	t, list := f.FormulaType()
	return formula.Attribute{ID: f.ID, Type: t, List: list}
}

// Find implements formula.Catalogue.
func (w Words) Find(name string, l label.Lang) (formula.Attribute, bool) {
	if f := w.Catalogue.Get(name); f != nil {
		return w.attribute(f), true
	}
	if a, ok := facts[name]; ok {
		return a, true
	}
	folded := label.Fold(name)
	for _, f := range w.Catalogue.Fields {
		if !f.Retired && label.Fold(f.Label.In(l)) == folded {
			return w.attribute(f), true
		}
	}
	if k, ok := w.Catalogue.Constants.Find(name, l); ok {
		return formula.Attribute{ID: k.ID, Type: k.Type()}, true
	}
	return formula.Attribute{}, false
}

// Attribute implements formula.Catalogue.
func (w Words) Attribute(id int64) (formula.Attribute, bool) {
	if f := w.Catalogue.ByID(id); f != nil {
		return w.attribute(f), true
	}
	for _, a := range facts {
		if a.ID == id {
			return a, true
		}
	}
	if k, ok := w.Catalogue.Constants.ByID(id); ok {
		return formula.Attribute{ID: id, Type: k.Type()}, true
	}
	return formula.Attribute{}, false
}

// Name implements formula.Catalogue.
func (w Words) Name(id int64, l label.Lang) string {
	f := w.Catalogue.ByID(id)
	if f == nil {
		for k, a := range facts {
			if a.ID == id {
				return k
			}
		}
		k, _ := w.Catalogue.Constants.ByID(id)
		return w.unlessTaken(id, k.Label.In(l), k.Key, l)
	}
	return w.unlessTaken(id, f.Label.In(l), f.Key, l)
}

// unlessTaken is a name, or the key where the name is that of something else.
func (w Words) unlessTaken(id int64, name, key string, l label.Lang) string {
	if a, ok := w.Find(name, l); !ok || a.ID != id {
		return key
	}
	return name
}

// Names implements formula.Catalogue.
func (w Words) Names(l label.Lang) []string {
	var out []string
	for _, f := range w.Catalogue.Fields {
		if !f.Retired {
			out = append(out, f.Label.In(l), f.Key)
		}
	}
	for _, k := range w.Catalogue.Constants.Items {
		out = append(out, k.Label.In(l), k.Key)
	}
	return out
}

var listKinds = map[int64]Kind{usersList: User, unitsList: Unit, projectsList: Project}

func scaleOf(list int64) []string {
	switch list {
	case lightsList:
		return Lights
	case weathersList:
		return Weathers
	}
	return nil
}

// Option implements formula.Catalogue.
func (w Words) Option(list int64, name string, _ label.Lang) (int64, bool) {
	if kind, ok := listKinds[list]; ok {
		if w.Directory == nil {
			return 0, false
		}
		return w.Directory.Find(kind, name)
	}
	if scale := scaleOf(list); scale != nil {
		for i, word := range scale {
			t := ScaleText(word)
			if f := label.Fold(name); word == name || f == label.Fold(t.EN) || f == label.Fold(t.FR) {
				return int64(i + 1), true
			}
		}
		return 0, false
	}
	if f := w.Catalogue.ByID(list); f != nil {
		o, ok := f.OptionByText(name)
		return o.ID, ok
	}
	return 0, false
}

// AreUnits tells formulas which list the units are, for the words my units.
func (w Words) AreUnits(list int64) bool { return list == unitsList }

// OptionName implements formula.Catalogue.
func (w Words) OptionName(list, id int64, l label.Lang) string {
	if kind, ok := listKinds[list]; ok {
		if w.Directory == nil {
			return ""
		}
		return w.Directory.Name(kind, id)
	}
	if scale := scaleOf(list); scale != nil {
		if id < 1 || int(id) > len(scale) {
			return ""
		}
		return ScaleText(scale[id-1]).In(l)
	}
	if f := w.Catalogue.ByID(list); f != nil {
		o, _ := f.OptionByID(id)
		return o.Label.In(l)
	}
	return ""
}

// OptionNames implements formula.Catalogue.
func (w Words) OptionNames(list int64, l label.Lang) []string {
	if _, many := listKinds[list]; many {
		return nil
	}
	var out []string
	for _, word := range scaleOf(list) {
		out = append(out, ScaleText(word).In(l), word)
	}
	if f := w.Catalogue.ByID(list); f != nil {
		for _, o := range f.Choices {
			out = append(out, o.Label.In(l), o.Key)
		}
	}
	return out
}

var scaleTexts = map[string]label.Text{
	"green": label.T("Green", "Vert"), "amber_green": label.T("Amber/green", "Vert/orange"), "amber": label.T("Amber", "Orange"),
	"amber_red": label.T("Amber/red", "Orange/rouge"), "red": label.T("Red", "Rouge"),
	"sunny": label.T("Sunny", "Ensoleillé"), "cloudy": label.T("Cloudy", "Nuageux"), "rainy": label.T("Rainy", "Pluvieux"), "stormy": label.T("Stormy", "Orageux"),
}

// ScaleText returns how a value of a scale is read.
func ScaleText(word string) label.Text { return scaleTexts[word] }
