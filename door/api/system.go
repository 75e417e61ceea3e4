package api

import (
	"context"
	"io"
	"math"
	"mime"
	"net/http"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"vigie/door/auth"
	"vigie/door/heavy"
	"vigie/door/mail"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

func (s *Server) systemRoutes(a *frame) {
	register(a, op(http.MethodGet, "/health", "How the system is: database, disk, memory, backups, jobs"), s.health)
	register(a, op(http.MethodGet, "/jobs", "What is done in the background, the newest first"), s.listJobs)
	register(a, op(http.MethodPost, "/jobs/{id}/retry", "Do a job again that was given up, or now instead of later", noContent), s.retryJob)
	register(a, op(http.MethodGet, "/backups", "The backups in the folder of this server"), s.listBackups)
	register(a, op(http.MethodPost, "/backups", "Make a backup now, and prove it, in the background", noContent), s.makeBackup)
	register(a, op(http.MethodPost, "/backups/{name}/verify", "Prove that a backup can be restored"), s.verifyBackup)
	register(a, op(http.MethodGet, "/backups/{name}", "Download a backup", func(o *huma.Operation) {
		o.Responses = map[string]*huma.Response{"200": {Description: "The file", Content: map[string]*huma.MediaType{"application/octet-stream": {}}}}
	}), s.downloadBackup)
	register(a, op(http.MethodPost, "/mail/test", "Send a test letter to oneself"), s.testMail)
}

type health struct {
	Version  string `json:"version"`
	Go       string `json:"go"`
	Started  string `json:"started,omitempty"`
	Database struct {
		Engine  string `json:"engine"`
		Version string `json:"version"`
		Size    int64  `json:"size" doc:"Bytes"`
		Change  int64  `json:"change" doc:"The last one"`
		Lag     int64  `json:"lag" doc:"Changes that this server has not yet read"`
	} `json:"database"`
	Disk struct {
		Free  uint64 `json:"free" doc:"Bytes; 0 when unknown"`
		Total uint64 `json:"total"`
	} `json:"disk"`
	Memory struct {
		Used  uint64 `json:"used" doc:"Bytes the program holds"`
		Live  uint64 `json:"live" doc:"Bytes in use"`
		Limit uint64 `json:"limit,omitempty" doc:"Bytes the program aims to stay below; none when absent"`
	} `json:"memory"`
	Heavy  heavy.Load       `json:"heavy" doc:"Reports, workbooks and files that are read: how many at a time, and how many wait"`
	Jobs   map[string]int64 `json:"jobs" doc:"How many by state"`
	Backup struct {
		At   string `json:"at,omitempty" doc:"Of the last that was made and proved"`
		Size int64  `json:"size,omitempty"`
		Rows int64  `json:"rows,omitempty"`
		Due  bool   `json:"due" doc:"Older than a day and a half, or none"`
	} `json:"backup"`
	Heads struct {
		At     string `json:"at,omitempty" doc:"When a signed head of the history last left"`
		Change int64  `json:"change"`
		Mailed string `json:"mailed,omitempty" doc:"When one last left by mail"`
		Due    bool   `json:"due" doc:"None has left for more than a day"`
	} `json:"heads"`
	Mail      string `json:"mail" enum:"on,off"`
	PublicURL string `json:"public_url"`
	Encrypted bool   `json:"encrypted" doc:"Whether this request came by https"`
}

func (s *Server) health(ctx context.Context, _ *struct{}) (*body[health], error) {
	out := health{Version: s.Version, Go: runtime.Version(), Jobs: map[string]int64{}, Mail: "off", PublicURL: s.Auth.PublicURL, Encrypted: s.Auth.Secure(callOf(ctx).r)}
	if s.Post != nil {
		out.Mail = "on"
	}
	if !s.Started.IsZero() {
		out.Started = instant(s.Started.UnixMilli())
	}
	out.Heavy = s.Heavy.Load()
	out.Memory.Limit = memoryLimit()
	if s.Disk != nil {
		out.Disk.Free, out.Disk.Total = s.Disk()
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	out.Memory.Used, out.Memory.Live = m.Sys-m.HeapReleased, m.HeapAlloc
	return answer(out, s.healthOfData(ctx, &out))
}

// memoryLimit is what the program was told to stay below; 0 for nothing.
func memoryLimit() uint64 {
	if n := debug.SetMemoryLimit(-1); n < math.MaxInt64 {
		return uint64(n)
	}
	return 0
}

func (s *Server) healthOfData(ctx context.Context, out *health) error {
	size, err := s.DB.Size(ctx)
	if err != nil {
		return err
	}
	out.Database.Engine, out.Database.Size = s.DB.Engine.String(), size.Bytes
	out.Database.Version = size.Version
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return err
	}
	if out.Database.Change, err = s.DB.LastChange(ctx); err != nil {
		return err
	}
	out.Database.Lag = max(0, out.Database.Change-live.Change)
	states, err := s.DB.JobStates(ctx)
	if err != nil {
		return err
	}
	for _, state := range states {
		out.Jobs[state.State] = state.Count
	}
	last, err := s.DB.LastBackup(ctx)
	out.Backup.At, out.Backup.Size, out.Backup.Rows = instant(last.At), last.Size, last.Rows
	out.Backup.Due = s.DB.Millis()-last.At > (36 * time.Hour).Milliseconds()
	if err != nil {
		return err
	}
	head, err := s.DB.LastHead(ctx)
	out.Heads.At, out.Heads.Change, out.Heads.Mailed = instant(head.At), head.Change, instant(head.Mailed)
	out.Heads.Due = s.DB.Millis()-head.At > (26 * time.Hour).Milliseconds()
	return err
}

type jobOut struct {
	ID       string `json:"id"`
	Kind     string `json:"kind"`
	State    string `json:"state" enum:"waiting,running,done,failed"`
	Attempts int64  `json:"attempts"`
	Error    string `json:"error,omitempty"`
	Created  string `json:"created"`
	RunAt    string `json:"run_at"`
}

type listJobsIn struct {
	State string `query:"state" enum:"waiting,running,done,failed"`
	Kind  string `query:"kind" maxLength:"60"`
	After string `query:"after" maxLength:"20"`
	Limit int    `query:"limit" minimum:"1" maximum:"500" default:"100"`
}

// listJobs leaves the payloads out: they may be private.
func (s *Server) listJobs(ctx context.Context, in *listJobsIn) (*body[list[jobOut]], error) {
	after := int64(0)
	if in.After != "" {
		var err error
		if after, err = s.DB.Unseal(in.After); err != nil {
			return nil, err
		}
	}
	found, total, err := s.DB.Jobs(ctx, in.State, in.Kind, after, in.Limit+1)
	if err != nil {
		return nil, err
	}
	out := list[jobOut]{Items: []jobOut{}, Total: int(total)}
	if len(found) > in.Limit {
		found = found[:in.Limit]
		out.Next = s.DB.Seal(found[len(found)-1].ID)
	}
	for _, j := range found {
		out.Items = append(out.Items, jobOut{s.DB.Seal(j.ID), j.Kind, j.State, j.Attempts, j.Error, instant(j.Created), instant(j.RunAt)})
	}
	return &body[list[jobOut]]{out}, nil
}

func (s *Server) retryJob(ctx context.Context, in *ByID) (*none, error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	return nil, s.update(ctx, func(tx *db.Tx, who access.Who) error {
		if err := access.Must(who.CanEverywhere(access.ManageSystem)); err != nil {
			return err
		}
		kind, err := tx.RetryJob(ctx, id)
		if err != nil {
			return err
		}
		return access.Audit(ctx, tx, who, access.JobRetried, kind)
	})
}

type backupOut struct {
	Name string `json:"name"`
	Kind string `json:"kind" enum:"nightly,upgrade,manual"`
	Made string `json:"made"`
	Size int64  `json:"size" doc:"Bytes"`
	Bad  bool   `json:"bad" doc:"It could not be proved, and counts as none"`
}

func (s *Server) listBackups(context.Context, *struct{}) (*body[list[backupOut]], error) {
	out := list[backupOut]{Items: []backupOut{}}
	if s.Vault == nil {
		return &body[list[backupOut]]{out}, nil
	}
	found, err := s.Vault.List()
	for _, b := range found {
		out.Items = append(out.Items, backupOut{b.Name, b.Kind, instant(b.Made), b.Size, b.Bad})
	}
	out.Total = len(out.Items)
	return answer(out, err)
}

// BackupNow is the kind of the jobs by which somebody's backup is made.
const BackupNow = "backup now"

func (s *Server) makeBackup(ctx context.Context, _ *struct{}) (*none, error) {
	return nil, s.update(ctx, func(tx *db.Tx, who access.Who) error {
		if err := access.Must(who.CanEverywhere(access.ManageSystem)); err != nil {
			return err
		}
		if err := tx.Enqueue(ctx, BackupNow, "{}", 0); err != nil {
			return err
		}
		return access.Audit(ctx, tx, who, access.BackupMade, "")
	})
}

type backupByName struct {
	Name string `path:"name" maxLength:"120"`
}

type proved struct {
	Rows   int64  `json:"rows"`
	Change int64  `json:"change" doc:"The last one in it"`
	Made   string `json:"made"`
}

func (s *Server) verifyBackup(ctx context.Context, in *backupByName) (*body[proved], error) {
	if s.Vault == nil {
		return nil, fault.NotFound()
	}
	m, err := s.Vault.Verify(ctx, in.Name)
	if fault.KindOf(err) == fault.Missing && err != nil {
		return nil, err
	}
	said := in.Name
	if err != nil {
		said += " ✗"
	}
	if err := s.note(ctx, access.BackupVerified, said); err != nil {
		return nil, err
	}
	return answer(proved{m.Rows(), m.Change, instant(m.Made)}, err)
}

// downloadBackup hands a backup out: it holds everything, whatever one may see
// in the application, so that only those who run the whole system get it.
func (s *Server) downloadBackup(ctx context.Context, in *backupByName) (*huma.StreamResponse, error) {
	if s.Vault == nil {
		return nil, fault.NotFound()
	}
	f, err := s.Vault.Open(in.Name)
	if err != nil {
		return nil, err
	}
	if err := s.note(ctx, access.Downloaded, in.Name); err != nil {
		f.Close()
		return nil, err
	}
	return &huma.StreamResponse{Body: func(h huma.Context) {
		defer f.Close()
		h.SetHeader("Content-Type", "application/octet-stream")
		h.SetHeader("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": in.Name}))
		if _, err := io.Copy(h.BodyWriter(), f); err != nil {
			logOf(ctx).Warn("a download was cut short", "file", in.Name, "error", err.Error())
			panic(http.ErrAbortHandler) // nobody takes a part for the whole
		}
	}}, nil
}

