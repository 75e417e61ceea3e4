package file

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"sync"
	"time"

	"vigie/ground/db"
)

// Place is where the bytes of attachments lie, under the digest of what they
// are. Any number of nodes may share one.
type Place interface {
	// Put keeps content; what is there already is written again, so that it
	// counts as new. It is there whole or not at all.
	Put(ctx context.Context, digest string, size int64, content io.ReadSeeker) error
	// Open returns content; an error that is fs.ErrNotExist when it is not there.
	Open(ctx context.Context, digest string) (io.ReadCloser, error)
	// Remove forgets content that was not put since an instant. What is not
	// there is no error.
	Remove(ctx context.Context, digest string, since time.Time) error
	// String names the place for people who run Vigie, without secrets.
	String() string
}

// Folder keeps content in files of a local folder, which no other server uses.
type Folder struct {
	root *os.Root
	name string
	mu   sync.Mutex // putting and removing one at a time
}

// OpenFolder opens a folder, and makes it where it is not there.
func OpenFolder(name string) (*Folder, error) {
	if err := os.MkdirAll(name, 0o700); err != nil {
		return nil, fmt.Errorf("making the folder of the attachments: %w", err)
	}
	root, err := os.OpenRoot(name)
	if err != nil {
		return nil, fmt.Errorf("opening the folder of the attachments: %w", err)
	}
	return &Folder{root: root, name: name}, nil
}

// Close gives the folder free.
func (f *Folder) Close() error { return f.root.Close() }

func (f *Folder) String() string { return f.name }

func key(digest string) string { return digest[:2] + "/" + digest }

// Put writes a file beside, makes sure of it, and then gives it its name.
func (f *Folder) Put(_ context.Context, digest string, size int64, content io.ReadSeeker) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	name := key(digest)
	if err := f.root.Mkdir(path.Dir(name), 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	part := name + ".part"
	out, err := f.root.OpenFile(part, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	n, err := io.Copy(out, content)
	if err == nil && n != size {
		err = fmt.Errorf("%d bytes came, %d were announced", n, size)
	}
	if err = errors.Join(err, out.Sync(), out.Close()); err != nil {
		return errors.Join(err, f.root.Remove(part))
	}
	if err := f.root.Rename(part, name); err != nil {
		return err
	}
	dir, err := f.root.Open(path.Dir(name))
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

// Open opens a file.
func (f *Folder) Open(_ context.Context, digest string) (io.ReadCloser, error) {
	return f.root.Open(key(digest))
}

// Remove removes a file that is older than since.
func (f *Folder) Remove(_ context.Context, digest string, since time.Time) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	info, err := f.root.Stat(key(digest))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil || info.ModTime().After(since) {
		return err
	}
	return f.root.Remove(key(digest))
}

// partSize is how many bytes a row of the database holds.
const partSize = 512 << 10

// Rows keeps content in the database, for nodes that share nothing else.
type Rows struct{ DB *db.DB }

type part struct {
	Digest  string `db:"digest"`
	Place   int64  `db:"place"`
	Content []byte `db:"content"`
}

func (r Rows) String() string { return "database" }

// Put writes the parts of content in one transaction.
func (r Rows) Put(ctx context.Context, digest string, size int64, content io.ReadSeeker) error {
	_, err := r.DB.Update(ctx, db.Origin{Via: "system"}, func(tx *db.Tx) error {
		if _, err := content.Seek(0, io.SeekStart); err != nil {
			return err
		}
		if _, err := db.Exec(ctx, tx, "DELETE FROM content_part WHERE digest = $1", digest); err != nil {
			return err
		}
		return insertParts(ctx, tx, digest, size, content)
	})
	return err
}

func insertParts(ctx context.Context, tx *db.Tx, digest string, size int64, content io.Reader) error {
	var sent int64
	for n := int64(0); sent < size; n++ {
		b := make([]byte, min(partSize, size-sent))
		if _, err := io.ReadFull(content, b); err != nil {
			return fmt.Errorf("reading content to keep: %w", err)
		}
		if err := db.Insert(ctx, tx, "content_part", part{digest, n, b}); err != nil {
			return err
		}
		sent += int64(len(b))
	}
	return nil
}

// Open reads part after part.
func (r Rows) Open(ctx context.Context, digest string) (io.ReadCloser, error) {
	n, err := db.Get[int64](ctx, r.DB, "SELECT count(*) FROM content_part WHERE digest = $1", digest)
	if err == nil && n == 0 {
		err = fs.ErrNotExist
	}
	if err != nil {
		return nil, err
	}
	return &rowsReader{ctx: ctx, rows: r, digest: digest}, nil
}

type rowsReader struct {
	ctx    context.Context
	rows   Rows
	digest string
	next   int64
	now    bytes.Reader
}

func (r *rowsReader) Read(b []byte) (int, error) {
	if r.now.Len() == 0 {
		parts, err := db.Select[part](r.ctx, r.rows.DB, "SELECT digest, place, content FROM content_part WHERE digest = $1 AND place = $2", r.digest, r.next)
		if err != nil {
			return 0, err
		}
		if len(parts) == 0 {
			return 0, io.EOF
		}
		r.next++
		r.now.Reset(parts[0].Content)
	}
	return r.now.Read(b)
}

func (r *rowsReader) Close() error { return nil }

// Remove is done with the row of the content, to which the parts belong.
func (r Rows) Remove(context.Context, string, time.Time) error { return nil }
