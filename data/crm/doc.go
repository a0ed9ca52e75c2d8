// Package crm is the vocabulary of the product: the value types and records
// that every other package speaks of, and the rules that make a record valid.
// It does no I/O and knows nothing of storage or screens.
//
// Every stored field has a number (the integer in its cbor tag). Numbers are
// never reused: a removed field keeps its number reserved in a comment.
// Numbers 1 to 9 belong to [Meta]; a record's own fields start at 10.
package crm
