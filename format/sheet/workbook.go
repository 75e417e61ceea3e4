package sheet

import (
	"errors"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"vigie/format/markup"
	"vigie/ground/fault"
)

// workbook is an opened .xlsx file: its directory, texts and formats.
type workbook struct {
	archive *archive
	limits  Limits
	sheets  []string // part names
	shared  []string // texts that cells refer to by number
	looks   []look   // by cell style
	since04 bool     // days are counted from 1904
}

func isFault(err error) bool {
	_, ok := errors.AsType[*fault.Fault](err)
	return ok
}

// openXLSX reads all of a workbook but its cells, and measures its sheets.
func (b *Book) openXLSX(r io.ReaderAt, size int64) error {
	a, err := openArchive(r, size, b.limits)
	if err != nil {
		return err
	}
	if err := refuseOther(a); err != nil {
		return err
	}
	x := &workbook{archive: a, limits: b.limits}
	main, err := x.mainPart()
	if err != nil {
		return err
	}
	rels, err := x.relations(main)
	if err != nil {
		return err
	}
	if err := x.list(b, main, rels); err != nil {
		return err
	}
	if len(b.Sheets) == 0 {
		return refuse("The workbook has no sheet with cells", "Le classeur n’a aucune feuille de cellules")
	}
	if err := x.styles(rels.byType["styles"]); err != nil {
		return err
	}
	if err := x.texts(rels.byType["sharedstrings"]); err != nil {
		return err
	}
	b.xlsx = x
	return b.measureSheets()
}

func (b *Book) measureSheets() error {
	hidden := 0
	for i := range b.Sheets {
		if err := b.xlsx.measure(i, &b.Sheets[i]); err != nil {
			return err
		}
		if b.Sheets[i].Hidden {
			hidden++
		}
	}
	if hidden > 0 {
		b.note("%d sheets are hidden in the workbook", "%d feuilles sont masquées dans le classeur", hidden)
	}
	return nil
}

// refuseOther names the ZIP files that are no .xlsx workbook.
func refuseOther(a *archive) error {
	has := func(name string) bool { return a.parts[name] != nil }
	switch {
	case has("xl/vbaproject.bin") || a.mentions("[content_types].xml", "macroEnabled"):
		return refuse("The workbook contains macros (.xlsm), which Vigie does not accept; save it as .xlsx",
			"Le classeur contient des macros (.xlsm), que Vigie n’accepte pas\u202f; enregistrez-le au format .xlsx")
	case has("xl/workbook.bin"):
		return refuse("The workbook is in the binary .xlsb format; open it and save it as .xlsx",
			"Le classeur est au format binaire .xlsb\u202f; ouvrez-le puis enregistrez-le au format .xlsx")
	case has("word/document.xml"):
		return refuse("The file is a Word document; copy its table into a workbook and save it as .xlsx",
			"Le fichier est un document Word\u202f; copiez son tableau dans un classeur puis enregistrez-le au format .xlsx")
	case has("ppt/presentation.xml"):
		return refuse("The file is a presentation; copy its table into a workbook and save it as .xlsx",
			"Le fichier est une présentation\u202f; copiez son tableau dans un classeur puis enregistrez-le au format .xlsx")
	case has("mimetype") && has("content.xml"):
		return refuse("The file is in the OpenDocument format (.ods); open it and save it as .xlsx",
			"Le fichier est au format OpenDocument (.ods)\u202f; ouvrez-le puis enregistrez-le au format .xlsx")
	case has("index/document.iwa") || has("index.zip"):
		return refuse("The file is an Apple Numbers document; export it as .xlsx",
			"Le fichier est un document Apple Numbers\u202f; exportez-le au format .xlsx")
	case !has("[content_types].xml") && !has("xl/workbook.xml"):
		return refuse("The file is a ZIP archive, not a workbook; extract it and import the .xlsx or .csv inside",
			"Le fichier est une archive ZIP, pas un classeur\u202f; extrayez-la puis importez le fichier .xlsx ou .csv qu’elle contient")
	}
	return nil
}

// mentions reports whether a small part contains a word in its first 256 KB.
func (a *archive) mentions(name, word string) bool {
	if a.parts[name] == nil {
		return false
	}
	rc, err := a.open(name)
	if err != nil {
		return false
	}
	defer rc.Close()
	b, _ := io.ReadAll(io.LimitReader(rc, 256<<10))
	return strings.Contains(string(b), word)
}

// relations are the links from a part to others of the same archive.
type relations struct {
	byID   map[string]string // part names
	kind   map[string]string // last word of the type, by id, lower case
	byType map[string]string // part name of the first of each type
}

func (x *workbook) relations(part string) (relations, error) {
	r := relations{map[string]string{}, map[string]string{}, map[string]string{}}
	dir, file := path.Split(part)
	name := dir + "_rels/" + file + ".rels"
	if x.archive.parts[partName(name)] == nil {
		return r, nil
	}
	err := x.archive.walk(name, func(w *markup.Walker) error {
		if !w.Is(markup.Opening, "Relationship") || string(w.Attr("TargetMode")) == "External" {
			return nil
		}
		if len(r.byID) > 10_000 {
			return markup.ErrMalformed
		}
		id, target := w.Value("Id"), w.Value("Target")
		if !strings.HasPrefix(target, "/") {
			target = path.Join("/", dir, target)
		}
		kind := w.Value("Type")
		kind = strings.ToLower(kind[strings.LastIndexByte(kind, '/')+1:])
		r.byID[id], r.kind[id] = target, kind
		if r.byType[kind] == "" {
			r.byType[kind] = target
		}
		return nil
	})
	return r, err
}

