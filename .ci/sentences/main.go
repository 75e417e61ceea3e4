// Command sentences writes down what the server says to people, in both languages,
// as it stands in the source: one pair a line. The vocabulary of an organisation is
// applied to these, and to no others.
//
// Usage: go run ./.ci/sentences >overview/vocabulary/sentences.json
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// left are the folders whose sentences are no part of the interface: what the demo
// company wrote, and what is said on a console before any database is open.
var left = []string{"node_modules", "testdata", "overview/demo"}

// pairs are functions that take a sentence in both languages, with the place of the
// English one among their arguments. Those of the source are found by their
// parameters en and fr.
var pairs = map[string][][2]int{"T": {{0, 1}}, "F": {{0, 1}}, "Counted": {{2, 4}, {3, 5}}}

func main() {
	files, err := sources()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	for _, f := range files {
		learn(f)
	}
	found := map[[2]string]bool{}
	for _, f := range files {
		collect(f, found)
	}
	sorted := slices.SortedFunc(maps.Keys(found), func(a, b [2]string) int { return slices.Compare(a[:], b[:]) })
	var out bytes.Buffer
	for i, p := range sorted {
		lead := ",\n"
		if i == 0 {
			lead = "[\n"
		}
		out.WriteString(lead)
		enc := json.NewEncoder(&out)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(p); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		out.Truncate(out.Len() - 1)
	}
	out.WriteString("\n]\n")
	os.Stdout.Write(out.Bytes())
}

func sources() ([]*ast.File, error) {
	var out []*ast.File
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && (slices.Contains(left, filepath.ToSlash(name)) || slices.Contains(left, d.Name()) || strings.HasPrefix(d.Name(), ".")):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		out = append(out, f)
		return err
	})
	return out, err
}

// learn finds functions with parameters en and fr, one after the other.
func learn(f *ast.File) {
	for _, d := range f.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || fn.Name.Name == "T" || fn.Name.Name == "F" {
			continue
		}
		at, last := 0, ""
		for _, p := range fn.Type.Params.List {
			for _, n := range p.Names {
				if last == "en" && n.Name == "fr" {
					pairs[fn.Name.Name] = append(pairs[fn.Name.Name], [2]int{at - 1, at})
				}
				last = n.Name
				at++
			}
		}
	}
}

func collect(f *ast.File, found map[[2]string]bool) {
	keep := func(en, fr ast.Expr) {
		e, ok1 := text(en)
		r, ok2 := text(fr)
		if ok1 && ok2 && e != "" && r != "" {
			found[[2]string{e, r}] = true
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			for _, p := range pairs[nameOf(n.Fun)] {
				if p[1] < len(n.Args) {
					keep(n.Args[p[0]], n.Args[p[1]])
				}
			}
		case *ast.CompositeLit:
			literal(n, keep)
		}
		return true
	})
}

// literal finds {en: "…", fr: "…"}, and {"…", "…"} of structs that begin so.
func literal(n *ast.CompositeLit, keep func(en, fr ast.Expr)) {
	var en, fr ast.Expr
	for _, e := range n.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		switch k, _ := kv.Key.(*ast.Ident); {
		case k == nil:
		case strings.EqualFold(k.Name, "en"):
			en = kv.Value
		case strings.EqualFold(k.Name, "fr"):
			fr = kv.Value
		}
	}
	if en != nil && fr != nil {
		keep(en, fr)
	}
}

func nameOf(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}

// text returns a string that is written out, in one piece or several.
func text(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		return s, err == nil && e.Kind == token.STRING
	case *ast.BinaryExpr:
		a, ok1 := text(e.X)
		b, ok2 := text(e.Y)
		return a + b, ok1 && ok2 && e.Op == token.ADD
	case *ast.ParenExpr:
		return text(e.X)
	}
	return "", false
}
