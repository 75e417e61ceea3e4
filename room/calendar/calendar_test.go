package calendar_test

import (
	"bytes"
	"context"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"vigie/engine/holiday"
	"vigie/engine/schedule"
	"vigie/format/ical"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/calendar"
	"vigie/room/convention"
)

var ctx = context.Background()

// house changes calendars as the program itself.
type house struct {
	t testing.TB
	d *db.DB
}

func (h house) update(f func(*db.Tx, access.Who) error) error {
	who := access.System("test")
	_, err := h.d.Update(ctx, who.Origin(), func(tx *db.Tx) error { return f(tx, who) })
	return err
}

func (h house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h house) create(c calendar.Calendar) (calendar.Calendar, error) {
	err := h.update(func(tx *db.Tx, who access.Who) (err error) {
		c, err = calendar.Create(ctx, tx, who, c)
		return err
	})
	return c, err
}

func (h house) change(id, version int64, f func(*calendar.Calendar)) (c calendar.Calendar, err error) {
	err = h.update(func(tx *db.Tx, who access.Who) (err error) {
		c, err = calendar.Change(ctx, tx, who, id, version, func(c *calendar.Calendar) error { f(c); return nil })
		return err
	})
	return c, err
}

func (h house) load() calendar.Set {
	h.t.Helper()
	s, err := calendar.Load(ctx, h.d)
	h.must(err)
	return s
}

func each(t *testing.T, f func(*testing.T, house)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) { f(t, house{t, d}) })
}

func named(name string) calendar.Calendar {
	return calendar.Calendar{Body: calendar.Body{Name: label.T(name, name)}}
}

func of(s string) *string { return &s }

func TestTheCalendarOfTheOrganisationFollowsTheConventionsUntilItSaysItsOwn(t *testing.T) {
	each(t, func(t *testing.T, h house) {
		year := func() calendar.Year {
			y, err := h.load().Year(calendar.Standard, 2026)
			h.must(err)
			return y
		}
		if y := year(); y.Days != 261 || y.Minutes != 261*420 || len(y.Off) != 0 {
			t.Errorf("as shipped: %d days, %d minutes, %d off; want 261 of 7 hours", y.Days, y.Minutes, len(y.Off))
		}
		h.must(h.update(func(tx *db.Tx, who access.Who) error {
			_, err := convention.Change(ctx, tx, who, 0, func(b *convention.Body) { b.DayMinutes = 480 })
			return err
		}))
		if y := year(); y.Minutes != 261*480 {
			t.Errorf("with days of 8 hours: %d minutes", y.Minutes)
		}
		if _, err := h.change(calendar.Standard, 0, func(c *calendar.Calendar) { c.Holidays = of("fr") }); err != nil {
			t.Fatal(err)
		}
		// 2026: of eleven holidays 15 August and 1 November fall on a weekend
		y := year()
		if y.Days != 252 || len(y.Off) != 11 {
			t.Errorf("with French holidays: %d days, %d off, want 252 and 11", y.Days, len(y.Off))
		}
		if first := y.Off[0]; first.Name.FR != "Jour de l’an" || first.Source == "" || first.Date != day.Of(2026, 1, 1) || !first.Holiday {
			t.Errorf("the first day off is %+v", first)
		}
		if _, err := h.change(calendar.Standard, 0, func(*calendar.Calendar) {}); fault.KindOf(err) != fault.Stale {
			t.Errorf("a version read before: %v", err)
		}
		if err := h.update(func(tx *db.Tx, who access.Who) error { return calendar.Delete(ctx, tx, who, calendar.Standard, 1, 0) }); fault.KindOf(err) != fault.Clash {
			t.Errorf("deleting that of the organisation: %v", err)
		}
		h.must(h.update(func(tx *db.Tx, who access.Who) error {
			_, err := calendar.Revert(ctx, tx, who, calendar.Standard, 1, 0)
			return err
		}))
		if y := year(); y.Days != 261 {
			t.Errorf("as shipped again: %d days", y.Days)
		}
	})
}

