// Package match decides which queries hit a text: the query language of
// Silkwire, and the matcher that tries all stored queries in one pass.
// Matching is by word, in the text's own language and script.
//
// [Parse] reads a [Query], [NewDoc] makes an item ready, [Query.Matches] is the
// plain meaning of one query, and a [Matcher] holds all stored ones.
package match
