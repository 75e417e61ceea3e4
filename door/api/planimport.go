package api

import (
	"context"
	"io"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/agenda"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/plan"
	"vigie/room/transfer"
)

func (s *Server) transferRoutes(a *frame) {
	register(a, op(http.MethodPost, "/projects/{id}/plan/import", "Bring the plan of a file into a project, in the place of the one that is there: a dry run unless apply is asked for, with each date that differs", boundedForm(planFormBytes, transfer.Oversize)), s.importPlan)
	register(a, op(http.MethodGet, "/projects/{id}/plan/export", "The plan of a project as a file: of Microsoft Project, a workbook, text, or a picture", planDocument), s.exportPlan)
}

// planFormBytes is what a form with the file of a plan may weigh.
const planFormBytes = transfer.MaxFile + 1<<20

type planForm struct {
	File   huma.FormFile `form:"file" required:"true" doc:"The plan: XML of Microsoft Project, XER or XML of Primavera P6, XLSX or CSV, up to 100 MB"`
	Fields string        `form:"fields" required:"false" doc:"A JSON object: by the id of each custom field the key of the attribute of tasks where it goes, + for one that is made for it, as who may define attributes, or nothing to leave it out; one that is absent goes where it is called so"`
}

type importPlanIn struct {
	ByID
	Matching
	Format   string `query:"format" enum:"mspdi,xer,pmxml,xlsx,csv" required:"false" doc:"What the file is; it says so itself when left out"`
	Apply    bool   `query:"apply" doc:"Keep the plan, with the mark of the one that is there as If-Match; else nothing is kept"`
	Dates    string `query:"dates" enum:"recompute,keep" default:"recompute" doc:"keep holds what differs where the file has it; recompute lets it follow from the rules here"`
	KeyDates string `query:"key_dates" enum:"keep,delete" default:"keep" doc:"What becomes of key dates of the project that the file does not have"`
	Part     int    `query:"part" minimum:"1" maximum:"10000" default:"1" doc:"Of a file with several plans, which one"`
	RawBody  huma.MultipartFormFiles[planForm]
}

type planCount struct {
	Key   string `json:"key"`
	Name  string `json:"name"`
	Found int    `json:"found" doc:"In the file"`
	Kept  int    `json:"kept" doc:"Brought in"`
}

type planLoss struct {
	What  string   `json:"what" doc:"What has no place here"`
	Field string   `json:"field,omitempty" doc:"As the file calls it"`
	Count int      `json:"count"`
	Line  int      `json:"line,omitempty" doc:"Where it is for the first time"`
	Names []string `json:"names,omitempty" doc:"The first few"`
	Why   string   `json:"why,omitempty"`
}

type planDifference struct {
	Number    int    `json:"number" doc:"The line here"`
	WBS       string `json:"wbs"`
	Name      string `json:"name"`
	Kind      string `json:"kind" enum:"phase,task,milestone"`
	Start     string `json:"start,omitempty" doc:"As the file has it"`
	Finish    string `json:"finish,omitempty"`
	NowStart  string `json:"computed_start" doc:"As the rules here have it"`
	NowFinish string `json:"computed_finish"`
	Parts     string `json:"differs" enum:"start,finish,both"`
	Reason    string `json:"reason"`
	Kept      bool   `json:"kept" doc:"The date of the file holds"`
}

type planGone struct {
	Name string `json:"name"`
	Kind string `json:"kind" enum:"phase,task,milestone"`
}

// PlanImported is what bringing a plan in does, or did.
type PlanImported struct {
	Applied     bool             `json:"applied"`
	Change      int64            `json:"change,omitempty" doc:"The number of the change, by which it is taken back"`
	Mark        string           `json:"mark" doc:"Of the plan that is there, to be sent back as If-Match"`
	Program     string           `json:"program,omitempty" doc:"That wrote the file"`
	Name        string           `json:"name,omitempty" doc:"Of the plan, as the file has it"`
	Parts       []string         `json:"parts" doc:"The plans of the file, of which part chooses one"`
	Start       string           `json:"start,omitempty"`
	Finish      string           `json:"finish,omitempty" doc:"As the file has it"`
	NowFinish   string           `json:"computed_finish" doc:"When all that comes in is done, with what is asked for"`
	Replaces    bool             `json:"replaces" doc:"There is a plan already, in whose place it comes"`
	Known       int              `json:"known" doc:"Items that are there already and stay the same items"`
	Gone        []planGone       `json:"gone" doc:"Items that are not in the file and go; the first 200"`
	GoneTotal   int              `json:"gone_total"`
	Stayed      []string         `json:"key_dates_stay" doc:"Key dates that are not in the file and stay"`
	Calendars   []string         `json:"calendars" doc:"That are made for the project"`
	Team        planTeam         `json:"resources"`
	Counts      []planCount      `json:"counts"`
	Lost        []planLoss       `json:"lost" doc:"What of the file has no place here"`
	Customs     []planCustom     `json:"custom_fields" doc:"The custom fields of its tasks, and where each goes"`
	Targets     []planTarget     `json:"attributes" doc:"The attributes of tasks where they may go"`
	MayMake     bool             `json:"may_make" doc:"The caller may have attributes made for them"`
	Compared    int              `json:"compared" doc:"Dates"`
	Differences []planDifference `json:"differences" doc:"The first 2,000 lines of which a date is not that of the file"`
	Differ      int              `json:"differ" doc:"How many there are"`
	Held        int              `json:"held" doc:"Lines that are held where the file has them"`
	Notes       []string         `json:"notes" doc:"What was guessed"`
}