func TestUsualDaysAreAsLongAsTheConventionsSay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		minutes := rapid.IntRange(convention.ShortestDay, convention.LongestDay).Draw(t, "minutes")
		w := calendar.Usual(convention.Body{DayMinutes: minutes})
		sum, end := 0, 0
		for _, s := range w[0] {
			if s.From < end || s.To > schedule.PerDay {
				t.Fatalf("the shifts %v do not follow each other", w[0])
			}
			sum, end = sum+s.To-s.From, s.To
		}
		if sum != minutes || len(w[5])+len(w[6]) != 0 {
			t.Fatalf("got %d minutes, want %d", sum, minutes)
		}
	})
}

func TestACalendarSaysOnlyInWhatItDiffers(t *testing.T) {
	each(t, func(t *testing.T, h house) {
		_, err := h.change(calendar.Standard, 0, func(c *calendar.Calendar) {
			c.Holidays = of("fr")
			c.Days = []calendar.Days{{Name: "Bridge", First: day.Of(2026, 5, 15)}, {Name: "Summer", First: day.Of(2026, 8, 3), Last: day.Of(2026, 8, 7), Yearly: &calendar.Yearly{}}}
		})
		h.must(err)
		team, err := h.create(named("Team"))
		h.must(err)
		night := calendar.Week{}
		night[5], night[6] = []calendar.Shift{{From: 0, To: 240}}, []calendar.Shift{{From: 1200, To: 1440}}
		shift := named("Weekend shift")
		shift.Parent, shift.Week, shift.Holidays = team.ID, &night, of("")
		shift.Days = []calendar.Days{{Name: "Go-live", First: day.Of(2026, 8, 5), Shifts: []calendar.Shift{{From: 480, To: 720}}}}
		shift, err = h.create(shift)
		h.must(err)
		s := h.load()
		if y, err := s.Year(team.ID, 2026); err != nil || len(y.Off) != 17 {
			t.Errorf("the team has %d days off, want those of the organisation, 17: %v", len(y.Off), err)
		}
		y, err := s.Year(shift.ID, 2027)
		if h.must(err); len(y.Off) != 5 || y.Minutes != 103*240 { // a Saturday lies in the summer
			t.Errorf("the shift in 2027: %d days off and %d minutes, want the five of summer and the weekends", len(y.Off), y.Minutes)
		}
		off := s.Off(shift.ID, day.Of(2026, 8, 5), day.Of(2026, 8, 5))
		if len(off) != 1 || off[0].Name.EN != "Go-live" || off[0].From != shift.ID || len(off[0].Shifts) != 1 {
			t.Errorf("its own day does not count before the one above: %+v", off)
		}
		if _, err := h.change(team.ID, 1, func(c *calendar.Calendar) { c.Parent = shift.ID }); fault.KindOf(err) != fault.BadInput {
			t.Errorf("a circle of calendars: %v", err)
		}
		drop := func(instead int64) error {
			return h.update(func(tx *db.Tx, who access.Who) error { return calendar.Delete(ctx, tx, who, team.ID, 1, instead) })
		}
		if err := drop(0); fault.KindOf(err) != fault.Clash {
			t.Errorf("deleting what another takes its days from: %v", err)
		}
		h.must(drop(calendar.Standard))
		if c, _ := h.load().Get(shift.ID); c.Parent != calendar.Standard || c.Version != 2 {
			t.Errorf("what took its days from it is now %+v", c)
		}
	})
}

