package witness

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"time"

	"vigie/ground/db"
	"vigie/ground/label"
)

// Witness sends heads outside. Where no File and no Send are given they go to the
// log alone.
type Witness struct {
	DB   *db.DB
	Key  ed25519.PrivateKey
	Log  *slog.Logger
	File string                                     // heads are appended to it; empty for none
	Send func(ctx context.Context, head Head) error // writes a letter, once a day; nil for none
}

// At least so often a head leaves, and at most so often a letter.
const daily = 24 * time.Hour

// Leave sends the head of now outside, unless nothing has changed since the last
// one that left, less than a day ago, and no letter is due.
func (w *Witness) Leave(ctx context.Context) error {
	change, hash, err := w.DB.Head(ctx)
	if err != nil || change == 0 {
		return err
	}
	last, err := w.DB.LastHead(ctx)
	if err != nil {
		return err
	}
	now := w.DB.Now()
	old := func(at int64) bool { return now.Sub(time.UnixMilli(at)) >= daily }
	due := w.Send != nil && old(last.Mailed)
	if last.Change == change && !old(last.At) && !due {
		return nil
	}
	head := Sign(w.Key, change, hash, now)
	if err := w.append(head); err != nil {
		return err
	}
	w.Log.Info("head of the history", "change", change, "head", head.String())
	last.At, last.Change = now.UnixMilli(), change
	var unsent error
	if due {
		if unsent = w.Send(ctx, head); unsent == nil {
			last.Mailed = last.At
		}
	}
	return errors.Join(unsent, w.DB.NoteHead(ctx, last))
}

// append writes a line and waits until it is kept.
func (w *Witness) append(h Head) error {
	if w.File == "" {
		return nil
	}
	f, err := os.OpenFile(w.File, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return fmt.Errorf("opening the file of heads: %w", err)
	}
	_, err = fmt.Fprintf(f, "%s change %d %s\n", h.At.Format(time.RFC3339), h.Change, h)
	// A pipe or a device of the system keeps by itself, and cannot be synced.
	if info, e := f.Stat(); err == nil && e == nil && info.Mode().IsRegular() {
		err = f.Sync()
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("writing the file of heads: %w", err)
	}
	return nil
}

// Watch sends heads now, every so often, and when ctx ends.
func (w *Witness) Watch(ctx context.Context, every time.Duration) {
	leave := func(ctx context.Context) {
		if err := w.Leave(ctx); err != nil && ctx.Err() == nil {
			w.Log.Error("the head of the history could not leave", "error", err.Error())
		}
	}
	for {
		leave(ctx)
		select {
		case <-ctx.Done():
			end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
			defer cancel()
			leave(end)
			return
		case <-time.After(every):
		}
	}
}

// Check compares heads that left with the history, and says of the first that does
// not hold why; nothing when all do. They stand by their changes.
func Check(ctx context.Context, d *db.DB, heads []Head, keys []ed25519.PublicKey) (wrong label.Text, err error) {
	end, _, err := d.Head(ctx)
	if err != nil {
		return wrong, err
	}
	for _, h := range heads {
		at := h.At.Format("2006-01-02 15:04 UTC")
		if !h.Holds(keys) {
			return label.F("The head of change %d of %s was not signed by a key you trust, but by %s, or was altered",
				"La tête de la modification %d du %s n’est pas signée d’une clé de confiance, mais de %s, ou a été altérée", h.Change, at, PublicText(h.Key)), nil
		}
		hash, err := d.HashOf(ctx, h.Change)
		switch {
		case err != nil:
			return wrong, err
		case hash == h.Hash:
		case h.Change > end:
			return label.F("The history was cut: it ends at change %d, and a head of change %d left on %s",
				"L’historique a été tronqué : il finit à la modification %d, et une tête de la modification %d est partie le %s", end, h.Change, at), nil
		default:
			return label.F("The history up to change %d is not the one whose head left on %s: something before it, or it, was edited, deleted, added or put in another order",
				"L’historique jusqu’à la modification %d n’est pas celui dont la tête est partie le %s : elle, ou ce qui la précède, a été modifié, supprimé, ajouté ou déplacé", h.Change, at), nil
		}
	}
	return wrong, nil
}
