package api

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"mime"
	"net/http"
	"os"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// download is a file that is made while it goes out, and so is never whole in
// memory. It ends when whoever asked for it has gone. One that needs much memory
// to be made is made aside first, in its turn, so that a slow reader holds up
// nobody.
type download struct {
	kind, name string
	write      func(ctx context.Context, w *bufio.Writer) error
}

// aside returns the download that is made into a temporary file before any of it
// goes out, when its turn has come.
func (s *Server) aside(d download) download {
	if s.Heavy == nil {
		return d
	}
	write := d.write
	d.write = func(ctx context.Context, w *bufio.Writer) error {
		f, err := os.CreateTemp("", "vigie-download-*")
		if err != nil {
			return fmt.Errorf("making a file to send: %w", err)
		}
		defer os.Remove(f.Name())
		defer f.Close()
		if err := s.makeAside(ctx, f, d.name, write); err != nil {
			return err
		}
		if _, err := f.Seek(0, io.SeekStart); err != nil {
			return fmt.Errorf("making a file to send: %w", err)
		}
		_, err = io.Copy(w, f)
		return err
	}
	return d
}

func (s *Server) makeAside(ctx context.Context, f io.Writer, name string, write func(context.Context, *bufio.Writer) error) error {
	leave, err := s.heavy(ctx, name)
	if err != nil {
		return err
	}
	defer leave()
	out := bufio.NewWriterSize(whileWanted{ctx, f}, 64<<10)
	if err := write(ctx, out); err != nil {
		return err
	}
	return out.Flush()
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
