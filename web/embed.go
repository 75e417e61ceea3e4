// Package web is the browser application as the program carries it: the pages
// built by "make web", or a page saying how to build them, and the messages
// both sides speak.
package web

import (
	"embed"
	"io/fs"
)

//go:embed all:dist all:stub
var embedded embed.FS

//go:embed messages/*.json
var messages embed.FS

// Messages holds fr.json and en.json: one object of nested objects each, the
// same keys in both, whose leaves are sentences with {names} to fill in. Beside them
// help-fr.json and help-en.json: by the path of a screen, what its help says.
var Messages = mustSub(messages, "messages")

// built is the application when "make web" has run, else nil.
func built() fs.FS {
	if _, err := fs.Stat(embedded, "dist/index.html"); err != nil {
		return nil
	}
	return mustSub(embedded, "dist")
}

func mustSub(files fs.FS, folder string) fs.FS {
	sub, err := fs.Sub(files, folder)
	if err != nil {
		panic(err) // the folder's name is written above; only a typing error leads here
	}
	return sub
}
