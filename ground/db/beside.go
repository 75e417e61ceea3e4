package db

import "context"

// OnCopy has f write what belongs to the database but lies outside of it, such
// as attachments in a folder, into every backup and every copy that is made.
func (d *DB) OnCopy(f func(ctx context.Context, into *DB) error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.beside = f
}

func (d *DB) copyBeside(ctx context.Context, into *DB) error {
	d.mu.Lock()
	f := d.beside
	d.mu.Unlock()
	if f == nil {
		return nil
	}
	return f(ctx, into)
}
