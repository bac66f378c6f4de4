package server

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"

	"github.com/silkwire/silkwire/syndication"
	"github.com/silkwire/silkwire/syndication/match"
)

// Errors of the server's own, told apart by problemOf.
var (
	errAddress      = errors.New("no such address")
	errMethod       = errors.New("no such method here")
	errPrecondition = errors.New("a precondition failed")
	errStore        = errors.New("the store cannot be reached")
	errForeign      = errors.New("another site sent the request")
	errMediaType    = errors.New("the request has another media type than this address takes")
)

// A requestError is a mistake of the client, in a plain sentence with its remedy.
type requestError string

func (e requestError) Error() string { return string(e) }

// A waitError asks a client to come back later.
type waitError struct{ seconds int }

func (e *waitError) Error() string { return "too many requests" }

// A problem is an answer to a request that failed, as a document (RFC 9457). It
// says nothing of what went wrong inside: the log has the chain.
type problem struct {
	Title    string `json:"title"`
	Status   int    `json:"status"`
	Detail   string `json:"detail,omitempty"`
	Position int    `json:"position,omitempty"` // of a mistake in a query: characters, from 1
	Hint     string `json:"hint,omitempty"`     // what to type instead

	header http.Header
}

// problemOf is the one table from errors to answers.
func problemOf(err error) *problem {
	var syntax *match.SyntaxError
	var request requestError
	var wait *waitError
	switch {
	case errors.As(err, &syntax):
		p := newProblem(http.StatusBadRequest, "The query cannot be read: "+syntax.Msg+".")
		p.Position, p.Hint = syntax.Offset, syntax.Hint
		return p
	case errors.As(err, &request):
		return newProblem(http.StatusBadRequest, request.Error())
	case errors.Is(err, syndication.ErrDenied):
		p := newProblem(http.StatusUnauthorized, "A valid token is needed: as the password of Basic authentication, as a Bearer token, or as ?token= in the address.")
		p.header = http.Header{"Www-Authenticate": {`Basic realm="Silkwire"`, "Bearer"}}
		return p
	case errors.Is(err, syndication.ErrNotFound), errors.Is(err, errAddress):
		return newProblem(http.StatusNotFound, "There is nothing at this address.")
	case errors.Is(err, errMethod):
		return newProblem(http.StatusMethodNotAllowed, "This address does not know the method; the Allow header lists those it knows.")
	case errors.Is(err, errForeign):
		return newProblem(http.StatusForbidden, "The form does not come from a page of this server; open the page again and send it from there.")
	case errors.Is(err, errMediaType):
		return newProblem(http.StatusUnsupportedMediaType, "Send the document as application/json.")
	case errors.Is(err, syndication.ErrLocked):
		return newProblem(http.StatusConflict, "The editors made this subscription; ask them to change it, or choose another name.")
	case errors.Is(err, errPrecondition):
		return newProblem(http.StatusPreconditionFailed, "The document is not the one that the request names.")
	case errors.As(err, &wait):
		return retryLater(http.StatusTooManyRequests, "Too many requests; please come back a little later.", wait.seconds)
	case errors.Is(err, errStore), errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return retryLater(http.StatusServiceUnavailable, "The stories cannot be read at the moment; please come back a little later.", 10)
	}
	return newProblem(http.StatusInternalServerError, "Something went wrong here; it is noted and will be looked at.")
}

func newProblem(status int, detail string) *problem {
	return &problem{Title: http.StatusText(status), Status: status, Detail: detail, header: http.Header{}}
}

func retryLater(status int, detail string, seconds int) *problem {
	p := newProblem(status, detail)
	p.header.Set("Retry-After", strconv.Itoa(seconds))
	return p
}

// write answers with p.
func (p *problem) write(w http.ResponseWriter) {
	var body bytes.Buffer
	e := json.NewEncoder(&body)
	e.SetEscapeHTML(false) // people read it, too
	if err := e.Encode(p); err != nil {
		panic(err) // text and numbers always have a JSON form
	}
	h := w.Header()
	for name, values := range p.header {
		h[name] = values
	}
	h.Set("Content-Type", "application/problem+json")
	h["X-Content-Type-Options"] = nosniff // also where the header was begun anew
	h.Set("Content-Length", strconv.Itoa(body.Len()))
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(p.Status)
	w.Write(body.Bytes())
}
