//go:build unix

package app

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"

	"vigie/ground/fault"
	"vigie/ground/label"
)

// lockFolder makes sure that one server at a time has the data folder: a
// second one, or a restore under a running one, is refused. The lock goes
// away with the process, however it ends.
func lockFolder(folder string) (unlock func(), err error) {
	f, err := os.OpenFile(filepath.Join(folder, "vigie.lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, fault.Conflict(label.F(
				"Vigie is already running on the folder %s: stop it first, or name another folder with --data",
				"Vigie tourne déjà sur le dossier %s : arrêtez-le d’abord, ou indiquez un autre dossier avec --data", folder))
		}
		return nil, err
	}
	return func() { f.Close() }, nil
}

func isFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

// diskOf returns how many bytes are free for this user where a folder is, and
// how many there are; 0 when it cannot be found out.
func diskOf(folder string) (free, total uint64) {
	var st syscall.Statfs_t
	if err := syscall.Statfs(folder, &st); err != nil {
		return 0, 0
	}
	return uint64(st.Bavail) * uint64(st.Bsize), uint64(st.Blocks) * uint64(st.Bsize)
}
