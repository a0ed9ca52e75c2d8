// Package search finds records while a person types. It keeps the text of
// every record in memory, folded so that case, accents, width and kana do not
// matter, and answers a query by scanning that text: any fragment, any word
// order, any script, no dictionary.
//
// Records lie in segments. A segment is one block of folded text in the order
// in which equal hits are shown, so that a scan can stop as soon as nothing
// better can follow. New records start small segments which are merged when
// they have grown as large as their neighbour; deleted records are marked and
// dropped at the next merge.
//
// The package knows nothing of the book: the book calls Put and Delete after
// each commit and stores the bytes of AppendBinary in its checkpoint.
package search
