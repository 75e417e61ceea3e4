package demo_test

import (
	"context"
	"testing"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/overview/demo"
	"vigie/room/milestone"
	"vigie/room/record"
)

func TestEveryProjectHasKeyDatesAndSomeHaveSlipped(t *testing.T) {
	d := sqlite(t, demo.Options{})
	of := map[int64]int{}
	slipped, open := 0, 0
	err := milestone.Kind.Each(context.Background(), d, nil, func(m *record.Record) error {
		of[m.Project()]++
		if m.Values["date"].N > m.Values["baseline"].N+20 {
			slipped++
		}
		if !m.Values["done_on"].Set {
			open++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for id, n := range of {
		if n < 2 || n > 6 {
			t.Errorf("project %d has %d key dates", id, n)
		}
	}
	if len(of) < 60 || slipped < 15 || open < 60 {
		t.Errorf("got %d projects with key dates, %d slipped, %d open", len(of), slipped, open)
	}
	moved := 0
	yearAgo := day.OfTime(d.Now()) - 365
	err = db.EachAsOf(context.Background(), d, milestone.Entity, yearAgo, 0, func(*db.State) error { moved++; return nil })
	if err != nil || moved == 0 {
		t.Errorf("got %d key dates a year ago, %v", moved, err)
	}
}
