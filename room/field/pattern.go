package field

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
)

// A pattern says how a value is made where none is given: text, {type} (the key of the
// type), {yyyy}, {yy}, {mm}, and, once, as many zeros as the number has digits at
// least: {type}-{yyyy}-{0000}. What stands before the number, as it is for a project,
// has a number line of its own.
var patternPart = regexp.MustCompile(`\{[^{}]*\}`)

var zeros = regexp.MustCompile(`^\{0{1,9}\}$`)

// longestPattern is the longest pattern, in bytes.
const longestPattern = 80

// checkPattern refuses a pattern that could not make values.
func (f *Field) checkPattern() []fault.Detail {
	f.Pattern = cleaned(f.Pattern)
	if f.Pattern == "" {
		return nil
	}
	say := func(t label.Text) []fault.Detail { return []fault.Detail{{Where: "pattern", Text: t}} }
	if f.Object != "project" || f.Kind != Text || f.PerMonth || f.ReadOnly || f.Key == "name" || f.Key == "currency" {
		return say(label.T("Only short texts of projects are made by a pattern", "Seuls les textes courts des projets se composent selon un modèle"))
	}
	numbers := 0
	for _, part := range patternPart.FindAllString(f.Pattern, -1) {
		switch {
		case zeros.MatchString(part):
			numbers++
		case !slices.Contains([]string{"{type}", "{yyyy}", "{yy}", "{mm}"}, part):
			return say(label.F("%s is no part of a pattern; there are {type}, {yyyy}, {yy}, {mm} and zeros such as {0000}", "%s n’est pas un élément de modèle\u202f; il y a {type}, {yyyy}, {yy}, {mm} et des zéros comme {0000}", part))
		}
	}
	if rest := patternPart.ReplaceAllString(f.Pattern, ""); numbers != 1 || strings.ContainsAny(rest, "{}") || len(f.Pattern) > longestPattern {
		return say(label.T("A pattern has one number, written as zeros, such as {yyyy}-{000}", "Un modèle a un numéro, écrit en zéros, comme {yyyy}-{000}"))
	}
	return nil
}

// Code is what a pattern says for one project: what stands before and after the number.
type Code struct {
	Prefix, Suffix string
	digits         int
}

// CodeOf returns what the pattern of the attribute says for a project of a type on a day.
func (f *Field) CodeOf(typ string, on day.Day) Code {
	year, month, _ := on.Date()
	var c Code
	into := &c.Prefix
	last := 0
	for _, at := range patternPart.FindAllStringIndex(f.Pattern, -1) {
		*into += f.Pattern[last:at[0]]
		part := f.Pattern[at[0]:at[1]]
		last = at[1]
		switch part {
		case "{type}":
			*into += strings.ToUpper(typ)
		case "{yyyy}":
			*into += fmt.Sprintf("%04d", year)
		case "{yy}":
			*into += fmt.Sprintf("%02d", year%100)
		case "{mm}":
			*into += fmt.Sprintf("%02d", int(month))
		default:
			c.digits, into = len(part)-2, &c.Suffix
		}
	}
	*into += f.Pattern[last:]
	return c
}

// Text writes the code with a number.
func (c Code) Text(n int64) string { return fmt.Sprintf("%s%0*d%s", c.Prefix, c.digits, n, c.Suffix) }

// Number reads the number of a text that is such a code.
func (c Code) Number(text string) (int64, bool) {
	rest, ok := strings.CutPrefix(text, c.Prefix)
	if !ok {
		return 0, false
	}
	rest, ok = strings.CutSuffix(rest, c.Suffix)
	if !ok || len(rest) < c.digits || len(rest) > 15 || strings.TrimLeft(rest, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseInt(rest, 10, 64)
	return n, err == nil
}

// Line is by what the numbers of the code are told apart from those of others.
func (c Code) Line() string { return c.Prefix + "#" + c.Suffix }

// Scopes are those within which a value can be the only one of its kind, by objects: all
// of them, or those that have the same value of an attribute. What belongs to a portfolio
// stands, in registers, beside what else does.
func Scopes(object string) []string {
	switch object {
	case "project":
		return []string{"all", "unit", "type", "programme"}
	case Task:
		return nil
	}
	return []string{"all", "project"}
}

// Same is what two values of an attribute that must be unique have in common.
type Same struct {
	Field, Scope int64
	Value        string
}

// SameOf is by what the value that an object has of the attribute is told apart from
// those of others.
func (f *Field) SameOf(vs Values) Same { return f.SameWithin(f.UniqueIn, vs) }

// SameWithin is the same within a scope.
func (f *Field) SameWithin(scope string, vs Values) Same {
	s, v := Same{Field: f.ID, Scope: vs[scope].N}, vs[f.Key]
	if home := vs["portfolio_id"]; scope == "project" && s.Scope == 0 {
		s.Scope = -home.N
	}
	if s.Value = label.Fold(v.S); f.Kind == Number {
		s.Value = strconv.FormatInt(v.N, 10)
	}
	return s
}

// checkUnique refuses what no two objects can be told apart by.
func (f *Field) checkUnique() []fault.Detail {
	refused := func(t label.Text) []fault.Detail { return []fault.Detail{{Where: "unique_in", Text: t}} }
	switch {
	case f.UniqueIn == "":
		return nil
	case f.Object == Task:
		return refused(label.T("Values of tasks are not unique", "Les valeurs des tâches ne sont pas uniques"))
	case !slices.Contains(Scopes(f.Object), f.UniqueIn) && f.Object == "project":
		return refused(label.T("A value is the only one among all projects, or those of its unit, type or programme", "Une valeur est unique parmi tous les projets, ou ceux de son entité, de son type ou de son programme"))
	case !slices.Contains(Scopes(f.Object), f.UniqueIn):
		return refused(label.T("A value is the only one among all lines of the register, or those of its project", "Une valeur est unique parmi toutes les lignes du registre, ou celles de son projet"))
	case f.PerMonth || f.ReadOnly || f.Kind != Text && f.Kind != Link && f.Kind != Number || f.Core && f.Key != "name":
		return refused(label.T("Only the name, and texts, links and numbers of your own, can be unique", "Seuls le nom, et vos propres textes, liens et nombres, peuvent être uniques"))
	}
	return nil
}

// CheckPattern refuses a pattern that could not make values.
func (f *Field) CheckPattern() error { return fault.InvalidAll(f.checkPattern()) }
