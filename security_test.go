package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	quoted    = regexp.MustCompile("`([^`]+)`")
	testName  = regexp.MustCompile(`\b(?:Test|Fuzz)[A-Z]\w*`)
	walkName  = regexp.MustCompile(`“([^”]+)”`)
	flowName  = regexp.MustCompile(`(?m)^\t\tname:\s*"([^"]+)"`)
	testFiles = regexp.MustCompile(`\b[\w-]+\.test\.tsx?\b`)
)

// TestEveryTestThatIsPromisedExists holds SECURITY.md against the tests: each
// that it names is there, in the package that stands before it.
func TestEveryTestThatIsPromisedExists(t *testing.T) {
	text, err := os.ReadFile("SECURITY.md")
	if err != nil {
		t.Fatal(err)
	}
	tests, walks, names := testsByFolder(t), walksOfTheBrowser(t), 0
	for _, line := range strings.Split(string(text), "\n") {
		for _, place := range placesIn(line) {
			for _, name := range testName.FindAllString(place.text, -1) {
				if names++; !slices.Contains(tests[place.folder], name) {
					t.Errorf("SECURITY.md names %s in %q, which has no such test", name, place.folder)
				}
			}
			for _, name := range walkName.FindAllStringSubmatch(place.text, -1) {
				if names++; place.folder == "web/e2e" && !walks[name[1]] {
					t.Errorf("SECURITY.md names the walk “%s”, which web/e2e does not have", name[1])
				}
			}
			for _, name := range testFiles.FindAllString(place.text, -1) {
				if names++; !exists(path.Join(place.folder, name)) {
					t.Errorf("SECURITY.md names %s in %s, which is not there", name, place.folder)
				}
			}
		}
	}
	if names < 200 {
		t.Errorf("got %d names of tests; SECURITY.md is read wrongly", names)
	}
}

type place struct{ folder, text string }

// placesIn cuts a line into what stands behind each folder that it names. What
// stands behind the word root, or behind none, is in the root.
func placesIn(line string) []place {
	marks := quoted.FindAllStringSubmatchIndex(line, -1)
	for i := len(marks) - 1; i >= 0; i-- {
		if name := line[marks[i][2]:marks[i][3]]; !isFolder(name) {
			marks = slices.Delete(marks, i, i+1)
		}
	}
	var out []place
	add := func(folder, text string) {
		before, after, root := strings.Cut(text, " root ")
		out = append(out, place{folder, before})
		if root {
			out = append(out, place{".", after})
		}
	}
	end := len(line)
	for _, m := range slices.Backward(marks) {
		add(line[m[2]:m[3]], line[m[1]:end])
		end = m[0]
	}
	add(".", line[:end])
	return out
}

func isFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// testsByFolder returns the names of the tests of each package.
func testsByFolder(t *testing.T) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	walk(t, "_test.go", func(name string) {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		folder := path.Dir(filepath.ToSlash(name))
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil {
				out[folder] = append(out[folder], f.Name.Name)
			}
		}
	})
	return out
}

// walksOfTheBrowser returns the names of the flows.
func walksOfTheBrowser(t *testing.T) map[string]bool {
	t.Helper()
	files, err := filepath.Glob("web/e2e/flows/*.mjs")
	if err != nil || len(files) == 0 {
		t.Fatal("no flows", err)
	}
	out := map[string]bool{}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range flowName.FindAllStringSubmatch(string(text), -1) {
			out[m[1]] = true
		}
	}
	return out
}

func walk(t *testing.T, ending string, f func(name string)) {
	t.Helper()
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || d.Name() == "testdata" || (name != "." && name != ".ci" && strings.HasPrefix(d.Name(), "."))) {
			return filepath.SkipDir
		}
		if !d.IsDir() && strings.HasSuffix(name, ending) {
			f(name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
