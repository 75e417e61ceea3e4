package api

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/room/access"
	files "vigie/room/file"
	"vigie/room/project"
)

// beside is what a form may weigh beside its file.
const beside = 64 << 10

func (s *Server) fileRoutes(a *frame) {
	if s.Files == nil {
		s.Files = files.NewDesk(s.DB, files.Rows{DB: s.DB})
	}
	register(a, op(http.MethodGet, "/projects/{id}/files", "The attachments of a project, the latest first"), s.listFiles)
	register(a, op(http.MethodPost, "/projects/{id}/files", "Attach a file to a project", created, upTo(files.MostBytes+beside), secret, s.withRoom), s.addFile)
	register(a, op(http.MethodGet, "/projects/{id}/files/{file}", "Download an attachment"), s.downloadFile)
	register(a, op(http.MethodGet, "/projects/{id}/files/{file}/preview", "A small picture of an attached picture"), s.previewFile)
	register(a, op(http.MethodPatch, "/projects/{id}/files/{file}", "Give an attachment another name"), s.renameFile)
	register(a, op(http.MethodDelete, "/projects/{id}/files/{file}", "Take an attachment off", noContent), s.changeFile(files.Remove))
	register(a, op(http.MethodPost, "/projects/{id}/files/{file}/restore", "Bring back an attachment that was taken off", noContent), s.changeFile(files.Restore))
}

// withRoom refuses a file before it is read when it weighs too much, or when
// there is no room for it: the announced length is that of the form, which is a
// little more than the file's.
func (s *Server) withRoom(o *huma.Operation) {
	o.Middlewares = append(o.Middlewares, func(c huma.Context, next func(huma.Context)) {
		r, w := humago.Unwrap(c)
		id, err := s.DB.Unseal(r.PathValue("id"))
		if err == nil {
			err = s.Files.Room(r.Context(), auth.Who(r.Context()), id, max(0, r.ContentLength-beside))
		}
		if err != nil {
			writeProblem(w, r, err)
			return
		}
		if s.Files.Limits.File > 0 {
			r.Body = http.MaxBytesReader(w, r.Body, s.Files.Limits.File+beside)
		}
		next(c)
	})
}

type fileOut struct {
	ID      string    `json:"id"`
	Name    string    `json:"name"`
	Size    int64     `json:"size" doc:"In bytes"`
	Kind    string    `json:"kind" doc:"What it is by its content"`
	Width   int64     `json:"width,omitempty"`
	Height  int64     `json:"height,omitempty"`
	Preview bool      `json:"preview" doc:"Whether there is a small picture of it"`
	Scan    string    `json:"scan" enum:"none,waiting,clean,infected" doc:"What the virus scanner says of it"`
	Created time.Time `json:"created"`
	By      *refOut   `json:"by"`
	Mine    bool      `json:"mine" doc:"Whether the caller may take it off"`
}

type filesOut struct {
	list[fileOut]
	Open    bool  `json:"open" doc:"Whether the caller may attach files"`
	Largest int64 `json:"largest" doc:"What one file may weigh, in bytes"`
}

func (s *Server) showFile(names snapshot.Names, f files.Listed, mine bool) fileOut {
	return fileOut{
		ID: s.DB.Seal(f.ID), Name: f.Name, Size: f.Size, Kind: f.Kind, Width: f.Width, Height: f.Height, Preview: f.Preview, Scan: f.Scan,
		Created: time.UnixMilli(f.Created).UTC(), By: s.person(names, int64(f.AddedBy)), Mine: mine,
	}
}

