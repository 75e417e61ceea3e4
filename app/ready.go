package app

import (
	"context"
	"io"
	"net/http"
	"strings"
	"time"

	"vigie/ground/fault"
	"vigie/ground/label"
)

// askReady is the command that asks a running server whether it can work: for
// containers and scripts, which have no other program to ask with.
func askReady(*options) action {
	return func(ctx context.Context, c *Console, args []string) error {
		if len(args) == 0 {
			args = []string{"http://localhost:8080"}
		}
		if err := exactly(args, 1, label.T("name the address of the server, such as http://localhost:8080", "indiquez l’adresse du serveur, par exemple http://localhost:8080")); err != nil {
			return err
		}
		ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
		defer cancel()
		address := strings.TrimRight(args[0], "/")
		r, err := http.NewRequestWithContext(ctx, "GET", address+"/readyz", nil)
		if err != nil {
			return misuse{label.F("%s is no address of a server", "%s n’est pas l’adresse d’un serveur", address)}
		}
		r.Header.Set("Accept-Language", c.Lang.String())
		w, err := http.DefaultClient.Do(r)
		if err != nil {
			return fault.Conflict(label.F("Nothing answers on %s", "%s ne répond pas", address)).Because(err)
		}
		defer w.Body.Close()
		said, err := io.ReadAll(io.LimitReader(w.Body, 1<<10))
		if err != nil || w.StatusCode != http.StatusOK {
			return fault.Conflict(label.F("%s is not ready: %s", "%s n’est pas prêt : %s", address, firstLine(string(said))))
		}
		c.print(label.F("%s is ready", "%s est prêt", address))
		return nil
	}
}

// firstLine is what a plain answer says; of a page, nothing.
func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	if strings.HasPrefix(line, "<") {
		return upgradeTitle.String()
	}
	return line
}