func TestWhatIsWrongWithACalendarIsSaidAtItsPlace(t *testing.T) {
	h := house{t, dbtest.SQLite(t)}
	for where, edit := range map[string]func(*calendar.Calendar){
		"name":          func(c *calendar.Calendar) { c.Name = label.Text{} },
		"key":           func(c *calendar.Calendar) { c.Key = "standard" },
		"holidays":      func(c *calendar.Calendar) { c.Holidays = of("atlantis") },
		"parent":        func(c *calendar.Calendar) { c.Parent = 99 },
		"week":          func(c *calendar.Calendar) { c.Week = &calendar.Week{} },
		"week[1]":       func(c *calendar.Calendar) { c.Week = &calendar.Week{1: {{From: 60, To: 50}}} },
		"days[0].first": func(c *calendar.Calendar) { c.Days = []calendar.Days{{Name: "x"}} },
		"days[0].name":  func(c *calendar.Calendar) { c.Days = []calendar.Days{{First: 740_000}} },
		"days[0].last":  func(c *calendar.Calendar) { c.Days = []calendar.Days{{Name: "x", First: 740_000, Last: 739_999}} },
		"days[0].shifts": func(c *calendar.Calendar) {
			c.Days = []calendar.Days{{Name: "x", First: 740_000, Shifts: []calendar.Shift{{From: 0, To: 1441}}}}
		},
		"days[0].yearly": func(c *calendar.Calendar) {
			c.Days = []calendar.Days{{Name: "x", First: 740_000, Yearly: &calendar.Yearly{Nth: 9}}}
		},
	} {
		c := named("Wrong")
		edit(&c)
		_, err := h.create(c)
		f, ok := err.(*fault.Fault)
		if !ok || !slices.ContainsFunc(f.Details, func(d fault.Detail) bool { return d.Where == where && d.Text.FR != "" }) {
			t.Errorf("%s: got %v", where, err)
		}
	}
}

// TestPlansReckonWithTheDaysThatPeopleSee draws calendars above each other and asks of
// every day of some years what the list of days off says, and what plans count.
func TestPlansReckonWithTheDaysThatPeopleSee(t *testing.T) {
	h := house{t, dbtest.SQLite(t)}
	first, last := day.Of(2024, time.January, 1), day.Of(2027, time.December, 31)
	rapid.Check(t, func(t *rapid.T) {
		s := h.load()
		parent := int64(calendar.Standard)
		for i := range rapid.IntRange(1, 3).Draw(t, "calendars") {
			c := named("C")
			c.ID, c.Parent = int64(100+i), parent
			if rapid.Bool().Draw(t, "holidays") {
				c.Holidays = of(rapid.SampledFrom([]string{"", "fr", "fr-alsace-moselle", "de-by", "us"}).Draw(t, "set"))
			}
			for range rapid.IntRange(0, 4).Draw(t, "lines") {
				d := calendar.Days{Name: "D", First: first + day.Day(rapid.IntRange(-400, 1200).Draw(t, "first"))}
				d.Last = d.First + day.Day(rapid.IntRange(0, 20).Draw(t, "long"))
				if rapid.Bool().Draw(t, "works") {
					d.Shifts = []calendar.Shift{{From: 600, To: 600 + rapid.IntRange(1, 300).Draw(t, "minutes")}}
				}
				if rapid.Bool().Draw(t, "yearly") {
					d.Yearly = &calendar.Yearly{Every: rapid.IntRange(0, 2).Draw(t, "every")}
				}
				c.Days = append(c.Days, d)
			}
			c.Key = "c" + string(rune('a'+i))
			var err error
			if s, err = s.Foresee(c); err != nil {
				t.Fatal(err)
			}
			parent = c.ID
		}
		plan, err := schedule.NewCalendar(s.Work(parent, first, last))
		if err != nil {
			t.Fatal(err)
		}
		week, _ := s.WeekOf(parent)
		off := map[day.Day]calendar.Off{}
		for _, o := range s.Off(parent, first, last) {
			off[o.Date] = o
		}
		for d := first; d <= last; d++ {
			shifts := week[(int(d.Weekday())+6)%7]
			if o, is := off[d]; is {
				shifts = o.Shifts
			}
			want := int64(0)
			for _, s := range shifts {
				want += int64(s.To - s.From)
			}
			if got := plan.Between(schedule.At(d, 0), schedule.At(d+1, 0)); got != want {
				t.Fatalf("%s: plans count %d minutes, people see %d", d, got, want)
			}
		}
	})
}

const schoolFile = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20270101\r\nSUMMARY:Winter break\r\nEND:VEVENT\r\n" +
	"BEGIN:VEVENT\r\nUID:2\r\nDTSTART;VALUE=DATE:20260501\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:Team day\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"

