package snapshot

import (
	"fmt"
	"os"
	"syscall"
	"testing"
	"time"

	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

// formulas are those of a portfolio of a PMO, simple and not so simple; %d makes each
// another, %s is one that is computed before it.
var formulas = []string{
	"total_cost - actual_cost * %d",
	"IF(progress > %d, ROUND(total_cost * progress, 0), total_cost)",
	"end - start - %d",
	"IF(AND(weather = \"stormy\", end < today + %d), 1, 0)",
	"DATE(2026, 1, 1) + %d",
	"COALESCE(actual_cost, total_cost) / MAX(total_cost, %d)",
	"IF(ISEMPTY(end), 0, IF(end < today, %d, 2))",
	"LEFT(code, %d) & \" · \" & name",
	"IF(total_cost > 1000000, \"large\", IF(total_cost > %d, \"medium\", \"small\"))",
	"MIN(start + %d, end)",
}

// portfolioOf is a portfolio in memory, and the attributes that are computed on it; more
// gives the projects, by their ids, other values.
func portfolioOf(tb testing.TB, projects int, texts []string, more ...func(id int64, v field.Values)) (*Snapshot, []*field.Field) {
	tb.Helper()
	var fields []*field.Field
	for _, f := range []field.Field{
		{Key: "code", Kind: field.Text},
		{Key: "name", Kind: field.Text},
		{Key: "currency", Kind: field.Text},
		{Key: "unit", Kind: field.Unit},
		{Key: "manager", Kind: field.User},
		{Key: "total_cost", Kind: field.Money},
		{Key: "actual_cost", Kind: field.Money},
		{Key: "progress", Kind: field.Percent},
		{Key: "start", Kind: field.Date},
		{Key: "end", Kind: field.Date},
		{Key: "weather", Kind: field.Weather},
		{Key: "comment", Kind: field.LongText},
		{Key: "programme", Kind: field.Project},
	} {
		f.ID, f.Object = int64(len(fields)+1), "project"
		fields = append(fields, &f)
	}
	c := field.NewCatalogue("project", fields)
	var computed []*field.Field
	for i, text := range texts {
		tree, err := c.ParseFormula(text, label.EN, nil)
		if err != nil {
			tb.Fatalf("%s: %v", text, err)
		}
		f := &field.Field{ID: int64(100 + i), Object: "project", Kind: field.Computed, Key: fmt.Sprintf("c%d", i), Formula: tree}
		fields, computed = append(fields, f), append(computed, f)
		c = field.NewCatalogue("project", fields)
	}
	b := newBuilder(c, func(id int64) string { return fmt.Sprint(id) })
	b.s.On = day.Of(2026, 11, 23)
	b.s.Directory = &Directory{projects: b.s}
	first := int64(day.Of(2024, 1, 1))
	for i := range int64(projects) {
		values := field.Values{
			"code": field.Str(fmt.Sprintf("P-%05d", i)), "name": field.Str(fmt.Sprintf("Projet numéro %d", i)), "currency": field.Str("EUR"), "unit": field.Int(1),
			"total_cost": field.Int(int64(money.Units(i * 7919 % 9_000_000))), "actual_cost": field.Int(int64(money.Units(i * 31 % 900_000))), "progress": field.Int(i % 101 * money.Scale),
			"start": field.Int(first + i%700), "end": field.Int(first + 900 + i%900), "weather": field.Int(i%4 + 1),
		}
		for _, give := range more {
			give(i+1, values)
		}
		b.put(&project.Project{ID: i + 1, Version: 1, State: project.Active, Values: values})
	}
	return b.s, computed
}

// worked works out attributes on every project.
func worked(s *Snapshot, computed []*field.Field) (filled int) {
	rd := s.reader(access.System("bench"))
	for _, f := range computed {
		get := s.getter(f, rd)
		for r := range s.count {
			if get(r).Set {
				filled++
			}
		}
	}
	return filled
}

func cpuTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkComputed works out 50 computed attributes, of which every tenth looks at the
// one before it, on 10,000 projects, their compilation included, and prints the median
// of the runs beside its budget, and the time of the processors for one.
func BenchmarkComputed(b *testing.B) {
	var texts []string
	for i := range 50 {
		text := fmt.Sprintf(formulas[i%len(formulas)], i+1)
		if i%10 == 5 {
			text = fmt.Sprintf("c%d + %d", i-5, i)
		}
		texts = append(texts, text)
	}
	s, computed := portfolioOf(b, 10_000, texts)
	const limit = 100 * time.Millisecond
	var runs []time.Duration
	cpu := cpuTime()
	for range 31 {
		start := time.Now()
		if worked(s, computed) == 0 {
			b.Fatal("nothing is computed")
		}
		runs = append(runs, time.Since(start))
	}
	each := (cpuTime() - cpu) / time.Duration(len(runs))
	got, verdict := median(runs), "ok"
	if got > limit {
		verdict = "OVER"
	}
	fmt.Fprintf(os.Stderr, "\n%-58s %9.1f ms %9.1f ms %9.1f ms CPU  %s\n", "50 computed attributes on 10,000 projects (median)", ms(got), ms(limit), ms(each), verdict)
}
