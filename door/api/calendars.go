package api

import (
	"context"
	"fmt"
	"net/http"

	"vigie/door/auth"
	"vigie/engine/holiday"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/calendar"
	"vigie/room/field"
)

func (s *Server) calendarRoutes(a *frame) {
	register(a, op(http.MethodGet, "/calendars", "The working calendars that the caller may see, that of the organisation first"), s.listCalendars)
	register(a, op(http.MethodPost, "/calendars", "Make a calendar: of the organisation, of a unit or of a project", created), s.createCalendar)
	register(a, op(http.MethodGet, "/calendars/holidays", "The sets of public holidays that a calendar can take"), s.listHolidays)
	register(a, op(http.MethodPost, "/calendars/preview", "A year of a calendar as it would be; nothing is kept"), s.previewCalendar)
	register(a, op(http.MethodGet, "/calendars/{id}", "One calendar"), s.getCalendar)
	register(a, op(http.MethodPatch, "/calendars/{id}", "Change a calendar"), s.changeCalendar)
	register(a, op(http.MethodDelete, "/calendars/{id}", "Delete a calendar; another takes its place where it is used", noContent), s.deleteCalendar)
	register(a, op(http.MethodGet, "/calendars/{id}/year", "A year of a calendar: the days that are not as their weekday, and why"), s.yearOfCalendar)
	register(a, op(http.MethodGet, "/calendars/{id}/uses", "Whom a calendar touches: the plans that are computed with it or whose lines name it, resources and templates"), s.calendarUses)
	register(a, op(http.MethodGet, "/calendars/{id}/history", "The versions of a calendar, the latest first, with what each changed"), s.calendarHistory)
	register(a, op(http.MethodPost, "/calendars/{id}/revert", "Make a calendar what an earlier version of it was"), s.revertCalendar)
	register(a, op(http.MethodPost, "/calendars/{id}/import", "Take days off from a calendar file (iCalendar); a dry run unless apply is asked for", upTo(calendarFile+beside)), s.importCalendar)
	register(a, op(http.MethodGet, "/calendars/{id}/export.ics", "The days off of a calendar as a calendar file (iCalendar)", document), s.exportCalendar)
}

type yearlyOut struct {
	Every   int    `json:"every,omitempty" minimum:"0" maximum:"100" doc:"Every so many years; each when left out"`
	Count   int    `json:"count,omitempty" minimum:"0" maximum:"1000" doc:"So many times in all; without end when left out"`
	Until   string `json:"until,omitempty" maxLength:"10" doc:"The last date on which they begin"`
	Nth     int    `json:"nth,omitempty" minimum:"-5" maximum:"5" doc:"1 the first such weekday of the month, -1 the last; on their date when left out"`
	Weekday int    `json:"weekday,omitempty" minimum:"0" maximum:"6" doc:"0 is Sunday; of nth"`
}

// DaysShown are days of a calendar that are otherwise.
type DaysShown struct {
	Name   string     `json:"name" maxLength:"200"`
	First  string     `json:"first" maxLength:"10" doc:"2026-12-24"`
	Last   string     `json:"last,omitempty" maxLength:"10" doc:"The same day when left out"`
	Shifts []string   `json:"shifts,omitempty" maxItems:"24" doc:"The work of these days, such as 09:00-12:30; off when there is none"`
	Yearly *yearlyOut `json:"yearly,omitempty" doc:"How they come back; once when left out"`
	Also   []string   `json:"also,omitempty" maxItems:"500" doc:"Further dates on which they begin"`
	Except []string   `json:"except,omitempty" maxItems:"500" doc:"Dates on which they do not"`
}

