// Package chart draws the program's charts: a [Spec] of plain data goes in, a
// picture, its labels and the places that can be pointed at come out.
//
// go-chart is the drawing kernel: it holds the ranges, draws lines, bands,
// boxes and grid lines, and calls a renderer of ours (see canvasRenderer) that
// turns strokes and fills into pixels and every text into a Fyne text, so that
// labels use the theme's font with its fallback scripts. Axes, bars, heat maps
// and legends are our own layers on top of it, because go-chart's take no care
// of overlapping labels and start bars at the smallest value.
//
// [Draw] never fails: [Sanitise] closes the kernel's traps first and turns
// whatever cannot be drawn into an empty state with a reason.
package chart
