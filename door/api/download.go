package api

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"mime"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// download is a file that is made while it goes out, and so is never whole in
// memory. It ends when whoever asked for it has gone.
type download struct {
	kind, name string
	write      func(ctx context.Context, w *bufio.Writer) error
}

// answer sends the file. What goes wrong before the first byte is a problem like
// any other; afterwards the connection is broken, so that nobody takes a part for
// the whole.
func (d download) answer(ctx context.Context) *huma.StreamResponse {
	return &huma.StreamResponse{Body: func(h huma.Context) {
		r, w := humago.Unwrap(h)
		out := bufio.NewWriterSize(whileWanted{h.Context(), h.BodyWriter()}, 64<<10)
		h.SetHeader("Content-Type", d.kind)
		h.SetHeader("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": d.name}))
		err := d.write(h.Context(), out)
		if err == nil {
			err = out.Flush()
		}
		if err == nil {
			return
		}
		if c := callOf(ctx); c != nil && c.w.status == 0 && h.Context().Err() == nil {
			w.Header().Del("Content-Disposition")
			writeProblem(w, r, err)
			return
		}
		logOf(ctx).Warn("a download was cut short", "file", d.name, "error", err.Error())
		panic(http.ErrAbortHandler)
	}}
}

// whileWanted writes as long as someone waits for it.
type whileWanted struct {
	ctx context.Context
	w   io.Writer
}

func (w whileWanted) Write(b []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, fmt.Errorf("sending a file: %w", err)
	}
	return w.w.Write(b)
}
