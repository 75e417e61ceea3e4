package field

import (
	"context"
	"unicode/utf8"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

const (
	longestWord = 60  // characters of a value that is added to a free list
	mostOptions = 500 // of a list that grows by itself
)

// filling are the rights of those who fill attributes in, anywhere.
const filling = access.EditProject | access.EditOwnProject | access.CreateProject

// AddFree adds words to lists that are open to new values, by the key of the
// attribute: whoever may edit or create a project may add to them. Words that a
// list has already, in whatever case, are not added; a list that is not open is
// left as it is.
func AddFree(ctx context.Context, tx *db.Tx, who access.Who, object string, words map[string][]string) error {
	if err := access.Must(who.Somewhere()&filling != 0); err != nil {
		return err
	}
	c, err := change(ctx, tx, object)
	if err != nil {
		return err
	}
	for key, texts := range words {
		f := c.Get(key)
		if f == nil || !f.Free || f.Retired || f.Kind != Choice && f.Kind != Choices {
			continue
		}
		if err := f.grow(texts); err != nil {
			return err
		}
		f.Version++
		if err := db.Put(ctx, tx, "field", f.row()); err != nil {
			return err
		}
		if err := saveChoices(ctx, tx, f); err != nil {
			return err
		}
	}
	return nil
}

// grow takes words up into the list.
func (f *Field) grow(words []string) error {
	for _, text := range words {
		text = cleaned(text)
		if text == "" || utf8.RuneCountInString(text) > longestWord {
			return fault.Invalid(f.Key, label.F("A new value has 1 to %d characters", "Une nouvelle valeur compte de 1 à %d caractères", longestWord))
		}
		if len(f.Choices) >= mostOptions {
			return fault.Invalid(f.Key, label.F("“%s” has %d values already; choose one of them, or have some retired", "« %s » compte déjà %d valeurs ; choisissez-en une, ou faites-en retirer", f.Label, mostOptions))
		}
		found := false
		for i, o := range f.Choices {
			if known, ok := f.OptionByText(text); ok && known.ID == o.ID && known.Key == o.Key {
				f.Choices[i].Retired, found = false, true
			}
		}
		if !found {
			f.Choices = append(f.Choices, Option{Key: f.freeOption(text), Label: label.T(text, text)})
		}
	}
	return nil
}

// Missing returns the words that a list open to new values does not have yet.
func (f *Field) Missing(words []string) []string {
	var out []string
	if !f.Free {
		return nil
	}
	for _, text := range words {
		if o, ok := f.OptionByText(text); !ok || o.Retired {
			out = append(out, text)
		}
	}
	return out
}
