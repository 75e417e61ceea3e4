package file

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"vigie/ground/fault"
	"vigie/ground/label"
)

// anything is the kind of bytes that no rule knows.
const anything = "application/octet-stream"

// The kinds by which a preview can be made.
const (
	png  = "image/png"
	jpeg = "image/jpeg"
	gif  = "image/gif"
	webp = "image/webp"
)

const (
	msOffice = "application/vnd.openxmlformats-officedocument."
	openDoc  = "application/vnd.oasis.opendocument."
	compound = "application/x-cfb" // of the older programs: Word, Excel, Project, letters
	plain    = "text/plain"
	pdf      = "application/pdf"
	archive  = "application/zip"
)

// endings are the names that files of a kind go by; a name with another of
// these endings says what the bytes are not.
var endings = map[string][]string{
	png: {"png"}, jpeg: {"jpg", "jpeg", "jpe", "jfif"}, gif: {"gif"}, webp: {"webp"}, pdf: {"pdf"},
	msOffice + "wordprocessingml.document": {"docx", "docm", "dotx"}, msOffice + "spreadsheetml.sheet": {"xlsx", "xlsm", "xltx", "xlsb"},
	msOffice + "presentationml.presentation": {"pptx", "pptm", "ppsx", "potx"},
	openDoc + "text":                         {"odt"}, openDoc + "spreadsheet": {"ods"}, openDoc + "presentation": {"odp"},
	compound: {"doc", "xls", "ppt", "pps", "msg", "mpp", "vsd", "pub"}, archive: {"zip"},
}

// programs are endings by which a double click runs what the file holds.
var programs = []string{
	"exe", "com", "bat", "cmd", "msi", "msp", "scr", "pif", "cpl", "dll", "sys", "vbs", "vbe", "js", "jse", "mjs", "ws", "wsf", "wsh", "ps1", "psm1",
	"hta", "htm", "html", "xhtml", "shtml", "mht", "mhtml", "svg", "svgz", "xsl", "jar", "lnk", "url", "reg", "inf", "gadget", "app", "dmg", "pkg",
	"sh", "bash", "csh", "command", "desktop", "apk", "chm", "iso", "img", "vhd", "vhdx", "scf", "appref-ms", "application", "settingcontent-ms",
}

// Kind finds what a file is in its bytes. What is a program or a page that runs
// one, and what says by its name that it is something else, is refused.
func Kind(name string, r io.ReaderAt, size int64) (string, error) {
	if size == 0 {
		return "", fault.Invalid("file", label.T("This file is empty", "Ce fichier est vide"))
	}
	head := make([]byte, min(size, 4096))
	if _, err := r.ReadAt(head, 0); err != nil && err != io.EOF {
		return "", err
	}
	end := ending(name)
	if slices.Contains(programs, end) || runs(head) {
		return "", fault.Invalid("file", label.T(
			"Programs and web pages are not accepted, nor are SVG drawings; send a PDF or a picture, or put the file into a ZIP",
			"Les programmes, les pages web et les dessins SVG ne sont pas acceptés ; envoyez un PDF ou une image, ou placez le fichier dans un ZIP"))
	}
	kind := sniff(head, r, size)
	for other, names := range endings {
		if other != kind && slices.Contains(names, end) {
			return "", fault.Invalid("file", label.F(
				"This file is called .%s, but that is not what it holds; save it again in the program it comes from",
				"Ce fichier s’appelle .%s, mais ce n’est pas ce qu’il contient ; enregistrez-le à nouveau depuis son programme d’origine", end))
		}
	}
	return kind, nil
}

// runs reports whether bytes are those of a program, a script or a page.
func runs(head []byte) bool {
	for _, magic := range []string{"MZ", "\x7fELF", "\xfe\xed\xfa", "\xce\xfa\xed\xfe", "\xcf\xfa\xed\xfe", "\xca\xfe\xba\xbe", "#!", "L\x00\x00\x00\x01\x14\x02\x00"} {
		if bytes.HasPrefix(head, []byte(magic)) {
			return true
		}
	}
	kind := http.DetectContentType(head)
	if strings.HasPrefix(kind, "text/html") {
		return true
	}
	text := strings.ToLower(string(head))
	if !strings.HasPrefix(kind, "text/") {
		return false
	}
	for _, mark := range []string{"<svg", "<script", "<html", "<!doctype html", "<?xml-stylesheet", "<iframe", "<body"} {
		if strings.Contains(text, mark) {
			return true
		}
	}
	return false
}

func sniff(head []byte, r io.ReaderAt, size int64) string {
	switch {
	case bytes.HasPrefix(head, []byte("%PDF-")):
		return pdf
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return compound
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return inArchive(r, size)
	}
	switch kind := http.DetectContentType(head); {
	case slices.Contains([]string{png, jpeg, gif, webp}, kind):
		return kind
	case strings.HasPrefix(kind, "text/") && utf8.Valid(head[:max(0, len(head)-utf8.UTFMax)]):
		return plain
	case strings.HasPrefix(kind, "text/plain; charset=utf-16"):
		return plain
	}
	return anything
}

// inArchive looks at the list of an archive, and unpacks nothing but the few
// bytes by which an open document says what it is.
func inArchive(r io.ReaderAt, size int64) string {
	z, err := zip.NewReader(r, size)
	if err != nil || len(z.File) > 100_000 {
		return anything
	}
	for _, f := range z.File {
		switch name := f.Name; {
		case name == "mimetype" && f.UncompressedSize64 < 200:
			if kind := mimetype(f); endings[kind] != nil {
				return kind
			}
		case strings.HasPrefix(name, "word/"):
			return msOffice + "wordprocessingml.document"
		case strings.HasPrefix(name, "xl/"):
			return msOffice + "spreadsheetml.sheet"
		case strings.HasPrefix(name, "ppt/"):
			return msOffice + "presentationml.presentation"
		}
	}
	return archive
}

func mimetype(f *zip.File) string {
	in, err := f.Open()
	if err != nil {
		return ""
	}
	defer in.Close()
	b, err := io.ReadAll(io.LimitReader(in, 200))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(b))
}
