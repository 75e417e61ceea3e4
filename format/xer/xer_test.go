package xer_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"vigie/format/planfile"
	"vigie/format/xer"
	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
)

const (
	top     = "ERMHDR\t19.12\t2026-01-05\tProject\tadmin\tadmin\tdb\tProject Management\tEUR\n"
	project = "%T\tPROJECT\n%F\tproj_id\tproj_short_name\tclndr_id\tplan_start_date\tlast_recalc_date\n%R\t1\tLYON\t7\t2026-01-05 08:00\t2026-01-05 08:00\n"
	hours   = "(0||CalendarData()((0||DaysOfWeek()((0||1()())(0||2()((0||0(s|08:00|f|12:00)())(0||1(f|17:00|s|13:00)())))(0||3()((0||0(s|08:00|f|00:00)())))(0||4()())(0||5()())(0||6()())(0||7()())))(0||VIEW(ShowTotal|N)())(0||Exceptions()((0||0(d|46028)())(0||1(d|46035)((0||0(s|9:00|f|11:30)())))))))"
	clndr   = "%T\tCALENDAR\n%F\tclndr_id\tclndr_name\tclndr_type\tday_hr_cnt\tweek_hr_cnt\tclndr_data\n%R\t7\tSix jours\tCA_Project\t7.5\t37.5\t"
	wbs     = "%T\tPROJWBS\n%F\twbs_id\tproj_id\tseq_num\tproj_node_flag\twbs_short_name\twbs_name\tparent_wbs_id\n%R\t10\t1\t0\tY\tLYON\tLyon\t\n%R\t12\t1\t20\tN\tB\tSecond\t10\n%R\t11\t1\t10\tN\tA\tFirst\t10\n%R\t13\t1\t5\tN\tC\tInner\t11\n"
	tasks   = "%T\tTASK\n%F\ttask_id\tproj_id\twbs_id\tclndr_id\ttask_code\ttask_name\ttask_type\tstatus_code\ttarget_drtn_hr_cnt\tremain_drtn_hr_cnt\tcstr_type\tcstr_date\tact_start_date\tearly_start_date\tearly_end_date\ttotal_float_hr_cnt\n"
	one     = "%R\t100\t1\t13\t7\tA100\tDéploiement\tTT_Task\tTK_Active\t16\t8.5\tCS_MSOA\t2026-01-06 08:00\t2026-01-06 08:00\t2026-01-06 08:00\t2026-01-12 12:00\t0\n"
	two     = "%R\t200\t1\t12\t7\tA200\tRecette\tTT_FinMile\tTK_NotStart\t0\t0\t\t\t\t\t\t\n"
	preds   = "%T\tTASKPRED\n%F\ttask_pred_id\ttask_id\tpred_task_id\tproj_id\tpred_proj_id\tpred_type\tlag_hr_cnt\n"
	last    = "%E\n"
)

func whole() string {
	return top + project + clndr + hours + "\n" + wbs + tasks + one + two + preds + "%R\t1\t200\t100\t1\t1\tPR_FF\t-4\n" + last
}

func read(t *testing.T, s string) *planfile.Plan {
	t.Helper()
	plans, err := xer.Read(strings.NewReader(s), xer.Usual)
	if err != nil {
		t.Fatal(err)
	}
	if len(plans) != 1 {
		t.Fatalf("%d plans were read", len(plans))
	}
	return plans[0]
}

