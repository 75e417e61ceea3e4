package api

import (
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// boundedForm reads forms, of which little is held in memory, and refuses with oversize
// those that are larger than limit, in bytes: by their announced length alone, else while
// they are read.
func boundedForm(limit int64, oversize func() error) func(*huma.Operation) {
	return func(o *huma.Operation) {
		o.MaxBodyBytes = limit
		if o.Metadata == nil {
			o.Metadata = map[string]any{}
		}
		o.Metadata[oversizeKey] = oversize
		o.Middlewares = append(o.Middlewares, func(c huma.Context, next func(huma.Context)) {
			r, w := humago.Unwrap(c)
			err := r.ParseMultipartForm(humago.MultipartMaxMemory)
			if _, is := errors.AsType[*http.MaxBytesError](err); is {
				writeProblem(w, r, oversize())
				return
			}
			next(c) // which says what else is wrong with the form
		})
	}
}
