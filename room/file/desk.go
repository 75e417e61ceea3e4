package file

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"strings"
	"time"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

// Desk is where attachments are taken in and given out.
type Desk struct {
	DB      *db.DB
	Place   Place
	Limits  Limits
	Scanner Scanner // nil when there is none
	Log     *slog.Logger
}

// NewDesk returns a desk with the usual limits.
func NewDesk(d *db.DB, p Place) *Desk {
	return &Desk{DB: d, Place: p, Limits: Usual, Log: slog.Default()}
}

// Upload is a file on its way in.
type Upload struct {
	Project int64
	Name    string
	Content interface {
		io.ReadSeeker
		io.ReaderAt
	}
	Size int64
}

// content is what is known of bytes, whoever attached them.
type content struct {
	Digest  string `db:"digest"`
	Size    int64  `db:"size"`
	Kind    string `db:"kind"`
	Width   int64  `db:"width"`
	Height  int64  `db:"height"`
	Preview []byte `db:"preview"`
	Scan    string `db:"scan"`
	Finding string `db:"finding"`
	Used    int64  `db:"used"`
}

// Add attaches a file to a project. Its kind is found in its bytes; pictures
// lose what they say about where and by whom they were taken.
func (d *Desk) Add(ctx context.Context, who access.Who, u Upload, from db.Origin) (Listed, error) {
	if err := d.Room(ctx, who, u.Project, u.Size); err != nil {
		return Listed{}, err
	}
	name := Name(u.Name)
	kind, err := Kind(name, u.Content, u.Size)
	if err != nil {
		return Listed{}, err
	}
	c, bytes, err := examine(kind, u)
	if err != nil {
		return Listed{}, err
	}
	if err := d.keep(ctx, &c, bytes); err != nil {
		return Listed{}, err
	}
	var a Attachment
	_, err = d.DB.Update(ctx, from, func(tx *db.Tx) error {
		now, err := access.Now(ctx, tx, who)
		if err != nil {
			return err
		}
		a, err = attach(ctx, tx, now, Attachment{Project: u.Project, Digest: c.Digest, Name: name, Folded: label.Fold(name), Size: c.Size}, d.Limits)
		return err
	})
	return Listed{a, c.Kind, c.Width, c.Height, c.Preview != nil, c.Scan}, err
}

// examine makes the content of an upload.
func examine(kind string, u Upload) (content, io.ReadSeeker, error) {
	c := content{Kind: kind, Scan: Unscanned}
	var from io.ReadSeeker = u.Content
	if _, err := from.Seek(0, io.SeekStart); err != nil {
		return c, nil, err
	}
	if strings.HasPrefix(kind, "image/") {
		b, err := io.ReadAll(from)
		if err != nil {
			return c, nil, err
		}
		b = strip(kind, b)
		p := look(kind, b)
		c.Width, c.Height, c.Preview = int64(p.width), int64(p.height), p.preview
		from = bytes.NewReader(b)
	}
	h := sha256.New()
	var err error
	if c.Size, err = io.Copy(h, from); err != nil {
		return c, nil, fmt.Errorf("reading an attachment: %w", err)
	}
	c.Digest = hex.EncodeToString(h.Sum(nil))
	return c, from, nil
}

// keep makes sure that content is in its place: first the row, which keeps the
// clean-up away, then the bytes.
func (d *Desk) keep(ctx context.Context, c *content, bytes io.ReadSeeker) error {
	if d.Scanner != nil {
		c.Scan = Waiting
	}
	_, err := d.DB.Update(ctx, db.Origin{Via: "system"}, func(tx *db.Tx) error {
		c.Used = tx.Millis()
		n, err := db.Exec(ctx, tx, "UPDATE content SET used = $2 WHERE digest = $1", c.Digest, c.Used)
		if err != nil || n == 1 {
			return err
		}
		if err := db.Insert(ctx, tx, "content", *c); err != nil {
			return err
		}
		if c.Scan == Waiting {
			return tx.Enqueue(ctx, ScanKind, `{"digest":"`+c.Digest+`"}`, 0)
		}
		return nil
	})
	if err != nil && !db.IsDuplicate(err) {
		return err
	}
	if _, err := bytes.Seek(0, io.SeekStart); err != nil {
		return err
	}
	if err := d.Place.Put(ctx, c.Digest, c.Size, bytes); err != nil {
		return fmt.Errorf("keeping an attachment: %w", err)
	}
	known, err := db.Get[string](ctx, d.DB, "SELECT scan FROM content WHERE digest = $1", c.Digest)
	if err == nil {
		c.Scan = known
	}
	return err
}

