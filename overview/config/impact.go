package config

import (
	"vigie/overview/snapshot"
	"vigie/room/project"
)

// Named is a project or a person that a step touches.
type Named struct {
	ID   string // opaque
	Name string
}

// mostNamed is how many of those whom it touches a step names.
const mostNamed = 8

// touches counts the active projects of which a test holds, and names the first of
// those that the person sees. filter is the condition that lists them; empty where
// none does.
func (st *state) touches(s *Step, filter string, test func(snapshot.Row) bool) error {
	set, err := st.live.Set(systemWho, snapshot.Query{State: project.Active})
	if err != nil {
		return err
	}
	for _, row := range set.Rows {
		if !test(row) {
			continue
		}
		s.Projects++
		if len(s.Some) < mostNamed && st.live.Shows(st.who, st.live.ID(row)) {
			s.Some = append(s.Some, Named{st.live.Public(row), st.live.Value(row, "name").S})
		}
	}
	if s.Projects > 0 {
		s.Filter = filter
	}
	return nil
}
