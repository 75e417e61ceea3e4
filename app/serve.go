package app

import (
	"context"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"

	"vigie/ground/fault"
	"vigie/ground/label"
)

// drain is how long running requests and jobs may take to end after the
// signal to stop.
const drain = 30 * time.Second

func serve(o *options) action {
	config := newConfig("")
	o.server(config)
	return func(ctx context.Context, c *Console, args []string) error {
		if err := exactly(args, 0, label.T("serve takes options only", "serve n’attend que des options")); err != nil {
			return err
		}
		config.Version = c.Version
		return runServer(ctx, c, *config)
	}
}

// runServer serves until ctx ends, then lets what is running come to its end.
func runServer(ctx context.Context, c *Console, config Config) error {
	limit, err := config.Memory.obey(c.Env)
	if err != nil {
		return err
	}
	config.Memory.limit = limit
	front := &front{config: config, console: c}
	a, err := openBehind(ctx, config, c.Err, front)
	if err != nil {
		return errors.Join(err, front.close())
	}
	listener, err := front.listen()
	if err != nil {
		return errors.Join(err, a.Close(ctx))
	}
	a.greet(c, listener.Addr())
	tell(c.Env, "READY=1")
	err = a.Serve(ctx, listener)
	late, cancel := context.WithTimeout(context.WithoutCancel(ctx), drain)
	defer cancel()
	return errors.Join(err, a.Close(late))
}

// Serve answers on the listener until ctx ends, then drains for 30 s at most.
func (a *App) Serve(ctx context.Context, l net.Listener) error {
	a.parts.auth.Listens(a.config.address(l.Addr()))
	server := newServer(a.handler, a.Log)
	server.TLSConfig = a.tls
	failed := make(chan error, 1)
	go func() {
		if a.tls != nil {
			failed <- server.ServeTLS(l, "", "")
		} else {
			failed <- server.Serve(l)
		}
	}()
	select {
	case err := <-failed:
		return fmt.Errorf("serving: %w", err)
	case <-ctx.Done():
	}
	a.Log.Info("stopping: running requests come to their end", "at_most", drain)
	a.end()
	late, cancel := context.WithTimeout(context.WithoutCancel(ctx), drain)
	defer cancel()
	if err := server.Shutdown(late); err != nil {
		server.Close()
		a.Log.Warn("stopped before all requests had ended")
	}
	<-failed
	return nil
}

// newServer sets how long a client may take, whatever it asks for.
func newServer(h http.Handler, to *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       time.Minute, // deadlines gives uploads longer
		WriteTimeout:      time.Minute, // and exports, and live updates
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    32 << 10,
		ErrorLog:          log.New(&logWriter{to}, "", 0),
	}
}

func listen(c Config) (net.Listener, error) {
	l, err := net.Listen("tcp", c.Addr)
	if err != nil {
		return nil, fault.Conflict(label.F(
			"Vigie cannot listen on %s: another program may be there; name another address with --addr",
			"Vigie ne peut pas écouter sur %s : un autre programme y est peut-être déjà ; indiquez une autre adresse avec --addr", c.Addr)).Because(err)
	}
	return l, nil
}

// greet says on the console where Vigie answers, and how to begin when nobody
// has an account yet.
func (a *App) greet(c *Console, at net.Addr) {
	url := a.config.address(at)
	c.print(label.F("Vigie %s answers on %s", "Vigie %s répond sur %s", a.config.Version, url))
	if a.parts.secret != "" {
		c.print(label.F("\nNobody has an account yet. Open %s/setup and enter this one-time secret:\n\n    %s\n",
			"\nPersonne n’a encore de compte. Ouvrez %s/setup et saisissez ce code à usage unique :\n\n    %s\n", url, a.parts.secret))
	}
	if !a.config.secure() && !isLoopback(at) {
		c.note(label.T(
			"Warning: this address is not encrypted. Beyond this machine, use --tls-cert and --tls-key, or a proxy and --public-url https://…",
			"Attention : cette adresse n’est pas chiffrée. Au-delà de cette machine, utilisez --tls-cert et --tls-key, ou un serveur mandataire et --public-url https://…"))
	}
}

// address is how people reach Vigie: as it was set, else by the address it
// listens on.
func (c *Config) address(at net.Addr) string {
	if c.PublicURL != "" {
		return c.PublicURL
	}
	scheme := "http"
	if c.TLSCert != "" {
		scheme = "https"
	}
	host, port, _ := net.SplitHostPort(at.String())
	if ip := net.ParseIP(host); ip == nil || ip.IsUnspecified() || ip.IsLoopback() {
		host = "localhost"
	}
	return scheme + "://" + net.JoinHostPort(host, port)
}

func isLoopback(at net.Addr) bool {
	host, _, _ := net.SplitHostPort(at.String())
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// logWriter turns the lines of http.Server into entries of the log.
type logWriter struct{ log *slog.Logger }

func (w *logWriter) Write(b []byte) (int, error) {
	w.log.Debug("http", "message", strings.TrimSpace(string(b)))
	return len(b), nil
}