func TestAFileIsTakenOverOnce(t *testing.T) {
	each(t, func(t *testing.T, h house) {
		events, err := ical.Read(bytes.NewReader([]byte(schoolFile)), ical.Usual)
		h.must(err)
		c, err := h.change(calendar.Standard, 0, func(c *calendar.Calendar) { c.Take(c.Lines(events)) })
		h.must(err)
		if len(c.Days) != 2 || c.Days[0].Last != day.Of(2026, 12, 31) || c.Days[1].Yearly == nil {
			t.Fatalf("got %+v", c.Days)
		}
		again, _ := h.load().Get(calendar.Standard)
		for _, l := range again.Lines(append(events, events...)) {
			if !l.Known {
				t.Errorf("%s is said to be new", l.Name)
			}
		}
		fresh := named("x")
		if got := fresh.Lines(append(events, events...)); got[0].Known || !got[2].Known {
			t.Errorf("what stands twice in a file is taken twice: %+v", got)
		}
		var b bytes.Buffer
		h.must(ical.Write(&b, h.load().Feed(calendar.Standard, "abc", 2026, label.FR), h.d.Now()))
		read, err := ical.Read(&b, ical.Usual)
		h.must(err)
		from, until := day.Of(2025, 1, 1), day.Of(2029, 12, 31)
		var days []day.Day
		for _, s := range ical.Between(read, from, until) {
			for d := s.First; d <= s.Last; d++ {
				days = append(days, d)
			}
		}
		var want []day.Day
		for _, o := range h.load().Off(calendar.Standard, from, until) {
			want = append(want, o.Date)
		}
		if !slices.Equal(days, want) {
			t.Errorf("the feed has %v, want %v", days, want)
		}
	})
}

func TestTheHistoryOfACalendarSaysWhatBecameOfIt(t *testing.T) {
	each(t, func(t *testing.T, h house) {
		_, err := h.change(calendar.Standard, 0, func(c *calendar.Calendar) { c.Holidays = of("de-by") })
		h.must(err)
		_, err = h.change(calendar.Standard, 1, func(c *calendar.Calendar) {
			c.Week = &calendar.Week{0: {{From: 480, To: 960}}}
			c.Days = []calendar.Days{{Name: "Bridge", First: day.Of(2026, 5, 15)}}
		})
		h.must(err)
		past, err := calendar.History(ctx, h.d, access.System("test"), calendar.Standard)
		if h.must(err); len(past) != 2 || past[0].Version != 2 {
			t.Fatalf("got %d versions", len(past))
		}
		said := calendar.Differences(past[1].Calendar, past[0].Calendar, func(int64) label.Text { return label.Text{} })
		if len(said) != 8 || said[0].What.FR != "lundi" || said[0].Now.EN != "8:00–16:00" || said[7].What.EN != "Bridge" {
			t.Errorf("got %+v", said)
		}
	})
}

func TestTheNearestCalendarHoldsForAProject(t *testing.T) {
	s := calendar.Set{All: []calendar.Calendar{{ID: calendar.Standard}, {ID: 2, Unit: 7}, {ID: 3, Project: 9}, {ID: 4, Unit: 8}}}
	for _, c := range []struct {
		project int64
		units   []int64
		want    int64
	}{{9, []int64{8, 7}, 3}, {1, []int64{8, 7}, 4}, {1, []int64{5, 7}, 2}, {1, []int64{5}, calendar.Standard}, {0, nil, calendar.Standard}} {
		if got := s.Of(c.project, c.units); got != c.want {
			t.Errorf("project %d in %v: got %d, want %d", c.project, c.units, got, c.want)
		}
	}
}

func TestEverySetOfHolidaysCanBeReckonedWith(t *testing.T) {
	h := house{t, dbtest.SQLite(t)}
	for _, set := range holiday.Sets() {
		c := named(set.Key)
		c.ID, c.Holidays = 50, of(set.Key)
		s, err := h.load().Foresee(c)
		h.must(err)
		if y, err := s.Year(50, holiday.LastYear); err != nil || y.Days < 200 || y.Days > 262 {
			t.Errorf("%s: %d days of work, %v", set.Key, y.Days, err)
		}
	}
}
