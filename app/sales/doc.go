// Package sales is the screen of what was sold and what is for sale: the list
// of documents, the page of one of them, the form in which an order is taken
// down by keyboard alone, and the products with their dated prices and costs.
//
// What is shown is computed away from the window as plain values (docRow,
// family, draft, productRow) and drawn from those; drawing never reads the
// book.
package sales
