package deck

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"vigie/ground/fault"
	"vigie/ground/label"
)

// The bounds of a template, and of what it may grow to.
const (
	MostBytes = 30 << 20  // of the file
	maxParts  = 5_000     // in it
	maxOpen   = 300 << 20 // expanded
	maxRatio  = 200       // of a part of more than 4 MB
	maxSlides = 2_000     // of what is made of it
	maxMade   = 400 << 20 // of text that is made of it
)

// pack is a presentation as the parts of a ZIP file. Parts that are not
// changed are copied as they are.
type pack struct {
	names   []string // in the order of the file; new ones at the end
	source  map[string]*zip.File
	changed map[string][]byte
	gone    map[string]bool
	low     map[string]bool // the names in lower case: parts are told apart without case
	opened  map[string][]byte
	trees   map[string]*node
	last    map[string]int // the number last given to a part, by its stem
	made    int
}

func unreadable(err error) error {
	return fault.Invalid("file", label.T(
		"This file cannot be read as a PowerPoint presentation; open it in PowerPoint, save it as .pptx, and try again",
		"Ce fichier n’est pas lisible comme une présentation PowerPoint\u202f; ouvrez-le dans PowerPoint, enregistrez-le en .pptx, puis réessayez")).Because(err)
}

func tooLarge() error {
	return fault.Oversize(label.F("The presentation is larger than %d MB, or expands out of all proportion, and is not opened",
		"La présentation dépasse %d Mo, ou grossit démesurément à l’ouverture, et n’est pas ouverte", MostBytes>>20))
}

func open(b []byte) (*pack, error) {
	if len(b) > MostBytes {
		return nil, tooLarge()
	}
	if err := checkEnd(b); err != nil {
		return nil, err
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, unreadable(err)
	}
	p := &pack{source: map[string]*zip.File{}, changed: map[string][]byte{}, gone: map[string]bool{}, low: map[string]bool{}, opened: map[string][]byte{}, trees: map[string]*node{}, last: map[string]int{}}
	var total uint64
	for _, f := range z.File {
		if err := p.admit(f); err != nil {
			return nil, err
		}
		if total += f.UncompressedSize64; total > maxOpen || f.UncompressedSize64 > maxOpen {
			return nil, tooLarge()
		}
	}
	for _, needed := range []string{typesPart, rootRels} {
		if p.source[needed] == nil {
			return nil, unreadable(errors.New("no " + needed))
		}
	}
	return p, nil
}

// checkEnd reads how many parts the archive announces before its directory is
// held in memory.
func checkEnd(b []byte) error {
	tail := b[max(0, len(b)-22-65535):]
	i := bytes.LastIndex(tail, []byte("PK\x05\x06"))
	if i < 0 || len(tail)-i < 22 {
		return unreadable(errors.New("no end of directory"))
	}
	count, length := binary.LittleEndian.Uint16(tail[i+10:]), binary.LittleEndian.Uint32(tail[i+12:])
	if count > maxParts || length > 4<<20 {
		return tooLarge()
	}
	return nil
}

// admit refuses names that leave the archive, links, what is enciphered, macros,
// and parts that expand out of all proportion.
func (p *pack) admit(f *zip.File) error {
	name := f.Name
	low := strings.ToLower(name)
	switch {
	case strings.HasSuffix(name, "/"):
		return nil // a folder is no part
	case len(name) > 500, strings.HasPrefix(name, "/"), strings.ContainsAny(name, "\\:\x00"), path.Clean("/"+name) != "/"+name:
		return unreadable(fmt.Errorf("part name %.100q", name))
	case f.Mode()&(fs.ModeSymlink|fs.ModeDevice|fs.ModeNamedPipe|fs.ModeSocket) != 0, f.Flags&1 != 0:
		return unreadable(fmt.Errorf("part %.100q is a link, or enciphered", name))
	case f.Method != zip.Store && f.Method != zip.Deflate:
		return unreadable(fmt.Errorf("part %.100q is packed by method %d", name, f.Method))
	case f.UncompressedSize64 > 4<<20 && f.UncompressedSize64/maxRatio > f.CompressedSize64:
		return tooLarge()
	case strings.HasSuffix(low, "vbaproject.bin"):
		return fault.Invalid("file", label.T("The presentation holds macros; save it without them, as .pptx",
			"La présentation contient des macros\u202f; enregistrez-la sans elles, en .pptx"))
	case p.low[low]:
		return unreadable(fmt.Errorf("two parts called %.100q", name))
	}
	p.names, p.source[name], p.low[low] = append(p.names, name), f, true
	return nil
}

