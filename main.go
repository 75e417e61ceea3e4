// Command vigie is the instrument panel of a PMO: one program with its web
// application and its database inside. This file knows the outside world
// (arguments, environment, signals); package app does the work.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // for systems without time zones, such as an empty container

	_ "golang.org/x/crypto/x509roots/fallback" // and without certificates of authorities

	"vigie/app"
)

// version is set by the build: -ldflags "-X main.version=...".
var version = "dev"

func main() { os.Exit(run()) }

func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// After the first signal the next one has its usual effect: to end at once.
	context.AfterFunc(ctx, stop)
	return app.Run(ctx, app.Console{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
		Terminal: isTerminal(os.Stderr),
		Env:      os.Getenv,
		Version:  version,
	}, os.Args[1:])
}

func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
