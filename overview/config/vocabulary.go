package config

import (
	"context"
	"maps"
	"slices"

	"vigie/engine/grammar"
	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/term"
)

// noun is what the organisation calls a thing in one language; as shipped when both
// its forms are empty.
type noun struct {
	One      string `json:"one"`
	Many     string `json:"many"`
	Feminine bool   `json:"feminine" doc:"In French"`
	Vowel    bool   `json:"vowel" doc:"It is said with a vowel first: l’initiative, an initiative"`
}

// renamed is a term that the organisation calls otherwise.
type renamed struct {
	Key string `json:"key" enum:"terms"`
	EN  noun   `json:"en"`
	FR  noun   `json:"fr"`
}

// worded is a text of the interface in the words of the organisation.
type worded struct {
	Key  string `json:"key" doc:"Of a message of the browser, or of a sentence of the server"`
	Text both   `json:"text" doc:"A language that is empty is said as shipped"`
}

var vocabularyTerms = part{
	name: "terms", title: label.T("Vocabulary", "Vocabulaire"), may: May,
	shape:   func() any { return &renamed{} },
	address: func(b any) string { return b.(*renamed).Key },
	called: func(b any) label.Text {
		if t, ok := term.Get(b.(*renamed).Key); ok {
			return t.Name()
		}
		return label.Exactly(b.(*renamed).Key, b.(*renamed).Key)
	},
	read: readTerms, write: writeTerms,
}

var vocabularyTexts = part{
	name: "texts", title: label.T("Texts", "Textes"), may: May,
	shape:   func() any { return &worded{} },
	address: func(b any) string { return b.(*worded).Key },
	called:  func(b any) label.Text { return label.Exactly(b.(*worded).Key, b.(*worded).Key) },
	read:    readTexts, write: writeTexts,
}

func loadVocabulary(ctx context.Context, q db.Querier, st *state) (term.Vocabulary, error) {
	if st.change != 0 {
		return term.KnownAt(ctx, q, st.change)
	}
	return term.Load(ctx, q)
}

func readTerms(ctx context.Context, q db.Querier, st *state) ([]entry, error) {
	v, err := loadVocabulary(ctx, q, st)
	var out []entry
	for _, t := range term.Shipped {
		own, there := v.Terms[t.Key]
		if !there {
			continue
		}
		item := &renamed{Key: t.Key}
		if own.EN != nil {
			item.EN = noun(*own.EN)
		}
		if own.FR != nil {
			item.FR = noun(*own.FR)
		}
		out = append(out, entry{0, item})
	}
	return out, err
}

func readTexts(ctx context.Context, q db.Querier, st *state) ([]entry, error) {
	v, err := loadVocabulary(ctx, q, st)
	var out []entry
	for _, key := range slices.Sorted(maps.Keys(v.Texts)) {
		out = append(out, entry{0, &worded{key, both{v.Texts[key].EN, v.Texts[key].FR}}})
	}
	return out, err
}

// changeVocabulary changes it by all the steps of a section; what is wrong is said of
// the first.
func changeVocabulary(ctx context.Context, tx *db.Tx, st *state, steps []*Step, change func(*term.Vocabulary, *Step)) error {
	if len(steps) == 0 {
		return nil
	}
	now, err := term.Load(ctx, tx)
	if err != nil {
		return err
	}
	_, err = term.Change(ctx, tx, st.who, now.Version, func(v *term.Vocabulary) {
		for _, s := range steps {
			change(v, s)
		}
	})
	return st.try(steps[0], err)
}

func writeTerms(ctx context.Context, tx *db.Tx, st *state, steps []*Step) error {
	return changeVocabulary(ctx, tx, st, steps, func(v *term.Vocabulary, s *Step) {
		if s.Kind == Removed {
			delete(v.Terms, s.Key)
			return
		}
		to := s.now.(*renamed)
		en, fr := grammar.Noun(to.EN), grammar.Noun(to.FR)
		v.Terms[to.Key] = term.Renamed{EN: &en, FR: &fr}
	})
}

func writeTexts(ctx context.Context, tx *db.Tx, st *state, steps []*Step) error {
	for _, s := range steps {
		if s.Kind == Removed || st.desk.Words == nil {
			continue
		}
		book, err := st.desk.Words.Book()
		if err != nil {
			return err
		}
		to := s.now.(*worded)
		// A text that this program does not say stays for the one that does.
		if _, known := book.Get(to.Key); known {
			if err := st.try(s, book.Check(map[string]term.Wording{to.Key: {EN: to.Text.EN, FR: to.Text.FR}})); err != nil {
				return err
			}
		}
	}
	return changeVocabulary(ctx, tx, st, steps, func(v *term.Vocabulary, s *Step) {
		if s.Kind == Removed {
			delete(v.Texts, s.Key)
			return
		}
		to := s.now.(*worded)
		v.Texts[to.Key] = term.Wording{EN: to.Text.EN, FR: to.Text.FR}
	})
}
