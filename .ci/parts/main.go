// Command parts looks at what the program is made of: the modules of Go and the
// packages of npm, their licences, the lock files, and whether a secret lies in the
// tree. It writes the notices of licences and the inventory (CycloneDX) that the
// program carries. It reads the module cache and node_modules, and nothing outside.
//
//	go run ./.ci/parts check
//	go run ./.ci/parts write FOLDER
package main

import (
	"cmp"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
)

// allowed are the licences under which parts may be used: they ask for their notice,
// and not for our source.
var allowed = strings.Fields("MIT MIT-0 ISC 0BSD BSD-2-Clause BSD-3-Clause Apache-2.0 MPL-2.0 OFL-1.1 Unlicense CC0-1.0 CC-BY-4.0 Python-2.0 BlueOak-1.0.0")

// bundled are packages that npm takes for tools and of which files go out all the same.
var bundled = []string{"@fontsource-variable/inter"}

// part is one thing that the program is made of, or is built with.
type part struct {
	kind, name, version string // golang or npm
	licence             string // an SPDX expression
	text                string // of the licence
	sum                 string // SHA-512 in hexadecimal; empty where there is none
	shipped             bool
}

func main() {
	if len(os.Args) < 2 {
		fail("say check, or write FOLDER")
	}
	parts, wrong := all()
	switch {
	case os.Args[1] == "check":
		wrong = append(wrong, locks()...)
		wrong = append(wrong, secrets()...)
		for _, w := range wrong {
			fmt.Fprintln(os.Stderr, "wrong:", w)
		}
		if len(wrong) > 0 {
			os.Exit(1)
		}
		shipped := 0
		for _, p := range parts {
			if p.shipped {
				shipped++
			}
		}
		fmt.Printf("%d parts, %d of them in the program, all under licences that are allowed\n", len(parts), shipped)
	case os.Args[1] == "write" && len(os.Args) == 3:
		write(os.Args[2], parts)
	default:
		fail("say check, or write FOLDER")
	}
}

func fail(said ...any) {
	fmt.Fprintln(os.Stderr, said...)
	os.Exit(2)
}

func must[T any](v T, err error) T {
	if err != nil {
		fail(err)
	}
	return v
}

func all() (parts []part, wrong []string) {
	parts = append(modules(), packages()...)
	slices.SortFunc(parts, func(a, b part) int {
		return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.name, b.name), cmp.Compare(a.version, b.version))
	})
	for _, p := range parts {
		if !fits(p.licence) {
			wrong = append(wrong, fmt.Sprintf("%s %s %s: the licence %q is not one of those allowed", p.kind, p.name, p.version, p.licence))
		}
		if p.shipped && p.text == "" {
			wrong = append(wrong, fmt.Sprintf("%s %s %s: there is no text of its licence to ship", p.kind, p.name, p.version))
		}
	}
	return parts, wrong
}

// fits reads an SPDX expression without nesting deeper than one pair of parentheses.
func fits(expression string) bool {
	expression = strings.Trim(expression, "() ")
	if expression == "" {
		return false
	}
	if either := strings.Split(expression, " OR "); len(either) > 1 {
		return slices.ContainsFunc(either, fits)
	}
	for one := range strings.SplitSeq(expression, " AND ") {
		if !slices.Contains(allowed, strings.Trim(one, "() ")) {
			return false
		}
	}
	return true
}

func run(name string, args ...string) string {
	c := exec.Command(name, args...)
	c.Stderr = os.Stderr
	return string(must(c.Output()))
}

// modules are those of Go, with the library of Go itself.
func modules() []part {
	const form = "{{with .Module}}{{if not .Main}}{{.Path}}|{{.Version}}|{{.Dir}}{{end}}{{end}}"
	lines := func(args ...string) map[string]bool {
		out := map[string]bool{}
		for l := range strings.Lines(run("go", append([]string{"list", "-e", "-deps", "-f", form}, args...)...)) {
			if l = strings.TrimSpace(l); l != "" {
				out[l] = true
			}
		}
		return out
	}
	shipped, every := lines("."), lines("-test", "./...")
	maps.Copy(every, shipped)
	var out []part
	for l := range every {
		f := strings.Split(l, "|")
		text := licenceIn(f[2])
		out = append(out, part{kind: "golang", name: f[0], version: f[1], licence: classify(text), text: text, shipped: shipped[l]})
	}
	text := licenceIn(strings.TrimSpace(run("go", "env", "GOROOT")))
	if text == "" { // as distributions lay it out
		text = licenceIn(runtime.GOROOT())
	}
	return append(out, part{kind: "golang", name: "std", version: goVersion(), licence: "BSD-3-Clause", text: text, shipped: true})
}