type calendarOut struct {
	ID       string      `json:"id"`
	Version  int64       `json:"version"`
	Standard bool        `json:"standard" doc:"That of the organisation, with which all others begin"`
	CanEdit  bool        `json:"can_edit"`
	Key      string      `json:"key"`
	Name     bilingual   `json:"name"`
	Unit     *named      `json:"unit" doc:"Whose it is; null for no unit"`
	Project  *named      `json:"project" doc:"Whose it is; null for no project"`
	Parent   *named      `json:"parent" doc:"From which it takes what it does not say; null for the standard one"`
	Week     [][]string  `json:"week" doc:"The work of Monday to Sunday, such as 09:00-12:30; empty for that of the parent, or of the conventions"`
	Holidays string      `json:"holidays" doc:"The key of a set; none, or above for those of the parent"`
	Days     []DaysShown `json:"days" doc:"Days that are otherwise"`
	Holds    struct {
		Week         [][]string `json:"week" doc:"What counts, whoever says it"`
		WeekFrom     string     `json:"week_from" doc:"The name of the calendar that says it"`
		Holidays     string     `json:"holidays"`
		HolidaysFrom string     `json:"holidays_from"`
	} `json:"holds"`
	Used int `json:"used" doc:"How many calendars take their days from it"`
}

type calendarAnswer struct {
	ETag string `header:"ETag"`
	Body calendarOut
}

// shower shows calendars to a caller.
type shower struct {
	s     *Server
	who   access.Who
	names snapshot.Names
	all   calendar.Set
	may   map[int64]bool
}

func (s *Server) calendarShower(ctx context.Context, all calendar.Set) (shower, error) {
	who := auth.Who(ctx)
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return shower{}, err
	}
	may, err := all.Editable(ctx, s.DB, who)
	return shower{s, who, live.Names(who), all, may}, err
}

func (w shower) name(id int64) string {
	c, _ := w.all.Get(id)
	return c.Name.In(w.who.Lang)
}

func (w shower) show(c calendar.Calendar) calendarOut {
	out := calendarOut{
		ID: w.s.DB.Seal(c.ID), Version: c.Version, Standard: c.ID == calendar.Standard, CanEdit: w.may[c.ID], Key: c.Key, Name: inBoth(c.Name),
		Unit: w.s.named(c.Unit, w.names.Name(field.Unit, c.Unit)), Project: w.s.named(c.Project, w.names.Name(field.Project, c.Project)),
		Parent: w.s.named(c.Parent, w.name(c.Parent)), Week: [][]string{}, Holidays: "above", Days: []DaysShown{}, Used: len(w.all.Below(c.ID)),
	}
	if c.Week != nil {
		out.Week = showWeek(*c.Week)
	}
	switch {
	case c.Holidays != nil && *c.Holidays == "", c.Holidays == nil && out.Standard:
		out.Holidays = "none"
	case c.Holidays != nil:
		out.Holidays = *c.Holidays
	}
	for _, d := range c.Days {
		out.Days = append(out.Days, showDays(d))
	}
	week, from := w.all.WeekOf(c.ID)
	out.Holds.Week, out.Holds.WeekFrom = showWeek(week), w.name(from)
	out.Holds.Holidays, from = w.all.HolidaysOf(c.ID)
	out.Holds.HolidaysFrom = w.name(from)
	return out
}

func showWeek(w calendar.Week) [][]string {
	out := make([][]string, 7)
	for i, shifts := range w {
		out[i] = showShifts(shifts)
	}
	return out
}

func showShifts(all []calendar.Shift) []string {
	out := []string{}
	for _, s := range all {
		out = append(out, fmt.Sprintf("%02d:%02d-%02d:%02d", s.From/60, s.From%60, s.To/60, s.To%60))
	}
	return out
}

func showDays(d calendar.Days) DaysShown {
	out := DaysShown{Name: d.Name, First: d.First.String(), Last: d.Last.String(), Shifts: showShifts(d.Shifts)}
	if y := d.Yearly; y != nil {
		out.Yearly = &yearlyOut{Every: y.Every, Count: y.Count, Nth: y.Nth, Weekday: int(y.Weekday)}
		if y.Until != 0 {
			out.Yearly.Until = y.Until.String()
		}
	}
	for _, a := range d.Also {
		out.Also = append(out.Also, a.String())
	}
	for _, e := range d.Except {
		out.Except = append(out.Except, e.String())
	}
	return out
}

type calendarsOut struct {
	list[calendarOut]
	CanCreate bool `json:"can_create" doc:"Whether the caller may make calendars for the whole organisation"`
}

