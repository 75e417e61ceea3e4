package app

import (
	"fmt"
	"io/fs"
	"math"
	"os"
	"path"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"

	"vigie/ground/label"
)

// Memory says how much the program may take.
type Memory struct {
	Limit string // auto, off, or an amount such as 512MiB
	Heavy int    // how many works that need much memory at a time; 0 for as many as fit
	limit int64  // bytes, once it is obeyed; 0 for none
}

func (o *options) memory(c *Config) {
	o.settingText(&c.Memory.Limit, "memory", "auto", "SIZE|auto|off", label.T("memory to stay below, such as 512MiB; auto is three quarters of what the machine or the container has", "mémoire à ne pas dépasser, par exemple 512MiB ; auto vaut les trois quarts de celle de la machine ou du conteneur"))
	o.settingFunc("heavy", "NUMBER", label.T("reports, workbooks, files that are read and backups worked on at a time; as many as fit when absent", "rapports, classeurs, fichiers lus et sauvegardes traités à la fois ; selon la mémoire par défaut"), func(s string) error {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 || n > 100 {
			return fmt.Errorf("not a number from 1 to 100")
		}
		c.Memory.Heavy = n
		return nil
	})
}

// one is what a heavy work may need, by measure: a hundred sheets of projects as
// PDF, or a file of import of the largest size that is usual.
const one = 192 << 20

// works is how many heavy works fit at a time: one for each processor, as far as
// there is memory for them.
func (m Memory) works() int {
	if m.Heavy > 0 {
		return m.Heavy
	}
	most := max(runtime.GOMAXPROCS(0), 2)
	if m.limit > 0 {
		most = min(most, int(m.limit/one))
	}
	return max(most, 1)
}

// obey tells the runtime the limit, and returns it; 0 where there is none. What
// GOMEMLIMIT says holds where nothing else was set.
func (m Memory) obey(env func(string) string) (int64, error) {
	limit, err := m.bytes(os.DirFS("/"))
	if err != nil {
		return 0, err
	}
	if given := env("GOMEMLIMIT"); given != "" && (m.Limit == "" || m.Limit == "auto") {
		if limit = debug.SetMemoryLimit(-1); limit == math.MaxInt64 {
			limit = 0
		}
		return limit, nil
	}
	if limit > 0 {
		debug.SetMemoryLimit(limit)
	}
	return limit, nil
}

// bytes reads the setting; root is the file system of the machine.
func (m Memory) bytes(root fs.FS) (int64, error) {
	switch m.Limit {
	case "", "auto":
		return available(root) / 4 * 3, nil
	case "off":
		return 0, nil
	}
	number := strings.TrimRight(m.Limit, "KMGTiBo")
	n, err := strconv.ParseFloat(strings.ReplaceAll(number, ",", "."), 64)
	unit := map[string]float64{"M": 1e6, "G": 1e9, "Mi": 1 << 20, "Gi": 1 << 30}[strings.TrimRight(m.Limit[len(number):], "Bo")]
	if err != nil || unit == 0 || !(n*unit >= 64<<20 && n*unit <= 1<<50) {
		return 0, misuse{label.F("--memory is auto, off, or 64MiB at least, such as 512MiB or 2GiB, not %s", "--memory vaut auto, off, ou au moins 64MiB, par exemple 512MiB ou 2GiB, et non %s", m.Limit)}
	}
	return int64(n * unit), nil
}

// available is the memory of the machine, or what its control group allows the
// program where that is less; 0 when unknown.
func available(root fs.FS) int64 {
	least := int64(0)
	take := func(n int64) {
		if n > 0 && (least == 0 || n < least) {
			least = n
		}
	}
	if text, err := fs.ReadFile(root, "proc/meminfo"); err == nil {
		_, after, _ := strings.Cut(string(text), "MemTotal:")
		var kb int64
		fmt.Sscan(after, &kb)
		take(kb << 10)
	}
	group, err := fs.ReadFile(root, "proc/self/cgroup")
	if err != nil {
		return least
	}
	for line := range strings.Lines(string(group)) {
		parts := strings.SplitN(strings.TrimSpace(line), ":", 3)
		if len(parts) < 3 {
			continue
		}
		mount, file := "sys/fs/cgroup", "memory.max"
		if parts[0] != "0" { // the first version, a tree for each thing
			if parts[1] != "memory" {
				continue
			}
			mount, file = "sys/fs/cgroup/memory", "memory.limit_in_bytes"
		}
		for at := path.Clean("/" + parts[2]); ; at = path.Dir(at) { // a group obeys those above too
			if text, err := fs.ReadFile(root, path.Join(mount, at, file)); err == nil {
				n, _ := strconv.ParseInt(strings.TrimSpace(string(text)), 10, 64) // "max" is no number, and no bound
				take(n)
			}
			if at == "/" {
				break
			}
		}
	}
	return least
}
