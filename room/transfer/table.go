package transfer

import (
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"vigie/format/cell"
	"vigie/format/planfile"
	"vigie/format/sheet"
	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/room/plan"
)

// The bounds of a table of tasks.
const (
	mostRows    = 20_000
	largestBook = 50 << 20
)

// mostFaults is how many lines that cannot be read are named.
const mostFaults = 50

// ReadTable reads a tree of tasks from a workbook or a text with separators: the sheet
// that has a name and dates, lengths or predecessors. A fault names the lines.
func ReadTable(r io.ReaderAt, size int64, name string) (*Source, error) {
	book, err := sheet.Open(r, size, name, sheet.Limits{Bytes: largestBook, Rows: mostRows + 1000})
	if err != nil {
		return nil, err
	}
	var best *tableReader
	for n := range book.Sheets {
		t, err := book.Table(n)
		if err != nil {
			return nil, err
		}
		if b := newTableReader(t); best == nil || b.worth() > best.worth() {
			best = b
		}
	}
	if best == nil || best.of[colName] < 0 || best.worth() < 2 {
		return nil, fault.Invalid("file", label.T("No sheet of the file is a list of tasks: give one line of headers with the name of the task and its start, finish, duration or predecessors",
			"Aucune feuille du fichier n’est une liste de tâches\u202f: donnez une ligne d’en-têtes avec le nom de la tâche et son début, sa fin, sa durée ou ses prédécesseurs"))
	}
	return best.read(book.Name)
}

type tableReader struct {
	t      *sheet.Table
	of     [columns]int
	format []cell.Format
	s      *Source
	bad    []fault.Detail
	more   int
	levels []int          // of each task
	place  int            // of the row that is read
	rows   map[string]int // by number or WBS: the task
	named  map[string]int // resources by what they are called, folded
	lines  []*sheet.Row   // of each task; nil of a phase that a column of its own says
}

func newTableReader(t *sheet.Table) *tableReader {
	return &tableReader{t: t, of: columnsOf(t), rows: map[string]int{}, named: map[string]int{}}
}

// worth is how many columns of a table say something of tasks; 0 without a name.
func (r *tableReader) worth() int {
	if r.of[colName] < 0 {
		return 0
	}
	n := 1
	for _, c := range []int{colStart, colFinish, colDuration, colWaits, colWBS, colLevel} {
		if r.of[c] >= 0 {
			n++
		}
	}
	return n
}

func (r *tableReader) read(file string) (*Source, error) {
	guessed := make([]cell.Column, len(r.t.Columns))
	for i, c := range r.t.Columns {
		guessed[i] = cell.Column{Header: c.Name, Cells: r.t.Values(i)}
	}
	for _, g := range cell.GuessAll(guessed) {
		r.format = append(r.format, g.Format)
	}
	name := strings.TrimSuffix(strings.TrimSuffix(file, ".xlsx"), ".csv")
	r.s = &Source{Plan: &planfile.Plan{Name: name, Calendar: planfile.None}, Notes: r.t.Notes, days: true, held: r.of[colConstraint] >= 0, waits: map[int]string{}, lasts: map[int]spoken{}, bound: map[int]plan.When{}}
	for n := range r.t.Rows {
		row := &r.t.Rows[n]
		r.place = n
		if row.Role == sheet.Heading || row.Role == sheet.Remark || r.text(row, colName) == "" {
			continue
		}
		if len(r.s.Plan.Tasks) == mostRows {
			return nil, fault.Oversize(label.F("The list has more than %d tasks; divide it between several projects", "La liste compte plus de %d tâches\u202f; répartissez-la entre plusieurs projets", mostRows))
		}
		r.phase(row)
		r.task(row)
		if len(r.s.Plan.Assignments) > mostInAll {
			return nil, fault.Oversize(label.F("The list has more than %d assignments; divide it between several projects", "La liste compte plus de %d affectations\u202f; répartissez-la entre plusieurs projets", mostInAll))
		}
	}
	if r.more > 0 {
		r.bad = append(r.bad, fault.Detail{Where: "file", Text: label.F("and %d more", "et %d autres", r.more)})
	}
	if err := fault.InvalidAll(r.bad); err != nil {
		return nil, err
	}
	r.tree()
	r.customs()
	return r.s, nil
}

func (r *tableReader) cell(row *sheet.Row, column int) cell.Cell {
	if at := r.of[column]; at >= 0 && at < len(row.Cells) {
		return row.Cells[at]
	}
	return cell.Cell{}
}

func (r *tableReader) text(row *sheet.Row, column int) string {
	c := r.cell(row, column)
	if c.Blank() || cell.NoValue(c) && column != colName {
		return ""
	}
	return strings.TrimSpace(c.Text)
}

