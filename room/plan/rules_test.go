package plan

import (
	"testing"

	"pgregory.net/rapid"

	"vigie/engine/schedule"
)

// What a file says of the rules of Primavera is what the settings of a plan make of them.
func TestSettingsKeepEveryRuleOfPrimavera(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r := schedule.PrimaveraP6
		r.LagOn = schedule.LagCalendar(rapid.IntRange(0, 3).Draw(rt, "lag"))
		r.Float = schedule.FloatRule(rapid.IntRange(0, 2).Draw(rt, "float"))
		r.Progress = schedule.ProgressRule(rapid.IntRange(0, 3).Draw(rt, "progress"))
		r.Longest, r.Critical = rapid.Bool().Draw(rt, "longest"), rapid.Int64Range(0, 960).Draw(rt, "critical")
		if got := SettingsOf("p6", r).rules(); got != r {
			rt.Fatalf("got %+v, want %+v", got, r)
		}
	})
	if s := SettingsOf("p6", schedule.PrimaveraP6); s.Lags != "" || s.Float != "" {
		t.Errorf("what the profile says is kept: %+v", s)
	}
}
