package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"io"
	"log/slog"
	"math/big"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// writeCertificate writes a pair for localhost with a serial number.
func writeCertificate(t *testing.T, folder string, serial int64) (certFile, keyFile string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := &x509.Certificate{SerialNumber: big.NewInt(serial), DNSNames: []string{"localhost"}, NotAfter: time.Now().Add(time.Hour)}
	cert, err := x509.CreateCertificate(rand.Reader, form, form, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	certFile, keyFile = filepath.Join(folder, "wire.pem"), filepath.Join(folder, "wire.key")
	for file, block := range map[string]*pem.Block{certFile: {Type: "CERTIFICATE", Bytes: cert}, keyFile: {Type: "PRIVATE KEY", Bytes: private}} {
		rewrite(t, file, pem.EncodeToMemory(block), time.Duration(serial)*time.Second)
	}
	return certFile, keyFile
}

// rewrite writes a file as of later: what is written within one tick of its clock
// an older kernel dates alike.
func rewrite(t *testing.T, file string, text []byte, later time.Duration) {
	t.Helper()
	at := time.Now().Add(later)
	if err := errors.Join(os.WriteFile(file, text, 0o600), os.Chtimes(file, at, at)); err != nil {
		t.Fatal(err)
	}
}

func TestServeOverHTTPSTakesARenewedCertificate(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and runs the program; not with -short")
	}
	s := newStill(t)
	file := s.config(t, threeOutlets)
	folder := filepath.Dir(file)
	cert, key := writeCertificate(t, folder, 1)
	doc, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	secure := strings.Replace(string(doc), "[server]\n", "[server]\ncert_file = '"+cert+"'\nkey_file = '"+key+"'\n", 1)
	if err := os.WriteFile(file, []byte(secure), 0o600); err != nil {
		t.Fatal(err)
	}
	p := launchServe(t, file)
	serial := func() int64 {
		client := http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, DisableKeepAlives: true, ForceAttemptHTTP2: true}}
		resp, err := client.Get(strings.Replace(p.base, "http://", "https://", 1) + "/healthz")
		if err != nil {
			return 0
		}
		resp.Body.Close()
		if resp.ProtoMajor != 2 || resp.StatusCode != http.StatusOK {
			t.Errorf("%s %s", resp.Proto, resp.Status)
		}
		return resp.TLS.PeerCertificates[0].SerialNumber.Int64()
	}
	wait(t, "it answers over HTTPS", func() bool { return serial() == 1 })
	old, err := tls.Dial("tcp", strings.TrimPrefix(p.base, "http://"), &tls.Config{InsecureSkipVerify: true, NextProtos: []string{"http/1.0"}})
	if err != nil {
		t.Fatalf("a client of HTTP/1.0: %v", err)
	}
	defer old.Close()
	io.WriteString(old, "GET /healthz HTTP/1.0\r\n\r\n")
	if answer, err := io.ReadAll(old); err != nil || !strings.Contains(string(answer), " 200 ") {
		t.Errorf("a client of HTTP/1.0 reads %q, %v", answer, err)
	}
	if plain, err := http.Get(p.base); err == nil { // HTTP on the port of HTTPS
		plain.Body.Close()
	}
	wait(t, "the log tells it, in its form", func() bool {
		return strings.Contains(p.said(t), `level=INFO msg="http: TLS handshake error`)
	})
	writeCertificate(t, folder, 2)
	wait(t, "the new certificate is shown", func() bool { return serial() == 2 })
	p.stop(t)
}

func TestABrokenCertificateLeavesTheOneBefore(t *testing.T) {
	folder := t.TempDir()
	certFile, keyFile := writeCertificate(t, folder, 1)
	log := &strings.Builder{}
	c := &certificate{certFile: certFile, keyFile: keyFile, log: slog.New(slog.NewTextHandler(log, nil))}
	serial := func() int64 {
		c.looked = time.Time{}
		pair, err := c.get(nil)
		if err != nil {
			t.Fatal(err)
		}
		return pair.Leaf.SerialNumber.Int64()
	}
	if got := serial(); got != 1 {
		t.Errorf("certificate %d", got)
	}
	rewrite(t, keyFile, []byte("half written"), time.Minute)
	serial()
	if got := serial(); got != 1 || strings.Count(log.String(), "was not taken") != 1 {
		t.Errorf("certificate %d, and the log says %s", got, log)
	}
	writeCertificate(t, folder, 2)
	if got := serial(); got != 2 {
		t.Errorf("certificate %d", got)
	}
	if _, err := serveCertificate(filepath.Join(folder, "none.pem"), keyFile, c.log); err == nil || !strings.Contains(err.Error(), "cert_file") {
		t.Errorf("without files: %v", err)
	}
}
