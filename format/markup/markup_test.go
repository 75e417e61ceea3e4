package markup_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"vigie/format/markup"
)

// told is what a walker finds: tags, texts, and the line after each.
func told(r io.Reader) (string, error) {
	w, err := markup.New(r)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for {
		if err := w.Next(); errors.Is(err, io.EOF) {
			return b.String(), nil
		} else if err != nil {
			return b.String(), err
		}
		switch w.Kind {
		case markup.Opening:
			b.WriteString("<" + string(w.Name) + w.Value("a") + ">")
		case markup.Closing:
			b.WriteString("</" + string(w.Name) + ">")
		case markup.Words:
			b.WriteString(strings.ReplaceAll(string(w.Text), "\n", "¶"))
		}
		b.WriteByte(byte('0' + w.Line()))
	}
}

func TestTokensAreReadWithTheirLines(t *testing.T) {
	const file = "<?xml version='1.0'?>\n<x:p a='1 &gt; 0'>\n<!-- <q> -->\n<e/><![CDATA[<&]]>&amp;&#233;</x:p>\n"
	const want = "¶2<p1 > 0>2¶3¶4<e>4</e>4<&4&é4</p>4"
	for name, r := range map[string]io.Reader{"at once": strings.NewReader(file), "byte by byte": iotest.OneByteReader(strings.NewReader(file))} {
		got, err := told(r)
		if err != nil || strings.TrimPrefix(got, "¶2") != strings.TrimPrefix(want, "¶2") {
			t.Errorf("%s: got %s, %v, want %s", name, got, err, want)
		}
	}
}

func TestWhatIsWrongWithXMLIsTold(t *testing.T) {
	for file, want := range map[string]error{
		"<a><b></a></b>":                         markup.ErrMalformed,
		"<a></b>":                                markup.ErrMalformed,
		"</a>":                                   markup.ErrMalformed,
		"<1/>":                                   markup.ErrMalformed,
		"<a>&lol;</a>":                           markup.ErrMalformed,
		"<!DOCTYPE a><a/>":                       markup.ErrDoctype,
		"<!ELEMENT a ANY>":                       markup.ErrMalformed,
		"<a":                                     io.ErrUnexpectedEOF,
		"<a>":                                    io.ErrUnexpectedEOF,
		"<a><!-- ":                               io.ErrUnexpectedEOF,
		strings.Repeat("<a>", 101):               markup.ErrDeep,
		"<a>" + strings.Repeat("a", 5<<20):       markup.ErrLong,
		"<?xml version='1' encoding='EBCDIC'?>":  markup.ErrEncoding,
		"<?xml version=\"1\" encoding=\"x\" ?><": markup.ErrEncoding,
	} {
		if _, err := told(strings.NewReader(file)); !errors.Is(err, want) {
			t.Errorf("%.40q: got %v, want %v", file, err, want)
		}
	}
}

func TestTheEncodingThatAFileDeclaresIsFollowed(t *testing.T) {
	for file, want := range map[string]string{
		"<?xml version='1.0' encoding='windows-1252'?><a>\x80\xe9</a>": "€é",
		"<?xml version='1.0' encoding='iso-8859-15'?><a>\xa4</a>":      "€",
		"<?xml version='1.0' encoding='windows-1251'?><a>\xcf</a>":     "П",
		"<?xml version='1.0' encoding='UTF-16'?><a>é</a>":              "é",
		"<\x00a\x00>\x00\xe9\x00<\x00/\x00a\x00>\x00":                  "é",
		"\x00<\x00a\x00>\x00\xe9\x00<\x00/\x00a\x00>":                  "é",
		"\xfe\xff\x00<\x00a\x00>\x00\xe9\x00<\x00/\x00a\x00>":          "é",
		"\xef\xbb\xbf<a>é</a>":                                         "é",
	} {
		if got, err := told(strings.NewReader(file)); err != nil || got != "<a>1"+want+"1</a>1" {
			t.Errorf("%q: got %q, %v", file, got, err)
		}
	}
}

// Pass leaves what stands in an element out, and is at its end.
func TestPassGoesToTheEndOfAnElement(t *testing.T) {
	w, err := markup.New(strings.NewReader("<a><b><c>x</c><b/></b><d/></a>"))
	if err != nil {
		t.Fatal(err)
	}
	for !w.Is(markup.Opening, "b") {
		if err := w.Next(); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Pass(); err != nil {
		t.Fatal(err)
	}
	if err := w.Next(); err != nil || !w.Is(markup.Opening, "d") {
		t.Errorf("got %s, %v", w.Name, err)
	}
}
