package snapshot

import (
	"vigie/room/constant"
	"vigie/room/field"
)

// With returns the same portfolio with one more attribute in its catalogue, or
// another definition of one that is there: to try a formula before it is kept.
func (s *Snapshot) With(f *field.Field) *Snapshot { return s.under(s.Catalogue.With(f)) }

// WithConstants returns the same portfolio under other constants, to try what a
// change of them would do.
func (s *Snapshot) WithConstants(k constant.Set) *Snapshot {
	return s.under(s.Catalogue.WithConstants(k))
}

func (s *Snapshot) under(c *field.Catalogue) *Snapshot {
	return &Snapshot{
		Change: s.Change, On: s.On, Live: s.Live, Catalogue: c, Directory: s.Directory,
		pages: s.pages, count: s.count, index: s.index, columns: s.columns, money: s.money, members: s.members, live: s.live, rates: s.rates,
		whole: s.whole, shut: s.shut, veils: &veils{},
	}
}
