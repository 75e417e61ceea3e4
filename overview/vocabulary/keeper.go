package vocabulary

import (
	"context"
	"io/fs"
	"sync"
	"sync/atomic"
	"time"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/convention"
	"vigie/room/term"
)

// looks is how often the vocabulary of other servers is asked for.
const looks = time.Second

// Keeper has what the server says said in the vocabulary that holds, and keeps what
// browsers fetch of it.
type Keeper struct {
	DB       *db.DB
	Messages fs.FS // en.json and fr.json

	mu      sync.Mutex
	book    *Book // read when it is first needed
	held    atomic.Pointer[held]
	written atomic.Pointer[label.Conventions]
	checked atomic.Int64 // when it was last asked for, in milliseconds
}

type held struct {
	version int64
	overlay Overlay
}

// Book returns the texts of the interface.
func (k *Keeper) Book() (*Book, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.read()
}

func (k *Keeper) read() (b *Book, err error) {
	if k.book == nil {
		k.book, err = NewBook(k.Messages)
	}
	return k.book, err
}

// Look adopts the vocabulary that holds, unless that was done a moment ago.
func (k *Keeper) Look(ctx context.Context) error {
	now := k.DB.Now().UnixMilli()
	if last := k.checked.Load(); k.held.Load() != nil && now >= last && now < last+looks.Milliseconds() {
		return nil
	}
	return k.Renew(ctx)
}

// Renew adopts the vocabulary and the conventions that hold: everything that is said
// and written from here on is in them.
func (k *Keeper) Renew(ctx context.Context) error {
	c, err := convention.Load(ctx, k.DB)
	if err != nil {
		return err
	}
	now := c.Manner()
	if was := k.written.Swap(&now); was == nil && now != (label.Conventions{}) || was != nil && *was != now {
		label.AdoptConventions(now)
	}
	_, err = k.Overlay(ctx)
	return err
}

// Overlay returns what the vocabulary that holds says otherwise.
func (k *Keeper) Overlay(ctx context.Context) (Overlay, error) {
	version, err := term.Version(ctx, k.DB)
	if err != nil {
		return Overlay{}, err
	}
	k.checked.Store(k.DB.Now().UnixMilli())
	if h := k.held.Load(); h != nil && h.version == version {
		return h.overlay, nil
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	v, err := term.Load(ctx, k.DB)
	if err != nil {
		return Overlay{}, err
	}
	h := &held{version: v.Version}
	if !v.IsZero() {
		book, err := k.read()
		if err != nil {
			return Overlay{}, err
		}
		h.overlay = book.Overlay(v)
	}
	if was := k.held.Swap(h); was != nil || len(h.overlay.Words) > 0 {
		label.AdoptWords(h.overlay.Words)
	}
	return h.overlay, nil
}
