// Package vocabulary says the texts of the interface in the words of the
// organisation: those of the browser and those of the server, with nouns put in the
// place of others, and whole texts where somebody worded them otherwise.
package vocabulary

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"slices"
	"strings"
	"unicode"

	"vigie/engine/grammar"
	"vigie/ground/label"
	"vigie/room/term"
)

//go:embed sentences.json
var sentences []byte

// agreement.txt holds the French sentences in which something agrees with a noun from
// afar, with what it becomes; those without a mark were looked at, and stay. In either
// language it says which words are names of the program, and no terms.
//
//go:embed agreement.txt
var agreement string

// Line is a text of the interface, as it is shipped.
type Line struct {
	Key    string // of the message of the browser; of a sentence of the server, made of its texts
	Server bool
	Texts  [2]string // by language
	terms  []string  // that it names
	// marked are the texts with ⟦…⟧ around what looks like a term and is none.
	marked [2]string
}

// Book is all texts of the interface.
type Book struct {
	Lines []Line
	byKey map[string]int
	// agreed are the French texts with their marks.
	agreed map[string]string
}

// NewBook reads the texts: messages holds en.json and fr.json, and help-en.json and
// help-fr.json for the help of the screens.
func NewBook(messages fs.FS) (*Book, error) {
	b := &Book{byKey: map[string]int{}, agreed: map[string]string{}}
	for line := range strings.Lines(agreement) {
		line = strings.ReplaceAll(strings.TrimSuffix(line, "\n"), `\n`, "\n")
		b.agreed[grammar.Plain(line)] = line
	}
	var flat [2]map[string]string
	for _, l := range []label.Lang{label.EN, label.FR} {
		text, err := fs.ReadFile(messages, l.String()+".json")
		if err != nil {
			return nil, err
		}
		var tree map[string]any
		if err := json.Unmarshal(text, &tree); err != nil {
			return nil, fmt.Errorf("reading the messages: %w", err)
		}
		flat[l] = map[string]string{}
		flatten(tree, "", flat[l])
		if err := readHelp(messages, l, flat[l]); err != nil {
			return nil, err
		}
	}
	for _, key := range slices.Sorted(maps.Keys(flat[label.EN])) {
		b.add(Line{Key: key, Texts: [2]string{flat[label.EN][key], flat[label.FR][key]}})
	}
	var pairs [][2]string
	if err := json.NewDecoder(bytes.NewReader(sentences)).Decode(&pairs); err != nil {
		return nil, fmt.Errorf("reading the sentences: %w", err)
	}
	for _, p := range pairs {
		b.add(Line{Key: ServerKey(p[0], p[1]), Server: true, Texts: p})
	}
	return b, nil
}

// helpPrefix begins the keys of the help of the screens: the path of one, and which of
// its sentences.
const helpPrefix = "screenHelp."

// readHelp adds the help of the screens; there is none where there is no file of it.
func readHelp(messages fs.FS, l label.Lang, into map[string]string) error {
	text, err := fs.ReadFile(messages, "help-"+l.String()+".json")
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var screens map[string][]string
	if err := json.Unmarshal(text, &screens); err != nil {
		return fmt.Errorf("reading the help of the screens: %w", err)
	}
	for path, sentences := range screens {
		for i, s := range sentences {
			into[fmt.Sprintf("%s%s.%d", helpPrefix, path, i)] = s
		}
	}
	return nil
}

// ServerKey is the key of a sentence of the server: its texts.
func ServerKey(en, fr string) string { return "server: " + en + " = " + fr }

func flatten(tree map[string]any, prefix string, into map[string]string) {
	for name, v := range tree {
		switch v := v.(type) {
		case string:
			into[prefix+name] = v
		case map[string]any:
			flatten(v, prefix+name+".", into)
		}
	}
}

func (b *Book) add(l Line) {
	l.marked = [2]string{label.EN: codes(l.Texts[label.EN], l.Texts[label.FR]), label.FR: strings.ReplaceAll(l.Texts[label.FR], "ar rapport à", "ar ⟦rapport⟧ à")}
	for lang, text := range l.Texts {
		if marked, ok := b.agreed[text]; ok {
			l.marked[lang] = marked
		}
	}
	for i := range mentioned(l.Texts) {
		if t := term.Shipped[i]; named(t, l) {
			l.terms = append(l.terms, t.Key)
		}
	}
	b.byKey[l.Key] = len(b.Lines)
	b.Lines = append(b.Lines, l)
}

