package field

import (
	"context"
	"slices"
	"strings"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/hierarchy"
)

// separator stands between the names of a path.
const separator = " / "

// draw gives the attribute the nodes of its hierarchy for options, in tree order.
// A node below one that is retired, or out of its dates, is so too; where the name
// alone is that of several, the label is the path.
func (f *Field) draw(nodes []hierarchy.Node) {
	f.Choices = make([]Option, 0, len(nodes))
	called := map[string]int{}
	for _, n := range nodes {
		for _, name := range names(n.Label) {
			called[name]++
		}
	}
	at := make(map[int64]int, len(nodes))
	for i, n := range nodes {
		at[n.ID] = i
		o := Option{ID: n.ID, Key: n.Key, Label: n.Label, Colour: n.Colour, Icon: n.Icon, Retired: n.Retired, Parent: n.Parent, From: n.From, Until: n.Until}
		if above, ok := at[n.Parent]; ok {
			p := f.Choices[above]
			o.Path = label.T(p.Path.In(label.EN)+separator+n.Label.In(label.EN), p.Path.In(label.FR)+separator+n.Label.In(label.FR))
			o.Retired = o.Retired || p.Retired
			o.From, o.Until = max(o.From, p.From), earlier(o.Until, p.Until)
			if o.Colour == "" {
				o.Colour = p.Colour
			}
		} else {
			o.Path, o.Parent = n.Label, 0
		}
		if slices.ContainsFunc(names(n.Label), func(name string) bool { return called[name] > 1 }) {
			o.Label = o.Path
		}
		o.Name = n.Label
		f.Choices = append(f.Choices, o)
	}
}

// names are what a text is called by, folded, each once.
func names(t label.Text) []string {
	en, fr := label.Fold(t.In(label.EN)), label.Fold(t.In(label.FR))
	if en == fr {
		return []string{en}
	}
	return []string{en, fr}
}

// earlier is the first of two last days, 0 being none.
func earlier(a, b day.Day) day.Day {
	if a == 0 || b != 0 && b < a {
		return b
	}
	return a
}

// Full is the option with the names of all that stands above it.
func (o Option) Full() label.Text {
	if o.Path.IsZero() {
		return o.Label
	}
	return o.Path
}

// Paths are the options that a value holds, each with the names of all that stands
// above it.
func (f *Field) Paths(v Value, l label.Lang) string {
	ids := v.L
	if v.Set && ids == nil {
		ids = []int64{v.N}
	}
	var out []string
	for _, id := range ids {
		if o, ok := f.OptionByID(id); ok {
			out = append(out, o.Full().In(l))
		}
	}
	if len(out) > 1 {
		return strings.Join(out, "; ")
	}
	return strings.Join(out, "")
}

// OnDay says why an option is not offered on a day; nothing when it is, and on no
// day, 0.
func (o Option) OnDay(on day.Day) label.Text {
	switch {
	case on == 0:
	case o.From != 0 && on < o.From:
		return label.F("“%s” is offered from %s on", "«\u202f%s\u202f» est proposé à partir du %s", o.Label, o.From)
	case o.Until != 0 && on > o.Until:
		return label.F("“%s” was offered until %s", "«\u202f%s\u202f» était proposé jusqu’au %s", o.Label, o.Until)
	}
	return label.Text{}
}

// IsTree reports whether options of the list stand below others.
func (f *Field) IsTree() bool {
	return f.Hierarchy != 0 || slices.ContainsFunc(f.Choices, func(o Option) bool { return o.Parent != 0 })
}

// Branch returns an option and all that are below it.
func (f *Field) Branch(id int64) map[int64]bool {
	out := map[int64]bool{id: true}
	for _, o := range f.Choices { // a parent comes before what is below it
		if out[o.Parent] {
			out[o.ID] = true
		}
	}
	return out
}

// Branch returns a value of a list, by the number that formulas know the list by,
// and all below it. units says so of units; without it each stands alone.
func (c *Catalogue) Branch(list, id int64, units func(int64) map[int64]bool) map[int64]bool {
	if f := c.byID[list]; f != nil {
		return f.Branch(id)
	}
	if list == unitsList && units != nil {
		return units(id)
	}
	return map[int64]bool{id: true}
}

// Depth is how many levels the list has.
func (f *Field) Depth() int {
	deep := 0
	for _, o := range f.Choices {
		deep = max(deep, len(f.line(o.ID)))
	}
	return deep
}

// line are the options from the top down to one.
func (f *Field) line(id int64) []int64 {
	var out []int64
	for len(out) <= len(f.Choices) {
		o, ok := f.OptionByID(id)
		if !ok {
			break
		}
		out = append(out, id)
		id = o.Parent
	}
	slices.Reverse(out)
	return out
}

