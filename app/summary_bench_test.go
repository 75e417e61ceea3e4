package app

import (
	"context"
	"testing"
	"time"

	"vigie/ground/db/dbtest"
)

// summaryMonths is how long the history is on which the summary is measured.
const summaryMonths = 36

// BenchmarkSummary measures the page of the committee on 10,000 projects with 36
// months of history: as it is, compared with a year before, what stands behind its
// figures, and the pages of a review. Run it by make bench.
func BenchmarkSummary(b *testing.B) {
	for _, engine := range []string{"SQLite", "PostgreSQL"} {
		b.Run(engine, func(b *testing.B) {
			config := Config{Data: b.TempDir(), Version: "bench", Now: dbtest.Now(), LogLevel: "error", SessionIdle: 12 * time.Hour, SessionLife: 12 * time.Hour}
			slack := 1.0
			if engine == "PostgreSQL" {
				config.Database, slack = dbtest.PostgresURL(b), 2
			}
			w := newBudgetOf(b, config, slack, summaryMonths)
			defer func() { w.app.Close(context.Background()) }()
			w.measureSummary()
			w.measureReview()
			w.print(engine + ", summary and reviews")
		})
	}
}

func (w *budget) measureSummary() {
	get := func(path string) func(int) {
		return func(int) { w.call("GET", path, "", "") }
	}
	w.line("summary, for the first time since the start", 5*time.Second, 0.5, 1, get("/portfolios/all/summary"))
	w.line("summary", 100*time.Millisecond, 0.5, 15, get("/portfolios/all/summary"))
	w.line("summary after a cell was saved", 150*time.Millisecond, 0.5, 8, func(i int) {
		w.saveCell(i)
		w.call("GET", "/portfolios/all/summary", "", "")
	})
	// The ends of the twelve months before that day are read from the history for the
	// trends of its figures; the next day asked for finds them in memory.
	w.line("summary as of a day nobody asked for, a year before", 2*time.Second, 0.5, 1, get("/portfolios/all/summary?as_of=2025-10-17"))
	w.line("summary as of another day of that month", 400*time.Millisecond, 0.5, 1, get("/portfolios/all/summary?as_of=2025-10-18"))
	w.line("summary compared with a day nobody asked for", 800*time.Millisecond, 0.5, 1, get("/portfolios/all/summary?compare_to=2025-11-12"))
	w.line("summary compared over one year", 400*time.Millisecond, 0.5, 10, get("/portfolios/all/summary?compare_to=2025-11-30"))
	w.line("summary compared with the baseline", 400*time.Millisecond, 0.5, 10, get("/portfolios/all/summary?compare_to=baseline"))
	w.line("changes over one year, a hundred of them", 400*time.Millisecond, 0.5, 10, get("/portfolios/all/changes?from=2025-11-30"))
	w.line("explanation of a total", 100*time.Millisecond, 0.5, 10, get("/explain?object=portfolio:all&attribute=total_cost"))
	w.line("explanation of the trust score", 100*time.Millisecond, 0.5, 10, get("/explain?object=portfolio:all&attribute=trust"))
}
