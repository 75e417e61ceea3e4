package file

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	stdgif "image/gif"
	stdjpeg "image/jpeg"
	stdpng "image/png"
	"strings"
	"testing"

	"vigie/ground/fault"
)

func zipped(t testing.TB, names ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, n := range names {
		name, text, _ := strings.Cut(n, "=")
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func drawn(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetRGBA(x, y, color.RGBA{uint8(x), uint8(y), 200, 255})
		}
	}
	return img
}

func pngOf(t testing.TB, w, h int) []byte {
	var b bytes.Buffer
	if err := stdpng.Encode(&b, drawn(w, h)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func jpegOf(t testing.TB, w, h int) []byte {
	var b bytes.Buffer
	if err := stdjpeg.Encode(&b, drawn(w, h), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func kindOf(name string, b []byte) (string, error) {
	return Kind(name, bytes.NewReader(b), int64(len(b)))
}

func TestAKindIsFoundInTheBytes(t *testing.T) {
	var g bytes.Buffer
	if err := stdgif.Encode(&g, drawn(2, 2), nil); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		b    []byte
		want string
	}{
		"plan.pdf":    {[]byte("%PDF-1.7\n..."), pdf},
		"photo.PNG":   {pngOf(t, 2, 2), png},
		"photo.jpg":   {jpegOf(t, 2, 2), jpeg},
		"move.gif":    {g.Bytes(), gif},
		"letter.docx": {zipped(t, "[Content_Types].xml=x", "word/document.xml=x"), msOffice + "wordprocessingml.document"},
		"book.xlsx":   {zipped(t, "[Content_Types].xml=x", "xl/workbook.xml=x"), msOffice + "spreadsheetml.sheet"},
		"deck.pptx":   {zipped(t, "ppt/presentation.xml=x"), msOffice + "presentationml.presentation"},
		"text.odt":    {zipped(t, "mimetype="+openDoc+"text", "content.xml=x"), openDoc + "text"},
		"all.zip":     {zipped(t, "a.txt=x"), archive},
		"plan.mpp":    {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on"), compound},
		"notes.txt":   {[]byte("Réunion du 3 mars\n"), plain},
		"table.csv":   {[]byte("a;b\n1;2\n"), plain},
		"no ending":   {[]byte("%PDF-1.4"), pdf},
		"drawing.dwg": {[]byte("AC1032\x00\x00\x00\x01\x02"), anything},
	} {
		if got, err := kindOf(name, c.b); err != nil || got != c.want {
			t.Errorf("%s: got %q %v, want %q", name, got, err, c.want)
		}
	}
}

func TestWhatRunsOrIsNotWhatItSaysIsRefused(t *testing.T) {
	page := []byte("<!DOCTYPE html><html><script>alert(1)</script></html>")
	for name, b := range map[string][]byte{
		"page.html": page, "picture.png": page, "notes.txt": page, "late.txt": []byte("hello\n\n   <SCRIPT src=x></SCRIPT>"),
		"logo.svg": []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`), "logo.xml": []byte(`<?xml version="1.0"?><svg xmlns="x"><script/></svg>`),
		"setup.exe": []byte("MZ\x90\x00"), "invoice.pdf": []byte("MZ\x90\x00"), "run.txt": []byte("#!/bin/sh\nrm -rf /"), "lib.bin": []byte("\x7fELF\x02"),
		"macro.vbs": []byte("MsgBox 1"), "link.lnk": []byte("L\x00\x00\x00\x01\x14\x02\x00"), "x.hta": []byte("text"), "a.js": []byte("text"),
		"letter.docx": zipped(t, "a.txt=x"), "scan.jpg": []byte("%PDF-1.7"), "scan.pdf": zipped(t, "a=b"), "photo.png": []byte("\xff\xd8\xff\xe0"), "empty.txt": nil,
		"deck.pptx": zipped(t, "xl/workbook.xml=x"), "broken.docx": []byte("PK\x03\x04 and nothing"),
	} {
		_, err := kindOf(name, b)
		if f, ok := errors.AsType[*fault.Fault](err); !ok || f.Kind != fault.BadInput || f.Details[0].Where != "file" {
			t.Errorf("%s: got %v, want a refusal", name, err)
		}
	}
}

func FuzzKind(f *testing.F) {
	f.Add("a.docx", zipped(f, "word/document.xml=x"))
	f.Add("a.png", pngOf(f, 3, 3))
	f.Add("a.html", []byte("<html>"))
	f.Fuzz(func(t *testing.T, name string, b []byte) {
		kind, err := kindOf(name, b)
		if err == nil && runs(b[:min(len(b), 4096)]) {
			t.Errorf("%q was taken as %s", name, kind)
		}
		strip(kind, b)
		if len(b) < 1<<16 {
			look(kind, b)
		}
	})
}

// exif is a JPEG segment that says where a picture was taken, and how the
// camera was held.
func withExif(b []byte, how byte) []byte {
	segment := append([]byte("Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00"), how, 0, 0, 0, 0, 0, 0)
	segment = append(segment, "GPS 48.8566 N 2.3522 E"...)
	head := []byte{0xff, 0xd8, 0xff, 0xe1, 0, byte(len(segment) + 2)}
	return append(append(head, segment...), b[2:]...)
}

func TestPicturesForgetWhereTheyWereTaken(t *testing.T) {
	photo := withExif(jpegOf(t, 40, 20), 6)
	photo = append(photo, "PK\x03\x04 a hidden archive"...)
	got := strip(jpeg, photo)
	if bytes.Contains(got, []byte("GPS")) || bytes.Contains(got, []byte("hidden")) {
		t.Error("the JPEG still says it")
	}
	if how := orientation(got); how != 6 {
		t.Errorf("got orientation %d, want the one it had", how)
	}
	before, err := stdjpeg.Decode(bytes.NewReader(photo))
	after, err2 := stdjpeg.Decode(bytes.NewReader(got))
	if err != nil || err2 != nil || !bytes.Equal(before.(*image.YCbCr).Y, after.(*image.YCbCr).Y) {
		t.Error("the pixels are not the same", err, err2)
	}
	drawing := pngOf(t, 3, 3)
	text := []byte("\x00\x00\x00\x0atEXtAuthor\x00Eve\x00\x00\x00\x00")
	drawing = append(append(append([]byte(nil), drawing[:33]...), text...), drawing[33:]...)
	got = strip(png, append(drawing, "tail"...))
	if bytes.Contains(got, []byte("Eve")) || bytes.Contains(got, []byte("tail")) {
		t.Error("the PNG still says it")
	}
	if _, err := stdpng.Decode(bytes.NewReader(got)); err != nil {
		t.Error(err)
	}
	moving := []byte("RIFF\x24\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x0c\x00\x00\x00\x00\x00\x00\x00\x00\x00EXIF\x02\x00\x00\x00GP")
	if got := strip(webp, moving); bytes.Contains(got, []byte("EXIF")) || got[20] != 0 {
		t.Errorf("the WebP still says it: %q", got)
	}
}

func TestAPreviewIsSmallUprightAndDrawnAnew(t *testing.T) {
	p := look(jpeg, withExif(jpegOf(t, 3000, 600), 6))
	if p.width != 600 || p.height != 3000 {
		t.Errorf("got %d × %d, want upright", p.width, p.height)
	}
	img, err := stdjpeg.Decode(bytes.NewReader(p.preview))
	if err != nil || img.Bounds().Dy() > previewWidth || img.Bounds().Dx() >= img.Bounds().Dy() {
		t.Errorf("got %v %v", img.Bounds(), err)
	}
	if bytes.Contains(p.preview, []byte("GPS")) {
		t.Error("the preview holds bytes of the original")
	}
	if got := look(png, []byte("\x89PNG\r\n\x1a\n but broken")); got.preview != nil {
		t.Error("a broken picture has a preview")
	}
}

// A picture of 50,000 × 50,000 pixels would need ten gigabytes: its size is
// read from its head, and it is never unpacked.
func TestAPictureTooLargeToUnpackIsNotUnpacked(t *testing.T) {
	b := pngOf(t, 1, 1)
	huge := append([]byte(nil), b...)
	copy(huge[16:], "\x00\x00\xc3\x50\x00\x00\xc3\x50")
	crc(huge)
	p := look(png, huge)
	if p.width != 50_000 || p.height != 50_000 || p.preview != nil {
		t.Errorf("got %d × %d and a preview of %d bytes", p.width, p.height, len(p.preview))
	}
}

// crc makes the check sum of the first chunk of a PNG right again.
func crc(b []byte) { binary.BigEndian.PutUint32(b[29:], crc32.ChecksumIEEE(b[12:29])) }
