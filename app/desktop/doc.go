// Package desktop is the window around the screens: the rail, the search box,
// the command palette, the quick capture of a contact, notices with undo,
// menus and shortcuts, and the life of the book behind it all. It knows the
// screens only through app/screen.
package desktop
