// Package welcome is what the window shows while no book is open: three doors
// at the first start, and for every way a book can fail to open, what happened
// and what to do about it. It never touches a book itself.
package welcome
