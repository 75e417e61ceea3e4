package schedule_test

import (
	"math/rand/v2"
	"slices"
	"syscall"
	"testing"
	"time"

	"vigie/engine/schedule"
	"vigie/ground/day"
)

// network draws a plan as large ones are: phases of some tens of activities, links
// mostly to what stands near before, one calendar in ten another one.
func network(t testing.TB, activities, links int) schedule.Plan {
	r := rand.New(rand.NewPCG(7, 11))
	six := schedule.Work{}
	for i := range 6 {
		six.Week[i] = []schedule.Shift{{From: 8 * 60, To: 12 * 60}, {From: 13 * 60, To: 16 * 60}}
	}
	for y := 2026; y < 2040; y++ {
		six.Exceptions = append(six.Exceptions, schedule.Exception{From: day.Of(y, 5, 1), Until: day.Of(y, 5, 1)}, schedule.Exception{From: day.Of(y, 12, 25), Until: day.Of(y, 12, 25)})
	}
	other, err := schedule.NewCalendar(six)
	if err != nil {
		t.Fatal(err)
	}
	p := schedule.Plan{Calendars: []*schedule.Calendar{officeHours(t), other}, Start: schedule.At(day.Of(2026, 1, 5), 9*60)}
	for i := range activities {
		a := schedule.Activity{Parent: -1, Duration: int64(r.IntN(20)) * 240}
		if r.IntN(10) == 0 {
			a.Calendar = 1
		}
		if i%30 != 0 {
			a.Parent = int32(i - i%30)
		}
		p.Activities = append(p.Activities, a)
	}
	for len(p.Links) < links {
		to := 31 + r.IntN(activities-31)
		from := to - 1 - r.IntN(min(to, 2000))
		if to%30 == 0 || from%30 == 0 {
			continue
		}
		l := schedule.Link{From: int32(from), To: int32(to)}
		switch r.IntN(10) {
		case 0:
			l.Type = schedule.StartStart
		case 1:
			l.Lag = int64(r.IntN(5)) * 480
		}
		p.Links = append(p.Links, l)
	}
	return p
}

func BenchmarkFullPass(b *testing.B) {
	for name, size := range map[string][2]int{"100000": {100_000, 150_000}, "5000": {5_000, 5_000}} {
		b.Run(name, func(b *testing.B) {
			n, err := schedule.New(network(b, size[0], size[1]))
			if err != nil {
				b.Fatal(err)
			}
			measure(b, func(int) { n.Compute() })
		})
	}
}

// BenchmarkOneEdit changes the duration of one activity of 100,000 after the other, by
// a few days, asks whether it is critical, and takes the time of the processor of the 99th
// percentile.
func BenchmarkOneEdit(b *testing.B) {
	for name, longest := range map[string]bool{"float": false, "longest path": true} {
		b.Run(name, func(b *testing.B) { benchmarkEdit(b, longest) })
	}
}

func benchmarkEdit(b *testing.B, longest bool) {
	p := network(b, 100_000, 150_000)
	p.Rules.Longest = longest
	n, err := schedule.New(p)
	if err != nil {
		b.Fatal(err)
	}
	r := rand.New(rand.NewPCG(3, 5))
	var took []time.Duration
	var moved int
	measure(b, func(int) {
		i := int32(r.IntN(len(n.Activities)))
		a := n.Activities[i]
		a.Duration = max(0, a.Duration+int64(r.IntN(11)-5)*480)
		began := cpu(b)
		moves, _ := n.Change(schedule.Edit{Activity: i, To: a})
		n.Critical(i)
		took = append(took, cpu(b)-began)
		moved += len(moves)
	})
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-cpu-ms")
	b.ReportMetric(float64(moved)/float64(b.N), "moved/op")
}

// BenchmarkPortfolio makes a thousand plans of a hundred activities ready and computes them.
func BenchmarkPortfolio(b *testing.B) {
	p := network(b, 100, 150)
	measure(b, func(int) {
		for range 1000 {
			if _, err := schedule.New(p); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// measure runs f and reports the time of the processor, which another program on the
// machine does not change much.
func measure(b *testing.B, f func(int)) {
	b.ResetTimer()
	began := cpu(b)
	for i := range b.N {
		f(i)
	}
	b.ReportMetric(float64((cpu(b)-began).Microseconds())/1000/float64(b.N), "cpu-ms/op")
}

func cpu(b testing.TB) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
