package sources

import (
	"errors"
	"fmt"
	"net/netip"
	"syscall"

	"code.dny.dev/ssrf"
)

// ErrPrivate is wrapped by the error of a request that would have reached a
// private, loopback, link-local or metadata address.
var ErrPrivate = errors.New("address is in a private network; set allow_private_networks = true if it is meant")

// guardian allows any port: feeds live on 8080 too.
var guardian = ssrf.New(
	ssrf.WithAnyPort(),
	// Azure's WireServer hands out credentials on an address that is public by number.
	ssrf.WithDeniedV4Prefixes(netip.MustParsePrefix("168.63.129.16/32")),
)

// guard is a net.Dialer's Control: it sees the address of every connection
// after DNS, so a name that changes between check and connect gains nothing.
func guard(network, address string, conn syscall.RawConn) error {
	if err := guardian.Safe(network, address, conn); err != nil {
		return fmt.Errorf("%w (%s)", ErrPrivate, address)
	}
	return nil
}
