package api

import (
	"github.com/danielgtaylor/huma/v2"

	"vigie/room/field"
)

// catalogued names a kind of object that has attributes, listed one that stands in lists
// of its own. Which there are the catalogue says, so that no description of the API
// names them again.
type (
	catalogued string
	listed     string
)

// Schema implements huma.SchemaProvider.
func (catalogued) Schema(huma.Registry) *huma.Schema { return oneOf(field.Objects) }

// Schema implements huma.SchemaProvider.
func (listed) Schema(huma.Registry) *huma.Schema { return oneOf(field.Listed) }

func oneOf(words []string) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeString}
	for _, w := range words {
		s.Enum = append(s.Enum, w)
	}
	return s
}

// OfObject says of which objects that stand in lists something is.
type OfObject struct {
	Object listed `query:"object" default:"project"`
}

// object is what was said.
func (o OfObject) object() string { return string(o.Object) }

// OfCatalogue says whose attributes are meant.
type OfCatalogue struct {
	Object catalogued `query:"object" default:"project"`
}

func (o OfCatalogue) object() string { return string(o.Object) }
