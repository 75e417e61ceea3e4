package transfer_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"vigie/format/mspdi"
	"vigie/format/planfile"
	"vigie/format/sheet"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/calendar"
	"vigie/room/plan"
	"vigie/room/resource"
	"vigie/room/transfer"
)

const crewFile = `<Project xmlns="http://schemas.microsoft.com/project"><Name>Crew</Name><StartDate>2027-01-04T08:00:00</StartDate><CalendarUID>1</CalendarUID><MinutesPerDay>480</MinutesPerDay>
<Calendars><Calendar><UID>1</UID><Name>Standard</Name><IsBaseCalendar>1</IsBaseCalendar><WeekDays>%s</WeekDays></Calendar>
<Calendar><UID>2</UID><Name>Anne</Name><IsBaseCalendar>0</IsBaseCalendar><BaseCalendarUID>1</BaseCalendarUID></Calendar></Calendars>
<Tasks><Task><UID>1</UID><ID>1</ID><Name>Dig</Name><OutlineLevel>1</OutlineLevel><Type>1</Type><Duration>PT16H0M0S</Duration><Work>PT24H0M0S</Work></Task></Tasks>
<Resources><Resource><UID>1</UID><ID>1</ID><Name>Anne Roux</Name><Type>1</Type><MaxUnits>0.8</MaxUnits><EmailAddress>anne@example.org</EmailAddress><CalendarUID>2</CalendarUID></Resource>
<Resource><UID>2</UID><ID>2</ID><Name>Diggers [north]</Name><Type>1</Type><MaxUnits>3</MaxUnits><IsGeneric>1</IsGeneric></Resource>
<Resource><UID>3</UID><ID>3</ID><Name>Concrete</Name><Type>0</Type></Resource>
<Resource><UID>4</UID><ID>4</ID><Name>Nobody</Name><Type>1</Type></Resource></Resources>
<Assignments><Assignment><UID>1</UID><TaskUID>1</TaskUID><ResourceUID>1</ResourceUID><Units>1</Units><Work>PT16H0M0S</Work></Assignment>
<Assignment><UID>2</UID><TaskUID>1</TaskUID><ResourceUID>2</ResourceUID><Units>0.5</Units><Work>PT8H0M0S</Work></Assignment>
<Assignment><UID>3</UID><TaskUID>1</TaskUID><ResourceUID>3</ResourceUID><Units>12</Units></Assignment></Assignments></Project>`

// crew is a plan of Microsoft Project with four resources.
func crew(t *testing.T) *transfer.Source {
	t.Helper()
	days := ""
	for d := 2; d <= 6; d++ {
		days += fmt.Sprintf("<WeekDay><DayType>%d</DayType><DayWorking>1</DayWorking><WorkingTimes><WorkingTime><FromTime>08:00:00</FromTime><ToTime>12:00:00</ToTime></WorkingTime><WorkingTime><FromTime>13:00:00</FromTime><ToTime>17:00:00</ToTime></WorkingTime></WorkingTimes></WeekDay>", d)
	}
	p, err := mspdi.Read(strings.NewReader(fmt.Sprintf(crewFile, days)), mspdi.Usual)
	if err != nil {
		t.Fatal(err)
	}
	return &transfer.Source{Plan: p}
}

