//go:build !unix

package app

// lockFolder does nothing where the system has no such lock.
func lockFolder(string) (unlock func(), err error) { return func() {}, nil }

func isFull(error) bool { return false }

// diskOf is unknown here.
func diskOf(string) (free, total uint64) { return 0, 0 }