// Open gives an attachment out to whoever may see its project, unless the
// scanner has not looked at it yet or has found something.
func (d *Desk) Open(ctx context.Context, who access.Who, on, id int64) (Listed, io.ReadCloser, error) {
	a, err := Get(ctx, d.DB, who, on, id)
	if err != nil {
		return a, nil, err
	}
	switch a.Scan {
	case Infected:
		return a, nil, fault.Conflict(label.T("The virus scanner found something in this file; it is not given out", "L’antivirus a trouvé quelque chose dans ce fichier ; il n’est pas remis"))
	case Waiting:
		return a, nil, fault.Later(10, label.T("The virus scanner has not looked at this file yet; try again shortly", "L’antivirus n’a pas encore examiné ce fichier ; réessayez dans un instant"))
	}
	in, err := d.open(ctx, a.Digest)
	if errors.Is(err, fs.ErrNotExist) {
		d.Log.ErrorContext(ctx, "an attachment is lost", "digest", a.Digest, "place", d.Place.String())
		return a, nil, fault.Conflict(label.T("The content of this file is missing; tell your administrator", "Le contenu de ce fichier manque ; prévenez votre administrateur"))
	}
	return a, in, err
}

// open reads content from its place; what came by a backup is in the database
// until it is settled.
func (d *Desk) open(ctx context.Context, digest string) (io.ReadCloser, error) {
	in, err := Rows{d.DB}.Open(ctx, digest)
	if errors.Is(err, fs.ErrNotExist) {
		return d.Place.Open(ctx, digest)
	}
	return in, err
}

// Preview returns the preview of a picture: JPEG, drawn anew.
func (d *Desk) Preview(ctx context.Context, who access.Who, on, id int64) ([]byte, error) {
	a, err := Get(ctx, d.DB, who, on, id)
	if err != nil {
		return nil, err
	}
	if a.Scan == Infected || !a.Preview {
		return nil, fault.NotFound()
	}
	type row struct {
		Preview []byte `db:"preview"`
	}
	r, err := db.Get[row](ctx, d.DB, "SELECT preview FROM content WHERE digest = $1", a.Digest)
	return r.Preview, err
}

// orphaned is for how long content that nothing refers to is kept.
const orphaned = 24 * time.Hour

// Sweep forgets attachments that were taken off long ago, and content that
// nothing refers to any more; what lies in the database and has a place of its
// own goes there.
func (d *Desk) Sweep(ctx context.Context) error {
	now := d.DB.Now()
	if _, err := d.DB.Update(ctx, db.Origin{Via: "system"}, func(tx *db.Tx) error {
		_, err := db.Exec(ctx, tx, "DELETE FROM attachment WHERE deleted > 0 AND deleted < $1", now.AddDate(0, 0, -BinDays).UnixMilli())
		return err
	}); err != nil {
		return err
	}
	before := now.Add(-orphaned)
	const loose = "used < $1 AND NOT EXISTS (SELECT 1 FROM attachment a WHERE a.digest = content.digest)"
	digests, err := db.Select[string](ctx, d.DB, "SELECT digest FROM content WHERE "+loose, before.UnixMilli())
	if err != nil {
		return err
	}
	for _, digest := range digests {
		var n int64
		if _, err := d.DB.Update(ctx, db.Origin{Via: "system"}, func(tx *db.Tx) (err error) {
			n, err = db.Exec(ctx, tx, "DELETE FROM content WHERE digest = $2 AND "+loose, before.UnixMilli(), digest)
			return err
		}); err != nil {
			return err
		}
		if n == 0 {
			continue
		}
		if err := d.Place.Remove(ctx, digest, before); err != nil {
			return fmt.Errorf("removing content that nothing refers to: %w", err)
		}
	}
	if len(digests) > 0 {
		d.Log.InfoContext(ctx, "attachments that nothing refers to were removed", "contents", len(digests))
	}
	return d.settle(ctx)
}

