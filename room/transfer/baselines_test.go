package transfer_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"vigie/engine/schedule"
	"vigie/format/mspdi"
	"vigie/format/planfile"
	"vigie/ground/day"
	"vigie/room/baseline"
	"vigie/room/calendar"
	"vigie/room/plan"
	"vigie/room/transfer"
)

const withBaselines = `<?xml version="1.0" encoding="UTF-8"?>
<Project xmlns="http://schemas.microsoft.com/project"><Name>House</Name><StartDate>2027-01-04T08:00:00</StartDate><CalendarUID>1</CalendarUID><MinutesPerDay>480</MinutesPerDay><MinutesPerWeek>2400</MinutesPerWeek><DaysPerMonth>20</DaysPerMonth>
<Calendars><Calendar><UID>1</UID><Name>Standard</Name><IsBaseCalendar>1</IsBaseCalendar><BaseCalendarUID>-1</BaseCalendarUID><WeekDays>DAYS</WeekDays></Calendar></Calendars>
<Tasks>
<Task><UID>1</UID><ID>1</ID><Name>Dig</Name><OutlineNumber>1</OutlineNumber><OutlineLevel>1</OutlineLevel><Duration>PT16H0M0S</Duration><DurationFormat>7</DurationFormat><Start>2027-01-04T08:00:00</Start><Finish>2027-01-05T17:00:00</Finish>
<Baseline><Number>0</Number><Start>2027-01-04T08:00:00</Start><Finish>2027-01-04T17:00:00</Finish><Duration>PT8H0M0S</Duration><DurationFormat>7</DurationFormat><Work>PT8H0M0S</Work></Baseline>
<Baseline><Number>3</Number><Start>2027-01-05T08:00:00</Start><Finish>2027-01-06T17:00:00</Finish><Duration>PT16H0M0S</Duration><DurationFormat>7</DurationFormat><Cost>5</Cost></Baseline></Task>
<Task><UID>2</UID><ID>2</ID><Name>Open</Name><OutlineNumber>2</OutlineNumber><OutlineLevel>1</OutlineLevel><Milestone>1</Milestone><Duration>PT0H0M0S</Duration><DurationFormat>7</DurationFormat><Start>2027-01-05T17:00:00</Start><Finish>2027-01-05T17:00:00</Finish>
<Baseline><Number>0</Number><Start>2027-01-04T17:00:00</Start><Finish>2027-01-04T17:00:00</Finish><Duration>PT0H0M0S</Duration></Baseline>
<PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type></PredecessorLink></Task>
</Tasks></Project>`

func weekOf(text string) string {
	days := ""
	for d := range 7 {
		on := "0"
		hours := ""
		if d >= 1 && d <= 5 {
			on, hours = "1", "<WorkingTimes><WorkingTime><FromTime>08:00:00</FromTime><ToTime>12:00:00</ToTime></WorkingTime><WorkingTime><FromTime>13:00:00</FromTime><ToTime>17:00:00</ToTime></WorkingTime></WorkingTimes>"
		}
		days += "<WeekDay><DayType>" + string(rune('1'+d)) + "</DayType><DayWorking>" + on + "</DayWorking>" + hours + "</WeekDay>"
	}
	return strings.Replace(text, "DAYS", days, 1)
}

// Baselines of a file are kept beside the plan, none of them as the reference; they go
// with the plan when the import is taken back, and go out as they came.
func TestBaselinesOfAFileComeAndGo(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		read, err := mspdi.Read(strings.NewReader(weekOf(withBaselines)), mspdi.Usual)
		w.must(err)
		s := &transfer.Source{Plan: read}
		foreseen, err := transfer.Foresee(ctx, w.d, w.who, w.mine, s, transfer.Options{})
		w.must(err)
		n := slices.IndexFunc(foreseen.Counts, func(c transfer.Count) bool { return c.Key == "baselines" })
		if got := foreseen.Counts[n]; got.Found != 2 || got.Kept != 2 {
			t.Errorf("foreseen: %+v", got)
		}
		if !slices.ContainsFunc(foreseen.Lost, func(l transfer.Lost) bool { return l.What.EN == "Costs of baselines" && l.Count == 1 }) {
			t.Errorf("the cost that has no place is not told: %+v", foreseen.Lost)
		}
		before, err := baseline.List(ctx, w.d, w.who, w.mine)
		if w.must(err); len(before) != 0 {
			t.Fatalf("foreseeing kept %d baselines", len(before))
		}
		w.take(w.mine, s, transfer.Options{})
		all, err := baseline.List(ctx, w.d, w.who, w.mine)
		if w.must(err); len(all) != 2 || all[0].Name != "Baseline of the file" || all[1].Name != "Baseline 3 of the file" || all[0].Reference || all[0].Items != 2 || all[1].Items != 1 {
			t.Fatalf("got %+v", all)
		}
		c, err := baseline.Compare(ctx, w.d, w.who, w.mine, all[0].ID)
		w.must(err)
		for _, l := range c.Lines {
			if l.Name == "Dig" && (l.Was.Length != 480 || l.Was.Effort != 480 || l.Was.Finish != schedule.At(day.Of(2027, 1, 4), 17*60) || l.Now.Finish != schedule.At(day.Of(2027, 1, 5), 17*60)) {
				t.Errorf("Dig: then %+v, now %+v", l.Was, l.Now)
			}
		}
		v, err := plan.Get(ctx, w.d, w.who, w.mine)
		w.must(err)
		set, err := calendar.Load(ctx, w.d)
		w.must(err)
		contents, err := baseline.Contents(ctx, w.d, w.who, w.mine, transfer.MostBaselines)
		w.must(err)
		if first, err := baseline.Contents(ctx, w.d, w.who, w.mine, 1); err != nil || len(first) != 1 || !slices.Equal(first[0].Items, contents[0].Items) {
			t.Errorf("of the first alone: %d, %v", len(first), err)
		}
		var file bytes.Buffer
		w.must(mspdi.Write(&file, transfer.Out(v, set, transfer.Leaving{Name: "House", Outside: func(int64) string { return "x" }, Baselines: contents})))
		again, err := mspdi.Read(&file, mspdi.Usual)
		w.must(err)
		byName := func(p *planfile.Plan, name string) []planfile.Baseline {
			n := slices.IndexFunc(p.Tasks, func(t planfile.Task) bool { return t.Name == name })
			return p.Tasks[n].Baselines
		}
		was := byName(read, "Dig")
		got := byName(again, "Dig")
		if len(got) != 2 || got[0] != was[0] || got[1].Start != was[1].Start || got[1].Finish != was[1].Finish || got[1].Number != 1 {
			t.Errorf("gone out: %+v, came in: %+v", got, was)
		}
	})
}
