package feeds

// chooseEncoding tells which encoding makes text of data, and that text.
func chooseEncoding(data []byte, header, inside string) (name, text string) {
	for _, label := range []string{header, inside, "utf-8"} {
		if text, ok := decodeAs(data, label); ok {
			_, name := lookupEncoding(label)
			return name, text
		}
	}
	return "utf-8", mendUTF8(data)
}
