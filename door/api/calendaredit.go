package api

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"vigie/door/auth"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/calendar"
	"vigie/room/field"
)

// CalendarSays is what may be said of a calendar; what is absent stays.
type CalendarSays struct {
	Key      *string      `json:"key,omitempty" maxLength:"40" doc:"By which documents of the configuration know it; made of the name when left out"`
	Name     *bilingual   `json:"name,omitempty"`
	Parent   *string      `json:"parent,omitempty" maxLength:"20" doc:"From which it takes what it does not say; empty for that of the organisation"`
	Week     *[][]string  `json:"week,omitempty" maxItems:"7" doc:"The work of Monday to Sunday, such as 09:00-12:30; empty for that of the parent, or of the conventions"`
	Holidays *string      `json:"holidays,omitempty" maxLength:"60" doc:"The key of a set; none, or above for those of the parent"`
	Days     *[]DaysShown `json:"days,omitempty" maxItems:"2000"`
}

func (in CalendarSays) apply(s *Server, c *calendar.Calendar) (err error) {
	set(&c.Key, in.Key)
	if in.Name != nil {
		c.Name = in.Name.text()
	}
	if in.Parent != nil {
		if c.Parent, err = s.unsealed(*in.Parent); err != nil {
			return err
		}
	}
	if in.Holidays != nil {
		none := ""
		switch *in.Holidays {
		case "above":
			c.Holidays = nil
		case "none", "":
			c.Holidays = &none
		default:
			c.Holidays = in.Holidays
		}
	}
	if in.Week != nil {
		if c.Week, err = weekIn(*in.Week); err != nil {
			return err
		}
	}
	if in.Days != nil {
		c.Days = nil
		for i, d := range *in.Days {
			read, err := d.days(fmt.Sprintf("days[%d]", i))
			if err != nil {
				return err
			}
			c.Days = append(c.Days, read)
		}
	}
	return nil
}

func weekIn(all [][]string) (*calendar.Week, error) {
	if len(all) == 0 {
		return nil, nil
	}
	if len(all) != 7 {
		return nil, fault.Invalid("week", label.T("A week has seven days, from Monday to Sunday; an empty list takes that of the calendar above", "Une semaine a sept jours, du lundi au dimanche\u202f; une liste vide prend celle du calendrier supérieur"))
	}
	var w calendar.Week
	for i, texts := range all {
		var err error
		if w[i], err = shiftsIn(fmt.Sprintf("week[%d]", i), texts); err != nil {
			return nil, err
		}
	}
	return &w, nil
}

// shiftsIn reads hours such as 09:00-12:30.
func shiftsIn(where string, all []string) ([]calendar.Shift, error) {
	var out []calendar.Shift
	for _, text := range all {
		from, to, ok := strings.Cut(strings.ReplaceAll(text, "–", "-"), "-")
		a, okA := minuteIn(from)
		b, okB := minuteIn(to)
		if !ok || !okA || !okB {
			return nil, fault.Invalid(where, label.F("“%s” is not a stretch of hours; write 09:00-12:30", "«\u202f%s\u202f» n’est pas une plage horaire\u202f; écrivez 09:00-12:30", text))
		}
		out = append(out, calendar.Shift{From: a, To: b})
	}
	return out, nil
}

// minuteIn reads a time of the day; 24:00 is its end.
func minuteIn(text string) (int, bool) {
	h, m, ok := strings.Cut(strings.TrimSpace(text), ":")
	if !ok || len(h) == 0 || len(h) > 2 || len(m) != 2 {
		return 0, false
	}
	hours, err := strconv.ParseUint(h, 10, 8)
	minutes, bad := strconv.ParseUint(m, 10, 8)
	n := int(hours)*60 + int(minutes)
	return n, err == nil && bad == nil && minutes < 60 && n <= 24*60
}

func (d DaysShown) days(where string) (calendar.Days, error) {
	out := calendar.Days{Name: d.Name}
	var err error
	if out.Shifts, err = shiftsIn(where+".shifts", d.Shifts); err != nil {
		return out, err
	}
	read := func(what, text string, into *day.Day) {
		if err == nil {
			*into, err = dayIn(where+what, text)
		}
	}
	read(".first", d.First, &out.First)
	read(".last", d.Last, &out.Last)
	if y := d.Yearly; y != nil {
		out.Yearly = &calendar.Yearly{Every: y.Every, Count: y.Count, Nth: y.Nth, Weekday: time.Weekday(y.Weekday)}
		read(".yearly.until", y.Until, &out.Yearly.Until)
	}
	for _, text := range d.Also {
		out.Also = append(out.Also, 0)
		read(".also", text, &out.Also[len(out.Also)-1])
	}
	for _, text := range d.Except {
		out.Except = append(out.Except, 0)
		read(".except", text, &out.Except[len(out.Except)-1])
	}
	return out, err
}

// NewCalendar is what a new calendar is.
type NewCalendar struct {
	CalendarSays
	Unit    string `json:"unit,omitempty" maxLength:"20" doc:"Whose it is; of nobody alone when both are left out"`
	Project string `json:"project,omitempty" maxLength:"20" doc:"Whose it is"`
}

