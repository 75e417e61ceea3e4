// Package planfile is a plan as the files of planning programs carry it: what is
// planned, what was computed by whoever wrote the file, and what nobody here reads.
// It knows no file format and computes no dates.
package planfile

import (
	"vigie/ground/label"
	"vigie/ground/money"
)

// None is the place of what is not there.
const None = -1

// Plan is a plan of one project. Calendars, tasks and resources are known by their place.
type Plan struct {
	Program    string // that wrote the file, as it names itself
	Name       string
	Title      string
	Subject    string
	Author     string
	Company    string
	Manager    string
	Currency   string // ISO 4217, empty where the file says none
	Start      Time
	Finish     Time
	FromFinish bool // planned backwards from its finish
	Status     Time // until when progress is known; 0 for not said
	MustFinish Time // by when all must be done; 0 for not said
	Calendar   int  // its place; None for none

	MinutesPerDay  int
	MinutesPerWeek int
	DaysPerMonth   int
	DayStarts      int // in minutes since midnight: what is typed without an hour starts then
	DayEnds        int
	WeekStarts     int  // 0 is Sunday
	Critical       Span // total float up to which a task is critical
	Options        Options

	Fields      []Field
	Calendars   []Calendar
	Tasks       []Task
	Links       []Link
	Resources   []Resource
	Assignments []Assignment

	Unmapped []Unmapped // by what it is called in the file
}

// Options are how the program that wrote the file computes, where it says so.
type Options struct {
	Progress    Progress
	Lag         LagCalendar
	Float       Float
	LongestPath bool // critical is what is on the longest path, not what has no float
	OpenEnds    bool // what nothing follows is critical
	SplitTasks  bool // what has begun may be interrupted by the status date
}

// Progress is what becomes of the rest of a task that has begun.
type Progress uint8

// The ways of going on: from its start; after its predecessors and the status date;
// after the status date; by the dates of what happened.
const (
	Contiguous Progress = iota
	RetainedLogic
	ProgressOverride
	ActualDates
)

// LagCalendar is on whose calendar lags are counted.
type LagCalendar uint8

// Whose calendar counts.
const (
	LagOfSuccessor LagCalendar = iota
	LagOfPredecessor
	LagOfProject
	LagRoundTheClock
)

// Float is what total float is.
type Float uint8

// What total float may be.
const (
	SmallerFloat Float = iota
	StartFloat
	FinishFloat
)

// Unmapped is a part of the file that has no place in a plan.
type Unmapped struct {
	Where string     // as the file calls it: Task/Sponsor, TABLE.column
	Count int        // how often it says something
	Line  int        // where it is for the first time
	Why   label.Text // zero where nobody here has use for it
}

// Field is a custom field that the file defines.
type Field struct {
	ID      string
	Of      Object
	Name    string // as the program calls it: Text1
	Alias   string // as its users do
	Kind    string // as the file says it; empty where it does not
	Table   string // by which the file knows its choices, where several fields may have them
	Choices []Choice
}

// Choice is a value that a field offers.
type Choice struct{ ID, Parent, Text, Description, Kind string }

// Object is what a field is of.
type Object uint8

// What fields are of.
const (
	OfTask Object = iota
	OfResource
	OfAssignment
	OfProject
)

// Value is what a field says of one object.
type Value struct {
	Field  string // its ID
	Text   string
	Choice string // the ID of the choice; empty for none
	Unit   int    // of a duration, as Microsoft Project numbers them; 0 for none
}

// Baseline is what was planned at one time. Number 0 is the first.
type Baseline struct {
	Number        int
	Start, Finish Time
	Duration      Span
	Unit          int
	Work          Span
	Cost          money.Amount
}

// Resource is a person, a machine, material, or a cost.
type Resource struct {
	Line                                                       int
	ID, Number, GUID                                           string
	Name, Initials, Group, Code, Email, Phone, Notes, Material string
	Kind                                                       ResourceKind
	Generic, Inactive, Budget                                  bool
	Calendar                                                   int
	Units                                                      money.Amount // at most; 1 is one person full time
	Rate, Overtime, PerUse                                     money.Amount // an hour; each time
	RateUnit, OvertimeUnit                                     int
	Accrue                                                     int
	Work, ActualWork, RemainingWork, RegularWork, OvertimeWork Span
	Percent                                                    int // of the work
	Cost, ActualCost, RemainingCost                            money.Amount
	Rates                                                      []Rate
	Baselines                                                  []Baseline
	Values                                                     []Value
}

// ResourceKind says what a resource is.
type ResourceKind uint8

// What resources are.
const (
	WorkResource ResourceKind = iota
	MaterialResource
	CostResource
)

// Rate is what a resource costs from one time to another.
type Rate struct {
	Table                  int
	From, Until            Time
	Rate, Overtime, PerUse money.Amount
	RateUnit, OvertimeUnit int
}

// Assignment is a resource on a task; Resource is None where the work is nobody's.
type Assignment struct {
	Line                                                            int
	ID, GUID, Notes                                                 string
	Task, Resource                                                  int
	Units                                                           money.Amount
	Work, ActualWork, RemainingWork, OvertimeWork, RegularWork      Span
	Start, Finish, ActualStart, ActualFinish, Stop, Resume, Created Time
	Delay, LevelingDelay                                            int64 // as the file counts them
	Percent                                                         int
	Contour, RateTable                                              int
	Cost, ActualCost, RemainingCost, BudgetCost                     money.Amount
	BudgetWork                                                      Span
	Confirmed, Milestone                                            bool
	Hyperlink                                                       Hyperlink
	Baselines                                                       []Baseline
	Values                                                          []Value
	Phased                                                          []Phased
}

// Hyperlink is an address with what is shown for it.
type Hyperlink struct{ Text, Address, Place string }

// Phased is a part of a total that lies in time.
type Phased struct {
	Kind          int // as Microsoft Project numbers them: 1 remaining work, 2 actual work
	Start, Finish Time
	Seconds       [2]uint8 // of Start and Finish, beyond the minute
	Unit          int
	Said          bool         // it has a value
	Counted       bool         // the value is a Number
	Work          Span         // of work
	Number        money.Amount // of costs and shares
}
