package app

import (
	"context"
	"fmt"
	"net/netip"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"vigie/ground/db"
	"vigie/ground/label"
)

// Config is everything that is set from outside. Its zero value is not
// useful: begin with the declarations of place and server.
type Config struct {
	Data     string // the folder of the database, the backups and the attachments
	Database string // a postgres:// address; empty for SQLite in Data

	Addr           string
	PublicURL      string // how people reach Vigie; its links begin so
	TLSCert        string
	TLSKey         string
	TrustedProxies []netip.Prefix // whose X-Forwarded-For is believed
	Mail           Mail
	SessionIdle    time.Duration
	SessionLife    time.Duration
	LogFormat      string // text or json
	LogLevel       string // debug, info, warn or error
	Backups        int    // how many nightly backups are kept; 0 for none
	Files          Files
	Heads          Heads
	Memory         Memory

	Version string
	Demo    bool             // made-up data; the pages say so
	Now     func() time.Time // the clock; time.Now when nil
}

// Mail says how letters leave. An empty Host means that none do.
type Mail struct {
	Host     string // host:port
	User     string
	Password string
	From     string
	TLS      string // starttls, tls or none
}

// file is where the SQLite database is, or the address of the PostgreSQL one.
func (c *Config) file() string {
	if c.Database != "" {
		return c.Database
	}
	return filepath.Join(c.Data, "vigie.db")
}

func (c *Config) backups() string { return filepath.Join(c.Data, "backups") }

// secure reports whether people reach Vigie by https.
func (c *Config) secure() bool {
	return c.TLSCert != "" || strings.HasPrefix(c.PublicURL, "https://")
}

// place declares which database a command works on.
func (o *options) place(c *Config) {
	o.settingText(&c.Data, "data", "vigie-data", "FOLDER", label.T("folder of the database and the backups", "dossier de la base de données et des sauvegardes"))
	o.settingFunc("database", "ADDRESS", label.T("PostgreSQL instead: postgres://user@host/name", "PostgreSQL à la place : postgres://utilisateur@hôte/base"), func(s string) error {
		if s != "" && !db.IsPostgres(s) {
			return fmt.Errorf("not a postgres:// address")
		}
		c.Database = s
		return nil
	})
	o.files(c)
}

// server declares what vigie serve can be told.
func (o *options) server(c *Config) {
	o.place(c)
	o.settingText(&c.Addr, "addr", ":8080", "HOST:PORT", label.T("where to listen", "où écouter"))
	o.settingFunc("public-url", "URL", label.T("how people reach Vigie, for links: https://vigie.example.org", "l’adresse publique, pour les liens : https://vigie.example.org"), c.readPublicURL)
	o.settingText(&c.TLSCert, "tls-cert", "", "FILE", label.T("certificate, to answer by https", "certificat, pour répondre en https"))
	o.settingText(&c.TLSKey, "tls-key", "", "FILE", label.T("key of the certificate", "clé du certificat"))
	o.settingFunc("trusted-proxy", "CIDR,...", label.T("proxies whose X-Forwarded-For is believed", "serveurs mandataires dont X-Forwarded-For fait foi"), c.readProxies)
	o.settingText(&c.Mail.Host, "smtp", "", "HOST:PORT", label.T("mail server; without it no mail leaves", "serveur de courriel ; sans lui, aucun courriel ne part"))
	o.settingText(&c.Mail.User, "smtp-user", "", "NAME", label.T("account at the mail server", "compte sur le serveur de courriel"))
	o.settingText(&c.Mail.From, "smtp-from", "", "ADDRESS", label.T("sender of the letters", "expéditeur des courriels"))
	o.settingText(&c.Mail.TLS, "smtp-tls", "starttls", "starttls|tls|none", label.T("encryption to the mail server", "chiffrement vers le serveur de courriel"))
	o.settingTime(&c.SessionIdle, "session-idle", 30*time.Minute, label.T("a session ends after this time without use (30m)", "une session prend fin après ce temps sans usage (30m)"))
	o.settingTime(&c.SessionLife, "session-life", 12*time.Hour, label.T("a session ends after this time in any case (12h)", "une session prend fin après ce temps en tout cas (12h)"))
	o.settingFunc("backups", "NUMBER", label.T("nightly backups to keep (7); 0 for none", "sauvegardes nocturnes à conserver (7) ; 0 pour aucune"), c.readBackups)
	o.uploads(c)
	o.heads(c)
	o.memory(c)
	o.settingText(&c.LogFormat, "log-format", "text", "text|json", label.T("form of the log", "forme du journal"))
	o.settingText(&c.LogLevel, "log-level", "info", "LEVEL", label.T("debug, info, warn or error", "debug, info, warn ou error"))
	// A password on the command line would be seen by every user of the machine.
	c.Mail.Password = o.env("VIGIE_SMTP_PASSWORD")
}

