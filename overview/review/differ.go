package review

import (
	"cmp"
	"encoding/json"
	"slices"

	"vigie/ground/label"
	"vigie/overview/snapshot"
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

	weight int64
}

// Mover is a project of which something changed, appeared or went.
type Mover struct {
	Project Subject `json:"project"`
	Kind    string  `json:"kind" enum:"new,gone,changed,same"`
	Changes []Turn  `json:"changes"`

	id     int64
	weight int64
}

// Subject is a project, a person or a unit.
type Subject struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Code string `json:"code,omitempty"`
}

// told are the attributes whose changes open a page, the most telling first; the
// others follow in the order of the catalogue.
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
	lang      label.Lang
}

func (r *Reading) differ() differ {
	d := differ{now: r.Now, then: r.Then, names: r.Now.Names(r.who), lang: r.who.Lang}
	if r.Then != nil {
		d.wasNames = r.Then.Names(r.who)
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
		a, b := d.then.Value(was, f.Key), d.now.Value(row, f.Key)
		if a.Equal(b) {
			continue
		}
		out = append(out, d.change(f, a, b, d.then.Currency(id), d.now.Currency(id)))
	}
	if len(out) == 0 {
		return "same", nil
	}
	return "changed", out
}

// weight is how much the changes of a project tell, without saying them.
func (d differ) weight(id int64, fields []*field.Field) (n int64, changed bool) {
	row, here := d.now.Find(id)
	was, before := d.then.Find(id)
	if !here || !before {
		return 0, false
	}
	for _, f := range fields {
		a, b := d.then.Value(was, f.Key), d.now.Value(row, f.Key)
		if !a.Equal(b) {
			n, changed = n+weigh(f, a, b), true
		}
	}
	return n, changed
}

func (d differ) change(f *field.Field, was, now field.Value, wasCurrency, currency string) Turn {
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
	c.weight = weigh(f, was, now)
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

// weigh says how much a change tells, so that those of many projects can be put in
// order: a stage or a month of delay, a step of the weather, some percent of cost.
func weigh(f *field.Field, was, now field.Value) int64 {
	n := now.N - was.N
	if n < 0 {
		n = -n
	}
	switch {
	case f.Key == "stage":
		return 120
	case !was.Set || !now.Set:
		return 10
	case f.Key == "weather" || f.Key == "light":
		return 60 * n
	case f.Key == "end":
		return min(2*n, 500)
	case f.Key == "total_cost" && was.N != 0:
		return min(n/max(abs(was.N)/500, 1), 500)
	case f.Key == "start":
		return min(n, 100)
	}
	return 5
}

func abs(n int64) int64 { return max(n, -n) }
