package agenda

import "vigie/room/record"

// Each hands over all records of a reading, by id, whoever may see them.
func (r *Reading) Each(f func(*record.Record)) {
	for _, m := range r.all {
		f(m)
	}
}