func newConfig(version string) *Config { return &Config{Backups: 7, Version: version} }

func (c *Config) readPublicURL(s string) error {
	u, err := url.Parse(s)
	if err != nil {
		return err
	}
	if s != "" && (u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") || strings.Trim(u.Path, "/") != "" || u.RawQuery != "") {
		return fmt.Errorf("not of the form https://host")
	}
	c.PublicURL = strings.TrimRight(s, "/")
	return nil
}

func (c *Config) readProxies(s string) error {
	for part := range strings.SplitSeq(s, ",") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		p, err := netip.ParsePrefix(part)
		if err != nil {
			a, e := netip.ParseAddr(part)
			if e != nil {
				return err
			}
			p = netip.PrefixFrom(a, a.BitLen())
		}
		c.TrustedProxies = append(c.TrustedProxies, p)
	}
	return nil
}

func (c *Config) readBackups(s string) error {
	var n int
	if _, err := fmt.Sscan(s, &n); err != nil || n < 0 || n > 1000 {
		return fmt.Errorf("not a number from 0 to 1000")
	}
	c.Backups = n
	return nil
}

// showConfig is the command that prints the settings as serve would see them.
func showConfig(o *options) action {
	c := newConfig("")
	o.server(c)
	return func(_ context.Context, out *Console, args []string) error {
		if err := exactly(args, 0, label.T("config takes no argument", "config n’attend pas d’argument")); err != nil {
			return err
		}
		proxies := make([]string, 0, len(c.TrustedProxies))
		for _, p := range c.TrustedProxies {
			proxies = append(proxies, p.String())
		}
		for _, line := range [][2]string{
			{"data", c.Data},
			{"database", hidePassword(c.Database)},
			{"addr", c.Addr},
			{"public-url", c.PublicURL},
			{"tls-cert", c.TLSCert},
			{"tls-key", c.TLSKey},
			{"trusted-proxy", strings.Join(proxies, ",")},
			{"smtp", c.Mail.Host},
			{"smtp-user", c.Mail.User},
			{"smtp-from", c.Mail.From},
			{"smtp-tls", c.Mail.TLS},
			{"session-idle", c.SessionIdle.String()},
			{"session-life", c.SessionLife.String()},
			{"backups", fmt.Sprint(c.Backups)},
			{"s3", c.Files.Store},
			{"s3-region", c.Files.Region},
			{"s3-key", c.Files.Key},
			{"file-size", fmt.Sprint(c.Files.Size >> 20)},
			{"files-total", fmt.Sprint(c.Files.Total >> 30)},
			{"clamd", c.Files.Clamd},
			{"memory", c.Memory.Limit},
			{"heavy", fmt.Sprint(c.Memory.Heavy)},
			{"audit-heads", c.Heads.File},
			{"audit-mail", c.Heads.Mail},
			{"audit-every", c.Heads.Every.String()},
			{"audit-key", c.headKey()},
			{"log-format", c.LogFormat},
			{"log-level", c.LogLevel},
		} {
			fmt.Fprintf(out.Out, "%-14s %-29s %s\n", line[0], variable(line[0]), line[1])
		}
		return nil
	}
}

// hidePassword returns a database address that may be shown.
func hidePassword(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "(…)"
	}
	q := u.Query()
	if q.Has("password") {
		q.Set("password", "xxxxx")
		u.RawQuery = q.Encode()
	}
	return u.Redacted()
}