// firsts are the terms that have a noun which begins with a word, by their places.
var firsts = func() map[string][]int {
	out := map[string][]int{}
	for i, t := range term.Shipped {
		for _, n := range slices.Concat(t.EN, t.FR) {
			for _, form := range []string{n.One, n.Many} {
				word, _, _ := strings.Cut(strings.ToLower(form), " ")
				if !slices.Contains(out[word], i) {
					out[word] = append(out[word], i)
				}
			}
		}
	}
	return out
}()

// mentioned goes over the terms that texts may name, in their order: few of all.
func mentioned(texts [2]string) iter.Seq[int] {
	seen := map[int]bool{}
	for _, text := range texts {
		for word := range strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
			for _, i := range firsts[word] {
				seen[i] = true
			}
		}
	}
	return slices.Values(slices.Sorted(maps.Keys(seen)))
}

// named reports whether a text is about a term: both languages name it, or one does
// by a word that means nothing else.
func named(t term.Term, l Line) bool {
	en, fr := grammar.Names(l.marked[label.EN], label.EN, t.EN), grammar.Names(l.marked[label.FR], label.FR, t.FR)
	return (en && fr || en && t.SureEN || fr && t.SureFR) && !t.IsApart(l.Key, l.Texts[label.EN])
}

// Get returns a text by its key.
func (b *Book) Get(key string) (Line, bool) {
	at, ok := b.byKey[key]
	if !ok {
		return Line{}, false
	}
	return b.Lines[at], true
}

// Marked returns the text with ⟦…⟧ around what looks like a term and is none, and around
// what agrees from afar.
func (l Line) Marked(lang label.Lang) string { return l.marked[lang] }

// Names returns the terms that a text names.
func (l Line) Names() []string { return l.terms }

// Uses counts the texts that name each term.
func (b *Book) Uses() map[string]int {
	out := map[string]int{}
	for _, l := range b.Lines {
		for _, key := range l.terms {
			out[key]++
		}
	}
	return out
}

// speaker says texts in a vocabulary.
type speaker struct {
	book  *Book
	v     term.Vocabulary
	swaps [2]map[string]grammar.Swap // by language and term
	all   [2][]grammar.Swap
}

func (b *Book) speaker(v term.Vocabulary) speaker {
	s := speaker{book: b, v: v}
	for _, l := range []label.Lang{label.EN, label.FR} {
		s.swaps[l] = map[string]grammar.Swap{}
		for _, t := range term.Shipped {
			if to := v.Terms[t.Key].In(l); to != nil {
				w := grammar.Swap{Key: t.Key, From: t.In(l), To: *to}
				s.swaps[l][t.Key] = w
				s.all[l] = append(s.all[l], w)
			}
		}
	}
	return s
}

// say returns a text in a language as the organisation says it; false when it is
// the shipped one.
func (s speaker) say(line Line, l label.Lang) (string, bool) {
	if own := s.v.Texts[line.Key].In(l); own != "" {
		return own, true
	}
	r := s.rewrite(line, l)
	return r.Text, r.Moved
}

func (s speaker) rewrite(line Line, l label.Lang) grammar.Result {
	text, marked := line.Texts[l], line.marked[l]
	var swaps []grammar.Swap
	for _, key := range line.terms {
		if w, ok := s.swaps[l][key]; ok {
			swaps = append(swaps, w)
		}
	}
	if l == label.FR && marked != text && len(s.all[l]) > 0 {
		// A mark may name a term that the sentence leaves unsaid.
		return grammar.Rewrite(marked, l, swaps, s.all[l]...)
	}
	if len(swaps) == 0 {
		return grammar.Result{Text: text}
	}
	return grammar.Rewrite(marked, l, swaps)
}

// Overlay is what a vocabulary changes: the messages of the browser by their keys, and
// the sentences of the server by their texts.
type Overlay struct {
	Messages [2]map[string]string
	Words    map[[2]string][2]string
}

// Overlay says everything that a vocabulary says otherwise.
func (b *Book) Overlay(v term.Vocabulary) Overlay {
	out := Overlay{Messages: [2]map[string]string{{}, {}}, Words: map[[2]string][2]string{}}
	if v.IsZero() {
		return out
	}
	s := b.speaker(v)
	for _, line := range b.Lines {
		for _, l := range []label.Lang{label.EN, label.FR} {
			text, moved := s.say(line, l)
			if !moved || text == line.Texts[l] {
				continue
			}
			if line.Server {
				own := out.Words[line.Texts]
				own[l] = text
				out.Words[line.Texts] = own
			} else {
				out.Messages[l][line.Key] = text
			}
		}
	}
	return out
}
