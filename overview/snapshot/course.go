package snapshot

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/field"
	"vigie/room/project"
)

// courseMonths is how many months a course shows.
const courseMonths = 12

// mostCourses is of how many projects courses are read at once.
const mostCourses = 500

// course is what an attribute of a project was at the end of each month, first to
// last; of the last month, what it is on the day of the snapshot. none stands for
// no value.
type course [courseMonths]int64

// Courses are those of some attributes of the projects of a page, to be drawn.
type Courses struct {
	months [courseMonths]day.Month
	fields []*field.Field
	of     map[int64][]course // by project, in the order of the fields
	slots  field.Slots
}

// Courses reads how some attributes went over the last twelve months, of the
// projects of some items; they must be numbers, amounts, percentages, lights or
// weathers. Money is in the currency that it was written in.
func (k *Keeper) Courses(ctx context.Context, res *Result, keys []string, items []Item) (*Courses, error) {
	s := res.Snapshot
	if len(items) > mostCourses {
		return nil, fault.Invalid("trends", label.F("At most %d projects at once", "Au plus %d projets à la fois", mostCourses))
	}
	c := &Courses{of: map[int64][]course{}, slots: s.Catalogue.Slots()}
	for i := range c.months {
		c.months[i] = s.On.Month() - day.Month(courseMonths-1-i)
	}
	drawn := []field.Kind{field.Number, field.Money, field.Percent, field.Light, field.Weather}
	for _, key := range keys {
		f := s.Catalogue.Get(key)
		if f == nil || !slices.Contains(drawn, f.Kind) {
			return nil, fault.Invalid("trends", label.F("“%s” is no number whose months can be drawn", "« %s » n’est pas un nombre dont on puisse tracer les mois", key))
		}
		c.fields = append(c.fields, f)
	}
	ids := make([]int64, 0, len(items))
	for _, it := range items {
		ids = append(ids, s.ID(it.Row))
		c.of[s.ID(it.Row)] = c.empty()
	}
	for part := range slices.Chunk(ids, 400) {
		if err := c.read(ctx, k.db, s.On, part); err != nil {
			return nil, fmt.Errorf("reading the last months: %w", err)
		}
	}
	c.now(s, items)
	c.veil(s, items)
	return c, nil
}

// veil empties the courses of what is not for the reader.
func (c *Courses) veil(s *Snapshot, items []Item) {
	for i, f := range c.fields {
		shut := s.hidesPast(f)
		for _, it := range items {
			if shut != nil && shut(it.Row) {
				c.of[s.ID(it.Row)][i] = c.empty()[i]
			}
		}
	}
}

func (c *Courses) empty() []course {
	out := make([]course, len(c.fields))
	for i := range out {
		for m := range out[i] {
			out[i][m] = none
		}
	}
	return out
}

// read fills in what the history says: what was known at the end of each month,
// and over it what was entered for the month.
func (c *Courses) read(ctx context.Context, q db.Querier, on day.Day, ids []int64) error {
	err := db.EachBetween(ctx, q, project.Entity, ids, c.months[0].Last(), on, func(s *db.Stretch) error {
		first, last := courseMonths, -1
		for m, month := range c.months {
			if end := min(month.Last(), on); s.From <= end && (s.Until == 0 || end < s.Until) {
				first, last = min(first, m), m
			}
		}
		if last < first {
			return nil
		}
		return c.slots.Decode(s.Data, func(key string, v field.Value) {
			if i := c.place(key); i >= 0 && v.Set {
				for m := first; m <= last; m++ {
					c.of[s.Object][i][m] = v.N
				}
			}
		}, nil)
	})
	if err != nil || !slices.ContainsFunc(c.fields, func(f *field.Field) bool { return f.PerMonth }) {
		return err
	}
	return project.EachMonthly(ctx, q, ids, c.months[0], c.months[courseMonths-1], func(id int64, key string, month day.Month, v field.Value) {
		if i := c.place(key); i >= 0 {
			c.of[id][i][month-c.months[0]] = none
			if v.Set {
				c.of[id][i][month-c.months[0]] = v.N
			}
		}
	})
}

func (c *Courses) place(key string) int {
	return slices.IndexFunc(c.fields, func(f *field.Field) bool { return f.Key == key })
}

// now ends each course with what the snapshot says.
func (c *Courses) now(s *Snapshot, items []Item) {
	for _, it := range items {
		for i, f := range c.fields {
			at := &c.of[s.ID(it.Row)][i][courseMonths-1]
			if *at = none; s.Value(it.Row, f.Key).Set {
				*at = s.Value(it.Row, f.Key).N
			}
		}
	}
}

// AppendMonths writes the months of the courses.
func (c *Courses) AppendMonths(b []byte) []byte {
	b = append(b, `,"months":[`...)
	for i, m := range c.months {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendQuoted(b, m.String())
	}
	return append(b, ']')
}

// append writes the courses of one project by attribute, those that have less than
// two points left out: there is nothing to draw.
func (c *Courses) append(b []byte, id int64) []byte {
	b = append(b, '{')
	start := len(b)
	for i, f := range c.fields {
		line := c.of[id]
		if len(line) == 0 || line[i].points() < 2 {
			continue
		}
		if len(b) > start {
			b = append(b, ',')
		}
		b = append(append(append(b, '"'), f.Key...), `":[`...)
		for m, n := range line[i] {
			if m > 0 {
				b = append(b, ',')
			}
			b = appendPoint(b, f.Kind, n)
		}
		b = append(b, ']')
	}
	return append(b, '}')
}

func (c course) points() (n int) {
	for _, v := range c {
		if v != none {
			n++
		}
	}
	return n
}

// appendPoint writes a value as a plain number, to be drawn: amounts and numbers in
// their unit, lights and weathers by rank, 1 for the best.
func appendPoint(b []byte, kind field.Kind, n int64) []byte {
	switch {
	case n == none:
		return append(b, "null"...)
	case kind == field.Light || kind == field.Weather:
		return strconv.AppendInt(b, n, 10)
	}
	return strconv.AppendFloat(b, float64(n)/10_000, 'f', -1, 64)
}