// settle brings content that came by a backup or a copy to its place.
func (d *Desk) settle(ctx context.Context) error {
	if _, here := d.Place.(Rows); here {
		return nil
	}
	digests, err := db.Select[string](ctx, d.DB, "SELECT DISTINCT digest FROM content_part")
	if err != nil {
		return err
	}
	for _, digest := range digests {
		if err := d.settleOne(ctx, digest); err != nil {
			return err
		}
	}
	return nil
}

func (d *Desk) settleOne(ctx context.Context, digest string) error {
	b, err := d.whole(ctx, digest)
	if err != nil {
		return err
	}
	if err := d.Place.Put(ctx, digest, int64(len(b)), bytes.NewReader(b)); err != nil {
		return fmt.Errorf("bringing an attachment to its place: %w", err)
	}
	_, err = d.DB.Update(ctx, db.Origin{Via: "system"}, func(tx *db.Tx) error {
		_, err := db.Exec(ctx, tx, "DELETE FROM content_part WHERE digest = $1", digest)
		return err
	})
	return err
}

// whole reads content and makes sure that it is what its digest says.
func (d *Desk) whole(ctx context.Context, digest string) ([]byte, error) {
	in, err := d.open(ctx, digest)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	b, err := io.ReadAll(io.LimitReader(in, MostBytes+1))
	if err != nil {
		return nil, err
	}
	if sum := sha256.Sum256(b); hex.EncodeToString(sum[:]) != digest {
		return nil, fmt.Errorf("the content %.12s is damaged", digest)
	}
	return b, nil
}

// Carry writes the content that lies outside the database into another one: a
// backup, or the target of a copy. What is lost is named in the log, and does
// not keep the rest from being saved.
func (d *Desk) Carry(ctx context.Context, into *db.DB) error {
	missing, err := db.Select[string](ctx, into, "SELECT digest FROM content WHERE NOT EXISTS (SELECT 1 FROM content_part p WHERE p.digest = content.digest) ORDER BY digest")
	if err != nil {
		return err
	}
	for _, digest := range missing {
		b, err := d.whole(ctx, digest)
		if err != nil {
			d.Log.ErrorContext(ctx, "an attachment could not be saved", "digest", digest, "error", err)
			continue
		}
		if _, err := into.Update(ctx, db.Origin{Via: "system"}, func(tx *db.Tx) error {
			return insertParts(ctx, tx, digest, int64(len(b)), bytes.NewReader(b))
		}); err != nil {
			return fmt.Errorf("saving an attachment: %w", err)
		}
	}
	return nil
}

// Recount reads all content again and compares it with its digest.
func (d *Desk) Recount() db.Recount {
	return db.Recount{
		Name: label.T("Attachments are there, and are what was attached", "Les pièces jointes sont présentes et intactes"),
		Func: func(ctx context.Context, _ *db.DB) ([]label.Text, error) {
			digests, err := db.Select[string](ctx, d.DB, "SELECT digest FROM content WHERE EXISTS (SELECT 1 FROM attachment a WHERE a.digest = content.digest) ORDER BY digest")
			var out []label.Text
			for _, digest := range digests {
				if _, err := d.whole(ctx, digest); err != nil {
					out = append(out, label.F("the content %.12s is missing or damaged (%v)", "le contenu %.12s manque ou est abîmé (%v)", digest, err))
				}
			}
			return out, err
		},
	}
}
