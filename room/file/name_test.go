package file

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestNamesAreMadeFitToKeepAndToSaveUnder(t *testing.T) {
	for in, want := range map[string]string{
		"report.pdf": "report.pdf", "Bilan été 2026.docx": "Bilan été 2026.docx", "../../etc/passwd": "passwd", `C:\secret\plan.xlsx`: "plan.xlsx",
		"CON": "_CON", "con.txt": "_con.txt", "LPT1.pdf": "_LPT1.pdf", "COM1.tar.gz": "_COM1.tar.gz", "a.txt. . .": "a.txt", "..": "file", "": "file", ".htaccess": "htaccess",
		"a\r\nSet-Cookie: x.pdf": "a Set-Cookie_ x.pdf", "gpj.\u202eexe.pdf": "gpj.exe.pdf", "quote\"d;.pdf": "quote_d;.pdf", "tab\there": "tab here",
		"x\x00y.png": "xy.png", "e\u0301.txt": "é.txt", "日本語 😀.png": "日本語 😀.png", "a<b>|c?.txt": "a_b__c_.txt",
	} {
		if got := Name(in); got != want {
			t.Errorf("Name(%q): got %q, want %q", in, got, want)
		}
	}
	long := Name(strings.Repeat("é", 300) + ".pdf")
	if len(long) > longestName || !strings.HasSuffix(long, "é.pdf") || !utf8.ValidString(long) {
		t.Errorf("got %d bytes, %q", len(long), long)
	}
}

func FuzzName(f *testing.F) {
	for _, s := range []string{"a.pdf", "../x", "CON.", "\u202e", strings.Repeat("x", 300), "a/b\\c", ".", "x.\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Name(s)
		bad := func(r rune) bool {
			return unicode.IsControl(r) || strings.ContainsRune(`/\:*?"<>|`, r) || r == '\u202e'
		}
		if got == "" || len(got) > longestName+1 || !utf8.ValidString(got) || strings.ContainsFunc(got, bad) || strings.HasPrefix(got, ".") || strings.HasSuffix(got, ".") {
			t.Errorf("Name(%q) = %q", s, got)
		}
		if again := Name(got); again != got {
			t.Errorf("Name(%q) = %q, and of that %q", s, got, again)
		}
	})
}