func TestAProjectIsReadWithItsTree(t *testing.T) {
	p := read(t, whole())
	var tree []string
	for _, x := range p.Tasks {
		tree = append(tree, fmt.Sprintf("%d %s %s %s %v", x.Parent, x.WBS, x.Name, x.Duration, x.Summary))
	}
	want := []string{"-1 A First PT0H0M0S true", "0 A.C Inner PT0H0M0S true", "1 A.C Déploiement PT16H0M0S false", "-1 B Second PT0H0M0S true", "3 B Recette PT0H0M0S false"}
	if diff := cmp.Diff(want, tree); diff != "" {
		t.Error(diff)
	}
	x := p.Tasks[2]
	if x.Constraint != planfile.StartNoEarlier || x.Remaining != 8*planfile.Hour+30*planfile.Minute || x.ActualStart.String() != "2026-01-06T08:00:00" || x.Percent != 46 || !x.Stored.Floats || !x.Stored.Critical {
		t.Errorf("got %+v", x)
	}
	if y := p.Tasks[4]; y.Kind != planfile.FinishMilestone || !y.Milestone || y.Stored.Floats {
		t.Errorf("got %+v", y)
	}
	if diff := cmp.Diff([]planfile.Link{{Line: 20, From: 2, To: 4, Type: planfile.FinishFinish, Lag: -4 * planfile.Hour, Unit: 5}}, p.Links); diff != "" {
		t.Error(diff)
	}
	if p.Options.Progress != planfile.RetainedLogic || p.Options.Lag != planfile.LagOfPredecessor || p.MinutesPerDay != 450 {
		t.Errorf("got %+v, %d minutes a day", p.Options, p.MinutesPerDay)
	}
}

func TestTheHoursOfACalendarAreRead(t *testing.T) {
	p := read(t, whole())
	week, off, ok := p.Worked(0)
	office := []planfile.Shift{{From: 480, To: 720}, {From: 780, To: 1020}}
	want := [7][]planfile.Shift{office, {{From: 480, To: 1440}}}
	if diff := cmp.Diff(want, week); diff != "" || !ok {
		t.Error(diff)
	}
	epiphany := day.Of(2026, 1, 6)
	if diff := cmp.Diff([]planfile.Spell{{From: epiphany, Until: epiphany}, {From: epiphany + 7, Until: epiphany + 7, Shifts: []planfile.Shift{{From: 540, To: 690}}}}, off); diff != "" {
		t.Error(diff)
	}
}

