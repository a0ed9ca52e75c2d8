// Package exchange brings files into a book and writes them out of it. Rows
// and their meaning come from [regulars/data/exchange/table]; this package
// finds the records they belong to and makes one change set of each import.
package exchange
