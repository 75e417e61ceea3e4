//go:build !unix

package app

// lockFolder does nothing where the system has no such lock.
func lockFolder(string) (unlock func(), err error) { return func() {}, nil }

func isFull(error) bool { return false }
