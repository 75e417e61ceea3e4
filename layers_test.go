package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// floors, from the top; a package imports its own floor or lower ones. format
// and engine stand side by side and know nothing of each other.
var floors = map[string]int{"": 0, "app": 1, "door": 2, "overview": 3, "room": 4, "format": 5, "engine": 5, "ground": 6, "web": 6}

// rooms, from the lowest: a room imports only rooms that stand before it. A
// new room takes its place here.
var rooms = []string{"access", "term", "convention", "rate", "constant", "heading", "hierarchy", "field", "trust", "lifecycle", "form", "guide", "view", "notice", "campaign", "exchange", "period", "project", "portfolio", "calendar", "resource", "round", "dashboard", "record", "milestone", "plan", "baseline", "transfer", "risk", "action", "decision", "review", "intake", "comment", "file", "master", "template", "draft"}

// grounds is what an engine may know of the ground: values, no input or output.
var grounds = []string{"vigie/ground/fault", "vigie/ground/day", "vigie/ground/money", "vigie/ground/label"}

// outside is what an engine has no business with.
var outside = []string{"os", "net", "database/sql", "io/fs", "syscall", "log", "log/slog", "embed", "plugin"}

// source is a Go file of the repository, without the tests.
type source struct {
	path   string // from the root
	folder string
	file   *ast.File
	set    *token.FileSet
}

func sources(t *testing.T) []source {
	t.Helper()
	var out []source
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || d.Name() == "testdata" || (name != "." && strings.HasPrefix(d.Name(), "."))) {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		out = append(out, source{path: name, folder: strings.TrimPrefix(path.Dir(name), "."), file: file, set: set})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < 10 {
		t.Fatalf("got %d files; run from the root", len(out))
	}
	return out
}

func (s source) imports() []string {
	var out []string
	for _, i := range s.file.Imports {
		p, _ := strconv.Unquote(i.Path.Value)
		out = append(out, p)
	}
	return out
}

// top is the floor of a folder; second is the noun on its door.
func split(folder string) (top, second string) {
	top, rest, _ := strings.Cut(folder, "/")
	second, _, _ = strings.Cut(rest, "/")
	return top, second
}

func TestImportsPointDown(t *testing.T) {
	for _, s := range sources(t) {
		top, noun := split(s.folder)
		if _, known := floors[top]; !known {
			t.Errorf("%s: %s is no floor of the house", s.path, top)
			continue
		}
		for _, imported := range s.imports() {
			below, ours := strings.CutPrefix(imported, "vigie/")
			if !ours {
				continue
			}
			if why := refused(top, noun, below); why != "" {
				t.Errorf("%s imports %s: %s", s.path, below, why)
			}
		}
	}
}

// refused says why a package of one folder may not import another; "" if it may.
func refused(top, noun, imported string) string {
	to, door := split(imported)
	if top == "room" && to == "room" {
		mine, its := slices.Index(rooms, noun), slices.Index(rooms, door)
		switch {
		case mine < 0:
			return "the room " + noun + " has no place in the order of layers_test.go"
		case its < 0:
			return "the room " + door + " has no place in the order of layers_test.go"
		case its > mine:
			return "that room stands above"
		}
		return ""
	}
	if to == "web" && top != "app" && top != "door" {
		return "the browser application is for app and door only"
	}
	if top == "web" {
		return "the browser application knows nothing of the program"
	}
	if floors[to] < floors[top] || to == "" {
		return "that is a floor above"
	}
	if floors[to] == floors[top] && to != top {
		return to + " stands beside " + top
	}
	return ""
}

func TestTheOrderOfTheHouseIsTheOneRefused(t *testing.T) {
	for _, c := range []struct {
		top, noun, imported string
		ok                  bool
	}{
		{"room", "project", "room/access", true},
		{"room", "access", "room/project", false},
		{"room", "project", "door/api", false},
		{"room", "wine", "room/access", false},
		{"ground", "db", "room/access", false},
		{"engine", "formula", "format/sheet", false},
		{"room", "intake", "format/sheet", true},
		{"overview", "snapshot", "web", false},
		{"door", "api", "web", true},
	} {
		if got := refused(c.top, c.noun, c.imported) == ""; got != c.ok {
			t.Errorf("%s/%s imports %s: got %t, want %t", c.top, c.noun, c.imported, got, c.ok)
		}
	}
}

func TestEnginesArePure(t *testing.T) {
	for _, s := range sources(t) {
		if top, _ := split(s.folder); top != "engine" {
			continue
		}
		for _, p := range s.imports() {
			if strings.HasPrefix(p, "vigie/ground/") && !slices.Contains(grounds, p) {
				t.Errorf("%s imports %s: an engine knows only fault, day, money and label", s.path, p)
			}
			for _, o := range outside {
				if p == o || strings.HasPrefix(p, o+"/") {
					t.Errorf("%s imports %s: an engine has no input and no output", s.path, p)
				}
			}
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := sel.X.(*ast.Ident); ok && x.Name == "time" && slices.Contains([]string{"Now", "Since", "Until", "Sleep", "After"}, sel.Sel.Name) {
					t.Errorf("%s: time.%s: an engine has no clock", s.set.Position(n.Pos()), sel.Sel.Name)
				}
			}
			return true
		})
	}
}

// withoutWho are the exported functions of rooms that write for no person in
// particular, with the reason.
var withoutWho = map[string]string{}

