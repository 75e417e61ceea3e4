// Package schedule computes plans: the early and late dates of activities over
// working calendars, their floats, which of them are critical, what moves when one of
// them changes, and why each date is what it is. Integers go in, integers come out:
// no clock, no database, no names.
package schedule

// Plan is what is computed. Activities and calendars are known by their place in the
// slices; what is computed does not depend on their order.
type Plan struct {
	Calendars  []*Calendar
	Activities []Activity
	Links      []Link
	Start      Time // nothing that has not begun starts before
	Finish     Time // by when all must be done; 0 for when it is
	Status     Time // until when progress is known; 0 for not
	Calendar   int32
	Rules      Rules
}

// Activity is a task, a milestone (no duration), or a phase: one that is the Parent of
// others. Of a phase the links, the calendar (for their lags), the constraint "no
// earlier than" and the deadline count; its dates are those of what is in it.
type Activity struct {
	Parent   int32 // -1 for none
	Calendar int32
	Duration int64 // working minutes of its calendar
	Elapsed  bool  // Duration is in minutes of any day and night
	Idle     bool  // somebody is assigned for nothing: Microsoft Project then shows what bounds it, though there is no work then

	Constraint Constraint
	Date       Time // of the constraint
	Deadline   Time // only warns; 0 for none

	Pinned Pin // dates given by hand, which nothing moves

	ActualStart, ActualFinish Time  // 0 for not yet
	Remaining                 int64 // of one that has begun: what is left of Duration
}

// Pin are dates given by hand; 0 for none.
type Pin struct{ Start, Finish Time }

// Constraint is one of the eight usual ones.
type Constraint uint8

const (
	SoonAsPossible Constraint = iota
	LateAsPossible
	StartNoEarlier
	StartNoLater
	FinishNoEarlier
	FinishNoLater
	MustStart
	MustFinish
)

// Binds reports whether a constraint is kept though links ask for later.
func (c Constraint) Binds() bool {
	return c == StartNoLater || c == FinishNoLater || c >= MustStart
}

// LinkType says which end of the successor waits for which end of the predecessor.
type LinkType uint8

const (
	FinishStart LinkType = iota
	StartStart
	FinishFinish
	StartFinish
)

// LagKind says what a lag is counted in.
type LagKind uint8

const (
	Working LagKind = iota // minutes of work
	Elapsed                // minutes of any day and night
	Percent                // hundredths of a percent of the predecessor's duration, as work
)

// Link lets one activity wait for another. A negative lag is a lead.
type Link struct {
	From, To int32
	Type     LinkType
	LagKind  LagKind
	Lag      int64
}

// Rules are where schedulers differ; see docs/schedule.md.
type Rules struct {
	LagOn     LagCalendar
	Float     FloatRule
	Progress  ProgressRule
	LateFloat bool  // as late as possible takes free float only, not total float
	Loose     bool  // a link that cannot hold with a constraint moves the activity, not the constraint
	Longest   bool  // critical is what is on the longest path, whatever its float
	Critical  int64 // working minutes of total float up to which an activity is critical
}

// LagCalendar is the calendar on which working lags are counted.
type LagCalendar uint8

const (
	OfSuccessor LagCalendar = iota
	OfPredecessor
	OfProject
	RoundTheClock
)

// FloatRule is what total float is.
type FloatRule uint8

const (
	SmallerFloat FloatRule = iota
	StartFloat
	FinishFloat
)

// ProgressRule is what becomes of the rest of an activity that has begun.
type ProgressRule uint8

const (
	Contiguous ProgressRule = iota // it goes on from its start, whatever the status date
	Retained                       // it waits for its predecessors, and for the status date
	Override                       // it goes on from the status date, whatever its predecessors, which need not come before it any more
	Actual                         // the same, but its predecessors are late where they come after it has begun
)

var (
	// MicrosoftProject are the rules of Microsoft Project as it is delivered.
	MicrosoftProject = Rules{}
	// PrimaveraP6 are those of Primavera P6 with retained logic.
	PrimaveraP6 = Rules{LagOn: OfPredecessor, Float: FinishFloat, Progress: Retained, LateFloat: true, Loose: true}
)
