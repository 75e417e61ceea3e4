package app

import (
	"encoding/json"
	"os/exec"
	"strings"
	"testing"
)

// TestTheInventoryNamesEveryModuleOfTheProgram compares what is carried with what
// this very program was built of.
func TestTheInventoryNamesEveryModuleOfTheProgram(t *testing.T) {
	code, out, errs := run(t, nil, "sbom")
	var doc struct {
		Format   string `json:"bomFormat"`
		Metadata struct {
			Component struct{ Name, Version string }
		}
		Components []struct {
			Name, Version string
			Purl          string
			Licenses      []struct{ Expression string }
		}
	}
	if err := json.Unmarshal([]byte(out), &doc); code != 0 || err != nil || doc.Format != "CycloneDX" || doc.Metadata.Component.Name != "vigie" || doc.Metadata.Component.Version != "test" {
		t.Fatalf("got %d %v %s %+v", code, err, errs, doc.Metadata)
	}
	listed := map[string]string{}
	for _, c := range doc.Components {
		if c.Version == "" || !strings.HasPrefix(c.Purl, "pkg:") || len(c.Licenses) != 1 || c.Licenses[0].Expression == "" {
			t.Errorf("%s: got %+v, want a version, an address and a licence", c.Name, c)
		}
		listed[c.Name] = c.Version
	}
	if listed["react"] == "" || listed["std"] == "" {
		t.Error("the parts of the browser application, or the library of Go, are not listed")
	}
	built, err := exec.CommandContext(t.Context(), "go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}{{end}}{{end}}", "vigie").Output()
	if err != nil {
		t.Fatal(err)
	}
	modules := 0
	for line := range strings.Lines(string(built)) {
		name, version, found := strings.Cut(strings.TrimSpace(line), " ")
		if !found {
			continue
		}
		if modules++; listed[name] != version {
			t.Errorf("%s: the program holds %s, the inventory says %q; run make sbom", name, version, listed[name])
		}
	}
	if modules < 10 {
		t.Errorf("got %d modules, want to know of what the program is built", modules)
	}
	_, text, _ := run(t, nil, "licences")
	for _, want := range []string{"modernc.org/sqlite", "react-dom", "Permission is hereby granted, free of charge", "SIL OPEN FONT LICENSE", "Apache License"} {
		if !strings.Contains(text, want) {
			t.Errorf("the notices do not hold %q", want)
		}
	}
}
