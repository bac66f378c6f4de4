package match

// inflected gives the keys that a folded word shares with its other forms.
func inflected(l *language, folded string) []string { return nil }