// AtLevel returns, by option, the one above it, or itself, that stands at a level,
// 1 being the top. Options above the level have none.
func (f *Field) AtLevel(level int) map[int64]int64 {
	out := make(map[int64]int64, len(f.Choices))
	depth := make(map[int64]int, len(f.Choices))
	for _, o := range f.Choices {
		depth[o.ID] = depth[o.Parent] + 1
		switch {
		case depth[o.ID] == level:
			out[o.ID] = o.ID
		case depth[o.ID] > level:
			out[o.ID] = out[o.Parent]
		}
	}
	return out
}

// under says by key what each option of the list stands below, where it is only
// known by id. Options come with a place of their own when their list is stated anew.
func (f *Field) under() {
	if slices.ContainsFunc(f.Choices, func(o Option) bool { return o.Under != "" }) {
		return
	}
	for i := range f.Choices {
		if above, ok := f.OptionByID(f.Choices[i].Parent); ok && f.Choices[i].Parent != 0 {
			f.Choices[i].Under = above.Key
		}
	}
}

// inTreeOrder brings the options of a list of its own behind those that they stand
// below, and refuses a circle or a parent that is not there.
func (f *Field) inTreeOrder() []fault.Detail {
	if f.Hierarchy != 0 {
		return nil
	}
	f.under()
	below := map[string][]Option{}
	for _, o := range f.Choices {
		below[o.Under] = append(below[o.Under], o)
	}
	out := make([]Option, 0, len(f.Choices))
	var visit func(key string)
	visit = func(key string) {
		for _, o := range below[key] {
			out = append(out, o)
			if o.Key != "" {
				visit(o.Key)
			}
		}
	}
	visit("")
	if len(out) != len(f.Choices) {
		return []fault.Detail{{Where: "choices", Text: label.T("A value of the list stands below itself, or below one that is not there", "Une valeur de la liste se trouve sous elle-même, ou sous une valeur absente")}}
	}
	f.Choices = out
	return nil
}

// lookup finds options of a long list by id, key and name.
type lookup struct {
	size   int
	byID   map[int64]int
	byText map[string]int // by "=key", folded name and folded path
}

// few is how long a list is that is looked through one by one.
const few = 32

func (f *Field) index() {
	f.found = nil
	f.paths()
	if len(f.Choices) <= few {
		return
	}
	l := &lookup{size: len(f.Choices), byID: make(map[int64]int, len(f.Choices)), byText: make(map[string]int, 3*len(f.Choices))}
	put := func(text string, i int) {
		if _, taken := l.byText[text]; !taken && text != "" {
			l.byText[text] = i
		}
	}
	for i, o := range f.Choices {
		l.byID[o.ID] = i
		put("="+o.Key, i)
		for _, t := range []label.Text{o.Label, o.Full()} {
			put(label.Fold(t.EN), i)
			put(label.Fold(t.FR), i)
		}
	}
	f.found = l
}

// paths says of the options of a list of its own what stands above them.
func (f *Field) paths() {
	if f.Hierarchy != 0 || !f.IsTree() {
		return
	}
	at := map[int64]int{}
	for i := range f.Choices {
		o := &f.Choices[i]
		at[o.ID] = i
		o.Path = o.Label
		if above, ok := at[o.Parent]; ok && o.Parent != 0 {
			p := f.Choices[above].Path
			o.Path = label.T(p.In(label.EN)+separator+o.Label.In(label.EN), p.In(label.FR)+separator+o.Label.In(label.FR))
		}
	}
}

// known returns the lookup while it is that of the list as it is.
func (f *Field) known() *lookup {
	if f.found == nil || f.found.size != len(f.Choices) {
		return nil
	}
	return f.found
}

// path writes the path that a text is in the one way: "A/B > C" is "A / B / C".
func path(text string) string {
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == '/' || r == '>' || r == '›' })
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return strings.Join(parts, separator)
}

// optionByPath finds an option by its path.
func (f *Field) optionByPath(text string) (Option, bool) {
	want := label.Fold(path(text))
	if l := f.known(); l != nil {
		if i, ok := l.byText[want]; ok {
			return f.Choices[i], true
		}
		return Option{}, false
	}
	for _, o := range f.Choices {
		if p := o.Full(); want != "" && (label.Fold(p.EN) == want || label.Fold(p.FR) == want) {
			return o, true
		}
	}
	return Option{}, false
}