func TestWhatCannotBeReadIsRefusedWithItsLine(t *testing.T) {
	begin := top + project + clndr + hours + "\n" + wbs + tasks
	for _, c := range []struct{ file, en, fr string }{
		{"", "The file is empty; in Primavera P6, export the project as XER", "Le fichier est vide"},
		{"PK\x03\x04", "Line 1: a file of Primavera begins with ERMHDR", "Ligne 1\u202f: un fichier de Primavera commence par ERMHDR"},
		{top + project, "Line 4: the file ends without its end mark (%E); it is not whole, export it again", "Ligne 4\u202f: le fichier s’arrête sans sa marque de fin (%E)\u202f; il est incomplet, exportez-le de nouveau"},
		{top + last, "The file has no project", ""},
		{whole() + "%T\tMORE\n", "Line 22: something follows the end mark (%E)", ""},
		{top + "%R\t1\n" + last, "Line 2: a row (%R) stands outside a table", ""},
		{top + "%F\tproj_id\n" + last, "Line 2: fields (%F) stand outside a table", ""},
		{top + "%T\tPROJECT\n%F\tproj_id\n%R\t1\t2\n" + last, "Line 4: the row has 2 values, and the table PROJECT 1 fields", ""},
		{top + project + project + last, "Line 5: the table PROJECT stands there twice", ""},
		{top + "%X\n" + last, "Line 2: a line begins with neither %T, %F, %R nor %E", ""},
		{begin + one + one + last, "Line 17: two activities have the id “100”", "Ligne 17\u202f: deux activités ont l’identifiant «\u202f100\u202f»"},
		{begin + strings.Replace(one, "2026-01-06 08:00", "06/01/2026", 1) + last, "Line 16: TASK.cstr_date cannot be “06/01/2026”", "Ligne 16\u202f: TASK.cstr_date ne peut pas valoir"},
		{begin + strings.Replace(one, "\t16\t", "\t16h\t", 1) + last, "Line 16: TASK.target_drtn_hr_cnt cannot be “16h”", ""},
		{begin + strings.Replace(one, "\t16\t", "\t-16\t", 1) + last, "Line 16: the activity A100 has a negative duration", ""},
		{begin + strings.Replace(one, "\t7\t", "\t8\t", 1) + last, "Line 16: the activity A100 is on a calendar that is not there (clndr_id 8)", ""},
		{begin + one + preds + "%R\t1\t100\t300\t1\t1\tPR_FS\t0\n" + last, "Line 19: the activity waits for one that is not there (pred_task_id 300)", ""},
		{begin + one + two + preds + "%R\t1\t100\t200\t1\t1\tPR_FS\t0\n%R\t2\t200\t100\t1\t1\tPR_FS\t0\n" + last, "Line 20: the activities “Déploiement”, “Recette” wait for each other in a circle", "Ligne 20\u202f: les activités «\u202fDéploiement\u202f», «\u202fRecette\u202f» s’attendent mutuellement en boucle"},
		{top + project + clndr + "(0||CalendarData()(\n" + wbs + tasks + one + last, "Line 7: the hours of the calendar “Six jours”, on which the activity A100 is, cannot be read", ""},
		{top + project + clndr + hours + "\n" + strings.Replace(wbs, "Inner\t11", "Inner\t13", 1) + tasks + one + last, "Line 10: elements of the WBS stand within themselves", ""},
		{top + "%T\tX\n%F\ta\n%R\t" + strings.Repeat("a", 5<<20) + "\n" + last, "Line 4: it is longer than 4 MB", ""},
	} {
		_, err := xer.Read(strings.NewReader(c.file), xer.Usual)
		var f *fault.Fault
		if !errors.As(err, &f) || f.Kind != fault.BadInput || !strings.Contains(f.Text.In(label.EN), c.en) {
			t.Errorf("%.60q … : got %v, want %q", c.file[max(0, len(c.file)-60):], err, c.en)
			continue
		}
		if fr := f.Text.In(label.FR); c.fr != "" && !strings.Contains(fr, c.fr) {
			t.Errorf("got %q, want %q", fr, c.fr)
		}
	}
}

// Wherever a file is cut, it is not taken for whole.
func TestAFileThatIsCutIsRefused(t *testing.T) {
	s := strings.TrimSuffix(whole(), "\n")
	for n := range len(s) {
		if _, err := xer.Read(strings.NewReader(s[:n]), xer.Usual); fault.KindOf(err) != fault.BadInput {
			t.Fatalf("cut after %q: %v", s[max(0, n-20):n], err)
		}
	}
	read(t, s)
}

func TestEveryEncodingOfAFileIsRead(t *testing.T) {
	cp, err := charmap.Windows1252.NewEncoder().String(whole())
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(whole())
	if err != nil {
		t.Fatal(err)
	}
	for which, s := range map[string]string{"UTF-8": whole(), "with a mark": "\ufeff" + whole(), "windows-1252": cp, "UTF-16": wide, "ends of lines of Windows": strings.ReplaceAll(whole(), "\n", "\r\n")} {
		if p := read(t, s); p.Tasks[2].Name != "Déploiement" {
			t.Errorf("%s: got %q", which, p.Tasks[2].Name)
		}
	}
}

func TestAFileWithoutEndIsReadNoFurtherThanTheLimit(t *testing.T) {
	small := xer.Usual
	small.Bytes, small.Rows = 1<<20, 1000
	for _, text := range []string{"x", "\n", "%R\t1\n", "%T\tX\n", "a\n"} {
		for _, open := range []string{"", top, top + "%T\tPROJECT\n%F\tproj_id\n", top + "%T\tPROJECT\n%F\tproj_id\n%R\t1\n"} {
			r := &endless{text: text}
			_, err := xer.Read(io.MultiReader(strings.NewReader(open), r), small)
			if k := fault.KindOf(err); k != fault.TooLarge && k != fault.BadInput {
				t.Errorf("%q after %q: %v", text, open, err)
			}
			if r.read > small.Bytes+1<<20 {
				t.Errorf("%q after %q: %d bytes were read", text, open, r.read)
			}
		}
	}
}

