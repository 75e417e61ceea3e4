package planfile

import "vigie/ground/money"

// Task is a task, a milestone, or what holds others.
type Task struct {
	Line     int    // of the file, where it begins
	ID       string // by which the file knows it; unique
	Number   string // by which people know it: the number of its row, the id of an activity
	GUID     string
	Name     string
	WBS      string
	Outline  string // 1.2.3, as the file says it
	Notes    string
	Contact  string
	Link     Hyperlink
	Parent   int // its place; None for none
	Kind     Kind
	Shape    Shape
	Priority int

	Summary      bool // it holds others, or is made to
	Milestone    bool // shown as one
	Blank        bool // a row without a task
	Inactive     bool
	External     bool // stands for a task of another project
	Recurring    bool
	Estimated    bool
	EffortDriven bool
	HideBar      bool
	Rollup       bool
	LevelFreely  bool // may be moved by levelling

	Manual                    bool // its dates are given by hand
	ManualStart, ManualFinish Time
	ManualDuration            Span
	StartText, FinishText     string // what was typed where a date should stand
	DurationText              string

	Duration Span // of work on its calendar, or of any time
	Unit     int  // in which it was typed, as Microsoft Project numbers them
	Elapsed  bool

	Constraint        Constraint
	Date              Time // of the constraint
	Also              Constraint
	AlsoDate          Time // of the second constraint, which Primavera knows
	Deadline          Time
	Calendar          int  // None for that of the plan
	IgnoreCalendars   bool // those of its resources
	LevelingDelay     int64
	LevelingDelayUnit int
	Percent, OfWork   int // complete, in percent
	Physical          int
	ActualStart       Time
	ActualFinish      Time
	ActualDuration    Span
	Remaining         Span
	Stop, Resume      Time
	ExpectedFinish    Time
	Created           Time
	Work, ActualWork  Span
	RemainingWork     Span
	OvertimeWork      Span
	RegularWork       Span
	Cost, FixedCost   money.Amount
	ActualCost        money.Amount
	RemainingCost     money.Amount
	FixedAccrual      int
	EarnedValueMethod int
	CommitmentType    int
	Subproject        string // the file of what is inserted there
	Stored            Stored // what the program computed that wrote the file
	Baselines         []Baseline
	Values            []Value
	Phased            []Phased
	LevelAssignments  bool
	Published         bool
}

// Stored is what the program that wrote the file had computed. Times are 0 where the
// file does not say them; Floats tells whether it says floats.
type Stored struct {
	Start, Finish           Time
	EarlyStart, EarlyFinish Time
	LateStart, LateFinish   Time
	Floats                  bool
	TotalFloat, FreeFloat   Span
	StartFloat, FinishFloat Span
	Critical                bool
}

// Kind is what a task is.
type Kind uint8

// What tasks are; the last four are of Primavera.
const (
	Ordinary Kind = iota
	StartMilestone
	FinishMilestone
	LevelOfEffort // goes on from the first of what it waits for to the last
	ResourceDependent
	WBSSummary // goes on as long as what stands beside and below it in the WBS
)

// Shape says what stays when one of work, duration and units changes.
type Shape uint8

// What stays.
const (
	FixedUnits Shape = iota
	FixedDuration
	FixedWork
)

// Constraint is what holds a task beside its links.
type Constraint uint8

// The constraints. The last two are of Primavera: whatever the links say.
const (
	SoonAsPossible Constraint = iota
	LateAsPossible
	MustStart
	MustFinish
	StartNoEarlier
	StartNoLater
	FinishNoEarlier
	FinishNoLater
	MandatoryStart
	MandatoryFinish
)

// Link lets a task wait for another.
type Link struct {
	Line         int
	From, To     int // places of tasks; From is None where the task is in another project
	Elsewhere    string
	Type         LinkType
	Lag          Span // negative for a lead
	Share        int  // of the predecessor's duration, in hundredths of a percent, instead of Lag
	Elapsed      bool
	Unit         int // in which the lag was typed, as Microsoft Project numbers them
	CrossProject bool
}

// LinkType says which end of the successor waits for which end of the predecessor.
type LinkType uint8

// The types of links.
const (
	FinishStart LinkType = iota
	StartStart
	FinishFinish
	StartFinish
)

// Percent reports whether the lag is a share of the predecessor's duration.
func (l *Link) Percent() bool {
	u := l.Unit &^ estimated
	return u == 19 || u == 20
}

// estimated is added to the number of a unit whose amount is a guess.
const estimated = 32

// ElapsedUnit reports whether a unit, as Microsoft Project numbers them, is of any time
// of day and night.
func ElapsedUnit(unit int) bool {
	switch unit &^ estimated {
	case 4, 6, 8, 10, 12, 20:
		return true
	}
	return false
}
