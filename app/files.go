package app

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/file"
)

// Files says where attachments lie and how many there may be.
type Files struct {
	Store  string // https://host/bucket of a store that speaks S3; empty for none
	Region string
	Key    string
	Secret string
	Clamd  string // host:port or socket of the virus scanner; empty for none
	Size   int64  // bytes that one file may have
	Total  int64  // bytes that all files may have; 0 for no limit
}

// files declares where attachments lie.
func (o *options) files(c *Config) {
	o.settingText(&c.Files.Store, "s3", "", "URL", label.T("S3 store of the attachments: https://host/bucket; else the data folder, or PostgreSQL", "magasin S3 des pièces jointes : https://hôte/compartiment ; sinon le dossier de données, ou PostgreSQL"))
	o.settingText(&c.Files.Region, "s3-region", "us-east-1", "NAME", label.T("region of the store", "région du magasin"))
	o.settingText(&c.Files.Key, "s3-key", "", "NAME", label.T("access key; its secret goes by VIGIE_S3_SECRET", "clé d’accès ; son secret passe par VIGIE_S3_SECRET"))
	// A secret on the command line would be seen by every user of the machine.
	c.Files.Secret = o.env("VIGIE_S3_SECRET")
}

// uploads declares what may be attached.
func (o *options) uploads(c *Config) {
	c.Files.Size = file.Usual.File
	o.settingFunc("file-size", "MB", label.T("megabytes that one attachment may have (50)", "taille maximale d’une pièce jointe, en Mo (50)"), func(s string) (err error) {
		c.Files.Size, err = readBytes(s, 1<<20)
		if err == nil && (c.Files.Size < 1 || c.Files.Size > file.MostBytes) {
			err = fmt.Errorf("not a number from 1 to %d", file.MostBytes>>20)
		}
		return err
	})
	o.settingFunc("files-total", "GB", label.T("gigabytes that all attachments may have; 0 for no limit", "taille maximale de toutes les pièces jointes, en Go ; 0 pour aucune limite"), func(s string) (err error) {
		c.Files.Total, err = readBytes(s, 1<<30)
		return err
	})
	o.settingText(&c.Files.Clamd, "clamd", "", "ADDRESS", label.T("virus scanner (clamd): HOST:PORT or the path of its socket", "antivirus (clamd) : HÔTE:PORT ou le chemin de son socket"))
}

func readBytes(s string, unit int64) (int64, error) {
	n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 32)
	if err != nil || n < 0 {
		return 0, fmt.Errorf("not a whole number")
	}
	return n * unit, nil
}

// newDesk opens the place of the attachments: the store of the settings, else a
// folder beside the database in a file, else the database that nodes share.
func newDesk(c *Config, d *db.DB) (*file.Desk, error) {
	place, err := placeOf(c, d)
	if err != nil {
		return nil, err
	}
	desk := file.NewDesk(d, place)
	if c.Files.Size > 0 {
		desk.Limits.File = c.Files.Size
	}
	desk.Limits.Instance = c.Files.Total
	if c.Files.Clamd != "" {
		desk.Scanner = file.Clamd{Address: c.Files.Clamd, Timeout: 5 * time.Minute}
	}
	d.OnCopy(desk.Carry)
	return desk, nil
}

func placeOf(c *Config, d *db.DB) (file.Place, error) {
	if c.Files.Store != "" {
		b, err := file.OpenBucket(c.Files.Store, c.Files.Region, c.Files.Key, c.Files.Secret, d.Now)
		if err != nil {
			return nil, fault.Conflict(label.T("The store of the attachments cannot be used: look at --s3, --s3-key and VIGIE_S3_SECRET", "Le magasin des pièces jointes n’est pas utilisable : vérifiez --s3, --s3-key et VIGIE_S3_SECRET")).Because(err)
		}
		return b, nil
	}
	if c.Database != "" {
		return file.Rows{DB: d}, nil
	}
	return file.OpenFolder(filepath.Join(c.Data, "files"))
}
