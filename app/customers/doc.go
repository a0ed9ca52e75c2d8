// Package customers is the screen of the people and organisations the
// business deals with: the list, the page of one of them, and the form in
// which they are written.
//
// What is shown is computed away from the window as plain values (rows,
// profile, draft) and drawn from those; drawing never reads the book.
package customers