func (in NewCalendar) calendar(s *Server) (c calendar.Calendar, err error) {
	if c.Unit, err = s.unsealed(in.Unit); err != nil {
		return c, err
	}
	if c.Project, err = s.unsealed(in.Project); err != nil {
		return c, err
	}
	return c, in.apply(s, &c)
}

func (s *Server) createCalendar(ctx context.Context, in *struct {
	Body NewCalendar
},
) (*calendarAnswer, error) {
	c, err := in.Body.calendar(s)
	if err != nil {
		return nil, err
	}
	return s.keepCalendar(ctx, func(tx *db.Tx, who access.Who) (calendar.Calendar, error) {
		return calendar.Create(ctx, tx, who, c)
	})
}

type changeCalendarIn struct {
	ByID
	Matching
	Body CalendarSays
}

func (s *Server) changeCalendar(ctx context.Context, in *changeCalendarIn) (*calendarAnswer, error) {
	version, err := in.orNew()
	if err != nil {
		return nil, err
	}
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	return s.keepCalendar(ctx, func(tx *db.Tx, who access.Who) (calendar.Calendar, error) {
		return calendar.Change(ctx, tx, who, id, version, func(c *calendar.Calendar) error { return in.Body.apply(s, c) })
	})
}

// keepCalendar answers with the calendar that a change left.
func (s *Server) keepCalendar(ctx context.Context, change func(*db.Tx, access.Who) (calendar.Calendar, error)) (*calendarAnswer, error) {
	var now calendar.Calendar
	failed := s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		now, err = change(tx, who)
		return err
	})
	all, err := calendar.Load(ctx, s.DB)
	if err != nil {
		return nil, err
	}
	if failed != nil {
		w, err := s.calendarShower(ctx, all)
		if err != nil {
			return nil, err
		}
		return nil, showing(failed, w.show)
	}
	return s.answerCalendar(ctx, all, now.ID)
}

// previewCalendar shows a year of a calendar that is being written.
func (s *Server) previewCalendar(ctx context.Context, in *struct {
	Body struct {
		NewCalendar
		ID   string `json:"id,omitempty" maxLength:"20" doc:"The calendar that is being changed; a new one when left out"`
		Year int    `json:"year" minimum:"1980" maximum:"2199"`
	}
},
) (*body[yearOut], error) {
	id, err := s.unsealed(in.Body.ID)
	if err != nil {
		return nil, err
	}
	all, err := calendar.Load(ctx, s.DB)
	if err != nil {
		return nil, err
	}
	c, err := in.Body.calendar(s)
	if err != nil {
		return nil, err
	}
	if id != 0 {
		if c, all, err = calendar.Get(ctx, s.DB, auth.Who(ctx), id); err != nil {
			return nil, err
		}
		if err := in.Body.apply(s, &c); err != nil {
			return nil, err
		}
	}
	if c.Parent != 0 {
		if _, _, err := calendar.Get(ctx, s.DB, auth.Who(ctx), c.Parent); err != nil {
			return nil, err
		}
	}
	if all, err = all.Foresee(c); err != nil {
		return nil, err
	}
	w, err := s.calendarShower(ctx, all)
	if err != nil {
		return nil, err
	}
	return answer(w.year(c.ID, in.Body.Year))
}

type calendarPast struct {
	Version int64         `json:"version"`
	At      string        `json:"at"`
	By      *named        `json:"by"`
	Changes []auditChange `json:"changes" doc:"What it changed, in the language of the caller"`
}

func (s *Server) calendarHistory(ctx context.Context, in *ByID) (*body[list[calendarPast]], error) {
	who := auth.Who(ctx)
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	past, err := calendar.History(ctx, s.DB, who, id)
	if err != nil {
		return nil, err
	}
	all, err := calendar.Load(ctx, s.DB)
	if err != nil {
		return nil, err
	}
	live, err := s.Portfolio.Live(ctx)
	out, names := list[calendarPast]{Items: []calendarPast{}, Total: len(past)}, live.Names(who)
	for i, p := range past {
		was := calendar.Calendar{}
		if i+1 < len(past) {
			was = past[i+1].Calendar
		}
		actor := int64(p.Change.Actor)
		out.Items = append(out.Items, calendarPast{p.Version, instant(p.Change.At), s.named(actor, names.Name(field.User, actor)), saidOfCalendars(all, was, p.Calendar, who.Lang)})
	}
	return answer(out, err)
}

func saidOfCalendars(all calendar.Set, was, now calendar.Calendar, l label.Lang) []auditChange {
	out := []auditChange{}
	for _, d := range calendar.Differences(was, now, func(id int64) label.Text { c, _ := all.Get(id); return c.Name }) {
		out = append(out, auditChange{d.What.In(l), d.Was.In(l), d.Now.In(l)})
	}
	return out
}

func (s *Server) revertCalendar(ctx context.Context, in *struct {
	ByID
	Matching
	Body struct {
		To int64 `json:"to" minimum:"0" doc:"The version to keep again; 0 for that of the organisation as shipped"`
	}
},
) (*calendarAnswer, error) {
	version, err := in.orNew()
	if err != nil {
		return nil, err
	}
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	return s.keepCalendar(ctx, func(tx *db.Tx, who access.Who) (calendar.Calendar, error) {
		return calendar.Revert(ctx, tx, who, id, version, in.Body.To)
	})
}
