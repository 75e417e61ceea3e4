package snapshot

import (
	"vigie/room/field"
	"vigie/room/project"
)

// Count is how many objects have a value of an attribute, and of a list how many
// have each of its options.
type Count struct {
	Filled  int
	Options map[int64]int // of Choice and Choices
}

// Add counts a value.
func (c *Count) Add(k field.Kind, v field.Value) {
	if !v.Set {
		return
	}
	c.Filled++
	switch k {
	case field.Choice:
		c.Options[v.N]++
	case field.Choices:
		for _, id := range v.L {
			c.Options[id]++
		}
	}
}

// Uses counts the values of an attribute over all projects, those archived or in
// the bin included, whoever may see them.
func (s *Snapshot) Uses(f *field.Field) Count {
	out := Count{Options: map[int64]int{}}
	for r := range s.count {
		if s.head(r).state != project.Merged {
			out.Add(f.Kind, s.Value(r, f.Key))
		}
	}
	return out
}

// EachValue hands over every value of an attribute over all projects, those archived
// or in the bin included, whoever may see them.
func (s *Snapshot) EachValue(f *field.Field, each func(field.Value)) {
	for r := range s.count {
		if s.head(r).state != project.Merged {
			each(s.Value(r, f.Key))
		}
	}
}
