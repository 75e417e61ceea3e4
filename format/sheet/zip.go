package sheet

import (
	"archive/zip"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"path"
	"strings"

	"vigie/format/markup"
	"vigie/ground/label"
)

// maxRatio is how many times a part of more than 4 MB may expand. Real
// workbooks of formatted but empty rows reach 60; bombs start near 1,000.
const maxRatio = 200

// archive is a ZIP file whose directory was checked before any part is expanded.
type archive struct {
	parts map[string]*zip.File // by name, with slashes, lower case
}

// openArchive checks the directory of a ZIP file: how many parts, their names,
// what they say they expand to.
func openArchive(r io.ReaderAt, size int64, limits Limits) (*archive, error) {
	if err := checkDirectory(r, size, limits.Parts); err != nil {
		return nil, err
	}
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, unreadable(err)
	}
	if len(z.File) > limits.Parts {
		return nil, tooManyParts(limits.Parts)
	}
	a := &archive{parts: map[string]*zip.File{}}
	var total uint64
	for _, f := range z.File {
		if err := checkPart(f); err != nil {
			return nil, err
		}
		total += f.UncompressedSize64
		if total > uint64(limits.Expanded) || f.UncompressedSize64 > uint64(limits.Expanded) {
			return nil, bomb(limits.Expanded)
		}
		name := partName(f.Name)
		if a.parts[name] != nil {
			return nil, unreadable(errors.New("two parts of one name: " + f.Name))
		}
		a.parts[name] = f
	}
	return a, nil
}

// checkDirectory reads the end of the archive: how many parts it announces and
// how long its directory is, before anything of it is held in memory.
func checkDirectory(r io.ReaderAt, size int64, parts int) error {
	tail := make([]byte, min(size, 22+65535))
	if _, err := io.ReadFull(io.NewSectionReader(r, size-int64(len(tail)), int64(len(tail))), tail); err != nil {
		return unreadable(err)
	}
	i := strings.LastIndex(string(tail), "PK\x05\x06")
	if i < 0 || len(tail)-i < 22 {
		return unreadable(errors.New("no end of directory"))
	}
	end := tail[i:]
	count, length, offset := binary.LittleEndian.Uint16(end[10:]), binary.LittleEndian.Uint32(end[12:]), binary.LittleEndian.Uint32(end[16:])
	if int(count) > parts || int64(length) > 4<<20 && length != 1<<32-1 {
		return tooManyParts(parts)
	}
	if count == 1<<16-1 || length == 1<<32-1 || offset == 1<<32-1 || int64(offset)+int64(length) != size-int64(len(tail)-i) {
		return unreadable(errors.New("directory out of place"))
	}
	return nil
}

func tooManyParts(parts int) error {
	return refuse("The workbook holds more than %d parts; copy the table alone into a new workbook",
		"Le classeur contient plus de %d éléments\u202f; copiez le tableau seul dans un nouveau classeur", parts)
}

func bomb(limit int64) error {
	return refuse("The workbook expands to more than %d MB and is not opened; copy the table alone into a new workbook",
		"Le classeur occupe plus de %d Mo une fois décompressé et n’est pas ouvert\u202f; copiez le tableau seul dans un nouveau classeur", limit>>20)
}

// checkPart refuses names that leave the archive, links, archives within, and
// parts that expand out of all proportion.
func checkPart(f *zip.File) error {
	name := strings.ReplaceAll(f.Name, `\`, "/")
	switch {
	case len(name) > 1000, strings.HasPrefix(name, "/"), strings.Contains(name, ":"), strings.ContainsAny(name, "\x00"), path.Clean("/"+name) != "/"+strings.TrimSuffix(name, "/"):
		return unreadable(errors.New("part name " + quoteName(name)))
	case f.Mode()&(fs.ModeSymlink|fs.ModeDevice|fs.ModeNamedPipe|fs.ModeSocket) != 0:
		return unreadable(errors.New("link in archive " + quoteName(name)))
	case f.Flags&1 != 0:
		return refuse("The workbook is protected by a password; remove it, save, and import again",
			"Le classeur est protégé par un mot de passe\u202f; retirez-le, enregistrez, puis importez à nouveau")
	case f.UncompressedSize64 > 4<<20 && f.UncompressedSize64/maxRatio > f.CompressedSize64:
		return refuse("A part of the workbook expands more than %d times and is not opened; copy the table alone into a new workbook",
			"Un élément du classeur grossit plus de %d fois à l’ouverture et n’est pas ouvert\u202f; copiez le tableau seul dans un nouveau classeur", maxRatio)
	}
	return nil
}

func quoteName(s string) string { return label.F("%q", "%q", s[:min(len(s), 100)]).String() }

func partName(s string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(s, `\`, "/"), "/"))
}

// open expands one part, never beyond the size the directory gives: the sum of
// those was checked, so a directory that lies gains nothing.
func (a *archive) open(name string) (io.ReadCloser, error) {
	f := a.parts[partName(name)]
	if f == nil {
		return nil, unreadable(errors.New("part missing: " + quoteName(name)))
	}
	rc, err := f.Open()
	if err != nil {
		return nil, unreadable(err)
	}
	return &metered{rc, f.UncompressedSize64}, nil
}

type metered struct {
	io.ReadCloser
	left uint64
}

func (m *metered) Read(b []byte) (int, error) {
	n, err := m.ReadCloser.Read(b)
	if uint64(n) > m.left {
		return 0, errors.New("a part is longer than it says")
	}
	m.left -= uint64(n)
	return n, err
}

// walk calls each for every token of a part.
func (a *archive) walk(name string, each func(w *markup.Walker) error) error {
	rc, err := a.open(name)
	if err != nil {
		return err
	}
	defer rc.Close()
	w, err := markup.New(rc)
	for err == nil {
		if err = w.Next(); err == nil {
			err = each(w)
		}
	}
	if err == io.EOF || err == errStop {
		return nil
	}
	return damaged(err)
}

// errStop ends a walk early.
var errStop = errors.New("stop")

// damaged keeps faults and tells every other error as a damaged file.
func damaged(err error) error {
	if err == nil || isFault(err) {
		return err
	}
	return unreadable(err)
}
