package api

import (
	"fmt"
	"strings"
	"testing"

	"vigie/ground/day"
	"vigie/room/access"
)

func TestTotalsNameTheRatesOfTheirDay(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		admin := w.signedIn(w.administrator())
		for _, p := range []string{`{"name":"Bridge","currency":"EUR","total_cost":{"amount":"100.00","currency":"EUR"}`, `{"name":"Tunnel","currency":"GBP","total_cost":{"amount":"10.00","currency":"GBP"}`} {
			body := p + fmt.Sprintf(`,"unit":%q}`, w.d.Seal(w.units["own"]))
			if got := admin.send("POST", "/projects", body); got.StatusCode != 201 {
				t.Fatalf("got %d %s", got.StatusCode, got.text)
			}
		}
		list := func() string { return admin.send("GET", "/projects?fields=name,total_cost", nil).text }
		if got := list(); !strings.Contains(got, `"value":{"EUR":"100.00","GBP":"10.00"},"unconverted":["GBP"]`) {
			t.Errorf("without a rate: got %s", got)
		}
		made := admin.send("POST", "/rates", map[string]any{"currency": "GBP", "day": "2020-01-01", "rate": "0.8", "inverse": true, "source": "ECB"})
		if made.StatusCode != 201 || !strings.Contains(made.text, `"says":"1 EUR = 0.8 GBP"`) {
			t.Fatalf("got %d %s", made.StatusCode, made.text)
		}
		const converted = `"converted":{"currency":"EUR","amount":"112.50","rates":[{"from":"GBP","rate":"1.25","day":"2020-01-01","inverse":"0.8","amount":"12.50"}]}`
		if got := list(); !strings.Contains(got, converted) {
			t.Errorf("with a rate: got %s, want %s in it", got, converted)
		}
		if got := admin.send("POST", "/rates", map[string]any{"currency": "GBP", "day": "2020-01-01", "rate": "1.2"}); got.StatusCode != 409 {
			t.Errorf("a second rate of the day: got %d, want 409", got.StatusCode)
		}
		if got := admin.send("POST", "/rates", map[string]any{"currency": "GBP", "day": "2020-01-02", "rate": "1,2"}); got.StatusCode != 422 {
			t.Errorf("no number: got %d, want 422", got.StatusCode)
		}
	})
}

// What a reader is told of the projects that he may not see is that there are
// some, and nothing that depends on how many they are, or on what they hold.
func TestPartialTotalsTellNothingOfWhatIsLeftOut(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		admin := w.signedIn(w.administrator())
		reader := w.account(w.fresh("reader"))
		w.setPassword(reader)
		w.grant(reader.ID, w.roles["reader"], w.units["own"])
		in := func(place, name string) {
			body := fmt.Sprintf(`{"name":%q,"unit":%q,"currency":"EUR","total_cost":{"amount":"7.00","currency":"EUR"}}`, name, w.d.Seal(w.units[place]))
			if got := admin.send("POST", "/projects", body); got.StatusCode != 201 {
				t.Fatalf("got %d %s", got.StatusCode, got.text)
			}
		}
		read := func(query string) string {
			got := w.signedIn(reader).send("GET", "/projects?fields=name,unit,total_cost&group=unit"+query, nil).text
			before, rest, _ := strings.Cut(got, `"change":`)
			_, after, _ := strings.Cut(rest, `,`)
			return before + after
		}
		in("own", "Seen")
		if got := read(""); !strings.Contains(got, `"partial":false`) {
			t.Errorf("with nothing hidden: got %s", got)
		}
		in("foreign", "Secret one")
		one, filtered := read(""), read("&filter=name%20~%20%22nothing%22")
		if !strings.Contains(one, `"partial":true`) || strings.Count(one, `"partial":true`) != 1 {
			t.Errorf("the list is partial and the group of his unit is not: got %s", one)
		}
		if !strings.Contains(filtered, `"partial":true`) {
			t.Errorf("whatever the filter: got %s", filtered)
		}
		in("foreign", "Secret two")
		in("foreign", "Secret nothing")
		if got := read(""); got != one {
			t.Errorf("with more hidden: got %s, want %s", got, one)
		}
		if got := read("&filter=name%20~%20%22nothing%22"); got != filtered {
			t.Errorf("with a hidden one that the filter keeps: got %s, want %s", got, filtered)
		}
	})
}

