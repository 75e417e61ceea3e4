package report

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"pgregory.net/rapid"

	"vigie/ground/label"
)

var (
	packed  = regexp.MustCompile(`(?s)/Filter /FlateDecode /Length \d+>>\nstream\n(.*?)\nendstream`)
	said    = regexp.MustCompile(`(?s)\(((?:[^\\)]|\\.)*)\) ?Tj`)
	escaped = regexp.MustCompile(`(?s)\\(.)`)
)

// textOf is what a PDF says, a line for each that is set.
func textOf(t interface{ Fatal(...any) }, b []byte) string {
	var out strings.Builder
	for _, m := range packed.FindAllSubmatch(b, -1) {
		r, err := zlib.NewReader(bytes.NewReader(m[1]))
		if err != nil {
			continue // a font
		}
		page, err := io.ReadAll(r)
		if err != nil || !bytes.Contains(page, []byte("BT ")) {
			continue
		}
		for _, s := range said.FindAllSubmatch(page, -1) {
			raw := escaped.ReplaceAllFunc(s[1], func(e []byte) []byte {
				if e[1] == 'r' {
					return []byte("\r")
				}
				return e[1:]
			})
			units := make([]uint16, len(raw)/2)
			for i := range units {
				units[i] = uint16(raw[2*i])<<8 | uint16(raw[2*i+1])
			}
			out.WriteString(string(utf16.Decode(units)) + "\n")
		}
	}
	if out.Len() == 0 {
		t.Fatal("the PDF says nothing")
	}
	return out.String()
}

// However long the texts of a project are, each of their words is in its sheet.
func TestNoWordOfAProjectIsLostOnPaper(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		serial, all := 0, []string{}
		text := func(what string, most int) string {
			var b strings.Builder
			for range rapid.IntRange(0, most).Draw(t, what) {
				word := rapid.StringMatching(`[a-zéèàçœ’(\\]{1,6}`).Draw(t, "word") + fmt.Sprint(serial)
				serial, all = serial+1, append(all, word)
				b.WriteString(word + rapid.SampledFrom([]string{" ", "  ", "\n", " "}).Draw(t, "space"))
			}
			return b.String()
		}
		one := Document{Kind: Project, Lang: label.FR, Title: text("title", 20), Subtitle: text("subtitle", 20)}
		for _, key := range []string{"comment", "description", longPart + "own"} {
			one.Parts = append(one.Parts, Part{Key: key, Title: key, Text: text(key, 900)})
		}
		risks := Part{Key: "risks", Title: "Risques", Table: &Table{Item: "risk", Columns: []Column{{Key: "name", Title: "Risque", Width: 3, Bold: true}, {Key: "response", Title: "Parade", Width: 2}}}}
		for range rapid.IntRange(0, 4).Draw(t, "risks") {
			risks.Table.add(words(text("name", 30)), words(text("response", 500)))
		}
		one.Parts = append(one.Parts, risks)
		for i := range rapid.IntRange(0, 9).Draw(t, "facts") {
			one.Facts = append(one.Facts, Fact{Key: fmt.Sprint("fact", i), Label: "Attribut", Cell: words(text("fact", 150))})
		}
		d := Document{Kind: Project, Lang: label.FR, Title: "Fiches", Lines: []string{""}, Projects: []Document{one}}
		var b bytes.Buffer
		if err := d.PDF(&b, "Camille", time.Unix(0, 0)); err != nil {
			t.Fatal(err)
		}
		got := map[string]bool{}
		for _, word := range strings.Fields(textOf(t, b.Bytes())) {
			got[word] = true
		}
		for _, word := range all {
			if !got[word] {
				t.Fatalf("%q is not in the sheet", word)
			}
		}
	})
}