// goVersion is the one that go.mod asks for: what is shipped must not depend on the
// machine that wrote it down.
func goVersion() string {
	m := regexp.MustCompile(`(?m)^go (\S+)`).FindSubmatch(must(os.ReadFile("go.mod")))
	return string(m[1])
}

var licenceName = regexp.MustCompile(`(?i)^(un)?licen[cs]e|^copying|^notice`)

// licenceIn returns the texts of the licence files of a folder.
func licenceIn(folder string) string {
	var out []string
	entries, _ := os.ReadDir(folder)
	for _, e := range entries {
		if !e.IsDir() && licenceName.MatchString(e.Name()) {
			text := strings.ReplaceAll(string(must(os.ReadFile(filepath.Join(folder, e.Name())))), "\r\n", "\n")
			out = append(out, strings.TrimSpace(text))
		}
	}
	return strings.Join(out, "\n\n")
}

// signs are words by which the text of a licence is known.
var signs = []struct{ licence, words string }{
	{"GPL", "gnu general public license"},
	{"LGPL", "gnu lesser general public license"},
	{"AGPL", "gnu affero"},
	{"SSPL", "server side public license"},
	{"BUSL", "business source license"},
	{"Apache-2.0", "apache license version 2.0"},
	{"MPL-2.0", "mozilla public license version 2.0"},
	{"OFL-1.1", "sil open font license version 1.1"},
	{"MIT", "permission is hereby granted, free of charge, to any person obtaining a copy"},
	{"ISC", "permission to use, copy, modify, and/or distribute this software"},
	{"Unlicense", "this is free and unencumbered software released into the public domain"},
	{"CC0-1.0", "cc0 1.0 universal"},
}

func classify(text string) string {
	text = strings.Join(strings.Fields(strings.ToLower(text)), " ")
	text = strings.ReplaceAll(text, "license, version", "license version")
	var out []string
	for _, s := range signs {
		if strings.Contains(text, s.words) {
			out = append(out, s.licence)
		}
	}
	if strings.Contains(text, "redistribution and use in source and binary forms") {
		name := "BSD-2-Clause"
		if strings.Contains(text, "neither the name") || strings.Contains(text, "be used to endorse or promote") {
			name = "BSD-3-Clause"
		}
		out = append(out, name)
	}
	if slices.Contains(out, "MPL-2.0") { // which names the others as those it goes with
		out = slices.DeleteFunc(out, func(s string) bool { return strings.HasSuffix(s, "GPL") })
	}
	return strings.Join(out, " AND ")
}

type lock struct {
	Packages map[string]struct {
		Version   string
		Resolved  string
		Integrity string
		Licence   string `json:"license"`
		Dev       bool
		Optional  bool
	}
}

func readLock() (l lock) {
	if err := json.Unmarshal(must(os.ReadFile("web/package-lock.json")), &l); err != nil {
		fail(err)
	}
	return l
}