func TestOnlyWhoHoldsTheRightEverywhereEntersRates(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		a := w.account(w.fresh("finance"))
		w.setPassword(a)
		w.grant(a.ID, w.roles["finance"], w.units["own"])
		rate := map[string]any{"currency": "GBP", "day": "2020-01-01", "rate": "1.2"}
		if got := w.signedIn(a).send("POST", "/rates", rate); got.StatusCode != 403 {
			t.Errorf("on a unit: got %d, want 403", got.StatusCode)
		}
		root, err := access.Root(t.Context(), w.d)
		if err != nil {
			t.Fatal(err)
		}
		w.grant(a.ID, w.roles["finance"], root.ID)
		if got := w.signedIn(a).send("POST", "/rates", rate); got.StatusCode != 201 {
			t.Errorf("on the whole organisation: got %d, want 201", got.StatusCode)
		}
		if got := w.signedIn(a).send("GET", "/imports/objects", nil); got.StatusCode != 200 || !strings.Contains(got.text, `"object":"rate"`) || strings.Contains(got.text, `"object":"project"`) {
			t.Errorf("got %d %s, want that rates may be imported and projects may not", got.StatusCode, got.text)
		}
	})
}

// The history of a central bank is read whole, and paged through without losing one.
func TestAHistoryOfRatesIsImportedAndPagedThrough(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		const days, codes = 400, 3
		var text strings.Builder
		text.WriteString("Date,USD,JPY,GBP,\n")
		for i := range days {
			fmt.Fprintf(&text, "%s,1.%04d,16%d.5,0.8%03d,\n", day.Of(2026, 11, 20)-day.Day(i), i, i%10, i)
		}
		m := c.sent(t, "eurofxref-hist.csv", text.String(), map[string]string{"object": "rate"})
		id := m["id"].(string)
		want(t, c.send("POST", "/imports/"+id+"/dry-run", nil), 200)
		want(t, c.send("POST", "/imports/"+id+"/apply", nil), 202)
		awaitState(t, c, id, "applied")
		seen, total := map[string]bool{}, 0.0
		for offset := 0; offset < days*codes; offset += 1000 {
			page := want(t, c.send("GET", fmt.Sprintf("/rates?limit=1000&offset=%d", offset), nil), 200).json(t)
			total = page["total"].(float64)
			for _, r := range page["items"].([]any) {
				seen[r.(map[string]any)["says"].(string)+r.(map[string]any)["day"].(string)] = true
			}
		}
		if total != days*codes || len(seen) != days*codes {
			t.Errorf("got %v in all and %d on the pages, want %d", total, len(seen), days*codes)
		}
		if got := c.send("GET", "/rates?as_of=2026-11-15&limit=1", nil).text; !strings.Contains(got, `"from":"GBP","rate":"1.249219238"`) || !strings.Contains(got, `"day":"2026-11-15","inverse":"0.8005"`) {
			t.Errorf("in force: got %s", got)
		}
	})
}

