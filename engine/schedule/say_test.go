package schedule_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"vigie/engine/schedule"
	"vigie/ground/label"
)

var letters = func(i int32) string { return string(rune('A' + i)) }

// sentences are the reasons of a date, one after the other.
func sentences(n *schedule.Network, i int32, finish bool, l label.Lang) string {
	var out []string
	for _, r := range n.Why(i, finish) {
		out = append(out, n.Say(r, letters).In(l))
	}
	return strings.ReplaceAll(strings.Join(out, "\n"), "\u00a0", " ")
}

// The plans are written as those of the week charts; the task that is asked about is
// the last one.
func TestEveryCauseIsToldInOneSentence(t *testing.T) {
	told := map[schedule.Cause]bool{}
	for _, c := range []struct {
		name   string
		chart  weekChart
		finish bool
		en, fr string
	}{
		{"plan", weekChart{Tasks: []string{"A 1d"}}, false, "“A” starts on 5 Jan 2026 8:00: nothing but the start of the plan holds it", "«\u202fA\u202f» commence le 05/01/2026 8:00\u202f: rien ne la retient que le début du plan"},
		{
			"link over a weekend",
			weekChart{Tasks: []string{"A 5d", "B 1d <A"}},
			false,
			"“B” starts on 12 Jan 2026 8:00: its start waits for the finish of “A”; there is no work from 9 Jan 2026 17:00 until then\n“A” finishes on 9 Jan 2026 17:00: nothing but the start of the plan holds it",
			"«\u202fB\u202f» commence le 12/01/2026 8:00\u202f: son début attend la fin de «\u202fA\u202f»\u202f; il n’y a pas de travail du 09/01/2026 17:00 jusque-là\n«\u202fA\u202f» finit le 09/01/2026 17:00\u202f: rien ne la retient que le début du plan",
		},
		{"lag", weekChart{Tasks: []string{"A 1d SNET=1Tue", "B 1d <A:SS+4h"}}, false, "“B” starts on 6 Jan 2026 13:00: its start waits for the start of “A”, and 4 h of work more; there is no work from 6 Jan 2026 12:00 until then\n“A” starts on 6 Jan 2026 8:00: it is to start no earlier than 6 Jan 2026 8:00", ""},
		{"elapsed lag", weekChart{Tasks: []string{"A 1d", "B 2d <A:FF+1ed"}}, true, "“B” finishes on 6 Jan 2026 17:00: its finish waits for the finish of “A”, and 24 h of elapsed time more\n", "«\u202fB\u202f» finit le 06/01/2026 17:00\u202f: sa fin attend la fin de «\u202fA\u202f», plus 24 h de temps écoulé\n"},
		{"percent", weekChart{Tasks: []string{"A 4d", "B 1d <A-25%"}}, false, "“B” starts on 8 Jan 2026 8:00: its start waits for the finish of “A”, less 25% of its duration\n", "«\u202fB\u202f» commence le 08/01/2026 8:00\u202f: son début attend la fin de «\u202fA\u202f», moins 25\u202f% de sa durée\n"},
		{"start to finish", weekChart{Tasks: []string{"A 1d SNET=1Wed", "B 1d <A:SF"}}, true, "“B” finishes on 6 Jan 2026 17:00: its finish waits for the start of “A”\n", "«\u202fB\u202f» finit le 06/01/2026 17:00\u202f: sa fin attend le début de «\u202fA\u202f»\n"},
		{
			"phase",
			weekChart{Tasks: []string{"A 2d", "B 0d <A", "C 1d in B"}},
			false,
			"“C” starts on 7 Jan 2026 8:00: it is in “B”, in which nothing starts earlier; there is no work from 6 Jan 2026 17:00 until then\nnothing in “B” starts before 6 Jan 2026 17:00: its start waits for the finish of “A”\n“A” finishes on 6 Jan 2026 17:00: nothing but the start of the plan holds it",
			"«\u202fC\u202f» commence le 07/01/2026 8:00\u202f: elle fait partie de «\u202fB\u202f», où rien ne commence plus tôt\u202f; il n’y a pas de travail du 06/01/2026 17:00 jusque-là\nrien dans «\u202fB\u202f» ne commence avant le 06/01/2026 17:00\u202f: son début attend la fin de «\u202fA\u202f»\n«\u202fA\u202f» finit le 06/01/2026 17:00\u202f: rien ne la retient que le début du plan",
		},
		{"content", weekChart{Tasks: []string{"B 1d in D", "C 3d in D", "D 0d"}}, true, "“C” finishes on 7 Jan 2026 17:00: of what it holds, “B” finishes last\n“B” finishes on 7 Jan 2026 17:00: nothing but the start of the plan holds it", "«\u202fC\u202f» finit le 07/01/2026 17:00\u202f: de ce qu’elle contient, «\u202fB\u202f» finit en dernier\n«\u202fB\u202f» finit le 07/01/2026 17:00\u202f: rien ne la retient que le début du plan"},
		{"start of content", weekChart{Tasks: []string{"B 1d in C", "C 0d"}}, false, "“B” starts on 5 Jan 2026 8:00: of what it holds, “A” starts first\n", "«\u202fB\u202f» commence le 05/01/2026 8:00\u202f: de ce qu’elle contient, «\u202fA\u202f» commence en premier\n"},
		{"start no later", weekChart{Tasks: []string{"A 5d", "B 1d <A SNLT=1Wed"}}, false, "“B” starts on 7 Jan 2026 8:00: it is to start no later than 7 Jan 2026 8:00", "«\u202fB\u202f» commence le 07/01/2026 8:00\u202f: elle ne doit pas commencer après le 07/01/2026 8:00"},
		{"finish no earlier", weekChart{Tasks: []string{"A 1d FNET=1Wed"}}, true, "“A” finishes on 7 Jan 2026 17:00: it is to finish no earlier than 7 Jan 2026 17:00", "«\u202fA\u202f» finit le 07/01/2026 17:00\u202f: elle ne doit pas finir avant le 07/01/2026 17:00"},
		{"finish no later", weekChart{Tasks: []string{"A 5d", "B 1d <A FNLT=1Wed"}}, true, "“B” finishes on 7 Jan 2026 17:00: it is to finish no later than 7 Jan 2026 17:00", "«\u202fB\u202f» finit le 07/01/2026 17:00\u202f: elle ne doit pas finir après le 07/01/2026 17:00"},
		{"must start", weekChart{Tasks: []string{"A 1d MSO=1Sat"}}, false, "“A” starts on 12 Jan 2026 8:00: it must start on 10 Jan 2026 8:00; there is no work from 10 Jan 2026 8:00 until then", "«\u202fA\u202f» commence le 12/01/2026 8:00\u202f: elle doit commencer le 10/01/2026 8:00\u202f; il n’y a pas de travail du 10/01/2026 8:00 jusque-là"},
		{"must finish", weekChart{Tasks: []string{"A 1d MFO=1Wed"}}, true, "“A” finishes on 7 Jan 2026 17:00: it must finish on 7 Jan 2026 17:00", "«\u202fA\u202f» finit le 07/01/2026 17:00\u202f: elle doit finir le 07/01/2026 17:00"},
		{"status", weekChart{Rules: "p6", Today: "1Wed", Tasks: []string{"A 1d"}}, false, "“A” starts on 7 Jan 2026 8:00: what had not been done on the status date, 7 Jan 2026 8:00, comes after it", "«\u202fA\u202f» commence le 07/01/2026 8:00\u202f: ce qui n’était pas fait à la date d’état, le 07/01/2026 8:00, vient après elle"},
		{"began", weekChart{Tasks: []string{"A 2d began 1Tue"}}, false, "“A” starts on 6 Jan 2026 8:00: that is when it began", "«\u202fA\u202f» commence le 06/01/2026 8:00\u202f: c’est alors qu’elle a débuté"},
		{"goes on", weekChart{Tasks: []string{"A 2d began 1Tue"}}, true, "“A” finishes on 7 Jan 2026 17:00: it began on 6 Jan 2026 8:00 and goes on from there", "«\u202fA\u202f» finit le 07/01/2026 17:00\u202f: elle a débuté le 06/01/2026 8:00 et se poursuit depuis"},
		{"done", weekChart{Tasks: []string{"A 2d began 1Tue done 1Wed"}}, true, "“A” finishes on 7 Jan 2026 17:00: that is when it was finished", "«\u202fA\u202f» finit le 07/01/2026 17:00\u202f: c’est alors qu’elle a été finie"},
		{"done, no start known", weekChart{Tasks: []string{"A 1d done 1Wed"}}, false, "“A” starts on 7 Jan 2026 8:00: it was finished on 7 Jan 2026 17:00", "«\u202fA\u202f» commence le 07/01/2026 8:00\u202f: elle a été finie le 07/01/2026 17:00"},
		{"by hand", weekChart{Tasks: []string{"A 1d pinned 1Wed"}}, false, "“A” starts on 7 Jan 2026 8:00: its dates were given by hand", "«\u202fA\u202f» commence le 07/01/2026 8:00\u202f: ses dates ont été saisies à la main"},
		{"delay", weekChart{Tasks: []string{"A 4d", "B 1d ALAP"}}, false, "“B” starts on 8 Jan 2026 8:00: it is to be as late as possible", "«\u202fB\u202f» commence le 08/01/2026 8:00\u202f: elle doit être placée le plus tard possible"},
	} {
		n, err := schedule.New(c.chart.plan(t))
		if err != nil {
			t.Fatal(c.name, err)
		}
		last := int32(len(n.Activities) - 1)
		for _, r := range n.Why(last, c.finish) {
			told[r.Cause] = true
		}
		for l, want := range map[label.Lang]string{label.EN: c.en, label.FR: c.fr} {
			got := sentences(n, last, c.finish, l)
			if want == "" || strings.HasSuffix(want, "\n") && strings.HasPrefix(got, want) {
				continue
			}
			if got != want {
				t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, want)
			}
		}
	}
	for cause := schedule.ByPlan; cause <= schedule.ByDelay; cause++ {
		if !told[cause] {
			t.Errorf("cause %d is not among the cases", cause)
		}
	}
}

// Whatever the plan, each reason names its activity and what it comes from, in both languages.
func TestEveryReasonIsToldWhole(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n, err := schedule.New(somePlan(rt))
		if err != nil {
			rt.Fatal(err)
		}
		named := func(i int32) string { return "task" + letters(i) }
		for i := range n.Activities {
			for _, finish := range []bool{false, true} {
				for _, r := range n.Why(int32(i), finish) {
					for _, l := range []label.Lang{label.EN, label.FR} {
						s := n.Say(r, named).In(l)
						if strings.Contains(s, "%!") || !strings.Contains(s, named(r.Activity)) || r.From >= 0 && !strings.Contains(s, named(r.From)) || !strings.Contains(s, r.At.In(l)) || strings.Contains(s, "\n") {
							rt.Fatalf("%+v is told as %q", r, s)
						}
					}
				}
			}
		}
	})
}