// packages are those of npm, as the lock file lists them.
func packages() []part {
	var out []part
	for path, p := range readLock().Packages {
		_, name, found := cutLast(path, "node_modules/")
		if !found {
			continue
		}
		folder := filepath.Join("web", path)
		here := part{kind: "npm", name: name, version: p.Version, licence: p.Licence, shipped: !p.Dev && !p.Optional || slices.Contains(bundled, name)}
		if here.shipped {
			if here.text = licenceIn(folder); here.text == "" {
				here.text = "(" + p.Licence + ", as its package.json says; it brings no text)"
			}
		}
		if sum, ok := strings.CutPrefix(p.Integrity, "sha512-"); ok {
			here.sum = hex.EncodeToString(must(base64.StdEncoding.DecodeString(sum)))
		}
		out = append(out, here)
	}
	return out
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// locks says what in the lock files leads elsewhere than to the public registry, or
// is not fixed by a digest.
func locks() (wrong []string) {
	for path, p := range readLock().Packages {
		switch {
		case path == "":
		// npm may be told to leave addresses out: then it takes its own registry.
		case p.Resolved != "" && !strings.HasPrefix(p.Resolved, "https://registry.npmjs.org/"):
			wrong = append(wrong, fmt.Sprintf("web/package-lock.json: %s comes from %q", path, p.Resolved))
		case p.Integrity == "":
			wrong = append(wrong, "web/package-lock.json: "+path+" has no digest")
		}
	}
	if regexp.MustCompile(`(?m)^\s*replace\b|=>`).Match(must(os.ReadFile("go.mod"))) {
		wrong = append(wrong, "go.mod: a module is replaced by another")
	}
	return wrong
}

// secret is how things look that must not lie in the tree.
var secret = []*regexp.Regexp{
	regexp.MustCompile(`-----BEGIN (RSA |EC |OPENSSH |DSA |ENCRYPTED )?PRIVATE KEY-----\s+[A-Za-z0-9+/=\s]{60}`),
	regexp.MustCompile(`\b(AKIA|ASIA)[0-9A-Z]{16}\b`),
	regexp.MustCompile(`\bgh[pousr]_[A-Za-z0-9]{36}\b|\bgithub_pat_[A-Za-z0-9_]{60,}`),
	regexp.MustCompile(`\bglpat-[A-Za-z0-9_-]{20}\b|\bxox[abprs]-[A-Za-z0-9-]{20,}|\bnpm_[A-Za-z0-9]{36}\b|\bsk_live_[A-Za-z0-9]{20,}`),
	regexp.MustCompile(`\bAIza[0-9A-Za-z_-]{35}\b|\bya29\.[0-9A-Za-z_-]{30,}`),
	regexp.MustCompile(`\beyJ[A-Za-z0-9_-]{15,}\.eyJ[A-Za-z0-9_-]{15,}\.[A-Za-z0-9_-]{20,}`),
	regexp.MustCompile(`//registry[^\s]*:_authToken=[A-Za-z0-9]\S+`),
	regexp.MustCompile(`\b[a-z]+://[^\s:/@"'<>{}$%]+:[^\s:/@"'<>{}$%]{6,}@[a-z0-9.-]+\.(com|org|net|io|fr|eu)\b`),
}

// secrets says where something that looks like a secret lies in a file of the tree.
func secrets() (wrong []string) {
	for name := range strings.SplitSeq(strings.Trim(run("git", "ls-files", "-co", "--exclude-standard", "-z"), "\x00"), "\x00") {
		info, err := os.Stat(name)
		if err != nil || !info.Mode().IsRegular() || info.Size() > 4<<20 {
			continue
		}
		text := must(os.ReadFile(name))
		for _, s := range secret {
			if at := s.FindIndex(text); at != nil && !strings.Contains(string(text[at[0]:at[1]]), "example.") {
				wrong = append(wrong, fmt.Sprintf("%s:%d: this looks like a secret", name, strings.Count(string(text[:at[0]]), "\n")+1))
			}
		}
	}
	return wrong
}

func write(folder string, parts []part) {
	parts = slices.DeleteFunc(parts, func(p part) bool { return !p.shipped })
	var b strings.Builder
	b.WriteString("Vigie is made with the work of others. What is in the program, and under which licence:\n\n")
	of, order := map[string][]string{}, []string{}
	for _, p := range parts {
		fmt.Fprintf(&b, "  %-52s %-28s %s\n", p.name, p.version, p.licence)
		if of[p.text] == nil {
			order = append(order, p.text)
		}
		of[p.text] = append(of[p.text], p.name)
	}
	for _, text := range order {
		fmt.Fprintf(&b, "\n%s\n%s\n\n%s\n", strings.Repeat("=", 80), strings.Join(of[text], ", "), text)
	}
	if err := os.WriteFile(filepath.Join(folder, "licences.txt"), []byte(b.String()), 0o644); err != nil {
		fail(err)
	}
	out := must(json.MarshalIndent(inventory(parts), "", "\t"))
	if err := os.WriteFile(filepath.Join(folder, "sbom.cdx.json"), append(out, '\n'), 0o644); err != nil {
		fail(err)
	}
}

type object = map[string]any

// inventory is the list of parts as CycloneDX says it. It holds neither an hour nor a
// number drawn at random, so that the same parts give the same file.
func inventory(parts []part) object {
	list := []object{}
	for _, p := range parts {
		version := p.version
		c := object{
			"type": "library", "name": p.name, "version": version, "purl": "pkg:" + p.kind + "/" + strings.Replace(p.name, "@", "%40", 1) + "@" + version,
			"bom-ref": p.kind + ":" + p.name + "@" + version, "scope": "required", "licenses": []object{{"expression": p.licence}},
		}
		if p.sum != "" {
			c["hashes"] = []object{{"alg": "SHA-512", "content": p.sum}}
		}
		list = append(list, c)
	}
	return object{
		"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
		"metadata":   object{"component": object{"type": "application", "name": "vigie", "bom-ref": "vigie", "licenses": []object{{"license": object{"name": "See LICENSE"}}}}},
		"components": list,
	}
}