// A list that goes out with its totals has a line per currency and one of both,
// marked where projects are left out, and comes in again without them.
func TestTotalsGoOutBelowAListAndDoNotComeIn(t *testing.T) {
	w := newWorld(t, sqlite(t))
	admin := w.signedIn(w.administrator())
	reader := w.account(w.fresh("reader"))
	w.setPassword(reader)
	w.grant(reader.ID, w.roles["finance"], w.units["own"])
	in := func(place, name, currency, amount string) {
		want(t, admin.send("POST", "/projects", map[string]any{"name": name, "unit": w.d.Seal(w.units[place]), "currency": currency, "end": "2027-01-31", "total_cost": map[string]any{"amount": amount, "currency": currency}}), 201)
	}
	in("own", "Bridge", "EUR", "1200345.00")
	in("own", "Tunnel", "GBP", "500100.00")
	const asked = "?fields=name,currency,total_cost&lang=en&sort=name"
	below := func(c *client, form string) string {
		text := strings.ReplaceAll(want(t, c.send("GET", "/exports/projects."+form+asked+"&totals=true&origin="+fmt.Sprint(form != "csv"), nil), 200).text, "\r\n", "; ")
		_, after, found := strings.Cut(text, "Tunnel,GBP,500100; ")
		if !found {
			t.Fatalf("got %q", text)
		}
		return after
	}
	if got, want := below(admin, "csv"), "Total (EUR),,1200345; Total (GBP),,500100; "; got != want {
		t.Errorf("without a rate: got %q, want %q", got, want)
	}
	want(t, admin.send("POST", "/rates", map[string]any{"currency": "GBP", "day": "2020-01-01", "rate": "1.25"}), 201)
	if got, want := below(admin, "csv"), "Total (EUR),,1200345; Total (GBP),,500100; Total (converted into EUR),,1825470; "; got != want {
		t.Errorf("with a rate: got %q, want %q", got, want)
	}
	in("foreign", "Secret", "EUR", "700123.00")
	if got, want := below(w.signedIn(reader), "csv"), `"Total (EUR, partial)",,1200345; "Total (GBP, partial)",,500100; "Total (converted into EUR, partial)",,1825470; `; got != want {
		t.Errorf("to one who may not see all: got %q, want %q", got, want)
	}
	dated := want(t, admin.send("GET", "/exports/projects.csv?fields=name,total_cost,end&lang=en&totals=true", nil), 200).text
	if !strings.Contains(dated, "\r\nTotal,,2027-01-31\r\nTotal (EUR),1900468,\r\nTotal (GBP),500100,\r\n") {
		t.Errorf("what is no amount stands in no line of a currency: got %q", dated)
	}
	if got := want(t, admin.send("GET", "/exports/projects.csv"+asked, nil), 200).text; strings.Contains(got, "Total (") {
		t.Errorf("nobody asked for totals: got %q", got)
	}
	for _, form := range []string{"csv", "xlsx"} {
		file := want(t, admin.send("GET", "/exports/projects."+form+asked+"&totals=true", nil), 200).text
		m := admin.sent(t, "list."+form, file, nil)
		m = want(t, admin.send("POST", "/imports/"+m["id"].(string)+"/dry-run", nil), 200).json(t)
		if r := m["report"].(map[string]any); r["new"].(float64) != 0 || r["changed"].(float64) != 0 || r["unchanged"].(float64) != 3 {
			t.Errorf("%s comes in again: got %v, want three projects as they are", form, r)
		}
	}
}

// A portfolio says that it may hold projects that the reader may not see, and
// nothing that depends on what those are.
func TestAPortfolioSaysWhetherItsCountIsPartial(t *testing.T) {
	w := newWorld(t, sqlite(t))
	admin := w.signedIn(w.administrator())
	reader := w.account(w.fresh("reader"))
	w.setPassword(reader)
	w.grant(reader.ID, w.roles["reader"], w.units["own"])
	made := func(path string, body map[string]any) string {
		return want(t, admin.send("POST", path, body), 201).json(t)["id"].(string)
	}
	seen := made("/projects", map[string]any{"name": "Seen", "unit": w.d.Seal(w.units["own"])})
	hidden := made("/projects", map[string]any{"name": "Hidden", "unit": w.d.Seal(w.units["foreign"])})
	mine, both := made("/portfolios", map[string]any{"name": "Mine", "unit": w.d.Seal(w.units["own"])}), made("/portfolios", map[string]any{"name": "Both", "unit": w.d.Seal(w.units["own"])})
	filled := made("/portfolios", map[string]any{"name": "Filled", "unit": w.d.Seal(w.units["own"]), "kind": "filter", "filter": `name = "Seen"`})
	want(t, admin.send("POST", "/portfolios/"+mine+"/members", map[string]any{"add": []string{seen}}), 200)
	want(t, admin.send("POST", "/portfolios/"+both+"/members", map[string]any{"add": []string{seen, hidden}}), 200)
	says := func(c *client) (out string) {
		for _, p := range want(t, c.send("GET", "/portfolios", nil), 200).json(t)["items"].([]any) {
			if m := p.(map[string]any); m["id"] == mine || m["id"] == both || m["id"] == filled {
				out += fmt.Sprintf("%v %v %v; ", m["name"], m["count"], m["partial"])
			}
		}
		return out
	}
	if got, want := says(admin), "Both 2 false; Filled 1 false; Mine 1 false; "; got != want {
		t.Errorf("to one who sees all: got %q, want %q", got, want)
	}
	if got, want := says(w.signedIn(reader)), "Both 1 true; Filled 1 true; Mine 1 false; "; got != want {
		t.Errorf("to one who sees a unit: got %q, want %q", got, want)
	}
}
