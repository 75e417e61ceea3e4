package config_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/config"
)

func TestADocumentIsTheSameInYAMLAsInJSONAndFitsItsSchema(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := designed(t, d)
		doc := w.read()
		inYAML, err := doc.EncodeYAML()
		w.must(err)
		back := w.parse(string(inYAML))
		again, err := back.Encode()
		w.must(err)
		if diff := cmp.Diff(w.export(), string(again)); diff != "" {
			t.Error(diff)
		}
		for _, text := range []string{string(inYAML), w.export()} {
			out, err := w.Diff(ctx, sys, config.Ask{Document: w.parse(text), Prune: true})
			w.must(err)
			if len(out.Steps)+len(out.Problems) > 0 {
				t.Errorf("got %d differences and %v", len(out.Steps), out.Problems)
			}
		}
	})
}

func TestWhatDoesNotFitTheSchemaIsNamedWithItsLineAndPath(t *testing.T) {
	d := dbtest.SQLite(t)
	w := fresh(t, d)
	for _, text := range []string{
		"format: 1\nsections:\n  forms:\n    - key: short\n      name: {en: Short, fr: Court}\n      sections:\n        - title: {en: All, fr: Tout}\n          colums: 2\n          fields: [{attribute: name, wide: perhaps}]\n",
		"{\"format\": 1,\n\"sections\": {\n\"forms\": [\n{\"key\": \"short\",\n\"name\": {\"en\": \"Short\", \"fr\": \"Court\"},\n\"sections\": [\n{\"title\": {},\n\"colums\": 2,\n\"fields\": [{\"attribute\": \"name\", \"wide\": \"perhaps\"}]}]}]}}",
	} {
		out, err := w.Diff(ctx, sys, config.Ask{Document: w.parse(text)})
		w.must(err)
		var got []string
		for _, p := range out.Problems {
			got = append(got, p.Section+" "+p.Key+" "+p.Where+" "+p.Text.In(label.EN))
		}
		want := []string{"forms short sections[0].colums line 8: there is no property “colums”; there are collapsed, columns, fields, title", "forms short sections[0].fields[0].wide line 9: this is to be true or false"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s\n%s", text, diff)
		}
		if len(out.Steps) > 0 {
			t.Error("it is compared all the same")
		}
	}
}

func TestFilesThatSayMoreOrLessThanTheyShowAreRefused(t *testing.T) {
	for name, text := range map[string]string{
		"a bomb":          "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nformat: 1\nsections: {}\n",
		"a merge":         "format: 1\nsections:\n  forms:\n    - <<: {key: a}\n",
		"a tag":           "format: !!binary MQ==\nsections: {}\n",
		"an own tag":      "format: 1\nsections: !secret {}\n",
		"twice":           "format: 1\nformat: 1\nsections: {}\n",
		"twice in JSON":   `{"format": 1, "format": 1, "sections": {}}`,
		"more":            "format: 1\nsections: {}\n---\nformat: 1\n",
		"more in JSON":    `{"format": 1, "sections": {}} {}`,
		"deep":            "format: 1\nsections: {forms: " + strings.Repeat("[", 200) + strings.Repeat("]", 200) + "}\n",
		"deep in JSON":    `{"format": 1, "sections": {"forms": ` + strings.Repeat("[", 200) + strings.Repeat("]", 200) + `}}`,
		"a property":      "format: 1\nsections: {}\nwine: red\n",
		"a section":       "format: 1\nsections: {wine: []}\n",
		"another form":    "format: 2\nsections: {}\n",
		"an empty file":   "",
		"a word":          "configuration",
		"broken":          "format: 1\nsections: {\n",
		"broken JSON":     "{\"format\": 1,\n\"sections\"",
		"NUL in a text":   `{"format": 1, "sections": {"forms": [{"key": "a\u0000"}]}}`,
		"a list of texts": "- a\n- b\n",
	} {
		if _, err := config.Decode([]byte(text)); fault.KindOf(err) != fault.BadInput {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("format: 1\nsections:\n  forms: [{key: a, name: {en: A, fr: B}}]\n"))
	f.Add([]byte(`{"format": 1, "sections": {"trust": [{"rhythm": 3}]}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		doc, err := config.Decode(text)
		if err != nil {
			return
		}
		if _, err := json.Marshal(doc); err != nil {
			t.Error(err)
		}
	})
}

func TestComparingWhatIsTheSameWaitsForNobody(t *testing.T) {
	w := designed(t, dbtest.SQLite(t))
	doc := w.read()
	w.change(func(*db.Tx) error { // the one writer
		soon, stop := context.WithTimeout(ctx, 10*time.Second)
		defer stop()
		out, err := w.Diff(soon, sys, config.Ask{Document: doc, Prune: true})
		if err != nil || len(out.Steps) > 0 || out.Hash == "" {
			t.Errorf("got %+v, %v", out, err)
		}
		return nil
	})
}