func (s *Server) listCalendars(ctx context.Context, _ *struct{}) (*body[calendarsOut], error) {
	who := auth.Who(ctx)
	all, err := calendar.Load(ctx, s.DB)
	if err != nil {
		return nil, err
	}
	w, err := s.calendarShower(ctx, all)
	if err != nil {
		return nil, err
	}
	seen, err := all.Seen(ctx, s.DB, who)
	out := calendarsOut{list: list[calendarOut]{Items: []calendarOut{}, Total: len(seen.All)}, CanCreate: who.CanEverywhere(access.EditCatalogue)}
	for _, c := range seen.All {
		out.Items = append(out.Items, w.show(c))
	}
	return answer(out, err)
}

func (s *Server) getCalendar(ctx context.Context, in *ByID) (*calendarAnswer, error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	_, all, err := calendar.Get(ctx, s.DB, auth.Who(ctx), id)
	if err != nil {
		return nil, err
	}
	return s.answerCalendar(ctx, all, id)
}

func (s *Server) answerCalendar(ctx context.Context, all calendar.Set, id int64) (*calendarAnswer, error) {
	w, err := s.calendarShower(ctx, all)
	c, _ := all.Get(id)
	return &calendarAnswer{fmt.Sprintf(`"%d"`, c.Version), w.show(c)}, err
}

type holiDaysShown struct {
	Key     string `json:"key"`
	Country string `json:"country" doc:"ISO 3166-1; EU for what is European"`
	Name    string `json:"name"`
}

func (s *Server) listHolidays(ctx context.Context, _ *struct{}) (*body[list[holiDaysShown]], error) {
	out := list[holiDaysShown]{Items: []holiDaysShown{}}
	for _, set := range holiday.Sets() {
		out.Items = append(out.Items, holiDaysShown{set.Key, set.Country, set.Name.In(auth.Who(ctx).Lang)})
	}
	out.Total = len(out.Items)
	return &body[list[holiDaysShown]]{out}, nil
}

type offOut struct {
	Date    string   `json:"date"`
	Name    string   `json:"name"`
	Source  string   `json:"source,omitempty" doc:"Of a public holiday: the law, or the library that knows it"`
	Holiday bool     `json:"holiday"`
	From    string   `json:"from" doc:"The name of the calendar that says it"`
	Shifts  []string `json:"shifts" doc:"The work of the day; none for a day off"`
}

type yearOut struct {
	Year    int        `json:"year"`
	Days    int        `json:"days" doc:"On which there is work"`
	Minutes int64      `json:"minutes" doc:"Of work"`
	Week    [][]string `json:"week"`
	Off     []offOut   `json:"off" doc:"The days that are not as their weekday"`
}

func (w shower) year(id int64, year int) (yearOut, error) {
	y, err := w.all.Year(id, year)
	out := yearOut{year, y.Days, y.Minutes, showWeek(y.Week), []offOut{}}
	for _, o := range y.Off {
		out.Off = append(out.Off, offOut{o.Date.String(), o.Name.In(w.who.Lang), o.Source, o.Holiday, w.name(o.From), showShifts(o.Shifts)})
	}
	return out, err
}

func (s *Server) yearOfCalendar(ctx context.Context, in *struct {
	ByID
	Year int `query:"year" minimum:"1980" maximum:"2199" doc:"The current one when left out"`
},
) (*body[yearOut], error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	_, all, err := calendar.Get(ctx, s.DB, auth.Who(ctx), id)
	if err != nil {
		return nil, err
	}
	w, err := s.calendarShower(ctx, all)
	if err != nil {
		return nil, err
	}
	if in.Year == 0 {
		in.Year, _, _ = day.OfTime(s.DB.Now()).Date()
	}
	return answer(w.year(id, in.Year))
}

// deleteCalendar deletes one that nothing uses, or of which another takes the place.
func (s *Server) deleteCalendar(ctx context.Context, in *struct {
	ByID
	Matching
	Instead string `query:"instead" maxLength:"20" doc:"The calendar that takes its place where it is used"`
},
) (*none, error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	instead, err := s.unsealed(in.Instead)
	if err != nil {
		return nil, err
	}
	return nil, s.update(ctx, func(tx *db.Tx, who access.Who) error {
		return calendar.Delete(ctx, tx, who, id, version, instead)
	})
}
