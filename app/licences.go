package app

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"

	"vigie/ground/label"
)

// licences are the notices of what the program is made of; inventory lists the
// parts as CycloneDX does. .ci/generated keeps them as they would be written now.
var (
	//go:embed notices/licences.txt
	licences []byte
	//go:embed notices/sbom.cdx.json
	inventory []byte
)

func showLicences(*options) action {
	return func(_ context.Context, c *Console, args []string) error {
		if err := exactly(args, 0, label.T("licences takes no argument", "licences n’attend pas d’argument")); err != nil {
			return err
		}
		_, err := c.Out.Write(licences)
		return err
	}
}

func showInventory(*options) action {
	return func(_ context.Context, c *Console, args []string) error {
		if err := exactly(args, 0, label.T("sbom takes no argument", "sbom n’attend pas d’argument")); err != nil {
			return err
		}
		// The version is known to the program, not to the file.
		version, err := json.Marshal(c.Version)
		if err != nil {
			return err
		}
		name := []byte(`"name": "vigie",`)
		if !bytes.Contains(inventory, name) {
			return fmt.Errorf("the inventory names no program")
		}
		_, err = c.Out.Write(bytes.Replace(inventory, name, fmt.Appendf(nil, `%s "version": %s,`, name, version), 1))
		return err
	}
}
