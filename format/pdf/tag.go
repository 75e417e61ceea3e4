package pdf

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"
)

// element says what a part of the document is: H1, P, Table, TR, TD, Figure...
type element struct {
	tag, alt string
	kids     []*element
	page     int // of its content, from 0
	mark     int // the number of its content on the page; -1 without
	object   int
	up       *element
}

// open begins an element that holds others.
func (e *element) open(tag, alt string) *element {
	k := &element{tag: tag, alt: alt, mark: -1, up: e}
	e.kids = append(e.kids, k)
	return k
}

// say writes content that is of one element.
func (d *Doc) say(in *element, tag, alt string, draw func()) {
	page := d.f.PageNo() - 1
	e := in.open(tag, alt)
	e.page, e.mark = page, len(d.marks[page])
	d.marks[page] = append(d.marks[page], e)
	d.f.RawWriteStr(fmt.Sprintf("/%s <</MCID %d>> BDC", tag, e.mark))
	draw()
	d.f.RawWriteStr("EMC")
}

// artifact writes what is there for the eye alone.
func (d *Doc) artifact(draw func()) {
	d.f.RawWriteStr("/Artifact BMC")
	draw()
	d.f.RawWriteStr("EMC")
}

var (
	rootForm = regexp.MustCompile(`/Root (\d+) 0 R`)
	sizeForm = regexp.MustCompile(`/Size (\d+)`)
	infoForm = regexp.MustCompile(`/Info (\d+) 0 R`)
	kidsForm = regexp.MustCompile(`/Kids \[([0-9 R\n]*)\]`)
	startsAt = regexp.MustCompile(`startxref\s+(\d+)\s+%%EOF\s*$`)
)

// tag adds the tree of elements to a file, as an update at its end.
func (d *Doc) tag(b []byte) ([]byte, error) {
	tail := b[max(0, len(b)-2048):]
	root, size, start := rootForm.FindSubmatch(tail), sizeForm.FindSubmatch(tail), startsAt.FindSubmatch(tail)
	info := infoForm.FindSubmatch(tail)
	if root == nil || size == nil || start == nil || info == nil {
		return nil, fmt.Errorf("the end of the file is not as expected")
	}
	u := &update{b: b, next: number(size[1]), at: map[int]int{}}
	catalogue, err := u.body(number(root[1]))
	if err != nil {
		return nil, err
	}
	list, err := u.body(1)
	if err != nil {
		return nil, err
	}
	kids := kidsForm.FindSubmatch(list)
	if kids == nil {
		return nil, fmt.Errorf("the pages are not listed as expected")
	}
	var pages []int
	for _, part := range strings.Split(string(kids[1]), " 0 R") {
		if n, err := strconv.Atoi(strings.TrimSpace(part)); err == nil {
			pages = append(pages, n)
		}
	}
	if len(pages) != len(d.marks) {
		return nil, fmt.Errorf("%d pages are listed, and %d were written", len(pages), len(d.marks))
	}
	tree := u.number()
	parents := u.number()
	d.tree.number(u)
	d.tree.write(u, tree, pages)
	u.add(tree, fmt.Sprintf("<</Type /StructTreeRoot /K [%d 0 R] /ParentTree %d 0 R /ParentTreeNextKey %d>>", d.tree.object, parents, len(pages)))
	u.add(parents, d.parents())
	for i, n := range pages {
		page, err := u.body(n)
		if err != nil {
			return nil, err
		}
		u.add(n, "<<"+string(page)+fmt.Sprintf("\n/StructParents %d /Tabs /S>>", i))
	}
	u.add(number(root[1]), "<<"+string(catalogue)+fmt.Sprintf("\n/Version /1.7 /MarkInfo <</Marked true>> /StructTreeRoot %d 0 R /ViewerPreferences <</DisplayDocTitle true>>>>", tree))
	return u.end(number(root[1]), number(info[1]), number(start[1])), nil
}

func number(b []byte) int {
	n, _ := strconv.Atoi(string(b))
	return n
}

// parents is the tree by which content finds its element.
func (d *Doc) parents() string {
	var s strings.Builder
	s.WriteString("<</Nums [")
	for i, page := range d.marks {
		fmt.Fprintf(&s, "%d [", i)
		for _, e := range page {
			fmt.Fprintf(&s, "%d 0 R ", e.object)
		}
		s.WriteString("] ")
	}
	s.WriteString("]>>")
	return s.String()
}

func (e *element) number(u *update) {
	e.object = u.number()
	for _, k := range e.kids {
		k.number(u)
	}
}

func (e *element) write(u *update, root int, pages []int) {
	up := root
	if e.up != nil {
		up = e.up.object
	}
	var s strings.Builder
	fmt.Fprintf(&s, "<</Type /StructElem /S /%s /P %d 0 R", e.tag, up)
	if e.alt != "" {
		s.WriteString(" /Alt " + textString(e.alt))
	}
	if e.tag == "TH" {
		s.WriteString(" /A <</O /Table /Scope /Column>>")
	}
	if e.mark >= 0 && e.up != nil {
		fmt.Fprintf(&s, " /Pg %d 0 R /K %d", pages[e.page], e.mark)
	} else {
		s.WriteString(" /K [")
		for _, k := range e.kids {
			fmt.Fprintf(&s, "%d 0 R ", k.object)
		}
		s.WriteString("]")
	}
	s.WriteString(">>")
	u.add(e.object, s.String())
	for _, k := range e.kids {
		k.write(u, root, pages)
	}
}

// textString writes a text in hexadecimal, where nothing can break out.
func textString(s string) string {
	var b strings.Builder
	b.WriteString("<FEFF")
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	return b.String() + ">"
}

// update is what is written behind the end of a file.
type update struct {
	b    []byte
	out  bytes.Buffer
	next int
	at   map[int]int
}

func (u *update) number() int {
	u.next++
	return u.next - 1
}

func (u *update) add(object int, body string) {
	u.at[object] = len(u.b) + u.out.Len()
	fmt.Fprintf(&u.out, "%d 0 obj\n%s\nendobj\n", object, body)
}

// body returns the inside of a dictionary that fpdf wrote.
func (u *update) body(object int) ([]byte, error) {
	from := bytes.Index(u.b, []byte(fmt.Sprintf("\n%d 0 obj\n", object)))
	if from < 0 {
		return nil, fmt.Errorf("object %d is not there", object)
	}
	rest := u.b[from:]
	end := bytes.Index(rest, []byte("endobj"))
	open := bytes.Index(rest, []byte("<<"))
	if end < 0 || open < 0 || open > end {
		return nil, fmt.Errorf("object %d is no dictionary", object)
	}
	last := bytes.LastIndex(rest[:end], []byte(">>"))
	return rest[open+2 : last], nil
}

// end closes the update with its own table of objects.
func (u *update) end(root, info, before int) []byte {
	at := len(u.b) + u.out.Len()
	u.out.WriteString("xref\n")
	for n := 0; n < u.next; n++ {
		from, ok := u.at[n]
		if !ok {
			continue
		}
		fmt.Fprintf(&u.out, "%d 1\n%010d 00000 n \n", n, from)
	}
	fmt.Fprintf(&u.out, "trailer\n<</Size %d /Root %d 0 R /Info %d 0 R /Prev %d>>\nstartxref\n%d\n%%%%EOF\n", u.next, root, info, before, at)
	return append(bytes.Clone(u.b), u.out.Bytes()...)
}
