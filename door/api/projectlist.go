package api

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"vigie/door/auth"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

// ListQuery is what lists and exports take.
type ListQuery struct {
	When
	Filter    string `query:"filter" maxLength:"10000" doc:"A condition: stage = \"build\" and total_cost > 1000000"`
	Q         string `query:"q" maxLength:"200" doc:"Words that the code, name or description holds"`
	Sort      string `query:"sort" maxLength:"500" doc:"Attributes, with - for downwards: -total_cost,name"`
	Fields    string `query:"fields" maxLength:"20000" doc:"The attributes wanted, separated by commas; all when empty"`
	Group     string `query:"group" maxLength:"400" doc:"The attributes by which to group, outermost first: unit,-stage,end.month (or .quarter, .year)"`
	Portfolio string `query:"portfolio" maxLength:"20"`
	State     string `query:"state" enum:"active,archived,deleted,all" default:"active"`
	Rules     string `query:"rules" maxLength:"4000" doc:"By which rules some attributes are totalled, in the place of their own: progress.mean,end.minimum,total_cost.none"`
}

// rulesIn reads "progress.mean,total_cost.none".
func rulesIn(c *field.Catalogue, s string) (map[string]field.Consolidation, error) {
	var out map[string]field.Consolidation
	for _, part := range keysIn(s) {
		key, name, _ := strings.Cut(part, ".")
		rule := field.Consolidation(name)
		f := c.Get(key)
		if f == nil || !slices.Contains(f.Rules(), rule) {
			return nil, fault.Invalid("rules", label.F("No total is made by “%s”", "Aucun total ne se fait par « %s »", part))
		}
		if out == nil {
			out = map[string]field.Consolidation{}
		}
		out[key] = rule
	}
	return out, nil
}

type listProjectsIn struct {
	ListQuery
	After  string `query:"after" maxLength:"20"`
	Offset int    `query:"offset" minimum:"0" maximum:"10000000"`
	Limit  int    `query:"limit" minimum:"1" maximum:"20000" default:"100"`
	// Groups of several levels may be more than a page needs.
	Subtotals string `query:"subtotals" maxLength:"20" doc:"Of which groups the totals are wanted, counted as they are read: from-count; all when empty"`
	Shape     string `query:"shape" enum:"objects,table,ids" default:"objects" doc:"table: lists of values in the order of columns, half the size; ids: of all that match, in their order, and no rows"`
	Trends    string `query:"trends" maxLength:"1000" doc:"Numbers, amounts, percentages, lights and weathers whose last twelve months come with each row, to be drawn; of at most 500 rows at once, and not with compare_to"`
	// A browser that holds a short list whole sorts and groups it by itself.
	Whole int `query:"whole" minimum:"0" maximum:"20000" doc:"Where the list before filter and search has no more projects than this, all of them come, by name, with the ids of those that match in the order asked for"`
}

// result answers the query of a list with what the caller may see, and do, where
// more than reading is needed.
func (s *Server) result(ctx context.Context, in ListQuery, need access.Right) (*snapshot.Result, []*field.Field, error) {
	snap, against, err := s.snapshots(ctx, in.When)
	if err != nil {
		return nil, nil, err
	}
	who := auth.Who(ctx)
	q := snapshot.Query{Filter: in.Filter, Search: in.Q, State: project.State(in.State), Sort: snapshot.ParseSort(in.Sort), Group: in.Group, Against: against, Need: need}
	if in.Portfolio != "" {
		if q.Portfolio, err = s.portfolioByID(ctx, in.Portfolio); err != nil {
			return nil, nil, err
		}
	}
	keys := keysIn(in.Fields)
	for _, k := range keys {
		if snap.Catalogue.Get(k) == nil {
			return nil, nil, fault.Invalid("fields", label.F("“%s” is not an attribute of projects", "« %s » n’est pas un attribut des projets", k))
		}
	}
	if q.Rules, err = rulesIn(snap.Catalogue, in.Rules); err != nil {
		return nil, nil, err
	}
	q.Totals = keys
	if len(keys) == 0 {
		for _, f := range snap.Catalogue.Fields {
			q.Totals = append(q.Totals, f.Key)
		}
	}
	res, err := snap.List(who, q)
	if err != nil {
		return nil, nil, err
	}
	return res, res.Columns(keys), nil
}