// mostDiffering is how many lines that differ are listed, mostGone of those that go.
const (
	mostDiffering = 2000
	mostGone      = 200
)

func (s *Server) importPlan(ctx context.Context, in *importPlanIn) (*body[PlanImported], error) {
	form := in.RawBody.Data()
	if in.RawBody.Form != nil {
		defer in.RawBody.Form.RemoveAll()
	}
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	if err := plan.May(ctx, s.DB, auth.Who(ctx), id); err != nil {
		return nil, err
	}
	mark := ""
	if in.Apply {
		if mark, err = in.mark(); err != nil {
			return nil, err
		}
	}
	leave, err := s.heavy(ctx, "plan import")
	if err != nil {
		return nil, err
	}
	defer leave()
	all, err := plansOf(form, in.Format)
	if err != nil {
		return nil, err
	}
	if in.Part > len(all) {
		return nil, fault.Invalid("part", label.F("The file has %d plans; choose one of them", "Le fichier contient %d plans\u202f; choisissez-en un", len(all)))
	}
	o := transfer.Options{Keep: in.Dates == "keep", KeyDates: in.KeyDates != "delete", Name: s.guid}
	if o.Fields, err = fieldsIn(form.Fields); err != nil {
		return nil, err
	}
	if o.Find, err = s.finding(ctx); err != nil {
		return nil, err
	}
	r, err := s.bringPlan(ctx, id, in.Apply, mark, all[in.Part-1], o)
	if err != nil {
		return nil, s.showingPlan(ctx, err)
	}
	out := s.showImported(r, auth.Who(ctx).Lang)
	out.MayMake = field.MayDefine(auth.Who(ctx))
	out.Applied, out.Parts = in.Apply, transfer.Parts(all)
	if c := callOf(ctx); c != nil && in.Apply {
		out.Change = c.change
		if err := s.note(ctx, access.ImportRun, form.File.Filename); err != nil {
			return nil, err
		}
		setChange(ctx, out.Change)
	}
	return &body[PlanImported]{out}, nil
}

// guid is how files know an item that went out from here.
func (s *Server) guid(item int64) string { return transfer.GUID(s.DB.Seal(item)) }

// plansOf reads the plans of the file that a form holds.
func plansOf(form *planForm, format string) ([]*transfer.Source, error) {
	if form.File.File == nil {
		return nil, fault.Invalid("file", label.T("No file came with the form", "Le formulaire ne contient pas de fichier"))
	}
	defer form.File.Close()
	size, err := form.File.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, err
	}
	if _, err := form.File.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	return transfer.Read(form.File, size, form.File.Filename, format)
}

func (s *Server) bringPlan(ctx context.Context, id int64, apply bool, mark string, from *transfer.Source, o transfer.Options) (*transfer.Report, error) {
	if !apply {
		return transfer.Foresee(ctx, s.DB, auth.Who(ctx), id, from, o)
	}
	live, err := s.Agenda.Of(agenda.Kinds[0]).Live(ctx)
	if err != nil {
		return nil, err
	}
	c := live.Catalogue()
	wanted, err := transfer.ToMake(ctx, s.DB, auth.Who(ctx), id, from, o)
	if err != nil {
		return nil, err
	}
	var r *transfer.Report
	err = s.update(ctx, func(tx *db.Tx, who access.Who) error {
		with, err := transfer.Made(ctx, tx, who, wanted, o) // o stays, as this may run again
		if err != nil {
			return err
		}
		r, err = transfer.Take(ctx, tx, who, c, id, mark, from, with)
		return err
	})
	return r, err
}

func (s *Server) showImported(r *transfer.Report, l label.Lang) PlanImported {
	out := PlanImported{
		Mark: r.Mark, Program: r.Program, Name: r.Name, Start: minuteText(r.Start), Finish: minuteText(r.Finish), NowFinish: minuteText(r.Found), Replaces: !r.Empty, Known: r.Known,
		Gone: []planGone{}, GoneTotal: len(r.Gone), Stayed: append([]string{}, r.Stayed...), Calendars: append([]string{}, r.Calendars...), Counts: []planCount{}, Lost: []planLoss{},
		Customs: showCustoms(r), Targets: showTargets(r.View),
		Compared: r.Compared, Differences: []planDifference{}, Differ: len(r.Differences), Held: r.Held, Notes: []string{},
	}
	for _, g := range r.Gone[:min(len(r.Gone), mostGone)] {
		out.Gone = append(out.Gone, planGone{g.Name, string(g.Kind)})
	}
	out.Team = showTeam(r.Team, l)
	for _, c := range r.Counts {
		out.Counts = append(out.Counts, planCount{c.Key, c.Name.In(l), c.Found, c.Kept})
	}
	for _, x := range r.Lost {
		out.Lost = append(out.Lost, planLoss{x.What.In(l), x.Where, x.Count, x.Line, x.Names, x.Why.In(l)})
	}
	for _, d := range r.Differences[:min(len(r.Differences), mostDiffering)] {
		parts := "both"
		if d.OnlyStart {
			parts = "start"
		} else if d.OnlyEnd {
			parts = "finish"
		}
		out.Differences = append(out.Differences, planDifference{d.Number, d.WBS, d.Name, string(d.Kind), minuteText(d.Start), minuteText(d.Finish), minuteText(d.NowStarts), minuteText(d.NowEnds), parts, sentence(d.Reason.In(l)), d.Kept})
	}
	for _, n := range r.Notes {
		out.Notes = append(out.Notes, n.In(l))
	}
	return out
}