func (s *Server) listFiles(ctx context.Context, in *ByID) (*body[filesOut], error) {
	on, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	found, err := files.List(ctx, s.DB, who, on)
	if err != nil {
		return nil, err
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	p, err := live.Get(who, on)
	if err != nil {
		return nil, err
	}
	out := filesOut{list: list[fileOut]{Items: []fileOut{}, Total: len(found)}, Largest: s.Files.Limits.File}
	out.Open = p.State != project.Deleted && who.CanProject(access.Comment, p.ID, p.Unit(), p.Manager())
	edits, names := who.CanProject(access.EditProject, p.ID, p.Unit(), p.Manager()), live.Names(who)
	for _, f := range found {
		out.Items = append(out.Items, s.showFile(names, f, out.Open && (edits || int64(f.AddedBy) == who.ID)))
	}
	return &body[filesOut]{out}, nil
}

type fileForm struct {
	File huma.FormFile `form:"file" required:"true" doc:"The file"`
}

type addFileIn struct {
	ByID
	RawBody huma.MultipartFormFiles[fileForm]
}

func (s *Server) addFile(ctx context.Context, in *addFileIn) (*body[fileOut], error) {
	on, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	form := in.RawBody.Data()
	if in.RawBody.Form != nil {
		defer in.RawBody.Form.RemoveAll()
	}
	if form.File.File == nil {
		return nil, fault.Invalid("file", label.T("No file came with the form", "Le formulaire ne contient pas de fichier"))
	}
	defer form.File.Close()
	content, ok := form.File.File.(interface {
		io.ReadSeeker
		io.ReaderAt
	})
	if !ok {
		return nil, fmt.Errorf("the form gives no file that can be read again")
	}
	who := auth.Who(ctx)
	f, err := s.Files.Add(ctx, who, files.Upload{Project: on, Name: form.File.Filename, Content: content, Size: form.File.Size}, who.Origin())
	if err != nil {
		return nil, err
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	return &body[fileOut]{s.showFile(live.Names(who), f, true)}, nil
}

// ByFile is the input of routes on one attachment.
type ByFile struct {
	ByID
	File string `path:"file" maxLength:"20"`
}

// downloadFile gives an attachment out, always to be saved and never to be shown
// by the browser in the name of Vigie.
func (s *Server) downloadFile(ctx context.Context, in *ByFile) (*huma.StreamResponse, error) {
	on, id, err := s.twoProjects(in.ID, in.File)
	if err != nil {
		return nil, err
	}
	f, content, err := s.Files.Open(ctx, auth.Who(ctx), on, id)
	if err != nil {
		return nil, err
	}
	return &huma.StreamResponse{Body: func(c huma.Context) {
		defer content.Close()
		c.SetHeader("Content-Type", "application/octet-stream")
		c.SetHeader("Content-Length", fmt.Sprint(f.Size))
		c.SetHeader("Content-Disposition", saveAs(f.Name))
		c.SetHeader("X-Content-Type-Options", "nosniff")
		c.SetHeader("Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'none'")
		c.SetHeader("Cross-Origin-Resource-Policy", "same-origin")
		if _, err := io.Copy(c.BodyWriter(), content); err != nil {
			logOf(ctx).WarnContext(ctx, "an attachment was not given out to its end", "request", requestID(ctx), "error", err.Error())
		}
	}}, nil
}

// saveAs names a download in the two ways of RFC 6266: for every reader, and in
// full for those who read UTF-8.
func saveAs(name string) string {
	plain := strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || strings.ContainsRune(`"\%;`, r) {
			return '_'
		}
		return r
	}, name)
	return fmt.Sprintf(`attachment; filename="%s"; filename*=UTF-8''%s`, plain, strings.ReplaceAll(url.QueryEscape(name), "+", "%20"))
}

type pictureOut struct {
	Kind        string `header:"Content-Type"`
	Policy      string `header:"Content-Security-Policy"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

func (s *Server) previewFile(ctx context.Context, in *ByFile) (*pictureOut, error) {
	on, id, err := s.twoProjects(in.ID, in.File)
	if err != nil {
		return nil, err
	}
	b, err := s.Files.Preview(ctx, auth.Who(ctx), on, id)
	if err != nil {
		return nil, err
	}
	return &pictureOut{"image/jpeg", "sandbox; default-src 'none'; frame-ancestors 'none'", "inline", b}, nil
}

func (s *Server) renameFile(ctx context.Context, in *struct {
	ByFile
	Body struct {
		Name string `json:"name" minLength:"1" maxLength:"400"`
	}
},
) (*body[fileOut], error) {
	on, id, err := s.twoProjects(in.ID, in.File)
	if err != nil {
		return nil, err
	}
	if err := s.update(ctx, func(tx *db.Tx, who access.Who) error {
		return files.Rename(ctx, tx, who, on, id, in.Body.Name)
	}); err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	f, err := files.Get(ctx, s.DB, who, on, id)
	if err != nil {
		return nil, err
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	return &body[fileOut]{s.showFile(live.Names(who), f, true)}, nil
}

func (s *Server) changeFile(change func(ctx context.Context, tx *db.Tx, who access.Who, on, id int64) error) func(context.Context, *ByFile) (*struct{}, error) {
	return func(ctx context.Context, in *ByFile) (*struct{}, error) {
		on, id, err := s.twoProjects(in.ID, in.File)
		if err != nil {
			return nil, err
		}
		return nil, s.update(ctx, func(tx *db.Tx, who access.Who) error { return change(ctx, tx, who, on, id) })
	}
}
