package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"vigie/app"
)

// guides is what operators read and install.
func guides(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, pattern := range []string{"docs/guide/*.md", "deploy/*", "README.md"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if info, err := os.Stat(f); err == nil && !info.IsDir() {
				out = append(out, f)
			}
		}
	}
	if len(out) < 8 {
		t.Fatalf("got %v, want the guides and the files of the deployment", out)
	}
	return out
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func vigie(args ...string) string {
	var out bytes.Buffer
	app.Run(context.Background(), app.Console{In: strings.NewReader(""), Out: &out, Err: &out, Env: func(string) string { return "" }}, args)
	return out.String()
}

func TestGuidesNameOnlyWhatExists(t *testing.T) {
	settings := vigie("config") + " VIGIE_SMTP_PASSWORD " + vigie("serve", "--help")
	help := vigie("--help")
	link := regexp.MustCompile(`\]\(([^)#:]+)\)`)
	for _, file := range guides(t) {
		text := read(t, file)
		for _, name := range regexp.MustCompile(`VIGIE_[A-Z0-9_]+`).FindAllString(text, -1) {
			option := "--" + strings.ToLower(strings.ReplaceAll(strings.TrimPrefix(name, "VIGIE_"), "_", "-"))
			if !strings.Contains(settings, name) && !strings.Contains(settings, option+" ") {
				t.Errorf("%s names the setting %s, which does not exist", file, name)
			}
		}
		for _, m := range regexp.MustCompile("(?m)(?:^    |`)(?:bin/)?vigie ([a-z][a-z-]*)").FindAllStringSubmatch(text, -1) {
			if !regexp.MustCompile(`(?m)^  ` + m[1] + `\b`).MatchString(help) {
				t.Errorf("%s names the command vigie %s, which does not exist", file, m[1])
			}
		}
		for _, m := range link.FindAllStringSubmatch(text, -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(file), m[1])); err != nil {
				t.Errorf("%s points to %s, which does not exist", file, m[1])
			}
		}
	}
	for _, m := range regexp.MustCompile(`(?m)^COPY (?:--\S+ )?(\S+)`).FindAllStringSubmatch(read(t, "deploy/Containerfile"), -1) {
		if _, err := os.Stat(m[1]); err != nil && m[1] != "bin/vigie" {
			t.Errorf("the container file copies %s, which does not exist", m[1])
		}
	}
}

func TestTheDebianPackageHoldsWhatTheServiceNeeds(t *testing.T) {
	if _, err := exec.LookPath("dpkg-deb"); err != nil {
		t.Skip("left out: the Debian package (dpkg-deb is not here)")
	}
	program := filepath.Join(t.TempDir(), "vigie")
	if err := os.WriteFile(program, []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	for version, want := range map[string]string{"v1.4.0": "1.4.0", "v1.4.0-3-g12ab": "1.4.0.3.g12ab", "12ab9f0-dirty": "0~12ab9f0.dirty"} {
		deb := filepath.Join(t.TempDir(), "vigie.deb")
		if out, err := exec.Command("deploy/deb/build", program, version, deb, "amd64").CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		fields, err := exec.Command("dpkg-deb", "--field", deb, "Version", "Architecture").CombinedOutput()
		if err != nil || !strings.Contains(string(fields), "Version: "+want+"\n") {
			t.Errorf("%s: got %s %v, want version %s", version, fields, err, want)
		}
		contents, err := exec.Command("dpkg-deb", "--contents", deb).CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, contents)
		}
		for _, line := range []string{
			`-rwxr-xr-x root/root .* \./usr/bin/vigie\n`, `-rw-r--r-- root/root .* \./lib/systemd/system/vigie\.service\n`,
			`-rw-r----- root/root .* \./etc/vigie/vigie\.env\n`, ` \./usr/share/doc/vigie/guide/upgrade\.md\n`,
		} {
			if !regexp.MustCompile(line).Match(contents) {
				t.Errorf("%s: got\n%s\nwant a line as %s", version, contents, line)
			}
		}
	}
}

func TestTheUnitIsAcceptedAndHardened(t *testing.T) {
	if _, err := exec.LookPath("systemd-analyze"); err != nil {
		t.Skip("left out: the unit of systemd (systemd-analyze is not here)")
	}
	// The program of the unit is not installed here; any other complaint counts.
	out, _ := exec.Command("systemd-analyze", "verify", "deploy/vigie.service").CombinedOutput()
	for line := range strings.Lines(string(out)) {
		if strings.Contains(line, "vigie") && !strings.Contains(line, "is not executable") {
			t.Errorf("systemd says: %s", line)
		}
	}
	out, err := exec.Command("systemd-analyze", "security", "--offline=true", "--threshold=25", "deploy/vigie.service").CombinedOutput()
	if err != nil {
		t.Errorf("more is exposed than 2.5 of 10: %v\n%s", err, out)
	}
}
