package api

import (
	"context"
	"strings"

	"vigie/door/auth"
	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/agenda"
	"vigie/overview/snapshot"
	"vigie/overview/summary"
	"vigie/room/review"
)

// When is the two dates of a reading.
type When struct {
	AsOf      string `query:"as_of" maxLength:"10" doc:"Read the past as it was at the end of this date"`
	CompareTo string `query:"compare_to" maxLength:"40" doc:"Say what is different from this date, from what was promised (baseline), or from a review (review:ID)"`
}

// The words of compare_to that are no dates.
const (
	toBaseline = "baseline"
	toReview   = "review:"
)

// compared is what a text of compare_to says: nothing, a date, the baseline, or a
// review.
type compared struct {
	kind   string
	day    day.Day
	frozen int64 // of a review: the last change that it knows; 0 while it is not frozen
	review string
}

// comparedIn reads compare_to. It is the one place that does.
func (s *Server) comparedIn(ctx context.Context, where, text string) (c compared, err error) {
	id, isReview := strings.CutPrefix(text, toReview)
	switch {
	case text == "":
		return c, nil
	case text == toBaseline:
		return compared{kind: toBaseline}, nil
	case !isReview:
		if c.day, err = dayIn(where, text); err != nil {
			return c, fault.Invalid(where, label.F("“%s” is no date, nor baseline, nor review:ID; write it like 2026-11-22", "« %s » n’est ni une date, ni baseline, ni review:ID ; écrivez-le comme 2026-11-22", text))
		}
		return compared{kind: "date", day: c.day}, nil
	}
	n, err := s.DB.Unseal(id)
	if err != nil {
		return c, err
	}
	r, err := review.Get(ctx, s.DB, auth.Who(ctx), n)
	return compared{kind: "review", day: r.Day, frozen: r.Frozen, review: id}, err
}

// now returns the portfolio as of a date, today when there is none.
func (s *Server) now(ctx context.Context, asOf day.Day) (*snapshot.Snapshot, error) {
	if asOf == 0 {
		return s.Portfolio.Live(ctx)
	}
	return s.Portfolio.AsOf(ctx, asOf)
}

// snapshots returns the portfolio at the date asked for, and the one to compare with.
func (s *Server) snapshots(ctx context.Context, w When) (snap, against *snapshot.Snapshot, err error) {
	asOf, err := dayIn("as_of", w.AsOf)
	if err != nil {
		return nil, nil, err
	}
	if snap, err = s.now(ctx, asOf); err != nil {
		return nil, nil, err
	}
	a, err := s.against(ctx, snap, "compare_to", w.CompareTo)
	return snap, a.Snapshot, err
}

// against returns what a snapshot is compared with, and how that is called.
func (s *Server) against(ctx context.Context, snap *snapshot.Snapshot, where, text string) (a summary.Against, err error) {
	c, err := s.comparedIn(ctx, where, text)
	if err != nil || c.kind == "" {
		return a, err
	}
	a = summary.Against{Kind: c.kind, Date: c.day, Review: c.review}
	switch {
	case c.kind == toBaseline:
		a.Snapshot = snap.Baseline()
		a.Title, a.Since = a.Snapshot.Title, label.T("against the baseline", "par rapport à la référence")
		return a, nil
	case c.frozen != 0:
		a.Snapshot, err = s.Portfolio.KnownAt(ctx, c.day, c.frozen)
	default:
		a.Snapshot, err = s.Portfolio.AsOf(ctx, c.day)
	}
	on := c.day
	a.Title, a.Since = label.T(on.In(label.EN), on.In(label.FR)), summary.SinceDay(on)
	if c.kind == "review" {
		a.Title = label.F("the review of %s", "la revue du %s", on)
		a.Since = label.F("since the review of %s", "depuis la revue du %s", on)
	}
	return a, err
}

// readings returns the records at the date asked for, and those to compare with.
func (g registry) readings(ctx context.Context, w When) (now, against *agenda.Reading, err error) {
	asOf, err := dayIn("as_of", w.AsOf)
	if err != nil {
		return nil, nil, err
	}
	if asOf == 0 {
		now, err = g.keeper.Live(ctx)
	} else {
		now, err = g.keeper.AsOf(ctx, asOf)
	}
	if err != nil {
		return nil, nil, err
	}
	c, err := g.comparedIn(ctx, "compare_to", w.CompareTo)
	switch {
	case err != nil || c.kind == "":
	case c.kind == toBaseline:
		against = now.Baseline()
	case c.frozen != 0:
		against, err = g.keeper.KnownAt(ctx, c.day, c.frozen)
	default:
		against, err = g.keeper.AsOf(ctx, c.day)
	}
	return now, against, err
}
