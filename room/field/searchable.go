package field

import (
	"slices"

	"vigie/ground/fault"
	"vigie/ground/label"
)

// found are the attributes that the search reads whatever is said of them.
var found = []string{"code", "name", "description"}

// MaySearch reports whether the search over everything can read an attribute: texts,
// and the labels of lists.
func (f *Field) MaySearch() bool {
	return f.Object == "project" && !slices.Contains(found, f.Key) && (f.Kind.IsText() || f.Kind == Choice || f.Kind == Choices)
}

// checkSearchable refuses what the search could not read.
func (f *Field) checkSearchable() []fault.Detail {
	if !f.Searchable || f.MaySearch() {
		return nil
	}
	return []fault.Detail{{Where: "searchable", Text: label.T("The search reads the texts and the lists of projects; the code, the name and the description always", "La recherche lit les textes et les listes des projets\u202f; le code, le nom et la description toujours")}}
}

// Searched returns the attributes that the search reads beside the code, the name and
// the description.
func (c *Catalogue) Searched() []*Field {
	var out []*Field
	for _, f := range c.Fields {
		if f.Searchable && !f.Retired {
			out = append(out, f)
		}
	}
	return out
}
