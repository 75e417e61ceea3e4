package field

import (
	"vigie/engine/formula"
	"vigie/ground/label"
)

// Keyed is Words that names attributes and values of lists by their keys, so that
// what it writes is read the same whatever they are called since.
type Keyed struct{ Words }

// Name implements formula.Catalogue.
func (k Keyed) Name(id int64, l label.Lang) string {
	if f := k.Catalogue.ByID(id); f != nil {
		return f.Key
	}
	if c, ok := k.Catalogue.Constants.ByID(id); ok {
		return c.Key
	}
	return k.Words.Name(id, l)
}

// Option implements formula.Catalogue.
func (k Keyed) Option(list int64, name string, l label.Lang) (int64, bool) {
	if f := k.Catalogue.ByID(list); f != nil {
		if o, ok := f.OptionByKey(name); ok {
			return o.ID, true
		}
	}
	return k.Words.Option(list, name, l)
}

// OptionName implements formula.Catalogue.
func (k Keyed) OptionName(list, id int64, l label.Lang) string {
	if f := k.Catalogue.ByID(list); f != nil {
		o, _ := f.OptionByID(id)
		return o.Key
	}
	if scale := scaleOf(list); scale != nil && id >= 1 && int(id) <= len(scale) {
		return scale[id-1]
	}
	return k.Words.OptionName(list, id, l)
}

// KeyedText writes a tree in English with keys for names; "" for none.
func (c *Catalogue) KeyedText(e *formula.Expr, d Directory) string {
	if e == nil {
		return ""
	}
	return formula.Format(e, label.EN, Keyed{Words{c, d}})
}

// ParseKeyed reads what KeyedText writes, and returns the tree that a Field keeps.
func (c *Catalogue) ParseKeyed(text string, d Directory) (string, error) {
	if text == "" {
		return "", nil
	}
	e, err := formula.Parse(text, label.EN, Keyed{Words{c, d}})
	if err != nil {
		return "", err
	}
	b, err := e.MarshalJSON()
	return string(b), err
}
