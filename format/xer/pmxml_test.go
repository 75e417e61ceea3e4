package xer

import (
	"strings"
	"testing"

	"vigie/format/planfile"
	"vigie/ground/fault"
)

const pmxml = `<?xml version="1.0" encoding="UTF-8"?>
<APIBusinessObjects>
<ProjectList><Project ObjectId="7"><Id>P</Id></Project></ProjectList>
<Calendar><ObjectId>3</ObjectId><Name>Weekdays</Name><Type>Global</Type><HoursPerDay>8.0</HoursPerDay>
<StandardWorkWeek><StandardWorkHours><DayOfWeek>Monday</DayOfWeek><WorkTime><Start>07:00:00</Start><Finish>11:59:00</Finish></WorkTime><WorkTime><Start>12:30:00</Start><Finish>15:29:00</Finish></WorkTime></StandardWorkHours>
<StandardWorkHours><DayOfWeek>Sunday</DayOfWeek></StandardWorkHours></StandardWorkWeek>
<HolidayOrExceptions><HolidayOrException><Date>2027-01-11T00:00:00</Date></HolidayOrException><HolidayOrException><Date>2027-01-12T00:00:00</Date><WorkTime><Start>20:00:00</Start><Finish>23:59:00</Finish></WorkTime></HolidayOrException></HolidayOrExceptions></Calendar>
<Project><ObjectId>7</ObjectId><Name>Pier</Name><ActivityDefaultCalendarObjectId>3</ActivityDefaultCalendarObjectId><DataDate>2027-01-04T08:00:00</DataDate><PlannedStartDate>2027-01-04T08:00:00</PlannedStartDate>
<OutOfSequenceScheduleType>Progress Override</OutOfSequenceScheduleType><RelationshipLagCalendar>Successor Activity Calendar</RelationshipLagCalendar><ComputeTotalFloatType>Start Float</ComputeTotalFloatType>
<WBS><ObjectId>20</ObjectId><Code>B</Code><Name>Build</Name><SequenceNumber>1</SequenceNumber><ParentObjectId xsi:nil="true"/></WBS>
<Activity><ObjectId>31</ObjectId><Id>A10</Id><Name>Dig</Name><WBSObjectId>20</WBSObjectId><CalendarObjectId>3</CalendarObjectId><Type>Task Dependent</Type><PlannedDuration>16.0</PlannedDuration><RemainingDuration>8.0</RemainingDuration><ActualStartDate>2027-01-04T08:00:00</ActualStartDate><Status>In Progress</Status><PercentCompleteType>Physical</PercentCompleteType><PhysicalPercentComplete>0.25</PhysicalPercentComplete><UDF><TypeObjectId>9</TypeObjectId></UDF></Activity>
<Activity><ObjectId>32</ObjectId><Id>A20</Id><Name>Open</Name><WBSObjectId>20</WBSObjectId><CalendarObjectId>3</CalendarObjectId><Type>Finish Milestone</Type><PrimaryConstraintType>Finish On or After</PrimaryConstraintType><PrimaryConstraintDate>2027-02-01T15:30:00</PrimaryConstraintDate></Activity>
<Relationship><PredecessorActivityObjectId>31</PredecessorActivityObjectId><SuccessorActivityObjectId>32</SuccessorActivityObjectId><PredecessorProjectObjectId>7</PredecessorProjectObjectId><Type>Finish to Finish</Type><Lag>4.0</Lag></Relationship>
<ActivityNote><Note>By hand</Note></ActivityNote>
</Project>
</APIBusinessObjects>`

func TestTheXMLOfPrimaveraSaysWhatItsOtherFormDoes(t *testing.T) {
	all, err := ReadXML(strings.NewReader(pmxml), Usual)
	if err != nil {
		t.Fatal(err)
	}
	p := all[0]
	if len(all) != 1 || p.Name != "Pier" || len(p.Tasks) != 3 || p.Options.Progress != planfile.ProgressOverride || p.Options.Lag != planfile.LagOfSuccessor || p.Options.Float != planfile.StartFloat {
		t.Fatalf("got %d plans, %q, %d tasks, %+v", len(all), p.Name, len(p.Tasks), p.Options)
	}
	c := p.Calendars[p.Calendar]
	if got := c.Week[0].Shifts; len(got) != 2 || got[0] != (planfile.Shift{From: 420, To: 720}) || got[1] != (planfile.Shift{From: 750, To: 930}) {
		t.Errorf("Monday: %v", got)
	}
	if len(c.Exceptions) != 2 || len(c.Exceptions[0].Shifts) != 0 || c.Exceptions[1].Shifts[0] != (planfile.Shift{From: 1200, To: 1440}) {
		t.Errorf("the days that are otherwise: %+v", c.Exceptions)
	}
	dig, open := p.Tasks[1], p.Tasks[2]
	if p.Tasks[0].Name != "Build" || dig.Parent != 0 || dig.Number != "A10" || dig.Duration != 16*planfile.Hour || dig.Remaining != 8*planfile.Hour || dig.Percent != 25 {
		t.Errorf("a task: %+v", dig)
	}
	if !open.Milestone || open.Constraint != planfile.FinishNoEarlier || open.Date.String() != "2027-02-01T15:30:00" {
		t.Errorf("a milestone: %+v", open)
	}
	if len(p.Links) != 1 || p.Links[0].Type != planfile.FinishFinish || p.Links[0].Lag != 4*planfile.Hour {
		t.Errorf("the links: %+v", p.Links)
	}
	if len(p.Unmapped) != 1 || p.Unmapped[0].Where != "ActivityNote" {
		t.Errorf("what is not mapped: %+v", p.Unmapped)
	}
}

func TestXMLOfPrimaveraThatCannotBeReadIsRefusedWithTheLine(t *testing.T) {
	for name, bad := range map[string]struct{ text, says string }{
		"cut":      {pmxml[:len(pmxml)/2], "export it again"},
		"entities": {`<!DOCTYPE x [<!ENTITY a "b">]><APIBusinessObjects/>`, "DOCTYPE"},
		"other":    {`<Project/>`, "APIBusinessObjects"},
		"empty":    {`<APIBusinessObjects></APIBusinessObjects>`, "no project"},
		"more":     {pmxml + "<x/>", "something follows"},
		"hours":    {strings.Replace(pmxml, "07:00:00", "19:00:00", 1), "no stretch of a day"},
		"date":     {strings.Replace(pmxml, "2027-01-11T", "2027-13-11T", 1), "no date of a calendar"},
		"length":   {strings.Replace(pmxml, "16.0", "long", 1), "cannot be"},
		"nobody":   {strings.Replace(pmxml, "<PredecessorActivityObjectId>31", "<PredecessorActivityObjectId>99", 1), "not there"},
	} {
		_, err := ReadXML(strings.NewReader(bad.text), Usual)
		if fault.KindOf(err) != fault.BadInput || !strings.Contains(err.Error(), bad.says) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if _, err := ReadXML(strings.NewReader(pmxml), Limits{Bytes: 1000, Line: 1 << 20, Rows: 100, Tasks: 100}); fault.KindOf(err) != fault.TooLarge {
		t.Errorf("too large: got %v", err)
	}
}

func FuzzReadXML(f *testing.F) {
	f.Add(pmxml)
	f.Fuzz(func(t *testing.T, text string) {
		all, err := ReadXML(strings.NewReader(text), Limits{Bytes: 1 << 20, Line: 1 << 16, Rows: 10_000, Tasks: 1000})
		if err == nil && len(all) == 0 {
			t.Error("neither a plan nor why not")
		}
	})
}
