package api

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"maps"
	"mime"
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/room/access"
	files "vigie/room/file"
)

func init() {
	_, kind := form("", "", nil)
	own := func(may func(*persona, string) bool, body any) fixture {
		return fixture{request: aFile(body), may: may, refusal: sees}
	}
	maps.Copy(fixtures, map[string]fixture{
		"GET /projects/{id}/files": {request: aProject(nil)},
		"POST /projects/{id}/files": {kind: kind, may: holds(access.Comment), refusal: sees, request: func(w *world, _ *persona, place string) ([]string, any) {
			body, _ := form("note.txt", w.fresh("text"), nil)
			return []string{w.d.Seal(w.project(place, nil))}, body
		}},
		"GET /projects/{id}/files/{file}":          {request: aFile(nil)},
		"GET /projects/{id}/files/{file}/preview":  {request: aFile(nil)},
		"PATCH /projects/{id}/files/{file}":        own(holds(access.Comment), map[string]any{"name": "other.png"}),
		"DELETE /projects/{id}/files/{file}":       own(holds(access.Comment), nil),
		"POST /projects/{id}/files/{file}/restore": own(holds(access.Comment), nil),
	})
}

func pngBytes(w *world) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewRGBA(image.Rect(0, 0, 4, 4))); err != nil {
		w.t.Fatal(err)
	}
	return b.Bytes()
}

// aFile is a picture that the persona attached to a project at a place.
func aFile(body any) func(*world, *persona, string) ([]string, any) {
	return func(w *world, p *persona, place string) ([]string, any) {
		on := w.project(place, nil)
		f := w.file(on, "picture.png", pngBytes(w))
		if _, err := w.d.Update(context.Background(), db.Origin{Via: "test"}, func(tx *db.Tx) error {
			_, err := db.Exec(context.Background(), tx, "UPDATE attachment SET added_by = $1 WHERE id = $2", db.ID(p.account.ID), f)
			return err
		}); err != nil {
			w.t.Fatal(err)
		}
		return []string{w.d.Seal(on), w.d.Seal(f)}, body
	}
}

func (w *world) file(on int64, name string, content []byte) int64 {
	w.t.Helper()
	who := access.System("test")
	f, err := w.s.Files.Add(context.Background(), who, files.Upload{Project: on, Name: name, Content: bytes.NewReader(content), Size: int64(len(content))}, who.Origin())
	if err != nil {
		w.t.Fatal(err)
	}
	return f.ID
}

// attach sends a file as a browser does.
func (c *client) attach(path, name, content string) answered {
	body, kind := form(name, content, nil)
	return c.with("Content-Type", kind).send("POST", path, body)
}

func TestADownloadIsSavedAndNeverShown(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		on := "/projects/" + w.d.Seal(w.project("own", nil)) + "/files"
		_, c := w.member("contributor", "own")
		name := "L’été \"2026\"; x=y.txt"
		made := want(t, c.attach(on, name, "content"), 201).json(t)
		got := want(t, c.send("GET", on+"/"+fmt.Sprint(made["id"]), nil), 200)
		if got.text != "content" {
			t.Errorf("got %q", got.text)
		}
		for header, part := range map[string]string{"Content-Disposition": "attachment;", "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox", "Content-Type": "application/octet-stream", "Cache-Control": "no-store"} {
			if v := got.Header.Get(header); !strings.HasPrefix(v, part) {
				t.Errorf("%s: got %q, want %q", header, v, part)
			}
		}
		how, params, err := mime.ParseMediaType(got.Header.Get("Content-Disposition"))
		if err != nil || how != "attachment" || params["filename"] != fmt.Sprint(made["name"]) {
			t.Errorf("got %q %v %v, want the name %v", how, params, err, made["name"])
		}
	})
}

func TestOnlyRealPicturesAreShownAndOnlyDrawnAnew(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		on := "/projects/" + w.d.Seal(w.project("own", nil)) + "/files"
		_, c := w.member("contributor", "own")
		for name, content := range map[string]string{"x.png": "<html><script>alert(1)</script></html>", "x.svg": "<svg onload=alert(1)>", "x.html": "<p>", "y.txt": "<html>", "run.exe": "MZ"} {
			if got := c.attach(on, name, content); got.StatusCode != 422 {
				t.Errorf("%s: got %d %s, want a refusal", name, got.StatusCode, got.text)
			}
		}
		made := want(t, c.attach(on, "x.png", string(pngBytes(w))), 201).json(t)
		if made["preview"] != true || fmt.Sprint(made["width"]) != "4" || made["kind"] != "image/png" {
			t.Errorf("got %v", made)
		}
		shown := want(t, c.send("GET", on+"/"+fmt.Sprint(made["id"])+"/preview", nil), 200)
		if shown.Header.Get("Content-Type") != "image/jpeg" || !strings.HasPrefix(shown.text, "\xff\xd8") || !strings.HasPrefix(shown.Header.Get("Content-Security-Policy"), "sandbox") {
			t.Errorf("got %v", shown.Header)
		}
		text := want(t, c.attach(on, "x.txt", "text"), 201).json(t)
		want(t, c.send("GET", on+"/"+fmt.Sprint(text["id"])+"/preview", nil), 404)
	})
}

func TestAnAttachmentIsOfItsProjectAlone(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		mine, hidden := w.project("own", nil), w.project("sibling", nil)
		f := w.file(hidden, "secret.txt", []byte("secret"))
		a, c := w.member("pmo", "own")
		for _, path := range []string{w.d.Seal(mine) + "/files/" + w.d.Seal(f), w.d.Seal(hidden) + "/files/" + w.d.Seal(f)} {
			for _, method := range []string{"GET", "DELETE"} {
				want(t, c.send(method, "/projects/"+path, nil), 404)
			}
		}
		own := w.file(mine, "of-another.txt", []byte("x"))
		_, b := w.member("contributor", "own")
		want(t, b.send("DELETE", "/projects/"+w.d.Seal(mine)+"/files/"+w.d.Seal(own), nil), 403)
		want(t, c.send("DELETE", "/projects/"+w.d.Seal(mine)+"/files/"+w.d.Seal(own), nil), 204)
		want(t, c.send("POST", "/projects/"+w.d.Seal(mine)+"/files/"+w.d.Seal(own)+"/restore", nil), 204)
		_ = a
	})
}

// A form that is announced too large is refused by its length alone.
func TestAnUploadIsRefusedBeforeItIsRead(t *testing.T) {
	w := newWorld(t, sqlite(t))
	w.frame.server.Files.Limits.File = 1000
	w.s.Files.Limits.File = 1000
	on := "/projects/" + w.d.Seal(w.project("own", nil)) + "/files"
	_, c := w.member("contributor", "own")
	got := want(t, c.attach(on, "large.txt", strings.Repeat("x", 200_000)), 413)
	if !strings.Contains(got.text, "at most") {
		t.Errorf("got %s", got.text)
	}
	want(t, c.attach(on, "small.txt", "x"), 201)
}
