package feeds

import (
	"path"
	"strings"
)

// mediaTypes by file extension: our own table, because the operating system's
// would make documents differ from machine to machine.
var mediaTypes = map[string]string{
	".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".gif": "image/gif",
	".webp": "image/webp", ".avif": "image/avif", ".svg": "image/svg+xml", ".bmp": "image/bmp",
	".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".aac": "audio/aac", ".ogg": "audio/ogg",
	".oga": "audio/ogg", ".opus": "audio/opus", ".wav": "audio/wav", ".flac": "audio/flac",
	".mp4": "video/mp4", ".m4v": "video/mp4", ".mov": "video/quicktime", ".webm": "video/webm",
	".ogv": "video/ogg", ".m3u8": "application/vnd.apple.mpegurl",
	".pdf": "application/pdf", ".zip": "application/zip", ".txt": "text/plain", ".html": "text/html",
}

// mediaType is the type of m as given, without parameters, or as its address
// suggests. RSS and JSON Feed want one always; "application/octet-stream" says
// that nobody knows.
func mediaType(m *Media) string {
	given, _, _ := strings.Cut(m.Type, ";")
	given = strings.ToLower(strings.TrimSpace(given))
	if validMediaType(given) {
		return given
	}
	address, _, _ := strings.Cut(m.URL, "?")
	address, _, _ = strings.Cut(address, "#")
	if t := mediaTypes[strings.ToLower(path.Ext(address))]; t != "" {
		return t
	}
	return "application/octet-stream"
}

// validMediaType checks type "/" subtype (RFC 6838, 4.2).
func validMediaType(t string) bool {
	major, minor, ok := strings.Cut(t, "/")
	return ok && restrictedName(major) && restrictedName(minor)
}

func restrictedName(s string) bool {
	for _, c := range []byte(s) {
		alnum := 'a' <= c && c <= 'z' || '0' <= c && c <= '9'
		if !alnum && strings.IndexByte("!#$&-^_.+", c) < 0 {
			return false
		}
	}
	return s != "" && len(s) <= 127
}

// medium is the first half of a media type where Media RSS knows it.
func medium(mediaType string) string {
	switch major, _, _ := strings.Cut(mediaType, "/"); major {
	case "image", "audio", "video":
		return major
	}
	return "document"
}

// usableMedia keeps of an item's media those that have an address, each once.
func usableMedia(all []Media) []Media {
	media := make([]Media, 0, len(all))
	for _, m := range all {
		m.URL = webAddress(m.URL)
		if m.URL == "" || hasMedia(media, m.URL) {
			continue
		}
		m.Type = mediaType(&m)
		media = append(media, m)
	}
	return media
}

func hasMedia(media []Media, url string) bool {
	for i := range media {
		if media[i].URL == url {
			return true
		}
	}
	return false
}
