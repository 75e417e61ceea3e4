package intake

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"vigie/format/sheet"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/milestone"
	"vigie/room/rate"
)

// limits bound what is read of a file.
var limits = sheet.Limits{Bytes: MaxFile}

// read opens the file of an import as its settings say, guesses what they leave
// open, and notes there what was found.
func (k *Desk) read(ctx context.Context, m *Import, content []byte) (*sheet.Table, error) {
	book, err := sheet.Open(bytes.NewReader(content), int64(len(content)), m.File.Name, limits)
	if err != nil {
		return nil, err
	}
	s := &m.Settings
	at := slices.IndexFunc(book.Sheets, func(i sheet.Info) bool { return i.Name == s.Sheet })
	if at < 0 && s.Sheet != "" {
		return nil, noSheet(s.Sheet)
	}
	if at < 0 {
		at = fullest(book.Sheets)
	}
	grid, err := book.Read(at)
	if err != nil {
		return nil, err
	}
	if s.Layout == nil {
		l := grid.Guess()
		if l.Transposed && (m.Object == milestone.Entity && namesProjects(grid.Table(upright)) || m.Object == rate.Entity && namesCurrencies(grid.Table(upright))) {
			l = upright
		}
		s.Layout = &l
	}
	t, err := k.unfolded(ctx, m.Object, grid.Table(*s.Layout))
	if err != nil {
		return nil, err
	}
	if len(t.Columns) == 0 || len(t.Rows) == 0 {
		return nil, fault.Invalid("file", label.F("The sheet “%s” holds no table; choose another sheet or another line of headers", "La feuille « %s » ne contient pas de tableau ; choisissez une autre feuille ou une autre ligne d’en-têtes", book.Sheets[at].Name))
	}
	s.Sheets, s.Sheet, s.Encoding = book.Sheets, book.Sheets[at].Name, book.Encoding
	s.Notes = slices.Concat(book.Notes, t.Notes)
	if m.Object == "user" {
		s.Notes = append(s.Notes, rightsUnread(t)...)
	}
	if book.Separator != 0 {
		s.Separator = string(book.Separator)
	}
	s.Signature = signature(m.Object, t)
	t, m.left, err = k.settleLines(ctx, m, t)
	return t, err
}

// unfolded makes a row of each object of a table that has several in a row, and
// one name of people's two.
func (k *Desk) unfolded(ctx context.Context, object string, t *sheet.Table) (*sheet.Table, error) {
	switch object {
	case milestone.Entity:
		return unfold(t), nil
	case "user":
		return named(t), nil
	case rate.Entity:
		into, err := access.Consolidates(ctx, k.DB, 0)
		if err != nil {
			return nil, err
		}
		if w, ok := wideRates(t, into); ok {
			return w.long(into)
		}
	}
	return t, nil
}

// fullest returns the visible sheet with the largest table.
func fullest(sheets []sheet.Info) int {
	best, size := 0, -1
	for i, s := range sheets {
		n := min(s.Rows, 1000) * min(s.Columns, 100)
		if s.Hidden {
			n = 0
		}
		if n > size {
			best, size = i, n
		}
	}
	return best
}

// signature is the same for files with the same headers.
func signature(object string, t *sheet.Table) string {
	names := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		names[i] = c.Name
	}
	return signatureOf(object, names)
}

func signatureOf(object string, headers []string) string {
	names := make([]string, len(headers))
	for i, h := range headers {
		names[i] = label.Fold(h)
	}
	sum := sha256.Sum256([]byte(object + "\n" + strings.Join(names, "\n")))
	return hex.EncodeToString(sum[:16])
}