func TestRoomsAskWho(t *testing.T) {
	for _, s := range sources(t) {
		if top, _ := split(s.folder); top != "room" {
			continue
		}
		for _, d := range s.file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || !f.Name.IsExported() || !takes(f, "db", "Tx") || takes(f, "access", "Who") || takes(f, "", "Who") || ofWho(f) {
				continue
			}
			name := s.folder[len("room/"):] + "." + f.Name.Name
			if withoutWho[name] == "" {
				t.Errorf("%s takes a *db.Tx and no access.Who: who asks?", s.set.Position(f.Pos()).String()+" "+name)
			}
		}
	}
}

// takes reports whether a parameter of f is of a type, or points to it.
func takes(f *ast.FuncDecl, pkg, name string) bool {
	for _, p := range f.Type.Params.List {
		typ := p.Type
		if star, ok := typ.(*ast.StarExpr); ok {
			typ = star.X
		}
		switch x := typ.(type) {
		case *ast.SelectorExpr:
			if id, ok := x.X.(*ast.Ident); ok && id.Name == pkg && x.Sel.Name == name {
				return true
			}
		case *ast.Ident:
			if pkg == "" && x.Name == name {
				return true
			}
		}
	}
	return false
}

// ofWho reports whether f is a method of Who itself.
func ofWho(f *ast.FuncDecl) bool {
	if f.Recv == nil {
		return false
	}
	typ := f.Recv.List[0].Type
	if star, ok := typ.(*ast.StarExpr); ok {
		typ = star.X
	}
	id, ok := typ.(*ast.Ident)
	return ok && id.Name == "Who"
}

var (
	sqlWords = regexp.MustCompile(`(?i)^\s*(SELECT\s|INSERT\s+INTO\s|UPDATE\s+\S+\s+SET\s|DELETE\s+FROM\s|WITH\s+\w+\s+AS|ALTER\s|DROP\s|CREATE\s)`)
	valued   = regexp.MustCompile(`(?i)'%[a-z]|%q|[=<>~]\s*%[a-z]|\bLIKE\s+%|\bIN\s*\(?%`)
)

// TestValuesNeverBecomeSQL looks for SQL text with a value formatted into it.
// Names of tables and columns may be put together, from constants; values are
// always parameters.
func TestValuesNeverBecomeSQL(t *testing.T) {
	for _, s := range sources(t) {
		ast.Inspect(s.file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if text, ok := formatted(n); ok && sqlWords.MatchString(text) && valued.MatchString(text) {
					t.Errorf("%s: SQL with a value formatted into it; bind it as a parameter", s.set.Position(n.Pos()))
				}
			case *ast.BinaryExpr:
				if text, ok := literal(n.X); ok && n.Op == token.ADD && sqlWords.MatchString(text) && strings.HasSuffix(strings.TrimSpace(text), "'") {
					t.Errorf("%s: SQL with a value put in quotes; bind it", s.set.Position(n.Pos()))
				}
			}
			return true
		})
	}
}

// formatted returns the format of a call of fmt.Sprintf and its like.
func formatted(call *ast.CallExpr) (string, bool) {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return "", false
	}
	x, ok := sel.X.(*ast.Ident)
	if !ok || x.Name != "fmt" || !strings.Contains(sel.Sel.Name, "rintf") {
		return "", false
	}
	for _, a := range call.Args {
		if text, ok := literal(a); ok {
			return text, true
		}
	}
	return "", false
}

// literal returns the text of a string, or of what strings are added up.
func literal(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			s, err := strconv.Unquote(e.Value)
			return s, err == nil
		}
	case *ast.BinaryExpr:
		l, lok := literal(e.X)
		r, rok := literal(e.Y)
		return l + r, lok || rok
	}
	return "", false
}

func TestOnlyMainReadsTheEnvironment(t *testing.T) {
	for _, s := range sources(t) {
		if s.folder == "" || strings.HasSuffix(s.folder, "test") {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := sel.X.(*ast.Ident); ok && x.Name == "os" && slices.Contains([]string{"Getenv", "LookupEnv", "Environ", "Args"}, sel.Sel.Name) {
					t.Errorf("%s: os.%s: only main reads the environment", s.set.Position(n.Pos()), sel.Sel.Name)
				}
			}
			return true
		})
	}
}

var noRoom = []string{"util", "utils", "common", "helper", "helpers", "model", "models", "service", "services", "misc", "shared"}

func TestEveryRoomHasANoun(t *testing.T) {
	for _, s := range sources(t) {
		if slices.Contains(noRoom, path.Base(s.folder)) {
			t.Errorf("%s: %s is no noun on a door", s.path, path.Base(s.folder))
		}
	}
}

// before is a plain space where French has a narrow no-break space, or a
// straight apostrophe between letters.
var before = regexp.MustCompile(`\pL [;:!?»]|« \pL|\pL'\pL`)

func TestFrenchIsSetAsInPrint(t *testing.T) {
	for _, s := range sources(t) {
		ast.Inspect(s.file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) < 2 {
				return true
			}
			sel, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || (sel.Sel.Name != "T" && sel.Sel.Name != "F") {
				return true
			}
			if x, ok := sel.X.(*ast.Ident); !ok || x.Name != "label" {
				return true
			}
			if text, ok := literal(call.Args[1]); ok {
				if at := before.FindString(text); at != "" {
					t.Errorf("%s: French with %q: a narrow no-break space (U+202F) stands before ; : ! ? » and after «, and ’ for the apostrophe", s.set.Position(n.Pos()), at)
				}
			}
			return true
		})
	}
}