// drawAll gives the attributes that draw from hierarchies their options.
func drawAll(ctx context.Context, q db.Querier, fields []*Field) error {
	if !slices.ContainsFunc(fields, func(f *Field) bool { return f.Hierarchy != 0 }) {
		return nil
	}
	all, err := hierarchy.All(ctx, q)
	if err != nil {
		return err
	}
	nodes, err := hierarchy.Nodes(ctx, q)
	for _, f := range fields {
		for _, h := range all {
			if f.Hierarchy == h.ID {
				f.Tree = h.Key
				f.draw(nodes[h.ID])
			}
		}
	}
	return err
}

// checkTree refuses what an attribute cannot do with a hierarchy.
func (f *Field) checkTree() []fault.Detail {
	var bad []fault.Detail
	say := func(where string, t label.Text) { bad = append(bad, fault.Detail{Where: where, Text: t}) }
	listed := f.Kind == Choice || f.Kind == Choices
	if f.Hierarchy != 0 && !listed && len(f.Former) == 0 {
		say("hierarchy", label.T("Only a list draws its values from a hierarchy", "Seule une liste tire ses valeurs d’une hiérarchie"))
	}
	if f.Hierarchy != 0 && f.Free {
		say("free", label.T("The values of a hierarchy are added there, not while filling in", "Les valeurs d’une hiérarchie s’ajoutent dans celle-ci, pas à la saisie"))
	}
	if f.Grants && (f.Hierarchy == 0 || f.Object != "project" || f.PerMonth || !listed) {
		say("grants", label.T("Only an attribute of projects that draws from a hierarchy, and is not kept per month, carries the rights of its nodes", "Seul un attribut de projet tiré d’une hiérarchie, et non tenu par mois, porte les droits de ses nœuds"))
	}
	return append(bad, f.inTreeOrder()...)
}

// carry asks whether the person may change what rights an attribute carries: from
// those of the hierarchy of before to those of now, each 0 for none.
func carry(ctx context.Context, tx *db.Tx, who access.Who, before, now *Field) error {
	was, is := before.carried(), now.carried()
	if was == is {
		return nil
	}
	for _, id := range []int64{was, is} {
		if id == 0 {
			continue
		}
		if err := access.MayCarry(ctx, tx, who, id); err != nil {
			return err
		}
	}
	return nil
}

// carried is the hierarchy whose grants hold by the attribute, 0 for none.
func (f *Field) carried() int64 {
	if !f.Grants || f.Retired {
		return 0
	}
	return f.Hierarchy
}

// Drawn returns the attributes of every kind of object that draw from a hierarchy.
func Drawn(ctx context.Context, q db.Querier, id int64) ([]*Field, error) {
	rows, err := db.Select[row](ctx, q, "SELECT "+db.Columns[row]("")+" FROM field WHERE hierarchy_id = $1 ORDER BY object, position, id", id)
	out := make([]*Field, len(rows))
	for i, r := range rows {
		out[i] = r.field()
	}
	return out, err
}

// drawn gives an attribute the options of the hierarchy that it names by its key.
func (c *Catalogue) drawn(ctx context.Context, q db.Querier, f *Field) error {
	f.Hierarchy = 0
	if f.Tree == "" {
		return nil
	}
	all, err := hierarchy.All(ctx, q)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(h hierarchy.Hierarchy) bool { return h.Key == f.Tree })
	if i < 0 {
		return fault.Invalid("hierarchy", label.T("There is no such hierarchy", "Cette hiérarchie n’existe pas"))
	}
	f.Hierarchy = all[i].ID
	return drawAll(ctx, q, []*Field{f})
}

// nodesAsOf returns the nodes as they were on a day, where attributes draw from any.
func (c *Catalogue) nodesAsOf(ctx context.Context, q db.Querier, on day.Day) (map[int64][]hierarchy.Node, error) {
	if !slices.ContainsFunc(c.Fields, func(f *Field) bool { return f.Hierarchy != 0 }) {
		return nil, nil
	}
	now, err := hierarchy.Nodes(ctx, q)
	if err != nil {
		return nil, err
	}
	return hierarchy.NodesAsOf(ctx, q, now, on)
}

// FreeOfHierarchy refuses to delete a hierarchy that attributes draw from.
func FreeOfHierarchy(ctx context.Context, tx *db.Tx, who access.Who, id int64) error {
	if err := access.Must(MayDefine(who)); err != nil {
		return err
	}
	drawn, err := Drawn(ctx, tx, id)
	if err == nil && len(drawn) > 0 {
		err = fault.Conflict(label.F("The attribute “%s” draws its values from this hierarchy", "L’attribut «\u202f%s\u202f» tire ses valeurs de cette hiérarchie", drawn[0].Label))
	}
	return err
}

// choicesOf are the options of an attribute after a change: those of a hierarchy
// are changed there.
func choicesOf(f, before *Field) []Option {
	if before.Hierarchy != 0 {
		return before.Choices
	}
	return f.Choices
}