// mainPart finds the part that lists the sheets.
func (x *workbook) mainPart() (string, error) {
	r, err := x.relations("")
	if err != nil {
		return "", err
	}
	if main := r.byType["officedocument"]; main != "" && x.archive.parts[partName(main)] != nil {
		return strings.TrimPrefix(main, "/"), nil
	}
	if x.archive.parts["xl/workbook.xml"] != nil {
		return "xl/workbook.xml", nil
	}
	return "", refuse("The file is not a workbook; save the table as .xlsx or .csv",
		"Le fichier n’est pas un classeur\u202f; enregistrez le tableau au format .xlsx ou .csv")
}

// list reads the names of the sheets and what the workbook says of itself.
func (x *workbook) list(b *Book, main string, rels relations) error {
	links := 0
	err := x.archive.walk(main, func(w *markup.Walker) error {
		switch {
		case w.Is(markup.Opening, "workbookPr"):
			v := string(w.Attr("date1904"))
			x.since04 = v == "1" || v == "true"
		case w.Is(markup.Opening, "externalReference"):
			links++
		case w.Is(markup.Opening, "sheet"):
			id := w.Value("id")
			target := rels.byID[id]
			if rels.kind[id] != "worksheet" || x.archive.parts[partName(target)] == nil {
				return nil // a sheet that is a chart, or a dialogue of old
			}
			if len(x.sheets) >= 1000 || slices.Contains(x.sheets, target) {
				return markup.ErrMalformed
			}
			x.sheets = append(x.sheets, target)
			state := string(w.Attr("state"))
			b.Sheets = append(b.Sheets, Info{Name: unescaped(w.Value("name")), Hidden: state == "hidden" || state == "veryHidden"})
		}
		return nil
	})
	if links > 0 {
		b.note("The workbook links to %d other workbooks; the links are not followed, only the values kept in this file are read",
			"Le classeur est lié à %d autres classeurs\u202f; les liens ne sont pas suivis, seules les valeurs enregistrées dans ce fichier sont lues", links)
	}
	if x.since04 {
		b.note("Dates are counted from 1904, as Excel for Mac did", "Les dates sont comptées à partir de 1904, comme le faisait Excel pour Mac")
	}
	return err
}

// styles reads how each cell style shows numbers.
func (x *workbook) styles(part string) error {
	if part == "" || x.archive.parts[partName(part)] == nil {
		return nil
	}
	codes := map[int]string{}
	inside := false
	return x.archive.walk(part, func(w *markup.Walker) error {
		switch {
		case w.Is(markup.Opening, "numFmt"):
			if len(codes) < 10_000 {
				id, _ := strconv.Atoi(w.Value("numFmtId"))
				codes[id] = w.Value("formatCode")
			}
		case w.Is(markup.Opening, "cellXfs"):
			inside = true
		case w.Is(markup.Closing, "cellXfs"):
			return errStop
		case inside && w.Is(markup.Opening, "xf"):
			if len(x.looks) >= 70_000 {
				return markup.ErrMalformed
			}
			id, _ := strconv.Atoi(w.Value("numFmtId"))
			code, ok := codes[id]
			if !ok {
				code = builtin(id)
			}
			x.looks = append(x.looks, parseLook(code))
		}
		return nil
	})
}

// texts reads the table of shared texts. Texts with several formats are
// joined; phonetic hints are left out.
func (x *workbook) texts(part string) error {
	if part == "" || x.archive.parts[partName(part)] == nil {
		return nil
	}
	var text []byte
	reading := false
	return x.archive.walk(part, func(w *markup.Walker) error {
		switch {
		case w.Is(markup.Opening, "rPh"):
			return w.Pass()
		case w.Is(markup.Opening, "t"):
			reading = true
		case w.Is(markup.Closing, "t"):
			reading = false
		case w.Kind == markup.Words && reading && len(text) <= 4*x.limits.Cell: // longer is refused where a cell uses it
			text = append(text, w.Text...)
		case w.Is(markup.Closing, "si"):
			if len(x.shared) >= x.limits.Cells {
				return oversize("different texts", "textes différents", x.limits.Cells)
			}
			x.shared = append(x.shared, newlines(unescaped(string(text))))
			text = text[:0]
		}
		return nil
	})
}

// unescaped replaces the _x000D_ with which workbooks write what XML cannot hold.
func unescaped(s string) string {
	i := strings.Index(s, "_x")
	if i < 0 {
		return s
	}
	var b strings.Builder
	for i >= 0 {
		if len(s) >= i+7 && s[i+6] == '_' {
			if n, err := strconv.ParseUint(s[i+2:i+6], 16, 16); err == nil && (n < 0xd800 || n > 0xdfff) {
				b.WriteString(s[:i])
				if n != 0 {
					b.WriteRune(rune(n))
				}
				s = s[i+7:]
				i = strings.Index(s, "_x")
				continue
			}
		}
		b.WriteString(s[:i+2])
		s = s[i+2:]
		i = strings.Index(s, "_x")
	}
	return b.String() + s
}
