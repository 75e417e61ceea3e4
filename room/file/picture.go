package file

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	_ "image/gif" // pictures that previews are made of
	stdjpeg "image/jpeg"
	_ "image/png"
)

// The largest picture of which a preview is made, in pixels, and the size of
// the preview.
const (
	mostPixels    = 40_000_000
	previewWidth  = 1280
	previewHeight = 960
)

// picture is what is known of a picture without its bytes.
type picture struct {
	width, height int
	preview       []byte // JPEG; nil when none can be made
}

// look reads a picture. Its size is read from the head first, so that one that
// would unpack to more than is bearable is not unpacked. The preview is drawn
// anew from the pixels: nothing of the original's bytes is in it.
func look(kind string, b []byte) picture {
	var p picture
	if kind != png && kind != jpeg && kind != gif {
		return p
	}
	c, _, err := image.DecodeConfig(bytes.NewReader(b))
	if err != nil || c.Width < 1 || c.Height < 1 {
		return p
	}
	p.width, p.height = c.Width, c.Height
	if c.Width*c.Height > mostPixels {
		return p
	}
	drawing.Lock()
	defer drawing.Unlock()
	img, _, err := image.Decode(bytes.NewReader(b))
	if err != nil {
		return p
	}
	turn := 1
	if kind == jpeg {
		turn = orientation(b)
	}
	if turn >= 5 {
		p.width, p.height = p.height, p.width
	}
	var out bytes.Buffer
	if err := stdjpeg.Encode(&out, turned(shrunk(img), turn), &stdjpeg.Options{Quality: 82}); err == nil {
		p.preview = out.Bytes()
	}
	return p
}

// shrunk draws a picture on white, no larger than a preview: each pixel is the
// mean of those it stands for.
func shrunk(img image.Image) *image.RGBA {
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	full := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(full, full.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(full, full.Bounds(), img, b.Min, draw.Over)
	nw, nh := w, h
	if nw > previewWidth {
		nw, nh = previewWidth, max(1, h*previewWidth/w)
	}
	if nh > previewHeight {
		nw, nh = max(1, nw*previewHeight/nh), previewHeight
	}
	if nw == w && nh == h {
		return full
	}
	out := image.NewRGBA(image.Rect(0, 0, nw, nh))
	for y := range nh {
		for x := range nw {
			out.SetRGBA(x, y, mean(full, x*w/nw, y*h/nh, max(x*w/nw+1, (x+1)*w/nw), max(y*h/nh+1, (y+1)*h/nh)))
		}
	}
	return out
}

func mean(img *image.RGBA, x0, y0, x1, y1 int) color.RGBA {
	var r, g, b, n int
	for y := y0; y < y1; y++ {
		row := img.Pix[y*img.Stride+x0*4 : y*img.Stride+x1*4]
		for i := 0; i+3 < len(row); i += 4 {
			r, g, b, n = r+int(row[i]), g+int(row[i+1]), b+int(row[i+2]), n+1
		}
	}
	return color.RGBA{uint8(r / n), uint8(g / n), uint8(b / n), 255}
}

// turned sets a picture upright, by the eight ways in which a camera may have
// been held.
func turned(img *image.RGBA, how int) *image.RGBA {
	if how < 2 || how > 8 {
		return img
	}
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	size := image.Rect(0, 0, w, h)
	if how >= 5 {
		size = image.Rect(0, 0, h, w)
	}
	out := image.NewRGBA(size)
	for y := range h {
		for x := range w {
			at := [...]image.Point{
				{w - 1 - x, y},
				{w - 1 - x, h - 1 - y},
				{x, h - 1 - y},
				{y, x},
				{h - 1 - y, x},
				{h - 1 - y, w - 1 - x},
				{y, w - 1 - x},
			}[how-2]
			out.SetRGBA(at.X, at.Y, img.RGBAAt(x, y))
		}
	}
	return out
}