// team says who works on what in a plan of a file.
func team(p *planfile.Plan) string {
	var out []string
	for _, a := range p.Assignments {
		x := p.Resources[a.Resource]
		out = append(out, fmt.Sprint(p.Tasks[a.Task].Name, " ", x.Name, " ", x.Kind, x.Generic, " ", int64(a.Units), " ", a.Work.Minutes()))
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

func TestResourcesOfAFileAreKnownOrMade(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		name, mail := "Anne", "ANNE@example.org"
		w.must(w.update(func(tx *db.Tx) error {
			_, err := resource.Create(ctx, tx, w.who, resource.Says{Name: &name, Email: &mail})
			return err
		}))
		r, err := transfer.Foresee(ctx, w.d, w.who, w.mine, crew(t), transfer.Options{})
		w.must(err)
		if got := fmt.Sprint(r.Team.Known, r.Team.Made, len(r.Team.Left)); got != "[Anne] [Diggers (north) Concrete] 1" {
			t.Errorf("foreseen: %s", got)
		}
		if all, err := resource.Load(ctx, w.d); err != nil || len(all.All) != 1 {
			t.Errorf("the dry run made resources: %v, %v", all.All, err)
		}
		r = w.take(w.mine, crew(t), transfer.Options{})
		if row := r.Rows[0]; row.Effort != 24*60 || row.Units != 15_000 || row.Resources(label.EN) != "Anne; Diggers (north)[50%]; Concrete[12]" {
			t.Errorf("got %d, %d, %s", row.Effort, row.Units, row.Resources(label.EN))
		}
		if len(r.Differences) != 0 {
			t.Errorf("dates differ: %v", r.Differences)
		}
		// out, and read again
		v, err := plan.Get(ctx, w.d, w.who, w.mine)
		w.must(err)
		set, err := calendar.Load(ctx, w.d)
		w.must(err)
		went := transfer.Out(v, set, transfer.Leaving{Name: "Crew", Outside: w.d.Seal})
		var file bytes.Buffer
		w.must(mspdi.Write(&file, went))
		again, err := mspdi.Read(bytes.NewReader(file.Bytes()), mspdi.Usual)
		w.must(err)
		const want = "Dig Anne 0 false 10000 960\nDig Concrete 1 false 120000 0\nDig Diggers (north) 0 true 5000 480"
		if got := team(again); got != want {
			t.Errorf("went out as\n%s\nwant\n%s", got, want)
		}
		r = w.take(w.mine, &transfer.Source{Plan: again}, transfer.Options{})
		if got := r.Rows[0].Resources(label.EN); len(r.Team.Made) != 0 || got != "Anne; Diggers (north)[50%]; Concrete[12]" || r.Known != 1 {
			t.Errorf("came back as %s, %v, %d known", got, r.Team.Made, r.Known)
		}
	})
}

func TestWhoMayNotMakeResourcesLeavesThemOut(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		who := w.who
		who.Scope &^= access.EditResources
		r, err := transfer.Foresee(ctx, w.d, who, w.mine, crew(t), transfer.Options{})
		w.must(err)
		if len(r.Team.Made) != 0 || len(r.Team.Left) != 4 || len(r.Rows[0].Assigned) != 0 || r.Rows[0].Effort != 24*60 {
			t.Errorf("got %+v, %v", r.Team, r.Rows[0].Assigned)
		}
		lost := ""
		for _, x := range r.Lost {
			lost += x.What.In(label.EN) + ": " + x.Why.In(label.EN) + "\n"
		}
		if !strings.Contains(lost, "Resources: you may not make resources") || !strings.Contains(lost, "Assignments: their resource is not brought in") {
			t.Errorf("what is lost:\n%s", lost)
		}
	})
}

// TestAnAddressThatIsHiddenFindsNobody brings in a file whose people have addresses that
// somebody has here, as who may read these addresses and as who may not.
func TestAnAddressThatIsHiddenFindsNobody(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		mason, miner, named := "Masons", "Miners", "anne@example.org"
		w.must(w.update(func(tx *db.Tx) error {
			paul, err := access.CreateAccount(ctx, tx, w.who, access.Account{Login: "paul", Name: "Paul Petit", Email: "paul@example.org"}, "")
			if err != nil {
				return err
			}
			_, err = resource.Create(ctx, tx, w.who, resource.Says{Name: &mason, Account: &paul.ID})
			if err != nil {
				return err
			}
			_, err = resource.Create(ctx, tx, w.who, resource.Says{Name: &miner, Email: &named})
			return err
		}))
		for _, c := range []struct {
			address, known string
			needs          access.Right
		}{{"Paul@example.org", mason, access.ManageUsers}, {named, miner, access.EditResources}} {
			foreseen := func(address string, without access.Right) string {
				s, who := crew(t), w.who
				s.Plan.Resources[0].Email = address
				who.Scope &^= without
				r, err := transfer.Foresee(ctx, w.d, who, w.mine, s, transfer.Options{})
				w.must(err)
				return fmt.Sprint(r.Team.Known, r.Team.Made, r.Team.Left, r.Rows[0].Resources(label.EN))
			}
			if got := foreseen(c.address, 0); !strings.HasPrefix(got, "["+c.known+"]") {
				t.Errorf("%s, who may read it: %s", c.address, got)
			}
			if got, unknown := foreseen(c.address, c.needs), foreseen("nobody@example.org", c.needs); got != unknown {
				t.Errorf("%s: a dry run says\n%s\nof an unknown address\n%s", c.address, got, unknown)
			}
		}
		// what is brought in does not give a resource an account that its maker may not find
		w.who.Scope &^= access.ManageUsers
		s := crew(t)
		s.Plan.Resources[0].Email = "paul@example.org"
		if r := w.take(w.mine, s, transfer.Options{}); r.Rows[0].Uses[0].Of.Account != 0 || r.Team.Made[0] != "Anne Roux" {
			t.Errorf("made %v, of the account %d", r.Team.Made, r.Rows[0].Uses[0].Of.Account)
		}
	})
}