func keysIn(s string) []string {
	var out []string
	for k := range strings.SplitSeq(s, ",") {
		if k = strings.TrimSpace(k); k != "" {
			out = append(out, k)
		}
	}
	return out
}

func (s *Server) listProjects(ctx context.Context, in *listProjectsIn) (*file, error) {
	res, fields, err := s.result(ctx, in.ListQuery, 0)
	if err != nil {
		return nil, err
	}
	start, err := s.pageStart(res, in)
	if err != nil {
		return nil, err
	}
	subtotals, err := rangeIn(in.Subtotals)
	if err != nil {
		return nil, err
	}
	b, err := s.appendPage(ctx, []byte{'{'}, res, fields, start, in)
	if err != nil {
		return nil, err
	}
	b = appendPartial(appendGroups(appendEmpty(b, res, fields), res, subtotals), res)
	return &file{Kind: "application/json", Body: append(b, '}')}, nil
}

// appendPage writes the rows asked for, or all of a short list with their order,
// or the order alone.
func (s *Server) appendPage(ctx context.Context, b []byte, res *snapshot.Result, fields []*field.Field, start int, in *listProjectsIn) ([]byte, error) {
	table, count := in.Shape == "table", len(res.Items)
	if in.Shape == "ids" {
		return appendAbout(appendIDs(b, res), res, count), nil
	}
	if in.Whole == 0 || res.Against != nil || count+res.Hidden > in.Whole {
		end := min(start+in.Limit, count)
		courses, err := s.courses(ctx, res, keysIn(in.Trends), res.Items[start:end])
		return appendAbout(appendRows(b, res, fields, res.Items[start:end], table, courses), res, end), err
	}
	whole, err := res.Whole()
	if err != nil {
		return nil, err
	}
	courses, err := s.courses(ctx, whole, keysIn(in.Trends), whole.Items)
	if err != nil {
		return nil, err
	}
	b = appendRows(b, whole, fields, whole.Items, table, courses)
	return appendAbout(appendIDs(append(b, ','), res), res, count), nil
}

// courses reads the last months of some attributes, where any are asked for.
func (s *Server) courses(ctx context.Context, res *snapshot.Result, keys []string, items []snapshot.Item) (*snapshot.Courses, error) {
	if len(keys) == 0 || res.Against != nil {
		return nil, nil
	}
	return s.Portfolio.Courses(ctx, res, keys, items)
}

// appendIDs writes which projects match, in their order.
func appendIDs(b []byte, res *snapshot.Result) []byte {
	b = append(b, `"ids":[`...)
	for i := range res.Items {
		if i > 0 {
			b = append(b, ',')
		}
		b = fmt.Appendf(b, `"%s"`, res.Public(i))
	}
	return append(b, ']')
}

func appendIDList(b []byte, ids []string) []byte {
	if len(ids) == 0 {
		return append(b, "[]"...)
	}
	return fmt.Appendf(b, `["%s"]`, strings.Join(ids, `","`))
}

// appendPartial writes the rates by which totals convert and, where these leave out
// what the caller does not see, in which groups they do not: those of programmes
// but for some, those of some units.
func appendPartial(b []byte, res *snapshot.Result) []byte {
	b = res.Snapshot.AppendRates(append(b, `,"rates":`...))
	if !res.Partial() {
		return b
	}
	b = appendIDList(append(b, `,"partial_programmes":`...), res.PartialProgrammes())
	return appendIDList(append(b, `,"whole_units":`...), res.WholeUnits())
}

func appendGroups(b []byte, res *snapshot.Result, totals snapshot.Range) []byte {
	if res.Groups == nil {
		return b
	}
	return res.AppendGroups(append(b, `,"groups":`...), totals)
}

