// Package ui holds what every screen is made of: the theme, texts and panels,
// the states of a page, the runner for work off the window's goroutine, the
// record table and the fields. Widgets show what they are given and report
// through OnXxx callbacks; none of them knows a book or a screen.
//
// Everything here belongs to Fyne's goroutine unless it says otherwise.
package ui
