package sources

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
)

// TooLargeError says that a body, as sent or unpacked, is larger than MaxBody.
type TooLargeError struct {
	Address string
	Limit   int64 // bytes
}

func (e *TooLargeError) Error() string {
	return fmt.Sprintf("fetch %s: the document is larger than %d bytes", e.Address, e.Limit)
}

// limitedBody ends with TooLargeError instead of going on for ever.
type limitedBody struct {
	io.ReadCloser
	left    int64 // bytes
	limit   int64 // bytes
	address string
}

func (b *limitedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, &TooLargeError{Address: b.address, Limit: b.limit}
	}
	return n, err
}

// acceptEncoding names what unpack can read.
const acceptEncoding = "gzip, br, deflate"

// unpack reads a body whole, as the Content-Encoding header says, within limit
// bytes of unpacked text.
func unpack(res *http.Response, limit int64, address string) ([]byte, error) {
	var body io.Reader = res.Body
	codings := strings.Split(strings.ToLower(strings.Join(res.Header.Values("Content-Encoding"), ",")), ",")
	if len(codings) > 3 {
		return nil, fmt.Errorf("fetch %s: compressed %d times over", address, len(codings))
	}
	for i := len(codings) - 1; i >= 0; i-- { // the last one listed was applied last (RFC 9110, 8.4)
		var err error
		if body, err = decode(body, strings.TrimSpace(codings[i])); err != nil {
			return nil, fmt.Errorf("fetch %s: unpack %s: %w", address, codings[i], err)
		}
	}
	data, err := readAll(body, limit, address)
	var large *TooLargeError
	if errors.As(err, &large) {
		return nil, large
	}
	if err != nil {
		return nil, fmt.Errorf("fetch %s: read the body: %w", address, err)
	}
	return data, nil
}

func decode(body io.Reader, coding string) (io.Reader, error) {
	switch coding {
	case "", "identity":
		return body, nil
	case "gzip", "x-gzip":
		return gzip.NewReader(body)
	case "br":
		return brotli.NewReader(body), nil
	case "deflate":
		return inflate(body)
	}
	return nil, fmt.Errorf("unknown content coding %q", coding)
}

// inflate reads zlib, as RFC 9110 8.4.1.2 wants, and the bare deflate that many
// servers send instead.
func inflate(body io.Reader) (io.Reader, error) {
	head := make([]byte, 2)
	n, err := io.ReadFull(body, head)
	if err != nil && err != io.ErrUnexpectedEOF {
		return nil, err
	}
	body = io.MultiReader(strings.NewReader(string(head[:n])), body)
	if n == 2 && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
		return zlib.NewReader(body)
	}
	return flate.NewReader(body), nil
}
