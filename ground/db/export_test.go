package db

import "context"

// MigrateTo brings a new database to the first steps of the schema: what an
// older program left behind.
func (d *DB) MigrateTo(ctx context.Context, steps int) error {
	all, err := readMigrations()
	if err != nil {
		return err
	}
	if _, err := d.exec(ctx, "CREATE TABLE migration (number BIGINT PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, at BIGINT NOT NULL)"); err != nil {
		return err
	}
	for _, m := range all[:steps] {
		if err := d.apply(ctx, m); err != nil {
			return err
		}
	}
	return nil
}
