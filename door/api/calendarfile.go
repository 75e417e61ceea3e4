package api

import (
	"bytes"
	"context"
	"fmt"

	"github.com/danielgtaylor/huma/v2"

	"vigie/door/auth"
	"vigie/format/ical"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/calendar"
)

// calendarFile is how large a calendar file may be.
const calendarFile = 8 << 20

type calendarForm struct {
	File  huma.FormFile `form:"file" required:"true" doc:"The calendar file, which ends in .ics"`
	Apply string        `form:"apply" required:"false" enum:"true,false" doc:"true keeps the new days; else nothing is kept"`
}

type calendarLine struct {
	DaysShown
	Known bool `json:"known" doc:"The calendar says it already; it stays as it is"`
}

type calendarImport struct {
	Lines    []calendarLine `json:"lines"`
	Added    int            `json:"added" doc:"How many are new"`
	Known    int            `json:"known"`
	Applied  bool           `json:"applied"`
	Calendar *calendarOut   `json:"calendar,omitempty" doc:"As it is now, where the days were kept"`
}

func (s *Server) importCalendar(ctx context.Context, in *struct {
	ByID
	Matching
	RawBody huma.MultipartFormFiles[calendarForm]
},
) (*body[calendarImport], error) {
	form := in.RawBody.Data()
	if in.RawBody.Form != nil {
		defer in.RawBody.Form.RemoveAll()
	}
	version, err := in.orNew()
	if err != nil {
		return nil, err
	}
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	if form.File.File == nil {
		return nil, fault.Invalid("file", label.T("No file came with the form", "Le formulaire ne contient pas de fichier"))
	}
	defer form.File.Close()
	events, err := ical.Read(form.File, ical.Usual)
	if err != nil {
		return nil, err
	}
	c, all, err := calendar.Get(ctx, s.DB, auth.Who(ctx), id)
	if err != nil {
		return nil, err
	}
	may, err := all.Editable(ctx, s.DB, auth.Who(ctx))
	if err != nil {
		return nil, err
	}
	if err := access.Must(may[id]); err != nil {
		return nil, err
	}
	lines := c.Lines(events)
	out := calendarImport{Lines: []calendarLine{}, Applied: form.Apply == "true"}
	for _, l := range lines {
		out.Lines = append(out.Lines, calendarLine{showDays(l.Days), l.Known})
		if out.Added++; l.Known {
			out.Added, out.Known = out.Added-1, out.Known+1
		}
	}
	if !out.Applied {
		c.Take(lines)
		_, err := all.Foresee(c)
		return answer(out, err)
	}
	now, err := s.keepCalendar(ctx, func(tx *db.Tx, who access.Who) (calendar.Calendar, error) {
		return calendar.Change(ctx, tx, who, id, version, func(c *calendar.Calendar) error {
			c.Take(c.Lines(events))
			return nil
		})
	})
	if err != nil {
		return nil, err
	}
	out.Calendar = &now.Body
	return &body[calendarImport]{out}, nil
}

func (s *Server) exportCalendar(ctx context.Context, in *ByID) (*attachment, error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	c, all, err := calendar.Get(ctx, s.DB, auth.Who(ctx), id)
	if err != nil {
		return nil, err
	}
	year, _, _ := day.OfTime(s.DB.Now()).Date()
	var b bytes.Buffer
	err = ical.Write(&b, all.Feed(id, in.ID, year, auth.Who(ctx).Lang), s.DB.Now())
	return &attachment{"text/calendar; charset=utf-8", fmt.Sprintf("attachment; filename=%q", c.Key+".ics"), b.Bytes()}, err
}

// calendar says what became of a calendar.
func (w *auditWords) calendar(e access.AuditEntry) (*named, []auditChange) {
	read := func(t db.Text) calendar.Calendar {
		c := calendar.Calendar{}
		if !t.Null {
			c, _ = calendar.Decode(e.Object, 0, t.S)
		}
		return c
	}
	was, now := read(e.Before), read(e.Data)
	name := now.Name
	if e.Data.Null {
		name = was.Name
	}
	return &named{w.s.DB.Seal(e.Object), name.In(w.lang)}, saidOfCalendars(w.calendars, was, now, w.lang)
}