// wrong notes what of a line cannot be read.
func (r *tableReader) wrong(row *sheet.Row, column int, t label.Text) {
	if len(r.bad) >= mostFaults {
		r.more++
		return
	}
	r.bad = append(r.bad, fault.Detail{Where: fmt.Sprintf("line %d", row.Number), Text: label.F("%s: %s", "%s\u202f: %s", r.t.Where(r.place, r.of[column]), t)})
}

// phase makes a phase of the group that a row names in a column of its own, where the
// table has no levels.
func (r *tableReader) phase(row *sheet.Row) {
	name := r.text(row, colPhase)
	if r.of[colLevel] >= 0 || r.of[colWBS] >= 0 || r.of[colPhase] < 0 {
		return
	}
	p := r.s.Plan
	for i := len(p.Tasks) - 1; i >= 0; i-- {
		if r.levels[i] == 0 && p.Tasks[i].Summary {
			if label.Fold(p.Tasks[i].Name) == label.Fold(name) {
				return
			}
			break
		}
	}
	if name != "" {
		p.Tasks = append(p.Tasks, planfile.Task{Line: row.Number, Name: name, Parent: planfile.None, Calendar: planfile.None, Summary: true})
		r.levels, r.lines = append(r.levels, 0), append(r.lines, nil)
	}
}

func (r *tableReader) task(row *sheet.Row) {
	p := r.s.Plan
	at := len(p.Tasks)
	t := planfile.Task{Line: row.Number, Name: r.text(row, colName), Parent: planfile.None, Calendar: planfile.None, WBS: r.text(row, colWBS), Number: r.text(row, colNumber), Notes: r.text(row, colNote)}
	kind := kindOf(r.text(row, colKind))
	t.Summary = kind == "phase"
	yes, _ := cell.YesNo(r.cell(row, colMilestone))
	t.Milestone = kind == "milestone" || yes
	t.Stored.Start = r.when(row, colStart, false)
	t.Stored.Finish = r.when(row, colFinish, true)
	t.Deadline = r.when(row, colDeadline, true)
	if said := r.text(row, colDuration); said != "" {
		length, ok := readSpoken(said)
		if !ok {
			r.wrong(row, colDuration, label.F("“%s” is not a duration; write 5d, 4h or 2w", "«\u202f%s\u202f» n’est pas une durée\u202f; écrivez 5j, 4h ou 2s", said))
		}
		r.s.lasts[at] = length
		t.Milestone = t.Milestone || ok && length.zero() && !t.Summary
	}
	if c := r.cell(row, colProgress); r.text(row, colProgress) != "" {
		part, err := cell.Percent(c, r.format[r.of[colProgress]])
		if err != nil || part < 0 || part > 100*money.Scale {
			r.wrong(row, colProgress, label.F("“%s” is not a percentage from 0 to 100", "«\u202f%s\u202f» n’est pas un pourcentage de 0 à 100", c.Text))
		}
		t.Percent = int((part + money.Scale/2) / money.Scale)
	}
	r.constraint(row, at, &t)
	if said := r.text(row, colWaits); said != "" {
		r.s.waits[at] = said
	}
	if t.Stored.Start != 0 && t.Stored.Finish != 0 && t.Stored.Finish < t.Stored.Start {
		r.wrong(row, colFinish, label.T("it finishes before it starts; give a later finish", "elle finit avant de commencer\u202f; donnez une fin plus tardive"))
	}
	p.Tasks = append(p.Tasks, t)
	r.people(row, at)
	r.levels, r.lines = append(r.levels, r.level(row)), append(r.lines, row)
}

// when reads a day: its beginning, or its end.
func (r *tableReader) when(row *sheet.Row, column int, end bool) planfile.Time {
	c := r.cell(row, column)
	if r.text(row, column) == "" {
		return 0
	}
	f := r.format[r.of[column]]
	f.PeriodEnd = end
	if c.Kind == cell.Words {
		c.Text = bareDate(c.Text)
	}
	d, err := cell.Date(c, f)
	if err != nil {
		r.wrong(row, column, label.F("“%s” is not a date that can be read with certainty; write 2026-11-23", "«\u202f%s\u202f» n’est pas une date lisible avec certitude\u202f; écrivez 2026-11-23", c.Text))
		return 0
	}
	if year, _, _ := d.Date(); year < 1950 || year > 2199 {
		r.wrong(row, column, label.F("the year of “%s” cannot be that of a plan; correct it", "l’année de «\u202f%s\u202f» ne peut pas être celle d’un plan\u202f; corrigez-la", c.Text))
		return 0
	}
	if end {
		return planfile.At(d+1, 0)
	}
	return planfile.At(d, 0)
}

var (
	dayBefore = regexp.MustCompile(`(?i)^(mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim)[a-zé]*\.?\s+`)
	hourAfter = regexp.MustCompile(`\s+\d{1,2}[:h]\d{2}(:\d{2})?(\s*[AaPp][Mm])?$`)
)

