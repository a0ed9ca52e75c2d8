// Package table turns files into rows, and rows into understood fields. It
// reads comma, semicolon, tab and pipe separated text in any common encoding,
// says what it understood before anything is written anywhere, recognises the
// columns of many programs, and drafts parties and sale lines from rows. It
// also writes such files. It knows nothing of the book: an importer stands on
// top of it.
//
// The order of work is
//
//	t, err := table.Open(path, table.Options{Locale: "it"})
//	s := t.Sniff()                            // one pass over the whole file
//	m := table.Recognise(t.Header, s.Sample)  // or a mapping saved earlier
//	p, problems := t.Plan(s, m, table.Env{Currency: "EUR"})
//	for sale, err := range p.Sales() { ... }  // or p.Customers()
//
// Text is never given a type by guessing: a column is read as a number or a
// date only where the mapping says that it is one.
package table
