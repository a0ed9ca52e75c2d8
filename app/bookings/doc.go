// Package bookings is the screen of the desk: the sheet of a day, a calendar
// of what is sold and free, all bookings, the form in which one is taken down,
// and the rooms, tables or chairs with their rates and closures.
//
// What is shown is computed away from the window (see package desk and
// occupancy) and drawn from plain values; drawing never reads the book.
package bookings
