package app

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"html"
	"io/fs"
	netmail "net/mail"
	"os"
	"path/filepath"
	"time"

	"vigie/door/mail"
	"vigie/door/witness"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

// Heads says where signed heads of the history go, beside the log.
type Heads struct {
	File  string        // they are appended to it
	Key   string        // the file of the private key; audit-head.key in the data folder when empty
	Mail  string        // an address, which gets one a day
	Every time.Duration // 1 h when zero
}

func (o *options) heads(c *Config) {
	o.settingText(&c.Heads.File, "audit-heads", "", "FILE", label.T("append signed heads of the history to this file, outside the machine if you can", "ajouter à ce fichier les têtes signées de l’historique, hors de la machine si possible"))
	o.settingText(&c.Heads.Mail, "audit-mail", "", "ADDRESS", label.T("send a signed head of the history to this address once a day", "envoyer une fois par jour une tête signée de l’historique à cette adresse"))
	o.settingTime(&c.Heads.Every, "audit-every", time.Hour, label.T("how often a head leaves when something has changed (1h)", "à quelle fréquence une tête part quand quelque chose a changé (1h)"))
	o.headKey(c)
}

func (o *options) headKey(c *Config) {
	o.settingText(&c.Heads.Key, "audit-key", "", "FILE", label.T("private key that signs the heads; made in the data folder when absent", "clé privée qui signe les têtes ; créée dans le dossier de données par défaut"))
}

func (c *Config) headKey() string {
	if c.Heads.Key != "" {
		return c.Heads.Key
	}
	return filepath.Join(c.Data, "audit-head.key")
}

// watchHeads has heads of the history leave as long as the program runs.
func (a *App) watchHeads() error {
	c := a.config
	key, err := witness.OwnKey(c.headKey())
	if err != nil {
		return fault.Conflict(label.F("The key of the heads of the history, %s, is not usable: look at --audit-key", "La clé des têtes de l’historique, %s, n’est pas utilisable : vérifiez --audit-key", c.headKey())).Because(err)
	}
	w := &witness.Witness{DB: a.DB, Key: key, Log: a.Log, File: c.Heads.File}
	if c.Heads.Mail != "" {
		if _, err := netmail.ParseAddress(c.Heads.Mail); err != nil || a.sender == nil {
			return misuse{label.T("--audit-mail needs an e-mail address, and --smtp", "--audit-mail demande une adresse électronique, et --smtp")}
		}
		w.Send = func(ctx context.Context, h witness.Head) error {
			l, err := headLetter(ctx, a.DB, c, h)
			if err != nil {
				return err
			}
			return a.sender.Send(ctx, l)
		}
	}
	every := c.Heads.Every
	if every == 0 {
		every = time.Hour
	}
	a.Log.Info("heads of the history leave signed", "public_key", witness.PublicText(key.Public().(ed25519.PublicKey)), "file", c.Heads.File, "mail", c.Heads.Mail)
	a.inBackground(func(ctx context.Context) { w.Watch(ctx, every) })
	return nil
}

// headLetter is the letter that carries a head, in the language of the instance.
func headLetter(ctx context.Context, d *db.DB, c Config, h witness.Head) (mail.Letter, error) {
	s, err := access.ReadSettings(ctx, d, 0, 0)
	if err != nil {
		return mail.Letter{}, err
	}
	said := label.F("Keep this letter. It proves what the history of Vigie (%s) was after change %d, on %s:\n\n%s\n\nTo compare: save it as a file and run\n\n    vigie check --heads FILE --heads-key %s\n",
		"Conservez ce courriel. Il prouve ce qu’était l’historique de Vigie (%s) après la modification %d, le %s :\n\n%s\n\nPour comparer, enregistrez-le dans un fichier et lancez\n\n    vigie check --heads FICHIER --heads-key %s\n",
		c.PublicURL, h.Change, h.At.Format("2006-01-02 15:04 UTC"), h.String(), witness.PublicText(h.Key)).In(label.Parse(s.Language))
	return mail.Letter{
		To:      netmail.Address{Address: c.Heads.Mail},
		Subject: label.F("Vigie: head of the history, change %d", "Vigie : tête de l’historique, modification %d", h.Change).In(label.Parse(s.Language)),
		Text:    said,
		HTML:    "<pre>" + html.EscapeString(said) + "</pre>",
	}, nil
}

// checkHeads compares the heads of a file with the history. known are the public
// keys in text; those of the data folder when empty.
func checkHeads(ctx context.Context, out *Console, d *db.DB, c *Config, file, known string) (wrong int, err error) {
	f, err := os.Open(file)
	if err != nil {
		return 0, fault.Invalid("heads", label.F("The file of heads %s cannot be read", "Le fichier des têtes %s n’est pas lisible", file)).Because(err)
	}
	defer f.Close()
	heads, err := witness.Find(f)
	if err != nil {
		return 0, err
	}
	keys, err := trustedKeys(c, known)
	if err != nil {
		return 0, err
	}
	if len(heads) == 0 {
		return 0, fault.Invalid("heads", label.F("There is no head of a history in %s", "Il n’y a aucune tête d’historique dans %s", file))
	}
	said, err := witness.Check(ctx, d, heads, keys)
	if err != nil {
		return 0, err
	}
	name := label.F("Heads that left: %d, up to change %d", "Têtes parties : %d, jusqu’à la modification %d", len(heads), heads[len(heads)-1].Change)
	if said.IsZero() {
		out.print(label.F("good   %s", "bon    %s", name))
		return 0, nil
	}
	out.print(label.F("WRONG  %s", "FAUX   %s", name))
	out.print(label.F("       - %s", "       - %s", said))
	return 1, nil
}

// trustedKeys never takes a key from the heads themselves: anybody can sign.
func trustedKeys(c *Config, known string) ([]ed25519.PublicKey, error) {
	if known != "" {
		keys, err := witness.ParseKeys(known)
		if err != nil {
			return nil, misuse{label.F("--heads-key: %s", "--heads-key : %s", err.Error())}
		}
		return keys, nil
	}
	key, err := witness.ReadKey(c.headKey())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, misuse{label.T("name the public key by --heads-key; the log and the letters of Vigie say it", "indiquez la clé publique par --heads-key ; le journal et les courriels de Vigie la donnent")}
	}
	if err != nil {
		return nil, fmt.Errorf("reading the key of the heads: %w", err)
	}
	return []ed25519.PublicKey{key.Public().(ed25519.PublicKey)}, nil
}
