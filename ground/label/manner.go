package label

import "sync/atomic"

// Manner is how an organisation says and writes things. The zero value is how the
// program does.
type Manner struct {
	// Words are sentences of the program, in English and French, and what is said
	// instead; an empty one is said as it is.
	Words map[[2]string][2]string
}

// adopted is the manner of the instance: a process serves one organisation, and what
// it says reaches people by hundreds of ways, all of which pass through Text.In.
var adopted atomic.Pointer[Manner]

// Adopt has everything that is said from here on said in a manner; nil is that of
// the program. It returns the one before.
func Adopt(m *Manner) *Manner { return adopted.Swap(m) }

// AdoptWords changes the words of the manner, and leaves the rest.
func AdoptWords(words map[[2]string][2]string) {
	change(func(m *Manner) { m.Words = words })
}

func change(set func(*Manner)) {
	for {
		was := adopted.Load()
		now := &Manner{}
		if was != nil {
			*now = *was
		}
		set(now)
		if adopted.CompareAndSwap(was, now) {
			return
		}
	}
}
