package file

import (
	"bytes"
	"encoding/binary"
	"sync"
)

// drawing lets one picture be unpacked at a time: each may need a hundred
// megabytes.
var drawing sync.Mutex

// strip takes out of a picture what it says beside the pixels: where and with
// what it was taken, who made it, and whatever follows its end. The pixels stay
// as they are. What cannot be read is left as it is.
func strip(kind string, b []byte) []byte {
	var out []byte
	ok := false
	switch kind {
	case jpeg:
		out, ok = stripJPEG(b)
	case png:
		out, ok = stripPNG(b)
	case webp:
		out, ok = stripWebP(b)
	}
	if !ok {
		return b
	}
	return out
}

func stripPNG(b []byte) ([]byte, bool) {
	const head = 8
	if len(b) < head {
		return nil, false
	}
	out := append([]byte(nil), b[:head]...)
	for at := head; at+12 <= len(b); {
		n := int(binary.BigEndian.Uint32(b[at:]))
		end := at + 12 + n
		if n < 0 || end > len(b) || end < at {
			return nil, false
		}
		kind := string(b[at+4 : at+8])
		switch kind {
		case "eXIf", "tEXt", "zTXt", "iTXt", "tIME":
		default:
			out = append(out, b[at:end]...)
		}
		if kind == "IEND" {
			return out, true
		}
		at = end
	}
	return nil, false
}

// stripJPEG keeps the segments that the pixels need, and of the camera only how
// it was held.
func stripJPEG(b []byte) ([]byte, bool) {
	if len(b) < 4 || b[0] != 0xff || b[1] != 0xd8 {
		return nil, false
	}
	out := []byte{0xff, 0xd8}
	if how := orientation(b); how > 1 {
		out = append(out, held(how)...)
	}
	at := 2
	for at+4 <= len(b) {
		if b[at] != 0xff {
			return nil, false
		}
		marker := b[at+1]
		if marker == 0xff {
			at++
			continue
		}
		if marker == 0xd9 {
			return append(out, 0xff, 0xd9), true
		}
		end := at + 2 + int(binary.BigEndian.Uint16(b[at+2:]))
		if end > len(b) || end < at+4 {
			return nil, false
		}
		if marker != 0xe1 && marker != 0xed && marker != 0xfe {
			out = append(out, b[at:end]...)
		}
		if at = end; marker == 0xda {
			for at+1 < len(b) && (b[at] != 0xff || b[at+1] == 0 || b[at+1] >= 0xd0 && b[at+1] <= 0xd7) {
				at++
			}
			out = append(out, b[end:at]...)
		}
		if at+2 <= len(b) && b[at] == 0xff && b[at+1] == 0xd9 {
			return append(out, 0xff, 0xd9), true
		}
	}
	return nil, false
}

// held is the segment that says how the camera was held, and nothing else.
func held(how int) []byte {
	return append([]byte{0xff, 0xe1, 0, 34}, append([]byte("Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00"),
		byte(how), 0, 0, 0, 0, 0, 0)...)
}

// orientation reads from a JPEG how the camera was held: 1 is upright.
func orientation(b []byte) int {
	for at := 2; at+4 <= len(b) && b[at] == 0xff && b[at+1] != 0xda; {
		end := at + 2 + int(binary.BigEndian.Uint16(b[at+2:]))
		if end > len(b) || end < at+4 {
			return 1
		}
		if b[at+1] == 0xe1 && bytes.HasPrefix(b[at+4:end], []byte("Exif\x00\x00")) {
			return orientationIn(b[at+10 : end])
		}
		at = end
	}
	return 1
}

func orientationIn(tiff []byte) int {
	var order binary.ByteOrder = binary.BigEndian
	if bytes.HasPrefix(tiff, []byte("II")) {
		order = binary.LittleEndian
	}
	if len(tiff) < 8 {
		return 1
	}
	at := int(order.Uint32(tiff[4:]))
	if at < 8 || at+2 > len(tiff) {
		return 1
	}
	n := int(order.Uint16(tiff[at:]))
	for i := range n {
		entry := at + 2 + 12*i
		if entry+12 > len(tiff) {
			return 1
		}
		if order.Uint16(tiff[entry:]) == 0x0112 {
			if how := int(order.Uint16(tiff[entry+8:])); how >= 1 && how <= 8 {
				return how
			}
		}
	}
	return 1
}

func stripWebP(b []byte) ([]byte, bool) {
	if len(b) < 12 || string(b[:4]) != "RIFF" || string(b[8:12]) != "WEBP" {
		return nil, false
	}
	out := append([]byte(nil), b[:12]...)
	whole := min(len(b), 8+int(binary.LittleEndian.Uint32(b[4:])))
	for at := 12; at+8 <= whole; {
		n := int(binary.LittleEndian.Uint32(b[at+4:]))
		end := at + 8 + n + n&1
		if n < 0 || end > whole || end < at {
			return nil, false
		}
		part := b[at:end]
		switch string(b[at : at+4]) {
		case "EXIF", "XMP ":
		case "VP8X":
			out = append(out, part...)
			if n > 0 {
				out[len(out)-len(part)+8] &^= 0x0c // no longer says that they are there
			}
		default:
			out = append(out, part...)
		}
		at = end
	}
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8))
	return out, true
}
