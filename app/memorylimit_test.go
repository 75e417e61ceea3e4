package app

import (
	"testing"
	"testing/fstest"
)

func TestTheMemoryIsThatOfTheMachineOrOfItsGroup(t *testing.T) {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	for name, c := range map[string]struct {
		files fstest.MapFS
		want  int64
	}{
		"nothing known": {fstest.MapFS{}, 0},
		"a machine":     {fstest.MapFS{"proc/meminfo": file("MemTotal:        8000000 kB\nMemFree: 1 kB\n")}, 8000000 << 10},
		"a container": {fstest.MapFS{
			"proc/meminfo": file("MemTotal: 8000000 kB\n"), "proc/self/cgroup": file("0::/\n"), "sys/fs/cgroup/memory.max": file("536870912\n"),
		}, 512 << 20},
		"a service whose slice allows less": {fstest.MapFS{
			"proc/meminfo": file("MemTotal: 8000000 kB\n"), "proc/self/cgroup": file("0::/system.slice/vigie.service\n"),
			"sys/fs/cgroup/system.slice/vigie.service/memory.max": file("max\n"), "sys/fs/cgroup/system.slice/memory.max": file("1073741824\n"),
		}, 1 << 30},
		"the first version": {fstest.MapFS{
			"proc/meminfo": file("MemTotal: 8000000 kB\n"), "proc/self/cgroup": file("5:cpu:/x\n4:memory:/docker/abc\n"), "sys/fs/cgroup/memory/memory.limit_in_bytes": file("268435456\n"),
		}, 256 << 20},
		"more than there is": {fstest.MapFS{
			"proc/meminfo": file("MemTotal: 1000 kB\n"), "proc/self/cgroup": file("0::/\n"), "sys/fs/cgroup/memory.max": file("99999999999\n"),
		}, 1000 << 10},
	} {
		if got := available(c.files); got != c.want {
			t.Errorf("%s: got %d, want %d", name, got, c.want)
		}
	}
}

func TestAmountsOfMemoryAreReadAsPeopleWriteThem(t *testing.T) {
	machine := fstest.MapFS{"proc/meminfo": &fstest.MapFile{Data: []byte("MemTotal: 4000 kB\n")}}
	for text, want := range map[string]int64{"auto": 3000 << 10, "": 3000 << 10, "off": 0, "512MiB": 512 << 20, "2GiB": 2 << 30, "1.5G": 15e8, "200Mo": 2e8} {
		if got, err := (Memory{Limit: text}).bytes(machine); err != nil || got != want {
			t.Errorf("%q: got %d %v, want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"512", "1MiB", "much", "MiB", "-2GiB", "1e300GiB", "NaNGiB"} {
		if got, err := (Memory{Limit: text}).bytes(machine); err == nil {
			t.Errorf("%q: got %d, want a refusal", text, got)
		}
	}
	for limit, want := range map[int64]int{100 << 20: 1, 400 << 20: 2} {
		if got := (Memory{limit: limit}).works(); got != want {
			t.Errorf("%d bytes: got %d works at a time, want %d", limit, got, want)
		}
	}
}