func (p *pack) has(name string) bool {
	return !p.gone[name] && (p.changed[name] != nil || p.source[name] != nil)
}

// read returns a part as it is now.
func (p *pack) read(name string) ([]byte, error) {
	if b, ok := p.changed[name]; ok {
		return b, nil
	}
	return p.original(name)
}

// original returns a part as it was in the template.
func (p *pack) original(name string) ([]byte, error) {
	if b, ok := p.opened[name]; ok {
		return b, nil
	}
	f := p.source[name]
	if f == nil {
		return nil, unreadable(fmt.Errorf("part %.100q is missing", name))
	}
	in, err := f.Open()
	if err != nil {
		return nil, unreadable(err)
	}
	defer in.Close()
	b, err := io.ReadAll(io.LimitReader(in, int64(f.UncompressedSize64)+1))
	if err != nil {
		return nil, unreadable(err)
	}
	if uint64(len(b)) != f.UncompressedSize64 {
		return nil, unreadable(fmt.Errorf("part %.100q is not as long as it says", name))
	}
	p.opened[name] = b
	return b, nil
}

// tree parses a part as it was in the template, once.
func (p *pack) tree(name string) (*node, []byte, error) {
	b, err := p.original(name)
	if err != nil {
		return nil, nil, err
	}
	if t := p.trees[name]; t != nil {
		return t, b, nil
	}
	t, err := parse(b)
	if err != nil {
		return nil, nil, unreadable(fmt.Errorf("%.100s: %w", name, err))
	}
	p.trees[name] = t
	return t, b, nil
}

// put changes a part, or adds it.
func (p *pack) put(name string, b []byte) error {
	if p.made += len(b); p.made > maxMade {
		return fault.Oversize(label.T("The presentation would grow too large; choose fewer projects", "La présentation deviendrait trop lourde\u202f; choisissez moins de projets"))
	}
	if p.source[name] == nil && p.changed[name] == nil {
		p.names = append(p.names, name)
		p.low[strings.ToLower(name)] = true
	}
	delete(p.gone, name)
	p.changed[name] = b
	return nil
}

func (p *pack) drop(name string) { p.gone[name] = true }

// free returns a name for a copy of a part: "ppt/slides/slide7.xml" when up to 6 are taken.
func (p *pack) free(name string) string {
	end := path.Ext(name)
	stem := strings.TrimRight(strings.TrimSuffix(name, end), "0123456789")
	for {
		p.last[stem]++
		next := fmt.Sprintf("%s%d%s", stem, p.last[stem], end)
		if low := strings.ToLower(next); !p.low[low] {
			p.low[low] = true
			return next
		}
	}
}

// write writes the parts in their order; those that are as they were are copied
// without being opened.
func (p *pack) write(w io.Writer) error {
	z := zip.NewWriter(w)
	for _, name := range p.names {
		if p.gone[name] {
			continue
		}
		b, changed := p.changed[name]
		if !changed {
			if err := z.Copy(p.source[name]); err != nil {
				return fmt.Errorf("copying a part: %w", err)
			}
			continue
		}
		h := &zip.FileHeader{Name: name, Method: zip.Deflate}
		if slices.Contains([]string{".xlsx", ".png", ".jpeg"}, path.Ext(name)) {
			h.Method = zip.Store // packed already
		}
		part, err := z.CreateHeader(h)
		if err == nil {
			_, err = part.Write(b)
		}
		if err != nil {
			return fmt.Errorf("writing a part: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("writing the presentation: %w", err)
	}
	return nil
}
