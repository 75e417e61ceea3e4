package app

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"vigie/ground/db/dbtest"
)

// reader is the whole program over a folder, and its first administrator.
type reader struct {
	t      *testing.T
	app    *App
	cookie string
}

// reading opens what imports left in a place.
func reading(t *testing.T, place []string) *reader {
	t.Helper()
	c := Config{Data: place[1], Version: "test", Now: dbtest.Now(), LogLevel: "error", SessionIdle: 12 * time.Hour, SessionLife: 12 * time.Hour}
	if len(place) > 2 {
		c.Database = place[3]
	}
	a, err := Open(context.Background(), c, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close(context.Background()) })
	r := &reader{t: t, app: a}
	path, body := "/api/v1/session", `{"login":"admin","password":"correct horse battery 9"}`
	if a.parts.secret != "" { // nobody has set it up yet
		path, body = "/api/v1/setup", fmt.Sprintf(`{"secret":%q,"organisation":"ACME","login":"admin","name":"Admin","email":"a@example.org","password":"correct horse battery 9","language":"en"}`, a.parts.secret)
	}
	in := httptest.NewRequest("POST", path, strings.NewReader(body))
	in.Header.Set("Content-Type", "application/json")
	out := httptest.NewRecorder()
	a.Handler().ServeHTTP(out, in)
	r.cookie, _, _ = strings.Cut(out.Header().Get("Set-Cookie"), ";")
	return r
}

// get reads a path of the API.
func (r *reader) get(path string, into any) {
	r.t.Helper()
	in := httptest.NewRequest("GET", "/api/v1"+path, nil)
	in.Header.Set("Cookie", r.cookie)
	out := httptest.NewRecorder()
	r.app.Handler().ServeHTTP(out, in)
	if out.Code != 200 {
		r.t.Fatalf("%s: %d %s", path, out.Code, out.Body)
	}
	if err := json.Unmarshal(out.Body.Bytes(), into); err != nil {
		r.t.Fatalf("%s: %v", path, err)
	}
}

// portfolio returns the id of the portfolio with a name.
func (r *reader) portfolio(name string) string {
	r.t.Helper()
	var all struct{ Items []struct{ ID, Name string } }
	r.get("/portfolios", &all)
	for _, p := range all.Items {
		if p.Name == name {
			return p.ID
		}
	}
	r.t.Fatalf("got %v, want a portfolio called %s", all, name)
	return ""
}

type figuresRead struct {
	Count  int
	Blocks []struct {
		ID    string
		Error *string
		Data  struct {
			Figures []struct {
				Key           string
				Value         json.RawMessage
				Filled, Total int
			}
		}
	}
}

// figure returns one of the key figures of a summary, and how many projects have a value.
func (f figuresRead) figure(key string) (value string, filled int) {
	for _, b := range f.Blocks {
		for _, one := range b.Data.Figures {
			if one.Key == key {
				return string(one.Value), one.Filled
			}
		}
	}
	return "", 0
}

func TestTheSummaryShowsTheControlTotalsOfEveryEdition(t *testing.T) {
	for portfolio, editions := range map[string][]int{"Panorama": {0, 1, 2, 3}, "GMPP": {5, 6, 7, 8}} {
		t.Run(portfolio, func(t *testing.T) {
			eachPlace(t, func(t *testing.T, place []string) {
				for _, i := range editions {
					c := controls[i]
					imports(t, exitOK, append([]string{realFile(t, c.file), "--portfolio", portfolio, "--as-of", c.date, "--doubtful", "same"}, place...)...)
				}
				r := reading(t, place)
				id := r.portfolio(portfolio)
				for _, i := range editions {
					r.checkEdition(id, i)
				}
				if portfolio == "Panorama" {
					r.checkSlips(id)
				}
			})
		})
	}
}

// checkEdition compares the summary, and the explanation of its total, with what
// was counted independently.
func (r *reader) checkEdition(id string, edition int) {
	r.t.Helper()
	c := controls[edition]
	currency := "EUR"
	if edition > 4 {
		currency = "GBP"
	}
	want := fmt.Sprintf(`{"%s":"%s"}`, currency, c.total)
	var got figuresRead
	r.get("/portfolios/"+id+"/summary?as_of="+c.date, &got)
	if value, filled := got.figure("total_cost"); got.Count != c.rows || filled != c.cells || value != want {
		r.t.Errorf("%s: got %d projects, %d with a cost, %s; want %d, %d, %s", c.date, got.Count, filled, value, c.rows, c.cells, want)
	}
	for _, b := range got.Blocks {
		if b.Error != nil {
			r.t.Errorf("%s: the block %s: %s", c.date, b.ID, *b.Error)
		}
	}
	var explained struct {
		Value         json.RawMessage
		Count, Filled int
		Rows          string
		More          int
		Inputs        []struct{ Share *string }
	}
	r.get("/explain?object=portfolio:"+id+"&attribute=total_cost&as_of="+c.date, &explained)
	if string(explained.Value) != want || explained.Filled != c.cells || explained.Count != c.rows || len(explained.Inputs)+explained.More != c.cells {
		r.t.Errorf("%s: explained as %+v, want %s over %d of %d projects", c.date, explained, want, c.cells, c.rows)
	}
	var rows struct{ Total int }
	r.get("/projects?portfolio="+id+"&as_of="+c.date+"&limit=1&filter="+url.QueryEscape(explained.Rows), &rows)
	if rows.Total != c.cells {
		r.t.Errorf("%s: the rows behind the total are %d, want %d", c.date, rows.Total, c.cells)
	}
}

// checkSlips finds the two known slips again, as sentences in both languages.
func (r *reader) checkSlips(id string) {
	r.t.Helper()
	for _, c := range []struct {
		name, from string
		want       map[string][]string
	}{
		{"EXPADON 2", "2016-11-30", map[string][]string{
			"en": {"EXPADON 2: ", "total cost +11.64 M€ (16.10 → 27.74 M€)", "since November 2016", "end 3.4 years later"},
			"fr": {"EXPADON 2 : ", "coût total +11,64 M€ (16,10 → 27,74 M€)", "depuis novembre 2016", "fin 3,4 ans plus tard"},
		}},
		{"SAPHIR", "2017-11-30", map[string][]string{
			"en": {"total cost +3.08 M€ (4.40 → 7.48 M€)", "since November 2017"},
			"fr": {"coût total +3,08 M€ (4,40 → 7,48 M€)", "depuis novembre 2017"},
		}},
	} {
		for lang, parts := range c.want {
			var got struct {
				Items []struct {
					Text    string
					Project struct{ Name string }
				}
			}
			r.get("/portfolios/"+id+"/changes?from="+c.from+"&to=2021-07-31&limit=500&lang="+lang, &got)
			text := ""
			for _, item := range got.Items {
				if item.Project.Name == c.name {
					text = item.Text
				}
			}
			plain := strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(text)
			for _, part := range parts {
				if !strings.Contains(plain, part) {
					r.t.Errorf("%s, %s: got %q, want %q in it", c.name, lang, text, part)
				}
			}
		}
	}
}