// endless repeats a text as far as it is read.
type endless struct {
	text string
	read int64
}

func (e *endless) Read(p []byte) (int, error) {
	n := 0
	for n+len(e.text) <= len(p) {
		n += copy(p[n:], e.text)
	}
	e.read += int64(n)
	return n, nil
}

const corpus = "../../../shared/data/schedules/mspdi-xer.tar.gz"

func TestTheFilesAtHandAreRead(t *testing.T) {
	file, err := os.Open(corpus)
	if errors.Is(err, os.ErrNotExist) {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip("left out: shared/data is not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	z, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(h.Name, ".xer") {
			continue
		}
		raw, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		p := read(t, string(raw))
		told := fmt.Sprintf("%s: %d tasks, %d calendars, lag %d, float %d", p.Title, len(p.Tasks), len(p.Calendars), p.Options.Lag, p.Options.Float)
		for _, u := range p.Unmapped {
			told += "; " + u.Where
		}
		got[path.Base(h.Name)] = told
	}
	want := map[string]string{
		"ProjectDefaultCalendar.xer":         "TEST PROJECT: 1 tasks, 1 calendars, lag 2, float 2",
		"SuccessorCalendar.xer":              "TEST PROJECT: 1 tasks, 1 calendars, lag 0, float 2",
		"calendar__invalid__invalid-8.4.xer": "Percent Complete Test: 12 tasks, 3 calendars, lag 1, float 2; CALENDAR.clndr_data Test - Invalid",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// tight keeps what a fuzzer can make us read small.
var tight = xer.Limits{Bytes: 1 << 16, Line: 1 << 15, Rows: 500, Tasks: 100}

// Whatever comes in, a fault goes out, or plans whose parts are where they say.
func FuzzRead(f *testing.F) {
	f.Add([]byte(whole()))
	f.Add([]byte(top + project + clndr + hours + "\n" + tasks + one + "%T\tUDFTYPE\n%F\tudf_type_id\ttable_name\tudf_type_label\n%R\t1\tTASK\tPhase\n%T\tUDFVALUE\n%F\tudf_type_id\tfk_id\tudf_text\n%R\t1\t100\tA\n%T\tTASKMEMO\n%F\ttask_id\ttask_memo\n%R\t100\t<p>a</p>\nmore\n" + last))
	f.Fuzz(func(t *testing.T, raw []byte) {
		plans, err := xer.Read(bytes.NewReader(raw), tight)
		if err != nil {
			var known *fault.Fault
			if !errors.As(err, &known) || known.Kind == fault.Internal {
				t.Fatalf("got %v, want a fault", err)
			}
			return
		}
		for _, p := range plans {
			for i, x := range p.Tasks {
				if x.Parent >= i || x.Calendar >= len(p.Calendars) {
					t.Fatalf("task %d: %+v", i, x)
				}
			}
			for _, l := range p.Links {
				if l.From >= len(p.Tasks) || l.To < 0 || l.To >= len(p.Tasks) {
					t.Fatalf("%+v", l)
				}
			}
		}
	})
}

func TestANoteGoesOnForSeveralLines(t *testing.T) {
	s := strings.Replace(whole(), last, "%T\tTASKMEMO\n%F\ttask_id\ttask_memo\tmemo_id\n%R\t100\t<p>One</p>\ntwo\n\nfour\t9\n%R\t200\tAlone\t9\n"+last, 1)
	p := read(t, s)
	if got, want := p.Tasks[2].Notes, "One\n\ntwo\n\nfour"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := p.Tasks[4].Notes; got != "Alone" {
		t.Errorf("got %q", got)
	}
}
