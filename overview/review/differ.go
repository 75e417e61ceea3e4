package review

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/overview/weight"
	"vigie/room/field"
)

// Turn is what became of one attribute of a project since the review before.
type Turn struct {
	Attribute string          `json:"attribute"`
	Label     string          `json:"label"`
	Kind      field.Kind      `json:"kind"`
	Was       json.RawMessage `json:"was" doc:"As in GET /projects; null when it was empty"`
	Now       json.RawMessage `json:"now"`
	Delta     json.RawMessage `json:"delta" doc:"An amount, a number, days or steps of a scale; null where nothing can be subtracted"`
	Worse     *bool           `json:"worse" doc:"Whether it is bad news; null when it is neither"`
	Text      string          `json:"text" doc:"The change in words"`

	weight int64 // in 1/weight.Fine
}

// Mover is a project of which something changed, appeared or went.
type Mover struct {
	Project Subject `json:"project"`
	Kind    string  `json:"kind" enum:"new,gone,changed,same"`
	Changes []Turn  `json:"changes"`

	id     int64
	weight int64 // in 1/weight.Fine
	share  int64 // by how much of what it was its cost moved
}

// heavier puts movers in the order of summaries: what weighs most, then what moved
// by more of its own cost, and the rest by name.
func heavier(a, b Mover) int {
	return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(b.share, a.share), strings.Compare(a.Project.Name, b.Project.Name), cmp.Compare(a.id, b.id))
}

// Subject is a project, a person or a unit.
type Subject struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Code string `json:"code,omitempty"`
}

// told are the attributes of which a review tells first, among changes that weigh the
// same; the others follow in the order of the catalogue.
var told = []string{"stage", "weather", "light", "end", "total_cost", "start", "progress", "actual_cost", "manager", "sponsor", "priority", "name", "unit", "programme"}

// untold are the attributes that say nothing as a change: the words of the manager
// are shown whole, and the rest follows from others.
var untold = []string{"comment", "description", "axes", "tags", "currency", "code", "duration"}

// differ compares projects of two snapshots.
type differ struct {
	now, then *snapshot.Snapshot
	names     snapshot.Names
	wasNames  snapshot.Names
	fields    []*field.Field
	scale     weight.Scale
	lang      label.Lang
}

func (r *Reading) differ() differ {
	d := differ{now: r.Now, then: r.Then, names: r.Now.Names(r.who), lang: r.who.Lang}
	if r.Then != nil {
		d.wasNames, d.scale = r.Then.Names(r.who), r.scale
	}
	for _, f := range r.Now.Catalogue.Fields {
		if f.Kind != field.Computed && !slices.Contains(untold, f.Key) {
			d.fields = append(d.fields, f)
		}
	}
	slices.SortStableFunc(d.fields, func(a, b *field.Field) int { return cmp.Compare(rank(a.Key), rank(b.Key)) })
	return d
}

func rank(key string) int {
	if i := slices.Index(told, key); i >= 0 {
		return i
	}
	return len(told)
}

// of returns what changed in a project, the most telling first. most limits how
// many attributes are looked at: 0 for all.
func (d differ) of(id int64, fields []*field.Field) (kind string, out []Turn) {
	row, here := d.now.Find(id)
	if d.then == nil {
		return "same", nil
	}
	was, before := d.then.Find(id)
	switch {
	case !here && before:
		return "gone", nil
	case !before:
		return "new", nil
	}
	for _, f := range fields {
		if a, b := d.sides(f, was, row); !alike(f, a, b) {
			out = append(out, d.change(f, a, b))
		}
	}
	if len(out) == 0 {
		return "same", nil
	}
	slices.SortStableFunc(out, func(a, b Turn) int { return cmp.Compare(b.weight, a.weight) })
	return "changed", out
}

// mover weighs the changes of a project, without saying them.
func (d differ) mover(id int64, fields []*field.Field) (m Mover, changed bool) {
	m = Mover{Kind: "changed", id: id}
	row, here := d.now.Find(id)
	was, before := d.then.Find(id)
	if !here || !before {
		return m, false
	}
	for _, f := range fields {
		a, b := d.sides(f, was, row)
		if alike(f, a, b) {
			continue
		}
		m.weight, changed = m.weight+d.scale.Change(f, a, b), true
		if f.Key == "total_cost" {
			m.share = weight.Share(a.Value, b.Value)
		}
	}
	return m, changed
}

// sides are what an attribute was and is.
func (d differ) sides(f *field.Field, was, row snapshot.Row) (a, b weight.Side) {
	return weight.Side{Value: d.then.Value(was, f.Key), Currency: d.then.CurrencyOf(was)}, weight.Side{Value: d.now.Value(row, f.Key), Currency: d.now.CurrencyOf(row)}
}

// alike reports whether two values read the same; amounts in another currency do not.
func alike(f *field.Field, a, b weight.Side) bool {
	return a.Value.Equal(b.Value) && (f.Kind != field.Money || !b.Value.Set || a.Currency == b.Currency)
}

func (d differ) change(f *field.Field, a, b weight.Side) Turn {
	was, now, wasCurrency, currency := a.Value, b.Value, a.Currency, b.Currency
	then := f
	if g := d.then.Catalogue.Get(f.Key); g != nil {
		then = g
	}
	c := Turn{
		Attribute: f.Key, Label: f.Label.In(d.lang), Kind: f.Kind,
		Was: d.wasNames.AppendValue(nil, then, was, wasCurrency), Now: d.names.AppendValue(nil, f, now, currency), Delta: json.RawMessage("null"),
	}
	if was.Set && now.Set && countable(f.Kind) && (f.Kind != field.Money || wasCurrency == currency) {
		c.Delta = delta(f.Kind, now.N-was.N, currency)
		c.Worse = worse(f, now.N-was.N)
	}
	c.weight = d.scale.Change(f, a, b)
	c.Text = d.words(f, then, was, now, wasCurrency, currency)
	return c
}

func countable(k field.Kind) bool {
	return k.IsNumeric() || k == field.Date || k == field.Light || k == field.Weather
}

func delta(k field.Kind, n int64, currency string) json.RawMessage {
	switch {
	case k == field.Money:
		b, _ := json.Marshal(map[string]string{"amount": snapshot.Fixed(n, currency), "currency": currency})
		return b
	case k.IsNumeric():
		b, _ := json.Marshal(decimal(n))
		return b
	}
	b, _ := json.Marshal(n)
	return b
}

// worse says whether a difference is bad news: later, dearer, stormier.
func worse(f *field.Field, n int64) *bool {
	bad := n > 0
	switch f.Key {
	case "weather", "light", "end", "total_cost":
	case "progress":
		bad = n < 0
	default:
		return nil
	}
	return &bad
}