// rangeIn reads "200-50": fifty from the two hundredth on.
func rangeIn(s string) (snapshot.Range, error) {
	if s == "" {
		return snapshot.Range{Count: math.MaxInt32}, nil
	}
	from, count, _ := strings.Cut(s, "-")
	f, err1 := strconv.Atoi(from)
	n, err2 := strconv.Atoi(count)
	if err1 != nil || err2 != nil || f < 0 || n < 0 || f > math.MaxInt32 || n > math.MaxInt32 {
		return snapshot.Range{}, fault.Invalid("subtotals", label.T("Write from-count, such as 200-50", "Écrivez début-nombre, comme 200-50"))
	}
	return snapshot.Range{From: f, Count: n}, nil
}

// appendEmpty writes which of the attributes have no value in the whole list.
func appendEmpty(b []byte, res *snapshot.Result, fields []*field.Field) []byte {
	b = append(b, `,"empty":[`...)
	first := true
	for _, f := range fields {
		if !res.Empty(f) {
			continue
		}
		if !first {
			b = append(b, ',')
		}
		first = false
		b = fmt.Appendf(b, `"%s"`, f.Key)
	}
	return append(b, ']')
}

// pageStart is where a page begins: after the project with which the page before
// ended, also where others came or went before it in the meantime.
func (s *Server) pageStart(res *snapshot.Result, in *listProjectsIn) (int, error) {
	if in.After == "" {
		return min(in.Offset, len(res.Items)), nil
	}
	place, last, _ := strings.Cut(in.After, ".")
	n, err := strconv.Atoi(place)
	if err != nil || n < 0 {
		return 0, fault.Invalid("after", label.T("This is not where a page ended", "Ce n’est pas la fin d’une page"))
	}
	n = min(n, len(res.Items))
	id, err := s.DB.Unseal(last)
	if err != nil || n > 0 && res.ID(n-1) == id {
		return n, nil
	}
	for i := range res.Items {
		if res.ID(i) == id {
			return i + 1, nil
		}
	}
	return n, nil
}

func appendRows(b []byte, res *snapshot.Result, fields []*field.Field, items []snapshot.Item, table bool, courses *snapshot.Courses) []byte {
	w := res.NewWriter(fields).With(courses)
	write := w.Object
	if table {
		write = w.Array
		b = append(b, `"columns":[`...)
		b = appendColumns(b, fields, res.Against != nil)
		if courses != nil {
			b = append(b, `,"trends"`...)
		}
		if res.Locks() {
			b = append(b, `,"locked"`...)
		}
		b = append(b, `],"rows":[`...)
	} else {
		b = append(b, `"items":[`...)
	}
	b = append(w.All(b, items, write), ']')
	if courses != nil {
		b = courses.AppendMonths(b)
	}
	return b
}

// appendAbout writes where the next page begins, and what is said of all rows.
func appendAbout(b []byte, res *snapshot.Result, end int) []byte {
	b = append(b, `,"next":`...)
	if end < len(res.Items) {
		b = fmt.Appendf(b, `"%d.%s"`, end, res.Public(end-1))
	} else {
		b = append(b, "null"...)
	}
	b = fmt.Appendf(b, `,"total":%d,"hidden":%d,"as_of":"%s","change":%d,"partial":%t,"totals":`, len(res.Items), res.Hidden, res.Snapshot.On, res.Snapshot.Change, res.Partial())
	return res.Names.AppendTotals(b, res.Snapshot.Catalogue, res.Totals)
}

func appendColumns(b []byte, fields []*field.Field, compared bool) []byte {
	b = append(b, `"id","version","can_edit"`...)
	for _, f := range fields {
		b = fmt.Appendf(b, `,"%s"`, f.Key)
	}
	b = append(b, `,"unread"`...)
	if compared {
		b = append(b, `,"diff","was"`...)
	}
	return b
}
