// Package importing is the screen that brings files of customers and sales
// into the book: it shows what it understood, lets the owner correct it,
// rehearses the import, makes it, and takes earlier ones back.
package importing
