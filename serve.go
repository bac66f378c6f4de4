package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/silkwire/silkwire/server"
	"github.com/silkwire/silkwire/sources"
	"github.com/silkwire/silkwire/syndication"
)

// runServe runs the server until it is told to stop.
func runServe(ctx context.Context, c console, args []string) error {
	f := flagsOf(c, "serve", "[-config FILE] [-address HOST:PORT]")
	file := f.String("config", "config.toml", "the configuration file")
	address := f.String("address", "", "where to listen, instead of the configuration's address")
	if rest, err := parseFlags(f, args); err != nil || len(rest) > 0 {
		return orTooMany(err, rest)
	}
	config, err := loadConfig(*file)
	if err != nil {
		return err
	}
	if *address != "" {
		config.listenOn(*address)
	}
	log := slog.New(slog.NewTextHandler(c.err, nil))
	w, err := openWire(ctx, config, log)
	if err != nil {
		return err
	}
	defer w.close()
	return w.run(ctx, func(ctx context.Context) error { return watchConfig(ctx, *file, w) })
}

// A wire is the four folders tied together: a desk with what feeds it and what
// serves it.
type wire struct {
	config   *Config
	desk     *syndication.Desk
	poller   *sources.Poller
	server   *server.Server
	alerts   *alerts
	listener net.Listener
	metrics  net.Listener // nil: off
	tls      *tls.Config  // nil: plain HTTP
	log      *slog.Logger
}

// openWire takes all that can be refused (addresses, the store, the setup)
// before anything runs.
func openWire(ctx context.Context, config *Config, log *slog.Logger) (w *wire, err error) {
	w = &wire{config: config, log: log}
	defer func() {
		if err != nil {
			w.close()
		}
	}()
	if w.listener, err = listen("address", config.Address); err != nil {
		return w, err
	}
	if config.CertFile != "" {
		if w.tls, err = serveCertificate(config.CertFile, config.KeyFile, log); err != nil {
			return w, err
		}
	}
	if config.MetricsAddress != "" {
		if w.metrics, err = listen("metrics_address", config.MetricsAddress); err != nil {
			return w, err
		}
	}
	w.alerts = newAlerts(config.Webhook, clientFor(config), log)
	if w.desk, err = openDesk(ctx, config, log, w.alerts.newsroom); err != nil {
		return w, err
	}
	if err = w.desk.Configure(ctx, config.Setup); err != nil {
		return w, fmt.Errorf("apply the configuration: %w", err)
	}
	w.poller = &sources.Poller{
		Client: clientFor(config), State: w.desk, Receiver: w.desk, Log: log,
		OnCondition: w.alerts.condition, PushBase: pushBase(config),
	}
	w.poller.SetSources(config.Sources)
	w.server = server.New(w.desk, server.Options{
		PublicURL: config.PublicURL, Client: w.poller.Client, Health: w.poller.Health, Poller: w.poller, Log: log,
		Rate: float64(config.Rate), Proxies: config.Proxies,
	})
	return w, nil
}

// pushBase is where hubs of sources can reach us: below the public address, if
// one is configured and leads anywhere from outside. "" is nowhere.
func pushBase(config *Config) string {
	u, err := url.Parse(config.PublicURL)
	if config.derived || err != nil {
		return ""
	}
	ip := net.ParseIP(u.Hostname())
	if inside := u.Hostname() == "localhost" || ip != nil && (ip.IsLoopback() || ip.IsPrivate()); inside && !config.AllowPrivate {
		return ""
	}
	return config.PublicURL + "/push"
}

func openDesk(ctx context.Context, config *Config, log *slog.Logger, alert func(syndication.Alert)) (*syndication.Desk, error) {
	return syndication.Open(ctx, syndication.Options{
		DSN:         config.DSN,
		Authority:   config.Authority,
		PublicURL:   config.PublicURL,
		Log:         log,
		Alert:       alert,
		KeepFor:     config.KeepFor,
		KeepStories: config.KeepStories,
	})
}

func listen(key, address string) (net.Listener, error) {
	l, err := net.Listen("tcp", address)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("cannot listen on %s: another program listens there; stop it, or change %s", address, key)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %s: %w; change %s", address, err, key)
	}
	return l, nil
}

// run runs everything until ctx ends or a part fails; more runs beside it.
func (w *wire) run(ctx context.Context, more ...func(context.Context) error) error {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return w.desk.Run(ctx) })
	g.Go(func() error { return w.poller.Run(ctx) })
	g.Go(func() error { return w.server.RunHub(ctx) })
	g.Go(func() error { return w.alerts.run(ctx) })
	g.Go(func() error { return serveHTTP(ctx, w.listener, w.tls, w.server.Handler(), w.log) })
	if w.metrics != nil {
		g.Go(func() error { return serveHTTP(ctx, w.metrics, nil, w.server.Metrics(), w.log) })
	}
	for _, part := range more {
		g.Go(func() error { return part(ctx) })
	}
	w.log.Info("serving", "address", w.config.PublicURL, "sources", len(w.config.Sources), "outlets", len(w.config.Outlets))
	stop := context.AfterFunc(ctx, func() { w.log.Info("stopping; requests under way are finished first", "at_most", drainTime) })
	err := g.Wait()
	if !stop() {
		w.log.Info("stopped")
	}
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// close ends what openWire opened.
func (w *wire) close() {
	if w.desk != nil {
		if err := w.desk.Close(); err != nil {
			w.log.Error("close the store", "error", err)
		}
	}
	for _, l := range []net.Listener{w.listener, w.metrics} {
		if l != nil {
			l.Close() // a second Close after serving ended only says so
		}
	}
}

// drainTime is how long requests under way may take after SIGTERM.
const drainTime = 10 * time.Second

// serveHTTP serves until ctx ends, then drains. It speaks HTTPS where secure is
// not nil. What goes wrong on a connection before there is a request is for the
// log, in its form.
func serveHTTP(ctx context.Context, l net.Listener, secure *tls.Config, h http.Handler, log *slog.Logger) error {
	s := &http.Server{
		Handler:           h,
		TLSConfig:         secure,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      2 * time.Minute, // a slow line gets its document
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    32 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelInfo),
	}
	done := make(chan error, 1)
	go func() {
		<-ctx.Done()
		ctx, cancel := context.WithTimeout(context.Background(), drainTime)
		defer cancel()
		done <- s.Shutdown(ctx)
	}()
	serve := s.Serve
	if secure != nil {
		serve = func(l net.Listener) error { return s.ServeTLS(l, "", "") }
	}
	if err := serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return <-done
}
