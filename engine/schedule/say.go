package schedule

import (
	"strconv"
	"strings"

	"vigie/ground/label"
)

// In returns the time as it is read in language l: 14/07/2026 17:00 in French, 14 Jul
// 2026 17:00 in English.
func (t Time) In(l label.Lang) string {
	if t == 0 {
		return ""
	}
	minute := strconv.Itoa(100 + t.Minute()%60)[1:]
	return t.Day().In(l) + " " + strconv.Itoa(t.Minute()/60) + ":" + minute
}

// Say tells a reason of Why in one sentence. name gives the name of an activity as its
// reader may see it.
func (n *Network) Say(r Reason, name func(int32) string) label.Text {
	return label.F("%s: %s%s", "%s\u202f: %s%s", n.what(r, name), n.because(r, name), n.pause(r))
}

// what is the date that is explained.
func (n *Network) what(r Reason, name func(int32) string) label.Text {
	switch {
	case n.phase[r.Activity] >= 0 && r.Cause != ByContent:
		return label.F("nothing in “%s” starts before %s", "rien dans «\u202f%s\u202f» ne commence avant le %s", name(r.Activity), r.At)
	case r.Finish:
		return label.F("“%s” finishes on %s", "«\u202f%s\u202f» finit le %s", name(r.Activity), r.At)
	}
	return label.F("“%s” starts on %s", "«\u202f%s\u202f» commence le %s", name(r.Activity), r.At)
}

// pause says that there was no work in between.
func (n *Network) pause(r Reason) label.Text {
	if r.Finish || r.Bound >= r.At || r.Cause == ByFact || r.Cause == ByHand || r.Cause == ByContent {
		return label.Text{}
	}
	return label.F("; there is no work from %s until then", "\u202f; il n’y a pas de travail du %s jusque-là", r.Bound)
}

func (n *Network) because(r Reason, name func(int32) string) label.Text {
	a := &n.Activities[r.Activity]
	switch r.Cause {
	case ByLink:
		return n.waits(r, name)
	case ByPhase:
		return label.F("it is in “%s”, in which nothing starts earlier", "elle fait partie de «\u202f%s\u202f», où rien ne commence plus tôt", name(r.From))
	case ByConstraint:
		return bound(a)
	case ByStatus:
		return label.F("what had not been done on the status date, %s, comes after it", "ce qui n’était pas fait à la date d’état, le %s, vient après elle", n.Status)
	case ByFact:
		return fact(a, r.Finish)
	case ByHand:
		return label.T("its dates were given by hand", "ses dates ont été saisies à la main")
	case ByContent:
		if r.Finish {
			return label.F("of what it holds, “%s” finishes last", "de ce qu’elle contient, «\u202f%s\u202f» finit en dernier", name(r.From))
		}
		return label.F("of what it holds, “%s” starts first", "de ce qu’elle contient, «\u202f%s\u202f» commence en premier", name(r.From))
	case ByDelay:
		return label.T("it is to be as late as possible", "elle doit être placée le plus tard possible")
	}
	return label.T("nothing but the start of the plan holds it", "rien ne la retient que le début du plan")
}

// fact is what happened.
func fact(a *Activity, finish bool) label.Text {
	switch {
	case a.ActualStart == 0:
		return label.F("it was finished on %s", "elle a été finie le %s", a.ActualFinish)
	case finish && a.ActualFinish != 0:
		return label.T("that is when it was finished", "c’est alors qu’elle a été finie")
	case finish:
		return label.F("it began on %s and goes on from there", "elle a débuté le %s et se poursuit depuis", a.ActualStart)
	}
	return label.T("that is when it began", "c’est alors qu’elle a débuté")
}

// bound is what a constraint says.
func bound(a *Activity) label.Text {
	switch a.Constraint {
	case StartNoEarlier:
		return label.F("it is to start no earlier than %s", "elle ne doit pas commencer avant le %s", a.Date)
	case StartNoLater:
		return label.F("it is to start no later than %s", "elle ne doit pas commencer après le %s", a.Date)
	case FinishNoEarlier:
		return label.F("it is to finish no earlier than %s", "elle ne doit pas finir avant le %s", a.Date)
	case FinishNoLater:
		return label.F("it is to finish no later than %s", "elle ne doit pas finir après le %s", a.Date)
	case MustStart:
		return label.F("it must start on %s", "elle doit commencer le %s", a.Date)
	}
	return label.F("it must finish on %s", "elle doit finir le %s", a.Date)
}

// waits is what a link says, with its lag.
func (n *Network) waits(r Reason, name func(int32) string) label.Text {
	l := &n.Links[r.Link]
	from, lag := name(l.From), lagText(l)
	switch l.Type {
	case FinishStart:
		return label.F("its start waits for the finish of “%s”%s", "son début attend la fin de «\u202f%s\u202f»%s", from, lag)
	case StartStart:
		return label.F("its start waits for the start of “%s”%s", "son début attend le début de «\u202f%s\u202f»%s", from, lag)
	case FinishFinish:
		return label.F("its finish waits for the finish of “%s”%s", "sa fin attend la fin de «\u202f%s\u202f»%s", from, lag)
	}
	return label.F("its finish waits for the start of “%s”%s", "sa fin attend le début de «\u202f%s\u202f»%s", from, lag)
}

// lagText is the lag or lead of a link; nothing where there is none.
func lagText(l *Link) label.Text {
	size := max(l.Lag, -l.Lag)
	much := label.F("%s of work", "%s de travail", long(size))
	switch l.LagKind {
	case Elapsed:
		much = label.F("%s of elapsed time", "%s de temps écoulé", long(size))
	case Percent:
		share := strings.TrimSuffix(strings.TrimRight(strconv.FormatInt(size/100, 10)+"."+strconv.Itoa(int(100 + size%100))[1:], "0"), ".")
		much = label.F("%s of its duration", "%s de sa durée", label.Exactly(share+"%", strings.Replace(share, ".", ",", 1)+"\u202f%"))
	}
	switch {
	case l.Lag > 0:
		return label.F(", and %s more", ", plus %s", much)
	case l.Lag < 0:
		return label.F(", less %s", ", moins %s", much)
	}
	return label.Text{}
}

// long is a number of minutes in hours and minutes.
func long(minutes int64) string {
	h, m := minutes/60, minutes%60
	switch {
	case m == 0:
		return strconv.FormatInt(h, 10) + "\u00a0h"
	case h == 0:
		return strconv.FormatInt(m, 10) + "\u00a0min"
	}
	return strconv.FormatInt(h, 10) + "\u00a0h\u00a0" + strconv.FormatInt(m, 10) + "\u00a0min"
}
