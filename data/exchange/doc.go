// Package exchange brings files into a book and writes them out of it. Rows
// and their meaning come from [regulars/data/exchange/table]; this package
// finds the records they belong to and makes one change set of each import.
//
// The order of work is
//
//	src, err := exchange.Read(path, table.Options{})
//	src.SetTarget(3, table.Target{Field: table.Note}) // what a person corrects
//	result, err := exchange.Import(ctx, b, []*exchange.Source{src}, exchange.Options{Title: "Import shop.csv"})
//
// A document without a number is told from others by its customer and its
// moment, and lines of a later file join it. A document with a number is what
// the newest file says it is.
package exchange
