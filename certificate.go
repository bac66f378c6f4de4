package main

import (
	"crypto/tls"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"
)

// A certificate is the pair of files that HTTPS is served by. Whoever renews
// them replaces them; the next handshake finds the new ones.
type certificate struct {
	certFile, keyFile string
	log               *slog.Logger

	mu     sync.Mutex
	pair   *tls.Certificate // guarded by mu
	stamp  [2]time.Time     // when the files of pair, or those that could not be read, were written; guarded by mu
	looked time.Time        // guarded by mu
}

// lookEvery is how long the files are not looked at again.
const lookEvery = time.Second

// serveCertificate gives what HTTPS needs, or why the files cannot be used.
func serveCertificate(certFile, keyFile string, log *slog.Logger) (*tls.Config, error) {
	c := &certificate{certFile: certFile, keyFile: keyFile, log: log}
	pair, err := tls.LoadX509KeyPair(certFile, keyFile)
	if err != nil {
		return nil, fmt.Errorf("cert_file %s with key_file %s: %w; give a certificate and its key in PEM", certFile, keyFile, err)
	}
	c.pair, c.looked, c.stamp = &pair, time.Now(), c.written()
	// Clients of HTTP/1.0 that name it are refused by who does not.
	return &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: c.get, NextProtos: []string{"h2", "http/1.1", "http/1.0"}}, nil
}

// get gives the present pair. One that cannot be read yet, as when half of it
// is renewed, leaves the one before.
func (c *certificate) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if time.Since(c.looked) < lookEvery {
		return c.pair, nil
	}
	c.looked = time.Now()
	written := c.written()
	if written == c.stamp {
		return c.pair, nil
	}
	c.stamp = written
	pair, err := tls.LoadX509KeyPair(c.certFile, c.keyFile)
	if err != nil {
		c.log.Error("the renewed certificate was not taken; the one before stays", "cert_file", c.certFile, "error", err)
		return c.pair, nil
	}
	c.pair = &pair
	c.log.Info("the certificate was renewed", "cert_file", c.certFile, "until", pair.Leaf.NotAfter)
	return c.pair, nil
}

// written tells when the two files were written last.
func (c *certificate) written() (at [2]time.Time) {
	for i, file := range []string{c.certFile, c.keyFile} {
		if info, err := os.Stat(file); err == nil {
			at[i] = info.ModTime()
		}
	}
	return at
}
