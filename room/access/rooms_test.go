package access

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// Whatever a room lets others do in a transaction, it does for somebody.
func TestEveryExportedFunctionThatWritesAsksForWhom(t *testing.T) {
	files, err := filepath.Glob("../*/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if ok && f.Name.IsExported() && takes(f, "*db.Tx") && !takes(f, "access.Who") && !takes(f, "Who") {
				t.Errorf("%s: %s takes a transaction and no access.Who", name, f.Name.Name)
			}
		}
	}
}

func takes(f *ast.FuncDecl, kind string) bool {
	for _, p := range f.Type.Params.List {
		if written(p.Type) == kind {
			return true
		}
	}
	return false
}

func written(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return "*" + written(e.X)
	case *ast.SelectorExpr:
		return written(e.X) + "." + e.Sel.Name
	case *ast.Ident:
		return e.Name
	}
	return ""
}