func TestAListNamesWhoWorksOnWhat(t *testing.T) {
	one(t, func(t *testing.T, w *world) {
		const list = "Name;Start;Duration;Ressources\nDig;2027-01-04;2d;Anne, Paul[50%]\nWall;2027-01-06;1d;\"anne[0,5]; Concrete[12]\"\n"
		s, err := transfer.Read(strings.NewReader(list), int64(len(list)), "list.csv", "csv")
		w.must(err)
		r := w.take(w.mine, s[0], transfer.Options{})
		if got := r.Rows[0].Resources(label.EN) + " / " + r.Rows[1].Resources(label.EN); got != "Anne; Paul[50%] / Anne[50%]; Concrete[12]" || r.Rows[0].Effort != 1260 {
			t.Fatalf("got %s, %d", got, r.Rows[0].Effort)
		}
		var file bytes.Buffer
		w.must(sheet.WriteCSV(&file, transfer.Listed(r.View, "", label.FR, nil), sheet.DialectOf(label.FR)))
		if s, err = transfer.Read(bytes.NewReader(file.Bytes()), int64(file.Len()), "list.csv", "csv"); err != nil {
			t.Fatal(err)
		}
		r = w.take(w.mine, s[0], transfer.Options{})
		if got := r.Rows[0].Resources(label.FR) + " / " + r.Rows[1].Resources(label.FR); got != "Anne; Paul[50%] / Anne[50%]; Concrete[12]" || len(r.Team.Made) != 0 {
			t.Errorf("came back as %s, %v", got, r.Team.Made)
		}
	})
}

func TestTwoOfAFileWithOneAddressAreOneResource(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		twice := func() *transfer.Source {
			s := crew(t)
			s.Plan.Resources[1].Email, s.Plan.Resources[1].Generic = "Anne@Example.org", false
			s.Plan.Resources[2].Email = "no@address@at.all"
			return s
		}
		foreseen, err := transfer.Foresee(ctx, w.d, w.who, w.mine, twice(), transfer.Options{})
		w.must(err)
		done := w.take(w.mine, twice(), transfer.Options{})
		for _, r := range []*transfer.Report{foreseen, done} {
			if got := fmt.Sprint(r.Team.Known, r.Team.Made); got != "[Anne Roux] [Anne Roux Concrete]" {
				t.Errorf("got %s", got)
			}
		}
	})
}

func TestAListSaysOnlySoMuchOfWhoWorks(t *testing.T) {
	crowd := func(n int) string { return strings.TrimSuffix(strings.Repeat("A;", n), ";") }
	for name, c := range map[string]struct {
		rows, each int
		kind       fault.Kind
	}{
		"of one task": {1, 501, fault.BadInput},
		"in all":      {401, 500, fault.TooLarge},
	} {
		list := "Name;Start;Duration;Resources\n" + strings.Repeat("Dig;2027-01-04;2d;\""+crowd(c.each)+"\"\n", c.rows)
		_, err := transfer.Read(strings.NewReader(list), int64(len(list)), "list.csv", "csv")
		if fault.KindOf(err) != c.kind {
			t.Errorf("%s: %v", name, err)
		}
	}
}