// bareDate takes the weekday before a date and the hour after it away, as Microsoft
// Project writes them.
func bareDate(s string) string {
	s = strings.TrimSpace(s)
	if bare := dayBefore.ReplaceAllString(s, ""); bare != "" && bare[0] >= '0' && bare[0] <= '9' {
		s = bare
	}
	return hourAfter.ReplaceAllString(s, "")
}

// constraint reads what holds a task, with its day.
func (r *tableReader) constraint(row *sheet.Row, at int, t *planfile.Task) {
	said := r.text(row, colConstraint)
	key, known := keyOf(constraintWords, said)
	if !known {
		r.wrong(row, colConstraint, label.F("“%s” is no constraint; write one such as “Start no earlier than”", "«\u202f%s\u202f» n’est pas une contrainte\u202f; écrivez par exemple «\u202fDébut au plus tôt le\u202f»", said))
		return
	}
	for c, name := range planConstraints {
		if name == key {
			t.Constraint = c
		}
	}
	if t.Constraint < planfile.MustStart {
		return
	}
	if on := r.when(row, colBound, false); on != 0 {
		r.s.bound[at] = plan.When{Day: day.Day(on / planfile.PerDay)}
	} else {
		r.wrong(row, colConstraint, label.T("give the date of its constraint", "donnez la date de sa contrainte"))
	}
}

var planConstraints = map[planfile.Constraint]string{
	planfile.LateAsPossible: "late", planfile.MustStart: "must_start", planfile.MustFinish: "must_finish", planfile.StartNoEarlier: "start_no_earlier",
	planfile.StartNoLater: "start_no_later", planfile.FinishNoEarlier: "finish_no_earlier", planfile.FinishNoLater: "finish_no_later",
}

// level is how deep a line stands, from 0; 1 below a phase of a column of its own.
func (r *tableReader) level(row *sheet.Row) int {
	if said := r.text(row, colLevel); said != "" {
		if n, err := strconv.Atoi(strings.TrimSuffix(said, ".0")); err == nil && n >= 0 && n < 100 {
			return n
		}
		r.wrong(row, colLevel, label.F("“%s” is not a level; write 1 for the top, 2 for what stands below", "«\u202f%s\u202f» n’est pas un niveau\u202f; écrivez 1 pour le sommet, 2 pour ce qui est en dessous", said))
		return 0
	}
	if wbs := strings.Trim(r.text(row, colWBS), ". "); wbs != "" {
		return strings.Count(wbs, ".") + strings.Count(wbs, "-") + strings.Count(wbs, "/")
	}
	if r.of[colPhase] >= 0 && r.text(row, colPhase) != "" {
		return 1
	}
	return 0
}

// tree gives each task the one under which it stands: the last before it that is less
// deep. What holds others is a phase.
func (r *tableReader) tree() {
	p := r.s.Plan
	var open []int
	for i := range p.Tasks {
		for len(open) > 0 && r.levels[open[len(open)-1]] >= r.levels[i] {
			open = open[:len(open)-1]
		}
		if len(open) > 0 {
			p.Tasks[i].Parent = open[len(open)-1]
			p.Tasks[p.Tasks[i].Parent].Summary = true
		}
		open = append(open, i)
	}
	for i := range p.Tasks {
		t := &p.Tasks[i]
		if t.Summary {
			t.Milestone = false
		}
		for _, name := range []string{t.Number, t.WBS} {
			if name != "" {
				if _, twice := r.rows[name]; !twice {
					r.rows[name] = i
				}
			}
		}
	}
	r.s.named = r.rows
	r.s.numbered = r.of[colNumber] >= 0
}

// customs takes the columns that plans do not have as custom fields. That which says the
// phase is one where levels or numbers say it already.
func (r *tableReader) customs() {
	used := map[int]bool{}
	for c, at := range r.of {
		if c != colPhase || r.of[colLevel] < 0 && r.of[colWBS] < 0 {
			used[at] = true
		}
	}
	r.s.cells = map[string]map[int]cell.Cell{}
	for i, c := range r.t.Columns {
		if used[i] || c.Blank {
			continue
		}
		id := strconv.Itoa(i + 1)
		r.s.cells[id] = map[int]cell.Cell{}
		for task, row := range r.lines {
			if row == nil || i >= len(row.Cells) || row.Cells[i].Blank() || cell.NoValue(row.Cells[i]) {
				continue
			}
			r.s.cells[id][task] = row.Cells[i]
			r.s.Plan.Tasks[task].Values = append(r.s.Plan.Tasks[task].Values, planfile.Value{Field: id, Text: row.Cells[i].Text})
		}
		if len(r.s.cells[id]) > 0 {
			r.s.Plan.Fields = append(r.s.Plan.Fields, planfile.Field{ID: id, Alias: c.Name})
		}
	}
}