type mailTested struct {
	Sent bool   `json:"sent"`
	To   string `json:"to"`
}

// testMail sends to the caller's own address only, by the server that the
// program was started with: nobody tries hosts or writes to strangers by it.
func (s *Server) testMail(ctx context.Context, _ *struct{}) (*body[mailTested], error) {
	a, err := access.Me(ctx, s.DB, auth.Who(ctx))
	if err != nil {
		return nil, err
	}
	switch {
	case s.Post == nil:
		return nil, fault.Conflict(label.T("No letters leave: start Vigie with --smtp", "Aucun courriel ne part : démarrez Vigie avec --smtp"))
	case a.Email == "":
		return nil, fault.Conflict(label.T("Your account has no e-mail address", "Votre compte n’a pas d’adresse électronique"))
	}
	if err := s.Gate.Admit(ctx, "mail test", s.Auth.Address(callOf(ctx).r)); err != nil {
		return nil, err
	}
	if err := s.note(ctx, access.MailTested, a.Email); err != nil {
		return nil, err
	}
	if err := s.Post.SendNotice(ctx, a, mail.Trial); err != nil {
		return nil, fault.Conflict(label.T("The letter did not leave; the log of the server says why", "Le courriel n’est pas parti ; le journal du serveur dit pourquoi")).Because(err)
	}
	return answer(mailTested{true, a.Email}, nil)
}
