package snapshot

import (
	"fmt"
	"slices"
	"strings"

	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// The most that a pivot holds: what nobody could read any more.
const (
	mostPivotRows     = 3 // levels
	mostPivotMeasures = 8
	mostPivotHeads    = 120
	mostPivotCells    = 60_000
)

// CountName is the measure that counts the projects.
const CountName = "count"

// Crossing says what of a list is crossed with what, and what is measured.
type Crossing struct {
	Rows     string // levels, as groups are written: "unit,stage"
	Columns  string // one level, or none
	Measures string // "count,total_cost.sum,progress.mean"; the count when empty
	Share    string // of what the per cents are: "row", "column", "all"; "" for none
}

// Measure is one figure of each cell: an attribute made one by a rule. Field is
// nil for the count of projects.
type Measure struct {
	Name  string
	Field *field.Field
}

// Pivot is a list crossed: lines by what they are grouped by, cells by column.
type Pivot struct {
	*Result
	Rows, Columns []Level
	Measures      []Measure
	Share         string
	Heads         []Group // the columns; none where nothing is crossed
	Lines         []Line
	Sums          []Total // of all, by measure
}

// Line is one line of a pivot: its total is that of its cells, and of the lines in
// it. A cell with no project has no totals.
type Line struct {
	Value field.Value
	Cell
	Cells []Cell // by head
	Lines []Line
}

// Cell is the projects of a line and a column, and what they come to by measure.
type Cell struct {
	Count int
	Sums  []Total
}

// Pivot answers a query crossed, with what the person may see. It compares nothing.
func (s *Snapshot) Pivot(who access.Who, q Query, c Crossing) (*Pivot, error) {
	s = s.For(who)
	q.Group, q.Totals, q.Against = "", nil, nil
	rows, hidden, err := s.match(who, q)
	if err != nil {
		return nil, err
	}
	p := &Pivot{Result: &Result{Snapshot: s, Hidden: hidden, Names: s.Names(who), who: who, rd: s.reader(who), query: q}, Share: c.Share}
	p.Items = itemsOf(rows)
	if p.Rows, err = parseLevels(s.Catalogue, c.Rows); err != nil {
		return nil, placedIn(err, "rows")
	}
	if p.Columns, err = parseLevels(s.Catalogue, c.Columns); err != nil {
		return nil, placedIn(err, "columns")
	}
	if len(p.Rows) > mostPivotRows || len(p.Columns) > 1 {
		return nil, fault.Invalid("rows", label.F("A pivot has at most %d levels of rows and one of columns", "Un tableau croisé a au plus %d niveaux de lignes et un de colonnes", mostPivotRows))
	}
	if p.Measures, err = parseMeasures(s.Catalogue, c.Measures); err != nil {
		return nil, err
	}
	return p, p.cross()
}

func placedIn(err error, where string) error {
	if f, ok := err.(*fault.Fault); ok {
		for i := range f.Details {
			f.Details[i].Where = where
		}
	}
	return err
}

func parseMeasures(c *field.Catalogue, s string) ([]Measure, error) {
	var out []Measure
	for name := range strings.SplitSeq(s, ",") {
		name = strings.TrimSpace(name)
		if name == "" || slices.ContainsFunc(out, func(m Measure) bool { return m.Name == name }) {
			continue
		}
		key, rule, _ := strings.Cut(name, ".")
		if key == CountName && rule == "" && c.Get(key) == nil {
			out = append(out, Measure{Name: CountName})
			continue
		}
		f := c.Get(key)
		if f == nil || f.Retired {
			return nil, fault.Invalid("measures", label.F("“%s” is not an attribute of projects", "« %s » n’est pas un attribut des projets", key))
		}
		if !Measurable(f, field.Consolidation(rule)) {
			return nil, fault.Invalid("measures", label.F("“%s” cannot be measured by “%s”", "« %s » ne se mesure pas par « %s »", key, rule))
		}
		out = append(out, Measure{name, f.Totalled(field.Consolidation(rule))})
	}
	if len(out) == 0 {
		out = []Measure{{Name: CountName}}
	}
	if len(out) > mostPivotMeasures {
		return nil, fault.Invalid("measures", label.F("At most %d measures", "Au plus %d mesures", mostPivotMeasures))
	}
	return out, nil
}

// Measurable reports whether a rule makes one figure of an attribute, as a cell
// shows it.
func Measurable(f *field.Field, rule field.Consolidation) bool {
	return rule != field.None && rule != field.CountByValue && slices.Contains(f.Rules(), rule)
}

// crossing is what is at hand while the cells are made.
type crossing struct {
	*Pivot
	rules  []*consolidator
	levels []ranked // of the rows
	column ranked
	made   int // how many lines there are
}

// ranked are the values of a level in their order, and which one each item has.
type ranked struct {
	values []field.Value
	of     []int32 // by item
}

func (p *Pivot) cross() (err error) {
	x := &crossing{Pivot: p}
	for _, m := range p.Measures {
		var rule *consolidator
		if m.Field != nil {
			rule = p.Snapshot.consolidator(m.Field, p.rd)
		}
		x.rules = append(x.rules, rule)
	}
	for _, l := range p.Rows {
		r, err := x.rank(l)
		if err != nil {
			return err
		}
		x.levels = append(x.levels, r)
	}
	all := make([]int32, len(p.Items))
	for i := range all {
		all[i] = int32(i)
	}
	if err := x.head(all); err != nil {
		return err
	}
	if p.Lines, err = x.lines(all, 0); err != nil {
		return err
	}
	p.Sums = x.sums(all)
	p.shareOut()
	return nil
}

// rank puts the values of a level in order. One item of each is compared, not all
// of them.
func (x *crossing) rank(l Level) (ranked, error) {
	get, at := x.grouped(l), map[valueKey]int32{}
	first := &Result{Snapshot: x.Snapshot, Names: x.Names, who: x.who, rd: x.rd, Levels: []Level{l}}
	out := ranked{of: make([]int32, len(x.Items))}
	for i, it := range x.Items {
		key := keyOf(get(it))
		n, known := at[key]
		if !known {
			n = int32(len(first.Items))
			at[key], first.Items = n, append(first.Items, it)
		}
		out.of[i] = n
	}
	if err := first.order(Query{}); err != nil {
		return ranked{}, err
	}
	place := make([]int32, len(first.Items))
	for i, it := range first.Items {
		v := get(it)
		place[at[keyOf(v)]] = int32(i)
		out.values = append(out.values, v)
	}
	for i, n := range out.of {
		out.of[i] = place[n]
	}
	return out, nil
}

// valueKey is a value as the key of a map.
type valueKey struct {
	set  bool
	n    int64
	text string
}

func keyOf(v field.Value) valueKey {
	key := valueKey{v.Set, v.N, v.S}
	if v.L != nil {
		key.text = fmt.Sprint(v.L)
	}
	return key
}

// part parts items by their values, in the order of these; those of no item are nil.
func (r ranked) part(items []int32) [][]int32 {
	counts := make([]int32, len(r.values))
	for _, i := range items {
		counts[r.of[i]]++
	}
	room, out := make([]int32, len(items)), make([][]int32, len(r.values))
	for n, count := range counts {
		if count > 0 {
			out[n], room = room[:0:count], room[count:]
		}
	}
	for _, i := range items {
		out[r.of[i]] = append(out[r.of[i]], i)
	}
	return out
}

// head finds the columns, in their order, and what each comes to.
func (x *crossing) head(all []int32) (err error) {
	if len(x.Columns) == 0 {
		return nil
	}
	if x.column, err = x.rank(x.Columns[0]); err != nil {
		return err
	}
	if n := len(x.column.values); n > mostPivotHeads {
		return fault.Invalid("columns", label.F("This makes %d columns, and nobody reads more than %d: choose a longer period, or cross the other way round", "Cela fait %d colonnes, et plus de %d ne se lisent pas : choisissez une période plus longue, ou croisez dans l’autre sens", n, mostPivotHeads))
	}
	for i, items := range x.column.part(all) {
		x.Heads = append(x.Heads, Group{Value: x.column.values[i], Count: len(items), Totals: x.named(x.sums(items))})
	}
	return nil
}

func (x *crossing) lines(items []int32, depth int) ([]Line, error) {
	if depth == len(x.Rows) {
		return nil, nil
	}
	var out []Line
	for i, some := range x.levels[depth].part(items) {
		if some == nil {
			continue
		}
		if x.made++; x.made*max(len(x.Heads), 1) > mostPivotCells {
			return nil, fault.Invalid("rows", label.F("This makes more than %d cells: leave out a level, or filter the list", "Cela fait plus de %d cellules : retirez un niveau, ou filtrez la liste", mostPivotCells))
		}
		below, err := x.lines(some, depth+1)
		if err != nil {
			return nil, err
		}
		out = append(out, Line{x.levels[depth].values[i], Cell{len(some), x.sums(some)}, x.cells(some), below})
	}
	return out, nil
}

func (x *crossing) cells(items []int32) []Cell {
	if len(x.Heads) == 0 {
		return nil
	}
	out := make([]Cell, len(x.Heads))
	for i, some := range x.column.part(items) {
		if some != nil {
			out[i] = Cell{len(some), x.sums(some)}
		}
	}
	return out
}

func (x *crossing) sums(at []int32) []Total {
	items := make([]Item, len(at))
	for i, n := range at {
		items[i] = x.Items[n]
	}
	out := make([]Total, len(x.rules))
	for i, rule := range x.rules {
		if rule != nil {
			out[i] = rule.of(items)
		} else {
			out[i] = Total{Rule: field.Count, Filled: len(items)}
		}
	}
	return out
}

// named are totals by measure, as those of groups are by attribute.
func (p *Pivot) named(sums []Total) map[string]Total {
	out := make(map[string]Total, len(sums))
	for i, t := range sums {
		out[p.Measures[i].Name] = t
	}
	return out
}

// shareOut makes converted sums add up to the minor unit: those of columns, and of
// lines and cells from line to line. What cells come to down a column may differ
// from its total by what was rounded.
func (p *Pivot) shareOut() {
	whole := p.named(p.Sums)
	shareOut(whole, p.Heads)
	var groups func(lines []Line) []Group
	groups = func(lines []Line) []Group {
		out := make([]Group, len(lines))
		for i, l := range lines {
			out[i] = Group{Totals: p.named(l.Sums), Groups: groups(l.Lines)}
		}
		return out
	}
	tree := groups(p.Lines)
	shareOut(whole, tree)
	p.shareCells(p.Lines)
}

func (p *Pivot) shareCells(lines []Line) {
	for _, l := range lines {
		cells := make([]Group, len(l.Cells))
		for i, c := range l.Cells {
			cells[i] = Group{Totals: p.named(c.Sums)}
		}
		shareOut(p.named(l.Sums), cells)
		p.shareCells(l.Lines)
	}
}
