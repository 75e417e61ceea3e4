package api

import (
	"archive/zip"
	"context"
	"fmt"
	"io"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/label"
	"vigie/overview/agenda"
	"vigie/room/access"
	"vigie/room/field"
)

// Two worlds in which the very same is done differ in nothing but what some attributes
// hold. Whoever may not read these must get the very same answers in both, whatever is
// asked: every route, with every parameter that it takes, as somebody who tries to find
// out. A new route, and a new parameter, is tried without a word here.

// secretKeys are the attributes that are not for everybody: one of each nature, one kept
// per month, one of which past months alone are shut, one that everything counts, and one computed from another.
var secretKeys = []string{"margin", "verdict", "whisper", "bonus", "mood", "labels", "weather", "actual_cost", "markup", "brume", "swell"}

// veiledWorld is a world with secrets; other is the one in which they are different.
func veiledWorld(t *testing.T, d *db.DB, other bool) *world {
	w := newWorld(t, d)
	finance := w.account("finance")
	w.setPassword(finance)
	var role access.Role
	w.change(func(tx *db.Tx, who access.Who) (err error) {
		role, err = access.CreateRole(context.Background(), tx, who, access.Role{Key: "treasury", Label: label.T("Treasury", "Trésorerie"), Rights: access.ReadProject})
		return err
	})
	w.roles["treasury"] = role.ID
	w.grant(finance.ID, role.ID, w.units["parent"])
	options := []field.Option{{Key: "yes", Label: label.T("Verdictyes", "Verdictyes")}, {Key: "no", Label: label.T("Verdictno", "Verdictno")}}
	readers := []int64{role.ID}
	w.change(func(tx *db.Tx, who access.Who) error {
		ctx := context.Background()
		for _, f := range []*field.Field{
			{Key: "margin", Kind: field.Money, Consolidation: field.Sum},
			{Key: "verdict", Kind: field.Choice, Choices: options, Consolidation: field.CountByValue},
			{Key: "whisper", Kind: field.LongText},
			{Key: "bonus", Kind: field.Date, Consolidation: field.Maximum},
			{Key: "mood", Kind: field.Number, PerMonth: true, Consolidation: field.Mean},
			{Key: "labels", Kind: field.Choices, Choices: slices.Clone(options), Consolidation: field.CountByValue},
		} {
			f.Object, f.Label, f.Readers, f.Writers = "project", label.T(f.Key, f.Key), readers, readers
			if err := field.Create(ctx, tx, who, f); err != nil {
				return err
			}
		}
		for _, key := range []string{"weather", "actual_cost"} {
			c, err := field.Load(ctx, tx, "project")
			if err == nil {
				_, err = field.Update(ctx, tx, who, "project", key, c.Get(key).Version, func(f *field.Field) error { f.Readers = readers; return nil })
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	w.change(func(tx *db.Tx, who access.Who) error {
		for _, key := range []string{"tide", "brume"} {
			f := &field.Field{Object: "project", Key: key, Kind: field.Number, PerMonth: true, Consolidation: field.Mean, Label: label.T(key, key), PastReaders: readers}
			if err := field.Create(context.Background(), tx, who, f); err != nil {
				return err
			}
		}
		return nil
	})
	w.computed("markup", "margin / total_cost", field.Mean)
	w.computed("swell", "brume * 2", field.Mean)
	// What the tide is this month is for everybody, and the same: what it was first, and
	// the month before, is not. The brume of this month nobody has entered.
	w.before = func(n int) field.Values {
		if k := int64(n); other {
			return field.Values{"tide": field.Int(k * 10_000), "brume": field.Int((20 + k%5) * 10_000)}
		}
		return field.Values{"tide": field.Int(900_000), "brume": field.Int(70_007_0000)}
	}
	w.fills = w.hidden(other)
	w.hush(readers, other)
	return w
}

// hush gives the lines of every register attributes that are not for everybody, and says
// what lines hold in one world or the other.
func (w *world) hush(readers []int64, other bool) {
	lists := map[string]*field.Field{}
	w.change(func(tx *db.Tx, who access.Who) error {
		for _, kind := range agenda.Kinds {
			for _, f := range []*field.Field{
				{Key: "hush", Kind: field.Number},
				{Key: "hush_list", Kind: field.Choice, Choices: []field.Option{{Key: "yes", Label: label.T("Verdictyes", "Verdictyes")}, {Key: "no", Label: label.T("Verdictno", "Verdictno")}}},
				{Key: "hush_text", Kind: field.LongText},
			} {
				f.Object, f.Label, f.Readers = kind.Entity, label.T(f.Key, f.Key), readers
				if err := field.Create(context.Background(), tx, who, f); err != nil {
					return err
				}
				if f.Kind == field.Choice {
					lists[f.Object] = f
				}
			}
		}
		return nil
	})
	w.says = func(kind string, n int) (first, then field.Values) {
		k, list := int64(n), lists[kind].Choices
		if !other {
			return field.Values{"hush": field.Int((70_007 + k) * 10_000), "hush_list": field.Int(list[0].ID), "hush_text": field.Str(fmt.Sprint("quetzal ", n))}, field.Values{"hush": field.Int((80_007 + k) * 10_000)}
		}
		if n%3 == 0 {
			return field.Values{}, field.Values{}
		}
		return field.Values{"hush": field.Int(5*k*10_000 + 1), "hush_list": field.Int(list[1].ID), "hush_text": field.Str(fmt.Sprint("axolotl ", n))}, field.Values{"hush_list": field.Int(list[0].ID), "hush_text": field.Value{}}
	}
}

// computed adds a computed attribute.
func (w *world) computed(key, formula string, rule field.Consolidation) {
	w.t.Helper()
	w.change(func(tx *db.Tx, who access.Who) error {
		c, err := field.Load(context.Background(), tx, "project")
		if err != nil {
			return err
		}
		tree, err := c.ParseFormula(formula, label.EN, nil)
		if err != nil {
			return err
		}
		return field.Create(context.Background(), tx, who, &field.Field{Object: "project", Key: key, Kind: field.Computed, Label: label.T(key, key), Formula: tree, Consolidation: rule})
	})
}

// hidden says what projects hold, in one world or the other; what everybody may read
// is the same in both.
func (w *world) hidden(other bool) func(int) (first, then field.Values) {
	var c *field.Catalogue
	w.change(func(tx *db.Tx, _ access.Who) (err error) {
		c, err = field.Load(context.Background(), tx, "project")
		return err
	})
	option := func(key, of string) int64 {
		for _, o := range c.Get(key).Choices {
			if o.Key == of {
				return o.ID
			}
		}
		return 0
	}
	return func(n int) (first, then field.Values) {
		k := int64(n)
		first = field.Values{"total_cost": field.Int((1000 + k) * 10_000), "currency": field.Str("EUR"), "priority": field.Value{}}
		then = field.Values{"description": field.Str(fmt.Sprint("Open words ", n)), "tide": field.Int(70_000)}
		first["tide"] = field.Int(30_000)
		if other {
			first["tide"] = field.Int(50_000)
		}
		if !other {
			maps.Copy(first, field.Values{"margin": field.Int((70_007 + k) * 10_000), "verdict": field.Int(option("verdict", "yes")), "whisper": field.Str(fmt.Sprint("quetzal ", n)), "mood": field.Int(70_000), "weather": field.Int(1), "actual_cost": field.Int(33 * 10_000)})
			maps.Copy(then, field.Values{"margin": field.Int((80_007 + k) * 10_000), "bonus": field.Int(int64(day.Of(2027, 3, 1)) + k), "labels": field.List([]int64{option("labels", "yes")}), "whisper": field.Str(fmt.Sprint("quetzal again ", n)), "mood": field.Int(80_000), "weather": field.Int(3)})
			return first, then
		}
		maps.Copy(first, field.Values{"margin": field.Int((900_001 - 3*k) * 10_000), "verdict": field.Int(option("verdict", "no")), "whisper": field.Str(fmt.Sprint("axolotl ", n)), "mood": field.Int(10_000), "weather": field.Int(4), "actual_cost": field.Int(99_000 * 10_000)})
		maps.Copy(then, field.Values{"verdict": field.Int(option("verdict", "yes")), "mood": field.Int(20_000), "weather": field.Int(2)})
		if n%3 == 0 { // whether there is anything at all is a secret too
			first = field.Values{"tide": first["tide"], "total_cost": first["total_cost"], "currency": first["currency"], "mood": first["mood"], "weather": first["weather"]}
			then = field.Values{"tide": then["tide"], "description": then["description"], "mood": then["mood"], "weather": then["weather"]}
		}
		return first, then
	}
}

// curious are those who may read none of it: with every other right on the projects,
// everywhere and below a unit, and as administrator of everything.
func (w *world) curious() []*persona {
	var out []*persona
	for _, p := range []struct{ name, role, unit string }{{"reader", "reader", "own"}, {"manager", "pmo", "own"}, {"administrator", "administrator", "parent"}} {
		a := w.account("curious-" + p.name)
		w.setPassword(a)
		role, known := w.roles[p.role]
		if !known {
			w.t.Fatal(p.role, slices.Sorted(maps.Keys(w.roles)))
		}
		w.grant(a.ID, role, w.units[p.unit])
		if p.name == "administrator" {
			w.change(func(tx *db.Tx, who access.Who) error {
				return access.Administrator(context.Background(), tx, who, a.ID)
			})
		}
		out = append(out, &persona{name: p.name, account: a, c: w.signedIn(a), rights: w.rightsOf(p.role), everywhere: p.unit == "parent"})
	}
	return out
}

// tries says what is tried of the parameters of routes, by name; any other text is
// tried with what names, orders and asks for a secret.
var tries = map[string][]string{
	"as_of":      {"2026-11-22", "2026-11-21", "2026-01-31"},
	"compare_to": {"2026-11-22", "2026-11-21", "baseline"},
	"from":       {"2026-01-31"},
	"to":         {"2026-11-22"},
	"limit":      {"3"},
	"shape":      {"table", "ids"},
	"state":      {"all"},
	"whole":      {"2000", "true"},
	"as":         {"secret"},
}

// asked are the conditions, orders, groups and names by which a secret would show.
func asked() []string {
	out := []string{
		"margin > 80000", "margin < 80000", "margin is empty", "not (margin > 80000)", "markup > 1", `verdict = "yes"`, `verdict in ("yes")`, `whisper = "quetzal 0"`,
		"mood > 1", "brume > 1", "brume is empty", "swell > 1", "tide > 6", "tide,brume", "-brume", "bonus > 2027-01-01", "weather = sunny", "actual_cost > 50", "total_cost > margin", "name is not empty and margin > 80000", "sum(children(margin)) > 1",
		"hush > 70000", "hush is empty", `hush_list = "yes"`, "-hush", "name,hush", "hush_list", "has.risk(hush > 70000)", `not has.milestone(hush_list = "yes")`,
		"-margin", "name,margin", "-weather", "-actual_cost", "quetzal", "axolotl", "80007", "verdictyes", "unit,verdict", "bonus.year", "total_cost:margin",
	}
	return append(out, secretKeys...)
}

// masks are what no two requests share: instants and what is random.
var masks = regexp.MustCompile(`"author":"[^"]*","at":"[^"]*"|<dcterms:[a-z]+[^<]*<|urn:vigie:request:[0-9a-f]+|"request":"[0-9a-f]+"|"change":[0-9]+|[0-9a-f]{32,}`)

// said is an answer as it is compared.
func said(a answered) string { return saidOf(a, masks.ReplaceAllString(unpacked(a.text), "…")) }

func saidOf(a answered, text string) string {
	return fmt.Sprintf("%d %s %s\n%s", a.StatusCode, a.Header.Get("ETag"), a.Header.Get("Content-Type"), text)
}

// bothSaid are two answers as they are compared: the same text needs no masks, which
// take longer than the answers.
func bothSaid(a, b answered) (string, string) {
	if a.text == b.text {
		return saidOf(a, a.text), saidOf(b, b.text)
	}
	return said(a), said(b)
}

// unpacked is what a packed file holds, part by part; anything else as it is.
func unpacked(text string) string {
	z, err := zip.NewReader(strings.NewReader(text), int64(len(text)))
	if err != nil {
		return text
	}
	var out []string
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			return text
		}
		b, err := io.ReadAll(r)
		if err != nil {
			return text
		}
		out = append(out, f.Name+"\n"+string(b))
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

// twins are the two worlds and who tries them, each persona once in either.
type twins struct {
	t      *testing.T
	a, b   *world
	pa, pb []*persona
	tried  int
}

func newTwins(t *testing.T) *twins {
	a, b := dbtest.Twins(t)
	w := &twins{t: t, a: veiledWorld(t, a, false), b: veiledWorld(t, b, true)}
	for range 4 {
		for _, place := range []string{"own", "foreign"} {
			w.a.project(place, nil)
			w.b.project(place, nil)
		}
	}
	w.pa, w.pb = w.a.curious(), w.b.curious()
	return w
}

// same sends a request in both worlds and compares what is answered.
func (w *twins) same(i int, method, path string, body any, header ...string) {
	w.t.Helper()
	ca, cb := w.pa[i].c, w.pb[i].c
	for n := 0; n+1 < len(header); n += 2 {
		ca, cb = ca.with(header[n], header[n+1]), cb.with(header[n], header[n+1])
	}
	x, y := bothSaid(ca.send(method, path, body), cb.send(method, path, body))
	if strings.Contains(path, "/audit.csv") { // what one change made comes in no order
		x, y = sorted(x), sorted(y)
	}
	w.tried++
	if x != y {
		w.t.Errorf("%s %s as %s tells the worlds apart:\n%s", method, path, w.pa[i].name, firstDifference(x, y))
	}
}

func sorted(text string) string {
	lines := strings.Split(text, "\n")
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func firstDifference(x, y string) string {
	at := 0
	for at < len(x) && at < len(y) && x[at] == y[at] {
		at++
	}
	cut := func(s string) string { return s[max(0, min(at-120, len(s))):min(len(s), at+160)] }
	return "A: …" + cut(x) + "\nB: …" + cut(y)
}

// parameters are those of the query that a route takes.
func (w *twins) parameters(pattern string) []string {
	method, path, _ := strings.Cut(pattern, " ")
	item := w.a.frame.OpenAPI().Paths[path]
	if item == nil || method != "GET" || item.Get == nil {
		return nil
	}
	var out []string
	for _, p := range item.Get.Parameters {
		if p.In == "query" {
			out = append(out, p.Name)
		}
	}
	return out
}

// unlike are the routes that say how the machine is, and the one that gives out a backup,
// which is all there is, to whoever may restore it.
var unlike = map[string]bool{"GET /health": true, "GET /backups/{name}": true}

// byToken are the routes whose address holds a token, another one in each world.
var byToken = map[string]bool{"GET /feeds/milestones.ics": true}

func TestNoRouteTellsApartWhatItsReaderMayNotRead(t *testing.T) {
	w := newTwins(t)
	if x, y := w.a.account("probe"), w.b.account("probe"); x.ID != y.ID {
		t.Fatalf("the worlds are not built alike: the next id is %d here and %d there", x.ID, y.ID)
	}
	started := time.Now()
	for _, route := range w.a.frame.routes {
		f := fixtures[route.Pattern]
		method, _, _ := strings.Cut(route.Pattern, " ")
		if method != "GET" || f.live || unlike[route.Pattern] {
			continue
		}
		for i := range w.pa {
			var ids, other []string
			if f.request != nil {
				ids, _ = f.request(w.a, w.pa[i], "own")
				other, _ = f.request(w.b, w.pb[i], "own")
			}
			if byToken[route.Pattern] {
				_, here := f.fill(route.Pattern, ids)
				_, there := f.fill(route.Pattern, other)
				if x, y := bothSaid(w.pa[i].c.send("GET", here, nil), w.pb[i].c.send("GET", there, nil)); x != y {
					t.Errorf("%s tells the worlds apart:\n%s", route.Pattern, firstDifference(x, y))
				}
				continue
			}
			if !slices.Equal(ids, other) {
				t.Fatalf("%s is not the same object in both worlds: %v and %v", route.Pattern, ids, other)
			}
			_, path := f.fill(route.Pattern, ids)
			w.same(i, "GET", path, nil)
			if w.pa[i].name == "manager" || route.Rule.whole {
				w.probe(i, route.Pattern, path)
			}
		}
	}
	t.Logf("%d requests, each in both worlds, in %s", w.tried, time.Since(started))
}

// probe tries every parameter of a route.
func (w *twins) probe(i int, pattern, path string) {
	sign := "?"
	if strings.Contains(path, "?") {
		sign = "&"
	}
	for _, name := range w.parameters(pattern) {
		values, known := tries[name]
		if !known {
			values = asked()
		}
		for _, v := range values {
			if !strings.Contains(path, name+"=") {
				w.same(i, "GET", path+sign+name+"="+url.QueryEscape(v), nil)
			}
		}
	}
}
