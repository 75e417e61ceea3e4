//go:build !unix

package intake

// alive takes every process for alive where the system has no simple way to tell.
func alive(int) bool { return true }
